"""Text → identifiers: of products as printed on them, of texts by their own words."""

import hashlib
import re

_SIGN = re.compile(r"[\W_]+")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2013]")
_GTIN_LABEL = re.compile(r"^\W{0,5}(?:gtin|ean|upc|isbn|jan)(?:[- ]?(?:8|1[0-4]|a))?(?![\w])\W{0,5}", re.I)


def parse_gtin(text: str | None) -> str | None:
    """Return the digits of a GTIN-8, -12, -13 or -14 (EAN, UPC, ISBN-13), zeros before it kept as they are written;
    None when its check digit is wrong (GS1 General Specifications 7.9), or it is no number of a thing for sale:
    restricted circulation numbers are given by each shop for itself, to weighed goods above all (1.4.3: 02, 04, 20-29;
    0 and 2 of GTIN-8), and 98 and 99 are receipts and coupons.

    >>> parse_gtin("4006381-333931"), parse_gtin("ISBN 978-3-16-148410-0")
    ('4006381333931', '9783161484100')
    >>> parse_gtin("4006381333932") is None, parse_gtin("2012345000001") is None
    (True, True)
    """
    digits = _BETWEEN.sub("", _GTIN_LABEL.sub("", text or "", count=1))
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (8, 12, 13, 14):
        return None
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return digits if weighted % 10 == 0 and not _is_restricted(digits) else None


def _is_restricted(digits: str) -> bool:
    """Tell whether a number with a right check digit is in use inside a shop only, or names no thing."""
    if len(digits.lstrip("0")) <= 8:
        return digits[-8] in "02"
    prefix = digits.zfill(14)[1:3]
    return prefix in ("02", "04", "98", "99") or prefix[0] == "2"


def letters_of(text: str | None) -> str:
    """Return the letters and digits of a text in one case: what stays the same however it is set and spaced.

    >>> letters_of("Great kettle – 5/5!") == letters_of("great  kettle 5 5")
    True
    """
    return _SIGN.sub("", (text or "").casefold())


def parse_text_id(*texts: str | None) -> str | None:
    """Return an id made of the letters and digits of texts: 16 hex digits of their SHA-256; None when they have none.

    >>> parse_text_id("Great kettle!"), parse_text_id("great kettle") == parse_text_id("Great kettle!")
    ('3c5a660efcb0e954', True)
    >>> parse_text_id("!", None) is None
    True
    """
    letters = "".join(map(letters_of, texts))
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()[:16] if letters else None
