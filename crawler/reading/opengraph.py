"""Product meta tags of a page (OpenGraph's ``product:`` and ``og:``, Twitter's labelled pairs) → its offer."""

import re
from dataclasses import replace

from crawler.page import Page, Structured
from crawler.parsing.availability import parse_availability, parse_condition
from crawler.parsing.currency import parse_currency
from crawler.parsing.identifier import parse_gtin
from crawler.parsing.line import parse_line
from crawler.parsing.price import Hints, Price, parse_price
from crawler.reading.money import with_list_price, with_price
from crawler.reading.price_specification import read_amount
from crawler.reading.product_offer import parse_category
from crawler.records.offer import Offer

_AMOUNTS = (
    ("product:sale_price:amount", "product:sale_price"),
    ("product:price:amount", "og:price:amount", "product:price", "og:price"),
    ("product:pretax_price:amount",),
)
"""What one pays, best first: reduced, usual, before tax."""
_USUAL = ("product:original_price:amount", "product:original_price", "og:price:standard_amount", "og:standard_price")
_CURRENCIES = (
    "product:sale_price:currency",
    "product:price:currency",
    "og:price:currency",
    "product:original_price:currency",
    "product:pretax_price:currency",
    "product:currency",
    "og:currency",
)
_STOCK = ("product:availability", "og:availability", "product:stock")
_GTIN = ("product:gtin", "product:ean", "product:upc", "product:isbn", "og:ean", "og:upc", "og:isbn", "books:isbn")
_PRICE_LABEL = re.compile(r"(?:price|цена|cena|баға(?:сы)?|harga|preis|prix|precio)\W*", re.I)
_STOCK_LABEL = re.compile(
    r"(?:availability|stock|наличие|pieejamība|қолжетімділік|ketersediaan|stok|verfügbarkeit|disponibilité|"
    r"disponibilidad)\W*",
    re.I,
)


def read_opengraph(page: Page, hints: Hints) -> Offer | None:
    """Return what the page's product meta tags say; None when they give neither price nor availability."""
    meta = page.structured
    currency = parse_currency(meta.first(*_CURRENCIES), hints.country)
    price, usual = _price(meta, currency, hints)
    stock = meta.first(*_STOCK) or _labelled(meta, _STOCK_LABEL)
    availability = parse_availability(stock)
    if price is None and not availability:
        return None
    category = parse_line(meta.first("product:category"))
    offer = Offer(
        url=page.url,
        sku=parse_line(meta.first("product:retailer_item_id", "product:sku", "product:retailer_part_no"), 100),
        brand=parse_line(meta.first("product:brand", "og:brand")),
        gtin=next((gtin for name in _GTIN if (gtin := parse_gtin(meta.first(name)))), None),
        mpn=parse_line(meta.first("product:mfr_part_no", "product:mpn"), 100),
        category=parse_category(category) if category and re.search(r"[>›»|]|\s/\s", category) else (),
        condition=parse_condition(meta.first("product:condition", "og:condition")),
        availability=availability,
        availability_text=parse_line(stock, 100),
    )
    if price is None:
        return offer
    listed = read_amount(usual, price.currency, hints)
    return replace(with_list_price(with_price(offer, price), listed), tax_included=_tax(meta, price))


def _price(meta: Structured, currency: str | None, hints: Hints) -> tuple[Price | None, str | None]:
    """Return what one pays, and what it usually costs."""
    found = [
        (price, meta.first(*names)) for names in _AMOUNTS if (price := read_amount(meta.first(*names), currency, hints))
    ]
    if not found:
        labelled = _labelled(meta, _PRICE_LABEL)
        price = parse_price(labelled, hints) if labelled and not labelled.isdigit() else None
        return (price if price and (price.currency or currency) and price.amount != 0 else None), None
    usual = meta.first(*_USUAL) or (found[1][1] if len(found) > 1 and meta.first(*_AMOUNTS[0]) else None)
    return found[0][0], usual


def _tax(meta: Structured, price: Price) -> bool | None:
    """Tell whether the price includes tax, where the tags give one before tax too."""
    before = read_amount(meta.first(*_AMOUNTS[2]), price.currency, Hints())
    if before is None or before.amount is None or price.amount is None:
        return None
    if not meta.first(*_AMOUNTS[0], *_AMOUNTS[1]):
        return False
    return True if before.amount < price.amount and not meta.first(*_AMOUNTS[0]) else None


def _labelled(meta: Structured, label: re.Pattern[str]) -> str | None:
    """Return what a pair such as ``twitter:label1`` and ``twitter:data1`` says under a label."""
    for name in ("twitter:label1", "twitter:label2", "twitter:label3"):
        said = meta.first(name)
        if said and label.fullmatch(said.strip()[:40]):
            return meta.first(name.replace("label", "data"))
    return None
