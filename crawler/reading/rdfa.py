"""RDFa → schema.org objects of the same shape as JSON-LD (RDFa Lite 1.1, and ``rel`` as GoodRelations uses it)."""

import re

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.json_text import Json
from crawler.reading.attributes import Values, ancestors
from crawler.reading.vocabulary import in_schema_org

Thing = dict[str, Json]

MAX_ITEMS = 1000
_MAX_NODES = 20 * MAX_ITEMS
_MAY_BE = re.compile(
    rb"""typeof=["']?(?:schema|gr|v):|vocab=["']?https?://(?:www\.)?(?:schema\.org|(?:rdf\.)?data-vocabulary)|"""
    rb"""(?:=["']|:\s)http://(?:rdf\.data-vocabulary\.org|purl\.org/goodrelations)|typeof=["']https?://schema\.org"""
)
_XMLNS = re.compile(r"xmlns:(\w{1,20})\s*=\s*[\"']([^\"'\s]{1,200})")
_PREFIX = re.compile(r"\sprefix\s*=\s*[\"']([^\"'<>]{1,2000})")
_MAPPED = re.compile(r"(\w{1,20}):\s+(\S{1,200})")
_KNOWN = re.compile(
    r"https?://(?:www\.)?(?:schema\.org|(?:rdf\.)?data-vocabulary\.org|purl\.org/goodrelations/v1)[/#]*"
)
_VOCABULARY = re.compile(r"\svocab\s*=\s*[\"']?" + _KNOWN.pattern)
_PREFIXES = frozenset(("schema", "gr", "v"))
"""Prefixes that many pages use without declaring them; the first two are in RDFa's initial context."""


def read_rdfa(page: Page) -> list[Thing]:
    """Return the items of the known vocabularies that are no property of another item."""
    if page.tree.css_first("[typeof]") is None or not _has_types(page.content):
        return []
    prefixes = _PREFIXES | _declared(page.html)
    bare = _VOCABULARY.search(page.html) is not None
    found = page.tree.css('[typeof], [property], [rel*=":"]')[:_MAX_NODES]
    nodes = list({node.mem_id: node for node in found}.values())
    items = {node.mem_id: _item(node, prefixes, bare) for node in nodes if node.attributes.get("typeof")}
    values, roots = Values(page), list[Thing]()
    for node in nodes:
        item = items.get(node.mem_id)
        names = _names(node, "property", prefixes) or _names(node, "rel", prefixes)
        owner = None
        for one in ancestors(node):
            if one.mem_id in items:
                owner = items[one.mem_id]
                break
            if item is not None and not names:
                names = _names(one, "rel", prefixes)
        if item is not None and (owner is None or not names):
            roots.append(item)
        if owner is not None and (item is not None or not _leads_on(node, items)):
            _add(owner, names, item, node, values)
    return in_schema_org([item for item in roots if item["@type"]][:MAX_ITEMS])


def _has_types(content: bytes) -> bool:
    """Tell whether the page has items of a known vocabulary; scripts write ``typeof=="…"``."""
    return b"typeof=" in content and _MAY_BE.search(content) is not None


def _declared(html: str) -> frozenset[str]:
    """Return the prefixes that a page declares for the known vocabularies."""
    pairs = [] if "xmlns:" not in html else _XMLNS.findall(html)
    mapped = _PREFIX.findall(html) if "prefix=" in html else []
    pairs += [pair for said in mapped[:20] for pair in _MAPPED.findall(said)]
    return frozenset(prefix for prefix, address in pairs if _KNOWN.match(address))


def _item(node: LexborNode, prefixes: frozenset[str], bare: bool) -> Thing:
    attributes = node.attributes
    names = (attributes.get("typeof") or "").split()[:10]
    item: Thing = {"@type": [name for name in names if (bare or ":" in name) and _bare(name, prefixes)]}
    if name := attributes.get("resource") or attributes.get("about") or attributes.get("href"):
        item["@id"] = name
    return item


def _names(node: LexborNode, attribute: str, prefixes: frozenset[str]) -> list[str]:
    names = (node.attributes.get(attribute) or "").split()[:10]
    if attribute == "rel":
        names = [name for name in names if ":" in name]
    return [bare for name in names if (bare := _bare(name, prefixes))]


def _bare(name: str, prefixes: frozenset[str]) -> str | None:
    """Return a name without its vocabulary; None for one of a vocabulary that is not known."""
    if known := _KNOWN.match(name):
        return name[known.end() :] or None
    prefix, sign, rest = name.partition(":")
    if not sign:
        return None if name.startswith("@") else name
    return rest if prefix in prefixes and not rest.startswith(("/", "@")) else None


def _leads_on(node: LexborNode, items: dict[int, Thing]) -> bool:
    """Tell whether a link holds the item that it leads to, which then is its value."""
    if node.attributes.get("property") or not node.attributes.get("rel"):
        return False
    inner = node.css_first("[typeof]")
    return inner is not None and inner.mem_id in items


def _add(owner: Thing, names: list[str], item: Thing | None, node: LexborNode, values: Values) -> None:
    for name in names:
        value: Json = item
        if item is None:
            attributes = node.attributes
            value = attributes.get("content") or attributes.get("resource") or values.of(node, name)
        known = owner.setdefault(name, [])
        if isinstance(known, list):
            known.append(value)
