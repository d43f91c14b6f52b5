"""Metric values → the pivot: a row per metric, a cell per company."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Literal

from dossier.cells import render_csv
from dossier.charts import Spark, draw_spark
from dossier.companies import Company
from dossier.metrics.table import METRICS, Metric
from dossier.select import select
from dossier.words import Clock, number, signed

if TYPE_CHECKING:
    from crawler.store.connections import Connection

Favour = Literal["us", "them", ""]


@dataclass(frozen=True, kw_only=True)
class Trend:
    """One metric of one company over days."""

    day: str
    value: float
    n: int
    before: float | None
    """Its value on the day of the last edition of an earlier day, else on the first day; None without one."""
    ranked: bool
    """Are there enough rows for a comparison?"""
    points: tuple[tuple[str, float], ...]
    """Day and value, oldest first; days without a value are missing."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What stands where a metric and a company meet."""

    company: Company
    look: Literal["value", "thin", "base", "absent", "hole", "blocked"]
    text: str
    small: str
    """What stands under it: gap, n, days observed, age; or why there is no value."""
    favour: Favour
    href: str | None
    """Its evidence, from the edition's folder; None: there is none."""
    spark: Spark | None
    trend: Trend | None
    gap: str
    rank: str
    """``1 of 3``; "" when it is not ranked."""


@dataclass(frozen=True, kw_only=True)
class PivotRow:
    """One metric over all companies."""

    metric: Metric
    cells: tuple[Cell, ...]
    market: str
    """The median over our rivals; "" under two values."""


@dataclass(frozen=True, kw_only=True)
class PivotGroup:
    """The rows of one group of metrics."""

    name: str
    rows: tuple[PivotRow, ...]


Trends = Mapping[tuple[str, str], Trend]
"""By metric and company."""


def load_trends(db: "Connection", today: str, before_day: str | None) -> Trends:
    """Return the metrics that have a value on ``today``; ``before_day``: the day of the edition to compare with."""
    series: dict[tuple[str, str], list[tuple[str, float, int]]] = {}
    for row in select(db, "metric_values"):
        series.setdefault((row["metric"], row["competitor"]), []).append((row["day"], row["value"], row["n"]))
    least = {metric.id: metric.least_n for metric in METRICS}
    return {
        key: Trend(
            day=today,
            value=points[-1][1],
            n=points[-1][2],
            before=next((value for day, value, _ in points if day == before_day), None),
            ranked=points[-1][2] >= least[key[0]],
            points=tuple((day, value) for day, value, _ in points),
        )
        for key, points in series.items()
        if points[-1][0] == today and key[0] in least
    }


def make_pivot(companies: Sequence[Company], trends: Trends, clock: Clock) -> list[PivotGroup]:
    """Return the pivot's rows in the order of the metrics, grouped."""
    rows = [_row(metric, companies, trends, clock) for metric in METRICS]
    names = dict.fromkeys(metric.group for metric in METRICS)
    return [PivotGroup(name=name, rows=tuple(row for row in rows if row.metric.group == name)) for name in names]


def format_value(metric: Metric, value: float) -> str:
    """Return the figure as the pivot shows it."""
    return number(value, metric.decimals)


def render_pivot_csv(groups: Iterable[PivotGroup]) -> str:
    """Return every cell as a line: metric, company, value or state, n and the rest."""
    header = "metric unit better company state day value n least_n enough gap rank days_observed evidence".split()
    lines = [
        (
            row.metric.label,
            row.metric.unit,
            row.metric.better or "",
            cell.company.label,
            {"value": "observed", "thin": "observed", "base": "base", "hole": "not checked"}.get(cell.look, cell.look),
            cell.trend.day if cell.trend else None,
            cell.trend.value if cell.trend else row.metric.base if cell.look == "base" else None,
            cell.trend.n if cell.trend else None,
            row.metric.least_n,
            ("yes" if cell.trend.ranked else "no") if cell.trend else "",
            # The sign in front of a figure is ours: as a number it needs no guard against formulas.
            _gap_number(row.metric, cell, row),
            cell.rank,
            cell.company.days_observed,
            cell.href,
        )
        for group in groups
        for row in group.rows
        for cell in row.cells
    ]
    return render_csv(header, lines)


