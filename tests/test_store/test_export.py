"""The lines that other tools read."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from crawler.fold.fold import Result
from crawler.fold.state import State
from crawler.fold.unit import Change, Version
from crawler.records.ad import Ad
from crawler.records.article import Article
from crawler.records.finding import Finding
from crawler.records.kinds import Record, key_of
from crawler.records.offer import Offer
from crawler.records.popularity import Popularity
from crawler.records.product import Product
from crawler.records.rating import Rating
from crawler.records.review import Review
from crawler.store.connections import Connection
from crawler.store.derived import Folded, save_fold
from crawler.store.export import EXPORTS, change_lines, export_lines
from crawler.store.tables import insert, row_of
from tests.test_store.rows import SHOP, visit_day

DRILL = Offer(
    url=SHOP + "drill",
    name="Drill",
    category=("Tools", "Drills"),
    price=Decimal("9.90"),
    price_text="9,90 €",
    currency="EUR",
    tax_included=True,
    availability="InStock",
)
CHEAPER = replace(DRILL, price=Decimal("8.90"), price_text="8,90 €")
SAW = Offer(url=SHOP + "saw", price=None, price_text="1.299", price_candidates=(Decimal("1.299"), Decimal(1299)))


def instant(day: int) -> str:
    return f"2026-03-{day:02}T06:00:01Z"


def store(db: Connection, versions: list[Version], changes: list[Change], competitor: str = "acme") -> None:
    result = Result(state=State(), versions=tuple(versions), changes=tuple(changes), coverage=(), due=(), aliases=())
    save_fold(db, competitor, State(), Folded(run=1, reader="r1", result=result))


def version(record: Record, first: int, last: int, ended: str | None = None, **values: Any) -> Version:
    """A version seen from one day to another, by the capture of each day's visit."""
    return Version(
        key=key_of(record),
        record=record,
        first_seen=instant(first),
        last_seen=instant(last),
        first_capture=(first << 20) + 1,
        capture=(last << 20) + 1,
        source="site",
        ended=ended,
        **values,
    )


def change(record: Offer, day: int, before: int, **values: Any) -> Change:
    usual: dict[str, Any] = {
        "id": f"{day:016x}",
        "kind": "offer",
        "key": key_of(record),
        "url": record.url,
        "name": record.name,
        "field": None,
        "old": record.name,
        "new": None,
        "currency": None,
        "at": instant(day),
        "since": instant(before),
        "capture_old": (before << 20) + 1,
        "capture_new": (day << 20) + 1,
    }
    return Change(**usual | values)


def a_month(db: Connection) -> None:
    """The drill falls on day 3 and was last seen on day 5, gone on day 7; the saw is there from day 2."""
    for day in range(1, 9):
        visit_day(db, day, {})
    store(
        db,
        [version(DRILL, 1, 2, "changed"), version(CHEAPER, 3, 5, "gone"), version(SAW, 2, 8)],
        [
            change(DRILL, 3, 2, field="price", old="9.90", new="8.90", currency="EUR"),
            change(CHEAPER, 7, 5, suspect=True),
        ],
    )


def held(db: Connection, **when: Any) -> list[tuple[str, str | None]]:
    return [(line["url"].removeprefix(SHOP), line["price"]) for line in export_lines(db, "offer", **when)]


def test_an_offer_line_has_the_shape_of_the_design(db: Connection) -> None:
    visit_day(db, 1, {})
    store(db, [version(DRILL, 1, 1, witnesses={"price": "text"})], [])
    (line,) = export_lines(db, "offer")
    assert json.loads(json.dumps(line)) == {
        "schema": 1,
        "kind": "offer",
        "competitor": "acme",
        "source": "site",
        "url": SHOP + "drill",
        "name": "Drill",
        "brand": None,
        "sku": None,
        "gtin": None,
        "mpn": None,
        "category": ["Tools", "Drills"],
        "price": "9.90",
        "price_text": "9,90 €",
        "list_price": None,
        "list_price_text": None,
        "currency": "EUR",
        "price_type": None,
        "availability": "InStock",
        "availability_text": None,
        "available_from": None,
        "delivery_days": None,
        "market": None,
        "region": None,
        "tax_included": True,
        "min_quantity": None,
        "customer_type": None,
        "pack_count": None,
        "unit_price": None,
        "unit_price_unit": None,
        "unit": None,
        "condition": None,
        "shipping": None,
        "valid_until": None,
        "seller": None,
        "variant": None,
        "rating": None,
        "rating_count": None,
        "first_seen": "2026-03-01T06:00:01Z",
        "last_seen": "2026-03-01T06:00:01Z",
        "capture": (1 << 20) + 1,
        "origin": "crawl",
        "suspect": False,
    }


