"""Pages that sell several variants of a thing: what is of the whole, and what of one."""

import json

import pytest

from crawler.fold.fold import merge_one
from crawler.page import Page
from crawler.reading.site import read_page
from crawler.records.offer import Offer

URL = "https://apron.example/item/linen-apron"


def offers(
    told: dict[str, object], variations: list[dict[str, object]], query: str = "", shown: str = "€20.00"
) -> list[Offer]:
    """Return what is held of a page with one structured product and WooCommerce's variations."""
    product = {"@context": "https://schema.org", "@type": "Product", "name": "Linen Apron", "brand": "Weft", **told}
    held = json.dumps(variations).replace("&", "&amp;").replace('"', "&quot;")
    html = f"""<html lang="en"><head><script type="application/ld+json">{json.dumps(product)}</script></head><body>
        <h1>Linen Apron</h1><p class="price">{shown}</p><form data-product_variations="{held}">
        <button>Add to cart</button></form></body></html>"""
    page = Page(URL + query, 200, {"content-type": "text/html"}, html.encode())
    return [record for record in merge_one(page.url, read_page(page)) if isinstance(record, Offer)]


def variation(size: str, price: float, sku: str | None, in_stock: bool = True) -> dict[str, object]:
    said = {"attributes": {"attribute_size": size}, "display_price": price, "display_regular_price": price}
    return {**said, "is_in_stock": in_stock, "variation_id": len(size), **({"sku": sku} if sku else {})}


SIZES = [variation("S", 20, "A-S"), variation("XL", 20, "A-XL", in_stock=False)]


@pytest.mark.parametrize("last", [20, 25], ids=["one price", "two prices"])
def test_an_offer_with_the_number_of_the_whole_thing_is_of_all_its_variants_whatever_they_cost(last: float) -> None:
    high = [variation("S", 20, "A-S"), variation("XL", last, "A-XL", in_stock=False)]
    found = offers({"sku": "A", "offers": {"@type": "Offer", "price": "20.00", "priceCurrency": "EUR"}}, high)
    assert [(o.variant, o.sku, str(o.price), o.availability, o.brand) for o in found] == [
        ("A-S", "A", "20.00", "InStock", "Weft"),
        ("A-XL", "A", f"{last:.2f}", "OutOfStock", "Weft"),
    ]


def test_a_lowest_price_is_of_all_variants_without_any_number() -> None:
    told = {"@type": "AggregateOffer", "lowPrice": "20", "highPrice": "25", "priceCurrency": "EUR"}
    found = offers({"offers": told}, [variation("S", 20, None), variation("XL", 25, None)])
    assert [(o.variant, str(o.price), o.price_type) for o in found] == [
        ("S", "20.00", "exact"),
        ("XL", "25.00", "exact"),
    ]


def test_an_offer_with_the_number_of_one_variant_is_the_only_one() -> None:
    (found,) = offers({"sku": "A-S", "offers": {"@type": "Offer", "price": "20.00", "priceCurrency": "EUR"}}, SIZES)
    assert (found.sku, found.variant) == ("A-S", None)


def test_an_address_that_selects_a_variant_does_not_make_a_lowest_price_its_price() -> None:
    told = {"@type": "AggregateOffer", "lowPrice": "20", "highPrice": "25", "priceCurrency": "EUR"}
    sizes = [variation("S", 20, "A-S"), variation("XL", 25, "A-XL")]
    found = offers({"offers": told}, sizes, "?attribute_size=XL", "€20.00 – €25.00")
    assert {o.variant: str(o.price) for o in found} == {"A-S": "20.00", "A-XL": "25.00"}
