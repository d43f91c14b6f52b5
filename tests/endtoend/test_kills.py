"""kill -9 of the whole process tree in the middle of each step, then one clean run; Ctrl-C; two runs at once."""

import os
import shutil
import signal
from collections.abc import Callable, Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import count, repeat
from pathlib import Path
from random import Random
from subprocess import Popen, TimeoutExpired

import pytest

from crawler.store.connections import open_store, read_store, transaction
from crawler.store.derived import drop_derived, unfolded
from crawler.store.packing import unpack
from dossier.edition import check_edition
from tests.endtoend.expected import identities, number
from tests.endtoend.installation import Installation
from tests.endtoend.rows import Rows, derived_rows, rebuild
from tests.endtoend.world import World, time_of, world

LEFT_OUT = "nordkit"
"""Killing the browser has tests of its own (``tests/test_rendering_processes.py``)."""
PROVEN = 3
"""Kills between the first and the last commit of each step."""
TRIES = 15
TICK_S = 0.005
PATIENCE_S = 60.0

pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A market that was visited once and shows its second day now."""
    with world(tmp_path_factory.mktemp("visited"), without=LEFT_OUT) as here:
        assert here.visit(1).returncode == 0
        here.sites.day = 2
        yield here


@pytest.fixture
def here(visited: World, tmp_path: Path) -> Installation:
    """A copy of the installation that may be killed."""
    shutil.copytree(visited.folder, tmp_path / "here", symlinks=True)
    return Installation(tmp_path / "here")


@dataclass(frozen=True)
class State:
    """How far a step has come, as anybody can see it."""

    is_between: bool
    """Some of what the step commits is there, and some is not."""
    progress: Hashable
    """Differs after each commit."""


Look = Callable[[Installation], State]


def crawling(here: Installation) -> State:
    with read_store(here.db) as db:
        run, captures, still_open = db.execute(
            """
            SELECT max(run), (SELECT count(*) FROM capture WHERE visit IN (
                       SELECT id FROM visit WHERE run = (SELECT max(id) FROM run))),
                   count(*) FILTER (WHERE ended_at IS NULL)
            FROM visit WHERE run = (SELECT max(id) FROM run)
            """
        ).fetchone()
    return State(captures > 0 and still_open > 0, (run, captures))


def folding(here: Installation) -> State:
    with read_store(here.db) as db:
        still_open = db.execute("SELECT count(*) FROM visit WHERE ended_at IS NULL").fetchone()[0]
        read = db.execute("SELECT count(*) FROM read_as").fetchone()[0]
        folded = db.execute("SELECT count(*) FROM folded").fetchone()[0]
        return State(not still_open and bool(unfolded(db)), (read, folded))


def replaying(here: Installation) -> State:
    """Look whose rows still bear the mark that ``mark_rows`` put on them; no competitor may be half done."""
    with read_store(here.db) as db:
        rows = db.execute("SELECT competitor, count(*), sum(price_text = 'marked') FROM offer GROUP BY 1").fetchall()
        unread = db.execute("SELECT count(*) FROM answer WHERE id NOT IN (SELECT capture FROM read_as)").fetchone()[0]
    assert unread == 0
    assert all(marked in (0, offers) for _, offers, marked in rows)
    marked = frozenset(competitor for competitor, _, marks in rows if marks)
    return State(0 < len(marked) < len(rows), marked)


def reporting(here: Installation) -> State:
    """Look for a folder that is not whole, not shown, or not told in the store."""
    latest = (here.reports / "latest").resolve().name
    names = frozenset(path.name for path in here.reports.iterdir() if not path.is_symlink()) - {"evidence"}
    with read_store(here.db) as db:
        told = frozenset(row["path"] for row in db.execute("SELECT path FROM edition"))
    newest = max(names)  # what is still being built sorts first
    is_half = any(name.startswith(".") for name in names) or newest not in told or latest != newest
    return State(is_half, (names, told, latest))


def drop_rows(here: Installation) -> None:
    with open_store(here.db) as db:
        drop_derived(db)


def mark_rows(here: Installation) -> None:
    with open_store(here.db) as db, transaction(db):
        db.execute("UPDATE offer SET price_text = 'marked'")


def kill_thrice(
    here: Installation,
    command: str,
    look: Look,
    days: Iterator[int],
    random: Random,
    prepare: Callable[[Installation], None] = lambda _: None,
) -> None:
    """Kill the command until the state found has proved three times that it was in the middle of its step."""
    proven = 0
    for _ in range(TRIES):
        prepare(here)
        before, kept = look(here), stored(here)
        commits, seen = random.randint(1, 2), set[Hashable]()

        def far_enough(before: State = before, commits: int = commits, seen: set[Hashable] = seen) -> bool:
            now = look(here)
            if in_the_middle(now, before):
                seen.add(now.progress)
            return len(seen) >= commits

        process = here.start(command, "--now", time_of(next(days)))
        try:
            if wait_for(process, far_enough):
                wait_for(process, lambda: False, random.choice((0.0, random.uniform(0.0, 0.25))))
                kept = stored(here)
        finally:
            kill(process)
        assert stored(here).items() >= kept.items()
        assert_nothing_is_half_stored(here)
        proven += in_the_middle(look(here), before)
        if proven == PROVEN:
            return
    pytest.fail(f"only {proven} of {TRIES} kills were in the middle of {look.__name__}")


def in_the_middle(now: State, before: State) -> bool:
    return now.is_between and now.progress != before.progress


def wait_for(process: "Popen[str]", condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> bool:
    """Wait until the condition holds; say whether it does, which it does not when the process ends or time is up."""
    for _ in range(int(patience_s / TICK_S)):
        if condition():
            return True
        with suppress(TimeoutExpired):
            process.wait(TICK_S)
            return False
    return False


def kill(process: "Popen[str]") -> None:
    """End the process and all its children at once, and make sure that nothing of them is left."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert_session_ends(process)


