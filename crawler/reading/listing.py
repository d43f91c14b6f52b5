"""Listings → what their cards say of the things at other addresses, and which addresses they name."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from crawler.parsing.time import parse_time
from crawler.reading.article import ARTICLE, headline
from crawler.reading.card import in_cards, read_article_card, read_offer_cards
from crawler.reading.popularity import read_statistics
from crawler.reading.product import read_listed
from crawler.reading.schema import text, types
from crawler.reading.view import View
from crawler.records.article import Article
from crawler.records.kinds import Record
from crawler.records.offer import Offer

MAX_NAMED = 2000
_MONEY = frozenset(
    "price price_text price_candidates list_price list_price_text currency price_type tax_included".split()
)


def read_listing(view: View) -> Iterator[tuple[str, Record]]:
    """Yield one word for each thing on a listing: what its card shows, with what the listing's structured data adds."""
    offers = read_offer_cards(view.offer_cards, view.sight, view.hints)
    counts = in_cards(view.article_cards, view.sight.counts)
    for address, thing in view.products.listed:
        if listed := read_listed(address, thing, view.hints):
            offers[address] = _joined(offers[address], listed) if address in offers else listed
    yield from (("card", offer) for offer in offers.values())
    for card in view.article_cards:
        if card.url not in offers:
            yield from (("card", record) for record in read_article_card(card, counts.get(card.node.mem_id, [])))
    for address, thing in view.products.listed:
        if types(thing) & ARTICLE and address not in offers:
            written = text(thing.get("datePublished"), 100)
            yield (
                "card",
                Article(url=address, title=headline(thing), published=parse_time(written), published_text=written),
            )
            yield from (("card", count) for count in read_statistics(address, thing))


def named(view: View) -> tuple[str, ...]:
    """Return the addresses of the things that a listing names, in page order."""
    addresses = [card.url for card in (*view.offer_cards, *view.article_cards)] + [
        address for address, _ in view.products.listed
    ]
    return tuple(dict.fromkeys(addresses))[:MAX_NAMED]


def _joined(shown: Offer, listed: Offer) -> Offer:
    """Return one card from what it shows and what structured data says;
    all that belongs to the price stays together."""
    has_price = shown.price is not None or bool(shown.price_candidates)
    said: dict[str, Any] = {field.name: getattr(shown, field.name) for field in fields(Offer)}
    kept = {name: value for name, value in said.items() if (has_price if name in _MONEY else value not in (None, ()))}
    joined = replace(listed, **kept)
    return replace(joined, currency=joined.currency or listed.currency)
