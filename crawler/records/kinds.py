"""All kinds of records that readers yield, by name."""

from crawler.records.article import Article
from crawler.records.offer import Offer
from crawler.records.popularity import Popularity

Record = Offer | Article | Popularity

KINDS: dict[str, type[Record]] = {kind.KIND: kind for kind in (Offer, Article, Popularity)}
"""Record class by kind; its order is the order of tables, exports and dossiers."""

EVENTS = frozenset({"article"})
"""Kinds that happened once: they are never gone."""

MEASURES = frozenset({"popularity"})
"""Kinds that tick by themselves: a new value is a version, never an announced change."""


def key_of(record: Record) -> tuple[str | int | None, ...]:
    """Return the values of the record's key fields, in the order of its ``KEY``."""
    return tuple(getattr(record, field) for field in record.KEY)
