"""Whether a page's breadcrumbs tell its thing's category, or only by which way the page was reached."""

import re
from urllib.parse import parse_qsl, urlsplit

from crawler.page import Page

_WAY = re.compile(
    r"path|c_?path|cat(?:egory)?(?:_?id)?|cid|cgid|collection|section|from|list|"
    r"(?:manufacturer|brand|vendor|tag|search|q)(?:_?id)?",
    re.I,
)


def tells_category(page: Page) -> bool:
    """Tell whether the breadcrumbs are the thing's own: not where the page calls an address its own that lacks the
    category in this one. Under ``/mugs/pot``, ``/sale/pot`` and ``/pot`` such shops show one page with three trails.

    A canonical address that is otherwise unlike says nothing: some shops send all pages home.
    """
    link = page.tree.css_first('link[rel="canonical"][href]')
    canonical = page.address(link.attributes.get("href")) if link else None
    if canonical is None or canonical == page.url:
        return True
    ours, theirs = urlsplit(page.url), urlsplit(canonical)
    steps, fewer = (parts.path.rstrip("/").split("/") for parts in (ours, theirs))
    if steps != fewer:
        return not (steps[-1] and steps[-1] == fewer[-1])
    kept = dict(parse_qsl(theirs.query))
    return not any(name not in kept and _WAY.fullmatch(name) for name, _ in parse_qsl(ours.query))
