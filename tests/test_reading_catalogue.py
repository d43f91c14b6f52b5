"""Catalogues as sites offer them: what the pairs under ``sources/site`` do not show."""

import gzip
import json
from contextlib import suppress
from decimal import Decimal

import pytest

from crawler.errors import ReadError
from crawler.page import Page
from crawler.parsing.endpoint import endpoint_address
from crawler.records.offer import Offer
from crawler.records.reading import Reading
from crawler.sources.site import read

HOME = "https://shop.example/"
SHOPIFY = endpoint_address("shopify", HOME) or ""
WOO = endpoint_address("woocommerce", f"{HOME}wp-json/") or ""
POSTS = endpoint_address("wordpress", f"{HOME}wp-json/") or ""
MAGENTO = endpoint_address("magento", HOME) or ""


def reading(url: str, body: object, headers: dict[str, str] | None = None) -> Reading:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read(Page(url, 200, headers or {}, raw))


def offers(found: Reading) -> list[Offer]:
    return [word.record for word in found.words if isinstance(word.record, Offer)]


def shopify(*variants: object, **fields: object) -> Offer:
    [offer] = offers(
        reading(SHOPIFY, {"products": [{"handle": "mug", "title": "Mug", "variants": variants, **fields}]})
    )
    return offer


def feed(*items: str) -> list[Offer]:
    text = f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{"".join(items)}</channel></rss>'
    return offers(reading(HOME + "feed.xml", text.encode()))


@pytest.mark.parametrize(
    "body", [b"<!doctype html><h1>Shop</h1><p>5.00 EUR</p>", b"", b"null", b"{}", b'{"code": "x"}']
)
@pytest.mark.parametrize("url", [SHOPIFY, WOO, POSTS, MAGENTO])
def test_what_is_no_answer_of_an_endpoint_is_no_page_without_things_but_an_error(url: str, body: bytes) -> None:
    with pytest.raises(ReadError, match="no_endpoint"):
        reading(url, body)


def test_an_empty_page_of_an_endpoint_names_nothing() -> None:
    found = reading(SHOPIFY, {"products": []})
    assert (found.about.type, found.about.named, found.words) == ("feed", (), ())
    assert reading(WOO, []).about.named == ()


def test_pages_of_one_endpoint_are_one_series_and_lead_to_the_next() -> None:
    products = [{"handle": f"m{n}", "title": "M", "variants": []} for n in range(250)]
    found = reading(SHOPIFY, {"products": products})
    assert found.about.series == SHOPIFY.replace("page=1", "page=0")
    assert found.about.series_pages == (SHOPIFY.replace("page=1", "page=2"),)
    post = {"link": f"{HOME}a/", "title": {"rendered": "A"}, "date_gmt": "2026-03-01T00:00:00"}
    assert reading(POSTS, [post], {"x-wp-totalpages": "1"}).about.series_pages == ()
    assert reading(POSTS, [post], {"x-wp-totalpages": "2"}).about.series_pages == (POSTS.replace("&page=1", "&page=2"),)


def test_what_php_warns_of_before_the_answer_and_a_byte_order_mark_do_no_harm() -> None:
    post = json.dumps([{"link": f"{HOME}a/", "title": {"rendered": "A"}}]).encode()
    assert reading(POSTS, b"<br />\n<b>Warning</b>: in {x} on line 7<br />" + post).about.named == (f"{HOME}a/",)
    assert reading(POSTS, b"\xef\xbb\xbf\n" + post).about.named == (f"{HOME}a/",)


def test_prices_of_shopify_are_decimal_texts_and_never_numbers() -> None:
    assert shopify({"price": "1299.00"}).price == Decimal("1299.00")
    assert shopify({"price": "1299"}).price == Decimal("1299.00")
    assert shopify({"price": 129900}).price is None
    assert shopify({"price": 1299.5}).price is None
    for written in ("0.00", "9" * 30, "-5.00", "1.2.3", "NaN", "1e9", "x"):
        assert shopify({"price": written}).price is None


def test_variants_are_one_offer_from_the_cheapest() -> None:
    small, large = {"price": "10.00", "sku": "S", "available": False}, {"price": "12.00", "sku": "L", "available": True}
    offer = shopify(small, large)
    assert (offer.price, offer.price_type, offer.variant, offer.sku) == (Decimal("10.00"), "from", None, None)
    assert offer.availability == "InStock"
    same = shopify(small, {**large, "price": "10.00"})
    assert (same.price, same.price_type) == (Decimal("10.00"), "exact")
    assert shopify(small).availability == "OutOfStock"
    assert shopify({"price": "10.00"}).availability is None


def test_a_list_price_is_one_only_above_the_price() -> None:
    assert shopify({"price": "10.00", "compare_at_price": "12.00"}).list_price == Decimal("12.00")
    for before in ("10.00", "8.00", "0.00", "", None):
        assert shopify({"price": "10.00", "compare_at_price": before}).list_price is None


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        ("1499.00 RUB", (Decimal("1499.00"), "RUB")),
        ("1499 EUR", (Decimal("1499.00"), "EUR")),
        ("EUR 14.99", (Decimal("14.99"), "EUR")),
        ("14,99 EUR", (Decimal("14.99"), "EUR")),
        ("1,499.00 USD", (Decimal("1499.00"), "USD")),
        ("1.499 EUR", (None, None)),
        ("14.99", (Decimal("14.99"), None)),
        ("0.00 EUR", (None, None)),
        ("-5.00 EUR", (None, None)),
        ("from 5.00 EUR", (None, None)),
        ("5.00 EUR 6.00 EUR", (None, None)),
        ("", (None, None)),
    ],
)
def test_prices_of_product_feeds(price: str, expected: tuple[Decimal | None, str | None]) -> None:
    [offer] = feed(f"<item><link>{HOME}a</link><g:price>{price}</g:price></item>")
    assert (offer.price, offer.currency) == expected


