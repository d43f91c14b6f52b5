"""Structured data and meta tags of a product page → what each of them says of its offers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from crawler.page import Page
from crawler.parsing.availability import parse_availability, parse_condition
from crawler.parsing.currency import parse_currency
from crawler.parsing.identifier import parse_gtin
from crawler.parsing.json_text import Json
from crawler.parsing.line import parse_line
from crawler.parsing.number import to_money
from crawler.parsing.price import Hints
from crawler.parsing.site import parse_site
from crawler.reading.money import read_money, with_list_price, with_price
from crawler.reading.schema import (
    Thing,
    address_of,
    listed_things,
    main_things,
    name_of,
    parts,
    resemble,
    text,
    things,
    types,
)
from crawler.records.offer import Offer

PRODUCT = frozenset("Product ProductGroup ProductModel IndividualProduct SomeProducts Vehicle Car Motorcycle".split())
MAX_OFFERS = 1000
_LIST_PRICE = re.compile(r"ListPrice|Strikethrough|SRP|RegularPrice", re.I)
_GTIN = ("gtin13", "gtin", "gtin12", "gtin14", "gtin8", "ean", "upc", "isbn")
_VARIANT = ("color", "colour", "size", "material", "pattern")
_ADDRESS = re.compile(r"https?://(?:www\.)?([^/?#]+)([^?#]*)")


@dataclass(frozen=True)
class Products:
    """The products that structured data describes: those the page is about, and those it only lists."""

    own: tuple[tuple[str, Thing], ...] = ()
    listed: tuple[tuple[str, Thing], ...] = ()
    """With the address of each, which is not this page's."""


def split_products(page: Page, known: list[tuple[str, Thing]], heading: str | None) -> Products:
    """Tell the page's own products from those it lists, by their addresses and by the page's heading."""
    found = [(witness, thing, address_of(thing, page)) for witness, thing in main_things(known, PRODUCT)]
    own = [one for one in found if one[2] and same_page(one[2], page)]
    if not own:
        near = [one for one in found if resemble(text(one[1].get("name")), heading)]
        elsewhere = {one[2] for one in found if one[2]}
        own = near if len(elsewhere) <= 1 else [one for one in near if one[2] is None]
    if not own and len(found) == 1 and found[0][2] is None:
        own = found
    else:
        own += [
            one for one in found if one not in own and one[2] is None and resemble(text(one[1].get("name")), heading)
        ]
    listed = [(one[2], one[1]) for one in found if one not in own and one[2]]
    listed += [
        (address, thing)
        for thing in listed_things(known)
        if (address := address_of(thing, page)) and not same_page(address, page)
    ]
    listed = [(address, thing) for address, thing in listed if page.is_own(address)]
    return Products(own=tuple((witness, thing) for witness, thing, _ in own), listed=tuple(listed))


def same_page(address: str, page: Page) -> bool:
    """Tell whether an address is this page's, apart from scheme, ``www.``, query and final slash."""
    return _bare(address) in (_bare(page.url), _bare(page.final_url or page.url))


def has_own_price(thing: Thing) -> bool:
    """Tell whether an object gives the price of one thing; the span of prices of a whole category is none."""
    offers = [offer for owner in (thing, *things(thing.get("hasVariant"))) for offer in things(owner.get("offers"))]
    return any(
        "AggregateOffer" not in types(offer) and ("price" in offer or "priceSpecification" in offer) for offer in offers
    )


def read_products(page: Page, own: tuple[tuple[str, Thing], ...], hints: Hints) -> Iterator[tuple[str, Offer]]:
    """Yield each structured witness's offers of the page's own products, variants apart."""
    for witness in dict.fromkeys(witness for witness, _ in own):
        rows = [
            _without_site(row, page)
            for by, thing in own
            if by == witness
            for row in _product(thing, Offer(url=page.url), hints)
        ]
        yield from ((witness, row) for row in _told_apart(rows[:MAX_OFFERS]))


def read_listed(address: str, thing: Thing, hints: Hints) -> Offer | None:
    """Return what a listing's structured data says of a product at another address; None when it is no product."""
    if not types(thing) & PRODUCT:
        return None
    rows = _product(thing, Offer(url=address), hints)
    return replace(_joined(rows), variant=None, seller=None, condition=None) if rows else None