def test_article_and_popularity_lines(db: Connection) -> None:
    visit_day(db, 1, {})
    article = Article(url=SHOP + "1", title="Новое", published="2026-02-28", published_text="28 Feb", words=3)
    views = Popularity(url=SHOP + "1", measure="views", value=1200, value_text="1.2k")
    store(db, [version(article, 1, 1, suspect=True), version(views, 1, 1, origin="import")], [])
    (one,), (two,) = export_lines(db, "article"), export_lines(db, "popularity")
    assert (one["title"], one["published"], one["words"], one["text"], one["suspect"]) == (
        "Новое",
        "2026-02-28",
        3,
        None,
        True,
    )
    assert {name: two[name] for name in ("measure", "value", "value_text", "origin")} == {
        "measure": "views",
        "value": 1200,
        "value_text": "1.2k",
        "origin": "import",
    }


def found(what: str, name: str | None = None, value: str = "") -> Finding:
    return Finding(url=SHOP, what=what, name=name, value=value)


def test_findings_are_lines_of_what_they_are(db: Connection) -> None:
    visit_day(db, 1, {})
    promise = found("promise", "returns", "30")
    store(db, [version(found("headline", value="Tools"), 1, 1), version(promise, 1, 1)], [])
    (line,) = export_lines(db, "promise")
    assert line == {
        "schema": 1,
        "kind": "promise",
        "competitor": "acme",
        "source": "site",
        "url": SHOP,
        "what": "promise",
        "name": "returns",
        "value": "30",
        "unit": None,
        "detail": None,
        "first_seen": instant(1),
        "last_seen": instant(1),
        "capture": (1 << 20) + 1,
        "origin": "crawl",
        "suspect": False,
    }
    assert list(export_lines(db, "technology")) == []
    assert [line["kind"] for line in export_lines(db, "finding")] == ["headline", "promise"]


def test_a_promise_held_until_it_was_found_gone(db: Connection) -> None:
    for day in range(1, 6):
        visit_day(db, day, {})
    promise = found("promise", "returns", "30")
    gone = change(DRILL, 5, 3, kind="promise", key=key_of(promise), name="returns", old="gone")
    store(db, [version(promise, 1, 3, "gone")], [gone])
    for kind in ("promise", "finding"):
        assert [len(list(export_lines(db, kind, at=instant(day)))) for day in (1, 3, 4, 5)] == [1, 1, 1, 0]
        assert len(list(export_lines(db, kind, history=True))) == 1
        assert list(export_lines(db, kind)) == []


def test_a_review_line_tells_no_name(db: Connection) -> None:
    visit_day(db, 1, {})
    review = Review(
        url=SHOP, id="r1", rating=Decimal("4.5"), text="Good.", author="Anna", author_hash="0123456789abcdef"
    )
    store(db, [version(review, 1, 1)], [])
    (line,) = export_lines(db, "review")
    assert "author" not in line
    assert (line["id"], line["rating"], line["author_hash"]) == ("r1", "4.5", "0123456789abcdef")
    assert "Anna" not in json.dumps(line)


def test_an_offer_line_has_the_rating_that_its_page_claimed_at_that_time(db: Connection) -> None:
    for day in range(1, 5):
        visit_day(db, day, {})
    few = Rating(url=DRILL.url, rating=Decimal("4.0"), rating_count=9)
    many = Rating(url=DRILL.url, rating=Decimal("4.5"), rating_count=20)
    elsewhere = Rating(url=DRILL.url, platform="reviews.example", rating=Decimal("1.5"), rating_count=3)
    versions = [version(few, 1, 2, "changed"), version(many, 3, 4), version(elsewhere, 4, 4), version(SAW, 1, 4)]
    store(db, [version(DRILL, 1, 2, "changed"), version(CHEAPER, 3, 4), *versions], [])

    def ratings(**when: Any) -> list[tuple[str, Any, Any]]:
        lines = export_lines(db, "offer", **when)
        return [(line["url"].removeprefix(SHOP), line["rating"], line["rating_count"]) for line in lines]

    assert ratings() == [("drill", "4.5", 20), ("saw", None, None)]
    assert ratings(at=instant(2)) == [("drill", "4.0", 9), ("saw", None, None)]
    assert ratings(history=True) == [("drill", "4.0", 9), ("drill", "4.5", 20), ("saw", None, None)]


