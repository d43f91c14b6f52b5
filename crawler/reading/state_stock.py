"""What an object of a state says of stock: availability in schema.org's terms, and how many pieces are left.

``quantity`` and ``qty`` alone are mostly the number in the cart: only vendors' shapes (``state_platforms``) give them
as ``stockquantity``.
"""

import re
from collections.abc import Iterator

from crawler.parsing.availability import parse_availability
from crawler.parsing.json_text import Json
from crawler.reading.state_keys import Thing, first_of, plain, said

_YES = (
    "instock isinstock available isavailable availableforsale ispurchasable purchasable orderable isorderable buyable "
    "isbuyable canbuy salable issalable insalable readytoorder availability availabilityflag hasstock"
).split()
_NO = "soldout issoldout outofstock isoutofstock unavailable isunavailable".split()
_WORDS = (
    "availability availabilitystatus stockstatus stockstate stock stocklevelstatus inventorystatus itemavailability "
    "productavailability availabilitystate productstock productstockstatus stockavailability inventory instock "
    "availabilitytext stockinfo productavailabilitystatus"
).split()
_COUNTS = (
    "stock stockquantity quantityavailable availablequantity inventory inventoryquantity stocklevel stocklevels "
    "totalinventory qtyinstock stockqty qtyavailable availableqty instockqty stockcount availablestock quantityinstock "
    "inventorycount availablecount totalstock stockamount onhand onlyxleftinstock available"
).split()
_BACKORDER = (
    "backorder backordersallowed allowbackorder isonbackorder allowbackorders backorders continueselling unlimited"
).split()
_INNER = "status state code stocklevelstatus availability message value type name label".split()
_TRUE, _FALSE = frozenset(("true", "yes", "y", "1")), frozenset(("false", "no", "n", "0"))
_NOT_COUNTED = 9_999


def stock_of(thing: Thing) -> str | None:
    """Return what an object says of stock; None when it says nothing, or two things."""
    states = {state for state in _states(thing, 0) if state}
    if states == {"InStock", "LimitedAvailability"}:
        return "LimitedAvailability"
    return states.pop() if len(states) == 1 else None


def quantity_of(thing: Thing) -> int | None:
    """Return how many pieces an object says are left; None when it says nothing, two numbers, or one that stands for
    "plenty" (9,999 and above, or nines only, as shop programs write it)."""
    counts = set(_counts(thing))
    for name in ("inventory", "stock", "availability", "stockinfo"):
        if isinstance(value := thing.get(name), dict):
            inner = plain(value)
            counts |= set(_counts(inner))
            if type(quantity := inner.get("quantity")) is int:
                counts.add(quantity)
    if len(counts) != 1 or any(thing.get(name) is True for name in _BACKORDER):
        return None
    count = counts.pop()
    return None if count < 0 or count >= _NOT_COUNTED or (count > 9 and set(str(count)) == {"9"}) else count


def _states(thing: Thing, depth: int) -> Iterator[str | None]:
    for names, yes, no in ((_YES, "InStock", "OutOfStock"), (_NO, "OutOfStock", "InStock")):
        for name in names:
            if name in thing and (flag := _flag(thing[name])) is not None:
                yield yes if flag else no
    for name in _WORDS:
        if (value := thing.get(name)) is None:
            continue
        if isinstance(value, dict) and depth < 2:
            inner = plain(value)
            yield stock_of(inner) or _word(first_of(inner, _INNER) or "")
        elif isinstance(value, (str, list)):
            word = said(value)
            if word and word.lower() not in _TRUE | _FALSE and not re.fullmatch(r"[-+\d.,\s]+", word):
                yield _word(word)
    counts = list(_counts(thing))
    if counts and not any(thing.get(name) for name in _BACKORDER):
        yield "InStock" if max(counts) > 0 else "OutOfStock"


def _word(word: str) -> str | None:
    """Return the availability that a word of a program stands for: in_stock, LOW_STOCK, low-stock …"""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]+", " ", word)
    return parse_availability(word) or parse_availability(spaced)


def _flag(value: Json) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and value in (0, 1):
        return bool(value)
    if isinstance(value, str) and (word := value.strip().lower()) in _TRUE | _FALSE:
        return word in _TRUE
    return None


def _counts(thing: Thing) -> Iterator[int]:
    for name in _COUNTS:
        if (value := thing.get(name)) is None:
            continue
        if isinstance(value, str) and re.fullmatch(r"\d{1,6}(?:\.0{1,4})?", value.strip(), re.ASCII):
            value = int(float(value))
        if isinstance(value, float) and value.is_integer() and abs(value) < 10**6:
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            if name == "available" and value in (0, 1):
                continue  # as likely a flag
            yield value
