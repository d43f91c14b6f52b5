"""The structured data of the demo pages: JSON-LD in three manners, one of them with the flaws of real shops."""

import json
from collections.abc import Iterable
from datetime import timedelta, timezone

from rivals.demo.shop import Shelf, ShopDay
from rivals.demo.writing import Post

Data = dict[str, object]

_LOCAL = timezone(timedelta(hours=2))


def product_data(shop: ShopDay, shelf: Shelf, origin: str) -> str:
    """Return the text of the product page's JSON-LD, in the manner of the company; "" when it has none."""
    if not shelf.product.structured:
        return ""
    return _PRODUCT_MANNERS[shop.company.key](shop, shelf, origin)


def post_data(shop: ShopDay, post: Post, origin: str) -> str:
    """Return the text of a post's JSON-LD; "" in shops whose posts have none."""
    if shop.company.key != "our-shop":
        return ""
    return _dump(
        {
            "@context": "https://schema.org",
            "@type": "BlogPosting",
            "mainEntityOfPage": origin + shop.post_path(post),
            "headline": post.title,
            "author": {"@type": "Person", "name": post.author},
            "datePublished": post.published.astimezone(_LOCAL).isoformat(),
            "dateModified": post.published.astimezone(_LOCAL).isoformat(),
            "publisher": {"@type": "Organization", "name": shop.company.label},
        }
    )


def _graph(shop: ShopDay, shelf: Shelf, origin: str) -> str:
    """One @graph with the organisation, the site, the bread crumbs and the product."""
    url = origin + shop.path(shelf)
    product: Data = {"@type": "Product", "@id": f"{url}#product", **_about(shelf), "url": url}
    product["brand"] = {"@type": "Brand", "name": shelf.product.thing.brand}
    if shelf.product.thing.gtin:
        product["gtin13"] = shelf.product.thing.gtin
    if shelf.sold:
        product["offers"] = {
            "@type": "Offer",
            "url": url,
            "price": str(shelf.price),
            "priceCurrency": "EUR",
            "availability": f"https://schema.org/{shelf.availability}",
            "itemCondition": "https://schema.org/NewCondition",
        }
    nodes = [
        {"@type": "Organization", "@id": f"{origin}/#org", "name": shop.company.label, "telephone": shop.company.phone},
        {"@type": "WebSite", "@id": f"{origin}/#site", "url": f"{origin}/", "publisher": {"@id": f"{origin}/#org"}},
        _crumbs(shop, shelf, origin),
        product,
    ]
    return _dump({"@context": "https://schema.org", "@graph": nodes})


def _array(shop: ShopDay, shelf: Shelf, origin: str) -> str:
    """An array of bread crumbs and product, indented, with numbers for prices and everything escaped to ASCII."""
    product: Data = {"@context": "http://schema.org/", "@type": "Product", **_about(shelf)}
    product["brand"] = shelf.product.thing.brand
    if shelf.product.thing.gtin:
        product["gtin"] = shelf.product.thing.gtin
    product["aggregateRating"] = {
        "@type": "AggregateRating",
        "ratingValue": rating(shelf)[0],
        "reviewCount": rating(shelf)[1],
    }
    if shelf.sold:
        product["offers"] = [
            {
                "@type": "Offer",
                "priceCurrency": "EUR",
                "price": float(shelf.price),
                "availability": f"http://schema.org/{shelf.availability}",
                "seller": {"@type": "Organization", "name": shop.company.label},
            }
        ]
    crumbs = {"@context": "http://schema.org/"} | _crumbs(shop, shelf, origin)
    return _dump([crumbs, product], indent=2, ensure_ascii=True)


def _plain(shop: ShopDay, shelf: Shelf, origin: str) -> str:
    """A product alone; by turns sound, in an HTML comment, with a trailing comma, and with a raw line feed."""
    product: Data = {"@context": "https://schema.org/", "@type": "Product", **_about(shelf)}
    product["brand"] = {"@type": "Brand", "name": shelf.product.thing.brand}
    if shelf.product.thing.gtin:
        product["gtin13"] = shelf.product.thing.gtin
    if shelf.sold:
        product["offers"] = [
            {
                "@type": "Offer",
                "price": str(shelf.price),
                "priceValidUntil": "2026-12-31",
                "priceSpecification": {
                    "@type": "UnitPriceSpecification",
                    "price": str(shelf.price),
                    "priceCurrency": "EUR",
                    "valueAddedTaxIncluded": True,
                },
                "priceCurrency": "EUR",
                "availability": f"https://schema.org/{shelf.availability}",
                "url": origin + shop.path(shelf),
            }
        ]
    text = _dump(product)
    flaw = shelf.product.number // 3 % 4
    if flaw == 1:
        return f"<!--\n{text}\n-->"
    if flaw == 2:
        return text[:-1] + ",}"
    if flaw == 3:
        return text.replace(". ", ".\n", 1)
    return text


_PRODUCT_MANNERS = {"our-shop": _graph, "oakfield": _array, "tool-barn": _plain}


def rating(shelf: Shelf) -> tuple[str, int]:
    """Return a product's mean rating and number of reviews, which never change."""
    return f"{3.6 + shelf.product.number % 14 / 10:.1f}", 3 + shelf.product.number % 57


def _about(shelf: Shelf) -> Data:
    thing = shelf.product.thing
    about: Data = {"name": shelf.name, "sku": shelf.product.sku, "description": thing.text}
    return about | ({"mpn": thing.mpn} if thing.mpn else {})


def _crumbs(shop: ShopDay, shelf: Shelf, origin: str) -> Data:
    main, sub = shelf.category
    names = ("Home", *shop.company.category_names(shelf.category), shelf.name)
    paths = ("/", shop.company.listing_path(main), shop.company.listing_path(main, sub), shop.path(shelf))
    items: Iterable[tuple[str, str]] = zip(names, paths, strict=True)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": origin + path}
            for position, (name, path) in enumerate(items, 1)
        ],
    }


def _dump(data: object, *, indent: int | None = None, ensure_ascii: bool = False) -> str:
    return json.dumps(data, indent=indent, ensure_ascii=ensure_ascii).replace("</", "<\\/")
