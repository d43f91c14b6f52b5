"""Whether an address is that of a page."""

import re

from crawler.page import Page

_ADDRESS = re.compile(r"https?://(?:www\.)?([^/?#]+)([^?#]*)")


def same_page(address: str, page: Page) -> bool:
    """Tell whether an address is this page's, apart from scheme, ``www.``, query and final slash."""
    return _bare(address) in (_bare(page.url), _bare(page.final_url or page.url))


def _bare(address: str) -> tuple[str, str] | None:
    found = _ADDRESS.match(address)
    return (found[1].lower(), found[2].rstrip("/")) if found else None
