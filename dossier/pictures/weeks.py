"""Posts per week: theirs as bars, ours as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dossier.charts import BOTTOM, LEFT, RIGHT, TOP, End, Look, Mark, Table, rules, scale
from dossier.words import number, shorten


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One week."""

    x: str
    y: str
    width: str
    height: str
    label: str


@dataclass(frozen=True, kw_only=True)
class WeekChart:
    """Posts per week."""

    label: str
    look: Look
    bars: tuple[Bar, ...]
    ours: str
    """Path of our own posts per week, as steps; "" without any."""
    rows: tuple[Mark, ...]
    columns: tuple[Mark, ...]
    ends: tuple[End, ...]
    """Whose the bars are, and whose the line is, with what the last whole week had."""
    table: Table


def draw_weeks(weeks: Sequence[tuple[date, int, int]], name: str, look: Look) -> WeekChart:
    """Return posts per week (Monday, theirs, ours), oldest first, of at least two weeks, the last of which is not over.

    ``name`` is whose posts the bars are; without any post of ours there is no line.
    """
    most = max(max(theirs, ours) for _, theirs, ours in weeks)
    ticks = sorted({0, (most + 1) // 2, max(most, 1)})
    y = scale(0, max(most, 1), BOTTOM, TOP)
    step = (RIGHT - LEFT) / len(weeks)
    compared = any(ours for _, _, ours in weeks)
    line = "".join(
        f"{'H' if place else 'M'}{LEFT + place * step:.1f}{'' if place else f' {y(own):.1f}'}V{y(own):.1f}"
        for place, (_, _, own) in enumerate(weeks)
    )
    return WeekChart(
        label=f"Posts per week over {len(weeks)} weeks: {shorten(name, 24)} "
        + ", ".join(number(theirs) for _, theirs, _ in weeks)
        + (f"; ours {', '.join(number(ours) for _, _, ours in weeks)}" if compared else ""),
        look=look,
        bars=tuple(
            Bar(
                x=f"{LEFT + place * step + 2:.1f}",
                y=f"{y(theirs):.1f}",
                width=f"{step - 4:.1f}",
                height=f"{BOTTOM - y(theirs):.1f}",
                label=f"week of {_day(monday)}: {theirs}",
            )
            for place, (monday, theirs, _) in enumerate(weeks)
        ),
        ours=f"{line}H{RIGHT:.1f}" if compared else "",
        rows=rules(ticks, y),
        columns=tuple(
            Mark(x=f"{LEFT + place * step + 2:.1f}", y=f"{BOTTOM + 20:.0f}", text=_day(weeks[place][0]))
            for place in (0, len(weeks) // 2)
        ),
        ends=_ends(weeks, name, look, compared),
        table=Table(
            header=("Week of", shorten(name, 24), *(("Us",) if compared else ())),
            rows=tuple(
                (_day(monday), number(theirs), *((number(ours),) if compared else ()))
                for monday, theirs, ours in reversed(weeks)
            ),
        ),
    )


def _ends(weeks: Sequence[tuple[date, int, int]], name: str, look: Look, compared: bool) -> tuple[End, ...]:
    _, theirs, ours = weeks[-2]
    bars = End(look=look, x=f"{RIGHT + 6:.0f}", y=f"{TOP + 8:.0f}", name=shorten(name, 13), value=f"{theirs} last week")
    line = End(look="us", x=f"{RIGHT + 6:.0f}", y=f"{TOP + 60:.0f}", name="Us, the line", value=f"{ours} last week")
    return (bars, line) if compared else (bars,)


def _day(monday: date) -> str:
    return f"{monday.day} {monday:%b}"
