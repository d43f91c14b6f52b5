"""What all pictures share: scales, ticks, dates, words at places; and the small line of a cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, log10
from typing import Literal

from dossier.words import Clock, number, parse_utc, shorten

Look = Literal["us", "them"]
DAY_S = 86400
LEFT, RIGHT, TOP, BOTTOM = 46.0, 330.0, 22.0, 172.0
"""The field of a picture of 440 × 206 units: small enough for a phone, where its letters are enlarged."""
LABEL = 13
"""Letters of a name that fit beside the end of a line."""


@dataclass(frozen=True, kw_only=True)
class Spark:
    """A line of some weeks in a cell; gaps are gaps."""

    path: str
    x: str
    y: str
    """Where its last point is."""
    label: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A word at a place."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, kw_only=True)
class End:
    """The name and the value that stand at the end of a line, below each other."""

    look: Look
    x: str
    y: str
    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line with the name at its end."""

    look: Look
    path: str
    end: End


@dataclass(frozen=True, kw_only=True)
class Table:
    """The figures behind a picture."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def draw_spark(points: Sequence[tuple[str, float]], say: Callable[[float], str]) -> Spark | None:
    """Return the line through the points (day, value); None for fewer than two."""
    if len(points) < 2:
        return None
    days = [date.fromisoformat(day).toordinal() for day, _ in points]
    values = [value for _, value in points]
    low, high = min(values), max(values)
    x = scale(days[0], days[-1], 2, 68)
    y = scale(low, high, 15, 3) if high > low else lambda _: 9.0
    path = "".join(
        f"{'L' if place and days[place] - days[place - 1] == 1 else 'M'}{x(day):.1f} {y(value):.1f}"
        for place, (day, value) in enumerate(zip(days, values, strict=True))
    )
    span = days[-1] - days[0] + 1
    return Spark(
        path=path,
        x=f"{x(days[-1]):.1f}",
        y=f"{y(values[-1]):.1f}",
        label=f"{span} days: {say(values[0])} to {say(values[-1])}",
    )


def ends(lines: Sequence[tuple[Look, str, str, float, float]]) -> list[End]:
    """Return what stands at the ends of lines (look, name, value, x, y): close to them, and no two on each other."""
    places = apart([y for *_, y in lines])
    return [
        End(look=look, x=f"{x + 6:.1f}", y=f"{place:.1f}", name=shorten(name, LABEL), value=value)
        for (look, name, value, x, _), place in zip(lines, places, strict=True)
    ]


def apart(places: Sequence[float], least: float = 30, bottom: float = BOTTOM) -> list[float]:
    """Return the places moved as little as keeps the words at them from touching; they stay above ``bottom``."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved: dict[int, float] = {}
    last = float("-inf")
    for index in order:
        last = moved[index] = max(places[index], last + least)
    last = bottom + least
    for index in reversed(order):
        last = moved[index] = min(moved[index], last - least)
    return [moved[index] for index in range(len(places))]


def rules(ticks: Sequence[float], y: Callable[[float], float]) -> tuple[Mark, ...]:
    """Return the horizontal rules with their amounts."""
    decimals = 0 if all(abs(tick - round(tick)) < 1e-9 for tick in ticks) else 2
    return tuple(Mark(x=f"{LEFT - 6:.0f}", y=f"{y(tick):.1f}", text=number(tick, decimals)) for tick in ticks)


def dates(start: float, end: float, x: Callable[[float], float], clock: Clock) -> tuple[Mark, ...]:
    """Return the first and the last day, and one between them when there is room, each once."""
    days = round((end - start) / DAY_S)
    marks = [start, (start + end) / 2, end] if days >= 8 else [start, end]
    return tuple(Mark(x=f"{x(at):.1f}", y=f"{BOTTOM + 20:.0f}", text=clock.day(stamp(at))) for at in marks)


def round_ticks(low: float, high: float) -> list[float]:
    """Return three to six round amounts around the values."""
    if high - low < max(high, 0.01) * 0.02:
        low, high = low * 0.95, high * 1.05 + 0.01
    rough = (high - low) / 4
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    first = floor(low / step)
    ticks = [first * step]
    while ticks[-1] < high:
        ticks.append((first + len(ticks)) * step)
    return ticks


def scale(low: float, high: float, left: float, right: float) -> Callable[[float], float]:
    """Return what maps low … high to left … right; all of nothing lies left."""
    width = (right - left) / (high - low) if high != low else 0.0
    return lambda value: left + (value - low) * width


def seconds(at: str) -> float:
    """Return a stored time, or the beginning of a day, as seconds."""
    return parse_utc(at if len(at) > 10 else f"{at}T00:00:00Z").timestamp()


def stamp(at_s: float) -> str:
    """Return seconds as a stored time."""
    return (parse_utc("1970-01-01T00:00:00Z") + timedelta(seconds=at_s)).strftime("%Y-%m-%dT%H:%M:%SZ")
