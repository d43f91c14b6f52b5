"""Rows of a table of prices → offers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler.parsing.availability import parse_availability
from crawler.parsing.currency import find_sign, parse_currency
from crawler.parsing.identifier import parse_gtin
from crawler.parsing.line import parse_line
from crawler.parsing.number import to_money
from crawler.parsing.price import PRICE, Hints, Price, parse_price
from crawler.parsing.quantity import parse_min_quantity
from crawler.parsing.unit import parse_unit
from crawler.reading.document_grid import Cell, Row
from crawler.reading.money import with_list_price, with_price
from crawler.reading.price_column import Column
from crawler.reading.price_table import Table
from crawler.reading.price_words import NOTES, ON_REQUEST, role_of
from crawler.records.offer import Offer

_NOTHING = frozenset(("", "-", "–", "—", "--", "---", "x", "х", "n/a", "нет", "."))
_FREE_SHEET = re.compile(
    r"(?:sheet|лист|lapa|tabelle|feuil(?:le)?|hoja|парақ|table|page|стр\w*|tab)[\s_-]?\d*|\d+|prices?|price ?list|"
    r"прайс.*|cen[aā]s?|cenrādis|preise|preisliste|tarifs?|precios|harga|data|export|tdsheet",
    re.I,
)
"""Names of sheets that tell nothing of what stands on them."""
_LONGEST_CATEGORY = 100
_BESIDE = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What holds for all rows of a document."""

    url: str
    hints: Hints
    currency: str | None = None
    tax_included: bool | None = None
    by_sheet: bool = False
    """Do several sheets hold prices, so that their names are categories?"""


def read_rows(table: Table, ground: Ground) -> Iterator[Offer]:
    """Yield the offers of a table, a row's prices for several quantities or customers each by itself."""
    headings = {column.heading.casefold() for column in table.columns if column.heading}
    root = (table.sheet,) if ground.by_sheet and not _FREE_SHEET.fullmatch(table.sheet) and table.sheet else ()
    section = _Sections([table.above] if table.above and not NOTES.search(table.above) else [])
    for row in table.rows:
        cells = [cell for cell in row if cell.text]
        if len(cells) == 1:
            section.take(cells[0])
            continue
        if not cells or sum(cell.text.casefold() in headings for cell in cells) > 1:
            continue
        offers = list(_Reader(table, ground, (*root, *section.path)).read(row))
        if offers:
            section.close()
        yield from offers


class _Sections:
    """The headings between rows, from the root down."""

    def __init__(self, above: list[str]) -> None:
        self._levels: list[tuple[str, str]] = [("", above[0])] if above and _is_section(above[0]) else []
        self._closed = False

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(name for _, name in self._levels)

    def take(self, cell: Cell) -> None:
        """Take up a text that stands alone in its row. One that looks as an earlier one did stands on its level;
        where nothing tells levels apart, only the last one is sure."""
        if not _is_section(cell.text):
            return
        styles = [style for style, _ in self._levels]
        if cell.style and cell.style in styles:
            del self._levels[styles.index(cell.style) :]
        elif self._closed or not cell.style:
            self._levels.clear()
        self._levels = [*self._levels, (cell.style, cell.text)][-5:]
        self._closed = False

    def close(self) -> None:
        """Take note that rows have followed."""
        self._closed = True


def _is_section(text: str) -> bool:
    return (
        len(text) <= _LONGEST_CATEGORY
        and sum(map(str.isalpha, text)) > 2
        and "@" not in text
        and "://" not in text
        and not text.rstrip().endswith((".", ";", "!"))
        and not PRICE.search(text)
        and not re.search(r"\d{2}[./]\d{2}[./]\d{2,4}|\d{3}[- ]\d{2}[- ]\d{2}|\+\d{3}", text)
    )


