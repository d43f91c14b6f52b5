"""Runs, visits and batches: whatever the order they come in."""

import random
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.batch import Batch, Discovered, Settings
from crawler.errors import UsageError
from crawler.store.captures import (
    body,
    close_open_visits,
    end_run,
    last_visit_at,
    lose_job,
    open_run,
    open_visits,
    save_batch,
)
from crawler.store.connections import Connection, open_store
from tests.test_store.rows import SHOP, Target, batch, begin, capture, end, rows, visit_day

KEPT = (
    "SELECT * FROM run",
    "SELECT * FROM visit",
    "SELECT competitor, source, address, url, how, via, depth, discovered_at FROM page ORDER BY 1, 2, 3, 4",
    "SELECT * FROM capture ORDER BY visit, number",
    "SELECT * FROM body ORDER BY sha256",
)


def kept(db: Connection) -> list[list[tuple[object, ...]]]:
    """All kept rows but the numbers that rows are given in order of arrival."""
    return [rows(db, sql) for sql in KEPT]


def test_a_capture_is_kept_as_it_came(db: Connection) -> None:
    _, visit = begin(db)
    headers = (("content-type", "text/html"), ("link", "<b>"), ("link", "<c>"))
    save_batch(db, batch(capture(visit, 1, "a", body=b"<p>one</p>", headers=headers, depth=2)))
    columns = "id, visit, number, url, at, outcome, status, final_url, headers, body, error, origin, depth"
    assert rows(db, f"SELECT {columns} FROM capture") == [
        (
            (visit << 20) + 1,
            visit,
            1,
            SHOP + "a",
            "2026-03-01T06:00:01Z",
            "ok",
            200,
            SHOP + "a",
            '{"content-type":"text/html","link":"<b>, <c>"}',
            sha256(b"<p>one</p>").digest(),
            None,
            "crawl",
            2,
        )
    ]
    assert body(db, (visit << 20) + 1) == body(db, sha256(b"<p>one</p>").digest()) == b"<p>one</p>"
    assert body(db, 77) == b""


def test_equal_bodies_are_stored_once(db: Connection) -> None:
    _, visit = begin(db)
    save_batch(db, batch(capture(visit, 1, "a", body=b"x" * 999), capture(visit, 2, "b", body=b"x" * 999)))
    save_batch(db, batch(capture(visit, 3, "c", body=b"x" * 999)))
    assert rows(db, "SELECT bytes, length(zstd) < 99 FROM body") == [(999, 1)]
    assert [body(db, (visit << 20) + number) for number in (1, 2, 3)] == [b"x" * 999] * 3


def test_a_visit_keeps_the_settings_it_was_made_under(db: Connection) -> None:
    begin(db, "2026-03-01T06:00:00Z", Target(settings=Settings(country="LV", brand_names=("ACME",), tax_included=True)))
    assert rows(db, "SELECT competitor, source, address, settings FROM visit") == [
        (
            "acme",
            "site",
            SHOP,
            '{"brand_names":["ACME"],"brand_not":[],"country":"LV","currency":null,"region":null,"tax_included":true}',
        )
    ]


def test_a_batch_that_comes_twice_writes_nothing(db: Connection) -> None:
    _, visit = begin(db)
    once = batch(capture(visit, 1), capture(visit, 2, "a"), ends=(end(visit, 2),))
    save_batch(db, once)
    before = kept(db)
    save_batch(db, replace(once, captures=(capture(visit, 1, body=b"other"), *once.captures)))
    assert kept(db) == before


def test_a_visit_ends_when_its_end_and_all_its_captures_are_there(db: Connection) -> None:
    _, visit = begin(db)
    save_batch(db, batch(capture(visit, 2), ends=(end(visit, 2),)))
    assert rows(db, "SELECT outcome, ended_at FROM visit") == [("complete", None)]
    save_batch(db, batch(capture(visit, 1)))
    assert rows(db, "SELECT outcome, ended_at FROM visit") == [("complete", "2026-03-01T06:00:02Z")]


def test_an_ended_visit_takes_no_more_captures(db: Connection) -> None:
    _, visit = begin(db)
    save_batch(db, batch(capture(visit, 1), ends=(end(visit, 1),)))
    save_batch(db, batch(capture(visit, 2), ends=(end(visit, 9, "failed"),)))
    assert rows(db, "SELECT outcome, captures FROM visit") == [("complete", 1)]
    assert rows(db, "SELECT count(*) FROM capture") == [(1,)]


