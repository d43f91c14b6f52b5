"""Body → the addresses it leads to, in one linear pass over the bytes: no tree, whatever the markup.

A tree parser is quadratic on nested markup (100,000 open divs: 20 CPU-seconds); this is not, so it may run beside the
network.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Literal, NamedTuple

from crawler.downloading.documents import kind_of_link
from crawler.page import Page
from crawler.parsing.address import parse_address
from crawler.parsing.paging import loaded_pages

How = Literal["link", "sitemap", "feed", "price_list", "data_sheet"]

_HREF = re.compile(
    rb"""href(?<![\w-]href)\s{0,20}=\s{0,20}(?:"([^"]{1,3000})"|'([^']{1,3000})'|([^\s"'<>=`]{1,3000}))"""
)
_ITEM_LINK = re.compile(rb"<link(?:\s[^<>]{0,500})?>\s{0,50}(?:<!\[CDATA\[\s{0,50})?([^<>\]\s]{1,3000})")
_LOC = re.compile(rb"<(?:[\w.-]{1,40}:)?loc>\s{0,50}(?:<!\[CDATA\[\s{0,50})?([^<>\]\s]{1,3000})", re.I)
_FEED_TYPE = re.compile(rb"application/(?:rss|atom|rdf)\+xml")
_LEADS_ON = re.compile(rb"""rel\s{0,9}=\s{0,9}["']?(?:canonical|next|prev)["'\s/>]""")
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(urlset|sitemapindex|rss|feed|rdf|yml_catalog)[\s>]", re.I)

_HIDDEN = re.compile(rb"<(!--|script(?=[\s>])|style(?=[\s>]))")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{1,31});")

_FILES = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of tables begin, whatever they are sent as."""
_LONGEST_TAG = 4000
_HREFS_LOOKED_AT = 20_000
_ADDRESSES_PER_SITEMAP = 50_000
_UNPACKED_BYTES = 50_000_000
"""sitemaps.org: a sitemap has at most 50,000 addresses and 50 MB, unpacked."""


class Link(NamedTuple):
    """An address that a body leads to."""

    url: str
    how: How


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one body leads to."""

    kind: Literal["page", "sitemap", "feed"]
    """What the body is, by its first element."""
    links: list[Link]


def read_links(body: bytes, base: str, limit: int) -> Found:
    """Return what an HTML page, sitemap (also gzipped) or feed leads to: each address once, ``limit`` at most."""
    if body[:2] == b"\x1f\x8b":
        body = unpack(body, _UNPACKED_BYTES)
    if body.startswith(_FILES):
        return Found(kind="page", links=[])
    root = _ROOT.search(body, 0, 2000)
    is_html = body[:500].lstrip().lower().startswith((b"<!doctype html", b"<html"))
    kind = root[1].lower() if root and not is_html else b""
    if kind in (b"urlset", b"sitemapindex"):
        located: Iterator[tuple[bytes, How]] = ((match[1], "sitemap") for match in _LOC.finditer(body))
        return Found(kind="sitemap", links=_resolved(located, base, _ADDRESSES_PER_SITEMAP))
    if kind:
        things = _things_of_feed(body, base)
        return Found(kind="feed", links=things or _resolved(_feed_links(body), base, limit))
    return Found(kind="page", links=_resolved(_page_links(body), _base(body, base), limit))


def _things_of_feed(body: bytes, base: str) -> list[Link]:
    """Return the pages of what a product feed offers; [] when it is a feed of articles."""
    from crawler.reading.product_feed import ProductFeed, is_product_feed  # start-up for those who have feeds only

    feed = Page(base, 200, {}, body)
    return [Link(url, "feed") for url in ProductFeed(feed).named] if is_product_feed(feed) else []


def unpack(body: bytes, most_bytes: int) -> bytes:
    """Return as much of a gzipped body as is whole, ``most_bytes`` at most."""
    try:
        return zlib.decompressobj(wbits=31).decompress(body, most_bytes)
    except zlib.error:
        return b""