@dataclass(frozen=True)
class _Reader:
    """Reads one row."""

    table: Table
    ground: Ground
    category: tuple[str, ...]

    def read(self, row: Row) -> Iterator[Offer]:
        base = self._described(row)
        if base is None:
            return
        columns = self.table.prices()
        listed = next((column for column in columns if column.role == "old"), None)
        for column in columns:
            if column.role == "old":
                continue
            offer = self._priced(base, row, column)
            if offer is None:
                continue
            if listed and column.customer_type is None and column.min_quantity in (None, 1):
                offer = with_list_price(offer, self._price(row, listed))
            yield offer

    def _described(self, row: Row) -> Offer | None:
        name, code = self._text(row, "name"), self._text(row, "code", 100)
        gtin = parse_gtin(self._text(row, "gtin", 50))
        name = name or self._text(row, "kind")
        if not (name or code or gtin) or (name and not code and role_of(name) == "none"):
            return None
        unit, _ = _unit(self._text(row, "unit", 50))
        stock = self._text(row, "stock", 100)
        category = self._text(row, "category", 200)
        return Offer(
            url=self.ground.url,
            name=name,
            brand=self._text(row, "brand", 200),
            sku=code,
            gtin=gtin,
            mpn=self._text(row, "mpn", 100),
            category=(category,) if category else self.category,
            availability=_availability(stock),
            availability_text=stock,
            min_quantity=_least(self._text(row, "least", 50)),
            unit=unit,
        )

    def _priced(self, base: Offer, row: Row, column: Column) -> Offer | None:
        cell = _at(row, column.place)
        if cell.text.casefold().strip() in _NOTHING:
            return None
        tier = column.min_quantity if column.min_quantity and column.min_quantity > 1 else None
        tax = column.tax_included if column.tax_included is not None else self.ground.tax_included
        offer = replace(base, customer_type=column.customer_type, min_quantity=tier or base.min_quantity)
        price = self._price(row, column)
        if price is None:
            if cell.number is None and not ON_REQUEST.fullmatch(cell.text.strip(" .*")) and not _says(cell.text):
                return None
            return replace(offer, price_text=cell.text)
        unit, _ = _unit_of_heading(column.heading) if offer.unit is None else (offer.unit, None)
        kind = "unit" if unit and price.type == "exact" else None
        return replace(with_price(replace(offer, unit=unit), price, kind), tax_included=tax)

    def _price(self, row: Row, column: Column) -> Price | None:
        cell = _at(row, column.place)
        currency = self._currency(row, column, cell)
        if cell.number is not None:
            if cell.number <= 0:
                return None
            return Price(text=cell.text, amount=to_money(cell.number), currency=currency)
        text = cell.text
        if not (PRICE.search(text) or _is_amount(text)):
            return None
        price = parse_price(text, replace(self.ground.hints, currency=currency or self.ground.hints.currency))
        if price is None or price.amount == 0:
            return None
        return replace(price, text=text[:100], currency=price.currency or currency)

    def _currency(self, row: Row, column: Column, cell: Cell) -> str | None:
        """Return the currency: the cell's own, its column's, its row's, the document's."""
        place = self.table.place("currency")
        beside = _at(row, column.place + 1).text if column.place + 1 < len(row) else ""
        signs = (
            cell.sign,
            find_sign(cell.text) if cell.number is None else None,
            column.currency,
            _at(row, place).text if place is not None else None,
            beside if len(beside) < 6 else None,
        )
        hints = self.ground.hints
        for sign in signs:
            if sign and (code := parse_currency(sign, hints.country)):
                return code
            if sign and find_sign(sign) == sign:
                return None  # a sign of several countries: what others say does not make it clear
        return self.ground.currency

    def _text(self, row: Row, role: str, limit: int = 500) -> str | None:
        place = self.table.place(role)
        text = parse_line(_at(row, place).text, limit) if place is not None else None
        return None if text is None or text.casefold() in _NOTHING else text


def _at(row: Row, place: int) -> Cell:
    return row[place] if place < len(row) else Cell()


def _is_amount(text: str) -> bool:
    """Is the text one number or a range, with no words but "from", a unit or the like?"""
    words = _BESIDE.findall(text)
    return any(map(str.isdigit, text)) and len(words) <= 2 and sum(map(len, words)) <= 8 and text.count(" ") <= 5


def _says(text: str) -> bool:
    return len(text) <= 40 and sum(map(str.isalpha, text)) > 2 and not any(map(str.isdigit, text))


def _unit(name: str | None) -> tuple[str | None, int]:
    """Return what a price is for when not for a piece: kg, m² …, else as it is written."""
    if name is None:
        return None, 1
    found = parse_unit(name.strip(" ."))
    if found is None:
        return name.casefold() if len(name) <= 20 and any(map(str.isalpha, name)) else None, 1
    unit, size = found
    return (None, 1) if unit == "piece" else (unit if size == 1 else name.casefold(), size)


_PER = re.compile(r"(?:/|(?<!\w)(?:per|за|за 1|par|pro|je|por|uz)\s)\s?(?:1\s)?([^\W\d_]{1,6}[²³23]?\.?)(?!\w)")


def _unit_of_heading(heading: str) -> tuple[str | None, int]:
    match = _PER.search(heading.casefold())
    return _unit(match[1]) if match and parse_unit(match[1].strip(".")) else (None, 1)


def _least(text: str | None) -> int | None:
    if text is None:
        return None
    whole = re.match(r"\D{0,10}(\d{1,6})(?![\d.,])", text)
    least = int(whole[1]) if whole else parse_min_quantity(text)
    return least if least and least > 1 else None


def _availability(text: str | None) -> str | None:
    if text is None:
        return None
    if re.fullmatch(r"[><≥]?\s?\d{1,7}(?:[.,]0+)?\s?\+?\s?(?:шт|pcs|gab|st|stk)?\.?", text.casefold()):
        return "InStock" if re.search(r"[1-9]", text) else "OutOfStock"
    if text.strip() in ("+", "++", "+++", "✓", "✔"):
        return "InStock"
    return parse_availability(text)
