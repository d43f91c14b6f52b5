"""What a page is: product, article, listing, home, a page of the company's own matters, or other;
what it says of itself comes before what its address suggests."""

import re
from urllib.parse import unquote, urlsplit

from crawler.reading.page_words import type_of_parent, type_of_path, type_of_phrase, type_of_title
from crawler.reading.plan import read_plans
from crawler.reading.product import has_own_price, same_page
from crawler.reading.series import series_of
from crawler.reading.sight import Mark
from crawler.reading.view import View
from crawler.reading.visible import main_price

LOOKED_FOR = {
    "product": ("offer", "review", "rating"),
    "article": ("article", "popularity"),
    "listing": ("offer", "article", "popularity"),
    "home": ("offer", "article", "popularity", "headline", "tagline", "promise", "technology", "profile"),
    "pricing": ("plan", "headline", "promise"),
    "reviews": ("review", "rating"),
    "about": ("headline",),
    "terms": ("promise",),
}
"""Kinds that the readers of each type of page yield."""

_PRODUCT_WORDS = r"/(?:products?|p|item|items|prod|dp|artikel|buy|produkt|producto|tovar|товар|produit|prece|өнім|onim)"
_LISTING_WORDS = (
    r"/(?:category|categories|collections?|c|cat|departments?|brands?|search|sale|deals|tags?|archives?|"
    r"product-category|kategorij[ai]s?|kategorie[ns]?|kategoriy[ai]|категори[ия]|kategori|kategoria|cat[eé]gories?|"
    r"categor[ií]as?|санат(?:тар)?|razdel|раздел|kollek[ct]i[iy]a|коллекция|kollektion(?:en)?|poisk|поиск|suche|"
    r"recherche|buscar|mekl[eē](?:t|sana)|pencarian|izpārdošana|izpardosana|akcijas|akci[iy]a?|akciya|акции|"
    r"rasprodazha|распродажа|angebote|promotions|soldes|ofertas|brend[iy]?|бренды|marken|marques|marcas|zimoli|merek)"
)
_SHOP_WORDS = (  # what follows may be a category or a product: only what the page holds tells which
    r"/(?:catalogue?|katalog[st]?|каталог|katalogas|cat[aá]logo|shop|store|magazin|магазин|veikals|toko|boutique|"
    r"tienda|duken|дүкен|produkt[ey]|produkti|produits|productos|produk|tovary|товары|preces|tauarlar|тауарлар|"
    r"sortiment|assortiment|ассортимент)"
)
_BLOG_WORDS = (
    r"/(?:blogs?|news|articles?|posts?|stories|journal|magazine|press|insights|updates|knowledge|guides?|reports?|"
    r"novosti|новости|stat[ij]i|статьи|блог|jaunumi|zi[nņ]as|raksti|berita|жаңалықтар|zhanalyqtar|aktuelles|"
    r"nachrichten|neuigkeiten|actualit[eé]s|noticias)"
)

_HOME = re.compile(r"(?:/[a-z]{2}(?:[-_][a-z]{2})?)?(?:/(?:(?:index|default)\.\w{3,5}|home))?", re.I)
_PRODUCT = re.compile(rf"{_PRODUCT_WORDS}[/_-](?!categor|tag|brand|list|search)[^/]", re.I)
_LISTING = re.compile(rf"{_LISTING_WORDS}(?:/|$)|{_SHOP_WORDS}$|/products?$|/page[/-]?\d+$", re.I)
_SEARCH = re.compile(r"(?:^|&)(?:q|search|query|category|cat)=", re.I)
_DATED = re.compile(r"/(?:19|20)\d\d/(?:[01]?\d|[a-z]{3,9})/.*[a-z]", re.I)
_BLOG = re.compile(
    rf"{_BLOG_WORDS}(?:/(?:index\.\w{{3,5}}|page[/-]?\d+|(?:tags?|topics?|categor(?:y|ies)|authors?|"
    rf"archives?)/.*|(?:19|20)\d\d(?:/\d\d?)?))?$",
    re.I,
)
_POST = re.compile(rf"{_BLOG_WORDS}/(?:.*/)?[^/]*[^\W\d_][^/]*$", re.I)


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

    >>> is_home("https://shop.example/"), is_home("https://shop.example/en/"), is_home("https://shop.example/?page=2")
    (True, True, False)
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
    path = unquote(parts.path) if "%" in parts.path else parts.path
    path = path.rstrip("/")
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
    in_cards = {mark.node.mem_id for card in view.article_cards for mark in card.marks}
    dates = [mark for mark in sight.dates if mark.node.mem_id not in in_cards]
    return len(texts) > 1 and near(dates) and near(sight.bylines)
