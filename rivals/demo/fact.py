"""The shape of what the demo market says of itself: facts and changes, as plain dicts."""

from rivals.demo.shop import ShopDay

Fact = dict[str, object]


def make_fact(shop: ShopDay, kind: str, key: str, url: str, **values: object) -> Fact:
    """Return a fact of a company's day."""
    return {"day": shop.day, "competitor": shop.company.key, "kind": kind, "id": key, "url": url, **values}


def make_change(shop: ShopDay, kind: str, key: str, url: str, field: str | None, old: object, new: object) -> Fact:
    """Return a change; ``field`` is null for a first (``old`` null) or last (``new`` null) sighting."""
    return make_fact(shop, kind, key, url, field=field, old=old, new=new)
