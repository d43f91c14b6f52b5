"""Addresses of numbered pages: ``?page=2``, ``/page/2/``, ``?PAGEN_1=2``, ``?start=24``, ``/strana-2`` …"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

_PARAMETER = re.compile(
    r"_?(?:p|pg|pn|pgn|pager?|paged|pagina|pagination|page_?(?:no|num|number|index)|(?:cur|current|cat|product|search|"
    r"list|results?|query-\d{1,3}|catalog|goods|collection|shop)[-_]?page|cur(?:rent)?_?pg|seite|seitenr|strana|strona|"
    r"stranka|stranitsa|str|lapa|lpp|halaman|hal|bet|sivu|(?:limit)?start(?:row|index|item)?|offset|skip|from|pagen_\d{1,3}|"
    r"page\[(?:number|offset)\])",
    re.I,
)
"""What sites and their programs call the number of a page, or of the first thing on it; ``page_id`` is none
(WordPress)."""
_SIZE = re.compile(
    r"sz|size|limit|ipp|count|per_?page|page_?size|rows|ps|sizen_\d{1,3}|page\[(?:size|limit)\]|items_?per_?page", re.I
)
"""How many things stand on a page: it moves the borders between the pages of one series."""
_PATH = re.compile(
    r"/(?:pages?|seite|strana|strona|stranka|stranitsa|pagina|lapa|halaman|sivu|bet)[/_=-]?\d{1,6}(?=/|\.html?$|$)|"
    r"[-_,](?:page|pagina|seite|strana|lapa)[-_=]?\d{1,6}(?=/|\.html?$|$)|"
    r"/p(?:\d{1,3}|[/_=-]\d{1,2})(?=/?$)|;(?:page|p|start|offset)=\d{1,6}(?=;|$)",
    re.I,
)
_INDEX = re.compile(r"/index-?\d{1,6}(?=\.html?$)", re.I)
_LOADED = re.compile(
    rb"""data-(?:next[\w-]{0,12}|page-url|load-more-url|url|href)\s{0,9}=\s{0,9}["']([^"'<>]{0,500}?\d[^"'<>]{0,500})["']"""
)


def is_page_number(name: str, value: str, path: str = "") -> bool:
    """Tell whether a parameter of an address with this path numbers its page.

    >>> is_page_number("PAGEN_1", "2"), is_page_number("page", "all"), is_page_number("p", "12", "/")
    (True, False, False)
    """
    # "/?p=12" is how WordPress writes the address of post 12
    return value.isdigit() and _PARAMETER.fullmatch(name) is not None and not (name == "p" and path == "/")


def without_page_number(address: str) -> str:
    """Return the address without its page number and final slash: what all pages of a series share.

    >>> without_page_number("https://shop.example/kettles?page=3&sort=price")
    'https://shop.example/kettles?sort=price'
    >>> without_page_number("https://shop.example/c/kettles/strana-2/"), without_page_number("https://shop.example/c?start=24&sz=12")
    ('https://shop.example/c/kettles', 'https://shop.example/c')
    """
    parts = urlsplit(address)
    path = _INDEX.sub("/index", _PATH.sub("", parts.path)) or "/"
    kept = [part for part in parts.query.split("&") if part and not _is_of_paging(part, path)] if parts.query else ()
    return urlunsplit((parts.scheme, parts.netloc, path.rstrip("/") or "/", "&".join(kept), ""))


def _is_of_paging(part: str, path: str) -> bool:
    name, _, value = part.partition("=")
    if "%" in name:
        name = unquote(name)
    return is_page_number(name, value, path) or (value.isdigit() and _SIZE.fullmatch(name) is not None)


def is_numbered(address: str) -> bool:
    """Tell whether an address is that of a numbered page of a series.

    >>> is_numbered("https://shop.example/shoes?page=2"), is_numbered("https://blog.example/page/3/")
    (True, True)
    >>> is_numbered("https://shop.example/shoes/"), is_numbered("https://shop.example/p/48213")
    (False, False)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False  # no address: a broken IPv6 host
    if _PATH.search(parts.path) or _INDEX.search(parts.path):
        return True
    return bool(parts.query) and any(is_page_number(*pair, parts.path) for pair in parse_qsl(parts.query))


def loaded_pages(content: bytes) -> Iterator[bytes]:
    """Yield the addresses of numbered pages, as written, that attributes hold for scripts: a button that lengthens a
    list takes the next page's from there.

    >>> list(loaded_pages(b'<button data-next-url="/c?page=2">More</button><i data-url="/ajax/2">'))
    [b'/c?page=2']
    """
    for found in _LOADED.finditer(content):
        if is_numbered(found[1].decode("latin-1")):
            yield found[1]
