"""What a page is: product, article, listing, home, a page of the company's own matters, or other;
what it says of itself comes before what its address suggests."""

from collections import Counter

from crawler.reading.card import price_marks
from crawler.reading.labels import GTIN, MPN, SKU
from crawler.reading.page_address import is_home, is_reference, type_of_address
from crawler.reading.page_signs import buys_apart, has_cart, is_forum, pictured, prose_of, sorts
from crawler.reading.page_words import type_of_parent, type_of_path, type_of_phrase, type_of_title
from crawler.reading.place import same_page
from crawler.reading.plan import read_plans
from crawler.reading.product import has_own_price
from crawler.reading.schema import types
from crawler.reading.series import read_series, series_of
from crawler.reading.sight import Mark
from crawler.reading.view import View
from crawler.reading.visible import main_price

LOOKED_FOR = {
    "product": ("offer", "review", "rating"),
    "article": ("article", "popularity"),
    "listing": ("offer", "article", "popularity"),
    "home": ("offer", "article", "popularity", "headline", "tagline", "promise", "technology", "profile"),
    "pricing": ("plan", "offer", "headline", "promise"),
    "reviews": ("review", "rating"),
    "about": ("headline",),
    "terms": ("promise",),
}
"""Kinds that the readers of each type of page yield."""

_OF_GOODS = frozenset(
    "offers sku mpn productID gtin gtin8 gtin12 gtin13 gtin14 isbn hasVariant isVariantOf inProductGroupWithID "
    "additionalProperty model color size weight material itemCondition".split()
)
"""What is said of a thing for sale and not of a service that borrows the type for its stars."""
_GRID = 6
"""Least linked pictures that make a list of a page."""
_FEW = 4
"""Cards with prices, fewer than which stand on other pages too."""
_WORDS_TO_A_CARD = 150
"""Letters of paragraphs to each card, from which on the cards adorn what is written."""
_LISTS = frozenset("CollectionPage SearchResultsPage".split())
_SIGNED = frozenset("datePublished dateCreated dateModified author".split())
"""What a post says of itself, and a theme that marks every page as a post does not."""
_FORUM_POST = frozenset("DiscussionForumPosting QAPage".split())
_PUBLISHED = ("article:published_time", "og:article:published_time", "article:published")


def type_of(view: View) -> str:
    """Return product, article, listing, home, pricing, reviews, about, contact, careers, terms or other."""
    address = view.page.url
    if is_home(address):
        return "product" if _has_own_product(view) else "home"
    hint = type_of_address(address)
    if hint == "product" and type_of_parent(address) in ("careers", "terms"):
        hint = "other"  # "/careers/product-designer"
    listed = series_of(address)  # "/reviews/page/2" is of reviews as "/reviews" is
    named = type_of_path(listed) if hint in ("other", "product") or listed != address.rstrip("/") else None
    if named and _is_of_company(view, named):
        return named
    found = _by_matter(view, hint)
    if found in ("other", "listing") and hint == "other":
        return _by_words(view, found)
    return found


def _is_of_company(view: View, named: str) -> bool:
    """Tell whether a page whose address ends in such a name is what it says, and not a thing for sale or a list."""
    if named == "pricing":
        return not (_has_own_product(view) or _sells(view) or len(view.offer_cards) > 1) or _has_plans(view)
    if _sells(view):
        return False
    if named == "reviews":  # of a magazine they are posts, each with a page below this one
        below = view.page.url.partition("?")[0].rstrip("/") + "/"
        return sum(card.url.startswith(below) for card in view.article_cards) < 3
    return not _has_own_product(view)


def _by_words(view: View, found: str) -> str:
    """Return what a page's heading, title or place in the site calls it, where nothing else does."""
    heading = view.sight.heading
    said = type_of_phrase(heading.text) if heading else None
    if said == "pricing" and _has_plans(view):
        return said
    if found != "other":
        return found
    said = said or type_of_title(view.sight.title) or type_of_parent(view.page.url)
    return said if said and said != "pricing" else "pricing" if said and _has_plans(view) else found


def _has_plans(view: View) -> bool:
    return next(read_plans(view.page, view.hints), None) is not None


def _by_matter(view: View, hint: str) -> str:
    """Return product, article, listing or other: by what the page says for machines, then by what it holds."""
    said = (view.page.structured.first("og:type") or "").lower()
    if _has_own_product(view) or (said in ("product", "og:product", "product.item") and len(view.offer_cards) < 3):
        return "product"
    if hint not in ("listing", "article") and _is_reference(view):
        return "product" if _sells(view) else "other"
    if hint != "listing":
        if _is_told_article(view) or (said == "article" and _is_post(view, hint)):
            return "article"
        if hint == "article" and _near_heading(view, view.sight.dates):
            return "article"  # a post about a thing may well lead to where it is sold
        if _sells(view):
            return "product"
        if any(_LISTS & types(thing) for _, thing in view.things):
            return "listing"
        if _is_dated_text(view):
            return "article"
    if _lists_offers(view) or said == "product.group":
        return hint if hint == "article" or (hint == "product" and _is_apart(view)) else "listing"
    return _by_looks(view, hint)


