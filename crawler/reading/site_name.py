"""What a site calls itself: in its meta tags, structured data, logo and domain."""

import re

from crawler.parsing.site import parse_site
from crawler.reading.nodes import own_text
from crawler.reading.schema import text, types
from crawler.reading.view import View

ORGANISATION = frozenset(
    "Organization Corporation LocalBusiness OnlineStore OnlineBusiness Store WebSite Brand".split()
)
"""Types of schema.org that stand for the company or its site."""

LOGO = '[class*="logo"], [class*="brand"], [class*="site-title"], header a[href="/"]'
"""Elements that hold the site's name."""

SEPARATOR = re.compile(r"\s+[|–—·•»:/-]+\s+|\s*[|•»]\s*|:\s+")
"""What parts a title."""


def site_names(view: View) -> frozenset[str]:
    """Return the names of a site, as ``plain`` spells them."""
    page = view.page
    names = [page.structured.first("og:site_name") or "", page.structured.first("application-name") or ""]
    names += [text(thing.get("name")) or "" for _, thing in view.things if types(thing) & ORGANISATION]
    for node in page.tree.css(LOGO)[:4]:
        picture = node if node.tag == "img" else node.css_first("img[alt]")
        names += [own_text(node)] if len(own_text(node)) < 40 else []
        names += [picture.attributes.get("alt") or ""] if picture else []
    label = (parse_site(page.url) or "").partition(".")[0]
    names += [label, *(part for part in SEPARATOR.split(view.sight.title[:300]) if plain(part) == plain(label))]
    found = {plain(re.sub(r"\blogo\b|\bлоготип\b", "", name, flags=re.I)) for name in names}
    return frozenset(name for name in found if len(name) > 1)


def plain(line: str) -> str:
    """Return only letters and digits, in lower case.

    >>> plain("Acme & Co.")
    'acmeco'
    """
    return re.sub(r"[\W_]+", "", line.casefold())
