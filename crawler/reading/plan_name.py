"""The lines of a block → which of them names a plan, and which holds a price or what stands in its place."""

import re
from functools import lru_cache
from itertools import takewhile

from selectolax.lexbor import LexborNode

from crawler.parsing.price import PRICE
from crawler.reading.nodes import chain, class_words
from crawler.reading.plan_words import is_badge, is_contact, is_free, parse_trial
from crawler.reading.sheet import Line

_NAME_LIMIT = 60
TEXT_LIMIT = 80
_MAX_WORDS = 4
"""Of a line that is set as plainly as the rest and names a plan."""
_NAME_CLASS = re.compile(r"(?:^|[\s_-])(?:name|title|tier|heading|plan-name|package)(?:$|[\s_-])")
_BADGE_CLASS = re.compile(r"badge|ribbon|popular|label|tag(?:$|\s)|eyebrow|save")
SIGN = re.compile(r"[$€£¥₹₽₸₴₺₩₪₫₱₦฿]|[A-Z]{3}|[A-Z]{1,2}\$|[Rr][Pp]\.?|RM|руб\.?|zł|Kč|kr\.?|Ft|lei")
LONE_NUMBER = re.compile(r"\d[\d.,' \u00a0]*(?:[.,]\d\d)?(?:\s?(?:k|rb|ribu|jt|juta))?", re.I)
_SCALE = re.compile(r"\s?(?:[kKmM]|bn|тыс|млн)\b")  # "$10k" is a turnover, a limit …
_RUPIAH_SCALE = re.compile(r"\s?(?:k|rb|ribu|jt|juta)\b", re.I)
_OF_PRICE = re.compile(r"\d|[$€£¥₹₽₸₴₺₩₪₫₱₦฿]")
_APART = re.compile(r"([^\d$€£¥₹₽₸]{2,40}?)\s*[:–—|(-]\s*(?:[^\W\d]{2,10}\s)?[A-Z$€£¥₹₽₸]{0,4}\s?\d")
"""A heading with a name and its price: "Starter — €9 / month"."""
_EDGES = re.compile(r"^[^\w(]+|[\s:–—-]+$")


def name_line(lines: list[Line], card: LexborNode | None = None) -> int | None:
    """Return which line of a card names its plan: a heading, else what is classed as a name,
    else the first part of the price's line, else a short line before it."""
    usable = [(at, one) for at, one in enumerate(lines) if _may_name(one, card)]
    if headed := [at for at, one in usable if one.heading]:
        return _before_price(lines, usable, headed[0])
    if classed := [at for at, one in usable if is_strong_name(one)]:
        return classed[0]
    spots = [at for at, one in enumerate(lines) if is_spot(one.text)]
    price = next((at for at in spots if PRICE.search(lines[at].text)), spots[0] if spots else None)  # "Free" is a name
    if price is None:
        return None
    first = lines[price].pieces[0].text
    if len(lines[price].pieces) > 1 and _is_name(first) and (not is_contact(first)) and PRICE.search(lines[price].text):
        return price
    return next((at for at, one in usable if at < price and len(one.text.split()) <= _MAX_WORDS), None)


def _before_price(lines: list[Line], usable: list[tuple[int, Line]], headed: int) -> int:
    """Return a short line before the price rather than a heading behind it ("What is included"), where there is one."""
    price = next((at for at, one in enumerate(lines[:headed]) if PRICE.search(one.text)), None)
    if price is None:
        return headed
    return next((at for at, one in usable if at < price and len(one.text.split()) <= _MAX_WORDS), headed)


def is_strong_name(line: Line) -> bool:
    """Tell whether a line is set apart as a name: a heading, or classed so."""
    nodes = (*chain(line.block, 2), *(piece.node for piece in line.pieces[:4] if not is_badge(piece.text)))
    return bool(line.heading) or any(_NAME_CLASS.search(class_words(node)) for node in nodes)


def is_split_price(texts: list[str], at: int) -> bool:
    """Tell whether a line is the number of a price whose sign stands in the line before or behind it."""
    if not LONE_NUMBER.fullmatch(texts[at]):
        return False
    return any(SIGN.fullmatch(texts[other]) for other in (at - 1, at + 1) if 0 <= other < len(texts))


def is_turnover(text: str, price: re.Match[str]) -> bool:
    """Tell whether a price in a text is a round sum of thousands, no price: but in rupiah many prices are."""
    return _SCALE.match(text, price.end()) is not None and not _is_rupiah(price)


def written(text: str, price: re.Match[str]) -> str:
    """Return a price in a text with the word that multiplies it: "Rp 2,5 juta"."""
    scale = _RUPIAH_SCALE.match(text, price.end()) if _is_rupiah(price) else None
    return text[price.start() : scale.end() if scale else price.end()]


def _is_rupiah(price: re.Match[str]) -> bool:
    return price.group()[:2].lower() == "rp"


@lru_cache(maxsize=4096)
def is_spot(text: str) -> bool:
    """Tell whether a line is or holds a price, or what stands in its place."""
    if is_free(text) or is_contact(text):
        return True
    return len(text) <= TEXT_LIMIT and any(not is_turnover(text, found) for found in PRICE.finditer(text))


def name_text(line: Line) -> str:
    """Return the part of a line that may be a name: what stands before a price, without badges; "" for none."""
    kept = [one.text for one in line.pieces if not is_badge(one.text)]
    if PRICE.search(line.text):
        if line.heading and kept and (apart := _APART.match(kept[0])):
            return _EDGES.sub("", apart[1])
        kept = list(takewhile(lambda text: not _OF_PRICE.search(text), kept))
    return _EDGES.sub("", " ".join(kept))


def _may_name(line: Line, card: LexborNode | None) -> bool:
    if line.stands_in("li", "button", "td", within=card) and not line.heading:
        return False
    if line.block.tag == "a" and not line.heading:
        return False
    return _is_name(name_text(line)) and not (not line.heading and _BADGE_CLASS.search(class_words(line.block)))


@lru_cache(maxsize=4096)
def _is_name(text: str) -> bool:
    if not 0 < len(text) <= _NAME_LIMIT or len(text.split()) > 7 or text.endswith(("?", "!", ".")):
        return False
    return not (PRICE.search(text) or is_badge(text) or not re.search(r"[^\W\d_]", text) or parse_trial(text))
