"""Product pages → what each witness says of the offers there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from crawler.parsing.availability import parse_availability
from crawler.reading import breadcrumbs
from crawler.reading.category import tells_category
from crawler.reading.identity import Identity
from crawler.reading.labels import parse_brand
from crawler.reading.opengraph import read_opengraph
from crawler.reading.product import read_products, stock_left
from crawler.reading.state import State, read_states, state_stock
from crawler.reading.variant_words import is_of_all, lent, numbered, selected
from crawler.reading.view import View
from crawler.reading.visible import read_visible
from crawler.records.offer import Offer
from crawler.records.popularity import Popularity

_SHOP_BEHIND = re.compile(r"\s+[|–—]\s.{2,60}")


def read_offers(view: View) -> Iterator[tuple[str, Offer | Popularity]]:
    """Yield the words of structured data, then of the other witnesses where it is clear which of the offers they
    speak of."""
    page, name = view.page, view.heading
    structured = list(read_products(page, view.products.own, view.hints))
    is_own = tells_category(page)
    if is_own and (category := breadcrumbs.structured_category(view.things, name)):
        structured = [(witness, replace(offer, category=category)) for witness, offer in structured]
    first = structured[0][0] if structured else None
    told = [offer for witness, offer in structured if witness == first]
    others = [(witness, offer) for witness, offer in structured if witness != first]
    trail = breadcrumbs.visible_category(page, name) if is_own else ()
    visible = read_visible(page, view.sight, view.own_prices, view.hints, view.card_blocks, _known(structured))
    shown = visible.offer if visible else None
    if shown:
        others.append(("text", replace(shown, category=trail)))
    state = read_states(page, name, view.hints, [offer for _, offer in (*structured, *others)])
    if first and state and is_of_all(told, state):
        others, told, state = [(first, told[0]), *others], [], numbered(state, told[0])
    if state and state.is_selected and not told:  # what else speaks of the page speaks of the variant it selects
        others = [(witness, selected(offer, state.variants[0])) for witness, offer in others]
    others += [("state", offer) for offer in _of_state(state, told, shown)]
    if meta := read_opengraph(page, view.hints):
        others.append(("opengraph", meta))
    if shown and shown.price is not None:
        told.sort(key=lambda offer: offer.price != shown.price)  # the variant that the page shows comes first
    said = [(witness, _clean(keyed, name)) for witness, offer in others if (keyed := _keyed(offer, told)) is not None]
    is_offered = any(_offers(offer) for _, offer in said) or _is_product(view, shown)
    for offer in told:
        if first and (is_offered or _offers(offer)):
            is_offered = True
            yield first, _clean(offer, name)
    for witness, offer in said:
        if _offers(offer) or (is_offered and (_identifies(offer) or not told)):
            yield witness, offer
            if witness == "text" and visible:
                yield from ((witness, _beside(other, offer)) for other in visible.others)
    if is_offered:
        yield from lent(others, told or [offer for witness, offer in others if witness == "state"])
    if visible and visible.left and is_offered:
        yield "text", Popularity(url=page.url, measure="stock", value=visible.left[0], value_text=visible.left[1])
    if is_offered and (left := state_stock(state)) is not None:
        yield "state", Popularity(url=page.url, measure="stock", value=left)
    if first and (left := stock_left(view.products.own)) is not None:
        yield first, Popularity(url=page.url, measure="stock", value=left)


def _known(structured: list[tuple[str, Offer]]) -> Identity:
    brand, sku = (next((v for _, one in structured if (v := getattr(one, name))), None) for name in ("brand", "sku"))
    return Identity(brand=brand, sku=sku)


def _beside(other: Offer, offer: Offer) -> Offer:
    """Return a price for some buyers or quantities as an offer beside the plain one of the same thing."""
    keyed = replace(other, variant=offer.variant, seller=offer.seller, region=offer.region, condition=offer.condition)
    return replace(keyed, brand=offer.brand, sku=offer.sku, gtin=offer.gtin, mpn=offer.mpn)


def _clean(offer: Offer, heading: str | None) -> Offer:
    """Return an offer without what some shops write into names for machines: the label of the brand, and the shop's
    name behind the heading."""
    if heading and offer.name and _SHOP_BEHIND.fullmatch(offer.name.removeprefix(heading)):
        offer = replace(offer, name=heading)
    if offer.brand is None or ":" not in offer.brand:
        return offer
    return replace(offer, brand=parse_brand(offer.brand) or offer.brand)


def _of_state(state: State | None, told: list[Offer], shown: Offer | None) -> tuple[Offer, ...]:
    """Return what a page's state says: of each variant, unless structured data tells of one offer only; the variant
    that the page shows comes first."""
    if state is None:
        return ()
    plain = state.variants if state.variants and len(told) != 1 else (state.whole,)
    if shown and shown.price is not None and not state.is_selected:
        plain = tuple(sorted(plain, key=lambda offer: offer.price != shown.price))
    return (*plain, *state.customers)


def _offers(offer: Offer) -> bool:
    """Tell whether something is said of buying the thing: a bare description is no offer."""
    return offer.price is not None or bool(offer.price_candidates) or offer.availability is not None


def _is_product(view: View, shown: Offer | None) -> bool:
    """Tell whether the page is surely a product's though no price is said: its meta tags or its numbers say so, and
    nothing says that it is no longer sold."""
    kind = view.page.structured.first("og:type") or ""
    if shown is None or not (kind.startswith("product") or shown.sku or shown.gtin or shown.mpn):
        return False
    said = (mark for mark in view.sight.stock if not view.sight.is_beside(mark.node))
    return all(parse_availability(mark.text) != "Discontinued" for mark in said)


def _identifies(offer: Offer) -> bool:
    """Tell whether something is said of who made the thing, or of its numbers."""
    return any((offer.brand, offer.sku, offer.gtin, offer.mpn))


def _keyed(offer: Offer, told: list[Offer]) -> Offer | None:
    """Return the offer as a word on the record that its witness speaks of: the only one told, the one with its article
    number, or the one that the page's address selects; None when that stays open."""
    if not told:
        return offer
    same = told if len(told) == 1 else [one for one in told if offer.sku and offer.sku in (one.sku, one.variant)]
    if len(same) != 1:
        chosen = {value for _, value in parse_qsl(urlsplit(offer.url).query[:2000])}
        same = [one for one in told if one.variant in chosen]
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
