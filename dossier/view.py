"""What every section of a dossier is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.brief import Line
from dossier.changes import Event
from dossier.companies import Company, Source
from dossier.days import Day
from dossier.evidence import Evidence
from dossier.known import Known
from dossier.moves import Move
from dossier.offers import NOT_ORDERABLE, Item
from dossier.pivot import Cell, PivotGroup
from dossier.words import Clock

if TYPE_CHECKING:
    from crawler.store.connections import Connection
    from dossier.metrics.table import Metric

ROWS = 40
"""Rows of a long table that a page shows; the whole table is in the CSV beside it."""
FEW = 8
"""Entries of a list that a page shows."""


@dataclass(frozen=True, kw_only=True)
class View:
    """One company in one edition."""

    db: "Connection"
    clock: Clock
    today: Day
    run: int
    company: Company
    ours: Company | None
    """Our own company; None when the configuration names none."""
    pivot: Sequence[PivotGroup]
    events: Sequence[Event]
    """Its changes since the last edition, gravest first."""
    lines: Sequence[Line]
    """The same, told."""
    items: Sequence[Item]
    """Its open offers, those that matter most first."""
    posts: Sequence["Post"]
    our_posts: Sequence["Post"]
    known: Known
    ours_known: Known | None
    """The same of our own company; None of ourselves, and without a company of ours."""
    market: Sequence[Source]
    """Targets that speak of many companies."""
    moves: Sequence[Move]
    evidence: Evidence
    errors: Mapping[str, int]
    """Pages of the newest run that could not be read, by error."""

    @property
    def cells(self) -> "list[tuple[Metric, Cell]]":
        """Return the company's cells with their metrics, in the order of the pivot."""
        return [
            (row.metric, cell)
            for group in self.pivot
            for row in group.rows
            for cell in row.cells
            if cell.company.name == self.company.name
        ]

    @property
    def shown_items(self) -> Sequence[Item]:
        """Return the offers that have a witness card: those that matter most, and those sold out that we have."""
        first = list(self.items[:ROWS])
        return [*first, *(item for item in sold_out_there(self.items)[:FEW] if item not in first)]


@dataclass(frozen=True, kw_only=True)
class Post:
    """One dated post with its newest counts."""

    url: str
    title: str
    author: str | None
    language: str | None
    """ISO 639-1; None: not said."""
    published: str
    published_text: str | None
    capture: int
    views: int | None
    views_text: str | None
    views_capture: int | None
    views_witness: str | None
    comments: int | None


def sold_out_there(items: Sequence[Item]) -> list[Item]:
    """Return what they cannot deliver and we can."""
    return [item for item in items if item.availability in NOT_ORDERABLE and item.ours_in_stock]
