"""Prices as shops write them. Origin of the strings: P = price-parser's test table, which collects prices of real shops
(BSD licence); S = seen on shops' pages by the authors of this table; a bug found is a row added."""

from decimal import Decimal

import pytest

from crawler.parsing.number import parse_number
from crawler.parsing.price import Hints, parse_price

CERTAIN = [
    # origin, text, amount, currency, type
    ("P", "22,90 €", "22.90", "EUR", "exact"),
    ("P", "1.599,00 € *", "1599.00", "EUR", "exact"),
    ("P", "Price: $129.00", "129.00", None, "exact"),
    ("P", "140,00 pln", "140.00", "PLN", "exact"),
    ("P", "běžná cena 590 Kč", "590.00", "CZK", "exact"),
    ("P", "4 980 Kč", "4980.00", "CZK", "exact"),
    ("P", "145,00 lei", "145.00", None, "exact"),
    ("P", "naša cena 21,95 €", "21.95", "EUR", "exact"),
    ("P", "450 000 ₫", "450000.00", "VND", "exact"),
    ("P", "CHF 47.00 *", "47.00", "CHF", "exact"),
    ("P", "£595.00", "595.00", "GBP", "exact"),
    ("P", "฿ 3.3900", "3.39", "THB", "exact"),
    ("P", "171900 руб.", "171900.00", "RUB", "exact"),
    ("P", "30 руб", "30.00", "RUB", "exact"),
    ("P", "7 990 kr", "7990.00", None, "exact"),
    ("P", "da € 72.00", "72.00", "EUR", "from"),
    ("P", "A partir de 11,70 €", "11.70", "EUR", "from"),
    ("P", "$24.99 with card", "24.99", None, "exact"),
    ("P", "DEM 170 000", "170000.00", None, "exact"),
    ("P", "€0.51", "0.51", "EUR", "exact"),
    ("P", "$.75", "0.75", None, "exact"),
    ("P", "1250€ 60", "1250.60", "EUR", "exact"),
    ("P", "35€ 99", "35.99", "EUR", "exact"),
    ("P", "3,822.00", "3822.00", None, "exact"),
    ("P", "1,099.99", "1099.99", None, "exact"),
    ("P", "Rp 31.500", "31500.00", "IDR", "exact"),
    ("P", "880,000 ₫", "880000.00", "VND", "exact"),
    ("P", "12,000원", "12000.00", "KRW", "exact"),
    ("P", "1.727 Ft", "1727.00", "HUF", "exact"),
    ("P", "50% off, now 12.50 EUR", "12.50", "EUR", "exact"),
    ("S", "1.299,00 €", "1299.00", "EUR", "exact"),
    ("S", "12 990,50 руб.", "12990.50", "RUB", "exact"),
    ("S", "CHF 1'299.00", "1299.00", "CHF", "exact"),
    ("S", "CHF 1’299.00", "1299.00", "CHF", "exact"),
    ("S", "99-149 €", "99.00", "EUR", "range"),
    ("S", "£10.00 – £20.00", "10.00", "GBP", "range"),
    ("S", "€5 to €9", "5.00", "EUR", "range"),
    ("S", "от 990 ₽", "990.00", "RUB", "from"),
    ("S", "From £15.00", "15.00", "GBP", "from"),
    ("S", "as low as €9.99", "9.99", "EUR", "from"),
    ("S", "€99+", "99.00", "EUR", "from"),
    ("S", "US$ 1,299.00", "1299.00", "USD", "exact"),
    ("S", "A$49.95", "49.95", "AUD", "exact"),
    ("S", "NZD $123.45", "123.45", "NZD", "exact"),
    ("S", "R$ 1.234,56", "1234.56", "BRL", "exact"),
    ("S", "₹1,29,900.00", "129900.00", "INR", "exact"),
    ("S", "₹ 1,29,900", "129900.00", "INR", "exact"),
    ("S", "1 299,90 zł", "1299.90", "PLN", "exact"),
    ("S", "45 990 ₸", "45990.00", "KZT", "exact"),
    ("S", "45 990 тг", "45990.00", "KZT", "exact"),
    ("S", "¥ 1 500 JPY", "1500.00", "JPY", "exact"),
    ("S", "EUR 12.50", "12.50", "EUR", "exact"),
    ("S", "12.50EUR", "12.50", "EUR", "exact"),
    ("S", "€19 per month", "19.00", "EUR", "subscription"),
    ("S", "€190/year", "190.00", "EUR", "subscription"),
    ("S", "£4.99/kg", "4.99", "GBP", "unit"),
    ("S", "€3.20 per 100 g", "3.20", "EUR", "unit"),
    ("S", "12,-\u00a0€", "12.00", "EUR", "exact"),
    ("S", "1\u202f399,00\u00a0€", "1399.00", "EUR", "exact"),
    ("S", "2.450,5 €", "2450.50", "EUR", "exact"),
    ("S", "€ 1.234.567", "1234567.00", "EUR", "exact"),
    ("S", "Free", "0.00", None, "exact"),
    ("S", "129.99 € incl. VAT", "129.99", "EUR", "exact"),
]  # fmt: skip


