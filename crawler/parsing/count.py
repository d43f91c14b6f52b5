"""Text → count, such as views and comments."""

import re
from decimal import Decimal

_COUNT = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+|\d+(?:[.,]\d+)?)\s?(k|m|b|thousand|million|тыс\.?|"
    r"млн\.?)?(?![\w%])",
    re.I,
)
_NONE = re.compile(r"(?:no|zero|nil)\b", re.I)
_TIMES = {
    "k": 1000,
    "m": 1_000_000,
    "b": 1_000_000_000,
    "thousand": 1000,
    "million": 1_000_000,
    "тыс": 1000,
    "млн": 1_000_000,
}


def parse_count(text: str | None) -> int | None:
    """Return a count such as ``"1,204 reviews"`` or ``"1.2k"``; None if the text has not exactly one.

    >>> parse_count("1.2k followers"), parse_count("1,204 views"), parse_count("No comments")
    (1200, 1204, 0)
    >>> parse_count("4.5 out of 5") is None
    True
    """
    text = (text or "")[:200].strip()
    found = _COUNT.findall(text)
    if not found:
        return 0 if _NONE.match(text) else None
    if len(found) > 1:
        return None
    number, times = found[0]
    if times:
        value = (
            Decimal(number.replace(",", "."))
            if number.count(",") + number.count(".") == 1
            else Decimal(re.sub(r"\D", "", number))
        )
        return int(value * _TIMES[times.lower().rstrip(".")])
    whole = re.sub(r"[,.\u00a0\u202f ](?=\d{3})", "", number)
    return int(whole) if whole.isdecimal() else None