def assert_session_ends(process: "Popen[str]") -> None:
    clock = Popen(["sleep", "10"], text=True)  # something to wait for, a tick at a time
    assert wait_for(clock, lambda: not living(process.pid)), living(process.pid)
    clock.kill()
    clock.wait()


def living(session: int) -> list[int]:
    """Return the processes of a session that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, its_session = path.read_text().rpartition(")")[2].split()[:4]
            if int(its_session) == session and state not in "ZX":
                found.append(int(path.parent.name))
    return found


def stored(here: Installation) -> dict[int, tuple[object, ...]]:
    """Return every capture by its id, with its body's hash."""
    with read_store(here.db) as db:
        return {row["id"]: tuple(row) for row in db.execute("SELECT * FROM capture")}


def assert_nothing_is_half_stored(here: Installation) -> None:
    with read_store(here.db) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        hollow = db.execute(
            """
            SELECT count(*) FROM capture LEFT JOIN body ON body.sha256 = capture.body
            WHERE (outcome = 'ok' OR capture.body IS NOT NULL) AND body.sha256 IS NULL
            """
        )
        assert hollow.fetchone()[0] == 0
        for row in db.execute("SELECT * FROM body"):
            assert sha256(unpack(row["zstd"])).digest() == row["sha256"]


def assert_healed(here: Installation) -> None:
    """No visit is open, none waits to be folded, and the last run has seen every target."""
    assert_nothing_is_half_stored(here)
    with read_store(here.db) as db:
        assert db.execute("SELECT count(*) FROM visit WHERE ended_at IS NULL").fetchone()[0] == 0
        assert unfolded(db) == []
        last = db.execute("SELECT outcome FROM visit WHERE run = (SELECT max(id) FROM run)").fetchall()
    outcomes = [row["outcome"] for row in last]
    assert len(outcomes) == 9
    assert set(outcomes) <= {"complete", "partial"}  # partial: a page of the market answers 500 on that day


def assert_same_rows(found: Rows, expected: Rows) -> None:
    """Show only what differs: whole tables are too long to read."""
    for table, rows in expected.items():
        assert set(found[table]) ^ set(rows) == set(), table
        assert len(found[table]) == len(rows), table


def assert_prices_are_true(here: Installation, visited: World) -> None:
    who = identities(visited.market, visited.sites.addresses, (1, 2), ())
    lines = here.lines("export", "offer")
    held = {(line["competitor"], who.page(line["url"])): number(line["price"]) for line in lines}
    for fact in visited.market.truth(2, visited.sites.addresses):
        if fact["kind"] == "offer" and fact["page"] == "ok" and fact["competitor"] != LEFT_OUT:
            assert held[fact["competitor"], str(fact["id"])] == number(fact["price"]), fact["url"]


