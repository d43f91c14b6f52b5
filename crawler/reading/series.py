"""Addresses of a listing's pages → the series they share."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.page import Page

_PARAMETERS = frozenset(
    "page paged pg pagenumber page_no pageno pagenum currentpage curpage start offset from p".split()
)
_IN_PATH = re.compile(
    r"/(?:page|seite|strana|lapa)[/_-]?\d{1,6}(?=/|\.html?$|$)|[-_]page[-_]?\d{1,6}(?=/|\.html?$|$)|"
    r"/index-?\d{1,6}(?=\.html?$)",
    re.I,
)
_LOOKS_PAGED = re.compile(r"[?&;][a-z_]{1,14}=\d{1,6}(?:&|$)|page|seite|strana|lapa|index", re.I)
_MAX_PAGES = 500


def series_of(address: str) -> str:
    """Return the address without its page number and final slash.

    >>> series_of("https://shop.example/kettles?page=3&sort=price")
    'https://shop.example/kettles?sort=price'
    >>> series_of("https://shop.example/blog/page/2/")
    'https://shop.example/blog'
    """
    parts = urlsplit(address)
    path = _IN_PATH.sub(lambda match: "/index" if "index" in match.group().lower() else "", parts.path) or "/"
    query = parts.query
    if query:
        pairs = parse_qsl(query, keep_blank_values=True)
        kept = [pair for pair in pairs if not _is_page(pair, path)]
        query = query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, path.rstrip("/") or "/", query, ""))


def series_pages(page: Page, hrefs: Iterable[str]) -> tuple[str, ...]:
    """Return the other pages of this page's series that it links."""
    own = series_of(page.url)
    found: dict[str, None] = {}
    for href in dict.fromkeys(href for href in hrefs if href.rstrip("/") in own or _LOOKS_PAGED.search(href)):
        address = page.address(href)
        if address and address != page.url and series_of(address) == own:
            found[address] = None
    return tuple(found)[:_MAX_PAGES]


def _is_page(pair: tuple[str, str], path: str) -> bool:
    name, value = pair
    # "/?p=12" is how WordPress writes the address of post 12
    return value.isdigit() and name.lower() in _PARAMETERS and not (name == "p" and path == "/")
