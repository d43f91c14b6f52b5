"""Rows → an Excel workbook: figures are figures, text is text, nothing in it runs or links by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dossier.words import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.url import Url
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | Decimal | bool | datetime | None
"""A datetime is local, without a zone."""
Look = Literal["", "us", "them", "thin", "hole", "head", "wash"]
"""us, them: in whose favour · thin: too few to rank · hole: words where a figure would stand · wash: our column."""

MOST_TEXT = 32_767
"""Characters that one cell holds; more is cut."""
MOST_ROWS = 1_048_575
"""Rows below the header that one sheet holds; more is left out."""
_EXACT = 2**53
_COLOURS: Mapping[Look, Mapping[str, Any]] = {
    "": {},
    "us": {"font_color": "#1B5E9E", "bold": True},
    "them": {"font_color": "#A84A0D", "bold": True},
    "thin": {"font_color": "#62666D", "italic": True},
    "hole": {"font_color": "#62666D", "italic": True, "text_wrap": True},
    "head": {"bold": True, "bottom": 1, "text_wrap": True},
    "wash": {"bg_color": "#E8F0F8", "bold": True},
}


@dataclass(frozen=True, kw_only=True)
class Styled:
    """A value that differs from its column."""

    value: Value
    look: Look = ""
    format: str | None = None
    """Its number format; None: that of its column."""
    href: str | None = None
    """One of our own pages: beside the workbook, or where reports are published; never an address that was read."""
    tip: str = ""
    """What is said of the link."""


Cell = Value | Styled


@dataclass(frozen=True, kw_only=True)
class Column:
    """How one column looks."""

    header: str
    width: float = 12
    format: str = "General"
    """Excel's number format of its figures."""
    look: Look = ""
    wrap: bool = False


@dataclass(frozen=True, kw_only=True)
class GreyBelow:
    """Figures of one column that turn grey while another column's figure is under a third one's."""

    column: int
    n_column: int
    least_column: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table."""

    name: str
    """At most 31 characters, none of ``[]:*?/\\``."""
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    frozen: int = 1
    """Columns that stay while one scrolls sideways; the header always stays."""
    grey: Sequence[GreyBelow] = ()


def write_workbook(path: Path, sheets: Iterable[Sheet], created: datetime, title: str = "") -> None:
    """Write the sheets to ``path``. Raises OSError."""
    path.write_bytes(render_workbook(sheets, created, title))


def render_workbook(sheets: Iterable[Sheet], created: datetime, title: str = "") -> bytes:
    """Return the file of a workbook; the same sheets and time give the same bytes."""
    from xlsxwriter.workbook import Workbook  # loaded where it is needed: it costs a tenth of a second

    target = BytesIO()
    book = Workbook(
        target,
        {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": clean(title), "created": created.replace(tzinfo=None), "comments": "Made by rivals"})
    styles = _Styles(book)
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, styles)
    book.close()
    return target.getvalue()


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[tuple[Look, Look, str, bool, bool], Format] = {}

    def get(self, column: Look, look: Look, number: str, wrap: bool, link: bool) -> "Format":
        key = column, look, number, wrap, link
        if key not in self._made:
            more: dict[str, Any] = {"text_wrap": True} if wrap else {}
            if link:
                more["underline"] = 1
            style: dict[str, Any] = {
                "valign": "top",
                "num_format": number,
                **_COLOURS[column],
                **_COLOURS[look],
                **more,
            }
            self._made[key] = self._book.add_format(style)
        return self._made[key]


def _write_sheet(target: "Worksheet", sheet: Sheet, styles: _Styles) -> None:
    for place, column in enumerate(sheet.columns):
        target.set_column(place, place, column.width)
        target.write_string(0, place, _text(column.header), styles.get("", "head", "General", True, False))
    last = 0
    for last, row in enumerate(islice(sheet.rows, MOST_ROWS), 1):
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(target, (last, place), column, cell, styles)
    target.freeze_panes(1, sheet.frozen)
    target.autofilter(0, 0, last, len(sheet.columns) - 1)
    target.set_landscape()
    target.repeat_rows(0)
    target.fit_to_pages(1, 0)
    for rule in sheet.grey:
        _grey(target, rule, last, styles)


def _write_cell(target: "Worksheet", place: tuple[int, int], column: Column, cell: Cell, styles: _Styles) -> None:
    styled = cell if isinstance(cell, Styled) else Styled(value=cell)
    value = _plain(styled.value)
    number = styled.format or column.format
    style = styles.get(column.look, styled.look, number, column.wrap, styled.href is not None)
    if styled.href is not None and value is not None:
        target.write_url(*place, _link(styled.href, str(value), styled.tip), style)
    if value is None:
        target.write_blank(*place, None, style)
    elif isinstance(value, str):
        target.write_string(*place, value, style)
    elif isinstance(value, datetime):
        target.write_datetime(*place, value, style)
    else:
        target.write_number(*place, value, style)  # in the place of the link's text; the link stays


def _grey(target: "Worksheet", rule: GreyBelow, last: int, styles: _Styles) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    n, least = (xl_rowcol_to_cell(1, column, col_abs=True) for column in (rule.n_column, rule.least_column))
    target.conditional_format(
        1,
        rule.column,
        max(last, 1),
        rule.column,
        {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({n}),{n}<{least})",
            "format": styles.get("", "thin", "General", False, False),
        },
    )


def _plain(value: Value) -> str | float | int | datetime | None:
    """Return what a cell can hold: text cleaned and cut, figures that Excel keeps exactly; all else as text."""
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _text(value) or None
    if not isfinite(value) or not -_EXACT <= value <= _EXACT:
        return str(value)
    return float(value) if isinstance(value, Decimal) else value


def _text(text: str) -> str:
    return clean(text)[:MOST_TEXT]


def _link(href: str, text: str, tip: str) -> "Url":
    """Return the link as the library takes it; a file beside the workbook is named by its relative path."""
    from xlsxwriter.url import Url

    web = href.startswith(("http://", "https://"))
    url = Url(href if web else f"external:{href}")
    url.text, url.tip = _text(text), _text(tip)[:255]
    if not web:  # the library writes a path as Windows does; other systems find it only as the standard has it
        url._relationship_link = url._relationship_link.replace("\\", "/")
    return url
