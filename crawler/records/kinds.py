"""All kinds of records that readers yield, by name."""

from crawler.records.ad import Ad
from crawler.records.article import Article
from crawler.records.finding import WHATS, Finding
from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.records.popularity import Popularity
from crawler.records.rating import Rating
from crawler.records.review import Review

Record = Offer | Plan | Article | Popularity | Review | Rating | Ad | Finding

KINDS: dict[str, type[Record]] = {
    kind.KIND: kind for kind in (Offer, Plan, Article, Popularity, Review, Rating, Ad, Finding)
}
"""Record class by kind; its order is the order of tables, exports and dossiers."""

EVENTS = frozenset({"article", "review"})
"""Kinds that happened once: they are never gone."""

MEASURES = frozenset({"popularity", "rating"})
"""Kinds that tick by themselves: a new value is a version, never an announced change."""

LISTED = frozenset({"review", "ad"})
"""Kinds whose records stand in a list of several pages and move between them; their ``url`` is the list's."""

ADDRESSED = frozenset({"offer", "article"})
"""Kinds whose records have a page of their own, which listings name. All others but measures stand on some page
(plan, finding) or in some list: a page that is new brings them along."""

TOLD = (*(kind for kind in KINDS if kind != "finding"), *WHATS)
"""Kinds as exports, changes, coverage and ``looked_for`` call them: a finding by what it is."""


UNNAMED = frozenset(TOLD) - ADDRESSED - MEASURES
"""Those of ``TOLD`` that no listing names: what is new of them shows only where it was looked for before."""


def key_of(record: Record) -> tuple[str | int | None, ...]:
    """Return the values of the record's key fields, in the order of its ``KEY``."""
    return tuple(getattr(record, field) for field in record.KEY)


def told_kind(record: Record) -> str:
    """Return what exports, changes and coverage call the record's kind: one of ``TOLD``."""
    return record.what or "finding" if isinstance(record, Finding) else record.KIND