def _gap_number(metric: Metric, cell: Cell, row: PivotRow) -> float | None:
    ours = _ours(metric, {cell.company.name: cell.trend for cell in row.cells if cell.trend and cell.company.ours})
    return None if ours is None or cell.trend is None or cell.company.ours else round(cell.trend.value - ours, 6)


def _row(metric: Metric, companies: Sequence[Company], trends: Trends, clock: Clock) -> PivotRow:
    own = {company.name: trend for company in companies if (trend := trends.get((metric.id, company.name)))}
    ours = _ours(
        metric, {company.name: own[company.name] for company in companies if company.ours and company.name in own}
    )
    ranks = _ranks(metric, own)
    cells = tuple(_cell(metric, company, own.get(company.name), ours, ranks, clock) for company in companies)
    theirs = [own[c.name].value for c in companies if not c.ours and c.name in own and own[c.name].ranked]
    return PivotRow(metric=metric, cells=cells, market=format_value(metric, median(theirs)) if len(theirs) > 1 else "")


def _ours(metric: Metric, own: Mapping[str, Trend]) -> float | None:
    """Return what theirs is compared with: the base of a relative metric, else our own value, if it is ranked."""
    if metric.base is not None:
        return float(metric.base)
    return next((trend.value for trend in own.values() if trend.ranked), None)


def _ranks(metric: Metric, own: Mapping[str, Trend]) -> dict[str, str]:
    """Return each ranked company's place, the strongest rival first; ties share a place."""
    if metric.better is None:
        return {}
    sign = -1 if metric.better == "higher" else 1
    values = {name: sign * trend.value for name, trend in own.items() if trend.ranked}
    if len(values) < 2:
        return {}
    return {
        name: f"{1 + sum(other < value for other in values.values())} of {len(values)}"
        for name, value in values.items()
    }


def _cell(
    metric: Metric, company: Company, trend: Trend | None, ours: float | None, ranks: Mapping[str, str], clock: Clock
) -> Cell:
    if trend is None:
        return _empty(metric, company, clock)
    favour = _favour(metric, company, trend, ours)
    gap = "" if ours is None or company.ours or not trend.ranked else signed(trend.value - ours, metric.decimals)
    return Cell(
        company=company,
        look="value" if trend.ranked else "thin",
        text=format_value(metric, trend.value),
        small=_small(metric, company, trend, gap, clock),
        favour=favour,
        href=f"{company.folder}/{metric.id}.html",
        spark=draw_spark(trend.points, lambda value: format_value(metric, value)),
        trend=trend,
        gap=gap,
        rank=ranks.get(company.name, ""),
    )


def _favour(metric: Metric, company: Company, trend: Trend, ours: float | None) -> Favour:
    if metric.better is None or ours is None or company.ours or not trend.ranked:
        return ""
    if format_value(metric, trend.value) == format_value(metric, ours):
        return ""
    return "them" if (trend.value > ours) == (metric.better == "higher") else "us"


def _small(metric: Metric, company: Company, trend: Trend, gap: str, clock: Clock) -> str:
    n = f"n{chr(160)}{number(trend.n)}" if metric.aggregate != "sum" else ""
    known = f"of {number(company.products)} known" if metric.id == "active_products" else ""
    if not trend.ranked:
        return f"{n or trend.n}: too few to rank"
    seen = company.holding(metric.kind).seen_at
    days = f"{company.days_observed} of 30{chr(160)}d" if metric.window == "30 days" else ""
    return " · ".join(part for part in (gap, n, known, days, clock.age(seen) if seen else "") if part)


def _empty(metric: Metric, company: Company, clock: Clock) -> Cell:
    look: Literal["base", "absent", "hole", "blocked"]
    holding = company.holding(metric.kind)
    if company.ours and metric.base is not None:
        look, text, small = "base", metric.base, ""
    elif holding.state == "absent":
        look, text, small = "absent", "none", f"looked for on {number(holding.pages_read)} pages"
    elif holding.state == "blocked":
        look, text, small = "blocked", "blocked", f"since {clock.day(holding.since)}" if holding.since else ""
    elif holding.state == "observed":
        look, text, small = "hole", "not known", metric.fill
    else:
        look, text, small = (
            "hole",
            "not checked",
            "no visit has read it yet" if company.sources else "add its site or a feed",
        )
    return Cell(
        company=company,
        look=look,
        text=text,
        small=small,
        favour="",
        href=None,
        spark=None,
        trend=None,
        gap="",
        rank="",
    )
