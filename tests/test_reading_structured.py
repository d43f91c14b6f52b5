"""What is read from structured data, rule by rule: JSON-LD, microdata, RDFa, product meta tags."""

import json
from decimal import Decimal

import pytest

from crawler.page import Page
from crawler.reading.product import stock_left
from crawler.reading.site import read_page
from crawler.reading.view import View
from crawler.records.kinds import Record
from crawler.records.offer import Offer

URL = "https://shop.example/p/kettle"
OFFER = {"@type": "Offer", "price": "15.00", "priceCurrency": "EUR"}


def page(body: str, url: str = URL, lang: str = "en") -> Page:
    html = f"<!doctype html><html lang={lang}><title>Kettle - Shop</title><h1>Kettle</h1>{body}"
    return Page(url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode())


def offers(body: str, url: str = URL, lang: str = "en") -> list[Offer]:
    words = read_page(page(body, url, lang)).words
    return [word.record for word in words if isinstance(word.record, Offer) and word.record.url == url]


def json_ld(*things: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(thing)}</script>' for thing in things)


def kettle(**said: object) -> dict[str, object]:
    return {"@type": "Product", "name": "Kettle", **said}


def told(**said: object) -> Offer:
    found = offers(json_ld(kettle(offers={**OFFER, **said})))
    assert len(found) == 1
    return found[0]


def prices(*found: Record) -> list[tuple[Decimal | None, str | None]]:
    return [(one.price, one.variant) for one in found if isinstance(one, Offer)]


# --- prices


@pytest.mark.parametrize(
    ("price", "amount"),
    [
        ("15.00", "15.00"),
        (15, "15.00"),
        (19.990000000000002, "19.99"),
        ("19.990000000000002", "19.99"),
        ("1.299,00", "1299.00"),
        ("€ 12,50", "12.50"),
        (["15.00"], "15.00"),
        ({"@value": "15.00"}, "15.00"),
        ("-5", None),
        (-5, None),
        (0, None),
        ("1e9999", None),
        ("99999999999999", None),
        (1e16, None),
        ("", None),
        ("call us", None),
        (True, None),
    ],
)
def test_a_price_is_read_however_a_machine_writes_it(price: object, amount: str | None) -> None:
    found = told(price=price, availability="InStock")
    assert found.price == (Decimal(amount) if amount else None)


@pytest.mark.parametrize(
    ("specification", "price", "list_price"),
    [
        ([{"price": 15}, {"price": 20, "priceType": "https://schema.org/ListPrice"}], "15.00", "20.00"),
        ([{"price": 15}, {"price": 20, "priceType": "https://schema.org/StrikethroughPrice"}], "15.00", "20.00"),
        ([{"price": 15}, {"price": 20, "priceType": "SRP"}], "15.00", "20.00"),
        ([{"price": 20, "priceType": "MSRP"}, {"price": 15, "priceType": "SalePrice"}], "15.00", "20.00"),
        ([{"price": 15}, {"price": 9, "priceType": "InvoicePrice"}], "15.00", None),
        ([{"price": 15}, {"price": 12, "priceType": "MinimumAdvertisedPrice"}], "15.00", None),
        ([{"price": 15}, {"@type": "DeliveryChargeSpecification", "price": 4}], "15.00", None),
        ([{"price": 15, "priceType": "ListPrice"}], "15.00", None),  # the only price is the one to pay
        ({"@type": "CompoundPriceSpecification", "priceComponent": {"price": 15}}, "15.00", None),
    ],
)
def test_kinds_of_price_are_told_apart(specification: object, price: str, list_price: str | None) -> None:
    found = offers(
        json_ld(kettle(offers={"@type": "Offer", "priceCurrency": "EUR", "priceSpecification": specification}))
    )
    assert [(one.price, one.list_price) for one in found] == [
        (Decimal(price), Decimal(list_price) if list_price else None)
    ]


def test_a_sale_price_takes_the_place_of_the_usual_one_that_the_offer_repeats() -> None:
    specification = [{"price": "15.00", "priceType": "ListPrice"}, {"price": "12.00", "priceType": "SalePrice"}]
    found = told(priceSpecification=specification)
    assert (found.price, found.list_price) == (Decimal("12.00"), Decimal("15.00"))


