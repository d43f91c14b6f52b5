"""Rows of a kind's table → each record with its versions over time."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from crawler.records.kinds import Record
from crawler.store.tables import values_of

if TYPE_CHECKING:
    from crawler.store.connections import Row

R = TypeVar("R", bound=Record, covariant=True)


@dataclass(frozen=True, kw_only=True)
class Seen(Generic[R]):
    """One version: a record's content from a first to a last sighting."""

    record: R
    first_seen: str
    last_seen: str
    capture: int
    """The capture it was last held in."""
    ended: str | None
    """None while it is open, else why it ended."""
    witnesses: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class History(Generic[R]):
    """All versions of one record, oldest first; at least one."""

    key: str
    versions: tuple[Seen[R], ...]

    @property
    def now(self) -> Seen[R]:
        """Return the newest version."""
        return self.versions[-1]

    @property
    def record(self) -> R:
        """Return the record as last held."""
        return self.now.record

    @property
    def open(self) -> bool:
        """Is it still there, as far as we see?"""
        return self.now.ended is None

    @property
    def first_seen(self) -> str:
        """Return when it was first seen, whatever it said then."""
        return self.versions[0].first_seen

    @property
    def before(self) -> Seen[R] | None:
        """Return the version that the newest one took the place of by a change; None: it never changed."""
        return next((seen for seen in reversed(self.versions[:-1]) if seen.ended == "changed"), None)


def histories(kind: type[R], rows: "Iterable[Row]") -> list[History[R]]:
    """Return the records of rows that come in order of time, in the order of their first rows."""
    groups: dict[str, list[Seen[R]]] = {}
    for row in rows:
        groups.setdefault(row["key"], []).append(_seen(kind, row))
    return [History(key=key, versions=tuple(versions)) for key, versions in groups.items()]


def _seen(kind: type[R], row: "Row") -> Seen[R]:
    values = values_of(kind, row)
    return Seen(
        record=kind(**values),
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        capture=row["capture"],
        ended=row["ended"],
        witnesses=_witnesses(row["witnesses"]),
    )


def _witnesses(text: str) -> Mapping[str, str]:
    loaded: Mapping[str, str] = json.loads(text)
    return loaded
