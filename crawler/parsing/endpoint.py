"""Addresses at which shop and blog programs themselves offer what they hold, page by page.

As we ask them, after the vendors' documentation (Shopify's storefront, WooCommerce's Store API, WordPress' REST API,
Magento's GraphQL by GET)::

    https://shop.example/products.json?limit=250&page=1
    https://shop.example/wp-json/wc/store/v1/products?per_page=100&page=1
    https://shop.example/wp-json/wp/v2/posts?per_page=100&_fields=date_gmt,link,title&page=1
    https://shop.example/graphql?query={products(…,currentPage:1){…}}
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from crawler.parsing.address import parse_address

Platform = Literal["shopify", "woocommerce", "wordpress", "magento"]

_QUERY = (
    'graphql?query={products(filter:{price:{from:"0"}},sort:{name:ASC},pageSize:100,currentPage:%d)'
    "{page_info{total_pages}items{__typename sku name url_key url_suffix stock_status price_range{minimum_price"
    "{regular_price{value currency}final_price{value currency}}maximum_price{final_price{value}}}}}}"
)
"""Magento refuses a search without words or filter; sorted by name, an item stays on its page for the visit."""
_WRITTEN: dict[Platform, str] = {
    "shopify": "products.json?limit=250&page=%d",
    "woocommerce": "wc/store/v1/products?per_page=100&page=%d",
    "wordpress": "wp/v2/posts?per_page=100&_fields=date_gmt,link,title&page=%d",
    "magento": _QUERY,
}
"""Behind the address of the shop; of WordPress and WooCommerce, behind that of the REST API, which sites give."""
PAGE_SIZE: dict[Platform, int] = {"shopify": 250, "woocommerce": 100, "wordpress": 100, "magento": 100}
"""Items of a full page: as many as each of them gives at the most."""
CATALOGUES = frozenset({"shopify", "woocommerce", "magento"})
"""Platforms whose endpoint offers what a shop sells."""

_PAGE_NUMBER = re.compile(r"(?<=[?&]page=)\d{1,5}$|(?<=,currentPage:)\d{1,5}(?=\))")
_PATHS: tuple[tuple[re.Pattern[str], Platform], ...] = (
    (re.compile(r"(?:^|/)products\.json$"), "shopify"),
    (re.compile(r"/wc/store/(?:v1/)?products/?$"), "woocommerce"),
    (re.compile(r"/wp/v2/posts/?$"), "wordpress"),
    (re.compile(r"(?:^|/)graphql/?$"), "magento"),
)
_REST_ROUTE = re.compile(r"(?:^|&)rest_route=([^&]{1,200})")


class Endpoint(NamedTuple):
    """One page of an endpoint."""

    platform: Platform
    series: str
    """Its address with page 0, which all its pages share."""
    page: int


def endpoint_address(platform: Platform, root: str, page: int = 1) -> str | None:
    """Return where to ask for a page of what a platform holds; None when ``root`` is no address.

    ``root`` is the address of the shop, of WordPress and WooCommerce that of the REST API, as the site gives it.

    >>> endpoint_address("shopify", "https://shop.example/", 2)
    'https://shop.example/products.json?limit=250&page=2'
    >>> endpoint_address("woocommerce", "https://shop.example/index.php?rest_route=/")
    'https://shop.example/index.php?rest_route=/wc/store/v1/products&per_page=100&page=1'
    >>> endpoint_address("shopify", "mailto:a@shop.example") is None
    True
    """
    written = _WRITTEN[platform]
    if "?" in root:
        written = written.replace("?", "&")
    return parse_address(root + written % page)


@lru_cache(maxsize=10_000)
def endpoint_of(address: str) -> Endpoint | None:
    """Return which page of which endpoint an address is, if it is one that we ask for; None: it is not.

    >>> endpoint_of("https://shop.example/products.json?limit=250&page=12")[1:]
    ('https://shop.example/products.json?limit=250&page=0', 12)
    >>> endpoint_of("https://shop.example/products.json"), endpoint_of("https://shop.example/wp-json/wp/v2/users")
    (None, None)
    """
    if "page=" not in address and "currentPage" not in address:
        return None
    platform = platform_of(address)
    number = _PAGE_NUMBER.search(address)
    if platform is None or number is None:
        return None
    root = _root(address, platform)
    if root is None or endpoint_address(platform, root, int(number[0])) != address:
        return None
    return Endpoint(platform, address[: number.start()] + "0" + address[number.end() :], int(number[0]))


def page_of(endpoint: Endpoint, page: int) -> str:
    """Return the address of another page of an endpoint.

    >>> page_of(endpoint_of("https://shop.example/products.json?limit=250&page=2"), 3)
    'https://shop.example/products.json?limit=250&page=3'
    """
    return _PAGE_NUMBER.sub(str(page), endpoint.series)


def platform_of(address: str) -> Platform | None:
    """Return whose endpoint an address looks like, however its page is chosen; None: no endpoint's.

    >>> platform_of("https://shop.example/products.json"), platform_of("https://shop.example/products")
    ('shopify', None)
    """
    if "/products" not in address and "/posts" not in address and "/graphql?" not in address:
        return None
    parts = urlsplit(address)
    route = _REST_ROUTE.search(parts.query)
    path = unquote(route[1]) if route else parts.path
    return next((platform for pattern, platform in _PATHS if pattern.search(path)), None)


def _root(address: str, platform: Platform) -> str | None:
    """Return what an endpoint's address begins with: that of its shop, or of its REST API."""
    written = _WRITTEN[platform]
    for start in (written.partition("?")[0] + "?", written.partition("?")[0] + "&"):
        root, found, _ = address.partition(start)
        if found:
            return root
    return None
