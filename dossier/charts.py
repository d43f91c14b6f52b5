"""Geometry of the pictures; the templates only write it down as SVG."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import floor, log10
from typing import Literal

from dossier.words import Clock, money, number, parse_utc, shorten

_DAY_S = 86400


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
class Series:
    """One price line with the name at its end."""

    look: Literal["us", "them"]
    path: str
    end: Mark


@dataclass(frozen=True, kw_only=True)
class Band:
    """A time of sale: what it claims and from where."""

    x: str
    width: str
    text: str
    text_x: str
    anchor: Literal["start", "end"]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Price lines of one product."""

    title: str
    note: str
    label: str
    """All that it shows, in words."""
    rows: tuple[Mark, ...]
    """Horizontal rules with their amounts."""
    columns: tuple[Mark, ...]
    series: tuple[Series, ...]
    bands: tuple[Band, ...]
    gaps: tuple[Mark, ...]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One week of posts."""

    x: str
    y: str
    width: str
    height: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Posts per week."""

    label: str
    bars: tuple[Bar, ...]
    ours: str
    """Path of our own posts per week, as steps; "" without any."""
    rows: tuple[Mark, ...]
    columns: tuple[Mark, ...]
    end: Mark | None
    """Our name at the end of our line."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """A price as it stood from one time to another."""

    since: str
    until: str
    price: Decimal
    list_price: Decimal | None
    meets_next: bool
    """Does the next span follow it without a gap in observation?"""


def draw_spark(points: Sequence[tuple[str, float]], say: Callable[[float], str]) -> Spark | None:
    """Return the line through the points (day, value); None for fewer than two."""
    if len(points) < 2:
        return None
    days = [date.fromisoformat(day).toordinal() for day, _ in points]
    values = [value for _, value in points]
    low, high = min(values), max(values)
    x = _scale(days[0], days[-1], 2, 68)
    y = _scale(low, high, 15, 3) if high > low else lambda _: 9.0
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


_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 608.0, 16.0, 186.0


def draw_prices(
    title: str, note: str, lines: Sequence[tuple[Literal["us", "them"], str, Sequence[Span]]], clock: Clock
) -> Chart:
    """Return the price lines (look, name, spans in order of time) of one product; ``lines`` holds one span at least."""
    spans = [span for _, _, own in lines for span in own]
    start, end = min(_seconds(span.since) for span in spans), max(_seconds(span.until) for span in spans)
    x = _scale(start, max(end, start + _DAY_S), _LEFT, _RIGHT)
    amounts = [float(span.price) for span in spans]
    ticks = _ticks(min(amounts), max(amounts))
    y = _scale(ticks[0], ticks[-1], _BOTTOM, _TOP + 10)
    ends = _apart([y(float(own[-1].price)) for _, _, own in lines])
    theirs = [span for look, _, own in lines if look == "them" for span in own]
    return Chart(
        title=title,
        note=note,
        label=f"Price of {shorten(title, 60)}: "
        + ", ".join(f"{shorten(n, 24)} from {_amount(o[0])} to {_amount(o[-1])}" for _, n, o in lines),
        rows=tuple(Mark(x=f"{_LEFT - 6:.0f}", y=f"{y(tick):.1f}", text=_tick_text(tick, ticks)) for tick in ticks),
        columns=_dates(start, max(end, start + _DAY_S), x, clock),
        series=tuple(
            Series(
                look=look,
                path=_steps(own, x, y),
                end=Mark(
                    x=f"{x(_seconds(own[-1].until)) + 6:.1f}",
                    y=f"{place + 4:.1f}",
                    text=f"{shorten(name, 13)} {_amount(own[-1])}",
                ),
            )
            for (look, name, own), place in zip(lines, ends, strict=True)
        ),
        bands=tuple(_bands(theirs, x)),
        gaps=tuple(_gaps(theirs, x, y)),
    )


def draw_weeks(weeks: Sequence[tuple[date, int, int]], name: str) -> Bars:
    """Return posts per week (Monday, theirs, ours), oldest first, as bars, ours as a line; at least one week."""
    most = max(max(theirs, ours) for _, theirs, ours in weeks)
    ticks = sorted({0, (most + 1) // 2, max(most, 1)})
    y = _scale(0, max(most, 1), 96, 14)
    step = (_RIGHT - _LEFT) / len(weeks)
    bars = tuple(
        Bar(
            x=f"{_LEFT + place * step + 2:.1f}",
            y=f"{y(theirs):.1f}",
            width=f"{step - 11:.1f}",
            height=f"{96 - y(theirs):.1f}",
            label=f"week of {monday.day} {monday:%b}: {theirs}",
        )
        for place, (monday, theirs, _) in enumerate(weeks)
    )
    ours = any(ours for _, _, ours in weeks)
    line = "".join(
        f"{'H' if place else 'M'}{_LEFT + place * step:.1f}{'' if place else f' {y(own):.1f}'}V{y(own):.1f}"
        for place, (_, _, own) in enumerate(weeks)
    )
    months = [
        (place, monday)
        for place, (monday, _, _) in enumerate(weeks)
        if not place or monday.month != weeks[place - 1][0].month
    ]
    return Bars(
        label=f"Posts per week over {len(weeks)} weeks: {shorten(name, 24)} "
        + ", ".join(number(theirs) for _, theirs, _ in weeks),
        bars=bars,
        ours=f"{line}H{_RIGHT:.1f}" if ours else "",
        rows=tuple(Mark(x=f"{_LEFT - 6:.0f}", y=f"{y(tick):.1f}", text=number(tick)) for tick in ticks),
        columns=tuple(
            Mark(x=f"{_LEFT + place * step + 2:.1f}", y="112", text=f"{monday.day} {monday:%b}")
            for place, monday in months
            if place == 0 or place > 2
        ),
        end=Mark(x=f"{_RIGHT + 6:.0f}", y=f"{y(weeks[-1][2]) + 4:.1f}", text=f"Us {weeks[-1][2]}") if ours else None,
    )


def _steps(spans: Sequence[Span], x: Callable[[float], float], y: Callable[[float], float]) -> str:
    """A price does not slope: it holds until it is seen otherwise; where nothing was seen the line stops."""
    path, joined = "", False
    for place, span in enumerate(spans):
        until = spans[place + 1].since if span.meets_next and place + 1 < len(spans) else span.until
        start = (
            f"V{y(float(span.price)):.1f}" if joined else f"M{x(_seconds(span.since)):.1f} {y(float(span.price)):.1f}"
        )
        path += f"{start}H{max(x(_seconds(until)), x(_seconds(span.since)) + 0.1):.1f}"
        joined = span.meets_next
    return path


def _bands(spans: Sequence[Span], x: Callable[[float], float]) -> Iterable[Band]:
    sales = [span for span in spans if span.list_price is not None and span.list_price > span.price]
    merged: list[tuple[str, str, Span]] = []
    for span in sales:
        if merged and merged[-1][2].list_price == span.list_price and merged[-1][2].meets_next:
            merged[-1] = (merged[-1][0], span.until, span)
        else:
            merged.append((span.since, span.until, span))
    for since, until, span in merged:
        left, right = x(_seconds(since)), x(_seconds(until))
        claim = round(100 - 100 * float(span.price / (span.list_price or 1)))
        late = left > (_LEFT + _RIGHT) / 2
        yield Band(
            x=f"{left:.1f}",
            width=f"{max(right - left, 2):.1f}",
            text=f"claims −{claim} % off {money(str(span.list_price))}",
            text_x=f"{right - 4 if late else left + 4:.1f}",
            anchor="end" if late else "start",
        )


def _gaps(spans: Sequence[Span], x: Callable[[float], float], y: Callable[[float], float]) -> Iterable[Mark]:
    for before, after in pairwise(spans):
        left, right = x(_seconds(before.until)), x(_seconds(after.since))
        if not before.meets_next and right - left > 44:
            yield Mark(x=f"{(left + right) / 2:.1f}", y=f"{y(float(before.price)) - 4:.1f}", text="not seen")


def _dates(start: float, end: float, x: Callable[[float], float], clock: Clock) -> tuple[Mark, ...]:
    """Return the first and the last day, and up to three between, each once."""
    days = round((end - start) / _DAY_S)
    marks = [start + part * (end - start) / 4 for part in range(5)] if days >= 8 else [start, end]
    return tuple(Mark(x=f"{x(at):.1f}", y="204", text=clock.day(_stamp(at))) for at in marks)


def _ticks(low: float, high: float) -> list[float]:
    """Return three to six round amounts around the prices."""
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


def _tick_text(tick: float, ticks: Sequence[float]) -> str:
    return number(tick, 0 if all(abs(each - round(each)) < 1e-9 for each in ticks) else 2)


def _apart(places: Sequence[float], least: float = 14) -> list[float]:
    """Return the places moved down as little as keeps the words at them from touching."""
    moved: dict[int, float] = {}
    last = float("-inf")
    for index in sorted(range(len(places)), key=lambda i: places[i]):
        last = max(places[index], last + least)
        moved[index] = last
    return [moved[index] for index in range(len(places))]


def _scale(low: float, high: float, left: float, right: float) -> Callable[[float], float]:
    width = (right - left) / (high - low) if high != low else 0.0
    return lambda value: left + (value - low) * width


def _seconds(at: str) -> float:
    return parse_utc(at).timestamp()


def _stamp(seconds: float) -> str:
    return (parse_utc("1970-01-01T00:00:00Z") + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _amount(span: Span) -> str:
    return money(str(span.price))
