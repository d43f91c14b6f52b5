"""A competitor's open offers, side by side with ours."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from dossier.select import select
from dossier.words import decimal_or_none

if TYPE_CHECKING:
    from crawler.store.connections import Connection, Row

NOT_ORDERABLE = ("OutOfStock", "SoldOut", "Discontinued")
_SAME = ("currency", "tax_included", "region", "condition", "min_quantity", "customer_type")
_DEFAULTS: Mapping[str, str | int] = {"condition": "NewCondition", "min_quantity": 1}
"""What an offer that does not say it means."""
_DIFFERS = {
    "currency": "other currency",
    "tax_included": "other VAT basis",
    "region": "other region",
    "condition": "other condition",
    "min_quantity": "other quantity",
    "customer_type": "other customers",
}


@dataclass(frozen=True, kw_only=True)
class Doubted:
    """What was read of an offer last that is suspect: it waits for a second look."""

    price: str | None
    list_price: str | None
    currency: str | None
    price_text: str | None
    at: str
    capture: int


@dataclass(frozen=True, kw_only=True)
class Item:
    """One open offer of theirs, as last agreed on; what is ours is None without a match."""

    key: str
    url: str
    name: str
    variant: str | None
    identifier: str
    """``GTIN 3165140371940``, ``part no. GSB 13 RE`` or ``sku 1234``; "" when the page names none."""
    category: tuple[str, ...]
    price: str | None
    price_text: str | None
    price_type: str | None
    list_price: str | None
    list_price_text: str | None
    currency: str | None
    tax_included: bool | None
    availability: str | None
    available_from: str | None
    delivery_days: int | None
    seller: str | None
    region: str | None
    condition: str | None
    min_quantity: int | None
    customer_type: str | None
    unit_price: str | None
    unit_price_unit: str | None
    pack_count: int | None
    doubted: Doubted | None
    first_seen: str
    """First sighting of all, whatever it cost then."""
    last_seen: str
    capture: int
    witness: str | None
    """Who on the page said the price."""
    moved_at: str | None
    """When its price was first seen as it is; None: since it was first seen."""
    moved_since: str | None
    matched_by: str | None
    ours_url: str | None
    ours_price: str | None
    ours_currency: str | None
    ours_in_stock: bool
    incomparable: str
    """Why the two prices are not compared; "" when they are."""
    sides: tuple["Item", ...] = ()
    """Offers of the same thing that not everyone takes: for members, businesses, from a quantity on."""

    @property
    def gap(self) -> float | None:
        """Return how far their price is from ours, as a share of ours; None when they are not compared."""
        return self.gaps(None, self.price)[1]

    def gaps(self, old: str | None, new: str | None) -> tuple[float | None, float | None]:
        """Return how far two prices of theirs are from ours."""
        ours = decimal_or_none(self.ours_price)
        return _gap(old, ours, self.incomparable), _gap(new, ours, self.incomparable)


def load_items(db: "Connection", competitor: str, fresh_since: str) -> list[Item]:
    """Return the open offers of a competitor, each once, with the cheapest comparable offer of the matched product."""
    items: dict[str, Item] = {}
    for row in select(db, "offers", competitor=competitor):
        item = _item(row, fresh_since)
        held = items.get(item.key)
        if held is None or (held.incomparable and not item.incomparable):
            items[item.key] = item
    return list(items.values())


def by_weight(items: Iterable[Item]) -> list[Item]:
    """Return the offers as they matter: compared ones by the size of the gap, then matched ones, then the moved."""
    return sorted(
        items,
        key=lambda item: (
            -abs(item.gap or 0.0),
            item.matched_by is None,
            _reversed(item.moved_at),
            item.name,
            item.key,
        ),
    )


def _reversed(at: str | None) -> tuple[bool, tuple[int, ...]]:
    """Return what sorts later times first and None last."""
    return at is None, tuple(-ord(sign) for sign in at or "")


def _item(row: "Row", fresh_since: str) -> Item:
    return Item(
        key=row["key"],
        url=row["url"],
        name=row["name"] or row["url"],
        variant=row["variant"],
        identifier=_identifier(row),
        category=tuple(json.loads(row["category"])),
        price=row["price"],
        price_text=row["price_text"],
        price_type=row["price_type"],
        list_price=row["list_price"],
        list_price_text=row["list_price_text"],
        currency=row["currency"],
        tax_included=None if row["tax_included"] is None else bool(row["tax_included"]),
        availability=row["availability"],
        available_from=row["available_from"],
        delivery_days=row["delivery_days"],
        seller=row["seller"],
        region=row["region"],
        condition=row["condition"],
        min_quantity=row["min_quantity"],
        customer_type=row["customer_type"],
        unit_price=row["unit_price"],
        unit_price_unit=row["unit_price_unit"],
        pack_count=row["pack_count"],
        doubted=_doubted(row),
        first_seen=row["born"],
        last_seen=row["last_seen"],
        capture=row["capture"],
        witness=json.loads(row["witnesses"]).get("price"),
        moved_at=row["moved_at"],
        moved_since=row["moved_since"],
        matched_by=row["matched_by"],
        ours_url=row["ours_url"],
        ours_price=row["ours_price"],
        ours_currency=row["ours_currency"],
        ours_in_stock=row["ours_url"] is not None and row["ours_availability"] not in NOT_ORDERABLE,
        incomparable=_incomparable(row, fresh_since),
    )


def _doubted(row: "Row") -> Doubted | None:
    if row["doubted_at"] is None:
        return None
    names = ("price", "list_price", "currency", "price_text", "at", "capture")
    return Doubted(**{name: row[f"doubted_{name}"] for name in names})


def _identifier(row: "Row") -> str:
    named = (("GTIN", row["gtin"]), ("part no.", row["mpn"]), ("sku", row["sku"]))
    return next((f"{name} {value}" for name, value in named if value), "")


def _incomparable(row: "Row", fresh_since: str) -> str:
    """Return the first reason why their price and ours are not compared; "" when they are."""
    if row["ours_url"] is None:
        return "not matched"
    if not row["price"] or not row["ours_price"]:
        return "no price"
    for kind in (row["price_type"], row["ours_price_type"]):
        if kind != "exact":
            return f"a “{kind or 'not exact'}” price"
    if min(row["last_seen"], row["ours_last_seen"]) < fresh_since:
        return "not seen for 7 days"
    if (row["tax_included"] is None) != (row["ours_tax_included"] is None):
        return "VAT not said by " + ("them" if row["tax_included"] is None else "us")
    return next((_DIFFERS[field] for field in _SAME if _basis(row, field) != _basis(row, f"ours_{field}")), "")


def _basis(row: "Row", column: str) -> str | int | None:
    value: str | int | None = row[column]
    return _DEFAULTS.get(column.removeprefix("ours_")) if value is None else value


def _gap(theirs: str | None, ours: Decimal | None, incomparable: str) -> float | None:
    price = decimal_or_none(theirs)
    return None if incomparable or price is None or not ours else float(price / ours) - 1
