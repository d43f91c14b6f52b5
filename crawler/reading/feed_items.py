"""XML of a product feed → its items, cut out of the text one by one.

Such feeds are large and often not well-formed: no tree is built, no entity is declared, and an element that never
closes costs itself only.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crawler.parsing.line import parse_markup

MAX_ITEMS = 20_000
_MAX_ELEMENTS = 200
_ITEM_CHARACTERS = 60_000
_TAG = re.compile(r"<((?:[\w.-]{1,20}:)?([\w.-]{1,40}))(\s[^<>]{0,1000})?>")
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,40})\s?=\s?["']([^"'<>]{0,1000})["']""")


@dataclass(frozen=True)
class Item:
    """One item of a feed."""

    attributes: Mapping[str, str]
    elements: Mapping[str, str]
    """Texts of its own elements, still escaped, by local name: the first of each that says something."""
    attribute_texts: Mapping[str, str]
    """What stands behind the names of its elements."""

    def text(self, name: str) -> str | None:
        """Return what an element says, as a line."""
        written = self.elements.get(name)
        return parse_markup(html.unescape(written)) if written else None

    def attributes_of(self, name: str) -> dict[str, str]:
        """Return the attributes of an element; none when it is not there."""
        return attributes_of(self.attribute_texts.get(name, ""))


def attributes_of(text: str) -> dict[str, str]:
    """Return the attributes of a tag by name.

    >>> attributes_of(' id="7" available="true"')
    {'id': '7', 'available': 'true'}
    """
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def cut_items(text: str, names: tuple[str, ...]) -> Iterator[Item]:
    """Yield the elements of these names in order."""
    opening = re.compile(rf"<({'|'.join(names)})(\s[^<>]{{0,1000}})?>")
    at = 0
    for _ in range(MAX_ITEMS):
        start = opening.search(text, at)
        at = text.find(f"</{start[1]}>", start.end()) if start else -1
        if start is None or at < 0:
            return
        yield _item(start[2] or "", _without_cdata(text[start.end() : min(at, start.end() + _ITEM_CHARACTERS)]))


def _item(attributes: str, inside: str) -> Item:
    """Read what stands directly in an item; what stands deeper, such as the price of a delivery, is not its own."""
    elements: dict[str, str] = {}
    told: dict[str, str] = {}
    unclosed: set[str] = set()
    at = 0
    for _ in range(_MAX_ELEMENTS):
        tag = _TAG.search(inside, at)
        if tag is None:
            break
        written, name, at = tag[1], tag[2], tag.end()
        if tag[3]:
            told.setdefault(name, tag[3])
        if (tag[3] or "").endswith("/") or written in unclosed:
            continue
        end = inside.find(f"</{written}>", at)
        if end < 0:
            unclosed.add(written)
            continue
        if "<" not in inside[at:end] and inside[at:end].strip():
            elements.setdefault(name, inside[at:end])
        at = end
    return Item(attributes=attributes_of(attributes), elements=elements, attribute_texts=told)


def _without_cdata(text: str) -> str:
    """Return the text with what stands in CDATA sections escaped.

    >>> _without_cdata("<name><![CDATA[Pots & <b>pans</b>]]></name>")
    '<name>Pots &amp; &lt;b&gt;pans&lt;/b&gt;</name>'
    """
    head, *sections = text.split("<![CDATA[")
    parts = [head]
    for section in sections:
        inside, _, behind = section.partition("]]>")
        parts += [html.escape(inside, quote=False), behind]
    return "".join(parts)
