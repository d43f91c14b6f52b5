"""Range and stock: categories, what came and went, what is sold out there and in stock here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.cards import Card, Row
from dossier.holes import Hole, holes_of
from dossier.offers import NOT_ORDERABLE, Item
from dossier.select import select
from dossier.view import FEW, View, sold_out_there
from dossier.words import Clock, count, money, number, shorten

if TYPE_CHECKING:
    from crawler.store.connections import Row as StoreRow

CATEGORIES = 8


@dataclass(frozen=True, kw_only=True)
class Category:
    """One category, as the company names it."""

    name: str
    products: str
    sold_out: str
    """Offers of it that cannot be ordered."""
    matched: str
    """Offers of it that we sell too."""


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """Something that came or went."""

    name: str
    when: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Scarce:
    """Something sold out there that we have."""

    name: str
    ours: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Range:
    """The section's data."""

    products: int
    sold_out: int
    categories: tuple[Category, ...]
    category_count: int
    came: tuple[Sighting, ...]
    came_count: int
    went: tuple[Sighting, ...]
    went_count: int
    scarce: tuple[Scarce, ...]
    scarce_count: int
    holes: tuple[Hole, ...]
    cards: tuple[Card, ...]


def load_range(view: View) -> Range:
    """Return what is in the range, what came and went in the window, and what they lack that we have."""
    rows = select(view.db, "recent", competitor=view.company.name, since=view.today.window_since)
    came = [row for row in rows if row["new"] is not None]
    went = [row for row in rows if row["new"] is None]
    shown = [*came[:FEW], *went[:FEW]]
    cards = {row["id"]: _card(row, place, view.clock) for place, row in enumerate(shown)}
    scarce = sold_out_there(view.items)
    groups = _categories(view.items)
    return Range(
        products=view.company.products,
        sold_out=sum(item.availability in NOT_ORDERABLE for item in view.items),
        categories=tuple(groups[:CATEGORIES]),
        category_count=len(groups),
        came=tuple(_sighting(row, cards, view.clock) for row in came[:FEW]),
        came_count=len(came),
        went=tuple(_sighting(row, cards, view.clock) for row in went[:FEW]),
        went_count=len(went),
        scarce=tuple(_scarce(item, place) for item in scarce[:FEW] for place in [view.shown_items.index(item)]),
        scarce_count=len(scarce),
        holes=tuple(holes_of(view.company, [("offer", "range and stock", bool(view.items))], view.clock)),
        cards=tuple(cards.values()),
    )


def _categories(items: Sequence[Item]) -> list[Category]:
    groups: dict[str, list[Item]] = {}
    for item in items:
        if item.category:
            groups.setdefault(item.category[-1], []).append(item)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [
        Category(
            name=shorten(name, 48),
            products=number(len({item.url for item in own})),
            sold_out=number(sum(item.availability in NOT_ORDERABLE for item in own)),
            matched=number(sum(item.matched_by is not None for item in own)),
        )
        for name, own in ordered
    ]


def _sighting(row: "StoreRow", cards: dict[str, Card], clock: Clock) -> Sighting:
    return Sighting(name=shorten(row["name"] or row["url"], 70), when=_when(row, clock), anchor=cards[row["id"]].anchor)


def _when(row: "StoreRow", clock: Clock) -> str:
    if row["new"] is None:
        seen = f"seen on {clock.day(row['since'])}, " if row["since"] else ""
        return f"{seen}not seen on {clock.day(row['at'])}"
    again = "again " if row["new"] == "returned" else ""
    return f"{again}{clock.between(row['since'], row['at'])}"


def _card(row: "StoreRow", place: int, clock: Clock) -> Card:
    return Card(
        anchor=f"n-{place}",
        title=row["name"] or row["url"],
        rows=(Row(label="Came" if row["new"] is not None else "Went", text=_when(row, clock)),),
        capture=row["capture_new"],
        before=row["capture_old"],
    )


def _scarce(item: Item, place: int) -> Scarce:
    ours = f"ours in stock at {money(item.ours_price)} {item.ours_currency or ''}".rstrip()
    return Scarce(name=shorten(item.name, 70), ours=ours if item.ours_price else "ours in stock", anchor=f"o-{place}")


def cards(data: Range) -> Sequence[Card]:
    """Return the witness cards of what came and went."""
    return data.cards


def describe(data: Range) -> str:
    """Return what the list of sections says beside this one."""
    return count(data.products, "product") if data.products else ""