def _resolved(found: Iterator[tuple[bytes, How]], base: str, limit: int) -> list[Link]:
    origin_end = base.find("/", base.find("://") + 3)
    origin = base[:origin_end] if origin_end > 0 else base
    directory = base.partition("?")[0].rpartition("/")[0] + "/" if origin_end > 0 else base + "/"
    links: dict[str, Link] = {}
    seen: set[bytes] = set()
    for raw, how in found:
        if raw in seen:
            continue
        seen.add(raw)
        if raw[:1] == b"#":
            continue
        if raw[:1] == b"?":
            url = _resolve(raw, base)  # the only kind that depends on the whole address
        else:
            url = _resolve(raw, origin if raw[:1] == b"/" or b":" in raw[:12] else directory)
        if url and url not in links:
            links[url] = Link(url, how)
            if len(links) >= limit:
                break
    return list(links.values())


@lru_cache(maxsize=10_000)
def _resolve(raw: bytes, base: str) -> str | None:
    """Most links of a page stand on all pages of its site: resolving each once takes two thirds off a page's cost."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    if "&" in text:
        text = _REFERENCE.sub(lambda reference: unescape(reference[0]), text)
    return parse_address("".join(text.split()) if any(c in text for c in "\t\r\n") else text, base)


def _base(body: bytes, address: str) -> str:
    """Return the address that relative links are relative to: the first ``<base href>`` or the page's own."""
    at = body[:200_000].lower().find(b"<base")
    if at < 0:
        return address
    match = _HREF.search(body[at : at + _LONGEST_TAG].lower())
    if not match or b">" in body[at : at + match.start()]:
        return address
    raw = next(body[at + match.start(group) : at + match.end(group)] for group in (1, 2, 3) if match[group] is not None)
    return _resolve(raw, address) or address


def _page_links(body: bytes) -> Iterator[tuple[bytes, How]]:
    lower = body.lower()
    looked_at = 0
    for start, end in _outside(lower):
        for match in _HREF.finditer(lower, start, end):
            looked_at += 1
            if looked_at > _HREFS_LOOKED_AT:
                return
            tag_at = lower.rfind(b"<", max(start, match.start() - _LONGEST_TAG), match.start())
            tag = lower[tag_at + 1 : tag_at + 6]
            how: How = "link"
            if tag.startswith((b"link", b"base", b"use ", b"image")):
                close = lower.find(b">", match.end(), match.end() + 1000)
                end_of_tag = close + 1 if close >= 0 else match.end()
                if tag[:4] == b"link" and _FEED_TYPE.search(lower, tag_at, end_of_tag):
                    how = "feed"
                elif tag[:4] != b"link" or not _LEADS_ON.search(lower, tag_at, end_of_tag):
                    continue  # a canonical that nothing else leads to: many addresses of one page, none of them it
            group = match.lastindex or 1
            if how == "link":
                how = kind_of_link(body, tag_at, match.start(group), match.end(group)) or how
            yield body[match.start(group) : match.end(group)], how
    for raw in loaded_pages(body):
        yield raw, "link"


def _outside(lower: bytes) -> Iterator[tuple[int, int]]:
    """Yield the stretches that lie outside comments, scripts and styles. One that never closes hides nothing."""
    start = at = 0
    unclosed: set[bytes] = set()
    while opening := _HIDDEN.search(lower, at):
        name = opening[1]
        close = -1 if name in unclosed else lower.find(b"-->" if name == b"!--" else b"</" + name, opening.end())
        at = opening.end()
        if close < 0:
            unclosed.add(name)  # looking again from further on would be in vain, and quadratic
            continue
        yield start, opening.start()
        start = at = close
    yield start, len(lower)


def _feed_links(body: bytes) -> Iterator[tuple[bytes, How]]:
    for item in _ITEM_LINK.finditer(body):
        yield item[1], "feed"
    for match in _HREF.finditer(body):
        tag_at = body.rfind(b"<", max(0, match.start() - _LONGEST_TAG), match.start())
        if body[tag_at + 1 : tag_at + 6] == b"link " or body[tag_at + 1 : tag_at + 11] == b"atom:link ":
            group = match.lastindex or 1
            yield match[group], "feed"
