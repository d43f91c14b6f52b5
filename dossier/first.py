"""The first screen of a dossier: eight numbers against us, where they are ahead, where we are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.pivot import Cell
from dossier.view import View

if TYPE_CHECKING:
    from dossier.metrics.table import Metric

TILES = ((1, 2), (4, 15), (17, 16), (21, 20), (31, 32), (38, 39), (45, 50), (56, 36, 26))
"""Numbers of the metrics of each tile: the first that has a value, else the first there is."""
SERVICE_TILES = ((1, 23), (22, 25), (24,), (26, 34), (31, 32), (38, 39), (45, 50), (56, 36, 33))
"""The same of a company with plans and no offers."""
MOST = 3


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One number."""

    metric: "Metric"
    cell: Cell


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """One number in which one of us is ahead."""

    label: str
    unit: str
    words: str
    """``93, ours 41``."""
    small: str
    href: str


@dataclass(frozen=True, kw_only=True)
class First:
    """What stands on the first screen beside the changes."""

    tiles: tuple[Tile, ...]
    theirs: tuple[Ahead, ...]
    ours: tuple[Ahead, ...]


def load_first(view: View) -> First:
    """Return the tiles, and at most three numbers for each of us in which it is ahead, the widest gap first."""
    theirs, ours = (tuple(_ahead(view, favour))[:MOST] for favour in ("them", "us"))
    return First(tiles=tuple(_tiles(view)), theirs=theirs, ours=ours)


def _tiles(view: View) -> Sequence[Tile]:
    by_number = {metric.number: Tile(metric=metric, cell=cell) for metric, cell in view.cells if metric.number}
    slots = SERVICE_TILES if view.company.plans and not view.company.offers else TILES
    chosen: list[Tile] = []
    for slot in slots:
        there = [by_number[number] for number in slot if number in by_number]
        if there:
            chosen.append(next((tile for tile in there if tile.cell.trend is not None), there[0]))
    return chosen


def _ahead(view: View, favour: str) -> Sequence[Ahead]:
    ours = view.ours.name if view.ours else ""
    own = {row.metric.id: cell for group in view.pivot for row in group.rows for cell in row.cells
           if cell.company.name == ours}  # fmt: skip
    found = [(metric, cell) for metric, cell in view.cells if cell.favour == favour and cell.trend and cell.href]
    found.sort(key=lambda pair: -_width(pair[0], pair[1], own.get(pair[0].id)))
    return [
        Ahead(
            label=metric.label,
            unit="" if cell.unit == "count" else cell.unit,
            words=_words(metric, cell, own.get(metric.id)),
            small=f"n {cell.trend.n}" if cell.trend else "",
            href=cell.href or "",
        )
        for metric, cell in found
    ]


def _width(metric: "Metric", cell: Cell, own: Cell | None) -> float:
    """Return how far apart two values are, as a share of the larger."""
    theirs = cell.trend.value if cell.trend else 0.0
    base = own.trend.value if own and own.trend else _base(metric)
    if base is None:
        return abs(theirs) / 100
    return abs(theirs - base) / max(abs(theirs), abs(base), 1e-9)


def _words(metric: "Metric", cell: Cell, own: Cell | None) -> str:
    if own is not None and own.trend is not None:
        return f"{cell.text}, ours {own.text}"
    return cell.text if _base(metric) is None else f"{cell.text}, we are {metric.base}"


def _base(metric: "Metric") -> float | None:
    try:
        return float(metric.base) if metric.base else None
    except ValueError:
        return None
