"""Ads over time: one bar for each creative, from its start to its stop or last sighting, the longest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from dossier.charts import DAY_S, Look, Mark, Table, scale, seconds, stamp
from dossier.words import Clock, count, shorten

_LEFT, _RIGHT, _ROW = 4.0, 436.0, 36.0


@dataclass(frozen=True, kw_only=True)
class Run:
    """How long one creative ran."""

    name: str
    since: str
    until: str
    running: bool
    days: int


@dataclass(frozen=True, kw_only=True)
class AdBar:
    """One creative."""

    name: Mark
    days: Mark
    x: str
    y: str
    width: str
    running: bool
    label: str


@dataclass(frozen=True, kw_only=True)
class AdChart:
    """How long the creatives ran."""

    label: str
    look: Look
    height: str
    bars: tuple[AdBar, ...]
    columns: tuple[Mark, ...]
    table: Table


def draw_ads(runs: Sequence[Run], look: Look, clock: Clock) -> AdChart:
    """Return the picture of at least one creative, in their order."""
    start = min(seconds(run.since) for run in runs)
    end = max(max(seconds(run.until) for run in runs), start + DAY_S)
    x = scale(start, end, _LEFT, _RIGHT)
    bars = tuple(_bar(run, place, x(seconds(run.since)), x(seconds(run.until))) for place, run in enumerate(runs))
    height = len(runs) * _ROW + 24
    return AdChart(
        label="Days that ads ran: " + ", ".join(bar.label for bar in bars),
        look=look,
        height=f"{height:.0f}",
        bars=bars,
        columns=tuple(
            Mark(x=f"{place:.0f}", y=f"{height - 6:.0f}", text=clock.day(stamp(at)))
            for place, at in ((_LEFT, start), (_RIGHT, end))
        ),
        table=Table(
            header=("Ad", "From", "Until", "Days"),
            rows=tuple(
                (
                    shorten(run.name, 60),
                    clock.day(run.since),
                    "still running" if run.running else clock.day(run.until),
                    str(run.days),
                )
                for run in runs
            ),
        ),
    )


def _bar(run: Run, place: int, left: float, right: float) -> AdBar:
    top = place * _ROW
    days = f"{run.days} d{'' if run.running else ', stopped'}"
    return AdBar(
        name=Mark(x=f"{_LEFT:.0f}", y=f"{top + 14:.0f}", text=shorten(run.name, 40)),
        days=Mark(x=f"{_RIGHT:.0f}", y=f"{top + 14:.0f}", text=days),
        x=f"{left:.1f}",
        y=f"{top + 19:.0f}",
        width=f"{max(right - left, 3):.1f}",
        running=run.running,
        label=f"{shorten(run.name, 40)} {count(run.days, 'day')}{'' if run.running else ', stopped'}",
    )
