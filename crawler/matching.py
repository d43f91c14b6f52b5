"""Are these two the same product? Over pages and time, and between companies; by identifiers only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.fold.unit import Version
from crawler.records.offer import Offer
from crawler.records.product import Product

_ORDERABLE = frozenset({"InStock", "LimitedAvailability", "PreOrder", "BackOrder", "OnlineOnly", "InStoreOnly"})


@dataclass(frozen=True, kw_only=True)
class Match:
    """A product of ours and one of theirs."""

    ours: str
    theirs: str
    by: str


def products(offers: Sequence[Version]) -> list[Product]:
    by_page: dict[str, list[Version]] = defaultdict(list)
    for version in offers:
        by_page[version.record.url].append(version)
    return [_product(url, versions) for url, versions in sorted(by_page.items())]


def _product(url: str, versions: list[Version]) -> Product:
    newest = max(versions, key=lambda version: (version.last_seen, version.capture))
    offer = newest.record
    assert isinstance(offer, Offer)
    return Product(
        id=url, url=url, name=offer.name, brand=offer.brand, sku=offer.sku, gtin=offer.gtin, mpn=offer.mpn,
        category=offer.category, first_seen=min(v.first_seen for v in versions), last_seen=newest.last_seen,
        orderable=newest.ended is None and offer.availability in _ORDERABLE, capture=newest.capture)


def match(ours: Sequence[Product], theirs: Sequence[Product]) -> list[Match]:
    index: dict[str, list[Product]] = defaultdict(list)
    for product in theirs:
        if product.gtin:
            index[product.gtin].append(product)
    return [Match(ours=p.id, theirs=index[p.gtin][0].id, by="gtin") for p in ours if p.gtin and len(index[p.gtin]) == 1]
