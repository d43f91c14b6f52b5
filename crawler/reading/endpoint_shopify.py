"""Shopify's ``/products.json``: prices are decimal texts in the shop's currency, which is not named there."""

from collections.abc import Iterator
from urllib.parse import quote

from crawler.parsing.identifier import parse_gtin
from crawler.parsing.json_text import Json
from crawler.parsing.price import NO_HINTS, Price
from crawler.reading.money import read_money, with_list_price, with_price
from crawler.reading.schema import Thing, text, things
from crawler.records.kinds import Record
from crawler.records.offer import Offer

KINDS: tuple[str, ...] = ("offer",)
MAX_VARIANTS = 2000
_LONGEST_PRICE = 20


def items(value: Json) -> list[Json] | None:
    """Return the products of ``{"products": […]}``."""
    found = value.get("products") if isinstance(value, dict) else None
    return found if isinstance(found, list) else None


def path(item: Thing) -> str | None:
    """Return ``/products/<handle>``; without variants it is no product, whatever is called so elsewhere."""
    handle = item.get("handle")
    if not isinstance(handle, str) or not handle or len(handle) > 300 or not isinstance(item.get("variants"), list):
        return None
    return f"/products/{quote(handle)}"


def pages(value: Json) -> int | None:  # noqa: ARG001 (the signature of all platforms)
    """Return None: it ends with a page that is not full."""
    return None


def records(item: Thing, url: str) -> Iterator[Record]:
    """Yield the product's offer."""
    variants = things(item.get("variants"))[:MAX_VARIANTS]
    kind = text(item.get("product_type"), 100)
    offer = Offer(
        url=url,
        name=text(item.get("title")),
        brand=text(item.get("vendor")),
        sku=_one({text(variant.get("sku"), 100) for variant in variants}),
        gtin=_one({parse_gtin(text(variant.get("barcode"), 30)) for variant in variants}),
        category=(kind,) if kind else (),
        availability=_availability([variant.get("available") for variant in variants]),
    )
    yield _priced(offer, variants)


def _priced(offer: Offer, variants: list[Thing]) -> Offer:
    prices = [(price, variant) for variant in variants if (price := _price(variant.get("price")))]
    if not prices:
        return offer
    cheapest, variant = min(prices, key=lambda one: one[0].amount or 0)
    kind = "exact" if all(price.amount == cheapest.amount for price, _ in prices) else "from"
    return with_list_price(with_price(offer, cheapest, kind), _price(variant.get("compare_at_price")))


def _price(written: Json) -> Price | None:
    """Return a decimal text as a price; a number would be cents, as other addresses of Shopify give them."""
    is_written = isinstance(written, str) and len(written) <= _LONGEST_PRICE
    price = read_money(str(written).strip(), None, NO_HINTS) if is_written else None
    return price if price and price.amount is not None else None


def _availability(said: list[Json]) -> str | None:
    if any(one is True for one in said):
        return "InStock"
    return "OutOfStock" if said and all(one is False for one in said) else None


def _one(values: set[str | None]) -> str | None:
    """Return what all variants share."""
    return next(iter(values)) if len(values) == 1 else None
