"""Listings → cards: repeated blocks, each with a link, a name, and a price or a date."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.availability import parse_availability
from crawler.parsing.line import parse_line
from crawler.parsing.price import Hints
from crawler.parsing.time import parse_time
from crawler.reading.nodes import chain, class_words, own_text
from crawler.reading.popularity import read_counts
from crawler.reading.sight import INLINE, Mark, Sight, date_text
from crawler.reading.visible import is_old, list_price, price_at, shown_price
from crawler.records.article import Article
from crawler.records.offer import Offer
from crawler.records.popularity import Popularity

MAX_CARDS = 1000
_MAX_LEVELS = 14
_MAX_LINKS = 15
_MAX_NODES = 300
"""Of a link that is looked through for its name."""
_ACTION = re.compile(
    r"add[-_]to|[?&](?:add|action|wishlist|compare)|/(?:cart|basket|checkout|wishlist|compare|login|account)\b|^(?:javascript|mailto|tel):",
    re.I,
)
_TAXONOMY = re.compile(r"/(?:tags?|author|category|categories|topics?|archive|users?)/", re.I)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|pdf|mp4)$", re.I)
_HEADINGS = "h1, h2, h3, h4, h5, h6"


@dataclass(frozen=True)
class Card:
    """One block of a listing."""

    node: LexborNode
    url: str
    name: str | None
    marks: tuple[Mark, ...]


def find_cards(page: Page, sight: Sight, marks: list[Mark]) -> list[Card]:
    """Return the repeated blocks that hold the marks (prices, dates), with those beside them of the same make,
    in page order."""
    held: dict[int, list[Mark]] = {}
    blocks: dict[int, LexborNode] = {}
    grids: dict[int, LexborNode] = {}
    for mark, block in _blocks([mark for mark in marks if not sight.is_beside(mark.node)][: 3 * MAX_CARDS]):
        blocks[block.mem_id] = block
        held.setdefault(block.mem_id, []).append(mark)
        if block.parent is not None:
            grids[block.parent.mem_id] = block.parent
    cards: dict[str, Card] = {}
    for block in _with_siblings(blocks, grids):
        card = _card(page, block, tuple(held.get(block.mem_id, ())))
        if card and len(cards) < MAX_CARDS:
            cards.setdefault(card.url, card)
    return list(cards.values()) if len(cards) > 1 else []


def in_picture_card(page: Page, node: LexborNode, heading: Mark | None) -> bool:
    """Tell whether an element stands in a card though no other is beside it:
    with a picture that leads to another page, apart from the page's heading."""
    around = {one.mem_id for one in chain(heading.node)} if heading else set()
    for one in chain(node, _MAX_LEVELS):
        if one.tag == "body" or one.mem_id in around or one.css_first("h1") is not None:
            return False
        if picture := one.css_first("a[href] img"):
            link = next((link for link in chain(picture) if link.tag == "a"), None)
            address = page.address(link.attributes.get("href")) if link else None
            return address not in (None, page.url) and not _FILE.search(address or "")
    return False


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
    for mark, path in paths:
        for kid, parent in list(pairwise(path))[:_MAX_LEVELS]:
            makes = kids[parent.mem_id]
            if (
                len(makes) > 1
                and Counter(makes.values())[makes[kid.mem_id]] > 1
                and kid.tag not in ("html", "body", "head")
            ):
                if kid.mem_id not in linked:
                    linked[kid.mem_id] = kid.tag == "a" or kid.css_first("a[href]") is not None
                if linked[kid.mem_id]:
                    yield mark, kid
                    break


def _with_siblings(blocks: dict[int, LexborNode], grids: dict[int, LexborNode]) -> Iterator[LexborNode]:
    """Yield all blocks in page order, with those of the same make in their grids that hold no mark."""
    for grid in grids.values():
        children = list(grid.iter())
        makes = {_make(child) for child in children if child.mem_id in blocks}
        yield from (
            child for child in children if child.mem_id in blocks or (_make(child) in makes and _make(child)[1])
        )


def _make(node: LexborNode) -> tuple[str | None, str]:
    return node.tag, (node.attributes.get("class") or "").split(" ")[0]


