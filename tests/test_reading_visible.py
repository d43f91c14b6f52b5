"""What the text of a product page says of its thing: numbers, maker, stock, terms; on pages of a few lines."""

from decimal import Decimal

import pytest

from crawler.page import Page
from crawler.reading.labels import parse_brand, parse_code, parse_labelled
from crawler.reading.offers import read_offers
from crawler.reading.view import View
from crawler.records.offer import Offer
from crawler.records.popularity import Popularity
from crawler.trace import Trace

URL = "https://shop.example/p/copper-kettle-4410277"
BUY = "<button>Add to cart</button>"
PRICE = "<p class=price>€49.00</p>"


def words(body: str, title: str = "Copper Kettle - Shop", url: str = URL, lang: str = "en-IE") -> list[object]:
    html = f"<!doctype html><html lang={lang}><title>{title}</title><body>{body}</body></html>"
    page = Page(url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode())
    return [record for witness, record in read_offers(View(page)) if witness == "text"]


def offers(body: str, title: str = "Copper Kettle - Shop", url: str = URL, lang: str = "en-IE") -> list[Offer]:
    return [record for record in words(body, title, url, lang) if isinstance(record, Offer)]


def shown(around: str, before: str = "", lang: str = "en-IE") -> Offer:
    """Return the plain offer of a page with a heading, a price and a button."""
    return offers(f"<div>{before}<h1>Copper Kettle</h1>{PRICE}{BUY}{around}</div>", lang=lang)[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SKU: A-1", (("sku", "A-1"),)),
        ("SKU A-1", (("sku", "A-1"),)),
        ("Art.-Nr.: 4711", (("sku", "4711"),)),
        ("Артикул 123456", (("sku", "123456"),)),
        ("Код товара: 00-77", (("sku", "00-77"),)),
        ("Preces kods 545642356", (("sku", "545642356"),)),
        ("Réf. : 12.34", (("sku", "12.34"),)),
        ("Kode Produk: KP9", (("sku", "KP9"),)),
        ("Бренд: Ромашка", (("brand", "Ромашка"),)),
        ("Model No.: X 200", (("model", "X 200"),)),
        ("EAN: 4006381333931 | MPN: 88-B", (("gtin", "4006381333931"), ("mpn", "88-B"))),
        ("Hersteller", (("brand", ""),)),
        ("Code", (("sku", ""),)),
        ("Code of conduct", ()),
        ("Item added to your cart", ()),
        ("Brand new and unused", ()),
        ("Part of our 2024 range", ()),
        ("Reference books", ()),
    ],
)
def test_labels_are_told_from_sentences(text: str, found: tuple[tuple[str, str], ...]) -> None:
    assert parse_labelled(text) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("466/7999", "466/7999"),
        ("TE502-12 Chair cover", "TE502-12"),
        ("200 12 33", "200 12 33"),
        ("ABC", "ABC"),
        ("A12 BLACK", "A12"),
        ("#77012", "77012"),
        ("Solar watch", None),
        ("1", None),
        ("", None),
    ],
)
def test_an_article_number_is_no_sentence(text: str, code: str | None) -> None:
    assert parse_code(text) == code


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("Acme", "Acme"),
        ("More articles of the brand: Acme & Sons", "Acme & Sons"),
        ("Manufacturer", None),
        ("N/A", None),
        ("2024", None),
        ("We are a family business that has made kettles since 1870", None),
    ],
)
def test_a_brand_is_a_name(text: str, brand: str | None) -> None:
    assert parse_brand(text) == brand


