"""CSV and TSV → a grid, whatever parts the fields."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from crawler.reading.document_grid import MAX_COLUMNS, Cell, Grid, Row, check_rows, shown

_DELIMITERS = (";", "\t", ",", "|")
_SAMPLE_LINES = 60
_SAMPLE_CHARACTERS = 60_000


def read_csv(text: str) -> Iterator[Grid]:
    """Yield the rows; a text whose lines have one field each is one column of text."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    delimiter = None
    if text[:4].lower() == "sep=":  # a line for spreadsheet programs
        line, _, text = text.partition("\n")
        delimiter = line[4:5] or None
    delimiter = delimiter or _delimiter(text[:_SAMPLE_CHARACTERS])
    rows: list[Row] = []
    for fields in _fields(text, delimiter):
        if any(field.strip() for field in fields):
            rows.append([Cell(shown(field)) for field in fields[:MAX_COLUMNS]])
            check_rows(len(rows))
        elif rows and rows[-1]:
            rows.append([])
    yield Grid(rows)


def _delimiter(sample: str) -> str:
    """Return the sign that parts most lines into the same number of fields, two at least."""
    best, delimiter = (0, 0), ","
    for sign in _DELIMITERS:
        lines = [fields for fields in _fields(sample, sign) if any(fields)][:_SAMPLE_LINES]
        widths = Counter(len(fields) for fields in lines if len(fields) > 1)
        if widths:
            width, count = widths.most_common(1)[0]
            if (count, width) > best:
                best, delimiter = (count, width), sign
    return delimiter


def _fields(text: str, delimiter: str) -> Iterator[list[str]]:
    lines = iter(csv.reader(StringIO(text), delimiter=delimiter))
    while True:
        try:
            yield next(lines)
        except StopIteration:
            return
        except csv.Error:  # a field that never ends, for one
            continue
