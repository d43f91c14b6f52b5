"""Comparison tables → plans: a column each, or a row each."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import dropwhile, takewhile

from selectolax.lexbor import LexborNode

from crawler.parsing.line import parse_line
from crawler.parsing.price import PRICE, Hints
from crawler.reading.nodes import class_words
from crawler.reading.plan_card import read_lines
from crawler.reading.plan_name import name_text
from crawler.reading.plan_switch import Switch
from crawler.reading.plan_words import is_badge, is_contact, is_free, parse_per, parse_period
from crawler.reading.sheet import Line, Sheet
from crawler.records.plan import Plan

_MAX_TABLES = 20
_MAX_ROWS = 300
_MAX_COLUMNS = 24
_MAX_TERMS = 5
"""Words behind a price; "£0 until it breaks, then a big bill" is none."""
_PRICE_ROW = re.compile(
    r"(?:monthly |yearly |annual )?(?:price|pricing|cost|fee|rate)s?\b|цена|стоимость|cena|maksa|баға\w*|harga|preis|"
    r"kosten|prix|tarif|precio|costo",
    re.I,
)
_EXTRA = re.compile(
    r"\b(?:additional|extra|overage|add-?ons?|excess|setup|set-up|onboarding|zusätzlich\w*|einrichtung\w*|adicional\w*|"
    r"supplémentaire\w*|tambahan)\b|дополнительн|сверх|подключени|papildu|қосымша",
    re.I,
)
_YES = re.compile(r"[✓✔☑✅●•]|(?:yes|included|да|есть|jā|ir|иә|бар|ya|ja|oui|sí|inklusive|inclus|incluido)\b", re.I)
_NO = re.compile(r"[✗✘✕✖×❌⨯–—-]?|(?:no|none|not included|нет|nav|nē|жоқ|tidak|nein|non|n/a)", re.I)
_YES_CLASS = re.compile(r"check|tick|yes|true|included")
_Cell = list[Line]


def read_tables(sheet: Sheet, switch: Switch, hints: Hints) -> Iterator[Plan]:
    """Yield the plans of a page's tables."""
    for table in sheet.page.tree.css("table")[:_MAX_TABLES]:
        if table.css_first("table table") is None and (rows := _rows(sheet, table)):
            columns = list(_by_column(rows, switch, hints))
            yield from columns or _by_row(rows, switch, hints)


def _rows(sheet: Sheet, table: LexborNode) -> list[list[tuple[LexborNode, _Cell]]]:
    """Return a table's cells by row; one that spans columns stands in each of them."""
    rows = []
    for row in table.css("tr")[:_MAX_ROWS]:
        cells: list[tuple[LexborNode, _Cell]] = []
        for cell in row.iter():
            if cell.tag in ("td", "th"):
                span = cell.attributes.get("colspan") or "1"
                times = int(span) if span.isdigit() and len(span) < 3 else 1
                cells += [(cell, sheet.lines_in(cell))] * max(1, min(times, _MAX_COLUMNS))
        if cells:
            rows.append(cells[: _MAX_COLUMNS + 1])
    return rows


def _by_column(rows: list[list[tuple[LexborNode, _Cell]]], switch: Switch, hints: Hints) -> Iterator[Plan]:
    """Yield a plan for each column whose head names it, with the price from its head or from a row of prices."""
    width = len(rows[0])
    names = [_name(cell) for _, cell in rows[0]]
    if width < 3 or sum(name is not None for name in names[1:]) < 2:
        return
    same = [row for row in rows[1:] if len(row) == width]
    prices = list(takewhile(_is_price_row, dropwhile(lambda row: not _is_price_row(row), same)))  # below are extras
    if not prices and not any(_is_price(line) for _, cell in rows[0][1:] for line in cell):
        return
    for column in range(1, width):
        name = names[column]
        if name is None:
            continue
        features = tuple(dict.fromkeys(_features(same, prices, column)))
        base = Plan(url="", name=name, features=features)
        for row in prices or [rows[0]]:
            label = _text(row[0][1]) if prices else ""
            for plan in read_lines(base, row[column][1], switch, hints, label):
                yield replace(plan, features=features)


def _by_row(rows: list[list[tuple[LexborNode, _Cell]]], switch: Switch, hints: Hints) -> Iterator[Plan]:
    """Yield a plan for each row that begins with its name, for each column of prices with a period."""
    heads = [_text(cell) for _, cell in rows[0]]
    columns = [
        at
        for at, head in enumerate(heads)
        if at and (_PRICE_ROW.search(head) or parse_period(head)) and not PRICE.search(head)
    ]
    for row in rows[1:] if columns else ():
        name = _name(row[0][1])
        for column in columns if name and len(row) == len(heads) else ():
            for plan in read_lines(Plan(url="", name=name), row[column][1], switch, hints, heads[column]):
                if plan.period or plan.price_type in ("free", "contact"):
                    yield plan


def _is_price_row(row: list[tuple[LexborNode, _Cell]]) -> bool:
    """Tell whether a row gives the prices of its columns."""
    label = _text(row[0][1])
    if _EXTRA.search(label):
        return False
    priced = [any(_is_price(line) for line in cell) for _, cell in row[1:]]
    if not any(PRICE.search(line.text) for _, cell in row[1:] for line in cell):
        return False
    says = _PRICE_ROW.search(label) or parse_period(label) or not label
    return sum(priced) >= 2 and (bool(says) or (all(priced) and any(_is_rate(cell) for _, cell in row[1:])))


def _is_price(line: Line) -> bool:
    text = line.text
    if len(text) >= 80:
        return False
    found = PRICE.search(text)
    if found is None:
        return is_free(text) or is_contact(text)
    behind = text[found.end() :]
    return len(behind.split()) <= _MAX_TERMS or parse_per(behind) is not None


def _is_rate(cell: _Cell) -> bool:
    return any(parse_per(line.text[found.end() :]) for line in cell if (found := PRICE.search(line.text)))


def _features(
    rows: list[list[tuple[LexborNode, _Cell]]], prices: list[list[tuple[LexborNode, _Cell]]], column: int
) -> Iterator[str]:
    """Yield what the rows below say of a column: the row's label, with the cell's text where it is more than a tick."""
    for row in rows[:60]:
        label, (node, cell) = _text(row[0][1]), row[column]
        text = _text(cell)
        if row in prices or not label or len(label) > 120:
            continue
        mark = node.css_first("img[alt], [class*=check], [class*=tick], [class*=yes], [aria-label]")
        if _YES.match(text) or (not text and mark is not None and _YES_CLASS.search(class_words(mark))):
            yield label
        elif not _NO.fullmatch(text) and text and len(text) <= 80:
            yield f"{label}: {text}"


def _name(cell: _Cell) -> str | None:
    """Return what the head of a column or row names: its first line that is no badge and no price."""
    for line in cell[:6]:
        text = name_text(line)
        if is_badge(text) or not text:
            continue
        found = parse_line(text, 60)
        is_price = PRICE.search(text) or text.endswith("?") or len(text) > 40 or not re.search(r"[^\W\d_]", text)
        return None if is_price or line.block.tag == "button" else found
    return None


def _text(cell: _Cell) -> str:
    return " ".join(line.text for line in cell[:4])