@pytest.mark.parametrize(
    ("around", "field", "value"),
    [
        ("<p>SKU: <b>KE-44</b></p>", "sku", "KE-44"),
        ("<table><tr><th>Article number</th><td>KE-44</td></tr></table>", "sku", "KE-44"),
        ("<dl><dt>Артикул</dt><dd>KE-44</dd></dl>", "sku", "KE-44"),
        ("<div><span>Item no.</span><span>:</span><span>KE-44 copper, 2 l</span></div>", "sku", "KE-44"),
        ("<table><tr><td>EAN</td><td>4006381333931</td></tr></table>", "gtin", "4006381333931"),
        ("<table><tr><td>EAN</td><td>4006381333932</td></tr></table>", "gtin", None),
        ("<p>Manufacturer part number: K/44-B</p>", "mpn", "K/44-B"),
        ("<p>Model: K44</p>", "mpn", "K44"),
        ("<table><tr><td>Производитель</td><td>Самовар</td></tr></table>", "brand", "Самовар"),
        ("<table><tr><td>Type of warranty</td><td>Manufacturer</td></tr><tr><td>Colour</td><td>Red</td></tr></table>",
         "brand", None),
        ("<table><tr><th>SKU</th><th>Size</th></tr></table>", "sku", None),
        ("<form><input type=hidden name=product_id value=4410277></form>", "sku", "4410277"),
        ("<div data-product-sku='KE-44'>In the box</div>", "sku", "KE-44"),
        ("<p>Nothing of the kind</p>", "sku", None),
    ],
)  # fmt: skip
def test_numbers_and_makers_stand_behind_their_labels(around: str, field: str, value: str | None) -> None:
    assert getattr(shown(around), field) == value


@pytest.mark.parametrize(
    "body",
    [
        f"<h3>Acme</h3><h1>Copper Kettle</h1>{PRICE}{BUY}",
        f"<h1><span>ACME</span> <span>Copper Kettle</span></h1>{PRICE}{BUY}",
        f"<div><h1>Copper Kettle</h1><a href=/brands/acme>Acme</a></div>{PRICE}{BUY}",
        f"<div><h1>Copper Kettle</h1><a href=/brand/7><img alt='Acme logo'></a></div>{PRICE}{BUY}",
        f"<div><div class=product-brand>Acme</div><h1>Copper Kettle</h1></div>{PRICE}{BUY}",
        f"<nav><a href=/marka/acme>Acme</a><a href=/marka/zed>Zed</a></nav><h1>Acme Copper Kettle</h1>{PRICE}{BUY}",
        f"<div><h1>Copper Kettle</h1><p>by Acme</p></div>{PRICE}{BUY}",
    ],
)
def test_a_brand_stands_by_the_heading(body: str) -> None:
    brand = offers(body, title="Acme Copper Kettle - Shop")[0].brand
    assert brand is not None
    assert brand.lower() == "acme"


def test_a_brand_of_another_thing_is_not_taken() -> None:
    body = f"<div><div><div><div><h1>Copper Kettle</h1></div></div></div></div>{PRICE}{BUY}"
    body += "<section><div><div><div><div><a href=/brands/zed>Zed</a></div></div></div></div></section>"
    assert offers(body)[0].brand is None


@pytest.mark.parametrize(
    ("around", "availability"),
    [
        ("", "InStock"),
        ("<p>In stock</p>", "InStock"),
        ("<div class=stock>Out of stock</div>", "OutOfStock"),
        ("<p>Collection not available</p>", "InStock"),
        ("<ul class=size-list><li>Sold out</li></ul>", "InStock"),
        ("<div class='message hidden'>Out of stock</div>", "InStock"),
        ("<p>Only 2 left</p>", "LimitedAvailability"),
    ],
)
def test_a_button_that_can_be_pressed_weighs_more_than_phrases_for_scripts(around: str, availability: str) -> None:
    assert shown(around).availability == availability


@pytest.mark.parametrize(
    ("button", "availability"),
    [
        ("<button disabled>Add to cart</button>", "OutOfStock"),
        ("<a class='btn add-to-cart' href=#>Get it</a>", "InStock"),
        ("<form action=/cart/add><button>Ja!</button></form>", "InStock"),
        ("<p>Sold out</p><button>Notify me when available</button>", "OutOfStock"),
        ("", None),
    ],
)
def test_what_the_button_does_tells_availability(button: str, availability: str | None) -> None:
    assert offers(f"<div><h1>Copper Kettle</h1>{PRICE}{button}</div>")[0].availability == availability


