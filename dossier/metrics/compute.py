"""Store → metric values: one SELECT per metric, over days."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.config import Config
from crawler.store.captures import newest_capture_at
from dossier.days import TREND_DAYS, days_until, local_midnight
from dossier.metrics.aggregate import Days, Part, aggregate
from dossier.metrics.table import METRICS, Metric

if TYPE_CHECKING:
    from crawler.store.connections import Connection

REACH_DAYS = 400
"""How far before the first day the windows and first sightings are told apart: over twelve months."""


@dataclass(frozen=True, kw_only=True)
class MetricValue:
    """One number of one competitor on one day; a competitor that a metric says nothing about has none."""

    competitor: str
    metric: str
    day: str
    """YYYY-MM-DD, in the configured timezone."""
    value: float
    """Money in the configuration's currency."""
    n: int
    """How many rows were counted."""
    capture: int | None = None
    """Where one row *is* the value; None where rows were counted."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One of the rows behind a value."""

    competitor: str
    metric: str
    url: str
    name: str | None
    part: float
    """What it adds: 1 or 0 of a share, a rate or a sum, else the number itself."""
    said: str | None
    capture: int | None
    currency: str | None = None
    """Of a part that is money."""


def compute(db: "Connection", config: Config, now: str) -> list[MetricValue]:
    """Return every metric of every competitor on each of the last days, up to the day of ``now``."""
    with _prepared(db, config, now, TREND_DAYS) as days:
        return [
            MetricValue(
                competitor=daily.competitor,
                metric=metric.id,
                day=date.fromordinal(daily.day).isoformat(),
                value=daily.value,
                n=daily.n,
                capture=daily.capture,
            )
            for metric in METRICS
            for daily in aggregate(metric.aggregate, _parts(db, metric, config, days[0]), days)
        ]


def counted(db: "Connection", config: Config, now: str) -> Iterator[Counted]:
    """Yield the rows behind the newest values, by metric and competitor, what weighs most first.

    They come from the same SELECTs before aggregation; of a sum or a rate, only what adds to it. Money of another
    currency than the configuration's stands among them too: it is in no value.
    """
    with _prepared(db, config, now, 1) as days:
        for metric in METRICS:
            order = "part ASC" if metric.aggregate == "lowest" else "part DESC"
            if metric.money:
                order = f"currency <> :currency, {order}"
            where = " AND part <> 0" if metric.aggregate in ("sum", "rate") else ""
            rows = db.execute(
                f"SELECT * FROM ({metric_sql(metric)}) WHERE part IS NOT NULL AND url IS NOT NULL{where} "  # noqa: S608
                "AND competitor <> '' AND first_day <= :today AND last_day >= :today "
                f"ORDER BY competitor, {order}, name, url",
                {"today": days[1], "currency": config.currency},
            )
            for row in rows.fetchall():
                yield Counted(
                    competitor=row["competitor"],
                    metric=metric.id,
                    url=row["url"],
                    name=row["name"],
                    part=row["part"],
                    said=row["said"],
                    capture=row["capture"],
                    currency=row["currency"] if metric.money else None,
                )


@cache
def metric_sql(metric: Metric) -> str:
    """Return the metric's one SELECT, of the rows that are counted.

    Columns: competitor, first_day, last_day, url, name, part, said, capture; of rates and means weight,
    of money currency.
    """
    return (Path(__file__).parent / f"{metric.id}.sql").read_text(encoding="utf-8")


def _parts(db: "Connection", metric: Metric, config: Config, first_day: int) -> Iterable[Part]:
    weight = "weight" if metric.aggregate in ("rate", "mean") else "1"
    where = " AND currency = :currency" if metric.money else ""
    cursor = db.execute(
        f"SELECT competitor, first_day, last_day, part, {weight}, capture FROM ({metric_sql(metric)}) "  # noqa: S608
        f"WHERE part IS NOT NULL AND competitor <> '' AND last_day >= :first{where}",
        {"currency": config.currency, "first": first_day},
    )
    cursor.row_factory = None  # plain tuples: there are many
    return map(Part._make, cursor.fetchall())


@contextmanager
def _prepared(db: "Connection", config: Config, now: str, most: int) -> Iterator[Days]:
    """Make the temporary tables of ``prelude.sql`` for the last days, at most ``most``, and drop them at the end."""
    zone = ZoneInfo(config.timezone)
    end, first_visit = _observed(db, now)
    days = [date.fromisoformat(day.day) for day in days_until(end, zone, first_visit, most)]
    reach = [days[0] - timedelta(days=back) for back in range(REACH_DAYS, 0, -1)]
    try:
        db.execute("CREATE TEMP TABLE day (n INTEGER PRIMARY KEY, day TEXT)")
        db.executemany("INSERT INTO day VALUES (?, ?)", [(day.toordinal(), day.isoformat()) for day in days])
        db.execute("CREATE TEMP TABLE midnight (since TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID")
        midnights = [(local_midnight(day, zone), day.toordinal()) for day in (*reach, *days)]
        db.executemany("INSERT INTO midnight VALUES (?, ?)", [("", reach[0].toordinal() - 1), *midnights])
        for statement in _prelude():
            db.execute(statement)
        yield days[0].toordinal(), days[-1].toordinal()
    finally:
        for row in db.execute("SELECT name FROM temp.sqlite_master WHERE type = 'table'").fetchall():
            db.execute(f'DROP TABLE temp."{row[0]}"')


@cache
def _prelude() -> tuple[str, ...]:
    text = (Path(__file__).parent / "prelude.sql").read_text(encoding="utf-8")
    return tuple(statement for part in text.split("\n;\n") if (statement := part.strip()))


def _observed(db: "Connection", now: str) -> tuple[str, str | None]:
    """Return the time that the newest day must hold, a run past midnight included, and the time of the first visit."""
    first = db.execute("SELECT min(started_at) FROM visit").fetchone()[0]
    return max(now, newest_capture_at(db) or now), first
