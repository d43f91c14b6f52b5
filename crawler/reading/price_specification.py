"""A structured offer's price, list price and conditions → offers: the plain one, then those for some customers or
quantities, each a record of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from crawler.parsing.currency import parse_currency
from crawler.parsing.json_text import Json
from crawler.parsing.number import to_money
from crawler.parsing.price import Hints, Price
from crawler.parsing.unit import parse_unit
from crawler.reading.money import read_money, with_list_price, with_price
from crawler.reading.schema import Thing, parts, term, text, things, types
from crawler.records.offer import Offer

MAX_SPECIFICATIONS = 100

_LISTED = frozenset("ListPrice StrikethroughPrice SRP MSRP RegularPrice".split())
_NOT_PAID = frozenset(("InvoicePrice", "MinimumAdvertisedPrice"))
_CHARGES = frozenset(("DeliveryChargeSpecification", "PaymentChargeSpecification"))
_BUSINESS = frozenset("Business BusinessCustomer Reseller PublicInstitution".split())
_NEGATIVE = re.compile(r"\s*[-−]\s*[\d.,]")
_LONG = re.compile(r"\d(?:[\d\s.,'’]*\d){12}")
_COMPUTED = re.compile(r"\d{1,12}\.\d{5,40}")
_PLACES = Decimal("0.0001")
_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_CODES = {  # UN/CEFACT Recommendation 20
    "KGM": ("kg", 1), "GRM": ("kg", 1000), "MGM": ("kg", 1_000_000), "LTR": ("l", 1), "DLT": ("l", 10),
    "CLT": ("l", 100), "MLT": ("l", 1000), "MTR": ("m", 1), "CMT": ("m", 100), "MMT": ("m", 1000), "MTK": ("m²", 1),
    "CMK": ("m²", 10_000), "MTQ": ("m³", 1), "C62": ("piece", 1), "H87": ("piece", 1), "EA": ("piece", 1),
    "PCE": ("piece", 1), "LBR": ("lb", 1), "ONZ": ("oz", 1), "OZA": ("fl oz", 1), "FOT": ("ft", 1), "FTK": ("ft²", 1),
    "YRD": ("yd", 1),
}  # fmt: skip


def read_priced(row: Offer, offer: Thing, hints: Hints, outer: Thing | None = None) -> list[Offer]:
    """Return the offer with its price, and one more for each group of customers or quantity with a price of its own;
    ``outer`` is the AggregateOffer around it, whose currency it shares."""
    specs = list(_specifications(offer.get("priceSpecification")))
    said = _told_apart(offer, specs)
    currency = _currency((offer, *said.plain, *specs, *((outer,) if outer else ())), hints)
    customer, least = _customer(offer), _least(offer)
    row = replace(row, customer_type=customer, min_quantity=least) if customer or least else row
    priced = _with_unit(_plain(row, offer, said, currency, hints), said.per_unit, hints)
    rows = [priced] if priced.price is not None or priced.price_candidates or not said.special else []
    for spec in said.special:
        own = replace(
            row,
            customer_type=_customer(spec) or row.customer_type,
            min_quantity=_least(spec) or row.min_quantity,
        )
        price = read_amount(spec.get("price"), _currency((spec, offer), hints) or currency, hints)
        if price is not None:
            rows.append(replace(with_price(own, price), tax_included=_tax((spec, offer))))
    return rows or [row]


@dataclass(frozen=True)
class _Specifications:
    """The specifications of one offer by what they give."""

    plain: list[Thing] = field(default_factory=list)
    """What everyone pays."""
    listed: list[Thing] = field(default_factory=list)
    """What it cost before, or is said to be worth."""
    special: list[Thing] = field(default_factory=list)
    """What some customers pay, or for some quantity."""
    per_unit: list[Thing] = field(default_factory=list)
    """What a reference quantity costs."""


def _told_apart(offer: Thing, specs: list[Thing]) -> _Specifications:
    said = _Specifications()
    for spec in specs:
        kind = _kind(spec)
        if kind in _LISTED:
            said.listed.append(spec)
        elif _customer(spec) or _least(spec):
            said.special.append(spec)
        elif kind not in _NOT_PAID:
            (said.per_unit if "referenceQuantity" in spec else said.plain).append(spec)
    if "price" not in offer and (of_whole := [spec for spec in said.per_unit if _has_base(spec) or not said.plain]):
        said.plain.extend(of_whole)
    is_alone = said.listed and not said.plain and not {"price", "lowPrice", "minPrice"} & set(offer)
    if is_alone and len({text(spec.get("price"), 50) for spec in said.listed}) == 1:
        return replace(said, plain=said.listed, listed=[])  # the only price is the one to pay
    return said


def read_amount(value: Json, currency: str | None, hints: Hints) -> Price | None:
    """Return a price as a machine writes it; None for none, for less than none, and for more than anything costs."""
    raw = text(value, 50)
    if raw and _COMPUTED.fullmatch(raw):
        raw = str(round(Decimal(raw), 4))
    if raw is None or _NEGATIVE.match(raw) or _LONG.search(raw):
        return None
    return read_money(raw, currency, hints)


def _specifications(value: Json) -> Iterator[Thing]:
    for spec in things(value)[:MAX_SPECIFICATIONS]:
        if types(spec) & _CHARGES:
            continue
        components = things(spec.get("priceComponent"))[:MAX_SPECIFICATIONS]
        if "price" not in spec and len(components) == 1:
            yield components[0]
        elif {"price", "minPrice", "maxPrice"} & set(spec):
            yield spec


def _plain(row: Offer, offer: Thing, said: _Specifications, currency: str | None, hints: Hints) -> Offer:
    """Add what everyone pays, and the list price."""
    same = [spec for spec in said.plain if _currency((spec,), hints) in (None, currency)] or said.plain
    raw: Json = next((found for one in (offer, *_sale_first(same)) if text(found := one.get("price"), 50)), None)
    usual = {text(spec.get("price"), 50) for spec in said.listed}
    sale = next((spec for spec in same if _kind(spec) == "SalePrice"), None)
    if sale is not None and text(raw, 50) in usual:
        raw = sale.get("price")
    kind = _price_type(offer, said.plain)
    if raw is None:
        low, high = next((span for one in (offer, *same) if any(span := _span(one))), (None, None))
        raw, kind = low, _kind_of_span(low, high, hints)
    price = read_amount(raw, currency, hints)
    if price is None:
        return row
    row = with_price(row, price, kind)
    tax, unit = _tax((*said.plain, offer)), _unit_of(same) if kind == "unit" else None
    row = replace(row, tax_included=tax, unit=unit) if tax is not None or unit else row
    reference = said.listed[0].get("price") if said.listed else None
    return with_list_price(row, read_amount(reference, price.currency, hints))


def _sale_first(specs: list[Thing]) -> list[Thing]:
    return sorted(specs, key=lambda spec: _kind(spec) != "SalePrice")


def _kind(spec: Thing) -> str:
    return term(spec.get("priceType")) or ""


def _currency(owners: tuple[Thing, ...], hints: Hints) -> str | None:
    signs = (text(one.get(name), 10) for one in owners for name in ("priceCurrency", "currency"))
    return next((code for sign in signs if (code := parse_currency(sign, hints.country))), None)


def _span(one: Thing) -> tuple[Json, Json]:
    low, high = one.get("lowPrice"), one.get("highPrice")
    return (low, high) if text(low, 50) else (one.get("minPrice"), one.get("maxPrice"))


def _kind_of_span(low: Json, high: Json, hints: Hints) -> str:
    """Return the kind of price that a lowest and a highest one make."""
    lowest, highest = read_amount(low, None, hints), read_amount(high, None, hints)
    if highest is None:
        return "from"
    return "exact" if lowest and lowest.amount == highest.amount else "range"


def _price_type(offer: Thing, specs: list[Thing]) -> str | None:
    """Return what structured data says of the kind of price beyond its number."""
    if any("billingDuration" in spec or "billingIncrement" in spec for spec in specs):
        return "subscription"
    is_of_unit = "price" not in offer and specs and all("referenceQuantity" in spec for spec in specs)
    return "unit" if is_of_unit and not any(_has_base(spec) for spec in specs) else None


def _tax(owners: tuple[Thing, ...]) -> bool | None:
    said = next((one["valueAddedTaxIncluded"] for one in owners if "valueAddedTaxIncluded" in one), None)
    first = next(iter(parts(said)), None)
    return _TRUTH.get((term(first) or str(first)).strip().lower())


def _customer(one: Thing) -> str | None:
    """Return for whom a price is when not for everyone."""
    if one.get("validForMemberTier"):
        return "member"
    said = {term(part) for part in parts(one.get("eligibleCustomerType"))}
    return "business" if said and said <= _BUSINESS else None


def _least(one: Thing) -> int | None:
    quantities = things(one.get("eligibleQuantity"))
    least = next((found for part in quantities if (found := text(part.get("minValue"), 10))), None)
    return int(float(least)) if least and re.fullmatch(r"\d{1,6}(?:\.0+)?", least) and float(least) > 1 else None


def _with_unit(row: Offer, specs: list[Thing], hints: Hints) -> Offer:
    """Add the price of one unit, which a specification gives for a reference quantity."""
    for spec in specs:
        price = read_amount(spec.get("price"), row.currency, hints)
        measure = next(iter(things(spec.get("referenceQuantity"))), {})
        size, unit = _measure(measure)
        if price is None or price.amount is None or not size or unit is None or row.price is None:
            continue
        if not _has_base(spec) and row.price_type == "unit":
            continue  # the price itself is of a unit
        amount = to_money((price.amount / size).quantize(_PLACES))
        return replace(row, unit_price=amount, unit_price_unit=unit)
    return row


def _has_base(spec: Thing) -> bool:
    """Tell whether a reference quantity is what the price is for, and names another one to compare by."""
    return any("valueReference" in one for one in things(spec.get("referenceQuantity")))


def _unit_of(specs: list[Thing]) -> str | None:
    found = {_measure(one) for spec in specs for one in things(spec.get("referenceQuantity"))}
    size, unit = found.pop() if len(found) == 1 else (None, None)
    return unit if size == 1 else None


def _measure(measure: Thing) -> tuple[Decimal | None, str | None]:
    """Return a quantity in the unit to compare in: 750 ml is 0.75 l."""
    value, code = text(measure.get("value"), 20) or "1", text(measure.get("unitCode"), 10) or ""
    known = _CODES.get(code.upper()) or parse_unit(text(measure.get("unitText"), 20) or code)
    if known is None or not re.fullmatch(r"\d{1,7}(?:\.\d{1,4})?", value):
        return None, None
    return Decimal(value) / known[1], known[0]
