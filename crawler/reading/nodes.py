"""Small steps through the parsed document."""

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

MAX_LEVELS = 60


def chain(node: LexborNode, levels: int = MAX_LEVELS) -> Iterator[LexborNode]:
    """Yield an element and its ancestors, at most this many."""
    one: LexborNode | None = node
    while one is not None and levels:
        yield one
        one, levels = one.parent, levels - 1


def is_large(node: LexborNode, nodes: int = 500) -> bool:
    """Tell whether an element holds more nodes than these: what it says is long, and dear to put together."""
    return next(islice(node.traverse(include_text=True, skip_empty=True), nodes, None), None) is not None


def class_words(node: LexborNode) -> str:
    """Return class and id of an element, lower case."""
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()


def own_text(node: LexborNode) -> str:
    """Return all text of an element in one line, a space between its parts."""
    return " ".join(node.text(separator=" ").split())