@pytest.mark.parametrize(("origin", "text", "amount", "currency", "kind"), CERTAIN)
def test_a_price_is_read_as_its_shop_means_it(
    origin: str, text: str, amount: str, currency: str | None, kind: str
) -> None:
    price = parse_price(text)
    assert price is not None, origin
    assert (price.amount, price.currency, price.type) == (Decimal(amount), currency, kind)
    assert price.candidates == ()


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("€ 1.299", ("1299.00", "1.299")),
        ("1,299 €", ("1299.00", "1.299")),
        ("$699,000", ("699000.00", "699.00")),
        ("129.900", ("129900.00", "129.90")),
        ("$120.00 $60.00", ("120.00", "60.00")),
    ],
)
def test_an_unclear_price_keeps_its_readings(text: str, candidates: tuple[str, ...]) -> None:
    price = parse_price(text)
    assert price is not None
    assert price.amount is None
    assert price.candidates == tuple(map(Decimal, candidates))


@pytest.mark.parametrize("text", [None, "", "call us", "Foo", "50%", "-10%", "Price on request", "1.2.3.4"])
def test_what_is_no_price_is_none(text: str | None) -> None:
    assert parse_price(text) is None


@pytest.mark.parametrize(
    ("text", "hints", "amount"),
    [
        ("1.299 €", Hints(decimal_sign=","), "1299.00"),
        ("1,299", Hints(decimal_sign="."), "1299.00"),
        ("1.299 €", Hints(decimal_sign="."), None),  # no euro price has three decimals: page and price contradict
        ("KWD 1.299", Hints(decimal_sign="."), "1.299"),
        ("KWD 1.299", Hints(decimal_sign=","), "1299.00"),
    ],
)
def test_the_pages_decimal_sign_settles_an_unclear_price(text: str, hints: Hints, amount: str | None) -> None:
    price = parse_price(text, hints)
    assert price is not None
    assert price.amount == (Decimal(amount) if amount else None)
    assert bool(price.candidates) == (amount is None)


@pytest.mark.parametrize(
    ("text", "hints", "currency"),
    [
        ("$5", Hints(), None),
        ("$5", Hints(country="CA"), "CAD"),
        ("$5", Hints(currency="AUD"), "AUD"),
        ("$5", Hints(currency="EUR"), None),  # the declared currency cannot be meant by this sign
        ("5 kr", Hints(country="SE"), "SEK"),
        ("5", Hints(currency="EUR"), None),  # no sign: the page's declaration is another witness
        ("£5", Hints(country="US"), "GBP"),
    ],
)
def test_a_sign_of_several_currencies_needs_the_country_or_a_fitting_declaration(
    text: str, hints: Hints, currency: str | None
) -> None:
    price = parse_price(text, hints)
    assert price is not None
    assert price.currency == currency


def test_the_price_keeps_its_own_part_of_the_text() -> None:
    price = parse_price("now only 1.299,00 € incl. VAT")
    assert price is not None
    assert price.text == "1.299,00 €"


@pytest.mark.parametrize("text", ["1.23.456,00,1", "12,34,56", "1..2", ",", "1,2345,678"])
def test_a_malformed_number_has_no_value(text: str) -> None:
    assert parse_number(text) == ()