def test_a_span_in_a_specification_is_a_range() -> None:
    found = offers(
        json_ld(kettle(offers={"priceSpecification": {"minPrice": 10, "maxPrice": 20, "priceCurrency": "EUR"}}))
    )
    assert [(one.price, one.price_type, one.currency) for one in found] == [(Decimal("10.00"), "range", "EUR")]


def test_prices_of_members_businesses_and_quantities_are_offers_of_their_own() -> None:
    found = offers(
        json_ld(
            kettle(
                offers={
                    **OFFER,
                    "priceSpecification": [
                        {"price": 13, "validForMemberTier": {"@type": "MemberProgramTier", "name": "Gold"}},
                        {"price": 12, "eligibleCustomerType": "http://purl.org/goodrelations/v1#Business"},
                        {"price": 11, "eligibleQuantity": {"minValue": 10}},
                        {"price": 14, "eligibleCustomerType": "http://purl.org/goodrelations/v1#Enduser",
                         "priceType": "InvoicePrice"},
                    ],
                }
            )
        )
    )  # fmt: skip
    assert [(one.price, one.customer_type, one.min_quantity) for one in found] == [
        (Decimal("15.00"), None, None),
        (Decimal("13.00"), "member", None),
        (Decimal("12.00"), "business", None),
        (Decimal("11.00"), None, 10),
    ]


@pytest.mark.parametrize(
    ("reference", "price", "unit_price", "unit"),
    [
        # the price of a bottle of 750 ml, compared by the litre (as merchant listings have it)
        ({"value": "750", "unitCode": "MLT", "valueReference": {"value": 1, "unitCode": "LTR"}}, "15.00", "20", "l"),
        ({"value": 1, "unitCode": "KGM"}, "30.00", "30", "kg"),  # the price of a kilogram, beside that of the pack
        ({"value": 100, "unitText": "g"}, "3.00", "30", "kg"),
        ({"value": 1, "unitCode": "XYZ"}, "3.00", None, None),
        ({"value": 0, "unitCode": "KGM"}, "3.00", None, None),
    ],
)
def test_a_price_for_a_reference_quantity_is_the_unit_price(
    reference: object, price: str, unit_price: str | None, unit: str | None
) -> None:
    found = told(priceSpecification={"price": price, "priceCurrency": "EUR", "referenceQuantity": reference})
    assert (found.price, found.price_type) == (Decimal("15.00"), "exact")
    assert (found.unit_price, found.unit_price_unit) == (Decimal(unit_price) if unit_price else None, unit)


def test_a_price_that_is_only_of_a_unit_is_one() -> None:
    specification = {"price": 30, "priceCurrency": "EUR", "referenceQuantity": {"value": 1, "unitCode": "MTK"}}
    found = offers(json_ld(kettle(offers={"@type": "Offer", "priceSpecification": specification})))
    assert [(one.price, one.price_type, one.unit) for one in found] == [(Decimal("30.00"), "unit", "m²")]


def test_an_inner_offer_has_the_currency_of_the_aggregate_around_it() -> None:
    aggregate = {"@type": "AggregateOffer", "priceCurrency": "EUR", "lowPrice": 5,
                 "offers": {"0": {"price": 5, "sku": "a"}, "1": {"price": 6, "sku": "b"}}}  # fmt: skip
    found = offers(json_ld(kettle(offers=aggregate)))
    assert [(one.price, one.variant, one.currency) for one in found] == [
        (Decimal("5.00"), "a", "EUR"),
        (Decimal("6.00"), "b", "EUR"),
    ]


@pytest.mark.parametrize(
    ("aggregate", "price", "kind"),
    [
        ({"lowPrice": 5, "highPrice": 9}, "5.00", "range"),
        ({"lowPrice": 5}, "5.00", "from"),
        ({"lowPrice": "5.00", "highPrice": 5}, "5.00", "exact"),
        ({"lowPrice": 5, "highPrice": 9, "offers": [{"price": 5}, {"price": 9}]}, "5.00", "range"),
    ],
)
def test_an_aggregate_whose_offers_nothing_tells_apart_is_a_span(
    aggregate: dict[str, object], price: str, kind: str
) -> None:
    found = offers(json_ld(kettle(offers={"@type": "AggregateOffer", "priceCurrency": "EUR", **aggregate})))
    assert [(one.price, one.price_type) for one in found] == [(Decimal(price), kind)]


