"""The store's changes → what happened, in words, weighed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.records.ad import Ad
from crawler.records.finding import Finding
from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.records.review import Review
from crawler.store.tables import values_of
from dossier.happenings import move, stars_share, what_happened
from dossier.select import select
from dossier.severity import Severity, What, severity
from dossier.sides import basis_words
from dossier.terms import name_of

if TYPE_CHECKING:
    from crawler.store.connections import Connection, Row

Told = Plan | Review | Ad | Finding
"""Records that are told by more than their name and the field that changed."""


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
    """Relative move of a price (−0.07), the claimed discount of a sale, the share of all stars; None for all else."""
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
    record: Told | None = None
    """Of a plan, a review, an ad or a finding: the record as it was held then."""
    stood_since: str | None = None
    """When the old value was first seen; None: that is not known, or there was none."""
    restated: bool = False
    """Of an earlier run, and no earlier edition showed it."""

    @property
    def identity(self) -> tuple[str | None, ...]:
        """Return what tells two things apart: the same promise on three pages is one."""
        if isinstance(self.record, Finding):
            return self.kind, self.record.name, self.old, self.new
        return (self.key,)


def load_events(
    db: "Connection", after: int, also: Iterable[str], matched: Mapping[str, frozenset[str]]
) -> list[Event]:
    """Return the changes of the runs after ``after`` and those named in ``also``, which are restated; gravest first.

    ``matched``: by competitor, the addresses of the products that we sell too.
    """
    late = set(also)
    asked: dict[str, str | int] = {"after": after, "also": json.dumps(sorted(late))}
    records = _records(db, asked)
    events = [
        replace(_event(row, matched, *records.get(row["id"], (None, None))), restated=row["id"] in late)
        for row in select(db, "changes", **asked)
    ]
    return sorted(_with_sales(events), key=lambda event: (-event.severity, event.competitor, event.at, event.id))


def load_severities(db: "Connection") -> dict[str, Severity]:
    """Return how much each change matters, by its id."""
    matched: dict[str, set[str]] = defaultdict(set)
    for row in select(db, "matched"):
        matched[row["competitor"]].add(row["url"])
    sold_here = {name: frozenset(urls) for name, urls in matched.items()}
    return {event.id: event.severity for event in load_events(db, 0, (), sold_here)}


def _records(db: "Connection", asked: Mapping[str, str | int]) -> dict[str, tuple[Told, str | None]]:
    """Return the records of the changes that are told by them, and since when the old value had stood."""
    plans = select(db, "changed_plans", **asked)
    reviews = select(db, "changed_reviews", **asked)
    ads = select(db, "changed_ads", **asked)
    findings = select(db, "changed_findings", **asked)
    return {
        **{row["change"]: (Plan(**values_of(Plan, row)), row["stood_since"]) for row in plans},
        **{row["change"]: (Review(**values_of(Review, row)), None) for row in reviews},
        **{row["change"]: (Ad(**values_of(Ad, row)), None) for row in ads},
        **{row["change"]: (Finding(**values_of(Finding, row)), row["stood_since"]) for row in findings},
    }


def _with_sales(events: Sequence[Event]) -> Iterable[Event]:
    """A price that moved as its sale began or ended is part of that, and told with it."""
    sales = {(e.competitor, e.key, e.run): e.what for e in events if e.what in ("sale started", "sale ended")}
    parts: dict[What, What] = {"price cut": "sale started", "price raised": "sale ended"}
    for event in events:
        sale = sales.get((event.competitor, event.key, event.run))
        yield replace(event, what=sale) if sale is not None and parts.get(event.what) == sale else event


def _event(row: "Row", matched: Mapping[str, frozenset[str]], record: Told | None, stood_since: str | None) -> Event:
    what, size = what_happened(row["kind"], row["field"], row["old"], row["new"])
    if what == "sale started":
        size = move(row["new"], row["price_new"])
    if what == "new review" and isinstance(record, Review):
        size = stars_share(record.rating, record.best_rating)
    return Event(
        id=row["id"],
        competitor=row["competitor"],
        run=row["run"],
        kind=row["kind"],
        key=row["key"],
        what=what,
        url=row["url"],
        name=((name_of(record) if record is not None else row["name"]) or row["url"]) + _basis(row),
        field=row["field"],
        old=row["old"],
        new=row["new"],
        currency=row["currency"] or (record.currency if isinstance(record, Plan) else None),
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
        text_new=_written(record) or _text(row, ""),
        witness=json.loads(row["witnesses"]).get(row["field"]) if row["witnesses"] else None,
        record=record,
        stood_since=stood_since,
    )


def _basis(row: "Row") -> str:
    """Return what the price of an offer that not everyone takes is asked for: ``, for members``."""
    if row["kind"] != "offer":
        return ""
    key = dict(zip(Offer.KEY, json.loads(row["key"]), strict=False))
    words = basis_words(key.get("customer_type"), key.get("min_quantity"), key.get("condition"))
    return f", {words}" if words else ""


def _written(record: Told | None) -> str:
    """Return what the page wrote of a plan, a promise or a review."""
    if isinstance(record, Plan):
        return record.price_text or ""
    if isinstance(record, Review):
        return record.text or ""
    return (record.detail or "") if isinstance(record, Finding) and record.what == "promise" else ""


def _text(row: "Row", side: str) -> str:
    field = row["field"]
    return str(row[f"{field}_text{side}"]) if field in ("price", "list_price", "availability") else ""


def _last_category(path: str | None) -> str | None:
    names = json.loads(path) if path else []
    return str(names[-1]) if names else None
