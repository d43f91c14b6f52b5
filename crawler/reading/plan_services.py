"""Price lists of services on a pricing page, a hairdresser's or a workshop's → an offer for each row."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from selectolax.lexbor import LexborNode

from crawler.parsing.line import parse_line
from crawler.parsing.price import PRICE, Hints, Price, parse_price
from crawler.parsing.tax import parse_tax_included
from crawler.reading.document_grid import Cell, Grid, shown
from crawler.reading.money import with_price
from crawler.reading.nodes import chain, class_words
from crawler.reading.plan_cards import EXTRAS
from crawler.reading.plan_words import PERIODS, is_badge, is_free, parse_per, parse_unit
from crawler.reading.price_apart import told_apart
from crawler.reading.price_rows import Ground, read_rows
from crawler.reading.price_table import find_tables
from crawler.reading.price_words import ON_REQUEST
from crawler.reading.sheet import HEADINGS, Line, Piece, Sheet, is_struck, joined
from crawler.records.offer import Offer

MAX_OFFERS = 2000
LEAST_ROWS = 2
"""Fewer prices on a page are no price list."""
LEAST_BESIDE_PLANS = 5
"""Fewer prices on a page that has plans are what these charge for more than they include."""

_MAX_TABLES = 40
_MAX_CELLS = 5000
_MAX_LEVELS = 5
_MAX_ROW_LINES = 15
_MAX_ROW_TEXT = 140
_MAX_NAME = 100
_MAX_PRICE = 60
_ASIDE_TAGS = ("nav", "footer", "aside", "dialog", "blockquote", "details", "button", "form")
_ASIDE_CLASS = re.compile(
    r"faq|accordion|testimonial|review|question|blog|(?:^|[\s_-])(?:cart|basket|cookie\w*|total|ticker|marquee)(?:$|[\s_-])"
)
_DASHED = re.compile(r"(?<![\d.,])\d[\d'’ ]{0,9}[.,][-–—]{1,2}(?!\w)")
"""A price as Swiss and Nordic lists have it, without a currency: "72.-"."""
_FROM = re.compile(
    r"(?:^|[\s(–—-])(?:from|starting (?:at|from)|ab|à partir de|dès|desde|a partir de|mulai(?: dari)?|no|sākot no|от|"
    r"бастап|price|цена|cena|preis|prix|precio|harga|up to|bis|до)\W*$",
    re.I,
)
_EDGES = re.compile(r"^[^\w(«„“\"]+|[\s:–—.…·•|=_-]+$")
_SAYING = re.compile(
    r"\b(?:save|off|discount|instead|was|deposit|minimum|budget|revenue|total|subtotal|delivery|shipping|over|"
    r"скидк\w+|экономи\w+|вместо|предоплат\w+|доставк\w+|итого|atlaide|rabatt|sparen|gesamt|versand|réduction|"
    r"livraison|descuento|ahorr\w+|envío|hemat|diskon|ongkir)\b",
    re.I,
)


@dataclass(frozen=True)
class _Row:
    """One name with its price, outside tables."""

    holder: int
    """``mem_id`` of the element that holds it and its like."""
    name: str
    at: int
    """Number of the line that holds the name."""
    line: Line
    """The line that holds the price."""
    price: str
    """The price, with what stands before and behind it in its line."""


def read_services(sheet: Sheet, hints: Hints, plans: Collection[str] = ()) -> list[Offer]:
    """Return an offer for each row of the page's price lists, each with an address behind the page's own;
    ``plans`` are the names of the plans that the page has."""
    tax = next((said for line in sheet.lines if (said := parse_tax_included(line.text)) is not None), None)
    tables = dict(_tables(sheet, hints, tax))
    found = [row for rows in tables.values() for row in rows] + list(_lists(sheet, hints, tax, tables.keys()))
    known = {name.casefold() for name in plans}
    if known:
        found = [row for row in found if (row.name or "").casefold() not in known and not _is_of_plans(row)]
    return told_apart(found)[:MAX_OFFERS] if len(found) >= (LEAST_BESIDE_PLANS if known else LEAST_ROWS) else []


def _is_of_plans(row: Offer) -> bool:
    """Tell whether a row of a page with plans is what these cost besides."""
    return row.unit in PERIODS or any(EXTRAS.search(name) for name in row.category)


def _tables(sheet: Sheet, hints: Hints, tax: bool | None) -> Iterator[tuple[int, list[Offer]]]:
    """Yield the rows of each table that is headed as price lists are, or holds names and one column of prices,
    with its ``mem_id``."""
    ground = Ground(url=sheet.page.url, hints=hints, tax_included=tax)
    for node in sheet.page.tree.css("table")[:_MAX_TABLES]:
        if node.css_first("table table") is not None:
            continue
        rows = [row for table in find_tables([Grid(rows=_grid(node))]).tables for row in read_rows(table, ground)]
        if kept := [row for row in rows if row.price is not None or row.price_candidates or _is_on_request(row)]:
            yield node.mem_id, kept


def _is_on_request(row: Offer) -> bool:
    return ON_REQUEST.fullmatch((row.price_text or "").strip(" .*")) is not None


def _grid(table: LexborNode) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    left = _MAX_CELLS
    for row in table.css("tr"):
        cells: list[Cell] = []
        for cell in row.iter():
            if cell.tag not in ("td", "th"):
                continue
            written = cell.attributes.get("colspan") or "1"
            span = max(1, min(int(written), 20)) if written.isdigit() and len(written) < 4 else 1
            cells += [Cell(text=shown(cell.text(separator=" ")), span=span), *[Cell()] * (span - 1)]
        left -= len(cells)
        if left < 0:
            break
        rows.append(cells)
    return rows


def _lists(sheet: Sheet, hints: Hints, tax: bool | None, read: Collection[int]) -> Iterator[Offer]:
    """Yield the rows that stand beside others of their kind, under the heading above them;
    ``read`` are the tables that are read already."""
    rows = [row for row in _rows(sheet) if not any(one.mem_id in read for one in chain(row.line.block, 6))]
    beside: dict[int, int] = {}
    for row in rows:
        beside[row.holder] = beside.get(row.holder, 0) + 1
    kept: dict[int, _Row] = {row.at: row for row in rows if beside[row.holder] > 1}
    heading: str | None = None
    for at, line in enumerate(sheet.lines):
        if at not in kept:
            is_title = line.heading not in (None, "h1") and not PRICE.search(line.text)
            heading = parse_line(line.text, _MAX_NAME) if is_title else heading
        elif price := _price(row := kept[at], hints):
            offer = Offer(
                url=sheet.page.url,
                name=parse_line(row.name, _MAX_NAME),
                category=(heading,) if heading else (),
                unit=parse_per(row.price) or parse_unit(row.price),
                tax_included=tax,
            )
            yield with_price(offer, price, _kind(row, price))


def _kind(row: _Row, price: Price) -> str | None:
    if _FROM.match(f"{row.price.split()[0]} ") and price.type not in ("exact", "range"):
        return "from"  # "от 1 500 ₽/час"
    if parse_per(row.price) and price.type != "range":
        return "subscription"
    return "exact" if price.type in ("unit", "subscription") else None


def _rows(sheet: Sheet) -> Iterator[_Row]:
    for at, line in enumerate(sheet.lines):
        text = _text(line)
        if len(text) > _MAX_ROW_TEXT or line.stands_in(*_ASIDE_TAGS) or _SAYING.search(text):
            continue
        match = PRICE.search(text) or _DASHED.search(text)
        if match is None or any(_ASIDE_CLASS.search(class_words(node)) for node in chain(line.block, 4)):
            continue
        ahead = text[: match.start()]
        from_ = _FROM.search(ahead)
        name = ahead[: from_.start()] if from_ else ahead
        price = text[from_.start() if from_ else match.start() :].lstrip(" (–—-").rstrip(" (")
        if _is_name(_EDGES.sub("", name)):
            yield _Row(_holder(line), _EDGES.sub("", name), at, line, price)
        elif not _EDGES.sub("", name) and (found := _named(sheet, line, at)):
            holder, place, name = found
            yield _Row(holder, name, place, line, price)


def _text(line: Line) -> str:
    return joined([(piece, piece.text) for piece in _pieces(line)])


def _pieces(line: Line) -> list[Piece]:
    return [piece for piece in line.pieces if not is_struck(piece.node) and not is_badge(piece.text)]


def _holder(line: Line) -> int:
    """Return what holds the rows of a list: a row is a block of its own, or one line of a block among others."""
    return line.block.parent.mem_id if line.block.parent is not None else line.block.mem_id


def _named(sheet: Sheet, line: Line, at: int) -> tuple[int, int, str] | None:
    """Return the holder of a row whose price stands alone in its line, and the line and text of its name."""
    before = sheet.lines[at - 1] if at else None
    if before is not None and before.block.parent is not None and line.block.parent is not None:
        pair = before.block.tag, line.block.tag
        if before.block.parent.mem_id == line.block.parent.mem_id and (pair == ("dt", "dd") or pair[0] in HEADINGS):
            name = _EDGES.sub("", _text(before))
            if pair[0] == "dt" and _is_name(name):
                return line.block.parent.mem_id, at - 1, name
    for kid, parent in list(pairwise(chain(line.block)))[:_MAX_LEVELS]:
        if kid.tag in ("body", "main", "html"):
            break
        first, last = sheet.spans.get(kid.mem_id, (at, at))
        if last - first >= _MAX_ROW_LINES:
            break
        held = range(first, last + 1)
        if any(other != at and PRICE.search(sheet.lines[other].text) for other in held if not _is_deep(sheet, other)):
            break  # it holds several rows
        for place in range(first, at):
            name = _EDGES.sub("", _text(sheet.lines[place]))
            if _is_name(name) and not is_free(name):
                return parent.mem_id, place, name
    return None


def _is_deep(sheet: Sheet, at: int) -> bool:
    """Tell whether a line is of a list inside a row, which says what the row includes."""
    return sheet.lines[at].stands_in("li", "p")


def _is_name(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters > 2 and len(text) <= _MAX_NAME and not text.endswith(("?", "!")) and not PRICE.search(text)


def _price(row: _Row, hints: Hints) -> Price | None:
    """Return a row's price; of several columns of prices the lowest, "from"."""
    text = row.price[:_MAX_PRICE]
    price = parse_price(text, hints)
    if price is not None and _DASHED.search(text) and not PRICE.search(text):
        return replace(price, text=text)
    columns = [piece for piece in _pieces(row.line) if PRICE.fullmatch(piece.text)]
    if len(columns) > 1:
        prices = [found for piece in columns if (found := parse_price(piece.text, hints)) and found.amount is not None]
        if len(prices) == len(columns) and len({found.currency for found in prices}) == 1:
            lowest = min(prices, key=lambda found: found.amount or 0)
            is_one = len({found.amount for found in prices}) == 1
            return _of_text(lowest, text, None if is_one else "from")
    if price is None and (match := PRICE.search(text)):
        price = parse_price(match.group(), hints)  # "25 € / 30 min"
    return _of_text(price, text) if price is not None and price.amount != 0 else None


def _of_text(price: Price, text: str, kind: str | None = None) -> Price:
    return replace(price, text=parse_line(text, _MAX_PRICE) or price.text, type=kind or price.type)
