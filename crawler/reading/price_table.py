"""Grids → tables of prices: where their headings are, and what each column holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from crawler.parsing.price import PRICE
from crawler.reading.document_grid import EMPTY, Cell, Grid, Row
from crawler.reading.price_column import Column, is_heading, qualifies, read_columns
from crawler.reading.price_words import ON_REQUEST, PRICES, role_of

_HEADING_ROWS = 3
_LONGEST_HEADING = 80
_LOOKED_AT = 200
"""Rows by which a column's contents are judged."""
_AMOUNT = re.compile(r"\D{0,8}\d[\d  .,’'\u00a0\u202f]*(?:[-–,][-–]?)?\D{0,12}")


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under one heading."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    above: str | None = None
    """What stands alone in the row right above the heading."""
    sheet: str = ""

    def prices(self) -> tuple[Column, ...]:
        """Return the columns of prices."""
        return tuple(column for column in self.columns if column.role in PRICES)

    def place(self, role: str) -> int | None:
        """Return where the first column of a role is; None: there is none."""
        return next((column.place for column in self.columns if column.role == role), None)


@dataclass
class Found:
    """What a document holds."""

    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Texts that stand outside tables, or alone in a row."""
    headings: list[str] = field(default_factory=list)


def find_tables(grids: Sequence[Grid]) -> Found:
    """Return the tables of prices in a document. A grid without a heading goes on with the table before it
    when it has as many columns."""
    found = Found()
    for grid in grids:
        _find_in(grid, found)
    return found


def _find_in(grid: Grid, found: Found) -> None:
    rows, start, columns = grid.rows, 0, _last_columns(found, grid)
    above: str | None = None
    place = 0
    while place < len(rows):
        heading = _heading(rows, place)
        if heading is None:
            place += 1
            continue
        _add(found, grid, columns, rows[start:place], above)
        above = _above(rows, place)
        end, columns = heading
        found.headings += [column.heading for column in columns]
        place = start = end
    if not columns:
        columns = _unheaded(rows[start:])
    _add(found, grid, columns, rows[start:], above)


def _last_columns(found: Found, grid: Grid) -> tuple[Column, ...]:
    if not found.tables or found.tables[-1].sheet != grid.name or not grid.rows:
        return ()
    last = found.tables[-1]
    width = max((len(row) for row in last.rows), default=0)
    return last.columns if width and width == max(len(row) for row in grid.rows) else ()


def _add(found: Found, grid: Grid, columns: tuple[Column, ...], rows: Sequence[Row], above: str | None) -> None:
    found.notes += [cells[0].text for row in rows if len(cells := [cell for cell in row if cell.text]) == 1]
    if not columns:
        found.notes += [" ".join(c.text for c in row if c.text) for row in rows if sum(bool(c.text) for c in row) > 1]
        return
    for part in _side_by_side(columns):
        if checked := _checked(part, rows):
            found.tables.append(Table(columns=checked, rows=tuple(rows), above=above, sheet=grid.name))


def _above(rows: Sequence[Row], place: int) -> str | None:
    for row in reversed(rows[max(0, place - 2) : place]):
        cells = [cell.text for cell in row if cell.text]
        if cells:
            return cells[0] if len(cells) == 1 else None
    return None


def _heading(rows: Sequence[Row], place: int) -> tuple[int, tuple[Column, ...]] | None:
    """Return where the rows under a heading begin that begins here, and its columns; None: none begins here."""
    first = rows[place]
    if sum(bool(cell.text) for cell in first) < 2 or not _may_head(first):
        return None
    texts = _texts(first)
    columns: tuple[Column, ...] = ()
    end = place + 1
    while True:
        columns = read_columns(texts)
        following = rows[end] if end < len(rows) and end < place + _HEADING_ROWS else []
        if not following or not _goes_on(first, texts, following, bool(is_heading(columns))):
            break
        texts = _stacked(texts, following)
        end += 1
    return (end, columns) if is_heading(columns) else None


def _may_head(row: Row) -> bool:
    return any(role_of(cell.text) for cell in row if cell.text) and not any(
        len(cell.text) > 4 * _LONGEST_HEADING for cell in row
    )


def _texts(row: Row) -> list[str]:
    """Return the heading of each column; one that stands over several heads them all."""
    texts = [cell.text for cell in row]
    for place, cell in enumerate(row):
        for behind in range(place + 1, min(place + cell.span, len(row) + cell.span)):
            if behind >= len(texts):
                texts += [""] * (behind + 1 - len(texts))
            if not texts[behind]:
                texts[behind] = cell.text
    return texts


def _stacked(texts: list[str], row: Row) -> list[str]:
    """Join two rows of headings; one that a file without merged cells writes only over the first of several columns
    is that of the others, too."""
    below = _texts(row)
    width = max(len(texts), len(below))
    joined: list[str] = []
    over = ""
    for a, b in zip(texts + [""] * (width - len(texts)), below + [""] * (width - len(below)), strict=True):
        over = a or (over if b and qualifies(b) else "")
        joined.append(over if over == b else f"{over} {b}".strip())
    return joined


def _goes_on(first: Row, texts: list[str], row: Row, is_whole: bool) -> bool:
    """Does a row belong to the heading above it? It says more of columns that share one, or of those without any."""
    cells = [(place, cell) for place, cell in enumerate(row) if cell.text]
    if not cells:
        return False
    shared = {place for start, cell in enumerate(first) if cell.span > 1 for place in range(start, start + cell.span)}
    for place, cell in cells:
        text = texts[place] if place < len(texts) else ""
        if text and place not in shared and text != cell.text and not qualifies(cell.text):
            return False
    texts_below = [cell.text for place, cell in cells if place >= len(texts) or cell.text != texts[place]]
    if not texts_below:
        return True  # merged cells over the whole heading
    if any(cell.number is not None or PRICE.search(cell.text) for _, cell in cells) and not _are_tiers(cells, shared):
        return False
    if is_whole and not shared:
        return all(qualifies(text) for text in texts_below)
    return (
        any(qualifies(text) or role_of(text) for text in texts_below)
        or _are_tiers(cells, shared)
        or bool(shared and all(place in shared or not texts[place] for place, _ in cells if place < len(texts)))
    )


def _are_tiers(cells: Sequence[tuple[int, Cell]], shared: set[int]) -> bool:
    """Are these plain numbers that grow under one shared heading: quantities?"""
    values = [cell.text for place, cell in cells if place in shared]
    numbers = [int(text) for text in values if text.isascii() and text.isdigit()]
    return len(numbers) == len(values) > 1 and numbers == sorted(set(numbers)) and numbers[0] < 1000


def _side_by_side(columns: tuple[Column, ...]) -> Iterator[tuple[Column, ...]]:
    """Yield tables that stand beside each other under headings that repeat, each by itself."""
    first = columns[0].heading if columns else ""
    starts = [index for index, column in enumerate(columns) if column.heading == first]
    parts = [columns[a:b] for a, b in zip(starts, [*starts[1:], len(columns)], strict=True)]
    if len(parts) > 1 and all(is_heading(part) for part in parts):
        yield from parts
    else:
        yield columns


def _checked(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns without those of prices that hold none; () when none is left."""
    kept: list[Column] = []
    roles = {column.role for column in columns}
    for column in columns:
        if column.role in PRICES:
            cells = [row[column.place] for row in rows[:_LOOKED_AT] if column.place < len(row)]
            filled = [cell for cell in cells if cell.text.strip(" -–—")]
            if not filled or 2 * sum(is_price(cell) for cell in filled) < len(filled):
                continue
        if column.role == "number":
            if "code" in roles or _counts([row[column.place].text for row in rows if column.place < len(row)]):
                continue
            column = replace(column, role="code")
        kept.append(column)
    return tuple(kept) if is_heading(kept) else ()


