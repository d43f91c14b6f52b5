"""What a home page loads, sets and says of its making → the systems behind the site, as findings."""

import re
from collections.abc import Iterator
from functools import cached_property

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.reading.technology_rules import RULES, Rule
from crawler.reading.view import View
from crawler.records.finding import Finding

_MAX_ADDRESSES = 1500
_MAX_SCRIPTS = 400
_SCRIPT_CHARACTERS = 10_000
_ALL_CHARACTERS = 200_000


class _Shown:
    """What a page loads and says, gathered once."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def addresses(self) -> str:
        """Addresses, one a line; behind that of a script, what it is told in its ``data-`` attributes."""
        tags = self._page.tree.css("script[src], link[href], iframe[src], img[src]")[:_MAX_ADDRESSES]
        return "\n".join(map(_address, tags))

    @cached_property
    def scripts(self) -> str:
        tags = self._page.tree.css("script:not([src])")[:_MAX_SCRIPTS]
        texts = [
            tag.text()[:_SCRIPT_CHARACTERS] for tag in tags if "json" not in (tag.attributes.get("type") or "").lower()
        ]
        return "\n".join(texts)[:_ALL_CHARACTERS]

    @cached_property
    def generators(self) -> str:
        return "\n".join(self._page.structured.meta.get("generator", ()))[:1000]

    @cached_property
    def body(self) -> str:
        body = self._page.tree.body
        return (body.attributes.get("class") or "")[:2000] if body is not None else ""

    def header(self, name: str) -> str:
        return self._page.headers.get(name, "")[:500]


def read_technologies(view: View) -> Iterator[Finding]:
    """Yield one finding for each system that the page shows: its id or version as value, "" without one."""
    shown = _Shown(view.page)
    for rule in RULES:
        found = list(_seen(rule, shown))
        if found:
            value = next((value for _, value in found if value), "")
            detail = f"{rule.sort}; {found[0][0]}"
            yield Finding(url=view.page.url, what="technology", name=rule.name, value=value, detail=detail)


def _seen(rule: Rule, shown: _Shown) -> Iterator[tuple[str, str]]:
    """Yield where a system shows, with its id there."""
    header = rule.header or ("", "")
    for place, pattern, text in (
        ("address", rule.address, shown.addresses),
        ("script", rule.script if any(word in shown.scripts for word in rule.words.split()) else None, shown.scripts),
        ("generator", rule.generator, shown.generators),
        ("body", rule.body, shown.body),
        ("header", header[1], shown.header(header[0])),
    ):
        if pattern and (found := re.search(pattern, text, re.I if place in ("generator", "header") else 0)):
            yield place, next((group for group in found.groups() if group), "")
            if rule.id and (identity := re.search(rule.id, text)):
                yield place, identity[1]


def _address(tag: LexborNode) -> str:
    attributes = tag.attributes
    address = (attributes.get("src") or attributes.get("href") or "")[:500]
    if tag.tag != "script":
        return address
    told = (f'{name}="{value[:100]}"' for name, value in attributes.items() if name.startswith("data-") and value)
    return " ".join((address, *told))[:1000]
