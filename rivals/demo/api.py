"""The JSON that the script of a shop's catalogue fetches."""

from collections.abc import Sequence
from random import Random

from rivals.demo.render import Renderer, card_picture, page_paths
from rivals.demo.reviews import Review
from rivals.demo.shop import Shelf, ShopDay

Data = dict[str, object]

_AVAILABILITY = {
    "InStock": "in_stock",
    "OutOfStock": "out_of_stock",
    "PreOrder": "preorder",
    "BackOrder": "backorder",
}


def site(shop: ShopDay) -> Data:
    """Return what stands around every page."""
    company = shop.company
    mains = [main for main, sub in company.listings() if main and not sub]
    return {
        "name": company.label,
        "menu": [{"title": company.categories[main], "href": company.listing_path(main)} for main in mains],
        "links": [
            {"title": "Blog", "href": company.blog_path},
            {"title": "About", "href": company.about_path},
            {"title": "Reviews", "href": company.reviews_path},
            {"title": "Delivery and returns", "href": company.terms_path},
            {"title": "Contact", "href": company.contact_path},
        ],
        "profiles": [{"title": profile.label, "href": profile.address} for profile in shop.face.profiles],
        "legal": f"{company.label} OÜ, {company.address}. Prices include VAT.",
    }


def home(renderer: Renderer) -> Data:
    """Return what stands on the front page."""
    shop = renderer.shop
    random = Random(f"home/{shop.company.key}/{shop.day}")
    featured = random.sample(renderer.wares, min(4, len(renderer.wares)))
    sentences = [promise.sentence("home", shop.company.money) for promise in shop.face.promises]
    return {
        "headline": shop.face.headline,
        "tagline": shop.face.tagline,
        "promises": [sentence for sentence in sentences if sentence],
        "featured": [_card(renderer, shelf) for shelf in featured],
        "posts": [
            {"title": card.title, "href": card.href, "date": card.date}
            for card in renderer.post_cards(shop.posts[:-4:-1])
        ],
    }


def listing(renderer: Renderer, main: str | None, shown: Sequence[Shelf], page: int, total: int) -> Data:
    """Return one page of a listing."""
    company = renderer.company
    path = company.path_of_listing(main, None)
    return {
        "title": company.categories[main] if main else company.all_products,
        "total": total,
        "page": page,
        "pages": list(page_paths(company, path, total, company.per_page)),
        "items": [_card(renderer, shelf) for shelf in shown],
    }


def item(renderer: Renderer, shelf: Shelf) -> Data:
    """Return all that a product's page shows."""
    shop, thing, main = renderer.shop, shelf.product.thing, shelf.category[0]
    number = shelf.product.number
    mean = shop.rating_of(number)
    return {
        **_card(renderer, shelf),
        "id": number,
        "sku": shelf.product.sku,
        "gtin": thing.gtin,
        "mpn": thing.mpn,
        "brand": thing.brand,
        "category": {"title": shop.company.categories[main], "href": shop.company.listing_path(main)},
        "description": thing.text,
        "features": list(thing.points),
        "rating": {"average": float(mean.mean), "count": mean.count} if mean else None,
        "reviews": [_review(renderer, review) for review in shop.reviews_of(number)],
        "related": [
            {"name": card.name, "href": card.href}
            for card in renderer.recommended(shop.path(shelf), beside=shelf, fixed=True)[:3]
        ],
    }


def _card(renderer: Renderer, shelf: Shelf) -> Data:
    company, sold = renderer.company, shelf.sold
    return {
        "name": shelf.name,
        "href": renderer.shop.path(shelf),
        "image": card_picture(shelf),
        "price": float(shelf.price) if sold else None,
        "listPrice": float(shelf.list_price) if sold and shelf.list_price is not None else None,
        "currency": company.currency,
        "availability": _AVAILABILITY[shelf.availability] if sold else "discontinued",
        "availabilityText": company.availability[shelf.availability] if sold else "No longer available",
    }


def _review(renderer: Renderer, review: Review) -> Data:
    return {
        "id": review.number,
        "author": review.author,
        "rating": review.stars,
        "title": review.title,
        "text": review.text,
        "date": review.published.isoformat(),
        "dateText": renderer.write_day(review.published),
        "reply": review.reply,
    }
