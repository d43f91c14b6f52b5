"""One structured product → its offers: of its variants, else its own."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from crawler.parsing.availability import parse_availability, parse_condition
from crawler.parsing.identifier import parse_gtin
from crawler.parsing.json_text import Json
from crawler.parsing.line import parse_line
from crawler.parsing.price import Hints
from crawler.reading.labels import label_kind, parse_brand, parse_code
from crawler.reading.price_specification import read_priced
from crawler.reading.schema import Thing, name_of, parts, term, text, things, types
from crawler.reading.shipping import read_available_from, read_delivery_days, read_quantity, read_shipping
from crawler.reading.variants import VARIANT, Row
from crawler.records.offer import Offer

MAX_OFFERS = 1000
_MAX_DEPTH = 2

_GTIN = ("gtin13", "gtin", "gtin12", "gtin14", "gtin8", "ean", "ean13", "upc", "isbn", "isbn13")
_NO_NUMBER = frozenset("null none n/a na nan undefined false true - 0 sku".split())
_NUMBERED = re.compile(r"\s*(ean|gtin\d*|upc|isbn|sku|mpn|asin)\s*:\s*(\S.*)", re.I)
_STATED = {"true": "InStock", "false": "OutOfStock"}


def read_product(thing: Thing, base: Offer, hints: Hints, limit: int = MAX_OFFERS) -> list[Row]:
    """Return a product's offers, not more than ``limit``: those of its variants, else its own; without any, the product
    alone."""
    return list(islice(_product(thing, base, hints, 0), limit))


def _product(thing: Thing, base: Offer, hints: Hints, depth: int) -> Iterator[Row]:
    about = described(thing, base, is_variant=depth > 0)
    if depth < _MAX_DEPTH and (variants := things(thing.get("hasVariant"))):
        shared = replace(about, sku=None, gtin=None, mpn=None)
        for variant in variants:
            yield from (_variant(row, about) for row in _product(variant, shared, hints, depth + 1))
        return
    offers = _offers(thing)
    for offer, outer in offers:
        yield from _rows(offer, outer, thing, about, hints)
    if not offers:
        yield Row(offer=about, link=_link(thing), said=(thing,))


def described(thing: Thing, base: Offer, *, is_variant: bool = False) -> Offer:
    """Return what a product says of itself, with what ``base``, or the group it belongs to, says for it where it is
    silent."""
    if not is_variant and (group := next(iter(things(thing.get("isVariantOf"))), None)):
        shared = described({name: value for name, value in group.items() if name != "isVariantOf"}, base)
        return described(thing, replace(shared, sku=None, gtin=None, mpn=None), is_variant=True)
    category = text(thing.get("category"))
    options = [value for name in VARIANT if (value := text(thing.get(name), 100))] if is_variant else []
    labelled = _labelled(thing)
    return replace(
        base,
        name=text(thing.get("name")) or base.name,
        brand=_brand(thing) or labelled.get("brand") or base.brand,
        sku=read_sku(thing) or labelled.get("sku") or base.sku,
        gtin=_gtin(thing) or parse_gtin(labelled.get("gtin")) or base.gtin,
        mpn=_number(thing.get("mpn")) or labelled.get("mpn") or base.mpn,
        condition=parse_condition(text(thing.get("itemCondition"))) or base.condition,
        category=parse_category(category) if category else base.category,
        variant=", ".join(options) or None,
    )


def read_sku(thing: Thing) -> str | None:
    """Return the article number that a product or an offer gives; None when it gives none."""
    return _number(thing.get("sku")) or parse_code(_numbered(thing.get("productID")).get("sku"))


def parse_category(path: str) -> tuple[str, ...]:
    """Return the steps of a written category path.

    >>> parse_category("Kitchen > Kettles")
    ('Kitchen', 'Kettles')
    >>> parse_category("https://shop.example/c/12")
    ()
    """
    if "://" in path or path.isdigit():
        return ()
    return tuple(step for part in re.split(r"\s*(?:>|›|»|\s[/<]\s|\|)\s*", path) if (step := parse_line(part, 100)))[
        :10
    ]


def _variant(row: Row, about: Offer) -> Row:
    offer = replace(
        row.offer,
        name=about.name or row.offer.name,
        variant=row.offer.variant or row.offer.sku or row.offer.name,
    )
    return replace(row, offer=offer, of=about.sku)


def _offers(thing: Thing) -> list[tuple[Thing, Thing | None]]:
    """Return a product's offers, each with the AggregateOffer around it: the inner ones where they can be told apart,
    else the aggregate, which gives their span."""
    offers = things(thing.get("offers"))
    if not offers and ("price" in thing or "lowPrice" in thing):
        return [(thing, None)]
    inner = list(islice(((one, offer) for offer in offers for one in things(offer.get("offers"))), MAX_OFFERS))
    ids = {one for offer, _ in inner if (one := _id(offer)) != (None,) * len(one)}
    if inner and len(ids) == len(inner):
        return list(inner)
    return [(offer, None) for offer in offers[:MAX_OFFERS]]


def _id(offer: Thing) -> tuple[str | None, ...]:
    item = next(iter(things(offer.get("itemOffered"))), {})
    return (
        read_sku(offer) or read_sku(item),
        name_of(offer.get("seller")),
        text(offer.get("name")) or text(item.get("name")),
        term(offer.get("itemCondition")) if "seller" in offer else None,
    )


def _rows(offer: Thing, outer: Thing | None, thing: Thing, about: Offer, hints: Hints) -> list[Row]:
    item = next(iter(things(offer.get("itemOffered"))), {})
    if item and types(item) & {"Product", "IndividualProduct", "ProductModel", "SomeProducts"}:
        about = described(item, replace(about, variant=None), is_variant=True)
    number = read_sku(offer)
    named = text(offer.get("name")) or text(item.get("name"))
    stock = _stock(offer) or (_stock(thing) if offer is not thing else None)
    row = replace(
        about,
        name=(about.name if not item else text(thing.get("name"))) or named,
        category=about.category or parse_category(text(offer.get("category")) or ""),
        sku=number or about.sku,
        gtin=_gtin(offer) or about.gtin,
        mpn=_number(offer.get("mpn")) or about.mpn,
        variant=about.variant or (named if about.name and named != about.name else None),
        condition=parse_condition(text(offer.get("itemCondition"))) or about.condition,
        availability=_availability(stock, offer),
        availability_text=stock,
        available_from=read_available_from(offer),
        delivery_days=read_delivery_days(offer, hints),
        region=_region(offer),
        seller=name_of(offer.get("seller")) or name_of(offer.get("offeredBy")),
    )
    group = next(iter(things(thing.get("isVariantOf"))), thing if number or item else {})
    return [
        Row(
            offer=_shipped(priced, offer, hints),
            of=read_sku(group),
            link=_link(offer) or _link(thing),
            said=(offer, item, thing),
        )
        for priced in read_priced(row, offer, hints, outer)
    ]


def _shipped(row: Offer, offer: Thing, hints: Hints) -> Offer:
    if row.price is None or "shippingDetails" not in offer:
        return row
    return replace(row, shipping=read_shipping(offer, row.currency, hints))


def _region(offer: Thing) -> str | None:
    """Return where the offer holds when that is one place."""
    places = [*parts(offer.get("eligibleRegion")), *parts(offer.get("areaServed"))]
    return text(places[0], 100) if len(places) == 1 else None


def _stock(one: Thing) -> str | None:
    value = next(iter(parts(one.get("availability"))), None)
    return str(value).lower() if isinstance(value, bool) else text(one.get("availability"), 100)


def _availability(stock: str | None, offer: Thing) -> str | None:
    if stock:
        name = term(stock.partition("?")[0])
        return _STATED.get(stock.lower()) or parse_availability(stock) or parse_availability(name)
    left = read_quantity(offer)
    return None if left is None else "InStock" if left else "OutOfStock"


def _brand(thing: Thing) -> str | None:
    for name in ("brand", "manufacturer"):
        found = name_of(thing.get(name))
        if found and found.lower() not in _NO_NUMBER:
            return found
    return None


def _gtin(thing: Thing) -> str | None:
    for name in _GTIN:
        if name in thing and (gtin := parse_gtin(text(thing[name], 100)) or _padded(name, thing[name])):
            return gtin
    return parse_gtin(_numbered(thing.get("productID")).get("gtin")) if "productID" in thing else None


def _padded(name: str, value: Json) -> str | None:
    """Return a GTIN that was written as a number, and so lost the zeros at its start."""
    length = name[4:] if name.startswith("gtin") else ""
    is_short = isinstance(value, int) and not isinstance(value, bool) and length and 10**6 < value < 10 ** int(length)
    return parse_gtin(str(value).zfill(int(length))) if is_short else None


def _number(value: Json) -> str | None:
    number = text(value, 100)
    return None if number is None or number.lower() in _NO_NUMBER or "://" in number else number


def _numbered(value: Json) -> dict[str, str]:
    """Return the numbers of an identifier by kind: ``ean:4006381333931``, a PropertyValue, or a bare one."""
    found: dict[str, str] = {}
    for part in parts(value)[:20]:
        kind, number = None, text(part, 100)
        if isinstance(part, dict):
            kind = term(part.get("propertyID")) or term(part.get("name"))
            number = text(part.get("value"), 100)
        elif number and (split := _NUMBERED.fullmatch(number)):
            kind, number = split[1], split[2]
        if number:
            found.setdefault(_kind(kind), number)
    return found


def _kind(name: str | None) -> str:
    name = (name or "sku").lower()
    return "gtin" if re.match(r"(?:ean|gtin|upc|isbn)", name) else name


def _labelled(thing: Thing) -> dict[str, str]:
    """Return what further properties and identifiers say of maker and numbers under a clear name."""
    found: dict[str, str] = {}
    for part in things(thing.get("additionalProperty"))[:100]:
        kind, value = label_kind(text(part.get("name"), 50) or ""), text(part.get("value"), 100)
        value = parse_brand(value) if kind == "brand" else parse_code(value)
        if kind in ("brand", "mpn", "gtin") and value:
            found.setdefault(kind, value)
    if "identifier" in thing:
        for kind, number in _numbered([one for one in parts(thing["identifier"]) if isinstance(one, dict)]).items():
            found.setdefault(kind, number)
    return found


def _link(one: Thing) -> str | None:
    return text(one.get("url"), 2000)