def test_whether_tax_is_included_is_read_however_it_is_said() -> None:
    assert told(valueAddedTaxIncluded=True).tax_included is True
    assert told(valueAddedTaxIncluded="http://schema.org/False").tax_included is False
    assert told(priceSpecification={"price": 15, "valueAddedTaxIncluded": "true"}).tax_included is True
    assert told().tax_included is None


# --- what else an offer says


@pytest.mark.parametrize(
    ("said", "availability"),
    [
        ("http://schema.org/InStock ", "InStock"),
        ("https://schema.org/instock", "InStock"),
        ("schema:OutOfStock", "OutOfStock"),
        ("in_stock", "InStock"),
        ("https://schema.org/InStock?v=2", "InStock"),
        (["https://schema.org/PreOrder"], "PreOrder"),
        ({"@id": "https://schema.org/BackOrder"}, "BackOrder"),
        (True, "InStock"),
        ("false", "OutOfStock"),
        ("Y", None),
        ("https://schema.org/", None),
    ],
)
def test_availability_is_read_in_the_ways_it_is_written(said: object, availability: str | None) -> None:
    assert told(availability=said).availability == availability


def test_the_number_left_says_whether_something_can_be_had() -> None:
    assert told(inventoryLevel={"value": 0}).availability == "OutOfStock"
    body = json_ld(kettle(offers={**OFFER, "inventoryLevel": {"@type": "QuantitativeValue", "value": 5}}))
    assert stock_left(View(page(body)).products.own) == 5
    assert offers(body)[0].availability == "InStock"
    two = json_ld(kettle(offers=[{**OFFER, "inventoryLevel": 5}, {**OFFER, "inventoryLevel": 5}]))
    assert stock_left(View(page(two)).products.own) is None


def test_delivery_is_read_with_cost_days_and_first_day() -> None:
    found = told(
        availabilityStarts="2026-05-01T00:00:00Z",
        shippingDetails={
            "shippingRate": {"value": "4.90", "currency": "EUR"},
            "deliveryTime": {
                "handlingTime": {"minValue": 0, "maxValue": 1, "unitCode": "DAY"},
                "transitTime": {"minValue": 2, "maxValue": 3, "unitCode": "DAY"},
            },
        },
    )
    assert (found.shipping, found.delivery_days, found.available_from) == (Decimal("4.90"), 4, "2026-05-01")
    assert told(deliveryLeadTime={"value": 48, "unitCode": "HUR"}).delivery_days == 2
    assert told(deliveryLeadTime={"value": 2, "unitCode": "WEE"}).delivery_days == 14
    rates = [{"shippingRate": {"value": value}} for value in ("4.90", "9.90")]
    assert told(shippingDetails=rates).shipping is None


def test_of_several_countries_shipping_is_to_the_pages_own() -> None:
    details = [
        {"shippingRate": {"value": value, "currency": "EUR"}, "shippingDestination": {"addressCountry": country}}
        for value, country in (("4.90", "DE"), ("9.90", "AT"))
    ]
    body = json_ld(kettle(offers={**OFFER, "shippingDetails": details}))
    assert offers(body, lang="de-AT")[0].shipping == Decimal("9.90")