def _counts(texts: Sequence[str]) -> bool:
    """Do these number the rows, with gaps perhaps, or anew under each section?"""
    numbers = [int(number) for text in texts if (number := text.rstrip(".")) and number.isascii() and number.isdigit()]
    steps = sum(b - a == 1 for a, b in pairwise(numbers))
    return len(numbers) < 2 or 2 * steps >= len(numbers) - 1


def is_price(cell: Cell) -> bool:
    """May the cell hold a price, or the word that there is none?"""
    text = cell.text
    return cell.number is not None or bool(
        _AMOUNT.fullmatch(text) or ON_REQUEST.fullmatch(text.strip(" .*")) or (len(text) < 40 and PRICE.search(text))
    )


def _unheaded(rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns of a table without headings: names, and prices that carry their currency."""
    whole = [row for row in rows if sum(bool(cell.text) for cell in row) > 1][:_LOOKED_AT]
    if len(whole) < 3:
        return ()
    width = max(len(row) for row in whole)
    by_place = [[row[place] if place < len(row) else EMPTY for row in whole] for place in range(width)]
    most = 0.7 * len(whole)
    prices = [place for place, cells in enumerate(by_place) if sum(map(_carries_currency, cells)) >= most]
    names = [place for place, cells in enumerate(by_place) if sum(map(_is_name, cells)) >= most]
    if len(prices) != 1 or not names:
        return ()
    name = max(names, key=lambda place: sum(len(cell.text) for cell in by_place[place]))
    return (Column(place=name, role="name", heading=""), Column(place=prices[0], role="price", heading=""))


def _carries_currency(cell: Cell) -> bool:
    return cell.sign is not None or (len(cell.text) < 40 and PRICE.search(cell.text) is not None)


def _is_name(cell: Cell) -> bool:
    return cell.number is None and sum(map(str.isalpha, cell.text)) > 2 and not _carries_currency(cell)