def test_an_atom_feed_links_by_attribute() -> None:
    entry = (
        f"<entry><g:id>7</g:id><title>A</title><link rel='alternate' href='{HOME}a'/><g:price>5 EUR</g:price></entry>"
    )
    text = f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">{entry}</feed>'
    [offer] = offers(reading(HOME + "atom.xml", text.encode()))
    assert (offer.url, offer.sku, offer.price) == (HOME + "a", "7", Decimal("5.00"))


def test_a_packed_feed_is_unpacked() -> None:
    yml = f"<yml_catalog><offers><offer id='1'><url>{HOME}a</url><price>5</price></offer></offers></yml_catalog>"
    assert [o.price for o in offers(reading(HOME + "yml.xml.gz", gzip.compress(yml.encode())))] == [Decimal("5.00")]


def test_addresses_that_differ_by_more_than_a_choice_are_pages_of_their_own() -> None:
    item = "<item><link>{}</link><g:price>5 EUR</g:price><g:item_group_id>g</g:item_group_id></item>"
    scripts = [item.format(f"{HOME}index.php?route=product&amp;product_id={n}") for n in (1, 2)]
    assert [o.url for o in feed(*scripts)] == [f"{HOME}index.php?route=product&product_id={n}" for n in (1, 2)]
    paths = [item.format(f"{HOME}shoe-{colour}?size=7") for colour in ("red", "blue")]
    assert [o.url for o in feed(*paths)] == [f"{HOME}shoe-red?size=7", f"{HOME}shoe-blue?size=7"]
    sizes = [item.format(f"{HOME}shoe?colour=red&amp;size={n}") for n in (7, 8)]
    assert [o.url for o in feed(*sizes)] == [f"{HOME}shoe?colour=red"]


WRONG: list[object] = [
    None,
    True,
    7,
    7.5,
    "x",
    [],
    {},
    [[]],
    [{}],
    {"products": [None, 7, {"handle": [], "variants": {}}]},
]
ITEMS: list[object] = [
    {"handle": "a", "title": [], "variants": [None, {"price": {}, "available": []}, {"price": "x", "sku": {}}]},
    {"permalink": HOME + "a", "name": {}, "prices": {"price": [], "currency_minor_unit": "2", "price_range": 5}},
    {"permalink": HOME + "b", "prices": {"price": "9" * 50, "currency_minor_unit": 2}, "low_stock_remaining": "x"},
    {"permalink": HOME + "c", "prices": {}, "review_count": True, "average_rating": "NaN", "categories": "x"},
    {"link": HOME + "d", "title": 7, "date_gmt": {}},
    {"url_key": "e", "price_range": {"minimum_price": [], "maximum_price": {"final_price": {"value": "1e9"}}}},
    {"url_key": "f", "price_range": {"minimum_price": {"final_price": {"value": -5, "currency": 7}}}},
]


def offers_or_none(url: str, body: object) -> list[Offer]:
    """Return what is read; nothing from what is no answer of an endpoint."""
    with suppress(ReadError):
        return offers(reading(url, body))
    return []


@pytest.mark.parametrize("url", [SHOPIFY, WOO, POSTS, MAGENTO])
def test_wrong_types_cost_one_value_each_and_are_no_fault_of_ours(url: str) -> None:
    for value in [*WRONG, ITEMS]:
        shapes: tuple[object, ...] = (value, {"products": value}, {"data": {"products": {"items": value}}})
        for body in (*shapes, {"data": {"products": value}}):
            assert all(offer.price is None for offer in offers_or_none(url, body))


HOSTILE = {
    "open offers": b"<yml_catalog>" + b"<offer>" * 300_000,
    "open elements": b"<yml_catalog><offer>" + b"<a>" * 1_000_000 + b"</offer>",
    "many names": b"<yml_catalog>" + (b"<offer>" + b"".join(b"<a%d>" % n for n in range(9000)) + b"</offer>") * 30,
    "open sections": b"<yml_catalog><offer>" + b"<![CDATA[" * 300_000 + b"</offer>",
    "categories in a circle": b"<yml_catalog><categories><category id='1' parentId='1'>a</category></categories>"
    b"<offer><url>https://shop.example/a</url><categoryId>1</categoryId></offer>",
    "one group": b"<yml_catalog>"
    + b"".join(b"<offer group_id='g'><url>https://shop.example/a?%d</url></offer>" % n for n in range(30_000)),
    "attributes": b"<yml_catalog><offer " + b"a='1' " * 100_000 + b"></offer>",
    "entities": b"<!DOCTYPE y [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><yml_catalog><offer><name>&b;</name></offer>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_feeds_are_read_within_bounds(body: bytes) -> None:
    found = reading(HOME + "yml.xml", body)
    assert found.about.type == "feed"
    assert len(found.words) <= 20_000
    assert all(len(offer.name or "") <= 500 and len(offer.category) <= 10 for offer in offers(found))
