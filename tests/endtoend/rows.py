"""What a store derived, as rows that can be compared; and its kept half, told again in another order."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from crawler.batch import Batch, Capture, Discovered, Settings, VisitEnd
from crawler.config import Target
from crawler.pool import Pool
from crawler.records.kinds import KINDS
from crawler.records.lines import from_fields
from crawler.store.captures import body, lose_job, open_run, open_visits, save_batch
from crawler.store.connections import Connection, Row, open_store, read_store
from crawler.store.derived import drop_derived
from rivals.digest import Digest
from rivals.progress import Progress

Rows = dict[str, list[tuple[object, ...]]]

_READ = """
SELECT read_as.run, read_as.capture, reading.reader, reading.digest, reading.error
FROM read_as JOIN reading ON reading.id = read_as.reading
"""


def derived_rows(path: Path) -> Rows:
    """Return everything derived from captures; no row is told by its number."""
    tables = (*KINDS, "product", "change", "coverage", "due", "alias", "fold_state", "folded")
    queries = {table: f"SELECT * FROM {table}" for table in tables} | {"reading": _READ}
    with read_store(path) as db:
        return {name: sorted((tuple(row) for row in db.execute(query)), key=repr) for name, query in queries.items()}


def rebuild(path: Path) -> None:
    """Drop the derived half of a store and derive it again."""
    with open_store(path) as db, Pool() as pool:
        drop_derived(db)
        Digest(db, pool, Progress(quiet=True)).pending()


def tell_again(
    kept: Path, path: Path, *, seed: int, disguise: Callable[[Connection, Capture], Capture] | None = None
) -> None:
    """Fill a new store with the runs of another: batches cut at other places, in another order, some of them twice."""
    random = Random(seed)
    with read_store(kept) as old, open_store(path) as new, Pool() as pool:
        new.execute("UPDATE salt SET value = ?", tuple(old.execute("SELECT value FROM salt").fetchone()))
        for run in old.execute("SELECT * FROM run ORDER BY id").fetchall():
            visits = old.execute("SELECT * FROM visit WHERE run = ? ORDER BY id", (run["id"],)).fetchall()
            told = open_visits(new, open_run(new, run["started_at"]), [_target(visit) for visit in visits])
            assert list(told.values()) == [visit["id"] for visit in visits]
            parts = [part for visit in visits for part in _parts(old, visit, disguise)]
            batches = list(_cut(parts, random))
            batches += random.sample(batches, len(batches) // 3)
            random.shuffle(batches)
            for batch in batches:
                save_batch(new, batch)
            lose_job(new, [visit["id"] for visit in visits])
        Digest(new, pool, Progress(quiet=True)).pending()


def in_full(db: Connection, capture: Capture) -> Capture:
    """Return the capture as a crawl that skips nothing has it: never "not modified", and no body twice the same."""
    if capture.outcome == "not_modified":
        held = db.execute(
            "SELECT * FROM answer WHERE visit = ? AND number = ?", (capture.visit, capture.number)
        ).fetchone()
        headers = tuple(json.loads(held["headers"]).items())
        capture = replace(capture, outcome="ok", status=held["status"], headers=headers, body=body(db, held["body"]))
    if capture.outcome == "ok":
        is_json = capture.body.lstrip().startswith(b"{")
        mark = (
            " " * capture.visit + "\n" * capture.number if is_json else f"\n<!-- {capture.visit}/{capture.number} -->"
        )
        capture = replace(capture, body=capture.body + mark.encode())
    return capture


def _target(visit: Row) -> Target:
    settings = from_fields(Settings, json.loads(visit["settings"]))
    return Target(
        competitor=visit["competitor"],
        source=visit["source"],
        address=visit["address"],
        every_s=86400,
        pages=2000,
        delay_s=0.0,
        settings=settings,
    )


def _parts(
    db: Connection, visit: Row, disguise: Callable[[Connection, Capture], Capture] | None
) -> Iterator[Capture | Discovered | VisitEnd]:
    for row in db.execute("SELECT * FROM capture WHERE visit = ?", (visit["id"],)).fetchall():
        capture = Capture(
            visit=row["visit"],
            number=row["number"],
            url=row["url"],
            at=row["at"],
            outcome=row["outcome"],
            final_url=row["final_url"],
            status=row["status"],
            headers=tuple(json.loads(row["headers"]).items()),
            body=body(db, row["body"]) if row["body"] else b"",
            error=row["error"],
            depth=row["depth"],
            rendered=bool(row["rendered"]),
        )
        yield disguise(db, capture) if disguise else capture
    pages = db.execute(
        """
        SELECT * FROM page WHERE (competitor, source, address) = (?, ?, ?) AND discovered_at = ? AND how != 'asked'
        """,
        (visit["competitor"], visit["source"], visit["address"], visit["started_at"]),
    )
    for row in pages.fetchall():
        yield Discovered(visit=visit["id"], url=row["url"], via=row["via"], how=row["how"], depth=row["depth"])
    yield VisitEnd(
        visit=visit["id"],
        outcome=visit["outcome"],
        reason=visit["reason"],
        asked=visit["asked"],
        ok=visit["ok"],
        captures=visit["captures"],
        rendered=visit["rendered"] or 0,
    )


def _cut(parts: Sequence[Capture | Discovered | VisitEnd], random: Random) -> Iterator[Batch]:
    parts = random.sample(parts, len(parts))
    while parts:
        size = random.randrange(1, 60)
        taken, parts = parts[:size], parts[size:]
        by_kind: dict[type, list[Capture | Discovered | VisitEnd]] = defaultdict(list)
        for part in taken:
            by_kind[type(part)].append(part)
        yield Batch(
            job="told again",
            captures=tuple(by_kind[Capture]),  # type: ignore[arg-type]
            discovered=tuple(by_kind[Discovered]),  # type: ignore[arg-type]
            ends=tuple(by_kind[VisitEnd]),  # type: ignore[arg-type]
        )
