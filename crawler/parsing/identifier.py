"""Text → identifiers of products."""

import re


def parse_gtin(text: str | None) -> str | None:
    """Return the digits of a GTIN-8, -12, -13 or -14 (EAN, UPC, ISBN-13);
    None when its check digit is wrong (GS1 General Specifications 7.9).

    >>> parse_gtin("4006381-333931")
    '4006381333931'
    >>> parse_gtin("4006381333932") is None
    True
    """
    digits = re.sub(r"[\s\-]", "", text or "")
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (8, 12, 13, 14) or not digits.strip("0"):
        return None
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return digits if weighted % 10 == 0 else None
