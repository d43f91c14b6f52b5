"""WooCommerce's Store API, ``/wp-json/wc/store/v1/products``: prices are whole numbers of the currency's smallest
unit."""

import re
from collections.abc import Iterator
from decimal import Decimal

from crawler.parsing.currency import parse_currency
from crawler.parsing.json_text import Json
from crawler.parsing.number import to_money
from crawler.parsing.price import Price
from crawler.reading.money import with_list_price, with_price
from crawler.reading.schema import Thing, text, things
from crawler.records.kinds import Record
from crawler.records.offer import Offer
from crawler.records.popularity import Popularity
from crawler.records.rating import Rating

KINDS: tuple[str, ...] = ("offer", "rating", "popularity")
_WHOLE = re.compile(r"\d{1,15}")
_MEAN = re.compile(r"[0-5](?:\.\d{1,2})?")
_MOST_DECIMALS = 4


def items(value: Json) -> list[Json] | None:
    """Return the products; an error is an object with a code."""
    return value if isinstance(value, list) else None


def path(item: Thing) -> str | None:
    """Return the product's permalink."""
    link = item.get("permalink")
    return link if isinstance(link, str) and isinstance(item.get("prices"), dict) else None


def pages(value: Json) -> int | None:  # noqa: ARG001 (the signature of all platforms)
    """Return None: a header says it."""
    return None


def records(item: Thing, url: str) -> Iterator[Record]:
    """Yield the product's offer, what is left of it when that is little, and its mean rating."""
    left = item.get("low_stock_remaining")
    few = left if isinstance(left, int) and not isinstance(left, bool) and left > 0 else None
    stock = item.get("stock_availability")
    categories, brands = things(item.get("categories")), things(item.get("brands"))
    offer = Offer(
        url=url,
        name=text(item.get("name")),
        brand=text(brands[0].get("name")) if len(brands) == 1 else None,
        sku=text(item.get("sku"), 100),
        category=(name,) if len(categories) == 1 and (name := text(categories[0].get("name"), 100)) else (),
        availability=_availability(item, few),
        availability_text=text(stock.get("text"), 100) if isinstance(stock, dict) else None,
    )
    prices = item.get("prices")
    yield _priced(offer, prices) if isinstance(prices, dict) else offer
    if few is not None:
        yield Popularity(url=url, measure="stock", value=few, value_text=str(few))
    yield from _rating(item, url, offer.name)


def _availability(item: Thing, few: int | None) -> str | None:
    if item.get("is_in_stock") is False:
        return "OutOfStock"
    if item.get("is_on_backorder") is True:
        return "BackOrder"
    if item.get("is_in_stock") is True:
        return "LimitedAvailability" if few is not None else "InStock"
    return None


def _priced(offer: Offer, prices: Thing) -> Offer:
    span = prices.get("price_range")
    low, high = (
        (_price(span.get(name), prices) for name in ("min_amount", "max_amount"))
        if isinstance(span, dict)
        else (None, None)
    )
    paid = low or _price(prices.get("price"), prices)
    if paid is None:
        return offer
    if low and high and high.amount != low.amount:
        return with_price(offer, paid, "from")
    return with_list_price(with_price(offer, paid, "exact"), _price(prices.get("regular_price"), prices))


def _price(written: Json, prices: Thing) -> Price | None:
    """Return so many of the smallest units as a price; None for none, for 0, and when the unit is not said."""
    places = prices.get("currency_minor_unit")
    if not isinstance(places, int) or isinstance(places, bool) or not 0 <= places <= _MOST_DECIMALS:
        return None
    if not isinstance(written, str) or not _WHOLE.fullmatch(written) or not int(written):
        return None
    return Price(
        text=f"{written}E-{places}" if places else written,
        amount=to_money(Decimal(written).scaleb(-places)),
        currency=parse_currency(text(prices.get("currency_code"), 10)),
    )


def _rating(item: Thing, url: str, name: str | None) -> Iterator[Rating]:
    mean, count = text(item.get("average_rating"), 10), item.get("review_count")
    if not isinstance(count, int) or isinstance(count, bool) or count < 1 or not mean or not _MEAN.fullmatch(mean):
        return
    yield Rating(url=url, subject=name, rating=Decimal(mean), rating_text=mean, rating_count=count)