@pytest.mark.parametrize(
    ("sent", "told", "row"),
    [
        ((1, 2), end(1, 5, reason=None), ("partial", "3 captures lost", 2, 2, None, "2026-03-01T06:00:02Z")),
        ((1,), None, ("partial", "killed by signal 9", 1, 1, None, "2026-03-01T06:00:01Z")),
        ((), None, ("failed", "killed by signal 9", 0, 0, None, "2026-03-01T06:00:00Z")),
        ((), end(1, 2, "blocked", ok=0), ("blocked", "2 captures lost", 0, 0, None, "2026-03-01T06:00:00Z")),
    ],
)
def test_a_visit_whose_job_broke_off_is_closed_and_due_again(
    db: Connection, sent: Iterable[int], told: object, row: tuple[object, ...]
) -> None:
    _, visit = begin(db)
    ends = (told,) if told else ()
    save_batch(db, batch(*(capture(visit, number, f"p{number}") for number in sent), ends=ends))  # type: ignore[arg-type]
    lose_job(db, [visit], None if told else "killed by signal 9")
    assert rows(db, "SELECT outcome, reason, asked, ok, captures, ended_at FROM visit") == [row]
    assert last_visit_at(db, Target()) is None


def test_a_whole_visit_of_a_finished_job_stays_as_it_is(db: Connection) -> None:
    _, visit = visit_day(db, 1, {})
    lose_job(db, [visit], "too late")
    assert rows(db, "SELECT outcome, reason, captures FROM visit") == [("complete", None, 1)]
    assert last_visit_at(db, Target()) == "2026-03-01T06:00:00Z"
    assert last_visit_at(db, Target(address=SHOP + "feed")) is None


def test_the_next_run_closes_what_a_crash_left_open(db: Connection) -> None:
    visit_day(db, 1, {})
    _, visit = begin(db, "2026-03-02T06:00:00Z")
    save_batch(db, batch(capture(visit, 1)))
    assert close_open_visits(db) == [visit]
    assert close_open_visits(db) == []
    assert rows(db, "SELECT outcome, reason FROM visit") == [("complete", None), ("partial", "the run was cut off")]


def test_a_run_ends_with_its_last_visit(db: Connection) -> None:
    run, _ = visit_day(db, 1, {}, {"url": SHOP + "b"})
    end_run(db, run)
    assert rows(db, "SELECT started_at, ended_at FROM run") == [("2026-03-01T06:00:00Z", "2026-03-01T06:00:02Z")]


def test_a_run_is_never_earlier_than_the_newest_crawled_capture(db: Connection) -> None:
    visit_day(db, 1, {"at": "2026-03-01T09:00:00Z"})
    begin(db, "2026-03-01T08:00:00Z")
    assert open_run(db, "2026-03-01T07:00:00Z").started_at == "2026-03-01T09:00:00Z"
    assert open_run(db, "2026-03-01T10:00:00Z").started_at == "2026-03-01T10:00:00Z"


def test_a_clock_that_lies_days_behind_stops_the_run(db: Connection) -> None:
    visit_day(db, 3, {})
    with pytest.raises(UsageError, match=r"newest capture is of 2026-03-03T06:00:01Z, over a day ahead of the clock"):
        open_run(db, "2026-03-01T06:00:00Z")
    assert rows(db, "SELECT count(*) FROM run") == [(1,)]


def test_an_imported_capture_from_the_future_does_not(db: Connection) -> None:
    visit_day(db, 1, {}, {"url": SHOP + "a", "at": "2026-03-20T06:00:00Z"})
    db.execute("UPDATE capture SET origin = 'import' WHERE number = 2")
    _, imported = visit_day(db, 3, {})
    db.execute("UPDATE capture SET origin = 'import' WHERE visit = ?", (imported,))
    assert open_run(db, "2026-03-01T06:00:00Z").started_at == "2026-03-01T06:00:01Z"


