"""Rows → CSV that a spreadsheet opens without running anything in it."""

import csv
import io
from collections.abc import Iterable, Sequence

from dossier.words import clean

Cell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, full-width forms included (OWASP, CSV injection)."""


def safe_cell(cell: Cell) -> str | int | float:
    """Return the cell as it may be written; text that could be a formula gets an apostrophe in front.

    >>> safe_cell("=cmd|' /C calc'!A0"), safe_cell(-7.5), safe_cell(None)
    ("'=cmd|' /C calc'!A0", -7.5, '')
    """
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return cell
    text = clean(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def render_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return the table as CSV with a header line."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return target.getvalue()
