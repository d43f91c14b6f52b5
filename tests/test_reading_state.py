"""Data that pages carry for their own scripts: what is taken from it for the page's own product, and what is left."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.page import Page
from crawler.parsing.price import NO_HINTS
from crawler.reading.site import read_page
from crawler.reading.state import read_states
from crawler.records.offer import Offer
from crawler.records.popularity import Popularity
from crawler.records.reading import Word

NAME = "Copper Kettle 1.5 l"
URL = "https://shop.example/item/copper-kettle"


def words(*answers: object, body: str = "", url: str = URL) -> tuple[Word, ...]:
    """Return the words of a page that was rendered, with what it fetched."""
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
    return read_page(Page(url, 200, {"content-type": "text/html"}, html.encode())).words


def offers(*answers: object, body: str = "", url: str = URL) -> dict[str, Offer]:
    """Return the offers of a page by witness."""
    found = words(*answers, body=body, url=url)
    return {word.witness: word.record for word in found if isinstance(word.record, Offer)}


def all_offers(*answers: object, url: str = URL, witness: str | None = None) -> list[Offer]:
    """Return all offers of a page, or of a witness."""
    found = [word for word in words(*answers, url=url) if witness in (None, word.witness)]
    return [word.record for word in found if isinstance(word.record, Offer)]


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
        ({"name": NAME, "price": 4990}, None, None, None, None),  # nothing says whether it counts in cents
        ({"name": NAME, "price": 4990, "formattedPrice": "€49.90"}, "49.90", None, "EUR", None),
        ({"name": NAME, "price": 4990, "priceText": "€4,990"}, "4990.00", None, "EUR", None),
        ({"name": NAME, "price": 4990, "oldPrice": 5990, "currency": "RUB"}, "4990.00", "5990.00", "RUB", None),
        ({"name": NAME, "priceInclVat": 49.9, "priceExclVat": 41.24}, "49.90", None, None, None),
        ({"name": NAME, "price": {"gross": 49.9, "net": 41.24, "currency": "EUR"}}, "49.90", None, "EUR", None),
        ({"name": NAME, "price": {"min": 19.9, "max": 49.9}}, "19.90", None, None, None),
        (
            {"name": NAME, "price": {"sales": {"value": 19.9, "currency": "GBP"}, "list": {"value": 25}}},
            "19.90",
            "25.00",
            "GBP",
            None,
        ),
        ({"name": NAME, "price": 19.9, "quantity": 1}, "19.90", None, None, None),  # of the cart
        ({"name": NAME, "price": 19.9, "stockLevelStatus": "lowStock"}, "19.90", None, None, "LimitedAvailability"),
        ({"name": NAME, "price": 19.9, "basePrice": 199.0}, "19.90", None, None, None),  # per kilogram, often
        ({"name": NAME, "price": 0, "stock": {"status": "out_of_stock"}}, None, None, None, "OutOfStock"),
        ({"name": NAME, "price": 5.5, "inStock": True, "stock": 0}, "5.50", None, None, None),  # two things said
        ({"name": NAME, "stockStatus": "onbackorder", "price": 5.5}, "5.50", None, None, "BackOrder"),
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
        for slug, price in (("copper-kettle-2", 9.5), ("copper-kettle", 5.5), ("tin-kettle", 7.5))
    ]
    assert offers({"data": {"list": [[items]]}})["state"].price == Decimal("5.50")


def test_variants_that_differ_are_offers_of_their_own_and_the_one_that_the_address_selects_comes_first() -> None:
    variants = [{"sku": "CK-A", "price": 12.5}, {"sku": "CK-B", "price": 10.5, "available": False}]
    answer = {"name": NAME, "currency": "EUR", "variants": variants}
    found = all_offers(answer, url=f"{URL}?variant=CK-B", witness="state")
    assert [(offer.variant, offer.price) for offer in found] == [
        ("CK-B", Decimal("10.50")),
        ("CK-A", Decimal("12.50")),
    ]


def test_beside_one_structured_offer_variants_are_one_from_the_lowest() -> None:
    variants = [{"sku": "CK-A", "price": 12.5}, {"sku": "CK-B", "price": 10.5}]
    thing = {"@type": "Product", "name": NAME, "offers": {"@type": "Offer", "price": "10.50", "priceCurrency": "EUR"}}
    told = f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    offer = offers({"name": NAME, "currency": "EUR", "variants": variants}, body=told)["state"]
    assert (offer.price, offer.price_type, offer.variant) == (Decimal("10.50"), "from", None)


def test_variants_that_nothing_tells_apart_are_one_offer() -> None:
    answer = {"name": NAME, "variants": [{"price": 12.5}, {"price": 10.5}]}
    offer = offers(answer)["state"]
    assert (offer.price, offer.price_type, offer.variant) == (Decimal("10.50"), "from", None)


def test_a_price_for_members_is_an_offer_of_its_own() -> None:
    found = all_offers({"name": NAME, "price": 49.9, "memberPrice": 44.9})
    prices = {offer.customer_type: offer.price for offer in found if offer.price}
    assert prices == {None: Decimal("49.90"), "member": Decimal("44.90")}


@pytest.mark.parametrize(
    ("answer", "tax_included"),
    [
        ({"name": NAME, "priceInclVat": 49.9, "priceExclVat": 41.24}, True),
        ({"name": NAME, "price": {"gross": 49.9, "net": 41.24}}, True),
        ({"name": NAME, "price": 49.9, "priceNet": 41.24}, True),
        ({"name": NAME, "netPrice": 41.24}, False),
        ({"name": NAME, "net_price_cents": 4124}, False),
        ({"name": NAME, "price": 49.9, "taxIncluded": True}, True),
        ({"name": NAME, "price": 49.9}, None),
    ],
)
def test_keys_say_whether_tax_is_in(answer: object, tax_included: bool | None) -> None:
    assert offers(answer)["state"].tax_included is tax_included


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ({"name": NAME, "price": 49.9, "stockQuantity": 4}, 4),
        ({"name": NAME, "price": 49.9, "inventory": {"quantity": 3, "status": "IN_STOCK"}}, 3),
        ({"name": NAME, "price": 49.9, "stock": 99999}, None),  # stands for plenty
        ({"name": NAME, "price": 49.9, "stock": 999}, None),
        ({"name": NAME, "price": 49.9, "stock": 4, "inventoryQuantity": 5}, None),
        ({"name": NAME, "price": 49.9, "quantity": 1}, None),
    ],
)
def test_pieces_left_are_a_count_of_their_own(answer: object, left: int | None) -> None:
    counts = [word.record.value for word in words(answer) if isinstance(word.record, Popularity)]
    assert counts == ([left] if left is not None else [])


@pytest.mark.parametrize(
    "answers",
    [
        ({"name": "Tin Pan", "price": 5},),
        ({"name": f"{NAME} spare lid", "price": 5},),  # another thing, whatever it resembles
        ({"name": NAME, "price": 5.5}, {"name": NAME, "price": 6.5}),  # which?
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


@pytest.mark.parametrize(
    ("shown", "price"), [("€49.90", "49.90"), ("€4,990.00", "4990.00"), ("€12.00", None), ("", None)]
)
def test_what_else_the_page_says_decides_the_unit_of_a_whole_number(shown: str, price: str | None) -> None:
    found = offers({"name": NAME, "price": 4990, "stock": 2}, body=f"<p>{shown}</p>")["state"]
    assert (found.price, found.availability) == (Decimal(price) if price else None, "InStock")
    assert found.price_candidates == ((Decimal("4990.00"), Decimal("49.90")) if not shown else ())


SCRIPTS = {
    "a variable": "window.__INITIAL_STATE__ = {product: {name: '%s', price: 5.5, inStock: !0}};",
    "a call": "dataLayer.push({'event': 'x', items: [{name: \"%s\", price: 5.5, list: window.l, }]});",
    "parsed JSON": 'var s = JSON.parse("{\\"name\\":\\"%s\\",\\"price\\":5.5}");',
    "a function": "window.__NUXT__=(function(a,b){return {p:{name:a,price:b}}}('%s',5.5));",
    "undefined": 'window.__data={"a":undefined,"p":{"name":"%s","price":5.5}};',
    "JSON in JSON": 'window.x={"state":"{\\"product\\":{\\"name\\":\\"%s\\",\\"made\\":\\"here\\",\\"price\\":5.5}}"};',
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_values_are_found_in_scripts(script: str) -> None:
    assert offers(body=f"<script>{script % NAME}</script>")["state"].price == Decimal("5.50")


@pytest.mark.parametrize(
    "script",
    [
        "if (a) { name = '%s'; price = 5.5 }",
        "x = {name: '%s', price: get(5.5)}",
        "x = {name: '%s', price: 5.5 * rate}",
        "x = {name: '%s', related: [{name: 'Tin Pan', price: 5.5}]}",
        "x = {name: '%s', price: 5.5",
    ],
)
def test_what_is_no_literal_is_not_guessed(script: str) -> None:
    assert "state" not in offers(body=f"<script>{script % NAME}</script>")


def test_other_types_of_scripts_are_not_read() -> None:
    value = json.dumps({"name": NAME, "price": 5.5})
    assert "state" not in offers(body=f'<script type="text/template">x = {value}</script>')


STATES = sorted((Path(__file__).parent / "sources" / "site").glob("state-*.html"))


@given(
    page=st.sampled_from(STATES),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.sampled_from("{}[]\"'\\,:&;0")), max_size=8),
)
@settings(max_examples=80, deadline=None)
def test_a_damaged_page_is_read_without_a_fault(page: Path, cuts: list[tuple[float, str]]) -> None:
    html = page.read_text("utf-8")
    for place, sign in cuts:
        at = int(place * len(html))
        html = html[:at] + sign + html[at + 1 :]
    read_states(Page("https://shop.example/item/x", 200, {}, html.encode()), NAME, NO_HINTS)


@pytest.mark.parametrize(
    "hostile", ['{"a":' * 50_000, "[" * 90_000, "x={" * 30_000, "x={a:" * 20_000, "/*" * 50_000, "('" * 50_000]
)
def test_hostile_nesting_is_given_up_within_bounds(hostile: str) -> None:
    for kind in ("text/javascript", "application/json"):
        found = offers(body=f'<script type="{kind}">x = {hostile} price "{NAME}" </script>')
        assert "state" not in found


def nested(depth: int) -> object:
    answer: object = {"name": NAME, "price": 5.5}
    for _ in range(depth):
        answer = {"a": answer}
    return answer


def test_depth_and_number_of_objects_are_bounded() -> None:
    assert offers(nested(8))["state"].price == Decimal("5.50")
    assert "state" not in offers(nested(400))
    assert "state" not in offers([{"name": NAME, "price": number} for number in range(30_000)])
    assert "state" not in offers({"name": NAME, "price": 5.5, "text": "x" * 600_000})
