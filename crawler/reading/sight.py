"""What can be seen on a page: one walk over its text, kept as marks that all readers of visible text share."""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.availability import is_buy_button
from crawler.parsing.language import parse_language
from crawler.parsing.line import parse_line
from crawler.parsing.price import written_price
from crawler.parsing.time import find_day
from crawler.reading.beside import SECTION_HEADINGS, Beside
from crawler.reading.labels import is_value_cell, is_value_of, parse_labelled
from crawler.reading.nodes import chain, class_words, is_large, own_text
from crawler.reading.short_text import (
    BUYS,
    BY,
    COUNTED,
    DATED,
    LABELLED,
    MONEY,
    MONEY_SIGN,
    NUMBER_ONLY,
    RATED,
    STOCK,
    kinds_in,
)
from crawler.reading.words import languages_of

_MAX_MARKS = 3000
_MOST_SECONDS = 50
_NUMBER = re.compile(r"\d[\d.,]*")
_SPACED_SIGNS = (". ", ", ", " .", " ,")
_SPACED = re.compile(r"(\d) ?([.,]) ?(\d\d)(?!\d)")
_CENTS = re.compile(r"(\D{0,5}\d{1,5}) (\d\d)(\D{0,6})")
_HAS_CENTS = re.compile(r"\d[.,]\d\d(?!\d)")
_ADDED = re.compile(
    r"(?:^|[\s_-])(?:badge|label|sticker|sku|rating|tooltip)(?:$|[\s_-])|(?:cat|article|product|item)[_-]?(?:number|code|id)"
)
_PARTS = re.compile(r"\s*[|·•]\s*")
INLINE = frozenset("span b strong em small i ins del s strike bdi sup sub font label u mark data abbr meta".split())
SKIPPED = frozenset("script style title template noscript svg textarea option select".split())


@dataclass(eq=False)
class Mark:
    """One piece of text that a reader may want, at its place in the page; nothing changes it."""

    at: int
    """Place in document order; only the order and rough distance mean something."""
    node: LexborNode
    """The smallest element that holds the piece."""
    text: str

    @cached_property
    def around(self) -> tuple[str, str]:
        """The text just before and behind a price in its block."""
        whole = block_text(self.node)
        written = written_price(self.text) or self.text
        own = max(whole.find(self.text), 0)  # the same price may stand twice in a block, crossed out and labelled
        at = whole.find(written, own)
        end = at + len(written)
        return (whole[max(0, at - 30) : at], whole[end : end + 60]) if at >= 0 else ("", "")


@dataclass
class Sight:
    """The marks of a page, each list in page order."""

    title: str = ""
    """What ``<title>`` says."""
    prices: list[Mark] = field(default_factory=list)
    buttons: list[Mark] = field(default_factory=list)
    """Buttons and links that buy."""
    stock: list[Mark] = field(default_factory=list)
    """Short texts that speak of availability."""
    counts: list[Mark] = field(default_factory=list)
    """Short texts with views, likes, comments …"""
    dates: list[Mark] = field(default_factory=list)
    """``<time>`` elements, and short texts with a year."""
    headings: list[Mark] = field(default_factory=list)
    """``<h1>``; without any, the ``<h2>`` that stands in for it."""
    seconds: list[Mark] = field(default_factory=list)
    """``<h2>``."""
    bylines: list[Mark] = field(default_factory=list)
    """Short texts that begin with "by"."""
    labelled: list[tuple[str, Mark]] = field(default_factory=list)
    """Labelled values such as ``SKU: A-1``, with the kind of their label (``labels.SKU`` …)."""
    stars: list[Mark] = field(default_factory=list)
    """Short texts that may give a rating: ``4/5``, ``4 out of 5``, ``★★★★☆``."""
    paragraphs: list[Mark] = field(default_factory=list)
    """Texts of more than 80 characters."""
    beside: Beside = field(default_factory=Beside)
    languages: tuple[str, ...] = ("en",)
    """Whose words are looked for."""
    old: dict[int, bool] = field(default_factory=dict)
    """Which prices are known to be old ones or not, by ``mem_id``."""

    @cached_property
    def heading(self) -> Mark | None:
        """The ``<h1>`` that names the page: the first one of the main part whose words are in the page's title,
        else the first."""
        main = [mark for mark in self.headings if not self.is_beside(mark.node)] or self.headings
        titled = (mark for mark in main if _is_titled(mark.text, self.title))
        return next(titled, main[0] if main else None)

    def facts(self, kind: str) -> list[Mark]:
        """Return the labelled values of a kind: those behind the heading, then those before it, for another thing's
        may stand in a box above; what lies beside says nothing."""
        start = self.heading.at if self.heading else 0
        own = [mark for name, mark in self.labelled if name == kind and not self.is_beside(mark.node)]
        return sorted(own, key=lambda mark: mark.at < start)

    @cached_property
    def prices_in(self) -> Counter[int]:
        """How many prices an element holds, by its ``mem_id``."""
        return Counter(node.mem_id for mark in self.prices for node in chain(mark.node))

    def is_beside(self, node: LexborNode) -> bool:
        """Tell whether an element lies beside the page's own matter."""
        return self.beside.holds(node)


