"""Reports as they were published."""

from collections.abc import Iterable

from crawler.store.connections import Connection, transaction
from crawler.store.tables import dump


def save_edition(db: Connection, *, run: int, at: str, path: str, metrics: object, changes: Iterable[str]) -> int:
    """Keep what an edition published: its folder's name, metric values and ids of changes; return its number."""
    with transaction(db):
        cursor = db.execute(
            "INSERT INTO edition (run, at, path, metrics, changes) VALUES (?, ?, ?, ?, ?)",
            (run, at, path, dump(metrics), dump(sorted(changes))),
        )
    return int(cursor.lastrowid or 0)
