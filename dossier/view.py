"""What every section of a dossier is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.brief import Line
from dossier.changes import Event
from dossier.companies import Company
from dossier.days import Day
from dossier.evidence import Evidence
from dossier.offers import Item
from dossier.pivot import Cell, PivotGroup
from dossier.words import Clock

if TYPE_CHECKING:
    from crawler.store.connections import Connection

ROWS = 40
"""Rows of a long table that a page shows; the whole table is in the CSV beside it."""


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
    evidence: Evidence
    errors: Mapping[str, int]
    """Pages of the newest run that could not be read, by error."""

    @property
    def cells(self) -> list[tuple[str, str, Cell]]:
        """Return the company's cells with label and unit of their metric, in the order of the pivot."""
        return [
            (row.metric.label, row.metric.unit, cell)
            for group in self.pivot
            for row in group.rows
            for cell in row.cells
            if cell.company.name == self.company.name
        ]


@dataclass(frozen=True, kw_only=True)
class Post:
    """One dated post with its newest counts."""

    url: str
    title: str
    author: str | None
    published: str
    published_text: str | None
    capture: int
    views: int | None
    views_text: str | None
    views_capture: int | None
    views_witness: str | None
    comments: int | None
