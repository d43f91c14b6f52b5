"""Product pages → what each witness says of the offers there."""

from collections.abc import Iterator
from dataclasses import replace

from crawler.reading import breadcrumbs
from crawler.reading.product import read_opengraph, read_products
from crawler.reading.view import View
from crawler.reading.visible import read_visible
from crawler.records.kinds import key_of
from crawler.records.offer import Offer


def read_offers(view: View) -> Iterator[tuple[str, Offer]]:
    """Yield the words of structured data, then of visible text and meta tags where it is clear which of the offers they speak of."""
    page, name = view.page, view.heading
    told = list(read_products(page, view.products.own, view.hints))
    if category := breadcrumbs.structured_category(view.things, name):
        told = [(witness, replace(offer, category=category)) for witness, offer in told]
    shown: list[tuple[str, Offer]] = []
    if visible := read_visible(page, view.sight, view.own_prices, view.hints):
        shown.append(("text", replace(visible, category=breadcrumbs.visible_category(page, name))))
    if meta := read_opengraph(page, view.hints):
        shown.append(("opengraph", meta))
    told = [(witness, offer) for witness, offer in told if shown or _offers(offer)]
    yield from told
    for witness, offer in shown:
        if (key := _key_among(offer, [offer for _, offer in told])) is not None:
            yield witness, replace(offer, **key)


def _offers(offer: Offer) -> bool:
    """Tell whether something is said of buying the thing: a bare description is no offer."""
    return offer.price is not None or bool(offer.price_candidates) or offer.availability is not None


def _key_among(offer: Offer, told: list[Offer]) -> dict[str, str | int | None] | None:
    """Return the key fields of the record that a witness without them speaks of: the only one that structured data tells,
    or the one with its article number; None when that stays open."""
    keys = {key_of(one): one for one in told}
    if len(keys) > 1:
        keys = {key: one for key, one in keys.items() if offer.sku and offer.sku in (one.sku, one.variant)}
    if not told:
        return {}
    return dict(zip(Offer.KEY, next(iter(keys)), strict=True)) if len(keys) == 1 else None
