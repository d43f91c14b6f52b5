"""What the readers found on captured pages: what is still to be read, what was, and the units that fold takes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby, islice
from typing import Any, Protocol

from crawler.batch import Settings
from crawler.fold.unit import Answer, Unit, Visit
from crawler.records.lines import from_fields, load_reading
from crawler.records.reading import About, Reading
from crawler.store.authors import salt_of, without_authors
from crawler.store.captures import body
from crawler.store.connections import Connection, Row, transaction
from crawler.store.packing import pack, unpack
from crawler.store.tables import dump

CHUNK = 200
"""Readings of one transaction: what a crash in the middle of reading may cost."""


@dataclass(frozen=True, kw_only=True)
class Unread:
    """A capture to read, with the response it shows: its own, or the one it confirmed."""

    capture: int
    source: str
    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Read(Protocol):
    """What the pool of readers gives back of one capture."""

    @property
    def capture(self) -> int:
        """Its id."""

    @property
    def lines(self) -> str | None:
        """The reading as JSON lines; None: the readers ended with an error."""

    @property
    def error(self) -> str | None:
        """The error's name."""

    @property
    def detail(self) -> str | None:
        """What the error said."""


def captures_to_read(db: Connection, run: int, competitor: str, reader: str) -> Iterator[Unread]:
    """Yield the captures of a competitor's visits in a run that this version of the readers has yet to read.

    One that shows the same response as the page's last capture read by this version has the same reading, unread.
    """
    rows = db.execute(
        "SELECT answer.id FROM visit JOIN answer ON answer.visit = visit.id WHERE run = ? AND competitor = ?",
        (run, competitor),
    )
    return still_unread(db, run, [int(row["id"]) for row in rows], reader)


def still_unread(db: Connection, run: int, captures: Iterable[int], reader: str) -> Iterator[Unread]:
    """Yield those of these captures, of this run or earlier ones, that this version has yet to read for ``run``."""
    parameters = {"run": run, "reader": reader, "captures": dump(sorted(captures))}
    with transaction(db):
        db.execute(_EXTEND, parameters)
    unread = db.execute(_UNREAD, parameters).fetchall()
    return (_unread(db, int(row["id"])) for row in unread)


def save_readings(db: Connection, run: int, reader: str, results: Iterable[Read]) -> None:
    """Store what the readers found for ``run``, in chunks as it comes, without the names of reviews' authors.

    What is there already stays.
    """
    results, salt = iter(results), salt_of(db)
    while chunk := [_row_of(result, run, reader, salt) for result in islice(results, CHUNK)]:
        with transaction(db):
            db.executemany(_INSERT_READING, chunk)
            db.executemany(_INSERT_READ_AS, chunk)


def load_unit(db: Connection, run: int, competitor: str, reader: str, reread: Iterable[int] = ()) -> Unit:
    """Return a competitor's visits of a run as this version of the readers read them, and its readings of ``reread``.

    Raises LookupError when the visits show a page that this version has not read yet.
    """
    rows = db.execute(_ANSWERS, {"run": run, "competitor": competitor, "reader": reader}).fetchall()
    unread = sum(row["shows"] and row["reading"] is None for row in rows)
    if unread:
        raise LookupError(f"{unread} captures of {competitor} in run {run} are not read by {reader}")
    again = db.execute(_REREAD, {"run": run, "reader": reader, "captures": dump(sorted(reread))}).fetchall()
    readings = _load_readings(db, {int(row["reading"]) for row in (*rows, *again) if row["reading"] is not None})
    started_at = db.execute("SELECT started_at FROM run WHERE id = ?", (run,)).fetchone()["started_at"]
    visits = db.execute("SELECT * FROM visit WHERE run = ? AND competitor = ? ORDER BY id", (run, competitor))
    by_visit = groupby(rows, lambda row: row["visit"])
    answers = {visit: tuple(_answer(row, readings) for row in group) for visit, group in by_visit}
    return Unit(
        competitor=competitor,
        run=run,
        at=started_at,
        reader=reader,
        visits=tuple(_visit(row, answers.get(row["id"], ())) for row in visits),
        reread={int(row["capture"]): readings[row["reading"]] for row in again if row["reading"] in readings},
    )


