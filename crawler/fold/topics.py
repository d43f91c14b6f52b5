"""What witnesses speak of: which fields are decided on, which travel with them, which make a version."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from crawler.fold.decide import NONE, STRUCTURED_FIRST, VISIBLE_FIRST, Value
from crawler.fold.state import PARTS
from crawler.records.kinds import KINDS, Record
from crawler.records.offer import Offer
from crawler.records.plan import Plan

SETTINGS = "settings"
"""The witness of what a page leaves to the settings of its visit."""

PRICED = (Offer, Plan)
"""Kinds of records that have a price, with currency and VAT."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A field that witnesses speak of."""

    name: str
    ranks: Mapping[str, int]
    rides: tuple[str, ...] = ()
    """Fields that travel with it: they are those of the word that is held."""
    told: bool = True
    """Is a change of it announced? (Versions keep it all the same.)"""
    none: Callable[[Record], bool] | None = None
    """Of a word that does not give it: does it say by that that there is none? None: it says nothing of it."""
    plainly: bool = False
    """Does it say so in as many words? Else it is believed only from a witness that has given it before."""


def _has_price(record: Record) -> bool:
    return getattr(record, "price", None) is not None


def _is_on_request(record: Record) -> bool:
    return getattr(record, "price_type", None) == "contact"


def _speaks(_: Record) -> bool:
    return True


TOPICS: dict[str, tuple[Topic, ...]] = {
    "offer": (
        Topic("price", VISIBLE_FIRST, ("price_text", "price_type", "unit", "valid_until")),
        Topic("list_price", VISIBLE_FIRST, ("list_price_text",), none=_has_price),
        Topic("availability", VISIBLE_FIRST, ("availability_text",)),
        Topic("name", VISIBLE_FIRST),
        *(Topic(name, STRUCTURED_FIRST) for name in ("brand", "sku", "gtin", "mpn", "category", "shipping")),
        Topic("pack_count", STRUCTURED_FIRST),
        Topic("market", STRUCTURED_FIRST, told=False),
    ),
    "article": (
        Topic("title", VISIBLE_FIRST),
        Topic("author", STRUCTURED_FIRST),
        Topic("published", STRUCTURED_FIRST, ("published_text",)),
        Topic("text", VISIBLE_FIRST, ("words",), told=False),
        Topic("language", STRUCTURED_FIRST, told=False),
    ),
    "popularity": (Topic("value", VISIBLE_FIRST, ("value_text",), told=False),),
    "plan": (
        Topic("price", VISIBLE_FIRST, ("price_text", "price_type", "per", "unit"), none=_is_on_request, plainly=True),
        Topic("trial_days", VISIBLE_FIRST, none=_speaks),
        Topic("features", VISIBLE_FIRST, told=False),
    ),
    "review": (
        Topic("rating", STRUCTURED_FIRST, ("rating_text", "best_rating")),
        *(Topic(name, STRUCTURED_FIRST, told=False) for name in ("subject", "platform", "title", "text")),
        Topic("published", STRUCTURED_FIRST, ("published_text",), told=False),
        *(Topic(name, STRUCTURED_FIRST, told=False) for name in ("author_hash", "role", "verified")),
        Topic("reply", VISIBLE_FIRST, ("replied",), none=_speaks),
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
        Topic("stopped", STRUCTURED_FIRST, none=_speaks),
    ),
    "finding": (Topic("value", VISIBLE_FIRST, ("unit", "detail")),),
}
"""By kind; price comes before list price, which looks at it."""

LEFT_OUT = {kind: topic.name for kind, topics in TOPICS.items() for topic in topics if topic.none and not topic.plainly}
"""The one field of a kind that a witness may leave out to say that there is none, once it has given it."""

STICKY = ("currency", "tax_included")
"""What makes a price comparable: said by its own witness, else by one that says the same price, else as before."""

BESIDE = ("unit_price", "unit_price_unit")
"""What stands beside a price, both from one: the price's own witness, else one that says the same price; else none."""

PROMISED = ("available_from", "delivery_days")
"""When it comes, as the newest look says: of no witness in particular, and nothing when nobody says it any more. That
goes by weekdays: no reason for a version."""

PRICE_WORD = frozenset(
    ("price", "price_candidates", "list_price", "list_price_text", "per", *TOPICS["offer"][0].rides, *STICKY, *BESIDE)
)
"""Fields that are one word of one witness."""

_TICKING = frozenset({"valid_until", "reach", "detail"})
"""Dates that shops move on every day: kept, but no reason for a version."""


def _content_fields(kind: str) -> tuple[str, ...]:
    spoken = [name for topic in TOPICS[kind] for name in (topic.name, *topic.rides)]
    others = (*STICKY, *(BESIDE if kind == "offer" else ())) if KINDS[kind] in PRICED else ()
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