def test_what_the_whole_market_says_has_no_competitor(db: Connection) -> None:
    visit_day(db, 1, {})
    ad = Ad(url="https://library.example/ads", id="a1", headline="Buy", networks=("facebook",))
    told = change(DRILL, 2, 1, kind="ad", key=key_of(ad), name="Buy", old=None, new="new")
    store(db, [version(ad, 1, 1)], [told], competitor="")
    assert [line["competitor"] for line in (*export_lines(db, "ad"), *change_lines(db))] == [None, None]


@pytest.mark.parametrize("kind", EXPORTS)
def test_everything_can_be_exported_of_an_empty_store(db: Connection, kind: str) -> None:
    assert list(export_lines(db, kind)) == list(export_lines(db, kind, at=instant(1))) == []
    assert list(export_lines(db, kind, history=True)) == []


def test_what_holds_now_what_held_and_what_ever_was(db: Connection) -> None:
    a_month(db)
    assert held(db) == [("saw", None)]
    assert held(db, history=True) == [("drill", "9.90"), ("drill", "8.90"), ("saw", None)]
    assert held(db, at="2026-03-01T00:00:00Z") == []
    assert held(db, at=instant(1)) == [("drill", "9.90")]
    assert held(db, at="2026-03-02T18:00:00Z") == [("drill", "9.90"), ("saw", None)]
    assert held(db, at=instant(3)) == [("drill", "8.90"), ("saw", None)]
    assert held(db, at=instant(6)) == [("drill", "8.90"), ("saw", None)]
    assert held(db, at=instant(7)) == [("saw", None)]


def test_out_of_sight_is_a_gap(db: Connection) -> None:
    visit_day(db, 1, {})
    store(db, [version(DRILL, 1, 2, "unseen"), version(DRILL, 12, 14)], [])
    assert [held(db, at=instant(day)) for day in (2, 3, 12)] == [[("drill", "9.90")], [], [("drill", "9.90")]]


def test_lines_of_competitors_stay_apart(db: Connection) -> None:
    a_month(db)
    store(db, [version(DRILL, 2, 8)], [], competitor="beta")
    lines = export_lines(db, "offer", at="2026-03-02T18:00:00Z")
    assert [(line["competitor"], line["price"]) for line in lines] == [
        ("acme", "9.90"),
        ("acme", None),
        ("beta", "9.90"),
    ]


def test_what_went_twice_did_not_hold_in_between(db: Connection) -> None:
    visit_day(db, 1, {})
    gone = [change(DRILL, 4, 2), change(DRILL, 8, 6)]
    store(db, [version(DRILL, 1, 2, "gone"), version(DRILL, 6, 6, "gone")], gone)
    assert [bool(held(db, at=instant(day))) for day in (3, 4, 5, 6, 7, 8)] == [True, False, False, True, True, False]


def test_change_lines_have_the_shape_of_the_design(db: Connection) -> None:
    a_month(db)
    cut, gone = change_lines(db)
    assert json.loads(json.dumps(cut)) == {
        "schema": 1,
        "id": "0000000000000003",
        "competitor": "acme",
        "source": "site",
        "kind": "offer",
        "key": [SHOP + "drill", *[None] * 6],
        "url": SHOP + "drill",
        "name": "Drill",
        "field": "price",
        "old": "9.90",
        "new": "8.90",
        "currency": "EUR",
        "at": instant(3),
        "since": instant(2),
        "severity": None,
        "suspect": False,
        "capture_old": (2 << 20) + 1,
        "capture_new": (3 << 20) + 1,
    }
    assert (gone["field"], gone["old"], gone["new"], gone["suspect"]) == (None, "Drill", None, True)
    assert list(export_lines(db, "change")) == [cut, gone]
    assert list(export_lines(db, "change", at=instant(6))) == [cut]