def reader_of(db: Connection, run: int, competitor: str) -> str | None:
    """Return the version of the readers by which a competitor's visits of a run are read.

    None when they are not read whole, or by several; visits that showed no page take that of the run before.
    """
    readers = {row["reader"] for row in db.execute(_READERS, (run, competitor))}
    readers = readers or {row["reader"] for row in db.execute(_REREADERS, (run, competitor))}
    if readers:
        return readers.pop() if len(readers) == 1 else None
    before = db.execute("SELECT max(run) FROM visit WHERE competitor = ? AND run < ?", (competitor, run)).fetchone()[0]
    return None if before is None else reader_of(db, before, competitor)


def forget_readings(db: Connection, competitor: str) -> None:
    """Forget how a competitor's captures were read, so that all of them are read again."""
    with transaction(db):
        db.execute(
            """
            DELETE FROM read_as WHERE capture IN (
                SELECT capture.id FROM visit JOIN capture ON capture.visit = visit.id WHERE visit.competitor = ?)
            """,
            (competitor,),
        )
        db.execute("DELETE FROM reading WHERE id NOT IN (SELECT reading FROM read_as)")


_EXTEND = """
INSERT INTO read_as (capture, run, reading)
SELECT now.id, :run, (
    SELECT reading.id FROM read_as JOIN reading ON reading.id = read_as.reading
    WHERE read_as.capture = before.id AND reading.reader = :reader AND reading.error IS NULL
    ORDER BY read_as.run DESC LIMIT 1)
FROM json_each(:captures) AS wanted
JOIN answer AS now ON now.id = wanted.value
JOIN visit ON visit.id = now.visit
JOIN answer AS before ON before.id = (
    SELECT capture.id FROM capture
    CROSS JOIN visit AS earlier ON earlier.id = capture.visit
    CROSS JOIN read_as ON read_as.capture = capture.id
    CROSS JOIN reading ON reading.id = read_as.reading
    WHERE capture.url = now.url AND capture.visit <= now.visit AND capture.id <= now.id
      AND earlier.source = visit.source AND reading.reader = :reader AND reading.error IS NULL
    ORDER BY capture.visit DESC, capture.id DESC LIMIT 1)
WHERE NOT EXISTS (
    SELECT 1 FROM read_as JOIN reading ON reading.id = read_as.reading
    WHERE read_as.capture = now.id AND read_as.run = :run AND reading.reader = :reader)
  AND before.body IS now.body AND before.status IS now.status AND before.final_url = now.final_url
  AND json_extract(before.headers, '$."content-type"', '$."content-language"', '$.link')
    = json_extract(now.headers, '$."content-type"', '$."content-language"', '$.link')
ON CONFLICT (capture, run) DO UPDATE SET reading = excluded.reading
"""

_UNREAD = """
SELECT answer.id FROM json_each(:captures) AS wanted JOIN answer ON answer.id = wanted.value
WHERE NOT EXISTS (
    SELECT 1 FROM read_as JOIN reading ON reading.id = read_as.reading
    WHERE read_as.capture = answer.id AND read_as.run = :run AND reading.reader = :reader)
ORDER BY answer.id
"""

_INSERT_READING = """
INSERT INTO reading (url, reader, digest, type, names, lines, error, detail)
SELECT url, :reader, :digest, :type, :names, :lines, :error, :detail FROM capture WHERE id = :capture
ON CONFLICT DO NOTHING
"""

