"""What fold yields: each competitor's state, versions, changes, coverage and what is due; and what report computes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import crawler
from crawler import matching
from crawler.fold.fold import Result
from crawler.fold.rows import changed_rows
from crawler.fold.rows import load_state as state_of
from crawler.fold.state import State
from crawler.fold.unit import Version
from crawler.store import tables
from crawler.store.connections import Connection, transaction

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, kw_only=True)
class Folded:
    """One run of a competitor, folded."""

    run: int
    reader: str
    """Version of the readers that read the unit."""
    result: Result


@cache
def fold_code() -> str:
    """Return the hash of the code that decides what is derived from readings: fold, matching and the records."""
    root = Path(crawler.__file__).parent
    files = [*root.glob("fold/**/*.py"), root / "matching.py", *root.glob("records/**/*.py")]
    code = sha256()
    for file in sorted(files):
        code.update(f"{file.relative_to(root)}\n".encode() + file.read_bytes())
    return code.hexdigest()[:16]


def ensure_derived(db: Connection) -> None:
    """Make the derived tables that are missing or differ from their definition; ``open_store`` has done it."""
    with transaction(db):
        tables.ensure_derived(db)


def drop_derived(db: Connection) -> None:
    """Forget all that can be derived again from what is kept: every run counts as unread and unfolded."""
    with transaction(db):
        tables.drop_derived(db)


def unfolded(db: Connection, code: str | None = None) -> list[tuple[int, str]]:
    """Return the (run, competitor) whose visits have all ended and that this code has not folded, in order of runs."""
    rows = db.execute(
        """
        SELECT visit.run, visit.competitor FROM visit
        LEFT JOIN folded ON folded.competitor = visit.competitor AND folded.run = visit.run AND folded.code = ?
        WHERE folded.run IS NULL
        GROUP BY visit.run, visit.competitor HAVING count(*) = count(visit.ended_at)
        ORDER BY visit.run, visit.competitor
        """,
        (code or fold_code(),),
    )
    return [(int(row["run"]), str(row["competitor"])) for row in rows]


def outdated(db: Connection, code: str | None = None) -> list[str]:
    """Return the competitors that other code has folded: each is to be folded anew from its first run."""
    rows = db.execute("SELECT DISTINCT competitor FROM folded WHERE code != ? ORDER BY 1", (code or fold_code(),))
    return [str(row["competitor"]) for row in rows]


def runs_of(db: Connection, competitor: str) -> list[int]:
    """Return the runs in which all visits of a competitor have ended, in order."""
    rows = db.execute(
        "SELECT run FROM visit WHERE competitor = ? GROUP BY run HAVING count(*) = count(ended_at) ORDER BY run",
        (competitor,),
    )
    return [int(row["run"]) for row in rows]


def load_state(db: Connection, competitor: str, code: str | None = None) -> State:
    """Return what fold remembers of a competitor: nothing when other code has folded it."""
    if competitor in outdated(db, code):
        return State()
    rows = db.execute("SELECT part, key, value FROM fold_state WHERE competitor = ? ORDER BY part, key", (competitor,))
    return state_of(tuple(row) for row in rows)


def save_fold(db: Connection, competitor: str, before: State, folded: Folded, code: str | None = None) -> None:
    """Store what fold yielded of one run, in one transaction; ``before``: the state from ``load_state`` it began with.

    Rows that other code has folded are dropped first.
    """
    with transaction(db):
        if competitor in outdated(db, code):
            _drop(db, competitor)
        _save_run(db, competitor, folded, code or fold_code())
        _save_standing(db, competitor, before, folded.result)
        if any(version.record.KIND == "offer" for version in folded.result.versions):
            _save_products(db, competitor)


def replace_competitor(db: Connection, competitor: str, folds: Iterable[Folded], code: str | None = None) -> None:
    """Put a competitor's runs, folded anew, in place of all that was derived of it, in one transaction.

    ``folds`` is consumed inside the transaction, so that what it stores on the way (readings) belongs to it, and a
    reader of the database sees the old rows until the new ones are whole.
    """
    with transaction(db):
        _drop(db, competitor)
        last = None
        for folded in folds:
            _save_run(db, competitor, folded, code or fold_code())
            last = folded.result
        if last is not None:
            _save_standing(db, competitor, State(), last)
            _save_products(db, competitor)


def save_about(db: Connection, rows: "Iterable[DataclassInstance]") -> None:
    """Replace what is held of which companies the market's records are about: dataclasses with the fields of ``about``.

    ``kind`` names the record's table, ``key`` is as that has it, ``by`` says by what the company was found.
    """
    _replace_all(db, "about", rows)


def save_matches(db: Connection, matches: "Iterable[DataclassInstance]") -> None:
    """Replace what is held of matches: dataclasses with the fields of the table ``match``."""
    _replace_all(db, "match", matches)


def save_metric_values(db: Connection, values: "Iterable[DataclassInstance]") -> None:
    """Replace what is held of metrics: dataclasses with the fields of the table ``metric_value``."""
    _replace_all(db, "metric_value", values)


def _replace_all(db: Connection, table: str, records: "Iterable[DataclassInstance]") -> None:
    with transaction(db):
        db.execute(f"DELETE FROM {table}")  # noqa: S608
        db.executemany(tables.insert(table), map(tables.row_of, records))


def _save_run(db: Connection, competitor: str, folded: Folded, code: str) -> None:
    result = folded.result
    of_it = {"competitor": competitor, "run": folded.run}
    versions: dict[str, list[Version]] = defaultdict(list)
    for version in result.versions:
        versions[version.record.KIND].append(version)
    for kind, opened in versions.items():
        db.executemany(tables.insert(kind), (tables.version_row(competitor, version) for version in opened))
    db.executemany(tables.insert("change"), (of_it | tables.row_of(change) for change in result.changes))
    db.executemany(tables.insert("coverage"), map(tables.row_of, result.coverage))
    db.execute(tables.insert("folded"), of_it | {"reader": folded.reader, "code": code})


def _save_standing(db: Connection, competitor: str, before: State, result: Result) -> None:
    """Write what holds of a competitor after its last run; of the state only the rows that differ."""
    names = ("competitor", "part", "key", "value")
    rows = [dict(zip(names, (competitor, *row), strict=True)) for row in changed_rows(before, result.state)]
    db.executemany(_DELETE_STATE, (row for row in rows if row["value"] is None))
    db.executemany(tables.insert("fold_state"), (row for row in rows if row["value"] is not None))
    _replace(db, competitor, "due", result.due)
    _replace(db, competitor, "alias", result.aliases)


def _save_products(db: Connection, competitor: str) -> None:
    _replace(db, competitor, "product", matching.products(_offers(db, competitor)))


_DELETE_STATE = "DELETE FROM fold_state WHERE (competitor, part, key) = (:competitor, :part, :key)"


def _replace(db: Connection, competitor: str, table: str, records: "Iterable[DataclassInstance]") -> None:
    db.execute(f"DELETE FROM {table} WHERE competitor = ?", (competitor,))  # noqa: S608
    db.executemany(tables.insert(table), ({"competitor": competitor} | tables.row_of(record) for record in records))


def _offers(db: Connection, competitor: str) -> list[Version]:
    """Return the newest version of each offer, with its first sighting of all; one no longer suspect was none."""
    rows = db.execute(
        """
        SELECT offer.*, span.born FROM (
            SELECT key, min(first_seen) AS born, max(first_capture) AS newest
            FROM offer WHERE competitor = ?1 AND NOT (suspect AND ended IS NOT NULL) GROUP BY key
        ) AS span
        JOIN offer ON offer.competitor = ?1 AND offer.key = span.key AND offer.first_capture = span.newest
        ORDER BY offer.first_capture, offer.key
        """,
        (competitor,),
    )
    return [replace(tables.version_of("offer", row), first_seen=row["born"]) for row in rows]


def _drop(db: Connection, competitor: str) -> None:
    """Drop what was folded of a competitor."""
    db.execute("DELETE FROM coverage WHERE visit IN (SELECT id FROM visit WHERE competitor = ?)", (competitor,))
    for table in tables.OF_COMPETITOR:
        db.execute(f"DELETE FROM {table} WHERE competitor = ?", (competitor,))  # noqa: S608
