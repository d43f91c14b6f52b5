"""Stars over time: one point a month, joined only where the months follow each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dossier.charts import BOTTOM, LEFT, RIGHT, TOP, Line, Look, Mark, Table, ends, rules, scale
from dossier.words import number, shorten


@dataclass(frozen=True, kw_only=True)
class Month:
    """The reviews of one month."""

    label: str
    """``Mar 2026``."""
    mean: float | None
    """Stars of five; None: no review with stars."""
    n: int


@dataclass(frozen=True, kw_only=True)
class RatingLine:
    """One company's months, oldest first; at least one has a mean."""

    look: Look
    name: str
    months: tuple[Month, ...]


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One month with its mean."""

    look: Look
    x: str
    y: str
    label: str


@dataclass(frozen=True, kw_only=True)
class RatingChart:
    """Mean stars by month."""

    label: str
    rows: tuple[Mark, ...]
    columns: tuple[Mark, ...]
    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    table: Table


def draw_ratings(lines: Sequence[RatingLine]) -> RatingChart:
    """Return the picture of at least one line; all lines have the same months."""
    months = lines[0].months
    x = scale(0, max(len(months) - 1, 1), LEFT + 6, RIGHT)
    y = scale(1, 5, BOTTOM, TOP)
    lasts = [_last(line.months) for line in lines]
    places = ends(
        [
            (line.look, line.name, f"{number(mean, 1)} · {months[place].label[:3]}", x(len(months) - 1), y(mean))
            for line, (place, mean) in zip(lines, lasts, strict=True)
        ]
    )
    return RatingChart(
        label="Mean stars of reviews by month: "
        + "; ".join(f"{shorten(line.name, 24)} {_words(line.months)}" for line in lines),
        rows=rules([1, 2, 3, 4, 5], y),
        columns=tuple(
            Mark(x=f"{x(place):.1f}", y=f"{BOTTOM + 20:.0f}", text=months[place].label)
            for place in sorted({0, len(months) - 1})
        ),
        lines=tuple(
            Line(look=line.look, path=_path(line.months, x, y), end=end)
            for line, end in zip(lines, places, strict=True)
        ),
        dots=tuple(
            Dot(
                look=line.look,
                x=f"{x(place):.1f}",
                y=f"{y(month.mean):.1f}",
                label=f"{shorten(line.name, 24)}, {month.label}: {number(month.mean, 1)} of 5, n {month.n}",
            )
            for line in lines
            for place, month in enumerate(line.months)
            if month.mean is not None
        ),
        table=_table(lines),
    )


def _path(months: Sequence[Month], x: Callable[[float], float], y: Callable[[float], float]) -> str:
    path, joined = "", False
    for place, month in enumerate(months):
        if month.mean is not None:
            path += f"{'L' if joined else 'M'}{x(place):.1f} {y(month.mean):.1f}"
        joined = month.mean is not None
    return path


def _last(months: Sequence[Month]) -> tuple[int, float]:
    return max((place, month.mean) for place, month in enumerate(months) if month.mean is not None)


def _words(months: Sequence[Month]) -> str:
    return ", ".join(f"{month.label} {number(month.mean, 1)}" for month in months if month.mean is not None)


def _table(lines: Sequence[RatingLine]) -> Table:
    header = ["Month"]
    for line in lines:
        header += [shorten(line.name, 24), "n"]
    rows = []
    for place, month in reversed(list(enumerate(lines[0].months))):
        own = [line.months[place] for line in lines]
        cells = [cell for m in own for cell in ("none" if m.mean is None else number(m.mean, 1), number(m.n))]
        rows.append((month.label, *cells))
    return Table(header=tuple(header), rows=tuple(rows))
