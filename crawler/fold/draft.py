"""The state while a unit is folded, and what the unit yields."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from crawler.fold.state import RecordState, Shelf, State
from crawler.fold.unit import Answer, Change, Unit, Version, Visit
from crawler.records.kinds import KINDS, Record, told_kind


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and when something was said."""

    at: str
    capture: int
    source: str
    target: str


def target_of(visit: Visit) -> str:
    """Return the name of a visit's target, the same in every run."""
    return f"{visit.source} {visit.address}"


def sighting_of(visit: Visit, answer: Answer) -> Sighting:
    """Return where and when the answer spoke."""
    return Sighting(answer.at, answer.capture, visit.source, target_of(visit))


@lru_cache(maxsize=4096)
def days_before(at: str, days: int) -> str:
    """Return the time so many days earlier."""
    return (datetime.fromisoformat(at).astimezone(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Draft:
    """A copy of the state that the steps of one fold write on; the state itself stays as it was."""

    def __init__(self, state: State, unit: Unit) -> None:
        self.before = state
        self.unit = unit
        self.shelves = dict(state.shelves)
        self.pages = dict(state.pages)
        self.series = dict(state.series)
        self.lists = dict(state.lists)
        self.addresses = dict(state.addresses)
        self.aliases = dict(state.aliases)
        self.news = dict(state.news)
        self.due = dict(state.due)
        self.settings = state.settings | {target_of(visit): visit.settings for visit in unit.visits}
        self.signs = dict(state.signs)
        self.versions: dict[tuple[str, str], Version] = {}
        self.changes: dict[str, Change] = {}
        self.named: frozenset[str] = frozenset()
        """Pages that listings, sitemaps and feeds name, as last well read."""
        self.held: set[str] = set()
        """Records (``json_key``) that their own page held in this unit, or may have held."""
        self.asked: set[str] = set()
        """Pages that told something in this unit: read, missing or moved."""
        self.absent: set[str] = set()
        """Those of them that answered missing or moved."""
        self.first_read: list[str] = []
        """Pages on which something was first held in this unit, and that nothing was known of before."""
        self.firsts: list[RecordState] = []
        """Records first heard in this unit that no listing names: they stand on a page, or in a list."""
        self._taken: set[Shelf] = set()

    def finished(self) -> State:
        """Return the state after the unit."""
        return State(
            reader=self.unit.reader,
            shelves=self.shelves,
            pages=self.pages,
            series=self.series,
            lists=self.lists,
            addresses=self.addresses,
            aliases=self.aliases,
            news=self.news,
            due=self.due,
            settings=self.settings,
            signs=self.signs,
        )

    def resolve(self, url: str) -> str:
        """Return the page that ``url`` is a name of. A row of a price list goes where its list goes."""
        if "#" in url and url not in self.aliases:
            home, _, row = url.partition("#")
            return f"{self.aliases.get(home, home)}#{row}"
        return self.aliases.get(url, url)

    def home(self, url: str) -> str:
        """Return the page on which a thing is read whose own address this is: of a row, its price list."""
        return self.resolve(url.partition("#")[0])

    def rows(self, kind: str) -> dict[str, list[Shelf]]:
        """Return the shelves of rows of price lists, by list."""
        found: dict[str, list[Shelf]] = {}
        for shelf in self.shelves:
            if shelf[0] == kind and "#" in shelf[1]:
                found.setdefault(self.home(shelf[1]), []).append(shelf)
        return found

    def take(self, shelf: Shelf) -> tuple[RecordState, ...]:
        """Return the records of a shelf, to be written on."""
        records = self.shelves.get(shelf, ())
        if shelf not in self._taken:
            records = self.put(shelf, [replace(record) for record in records]) if records else ()
        return records

    def put(self, shelf: Shelf, records: Iterable[RecordState]) -> tuple[RecordState, ...]:
        """Lay records that may be written on into a shelf, in place of what was there."""
        laid = tuple(records)
        self._taken.add(shelf)
        if laid:
            self.shelves[shelf] = laid
        else:
            self.shelves.pop(shelf, None)
        return laid

    def shelves_of(self, page: str) -> list[Shelf]:
        """Return the shelves of a page that something lies in."""
        return [shelf for kind in KINDS if (shelf := (kind, page)) in self.shelves]

    def make_due(self, url: str, why: str) -> None:
        """Have an address asked in the next run; the first reason stays."""
        self.due.setdefault(url, why)

    def begin(self, record: RecordState, at: str, capture: int, source: str) -> None:
        """Open a version of what is held now."""
        record.first_seen = record.last_seen = at
        record.first_capture = record.capture = capture
        record.source = source
        record.ended = None
        self.save(record)

    def end(self, record: RecordState, how: str) -> None:
        """End the open version, if there is one; with a suspect one also the agreed one that it stands beside."""
        self.withdraw(record)
        if record.ended is None:
            record.ended = how
            self.save(record)

    def withdraw(self, record: RecordState) -> RecordState | None:
        """Let a record stand as before it was read at a suspect value; return what it was read as, ended.

        None: nothing about it is suspect.
        """
        agreed = record.agreed
        if agreed is None:
            return None
        suspect = replace(record, ended="corrected")
        self.save(suspect)
        for name in _STANDING:
            setattr(record, name, getattr(agreed, name))
        return suspect

    def save(self, record: RecordState) -> None:
        """Yield the version last open, as it stands now."""
        self.versions[json_key(record), str(record.first_capture)] = Version(
            key=record.key,
            record=record.held,
            first_seen=record.first_seen,
            last_seen=record.last_seen,
            first_capture=record.first_capture,
            capture=record.capture,
            source=record.source,
            suspect=record.agreed is not None,
            ended=record.ended,
            witnesses=record.witnesses,
        )

    def announce(
        self,
        record: RecordState,
        field: str | None,
        old: str | None,
        new: str | None,
        *,
        sighting: Sighting,
        since: str | None,
        capture_old: int | None,
        currency: str | None = None,
    ) -> None:
        """Yield a change of a record that ``sighting`` told us."""
        identity = (self.unit.competitor, json_key(record), field or "", self.unit.at)
        digest = hashlib.sha256("\n".join(identity).encode()).hexdigest()[:16]
        self.changes[digest] = Change(
            id=digest,
            kind=told_kind(record.held),
            key=record.key,
            url=record.held.url,
            name=name_of(record.held),
            field=field,
            old=old,
            new=new,
            currency=currency if field in MONEY else None,
            at=sighting.at,
            since=since,
            capture_old=capture_old,
            capture_new=sighting.capture,
        )


MONEY = frozenset({"price", "list_price", "shipping"})
"""Fields whose values are in the record's currency."""


def name_of(record: Record) -> str | None:
    """Return what people would call the record: its name, what it is about, or its heading."""
    return next((v for name in _NAMES if (v := getattr(record, name, None)) is not None), None)


_STANDING = (
    "held", "witnesses", "first_seen", "first_capture", "last_seen", "capture", "source", "ended", "own_seen",
    "own_capture", "agreed",
)  # fmt: skip
"""What a suspect version has of its own."""

_NAMES = ("name", "subject", "title", "headline")


def json_key(record: RecordState) -> str:
    """Return kind and key of a record as one text."""
    return json.dumps([record.held.KIND, *record.key], ensure_ascii=False, separators=(",", ":"))
