"""Marks of shop and blog programs in a page → where the site itself offers its catalogue; and what is answered there.

Each mark is one that the program writes on every page. A few pages are looked at, by tests on their bytes.
"""

import re
from collections import Counter
from dataclasses import replace
from html import unescape
from urllib.parse import urljoin

from crawler.batch import Ask
from crawler.downloading.answer import Answer
from crawler.downloading.links import Found, Link
from crawler.page import Page
from crawler.parsing.endpoint import CATALOGUES, Platform, endpoint_address, platform_of
from crawler.parsing.site import parse_host_port

PAGES_LOOKED_AT = 20
"""Of each host: a program shows on its front page, a shop inside of a blog on the first of its pages."""

_REST_HEADER = re.compile(r"<([^<>]{1,500})>\s*;\s*rel=\"?https://api\.w\.org/")
_REST_LINK = re.compile(rb"<link\b[^<>]{0,300}https://api\.w\.org/[^<>]{0,600}>")
_HREF = re.compile(rb"""\shref\s?=\s?["']([^"'<>\s]{1,500})["']""")
_SHOPIFY = (b"Shopify.theme", b"Shopify.shop")
_MAGENTO = (b"text/x-magento-init", b"Magento_")
_WOOCOMMERCE = (b"woocommerce", b"WooCommerce")


class Marks:
    """What the pages of one visit have shown of the programs behind their hosts."""

    def __init__(self) -> None:
        self._looked_at: Counter[str] = Counter()
        self._found: set[tuple[str, Platform]] = set()

    def endpoints(self, url: str, answer: Answer) -> list[str]:
        """Return the endpoints that a page shows its host to have, each once."""
        if "html" not in (answer.header("content-type") or "html"):
            return []
        host = parse_host_port(url)
        if self._looked_at[host] >= PAGES_LOOKED_AT:
            return []
        self._looked_at[host] += 1
        found = []
        for platform, root in roots(url, answer):
            address = endpoint_address(platform, root)
            if address and parse_host_port(address) == host and (host, platform) not in self._found:
                self._found.add((host, platform))
                found.append(address)
                if platform in CATALOGUES:
                    self._looked_at[host] = PAGES_LOOKED_AT
        return found


def roots(url: str, answer: Answer) -> list[tuple[Platform, str]]:
    """Return the programs that a page shows, each with the address that its endpoint begins with."""
    body, shop = answer.body, urljoin(url, "/")
    if answer.header("x-shopid") or _has(body, _SHOPIFY):
        return [("shopify", shop)]
    if (api := _rest_api(url, answer)) is not None:
        return [("woocommerce", api), ("wordpress", api)] if _has(body, _WOOCOMMERCE) else [("wordpress", api)]
    return [("magento", shop)] if _has(body, _MAGENTO) else []


def _rest_api(url: str, answer: Answer) -> str | None:
    """Return the root of WordPress' REST API, as a header or a link in its pages gives it (REST API Handbook,
    Discovery)."""
    told = _REST_HEADER.search(answer.header("link") or "")
    if told is not None:
        return urljoin(url, str(told[1]))
    link = _REST_LINK.search(answer.body) if b"https://api.w.org/" in answer.body else None
    href = _HREF.search(link[0]) if link else None
    return urljoin(url, unescape(href[1].decode("utf-8", "replace"))) if href else None


def _has(body: bytes, marks: tuple[bytes, ...]) -> bool:
    return any(mark in body for mark in marks)


def read_catalogue(ask: Ask, answer: Answer) -> tuple[Answer, Found | None, str | None]:
    """Return what an endpoint's answer is worth, what it names, and its next page.

    A refusal, an error or a page for people is "missing" where the endpoint was never read: the site does not offer it.
    Where it was read before, it is a fault of today.
    """
    if answer.outcome in ("not_modified", "moved", "missing", "denied"):
        return answer, None, None
    if answer.outcome == "ok":
        from crawler.reading.endpoint import Answered  # start-up for those who have endpoints only

        platform = platform_of(ask.url)
        assert platform is not None
        answered = Answered(Page(ask.url, 200, dict(answer.headers), answer.body), platform)
        if answered.items is not None:
            links = [Link(url, "feed") for url in answered.items]
            return answer, Found(kind="feed", links=links), answered.next_page
        answer = replace(
            answer, outcome="error", error=f"answered {answer.status} with what is no answer of {platform}"
        )
    if ask.why != "feed":
        answer = replace(answer, outcome="missing", error=f"not offered: {answer.error or answer.outcome}")
    return answer, None, None
