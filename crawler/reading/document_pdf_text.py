"""A PDF page → lines of runs: pieces of text that stand together, with their places, and the rules drawn between."""

import ctypes
from dataclasses import dataclass, field
from typing import Any

MAX_CHARACTERS_PER_PAGE = 40_000
_MAX_OBJECTS = 20_000
_PATH = 2
_GAP = 0.65
"""Gap between two cells, as a share of the size of the letters; the space between words is a quarter."""
_SPACE = 0.17
_THIN = 3.0
"""Points: a drawn rectangle that is thinner is a line."""


@dataclass(slots=True)
class Run:
    """A piece of text within one cell."""

    left: float
    right: float
    text: str


@dataclass(slots=True)
class Line:
    """Runs that stand side by side."""

    middle: float
    """Points from the foot of the page."""
    size: float
    """Height of its letters."""
    runs: list[Run]


@dataclass(slots=True)
class Sheet:
    """One page."""

    lines: list[Line] = field(default_factory=list)
    """From top to bottom."""
    columns: list[tuple[float, float, float]] = field(default_factory=list)
    """Vertical rules: place, lower end, upper end."""
    rows: list[tuple[float, float, float]] = field(default_factory=list)
    """Horizontal rules: place, left end, right end."""


Box = tuple[float, float, float, float, str]
"""left, right, lower, upper, letter."""


def read_sheet(page: Any) -> Sheet:
    """Return what stands on a page of pypdfium2."""
    turn = _Turn(page)
    sheet = Sheet()
    _add_rules(sheet, page, turn)
    sheet.lines = [line for letters in _lines(_letters(page, turn)) if (line := _line(letters, sheet.columns))]
    return sheet


class _Turn:
    """Places as they are shown: a page may be turned."""

    def __init__(self, page: Any) -> None:
        self.by = page.get_rotation()
        self.width, self.height = page.get_size()
        if self.by in (90, 270):
            self.width, self.height = self.height, self.width

    def __call__(self, left: float, lower: float, right: float, upper: float) -> tuple[float, float, float, float]:
        if self.by == 90:
            return lower, self.width - right, upper, self.width - left
        if self.by == 180:
            return self.width - right, self.height - upper, self.width - left, self.height - lower
        if self.by == 270:
            return self.height - upper, left, self.height - lower, right
        return left, lower, right, upper


def _letters(page: Any, turn: _Turn) -> list[Box]:
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    raw = text_page.raw
    rectangle = pdfium.FS_RECTF()
    found: list[Box] = []
    for place in range(min(text_page.count_chars(), MAX_CHARACTERS_PER_PAGE)):
        code = pdfium.FPDFText_GetUnicode(raw, place)
        if code < 32 or 0xD800 <= code < 0xE000:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(raw, place, ctypes.byref(rectangle)):
            continue
        left, lower, right, upper = turn(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        if upper - lower > 0.5 and abs(left) < 20_000 and abs(lower) < 20_000 and right - left < 2000:
            found.append((left, right, lower, upper, chr(code)))
    text_page.close()
    return found


def _add_rules(sheet: Sheet, page: Any, turn: _Turn) -> None:
    """Take in the lines of the page, and the sides of boxes that may be cells."""
    import pypdfium2.raw as pdfium

    left, lower, right, upper = (ctypes.c_float() for _ in range(4))
    for place in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
        one = pdfium.FPDFPage_GetObject(page.raw, place)
        if pdfium.FPDFPageObj_GetType(one) != _PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(one, left, lower, right, upper):
            continue
        a, b, c, d = turn(left.value, lower.value, right.value, upper.value)
        wide, high = c - a, d - b
        if wide < _THIN < high:
            sheet.columns.append(((a + c) / 2, b, d))
        elif high < _THIN < wide:
            sheet.rows.append(((b + d) / 2, a, c))
        elif wide > _THIN and high > _THIN:
            sheet.columns += [(a, b, d), (c, b, d)]
            sheet.rows += [(b, a, c), (d, a, c)]


def _lines(letters: list[Box]) -> list[list[Box]]:
    """Sort letters into lines by the middle of their height."""
    found: list[list[Box]] = []
    middle = 0.0
    for letter in sorted(letters, key=lambda box: -(box[2] + box[3])):
        own = (letter[2] + letter[3]) / 2
        if found and middle - own < 0.35 * (letter[3] - letter[2]):
            found[-1].append(letter)
        else:
            found.append([letter])
            middle = own
    return found


def _line(letters: list[Box], rules: list[tuple[float, float, float]]) -> Line | None:
    letters.sort()
    middle = sum(box[2] + box[3] for box in letters) / (2 * len(letters))
    crossing = sorted(at for at, lower, upper in rules if lower - 1 < middle < upper + 1)
    size = sorted(box[3] - box[2] for box in letters)[len(letters) // 2]
    runs: list[Run] = []
    is_apart = False
    for left, right, lower, upper, letter in letters:
        if letter.isspace():
            is_apart = True
            continue
        last = runs[-1] if runs else None
        gap = left - last.right if last else 0.0
        high = upper - lower
        if last is None or gap > _GAP * high or any(last.right - 1 < at < left + 1 for at in crossing):
            runs.append(Run(left, right, letter))
        elif gap < -0.7 * (right - left) and last.text.endswith(letter):
            continue  # a letter set twice, to look bold
        else:
            last.text += f" {letter}" if is_apart or gap > _SPACE * high else letter
            last.right = max(last.right, right)
        is_apart = False
    return Line(middle, size, runs) if runs else None