def test_changes_are_chosen_by_time_and_competitor(db: Connection) -> None:
    a_month(db)
    store(db, [], [change(DRILL, 8, 5)], competitor="beta")

    def days(**chosen: Any) -> list[int]:
        return [int(line["id"], 16) for line in change_lines(db, **chosen)]

    assert days() == [3, 7, 8]
    assert days(since=instant(4)) == [7, 8]
    assert days(since=instant(3), until=instant(7)) == [3, 7]
    assert days(competitors=["beta"]) == [8]
    assert days(competitors=[]) == []


def test_product_lines_follow_their_offers(db: Connection) -> None:
    a_month(db)
    (saw,) = export_lines(db, "product")
    assert (saw["kind"], saw["competitor"], saw["source"], saw["url"]) == ("product", "acme", "site", SHOP + "saw")
    assert (saw["category"], saw["origin"], saw["suspect"], saw["first_seen"]) == ([], "crawl", False, instant(2))
    assert [line["name"] for line in export_lines(db, "product", at=instant(1))] == ["Drill"]
    assert len(list(export_lines(db, "product", history=True))) == 2


def test_a_product_that_moved_is_found_by_the_address_it_had(db: Connection) -> None:
    a_month(db)
    drill = Product(
        id=SHOP + "drill", url=SHOP + "new", first_seen=instant(1), last_seen=instant(8), capture=(8 << 20) + 1
    )
    db.execute(insert("product"), {"competitor": "acme"} | row_of(drill))
    urls = [line["url"] for line in export_lines(db, "product", at=instant(1))]
    assert urls == [SHOP + "new"]


FAR = replace(DRILL, price=Decimal(990), price_text="990 €")


def priced(db: Connection, at: int | None = None, *, history: bool = False) -> list[tuple[str, bool]]:
    """Return price and flag of each line, as of a day or now."""
    lines = export_lines(db, "offer", at=None if at is None else instant(at), history=history)
    return [(line["price"], line["suspect"]) for line in lines]


def test_what_is_suspect_stands_for_the_offer_flagged_and_what_was_agreed_on_is_in_the_history(db: Connection) -> None:
    visit_day(db, 1, {})
    store(db, [version(DRILL, 1, 2), version(FAR, 3, 3, suspect=True)], [])
    assert priced(db) == [("990", True)]
    assert [priced(db, day) for day in (2, 3, 4)] == [[("9.90", False)], [("990", True)], [("990", True)]]
    assert priced(db, history=True) == [("9.90", False), ("990", True)]


def test_what_was_not_borne_out_is_in_the_history_alone(db: Connection) -> None:
    visit_day(db, 1, {})
    store(db, [version(DRILL, 1, 4), version(FAR, 3, 3, "corrected", suspect=True)], [])
    assert [priced(db), priced(db, 3)] == [[("9.90", False)], [("9.90", False)]]
    assert priced(db, history=True) == [("9.90", False), ("990", True)]


def test_what_was_borne_out_holds_from_then_on(db: Connection) -> None:
    visit_day(db, 1, {})
    borne_out = version(FAR, 5, 5)
    store(db, [version(DRILL, 1, 2, "changed"), version(FAR, 3, 3, "corrected", suspect=True), borne_out], [])
    assert [priced(db, day) for day in (3, 4, 5)] == [[("9.90", False)], [("9.90", False)], [("990", False)]]


def test_a_product_rests_on_no_offer_that_is_no_longer_suspect(db: Connection) -> None:
    visit_day(db, 1, {})
    store(db, [version(DRILL, 1, 1), version(FAR, 3, 3, "corrected", suspect=True)], [])
    (line,) = export_lines(db, "product")
    assert (line["orderable"], line["last_seen"], line["suspect"]) == (True, instant(1), False)


def test_a_product_is_as_suspect_as_the_offer_it_rests_on(db: Connection) -> None:
    visit_day(db, 1, {})
    store(db, [version(DRILL, 1, 1, suspect=True), version(SAW, 1, 1)], [])
    assert [line["suspect"] for line in export_lines(db, "product")] == [True, False]
