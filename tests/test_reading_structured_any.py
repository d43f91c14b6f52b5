"""Whatever structured data says, its readers end without an exception and say nothing that cannot be."""

import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.page import Page
from crawler.reading.site import read_page
from crawler.records.offer import Offer

URL = "https://shop.example/p/kettle?variant=2#red"
_NAMES = (
    "@id @type @graph name offers hasVariant isVariantOf brand sku gtin13 gtin mpn productID identifier url price "
    "priceCurrency lowPrice highPrice minPrice maxPrice priceSpecification priceType referenceQuantity valueReference "
    "value unitCode eligibleQuantity minValue validForMemberTier eligibleCustomerType eligibleRegion areaServed "
    "availability availabilityStarts inventoryLevel itemCondition seller itemOffered shippingDetails shippingRate "
    "currency deliveryTime transitTime handlingTime maxValue deliveryLeadTime additionalProperty color size 0 1 "
    "mainEntity itemListElement item aggregateRating ratingValue ratingCount category valueAddedTaxIncluded"
).split()
_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.sampled_from(
        "Product ProductGroup Offer AggregateOffer ListItem ItemList UnitPriceSpecification #a #b Kettle kettle 2 EUR "
        "12.99 12,99 1.299 -5 0 1e9999 NaN KGM DAY ListPrice InStock http://schema.org/InStock 2026-02-30 "
        "99999999999999999999 /p/kettle https://shop.example/p/kettle?variant=2 ean:4006381333931 https://[".split()
    ),
    st.text(max_size=8),
)
_THINGS = st.recursive(
    _VALUES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=6)
        | st.fixed_dictionaries(
            {
                "@type": st.sampled_from(["Product", "ProductGroup", "Offer", "AggregateOffer"]),
                "name": st.just("Kettle"),
            },
            optional=dict.fromkeys(("offers", "hasVariant", "price", "isVariantOf", "priceSpecification"), inner),
        )
    ),
    max_leaves=25,
)
_ATTRIBUTES = st.lists(
    st.tuples(
        st.sampled_from(
            "itemscope itemtype itemprop itemref id typeof property rel vocab content href resource".split()
        ),
        st.sampled_from(
            "Product https://schema.org/Product https://schema.org/Offer gr:Offering gr:hasPriceSpecification offers "
            "price name a b a,b 12.99 @id @type https://schema.org/ brand review http://data-vocabulary.org/Product "
            "rating identifier schema:Product schema:offers https://[".split()
        ),
    ),
    max_size=4,
)


def read(body: str) -> list[Offer]:
    html = f"<!doctype html><html lang=en><title>Kettle</title><h1>Kettle</h1>{body}".encode("utf-8", "replace")
    words = read_page(Page(URL, 200, {"content-type": "text/html; charset=utf-8"}, html)).words
    return [word.record for word in words if isinstance(word.record, Offer)]


def check(offers: list[Offer]) -> None:
    for offer in offers:
        for amount in (offer.price, offer.list_price, offer.unit_price, offer.shipping):
            assert amount is None or (isinstance(amount, Decimal) and amount.is_finite() and 0 <= amount < 10**13)
        assert offer.price is None or offer.price > 0
        assert offer.delivery_days is None or 0 <= offer.delivery_days <= 3660


@settings(max_examples=150)
@given(_THINGS)
def test_any_json_ld_is_read(thing: object) -> None:
    block = json.dumps(thing).replace("</", "<\\/")
    check(read(f'<script type="application/ld+json">{block}</script>'))


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.sampled_from(["div", "a", "span", "meta", "img"]), _ATTRIBUTES, st.booleans()), max_size=12)
)
def test_any_microdata_and_rdfa_is_read(elements: list[tuple[str, list[tuple[str, str]], bool]]) -> None:
    body, open_tags = "", list[str]()
    for tag, attributes, closes in elements:
        said = " ".join(f'{name}="{value.replace(",", " ")}"' for name, value in attributes)
        body += f"<{tag} {said}>12.99"
        if closes:
            body += f"</{tag}>"
        else:
            open_tags.append(tag)
    check(read(body + "".join(f"</{tag}>" for tag in reversed(open_tags))))
