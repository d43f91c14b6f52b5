"""Counts, times, availability, identifiers, lines and JSON as pages write them."""

import pytest

from crawler.parsing.availability import is_buy_button, parse_availability, parse_condition
from crawler.parsing.count import parse_count
from crawler.parsing.identifier import parse_gtin
from crawler.parsing.json_text import parse_json
from crawler.parsing.language import decimal_sign, parse_domain_country, parse_language
from crawler.parsing.line import parse_line, parse_markup
from crawler.parsing.time import find_day, parse_time


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1,204 views", 1204),
        ("1.204 views", 1204),  # a count has no fraction
        ("1 204 просмотров", 1204),
        ("1.2k", 1200),
        ("1,2 тыс.", 1200),
        ("3.4M views", 3_400_000),
        ("12 Comments", 12),
        ("Comments (7)", 7),
        ("No comments yet", 0),
        ("0", 0),
        ("4.5 out of 5", None),
        ("4.5", None),
        ("50%", None),
        ("500+", 500),
        ("", None),
        (None, None),
        ("many", None),
    ],
)
def test_a_count_is_read_when_the_text_has_exactly_one(text: str | None, count: int | None) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-03-05T10:00:00+02:00", "2026-03-05T08:00:00Z"),
        ("2026-03-05T10:00:00.123Z", "2026-03-05T10:00:00Z"),
        ("2026-03-05T23:30:00-0200", "2026-03-06T01:30:00Z"),
        ("2026-03-05 10:00", "2026-03-05"),  # without a zone only the day is sure
        ("2026-03-05", "2026-03-05"),
        ("20260305", "2026-03-05"),
        ("Tue, 03 Feb 2026 10:15:00 +0100", "2026-02-03T09:15:00Z"),
        ("Tue, 03 Feb 2026 10:15:00 GMT", "2026-02-03T10:15:00Z"),
        ("3 Feb 2026 10:15:00 EST", "2026-02-03T15:15:00Z"),
        ("Tue, 03 Feb 2026 10:15:00 -0000", "2026-02-03"),
        ("March 5, 2026", "2026-03-05"),
        ("Mar. 5th, 2026", "2026-03-05"),
        ("5 March 2026", "2026-03-05"),
        ("5-Sep-2026", "2026-09-05"),
        ("Posted on 21st of January 2026 by Ann", "2026-01-21"),
        ("25/04/2026", "2026-04-25"),
        ("04/25/2026", "2026-04-25"),
        ("04/04/2026", "2026-04-04"),
        ("05.03.2026", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("03/04/2026", None),
        ("31/02/2026", None),
        ("2026-13-40", None),
        ("5 March", None),
        ("3 days ago", None),
        ("1 March 2026 – 5 March 2026", None),
        ("9999-12-31T23:59:59-14:00", None),
        (None, None),
    ],
)
def test_a_time_is_in_utc_a_day_stays_a_day_and_nothing_is_guessed(text: str | None, time: str | None) -> None:
    assert parse_time(text) == time


def test_the_written_day_is_cut_out_of_a_line_that_also_counts() -> None:
    assert find_day("28.02.2026, R. Ozols | 1,204 views") == "28.02.2026"
    assert find_day("1 May 2026 to 3 May 2026") is None


@pytest.mark.parametrize(
    ("text", "availability"),
    [
        ("https://schema.org/InStock", "InStock"),
        ("http://schema.org/OutOfStock/", "OutOfStock"),
        ("LimitedAvailability", "LimitedAvailability"),
        ("in_stock", "InStock"),
        ("out of stock", "OutOfStock"),
        ("SoldOut", "OutOfStock"),
        ("preorder", "PreOrder"),
        ("available for order", "BackOrder"),
        ("In stock, ready to ship", "InStock"),
        ("Only 3 left in stock", "LimitedAvailability"),
        ("Currently unavailable.", "OutOfStock"),
        ("Not in stock", "OutOfStock"),
        ("E-mail me when it is back in stock", "OutOfStock"),
        ("Available on backorder", "BackOrder"),
        ("Pre-order now", "PreOrder"),
        ("This model has been discontinued", "Discontinued"),
        ("This item is no longer available", "Discontinued"),
        ("Free delivery", None),
        ("Availability", None),
        ("", None),
        (None, None),
    ],
)
def test_availability_is_schema_orgs_name(text: str | None, availability: str | None) -> None:
    assert parse_availability(text) == availability


def test_condition_is_schema_orgs_name() -> None:
    assert parse_condition("https://schema.org/RefurbishedCondition") == "RefurbishedCondition"
    assert parse_condition("used") == "UsedCondition"
    assert parse_condition("like a dream") is None