@pytest.mark.parametrize(
    ("around", "field", "value"),
    [
        ("<p>VAT included</p>", "tax_included", True),
        ("<p>€24.50 / l</p>", "unit_price", Decimal("24.50")),
        ("<p>Delivery: €4.90</p>", "shipping", Decimal("4.90")),
        ("<p>Delivery €4.90, free from €50</p>", "shipping", None),
        ("<p>Ships in 2-3 days</p>", "delivery_days", 3),
        ("<p>Condition: Used</p>", "condition", "UsedCondition"),
        ("<p>30 days return</p>", "delivery_days", None),
    ],
)
def test_terms_stand_around_the_price(around: str, field: str, value: object) -> None:
    assert getattr(shown(around), field) == value


def test_the_price_for_members_is_an_offer_of_its_own() -> None:
    body = f"<div><h1>Copper Kettle</h1><p class=price>Member price €44.00</p>{PRICE}{BUY}</div>"
    found = {offer.customer_type: offer.price for offer in offers(body)}
    assert found == {None: Decimal("49.00"), "member": Decimal("44.00")}


def test_the_price_of_many_is_an_offer_of_its_own() -> None:
    table = "<table><tr><td>from 10 pcs</td><td>€45.00</td></tr><tr><td>from 50 pcs</td><td>€40.00</td></tr></table>"
    found = {offer.min_quantity: offer.price for offer in offers(f"<h1>Copper Kettle</h1>{PRICE}{BUY}{table}")}
    assert found == {None: Decimal("49.00"), 10: Decimal("45.00"), 50: Decimal("40.00")}


def test_what_is_left_ticks_beside_the_offer() -> None:
    found = words(f"<h1>Copper Kettle</h1>{PRICE}<p>Only 5 left</p>{BUY}")
    assert [one.value for one in found if isinstance(one, Popularity) and one.measure == "stock"] == [5]


def test_what_an_option_costs_more_is_no_price() -> None:
    body = f"<h1>Copper Kettle</h1><label>Warranty <span>+€20.00</span></label>{PRICE}{BUY}"
    assert offers(body)[0].price == Decimal("49.00")


def test_a_trace_tells_where_values_were_taken_and_what_was_passed_over() -> None:
    html = f"<!doctype html><title>Copper Kettle</title><h1>Copper Kettle</h1><s>€60.00</s>{PRICE}<p>SKU: K4</p>{BUY}"
    trace = Trace()
    page = Page(URL, 200, {"content-type": "text/html; charset=utf-8"}, html.encode(), trace=trace)
    list(read_offers(View(page)))
    notes = {(note.field, note.text): note.lost for note in trace.notes}
    assert notes["price", "€49.00"] is None
    assert notes["list_price", "€60.00"] is None
    assert notes["sku", "K4"] is None
    assert notes["availability", "Add to cart"] is None
    assert notes["price", "€60.00"]


def test_the_text_speaks_of_the_variant_that_the_address_selects() -> None:
    prices = {"K-2": "49.00", "K-3": "59.00"}
    rows = ", ".join(f'{{"price": "{price}", "priceCurrency": "EUR", "sku": "{sku}"}}' for sku, price in prices.items())
    thing = f'{{"@type": "Product", "name": "Copper Kettle", "offers": [{rows}]}}'
    data = f'<script type="application/ld+json">{thing}</script>'
    body = f"{data}<h1>Copper Kettle</h1>{PRICE}{BUY}"
    assert [offer.variant for offer in offers(body, url=f"{URL}?variant=K-2")] == ["K-2"]
    assert offers(body) == []
