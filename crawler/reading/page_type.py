"""What a page is: product, article, listing, home or other;
what it says of itself comes before what its address suggests."""

import re
from urllib.parse import urlsplit

from crawler.reading.product import has_own_price, same_page
from crawler.reading.sight import Mark
from crawler.reading.view import View
from crawler.reading.visible import main_price

LOOKED_FOR = {
    "product": ("offer",),
    "article": ("article", "popularity"),
    "listing": ("offer", "article", "popularity"),
    "home": ("offer", "article", "popularity"),
}
"""Kinds that the readers of each type of page yield."""

_PRODUCT_WORDS = r"/(?:products?|p|item|items|prod|dp|artikel|buy|produkt|producto|tovar)"
_LISTING_WORDS = (
    r"/(?:category|categories|collections?|c|cat|departments?|brands?|search|sale|deals|tags?|archives?|"
    r"product-category)"
)
_SHOP_WORDS = r"/(?:catalogue?|shop|store)"  # what follows may be a category or a product
_BLOG_WORDS = (
    r"/(?:blogs?|news|articles?|posts?|stories|journal|magazine|press|insights|updates|knowledge|guides?|reports?)"
)

_HOME = re.compile(r"/(?:index\.\w{3,5}|home|[a-z]{2}(?:[-_][a-z]{2})?)?", re.I)
_PRODUCT = re.compile(rf"{_PRODUCT_WORDS}[/_-](?!categor|tag|brand|list|search)[^/]", re.I)
_LISTING = re.compile(rf"{_LISTING_WORDS}(?:/|$)|{_SHOP_WORDS}$|/products?$|/page[/-]?\d+$", re.I)
_SEARCH = re.compile(r"(?:^|&)(?:q|search|query|category|cat)=", re.I)
_DATED = re.compile(r"/(?:19|20)\d\d/(?:[01]?\d|[a-z]{3,9})/.*[a-z]", re.I)
_BLOG = re.compile(
    rf"{_BLOG_WORDS}(?:/(?:index\.\w{{3,5}}|page[/-]?\d+|(?:tags?|topics?|categor(?:y|ies)|authors?|archives?)/.*|(?:19|20)\d\d(?:/\d\d?)?))?$",
    re.I,
)
_POST = re.compile(rf"{_BLOG_WORDS}/(?:.*/)?[^/]*[a-z][^/]*$", re.I)


def type_of(view: View) -> str:
    """Return product, article, listing, home or other."""
    said = (view.page.structured.first("og:type") or "").lower()
    hint = type_of_address(view.page.url)
    if is_home(view.page.url):
        return "product" if _has_own_product(view) else "home"
    if _has_own_product(view) or (said in ("product", "og:product", "product.item") and len(view.offer_cards) < 3):
        return "product"
    if hint != "listing":
        if view.articles or (
            said == "article" and (hint == "article" or (len(view.sight.paragraphs) > 2 and not _sells(view)))
        ):
            return "article"
        if _sells(view):
            return "product"
        if _is_dated_text(view):
            return "article"
    if len(view.offer_cards) > 1 or len(view.products.listed) > 1 or said == "product.group":
        return hint if hint in ("product", "article") else "listing"
    if hint == "other" and len(view.article_cards) > 2 and len(view.sight.paragraphs) < 3 * len(view.article_cards):
        return "listing"
    return hint


def is_home(address: str) -> bool:
    """Tell whether an address is a site's or a language's front page.

    >>> is_home("https://shop.example/en/"), is_home("https://shop.example/?page=2")
    (True, False)
    """
    parts = urlsplit(address)
    return not parts.query and _HOME.fullmatch(parts.path.rstrip("/")) is not None


def type_of_address(address: str) -> str:
    """Return what an address alone suggests.

    >>> type_of_address("https://shop.example/products/kettle"), type_of_address("https://shop.example/collections/kettles/")
    ('product', 'listing')
    >>> type_of_address("https://shop.example/blog/tag/tea"), type_of_address("https://shop.example/blog/how-to-brew/")
    ('listing', 'article')
    >>> type_of_address("https://shop.example/about")
    'other'
    """
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    if _BLOG.search(path):
        return "listing"
    if _DATED.search(path) or _POST.search(path):
        return "article"
    if _PRODUCT.search(path):
        return "product"
    return "listing" if _LISTING.search(path) or _SEARCH.search(parts.query) else "other"


def _has_own_product(view: View) -> bool:
    """Tell whether structured data says that the page is a product:
    on a page full of cards only when it names a price of its own."""
    own = view.products.own
    if len(view.offer_cards) < 4 or any(has_own_price(thing) for _, thing in own):
        return bool(own)
    return bool(own) and (_sells(view) or any("sku" in thing for _, thing in own))


def _sells(view: View) -> bool:
    """Tell whether the heading is followed by a price, before any card's,
    and by a buy button or a statement of availability."""
    sight, heading = view.sight, view.sight.heading
    if heading is None or not any(
        mark.at > heading.at and not sight.is_beside(mark.node) for mark in (*sight.buttons, *sight.stock)
    ):
        return False
    main = main_price(sight, view.own_prices, view.hints)
    if main is None or not heading.at < main[0].at < heading.at + 400:
        return False
    return not any(heading.at < mark.at < main[0].at for card in view.offer_cards for mark in card.marks)


def _is_dated_text(view: View) -> bool:
    """Tell whether the heading is of this page, stands beside a day and a byline, and is followed by paragraphs."""
    sight, heading = view.sight, view.sight.heading
    if heading is None or len(view.article_cards) > 2:
        return False
    link = heading.node.css_first("a[href]")
    address = view.page.address(link.attributes.get("href")) if link else None
    if address and not same_page(address, view.page):
        return False

    def near(marks: list[Mark]) -> bool:
        return any(abs(mark.at - heading.at) < 60 and not sight.is_beside(mark.node) for mark in marks)

    texts = [mark for mark in sight.paragraphs if mark.at > heading.at and not sight.is_beside(mark.node)]
    return len(texts) > 1 and near(sight.dates) and near(sight.bylines)
