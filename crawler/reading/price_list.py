"""A price list in a file → an offer for each of its rows and prices."""

from collections.abc import Sequence

from crawler.errors import ReadError
from crawler.page import Page
from crawler.parsing.currency import find_sign, parse_currency
from crawler.parsing.language import decimal_sign, parse_domain_country, parse_language
from crawler.parsing.line import parse_line
from crawler.parsing.price import PRICE, Hints, is_certain
from crawler.parsing.tax import parse_tax_included
from crawler.reading.document import read_document
from crawler.reading.price_apart import told_apart
from crawler.reading.price_rows import Ground, read_rows
from crawler.reading.price_table import Found, find_tables
from crawler.reading.price_words import CURRENCY_NAMES, NOTES, language_of
from crawler.records.offer import Offer
from crawler.records.reading import About, Reading, Word

MAX_OFFERS = 20_000
_MOST_NOTES = 500


def read_price_list(page: Page) -> Reading:
    """Return the offers of a price list; a document without a table of prices is of type other and says nothing.

    Each row has an address of its own, ``<document>#<article number or name>``: it is a thing of its own, which the
    document names and is the page of.
    """
    found = find_tables(read_document(page))
    language = parse_language(page.headers.get("content-language")) or language_of(found.headings)
    title = parse_line(next(iter(found.notes), None))
    if not found.tables:
        return Reading(about=About(title=title, language=language))
    ground = _ground(page, found, language)
    offers: list[Offer] = []
    for table in found.tables:
        offers += read_rows(table, ground)
        if len(offers) > MAX_OFFERS:
            raise ReadError("too_large", f"a price list of over {MAX_OFFERS} prices")
    about = About(
        type="price_list",
        title=title,
        language=language,
        country=ground.hints.country,
        currency=ground.currency,
        tax_included=ground.tax_included,
        looked_for=("offer",),
    )
    return Reading(about=about, words=tuple(Word(witness="text", record=offer) for offer in told_apart(offers)))


def _ground(page: Page, found: Found, language: str | None) -> Ground:
    country = parse_domain_country(page.host)
    texts = [
        row[column.place].text
        for table in found.tables
        for column in table.prices()
        for row in table.rows[:1000]
        if column.place < len(row) and row[column.place].number is None
    ]
    signs = {sign for text in texts if (sign := is_certain(text))}
    sign = signs.pop() if len(signs) == 1 else None
    hints = Hints(country=country, decimal_sign=sign or (decimal_sign(language, country) if not signs else None))
    notes = found.notes[:_MOST_NOTES]
    return Ground(
        url=page.url,
        hints=hints,
        currency=_currency(notes, hints),
        tax_included=_tax(notes),
        by_sheet=len({table.sheet for table in found.tables}) > 1,
    )


def _currency(notes: Sequence[str], hints: Hints) -> str | None:
    """Return the one currency that notes on prices name; one beside an amount is not the list's."""
    told = [note for note in notes if NOTES.search(note) and not PRICE.search(note)]
    codes = {parse_currency(sign, hints.country) for note in told if (sign := find_sign(note))}
    codes |= {code for note in told for code, name in CURRENCY_NAMES if name.search(note)}
    return codes.pop() if len(codes) == 1 else None


def _tax(notes: Sequence[str]) -> bool | None:
    said = {tax for note in notes if (tax := parse_tax_included(note)) is not None}
    return said.pop() if len(said) == 1 else None