@pytest.mark.parametrize("label", ["Add to cart", "Add to my bag", "Buy now", "Put into basket", "+ Add to basket"])
def test_a_label_that_buys_is_known(label: str) -> None:
    assert is_buy_button(label)


@pytest.mark.parametrize("label", ["Buying guide", "Cart", "View basket", "Add to wish list", "Sold out"])
def test_a_label_that_does_not_buy_is_none(label: str) -> None:
    assert not is_buy_button(label)


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("4006381333931", "4006381333931"),
        ("4006381-333931", "4006381333931"),
        ("4 006381 333931", "4006381333931"),
        ("96385074", "96385074"),
        ("036000291452", "036000291452"),
        ("0036000291452", "0036000291452"),
        ("00036000291452", "00036000291452"),
        ("04006381333931", "04006381333931"),
        ("10012345678902", "10012345678902"),
        ("978-3-16-148410-0", "9783161484100"),
        ("ISBN-13: 978-3-16-148410-0", "9783161484100"),
        ("EAN: 4006381333931", "4006381333931"),
        ("UPC 036000291452", "036000291452"),
        ("GTIN-13 4006381333931", "4006381333931"),
    ],
)
def test_a_gtin_with_the_right_check_digit_is_kept(text: str, gtin: str) -> None:
    assert parse_gtin(text) == gtin


@pytest.mark.parametrize(
    "text", ["2012345000003", "2912345678907", "0212345678900", "0412345678908", "212345678900", "02012347", "20123451"]
)
def test_a_number_that_a_shop_gave_for_itself_is_no_gtin(text: str) -> None:
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(text[:-1]), 1))
    assert parse_gtin(text[:-1] + str(-weighted % 10)) is None


@pytest.mark.parametrize(
    "text",
    [
        "4006381333932",
        "0000000000000",
        "12345",
        "40063813339A1",
        "3-16-148410-X",
        "9912345678903",
        "SKU 4006381333931",
        "",
        None,
        "٤٠٠٦٣٨١٣٣٣٩٣١",
    ],
)
def test_anything_else_is_no_gtin(text: str | None) -> None:
    assert parse_gtin(text) is None


def test_a_line_has_no_control_characters_no_surrogates_and_an_end() -> None:
    assert parse_line(" a\x00b\u202ec\ud800\n\td\u200b ") == "abc d"
    assert parse_line("x" * 2000) == "x" * 500
    assert parse_line("\x00\u200b") is None


def test_markup_in_structured_data_is_read_as_it_would_show() -> None:
    assert parse_markup("Salt &amp; <i>pepper</i><br>mill") == "Salt & pepper mill"
    assert parse_markup("2 < 3") == "2 < 3"


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "Kettle"}',
        '{"name": "Kettle",}',
        '<!-- {"name": "Kettle"} -->',
        '//<![CDATA[\n{"name": "Kettle"}\n//]]>',
        '/* <![CDATA[ */ {"name": "Kettle"} /* ]]> */',
        '{"name": "Ket\ttle"}'.replace("\t", ""),
        "{&quot;name&quot;: &quot;Kettle&quot;}",
        '\ufeff{"name": "Kettle"};',
        '{"name": "Kettle" /* the copper one */}',
    ],
)
def test_json_is_read_as_shops_write_it(text: str) -> None:
    assert parse_json(text) == [{"name": "Kettle"}]


def test_commas_and_comments_inside_strings_stay() -> None:
    assert parse_json('{"a": "x, } /* y */",}') == [{"a": "x, } /* y */"}]


def test_raw_line_ends_and_bad_escapes_in_strings_are_mended() -> None:
    assert parse_json('{"a": "one\ntwo", "b": "it\\\'s"}') == [{"a": "one two", "b": "it's"}]


def test_lone_surrogates_are_dropped_and_pairs_stay() -> None:
    assert parse_json('{"a": "x\\ud800y \\ud83d\\ude00"}') == [{"a": "xy 😀"}]


def test_several_objects_in_one_block_are_all_read() -> None:
    assert parse_json('{"a": 1}\n{"a": 2}') == [{"a": 1}, {"a": 2}]


def test_deep_nesting_is_given_up_not_followed() -> None:
    assert parse_json("[" * 100_000) == []
    assert parse_json("{" * 100_000) == []


def test_language_country_and_decimal_sign() -> None:
    assert parse_language("eng") == "en"
    assert parse_language("") is None
    assert parse_domain_country("shop.com.au") == "AU"
    assert parse_domain_country("127.0.0.1") is None
    assert decimal_sign("de", "CH") == "."
    assert decimal_sign(None, None) is None
    assert decimal_sign("en", "LV") is None
