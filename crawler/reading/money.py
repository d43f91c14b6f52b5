"""Prices as machines write them (structured data, meta tags) → the price fields of an offer."""

import re
from dataclasses import replace

from crawler.parsing.currency import THREE_DECIMALS
from crawler.parsing.number import to_money
from crawler.parsing.price import Hints, Price, parse_price
from crawler.records.offer import Offer

_PLAIN = re.compile(r"\d{1,12}(?:\.\d{1,2}|\.\d{4,6}0*)?")
_THREE_DECIMALS = re.compile(r"\d{1,12}\.\d{3}")


def read_money(raw: str | None, currency: str | None, hints: Hints) -> Price | None:
    """Return a written price; None for none, and for 0, which shops write for "not known".

    A full stop is decimal, as schema.org wants it, but before three digits: that is how some shops write thousands.
    """
    if not raw:
        return None
    if _PLAIN.fullmatch(raw) or (currency in THREE_DECIMALS and _THREE_DECIMALS.fullmatch(raw)):
        price: Price | None = Price(text=raw, amount=to_money(raw), currency=currency)
    else:
        price = parse_price(raw, replace(hints, currency=currency or hints.currency))
    if price is None or price.amount == 0:
        return None
    return replace(price, text=raw, currency=currency or price.currency)


def with_price(offer: Offer, price: Price, kind: str | None = None) -> Offer:
    """Return the offer with the price; an unclear one has no type."""
    return replace(
        offer,
        price=price.amount,
        price_text=price.text,
        price_candidates=price.candidates,
        currency=price.currency,
        price_type=None if price.amount is None else kind or price.type,
    )


def with_list_price(offer: Offer, listed: Price | None) -> Offer:
    """Return the offer with the list price that the same witness gives; only one above the price is one."""
    if listed is None or listed.amount is None or offer.price is None or listed.amount <= offer.price:
        return offer
    if listed.currency not in (None, offer.currency):
        return offer
    return replace(offer, list_price=listed.amount, list_price_text=listed.text)
