"""Product pages → what each witness says of the offers there."""

from collections.abc import Iterator
from dataclasses import replace

from crawler.reading import breadcrumbs
from crawler.reading.product import read_opengraph, read_products
from crawler.reading.state import read_state
from crawler.reading.view import View
from crawler.reading.visible import read_visible
from crawler.records.offer import Offer


def read_offers(view: View) -> Iterator[tuple[str, Offer]]:
    """Yield the words of structured data, then of the other witnesses where it is clear which of the offers they
    speak of."""
    page, name = view.page, view.heading
    structured = list(read_products(page, view.products.own, view.hints))
    if category := breadcrumbs.structured_category(view.things, name):
        structured = [(witness, replace(offer, category=category)) for witness, offer in structured]
    first = structured[0][0] if structured else None
    told = [offer for witness, offer in structured if witness == first]
    others = [(witness, offer) for witness, offer in structured if witness != first]
    if visible := read_visible(page, view.sight, view.own_prices, view.hints):
        others.append(("text", replace(visible, category=breadcrumbs.visible_category(page, name))))
    if (state := read_state(page, name, view.hints)) and _offers(state := _without_parts(state, visible)):
        others.append(("state", state))
    if meta := read_opengraph(page, view.hints):
        others.append(("opengraph", meta))
    for offer in told:
        if first and (_offers(offer) or any(_offers(other) for _, other in others)):
            yield first, offer
    for witness, offer in others:
        if (keyed := _keyed(offer, told)) is not None:
            yield witness, keyed


def _without_parts(state: Offer, visible: Offer | None) -> Offer:
    """Return the offer without its price when that is a hundred times the visible one: counted in parts, without
    saying so."""
    if visible is None or visible.price is None or state.price != 100 * visible.price:
        return state
    return replace(state, price=None, price_text=None, price_type=None, list_price=None, list_price_text=None)


def _offers(offer: Offer) -> bool:
    """Tell whether something is said of buying the thing: a bare description is no offer."""
    return offer.price is not None or bool(offer.price_candidates) or offer.availability is not None


def _keyed(offer: Offer, told: list[Offer]) -> Offer | None:
    """Return the offer as a word on the record that its witness speaks of:
    the only one told, or the one with its article
    number; None when that stays open."""
    if not told:
        return offer
    same = told if len(told) == 1 else [one for one in told if offer.sku and offer.sku in (one.sku, one.variant)]
    if len(same) != 1:
        return None
    one = same[0]
    return replace(
        offer,
        variant=one.variant,
        seller=one.seller,
        region=one.region,
        condition=one.condition,
        min_quantity=one.min_quantity,
    )
