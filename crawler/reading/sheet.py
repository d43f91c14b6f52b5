"""A page's text as a browser would set it: lines, each of the pieces that stand side by side in one block."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.reading.nodes import MAX_LEVELS, class_words

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_MAX_PIECES = 6000
_MAX_CHARACTERS = 600
_MAX_DEPTH = 500
_INLINE = frozenset(
    "span b strong em small i ins del s strike bdi bdo sup sub font u mark data abbr label var time code q cite "
    "big tt wbr".split()
)
_SKIPPED = frozenset("script style title template noscript svg textarea select option".split())
_BREAKS = frozenset(("br", "hr"))
_OLD_TAGS = frozenset(("s", "del", "strike"))
_OLD_WORDS = re.compile(
    r"(?:^|[\s_-])(?:old|was|strike\w*|crossed(?:-out)?|line-through|before|original|compare)(?:$|[\s_-])"
)
_SPLIT_CENTS = re.compile(r"\d[.,]\|\d\d|.?\d\|[.,]\d\d")
_CENT_TAGS = frozenset(("sup", "small"))
_CENT_WORDS = re.compile(r"cents?\b|decimals?\b|fraction")


@dataclass(frozen=True)
class Piece:
    """The text of one text node, white space collapsed."""

    at: int
    """Its number on the sheet."""
    node: LexborNode
    """The element it stands in."""
    text: str


@dataclass(frozen=True)
class Line:
    """The pieces of one block that no other block and no line break parts."""

    block: LexborNode
    """The nearest element around it that is not inline."""
    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """All of it, a space between pieces; cents that are set small stand behind a full stop."""
        return joined([(piece, piece.text) for piece in self.pieces])

    @cached_property
    def heading(self) -> str | None:
        """The tag of the heading it stands in; None: it stands in none."""
        one: LexborNode | None = self.block
        for _ in range(4):
            if one is None:
                break
            if one.tag in HEADINGS:
                return one.tag
            one = one.parent
        return None

    def stands_in(self, *tags: str, within: LexborNode | None = None) -> bool:
        """Tell whether it stands in an element of one of these tags, which is itself inside ``within``."""
        one: LexborNode | None = self.block
        for _ in range(MAX_LEVELS):
            if one is None or one.tag == "body" or (within is not None and one.mem_id == within.mem_id):
                break
            if one.tag in tags:
                return True
            one = one.parent
        return False


class Sheet:
    """All lines of a page, bounded, with the elements that hold them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pieces: list[Piece] = []
        self.lines: list[Line] = []
        self.spans: dict[int, tuple[int, int]] = {}
        """First and last line of each element with text, by ``mem_id``."""
        self.kids: dict[int, dict[int, LexborNode]] = {}
        """The children with text of each element, by ``mem_id``."""
        self._read()

    def lines_in(self, node: LexborNode) -> list[Line]:
        """Return the lines of an element."""
        first, last = self.spans.get(node.mem_id, (0, -1))
        return self.lines[first : last + 1]

    def _read(self) -> None:
        body = self.page.tree.body
        block: LexborNode | None = None
        held: list[Piece] = []
        is_broken = False
        for node, is_break in _text_nodes(body) if body is not None else ():
            if is_break:
                is_broken = True
                continue
            text = " ".join((node.text_content or "")[:_MAX_CHARACTERS].split())
            parent = node.parent
            if not text or parent is None or parent.tag in _SKIPPED:
                continue
            around = _block_of(parent)
            if block is not None and (is_broken or around.mem_id != block.mem_id):
                self.lines.append(Line(block, tuple(held)))
                held = []
            block, is_broken = around, False
            held.append(Piece(len(self.pieces), parent, text))
            self.pieces.append(held[-1])
            if len(self.pieces) >= _MAX_PIECES:
                break
        if block is not None:
            self.lines.append(Line(block, tuple(held)))
        self._span()

    def _span(self) -> None:
        """Note the first and last line of each element; each is climbed to once from either side."""
        first: dict[int, int] = {}
        for number, line in enumerate(self.lines):
            for piece in line.pieces:
                one: LexborNode | None = piece.node
                for _ in range(_MAX_DEPTH):
                    if one is None or one.mem_id in first:
                        break
                    first[one.mem_id] = number
                    parent = one.parent
                    if parent is not None:
                        self.kids.setdefault(parent.mem_id, {})[one.mem_id] = one
                    one = parent
        for number in range(len(self.lines) - 1, -1, -1):
            for piece in reversed(self.lines[number].pieces):
                one = piece.node
                while one is not None and one.mem_id in first and one.mem_id not in self.spans:
                    self.spans[one.mem_id] = first[one.mem_id], number
                    one = one.parent


def is_struck(node: LexborNode) -> bool:
    """Tell whether a piece of text is crossed out, by its tag, style or class."""
    one: LexborNode | None = node
    for _ in range(3):
        if one is None or one.tag not in _INLINE:
            break
        if one.tag in _OLD_TAGS or "line-through" in (one.attributes.get("style") or ""):
            return True
        if _OLD_WORDS.search(class_words(one)):
            return True
        one = one.parent
    return one is not None and one.tag in ("p", "div") and bool(_OLD_WORDS.search(class_words(one)))


def joined(pieces: list[tuple[Piece, str]]) -> str:
    """Return the texts of pieces in one line."""
    text = ""
    for piece, part in pieces:
        is_cents = re.fullmatch(r"\d\d", part) and re.search(r"(?<![.,\d])\d{1,6}$", text) and _is_cents(piece.node)
        is_split = _SPLIT_CENTS.fullmatch(f"{text[-2:]}|{part}") is not None
        text += ("." if is_cents else " " if text and not is_split else "") + part
    return text


def _is_cents(node: LexborNode) -> bool:
    return node.tag in _CENT_TAGS or _CENT_WORDS.search(class_words(node)) is not None


def _block_of(node: LexborNode) -> LexborNode:
    one = node
    for _ in range(12):
        if one.tag not in _INLINE or one.parent is None:
            break
        one = one.parent
    return one


def _text_nodes(body: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Yield text nodes, and line breaks with True."""
    for node in body.traverse(include_text=True, skip_empty=True):
        if node.tag in _BREAKS:
            yield node, True
        elif node.tag == "-text":
            yield node, False
