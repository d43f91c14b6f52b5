"""The lines of a plan's card → what the plan includes, and whether its price includes VAT."""

import re

from crawler.parsing.line import parse_line
from crawler.reading.nodes import chain, class_words
from crawler.reading.sheet import Line, is_struck

_MAX_FEATURES = 60
_MARK = re.compile(r"^[\W_]*(?:[✓✔☑•·●▪★✅➔→›»–—-]|\bcheck\b)\s*")
_NO_MARK = re.compile(r"^\s*[✗✘✕✖×❌⨯–—-](?:\s|$)")
_NO_CLASS = re.compile(
    r"(?:^|[\s_-])(?:no|not|disabled?|unavailable|excluded?|cross(?:ed)?|inactive|false|missing|x|times|feat-no)(?:$|"
    r"\s)"
)
_TAX = re.compile(
    r"\b(?:(?P<without>excl?(?:\.|uding|usive of)?|plus|without|before)|incl?(?:\.|uding|usive of)?|with)\s+(?:vat|"
    r"tax(?:es)?|gst)\b|(?P<without_ru>без(?: учёта| учета)?|не включая)\s+ндс|(?:включая|с(?: учётом| учетом)?|в "
    r"т\. ?ч\.)\s+ндс|(?P<without_lv>bez)\s+pvn|ar\s+pvn|(?P<without_de>zzgl\.|exkl\.)\s+(?:mwst|ust)|"
    r"inkl\.\s+(?:mwst|ust)|(?P<without_fr>\bht\b)|\bttc\b|(?P<without_es>sin|más|\+)\s+iva|iva incluido|"
    r"(?P<without_id>belum termasuk)\s+ppn|termasuk\s+ppn",
    re.I,
)


def read_features(lines: list[Line], name_at: int) -> tuple[str, ...]:
    """Return what a card's lists name, without what is crossed out or marked as missing."""
    found: dict[str, None] = {}
    items: dict[int, list[Line]] = {}
    for line in lines[name_at + 1 :]:
        item = next((one for one in chain(line.block, 6) if one.tag == "li"), None)
        if item is not None:
            items.setdefault(item.mem_id, []).append(line)
    for held in items.values():
        text = " ".join(line.text for line in held)
        classes = [class_words(piece.node) for line in held for piece in line.pieces[:2]]
        item = next(one for one in chain(held[0].block, 6) if one.tag == "li")
        if _NO_MARK.match(text) or any(_NO_CLASS.search(words) for words in (*classes, class_words(item))):
            continue
        if any(is_struck(piece.node) for piece in held[0].pieces) or item.css_first(
            "[class*=times], [class*=cross], [class*=xmark]"
        ):
            continue
        if feature := parse_line(_MARK.sub("", text), 200):
            found[feature] = None
    return tuple(found)[:_MAX_FEATURES]


def tax_said(text: str) -> bool | None:
    """Return whether prices include VAT, as a text says it.

    >>> tax_said("€24 per seat, excl. VAT"), tax_said("all prices include VAT") is None
    (False, True)
    """
    found = _TAX.search(text[:5000])
    return not any(found.groupdict().values()) if found else None
