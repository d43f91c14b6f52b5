"""Metric values → the pivot: a row per metric, a cell per company."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Literal

from dossier.cells import render_csv
from dossier.charts import Spark, draw_spark
from dossier.companies import Company
from dossier.days import WINDOW_DAYS
from dossier.metrics.table import METRICS, Metric
from dossier.missing import Reasons, why_missing
from dossier.select import select
from dossier.words import NARROW, Clock, number, shorten, signed

if TYPE_CHECKING:
    from crawler.store.connections import Connection

Favour = Literal["us", "them", ""]
Look = Literal["value", "thin", "base", "absent", "hole", "blocked"]
FEW = 12
"""Numbers of so few items draw no trend: one item more or less is no movement."""
STATES: Mapping[Look, str] = {"value": "observed", "thin": "observed", "hole": "not checked"}
"""What files call a look that is not itself the name of a state."""


@dataclass(frozen=True, kw_only=True)
class Trend:
    """One metric of one company over days."""

    day: str
    value: float
    n: int
    before: float | None
    """Its value on the day of the last edition of an earlier day; None: there was none."""
    ranked: bool
    """Are there enough rows for a comparison?"""
    points: tuple[tuple[str, float], ...]
    """Day and value, oldest first; days without a value are missing."""
    before_day: str | None = None
    """The day of ``before``."""
    month_before: float | None = None
    """Its value 30 days before; None: it had none."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What stands where a metric and a company meet."""

    company: Company
    unit: str
    """Of the metric, with the currency of amounts."""
    look: Look
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
    note: str = ""
    """Name of the row that is the value: a plan, an ad."""
    moves: tuple[str, ...] = ()
    """Since the last edition, so many days ago, and in 30 days, where it moved: ``1 d +2.1``."""
    basis: str = ""
    """n, days observed and age, without the gap."""


@dataclass(frozen=True, kw_only=True)
class PivotRow:
    """One metric over all companies."""

    metric: Metric
    unit: str
    cells: tuple[Cell, ...]
    market: str
    """The median of all companies with enough rows; "" under two values."""
    market_value: float | None

    @property
    def measured(self) -> bool:
        """Does any company show a figure here?"""
        return any(cell.href for cell in self.cells)


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
    month_day = _month_before(today)
    return {
        key: Trend(
            day=today,
            value=points[-1][1],
            n=points[-1][2],
            before=next((value for day, value, _ in points if day == before_day), None),
            before_day=before_day,
            month_before=next((value for day, value, _ in points if day == month_day), None),
            ranked=points[-1][2] >= least[key[0]],
            points=tuple((day, value) for day, value, _ in points),
        )
        for key, points in series.items()
        if points[-1][0] == today and key[0] in least
    }


def make_pivot(companies: Sequence[Company], trends: Trends, reasons: Reasons, clock: Clock) -> list[PivotGroup]:
    """Return the pivot's rows in the order of the metrics, grouped."""
    rows = [_row(metric, companies, trends, reasons, clock) for metric in METRICS]
    return [
        PivotGroup(name=name, rows=tuple(row for row in rows if row.metric.group == name))
        for name in dict.fromkeys(metric.group for metric in METRICS)
    ]


def front_groups(groups: Iterable[PivotGroup]) -> list[PivotGroup]:
    """Return the rows that the first page shows."""
    return _with(groups, lambda row: row.metric.front and row.measured)


def measured_groups(groups: Iterable[PivotGroup]) -> list[PivotGroup]:
    """Return the rows in which a company at least has a figure; what the others need stands below the table."""
    return _with(groups, lambda row: row.measured)


def waiting_rows(groups: Iterable[PivotGroup]) -> list[PivotRow]:
    """Return the rows in which no company has a figure yet."""
    return [row for group in groups for row in group.rows if not row.measured]


def _with(groups: Iterable[PivotGroup], keep: Callable[[PivotRow], bool]) -> list[PivotGroup]:
    chosen = [replace(group, rows=tuple(filter(keep, group.rows))) for group in groups]
    return [group for group in chosen if group.rows]


def unit_of(metric: Metric, currency: str) -> str:
    """Return the unit as it is shown: amounts with their currency."""
    return metric.unit.replace("money", currency)


def format_value(metric: Metric, value: float) -> str:
    """Return the figure as the pivot shows it."""
    return number(value, metric.decimals)


def render_pivot_csv(groups: Iterable[PivotGroup]) -> str:
    """Return every cell as a line: metric, company, value or state, n and the rest."""
    header = (
        "metric number unit better company state day value n least_n enough gap rank since_edition since_30_days "
        "market days_observed why evidence"
    ).split()
    lines = [
        (
            row.metric.label,
            row.metric.number,
            row.unit,
            row.metric.better or "",
            cell.company.label,
            STATES.get(cell.look, cell.look),
            cell.trend.day if cell.trend else None,
            cell.trend.value if cell.trend else row.metric.base if cell.look == "base" else None,
            cell.trend.n if cell.trend else None,
            row.metric.least_n,
            ("yes" if cell.trend.ranked else "no") if cell.trend else "",
            # The sign in front of a figure is ours: as a number it needs no guard against formulas.
            gap_number(row, cell),
            cell.rank,
            _difference(cell.trend, cell.trend.before if cell.trend else None),
            _difference(cell.trend, cell.trend.month_before if cell.trend else None),
            row.market_value,
            cell.company.days_observed,
            "" if cell.trend else cell.small,
            cell.href,
        )
        for group in groups
        for row in group.rows
        for cell in row.cells
    ]
    return render_csv(header, lines)


