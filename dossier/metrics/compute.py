"""Store → metric values: one SELECT per metric, over days."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.config import Config
from crawler.store.captures import newest_capture_at
from dossier.days import as_parameters, days_until
from dossier.metrics.table import METRICS, Aggregate, Metric

if TYPE_CHECKING:
    from crawler.store.connections import Connection

_AGGREGATES: dict[Aggregate, tuple[str, str]] = {
    "share": ("100.0 * avg(part)", "count(part)"),
    "sum": ("sum(part)", "sum(part)"),
    "median": ("median(part)", "count(part)"),
    "index": ("100.0 * geometric_mean(part)", "count(part)"),
}
"""SQL of the value and of n."""


@dataclass(frozen=True, kw_only=True)
class MetricValue:
    """One number of one competitor on one day; a competitor that a metric says nothing about has none."""

    competitor: str
    metric: str
    day: str
    """YYYY-MM-DD, in the configured timezone."""
    value: float
    n: int
    """How many rows were counted."""
    capture: int | None = None
    """Where one row *is* the value; None where rows were counted."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One of the rows behind a value."""

    competitor: str
    url: str
    name: str | None
    part: float
    """What it adds: 1 or 0 of a share or a sum, else the number itself."""
    said: str | None
    capture: int


def compute(db: "Connection", config: Config, now: str) -> list[MetricValue]:
    """Return every metric of every competitor on each of the last days, up to the day of ``now``."""
    zone = ZoneInfo(config.timezone)
    end, first = _observed(db, now)
    parameters = as_parameters(days_until(end, zone, first), zone)
    return [
        MetricValue(
            competitor=row[0], metric=metric.id, day=row[1], value=round(row[2], 6), n=int(row[3]), capture=row[4]
        )
        for metric in METRICS
        for row in db.execute(metric_sql(metric), parameters).fetchall()
    ]


def counted(db: "Connection", config: Config, metric: Metric, now: str) -> Iterator[Counted]:
    """Yield the rows behind the metric's newest values: the same SELECT before aggregation, largest part first."""
    zone = ZoneInfo(config.timezone)
    parameters = as_parameters(days_until(_observed(db, now)[0], zone, most=1), zone)
    sql = f"SELECT competitor, url, name, part, said, capture FROM ({_rows(metric)}) WHERE part IS NOT NULL"  # noqa: S608
    where = " AND part <> 0" if metric.aggregate == "sum" else ""
    for row in db.execute(f"{sql}{where} ORDER BY competitor, part DESC, name, url", parameters).fetchall():
        yield Counted(competitor=row[0], url=row[1], name=row[2], part=row[3], said=row[4], capture=row[5])


def metric_sql(metric: Metric) -> str:
    """Return the metric's one SELECT: competitor, day, value, n, capture."""
    value, n = _AGGREGATES[metric.aggregate]
    columns = f"competitor, day, {value} AS value, {n} AS n, NULL AS capture"
    grouped = "GROUP BY competitor, day HAVING value IS NOT NULL ORDER BY competitor, day"
    return f"SELECT {columns} FROM ({_rows(metric)}) {grouped}"  # noqa: S608


@cache
def _rows(metric: Metric) -> str:
    """Return the SELECT of the rows that are counted: competitor, day, url, name, part, said, capture."""
    folder = Path(__file__).parent
    return (folder / "prelude.sql").read_text() + (folder / f"{metric.id}.sql").read_text()


def _observed(db: "Connection", now: str) -> tuple[str, str | None]:
    """Return the time that the newest day must hold, a run past midnight included, and the time of the first visit."""
    first = db.execute("SELECT min(started_at) FROM visit").fetchone()[0]
    return max(now, newest_capture_at(db) or now), first
