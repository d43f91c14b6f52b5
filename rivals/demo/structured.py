"""The JSON-LD of the demo pages: products, posts and reviews, at the shop that has any."""

import json
from collections.abc import Iterable, Sequence
from datetime import timedelta, timezone

from rivals.demo.reviews import BEST, Rating, Review
from rivals.demo.shop import Shelf, ShopDay
from rivals.demo.writing import Post

Data = dict[str, object]

_LOCAL = timezone(timedelta(hours=2))


def product_data(shop: ShopDay, shelf: Shelf, origin: str) -> str:
    """Return the text of the product page's JSON-LD; "" when it has none.

    One graph with the organisation, the site, the bread crumbs, and the product with its reviews.
    """
    if shop.company.structured != "json-ld" or not shelf.product.structured:
        return ""
    site = {"@type": "WebSite", "@id": f"{origin}/#site", "url": f"{origin}/", "publisher": {"@id": f"{origin}/#org"}}
    nodes = [_organization(shop, origin), site, _crumbs(shop, shelf, origin), _product(shop, shelf, origin)]
    return _dump({"@context": "https://schema.org", "@graph": nodes})


def post_data(shop: ShopDay, post: Post, origin: str) -> str:
    """Return the text of a post's JSON-LD; "" in shops whose posts have none."""
    if shop.company.structured != "json-ld":
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


def company_data(shop: ShopDay, shown: Sequence[Review], mean: Rating | None, origin: str) -> str:
    """Return the text of the JSON-LD of a page with reviews of the company; "" in shops without."""
    if shop.company.structured != "json-ld":
        return ""
    return _dump({"@context": "https://schema.org", **_organization(shop, origin), **_opinions(shown, mean)})


def _organization(shop: ShopDay, origin: str) -> Data:
    company = shop.company
    return {"@type": "Organization", "@id": f"{origin}/#org", "name": company.label, "telephone": company.phone}


def _product(shop: ShopDay, shelf: Shelf, origin: str) -> Data:
    url, thing, number = origin + shop.path(shelf), shelf.product.thing, shelf.product.number
    data: Data = {"@type": "Product", "@id": f"{url}#product", "name": shelf.name, "sku": shelf.product.sku, "url": url}
    data |= {"description": thing.text, "brand": {"@type": "Brand", "name": thing.brand}}
    data |= {"mpn": thing.mpn} if thing.mpn else {}
    data |= {"gtin13": thing.gtin} if thing.gtin else {}
    if shelf.sold:
        data["offers"] = {
            "@type": "Offer",
            "url": url,
            "price": str(shelf.price),
            "priceCurrency": shop.company.currency,
            "availability": f"https://schema.org/{shelf.availability}",
            "itemCondition": "https://schema.org/NewCondition",
        }
    return data | _opinions(shop.reviews_of(number), shop.rating_of(number))


def _opinions(reviews: Sequence[Review], mean: Rating | None) -> Data:
    """Return the properties that say what customers think."""
    data: Data = {}
    if mean is not None:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": str(mean.mean),
            "bestRating": BEST,
            "reviewCount": mean.count,
        }
    if reviews:
        data["review"] = [_review(review) for review in reviews]
    return data


def _review(review: Review) -> Data:
    data: Data = {
        "@type": "Review",
        "author": {"@type": "Person", "name": review.author},
        "datePublished": review.published.isoformat(),
        "reviewRating": {"@type": "Rating", "ratingValue": review.stars, "bestRating": BEST, "worstRating": 1},
        "reviewBody": review.text,
    }
    return data | ({"name": review.title} if review.title else {})


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


def _dump(data: object) -> str:
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
