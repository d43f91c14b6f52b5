"""Which products of ours are the same as which of theirs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.config import Config
from crawler.matching import match
from crawler.records.product import Product
from crawler.store.tables import values_of
from dossier.select import select

if TYPE_CHECKING:
    from crawler.store.connections import Connection


@dataclass(frozen=True, kw_only=True)
class MatchRow:
    """A product of ours and the same product at a competitor."""

    ours_competitor: str
    ours_id: str
    competitor: str
    id: str
    by: str
    """What they share: gtin, or brand and mpn."""


def matches(db: "Connection", config: Config) -> list[MatchRow]:
    """Match the products of every competitor with those of each company of ours, by identifiers only."""
    ours = [competitor.name for competitor in config.competitors if competitor.kind == "self"]
    products = {competitor.name: _products(db, competitor.name) for competitor in config.competitors}
    return [
        MatchRow(ours_competitor=us, ours_id=same.ours, competitor=rival, id=same.theirs, by=same.by)
        for us in ours
        for rival in products
        if rival not in ours
        for same in match(products[us], products[rival])
    ]


def _products(db: "Connection", competitor: str) -> list[Product]:
    return [Product(**values_of(Product, row)) for row in select(db, "products", competitor=competitor)]
