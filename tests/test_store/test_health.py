"""How targets stand, the lock, saved responses and editions."""

import json
import os
import re
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import LockedError, StorageError
from crawler.fold.unit import Version
from crawler.records.kinds import key_of
from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.store import tables
from crawler.store.captures import lose_job, save_batch
from crawler.store.connections import Connection
from crawler.store.editions import save_edition
from crawler.store.health import TargetHealth, VisitMade, target_health, visits_made
from crawler.store.lock import hold_lock
from crawler.store.readings import save_readings
from tests.test_store.rows import SHOP, Result, Target, batch, begin, capture, end, rows, visit_day

BLOCKED: dict[str, Any] = {"outcome": "blocked", "status": 403, "body": b"prove that you are human"}


def test_how_the_visits_of_a_run_went(db: Connection) -> None:
    visit_day(db, 1, {})
    run, visit = begin(db, "2026-03-02T06:00:00Z", Target(), Target(competitor="beta"))
    refused = end(visit + 1, 1, "blocked", ok=0, reason=f"403 at {SHOP}")
    save_batch(db, batch(capture(visit, 1), capture(visit, 2, "a"), ends=(end(visit, 2),)))
    save_batch(db, batch(capture(visit + 1, 1, **BLOCKED), ends=(refused,)))
    broken = Result(capture=(visit << 20) + 2, lines=None, error="timeout")
    save_readings(db, run.id, "r1", [Result(capture=(visit << 20) + 1), broken])
    save_readings(db, run.id + 1, "r2", [Result(capture=(visit << 20) + 1, lines=None, error="crashed")])
    common: dict[str, Any] = {"run": run.id, "source": "site", "address": SHOP, "started_at": "2026-03-02T06:00:00Z"}
    assert visits_made(db, run.id) == [
        VisitMade(visit=visit, competitor="acme", outcome="complete", reason=None, asked=2, ok=2, unread=1, **common),
        VisitMade(
            visit=visit + 1,
            competitor="beta",
            outcome="blocked",
            reason=f"403 at {SHOP}",
            asked=1,
            ok=0,
            unread=0,
            **common,
        ),
    ]


def test_a_target_of_the_market_has_no_competitor_and_rendered_pages_are_counted(db: Connection) -> None:
    run, visit = begin(db, "2026-03-01T06:00:00Z", Target(competitor=None))
    save_batch(db, batch(capture(visit, 1), ends=(end(visit, 1, rendered=1),)))
    (made,) = visits_made(db, run.id)
    (target,) = target_health(db)
    assert (made.competitor, made.rendered, target.competitor, target.last) == (None, 1, None, made)


def test_how_long_a_target_has_been_failing(db: Connection) -> None:
    first, one = visit_day(db, 1, {}, {"url": SHOP + "a"}, {"url": SHOP + "b"})
    broken = Result(capture=(one << 20) + 3, lines=None, error="timeout")
    save_readings(db, first, "r1", [Result(capture=(one << 20) + 1), Result(capture=(one << 20) + 2), broken])
    (target,) = target_health(db)
    assert (target.failing_since, target.failing_visits) == (None, 0)
    visit_day(db, 2, BLOCKED, outcome="blocked")
    visit_day(db, 3, {}, BLOCKED, outcome="partial")
    run, visit = visit_day(db, 4, BLOCKED, outcome="blocked")
    begin(db, "2026-03-05T06:00:00Z")
    assert target_health(db) == [
        TargetHealth(
            competitor="acme",
            source="site",
            address=SHOP,
            last=next(made for made in visits_made(db, run) if made.visit == visit),
            failing_since="2026-03-02T06:00:00Z",
            failing_visits=3,
            pages=3,
            pages_read=2,
            newest_ok_at="2026-03-03T06:00:01Z",
        )
    ]


def test_pages_denied_missing_or_moved_are_no_pages_of_the_target(db: Connection) -> None:
    answers = [
        {"url": f"{SHOP}{outcome}", "outcome": outcome, "body": b""} for outcome in ("denied", "missing", "moved")
    ]
    visit_day(db, 1, {}, *answers, {"url": f"{SHOP}later", "outcome": "unavailable", "body": b""})
    (target,) = target_health(db)
    assert target.pages == 2


def test_suspect_values_count_for_the_target_that_they_were_read_at(db: Connection) -> None:
    _, visit = visit_day(db, 1, {})
    read = Offer(url=SHOP, price=Decimal(4900))
    plan = Plan(url=SHOP, name="Team", price=Decimal(290))
    for record, suspect, ended in (
        (read, True, None),
        (read, True, "corrected"),
        (read, False, None),
        (plan, True, None),
    ):
        at = f"2026-03-01T06:00:0{1 + suspect + 2 * (ended is not None)}Z"
        version = Version(
            key=key_of(record), record=record, first_seen=at, last_seen=at, capture=(visit << 20) + 1, ended=ended,
            first_capture=int(at[-3:-1]), source="site", suspect=suspect,
        )  # fmt: skip
        db.execute(tables.insert(record.KIND), tables.version_row("acme", version))
    assert [target.suspects for target in target_health(db)] == [2]


def test_a_target_that_never_answered_has_no_newest_capture(db: Connection) -> None:
    _, visit = begin(db)
    lose_job(db, [visit])
    (target,) = target_health(db)
    assert (target.last.outcome, target.failing_visits, target.pages, target.newest_ok_at) == ("failed", 1, 0, None)


def test_the_lock_is_held_by_one_process_and_names_it(tmp_path: Path) -> None:
    db = tmp_path / "new" / "rivals.db"
    with hold_lock(db):
        message = rf"rivals\.db: process {os.getpid()} has been writing it since \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
        with pytest.raises(LockedError, match=message), hold_lock(db):
            pass
    with hold_lock(db):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from crawler.store.lock import hold_lock\n"
        "with hold_lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, tmp_path / "rivals.db"], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(LockedError, match=re.escape(f"process {other.pid} ")), hold_lock(tmp_path / "rivals.db"):
            pass
        other.send_signal(signal.SIGKILL)
        other.wait()
        with hold_lock(tmp_path / "rivals.db"):
            assert (tmp_path / "rivals.db.lock").read_text() == f"process {os.getpid()}"


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with (
        pytest.raises(StorageError, match=r"choose another place with --db"),
        hold_lock(tmp_path / "data" / "rivals.db"),
    ):
        pass


def test_an_edition_keeps_what_it_published(db: Connection) -> None:
    run, _ = visit_day(db, 1, {})
    metrics = [{"competitor": "acme", "metric": "posts", "value": 3.0}]
    number = save_edition(
        db, run=run, at="2026-03-01T06:00:00Z", path="2026-03-01T060000Z", metrics=metrics, changes={"b", "a"}
    )
    ((id_, of, at, path, published, changes),) = rows(db, "SELECT * FROM edition")
    assert (id_, of, at, path) == (number, run, "2026-03-01T06:00:00Z", "2026-03-01T060000Z")
    assert (json.loads(published), json.loads(changes)) == (metrics, ["a", "b"])
