"""Which offers are one product, and which products of two companies are the same."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from crawler.fold.unit import Version
from crawler.matching import Match, match, products
from crawler.records.offer import Offer
from crawler.records.product import Product

SHOP = "https://shop.example/"


def test_variants_of_a_page_are_one_product() -> None:
    (product,) = products([version("saw", variant="red", gtin="111"), version("saw", variant="blue", gtin="222")])
    assert (product.id, product.gtin) == (SHOP + "saw", None)


@pytest.mark.parametrize("shared", [{"gtin": "4006381333931"}, {"sku": "S1"}, {"brand": "Maker", "mpn": "M-1"}])
def test_pages_that_share_an_identifier_are_one_product_named_after_the_oldest(shared: dict[str, Any]) -> None:
    old = replace(version("saw", **shared), ended="gone")
    new = replace(version("saw-2", day=5, **shared))
    (product,) = products([new, old])
    assert (product.id, product.url, product.orderable) == (SHOP + "saw", SHOP + "saw-2", True)
    assert (product.first_seen[:10], product.last_seen[:10]) == ("2026-03-01", "2026-03-05")


def test_pages_of_the_same_name_alone_are_two_products() -> None:
    assert len(products([version("saw"), version("saw-2")])) == 2


def test_a_product_is_orderable_when_one_of_its_variants_is() -> None:
    out, there = version("saw", variant="red", availability="OutOfStock"), version("saw", variant="blue")
    assert [product.orderable for product in products([out, there])] == [True]
    assert [product.orderable for product in products([out])] == [False]
    assert [product.orderable for product in products([replace(there, ended="unseen")])] == [False]


def test_of_each_offer_the_newest_version_speaks() -> None:
    old = replace(version("saw", name="Old"), ended="changed")
    assert [product.name for product in products([version("saw", day=2, name="New"), old])] == ["New"]


def test_products_of_the_same_gtin_match_in_either_length() -> None:
    assert match([product("a", gtin="012345678905")], [product("b", gtin="0012345678905")]) == [
        Match(ours="a", theirs="b", by="gtin")
    ]


def test_products_of_the_same_brand_and_makers_number_match() -> None:
    ours, theirs = product("a", brand="MAKER", mpn="m-1"), product("b", brand="Maker", mpn="M-1")
    assert match([ours], [theirs]) == [Match(ours="a", theirs="b", by="brand and mpn")]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param({"gtin": "111", "brand": "M", "mpn": "1"}, {"gtin": "222", "brand": "M", "mpn": "1"}, id="gtins"),
        pytest.param({"gtin": "111", "brand": "M", "mpn": "1"}, {"gtin": "111", "brand": "M", "mpn": "2"}, id="mpns"),
        pytest.param({"mpn": "1"}, {"mpn": "1"}, id="no brand"),
        pytest.param({"sku": "1"}, {"sku": "1"}, id="article numbers of two sellers"),
    ],
)
def test_what_contradicts_itself_or_proves_nothing_does_not_match(ours: dict[str, str], theirs: dict[str, str]) -> None:
    assert match([product("a", **ours)], [product("b", **theirs)]) == []


def test_of_two_candidates_none_is_taken() -> None:
    assert match([product("a", gtin="111")], [product("b", gtin="111"), product("c", gtin="111")]) == []
    both = [product("b", gtin="111"), product("c", brand="M", mpn="1")]
    assert match([product("a", gtin="111", brand="M", mpn="1")], both) == []


def version(page: str, day: int = 1, **fields: Any) -> Version:
    record = Offer(url=SHOP + page, **{"name": "Saw", "price": Decimal(5), "availability": "InStock", **fields})
    at = f"2026-03-{day:02}T06:00:00Z"
    return Version(
        key=(record.url, record.variant),
        record=record,
        first_seen=at,
        last_seen=at,
        first_capture=day,
        capture=day,
        source="site",
    )


def product(name: str, **fields: Any) -> Product:
    return Product(id=name, url=SHOP + name, first_seen="2026-03-01", last_seen="2026-03-01", capture=1, **fields)
