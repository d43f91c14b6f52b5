"""Price lines as steps: a price does not slope, a gap in observation is a gap, a sale is a band."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from dossier.charts import (
    BOTTOM,
    DAY_S,
    LEFT,
    RIGHT,
    TOP,
    Line,
    Look,
    Mark,
    Table,
    dates,
    ends,
    round_ticks,
    rules,
    scale,
    seconds,
)
from dossier.words import Clock, money, shorten

MOST_ROWS = 24
"""Rows of the table behind a picture."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """A price as it stood from one time to another."""

    since: str
    until: str
    price: Decimal
    list_price: Decimal | None = None
    meets_next: bool
    """Does the next span follow it without a gap in observation?"""


@dataclass(frozen=True, kw_only=True)
class PriceLine:
    """What is drawn as one line: the spans in order of time, at least one."""

    look: Look
    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Band:
    """A time of sale: what it claims and from where."""

    x: str
    width: str
    text: str
    text_x: str
    anchor: Literal["start", "end"]


@dataclass(frozen=True, kw_only=True)
class PriceChart:
    """Price lines of one product, or of the tiers of one service."""

    title: str
    note: str
    label: str
    """All that it shows, in words."""
    rows: tuple[Mark, ...]
    """Horizontal rules with their amounts."""
    columns: tuple[Mark, ...]
    lines: tuple[Line, ...]
    bands: tuple[Band, ...]
    gaps: tuple[Mark, ...]
    table: Table


def draw_prices(title: str, note: str, lines: Sequence[PriceLine], clock: Clock) -> PriceChart:
    """Return the picture of at least one line."""
    spans = [span for line in lines for span in line.spans]
    start = min(seconds(span.since) for span in spans)
    end = max(max(seconds(span.until) for span in spans), start + DAY_S)
    x = scale(start, end, LEFT, RIGHT)
    amounts = [float(span.price) for span in spans]
    ticks = round_ticks(min(amounts), max(amounts))
    y = scale(ticks[0], ticks[-1], BOTTOM, TOP)
    theirs = [line for line in lines if line.look == "them"]
    places = ends(
        [
            (line.look, line.name, _amount(last), x(seconds(last.until)), y(float(last.price)))
            for line in lines
            for last in line.spans[-1:]
        ]
    )
    return PriceChart(
        title=title,
        note=note,
        label=f"Price of {shorten(title, 60)}: "
        + ", ".join(f"{shorten(o.name, 24)} from {_amount(o.spans[0])} to {_amount(o.spans[-1])}" for o in lines),
        rows=rules(ticks, y),
        columns=dates(start, end, x, clock),
        lines=tuple(
            Line(look=line.look, path=_steps(line.spans, x, y), end=place)
            for line, place in zip(lines, places, strict=True)
        ),
        bands=tuple(band for line in theirs for band in _bands(line.spans, x)),
        gaps=tuple(gap for line in theirs for gap in _gaps(line.spans, x, y)),
        table=_table(lines, clock),
    )


def _steps(spans: Sequence[Span], x: Callable[[float], float], y: Callable[[float], float]) -> str:
    """A price holds until it is seen otherwise; where nothing was seen the line stops."""
    path, joined = "", False
    for place, span in enumerate(spans):
        until = spans[place + 1].since if span.meets_next and place + 1 < len(spans) else span.until
        left, level = x(seconds(span.since)), y(float(span.price))
        start = f"V{level:.1f}" if joined else f"M{left:.1f} {level:.1f}"
        path += f"{start}H{max(x(seconds(until)), left + 0.1):.1f}"
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
        left, right = x(seconds(since)), x(seconds(until))
        claim = round(100 - 100 * float(span.price / (span.list_price or 1)))
        late = left > (LEFT + RIGHT) / 2
        yield Band(
            x=f"{left:.1f}",
            width=f"{max(right - left, 2):.1f}",
            text=f"claims −{claim} % off {money(str(span.list_price))}",
            text_x=f"{right - 2 if late else left + 2:.1f}",
            anchor="end" if late else "start",
        )


def _gaps(spans: Sequence[Span], x: Callable[[float], float], y: Callable[[float], float]) -> Iterable[Mark]:
    for before, after in pairwise(spans):
        left, right = x(seconds(before.until)), x(seconds(after.since))
        if not before.meets_next and right - left > 44:
            yield Mark(x=f"{(left + right) / 2:.1f}", y=f"{y(float(before.price)) - 4:.1f}", text="not seen")


def _table(lines: Sequence[PriceLine], clock: Clock) -> Table:
    rows = [
        (line.name, _amount(span), money(str(span.list_price)) if span.list_price else "", clock.day(span.since),
         clock.day(span.until))
        for line in lines
        for span in line.spans
    ]  # fmt: skip
    return Table(header=("Who", "Price", "List price", "From", "Until"), rows=tuple(rows[-MOST_ROWS:]))


def _amount(span: Span) -> str:
    return money(str(span.price))