def test_a_country_that_all_offers_share_is_the_market_and_several_are_regions() -> None:
    assert (told(eligibleRegion="LV").market, told(eligibleRegion="LV").region) == ("LV", None)
    assert told(areaServed={"@type": "City", "name": "Riga"}).region == "Riga"
    found = offers(json_ld(kettle(offers=[{**OFFER, "eligibleRegion": one} for one in ("LV", "LT")])))
    assert [(one.market, one.region) for one in found] == [(None, "LV"), (None, "LT")]


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ({"brand": {"@type": "Brand", "name": "Acme"}}, "brand", "Acme"),
        ({"brand": ["Acme", "Other"]}, "brand", "Acme"),
        ({"brand": {"@id": "https://shop.example/#brand"}, "manufacturer": {"name": "Acme"}}, "brand", "Acme"),
        ({"brand": "N/A"}, "brand", None),
        ({"brand": "L&amp;#8217;Acme"}, "brand", "L’Acme"),
        ({"sku": 12345}, "sku", "12345"),
        ({"sku": "null"}, "sku", None),
        ({"productID": "A-12345"}, "sku", "A-12345"),
        ({"productID": "ean:4006381333931"}, "gtin", "4006381333931"),
        ({"productID": "ean:4006381333931"}, "sku", None),
        ({"gtin13": 4006381333931}, "gtin", "4006381333931"),
        ({"gtin12": 36000291452}, "gtin", "036000291452"),  # a number loses its first zero
        ({"gtin13": "4006381333932"}, "gtin", None),
        ({"identifier": {"propertyID": "gtin13", "value": "4006381333931"}}, "gtin", "4006381333931"),
        ({"identifier": {"@type": "PropertyValue", "name": "MPN", "value": "K-7"}}, "mpn", "K-7"),
        ({"additionalProperty": [{"name": "Manufacturer part number", "value": "K-7"}]}, "mpn", "K-7"),
        ({"additionalProperty": [{"name": "Бренд", "value": "Acme"}]}, "brand", "Acme"),
        ({"additionalProperty": [{"name": "Colour", "value": "K-7"}]}, "mpn", None),
        ({"category": "Kitchen > Kettles"}, "category", ("Kitchen", "Kettles")),
    ],
)
def test_a_products_maker_and_numbers_are_found_where_they_are_said(
    said: dict[str, object], field: str, value: object
) -> None:
    found = offers(json_ld(kettle(offers=OFFER, **said)))
    assert [getattr(one, field) for one in found] == [value]


# --- graphs


def test_references_within_the_page_are_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "Product", "@id": "#p", "name": "Kettle", "offers": {"@id": "#o"}, "brand": {"@id": "#b"}},
            {"@type": "Offer", "@id": "#o", **OFFER, "itemOffered": {"@id": "#p"}, "seller": {"@id": "#s"}},
            {"@type": "Brand", "@id": "#b", "name": "Acme"},
            {"@type": "Person", "@id": "#s", "name": "Ann"},
        ]
    }
    found = offers(json_ld(graph))
    assert [(one.price, one.brand, one.seller) for one in found] == [(Decimal("15.00"), "Acme", "Ann")]


def test_references_in_a_circle_and_to_nowhere_end() -> None:
    graph = [
        kettle(**{"@id": "#a", "isVariantOf": {"@id": "#b"}, "offers": {"@id": "#nowhere"}}),
        {"@type": "ProductGroup", "@id": "#b", "name": "Kettle", "hasVariant": [{"@id": "#a"}, {"@id": "#b"}]},
    ]
    assert offers(json_ld(*graph)) == [Offer(url=URL, name="Kettle")] or offers(json_ld(*graph)) == []


def test_an_offer_at_the_top_speaks_of_what_it_offers() -> None:
    found = offers(json_ld({**OFFER, "itemOffered": {"@type": "Product", "name": "Kettle", "sku": "K-1"}}))
    assert [(one.price, one.sku) for one in found] == [(Decimal("15.00"), "K-1")]


def test_the_thing_that_a_rating_at_the_top_rates_is_the_pages() -> None:
    found = offers(json_ld({"@type": "AggregateRating", "ratingValue": 4, "itemReviewed": kettle(offers=OFFER)}))
    assert prices(*found) == [(Decimal("15.00"), None)]


def test_books_events_and_courses_are_for_sale_when_they_have_a_price() -> None:
    assert prices(*offers(json_ld({"@type": "MusicEvent", "name": "Kettle", "offers": OFFER}))) == [
        (Decimal("15.00"), None)
    ]
    assert offers(json_ld({"@type": "Book", "name": "Kettle"})) == []


@pytest.mark.parametrize("kind", ["product", "schema:Product", "http://schema.org/Product/", ["Product", "Thing"]])
def test_a_type_is_known_however_it_is_written(kind: object) -> None:
    body = json_ld({"@type": kind, "schema:name": "Kettle", "name": "Kettle", "schema:offers": OFFER, "offers": OFFER})
    assert prices(*offers(body)) == [(Decimal("15.00"), None)]


# --- variants


