"""Magento's GraphQL by GET: the products of the default store, with the lowest price of each and the one before it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import quote

from crawler.parsing.currency import parse_currency
from crawler.parsing.json_text import Json
from crawler.parsing.number import to_money
from crawler.parsing.price import Price
from crawler.reading.money import with_list_price, with_price
from crawler.reading.schema import Thing, text
from crawler.records.kinds import Record
from crawler.records.offer import Offer

KINDS: tuple[str, ...] = ("offer",)
_STOCK = {"IN_STOCK": "InStock", "OUT_OF_STOCK": "OutOfStock"}
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,20})?")
_PLACES = Decimal("0.0001")
"""Magento works prices out as floating point numbers: 48.330000000000005."""


def items(value: Json) -> list[Json] | None:
    """Return the products of ``{"data": {"products": {"items": […]}}}``."""
    found = _products(value).get("items")
    return found if isinstance(found, list) else None


def path(item: Thing) -> str | None:
    """Return ``/<url_key><url_suffix>``."""
    key, suffix = item.get("url_key"), item.get("url_suffix")
    if not isinstance(key, str) or not key or len(key) > 300 or "price_range" not in item:
        return None
    return f"/{quote(key)}{suffix if isinstance(suffix, str) else ''}"


def pages(value: Json) -> int | None:
    """Return ``total_pages``."""
    count = _inner(_products(value), "page_info").get("total_pages")
    return count if isinstance(count, int) and count > 0 else None


def records(item: Thing, url: str) -> Iterator[Record]:
    """Yield the product's offer."""
    stock = text(item.get("stock_status"), 30)
    offer = Offer(
        url=url,
        name=text(item.get("name")),
        sku=text(item.get("sku"), 100),
        availability=_STOCK.get(stock or ""),
        availability_text=stock,
    )
    prices = _inner(item, "price_range")
    least, most = _inner(prices, "minimum_price"), _inner(prices, "maximum_price")
    paid, highest = _price(least, "final_price"), _price(most, "final_price")
    if paid:
        is_span = highest is not None and highest.amount != paid.amount
        offer = with_list_price(with_price(offer, paid, "from" if is_span else "exact"), _price(least, "regular_price"))
    yield offer


def _products(value: Json) -> Thing:
    return _inner(_inner(value, "data"), "products")


def _inner(value: Json, name: str) -> Thing:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def _price(owner: Thing, name: str) -> Price | None:
    price = _inner(owner, name)
    written = text(price.get("value"), 30)
    currency = parse_currency(text(price.get("currency"), 10))
    if not written or not _NUMBER.fullmatch(written) or not (amount := Decimal(written).quantize(_PLACES)):
        return None
    return Price(text=written, amount=to_money(amount), currency=currency)
