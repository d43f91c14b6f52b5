"""DOCX texts → grids: each table one, the paragraphs around it rows of their own (ECMA-376 17.4)."""

from collections.abc import Iterator

from lxml import etree

from crawler.reading.document_grid import EMPTY, MAX_COLUMNS, Cell, Grid, Row, check_rows, line_of, shown
from crawler.reading.document_zip import Package, attribute, local, root


def read_docx(body: bytes) -> Iterator[Grid]:
    """Yield the whole text as one grid: a price list goes on in the next table, without a header of its own."""
    rows: list[Row] = []
    for element in _blocks(root(Package(body).read("word/document.xml"))):
        if local(element) == "p":
            if text := _text(element):
                rows.append(line_of(text))
        else:
            rows += [[], *_table(element), []]
        check_rows(len(rows))
    yield Grid(rows)


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and outermost tables, in order; content controls only wrap them."""
    for child in element:
        if local(child) in ("p", "tbl"):
            yield child
        elif local(child) in ("body", "sdt", "sdtContent"):
            yield from _blocks(child)


def _table(table: etree._Element) -> Iterator[Row]:
    above: Row = []
    for line in table.iterchildren("{*}tr"):
        row: Row = []
        for cell in line.iterchildren("{*}tc"):
            span, goes_on = _merged(cell)
            place = len(row)
            if goes_on and place < len(above):
                row.append(above[place])
            else:
                row.append(Cell(_text(cell), span=span))
            row += [EMPTY] * (span - 1)
            if len(row) >= MAX_COLUMNS:
                break
        above = row
        yield row


def _merged(cell: etree._Element) -> tuple[int, bool]:
    """Return how many columns a cell covers, and whether it goes on from the row above."""
    span, goes_on = 1, False
    for properties in cell.iterchildren("{*}tcPr"):
        for one in properties:
            if local(one) == "gridSpan" and (count := attribute(one, "val")) and count.isdigit():
                span = max(1, min(int(count[:4]), MAX_COLUMNS))
            elif local(one) == "vMerge":
                goes_on = attribute(one, "val") in (None, "continue")
    return span, goes_on


def _text(element: etree._Element) -> str:
    """Return the text as it stands: what was struck by an editor is in elements of another name."""
    parts: list[str] = []
    for node in element.iter("{*}t", "{*}p", "{*}br", "{*}tab", "{*}cr"):
        name = local(node)
        parts.append((node.text or "") if name == "t" else " ")
    return shown("".join(parts))