def variants(**first: object) -> str:
    return json_ld(
        {
            "@type": "ProductGroup",
            "name": "Kettle",
            "sku": "K",
            "brand": "Acme",
            "hasVariant": [
                {"@type": "Product", "sku": "K-1", "color": "Red", "@id": "/p/kettle?variant=111",
                 "offers": {**OFFER, "availability": "OutOfStock", "url": f"{URL}?variant=111"}, **first},
                {"@type": "Product", "sku": "K-2", "color": "Blue", "@id": "/p/kettle?variant=222",
                 "offers": {**OFFER, "price": 16, "availability": "InStock", "url": f"{URL}?variant=222"}},
                {"@type": "Product", "sku": "K-3", "color": "Green", "@id": "/p/kettle?variant=333",
                 "offers": {**OFFER, "price": 17, "availability": "InStock", "url": f"{URL}?variant=333"}},
            ],
        }
    )  # fmt: skip


def test_variants_are_told_by_their_numbers_and_keep_that_of_the_product() -> None:
    found = offers(variants())
    assert {(one.variant, one.sku, one.brand, one.name) for one in found} == {
        (f"K-{n}", "K", "Acme", "Kettle") for n in (1, 2, 3)
    }


@pytest.mark.parametrize(
    ("address", "first"),
    [
        (URL, "K-2"),  # none is named: the first that can be had
        (f"{URL}?variant=333", "K-3"),
        (f"{URL}?variant=111", "K-1"),
        (f"{URL}?utm=x&sku=K-3", "K-3"),
        (f"{URL}?colour=green", "K-3"),
        (f"{URL}#variant=222", "K-2"),
        (f"{URL}?page=2", "K-2"),
    ],
)
def test_the_variant_that_the_address_names_comes_first(address: str, first: str) -> None:
    assert next(one.variant for one in offers(variants(), address)) == first


def test_a_variant_with_a_page_of_its_own_is_not_of_this_page() -> None:
    other = {**OFFER, "url": "https://shop.example/p/kettle-red"}
    assert {one.variant for one in offers(variants(url="https://shop.example/p/kettle-red", offers=other))} == {
        "K-2",
        "K-3",
    }


def test_variants_that_stand_beside_their_group_share_what_it_says() -> None:
    group = {"@type": "ProductGroup", "@id": "#g", "name": "Kettle", "brand": "Acme"}
    ones = [
        kettle(isVariantOf={"@id": "#g"}, sku=f"K-{n}", color=color, offers={**OFFER, "price": n})
        for n, color in ((1, "Red"), (2, "Blue"))
    ]
    found = offers(json_ld(group, *ones))
    assert [(one.price, one.variant, one.brand) for one in found] == [
        (Decimal("1.00"), "K-1", "Acme"),
        (Decimal("2.00"), "K-2", "Acme"),
    ]


def test_two_descriptions_of_one_offer_complete_each_other() -> None:
    found = offers(json_ld(kettle(sku="K-1", offers=OFFER), kettle(brand="Acme", gtin13="4006381333931", offers=OFFER)))
    assert [(one.sku, one.brand, one.gtin) for one in found] == [("K-1", "Acme", "4006381333931")]


# --- own and listed


def test_a_thing_of_just_the_headings_name_is_meant_not_its_parts() -> None:
    body = json_ld(kettle(offers=OFFER), {"@type": "Product", "name": "Kettle lid", "offers": {**OFFER, "price": 3}})
    assert prices(*offers(body)) == [(Decimal("15.00"), None)]


def test_a_product_at_the_pages_canonical_address_is_its_own_whatever_it_is_called() -> None:
    canonical = "https://shop.example/12345"
    body = f"<link rel=canonical href={canonical}>" + json_ld(
        {"@type": "Product", "name": "Copper vessel", "url": canonical, "offers": OFFER},
        {"@type": "Product", "name": "Pot", "url": "/p/pot", "offers": {**OFFER, "price": 3}},
    )
    assert prices(*offers(body)) == [(Decimal("15.00"), None)]


# --- microdata


def micro(inner: str, kind: str = "Product") -> str:
    return f'<div itemscope itemtype="https://schema.org/{kind}"><b itemprop=name>Kettle</b>{inner}</div>'


PRICE = '<div itemprop=offers itemscope itemtype="https://schema.org/Offer">{}</div>'


