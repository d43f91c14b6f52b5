"""Text → price: amount, currency and how it is meant; the readings of an unclear one are kept."""

import re
from dataclasses import dataclass
from decimal import Decimal

from crawler.parsing import currency as money
from crawler.parsing.number import NUMBER, parse_number, to_money

PRICE = re.compile(
    rf"(?P<before>{money.SIGN})(?:\s?[$€£])?\s?(?P<a>{NUMBER})(?:\s?(?P<after>{money.SIGN}))?|"
    rf"(?P<b>{NUMBER})(?:,?[-–—])?\s?(?P<behind>{money.SIGN})(?P<cents>\s?\d\d(?![\d.,]|\s\d))?"
)
"""A number with a currency sign or code before or behind it."""

_NUMBER = re.compile(NUMBER)
_FROM = re.compile(
    r"\b(?:from|starting (?:at|from)|as low as|ab|à partir de|a partir de|desde|dès|von|da)\b|"
    r"(?<!\w)(?:от|no|mulai|бастап)(?!\w)|\d\s*\+\s*$",
    re.I,
)
_TO = r"(?:[-–—]|\b(?:to|bis|à|hasta|до|līdz|sampai|hingga|дейін)\b)"
_RANGE = re.compile(rf"\s*{_TO}\s*", re.I)
_LOWER = re.compile(rf"(?P<a>{NUMBER})\s*{_TO}\s*$", re.I)
_SUBSCRIPTION = re.compile(
    r"(?:/|\bper\b|\ba\b|\bevery\b|\beach\b)\s*(?:mo(?:nth)?s?\b|yr\b|year|week\b|user)|\bmonthly\b|\byearly\b|"
    r"\bp/?m\b|\bpcm\b|"
    r"/\s*(?:мес|год|нед|mēn|mēnes|gad|ай|жыл|bulan|bln|tahun|thn|mon|monat|jahr|mois|an|mes|año)\b|"
    r"\b(?:в|за) (?:месяц|год|неделю)\b|\bежемесячно\b|\b(?:mēnesī|gadā)\b|\b(?:айына|жылына|ай сайын)\b|\bper "
    r"(?:bulan|tahun)\b|"
    r"\b(?:pro|im) (?:monat|jahr)\b|\bmonatlich\b|\bpar (?:mois|an)\b|\b(?:al|por) (?:mes|año)\b|\bmensual\b",
    re.I,
)
_UNIT = re.compile(
    r"(?:/|\b(?:per|за|par|pro|por|je|uz)\b)\s*(?:1\s?|\d+\s?)?(?:kg|g|lb|oz|l|ml|litre|liter|m²|m2|m|metre|meter|ft|"
    r"sq\.?\s?ft|"
    r"yard|hour|hr|кг|г|л|мл|литр|м²|м2|м|метр|час|litrs|stunda|stundu|жам|stunde|std|heure|hora)\b",
    re.I,
)
_FREE = re.compile(r"(?:free|gratis|бесплатно|kostenlos|gratuit|bez maksas|тегін)[.!]?", re.I)
_MAX_CHARACTERS = 200


@dataclass(frozen=True, kw_only=True)
class Hints:
    """What the page says elsewhere that settles an unclear price."""

    country: str | None = None
    """ISO 3166; settles the sign of several currencies."""
    currency: str | None = None
    """ISO 4217 declared for the page; settles a sign that may stand for it, never a missing one."""
    decimal_sign: str | None = None
    """``.`` or ``,`` as certain values of the page, or its language and country, have it."""


@dataclass(frozen=True, kw_only=True)
class Price:
    """One price as a text gives it."""

    text: str
    """The price's own part of the text."""
    amount: Decimal | None
    """None: unclear, see ``candidates``. The lower end of a range."""
    currency: str | None
    candidates: tuple[Decimal, ...] = ()
    """The readings of an unclear amount; () when it is clear."""
    type: str = "exact"
    """exact, from, range, unit or subscription."""


NO_HINTS = Hints()


