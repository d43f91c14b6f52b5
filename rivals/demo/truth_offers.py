"""What is true of the products of a shop."""

from collections.abc import Iterator

from rivals.demo.fact import Fact, make_change, make_fact
from rivals.demo.shop import Shelf, ShopDay

_COMPARED = ("listed", "name", "category", "price", "list_price", "availability")


def offers(shop: ShopDay, origin: str) -> Iterator[Fact]:
    """Yield what is true of every product that the company ever had."""
    return (_offer(shop, shelf, origin) for shelf in shop.shelves)


def offer_differences(before: ShopDay, now: ShopDay, origin: str) -> Iterator[Fact]:
    """Yield what changed of its products; "moved" has the two addresses of one that went to a new one."""
    past = {shelf.product.id: shelf for shelf in before.shelves}
    for shelf in now.shelves:
        yield from _differences(before, now, past.get(shelf.product.id), shelf, origin)


def seen_in(shop: ShopDay, shelf: Shelf) -> tuple[str, ...]:
    """Return which witnesses show the product's price today."""
    if shop.state != "ok" or not shelf.sold:
        return ()
    shown = {"card"} if shelf.on_listings and not shelf.price_hidden else set()
    if shelf.page == "ok":
        shown |= {"text"} if not shelf.price_hidden else set()
        shown |= {"json-ld", "microdata"} if shelf.product.structured else set()
        shown |= {"opengraph"} if shelf.product.structured and not shelf.price_hidden else set()
        shown |= {"state"}
    return tuple(witness for witness in shop.company.witnesses if witness in shown)


def _offer(shop: ShopDay, shelf: Shelf, origin: str) -> Fact:
    thing, sold = shelf.product.thing, shelf.sold
    return make_fact(
        shop,
        "offer",
        shelf.product.id,
        origin + shop.path(shelf),
        page=shelf.page if shop.state == "ok" else "error",
        listed=shelf.on_listings,
        in_sitemap=shop.sitemap_names(shelf),
        name=shelf.name,
        brand=thing.brand,
        sku=shelf.product.sku,
        gtin=thing.gtin,
        mpn=thing.mpn,
        category=list(shop.company.category_names(shelf.category)),
        price=str(shelf.price) if sold else None,
        list_price=str(shelf.list_price) if sold and shelf.list_price is not None else None,
        currency=shop.company.currency if sold else None,
        tax_included=True if sold else None,
        availability=shelf.availability if sold else None,
        seen_in=list(seen_in(shop, shelf)),
        former=[{"url": origin + former.path, "page": former.page} for former in shelf.former],
        case=shelf.product.case,
    )


def _differences(before: ShopDay, now: ShopDay, old: Shelf | None, new: Shelf, origin: str) -> Iterator[Fact]:
    key, url = new.product.id, origin + now.path(new)
    if old is None or (new.sold and not old.sold):
        yield make_change(now, "offer", key, url, None, None, new.name)
        return
    if old.sold and not new.sold:
        yield make_change(now, "offer", key, url, None, old.name, None)
        return
    if not new.sold:
        return
    left = origin + before.path(old)
    if left != url:
        yield make_change(now, "offer", key, url, "moved", left, url)
    was, is_now = _offer(now, old, origin), _offer(now, new, origin)
    for field in _COMPARED:
        if was[field] != is_now[field]:
            yield make_change(now, "offer", key, url, field, was[field], is_now[field])
