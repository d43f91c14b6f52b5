"""Is a price to be believed at first sight? One ten times off the record's own past, or of another currency, is not."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from crawler.fold.draft import Draft, Sighting
from crawler.fold.state import Prices, RecordState
from crawler.fold.topics import PRICED, SETTINGS
from crawler.records.kinds import Record

FACTOR = 10
"""So many times the greatest, or so small a part of the least, that was ever agreed on is suspect: most often a decimal
sign was misread, a price of another currency taken, or a stop-gap put in (``9999``)."""
_BASIS = ("unit", "per", "pack_count")
"""What a price is for: prices for different things are not compared."""


def is_plausible(record: RecordState, read: Record, witnesses: Mapping[str, str]) -> bool:
    """Say whether a record may hold at first sight what was read; ``witnesses``: who said it, by field.

    A currency that becomes known, or is no longer said, is no jump; nor is one that the settings gave.
    """
    held = record.held
    if not isinstance(held, PRICED) or not isinstance(read, PRICED) or held.price is None or read.price is None:
        return True
    if held.currency != read.currency and held.currency is not None and read.currency is not None:
        return SETTINGS in (record.witnesses.get("currency"), witnesses.get("currency"))
    if any(getattr(held, name, None) != getattr(read, name, None) for name in _BASIS):
        return True
    least, greatest = record.prices or (held.price, held.price)
    listed, list_price = getattr(held, "list_price", None), getattr(read, "list_price", None)
    return _is_near(least, greatest, read.price) and (
        listed is None or list_price is None or _is_near(min(least, listed), max(greatest, listed), list_price)
    )


def bears_out(suspect: RecordState | None, read: Record, witnesses: Mapping[str, str]) -> bool:
    """Say whether the visit before read the like, so that what is suspect beside all before it is believed now."""
    return suspect is not None and is_plausible(replace(suspect, prices=None), read, witnesses)


def doubt(draft: Draft, record: RecordState, read: Record, witnesses: Mapping[str, str], sighting: Sighting) -> None:
    """Keep what was read as a version of its own, flagged; what was agreed on before stands, until another look."""
    record.agreed = replace(record)
    record.held, record.witnesses = read, witnesses
    draft.begin(record, sighting.at, sighting.capture, sighting.source)
    draft.make_due(record.address, "suspect")


def widened(prices: Prices | None, old: Record, new: Record, told: bool) -> Prices | None:
    """Return the least and greatest price agreed on so far; None: the one that is held.

    The past ends with a correction that was not told as a change, and with another currency: it was not of this price.
    """
    if not isinstance(old, PRICED) or not isinstance(new, PRICED):
        return None
    if old.price == new.price and old.currency == new.currency:
        return prices
    if not told or old.currency != new.currency or old.price is None or new.price is None:
        return None
    least, greatest = prices or (old.price, old.price)
    return min(least, new.price), max(greatest, new.price)


def _is_near(least: Decimal, greatest: Decimal, price: Decimal) -> bool:
    """Is a price within the factor of what was paid so far? Nothing is near to what costs nothing, nor far from it."""
    if least <= 0 or price <= 0:
        return True
    return least < price * FACTOR and price < greatest * FACTOR
