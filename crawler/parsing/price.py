"""Text → price: amount, currency and how it is meant; the readings of an unclear one are kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from crawler.parsing import currency as money
from crawler.parsing.number import NUMBER, parse_number, to_money
from crawler.parsing.price_words import BESIDE, NAMED, NOW, OLD, OTHER, is_paid_in_parts, kind_of
from crawler.parsing.scale import spelled_out

PRICE = re.compile(
    rf"(?P<before>{money.SIGN})(?:\s?[$€£])?:?\s?(?P<a>{NUMBER})(?:\s?(?P<after>{money.SIGN})(?!\s?\d))?|"
    rf"(?<!\d)(?<!\d[.,])(?P<b>{NUMBER})(?:,?[-–—])?\s?(?P<behind>{money.SIGN})"
    r"(?P<cents>\d\d(?![\d.,%])|\s\d\d(?=\s?(?:$|[^\w\s.,:%×-]|коп|cent|ct\b|ttc\b|ht\b)))?"
)
"""A number with a currency sign or code before or behind it."""

_NUMBER = re.compile(rf"(?<!\d)(?<!\d[.,]){NUMBER}")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_\u0600-\u06ff]")  # Arabic beside a number is mostly a currency
_TO = r"(?:[-–—~～…]|\.{2,3}|\b(?:to|bis|à|a|and|et|und|y|hasta|до|līdz|sampai|hingga|s/d|sd|дейін)\b)"
_RANGE = re.compile(rf"(?P<to>\s?(?:{_TO}|-?(?:дан|ден|тан|тен)\b)\s?)")
_UPPER = re.compile(rf"(?P<to>\s?{_TO}\s?)(?P<a>{NUMBER})(?!\s?[^\W_]|\s?%)")
_DASHED = re.compile(r"\s+[-–—]\s*")
_LOWER = re.compile(rf"(?<!\d)(?<!\d[.,])(?P<a>{NUMBER})(?P<to>\s?{_TO}\s?)$")
_AND = re.compile(r"\b(?:and|et|und|y)\b")
_BETWEEN = re.compile(r"\b(?:between|entre|zwischen)\b")
_PARTS = re.compile(r"[,;|(•·]|(?<=\w{4})\.|\b(?:or|или|oder|ou|o|vai|atau|немесе)\b")
_FREE = re.compile(r"(?:free|gratis|бесплатно|kostenlos|gratuit|bez maksas|тегін)[.!]?")
_SPLIT_CENTS = re.compile(r"((?:^|[$€£₽₸])\s?\d[\d '’]*?)\s?([.,])\s(?=\d\d(?:\D|$))")
_SMALL_COINS = re.compile(r"[^\d-]{0,20}?\b(\d{1,2})\s?(¢|p|коп\.?|копеек|cents?)(?![^\W_])\D*")
_SHARE = re.compile(r"(?<![\d.,])([1-9]\d?)(?:[.,]\d+)?\s?%")
_OF_DAY = re.compile(r"\d[:/]\d")
_MAX_CHARACTERS = 200
_MOST_CANDIDATES = 10
_TOO_MUCH = Decimal(10) ** 12


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


@dataclass(frozen=True)
class _Piece:
    """One written price of a text: its place, readings, sign, and what the words around it make of it."""

    start: int
    end: int
    values: tuple[Decimal, ...]
    sign: str | None
    kind: str


def parse_price(text: str | None, hints: Hints = NO_HINTS) -> Price | None:
    """Return the price that the text gives; None when it gives none.

    What is saved, paid in parts, for several pieces, for delivery or below zero is no price.

    >>> parse_price("now 1.299,00 €").amount, parse_price("$5", Hints(country="CA")).currency
    (Decimal('1299.00'), 'CAD')
    >>> parse_price("€ 1.299").candidates
    (Decimal('1299.00'), Decimal('1.299'))
    >>> parse_price("Was $120 Now $60").amount, parse_price("Rp1,5 jt").amount
    (Decimal('60.00'), Decimal('1500000.00'))
    >>> parse_price("call us") is None, parse_price("4 payments of $25") is None
    (True, True)
    """
    return _read(" ".join(text[:_MAX_CHARACTERS].split()), hints) if text else None


@lru_cache(maxsize=4096)
def written_price(text: str) -> str | None:
    """Return the first number with a currency sign or code of a text as it is written; None without.

    >>> written_price("now 12,50 € only"), written_price("12 pieces")
    ('12,50 €', None)
    """
    found = PRICE.search(text)
    return found.group() if found else None


def is_certain(text: str) -> str | None:
    """Return the decimal sign that a written price shows beyond doubt.

    >>> is_certain("1.299,00 €"), is_certain("$ 12.99"), is_certain("Rp 1.250.000")
    (',', '.', ',')
    >>> is_certain("€ 1.299") is None
    True
    """
    if found := re.search(r"([.,])\d\d(?!\d|[.,]\d)", text):
        return found[1]
    grouped = re.search(r"(?<![\d.,])\d{1,3}([.,])\d{3}\1\d{3}(?![\d.,])", text)
    return (grouped and ("," if grouped[1] == "." else ".")) or None


@lru_cache(maxsize=4096)
def _read(text: str, hints: Hints) -> Price | None:
    """Read a price, remembered: the same texts stand in several places of a page, and on every page of a site."""
    if not _DIGIT.search(text):
        return Price(text=text, amount=to_money("0"), currency=None) if _FREE.fullmatch(text.lower()) else None
    if ". " in text or ", " in text:
        text = _SPLIT_CENTS.sub(r"\1\2", text)
    if (whole := spelled_out(text)) != text:
        price = _read(whole, hints) if whole else None
        return price and replace(price, text=text)
    pieces = list(_pieces(text, hints))
    if pieces:
        return _of_pieces(text, pieces, hints)
    return _coins(text) or _bare(text, hints)


def _of_pieces(text: str, pieces: list[_Piece], hints: Hints) -> Price | None:
    """Return what the written prices of a text amount to: a range, the one that is paid now, or an unclear one."""
    sign = next((piece.sign for piece in pieces if piece.sign), None)
    currency = _currency(sign, hints)
    if ranged := _range(text, pieces, hints, currency):
        return ranged
    kept = [piece for piece in pieces if piece.kind != OTHER]
    if len(kept) > 1:
        kept = _paid_now(text, kept)
    if not kept or (len(pieces) > 1 and all(piece.kind == OLD for piece in kept)):
        return None
    written = text[kept[0].start : kept[-1].end].strip().rstrip(".,")
    if len(kept) > 1:
        values = tuple(dict.fromkeys(value for piece in kept for value in piece.values))
        return _price(written, values, currency, "exact", is_unclear=True)
    kind = "exact" if kept[0].kind in (OLD, NOW) else kept[0].kind
    return _price(written, kept[0].values, _currency(kept[0].sign or sign, hints), kind)


def _pieces(text: str, hints: Hints) -> Iterator[_Piece]:
    """Yield the written prices of a text."""
    found = list(PRICE.finditer(text))
    words = text.lower() if found and found[0].span() != (0, len(text)) else ""
    words = words if len(words) == len(text) else text
    last = 0
    for at, match in enumerate(found):
        start, end = match.start(), match.end()
        if text[end - 1] in ".," and not (match["behind"] or match["after"]):
            end -= 1  # of the sentence, not of the number
        sign = _sign(match)
        values = _amounts(match, text, hints, _currency(sign, hints))
        behind = words[end : found[at + 1].start() if at + 1 < len(found) else len(words)]
        yield _Piece(start, end, values, sign, _kind(words[last:start], behind) if words else "exact")
        last = end


@lru_cache(maxsize=4096)
def _kind(before: str, behind: str) -> str:
    """Tell what one price is by its own part of the words before and behind it."""
    before = _PARTS.split(before)[-1] if before else before
    behind = _PARTS.split(behind, 1)[0] if behind else behind
    if (before and is_paid_in_parts(before)) or (behind and is_paid_in_parts(behind)):
        return OTHER
    return kind_of(before, behind)


def _range(text: str, pieces: list[_Piece], hints: Hints, currency: str | None) -> Price | None:
    """Return the range that two prices, or a number and a price, are the ends of."""
    first, last = pieces[0], pieces[-1]
    if first.kind == OTHER or len(pieces) > 2:
        return None
    words = text.lower()
    if len(pieces) == 2:
        between = _RANGE.fullmatch(words[first.end : last.start])
        return _between(text[first.start : last.end], first.values, last.values, currency, between, words)
    if upper := _UPPER.match(words, first.end):
        high = _settled(parse_number(upper["a"]), upper["a"], hints, currency)
        return _between(text[first.start : upper.end()], first.values, high, currency, upper, words)
    lower = _LOWER.search(words[: first.start])
    if lower is None:
        return None
    written, low = text[lower.start() : first.end], _settled(parse_number(lower["a"]), lower["a"], hints, currency)
    if (
        low
        and first.values
        and _DASHED.fullmatch(lower["to"])
        and not text[first.start].isdecimal()
        and low[0] < first.values[0]
    ):
        # "2 - $10": two for ten, or from two to ten
        return _price(written, (*low, *first.values), currency, "exact", is_unclear=True)
    return _between(written, low, first.values, currency, lower, words)


def _between(
    written: str,
    low: tuple[Decimal, ...],
    high: tuple[Decimal, ...],
    currency: str | None,
    between: re.Match[str] | None,
    words: str,
) -> Price | None:
    """Return a range when its ends are in order and the word between them parts ends, not things."""
    if between is None or not low or not high or low[0] >= high[0]:
        return None
    if _AND.search(between["to"]) and not _BETWEEN.search(words):
        return None
    return _price(written.strip(), low, currency, "range")


def _paid_now(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """Leave out the price per unit, before the sale, or in another currency, where one price is left."""
    plain = [piece for piece in pieces if piece.kind != "unit" and not _is_converted(text, piece, pieces[0])]
    if len({piece.values for piece in plain}) == 1:
        return plain[:1]
    if len(plain) == 2 and (less := _less_by_share(text, plain)):
        return [less]
    now = [piece for piece in plain if piece.kind == NOW] or [piece for piece in plain if piece.kind != OLD]
    others = [piece for piece in plain if piece not in now]
    if len(now) == 1 and others and now[0].values and all(piece.values > now[0].values for piece in others):
        return now
    return plain or pieces


def _less_by_share(text: str, pieces: list[_Piece]) -> _Piece | None:
    """Return the lesser of two prices when the text gives the share between them: "100 € 80 € -20%"."""
    shares = {int(share) for share in _SHARE.findall(text)}
    less, more = sorted(pieces, key=lambda piece: piece.values)
    if not shares or len(less.values) != 1 or len(more.values) != 1 or not more.values[0]:
        return None
    saved = 100 * (more.values[0] - less.values[0]) / more.values[0]
    return less if all(abs(saved - share) <= 1 for share in shares) else None


def _is_converted(text: str, piece: _Piece, first: _Piece) -> bool:
    """Tell whether a price repeats the first one in another currency, in brackets."""
    return piece.sign != first.sign and text[: piece.start].rstrip(" ~≈").endswith("(")


def _coins(text: str) -> Price | None:
    """Read a price below one: "99p", "50 коп."."""
    found = _SMALL_COINS.fullmatch(text)
    if not found:
        return None
    return Price(text=text, amount=to_money(Decimal(found[1]) / 100), currency="GBP" if found[2] == "p" else None)


def _bare(text: str, hints: Hints) -> Price | None:
    """Read a number without a currency: alone, or named a price."""
    found = [match for match in _NUMBER.finditer(text) if not _is_share(text, match)]
    if not found or _OF_DAY.search(text):
        return None
    first, last = found[0], found[-1]
    before, behind = text[: first.start()].lower(), text[last.end() :].lower()
    if before.rstrip().endswith(("-", "−", "–", "+")) or (_LETTER.search(before) and not NAMED.search(before)):
        return None
    if _LETTER.search(behind) and not BESIDE.fullmatch(behind):
        return None
    low = _amounts(first, text, hints, None)
    if len(found) == 1:
        return _price(first.group().rstrip(".,"), low, None, "from" if kind_of(before, behind) == "from" else "exact")
    high = _amounts(last, text, hints, None)
    written = text[first.start() : last.end()]
    if len(found) == 2 and (between := _RANGE.fullmatch(text[first.end() : last.start()].lower())):
        return _between(written, low, high, None, between, text.lower())
    values = tuple(dict.fromkeys(value for match in found for value in _amounts(match, text, hints, None)))
    return _price(written, values, None, "exact", is_unclear=True)


def _price(
    text: str, values: tuple[Decimal, ...], currency: str | None, kind: str, *, is_unclear: bool = False
) -> Price | None:
    values = values[:_MOST_CANDIDATES]
    if not values or max(values) >= _TOO_MUCH:
        return None
    amount = values[0] if len(values) == 1 and not is_unclear else None
    return Price(
        text=text, amount=amount, currency=currency, candidates=() if amount is not None else values, type=kind
    )


def _amounts(match: re.Match[str], text: str, hints: Hints, currency: str | None) -> tuple[Decimal, ...]:
    groups = match.groupdict()
    number: str = groups.get("a") or groups.get("b") or match.group()
    cents: str | None = groups.get("cents")
    if cents and not re.search(r"[.,]\d\d?$", number):
        return parse_number(f"{re.sub('[.,]', '', number)}.{cents.strip()}")
    values = parse_number(number.rstrip(".,"))
    if number[-1] in ".," and re.search(r"[.,][-–—]", text[match.start() : match.end() + 1]):
        return values[:1]  # "1.198,-": the decimal sign stands behind it
    if groups.get("behind") and text[match.end() : match.end() + 1].isdecimal() and not PRICE.match(text, match.end()):
        # "1250€600"
        return tuple(dict.fromkeys((*values, *parse_number(f"{number}.{text[match.end() :][:2]}"))))
    return _settled(values, number, hints, currency)


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
    if hints.currency and money.may_be(sign, hints.currency):
        return hints.currency
    return money.parse_currency(sign, hints.country)


def _is_share(text: str, match: re.Match[str]) -> bool:
    return text[match.end() :].lstrip().startswith("%")
