"""The derived tables: their definitions follow from the dataclasses; rebuilt empty when one differs."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

from crawler.fold.unit import Alias, Change, Coverage, Due, Version
from crawler.records.kinds import KINDS
from crawler.records.product import Product

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from crawler.store.connections import Connection, Row

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Column:
    """How one field of a dataclass is kept."""

    name: str
    sql: str
    write: Callable[[Any], Any] | None = None
    """None: as it is; never called with None."""
    read: Callable[[Any], Any] | None = None


@cache
def columns(kind: "type[DataclassInstance]") -> tuple[Column, ...]:
    """Return the columns of a dataclass, but for a field that is a record itself or that must not be kept."""
    hints = get_type_hints(kind)
    return tuple(
        _column(field.name, hints[field.name])
        for field in fields(kind)
        if field.name != "record" and field.metadata.get("kept", True)
    )


def row_of(record: "DataclassInstance") -> dict[str, Any]:
    """Return a dataclass' values as SQLite keeps them: Decimal as text, tuples and mappings as JSON."""
    row = {}
    for column in columns(type(record)):
        value = getattr(record, column.name)
        row[column.name] = column.write(value) if column.write and value is not None else value
    return row


def values_of(kind: "type[DataclassInstance]", row: "Row | Mapping[str, Any]") -> dict[str, Any]:
    """Return the values of a dataclass' fields from a row that has them among its columns."""
    values = {}
    for column in columns(kind):
        value = row[column.name]
        values[column.name] = column.read(value) if column.read and value is not None else value
    return values


def version_row(competitor: str, version: Version) -> dict[str, Any]:
    """Return a version as a row of its kind's table."""
    return {"competitor": competitor} | row_of(version.record) | row_of(version)


def version_of(kind: str, row: "Row") -> Version:
    """Build the version that ``version_row`` made the row of."""
    return Version(record=KINDS[kind](**values_of(KINDS[kind], row)), **values_of(Version, row))


def insert(table: str) -> str:
    """Return the statement that puts a row, by column name, in place of the one with its primary key."""
    names = ", ".join(map(_quoted, _COLUMNS[table]))
    values = ", ".join(f":{name}" for name in _COLUMNS[table])
    return f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({values})"  # noqa: S608 (our own names)


def ensure_derived(db: "Connection") -> None:
    """Make the derived tables, and anew, empty, those whose definition differs from the one they were made by.

    What is folded is rebuilt as a whole; the readings stay when only a record's definition differs: fold takes them
    again without reading a body.
    """
    stale = outdated(db)
    if stale & _READINGS.keys():
        _rebuild(db, DERIVED)
    elif stale:
        _rebuild(db, _FOLDED)


def drop_derived(db: "Connection") -> None:
    """Drop all that can be derived again from what is kept; its tables are there again, empty."""
    _rebuild(db, DERIVED)


def outdated(db: "Connection") -> set[str]:
    """Return the derived tables that are missing or were made by another definition."""
    made = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    return {name for name, sql in DERIVED.items() if made.get(name) != sql}


def _rebuild(db: "Connection", definitions: Mapping[str, str]) -> None:
    for name, sql in definitions.items():
        db.execute(f"DROP TABLE IF EXISTS {name}")
        db.execute(sql)
        for on in _INDEXES.get(name, ()):
            db.execute(f"CREATE INDEX {name}_{on.split(',')[-1].strip()} ON {name} ({on})")


def _column(name: str, hint: object) -> Column:
    optional = isinstance(hint, UnionType) and NoneType in get_args(hint)
    base = next(part for part in get_args(hint) if part is not NoneType) if optional else hint
    null = "" if optional else " NOT NULL"
    if base is Decimal:
        return Column(name=name, sql=f"TEXT{null}", write=_plain, read=Decimal)
    if base is bool:
        return Column(name=name, sql=f"INTEGER{null}", write=int, read=bool)
    if get_origin(base) is tuple:
        part = Decimal if get_args(base)[0] is Decimal else None
        return Column(name=name, sql=f"TEXT{null}", write=_dump_list, read=lambda text: _load_list(text, part))
    if get_origin(base) is Mapping:
        return Column(name=name, sql=f"TEXT{null}", write=dump, read=json.loads)
    return Column(name=name, sql=f"{'INTEGER' if base is int else 'REAL' if base is float else 'TEXT'}{null}")