def _lists_offers(view: View) -> bool:
    """Tell whether the page lists things for sale: among customers' logos a few figures of money are no prices, and
    cards that are all called alike ("Start now") are no things."""
    cards = view.offer_cards
    priced = sum(1 for card in cards if any(price_marks(card)))
    alike = max(Counter(card.name for card in cards).values(), default=0)
    if priced < 2 or 3 * priced < len(cards) or 2 * alike > len(cards):
        return len(view.products.listed) > 1
    return len(cards) >= _FEW or type_of_address(view.page.url) == "listing" or not _is_wordy(view, len(cards))


def _is_wordy(view: View, cards: int) -> bool:
    """Tell whether the cards only adorn what is written."""
    return prose_of(view).letters >= _WORDS_TO_A_CARD * cards


def _by_looks(view: View, hint: str) -> str:
    """Return what a page without structured data and without prices is."""
    cards = len(view.article_cards)
    if hint == "article":
        return hint
    if hint == "other" and cards > 2 and not _is_wordy(view, cards):
        return "listing"
    if hint == "product":
        return hint if view.products.own or has_cart(view) or buys_apart(view) else "other"
    if hint == "other" and buys_apart(view) and has_cart(view):
        return "product"
    is_essay = prose_of(view).is_essay and (not cards or _is_wordy(view, cards)) and not sorts(view)
    if hint == "listing" and not is_essay:
        return hint
    shown = pictured(view)
    if shown >= _GRID and (hint == "listing" or not _is_wordy(view, shown)):
        return "listing"
    if is_essay:
        return "article"
    return "listing" if len(read_series(view.page)[1]) > 1 else hint


def _is_reference(view: View) -> bool:
    """Tell whether a page is of documentation, or a thread of a forum."""
    if is_reference(view.page.url) or is_forum(view):
        return True
    return any(types(thing) & _FORUM_POST for _, thing in view.things)


def _is_told_article(view: View) -> bool:
    """Tell whether structured data says that the page is an article."""
    if any(_LISTS & types(thing) for _, thing in view.things) and len(view.article_cards) > 2:
        return False
    return any(_SIGNED & thing.keys() for _, thing in view.articles)


def _is_post(view: View, hint: str) -> bool:
    """Tell whether a page that calls itself an article is one: some programs say so of every page."""
    sight = view.sight
    if hint == "article":
        return True
    if any(_LISTS & types(thing) for _, thing in view.things) or _sells(view):
        return False
    if view.page.structured.first(*_PUBLISHED):
        return True
    if len(sight.paragraphs) < 3:
        return False
    if _near_heading(view, sight.dates) or _near_heading(view, sight.bylines):
        return True
    prose = prose_of(view)
    return prose.paragraphs >= 3 and prose.letters >= 1500


def _is_apart(view: View) -> bool:
    """Tell whether a page with cards of others has something to sell of its own before them."""
    sight, heading = view.sight, view.sight.heading
    if heading is None or len(view.offer_cards) < 6:
        return True
    first = min((mark.at for card in view.offer_cards for mark in card.marks if mark.at > heading.at), default=0)
    codes = (mark for kind in (SKU, GTIN, MPN) for mark in sight.facts(kind))
    signs = (*view.own_prices, *sight.buttons, *codes)
    return any(heading.at < mark.at < first and not sight.is_beside(mark.node) for mark in signs)


def _has_own_product(view: View) -> bool:
    """Tell whether structured data says that the page is a product:
    on a page full of cards only when it names a price of its own."""
    own = view.products.own
    if own and not any(_OF_GOODS & thing.keys() for _, thing in own) and not _sells(view):
        return type_of_address(view.page.url) == "product"
    if len(view.offer_cards) < 4 or any(has_own_price(thing) for _, thing in own):
        return bool(own)
    return bool(own) and (_sells(view) or any("sku" in thing for _, thing in own))


def _sells(view: View) -> bool:
    """Tell whether the heading is followed by a price, before any card's,
    and by a buy button, a statement of availability, or what the markup calls a place to buy."""
    sight, heading = view.sight, view.sight.heading
    main = main_price(sight, view.own_prices, view.hints) if heading else None
    if heading is None or main is None or not heading.at < main[0].at < heading.at + 400:
        return False
    is_alone = len(view.offer_cards) < 6
    if not is_alone and main[1].type == "range":
        return False  # a filter's
    if not buys_apart(view, by_stock=is_alone):  # a filter says "in stock" too
        return False
    return not any(heading.at < mark.at < main[0].at for card in view.offer_cards for mark in card.marks)


def _is_dated_text(view: View) -> bool:
    """Tell whether the heading is of this page, stands beside a day, and is followed by paragraphs: many, in one block,
    or under a byline."""
    sight, heading = view.sight, view.sight.heading
    if heading is None or len(view.article_cards) > 2:
        return False
    link = heading.node.css_first("a[href]")
    address = view.page.address(link.attributes.get("href")) if link else None
    if address and not same_page(address, view.page):
        return False

    texts = [mark for mark in sight.paragraphs if mark.at > heading.at and not sight.is_beside(mark.node)]
    in_cards = {mark.node.mem_id for card in view.article_cards for mark in card.marks}
    dates = [mark for mark in sight.dates if mark.node.mem_id not in in_cards]
    if len(texts) < 2 or not _near_heading(view, dates):
        return False
    prose = prose_of(view)
    return _near_heading(view, sight.bylines) or prose.is_told or prose.letters >= 3000


def _near_heading(view: View, marks: list[Mark]) -> bool:
    sight, heading = view.sight, view.sight.heading
    return heading is not None and any(
        abs(mark.at - heading.at) < 60 and not sight.is_beside(mark.node) for mark in marks
    )
