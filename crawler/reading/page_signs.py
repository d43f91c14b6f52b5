"""Signs of pages that do not say what they are: long prose, a cart, a place to buy, a grid of pictures."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.reading.cards import in_picture_card
from crawler.reading.nodes import chain, class_words
from crawler.reading.view import View

_IN_LINE = frozenset(
    "-text p span a b strong em i u li br font code mark small sup sub q cite abbr blockquote ul ol".split()
)
_CART = re.compile(
    rb"/(?:cart|basket|checkout|bag|korzina|warenkorb|panier|carrito|cesta|grozs|keranjang|kasse|sebet)[\"'/?.]"
)
_PRESSED = frozenset(("a", "button", "input"))
_PRESSED_CLASS = re.compile(r"button|btn|cart|buy|basket|kup|order")
_MOST_PLACES = 5
_MOST_PICTURES = 600
_MOST_LEVELS = 9
_MOST_GRIDS = 3
_FORUMS = re.compile(r"phpbb|discourse|vbulletin|xenforo|mybb|nodebb|flarum|invision|vanilla|simple machines", re.I)
_SORTS = 'select[name*="sort" i], select[id*="sort" i], select[class*="sort" i], select[name*="orderby" i]'


@dataclass(frozen=True)
class Prose:
    """The long texts behind a page's heading."""

    letters: int
    """Of all of them."""
    paragraphs: int
    """How many stand in the one block that holds the most."""
    share: float
    """Of the letters that stand there."""

    @property
    def is_essay(self) -> bool:
        """Posts have their paragraphs in one block, the pages of a company in many."""
        return self.paragraphs >= 8 and self.letters >= 2000 and self.share >= 0.5

    @property
    def is_told(self) -> bool:
        """As above, but no more than the news of a day has."""
        return self.paragraphs >= 4 and self.letters >= 800 and self.share >= 0.6


def prose_of(view: View) -> Prose:
    """Return what stands in paragraphs behind the page's heading, apart from what lies beside."""
    sight, heading = view.sight, view.sight.heading
    start = heading.at if heading else 0
    letters: Counter[int] = Counter()
    paragraphs: Counter[int] = Counter()
    for mark in sight.paragraphs:
        if mark.at > start and not sight.is_beside(mark.node):
            block = next((one for one in chain(mark.node, 12) if one.tag not in _IN_LINE), mark.node).mem_id
            letters[block] += len(mark.text)
            paragraphs[block] += 1
    whole = letters.total()
    return Prose(whole, max(paragraphs.values(), default=0), max(letters.values(), default=0) / whole if whole else 0.0)


def has_cart(view: View) -> bool:
    """Tell whether the page leads to a shop's cart."""
    return _CART.search(view.page.content) is not None


def buys_apart(view: View, by_stock: bool = True) -> bool:
    """Tell whether behind the heading, apart from all cards, there is a place to buy: by its words, its form or its
    class, whatever the language; or, ``by_stock``, a statement of availability."""
    sight, heading = view.sight, view.sight.heading
    if heading is None:
        return False
    marks = [mark for mark in sight.buttons if _is_pressed(mark.node)] + (sight.stock if by_stock else [])
    if any(mark.at > heading.at and _is_own(view, mark.node) for mark in marks):
        return True
    places = [node for node in view.places_to_buy if _is_own(view, node)]
    return 0 < len(places) <= _MOST_PLACES


def _is_pressed(node: LexborNode) -> bool:
    """Tell whether an element is one to press; a sentence that begins with "Order" is none."""
    return any(one.tag in _PRESSED or _PRESSED_CLASS.search(class_words(one)) for one in chain(node, 3))


def _is_own(view: View, node: LexborNode) -> bool:
    if view.sight.is_beside(node) or any(one.mem_id in view.blocks for one in chain(node)):
        return False
    return not in_picture_card(view.page, node, view.sight.heading, view.pictures)


def sorts(view: View) -> bool:
    """Tell whether there is a field that puts things in another order."""
    return "<select" in view.page.html and view.page.tree.css_first(_SORTS) is not None


def is_forum(view: View) -> bool:
    """Tell whether a program for forums wrote the page."""
    return _FORUMS.search(view.page.structured.first("generator") or "") is not None


def pictured(view: View) -> int:
    """Return how many pages of the site the largest grid of linked pictures leads to."""
    grids: dict[int, dict[int, set[str]]] = {}
    for link in _picture_links(view):
        below, href = link, link.attributes.get("href") or ""
        for one in islice(chain(link, _MOST_LEVELS), 1, None):
            grids.setdefault(one.mem_id, {}).setdefault(below.mem_id, set()).add(href)
            below = one
    leads = sorted(
        (frozenset(to for kid in grid.values() if len(kid) == 1 for to in kid) for grid in grids.values()), key=len
    )
    return max((_count_own(view, hrefs) for hrefs in leads[-_MOST_GRIDS:]), default=0)


def _picture_links(view: View) -> Iterator[LexborNode]:
    seen: set[int] = set()
    for picture in view.page.tree.css("a[href] img")[:_MOST_PICTURES]:
        link = next((one for one in chain(picture, _MOST_LEVELS) if one.tag == "a"), None)
        if link is not None and link.mem_id not in seen:
            seen.add(link.mem_id)
            if not view.sight.is_beside(link):
                yield link


def _count_own(view: View, hrefs: frozenset[str]) -> int:
    page = view.page
    addresses = {address for href in hrefs if (address := page.address(href)) and page.is_own(address)}
    return len(addresses - {page.url})
