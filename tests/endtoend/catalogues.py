"""Shops that offer their catalogue themselves, each in the manner of one program; a test of its own tells them what to
sell."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.loopback import Reply, Request, Site

JSON = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True)
class Good:
    """One thing for sale, as it is."""

    name: str
    price: str
    stock: bool = True


@dataclass
class Shop:
    """A shop whose front page links a few of its things, and whose program offers all."""

    manner: str
    """shopify, woocommerce, magento or yml."""
    goods: dict[str, Good] = field(default_factory=dict)
    on_front: tuple[str, ...] = ()
    robots: str = ""
    endpoint: Reply | None = None
    """What is answered instead of the catalogue; None: the catalogue."""
    page_size: int = 250
    url: str = ""

    def sell(self, slug: str, **changes: Any) -> None:
        """Change a thing."""
        self.goods[slug] = replace(self.goods[slug], **changes)

    def answer(self, request: Request) -> Reply:
        """Answer any request."""
        path, query = urlsplit(request.path).path, parse_qs(urlsplit(request.path).query)
        if path == "/robots.txt":
            return Reply(self.robots.encode(), headers={"Content-Type": "text/plain"})
        if path == "/":
            return self._front()
        if path == CATALOGUE[self.manner]:
            return self.endpoint or _ANSWERS[self.manner](self, query)
        slug = path.removeprefix(PREFIX[self.manner]).removesuffix("/").removesuffix(".html")
        if path == self.path(slug) and slug in self.goods:
            return self._product(self.goods[slug])
        return Reply(b"<!doctype html><title>Not here</title><h1>Not here</h1>", 404)

    def path(self, slug: str) -> str:
        """Return the path of a thing's own page."""
        return PREFIX[self.manner] + slug + {"woocommerce": "/", "magento": ".html"}.get(self.manner, "")

    def _front(self) -> Reply:
        links = "".join(f'<li><a href="{self.path(slug)}">{self.goods[slug].name}</a>' for slug in self.on_front)
        head = MARKS[self.manner].replace("ROOT", self.url)
        return Reply(f'<!doctype html><html lang="en"><title>Shop</title>{head}<h1>Shop</h1><ul>{links}</ul>'.encode())

    def _product(self, good: Good) -> Reply:
        stock = f"https://schema.org/{'InStock' if good.stock else 'OutOfStock'}"
        offer = {"@type": "Offer", "price": good.price, "priceCurrency": "EUR", "availability": stock}
        data = {"@context": "https://schema.org", "@type": "Product", "name": good.name, "offers": offer}
        words = "In stock" if good.stock else "Sold out"
        return Reply(
            f"""<!doctype html><html lang="en"><head><title>{good.name}</title>
            <script type="application/ld+json">{json.dumps(data)}</script></head>
            <body><h1>{good.name}</h1><p class="price">{good.price} €</p><p>{words}</p></body></html>""".encode()
        )

    def page_of_goods(self, number: int) -> list[tuple[str, Good]]:
        """Return the things on a page of the catalogue, counted from 1."""
        start = (number - 1) * self.page_size
        return list(self.goods.items())[start : start + self.page_size]


CATALOGUE = {
    "shopify": "/products.json",
    "woocommerce": "/wp-json/wc/store/v1/products",
    "magento": "/graphql",
    "yml": "/export/yandex.xml",
}
PREFIX = {"shopify": "/products/", "woocommerce": "/product/", "magento": "/", "yml": "/catalog/"}
MARKS = {
    "shopify": '<script>var Shopify = Shopify || {}; Shopify.theme = {"name":"Dawn"};</script>',
    "woocommerce": '<link rel="https://api.w.org/" href="ROOTwp-json/"><body class="woocommerce-no-js">',
    "magento": '<script type="text/x-magento-init">{"*": {"Magento_Customer/js/invalidation": {}}}</script>',
    "yml": '<a href="/export/yandex.xml">For partners</a>',
}


def _json(value: object, **headers: str) -> Reply:
    return Reply(json.dumps(value).encode(), headers={**JSON, **headers})


def _shopify(shop: Shop, query: dict[str, list[str]]) -> Reply:
    variants = {
        slug: {"id": 1, "title": "Default Title", "sku": slug, "price": good.price, "available": good.stock}
        for slug, good in shop.page_of_goods(int(query["page"][0]))
    }
    found = [
        {"title": shop.goods[slug].name, "handle": slug, "vendor": "Shop", "variants": [one]}
        for slug, one in variants.items()
    ]
    return _json({"products": found})


def _woocommerce(shop: Shop, query: dict[str, list[str]]) -> Reply:
    found = []
    for slug, good in shop.page_of_goods(int(query["page"][0])):
        cents = good.price.replace(".", "")
        prices = {"price": cents, "regular_price": cents, "currency_code": "EUR", "currency_minor_unit": 2}
        link = shop.url.rstrip("/") + shop.path(slug)
        found.append({"name": good.name, "permalink": link, "prices": prices, "is_in_stock": good.stock})
    return _json(found, **{"X-WP-TotalPages": str(-(-len(shop.goods) // shop.page_size))})


def _magento(shop: Shop, query: dict[str, list[str]]) -> Reply:
    number = int(unquote(query["query"][0]).partition("currentPage:")[2].partition(")")[0])
    found = []
    for slug, good in shop.page_of_goods(number):
        price = {"value": float(good.price), "currency": "EUR"}
        span = {
            "minimum_price": {"regular_price": price, "final_price": price},
            "maximum_price": {"final_price": price},
        }
        stock = "IN_STOCK" if good.stock else "OUT_OF_STOCK"
        one = {"sku": slug, "name": good.name, "url_key": slug, "url_suffix": ".html", "stock_status": stock}
        found.append({**one, "price_range": span})
    pages = -(-len(shop.goods) // shop.page_size)
    return _json({"data": {"products": {"page_info": {"total_pages": pages}, "items": found}}})


def _yml(shop: Shop, _: dict[str, list[str]]) -> Reply:
    offers = "".join(
        f'<offer id="{slug}" available="{str(good.stock).lower()}"><url>{shop.url.rstrip("/")}{shop.path(slug)}</url>'
        f"<price>{good.price}</price><currencyId>EUR</currencyId><name>{good.name}</name></offer>"
        for slug, good in shop.goods.items()
    )
    text = (
        f'<?xml version="1.0"?><yml_catalog><shop><url>{shop.url}</url><offers>{offers}</offers></shop></yml_catalog>'
    )
    return Reply(text.encode(), headers={"Content-Type": "application/xml"})


_ANSWERS: dict[str, Callable[[Shop, dict[str, list[str]]], Reply]] = {
    "shopify": _shopify,
    "woocommerce": _woocommerce,
    "magento": _magento,
    "yml": _yml,
}


class ShopSite(Site):
    """A shop on a port of its own."""

    def __init__(self, shop: Shop) -> None:
        super().__init__({})
        self.shop = shop
        shop.url = self.url

    def _reply(self, request: Request) -> Reply:
        return self.shop.answer(request)
