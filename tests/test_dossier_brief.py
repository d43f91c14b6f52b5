"""Changes told in lines: groups, plain words, what it means for us."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from crawler.records.article import Article
from crawler.records.offer import Offer
from crawler.store.connections import open_store
from dossier.report import load_told
from tests.dossier_store import Filler, make_competitor, make_config

NOW, BEFORE = "2026-03-18T04:00:00Z", "2026-03-16T04:00:00Z"
CONFIG = make_config(make_competitor("acme", label="Acme"), make_competitor("our", kind="self"))


@pytest.fixture
def filler(tmp_path: Path) -> Iterator[Filler]:
    """A store with an edition of the run before; what a test adds is of the second run."""
    db = open_store(tmp_path / "rivals.db")
    filler = Filler(db)
    first = filler.run(BEFORE)
    filler.edition(first, BEFORE, "2026-03-16T040000Z", {"values": [], "restated": [], "withdrawn": []}, [])
    filler.run(NOW)
    filler.visit(2, "acme", NOW)
    yield filler
    db.close()


def offer(
    name: str = "Drill", price: str = "90", host: str = "acme", category: str = "Drills", **other: object
) -> Offer:
    return replace(
        Offer(
            url=f"https://{host}.example/{name}", name=name, price=Decimal(price), currency="EUR", price_type="exact",
            availability="InStock", category=(category,),
        ),
        **other,  # type: ignore[arg-type]
    )  # fmt: skip


def add(
    filler: Filler, record: Offer, what: tuple[str | None, str | None, str | None], ours: str | None = None
) -> None:
    capture = filler.capture(1, record.url, NOW)
    filler.version("acme", record, NOW, NOW, (capture, capture))
    filler.change("acme", 2, record, what, at=NOW, since=BEFORE, capture_new=capture, capture_old=capture)
    if ours:
        own = offer(record.name or "", ours, "our")
        filler.version("our", own, NOW, NOW, (capture, capture))
        filler.product("our", own, capture, NOW)
        filler.product("acme", record, capture, NOW)
        filler.match("our", own.url, "acme", record.url)


def lines(filler: Filler, tmp_path: Path) -> list[str]:
    told = load_told(filler.db, tmp_path / "evidence", CONFIG, NOW)
    return [
        f"{line.who} {''.join(span.text for span in line.fact)} | {line.means} | {line.favour}" for line in told.lines
    ]


def test_one_cut_of_a_product_of_ours(filler: Filler, tmp_path: Path) -> None:
    add(filler, offer(price="84.90"), ("price", "99.00", "84.90"), ours="89.90")
    assert lines(filler, tmp_path) == [
        "Acme cut Drill 99.00 → 84.90 EUR (−14\u202f%, between 16 and 18 Mar) | "
        "ours 89.90: was below theirs, now above | them"
    ]


def test_many_cuts_are_one_line(filler: Filler, tmp_path: Path) -> None:
    for number in range(4):
        category = "Drills" if number else "Saws"
        add(
            filler,
            offer(f"P{number}", "90", category=category),
            ("price", "100", "90"),
            ours="95" if number < 2 else None,
        )
    assert lines(filler, tmp_path) == [
        "Acme cut 4 of 4 prices since 16 Mar 06:00 (median −10\u202f%, mostly Drills) | "
        "cheaper than us on 2 of the 2 products we sell too, was 0 | them"
    ]


def test_sold_out_there_and_in_stock_here(filler: Filler, tmp_path: Path) -> None:
    add(filler, offer(availability="OutOfStock"), ("availability", "InStock", "OutOfStock"), ours="1289.90")
    assert lines(filler, tmp_path) == [
        "Acme sold out of Drill (between 16 and 18 Mar) | ours in stock at 1,289.90 EUR | us"
    ]


def test_a_sale_says_what_it_claims(filler: Filler, tmp_path: Path) -> None:
    add(filler, offer(price="70", list_price=Decimal(100)), ("list_price", None, "100"))
    assert lines(filler, tmp_path) == [
        "Acme put Drill on sale: list price 100.00 EUR, claims −30\u202f% (between 16 and 18 Mar) |  | "
    ]


def test_a_price_that_falls_as_a_sale_begins_is_told_with_the_sale(filler: Filler, tmp_path: Path) -> None:
    on_sale = offer(price="70", list_price=Decimal(100))
    add(filler, on_sale, ("price", "100", "70"), ours="89.90")
    filler.change("acme", 2, on_sale, ("list_price", None, "100"), at=NOW, since=BEFORE)
    assert lines(filler, tmp_path) == [
        "Acme put Drill on sale 100.00 → 70.00 EUR (−30\u202f%, between 16 and 18 Mar) | "
        "ours 89.90: was below theirs, now above | them"
    ]


def test_our_own_changes_come_last(filler: Filler, tmp_path: Path) -> None:
    filler.change("our", 2, offer("Saw", host="our"), ("price", "100", "50"), at=NOW, since=BEFORE)
    filler.change("acme", 2, offer("Drill"), ("price", "100", "99"), at=NOW, since=BEFORE)
    assert [line.split(" cut ")[0] for line in lines(filler, tmp_path)] == ["Acme", "Our (us)"]


def test_gone_new_and_post(filler: Filler, tmp_path: Path) -> None:
    add(filler, offer("Old saw"), (None, "Old saw", None))
    add(filler, offer("New saw"), (None, None, "New saw"))
    post = Article(url="https://acme.example/blog/1", title="How to saw", published="2026-03-17")
    filler.version("acme", post, NOW, NOW, (1, 1))
    filler.change("acme", 2, post, (None, None, "How to saw"), at=NOW, capture_new=1)
    assert lines(filler, tmp_path) == [
        "Acme lists New saw, new (between 16 and 18 Mar) |  | ",
        "Acme no longer has Old saw (seen on 16 Mar, not seen on 18 Mar) |  | ",
        "Acme published “How to saw” (17 Mar) |  | ",
    ]


def test_what_is_suspect_or_of_the_edition_before_is_not_told(filler: Filler, tmp_path: Path) -> None:
    add(filler, offer("A"), ("price", "100", "90"))
    filler.db.execute("UPDATE change SET suspect = 1")
    filler.change("acme", 1, offer("B"), ("price", "100", "90"), at=BEFORE)
    assert lines(filler, tmp_path) == []


def test_two_prices_of_other_basis_are_not_compared(filler: Filler, tmp_path: Path) -> None:
    add(filler, offer(price="84.90", tax_included=False), ("price", "99.00", "84.90"), ours="89.90")
    assert lines(filler, tmp_path)[0].endswith("|  | ")
