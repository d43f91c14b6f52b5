"""The lines of a plan's card → what the plan includes."""

import re
from itertools import takewhile

from selectolax.lexbor import LexborNode

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


def read_features(lines: list[Line], name_at: int, card: LexborNode | None = None) -> tuple[str, ...]:
    """Return what a card's lists name, without what is crossed out or marked as missing."""
    found: dict[str, None] = {}
    items: dict[int, list[Line]] = {}
    for line in lines[name_at + 1 :]:
        item = _item(line, card)
        if item is not None:
            items.setdefault(item.mem_id, []).append(line)
    for held in items.values():
        text = " ".join(line.text for line in held)
        classes = [class_words(piece.node) for line in held for piece in line.pieces[:2]]
        item = _item(held[0], card)
        if (
            item is None
            or _NO_MARK.match(text)
            or any(_NO_CLASS.search(words) for words in (*classes, class_words(item)))
        ):
            continue
        if any(is_struck(piece.node) for piece in held[0].pieces) or item.css_first(
            "[class*=times], [class*=cross], [class*=xmark]"
        ):
            continue
        if feature := parse_line(_MARK.sub("", text), 200):
            found[feature] = None
    return tuple(found)[:_MAX_FEATURES]


def _item(line: Line, card: LexborNode | None) -> LexborNode | None:
    """Return the list item around a line, inside the card."""
    inside = takewhile(lambda one: card is None or one.mem_id != card.mem_id, chain(line.block, 6))
    return next((one for one in inside if one.tag == "li"), None)