def one(body: str) -> Offer:
    words = [
        word for word in read_page(page(body)).words if isinstance(word.record, Offer) and word.witness == "microdata"
    ]
    assert len(words) == 1
    assert isinstance(words[0].record, Offer)
    return words[0].record


@pytest.mark.parametrize(
    "inner",
    [
        PRICE.format('<meta itemprop=price content="15.00"><meta itemprop=priceCurrency content=EUR>'),
        PRICE.format('<span itemprop=price content="15.00">15,–</span><link itemprop=priceCurrency content=EUR>'),
        PRICE.format("<data itemprop=price value=15.00></data><span itemprop=priceCurrency>EUR</span>"),
        PRICE.format("<span itemprop=price>€ 15.00</span>"),
        PRICE.format("<span itemprop=price><s>€ 20.00</s> € 15.00</span>"),
        PRICE.format("<input itemprop=price value='€ 15.00'>"),
        "<meta itemprop=price content=15.00><meta itemprop=priceCurrency content=EUR>",  # an offer without its scope
        PRICE.replace("itemprop=offers", "").format("<span itemprop=price>€ 15.00</span>"),  # without its name
        PRICE.format('<p itemprop=priceSpecification itemscope itemtype="https://schema.org/UnitPriceSpecification">'
                     "<span itemprop=price>€ 15.00</span></p>"),
    ],
)  # fmt: skip
def test_the_price_is_found_in_the_ways_microdata_is_written(inner: str) -> None:
    found = one(micro(inner))
    assert (found.price, found.currency) == (Decimal("15.00"), "EUR")


def test_words_on_links_and_pictures_are_their_text_not_their_address() -> None:
    price = PRICE.format("<span itemprop=price>€ 15.00</span>")
    assert one(micro(f'<a itemprop=brand href="/b/acme">Acme</a>{price}')).brand == "Acme"
    assert one(micro(f'<img itemprop=brand src="/b.png" alt="Acme">{price}')).brand == "Acme"
    scope = '<meta itemprop=brand itemscope itemtype="https://schema.org/Brand" content="Acme">'
    assert one(micro(scope + price)).brand == "Acme"


def test_properties_elsewhere_on_the_page_belong_to_the_item_that_names_their_id() -> None:
    product = '<div itemscope itemtype="https://schema.org/Product" itemref="n o"></div>'
    parts = f"<p id=n itemprop=name>Kettle</p><section id=o>{PRICE.format('<b itemprop=price>€ 15.00</b>')}</section>"
    assert one(product + parts).price == Decimal("15.00")
    assert one(parts + product).price == Decimal("15.00")


def test_items_that_name_each_other_hold_no_circle() -> None:
    body = "<div id=a itemprop=b itemscope itemref=b></div><div id=b itemprop=a itemscope itemref=a></div>"
    assert offers(body) == []


def test_data_vocabulary_is_read_as_schema_org() -> None:
    body = (
        '<div itemscope itemtype="http://data-vocabulary.org/Product"><b itemprop=name>Kettle</b>'
        '<b itemprop=brand>Acme</b><span itemprop=identifier content="mpn:K-7"></span>'
        '<div itemprop=offerDetails itemscope itemtype="http://data-vocabulary.org/Offer">'
        "<meta itemprop=currency content=EUR><span itemprop=price>15.00</span>"
        "<span itemprop=availability content=in_stock>now</span><span itemprop=condition content=used></span>"
        "</div></div>"
    )
    found = one(body)
    assert (found.price, found.currency, found.availability) == (Decimal("15.00"), "EUR", "InStock")
    assert (found.brand, found.condition) == ("Acme", "UsedCondition")


# --- RDFa


