"""What a product page's text says of its thing's maker and numbers: brand, article number, GTIN, part number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.identifier import letters_of, parse_gtin
from crawler.parsing.site import parse_site
from crawler.reading.labels import BRAND, GTIN, MODEL, MPN, SKU, parse_brand, parse_code
from crawler.reading.nodes import chain, class_words, own_text
from crawler.reading.sight import Mark, Sight

_PATH_WORDS = "brand marqu marka marca manufact hersteller vendor proizvod razotaj merk".split()
_CLASS_WORDS = "brand Brand manufacturer vendor".split()
_BRANDED = ", ".join([f'a[href*="{word}"]' for word in _PATH_WORDS] + [f'[class*="{word}"]' for word in _CLASS_WORDS])
_BRAND_PATH = re.compile(
    r"(?:^|[/_?&-])(?:(?:shop-?by-?)?brands?|marques?|markas?|marki|mark[ai]|marcas?|manufacturers?|hersteller|vendors?|designers?|"
    r"proizvoditel\w*|razotaj\w*|zimol\w*|merke?n?|producent\w*)(?:[/=_-]|$)"
)
_BRAND_CLASS = re.compile(
    r"(?:^|[\s_-])(?:brand|manufacturer|vendor|designer|marque)(?:$|[\s_-])|(?:product|item)brand"
)
_NOT_BRAND_CLASS = re.compile(r"navbar|logo-?brand|site-?brand|brand-?(?:primary|color|bg|text)|rebrand")
_BY = re.compile(r"by\s+(?P<name>[^\d\W].{1,40})$", re.I)
_MARKED = (
    "data-sku data-product-sku data-product_sku data-item-sku data-article data-product-article data-product-code "
    "data-item-number"
).split()
_ID_INPUTS = re.compile(
    r"(?:product|item|prod|article|artikel|goods|tovar|sku|offer)[_-]?(?:id|no|nr|number|code)?|id[_-]?product|"
    r"(?:p|item)id|sku|add-to-cart|products_id",
    re.I,
)
_ADDRESS_CODE = re.compile(r"(?<![A-Za-z\d])(?=[A-Za-z-]{0,6}\d)[A-Za-z]{0,4}-?\d{4,14}[A-Za-z]{0,2}(?![A-Za-z\d])")
_LEVELS = 6
_NEAR = 4
"""Steps in the tree between a heading and a brand that it does not name."""
_MOST_BRANDED = 200
_BY_HEADING = 400
"""Places in the page between a heading and a labelled brand that is surely its own."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who and which; None: the text does not say."""

    brand: str | None = None
    sku: str | None = None
    gtin: str | None = None
    mpn: str | None = None


def read_identity(page: Page, sight: Sight, known: Identity | None = None) -> Identity:
    """Return what the page's text, its links near the heading and its address say of the thing's brand and numbers.
    What is ``known`` from structured data, the better witness, is looked for behind labels only, the rest costs."""
    return Identity(
        brand=_took(page, "brand", _brands(page, sight, known is not None and known.brand is not None)),
        sku=_took(page, "sku", _numbers(page, sight, known is not None and known.sku is not None)),
        gtin=_took(page, "gtin", ((parse_gtin(parse_code(mark.text)), mark.node) for mark in sight.facts(GTIN))),
        mpn=_took(
            page, "mpn", ((parse_code(mark.text), mark.node) for kind in (MPN, MODEL) for mark in sight.facts(kind))
        ),
    )


def _took(page: Page, field: str, found: Iterator[tuple[str | None, LexborNode]]) -> str | None:
    """Return the first value of several places, and note where it was taken from."""
    value, node = next(((value, node) for value, node in found if value), (None, None))
    if value and node is not None and page.trace:
        page.trace.took(field, node, value)
    return value


def _numbers(page: Page, sight: Sight, is_known: bool) -> Iterator[tuple[str | None, LexborNode]]:
    """Yield article numbers: labelled ones, one that the markup names so, else the one in the page's address that the
    page's form or markup has too."""
    for mark in sight.facts(SKU):
        yield parse_code(mark.text), mark.node
    if is_known:
        return
    around = _around(sight.heading)
    for name in _MARKED:
        marked = [node for node in page.tree.css(f"[{name}]")[:50] if not sight.is_beside(node)]
        near = sorted(
            (steps, place) for place, node in enumerate(marked) if (steps := _steps(node, around)) is not None
        )
        if near:
            node = marked[near[0][1]]
            yield parse_code(node.attributes.get(name)), node
    if sight.heading is not None:
        yield _number_in_address(page), sight.heading.node


def _number_in_address(page: Page) -> str | None:
    """Return the number in the page's address that a hidden input of its forms, or its markup as a value, has too."""
    parts = urlsplit(page.url)
    last = " ".join(part for part in unquote(parts.path).split("/")[-3:])
    codes: list[str] = list(dict.fromkeys(_ADDRESS_CODE.findall(f"{last} {unquote(parts.query)[:200]}")))[:8]
    if not codes:
        return None
    inputs = {
        (node.attributes.get("value") or "").strip()
        for node in page.tree.css('input[type="hidden"][value]')[:300]
        if _ID_INPUTS.fullmatch(node.attributes.get("name") or "")
        or _ID_INPUTS.fullmatch(node.attributes.get("id") or "")
    }
    for code in codes:
        if code in inputs:
            return code
    for code in reversed(codes):
        written = re.escape(code.encode())
        if re.search(rb"""["'>:= ]%b["'<,}; ]""" % written, page.content):
            return code
    return None


