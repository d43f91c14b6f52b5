"""Who sells: a name that is the site's own goes without saying."""

import re
from dataclasses import replace

from crawler.page import Page
from crawler.parsing.site import parse_site
from crawler.reading.schema import resemble, text, types
from crawler.records.offer import Offer

_COMPANIES = frozenset(("Organization", "WebSite", "OnlineStore", "Store"))


def without_site(offer: Offer, page: Page) -> Offer:
    """Return the offer without its seller when that is the site itself."""
    return replace(offer, seller=None) if offer.seller and _is_site(offer.seller, page) else offer


def _is_site(seller: str, page: Page) -> bool:
    plain, label = re.sub(r"\W", "", seller.casefold()), (parse_site(page.url) or "").partition(".")[0]
    if len(label) > 3 and label.replace("-", "") in plain:
        return True
    if plain and plain in re.sub(r"\W", "", page.host):
        return True
    names = [page.structured.first("og:site_name") or ""]
    names += [text(thing.get("name")) or "" for thing in page.structured.json_ld if types(thing) & _COMPANIES]
    title = page.tree.css_first("title")
    names += re.split(r"\s[|–—·:»-]\s", title.text()[:1000])[1:] if title else []
    return any(resemble(seller, name) for name in names if name)
