"""Short ways to write captures, visits and the rows they become."""

from dataclasses import dataclass, field
from typing import Any

from crawler.batch import Batch, Capture, Discovered, Settings, VisitEnd, VisitOutcome
from crawler.store.captures import Run, open_run, open_visits, save_batch
from crawler.store.connections import Connection
from crawler.store.readings import captures_to_read, save_readings

SHOP = "https://shop.example/"


@dataclass(frozen=True, kw_only=True)
class Target:
    competitor: str | None = "acme"
    source: str = "site"
    address: str = SHOP
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True, kw_only=True)
class Result:
    capture: int
    lines: str | None = "{}"
    error: str | None = None
    detail: str | None = None


def capture(visit: int, number: int, path: str = "", **values: Any) -> Capture:
    """An ok answer of the page ``path``, whose body is its address, or with other values."""
    url = SHOP + path
    body = url.encode() if values.get("outcome", "ok") == "ok" else b""
    usual: dict[str, Any] = {
        "url": url,
        "final_url": url,
        "at": f"2026-03-01T06:00:{number:02}Z",
        "outcome": "ok",
        "status": 200,
        "headers": (("content-type", "text/html"),),
        "body": body,
    }
    return Capture(visit=visit, number=number, **usual | values)


def end(visit: int, captures: int, outcome: VisitOutcome = "complete", **values: Any) -> VisitEnd:
    return VisitEnd(visit=visit, outcome=outcome, captures=captures, **{"asked": captures, "ok": captures} | values)


def batch(*captures: Capture, discovered: tuple[Discovered, ...] = (), ends: tuple[VisitEnd, ...] = ()) -> Batch:
    return Batch(job="shop.example", captures=captures, discovered=discovered, ends=ends)


def begin(db: Connection, now: str = "2026-03-01T06:00:00Z", *targets: Target) -> tuple[Run, int]:
    """Open a run and its visits; return the run and the first visit."""
    run = open_run(db, now)
    return run, min(open_visits(db, run, targets or (Target(),)).values())


def visit_day(
    db: Connection, day: int, *captures: dict[str, Any], outcome: VisitOutcome = "complete"
) -> tuple[int, int]:
    """Visit the shop on a day of March; return the run and the visit. Each capture: values for ``capture``."""
    run, visit = begin(db, f"2026-03-{day:02}T06:00:00Z")
    made = [
        capture(visit, number, **{"at": f"2026-03-{day:02}T06:00:{number:02}Z"} | values)
        for number, values in enumerate(captures, 1)
    ]
    save_batch(db, batch(*made, ends=(end(visit, len(made), outcome),)))
    return run.id, visit


def read_all(db: Connection, run: int, reader: str = "r1", lines: str = '{"title":"as read"}') -> list[int]:
    """Read what is to be read in a run; return the captures that had to be."""
    unread = [item.capture for item in captures_to_read(db, run, "acme", reader)]
    save_readings(db, run, reader, [Result(capture=number, lines=lines) for number in unread])
    return unread


def rows(db: Connection, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.execute(sql, parameters)]
