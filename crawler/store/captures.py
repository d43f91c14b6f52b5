"""Runs, visits, and the batches of captures that jobs send: all that is kept as it came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from crawler.batch import Batch, Capture, Settings, capture_id
from crawler.errors import UsageError
from crawler.records.lines import to_fields
from crawler.store.connections import Connection, transaction
from crawler.store.packing import pack, unpack
from crawler.store.tables import dump

CLOCK_TOLERANCE = timedelta(days=1)


class Target(Protocol):
    """What the store needs to know of a target; config's has it. (The store knows nothing of the YAML.)"""

    @property
    def competitor(self) -> str | None:
        """Name of its competitor."""

    @property
    def source(self) -> str:
        """Name of its source."""

    @property
    def address(self) -> str:
        """What is visited."""

    @property
    def settings(self) -> Settings:
        """What to visit it under."""


TargetT = TypeVar("TargetT", bound=Target)


@dataclass(frozen=True, kw_only=True)
class Run:
    """One execution of ``rivals run``."""

    id: int
    started_at: str
    """Its time, ``YYYY-MM-DDTHH:MM:SSZ``: never earlier than the newest crawled capture."""


def time_of_run(db: Connection, now: str) -> str:
    """Return the time of a run that begins ``now``: never earlier than the newest crawled capture.

    Raises UsageError when that lies over a day ahead of ``now``.
    """
    started_at = max(now, newest_capture_at(db) or now)
    if _time(started_at) - _time(now) > CLOCK_TOLERANCE:
        raise UsageError(
            f"{db.path}: its newest capture is of {started_at}, over a day ahead of the clock ({now}); "
            "set the clock, or give --now a later time"
        )
    return started_at


def open_run(db: Connection, now: str) -> Run:
    """Begin a run at ``now``. Raises UsageError as ``time_of_run`` does."""
    started_at = time_of_run(db, now)
    with transaction(db):
        cursor = db.execute("INSERT INTO run (started_at) VALUES (?)", (started_at,))
    return Run(id=int(cursor.lastrowid or 0), started_at=started_at)


def end_run(db: Connection, run: int) -> None:
    """Note that the run came to its end: when its last visit did."""
    with transaction(db):
        db.execute(
            """
            UPDATE run SET ended_at = coalesce((SELECT max(ended_at) FROM visit WHERE run = run.id), started_at)
            WHERE id = ?
            """,
            (run,),
        )


def newest_capture_at(db: Connection) -> str | None:
    """Return the time of the newest crawled capture: it is of the last run that has any."""
    row = db.execute(
        """
        SELECT max(capture.at) FROM capture JOIN visit ON visit.id = capture.visit
        WHERE capture.origin = 'crawl' AND visit.run = (
            SELECT visit.run FROM capture JOIN visit ON visit.id = capture.visit
            WHERE capture.origin = 'crawl' ORDER BY capture.id DESC LIMIT 1)
        """
    ).fetchone()
    return row[0] if row[0] is None else str(row[0])


def open_visits(db: Connection, run: Run, targets: Iterable[TargetT]) -> dict[TargetT, int]:
    """Open a visit of each target; return their numbers."""
    visits = {}
    with transaction(db):
        for target in targets:
            cursor = db.execute(
                "INSERT INTO visit (run, competitor, source, address, settings, started_at) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    run.id,
                    target.competitor or "",  # of the whole market
                    target.source,
                    target.address,
                    dump(to_fields(target.settings)),
                    run.started_at,
                ),
            )
            visits[target] = int(cursor.lastrowid or 0)
    return visits


def save_batch(db: Connection, batch: Batch) -> None:
    """Store a batch in one transaction; what is there already stays as it is.

    Batches may come in any order, cut anywhere, and twice. A visit ends when its end and all its captures are there;
    an ended one takes no further captures.
    """
    visits = {*(c.visit for c in batch.captures), *(e.visit for e in batch.ends), *(d.visit for d in batch.discovered)}
    still_open = _still_open(db, visits)
    captures = [capture for capture in batch.captures if capture.visit in still_open]
    rows = [_row_of(capture) for capture in captures]
    bodies = {row["body"]: capture.body for row, capture in zip(rows, captures, strict=True) if capture.body}
    packed = [(digest, len(body), pack(body)) for digest, body in bodies.items() if not _has_body(db, digest)]
    pages: list[tuple[str, str, str | None, int, int]] = [(c.url, "asked", None, c.depth, c.visit) for c in captures]
    pages += [(d.url, d.how, d.via, d.depth, d.visit) for d in batch.discovered]
    with transaction(db):
        db.executemany("INSERT OR IGNORE INTO body (sha256, bytes, zstd) VALUES (?, ?, ?)", packed)
        db.executemany(_INSERT_CAPTURE, rows)
        db.executemany(_INSERT_PAGE, pages)
        db.executemany(_INSERT_VERDICT, map(to_fields, batch.verdicts))
        db.executemany(_NOTE_END, map(to_fields, batch.ends))
        db.executemany(_END_WHOLE, ((visit,) for visit in still_open))


def lose_job(db: Connection, visits: Sequence[int], reason: str | None = None) -> None:
    """Close those of a finished job's visits that are still open: their job broke off, or captures were lost.

    They count as not made (``captures`` stays NULL), so that their targets are due at once.
    """
    with transaction(db):
        for visit in sorted(_still_open(db, visits)):
            _close_broken(db, visit, reason)


def close_open_visits(db: Connection) -> list[int]:
    """Close the visits that runs cut off by a crash left open; return their numbers."""
    visits = [int(row["id"]) for row in db.execute("SELECT id FROM visit WHERE ended_at IS NULL")]
    lose_job(db, visits, "the run was cut off")
    return visits