def read_opengraph(page: Page, hints: Hints) -> Offer | None:
    """Return what the page's product meta tags say; None when they give neither price nor availability."""
    meta = page.structured
    sign = meta.first("product:sale_price:currency", "product:price:currency", "og:price:currency")
    currency = parse_currency(sign, hints.country)
    amount = meta.first("product:sale_price:amount", "product:price:amount", "og:price:amount", "product:price")
    price = read_money(amount, currency, hints)
    stock = meta.first("product:availability", "og:availability")
    if price is None and not stock:
        return None
    offer = Offer(
        url=page.url,
        sku=parse_line(meta.first("product:retailer_item_id", "product:sku"), 100),
        brand=parse_line(meta.first("product:brand", "og:brand")),
        condition=parse_condition(meta.first("product:condition", "og:condition")),
        availability=parse_availability(stock),
        availability_text=parse_line(stock, 100),
    )
    if price is None:
        return offer
    listed = read_money(meta.first("product:original_price:amount", "og:price:standard_amount"), currency, hints)
    return with_list_price(with_price(offer, price), listed)


def _product(thing: Thing, base: Offer, hints: Hints) -> list[Offer]:
    """Return a product's offers: those of its variants, else its own; without any, the product alone."""
    about = _described(thing, base)
    if variants := things(thing.get("hasVariant")):
        rows = [
            row
            for variant in variants
            for row in _product(variant, replace(about, sku=None, gtin=None, mpn=None), hints)
        ]
        return [replace(row, name=about.name or row.name, variant=row.variant or row.sku or row.name) for row in rows]
    offers = things(thing.get("offers"))
    inner = [one for offer in offers for one in things(offer.get("offers"))]
    if inner and len({one for offer in inner if (one := _id(offer))}) == len(inner):
        offers = inner
    return [_offer(offer, about, hints) for offer in offers[:MAX_OFFERS]] or [about]


def _id(offer: Thing) -> str | None:
    return text(offer.get("sku")) or name_of(offer.get("seller"))


def _described(thing: Thing, base: Offer) -> Offer:
    category = text(thing.get("category"))
    options = [value for name in _VARIANT if (value := text(thing.get(name), 100))] if base.name else []
    return replace(
        base,
        name=text(thing.get("name")) or base.name,
        brand=name_of(thing.get("brand")) or name_of(thing.get("manufacturer")) or base.brand,
        sku=text(thing.get("sku"), 100) or base.sku,
        gtin=next((gtin for name in _GTIN if (gtin := parse_gtin(text(thing.get(name), 100)))), base.gtin),
        mpn=text(thing.get("mpn"), 100) or base.mpn,
        condition=parse_condition(text(thing.get("itemCondition"))) or base.condition,
        category=parse_category(category) if category else base.category,
        variant=", ".join(options) or None,
    )


def parse_category(path: str) -> tuple[str, ...]:
    """Return the steps of a written category path.

    >>> parse_category("Kitchen > Kettles")
    ('Kitchen', 'Kettles')
    >>> parse_category("https://shop.example/c/12")
    ()
    """
    if "://" in path or path.isdigit():
        return ()
    return tuple(step for part in re.split(r"\s*(?:>|›|»|\s/\s|\|)\s*", path) if (step := parse_line(part, 100)))[:10]


def _offer(offer: Thing, about: Offer, hints: Hints) -> Offer:
    stock = text(offer.get("availability"), 100)
    seller = name_of(offer.get("seller")) or name_of(offer.get("offeredBy"))
    row = replace(
        about,
        name=about.name or text(offer.get("name")),
        sku=text(offer.get("sku"), 100) or about.sku,
        gtin=next((gtin for name in _GTIN if (gtin := parse_gtin(text(offer.get(name), 100)))), about.gtin),
        mpn=text(offer.get("mpn"), 100) or about.mpn,
        condition=parse_condition(text(offer.get("itemCondition"))) or about.condition,
        availability=parse_availability(stock),
        availability_text=stock,
        seller=seller,
        min_quantity=_min_quantity(offer.get("eligibleQuantity")),
        region=text(offer.get("eligibleRegion"), 100) if len(parts(offer.get("eligibleRegion"))) == 1 else None,
    )
    return _priced(row, offer, hints)


