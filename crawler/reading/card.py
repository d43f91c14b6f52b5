"""One card of a listing → its link, its name, and what it says of its thing."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.availability import parse_availability
from crawler.parsing.customer import parse_customer_type
from crawler.parsing.line import parse_line
from crawler.parsing.price import Hints, Price
from crawler.parsing.time import parse_time
from crawler.reading.nodes import chain, class_words, own_text
from crawler.reading.popularity import read_counts
from crawler.reading.sight import INLINE, Mark, Sight, block_text, date_text
from crawler.reading.visible import is_old, list_price, price_at, shown_price
from crawler.records.article import Article
from crawler.records.offer import Offer
from crawler.records.popularity import Popularity

_MAX_LEVELS = 14
_MAX_LINKS = 15
_MAX_NODES = 300
"""Of a link that is looked through for its name."""
_ACTION = re.compile(
    r"add[-_]to|[?&](?:add|action|wishlist|compare)|/(?:cart|basket|checkout|wishlist|compare|login|account)\b|^(?:javascript|mailto|tel):",
    re.I,
)
_TAXONOMY = re.compile(r"/(?:tags?|author|category|categories|topics?|archive|users?)/", re.I)
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_TITLED = '[class*="title"], [class*="name"], [itemprop="name"]'
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_MOST_WORDS = 8
_MANY = 3
"""Cards that are called alike are called by a button or a badge."""


@dataclass(frozen=True)
class Card:
    """One block of a listing."""

    node: LexborNode
    url: str
    name: str | None
    marks: tuple[Mark, ...]


def read_card(page: Page, block: LexborNode, marks: tuple[Mark, ...]) -> Card | None:
    """Return a block as a card; None where it leads nowhere else, or to many things at once."""
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
    name = _whole(block, titled if titled and is_linked else next(_names(block, shown), None))
    return Card(block, address, name, marks) if name or marks else None


def _whole(block: LexborNode, name: str | None) -> str | None:
    """Return a name that the page cuts short as its picture or its link's title has it whole."""
    if name is None or not _CUT.search(name):
        return name
    start = _CUT.sub("", name).casefold()
    written = [node.attributes.get("title") for node in block.css("a[title]")]
    written += [node.attributes.get("alt") for node in block.css("img[alt]")]
    lines = (parse_line(text) for text in written)
    return next((line for line in lines if line and line.casefold().startswith(start) and not _CUT.search(line)), name)


def named_apart(cards: list[Card]) -> list[Card]:
    """Return the cards with other names for those that are called like many others: by a button ("View details")."""
    shared = {name for name, times in Counter(card.name for card in cards).items() if times >= _MANY}
    shared = {name for name in shared if 4 * sum(card.name == name for card in cards) > len(cards)}
    return [replace(card, name=_other_name(card, shared)) if card.name in shared else card for card in cards]


def _other_name(card: Card, shared: set[str | None]) -> str | None:
    headings = (node.text(separator=" ") for node in card.node.css(_HEADINGS))
    titled = (node.text(separator=" ") for node in card.node.css(_TITLED)[:5])
    pictures = (node.attributes.get("alt") for node in card.node.css("img[alt]")[:3])
    lines = (parse_line(text) for texts in (headings, titled, pictures) for text in texts)
    return next((line for line in lines if line and line not in shared), card.name)


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


def _names(block: LexborNode, words: str | None) -> Iterator[str]:
    """Yield names of a card without a heading: an element classed so, the link's words, the picture's."""
    named = block.css_first(_TITLED)
    picture = block.css_first("img[alt]")
    written = (named.text(separator=" ") if named else None, words, picture.attributes.get("alt") if picture else None)
    yield from (line for text in written if (line := parse_line(text)))


def in_cards(cards: Iterable[Card], marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """Return the marks that stand in cards, by the ``mem_id`` of the card's block."""
    blocks = {card.node.mem_id for card in cards}
    held: dict[int, list[Mark]] = {}
    for mark in marks:
        for one in chain(mark.node, _MAX_LEVELS):
            if one.mem_id in blocks:
                held.setdefault(one.mem_id, []).append(mark)
                break
    return held


def read_offer_cards(cards: list[Card], sight: Sight, hints: Hints) -> dict[str, Offer]:
    """Return what each card says of its product, by the product's address."""
    stock = in_cards(cards, (mark for mark in sight.stock if not sight.is_beside(mark.node)))
    buttons = in_cards(cards, sight.buttons)
    offers = {}
    for card in cards:
        at = card.node.mem_id
        offers[card.url] = _with_stock(_priced(card, sight, hints), stock.get(at, []), at in buttons)
    said = {offer.availability for offer in offers.values()}
    if len(offers) > _MANY and said == {"OutOfStock"} and any(offer.price for offer in offers.values()):
        return {url: replace(offer, availability=None, availability_text=None) for url, offer in offers.items()}
    return offers  # else: a badge that a style sheet shows where it is true


def _with_stock(offer: Offer, stock: list[Mark], sells: bool) -> Offer:
    """Add the availability; "sold out" beside a button to buy is a badge for scripts."""
    told = ((mark, parse_availability(mark.text)) for mark in stock)
    said = next(((mark, name) for mark, name in told if name and not (name == "OutOfStock" and sells)), None)
    if said is None:
        return offer
    return replace(offer, availability=said[1], availability_text=parse_line(said[0].text, 100))


def _priced(card: Card, sight: Sight, hints: Hints) -> Offer:
    """Return the card's offer with the price for everyone, of the whole thing, where it shows several."""
    offer = Offer(url=card.url, name=card.name)
    marks = list(price_marks(card))
    paid = [(mark, price) for mark in marks if not is_old(sight, mark) and (price := price_at(mark, hints))]
    if not paid:
        return offer
    plain = [one for one in paid if _is_plain(*one)] if len(paid) > 1 else paid
    mark, price = (plain or paid)[0]
    return shown_price(offer, mark, price, list_price(sight, marks, mark, price, hints))


def price_marks(card: Card) -> Iterator[Mark]:
    """Yield the marks that may be the price of a card's thing: not its name ("EOS R100"), nor a sum in a sentence."""
    name = card.name or ""
    for mark in card.marks:
        text = " ".join(mark.text.split())
        if text not in name and len(text.split()) <= _MOST_WORDS:
            yield mark


def _is_plain(mark: Mark, price: Price) -> bool:
    return price.type != "unit" and parse_customer_type(block_text(mark.node, 60)) is None


def read_article_card(card: Card, counts: list[Mark]) -> Iterator[Article | Popularity]:
    """Yield what a card says of its article: title, date, counts."""
    dates = [mark for mark in card.marks if parse_time(mark.text)] or list(card.marks)
    published, written = (parse_time(dates[0].text), date_text(dates[0])) if dates else (None, None)
    yield Article(url=card.url, title=card.name, published=published, published_text=written)
    yield from read_counts(card.url, counts)
