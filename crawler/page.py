"""Page: one capture as readers see it, decoded and parsed lazily, once."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode
from w3lib.encoding import html_to_unicode

from crawler.parsing.address import parse_address
from crawler.parsing.file_form import parse_file_form, parse_file_name
from crawler.parsing.json_text import Json, parse_json
from crawler.parsing.site import parse_site
from crawler.trace import Trace

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

MAX_BYTES = 50_000_000
"""Bytes that a compressed body may unpack to (the sitemap protocol allows 50 MB)."""

_MAX_BLOCKS = 200
_MAX_DEPTH = 12
_SNIFFED = (
    (re.compile(rb"<(?:urlset|sitemapindex)[\s>]"), "sitemap"),
    (re.compile(rb"<(?:rss|feed|rdf:RDF|yml_catalog)[\s>]"), "feed"),
    (re.compile(rb"<(?:!doctype html|html|head|body|meta|title|link|script|div|p|table|h1|main|a)[\s>]", re.I), "html"),
)
_PROLOG = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?! html)[^>\[]*(?:\[.*?\])?\s*>)*", re.S)
_PLAIN_PATH = re.compile(r"/(?!/)[\w/-]*(?:\.[\w-]+)*", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Structured:
    """What a page says for machines in its head and in JSON-LD blocks."""

    json_ld: tuple[dict[str, Json], ...] = ()
    """Top-level objects in page order; lists and ``@graph`` are taken apart,
    references inside them are not followed."""
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Contents of ``<meta>`` by ``property`` or ``name`` in lower case: ``og:title``, ``product:price:amount`` …"""

    def first(self, *names: str) -> str | None:
        """Return the first content that is not empty under the first of these names that has one."""
        return next((content for name in names for content in self.meta.get(name, ()) if content.strip()), None)


@dataclass(frozen=True)
class Page:
    """One response: address as asked, status, headers (lower-case names), body as it came."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    final_url: str | None = None
    trace: Trace | None = None
    """Where readers note what they took from which element; None: nobody asks."""

    @cached_property
    def content_type(self) -> str:
        """The media type that the header declares, lower case, without parameters; ``""`` when it declares none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @cached_property
    def content(self) -> bytes:
        """The body, unpacked when it is a gzip file (as sitemaps may be)."""
        if not self.body.startswith(b"\x1f\x8b"):
            return self.body
        try:
            return zlib.decompressobj(wbits=31).decompress(self.body, MAX_BYTES)
        except zlib.error:
            return self.body

    @cached_property
    def form(self) -> str:
        """html, feed, sitemap, a kind of file (pdf, xlsx, xls, ods, docx, csv, json) or other: by the content's first
        bytes; what header and address call it decides only where these do not tell."""
        name = parse_file_name(self.final_url or self.url, self.headers.get("content-disposition"))
        if file := parse_file_form(self.content, self.content_type, name):
            return file
        start = self.content[:4096].lstrip(b"\xef\xbb\xbf")
        prolog = _PROLOG.match(start)
        start = start[prolog.end() if prolog else 0 :]
        if found := next((form for pattern, form in _SNIFFED if pattern.match(start)), None):
            return found
        if self.content_type in ("text/html", "application/xhtml+xml") or (
            not self.content_type and b"<html" in start.lower()
        ):
            return "html"
        return "other"

    @cached_property
    def html(self) -> str:
        """The content as text: byte order mark, header, declaration in the page,
        then what the bytes themselves suggest."""
        _, text = html_to_unicode(self.headers.get("content-type"), self.content, auto_detect_fun=_detect)
        return text.replace("\x00", "")

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed document; shared by all readers, who must not change it."""
        return LexborHTMLParser(self.html)

    @cached_property
    def soup(self) -> "BeautifulSoup":
        """The parsed document for readers of few pages, where clarity counts more than speed."""
        from bs4 import BeautifulSoup

        return BeautifulSoup(self.html, "lxml")

    @cached_property
    def text(self) -> str:
        """All text of the body, a line feed between elements; scripts and styles are left out."""
        parts = [node.text_content or "" for node in self._text_nodes()]
        return "\n".join(line for part in parts if (line := " ".join(part.split())))

    @cached_property
    def structured(self) -> Structured:
        """JSON-LD objects and meta tags."""
        return Structured(json_ld=tuple(self._json_ld()), meta=self._meta())

    @cached_property
    def base(self) -> str:
        """What relative addresses of this page are relative to."""
        tag = self.tree.css_first("base[href]") if "<base" in self.html else None
        own = self.final_url or self.url
        return (parse_address(tag.attributes.get("href") or "", own) if tag else None) or own

    @cached_property
    def host(self) -> str:
        """The host of the address as asked, lower case, without port."""
        return urlsplit(self.url).hostname or ""

    @cached_property
    def _origin(self) -> str:
        parts = urlsplit(self.base)
        return f"{parts.scheme}://{parts.netloc}"

    def address(self, href: str | None) -> str | None:
        """Return the address that a link of this page leads to; None for no address or only a place on this page."""
        href = (href or "").strip()
        if not href or href.startswith("#"):
            return None
        if _PLAIN_PATH.fullmatch(href):  # most links; the general way is twenty times as dear
            return self._origin + href
        return parse_address(href, self.base)

    def is_own(self, address: str) -> bool:
        """Tell whether an address belongs to the site of this page."""
        return address.startswith(self._origin + "/") or parse_site(address) == self._site

    @cached_property
    def _site(self) -> str | None:
        return parse_site(self.url)

    def _text_nodes(self) -> Iterator[LexborNode]:
        skipped = False
        for node in self.tree.root.traverse(include_text=True, skip_empty=True) if self.tree.root else ():
            tag = node.tag
            if tag != "-text":
                skipped = tag in ("script", "style", "title", "noscript", "template")
            elif not skipped:
                yield node

    def _json_ld(self) -> Iterator[dict[str, Json]]:
        if "ld+json" not in self.html:
            return
        for script in self.tree.css('script[type*="ld+json"]')[:_MAX_BLOCKS]:
            for value in parse_json(script.text()):
                yield from _objects(value)

    def _meta(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for tag in self.tree.css("meta[content]"):
            attributes = tag.attributes
            name = (attributes.get("property") or attributes.get("name") or "").strip().lower()
            if name:
                found[name] = (*found.get(name, ()), attributes.get("content") or "")
        return found


def _objects(value: Json, depth: int = 0) -> Iterator[dict[str, Json]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for part in value:
            yield from _objects(part, depth + 1)
    elif isinstance(value, dict):
        graph = value.get("@graph")
        if isinstance(graph, (list, dict)):
            yield from _objects(graph, depth + 1)
        if "@type" in value:
            yield value


def _detect(body: bytes) -> str | None:
    """Name the encoding of bytes that nobody declares:
    UTF-8 when they are that, else what their frequencies suggest."""
    try:
        body.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(
            body[:65_536],
            cp_isolation=["cp1251", "cp1252", "cp1257", "koi8_r", "shift_jis", "gb18030", "euc_kr", "big5"],
        ).best()
        return best.encoding if best else "cp1252"
