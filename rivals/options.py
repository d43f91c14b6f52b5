"""What the command line asked for, as one value."""

import argparse
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.errors import UsageError

TIME_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, kw_only=True)
class Options:
    """Every option of every command; those of other commands keep their defaults."""

    command: str
    config: Path
    db: Path
    reports: Path
    now: str
    """The run's time, UTC: of ``--now``, else the only reading of the wall clock."""
    quiet: bool = False
    verbose: bool = False
    json: bool = False
    names: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    format: str = "text"
    page: str = ""
    pages: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    list: Path | None = None
    jobs: int = 1
    explain: bool = False
    source: str | None = None
    kind: str = ""
    at: str | None = None
    history: bool = False
    output: Path | None = None
    dry_run: bool = False
    days: int = 3
    products: int | None = None
    truth: int | None = None
    serve: bool = False
    systemd: bool = False

    @classmethod
    def of(cls, namespace: argparse.Namespace) -> "Options":
        """Take the parsed command line, with the clock's time where it gives none."""
        given = vars(namespace)
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in given.items() if name in known}
        values |= {name: tuple(given.get(name) or ()) for name in ("names", "pages", "urls")}
        values["now"] = parse_time(given["now"]) if given["now"] else datetime.now(UTC).strftime(TIME_FORMAT)
        values["db"] = given["db"] or Path("data/rivals.db")
        values["reports"] = given["reports"] or Path("reports")
        return cls(**values)


def parse_time(text: str) -> str:
    """Read a time with its zone.

    >>> parse_time("2026-03-02T08:00:00+02:00")
    '2026-03-02T06:00:00Z'

    Raises UsageError for anything else.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no time; write it as 2026-03-02T06:00:00Z") from None
    if moment.tzinfo is None:
        raise UsageError(f"{text!r} has no zone; write it as 2026-03-02T06:00:00Z")
    return moment.astimezone(UTC).strftime(TIME_FORMAT)


def parse_instant(text: str, zone: str, *, end: bool = False) -> str:
    """Read a day of ``zone`` (its start, or with ``end`` the last second of it) or a time with its own zone.

    >>> parse_instant("2026-03-02", "Europe/Riga")
    '2026-03-01T22:00:00Z'

    Raises UsageError for anything else.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return parse_time(text)
    if end:
        day += timedelta(days=1)
    start = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    return (start - timedelta(seconds=1 if end else 0)).strftime(TIME_FORMAT)