def _priced(row: Offer, offer: Thing, hints: Hints) -> Offer:
    specs = things(offer.get("priceSpecification"))
    listed = next((spec for spec in specs if _LIST_PRICE.search(text(spec.get("priceType")) or "")), None)
    plain = [spec for spec in specs if spec is not listed and "price" in spec]
    signs = (text(one.get("priceCurrency"), 10) for one in (offer, *specs))
    currency = next((code for sign in signs if (code := parse_currency(sign, hints.country))), None)
    low, high = text(offer.get("lowPrice"), 50), text(offer.get("highPrice"), 50)
    kind = _price_type(offer, plain)
    raw = next((found for one in (offer, *plain) if (found := text(one.get("price"), 50))), None)
    if raw is None and low is not None:
        raw, kind = low, _span(low, high, hints)
    price = read_money(raw, currency, hints)
    if price is None:
        return row
    tax = next((spec["valueAddedTaxIncluded"] for spec in (*plain, offer) if "valueAddedTaxIncluded" in spec), None)
    row = replace(
        with_price(row, price, kind),
        tax_included={"true": True, "false": False}.get(str(tax).lower()),
        shipping=_shipping(offer, price.currency),
    )
    return with_list_price(row, read_money(text(listed.get("price"), 50), currency, hints) if listed else None)


def _span(low: str, high: str | None, hints: Hints) -> str:
    """Return the kind of price that a lowest and a highest one make."""
    prices = read_money(low, None, hints), read_money(high, None, hints)
    if prices[1] is None:
        return "from"
    return "exact" if prices[0] and prices[0].amount == prices[1].amount else "range"


def _price_type(offer: Thing, specs: list[Thing]) -> str | None:
    """Return what structured data says of the kind of price beyond its number."""
    if any("billingDuration" in spec or "billingIncrement" in spec for spec in specs):
        return "subscription"
    return "unit" if "price" not in offer and specs and all("referenceQuantity" in spec for spec in specs) else None


def _shipping(offer: Thing, currency: str | None) -> Decimal | None:
    rates = {
        (text(rate.get("value"), 20), text(rate.get("currency"), 10))
        for details in things(offer.get("shippingDetails")) for rate in things(details.get("shippingRate"))
    }  # fmt: skip
    if len(rates) != 1:
        return None
    value, of = rates.pop()
    if value is None or not re.fullmatch(r"\d{1,9}(?:\.\d{1,4})?", value) or of not in (None, currency):
        return None
    return to_money(value)


def _min_quantity(value: Json) -> int | None:
    least = next((text(one.get("minValue"), 10) for one in things(value)), None)
    return int(float(least)) if least and re.fullmatch(r"\d{1,6}(?:\.0+)?", least) and float(least) > 1 else None


def _without_site(offer: Offer, page: Page) -> Offer:
    """Return the offer without its seller when that is the site itself, which goes without saying."""
    return replace(offer, seller=None) if offer.seller and _is_site(offer.seller, page) else offer


def _is_site(seller: str, page: Page) -> bool:
    names = [page.structured.first("og:site_name") or ""]
    names += [
        text(thing.get("name")) or ""
        for thing in page.structured.json_ld
        if types(thing) & {"Organization", "WebSite", "OnlineStore", "Store"}
    ]
    title = page.tree.css_first("title")
    names += re.split(r"\s[|–—·:»-]\s", title.text())[1:] if title else []
    plain, label = re.sub(r"\W", "", seller.casefold()), (parse_site(page.url) or "").partition(".")[0]
    if len(label) > 3 and label.replace("-", "") in plain:
        return True
    return any(resemble(seller, name) for name in names if name) or (
        bool(plain) and plain in re.sub(r"\W", "", page.host)
    )


def _told_apart(rows: list[Offer]) -> list[Offer]:
    """Give each offer of several what tells it from the others; join those that nothing tells apart."""
    if len(rows) > 1:
        skus, options = ({getattr(row, name) for row in rows} for name in ("sku", "variant"))
        by = "sku" if None not in skus and len(skus) > 1 else "variant" if len(options) > 1 else None
        if by is None and len(names := {row.name for row in rows}) == len(rows) and None not in names:
            by = "name"
        rows = [replace(row, variant=getattr(row, by) if by else None) for row in rows]
    else:
        rows = [replace(row, variant=None) for row in rows]
    same: dict[tuple[object, ...], list[Offer]] = {}
    for row in rows:
        same.setdefault(tuple(getattr(row, name) for name in Offer.KEY), []).append(row)
    return [_joined(group) for group in same.values()]


def _joined(rows: list[Offer]) -> Offer:
    """Return several offers of one key as one: the cheapest, "from" when their prices differ."""
    priced = [row for row in rows if row.price is not None]
    if not priced:
        return rows[0]
    best = min(priced, key=lambda row: row.price or 0)
    stock = next((row.availability for row in rows if row.availability == "InStock"), best.availability)
    differ = len({row.price for row in priced}) > 1
    return replace(best, availability=stock, price_type="from" if differ else best.price_type)


def _bare(address: str) -> tuple[str, str] | None:
    found = _ADDRESS.match(address)
    return (found[1].lower(), found[2].rstrip("/")) if found else None
