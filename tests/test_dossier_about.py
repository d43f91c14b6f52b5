"""Whom a record of the whole market is about."""

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.config import Brand, Config
from crawler.records.ad import Ad
from crawler.store import derived
from crawler.store.connections import open_store
from dossier.about import MarketRecord, about, about_rows
from tests.dossier_store import Filler, make_competitor, make_config

NOW = "2026-03-18T04:00:00Z"


def config() -> Config:
    brands = {
        "barn": Brand(names=("Tool Barn", "Амбар"), not_names=("Tool Barn Insurance",)),
        "tool": Brand(names=("Tool",)),
        "local": Brand(),
    }
    sites = {
        "barn": "https://www.tool-barn.co.uk/shop/",
        "tool": "http://127.0.0.1:8001/",
        "local": "http://127.0.0.1:8002/",
    }
    plain = [make_competitor(name, label=name.title(), site=site) for name, site in sites.items()]
    return make_config(*(replace(competitor, brand=brands[competitor.name]) for competitor in plain))


def told(**record: object) -> dict[str, str]:
    rows = about([MarketRecord(kind="ad", key="[1]", **record)], config())  # type: ignore[arg-type]
    assert all((row.kind, row.key) == ("ad", "[1]") for row in rows)
    return {row.competitor: row.by for row in rows}


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("Drills at TOOL BARN today", {"barn"}),
        ("Drills at tool\u00a0 barn, today", {"barn"}),
        ("Скидки в «Амбар»!", {"barn"}),
        ("toolbarn", set()),
        ("a toolbox", set()),
        ("The best tool", {"tool"}),
        ("Tool Barn Insurance pays", set()),
        ("Tool Barn Insurance pays, Tool Barn sells", {"barn"}),
        ("Tool Barn has every tool", {"barn", "tool"}),
        ("", set()),
    ],
)
def test_names_in_a_text_are_whole_words_and_the_longer_name_wins(text: str, companies: set[str]) -> None:
    assert told(texts=(text,)) == dict.fromkeys(companies, "name")


@pytest.mark.parametrize(
    ("address", "companies"),
    [
        ("https://m.tool-barn.co.uk/x", {"barn"}),
        ("tool-barn.co.uk/drills", {"barn"}),
        ("TOOL-BARN.CO.UK", {"barn"}),
        ("https://tool-barn.co.uk.evil.example/", set()),
        ("https://other.co.uk/", set()),
        ("http://127.0.0.1:8001/a", {"tool"}),
        ("http://127.0.0.1:8002/a", {"local"}),
        ("http://127.0.0.1/a", set()),
        ("http://[bad", set()),
        ("http://tool-barn.co.uk:port/", set()),
        ("javascript:alert(1)", set()),
    ],
)
def test_an_address_belongs_to_the_company_of_its_registrable_domain(address: str, companies: set[str]) -> None:
    assert told(addresses=(address,)) == dict.fromkeys(companies, "site")


def test_an_ad_that_names_a_rival_is_still_its_advertisers() -> None:
    assert told(owner="Tool Barn UK Ltd", texts=("Cheaper than any Tool",)) == {"barn": "owner"}
    assert told(addresses=("http://127.0.0.1:8002/",), texts=("Cheaper than Tool Barn",)) == {"local": "site"}


def test_a_label_counts_only_as_the_whole_owner() -> None:
    assert told(owner="LOCAL") == {"local": "owner"}
    assert told(owner="Local heroes") == {}
    assert told(texts=("Local",)) == {}


def test_a_site_of_two_companies_tells_none() -> None:
    both = make_config(
        make_competitor("a", site="https://shop.example/a/"), make_competitor("b", site="https://shop.example/b/")
    )
    assert about([MarketRecord(kind="ad", key="[1]", addresses=("https://shop.example/",))], both) == []


def test_a_long_text_of_many_names_is_looked_through_once() -> None:
    assert told(texts=("tool barn insurance " * 50_000,)) == {}


def test_only_records_of_the_market_are_looked_at_and_the_rows_can_be_kept(tmp_path: Path) -> None:
    db = open_store(tmp_path / "rivals.db")
    filler = Filler(db)
    ad = Ad(url="https://library.example/", id="7", advertiser="Page", landing_url="https://tool-barn.co.uk/x")
    filler.version("", ad, NOW, NOW, (1, 1))
    filler.version("tool", replace(ad, id="8"), NOW, NOW, (2, 2))
    rows = about_rows(db, config())
    assert [(row.kind, row.competitor, row.by) for row in rows] == [("ad", "barn", "site")]
    derived.save_about(db, rows)
    joined = "SELECT ad.id FROM about JOIN ad ON ad.competitor = '' AND ad.key = about.key AND about.kind = 'ad'"
    assert [row["id"] for row in db.execute(joined)] == ["7"]
    db.close()
