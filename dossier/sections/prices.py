"""Prices: lines of matched products, all offers side by side with ours, and plans."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from dossier.cards import Card
from dossier.cells import Cell, render_csv
from dossier.days import TREND_DAYS
from dossier.evidence import Evidence
from dossier.holes import Hole, holes_of
from dossier.offers import Item
from dossier.pictures.prices import PriceChart, PriceLine, Span, draw_prices
from dossier.sections.plans import Plans, load_plans
from dossier.select import select
from dossier.sides import basis_of, details, flat
from dossier.view import View
from dossier.words import Clock, count, decimal_or_none, money, percent, shorten

if TYPE_CHECKING:
    from crawler.store.connections import Connection, Row

CHARTS = 4
LISTED = 12


@dataclass(frozen=True, kw_only=True)
class OfferRow:
    """One line of the table of offers."""

    item: Item
    name: str
    theirs: str
    claimed: str
    """The list price, crossed out in the table."""
    ours: str
    gap: str
    favour: Literal["us", "them", ""]
    why: str
    """Why there is no gap."""
    details: str
    """Unit price, pieces in the pack, when it comes; "" when none is said."""
    sides: tuple[str, ...]
    """What it costs those who do not pay the plain price: ``44.00 for members``."""
    doubted: str
    """What was read of it last that is suspect; "" when nothing is."""
    since: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Prices:
    """The section's data."""

    charts: tuple[PriceChart, ...]
    rows: tuple[OfferRow, ...]
    total: int
    matched: int
    compared: int
    currency: str
    """The currency of all rows; "" when they differ, and then each amount names its own."""
    reasons: str
    """Why matched offers are not compared, with how many."""
    plans: Plans
    holes: tuple[Hole, ...]


def load_prices(view: View) -> Prices:
    """Return the price lines that moved or differ most, and the offers that matter most."""
    shown = view.items[:LISTED]
    plans = load_plans(view)
    currencies = {item.currency for item in shown if item.price}
    currency = next(iter(currencies)) or "" if len(currencies) == 1 else ""
    matched = [item for item in view.items if item.matched_by]
    return Prices(
        charts=tuple(_charts(view)),
        rows=tuple(_row(item, place, currency, view.clock) for place, item in enumerate(shown)),
        total=len(view.items),
        matched=len(matched),
        compared=sum(not item.incomparable for item in matched),
        currency=currency,
        reasons=_reasons(matched),
        plans=plans,
        holes=tuple(_holes(view, plans)),
    )


def _holes(view: View, plans: Plans) -> Iterable[Hole]:
    """Name what is missing; of the two, plans and offers, a company needs only one."""
    if view.items or not plans.tiers:
        yield from holes_of(view.company, [("offer", "prices", bool(view.items))], view.clock)
    if plans.tiers:
        yield from holes_of(view.company, [("plan", "plans", True)], view.clock)


def cards(prices: Prices) -> Sequence[Card]:
    """Return the witness cards of the plans; those of the offers have a form of their own."""
    return prices.plans.cards


def render_offers_csv(items: Iterable[Item], evidence: Evidence) -> str:
    """Return every open offer with what it rests on."""
    header = (
        "name variant identifier price list_price currency price_type price_text vat_included availability our_price "
        "gap not_compared price_since first_seen last_seen url our_url witness capture sha256 condition customer_type "
        "min_quantity unit_price unit_price_unit pack_count delivery_days available_from suspect_price "
        "suspect_list_price suspect_currency suspect_at"
    ).split()
    return render_csv(header, (_line(item, evidence) for item in flat(items)))


def _line(item: Item, evidence: Evidence) -> tuple[Cell, ...]:
    proof = evidence.get(item.capture)
    return (
        item.name, item.variant, item.identifier, item.price, item.list_price, item.currency, item.price_type,
        item.price_text,
        None if item.tax_included is None else "yes" if item.tax_included else "no", item.availability,
        item.ours_price, None if item.gap is None else round(item.gap, 4), item.incomparable,
        item.moved_at or item.first_seen, item.first_seen, item.last_seen, item.url, item.ours_url, item.witness,
        item.capture, proof.sha256 if proof else None, item.condition, item.customer_type, item.min_quantity,
        item.unit_price, item.unit_price_unit, item.pack_count, item.delivery_days, item.available_from,
        *((item.doubted.price, item.doubted.list_price, item.doubted.currency, item.doubted.at) if item.doubted else
          (None,) * 4),
    )  # fmt: skip