@pytest.mark.parametrize(
    "body",
    [
        '<div vocab="https://schema.org/" typeof="Product"><b property="name">Kettle</b>'
        '<div property="offers" typeof="Offer"><meta property="priceCurrency" content="EUR">'
        '<span property="price" content="15.00">15,–</span>'
        '<link property="availability" href="https://schema.org/InStock"></div></div>',
        '<div typeof="schema:Product"><b property="schema:name">Kettle</b><div rel="schema:offers">'
        '<div typeof="schema:Offer"><meta property="schema:priceCurrency" content="EUR">'
        '<span property="schema:price">15.00</span>'
        '<link property="schema:availability" resource="schema:InStock"></div></div></div>',
        '<div xmlns:g="http://purl.org/goodrelations/v1#" typeof="g:Offering"><b property="g:name">Kettle</b>'
        '<div rel="g:includes"><div typeof="g:SomeItems"><b property="g:name">Kettle</b></div></div>'
        '<div rel="g:hasPriceSpecification"><div typeof="g:UnitPriceSpecification">'
        '<meta property="g:hasCurrency" content="EUR"><span property="g:hasCurrencyValue">15.00</span></div></div>'
        '<meta property="g:availability" content="InStock"></div>',
        '<div xmlns:v="http://rdf.data-vocabulary.org/#" typeof="v:Product"><b property="v:name">Kettle</b>'
        '<div rel="v:offerDetails"><div typeof="v:Offer"><meta property="v:currency" content="EUR">'
        '<span property="v:price">15.00</span><span property="v:availability" content="in_stock"></span>'
        "</div></div></div>",
    ],
    ids=["lite", "prefixed", "goodrelations", "data-vocabulary"],
)
def test_rdfa_is_read_in_its_vocabularies(body: str) -> None:
    found = one(body)
    assert (found.name, found.price, found.currency, found.availability) == (
        "Kettle",
        Decimal("15.00"),
        "EUR",
        "InStock",
    )


def test_scripts_and_other_vocabularies_are_no_rdfa() -> None:
    body = '<div typeof="foaf:Image" property="og:title">x</div><script>if(typeof="x")typeof=="y"</script>'
    assert View(page(body)).things == []


# --- meta tags


def meta(**said: str) -> list[Offer]:
    tags = "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in said.items())
    words = read_page(page(f'<meta property="og:type" content="product">{tags}')).words
    return [word.record for word in words if isinstance(word.record, Offer) and word.witness == "opengraph"]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"product__price__amount": "12,50", "product__price__currency": "EUR"}, {"price": "12.50", "currency": "EUR"}),
        ({"og__price__amount": "1.299,00", "og__price__currency": "EUR"}, {"price": "1299.00", "currency": "EUR"}),
        ({"product__price__amount": "20", "product__sale_price__amount": "15", "product__price__currency": "EUR"},
         {"price": "15.00", "list_price": "20.00"}),
        ({"product__price__amount": "15", "product__original_price__amount": "20", "og__price__currency": "EUR"},
         {"price": "15.00", "list_price": "20.00"}),
        ({"product__price__amount": "12.10", "product__pretax_price__amount": "10"}, {"price": "12.10", "tax": True}),
        ({"product__pretax_price__amount": "10.00"}, {"price": "10.00", "tax": False}),
        ({"product__price__amount": "0.00"}, None),
        ({"product__availability": "oos"}, {"availability": "OutOfStock"}),
        ({"product__availability": "who knows"}, None),
        ({"twitter__label1": "Price", "twitter__data1": "€ 15.00"}, {"price": "15.00", "currency": "EUR"}),
        ({"twitter__label1": "Written by", "twitter__data1": "€ 15.00"}, None),
        ({"twitter__label1": "Наличие", "twitter__data1": "Нет в наличии"}, {"availability": "OutOfStock"}),
    ],
)  # fmt: skip
def test_meta_tags_of_products_are_read(said: dict[str, str], fields: dict[str, object] | None) -> None:
    found = meta(**said)
    if fields is None:
        assert found == []
        return
    have = {"price": str(found[0].price), "list_price": str(found[0].list_price), "tax": found[0].tax_included}
    have |= {"currency": found[0].currency, "availability": found[0].availability}
    assert {name: have[name] for name in fields} == fields


def test_meta_tags_carry_numbers_of_the_product() -> None:
    found = meta(
        product__price__amount="15", product__price__currency="EUR", product__retailer_item_id="K-1",
        product__mfr_part_no="M-7", product__ean="4006381333931", product__brand="Acme",
        product__condition="refurbished",
    )  # fmt: skip
    assert [(one.sku, one.mpn, one.gtin, one.brand, one.condition) for one in found] == [
        ("K-1", "M-7", "4006381333931", "Acme", "RefurbishedCondition")
    ]
