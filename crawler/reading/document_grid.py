"""What every kind of document is turned into before its prices are looked for: grids of cells."""

from decimal import Decimal
from typing import NamedTuple

from crawler.errors import ReadError

MAX_ROWS = 20_000
"""Rows of one document; a longer one is not read at all: of a part of it, the rest would look as if it had gone."""
MAX_COLUMNS = 100
MAX_CHARACTERS = 500
"""Of one cell."""


class Cell(NamedTuple):
    """One cell as people see it, with what only the file knows."""

    text: str = ""
    """As shown, white space collapsed; "" for an empty one."""
    number: Decimal | None = None
    """The number that is shown, exact; None: a text, or a number that the format only writes."""
    sign: str | None = None
    """Currency sign or code in the number's format; None: there is none."""
    span: int = 1
    """Columns that it covers; those behind it are empty cells."""
    style: str = ""
    """Rows of one level look alike; "": the format does not tell."""


Row = list[Cell]
EMPTY = Cell()


class Grid(NamedTuple):
    """One table or sheet; an empty row stands for any number of them."""

    rows: list[Row]
    name: str = ""
    """Of the sheet."""


def shown(text: str) -> str:
    """Return a text as it stands in a cell: one line, bounded."""
    return " ".join(text[: 4 * MAX_CHARACTERS].replace("\x00", "").split())[:MAX_CHARACTERS]


def line_of(text: str) -> Row:
    """Return a text outside tables as a row of its own."""
    return [Cell(shown(text))]


def check_rows(count: int) -> None:
    """Raise ReadError when a document has more rows than are read."""
    if count > MAX_ROWS:
        raise ReadError("too_large", f"a document of over {MAX_ROWS} rows")
