"""schema.org objects of a pricing page → plans: named offers with their price, period and unit."""

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.parsing.currency import parse_currency
from crawler.parsing.number import to_money
from crawler.parsing.price import Hints
from crawler.reading.money import read_money
from crawler.reading.plan_words import parse_period, parse_unit
from crawler.reading.schema import Thing, text, things, types
from crawler.records.plan import Plan

_OWNERS = frozenset(
    "Product Service SoftwareApplication WebApplication MobileApplication OfferCatalog AggregateOffer Offer "
    "Organization WebPage ProductGroup IndividualProduct".split()
)
_MAX_OFFERS = 200
_MAX_DEPTH = 4
_DURATION = re.compile(r"P(?:1(?P<of>[YMWD])|12(?P<months>M)|7(?P<days>D)|365(?P<year>D))", re.I)
_CODES = {"MON": "month", "ANN": "year", "WEE": "week", "DAY": "day"}
"""UN/CEFACT codes of time, as schema.org's ``unitCode`` has them."""
_ISO = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def read_structured(known: list[tuple[str, Thing]], hints: Hints) -> Iterator[tuple[str, Plan]]:
    """Yield a plan for each named offer with a price."""
    left = _MAX_OFFERS
    for witness, thing in known:
        for offer, name in _offers(thing, None):
            if left and (plan := _plan(offer, name, hints)):
                left -= 1
                yield witness, plan


def _offers(thing: Thing, name: str | None, depth: int = 0) -> Iterator[tuple[Thing, str | None]]:
    """Yield the offers inside an object with the name of what they offer, where it has but one."""
    if depth > _MAX_DEPTH or not (types(thing) & _OWNERS or depth):
        return
    inner = [one for key in ("offers", "hasOfferCatalog", "itemListElement", "mainEntity", "makesOffer")
             for one in things(thing.get(key))]  # fmt: skip
    if not inner:
        if "price" in thing or "priceSpecification" in thing:
            yield thing, name
        return
    own = text(thing.get("name"), 100) if len(inner) == 1 and "AggregateOffer" not in types(thing) else None
    for one in inner:
        yield from _offers(one, own or (name if len(inner) == 1 else None), depth + 1)


def _plan(offer: Thing, name: str | None, hints: Hints) -> Plan | None:
    specs = things(offer.get("priceSpecification"))
    offered = next((found for one in things(offer.get("itemOffered")) if (found := text(one.get("name"), 100))), None)
    named = text(offer.get("name"), 100) or offered or name
    raw = next((found for one in (offer, *specs) if (found := text(one.get("price"), 50))), None)
    if not named or raw is None:
        return None
    signs = (text(one.get("priceCurrency"), 10) for one in (offer, *specs))
    currency = next((code for sign in signs if (code := parse_currency(sign, hints.country))), None)
    is_free = re.fullmatch(r"0(?:[.,]0+)?", raw) is not None
    price = None if is_free else read_money(raw, currency, hints)
    if price is None and not is_free:
        return None
    tax = next((one["valueAddedTaxIncluded"] for one in (*specs, offer) if "valueAddedTaxIncluded" in one), None)
    plan = Plan(url="", name=named, price_text=raw, currency=currency,
                tax_included={"true": True, "false": False}.get(str(tax).lower()))  # fmt: skip
    if price is None:
        return replace(plan, price=to_money("0"), price_type="free")
    per = next((found for spec in (*specs, offer) if (found := _reference(spec))), None)
    billed = next((found for spec in (*specs, offer) if (found := _duration(spec))), None)
    words = " ".join(filter(None, (text(one.get(key), 100) for one in (offer, *specs) for key in ("name", "unitText"))))
    said = parse_period(words)
    kind = "exact" if price.amount is not None else None
    return replace(plan, price=price.amount, price_type=kind, period=billed or said or per, per=per,
                   unit=_unit(specs, words))  # fmt: skip


def _unit(specs: list[Thing], words: str) -> str | None:
    written = next((found for spec in specs if (found := text(spec.get("unitText"), 100))), None)
    return parse_unit(f"per {written}" if written else words)


def _reference(spec: Thing) -> str | None:
    """Return what one unit of the price is: a time, as its unit code says."""
    for one in (spec, *things(spec.get("referenceQuantity"))):
        code = text(one.get("unitCode"), 20) or text(one.get("unitText"), 40)
        if code and (found := _CODES.get(code.upper()) or parse_period(code)):
            return found
    return None


def _duration(spec: Thing) -> str | None:
    """Return how long one payment is for: an ISO 8601 duration, or a number of units of time."""
    for key in ("billingDuration", "billingIncrement"):
        value = spec.get(key)
        for one in things(value):
            count, code = text(one.get("value"), 10), (text(one.get("unitCode"), 20) or "").upper()
            if code == "MON" and count == "12":
                return "year"
            if code in _CODES and count in ("1", "1.0", None):
                return _CODES[code]
        written = text(value, 20) or ""
        if found := _DURATION.fullmatch(written):
            return _ISO[found["of"].upper()] if found["of"] else "week" if found["days"] else "year"
        code = (text(spec.get("unitCode"), 20) or "").upper()
        if written in ("1", "1.0", "12", "12.0") and code in _CODES:
            return (
                "year" if written.startswith("12") and code == "MON" else _CODES[code] if written[0:2] != "12" else None
            )
    return None