def dump(value: object) -> str:
    """Return JSON as tables keep it: one spelling for equal values."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _dump_list(values: tuple[Any, ...]) -> str:
    return dump([_plain(value) if isinstance(value, Decimal) else value for value in values])


def _load_list(text: str, part: Callable[[Any], Any] | None) -> tuple[Any, ...]:
    return tuple(map(part, json.loads(text)) if part else json.loads(text))


def _plain(value: Decimal) -> str:
    return format(value, "f")


def _quoted(name: str) -> str:
    return f'"{name}"'


def _of(kind: "type[DataclassInstance]") -> dict[str, str]:
    return {column.name: column.sql for column in columns(kind)}


def _table(name: str, columns: Mapping[str, str], primary_key: str) -> str:
    lines = [f"{_quoted(column)} {sql}" for column, sql in columns.items()] + [f"PRIMARY KEY ({primary_key})"]
    return f"CREATE TABLE {name} (\n    " + ",\n    ".join(lines) + "\n) STRICT"


_READINGS = {
    "reading": """CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    reader TEXT NOT NULL,
    digest BLOB NOT NULL,  -- sha256 of the lines, or of the error
    type TEXT,  -- of the page, as the first line says
    names INTEGER NOT NULL,  -- how many addresses the first line names
    lines BLOB,  -- zstd of the JSON lines; NULL: the readers ended with an error
    error TEXT,  -- its name
    detail TEXT,
    UNIQUE (url, reader, digest)
) STRICT""",
    "read_as": """CREATE TABLE read_as (
    capture INTEGER NOT NULL,
    run INTEGER NOT NULL,  -- that of the capture's visit; a later one, when it was read again for that run
    reading INTEGER NOT NULL,
    PRIMARY KEY (capture, run)
) STRICT, WITHOUT ROWID""",
}
_COMPETITOR = {"competitor": "TEXT NOT NULL"}
_PRIMARY_KEYS = dict.fromkeys(KINDS, "competitor, key, first_capture") | {
    "product": "competitor, id",
    "change": "id",
    "coverage": "visit, kind",
    "due": "competitor, url",
    "alias": "competitor, url",
    "fold_state": "competitor, part, key",
    "folded": "competitor, run",
    "about": "kind, key, competitor",
    "match": "ours_competitor, ours_id, competitor, id",
    "metric_value": "competitor, metric, day",
}
_VERSIONS = {kind: _COMPETITOR | _of(record) | _of(Version) for kind, record in KINDS.items()}
_COLUMNS = _VERSIONS | {
    "product": _COMPETITOR | _of(Product),
    "change": _COMPETITOR | {"run": "INTEGER NOT NULL"} | _of(Change),
    "coverage": _of(Coverage),
    "due": _COMPETITOR | _of(Due),
    "alias": _COMPETITOR | _of(Alias),
    "fold_state": _COMPETITOR | {"part": "TEXT NOT NULL", "key": "TEXT NOT NULL", "value": "TEXT NOT NULL"},
    "folded": _COMPETITOR | {"run": "INTEGER NOT NULL", "reader": "TEXT NOT NULL", "code": "TEXT NOT NULL"},
    "about": dict.fromkeys(("kind", "key", "competitor", "by"), "TEXT NOT NULL"),
    "match": dict.fromkeys(("ours_competitor", "ours_id", "competitor", "id", "by"), "TEXT NOT NULL"),
    "metric_value": _COMPETITOR
    | {"metric": "TEXT NOT NULL", "day": "TEXT NOT NULL"}
    | {"value": "REAL NOT NULL", "n": "INTEGER NOT NULL", "capture": "INTEGER"},
}
_FOLDED = {name: _table(name, columns, _PRIMARY_KEYS[name]) for name, columns in _COLUMNS.items()}
_INDEXES = {"change": ("competitor, at", "run"), "rating": ("competitor, url",)}

OF_COMPETITOR = (*KINDS, "product", "change", "due", "alias", "fold_state", "folded")
"""Tables whose rows are what fold yielded of one competitor."""

DERIVED: dict[str, str] = _READINGS | _FOLDED
"""Definition of each derived table, by name; SQLite keeps the text, so it is compared with that."""
