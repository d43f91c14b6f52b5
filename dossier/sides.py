"""Offers that not everyone takes, beside the plain one of the same thing: for members, from a quantity on, used."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dossier.offers import Item
from dossier.words import count, money, shorten

_Thing = tuple[str | None, ...]
"""Address, variant, seller and region."""

_CUSTOMERS = {
    "member": "for members",
    "business": "for businesses",
    "student": "for students",
    "subscriber": "for subscribers",
}
_CONDITIONS = {"UsedCondition": "used", "RefurbishedCondition": "refurbished", "DamagedCondition": "damaged"}


def basis_words(customer_type: str | None, min_quantity: int | None, condition: str | None) -> str:
    """Return what a price is asked for when it is not the plain one; "" when it is.

    >>> basis_words("member", 10, None), basis_words(None, 1, "NewCondition")
    ('for members, from 10 pieces', '')
    """
    words = [_CUSTOMERS.get(customer_type, f"for {customer_type}")] if customer_type else []
    words += [f"from {count(min_quantity, 'piece')}"] if min_quantity is not None and min_quantity > 1 else []
    words += [_CONDITIONS[condition]] if condition in _CONDITIONS else []
    return ", ".join(words)


def basis_of(item: Item) -> str:
    """Return what the price of an offer is asked for when it is not the plain one."""
    return basis_words(item.customer_type, item.min_quantity, item.condition)


def join_sides(items: Iterable[Item]) -> list[Item]:
    """Lay each offer that not everyone takes beside the plain one of its thing; one that has none stays by itself."""
    items = list(items)
    holders: dict[_Thing, Item] = {}
    for item in sorted(items, key=lambda item: item.condition not in (None, "NewCondition")):
        if not _is_side(item):
            holders.setdefault(_thing(item), item)
    sides: dict[str, list[Item]] = {}
    alone = []
    for item in items:
        holder = holders.get(_thing(item)) if _is_side(item) else None
        if holder is None:
            alone.append(item)
        else:
            sides.setdefault(holder.key, []).append(item)
    return [replace(item, sides=tuple(sorted(sides.get(item.key, ()), key=_order))) for item in alone]


def flat(items: Iterable[Item]) -> Sequence[Item]:
    """Return every offer as a line of its own, those of sides behind their plain one."""
    return [one for item in items for one in (item, *item.sides)]


def details(item: Item) -> str:
    """Return what else is said of an offer: unit price, pieces in the pack, when it comes."""
    unit = f"{money(item.unit_price)} per {item.unit_price_unit}" if item.unit_price and item.unit_price_unit else ""
    pack = f"{count(item.pack_count, 'piece')} in the pack" if item.pack_count and item.pack_count > 1 else ""
    days = f"in {count(item.delivery_days, 'day')} at most" if item.delivery_days else ""
    days = "at once" if item.delivery_days == 0 else days
    start = f"from {shorten(item.available_from, 10)}" if item.available_from else ""
    return ", ".join(part for part in (unit, pack, days, start) if part)


def _is_side(item: Item) -> bool:
    return item.customer_type is not None or (item.min_quantity or 1) > 1


def _thing(item: Item) -> _Thing:
    return item.url, item.variant, item.seller, item.region


def _order(item: Item) -> tuple[str, int, str]:
    return item.customer_type or "", item.min_quantity or 1, item.key