def _brands(page: Page, sight: Sight, is_known: bool) -> Iterator[tuple[str | None, LexborNode]]:
    """Yield brands: labelled, linked or classed as one near the heading, set apart from the heading but part of the
    title, a maker's byline."""
    heading = sight.heading
    labelled = [(brand, mark) for mark in sight.facts(BRAND) if (brand := parse_brand(mark.text))]
    if heading is None:
        yield from ((brand, mark.node) for brand, mark in labelled)
        return
    said = letters_of(f"{sight.title} {heading.text}")
    sure = [abs(mark.at - heading.at) < _BY_HEADING or letters_of(brand) in said for brand, mark in labelled]
    yield from ((brand, mark.node) for (brand, mark), is_sure in zip(labelled, sure, strict=True) if is_sure)
    if is_known:
        return
    linked = _linked(page, sight, heading)
    yield from ((line, node) for steps, line, node in linked if steps < 0)
    yield from _beside_heading(sight, heading)
    yield from ((brand, mark.node) for brand, mark in labelled)
    yield from ((line, node) for steps, line, node in linked if 0 <= steps <= _NEAR)
    for mark in sight.bylines:
        if (
            heading.at < mark.at < heading.at + 40
            and (found := _BY.match(mark.text))
            and not sight.is_beside(mark.node)
        ):
            yield parse_brand(found["name"]), mark.node
    yield _shops_own(page, heading), heading.node


def _shops_own(page: Page, heading: Mark) -> str | None:
    """Return the first word of the heading when the shop is called so, by address and by its meta tags: it sells its
    own."""
    first = heading.text.split(" ")[0]
    name, site = letters_of(first), letters_of((parse_site(page.url) or "").partition(".")[0])
    is_own = len(name) > 3 and name == site == letters_of(page.structured.first("og:site_name"))
    return parse_brand(first) if is_own and " " in heading.text else None


def _linked(page: Page, sight: Sight, heading: Mark) -> list[tuple[int, str, LexborNode]]:
    """Return the texts of links to brand pages, and of elements classed as a brand, with their steps from the heading:
    first, with steps below zero, those that the heading names, the longest first; then the nearest."""
    around, named = _around(heading), f" {heading.text.casefold()} "
    found: list[tuple[int, str, LexborNode]] = []
    for node in page.tree.css(_BRANDED)[:_MOST_BRANDED]:
        if not _is_branded(node) or (line := parse_brand(_shown(node))) is None or len(line.split()) > 5:
            continue
        if f" {line.casefold()} " in named:
            found.append((-len(line), line, node))
        elif (steps := _steps(node, around)) is not None and not sight.is_beside(node):
            found.append((steps, line, node))
    return sorted(found, key=lambda one: one[0])


def _is_branded(node: LexborNode) -> bool:
    if node.tag == "a":
        path = urlsplit((node.attributes.get("href") or "").lower())
        if _BRAND_PATH.search(f"{path.path}?{path.query}"):
            return True
    words = class_words(node)
    return (
        _BRAND_CLASS.search(words) is not None
        and not _NOT_BRAND_CLASS.search(words)
        and node.tag not in ("body", "html")
    )


def _shown(node: LexborNode) -> str | None:
    """Return what a short element says; of a picture its text."""
    line = own_text(node) if sum(1 for _ in islice(node.traverse(), 30)) < 30 else ""
    if line or (picture := node.css_first("img[alt]")) is None:
        return line
    return re.sub(r"\s*\b(?:logo|brand|логотип)\b\s*", "", picture.attributes.get("alt") or "", flags=re.I)


def _beside_heading(sight: Sight, heading: Mark) -> Iterator[tuple[str | None, LexborNode]]:
    """Yield what stands apart within the heading, or just before it, and is part of the page's title."""
    parts = [one for one in islice(heading.node.iter(), 9) if own_text(one)]
    first = own_text(parts[0]) if len(parts) == 2 else heading.text
    if first != heading.text and len(first.split()) <= 3 and (first.isupper() or parts[0].tag == "a"):
        yield _maker(first), parts[0]
    title = letters_of(sight.title)
    for node in _before(heading.node):
        line = own_text(node)
        if len(line) <= 40 and (joined := letters_of(line + heading.text[:20])) and joined in title:
            yield _maker(line), node
        return


def _maker(line: str) -> str | None:
    return parse_brand(line) if not any(map(str.isdigit, line)) and len(line.split()) <= 4 else None


def _before(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the nearest element with text before an element, at most three levels up."""
    for one in chain(node, 3):
        before = one.prev
        for _ in range(6):
            if before is None:
                break
            if before.tag not in ("-text", "script", "style") and own_text(before):
                yield before
                return
            before = before.prev


def _around(heading: Mark | None) -> dict[int, int]:
    """Return the elements around a heading, by ``mem_id``, with how many levels up they are."""
    if heading is None:
        return {}
    levels = list(chain(heading.node, _LEVELS))
    return {one.mem_id: level for level, one in enumerate(levels) if one.tag not in ("body", "html", "main")}


def _steps(node: LexborNode, around: dict[int, int]) -> int | None:
    """Return how many steps apart an element and the heading are; None when only the whole page holds both."""
    for steps, one in enumerate(chain(node, _LEVELS)):
        if one.mem_id in around:
            return steps + around[one.mem_id]
    return None
