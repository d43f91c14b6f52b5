"""Listings → cards: repeated blocks, each with a link, a name, and a price or a date."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.line import parse_line
from crawler.reading.card import Card, named_apart, read_card
from crawler.reading.nodes import chain
from crawler.reading.sight import Mark, Sight

MAX_CARDS = 1000
_MAX_LEVELS = 14
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|pdf|mp4)$", re.I)


def find_cards(page: Page, sight: Sight, marks: list[Mark]) -> list[Card]:
    """Return the repeated blocks that hold the marks (prices, dates), with those beside them of the same make,
    in page order."""
    held: dict[int, list[Mark]] = {}
    blocks: dict[int, LexborNode] = {}
    around = _around_heading(sight)
    for mark, block in _blocks([mark for mark in marks if not sight.is_beside(mark.node)][: 3 * MAX_CARDS]):
        if block.mem_id not in around:
            blocks[block.mem_id] = block
            held.setdefault(block.mem_id, []).append(mark)
    marked = {at: card for at, block in blocks.items() if (card := read_card(page, block, tuple(held[at])))}
    marked = {at: card for at, card in marked.items() if card.marks and not _is_only_price(card)}
    cards: dict[str, Card] = {}
    for card in _with_siblings(page, _akin(marked)):
        if len(cards) < MAX_CARDS:
            cards.setdefault(card.url, card)
    return named_apart(list(cards.values())) if len(cards) > 1 else []


def _around_heading(sight: Sight) -> frozenset[int]:
    """Return the elements that hold the page's heading: such a block is the page's own matter, no card."""
    heading = sight.heading
    return frozenset(one.mem_id for one in chain(heading.node)) if heading and len(sight.headings) < 4 else frozenset()


def _is_only_price(card: Card) -> bool:
    """Tell whether a block is no more than a link that says a price: a filter ("under 20 €"), a promise in a menu."""
    is_said = len(card.marks) == 1 and card.name == parse_line(card.marks[0].text)
    return is_said and card.node.css_first("img, picture, svg") is None


def _akin(marked: dict[int, Card]) -> dict[int, Card]:
    """Leave out the blocks that no other resembles: neither another card beside it, nor one of its make elsewhere."""
    beside = Counter(card.node.parent.mem_id for card in marked.values() if card.node.parent is not None)
    makes = Counter(_make(card.node) for card in marked.values())
    return {
        at: card
        for at, card in marked.items()
        if (card.node.parent is not None and beside[card.node.parent.mem_id] > 1)
        or (_make(card.node)[1] and makes[_make(card.node)] > 1)
    }


@dataclass(frozen=True)
class Pictures:
    """Where a page has its pictures that are links, and its ``<h1>``; by ``mem_id`` of the elements around them."""

    links: dict[int, str | None]
    """The address that the first of an element's pictures leads to."""
    several: frozenset[int]
    """Elements whose pictures lead to several addresses."""
    headings: frozenset[int]
    """Elements around a ``<h1>``."""


def find_pictures(page: Page) -> Pictures:
    """Look through a page once; a way up ends where it tells nothing new."""
    links: dict[int, str | None] = {}
    several: set[int] = set()
    headings: set[int] = set()
    for picture in page.tree.css("a[href] img"):
        link = _link_of(picture)
        one: LexborNode | None = picture
        while one is not None and one.mem_id not in several and links.get(one.mem_id, "") != link:
            if one.mem_id in links:
                several.add(one.mem_id)
            else:
                links[one.mem_id] = link
            one = one.parent
    for heading in page.tree.css("h1"):
        above: LexborNode | None = heading
        while above is not None and above.mem_id not in headings:
            headings.add(above.mem_id)
            above = above.parent
    return Pictures(links, frozenset(several), frozenset(headings))


def in_picture_card(page: Page, node: LexborNode, heading: Mark | None, pictures: Pictures) -> bool:
    """Tell whether an element stands in a card though no other is beside it:
    with a picture that leads to another page, apart from the page's heading."""
    around = {one.mem_id for one in chain(heading.node)} if heading else set()
    kid = node
    for one in chain(node, _MAX_LEVELS):
        place = one.mem_id
        if one.tag == "body" or place in around or place in pictures.headings:
            return False
        if place in pictures.links:
            if place in pictures.several or _only_behind(kid):
                return False  # colours to choose from, below the price
            address = page.address(pictures.links[place])
            return address not in (None, page.url) and not _FILE.search(address or "")
        kid = one
    return False


def _only_behind(node: LexborNode) -> bool:
    """Tell whether the pictures of a block all stand behind the part of it that holds the price."""
    if node.css_first("img") is not None:
        return False
    before = node.prev
    for _ in range(20):
        if before is None:
            return True
        if before.tag == "img" or (before.tag != "-text" and before.css_first("img") is not None):
            return False
        before = before.prev
    return False


def _link_of(picture: LexborNode) -> str | None:
    return next((link.attributes.get("href") for link in chain(picture) if link.tag == "a"), None)


def _blocks(marks: list[Mark]) -> Iterator[tuple[Mark, LexborNode]]:
    """Yield each mark with its block: the child of the nearest ancestor that has several children alike with
    marks and links."""
    kids: dict[int, dict[int, str]] = {}
    paths: list[tuple[Mark, list[LexborNode]]] = []
    linked: dict[int, bool] = {}
    for mark in marks:
        path = list(chain(mark.node))
        paths.append((mark, path))
        for kid, parent in pairwise(path):
            alike = kids.setdefault(parent.mem_id, {})
            if kid.mem_id in alike:
                break  # the rest of the way is known
            alike[kid.mem_id] = f"{kid.tag} {(kid.attributes.get('class') or '').split(' ')[0]}"
    counts = {parent: Counter(makes.values()) for parent, makes in kids.items() if len(makes) > 1}
    for mark, path in paths:
        for kid, parent in islice(pairwise(path), _MAX_LEVELS):
            alike = kids[parent.mem_id]
            if (
                len(alike) > 1
                and counts[parent.mem_id][alike[kid.mem_id]] > 1
                and kid.tag not in ("html", "body", "head")
            ):
                if kid.mem_id not in linked:
                    linked[kid.mem_id] = kid.tag == "a" or kid.css_first("a[href]") is not None
                if linked[kid.mem_id]:
                    yield mark, kid
                    break


def _with_siblings(page: Page, marked: dict[int, Card]) -> Iterator[Card]:
    """Yield all cards in page order, with those of the same make in their grids that hold no mark; among these are
    banners that lead to quite other addresses."""
    folders = {_folder(card.url) for card in marked.values()}
    grids = {card.node.parent.mem_id: card.node.parent for card in marked.values() if card.node.parent is not None}
    for grid in grids.values():
        children = list(grid.iter())
        makes = {_make(child) for child in children if child.mem_id in marked}
        for child in children:
            made = _make(child)
            card = marked.get(child.mem_id)
            if card is None and made in makes and made[1]:
                unmarked = read_card(page, child, ())
                card = unmarked if unmarked and _folder(unmarked.url) in folders else None
            if card:
                yield card


def _folder(address: str) -> str:
    """Return the first step of an address that has several."""
    path = urlsplit(address).path
    return path[: path.find("/", 1) + 1]


def _make(node: LexborNode) -> tuple[str | None, str]:
    return node.tag, (node.attributes.get("class") or "").split(" ")[0]
