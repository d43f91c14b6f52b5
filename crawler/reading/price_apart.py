"""Rows of price lists told apart: each a thing with an address of its own, unless nothing tells two from each other."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from urllib.parse import quote

from crawler.parsing.identifier import parse_text_id
from crawler.records.offer import Offer

_LONGEST_ADDRESS = 120
_UNSAFE = re.compile(r"""[\s#%<>"'`{}|\\^\[\]]""")


def told_apart(offers: Iterable[Offer]) -> list[Offer]:
    """Give each row an address of its own behind that of the document: its article number, else its name, else both.
    Rows that nothing tells apart are one, at the lowest price."""
    rows = list(offers)
    for of in (_code, _name, _both, _placed):
        names: dict[str, set[str | None]] = {}
        for row in rows:
            if row.variant is None and (value := of(row)):
                names.setdefault(value, set()).add(_both(row) if of is _code else _placed(row))
        single = {value for value, meant in names.items() if len(meant) == 1}
        rows = [replace(row, variant=of(row)) if row.variant is None and of(row) in single else row for row in rows]
    rows = [row if row.variant else replace(row, variant=_both(row) or None) for row in rows]
    rows = [replace(row, url=f"{row.url}#{row_address(row.variant)}", variant=None) for row in rows if row.variant]
    same: dict[tuple[object, ...], list[Offer]] = {}
    for row in rows:
        same.setdefault(tuple(getattr(row, name) for name in Offer.KEY), []).append(row)
    return [_joined(group) for group in same.values()]


def row_address(text: str) -> str:
    """Return what tells a row as the last part of an address.

    >>> row_address("H-100/2 #5")
    'H-100/2%20%235'
    """
    written = _UNSAFE.sub(lambda sign: quote(sign[0]), text)
    if len(written) <= _LONGEST_ADDRESS:
        return written
    return f"{written[:_LONGEST_ADDRESS]}~{parse_text_id(text)}"


def _code(row: Offer) -> str | None:
    return row.sku or row.gtin or row.mpn


def _name(row: Offer) -> str | None:
    return row.name if _code(row) is None else None


def _both(row: Offer) -> str | None:
    return ", ".join(part for part in (_code(row), row.name) if part) or None


def _placed(row: Offer) -> str | None:
    return ", ".join(part for part in (*row.category[-1:], _code(row), row.name) if part) or None


def _joined(rows: list[Offer]) -> Offer:
    """Return rows of one key as one: gross before net, then the lowest, "from" when prices differ."""
    priced = [row for row in rows if row.price is not None]
    if not priced:
        return rows[0]
    gross = [row for row in priced if row.tax_included]
    chosen = gross or priced
    if len({row.currency for row in chosen}) > 1:
        chosen = [row for row in chosen if row.currency == chosen[0].currency]
    best = min(chosen, key=lambda row: row.price or Decimal(0))
    return replace(best, price_type="from") if len({row.price for row in chosen}) > 1 else best
