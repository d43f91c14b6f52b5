"""PDF files → grids: columns by where text stands on many lines and where it never does, rows by lines and rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from crawler.errors import ReadError
from crawler.reading.document_grid import EMPTY, Cell, Grid, Row, check_rows, shown
from crawler.reading.document_pdf_text import Line, Run, Sheet, read_sheet
from crawler.reading.price_words import PRICES, role_of

MAX_PAGES = 200
_MOST_WIDE = 4000
"""Points; a page that is wider is a plan of a house."""
_NEAR = 3.0
"""Points within which two rules are one."""
_NEEDS_PASSWORD = 4
"""FPDF_ERR_PASSWORD of PDFium's fpdfview.h."""


def read_pdf(body: bytes) -> list[Grid]:
    """Return the pages, those of the same columns as one grid."""
    import pypdfium2  # a fifth of a second, for the first document only

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _NEEDS_PASSWORD:
            raise ReadError("encrypted", "a PDF that asks for a password") from None
        raise ReadError("unreadable", f"no PDF that can be read: {str(error)[:200]}") from None
    try:
        if len(document) > MAX_PAGES:
            raise ReadError("too_large", f"a PDF of over {MAX_PAGES} pages")
        sheets = []
        for number in range(len(document)):
            page = document[number]
            sheets.append(read_sheet(page))
            page.close()
            check_rows(sum(len(sheet.lines) for sheet in sheets))
    except pypdfium2.PdfiumError as error:
        raise ReadError("unreadable", f"a broken PDF: {str(error)[:200]}") from None
    finally:
        document.close()
    if not any(sheet.lines for sheet in sheets):
        raise ReadError("no_text", "a PDF of pictures: there is no text in it")
    return list(_grids(sheets))


Columns = list[tuple[float, float]]
"""Left and right ends, from left to right."""


@dataclass
class _Group:
    """Parts of pages that share their columns."""

    sheets: list[Sheet] = field(default_factory=list)
    columns: Columns = field(default_factory=list)


def _grids(sheets: Sequence[Sheet]) -> Iterator[Grid]:
    group = _Group()
    for part in (part for sheet in sheets for part in _parts(sheet)):
        columns = _shared(group, part)
        if columns is None:
            yield _grid(group)
            group, columns = _Group(), _ruled(part) or _columns([part])
        group.sheets.append(part)
        group.columns = columns
    if group.sheets:
        yield _grid(group)


def _shared(group: _Group, part: Sheet) -> Columns | None:
    """Return the columns that a part has together with those before it; None: it has its own."""
    ruled = _ruled(part)
    if not group.sheets:
        return ruled or _columns([part])
    before = _ruled(group.sheets[-1])
    if ruled or before:
        if len(ruled) != len(before):
            return None
        ends = zip(ruled, before, strict=True)
        return ruled if all(abs(a[0] - b[0]) < _NEAR and abs(a[1] - b[1]) < _NEAR for a, b in ends) else None
    together = _columns([*group.sheets, part])
    least = max(len(_columns([part])), len(group.columns)) if _heads(part.lines[0]) else len(group.columns)
    return together if len(together) >= least else None


def _ruled(part: Sheet) -> Columns:
    """Return the columns between vertical rules that most lines stand between; [] when there are no such rules."""
    middles = [line.middle for line in part.lines if len(line.runs) > 1]
    rules = sorted(rule for rule in part.columns if any(rule[1] < middle < rule[2] for middle in middles))
    places: list[tuple[float, set[float]]] = []
    for at, lower, upper in rules:
        if not places or at - places[-1][0] > _NEAR:
            places.append((at, set()))
        places[-1][1].update(middle for middle in middles if lower < middle < upper)
    ends = [at for at, beside in places if 2 * len(beside) > len(middles)]
    return list(pairwise(ends)) if len(ends) > 2 else []


def _parts(sheet: Sheet) -> Iterator[Sheet]:
    """Yield a page cut before each line that heads a table, with the title right above it."""
    start = 0
    for place, line in enumerate(sheet.lines):
        if _heads(line) and place > start:
            cut = place - 1 if place - 1 > start and len(sheet.lines[place - 1].runs) == 1 else place
            yield Sheet(sheet.lines[start:cut], sheet.columns, sheet.rows)
            start = cut
    if start < len(sheet.lines):
        yield Sheet(sheet.lines[start:], sheet.columns, sheet.rows)


def _heads(line: Line) -> bool:
    roles = {role_of(run.text) for run in line.runs} if len(line.runs) > 1 else set()
    return bool(roles & PRICES) and len(roles - {None}) > 1