def _is_titled(heading: str, title: str) -> bool:
    words = set(heading.casefold().split())
    return len(words & set(title.casefold().split())) >= 0.6 * len(words)


def block_text(node: LexborNode, limit: int = 120) -> str:
    """Return the text of the nearest block-level element around a node,
    or of the node itself where that is too long."""
    block = next((one for one in chain(node, 5) if one.tag not in INLINE), node)
    if is_large(block):
        return " ".join(node.text(deep=not is_large(node), separator=" ").split())
    line = own_text(block)
    return line if len(line) <= limit else own_text(node)


def date_text(mark: Mark) -> str | None:
    """Return a date as the page shows it; a ``<time>`` also has it for machines."""
    shown = own_text(mark.node) if mark.node.tag in ("time", "abbr") else ""
    return parse_line(shown or mark.text, 100)


def look(page: Page) -> Sight:
    """Walk the page's body once."""
    title, root = page.tree.css_first("title"), page.tree.css_first("html")
    named = title.text() if title else ""
    language = parse_language((root.attributes.get("lang") if root else None) or page.headers.get("content-language"))
    sight, at = Sight(title=named, languages=languages_of(language, named)), 0
    label: tuple[str, LexborNode] | None = None
    skipped = False
    seen: set[int] = set()
    kinds_of = kinds_in(sight.languages)
    if page.tree.body is None:
        return sight
    for node in page.tree.body.traverse(include_text=True, skip_empty=True):
        at += 1
        tag = node.tag
        if tag != "-text":
            skipped = tag in SKIPPED
            if tag in _ELEMENTS:
                _see_element(sight, at, node, tag)
            continue
        if skipped:
            continue
        text = node.text_content or ""
        if len(text) > 300:
            sight.paragraphs.append(Mark(at, node, text))
            continue
        text = " ".join(text.split())
        if label and any(map(str.isalnum, text)):
            if node.parent is not None and is_value_of(node.parent, label[1]):
                sight.labelled.append((label[0], Mark(at, node.parent, text)))
            label = None
        if len(text) <= 80:
            if kinds := kinds_of(text):
                label = _see_text(sight, at, node, text, kinds, seen) or label
        else:
            sight.paragraphs.append(Mark(at, node, text))
            if MONEY_SIGN.search(text) and written_price(text):
                _see_price(sight, at, node, text, seen)
    sight.headings = [mark for mark in sight.headings if not _names_other(page, mark)] or sight.headings
    if not sight.headings and (second := _stands_in(page, sight)):
        sight.headings.append(second)
    return sight


def _stands_in(page: Page, sight: Sight) -> Mark | None:
    """Return the ``<h2>`` that names a page without ``<h1>``: it says what the title or the address does, or it is the
    only one before the first price."""
    own = [mark for mark in sight.seconds if not sight.is_beside(mark.node) and not _names_other(page, mark)]
    slug = re.sub(r"[\W_]+", " ", unquote(urlsplit(page.url).path.rstrip("/").rpartition("/")[2]))
    for mark in own:
        if _is_titled(mark.text, sight.title) or _is_titled(mark.text, slug):
            return mark
    price = next((mark.at for mark in sight.prices if not sight.is_beside(mark.node)), 0)
    before = [mark for mark in own if mark.at < price]
    return before[0] if len(before) == 1 else None


def _names_other(page: Page, heading: Mark) -> bool:
    """Tell whether a heading names another page, as it is a link to it: the site in a banner, a post in a listing."""
    link = heading.node.css_first("a[href]") or heading.node.parent
    if link is None or link.tag != "a" or parse_line(link.text(separator=" ")) != heading.text:
        return False
    address = page.address(link.attributes.get("href"))
    return address is not None and urlsplit(address)[1:3] != urlsplit(page.url)[1:3]


_ELEMENTS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "time", "abbr", "input", "button"))
_MACHINE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*")


def _see_element(sight: Sight, at: int, node: LexborNode, tag: str) -> None:
    if tag == "h1":
        if line := _heading_line(node):
            sight.headings.append(Mark(at, node, line))
    elif tag == "time":
        attributes = node.attributes
        sight.dates.append(Mark(at, node, (attributes.get("datetime") or node.text() or "").strip()[:80]))
    elif tag == "abbr":  # microformats.org, datetime design pattern
        if _MACHINE_TIME.fullmatch(title := (node.attributes.get("title") or "").strip()[:80]):
            sight.dates.append(Mark(at, node, title))
    elif tag in SECTION_HEADINGS:
        sight.beside.see_heading(node)
        if tag == "h2" and len(sight.seconds) < _MOST_SECONDS and (line := parse_line(node.text(separator=" "))):
            sight.seconds.append(Mark(at, node, line))
    elif tag == "button":
        _see_button(sight, at, node)
    elif (value := node.attributes.get("value")) and is_buy_button(value.strip()):
        sight.buttons.append(Mark(at, node, value.strip()))


