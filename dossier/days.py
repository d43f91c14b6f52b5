"""The days of the reports: local midnights of the configured timezone, as times of the store."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dossier.words import parse_utc

WINDOW_DAYS = 30
FRESH_DAYS = 7
TREND_DAYS = 84
"""Twelve weeks: as long as the lines in the pivot."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """One local day, the window that ends with it and the days within which a sighting is fresh; times are UTC."""

    day: str
    """YYYY-MM-DD."""
    since: str
    until: str
    """The next midnight; exclusive."""
    fresh_since: str
    window_since: str
    window_day: str
    """First day of the window."""


def local_day(at: str, zone: ZoneInfo) -> date:
    """Return the local day of a stored time."""
    return parse_utc(at).astimezone(zone).date()


def days_until(at: str, zone: ZoneInfo, first: str | None = None, most: int = TREND_DAYS) -> list[Day]:
    """Return the days up to the one of ``at``, oldest first: at most ``most``, and none before the day of ``first``."""
    last = local_day(at, zone)
    start = max(local_day(first, zone), last - timedelta(days=most - 1)) if first else last - timedelta(days=most - 1)
    start = min(start, last)
    return [_day(start + timedelta(days=step), zone) for step in range((last - start).days + 1)]


def _day(day: date, zone: ZoneInfo) -> Day:
    window_day = day - timedelta(days=WINDOW_DAYS - 1)
    return Day(
        day=day.isoformat(),
        since=local_midnight(day, zone),
        until=local_midnight(day + timedelta(days=1), zone),
        fresh_since=local_midnight(day - timedelta(days=FRESH_DAYS), zone),
        window_since=local_midnight(window_day, zone),
        window_day=window_day.isoformat(),
    )


def local_midnight(day: date, zone: ZoneInfo) -> str:
    """Return when a local day begins, as a time of the store."""
    return datetime.combine(day, time(), zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