def _card(page: Page, block: LexborNode, marks: tuple[Mark, ...]) -> Card | None:
    links = [block] if block.tag == "a" else block.css("a[href]")
    if len({link.attributes.get("href") for link in links}) > _MAX_LINKS:
        return None  # a column of the page, not a card
    heading = block.css_first(_HEADINGS)
    titled = parse_line(heading.text(separator=" ")) if heading else None
    link = _best_link(links, heading, titled)
    address = page.address(link.attributes.get("href")) if link else None
    if link is None or address is None or address == page.url or not page.is_own(address):
        return None
    words = _words_of(link, marks) if link is not block else None
    is_linked = not words or len(words) < 4 or (titled or "") in words or words in (titled or "")
    shown = words or (_words_of(block, marks) if link is block else None)
    name = titled if titled and is_linked else _name(block, shown)
    return Card(block, address, name, marks) if name or marks else None


def _words_of(link: LexborNode, marks: tuple[Mark, ...]) -> str | None:
    """Return what a link says; of one around a whole card, price and all, the first of its lines that is no mark's."""
    inside = [mark for mark in marks if any(one.mem_id == link.mem_id for one in chain(mark.node, _MAX_LEVELS))]
    whole = parse_line(link.text(separator=" "))
    if not inside:
        return whole
    held = {_block_of(mark.node, link).mem_id for mark in inside}
    for node in islice(link.traverse(include_text=True, skip_empty=True), _MAX_NODES):
        if node.tag != "-text" or any(one.mem_id in held for one in chain(node, 4)):
            continue
        block = _block_of(node, link)
        line = parse_line(node.text_content if any(one.mem_id in held for one in _inside(block)) else own_text(block))
        if line and any(map(str.isalpha, line)) and not parse_availability(line):
            return line
    return whole


def _block_of(node: LexborNode, within: LexborNode) -> LexborNode:
    """Return the nearest element around a node that stands on lines of its own, inside of another."""
    path = takewhile(lambda one: one.mem_id != within.mem_id, chain(node, _MAX_LEVELS))
    blocks = [one for one in path if one.tag not in INLINE and one.tag != "-text"]
    return blocks[0] if blocks else node


def _inside(block: LexborNode) -> Iterator[LexborNode]:
    return islice(block.traverse(), _MAX_NODES)


def _best_link(links: list[LexborNode], heading: LexborNode | None, titled: str | None) -> LexborNode | None:
    """Return the link that leads to the card's thing: around or in its heading, else the first that says something."""
    best: tuple[int, LexborNode] | None = None
    for place, link in enumerate(links):
        href = link.attributes.get("href") or ""
        if _ACTION.search(href) or href.startswith("#"):
            continue
        words = own_text(link)
        score = -place - 30 * bool(_TAXONOMY.search(href)) + 10 * bool(words) + 40 * bool(titled and titled in words)
        score += 20 * bool(re.search(r"title|name", class_words(link))) + 50 * _share(link, heading)
        if best is None or score > best[0]:
            best = score, link
    return best[1] if best else None


def _share(link: LexborNode, heading: LexborNode | None) -> bool:
    """Tell whether a link holds a heading or stands in it."""
    if heading is None:
        return False
    return link.css_first(_HEADINGS) is not None or any(one.mem_id == heading.mem_id for one in chain(link, 3))


def _name(block: LexborNode, words: str | None) -> str | None:
    """Return a card's name where it has no heading: an element classed so, the link's words, the picture's."""
    named = block.css_first('[class*="title"], [class*="name"], [itemprop="name"]')
    picture = block.css_first("img[alt]")
    written = (named.text(separator=" ") if named else None, words, picture.attributes.get("alt") if picture else None)
    return next((line for text in written if (line := parse_line(text))), None)


def read_offer_card(card: Card, sight: Sight, hints: Hints) -> Offer:
    """Return what a card says of its product."""
    offer = Offer(url=card.url, name=card.name)
    stock = next((mark.text for mark in sight.stock if _holds(card.node, mark.node)), None)
    if stock:
        offer = replace(offer, availability=parse_availability(stock), availability_text=parse_line(stock, 100))
    for mark in card.marks:
        if not is_old(sight, mark) and (price := price_at(mark, hints)):
            return shown_price(offer, mark, price, list_price(sight, list(card.marks), mark, price, hints))
    return offer


def read_article_card(card: Card, sight: Sight) -> Iterator[Article | Popularity]:
    """Yield what a card says of its article: title, date, counts."""
    dates = [mark for mark in card.marks if parse_time(mark.text)] or list(card.marks)
    published, written = (parse_time(dates[0].text), date_text(dates[0])) if dates else (None, None)
    yield Article(url=card.url, title=card.name, published=published, published_text=written)
    yield from read_counts(card.url, [mark for mark in sight.counts if _holds(card.node, mark.node)])


def _holds(block: LexborNode, node: LexborNode) -> bool:
    return any(one.mem_id == block.mem_id for one in chain(node, _MAX_LEVELS))
