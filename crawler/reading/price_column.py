"""Headings of a table of prices → what each column holds, and for whom its prices are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.parsing.currency import find_sign, parse_currency
from crawler.parsing.customer import parse_customer_type
from crawler.parsing.quantity import parse_min_quantity
from crawler.parsing.tax import parse_tax_included
from crawler.reading.price_words import PRICES, role_of

_WHOLESALE = re.compile(
    r"(?<!\w)(?:wholesale|dealer|reseller|trade|b2b|distributor|опт\w*|дилер\w*|партн[её]р\w*|vairum\w*|"
    r"tirgotāj\w*|көтерме|"
    r"grosir|reseller|händler|wiederverkäufer|ek|grossiste|revendeur|mayorista|distribuidor|pvd)(?!\w)",
    re.I,
)
_TIER = (
    re.compile(
        r"(?:≥|>=|от|from|ab|no|dès|desde|mulai|à partir de|a partir de|sākot no|min\.?|over)\s*(\d{1,6})"
        r"(?![\d.,]|\s?\d{3})(.*)"
    ),
    re.compile(
        r"(\d{1,6})\s*(?:\+|(?:шт|pcs|gab|st)?\.?\s*(?:и (?:более|выше)|(?:and|or) (?:more|over|above)|un vairāk|"
        r"und mehr|et plus|o más))(.*)"
    ),
    re.compile(r"(\d{1,6})\s*[-–—]\s*\d{1,6}(?![.,]\d)(.*)"),
    re.compile(r"(\d{1,6})()"),
)
"""Quantities as prices are headed by them, with what follows: "10 mm" is none."""
_OF_MONEY = re.compile(
    r"\s*(?:тыс|т\.? ?р|млн|k\b|[€$£₽₸]|руб|р\.|тг|eur|usd|rub|kzt|rp|%|mm|мм|cm|см|kg|кг|g\b|г\b|l\b|л\b|m\b|м\b|"
    r"days|дн)"
)


@dataclass(frozen=True, kw_only=True)
class Column:
    """What one column holds."""

    place: int
    role: str
    """One of ``price_words.ROLES``."""
    heading: str
    """As written, with the headings above it."""
    currency: str | None = None
    """Sign or code in the heading."""
    tax_included: bool | None = None
    customer_type: str | None = None
    min_quantity: int | None = None


def read_columns(texts: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns that these head, those that we know."""
    columns: list[Column] = []
    for place, text in enumerate(texts):
        role = role_of(text)
        if (
            role is None
            and text
            and (parse_currency(text.strip(" ().,")) or find_sign(text) == text.split("/")[0].strip())
        ):
            role = "price"  # headed by the currency alone
        if role is None and text and (tier_of(text) is not None or _WHOLESALE.fullmatch(text.strip())):
            role = "price" if len(text) <= 40 and not text.isdigit() else None
        if role is None:
            continue
        column = Column(place=place, role=role, heading=text)
        columns.append(_priced(column) if role in PRICES else column)
    return _settled(columns)


def _priced(column: Column) -> Column:
    text = column.heading
    return replace(
        column,
        currency=find_sign(text),
        tax_included=parse_tax_included(text),
        customer_type=None if column.role == "retail" else _customer_of(text),
        min_quantity=tier_of(text),
    )


def _settled(columns: list[Column]) -> tuple[Column, ...]:
    """Choose among columns that may be prices or names: the one that is called so outdoes one that may be meant."""
    roles = {column.role for column in columns}
    if roles & {"price", "retail"}:
        columns = [column for column in columns if column.role != "cost"]
    plain = any(column.role in ("price", "cost") and column.customer_type is None for column in columns)
    settled: list[Column] = []
    for column in columns:
        role = column.role
        if role == "cost":
            role = "price"
        elif role == "retail":
            role = "old" if plain else "price"
        elif role == "thing":
            role = "kind" if "name" in roles else "name"
        settled.append(replace(column, role=role))
    return tuple(settled)


def _customer_of(text: str) -> str | None:
    return parse_customer_type(text) or ("business" if _WHOLESALE.search(text) else None)


def tier_of(text: str) -> int | None:
    """Return the least quantity that a column of prices is for; 1 when it says so; None when it says nothing of it.

    >>> tier_of("10+"), tier_of("от 100 шт."), tier_of("1-9"), tier_of("50")
    (10, 100, 1, 50)
    >>> tier_of("от 50 000 руб.") is None, tier_of("5-10 mm") is None
    (True, True)
    """
    words = text.casefold().strip(" ()")
    for pattern in _TIER[:3]:
        if (match := pattern.search(words)) and not _OF_MONEY.match(match[2]):
            return int(match[1])
    match = _TIER[3].fullmatch(words)
    return int(match[1]) if match else parse_min_quantity(text)


def is_heading(columns: Sequence[Column]) -> bool:
    """Do these make a table: a price, and what it is of?"""
    roles = {column.role for column in columns}
    named = roles & {"name", "code", "gtin", "number"}
    return "price" in roles and bool(named) and len(columns) > 1


def qualifies(text: str) -> bool:
    """Does a text tell of a price's quantity, customer, currency or tax?"""
    return (
        tier_of(text) is not None
        or _customer_of(text) is not None
        or parse_tax_included(text) is not None
        or (parse_currency(text.strip(" ().,")) is not None and len(text) < 12)
        or role_of(text) in PRICES
    )
