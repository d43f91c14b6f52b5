"""Text of one number → its possible values; "1.299" has two."""

import re
from decimal import Decimal

NUMBER = (
    r"(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}(?!\d))+(?:[.,]\d{1,2}(?!\d)|[.,](?!\d))?|"
    r"\d[\d.,'’٫٬]*|[.,]\d{1,2}(?![\d]|[.,]\d))"
)
"""Pattern of a number with any usual separators; what follows a full stop at its end is not part of it."""

_PLACES = Decimal("0.01")
_MOST_CHARACTERS = 24
"""Longer ones are no amounts of money, and beyond what decimals are exact for."""
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’٬")


def parse_number(text: str) -> tuple[Decimal, ...]:
    """Return the values that a written number may have:
    one, two when its only separator may be either, none when it is malformed.

    >>> parse_number("1,299.00"), parse_number("12 990,50")
    ((Decimal('1299.00'),), (Decimal('12990.50'),))
    >>> parse_number("1.299")
    (Decimal('1299.00'), Decimal('1.299'))
    >>> parse_number("1.2.3.4")
    ()
    """
    if len(text) > _MOST_CHARACTERS:
        return ()
    digits = text.translate(_SPACES).replace("٫", ".").rstrip(".,")
    whole, sign, fraction = _split(digits)
    if not sign:
        return (to_money(digits),) if digits.isdecimal() else ()
    if any(mark in whole for mark in ".,"):
        return _grouped(whole, sign, fraction)
    if len(fraction) != 3 or not 0 < len(whole) <= 3 or whole.startswith("0"):
        return (to_money(f"{whole or 0}.{fraction}"),) if fraction.isdecimal() else ()
    return to_money(whole + fraction), to_money(f"{whole}.{fraction}")


def to_money(value: str | Decimal) -> Decimal:
    """Return an amount in one spelling: two decimals, more where they are not zero.

    >>> to_money("5"), to_money("0.1500"), to_money("3.999")
    (Decimal('5.00'), Decimal('0.15'), Decimal('3.999'))
    """
    amount = Decimal(value)
    rounded = amount.quantize(_PLACES)
    return rounded if rounded == amount else amount.normalize()


def _split(digits: str) -> tuple[str, str, str]:
    """Part a number at its last separator."""
    place = max(digits.rfind("."), digits.rfind(","))
    return (digits, "", "") if place < 0 else (digits[:place], digits[place], digits[place + 1 :])


def _grouped(whole: str, sign: str, fraction: str) -> tuple[Decimal, ...]:
    """Read a number with several separators: the last one is decimal unless it closes groups of three with its like."""
    marks = {mark for mark in whole if mark in ".,"}
    first, *groups = re.split(r"[.,]", whole)
    is_last_group = marks == {sign} and len(fraction) == 3
    if len(marks) > 1 or not all(part.isdecimal() for part in (first, *groups, fraction)):
        return ()
    if not _is_grouping(first, [*groups, fraction] if is_last_group else groups):
        return ()
    if is_last_group:
        return (to_money("".join((first, *groups, fraction))),)
    if marks == {sign} and len(fraction) > 2:
        return ()
    return (to_money("".join((first, *groups)) + "." + fraction),)


def _is_grouping(first: str, groups: list[str]) -> bool:
    """Tell whether digits are grouped by threes, or as in India: 1,29,900."""
    *inner, last = groups
    is_western = all(len(group) == 3 for group in inner)
    is_indian = all(len(group) == 2 for group in inner) and len(first) <= 2
    return 1 <= len(first) <= 3 and len(last) == 3 and (is_western or is_indian)
