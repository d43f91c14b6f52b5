"""Elements that are properties of microdata or RDFa → their values."""

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.page import Page

MAX_TEXT = 10_000
MAX_ALL_TEXT = 5_000_000
MAX_LEVELS = 200

_OF_TAG = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "source": "src",
    "audio": "src",
    "video": "src",
    "embed": "src",
    "iframe": "src",
    "track": "src",
    "object": "data",
    "time": "datetime",
    "data": "value",
    "meter": "value",
    "input": "value",
    "option": "value",
}
_NAMES = frozenset(
    "name legalName brand manufacturer category author title headline seller price priceCurrency sku mpn model color "
    "size material description".split()
)
"""Properties that are words, also on a link or picture, whose address says nothing."""
_MAX_PARTS = 50
_STRUCK = frozenset(("s", "del", "strike"))


class Values:
    """Values of one page's elements; their texts are bounded together, as elements may hold one another."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.left = MAX_ALL_TEXT

    def of(self, node: LexborNode, name: str) -> str:
        """Return an element's value for a property: its ``content``, what its tag carries, else its text."""
        attributes = node.attributes
        if content := attributes.get("content"):
            return content
        tag = node.tag or ""
        carried = attributes.get(_OF_TAG.get(tag, "")) or ""
        if carried and name in _NAMES and tag in ("a", "img"):
            carried = (self._text(node) if tag == "a" else attributes.get("alt")) or carried
        if carried:
            return carried
        return (_unstruck(node) if name == "price" else "") or self._text(node)

    def _text(self, node: LexborNode) -> str:
        if self.left <= 0:
            return ""
        text = node.text(separator=" ")
        self.left -= len(text)
        return " ".join(text[: 4 * MAX_TEXT].split())[:MAX_TEXT]


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around one, the nearest first, to a bounded height."""
    parent, level = node.parent, 0
    while parent is not None and level < MAX_LEVELS:
        yield parent
        parent, level = parent.parent, level + 1


def paragraphs(node: LexborNode) -> str:
    """Return a longer text with a line feed between its block-level elements."""
    if content := node.attributes.get("content"):
        return content
    parts: list[str] = []
    size = 0
    for one in node.traverse(include_text=True):
        if one.tag == "-text":
            parts.append(one.text_content or "")
            size += len(parts[-1])
        elif one.tag in ("p", "br", "div", "li"):
            parts.append("\n")
        if size > MAX_TEXT:
            break
    return "\n".join(" ".join(line.split()) for line in "".join(parts)[:MAX_TEXT].split("\n") if line.strip())


def _unstruck(node: LexborNode) -> str:
    """Return a price's text without the one that is struck out in it."""
    if node.child is None or node.css_first("s, del, strike") is None:
        return ""
    texts = islice((one for one in node.traverse(include_text=True) if one.tag == "-text"), _MAX_PARTS)
    parts = [one.text_content or "" for one in texts if not any(above.tag in _STRUCK for above in _up_to(one, node))]
    return " ".join(" ".join(parts).split())[:MAX_TEXT]


def _up_to(node: LexborNode, end: LexborNode) -> Iterator[LexborNode]:
    for one in ancestors(node):
        if one.mem_id == end.mem_id:
            return
        yield one
