"""Text → the price of one kilogram, litre, metre or piece that stands beside a price."""

import re
from dataclasses import dataclass
from decimal import Decimal

from crawler.parsing.number import to_money
from crawler.parsing.price import NO_HINTS, PRICE, Hints, parse_price
from crawler.parsing.unit import UNIT, parse_size, parse_unit

_PER = r"(?:/|=|\b(?:per|pro|je|за|par|por|uz|au|al|le|la|el|each)\b|\bl['’])"
_AMOUNT = rf"(?P<size>\d{{1,4}}(?:[.,]\d{{1,3}})?)?\s?(?P<unit>{UNIT})"
_BEHIND = re.compile(rf"\s?{_PER}\s?{_AMOUNT}")
_BEFORE = re.compile(rf"(?:{_PER}\s?{_AMOUNT}\.?\s?[:=]?|(?<![\d.,])(?P<size2>\d{{1,4}})\s?(?P<unit2>{UNIT})\s?=)\s?$")
_PENCE = re.compile(rf"(?<![\d.,])(\d{{1,3}}(?:\.\d{{1,2}})?)p\s?(?:/|per)\s?{_AMOUNT}")
_MAY_BE = re.compile(r"[/=]|\b(?:per|pro|je|за|par|por|uz|au|al|le|la|el)\b|l['’]")
_PLACES = Decimal("0.0001")
_MAX_CHARACTERS = 200


@dataclass(frozen=True, kw_only=True)
class UnitPrice:
    """The price of one unit, as a text gives it."""

    amount: Decimal
    """Of one ``unit``: "€1.20 per 100 g" is 12.00."""
    unit: str
    """kg, l, m, m², m³, lb, oz, ft, ft², yd or piece."""
    currency: str | None
    text: str
    """Its own part of the text."""


def parse_unit_price(text: str | None, hints: Hints = NO_HINTS) -> UnitPrice | None:
    """Return the price of one unit; None when the text gives none, several, or an unclear one.

    >>> parse_unit_price("€1.20 per 100 g").amount, parse_unit_price("(1 l = 3,99 €)").unit
    (Decimal('12.00'), 'l')
    >>> parse_unit_price("450 ₽/кг").currency, parse_unit_price("Prix au kg : 12,90 €").amount
    ('RUB', Decimal('12.90'))
    >>> parse_unit_price("€9 per month") is None
    True
    """
    text = (text or "")[:_MAX_CHARACTERS]
    if not _MAY_BE.search(text):
        return None
    text = " ".join(text.split())
    found = [price for price in (_pence(text), *_priced(text, hints)) if price]
    values = {(price.amount, price.unit) for price in found}
    return found[0] if len({unit for _, unit in values}) == len(values) and found else None


def _priced(text: str, hints: Hints) -> list[UnitPrice | None]:
    words = text.lower()
    if len(words) != len(text):  # a letter whose small one is two: places would not agree
        return []
    read: list[UnitPrice | None] = []
    end = 0
    for match in PRICE.finditer(text):
        behind = _BEHIND.match(words, match.end())
        before = None if behind else _BEFORE.search(words[end : match.start()])
        start, end = match.start(), behind.end() if behind else match.end()
        if unit := behind or before:
            start = start if behind else start - len(unit.group())
            read.append(_unit_price(text[start:end].strip(), match.group(), unit.groupdict(), hints))
    return read


def _unit_price(text: str, written: str, unit: dict[str, str | None], hints: Hints) -> UnitPrice | None:
    price = parse_price(written, hints)
    if price is None or not price.amount:
        return None
    name, size = unit["unit"] or unit.get("unit2"), unit["size"] or unit.get("size2")
    return _of_one(text, price.amount, price.currency, name or "", size)


def _of_one(text: str, amount: Decimal, currency: str | None, name: str, size: str | None) -> UnitPrice | None:
    unit, many = parse_unit(name), parse_size(size) if size else Decimal(1)
    if unit is None or not many:
        return None
    one = to_money((amount * unit[1] / many).quantize(_PLACES))
    return UnitPrice(amount=one, unit=unit[0], currency=currency, text=text)


def _pence(text: str) -> UnitPrice | None:
    """Read "12.5p/100g": British shops give small unit prices in pence."""
    match = _PENCE.search(text.lower())
    if not match:
        return None
    return _of_one(match.group(), Decimal(match[1]) / 100, "GBP", match["unit"], match["size"])
