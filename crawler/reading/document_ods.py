"""OpenDocument spreadsheets → grids (OASIS OpenDocument 1.3, part 3, 9)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from crawler.reading.document_grid import EMPTY, MAX_COLUMNS, Cell, Grid, Row, check_rows, shown
from crawler.reading.document_number import Format, number_cell
from crawler.reading.document_zip import Package, attribute, local, root

_FRACTION = re.compile(r"[.,](\d{1,6})(?!\d)[^\d.,]*$")
_NUMBERS = ("float", "currency")


def read_ods(body: bytes) -> Iterator[Grid]:
    """Yield the tables that are shown."""
    part = Package(body).read("content.xml")
    hidden: set[str] = set()
    count = 0
    for element in root(part).iter("{*}style", "{*}table"):
        if local(element) == "style":
            if any(attribute(child, "display") == "false" for child in element):
                hidden.add(attribute(element, "name") or "")
        elif attribute(element, "style-name") not in hidden:
            grid = Grid(_rows(element, count), shown(attribute(element, "name") or ""))
            count += len(grid.rows)
            yield grid


def _rows(table: etree._Element, before: int) -> list[Row]:
    rows: list[Row] = []
    left: dict[int, tuple[int, Cell]] = {}
    for line in table.iter("{*}table-row"):
        if attribute(line, "visibility") in ("collapse", "filter"):
            continue
        row = _row(line, left)
        if not any(cell.text for cell in row):
            if rows and rows[-1]:
                rows.append([])
            continue
        rows += [row] * min(_repeated(line, "number-rows-repeated"), 100)
        check_rows(before + len(rows))
    return rows


def _row(line: etree._Element, left: dict[int, tuple[int, Cell]]) -> Row:
    """``left``: merged cells that go on below, by column: in how many rows yet."""
    row: Row = []
    for element in line:
        name = local(element)
        if name not in ("table-cell", "covered-table-cell") or len(row) >= MAX_COLUMNS:
            continue
        times = min(_repeated(element, "number-columns-repeated"), MAX_COLUMNS - len(row))
        if name == "covered-table-cell" and (above := left.get(len(row))):
            rows_left, cell = above
            left[len(row)] = rows_left - 1, cell
            if rows_left <= 1:
                del left[len(row)]
            row += [cell] + [EMPTY] * (times - 1)
            continue
        cell = _cell(element) if name == "table-cell" else EMPTY
        if (deep := _repeated(element, "number-rows-spanned")) > 1 and cell.text:
            left[len(row)] = deep - 1, cell
        row += [cell] * times
    while row and not row[-1].text:
        row.pop()
    return row


def _repeated(element: etree._Element, name: str) -> int:
    value = attribute(element, name)
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 8 and int(value) > 0 else 1


def _cell(element: etree._Element) -> Cell:
    span = min(_repeated(element, "number-columns-spanned"), MAX_COLUMNS)
    style = attribute(element, "style-name") or ""
    text = shown(" ".join("".join(str(part) for part in line.itertext()) for line in element.iterchildren("{*}p")))
    stored = attribute(element, "value")
    if attribute(element, "value-type") not in _NUMBERS or not stored or not text:
        return Cell(text, span=span, style=style)
    fraction = _FRACTION.search(text)
    places = len(fraction[1]) if fraction else 0
    sign = attribute(element, "currency")
    cell = number_cell(stored, Format(decimals=places, sign=sign), span, style)
    if fraction and len(fraction[1]) == 3 and cell.number is not None and _grouped(stored, cell.number):
        cell = number_cell(stored, Format(decimals=0, sign=sign), span, style)  # "1.299": it parts thousands
    return cell._replace(text=text)


def _grouped(stored: str, number: Decimal) -> bool:
    return number == number.to_integral_value() and abs(number) >= 1000 and "." not in stored
