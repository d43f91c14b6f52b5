"""Offers that not everyone takes, and values that are suspect, as the dossier tells them."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.records.popularity import Popularity
from crawler.store.connections import open_store
from dossier.changes import load_events
from dossier.offers import Item, load_items
from dossier.select import select
from dossier.sides import details, flat, join_sides
from tests.dossier_store import Filler, make_competitor, make_config
from tests.test_dossier_pages import publish, text_of

DAY = "2026-03-17T04:00:00Z"
NOW = "2026-03-18T04:00:00Z"
CONFIG = make_config(make_competitor("our", kind="self"), make_competitor("acme"))
SAW = Offer(
    url="https://acme.example/saw", name="Saw", price=Decimal(49), price_text="49 €", currency="EUR",
    price_type="exact", tax_included=True, availability="InStock",
)  # fmt: skip


@pytest.fixture
def filler(tmp_path: Path) -> Iterator[Filler]:
    db = open_store(tmp_path / "rivals.db")
    yield Filler(db)
    db.close()


def hold(filler: Filler, record: Offer | Plan, **values: Any) -> int:
    """Hold a record as of a visit of its own; return its capture."""
    company = record.url.split("/")[2].split(".")[0]
    visit = filler.visit(filler.run(NOW), company, NOW)
    capture = filler.capture(visit, record.url, NOW)
    filler.version(company, record, NOW, NOW, (capture, capture))
    for name, value in values.items():
        filler.db.execute(f"UPDATE {record.KIND} SET {name} = ? WHERE first_capture = ?", (value, capture))
    filler.coverage(visit, offer="observed", plan="observed")
    return capture


def items(filler: Filler, company: str = "acme") -> list[Item]:
    return join_sides(load_items(filler.db, company, DAY))


def told(filler: Filler, tmp_path: Path) -> Path:
    filler.db.commit()
    return publish(tmp_path / "rivals.db", CONFIG, NOW).path / "acme"


def test_prices_that_not_everyone_pays_are_lines_beside_the_plain_one(filler: Filler) -> None:
    hold(filler, replace(SAW, price=Decimal(44), customer_type="member"))
    hold(filler, replace(SAW, price=Decimal(42), min_quantity=10))
    hold(filler, SAW)
    hold(filler, replace(SAW, price=Decimal(30), condition="UsedCondition"))
    hold(filler, replace(SAW, url="https://acme.example/club", price=Decimal(9), customer_type="member"))
    lines = [(item.price, [side.price for side in item.sides]) for item in items(filler)]
    assert sorted(lines) == [("30", []), ("49", ["42", "44"]), ("9", [])]
    assert len(flat(items(filler))) == 5


def test_a_price_of_ours_that_not_everyone_pays_is_compared_with_no_plain_one(filler: Filler) -> None:
    ours = replace(SAW, url="https://our.example/saw", price=Decimal(60))
    for record in (SAW, ours, replace(ours, price=Decimal(20), customer_type="member")):
        capture = hold(filler, record)
        if record.customer_type is None:
            filler.product("our" if record is ours else "acme", record, capture, NOW)
    filler.match("our", ours.url, "acme", SAW.url)
    (item,) = items(filler)
    assert (item.ours_price, item.incomparable) == ("60", "")


@pytest.mark.parametrize(
    ("theirs", "side", "why"),
    [({"currency": "USD"}, {"customer_type": "member"}, "other currency"), ({}, {}, "")],
)
def test_the_plain_price_of_ours_is_named_first(
    filler: Filler, theirs: dict[str, Any], side: dict[str, Any], why: str
) -> None:
    ours = replace(SAW, url="https://our.example/saw", price=Decimal(60))
    hold(filler, replace(ours, price=Decimal(20), min_quantity=10, **side))
    filler.product("our", ours, hold(filler, ours), NOW)
    filler.product("acme", SAW, hold(filler, replace(SAW, **theirs)), NOW)
    filler.match("our", ours.url, "acme", SAW.url)
    (item,) = items(filler)
    assert (item.ours_price, item.incomparable) == ("60", why)


def test_a_price_of_ours_for_members_alone_is_that_of_other_customers(filler: Filler) -> None:
    ours = replace(SAW, url="https://our.example/saw", customer_type="member")
    filler.product("our", ours, hold(filler, ours), NOW)
    filler.product("acme", SAW, hold(filler, SAW), NOW)
    filler.match("our", ours.url, "acme", SAW.url)
    assert [item.incomparable for item in items(filler)] == ["other customers"]


def test_what_is_suspect_counts_as_no_offer_no_currency_and_no_price(filler: Filler) -> None:
    ours = replace(SAW, url="https://our.example/saw")
    hold(filler, replace(SAW, price=Decimal(4900), currency="USD"), suspect=1)
    filler.product("acme", SAW, hold(filler, SAW), NOW)
    filler.product("our", ours, hold(filler, ours), NOW)
    filler.match("our", ours.url, "acme", SAW.url)
    (item,) = items(filler)
    assert (item.price, item.doubted and item.doubted.price, item.gap) == ("49", "4900", 0.0)
    assert [row["offers"] for row in select(filler.db, "counts") if row["competitor"] == "acme"] == [1]
    assert select(filler.db, "rates") == []


def test_what_is_suspect_is_not_the_price_of_what_nobody_else_sells(filler: Filler) -> None:
    hold(filler, replace(SAW, price=Decimal(4900)), suspect=1)
    hold(filler, SAW)
    assert [(item.price, bool(item.doubted)) for item in items(filler)] == [("49", True)]


def test_a_change_of_a_plan_is_told_by_the_plan_as_it_was_agreed_on(filler: Filler) -> None:
    plan = Plan(url="https://acme.example/pricing", name="Team", period="month", price=Decimal(29), currency="EUR")
    hold(filler, plan)
    hold(filler, replace(plan, currency="USD"), suspect=1, first_seen="2026-03-18T05:00:00Z")
    filler.change("acme", filler.run(NOW), plan, ("price", "19", "29"), at="2026-03-18T06:00:00Z")
    (event,) = load_events(filler.db, 0, (), {})
    assert event.record == plan


def test_lines_of_prices_tell_which_offers_are_plain(filler: Filler) -> None:
    sides: list[dict[str, Any]] = [{}, {"customer_type": "member"}, {"min_quantity": 2}, {"condition": "UsedCondition"}]
    for side in sides:
        hold(filler, replace(SAW, **side))
    rows = select(filler.db, "price_versions", competitor="acme", urls=f'["{SAW.url}"]', since=DAY)
    assert sorted(row["aside"] for row in rows) == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"unit_price": Decimal("9.80"), "unit_price_unit": "kg"}, "9.80 per kg"),
        ({"unit_price": Decimal("9.80")}, ""),
        ({"pack_count": 6, "delivery_days": 3}, "6 pieces in the pack, in 3 days at most"),
        ({"pack_count": 1, "delivery_days": 0}, "at once"),
        ({"available_from": "2026-04-01"}, "from 2026-04-01"),
    ],
)
def test_what_else_is_said_of_an_offer(filler: Filler, said: dict[str, Any], words: str) -> None:
    hold(filler, replace(SAW, **said))
    assert [details(item) for item in items(filler)] == [words]


def test_a_change_of_such_a_price_says_whose_it_is(filler: Filler) -> None:
    run = filler.run(NOW)
    for who in ("member", "importer"):
        filler.change("acme", run, replace(SAW, customer_type=who, min_quantity=10), ("price", "49", "44"), at=NOW)
    names = {event.name for event in load_events(filler.db, 0, (), {})}
    assert names == {"Saw, for members, from 10 pieces", "Saw, for importer, from 10 pieces"}


def test_the_pages_show_side_lines_and_what_waits_for_a_second_look(filler: Filler, tmp_path: Path) -> None:
    hold(filler, replace(SAW, unit_price=Decimal("9.80"), unit_price_unit="kg", delivery_days=3))
    hold(filler, replace(SAW, price=Decimal(44), customer_type="member"))
    hold(filler, replace(SAW, price=Decimal(4900), price_text="4900 €"), suspect=1)
    plan = Plan(url="https://acme.example/pricing", name="Team", period="month", price=Decimal(29), currency="EUR")
    hold(filler, plan)
    hold(filler, replace(plan, price=Decimal(2900)), suspect=1)
    filler.db.execute("INSERT INTO due (competitor, url, why) VALUES ('acme', 'https://acme.example/x', 'doubt')")
    folder = told(filler, tmp_path)
    page = text_of(folder / "index.html")
    assert "49.00" in page
    assert "9.80 per kg, in 3 days at most" in page
    assert "44.00 for members" in page
    assert "4,900.00 EUR read on 18 Mar , suspect" in page
    assert "2 suspect values wait for a second look" in page
    assert "1 page went at once" in page
    assert "before 29.00 EUR" in page
    assert 'href="https://acme.example/saw"' in (folder / "index.html").read_text()
    assert "the page wrote 4900 € : kept, not announced" in text_of(folder / "witnesses.html")
    (header, *lines) = (folder / "offers.csv").read_text().splitlines()
    assert header.endswith("suspect_price,suspect_list_price,suspect_currency,suspect_at")
    assert len(lines) == 2
    assert any(line.endswith(f",4900,,EUR,{NOW}") for line in lines)


def test_a_dossier_in_which_nothing_waits_says_nothing_of_it(filler: Filler, tmp_path: Path) -> None:
    hold(filler, SAW)
    assert "second look" not in text_of(told(filler, tmp_path) / "index.html")


def test_pieces_left_of_an_offer_are_no_popularity_of_posts(filler: Filler, tmp_path: Path) -> None:
    capture = hold(filler, SAW)
    left = Popularity(url=SAW.url, measure="stock", value=7421, value_text="only 7421 left")
    filler.version("acme", left, NOW, NOW, (capture, capture))
    filler.coverage(filler.visit(filler.run(NOW), "acme", NOW), popularity="observed")
    folder = told(filler, tmp_path)
    pages = "".join(path.read_text() for path in folder.rglob("*") if path.suffix in (".html", ".csv"))
    assert "7421" not in pages
    assert "7,421" not in pages
    assert "What is their most popular content?</th><td><span" in pages
