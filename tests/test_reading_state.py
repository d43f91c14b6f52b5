"""JSON that a rendered page fetched: what is taken from it for the page's own product, and what is left."""

import json
from decimal import Decimal

import pytest

from crawler.page import Page
from crawler.reading.site import read_page
from crawler.records.offer import Offer

NAME = "Copper Kettle 1.5 l"
URL = "https://shop.example/item/copper-kettle"


def offers(*answers: object, body: str = "", url: str = URL) -> dict[str, Offer]:
    """Return the offers of a rendered page by witness."""
    scripts = "".join(
        f'<script type="application/json" data-fetched-from="https://shop.example/api/{number}">'
        + json.dumps(answer).replace("<", "\\u003c")
        + "</script>"
        for number, answer in enumerate(answers)
    )
    html = (
        f"<!doctype html><html lang=en><title>{NAME} - Shop</title><body><div><h1>{NAME}</h1>{body}"
        f"<button>Add to cart</button></div>{scripts}</body></html>"
    )
    words = read_page(Page(url, 200, {"content-type": "text/html"}, html.encode())).words
    return {word.witness: word.record for word in words if isinstance(word.record, Offer)}


@pytest.mark.parametrize(
    ("answer", "price", "list_price", "currency", "availability"),
    [
        ({"name": NAME, "price": 49.9, "currency": "EUR", "stock": 4}, "49.90", None, "EUR", "InStock"),
        ({"product": {"title": NAME, "price": "49.90", "salePrice": "39.90"}}, "39.90", "49.90", None, None),
        ({"name": NAME, "price": 39.9, "oldPrice": 49.9, "inStock": False}, "39.90", "49.90", None, "OutOfStock"),
        ({"name": NAME, "priceCents": 4990, "currency": "EUR"}, "49.90", None, "EUR", None),
        ({"name": NAME, "price_in_cents": 4990}, "49.90", None, None, None),
        (
            {
                "name": NAME,
                "prices": {"price": "4990", "regular_price": "5990", "currency_code": "EUR", "currency_minor_unit": 2},
                "is_in_stock": True,
            },
            "49.90",
            "59.90",
            "EUR",
            "InStock",
        ),
        (
            {"name": NAME, "price": {"centAmount": 4990, "fractionDigits": 2, "currencyCode": "EUR"}},
            "49.90",
            None,
            "EUR",
            None,
        ),
        ({"name": NAME, "price": {"amount": "49.90", "currency": "EUR"}}, "49.90", None, "EUR", None),
        ({"name": NAME, "price": "12 990 ₸", "available": True}, "12990.00", None, "KZT", "InStock"),
        ({"name": NAME, "price": 4990}, "4990.00", None, None, None),  # nothing says that it counts in cents
        ({"name": NAME, "price": 0, "stock": {"status": "out_of_stock"}}, None, None, None, "OutOfStock"),
        ({"name": NAME, "price": 5, "inStock": True, "stock": 0}, "5.00", None, None, None),  # two things said
        ({"name": NAME, "stockStatus": "onbackorder", "price": 5}, "5.00", None, None, "BackOrder"),
    ],
)
def test_fields_are_read_by_the_general_habits_of_names(
    answer: object, price: str | None, list_price: str | None, currency: str | None, availability: str | None
) -> None:
    offer = offers(answer)["state"]
    assert offer.price == (Decimal(price) if price else None)
    assert offer.list_price == (Decimal(list_price) if list_price else None)
    assert (offer.currency, offer.availability) == (currency, availability)


def test_identifiers_and_brand_are_read() -> None:
    answer = {"name": NAME, "price": 5, "sku": "CK-15", "ean": "4006381333931", "brand": {"name": "Copper & Co"}}
    offer = offers(answer)["state"]
    assert (offer.sku, offer.gtin, offer.brand) == ("CK-15", "4006381333931", "Copper & Co")


def test_the_pages_own_product_is_found_among_many_by_its_address() -> None:
    items = [
        {"title": NAME, "slug": slug, "price": price}
        for slug, price in (("copper-kettle-2", 9), ("copper-kettle", 5), ("tin-kettle", 7))
    ]
    assert offers({"data": {"list": [[items]]}})["state"].price == Decimal("5.00")


def test_variants_of_several_prices_are_one_from_the_lowest() -> None:
    variants = [{"sku": "a", "price": 12}, {"sku": "b", "price": 10}]
    offer = offers({"name": NAME, "currency": "EUR", "variants": variants})["state"]
    assert (offer.price, offer.price_type) == (Decimal("10.00"), "from")


@pytest.mark.parametrize(
    "answers",
    [
        ({"name": "Tin Pan", "price": 5},),
        ({"name": f"{NAME} spare lid", "price": 5},),  # another thing, whatever it resembles
        ({"name": NAME, "price": 5}, {"name": NAME, "price": 6}),  # which?
        ({"name": NAME},),
        ({"name": NAME, "price": "ask us"},),
        ({"name": NAME, "price": True},),
        ({"name": NAME, "price": [[5]]},),
        ([],),
        ("x",),
        (None,),
    ],
)
def test_what_is_not_clear_is_none(answers: tuple[object, ...]) -> None:
    assert "state" not in offers(*answers)


def test_a_price_a_hundred_times_the_shown_one_is_counted_in_parts_and_left() -> None:
    found = offers({"name": NAME, "price": 4990, "stock": 2}, body="<p>€49.90</p>")
    assert found["text"].price == Decimal("49.90")
    assert (found["state"].price, found["state"].availability) == (None, "InStock")


def test_other_scripts_with_json_are_not_read() -> None:
    page = f'<h1>{NAME}</h1><script type="application/json">{json.dumps({"name": NAME, "price": 5})}</script>'
    assert offers(body=page) == {}


def nested(depth: int) -> object:
    answer: object = {"name": NAME, "price": 5}
    for _ in range(depth):
        answer = {"a": answer}
    return answer


def test_depth_and_number_of_objects_are_bounded() -> None:
    assert offers(nested(8))["state"].price == Decimal("5.00")
    assert "state" not in offers(nested(400))
    assert "state" not in offers([{"name": NAME, "price": number} for number in range(30_000)])
    assert "state" not in offers("x" * 600_000, {"name": NAME, "price": 5})
