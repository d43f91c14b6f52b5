"""Data that a page carries for its own scripts → what it says of the page's own product: witness "state".

``state_scripts`` finds the values, ``state_frames`` unpacks those of frameworks, ``state_product`` tells the page's own
product from all others (with the vendors' shapes of ``state_platforms``), ``state_offer`` reads it.

Every page that has such data is read, also where JSON-LD says all: a state adds the list price, the stock and the
variants that JSON-LD rarely has, and fold compares a witness with its own last word, so it must speak whenever it can,
whatever the others say on that day. What others say (``known``) decides only the unit of a whole number, and names the
currency where the state does not.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from crawler.page import Page
from crawler.parsing.currency import parse_currency
from crawler.parsing.price import Hints
from crawler.reading.state_frames import unpack
from crawler.reading.state_offer import Row, read_row
from crawler.reading.state_product import find_products, is_heading, is_here
from crawler.reading.state_scripts import find_values
from crawler.records.offer import Offer

_MAX_ROWS = 30
_MAX_VARIANTS = 300
"""Of all objects together."""
_SHOPIFY_CURRENCY = 'Shopify.currency = {"active":"'
"""How pages of Shopify give the currency of all prices in them (shopify.dev, *Ajax API: Shopify.currency*)."""


@dataclass(frozen=True, kw_only=True)
class State:
    """What a page's state says of its product."""

    whole: Offer
    """The product as one offer: of its variants the lowest price ("from" where they differ)."""
    variants: tuple[Offer, ...] = ()
    """An offer for each variant, what the address selects first; () for a product without."""
    is_selected: bool = False
    """The address selects the first of the variants, so that the page's text is about that one."""
    is_documented: bool = False
    """The variants are in a shape that a vendor documents: surely of this page, and all of them."""
    customers: tuple[Offer, ...] = ()
    """Prices for members, businesses, students or subscribers only."""
    quantity: int | None = None
    """Pieces left, where the state says one number for the page; for a Popularity of ``stock``."""


def read_state(page: Page, heading: str | None, hints: Hints) -> Offer | None:
    """Return what the page's state says of its product as one offer; None when it says nothing of it, or it is not
    clear of which."""
    state = read_states(page, heading, hints)
    return state.whole if state else None


def state_stock(state: State | None) -> int | None:
    """Return how many pieces are left by a state; None when it does not say one number."""
    return state.quantity if state else None


def read_states(page: Page, heading: str | None, hints: Hints, known: Iterable[Offer] = ()) -> State | None:
    """Return all that the page's state says of its product; ``known`` is what the page's other witnesses say: a
    currency that all of them name is that of prices in the state, which often names none."""
    if "rice" not in page.html:
        return None
    named = list(find_products(unpack(find_values(page, heading)), heading, hints))
    if not named:
        return None
    others = [offer for offer in known if offer.price is not None]
    codes = {code for offer in others if (code := offer.currency)} or {code for code in (hints.currency,) if code}
    vendors = _currency(page) if any(one.rank == 0 for one in named) else None
    currency = vendors or (codes.pop() if len(codes) == 1 else None)
    own = [one for one in named if one.is_own]
    called = [one for one in named if not one.is_own]
    here = [one for one in called if one.is_detail or is_here(one.thing, page)]
    same = [one for one in called if is_heading(one.thing, heading)]
    found = ([one for one in here if one in same] or here or same) + own
    prices = frozenset(offer.price for offer in others if offer.price is not None)
    rows: list[Row] = []
    for one in found[:_MAX_ROWS]:
        if row := read_row(one, page.url, hints, prices, currency):
            rows.append(row)
        if sum(len(row.variants) for row in rows) > _MAX_VARIANTS:
            break
    return _agreed(rows) if rows else None


def _currency(page: Page) -> str | None:
    at = page.html.find(_SHOPIFY_CURRENCY)
    at += len(_SHOPIFY_CURRENCY)
    return parse_currency(page.html[at : at + 3]) if at >= len(_SHOPIFY_CURRENCY) else None


def _agreed(rows: list[Row]) -> State | None:
    """Return what several objects say together: each thing by the best kind of object that says it, if all of that kind
    say the same; an unclear price leaves the rest."""
    priced = _best(rows, lambda row: _price_of(row.whole))
    priced = [row for row in priced if row.whole.price is not None] or priced
    base = max(priced or rows, key=lambda row: _said((row.whole,)))
    whole = base.whole
    if len({_price_of(row.whole) for row in priced}) > 1:
        whole = _without_price(whole)
    stock = {row.whole.availability for row in _best(rows, lambda row: row.whole.availability)}
    whole = replace(whole, availability=stock.pop() if len(stock) == 1 else None)
    whole = replace(
        whole,
        brand=_one(rows, lambda offer: offer.brand),
        sku=_one(rows, lambda offer: offer.sku),
        gtin=_one(rows, lambda offer: offer.gtin),
        mpn=_one(rows, lambda offer: offer.mpn),
        condition=_one(rows, lambda offer: offer.condition),
    )
    if whole.price is None and not whole.price_candidates and whole.availability is None:
        return None
    fullest = _fullest(rows)
    counts = {row.quantity for row in _best(rows, lambda row: row.quantity)}
    return State(
        whole=whole,
        variants=tuple(replace(one, brand=one.brand or whole.brand) for one in fullest.variants) if fullest else (),
        is_selected=fullest is not None and fullest.is_selected,
        is_documented=fullest is not None and fullest.rank == 0,
        customers=next((row.customers for row in rows if row.customers), ()),
        quantity=counts.pop() if len(counts) == 1 else None,
    )


def _best(rows: list[Row], said: Callable[[Row], Hashable]) -> list[Row]:
    """Return the rows of the best rank in which one says something, without those that do not."""
    telling = [row for row in rows if said(row) is not None]
    best = min((row.rank for row in telling), default=0)
    return [row for row in telling if row.rank == best]


def _one(rows: list[Row], said: Callable[[Offer], str | None]) -> str | None:
    """Return what all rows of the best rank that say it say alike."""
    values = {said(row.whole) for row in _best(rows, lambda row: said(row.whole))}
    return values.pop() if len(values) == 1 else None


def _price_of(offer: Offer) -> tuple[Decimal, ...] | None:
    """Return the price, or the candidates of an unclear one."""
    return offer.price_candidates or None if offer.price is None else (offer.price,)


def _without_price(offer: Offer) -> Offer:
    return replace(
        offer,
        price=None,
        price_text=None,
        price_candidates=(),
        price_type=None,
        list_price=None,
        list_price_text=None,
        tax_included=None,
    )


def _fullest(rows: list[Row]) -> Row | None:
    """Return the row with most variants; None when two rows of one rank give a variant two prices."""
    telling = _best(rows, lambda row: row.variants or None)
    prices: dict[str | None, set[Decimal]] = {}
    for one in (one for row in telling for one in row.variants if one.price is not None):
        prices.setdefault(one.variant, set()).add(one.price or Decimal())
    if any(len(each) > 1 for each in prices.values()):
        return None
    return max(telling, key=lambda row: (len(row.variants), _said(row.variants)), default=None)


def _said(offers: tuple[Offer, ...]) -> int:
    return sum(getattr(offer, field.name) is not None for offer in offers for field in fields(Offer))
