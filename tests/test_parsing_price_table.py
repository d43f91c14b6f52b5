"""Prices as shops write them: ``tests/parsing/prices.tsv``, one string a line, all right or None.

Origin of a string: price-parser's tests (BSD licence) collect real ones; the others are written by the authors of the
table after the habit of shops in the named countries. A bug found is a row added.
"""

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.parsing.price import parse_price

TABLE = Path(__file__).parent / "parsing" / "prices.tsv"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"])
def test_a_price_is_read_as_its_shop_means_it(row: dict[str, str]) -> None:
    text = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), row["text"])
    price = parse_price(text)
    candidates = () if row["candidates"] == "-" else tuple(map(Decimal, row["candidates"].split()))
    if row["amount"] == "-" and not candidates:
        assert price is None, row["origin"]
        return
    assert price is not None, row["origin"]
    assert price.amount == (None if row["amount"] == "-" else Decimal(row["amount"])), row["origin"]
    assert price.currency == (None if row["currency"] == "-" else row["currency"])
    assert price.candidates == candidates
    assert price.type == ("exact" if row["type"] == "-" else row["type"])


@given(st.text("0123456789.,'’ -–+%/()€$₽₸RpCHFxkmforотноabпо\u00a0\u202f:;", max_size=60))
def test_any_text_gives_a_price_or_none_and_an_amount_or_its_readings(text: str) -> None:
    price = parse_price(text)
    if price is not None:
        assert (price.amount is None) == bool(price.candidates)
        assert price.amount is None or price.amount >= 0


def test_the_table_is_large_and_each_string_stands_once_per_origin() -> None:
    table = [(row["origin"], row["text"]) for row in rows()]
    assert len(table) == len(set(table)) >= 400
