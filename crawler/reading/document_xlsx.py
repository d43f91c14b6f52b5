"""XLSX workbooks → grids: cached values as shown; hidden sheets, rows and columns left out (ECMA-376 18.3)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import join, normpath

from lxml import etree

from crawler.errors import ReadError
from crawler.reading.document_grid import EMPTY, MAX_COLUMNS, Cell, Grid, Row, check_rows, shown
from crawler.reading.document_number import BUILT_IN, Format, number_cell, parse_format
from crawler.reading.document_zip import Package, attribute, elements, local

_MAX_SHEETS = 50
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SHOWN_TRUTH = {"1": "TRUE", "0": "FALSE"}


def read_xlsx(body: bytes) -> Iterator[Grid]:
    """Yield the sheets that are shown."""
    package = Package(body)
    strings = [_text(item) for item in elements(package.read("xl/sharedStrings.xml"), "si")] if package.has(
        "xl/sharedStrings.xml") else []  # fmt: skip
    formats = _formats(package.read("xl/styles.xml")) if package.has("xl/styles.xml") else []
    count = 0
    for name, part in _sheets(package)[:_MAX_SHEETS]:
        sheet = _Sheet(strings, formats)
        grid = Grid(sheet.read(package.read(part), count), name)
        count += len(grid.rows)
        yield grid


def _sheets(package: Package) -> list[tuple[str, str]]:
    """Return name and part of each sheet that is shown."""
    parts = {
        attribute(one, "Id"): attribute(one, "Target") or ""
        for one in elements(package.read("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    found = []
    for sheet in elements(package.read("xl/workbook.xml"), "sheet"):
        target = parts.get(attribute(sheet, "id"))
        if target and attribute(sheet, "state") in (None, "visible"):
            part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            if package.has(part):
                found.append((shown(attribute(sheet, "name") or ""), part))
    if not found:
        raise ReadError("unreadable", "a workbook without a sheet")
    return found


def _formats(part: bytes) -> list[Format]:
    """Return the number format of each cell style."""
    codes: dict[int, str] = dict(BUILT_IN)
    formats: list[Format] = []
    for element in elements(part, "numFmt", "cellXfs"):
        if local(element) == "numFmt":
            codes[_whole(element.get("numFmtId"))] = element.get("formatCode") or ""
        else:
            formats = [parse_format(codes.get(_whole(style.get("numFmtId")), "General")) for style in element]
    return formats


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _text(item: etree._Element) -> str:
    """Return the text of a string item without its phonetic reading."""
    parts = []
    for node in item.iter("{*}t"):
        parent = node.getparent()
        if parent is None or local(parent) != "rPh":
            parts.append(node.text or "")
    return shown("".join(parts))


@dataclass
class _Sheet:
    """One sheet while it is read."""

    strings: list[str]
    formats: list[Format]

    def read(self, part: bytes, before: int) -> list[Row]:
        """Return the rows that are shown, gaps as one empty row; ``before``: rows of earlier sheets."""
        hidden: set[int] = set()
        rows: dict[int, dict[int, Cell]] = {}
        merged: list[str] = []
        number = 0
        for element in elements(part, "col", "row", "mergeCell"):
            name = local(element)
            if name == "row":
                number = _whole(element.get("r")) or number + 1
                if not _is_hidden(element):
                    cells = self._cells(element)
                    if any(cell.text for cell in cells.values()):
                        rows[number] = cells
                        check_rows(before + len(rows))
            elif name == "col" and _is_hidden(element):
                last = min(_whole(element.get("max")), MAX_COLUMNS)
                hidden.update(range(_whole(element.get("min")) - 1, last))
            elif name == "mergeCell" and len(merged) < 100_000:
                merged.append(element.get("ref") or "")
        _merge(rows, merged)
        return _dense(rows, hidden)

    def _cells(self, row: etree._Element) -> dict[int, Cell]:
        cells: dict[int, Cell] = {}
        column = -1
        for element in row:
            place = _PLACE.match(element.get("r") or "")
            column = _column(place[1]) if place else column + 1
            if column < MAX_COLUMNS:
                cells[column] = self._cell(element)
        return cells

    def _cell(self, element: etree._Element) -> Cell:
        kind, style = element.get("t") or "n", element.get("s") or ""
        if kind == "inlineStr":
            return Cell(_text(element), style=style)
        stored = next((child.text or "" for child in element if local(child) == "v"), "")
        if not stored or kind == "e":
            return Cell(style=style)
        if kind == "s":
            place = _whole(stored)
            return Cell(self.strings[place] if place < len(self.strings) else "", style=style)
        if kind == "n":
            place = _whole(style)
            shape = self.formats[place] if place < len(self.formats) else Format()
            return number_cell(stored, shape, style=style)
        return Cell(shown(_SHOWN_TRUTH.get(stored, stored) if kind == "b" else stored), style=style)


def _is_hidden(element: etree._Element) -> bool:
    """Is a row or column hidden, not only folded away in an outline that everyone can open?"""
    is_folded = _whole(element.get("outlineLevel")) > 0
    return element.get("hidden") in ("1", "true") and not is_folded


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _merge(rows: Mapping[int, dict[int, Cell]], merged: list[str]) -> None:
    """Let merged cells stand in each of their rows, with the columns that they cover."""
    for reference in merged:
        first, _, last = reference.partition(":")
        start, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if not start or not end:
            continue
        column, top, bottom = _column(start[1]), int(start[2]), int(end[2])
        cell = rows.get(top, {}).get(column)
        if cell is None or not cell.text or bottom - top > 1000:
            continue
        span = min(_column(end[1]), MAX_COLUMNS - 1) - column + 1
        for number in range(top, bottom + 1):
            if number in rows:
                rows[number][column] = cell._replace(span=max(1, span))


def _dense(rows: Mapping[int, dict[int, Cell]], hidden: set[int]) -> list[Row]:
    found: list[Row] = []
    last = None
    for number in sorted(rows):
        if last is not None and number > last + 1:
            found.append([])
        last = number
        cells = rows[number]
        width = max(cells, default=-1) + 1
        found.append([cells.get(column, EMPTY) for column in range(width) if column not in hidden])
    return found