def _heading_line(node: LexborNode) -> str | None:
    """Return what a heading says without the badges and numbers that stand in it, in elements classed so."""
    line = parse_line(node.text(separator=" "))
    for part in node.css("[class]")[:8] if line else ():
        if _ADDED.search(class_words(part)) and (added := own_text(part)) and line and line.endswith(f" {added}"):
            line = line.removesuffix(added).rstrip(" -–|")
    return line


def _see_button(sight: Sight, at: int, node: LexborNode) -> None:
    """Keep a button that buys though its label is in several pieces, or for those who cannot see only."""
    label = node.attributes.get("aria-label") or ""
    if node.last_child is not None and node.first_child is not None and node.first_child.next is not None:
        label = " ".join(node.text(separator=" ").split()) or label
    if label and is_buy_button(label.strip()):
        sight.buttons.append(Mark(at, node, label.strip()))


def _see_text(
    sight: Sight, at: int, node: LexborNode, text: str, kinds: int, seen: set[int]
) -> tuple[str, LexborNode] | None:
    """Sort a short text into its lists; return the label whose value is the next text, with its element."""
    parent = node.parent
    if parent is None or len(seen) > _MAX_MARKS:
        return None
    if kinds & MONEY:
        _see_price(sight, at, node, text, seen)
    if kinds & DATED and parent.tag != "time" and (written := find_day(text)):
        sight.dates.append(Mark(at, parent, written))
    if kinds & RATED:
        sight.stars.append(Mark(at, parent, text))
    if kinds & COUNTED:
        sight.counts.extend(Mark(at, parent, part) for part in _PARTS.split(text))
    if kinds & STOCK:
        sight.stock.append(Mark(at, parent, text))
    if kinds & BUYS:
        sight.buttons.append(Mark(at, parent, text))
    if kinds & BY:
        sight.bylines.append(Mark(at, parent, text if len(text) > 3 else block_text(parent, limit=80)))
    return _see_labelled(sight, at, parent, text) if kinds & LABELLED else None


def _see_labelled(sight: Sight, at: int, node: LexborNode, text: str) -> tuple[str, LexborNode] | None:
    """Keep labelled values; return a label that stands alone, for the next text is its value."""
    alone = None
    for kind, value in parse_labelled(text):
        if value:
            sight.labelled.append((kind, Mark(at, node, value)))
        elif not is_value_cell(node):
            alone = kind, node
    return alone


def _see_price(sight: Sight, at: int, node: LexborNode, text: str, seen: set[int]) -> None:
    if (found := _whole_price(node, text)) and found[0].mem_id not in seen:
        seen.add(found[0].mem_id)
        sight.prices.append(Mark(at, *found))


_MOST_PARTS = 16
"""Elements that one price may be written in."""


def _whole_price(node: LexborNode, text: str) -> tuple[LexborNode, str] | None:
    """Return the smallest element that holds all of a price, and its text:
    ``<span>$</span><b>12</b><sup>99</sup>`` is one."""
    for one in chain(node, 4):
        if one is not node:
            if sum(1 for _ in islice(one.iter(), _MOST_PARTS)) == _MOST_PARTS:
                break  # a list of things, whose whole text would be read anew for each of them
            text = _joined(one)
        if len(text) > 40 and one is not node:
            break
        if written_price(text):
            holder = (one.parent or one) if one is node else one
            return _with_cents(holder, text)
    number, parent = (node.text_content or "").strip(), node.parent
    if parent is None or not NUMBER_ONLY.fullmatch(number):
        return None
    return (parent, number) if any("price" in class_words(one) for one in chain(parent, 2)) else None


def _joined(node: LexborNode) -> str:
    """Return an element's text in one line; parts are set apart only where joining them would join two numbers."""
    text = own_text(node)
    if any(sign in text for sign in _SPACED_SIGNS):
        text = _SPACED.sub(r"\1\2\3", text)
    if len(text) <= 16 and (split := _CENTS.fullmatch(text)):
        return f"{split[1]}.{split[2]}{split[3]}"
    return text if len(_NUMBER.findall(text)) > 1 else " ".join(node.text().split())


def _with_cents(node: LexborNode, text: str) -> tuple[LexborNode, str]:
    """Join ``$12`` with the ``99`` that stands in an element of its own beside it."""
    parent = node.parent
    if parent is not None and not _HAS_CENTS.search(text) and sum(1 for _ in islice(parent.iter(), 9)) < 9:
        around = _joined(parent)  # of a parent with many children each look costs its whole text
        if len(around) <= 16 and _HAS_CENTS.search(around):
            return parent, around
    return node, text
