"""The SELECTs of ``queries/``, by name."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.store.connections import Connection, Row

Parameter = str | int | None


def select(db: "Connection", name: str, **parameters: Parameter) -> "list[Row]":
    """Return the rows of ``queries/<name>.sql``."""
    rows: list[Row] = db.execute(_sql(name), parameters).fetchall()
    return rows


@cache
def _sql(name: str) -> str:
    return (Path(__file__).parent / "queries" / f"{name}.sql").read_text(encoding="utf-8")
