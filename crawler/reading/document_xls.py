"""XLS workbooks of Excel 97 to 2003 → grids."""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.errors import ReadError
from crawler.reading.document_grid import EMPTY, MAX_COLUMNS, Cell, Grid, Row, check_rows, shown
from crawler.reading.document_number import GENERAL, number_cell, parse_format

_TEXT, _NUMBER, _DATE, _TRUTH = 1, 2, 3, 4
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream in which newer Office programs keep a document under a password."""
_FAULTS = (ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, TypeError, ValueError, struct.error)
"""What a reader of binary records runs into when they are broken."""


def read_xls(body: bytes) -> list[Grid]:
    """Return the sheets that are shown."""
    if _ENCRYPTED in body:
        raise ReadError("encrypted", "a workbook that asks for a password")
    import xlrd  # for the few sites that still have such files
    from xlrd.compdoc import CompDocError

    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            book = xlrd.open_workbook(file_contents=body, formatting_info=True, ragged_rows=True, logfile=nowhere)
            return list(_grids(book))
    except (xlrd.XLRDError, CompDocError) as error:
        name = "encrypted" if "encrypted" in str(error).lower() else "unreadable"
        raise ReadError(name, f"no workbook that can be read: {str(error)[:200]}") from None
    except _FAULTS as error:
        raise ReadError("unreadable", f"a broken workbook: {type(error).__name__}") from None


def _grids(book: Any) -> Iterator[Grid]:
    count = 0
    for sheet in book.sheets():
        if sheet.visibility:
            continue
        check_rows(count + sheet.nrows)
        rows = _rows(book, sheet)
        count += len(rows)
        yield Grid(rows, shown(sheet.name))


def _rows(book: Any, sheet: Any) -> list[Row]:
    hidden = {column for column, info in sheet.colinfo_map.items() if info.hidden and not info.outline_level}
    rows: dict[int, Row] = {}
    for number in range(sheet.nrows):
        info = sheet.rowinfo_map.get(number)
        if info is not None and info.hidden and not info.outline_level:
            continue
        row = [_cell(book, cell) for cell in sheet.row(number)[:MAX_COLUMNS]]
        if any(cell.text for cell in row):
            rows[number] = row
    for top, bottom, left, right in sheet.merged_cells[:100_000]:
        if top not in rows or left >= len(rows[top]) or bottom - top > 1000:
            continue
        cell = rows[top][left]._replace(span=right - left)
        for number in range(top, bottom):
            if number in rows and cell.text:
                rows[number] += [EMPTY] * (left + 1 - len(rows[number]))
                rows[number][left] = cell
    found: list[Row] = []
    for number, row in sorted(rows.items()):
        if found and number - 1 not in rows:
            found.append([])
        found.append([cell for column, cell in enumerate(row) if column not in hidden])
    return found


def _cell(book: Any, cell: Any) -> Cell:
    style = str(cell.xf_index or "")
    if cell.ctype == _TEXT:
        return Cell(shown(cell.value), style=style)
    if cell.ctype == _NUMBER:
        shape = GENERAL
        if cell.xf_index is not None and (known := book.format_map.get(book.xf_list[cell.xf_index].format_key)):
            shape = parse_format(known.format_str)
        return number_cell(repr(cell.value), shape, style=style)
    if cell.ctype == _TRUTH:
        return Cell("TRUE" if cell.value else "FALSE", style=style)
    return Cell(str(cell.value) if cell.ctype == _DATE else "", style=style)
