"""Microdata → schema.org objects of the same shape as JSON-LD."""

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.json_text import Json
from crawler.reading.attributes import Values, ancestors, paragraphs
from crawler.reading.vocabulary import in_schema_org

Thing = dict[str, Json]

MAX_ITEMS = 1000
_MAX_NODES = 20 * MAX_ITEMS
_BELONGS = {
    "Offer": "offers",
    "AggregateOffer": "offers",
    "Offer-aggregate": "offers",
    "AggregateRating": "aggregateRating",
    "Review-aggregate": "review",
    "Brand": "brand",
}
"""Items within a product that belong to it even when their markup forgets to say as what."""


def read_microdata(page: Page) -> list[Thing]:
    """Return the items that are no property of another item."""
    if page.tree.css_first("[itemscope]") is None:
        return []
    found = page.tree.css("[itemscope], [itemprop]")[:_MAX_NODES]
    nodes = {node.mem_id: (node, node.attributes) for node in found}  # what matches both comes twice
    items = {at: _item(attributes) for at, (_, attributes) in nodes.items() if "itemscope" in attributes}
    values, roots = Values(page), list[Thing]()
    for at, (node, attributes) in nodes.items():
        item = items.get(at)
        owner = _owner(node, items)
        names = (attributes.get("itemprop") or "").split() or _forgotten(item, owner)
        if item is not None and (owner is None or not names):
            roots.append(item)
        if owner is not None:
            _add(owner, names, item, node, values)
    if any("itemref" in attributes for _, attributes in nodes.values()):
        _follow(page, [node for node, _ in nodes.values()], items, values)
    return in_schema_org(roots[:MAX_ITEMS])


def _item(attributes: dict[str, str | None]) -> Thing:
    item: Thing = {"@type": list((attributes.get("itemtype") or "").split())}
    if attributes.get("itemid"):
        item["@id"] = attributes["itemid"]
    if attributes.get("content"):
        item["@value"] = attributes["content"]  # a scope that is written as a value
    return item


def _add(owner: Thing, names: Iterable[str], item: Thing | None, node: LexborNode, values: Values) -> None:
    for name in names:
        if name.startswith("@"):
            continue
        is_long = name == "reviewBody" and item is None
        value: Json = item if item is not None else paragraphs(node) if is_long else values.of(node, name)
        known = owner.setdefault(name, [])
        if isinstance(known, list):
            known.append(value)


def _forgotten(item: Thing | None, owner: Thing | None) -> list[str]:
    """Return the property that an item without one most likely is of the product around it."""
    if item is None or owner is None or not any(name.endswith("/Product") for name in _types(owner)):
        return []
    return [_BELONGS[name] for full in _types(item) if (name := full.rpartition("/")[2]) in _BELONGS]


def _types(item: Thing) -> list[str]:
    said = item["@type"]
    return [name for name in said if isinstance(name, str)] if isinstance(said, list) else []


def _owner(node: LexborNode, items: dict[int, Thing]) -> Thing | None:
    return next((items[one.mem_id] for one in ancestors(node) if one.mem_id in items), None)


def _follow(page: Page, nodes: list[LexborNode], items: dict[int, Thing], values: Values) -> None:
    """Add the properties that stand elsewhere on the page, under an id that an item names: texts, and items that hold
    only texts, so that nothing can come to hold itself."""
    wanted: dict[str, list[Thing]] = {}
    for node in nodes:
        for name in (node.attributes.get("itemref") or "").split()[:20]:
            if node.mem_id in items:
                wanted.setdefault(name, []).append(items[node.mem_id])
    named = ((node.mem_id, node.attributes.get("id") or "") for node in page.tree.css("[id]"))
    places = {at: wanted[one] for at, one in named if one in wanted}
    plain = {at for at, item in items.items() if not any(isinstance(one, dict) for one in _all(item))}
    plain -= {node.mem_id for node in nodes if node.attributes.get("itemref")}
    for node in nodes if places else ():
        if node.mem_id in items and node.mem_id not in plain:
            continue
        for one in (node, *ancestors(node)):
            if one.mem_id in places:
                for owner in places[one.mem_id][:20]:
                    names = (node.attributes.get("itemprop") or "").split()
                    _add(owner, names, items.get(node.mem_id), node, values)
            if one.mem_id in items and one.mem_id != node.mem_id:
                break


def _all(item: Thing) -> Iterator[Json]:
    for value in item.values():
        yield from value if isinstance(value, list) else [value]
