"""Microdata → schema.org objects of the same shape as JSON-LD."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.json_text import Json

_MAX_ITEMS = 1000
_OF_TAG = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "source": "src",
    "time": "datetime",
    "data": "value",
    "meter": "value",
}


def read_microdata(page: Page) -> list[dict[str, Json]]:
    """Return the items that are no property of another item."""
    if "itemscope" not in page.html:
        return []
    items: dict[int, dict[str, Json]] = {}
    roots: list[dict[str, Json]] = []
    nodes = page.tree.css("[itemscope], [itemprop]")[: 20 * _MAX_ITEMS]
    for node in {node.mem_id: node for node in nodes}.values():  # what matches both comes twice
        attributes = node.attributes
        owner = _owner(node, items)
        value: Json
        if "itemscope" in attributes:
            value = items[node.mem_id] = {"@type": list((attributes.get("itemtype") or "").split())}
            if attributes.get("itemid"):
                value["@id"] = attributes["itemid"]
            if owner is None or not attributes.get("itemprop"):
                roots.append(value)
        else:
            value = (
                _value(node, attributes)
                if attributes.get("itemprop") != "reviewBody"
                else _paragraphs(node, attributes)
            )
        if owner is not None:
            for name in (attributes.get("itemprop") or "").split():
                known = owner.setdefault(name, [])
                assert isinstance(known, list)
                known.append(value)
    return roots[:_MAX_ITEMS]


def _owner(node: LexborNode, items: dict[int, dict[str, Json]]) -> dict[str, Json] | None:
    if not items:
        return None
    return next((items[parent.mem_id] for parent in _ancestors(node) if parent.mem_id in items), None)


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _value(node: LexborNode, attributes: dict[str, str | None]) -> Json:
    return (
        attributes.get("content")
        or attributes.get(_OF_TAG.get(node.tag or "", ""))
        or " ".join(node.text(separator=" ").split())[:10_000]
    )


def _paragraphs(node: LexborNode, attributes: dict[str, str | None]) -> Json:
    """Return a longer text with a line feed between its block-level elements."""
    if attributes.get("content"):
        return attributes["content"]
    parts: list[str] = []
    for one in node.traverse(include_text=True):
        if one.tag == "-text":
            parts.append(one.text_content or "")
        elif one.tag in ("p", "br", "div", "li"):
            parts.append("\n")
    return "\n".join(" ".join(line.split()) for line in "".join(parts)[:10_000].split("\n") if line.strip())
