"""What witnesses speak of: which fields are decided on, which travel with them, which make a version."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from crawler.fold.decide import NONE, STRUCTURED_FIRST, VISIBLE_FIRST, Value
from crawler.fold.state import PARTS
from crawler.records.kinds import KINDS, Record


@dataclass(frozen=True, slots=True)
class Topic:
    """A field that witnesses speak of."""

    name: str
    ranks: Mapping[str, int]
    rides: tuple[str, ...] = ()
    """Fields that travel with it: they are those of the word that is held."""
    told: bool = True
    """Is a change of it announced? (Versions keep it all the same.)"""


TOPICS: dict[str, tuple[Topic, ...]] = {
    "offer": (
        Topic("price", VISIBLE_FIRST, ("price_text", "price_type", "unit", "valid_until")),
        Topic("list_price", VISIBLE_FIRST, ("list_price_text",)),
        Topic("availability", VISIBLE_FIRST, ("availability_text",)),
        *(Topic(name, STRUCTURED_FIRST) for name in ("name", "brand", "sku", "gtin", "mpn", "category", "shipping")),
        Topic("market", STRUCTURED_FIRST, told=False),
    ),
    "article": (
        Topic("title", STRUCTURED_FIRST),
        Topic("author", STRUCTURED_FIRST),
        Topic("published", STRUCTURED_FIRST, ("published_text",)),
        Topic("text", VISIBLE_FIRST, ("words",), told=False),
        Topic("language", STRUCTURED_FIRST, told=False),
    ),
    "popularity": (Topic("value", VISIBLE_FIRST, ("value_text",), told=False),),
    "plan": (
        Topic("price", VISIBLE_FIRST, ("price_text", "price_type", "currency", "per", "unit", "tax_included")),
        Topic("trial_days", VISIBLE_FIRST),
        Topic("features", VISIBLE_FIRST, told=False),
    ),
    "review": (
        Topic("rating", STRUCTURED_FIRST, ("rating_text", "best_rating")),
        *(Topic(name, STRUCTURED_FIRST, told=False) for name in ("subject", "platform", "title", "text")),
        Topic("published", STRUCTURED_FIRST, ("published_text",), told=False),
        *(Topic(name, STRUCTURED_FIRST, told=False) for name in ("author_hash", "role", "verified")),
        Topic("reply", VISIBLE_FIRST, ("replied",)),
    ),
    "rating": (
        Topic("subject", STRUCTURED_FIRST, told=False),
        Topic("rating", VISIBLE_FIRST, ("rating_text", "best_rating"), told=False),
        Topic("rating_count", VISIBLE_FIRST, told=False),
    ),
    "ad": (
        *(Topic(name, STRUCTURED_FIRST) for name in ("headline", "text", "description", "landing_url")),
        *(Topic(name, STRUCTURED_FIRST, told=False) for name in ("advertiser", "networks", "format", "display_url")),
        *(Topic(name, STRUCTURED_FIRST, told=False) for name in ("started", "languages", "countries", "reach", "page")),
        Topic("stopped", STRUCTURED_FIRST),
    ),
    "finding": (Topic("value", VISIBLE_FIRST, ("unit", "detail")),),
}
"""By kind; price comes before list price, which looks at it."""

STICKY = ("currency", "tax_included")
"""What makes a price comparable: said by its own witness, else by one that says the same price, else as before."""

PRICE_WORD = frozenset(
    ("price", "price_candidates", "list_price", "list_price_text", *TOPICS["offer"][0].rides, *STICKY)
)
"""Fields that are one word of one witness."""

_TICKING = frozenset({"valid_until", "reach", "detail"})
"""Dates that shops move on every day: kept, but no reason for a version."""


def _content_fields(kind: str) -> tuple[str, ...]:
    spoken = [name for topic in TOPICS[kind] for name in (topic.name, *topic.rides)]
    others = STICKY if kind == "offer" else ()
    return tuple(
        name for name in (*spoken, *others, *PARTS[kind]) if not name.endswith("_text") and name not in _TICKING
    )


_CONTENT = {kind: attrgetter(*_content_fields(kind)) for kind in KINDS}


def content(record: Record) -> object:
    """Return what makes one version differ from another: typed fields, without texts and what ticks by itself."""
    return _CONTENT[record.KIND](record)


def as_text(value: Value) -> str | None:
    """Return a value as a change tells it.

    >>> as_text(Decimal("1E+2")), as_text(("Tools", "Saws")), as_text(NONE)
    ('100', 'Tools > Saws', None)
    """
    if value is None or value is NONE:
        return None
    if isinstance(value, Decimal):
        return format(value, "f")
    return " > ".join(value) if isinstance(value, tuple) else str(value)
