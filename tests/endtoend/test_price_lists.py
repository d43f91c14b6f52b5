"""Price lists that a site links as files, watched through the real command line: what changes in their rows is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents import pdf, xlsx
from tests.endtoend.installation import Installation
from tests.endtoend.shops import install
from tests.loopback import Reply, Site, serving

HOME = b"""<!doctype html><html lang="en"><title>Workshop</title><h1>Workshop</h1>
<p>We make tools.</p><ul><li><a href="/files/list.xlsx">Our <b>price list</b></a></li>
<li><a href="/files/preise.pdf">PDF</a></li><li><a href="/files/imprint.pdf">Imprint</a></li>
<li><a href="/files/logo.png">Prices logo</a></li></ul></html>"""
HEAD = ("SKU", "Product", "Price, EUR excl. VAT")
MONDAY = [("H-1", "Hammer", 19.99), ("S-1", "Saw", 24.5), ("D-1", "Drill", 89.0), ("P-1", "Plane", 45.0)]
TUESDAY = [("H-1", "Hammer", 19.99), ("S-1", "Saw", 21.9), ("P-1", "Plane", 45.0), ("C-1", "Chisel", 12.5)]
GERMAN = [("Artikel-Nr.", "Bezeichnung", "Preis")]
BEFORE = [("70", "Zange", "12,50 EUR"), ("71", "Feile", "8,90 EUR"), ("72", "Raspel", "9,90 EUR")]
AFTER = [("70", "Zange", "13,50 EUR"), ("72", "Raspel", "9,90 EUR"), ("73", "Beil", "31,00 EUR")]


def files(rows: list[tuple[str, str, float]], german: list[tuple[str, str, str]]) -> dict[str, Reply]:
    book = {"Content-Type": "application/octet-stream"}  # many servers know no better
    return {
        "/files/list.xlsx": Reply(xlsx(HEAD, *rows), headers=book),
        "/files/preise.pdf": Reply(pdf(GERMAN + german), headers={"Content-Type": "application/pdf"}),
    }


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({"/": Reply(HOME), **files(MONDAY, BEFORE)}) as (shop,):
        yield shop


def told(here: Installation) -> set[tuple[str | None, ...]]:
    lines = here.lines("export", "change")
    return {(line["name"], line["field"], line["old"], line["new"]) for line in lines if line["kind"] == "offer"}


def test_what_changes_in_the_rows_of_linked_price_lists_is_told_and_nothing_else(tmp_path: Path, site: Site) -> None:
    here = install(tmp_path, workshop=site)
    first = here.rivals("crawl", "--now", "2026-03-02T06:00:00Z")
    assert first.returncode == 0, first.stdout + first.stderr
    offers = {line["name"]: line for line in here.lines("export", "offer")}
    assert {name: line["price"] for name, line in offers.items()} == {
        "Hammer": "19.99", "Saw": "24.50", "Drill": "89.00", "Plane": "45.00",
        "Zange": "12.50", "Feile": "8.90", "Raspel": "9.90",
    }  # fmt: skip
    assert (
        offers["Saw"] | {"url": f"{site.url}files/list.xlsx#S-1", "currency": "EUR", "tax_included": False}
        == offers["Saw"]
    )
    assert told(here) == set()
    assert "/files/imprint.pdf" not in site.paths
    assert "/files/logo.png" not in site.paths

    site.routes |= files(TUESDAY, AFTER)
    here.rivals("crawl", "--now", "2026-03-03T06:00:00Z")
    changed = {
        ("Saw", "price", "24.50", "21.90"),
        ("Chisel", None, None, "new"),
        ("Zange", "price", "12.50", "13.50"),
        ("Beil", None, None, "new"),
    }
    assert told(here) == changed
    here.rivals("crawl", "--now", "2026-03-04T06:00:00Z")
    assert told(here) == changed | {("Drill", None, "gone", None), ("Feile", None, "gone", None)}
    products = {line["name"] for line in here.lines("export", "product")}
    assert {"Hammer", "Saw", "Plane", "Chisel", "Zange", "Beil"} <= products


def test_a_price_list_that_can_no_longer_be_read_takes_nothing_away(tmp_path: Path, site: Site) -> None:
    here = install(tmp_path, workshop=site)
    here.rivals("crawl", "--now", "2026-03-02T06:00:00Z")
    site.routes["/files/list.xlsx"] = Reply(b"PK\x03\x04 broken xl/workbook.xml")
    for day in (3, 4, 5):
        done = here.rivals("crawl", "--verbose", "--now", f"2026-03-0{day}T06:00:00Z")
        assert "unreadable" in done.stdout + done.stderr
    assert told(here) == set()
    assert len(here.lines("export", "offer")) == 7


def test_a_list_that_is_named_after_its_month_goes_on_under_its_new_name(tmp_path: Path, site: Site) -> None:
    here = install(tmp_path, workshop=site)
    here.rivals("crawl", "--now", "2026-03-02T06:00:00Z")
    before = {line["url"] for line in here.lines("export", "offer")}
    site.routes["/"] = Reply(HOME.replace(b"list.xlsx", b"list-2026-04.xlsx"))
    del site.routes["/files/list.xlsx"]
    site.routes["/files/list-2026-04.xlsx"] = files(TUESDAY, BEFORE)["/files/list.xlsx"]
    for day in (3, 4):
        here.rivals("crawl", "--now", f"2026-03-0{day}T06:00:00Z")
    assert told(here) == {
        ("Saw", "price", "24.50", "21.90"),
        ("Chisel", None, None, "new"),
        ("Drill", None, "gone", None),
    }
    assert len({line["url"] for line in here.lines("export", "offer")} & before) == 6
