"""Addresses of a listing's pages → the series they share, and the other pages of it that a page leads to."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.page import Page
from crawler.parsing.paging import is_numbered, loaded_pages, without_page_number

_NUMBERED_STEP = re.compile(
    r"(?:page|pagina|seite|strana|strona|stranka|stranitsa|lapa|halaman|sivu|bet|/p|index|start|offset)[/_=-]?\d"
)
_PAGER = re.compile(rb"pagina")
_PAGERS = '[class*="paginat" i] a[href], [class*="pager" i] a[href]'
_MOST_NEIGHBOURS = 10
_NUMBER_BEHIND = re.compile(r"(.{2,}?)(?:[/_-]\d{1,5})?(/|\.\w{2,5})?")
_NUMBER_LAST = re.compile(r"\d(?:/|\.\w{2,5})?$")
_MAX_LINKS = 5000
_MAX_PAGES = 500


def series_of(address: str) -> str:
    """Return the address without its page number and final slash.

    >>> series_of("https://shop.example/kettles?page=3&sort=price")
    'https://shop.example/kettles?sort=price'
    >>> series_of("https://shop.example/blog/page/2/")
    'https://shop.example/blog'
    """
    return without_page_number(address)


def read_series(page: Page, learns: bool = True) -> tuple[str, tuple[str, ...]]:
    """Return the series that a page belongs to, and the other pages of it that it links: in ``href``, and in the
    attributes by which scripts load more.

    Where the usual ways of numbering find none, the way is learned from the page's own ``rel=next`` and pager,
    unless the series must be what ``series_of`` returns.
    """
    own = series_of(page.url)
    hrefs, neighbours = _hrefs(page)
    likely = _likely(hrefs, own)
    found = tuple(address for address in _addresses(page, likely) if _is_page_of(address, own))
    if found or not learns or (learned := _learned(page, neighbours)) is None:
        return own, found[:_MAX_PAGES]
    own, near = learned.shorten(page.url), [href for href in hrefs if learned.mark.search(href)] + [own]
    return own, tuple(a for a in _addresses(page, near) if learned.shorten(a) == own)[:_MAX_PAGES]


def _likely(hrefs: Iterable[str], series: str) -> list[str]:
    """Return the links that may be of a series, by a look that costs little: pages have thousands of others."""
    last = urlsplit(series).path.rpartition("/")[2]
    found = []
    for href in hrefs:
        head, query, _ = href.partition("?")
        head = head.rstrip("/")
        if query:
            is_near = not head or "%" in last or head.endswith(last) or _has_number(head)
        else:
            is_near = _has_number(head) or head in series
        if is_near:
            found.append(href)
    return found


def _has_number(path: str) -> bool:
    last = path.removesuffix(".html").removesuffix(".htm")[-1:]
    return last.isdigit() and _NUMBERED_STEP.search(path.lower()) is not None


def _addresses(page: Page, hrefs: Iterable[str]) -> Iterator[str]:
    addresses = dict.fromkeys(address for href in hrefs if (address := page.address(href)))
    return (address for address in addresses if address != page.url)


def _is_page_of(address: str, series: str) -> bool:
    """Tell whether an address is the first page of a series or a numbered one; not what shows more things at once."""
    return series_of(address) == series and (is_numbered(address) or address.rstrip("/") == series.rstrip("/"))


def _hrefs(page: Page) -> tuple[tuple[str, ...], list[str]]:
    """Return the page's links, each once, and those that it calls its next and previous page."""
    hrefs: dict[str, None] = {}
    neighbours = []
    for link in page.tree.css("a[href], link[rel=next], link[rel=prev]")[:_MAX_LINKS]:
        attributes = link.attributes
        if href := attributes.get("href"):
            hrefs[href] = None
            if attributes.get("rel") in ("next", "prev"):
                neighbours.append(href)
    for raw in islice(loaded_pages(page.content), _MAX_PAGES):
        hrefs[unescape(raw.decode("utf-8", "replace"))] = None
    return tuple(hrefs), neighbours


@dataclass(frozen=True)
class _Habit:
    """A way of numbering pages that is none of the usual ones."""

    shorten: Callable[[str], str]
    """Takes the page's number out of an address."""
    mark: re.Pattern[str]
    """What links to numbered pages have."""


def _learned(page: Page, neighbours: list[str]) -> _Habit | None:
    """Return the way in which this page's neighbours are written."""
    if not neighbours and _PAGER.search(page.content):
        neighbours = [link.attributes.get("href") or "" for link in page.tree.css(_PAGERS)[:_MOST_NEIGHBOURS]]
    for href in neighbours[:_MOST_NEIGHBOURS]:
        address = page.address(href)
        if address is None or address == page.url:
            continue
        for habit in (_by_parameter(page.url, address), _Habit(_without_last_number, _NUMBER_LAST)):
            if habit and habit.shorten(address) == habit.shorten(page.url):
                return habit
    return None


def _by_parameter(own: str, other: str) -> _Habit | None:
    """Return the habit of numbering pages in the one parameter in which two addresses differ."""
    ours, theirs = (dict(parse_qsl(urlsplit(address).query, keep_blank_values=True)) for address in (own, other))
    unlike = {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)}
    if len(unlike) != 1 or not all(
        value.isdigit() for said in (ours, theirs) for n, value in said.items() if n in unlike
    ):
        return None
    name = unlike.pop()

    def shorten(address: str) -> str:
        parts = urlsplit(series_of(address))
        kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
        return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), ""))

    return _Habit(shorten, re.compile(rf"{re.escape(name)}=\d"))


def _without_last_number(address: str) -> str:
    """Return the address without a number at the end of its path."""
    parts = urlsplit(series_of(address))
    path = _NUMBER_BEHIND.fullmatch(parts.path)
    shorter: str = path[1] + (path[2] or "").rstrip("/") if path else parts.path
    return urlunsplit((parts.scheme, parts.netloc, shorter, parts.query, ""))