def test_a_killed_crawl_goes_on_where_it_was(here: Installation, visited: World, tmp_path: Path) -> None:
    days = count(2)
    kill_thrice(here, "crawl", crawling, days, Random(1))
    kept = stored(here)
    assert here.rivals("crawl", "--now", time_of(next(days))).returncode in (0, 3)
    assert stored(here).items() > kept.items()
    assert_healed(here)
    assert_prices_are_true(here, visited)
    shutil.copy(here.db, tmp_path / "rebuilt.db")
    rebuild(tmp_path / "rebuilt.db")
    assert_same_rows(derived_rows(here.db), derived_rows(tmp_path / "rebuilt.db"))


def test_a_killed_fold_goes_on_where_it_was(here: Installation) -> None:
    rows, kept = derived_rows(here.db), stored(here)
    kill_thrice(here, "crawl", folding, repeat(1), Random(2), prepare=drop_rows)
    assert here.rivals("crawl", "--now", time_of(1)).stderr == "nothing is due\n"
    assert_same_rows(derived_rows(here.db), rows)
    assert stored(here) == kept


def test_a_killed_replay_leaves_each_competitor_as_it_was_or_whole(here: Installation) -> None:
    rows, kept = derived_rows(here.db), stored(here)
    kill_thrice(here, "replay", replaying, repeat(2), Random(3), prepare=mark_rows)
    assert here.rivals("replay", "--now", time_of(2)).returncode == 0
    assert_same_rows(derived_rows(here.db), rows)
    assert stored(here) == kept


def test_a_killed_report_leaves_the_last_edition_and_the_next_one_is_whole(here: Installation) -> None:
    first = {path: path.read_bytes() for path in (here.reports / "latest").resolve().rglob("*") if path.is_file()}
    kept = stored(here)
    days = count(2)
    kill_thrice(here, "report", reporting, days, Random(4))
    assert list(check_edition((here.reports / "latest").resolve())) == []
    assert here.rivals("report", "--now", time_of(day := next(days))).returncode == 0
    latest = (here.reports / "latest").resolve()
    assert latest.name == time_of(day).replace(":", "")
    assert list(check_edition(latest)) == []
    assert not list(here.reports.glob(".*"))
    assert [fault for path in here.reports.iterdir() for fault in check_edition(path)] == []
    assert {path: path.read_bytes() for path in first} == first
    assert stored(here) == kept
    with read_store(here.db) as db:
        assert db.execute("SELECT path FROM edition ORDER BY id DESC").fetchone()["path"] == latest.name


def test_an_interrupted_crawl_keeps_what_was_there(here: Installation, visited: World) -> None:
    days = count(2)
    for interrupt in (os.kill, os.killpg):  # of the parent alone; of the whole group, as a terminal's Ctrl-C does
        before = crawling(here)
        process = here.start("crawl", "--now", time_of(next(days)))
        assert wait_for(process, lambda before=before: in_the_middle(crawling(here), before))  # type: ignore[misc]
        kept = stored(here)
        interrupt(process.pid, signal.SIGINT)
        out, errors = process.communicate(timeout=PATIENCE_S)
        assert (process.returncode, out, errors) == (130, "", "rivals: interrupted; what was there is saved\n")
        assert_session_ends(process)
        assert stored(here).items() >= kept.items()
    assert here.rivals("crawl", "--now", time_of(next(days))).returncode in (0, 3)
    assert stored(here).items() > kept.items()
    assert_healed(here)
    assert_prices_are_true(here, visited)


def has_open_visit(path: Path) -> bool:
    """Is a run under way, past opening the store? One stopped while it opens it holds up readers too."""
    with read_store(path) as db:
        return bool(db.execute("SELECT EXISTS (SELECT 1 FROM visit WHERE ended_at IS NULL)").fetchone()[0])


def test_a_second_writer_names_the_first_and_readers_do_not_wait(here: Installation) -> None:
    lock = here.db.with_name("rivals.db.lock")
    process = here.start("crawl", "--now", time_of(2))
    assert wait_for(process, lambda: lock.read_text() == f"process {process.pid}" and has_open_visit(here.db))
    os.killpg(process.pid, signal.SIGSTOP)
    try:
        for command in ("run", "crawl", "report", "replay"):
            done = here.rivals(command, "--now", time_of(2))
            assert (done.returncode, done.stdout) == (5, "")
            assert f"process {process.pid} " in done.stderr
            assert len(done.stderr.splitlines()) == 1
        assert here.lines("export", "offer")
    finally:
        kill(process)
    assert here.rivals("report", "--now", time_of(3)).returncode == 0
