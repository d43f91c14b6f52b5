"""What an address tells by its looks: its shape, whether it lists things, whether asking it would do something."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.parsing.endpoint import endpoint_of
from crawler.parsing.paging import is_numbered, is_page_number

_NO_PAGE = frozenset(
    "7z apk avi avif bin bmp bz2 css csv deb dmg doc docx eot epub exe flac gif ico ics iso jar jpeg jpg js json "
    "kml m3u8 m4a m4v map mjs mkv mov mp3 mp4 mpeg mpg msi odp ods odt ogg ogv otf pdf pkg png ppt pptx ps rar rpm "
    "rtf svg swf tar tgz tif tiff torrent ttf txt vcf wasm wav webm webmanifest webp wmv woff woff2 xls xlsx "
    "zip".split()
)
"""File endings that no reader reads."""

_DOES_SOMETHING = frozenset(
    "account basket bestellen cart cdn-cgi checkout compare-products customer einkaufswagen favorites favourites "
    "grozs kasse kasutaja korzina koszyk log-in log-out login logoff logout lost-password lostpassword mini-cart "
    "my-account myaccount order-tracking ostoskori ostukorv panier password pirkinių-krepšelis register sign-in "
    "sign-out sign-up signin signoff signout signup unsubscribe user-login varukorg view-cart warenkorb wish-list "
    "wishlist wp-admin wp-json wp-login xmlrpc корзина оформление-заказа".split()
)
"""Names of path segments behind which a visitor's own things lie."""

_LAST_SEGMENT_DOES = frozenset("add bag compare create edit delete remove print share reply".split())
"""As above, but only as the last segment: ``/print/posters/`` sells posters, ``/reviews/add/`` does not."""

_PARAMETER_DOES = frozenset(
    "action add addtocart cart compare do login logout print redirect_to redirect_url remove removeitem reply "
    "replytocom return_to return_url returnurl share unsubscribe vote wishlist".split()
)
_ADDS = re.compile(
    r"(?:add|remove|move)[-_]?(?:to|from|item)(?:[-_]|$|cart|basket|bag|wish|compare|quote)|add[-_](?:cart|basket|wish)",
    re.I,
)

_LISTS = frozenset(
    "archive archives blog blogs brand brands catalog catalogue categories category collection collections "
    "department departments katalog katalogs kategorie kategorien kategorija kategorijas kategoriya news products "
    "produkte produkti produkty sale section shop store tag tags topics veikals блог каталог категории категория "
    "магазин новости".split()
)
_PRODUCT_FEED = re.compile(
    r"\.yml$|/catalog_export/[^/]+\.(?:php|xml)$|/export/[^/]+\.xml$|"
    r"(?:^|[/_.-])(?:yml|yandex|ya[_-]?market|market|merchant|google[_-]?(?:merchant|shopping|base|feed|products?)|"
    r"shopping|facebook|product[_-]?feed|products)(?:[_.-][^/]*)?\.xml$",
    re.I,
)
_FEED_ROUTE = re.compile(r"(?:^|&)route=[\w/]*feed/(?:yandex|yml|google|facebook|merchant)", re.I)
_SITEMAP = re.compile(r"sitemap[^/]*(?:\.xml(?:\.gz)?)?$|\.xml\.gz$", re.I)

_LONGEST = 2000
_MOST_SEGMENTS = 16
_MOST_ALIKE = 3


@lru_cache(maxsize=10_000)
def is_page(address: str) -> bool:
    """May asking this address yield a page, and do nothing else?

    >>> is_page("https://shop.example/product/golf-cart")
    True
    >>> is_page("https://shop.example/cart/"), is_page("https://shop.example/?add-to-cart=7")
    (False, False)
    >>> is_page("https://shop.example/logo.png"), is_page("https://shop.example/a/a/a/a/")
    (False, False)
    >>> is_page("https://shop.example/shoes?size=7&size=7"), is_page("https://shop.example/shoes?size=7&size=8")
    (False, True)
    """
    if len(address) > _LONGEST:
        return False
    if endpoint_of(address):
        return True
    parts = urlsplit(address)
    segments = [segment for segment in unquote(parts.path).lower().split("/") if segment]
    if len(segments) > _MOST_SEGMENTS or any(segments.count(segment) > _MOST_ALIKE for segment in set(segments)):
        return False  # a relative link that leads ever deeper into itself
    last, _, ending = segments[-1].rpartition(".") if segments else ("", "", "")
    if last and ending in _NO_PAGE:
        return False
    names = [segment.partition(".")[0] for segment in segments]
    if any(name in _DOES_SOMETHING or _ADDS.match(name) for name in names) or (
        names and names[-1] in _LAST_SEGMENT_DOES
    ):
        return False
    parameters = parse_qsl(parts.query, keep_blank_values=True)
    if len(set(parameters)) < len(parameters):
        return False  # a filter that adds itself to itself
    return not any(_parameter_does(name.lower(), value.lower()) for name, value in parameters)


