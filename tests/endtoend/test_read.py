"""``rivals read``: one page or many, with the witness of every field, and what lost."""

import gzip
import json
from pathlib import Path

import pytest

from tests.endtoend.installation import Installation

PAGE = """<!doctype html><html lang="en"><head><title>{name}</title>
<link rel="canonical" href="https://shop.example/p/{sku}"><meta property="product:price:amount" content="{old}">
<meta property="product:price:currency" content="EUR">
<script type="application/ld+json">{{"@type": "Product", "name": "{name}", "sku": "{sku}", "brand": "Baltra",
"offers": {{"@type": "Offer", "price": "{price}", "priceCurrency": "EUR"}}}}</script></head>
<body><main><h1>{name}</h1><p class="price">€ {price}</p><button>Add to cart</button></main></body></html>"""


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    for sku, price in (("saw-1", "12.50"), ("saw-2", "19.90"), ("saw-3", "7.25")):
        (tmp_path / f"{sku}.html").write_text(
            PAGE.format(name=f"Saw {sku}", sku=sku, price=price, old="99.00"), "utf-8"
        )
    return Installation(tmp_path)


def test_many_files_are_read_in_their_order_by_several_processes(here: Installation) -> None:
    lines = here.lines("read", "saw-3.html", "saw-1.html", "saw-2.html", "--jobs", "2")
    assert [(line["file"], line["price"]) for line in lines] == [
        ("saw-3.html", "7.25"),
        ("saw-1.html", "12.50"),
        ("saw-2.html", "19.90"),
    ]


def test_a_saved_page_without_an_address_is_read_at_the_one_it_names(here: Installation) -> None:
    [line] = here.lines("read", "saw-1.html")
    assert line["url"] == "https://shop.example/p/saw-1"
    [line] = here.lines("read", "saw-1.html", "--url", "https://other.example/saw")
    assert line["url"] == "https://other.example/saw"


def test_a_list_names_pages_and_their_addresses(here: Installation) -> None:
    folder = here.folder / "pages"
    folder.mkdir()
    (folder / "a.html.gz").write_bytes(gzip.compress((here.folder / "saw-1.html").read_bytes()))
    (folder / "index.jsonl").write_text('{"file": "a.html.gz", "url": "https://a.example/1"}\n\n', "utf-8")
    [line] = here.lines("read", "--list", "pages/index.jsonl")
    assert (line["url"], line["price"]) == ("https://a.example/1", "12.50")


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(here: Installation) -> None:
    done = here.rivals("read", "saw-1.html", "none.html", "saw-2.html")
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == ["saw-1.html", "saw-2.html"]
    assert done.returncode == 3
    assert done.stderr.startswith("rivals: none.html: ")
    assert here.rivals("read", "none.html", "neither.html").returncode == 4


def test_pages_and_addresses_must_fit_together(here: Installation) -> None:
    done = here.rivals("read", "saw-1.html", "saw-2.html", "--url", "https://a.example/")
    assert (done.returncode, done.stderr.startswith("rivals: 2 pages and 1 addresses")) == (1, True)
    assert here.rivals("read").returncode == 1
    (here.folder / "broken.jsonl").write_text('{"url": "https://a.example/"}\n', "utf-8")
    assert "broken.jsonl:1: no page" in here.rivals("read", "--list", "broken.jsonl").stderr


def test_every_field_has_its_witness(here: Installation) -> None:
    [line] = here.lines("read", "saw-1.html")
    assert (line["witnesses"]["price"], line["witnesses"]["sku"]) == ("text", "json-ld")


def test_explain_says_where_a_value_stands_and_what_lost(here: Installation) -> None:
    [line] = here.lines("read", "saw-1.html", "--explain", "--json")
    price, sku = line["explain"]["price"], line["explain"]["sku"]
    assert (price["witness"], price["place"]) == ("text", "body > main > p.price")
    assert (sku["witness"], sku["place"]) == ("json-ld", 'script[type="application/ld+json"] no. 1: sku')
    assert {(one["witness"], one["value"], one["place"]) for one in price["lost"]} == {
        ("opengraph", "99.00", 'meta "product:price:amount"')
    }


def test_explain_is_text_for_people(here: Installation) -> None:
    said = here.rivals("read", "saw-1.html", "--explain").stdout.splitlines()
    assert said[0] == "offer  https://shop.example/p/saw-1  (read from a page of type product)"
    assert any(line.split()[:2] == ["price", "12.50"] and line.endswith("text, body > main > p.price") for line in said)
    assert any(line.split()[:2] == ["not", "99.00"] for line in said)
