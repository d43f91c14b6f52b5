"""What waits for a second look: values that are hardly to be believed, and many things that went at once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.cards import Card, Row
from dossier.select import select
from dossier.view import View
from dossier.words import Clock, count, money, shorten

if TYPE_CHECKING:
    from crawler.store.connections import Row as StoreRow

LISTED = 12


@dataclass(frozen=True, kw_only=True)
class Suspect:
    """One value that is kept, and not told as a fact."""

    name: str
    read: str
    agreed: str
    """What was agreed on before, which holds till then."""
    when: str
    url: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Suspects:
    """All that waits."""

    total: int
    rows: tuple[Suspect, ...]
    missed: str
    """``64 pages …``; "" when a visit missed none in doubt."""
    cards: tuple[Card, ...]


def load_suspects(view: View) -> Suspects:
    """Return the suspect values of a company, the oldest first, and how many pages went at once."""
    rows = select(view.db, "suspects", competitor=view.company.name)
    pages = select(view.db, "doubts", competitor=view.company.name)[0]["pages"]
    shown = rows[:LISTED]
    return Suspects(
        total=len(rows),
        rows=tuple(_suspect(row, place, view.clock) for place, row in enumerate(shown)),
        missed=f"{count(pages, 'page')} went at once: told as gone when a further visit agrees" if pages else "",
        cards=tuple(_card(row, place, view.clock) for place, row in enumerate(shown)),
    )


def waiting(total: int) -> str:
    """Return ``1 suspect value waits for a second look``; "" for none."""
    verb = "waits" if total == 1 else "wait"
    return f"{count(total, 'suspect value')} {verb} for a second look" if total else ""


def _suspect(row: "StoreRow", place: int, clock: Clock) -> Suspect:
    return Suspect(
        name=shorten(row["name"] or row["url"], 70),
        read=_amount(row, ""),
        agreed=_amount(row, "agreed_"),
        when=clock.day(row["first_seen"]),
        url=row["url"],
        anchor=f"d-{place}",
    )


def _amount(row: "StoreRow", side: str) -> str:
    price = f"{money(row[f'{side}price'])} {row[f'{side}currency'] or ''}".strip() or "no price"
    listed = row["list_price"] != row["agreed_list_price"] and row[f"{side}list_price"]
    return price + (f", list price {money(row[f'{side}list_price'])}" if listed else "")


def _card(row: "StoreRow", place: int, clock: Clock) -> Card:
    quote = (Row(label="The page wrote", quote=row["price_text"]),) if row["price_text"] else ()
    return Card(
        anchor=f"d-{place}",
        title=row["name"] or row["url"],
        rows=(
            Row(label="Suspect", text=f"{_amount(row, '')}: kept, not announced until a second visit agrees"),
            *quote,
            Row(label="Agreed on", text=f"{_amount(row, 'agreed_')}, last read on {clock.day(row['agreed_at'])}")
            if row["agreed_at"]
            else Row(label="Agreed on", text="nothing yet"),
        ),
        capture=row["capture"],
        before=row["agreed_capture"],
    )
