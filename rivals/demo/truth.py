"""What is true on a day, and what is really different from the day before, as JSON lines of plain dicts."""

import json
from collections.abc import Iterable, Iterator

from rivals.demo.shop import Shelf, ShopDay
from rivals.demo.writing import Post

Fact = dict[str, object]


def facts(shop: ShopDay, origin: str = "") -> Iterator[Fact]:
    """Yield the facts of one company's day: its site, its offers, its posts and their counts."""
    yield {"day": shop.day, "competitor": shop.company.key, "kind": "site", "state": shop.state, "layout": shop.layout}
    for shelf in shop.shelves:
        yield _offer(shop, shelf, origin)
    for post in shop.posts:
        yield _article(shop, post, origin)
    for post in shop.posts:
        yield from _popularities(shop, post, origin)


def differences(before: ShopDay, now: ShopDay, origin: str = "") -> Iterator[Fact]:
    """Yield what changed between two days of one company.

    ``field`` is null for a first (``old`` null) or last (``new`` null) sighting; "moved" has the two addresses of a
    product that went to a new one. What only could not be seen that day is no change.
    """
    company = now.company.key
    if before.state != now.state:
        yield _change(now, "site", company, origin + "/", "state", before.state, now.state)
    past = {shelf.product.id: shelf for shelf in before.shelves}
    for shelf in now.shelves:
        yield from _offer_differences(now, past.get(shelf.product.id), shelf, origin)
    old_posts = {post.number: post for post in before.posts}
    for post in now.posts:
        key, url = _post_id(now, post), origin + now.post_path(post)
        old = old_posts.get(post.number)
        if old is None:
            yield _change(now, "article", key, url, None, None, post.title)
        elif old.title != post.title:
            yield _change(now, "article", key, url, "title", old.title, post.title)
        values = {count.measure: count.value for count in before.counts(old)} if old else {}
        for count in now.counts(post):
            if values.get(count.measure) != count.value:
                yield _change(now, "popularity", key, url, count.measure, values.get(count.measure), count.value)


def to_lines(rows: Iterable[Fact]) -> str:
    """Return facts or changes as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def seen_in(shop: ShopDay, shelf: Shelf) -> tuple[str, ...]:
    """Return which witnesses show the product's price today."""
    if shop.state != "ok" or not shelf.sold:
        return ()
    shown = {"card"} if shelf.on_listings and not shelf.price_hidden else set()
    if shelf.page == "ok":
        shown |= {"text"} if not shelf.price_hidden else set()
        shown |= {"json-ld"} if shelf.product.structured else set()
        shown |= {"opengraph"} if shelf.product.structured and not shelf.price_hidden else set()
    return tuple(witness for witness in shop.company.witnesses if witness in shown)


def _offer(shop: ShopDay, shelf: Shelf, origin: str) -> Fact:
    thing, sold = shelf.product.thing, shelf.sold
    return {
        "day": shop.day,
        "competitor": shop.company.key,
        "kind": "offer",
        "id": shelf.product.id,
        "url": origin + shop.path(shelf),
        "page": shelf.page if shop.state == "ok" else "error",
        "listed": shelf.on_listings,
        "in_sitemap": shop.sitemap_names(shelf),
        "name": shelf.name,
        "brand": thing.brand,
        "sku": shelf.product.sku,
        "gtin": thing.gtin,
        "mpn": thing.mpn,
        "category": list(shop.company.category_names(shelf.category)),
        "price": str(shelf.price) if sold else None,
        "list_price": str(shelf.list_price) if sold and shelf.list_price is not None else None,
        "currency": "EUR" if sold else None,
        "availability": shelf.availability if sold else None,
        "seen_in": list(seen_in(shop, shelf)),
        "former": [{"url": origin + former.path, "page": former.page} for former in shelf.former],
        "case": shelf.product.case,
    }


def _article(shop: ShopDay, post: Post, origin: str) -> Fact:
    return {
        "day": shop.day,
        "competitor": shop.company.key,
        "kind": "article",
        "id": _post_id(shop, post),
        "url": origin + shop.post_path(post),
        "title": post.title,
        "author": post.author,
        "published": f"{post.published:%Y-%m-%dT%H:%M:%SZ}",
        "published_on": f"{post.published:%Y-%m-%d}",
        "words": post.words,
        "in_feed": post in shop.in_feed(),
    }


def _popularities(shop: ShopDay, post: Post, origin: str) -> Iterator[Fact]:
    company = shop.company
    for count in shop.counts(post):
        on_card = count.measure in company.counts_on_cards
        in_feed = count.measure in company.counts_in_feed and post in shop.in_feed()
        yield {
            "day": shop.day,
            "competitor": company.key,
            "kind": "popularity",
            "id": _post_id(shop, post),
            "url": origin + shop.post_path(post),
            "measure": count.measure,
            "value": count.value,
            "value_text": count.text,
            "seen_in": ["text", *(["feed"] if in_feed else []), *(["card"] if on_card else [])]
            if shop.state == "ok"
            else [],
        }


def _offer_differences(shop: ShopDay, old: Shelf | None, new: Shelf, origin: str) -> Iterator[Fact]:
    key, url = new.product.id, origin + shop.path(new)
    if old is None or (new.sold and not old.sold):
        yield _change(shop, "offer", key, url, None, None, new.name)
        return
    if old.sold and not new.sold:
        yield _change(shop, "offer", key, url, None, old.name, None)
        return
    if not new.sold:
        return
    if old.slug != new.slug:
        yield _change(shop, "offer", key, url, "moved", origin + new.former[-1].path, url)
    before, now = (_offer(shop, shelf, origin) for shelf in (old, new))
    for field in ("listed", "name", "category", "price", "list_price", "availability"):
        if before[field] != now[field]:
            yield _change(shop, "offer", key, url, field, before[field], now[field])


def _change(shop: ShopDay, kind: str, key: str, url: str, field: str | None, old: object, new: object) -> Fact:
    return {
        "day": shop.day,
        "competitor": shop.company.key,
        "kind": kind,
        "id": key,
        "url": url,
        "field": field,
        "old": old,
        "new": new,
    }


def _post_id(shop: ShopDay, post: Post) -> str:
    return f"{shop.company.key}/post/{post.number}"