_INSERT_READ_AS = """
INSERT INTO read_as (capture, run, reading)
SELECT capture.id, :run, reading.id
FROM capture JOIN reading ON reading.url = capture.url AND reading.reader = :reader AND reading.digest = :digest
WHERE capture.id = :capture
ON CONFLICT (capture, run) DO UPDATE SET reading = excluded.reading
"""

_ANSWERS = """
SELECT capture.visit, capture.id, capture.url, capture.at, capture.outcome, capture.final_url,
       answer.id IS NOT NULL AS shows, reading.id AS reading, reading.error
FROM visit
JOIN capture ON capture.visit = visit.id
LEFT JOIN answer ON answer.id = capture.id
LEFT JOIN read_as ON read_as.capture = capture.id AND read_as.run = visit.run
LEFT JOIN reading ON reading.id = read_as.reading AND reading.reader = :reader
WHERE visit.run = :run AND visit.competitor = :competitor
ORDER BY capture.visit, capture.at, capture.number
"""

_REREAD = """
SELECT wanted.value AS capture, reading.id AS reading FROM json_each(:captures) AS wanted
JOIN read_as ON read_as.capture = wanted.value AND read_as.run = :run
JOIN reading ON reading.id = read_as.reading AND reading.reader = :reader
"""

_READERS = """
SELECT DISTINCT reading.reader FROM visit
JOIN answer ON answer.visit = visit.id
LEFT JOIN read_as ON read_as.capture = answer.id AND read_as.run = visit.run
LEFT JOIN reading ON reading.id = read_as.reading
WHERE visit.run = ? AND visit.competitor = ?
"""

_REREADERS = """
SELECT DISTINCT reading.reader FROM read_as
JOIN reading ON reading.id = read_as.reading
JOIN capture ON capture.id = read_as.capture
JOIN visit ON visit.id = capture.visit
WHERE read_as.run = ? AND visit.competitor = ?
"""


def _unread(db: Connection, capture: int) -> Unread:
    row = db.execute(
        "SELECT answer.*, source FROM answer JOIN visit ON visit.id = answer.visit WHERE answer.id = ?", (capture,)
    ).fetchone()
    return Unread(
        capture=capture,
        source=row["source"],
        url=row["url"],
        final_url=row["final_url"],
        status=row["status"],
        headers=json.loads(row["headers"]),
        body=body(db, row["body"]) if row["body"] else b"",
    )


def _row_of(result: Read, run: int, reader: str, salt: bytes) -> dict[str, Any]:
    row = {"capture": result.capture, "run": run, "reader": reader, "error": result.error, "detail": result.detail}
    if result.lines is None:
        return row | {
            "digest": sha256(f"{result.error}\n{result.detail}".encode()).digest(),
            "type": None,
            "names": 0,
            "lines": None,
        }
    lines = without_authors(result.lines, salt)
    about = json.loads(lines.split("\n", 1)[0])
    return row | {
        "digest": sha256(lines.encode()).digest(),
        "type": about.get("type", About.type),
        "names": len(about.get("named", ())),
        "lines": pack(lines.encode()),
    }


def _load_readings(db: Connection, ids: Iterable[int]) -> dict[int, Reading]:
    rows = db.execute(
        "SELECT id, lines FROM reading WHERE lines IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
        (dump(sorted(ids)),),
    )
    return {int(row["id"]): load_reading(unpack(row["lines"]).decode()) for row in rows}


def _visit(row: Row, answers: tuple[Answer, ...]) -> Visit:
    return Visit(
        id=row["id"],
        source=row["source"],
        address=row["address"],
        settings=from_fields(Settings, json.loads(row["settings"])),
        started_at=row["started_at"],
        outcome=row["outcome"],
        answers=answers,
    )


def _answer(row: Row, readings: Mapping[int, Reading]) -> Answer:
    return Answer(
        capture=row["id"],
        url=row["url"],
        at=row["at"],
        outcome=row["outcome"],
        final_url=row["final_url"],
        reading=readings.get(row["reading"]),
        error=row["error"],
    )
