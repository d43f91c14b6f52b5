"""Witness cards: what a number or a quotation was read from."""

from dataclasses import dataclass

from crawler.records.kinds import Record
from dossier.histories import Seen
from dossier.terms import page_words


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a card."""

    label: str
    text: str = ""
    quote: str = ""
    """What the page wrote, word for word."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One thing with the page it was read from."""

    anchor: str
    """Its place on the page of witnesses."""
    title: str
    rows: tuple[Row, ...]
    capture: int | None
    before: int | None = None
    """The capture of what stood there before; None: nothing did, as far as was seen."""


def place_of(card: Card) -> str:
    """Return where the card stands, from the company's folder."""
    return f"witnesses.html#{card.anchor}"


def seen_rows(seen: Seen[Record], field: str) -> tuple[Row, ...]:
    """Return which page it stands on and who on that page said it."""
    witness = seen.witnesses.get(field)
    read = (Row(label="Read from", text=witness),) if witness else ()
    return (*read, Row(label="Stands on", text=page_words(seen.record.url)))
