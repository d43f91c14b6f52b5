"""A structured offer's delivery → what it costs, how many days it takes, and from when the thing can be had."""

import re
from collections.abc import Iterator
from decimal import Decimal

from crawler.parsing.delivery import parse_available_from
from crawler.parsing.json_text import Json
from crawler.parsing.number import to_money
from crawler.parsing.price import Hints
from crawler.parsing.time import parse_time
from crawler.reading.schema import Thing, text, things

MAX_DAYS = 365

_DAYS = {"DAY": 1, "D": 1, "DAYS": 1, "WEE": 7, "WEEK": 7, "WEEKS": 7, "MON": 30, "ANN": 365}
_HOURS = frozenset(("HUR", "HOUR", "HOURS", "H"))
_AMOUNT = re.compile(r"\d{1,9}(?:\.\d{1,4})?")
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,2})?")


def read_shipping(offer: Thing, currency: str | None, hints: Hints) -> Decimal | None:
    """Return what delivery costs; None when it is not said, or differs."""
    rates = {
        (text(rate.get("value"), 20) or text(rate.get("maxValue"), 20), text(rate.get("currency"), 10))
        for details in _details(offer, hints)
        for rate in things(details.get("shippingRate"))
    }
    if len(rates) != 1:
        return None
    value, of = rates.pop()
    if value is None or not _AMOUNT.fullmatch(value) or of not in (None, currency):
        return None
    return to_money(value)


def read_delivery_days(offer: Thing, hints: Hints) -> int | None:
    """Return the most days until delivery: handling and transit; None when not said, or different by method."""
    found = {days for details in _details(offer, hints) if (days := _delivery_days(details)) is not None}
    if not found:
        found = {days for lead in things(offer.get("deliveryLeadTime")) if (days := _days(lead)) is not None}
    return found.pop() if len(found) == 1 else None


def read_available_from(offer: Thing) -> str | None:
    """Return the first day on which the thing can be had, YYYY-MM-DD; None when not said."""
    written = text(offer.get("availabilityStarts"), 50)
    time = parse_time(written)
    return time[:10] if time else parse_available_from(written)


def read_quantity(offer: Thing) -> int | None:
    """Return how many are left, as ``inventoryLevel`` says."""
    value: Json = offer.get("inventoryLevel")
    written = text(value, 20)
    return int(written.partition(".")[0]) if written and re.fullmatch(r"\d{1,7}(?:\.0+)?", written) else None


def _details(offer: Thing, hints: Hints) -> list[Thing]:
    """Return the details of shipping: those to the page's own country where there are several."""
    details = [one for one in things(offer.get("shippingDetails")) if "doesNotShip" not in one]
    if len(details) < 2 or hints.country is None:
        return details
    return [one for one in details if hints.country in _countries(one)] or details


def _countries(details: Thing) -> Iterator[str | None]:
    for region in things(details.get("shippingDestination")):
        country = region.get("addressCountry")
        yield from (text(one, 10) for one in (country if isinstance(country, list) else [country]))


def _delivery_days(details: Thing) -> int | None:
    for time in things(details.get("deliveryTime")):
        transit = next((_days(one) for one in things(time.get("transitTime"))), None)
        if transit is not None:
            handling = next((_days(one) for one in things(time.get("handlingTime"))), None)
            return transit + (handling or 0)
    return None


def _days(quantity: Thing) -> int | None:
    written = text(quantity.get("maxValue"), 10) or text(quantity.get("value"), 10)
    unit = (text(quantity.get("unitCode"), 10) or text(quantity.get("unitText"), 10) or "DAY").upper()
    if written is None or not _NUMBER.fullmatch(written):
        return None
    number = float(written)
    days = -(-number // 24) if unit in _HOURS else -(-number * _DAYS[unit] // 1) if unit in _DAYS else None
    return int(days) if days is not None and days <= MAX_DAYS else None