def _columns(sheets: Sequence[Sheet]) -> Columns:
    """Return where columns begin and end: stretches in which lines of several runs have text.

    A heading that stands over several columns, or a line of prose, does not join them.
    """
    lines = [line for sheet in sheets for line in sheet.lines if len(line.runs) > 1]
    covered = [0] * (_MOST_WIDE + 2)
    for line in lines:
        for run in line.runs:
            covered[_bin(run.left + 0.5)] += 1
            covered[_bin(max(run.left + 0.5, run.right - 0.5)) + 1] -= 1
    few = max(1, len(lines) // 20) if len(lines) > 12 else 0
    found: Columns = []
    begin, count = -1, 0
    for place, step in enumerate(covered):
        count += step
        if count > few and begin < 0:
            begin = place
        elif count <= few and begin >= 0:
            found.append((begin, place))
            begin = -1
    return found


def _bin(place: float) -> int:
    return min(max(int(place), 0), _MOST_WIDE)


def _grid(group: _Group) -> Grid:
    rows: list[Row] = []
    for sheet in group.sheets:
        rows += _rows(sheet, group.columns)
        rows.append([])
    return Grid(rows)


def _rows(sheet: Sheet, columns: Columns) -> Iterator[Row]:
    """Yield the rows of a page: the lines between two rules are one row, and what a cell goes on with below it."""
    pairs = [(line, _row(line, columns)) for line in sheet.lines]
    full = [line.middle for line, row in pairs if _filled(row) > 1]
    pitch = median(a - b for a, b in pairwise(full)) if len(full) > 2 else 0.0
    for band, is_ruled in _bands(sheet, pairs):
        if is_ruled and len(band) <= 8 and sum(_filled(row) > max(1, len(columns) // 2) for _, row in band) == 1:
            yield _joined([row for _, row in band])
            continue
        for chain in _chains(band, pitch):
            if sum(_filled(row) > 1 for _, row in chain) == 1:
                yield _joined([row for _, row in chain])
            else:
                yield from (row for _, row in chain)


def _bands(sheet: Sheet, pairs: Sequence[tuple[Line, Row]]) -> Iterator[tuple[list[tuple[Line, Row]], bool]]:
    """Yield the lines between one long horizontal rule and the next, and whether there is one above and below."""
    left = min((run.left for line in sheet.lines for run in line.runs), default=0.0)
    right = max((run.right for line in sheet.lines for run in line.runs), default=0.0)
    lengths: dict[int, float] = {}
    for at, a, b in sheet.rows:  # a rule may be drawn cell by cell
        lengths[round(at)] = lengths.get(round(at), 0.0) + b - a
    rules = sorted((at for at, length in lengths.items() if length > 0.5 * (right - left)), reverse=True)
    band: list[tuple[Line, Row]] = []
    place = 0
    for line, row in pairs:
        before = place
        while place < len(rules) and rules[place] > line.middle:
            place += 1
        if band and place > before:
            yield band, before > 0
            band = []
        band.append((line, row))
    if band:
        yield band, 0 < place < len(rules)


def _chains(band: Sequence[tuple[Line, Row]], pitch: float) -> Iterator[list[tuple[Line, Row]]]:
    """Yield lines that belong together: a lone piece of text goes on with a cell when it stands nearer to that row
    than rows stand to each other."""
    chain: list[tuple[Line, Row]] = []
    for line, row in band:
        if chain:
            gap = chain[-1][0].middle - line.middle
            if gap > min(0.8 * pitch, 1.6 * line.size) or (_filled(row) > 1 and _filled(chain[-1][1]) > 1):
                yield chain
                chain = []
        chain.append((line, row))
    if chain:
        yield chain


def _filled(row: Row) -> int:
    return sum(1 for cell in row if cell.text)


def _joined(rows: Sequence[Row]) -> Row:
    width = max(len(row) for row in rows)
    padded = [row + [EMPTY] * (width - len(row)) for row in rows]
    return [
        Cell(shown(" ".join(cell.text for cell in cells if cell.text)), span=max(cell.span for cell in cells))
        for cells in zip(*padded, strict=True)
    ]


def _row(line: Line, columns: Columns) -> Row:
    row = [EMPTY] * max(1, len(columns))
    for run in line.runs:
        place, span = _place(run, columns)
        text = f"{row[place].text} {run.text}" if row[place].text else run.text
        row[place] = Cell(shown(text), span=max(span, row[place].span))
    return row


def _place(run: Run, columns: Columns) -> tuple[int, int]:
    """Return the column that a run stands in, and how many it covers."""
    over = [place for place, (left, right) in enumerate(columns) if min(run.right, right) - max(run.left, left) > 1]
    if len(over) == 1:
        return over[0], 1
    if over:
        return over[0], over[-1] - over[0] + 1
    middle = (run.left + run.right) / 2
    near = min(range(len(columns)), key=lambda p: max(columns[p][0] - middle, middle - columns[p][1], 0.0), default=0)
    return near, 1
