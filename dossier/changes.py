"""The store's changes → what happened, in words, weighed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dossier.offers import NOT_ORDERABLE
from dossier.select import select
from dossier.severity import Severity, What, severity
from dossier.words import decimal_or_none

if TYPE_CHECKING:
    from crawler.store.connections import Connection, Row


@dataclass(frozen=True, kw_only=True)
class Event:
    """One change as the reports tell it."""

    id: str
    competitor: str
    run: int
    kind: str
    key: str
    what: What
    url: str
    name: str
    field: str | None
    old: str | None
    new: str | None
    currency: str | None
    at: str
    since: str | None
    size: float | None
    """Relative move of a price (−0.07) or the claimed discount of a sale; None for all else."""
    severity: Severity
    suspect: bool
    category: str | None
    """Its last category name."""
    published: str | None
    """When a post was published, as its source says."""
    capture_old: int | None
    capture_new: int | None
    text_old: str
    """What the page wrote before; "" when that is not kept beside the value."""
    text_new: str
    witness: str | None
    """Who on the page said it."""
    restated: bool = False
    """Of an earlier run, and no earlier edition showed it."""


def load_events(
    db: "Connection", after: int, also: Iterable[str], matched: Mapping[str, frozenset[str]]
) -> list[Event]:
    """Return the changes of the runs after ``after`` and those named in ``also``, which are restated; gravest first.

    ``matched``: by competitor, the addresses of the products that we sell too.
    """
    late = set(also)
    rows = select(db, "changes", after=after, also=json.dumps(sorted(late)))
    events = [replace(_event(row, matched), restated=row["id"] in late) for row in rows]
    return sorted(_with_sales(events), key=lambda event: (-event.severity, event.competitor, event.at, event.id))


def load_severities(db: "Connection") -> dict[str, Severity]:
    """Return how much each change matters, by its id."""
    matched: dict[str, set[str]] = defaultdict(set)
    for row in select(db, "matched"):
        matched[row["competitor"]].add(row["url"])
    sold_here = {name: frozenset(urls) for name, urls in matched.items()}
    return {event.id: event.severity for event in load_events(db, 0, (), sold_here)}


def _with_sales(events: Sequence[Event]) -> Iterable[Event]:
    """A price that moved as its sale began or ended is part of that, and told with it."""
    sales = {(e.competitor, e.key, e.run): e.what for e in events if e.what in ("sale started", "sale ended")}
    parts: dict[What, What] = {"price cut": "sale started", "price raised": "sale ended"}
    for event in events:
        sale = sales.get((event.competitor, event.key, event.run))
        yield replace(event, what=sale) if sale is not None and parts.get(event.what) == sale else event


def _event(row: "Row", matched: Mapping[str, frozenset[str]]) -> Event:
    what, size = _what(row["kind"], row["field"], row["old"], row["new"])
    if what == "sale started":
        size = _move(row["new"], row["price_new"])
    return Event(
        id=row["id"],
        competitor=row["competitor"],
        run=row["run"],
        kind=row["kind"],
        key=row["key"],
        what=what,
        url=row["url"],
        name=row["name"] or row["url"],
        field=row["field"],
        old=row["old"],
        new=row["new"],
        currency=row["currency"],
        at=row["at"],
        since=row["since"],
        size=size,
        severity=severity(what, size, row["url"] in matched.get(row["competitor"], frozenset())),
        suspect=bool(row["suspect"]),
        category=_last_category(row["category"]),
        published=row["published"],
        capture_old=row["capture_old"],
        capture_new=row["capture_new"],
        text_old=_text(row, "_old"),
        text_new=_text(row, ""),
        witness=json.loads(row["witnesses"]).get(row["field"]) if row["witnesses"] else None,
    )


def _what(kind: str, field: str | None, old: str | None, new: str | None) -> tuple[What, float | None]:
    if field is None:
        return _sighting(kind, new), None
    if kind != "offer":
        return "edited", None
    if field == "price":
        return _price(old, new)
    if field == "list_price":
        return "sale started" if old is None else "sale ended" if new is None else "list price changed", None
    if field == "availability":
        return _stock(old, new), None
    return "edited", None


def _sighting(kind: str, new: str | None) -> What:
    if new == "returned":
        return "returned"
    if new is None:
        return "gone"
    return "post" if kind == "article" else "new"


def _price(old: str | None, new: str | None) -> tuple[What, float | None]:
    before, after = decimal_or_none(old), decimal_or_none(new)
    if after is None:
        return "price hidden", None
    if before is None:
        return "price shown", None
    return "price cut" if after < before else "price raised", _move(old, new)


def _move(old: str | None, new: str | None) -> float | None:
    """Return how far a price moved, as a share of what it was."""
    before, after = decimal_or_none(old), decimal_or_none(new)
    return float(after / before) - 1 if before and after is not None else None


def _stock(old: str | None, new: str | None) -> What:
    if new in NOT_ORDERABLE and old not in NOT_ORDERABLE:
        return "sold out"
    return "back in stock" if old in NOT_ORDERABLE and new is not None and new not in NOT_ORDERABLE else "availability"


def _text(row: "Row", side: str) -> str:
    field = row["field"]
    return str(row[f"{field}_text{side}"]) if field in ("price", "list_price", "availability") else ""


def _last_category(path: str | None) -> str | None:
    names = json.loads(path) if path else []
    return str(names[-1]) if names else None