def _row(item: Item, place: int, currency: str, clock: Clock) -> OfferRow:
    gap = item.gap
    variant = f" ({shorten(item.variant, 24)})" if item.variant else ""
    variant += f", {basis_of(item)}" if basis_of(item) else ""
    return OfferRow(
        item=item,
        name=shorten(item.name, 60) + variant,
        theirs=_priced(item, currency) if item.price else "",
        claimed=money(item.list_price),
        ours=_ours(item),
        gap="" if gap is None else percent(gap * 100, 1),
        favour="" if gap is None or abs(gap) < 0.0005 else "them" if gap < 0 else "us",
        why=item.incomparable,
        details=details(item),
        sides=tuple(f"{_priced(side, currency)} {basis_of(side)}" for side in item.sides if side.price),
        doubted=_doubted(item, clock),
        since=clock.between(item.moved_since, item.moved_at)
        if item.moved_at
        else f"first seen {clock.day(item.first_seen)}",
        anchor=f"o-{place}",
    )


def _priced(item: Item, currency: str) -> str:
    kind = "" if item.price_type in ("exact", None) else f"{item.price_type} "
    return f"{kind}{money(item.price)}" + ("" if currency else f" {item.currency or '?'}")


def _doubted(item: Item, clock: Clock) -> str:
    if item.doubted is None:
        return ""
    price, list_price = money(item.doubted.price), money(item.doubted.list_price)
    listed = f", list price {list_price}" if list_price and item.doubted.list_price != item.list_price else ""
    return f"{price or 'no price'}{listed} {item.doubted.currency or '?'} read on {clock.day(item.doubted.at)}"


def _ours(item: Item) -> str:
    other = item.ours_currency if item.ours_price and item.ours_currency != item.currency else None
    return f"{money(item.ours_price)} {other or ''}".rstrip()


def _reasons(matched: Sequence[Item]) -> str:
    reasons = sorted(item.incomparable for item in matched if item.incomparable)
    return ", ".join(f"{reason} ({len(list(group))})" for reason, group in groupby(reasons))


def _charts(view: View) -> Iterable[PriceChart]:
    """Yield the lines of matched products: those whose price moved last first, then those with the largest gap."""
    drawn = sorted(
        (item for item in view.items if item.gap is not None),
        key=lambda item: (item.moved_at or "", abs(item.gap or 0.0)),
        reverse=True,
    )[:CHARTS]
    since = (view.clock.now - timedelta(days=TREND_DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for item in drawn:
        theirs = _spans(view.db, view.company.name, item.url, item.key, item.currency, since)
        ours = (
            _spans(view.db, view.ours.name, item.ours_url, None, item.currency, since)
            if view.ours and item.ours_url
            else []
        )
        present = [PriceLine(look="them", name=view.company.label, spans=tuple(theirs))]
        present += [PriceLine(look="us", name="Us", spans=tuple(ours))] if ours else []
        if theirs:
            vat = {True: "with VAT", False: "without VAT", None: "VAT not said"}[item.tax_included]
            yield draw_prices(
                item.name, f"{item.identifier} · {item.currency} {vat}".removeprefix(" · "), present, view.clock
            )


def _spans(
    db: "Connection", competitor: str, url: str, key: str | None, currency: str | None, since: str
) -> list[Span]:
    """Return how one offer's price stood over time; ``key`` None: the cheapest open and plain one at the address."""
    rows = select(db, "price_versions", competitor=competitor, urls=json.dumps([url]), since=since)
    chosen = key or _cheapest(rows, currency)
    own = [row for row in rows if row["key"] == chosen and row["currency"] == currency]
    return [
        _span(row, own[place + 1] if place + 1 < len(own) else None, since)
        for place, row in enumerate(own)
        if row["price"]
    ]


def _cheapest(rows: "Sequence[Row]", currency: str | None) -> str | None:
    fitting = [row for row in rows if row["price"] and row["currency"] == currency]
    if not fitting:
        return None
    return str(min(fitting, key=lambda row: (row["aside"], row["ended"] is not None, float(row["price"])))["key"])


def _span(row: "Row", following: "Row | None", since: str) -> Span:
    price = decimal_or_none(row["price"])
    assert price is not None  # the store keeps what Decimal wrote
    return Span(
        since=max(row["first_seen"], since),
        until=row["last_seen"],
        price=price,
        list_price=decimal_or_none(row["list_price"]),
        meets_next=row["ended"] == "changed" and following is not None and following["price"] is not None,
    )


def describe(prices: Prices) -> str:
    """Return what the list of sections says beside this one."""
    parts = [count(prices.plans.total, "plan")] if prices.plans.total else []
    parts += [count(prices.total, "offer")] if prices.total else []
    return ", ".join(parts)
