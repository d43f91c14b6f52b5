"""What a short text may be, apart from its place: remembered, for the same texts stand on every page of a site."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from crawler.parsing.availability import BUY_STARTS, is_buy_button, parse_availability
from crawler.reading.labels import STARTS, parse_labelled
from crawler.reading.words import stems_of

MONEY, DATED, RATED, COUNTED, STOCK, BUYS, BY, LABELLED = (1 << place for place in range(8))
"""A price, a day, stars, a count, a word on stock, a button that buys, a byline, a labelled value."""

_DIGIT = re.compile(r"\d")
MONEY_SIGN = re.compile(
    r"[$€£¥￥₹₨₽₴₸₩₺₪฿₫₱₦₾₼₡₲₮֏円元원]|\b[A-Z]{3}(?![A-Za-z])|\b(?:kr|zł|Kč|Ft|TL|lei|Lei|Rp|RM|Rs|R|руб|грн|тг|тенге|лв|р|euros?|"
    r"eur|Euro)\b|:-"
)
NUMBER_ONLY = re.compile(r"\d[\d.,' \u00a0]*")
_OF_BEST = re.compile(r"[★⭐]|(?:/|\s)(?:5|10)(?:[.,]0)?(?![\d.,/]\d|\d)|^\d\s\w{4,9}$")
_DATE_LIKE = re.compile(r"\b(?:19|20)\d\d\b")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


@cache
def kinds_in(languages: tuple[str, ...]) -> Callable[[str], int]:
    """Return what tells what a text of at most 80 characters may be on pages in these languages, as a sum of kinds; 0
    for most.

    >>> kinds_in(("en",))("In stock") == STOCK, kinds_in(("en",))("Our history")
    (True, 0)
    """
    return lru_cache(maxsize=8192)(lambda text: _kinds_of(text, languages))


def _kinds_of(text: str, languages: tuple[str, ...]) -> int:
    kinds = 0
    if _DIGIT.search(text):
        if MONEY_SIGN.search(text) or NUMBER_ONLY.fullmatch(text):
            kinds |= MONEY
        if _DATE_LIKE.search(text):
            kinds |= DATED
        if _OF_BEST.search(text):
            kinds |= RATED
    elif "★" in text:
        kinds |= RATED
    elif len(text) <= 5 and MONEY_SIGN.search(text):
        kinds |= MONEY
    words = text.lower()  # a pattern that ignores case costs five times as much
    return kinds | _said(text, words, languages) | _begun(text, words)


def _said(text: str, words: str, languages: tuple[str, ...]) -> int:
    """Return what the words anywhere in a text make of it."""
    stems = stems_of(languages)
    if not stems.any.search(words):
        return 0
    counted = COUNTED if stems.counted.search(words) else 0
    return counted | (STOCK if stems.available.search(words) and parse_availability(text) else 0)


def _begun(text: str, words: str) -> int:
    """Return what the first word of a text makes of it."""
    found = _FIRST_WORD.search(words)
    first = found.group() if found else ""
    if first in BUY_STARTS and is_buy_button(text):
        return BUYS
    return BY if first == "by" else LABELLED if first in STARTS and parse_labelled(text) else 0
