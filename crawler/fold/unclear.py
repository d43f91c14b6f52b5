"""Prices such as ``1.299``: settled by the record's own past, else by the decimal sign of the site; never by size.

One that names no currency at all, as in some endpoints of shops, is in the only one that the site's pages name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from crawler.fold.draft import Draft, target_of
from crawler.fold.state import Said
from crawler.fold.unit import Answer, Visit
from crawler.records.kinds import Record
from crawler.records.offer import Offer

_HANDWRITTEN = frozenset({"text", "card"})
"""Witnesses that write prices in the site's own manner; data formats write a point everywhere."""
_CLEAR = 20
"""So many times as often as the other must a sign be seen to be the site's."""
_ENOUGH = 2
"""Certain prices that must name a currency for it to be the site's."""
_BARE = re.compile(r"\d{1,12}(?:\.\d{1,4})?")
_NUMBER = re.compile(r"\d[\d.,]*?([.,])(\d+)(?![\d.,]*\d)")
"""The first number with a sign in it; its last sign, and the digits behind it."""
_OTHER = {".": ",", ",": "."}


def decimal_sign(text: str | None, price: Decimal | None) -> str | None:
    """Return the decimal sign of the site, as far as a price and how it was written tell it.

    >>> decimal_sign("1.299 €", Decimal("1299")), decimal_sign("9,90", Decimal("9.9")), decimal_sign("49", Decimal(49))
    (',', ',', None)
    >>> decimal_sign("1,299.50", Decimal("1299.50")), decimal_sign("1.299", Decimal("1.299"))
    ('.', '.')
    """
    number = _NUMBER.search(text) if text is not None and price is not None else None
    if number is None or price is None:
        return None
    sign, fraction = number.groups()
    return sign if len(fraction) != 3 or price != price.to_integral_value() else _OTHER[sign]


def learn_signs(draft: Draft, answers: Iterable[tuple[Visit, Answer]]) -> None:
    """Count the decimal signs of the certain prices of a unit, and their currencies, by target."""
    for visit, answer in answers:
        target = target_of(visit)
        for sign in (*_signs(answer), *_currencies(answer)):
            name = f"{target} {sign}"
            draft.signs[name] = draft.signs.get(name, 0) + 1


def settle(draft: Draft, target: str, words: Iterable[Said], before: Said | None, record: Record) -> Record:
    """Return the word with its price settled: as before while its text stays, else by a known decimal sign."""
    if not isinstance(record, Offer) or record.price_text is None:
        return record
    if record.price is not None and record.currency is None and _BARE.fullmatch(record.price_text):
        record = replace(record, currency=_site_currency(draft, target))
    last = before.record if before is not None else None
    if isinstance(last, Offer) and last.price_text == record.price_text and last.price is not None:
        if last.price == record.price and not record.price_candidates:
            return record
        return replace(record, price=last.price, price_candidates=())
    if record.price is not None or not record.price_candidates:
        return record
    past = {_sign_of(said.record) for said in words} - {None}
    sign = past.pop() if len(past) == 1 else _site_sign(draft, target)
    fitting = [price for price in record.price_candidates if decimal_sign(record.price_text, price) == sign]
    return replace(record, price=fitting[0], price_candidates=()) if sign and len(fitting) == 1 else record


def _site_sign(draft: Draft, target: str) -> str | None:
    points, commas = (draft.signs.get(f"{target} {sign}", 0) for sign in ".,")
    if points > _CLEAR * commas:
        return "."
    return "," if commas > _CLEAR * points else None


def _site_currency(draft: Draft, target: str) -> str | None:
    """Return the one currency of a site's certain prices; None when the settings say it, or there is none or no one."""
    settings = draft.settings.get(target)
    if settings is not None and settings.currency:
        return None
    named = (name.rpartition(" ") for name in draft.signs)
    counts = sorted((draft.signs[f"{target} {code}"], code) for of, _, code in named if of == target and len(code) == 3)
    most, code = counts[-1] if counts else (0, "")
    return code if most >= _ENOUGH and all(most > _CLEAR * count for count, _ in counts[:-1]) else None


def _currencies(answer: Answer) -> Iterator[str]:
    if answer.reading is not None:
        for word in answer.reading.words:
            if isinstance(word.record, Offer) and word.record.price is not None and word.record.currency:
                yield word.record.currency


def _signs(answer: Answer) -> Iterator[str]:
    if answer.reading is not None:
        for word in answer.reading.words:
            if word.witness in _HANDWRITTEN and (sign := _sign_of(word.record)):
                yield sign


def _sign_of(record: Record) -> str | None:
    if not isinstance(record, Offer) or record.price_candidates:
        return None
    return decimal_sign(record.price_text, record.price)