def gap_number(row: PivotRow, cell: Cell) -> float | None:
    """Return how far a rival's value is from ours; None where the two are not compared."""
    ours = _ours(row.metric, {cell.company.name: cell.trend for cell in row.cells if cell.trend and cell.company.ours})
    if ours is None or cell.trend is None or cell.company.ours:
        return None
    return round(cell.trend.value - ours, 6)


def _month_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=WINDOW_DAYS)).isoformat()


def _difference(trend: Trend | None, before: float | None) -> float | None:
    return None if trend is None or before is None else round(trend.value - before, 6)


def _row(metric: Metric, companies: Sequence[Company], trends: Trends, reasons: Reasons, clock: Clock) -> PivotRow:
    own = {company.name: trend for company in companies if (trend := trends.get((metric.id, company.name)))}
    ours = _ours(
        metric, {company.name: own[company.name] for company in companies if company.ours and company.name in own}
    )
    ranks = _ranks(metric, own)
    cells = tuple(_cell(metric, company, own.get(company.name), ours, ranks, reasons, clock) for company in companies)
    ranked = [trend.value for trend in own.values() if trend.ranked]
    market = median(ranked) if len(ranked) > 1 else None
    return PivotRow(
        metric=metric,
        unit=unit_of(metric, reasons.currency),
        cells=cells,
        market="" if market is None else format_value(metric, market),
        market_value=None if market is None else round(market, 6),
    )


def _ours(metric: Metric, own: Mapping[str, Trend]) -> float | None:
    """Return what theirs is compared with: the base of a relative metric, else our own value, if it is ranked."""
    if metric.base is not None:
        return float(metric.base) if metric.base.isdigit() else None
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
    metric: Metric,
    company: Company,
    trend: Trend | None,
    ours: float | None,
    ranks: Mapping[str, str],
    reasons: Reasons,
    clock: Clock,
) -> Cell:
    if trend is None:
        return _empty(metric, company, reasons, clock)
    gap = "" if ours is None or company.ours or not trend.ranked else signed(trend.value - ours, metric.decimals)
    basis = _basis(metric, company, trend, clock)
    return Cell(
        company=company,
        unit=unit_of(metric, reasons.currency),
        look="value" if trend.ranked else "thin",
        text=format_value(metric, trend.value),
        small=" · ".join(part for part in (gap, basis) if part),
        favour=_favour(metric, company, trend, ours),
        href=f"{company.folder}/{metric.id}.html",
        spark=draw_spark(trend.points, lambda value: format_value(metric, value)),
        trend=trend,
        gap=gap,
        rank=ranks.get(company.name, ""),
        note=_note(metric, company, reasons),
        moves=tuple(_moves(metric, trend)),
        basis=basis,
    )


def _favour(metric: Metric, company: Company, trend: Trend, ours: float | None) -> Favour:
    if metric.better is None or ours is None or company.ours or not trend.ranked:
        return ""
    if format_value(metric, trend.value) == format_value(metric, ours):
        return ""
    return "them" if (trend.value > ours) == (metric.better == "higher") else "us"


def _basis(metric: Metric, company: Company, trend: Trend, clock: Clock) -> str:
    """Return what the value rests on: n, how much is known, days observed, age."""
    n = f"n{chr(160)}{number(trend.n)}" if metric.aggregate not in ("sum", "lowest", "highest") else ""
    known = f"of {number(company.products)} known" if metric.id == "active_products" else ""
    if not trend.ranked:
        return f"{n or trend.n}: too few to rank"
    seen = max((at for kind in metric.kinds if (at := company.holding(kind).seen_at)), default=None)
    days = "" if metric.window == "now" else f"{company.days_observed} of 30{chr(160)}d"
    return " · ".join(part for part in (n, known, days, clock.age(seen) if seen else "") if part)


def _note(metric: Metric, company: Company, reasons: Reasons) -> str:
    if metric.aggregate not in ("lowest", "highest") or metric.kinds == ("promise",):
        return ""
    rows = reasons.counted.get((metric.id, company.name), ())
    free = " and a free plan" if metric.id == "free_trial" and (company.name, "free_plan") in reasons.promised else ""
    return (shorten(rows[0].name, 30) if rows and rows[0].name else "") + free


def _moves(metric: Metric, trend: Trend) -> Iterable[str]:
    """Yield how far it moved since the last edition and in 30 days; nothing where it stayed or counts few things."""
    alone = metric.aggregate in ("lowest", "highest")
    if not trend.ranked or (not alone and trend.n <= FEW) or (alone and metric.better is None):
        return
    for before, day in ((trend.before, trend.before_day), (trend.month_before, _month_before(trend.day))):
        if before is not None and day and (move := signed(trend.value - before, metric.decimals)) != "±0":
            yield f"{(date.fromisoformat(trend.day) - date.fromisoformat(day)).days}{NARROW}d {move}"


def _empty(metric: Metric, company: Company, reasons: Reasons, clock: Clock) -> Cell:
    missing = why_missing(metric, company, reasons, clock)
    return Cell(
        company=company,
        unit=unit_of(metric, reasons.currency),
        look=missing.look,
        text=missing.text,
        small=missing.small,
        favour="",
        href=f"{company.folder}/{metric.id}.html" if missing.shown else None,
        spark=None,
        trend=None,
        gap="",
        rank="",
    )