def parse_price(text: str | None, hints: Hints = NO_HINTS) -> Price | None:
    """Return the price that the text gives; None when it gives none.

    >>> parse_price("now 1.299,00 €").amount, parse_price("$5", Hints(country="CA")).currency
    (Decimal('1299.00'), 'CAD')
    >>> parse_price("€ 1.299").candidates
    (Decimal('1299.00'), Decimal('1.299'))
    >>> parse_price("call us") is None
    True
    """
    text = " ".join((text or "")[:_MAX_CHARACTERS].split())
    if _FREE.fullmatch(text):
        return Price(text=text, amount=to_money("0"), currency=None)
    found = list(PRICE.finditer(text)) or [match for match in _NUMBER.finditer(text) if not _is_share(text, match)]
    if not found:
        return None
    first, last = found[0], found[-1]
    sign = next((match for match in map(_sign, found) if match), None)
    currency = _currency(sign, hints)
    low, at = _amounts(first, hints, currency), first.start()
    if before := _LOWER.search(text[: first.start()]):
        low, at = _settled(parse_number(before["a"]), before["a"], hints, currency), before.start()
    elif len(found) == 1:
        written = text[first.start() : first.end()].strip().rstrip(".,")
        return _price(written, low, currency, _type(text, first))
    written = text[at : last.end()].strip()
    if before or (len(found) == 2 and _RANGE.fullmatch(text[first.end() : last.start()])):
        return _price(written, low, currency, "range")
    values = tuple(dict.fromkeys(value for match in found for value in _amounts(match, hints, currency)))
    return _price(written, values, currency, "exact")


def is_certain(text: str) -> str | None:
    """Return the decimal sign that a written price shows beyond doubt.

    >>> is_certain("1.299,00 €"), is_certain("$ 12.99")
    (',', '.')
    >>> is_certain("€ 1.299") is None
    True
    """
    found = re.search(r"([.,])\d\d(?!\d|[.,]\d)", text)
    return found[1] if found else None


def _price(text: str, values: tuple[Decimal, ...], currency: str | None, kind: str) -> Price | None:
    if not values:
        return None
    amount = values[0] if len(values) == 1 else None
    return Price(
        text=text, amount=amount, currency=currency, candidates=() if amount is not None else values, type=kind
    )


def _amounts(match: re.Match[str], hints: Hints, currency: str | None) -> tuple[Decimal, ...]:
    groups = match.groupdict()
    number: str = (groups.get("a") or groups.get("b") or match.group()).rstrip(".,")
    cents: str | None = groups.get("cents")
    if cents and not re.search(r"[.,]\d\d?$", number):
        return parse_number(f"{re.sub('[.,]', '', number)}.{cents.strip()}")
    return _settled(parse_number(number), number, hints, currency)


def _settled(values: tuple[Decimal, ...], number: str, hints: Hints, currency: str | None) -> tuple[Decimal, ...]:
    """Choose between 1299 and 1.299: a separator that is not the decimal sign parts thousands; the sign itself parts
    three decimals only in currencies that have them, elsewhere page and price contradict each other."""
    if len(values) == 2 and currency in money.WHOLE:
        return values[:1]
    if len(values) != 2 or hints.decimal_sign is None:
        return values
    if hints.decimal_sign not in number:
        return values[:1]
    return values[1:] if currency in money.THREE_DECIMALS else values


def _sign(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    # "NZD $123": a code says more than a sign
    signs: list[str] = [sign for name in ("before", "after", "behind") if (sign := groups.get(name))]
    return next((sign for sign in signs if sign.upper() in money.CODES), signs[0] if signs else None)


def _currency(sign: str | None, hints: Hints) -> str | None:
    if sign is None:
        return None
    certain = money.parse_currency(sign)
    if certain is None and hints.currency and money.may_be(sign, hints.currency):
        return hints.currency
    return certain or money.parse_currency(sign, hints.country)


def _is_share(text: str, match: re.Match[str]) -> bool:
    return text[match.end() :].lstrip().startswith("%")


def _type(text: str, match: re.Match[str]) -> str:
    before, behind = text[: match.start()], text[match.end() :]
    if _SUBSCRIPTION.search(behind):
        return "subscription"
    if _UNIT.match(behind.strip()):
        return "unit"
    return "from" if _FROM.search(before) or behind.strip().startswith("+") else "exact"
