"""Sitemaps (sitemaps.org 0.9) → the addresses they name."""

import html
import re

from crawler.page import Page
from crawler.records.reading import About, Reading

MAX_ADDRESSES = 50_000
"""As many as the protocol allows in one file."""

_LOC = re.compile(r"<(?:sm:|sitemap:|ns\d:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,4000}?)\s*(?:\]\]>)?\s*</", re.I)


def read_sitemap(page: Page) -> Reading:
    """Return what a sitemap names; an index names sitemaps, which are no things."""
    is_index = "<sitemapindex" in page.html[:8192]
    found = (page.address(html.unescape(match[1])) for match in _LOC.finditer(page.html))
    addresses = tuple(dict.fromkeys(address for address in found if address))[:MAX_ADDRESSES]
    return Reading(
        about=About(type="sitemap", series=None if is_index else page.url, named=() if is_index else addresses)
    )