def _parameter_does(name: str, value: str) -> bool:
    if name in _PARAMETER_DOES or _ADDS.match(name) or _ADDS.match(value):
        return True
    return any(part in _DOES_SOMETHING for part in value.split("/"))


def is_sitemap(address: str) -> bool:
    """Does the address look like a sitemap's?

    >>> is_sitemap("https://shop.example/sitemap_products_1.xml?from=1"), is_sitemap("https://shop.example/sitemaps")
    (True, False)
    """
    last = urlsplit(address).path.rpartition("/")[2]
    return bool(_SITEMAP.search(last)) and ("." in last or last == "sitemap")


def is_product_feed(address: str) -> bool:
    """Does the address look like that of a feed of things for sale, as shop programs name them?

    >>> [is_product_feed(f"https://a.example/{path}") for path in ("yml.xml", "export/lv.xml", "google-shopping.xml")]
    [True, True, True]
    >>> [is_product_feed(f"https://a.example/{path}") for path in ("feed.xml", "sitemap_products_1.xml", "markets/")]
    [False, False, False]
    """
    if not (".xml" in address or ".yml" in address or "feed/" in address or "_export/" in address):
        return False
    parts = urlsplit(address)
    if _FEED_ROUTE.search(parts.query):
        return True
    return not is_sitemap(address) and _PRODUCT_FEED.search(parts.path) is not None


def is_listing(address: str) -> bool:
    """Does the address look like one that leads to many others: a front page, a category, a further page of a listing?

    >>> is_listing("https://shop.example/en/category/shoes?page=2"), is_listing("https://shop.example/product/red-shoe-42")
    (True, False)
    """
    if is_paging(address):
        return True
    segments = [segment for segment in unquote(urlsplit(address).path).lower().split("/") if segment]
    if len(segments) <= 1 and not any(character.isdigit() for segment in segments for character in segment):
        return not segments or segments[0].count("-") < 2
    return any(segment in _LISTS for segment in segments[-2:]) and shape(address).count("#") == 0


def view_of(address: str) -> str | None:
    """Return what page an address shows filtered, ordered or searched, by its looks; None: it shows a page of its own.

    >>> view_of("https://shop.example/shoes/?color=red&page=2")
    'https://shop.example/shoes/'
    >>> [view_of(f"https://shop.example/{rest}") for rest in ("shoes/?page=2", "index.php?product=7", "?p=12")]
    [None, None, None]
    """
    parts = urlsplit(address)
    if not parts.query or parts.path == "/" or "." in parts.path.rpartition("/")[2]:
        return None  # a script's pages differ by nothing but the query
    if all(is_page_number(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)):
        return None
    return address.partition("?")[0]


def is_paging(address: str) -> bool:
    """Does the address look like a numbered page of a series?

    >>> is_paging("https://shop.example/shoes?page=2"), is_paging("https://blog.example/page/3/")
    (True, True)
    """
    return is_numbered(address)


@lru_cache(maxsize=10_000)
def shape(address: str) -> str:
    """Return the address with all that varies within a family of pages taken out: a trap is one shape, however deep.

    >>> shape("https://shop.example/product/red-shoe-42?color=red&size=7")
    'shop.example/product/*?'
    >>> shape("https://shop.example/calendar/2026/11/")
    'shop.example/calendar/#/#/'
    >>> shape("https://shop.example/about")
    'shop.example/about'
    """
    parts = urlsplit(address)
    head, slash, last = parts.path.rstrip("/").rpartition("/")
    tail = "/" if parts.path.endswith("/") else ""
    segments = [_segment(segment) for segment in head.split("/")]
    last = _segment(last) if not head or "#" in _segment(last) else "*"
    return parts.netloc + "/".join(segments) + slash + last + tail + ("?" if parts.query else "")


def _segment(segment: str) -> str:
    if any(character.isdigit() for character in segment):
        return (
            "*"
            if segment.count("-") + segment.count("_") >= 1 and not segment.replace("-", "").replace("_", "").isdigit()
            else "#"
        )
    return "*" if len(segment) > 24 or segment.count("-") + segment.count("_") >= 2 or "%" in segment else segment