def test_a_not_modified_answer_confirms_the_last_body_of_the_same_target(db: Connection) -> None:
    _, first = visit_day(db, 1, {"body": b"one"})
    _, second = visit_day(db, 2, {"body": b"two"})
    visit_day(db, 3, {"outcome": "missing", "status": 404, "body": b"gone"})
    _, other = begin(db, "2026-03-04T06:00:00Z", Target(competitor="beta"))
    save_batch(db, batch(capture(other, 1, outcome="not_modified", status=304), ends=(end(other, 1),)))
    _, fifth = visit_day(db, 5, {"outcome": "not_modified", "status": 304})
    _, sixth = visit_day(db, 6, {"body": b"in between"}, {"outcome": "not_modified", "status": 304})
    two = (second << 20) + 1
    confirmed = rows(db, "SELECT visit, confirms FROM capture WHERE outcome = 'not_modified'")
    assert confirmed == [(other, None), (fifth, two), (sixth, two)]
    assert body(db, (sixth << 20) + 2) == b"two"
    assert body(db, (first << 20) + 1) == b"one"
    assert rows(db, "SELECT count(*) FROM answer") == [(5,)]


def test_pages_say_how_they_were_first_met(db: Connection) -> None:
    _, visit = begin(db)
    links = (
        Discovered(visit=visit, url=SHOP + "a", via=SHOP + "z", how="link", depth=3),
        Discovered(visit=visit, url=SHOP + "a", via=SHOP, how="listing", depth=1),
        Discovered(visit=visit, url=SHOP, via=SHOP + "a", how="link", depth=2),
    )
    save_batch(db, batch(capture(visit, 1), capture(visit, 2, "a", depth=1), capture(visit, 3, "b"), discovered=links))
    _, later = begin(db, "2026-03-02T06:00:00Z")
    shorter = Discovered(visit=later, url=SHOP + "a", via=SHOP, how="a", depth=0)
    save_batch(db, batch(discovered=(shorter,)))
    assert rows(db, "SELECT url, how, via, depth, discovered_at FROM page ORDER BY url") == [
        (SHOP, "seed", None, 0, "2026-03-01T06:00:00Z"),
        (SHOP + "a", "listing", SHOP, 1, "2026-03-01T06:00:00Z"),
        (SHOP + "b", "asked", None, 0, "2026-03-01T06:00:00Z"),
    ]


def test_of_a_broken_batch_nothing_is_stored(db: Connection) -> None:
    _, visit = begin(db)
    good, bad = capture(visit, 1), capture(visit, 2, "a", status="not a number")
    with pytest.raises(Exception, match="cannot store TEXT value in INTEGER column"):
        save_batch(db, batch(good, bad))
    assert [len(table) for table in kept(db)] == [1, 1, 0, 0, 0]


def scattered(visits: list[int], seed: int) -> list[Batch]:
    """Two visits' captures, discovered pages and ends, shuffled, cut anywhere, some parts sent twice."""
    chance = random.Random(seed)
    site, feed = visits
    parts = [batch(capture(site, number, f"p{number % 5}", body=bytes([number % 3]) * 99)) for number in range(1, 8)]
    parts += [batch(capture(feed, 1, outcome="blocked", status=403))]
    parts += [
        batch(discovered=(Discovered(visit=site, url=f"{SHOP}p{a}", via=f"{SHOP}p{b}", how=how, depth=b),))
        for a in range(3)
        for b in range(3)
        for how in ("link", "sitemap")
    ]
    parts += [batch(ends=(end(site, 7),)), batch(ends=(end(feed, 1, "blocked", ok=0),))]
    parts += chance.choices(parts, k=chance.randrange(9))
    chance.shuffle(parts)
    batches = []
    while parts:
        size = chance.randint(1, 6)
        cut, parts = parts[:size], parts[size:]
        batches.append(
            batch(
                *(c for part in cut for c in part.captures),
                discovered=tuple(d for part in cut for d in part.discovered),
                ends=tuple(e for part in cut for e in part.ends),
            )
        )
    return batches


@cache
def stored(seed: int) -> list[list[tuple[object, ...]]]:
    """What is kept of two days whose batches came as the seed has it."""
    with TemporaryDirectory() as folder, open_store(Path(folder) / "rivals.db") as db:
        targets = (Target(), Target(source="feed", address=SHOP + "feed"))
        for day in (1, 2):
            visits = open_visits(db, open_run(db, f"2026-03-{day:02}T06:00:00Z"), targets)
            for part in scattered(list(visits.values()), seed + day):
                save_batch(db, part)
        return kept(db)


@settings(max_examples=60)
@given(seed=st.integers(0, 1 << 32))
def test_shuffled_cut_and_doubled_batches_give_the_same_rows(seed: int) -> None:
    assert stored(seed) == stored(0)
    assert [len(table) for table in stored(seed)] == [2, 4, 6, 16, 3]
    assert all(row[7] for row in stored(seed)[1])
