"""Text → identifiers: of products as printed on them, of texts by their own words."""

import hashlib
import re

_SIGN = re.compile(r"[\W_]+")


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
