"""Saved responses, as witness cards and saved pages show them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from crawler.store.connections import Connection, Row
from crawler.store.packing import unpack


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One capture, with the response it showed: its own, or of a not-modified answer the one it confirmed."""

    capture: int
    competitor: str
    source: str
    url: str
    at: str
    outcome: str
    origin: str
    status: int | None
    final_url: str
    headers: Mapping[str, str]
    sha256: str | None
    """Of the body, in hexadecimal digits; None: there is none."""
    body: bytes
    error: str | None


def load_evidence(db: Connection, capture: int) -> Evidence | None:
    """Return a capture with its body; None when there is no such capture."""
    row = db.execute(_SELECT + "WHERE asked.id = ?", (capture,)).fetchone()
    return None if row is None else _evidence(row)


def load_last_evidence(db: Connection, competitor: str, url: str, count: int = 2) -> list[Evidence]:
    """Return a page's last captures that show it, newest first."""
    rows = db.execute(
        _SELECT
        + """
        WHERE asked.url = ? AND visit.competitor = ? AND held.outcome = 'ok'
        ORDER BY asked.visit DESC, asked.number DESC LIMIT ?
        """,
        (url, competitor, count),
    )
    return [_evidence(row) for row in rows]


_SELECT = """
SELECT asked.id, asked.url, asked.at, asked.outcome, asked.origin, asked.error, visit.competitor, visit.source,
       held.status, held.final_url, held.headers, held.body, body.zstd
FROM capture AS asked
JOIN capture AS held ON held.id = coalesce(asked.confirms, asked.id)
JOIN visit ON visit.id = asked.visit
LEFT JOIN body ON body.sha256 = held.body
"""


def _evidence(row: Row) -> Evidence:
    return Evidence(
        capture=row["id"],
        competitor=row["competitor"],
        source=row["source"],
        url=row["url"],
        at=row["at"],
        outcome=row["outcome"],
        origin=row["origin"],
        status=row["status"],
        final_url=row["final_url"],
        headers=json.loads(row["headers"]),
        sha256=row["body"].hex() if row["body"] else None,
        body=unpack(row["zstd"]) if row["body"] else b"",
        error=row["error"],
    )