def last_visit_at(db: Connection, target: Target) -> str | None:
    """Return when the target was last visited, however that ended; a visit whose job broke off does not count."""
    row = db.execute(
        """
        SELECT max(started_at) FROM visit
        WHERE competitor = ? AND source = ? AND address = ? AND ended_at IS NOT NULL AND captures IS NOT NULL
        """,
        (target.competitor or "", target.source, target.address),
    ).fetchone()
    return None if row[0] is None else str(row[0])


def body(db: Connection, of: int | bytes) -> bytes:
    """Return a body by its sha256, or what a capture's page showed; b"" when it showed nothing."""
    where = "sha256 = ?" if isinstance(of, bytes) else "sha256 = (SELECT body FROM answer WHERE id = ?)"
    row = db.execute(f"SELECT zstd FROM body WHERE {where}", (of,)).fetchone()  # noqa: S608
    return unpack(row["zstd"]) if row else b""


def headers_of(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return header lines by name; those of one name joined by a comma (RFC 9110, 5.3)."""
    headers: dict[str, str] = {}
    for name, value in pairs:
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


_INSERT_CAPTURE = """
INSERT INTO capture (
    id, visit, number, url, at, outcome, status, final_url, headers, body, error, depth, rendered, confirms)
VALUES (:id, :visit, :number, :url, :at, :outcome, :status, :final_url, :headers, :body, :error, :depth, :rendered, (
    SELECT before.held FROM visit AS now
    JOIN answer AS before ON before.url = :url AND before.visit < now.id
    JOIN visit AS earlier ON earlier.id = before.visit
        AND (earlier.competitor, earlier.source, earlier.address) = (now.competitor, now.source, now.address)
    WHERE :outcome = 'not_modified' AND now.id = :visit
    ORDER BY before.visit DESC, before.number DESC LIMIT 1))
ON CONFLICT DO NOTHING
"""

_INSERT_PAGE = """
INSERT INTO page (competitor, source, address, url, how, via, depth, discovered_at)
SELECT competitor, source, address, ?1, iif(?2 = 'asked' AND ?1 = address, 'seed', ?2), ?3, ?4, started_at
FROM visit WHERE id = ?5
ON CONFLICT (competitor, source, address, url)
DO UPDATE SET how = excluded.how, via = excluded.via, depth = excluded.depth
WHERE excluded.discovered_at = discovered_at
  AND (excluded.how = 'asked', excluded.depth, excluded.how, coalesce(excluded.via, ''))
    < (how = 'asked', depth, how, coalesce(via, ''))
"""
"""The first visit that meets a page says how; the least of all it says, whatever the order of batches."""

_INSERT_VERDICT = """
INSERT INTO rendering (host, pattern, renders, evidence, at) VALUES (:host, :pattern, :renders, :evidence, :at)
ON CONFLICT (host, pattern) DO UPDATE SET renders = excluded.renders, evidence = excluded.evidence, at = excluded.at
WHERE (excluded.at, excluded.evidence) > (at, evidence)
"""
"""The newest verdict stands, whatever the order of batches."""

_NOTE_END = """
UPDATE visit
SET outcome = :outcome, reason = :reason, asked = :asked, ok = :ok, captures = :captures, rendered = :rendered
WHERE id = :visit AND outcome IS NULL
"""

_END_WHOLE = """
UPDATE visit SET ended_at = coalesce((SELECT max(at) FROM capture WHERE visit = ?1), started_at)
WHERE id = ?1 AND outcome IS NOT NULL AND captures <= (SELECT count(*) FROM capture WHERE visit = ?1)
"""


def _row_of(capture: Capture) -> dict[str, Any]:
    return {
        "id": capture_id(capture.visit, capture.number),
        "visit": capture.visit,
        "number": capture.number,
        "url": capture.url,
        "at": capture.at,
        "outcome": capture.outcome,
        "status": capture.status,
        "final_url": capture.final_url,
        "headers": dump(headers_of(capture.headers)),
        "body": sha256(capture.body).digest() if capture.body else None,
        "error": capture.error,
        "depth": capture.depth,
        "rendered": int(capture.rendered),
    }


def _still_open(db: Connection, visits: Iterable[int]) -> set[int]:
    rows = db.execute(
        "SELECT id FROM visit WHERE ended_at IS NULL AND id IN (SELECT value FROM json_each(?))",
        (dump(sorted(visits)),),
    )
    return {int(row["id"]) for row in rows}


def _has_body(db: Connection, digest: bytes) -> bool:
    return db.execute("SELECT 1 FROM body WHERE sha256 = ?", (digest,)).fetchone() is not None


def _close_broken(db: Connection, visit: int, reason: str | None) -> None:
    told = db.execute("SELECT outcome, captures FROM visit WHERE id = ?", (visit,)).fetchone()
    stored, asked, ok, last = db.execute(
        """
        SELECT count(*), count(*) FILTER (WHERE outcome != 'denied'),
               count(*) FILTER (WHERE outcome IN ('ok', 'not_modified')), max(at) FROM capture WHERE visit = ?
        """,
        (visit,),
    ).fetchone()
    lost = f"{told['captures'] - stored} captures lost" if told["captures"] else None
    outcome = told["outcome"] if told["outcome"] in ("blocked", "failed") else "partial" if ok else "failed"
    db.execute(
        """
        UPDATE visit SET outcome = ?, reason = ?, asked = ?, ok = ?, captures = NULL, ended_at = coalesce(?, started_at)
        WHERE id = ?
        """,
        (outcome, "; ".join(filter(None, (reason, lost))) or "its job broke off", asked, ok, last, visit),
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
