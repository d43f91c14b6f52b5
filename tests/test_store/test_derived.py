"""What fold yields is stored whole, replaced whole, and derived anew when code or definitions differ."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import StorageError
from crawler.fold.fold import Result
from crawler.fold.state import News, State
from crawler.fold.unit import Alias, Change, Coverage, Due, Version
from crawler.records.ad import Ad
from crawler.records.article import Article
from crawler.records.finding import Finding
from crawler.records.kinds import KINDS, Record, key_of
from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.records.popularity import Popularity
from crawler.records.rating import Rating
from crawler.records.review import Review
from crawler.store import derived, tables
from crawler.store.captures import lose_job
from crawler.store.connections import Connection, open_store, read_store
from crawler.store.derived import Folded
from tests.test_store.rows import SHOP, Target, begin, read_all, rows, visit_day

OFFER = Offer(
    url=SHOP + "drill",
    name="Drill",
    gtin="4006381333931",
    category=("Tools", "Drills"),
    price=Decimal("9.90"),
    price_candidates=(Decimal("9.9"), Decimal("990")),
    currency="EUR",
    tax_included=False,
    availability="InStock",
)
ARTICLE = Article(url=SHOP + "blog/1", title='Ünïcode "quoted"', words=0)
PLAN = Plan(url=SHOP + "pricing", name="Team", price=Decimal("29"), trial_days=14, features=("All", "of it"))
REVIEW = Review(url=SHOP + "drill", id="r1", rating=Decimal("4.5"), verified=True, author_hash="0123456789abcdef")
RATING = Rating(url=SHOP + "drill", rating=Decimal("4.7"), rating_count=12)
AD = Ad(url="https://library.example/ads", id="a1", networks=("facebook",), countries=("LV", "EE"), reach=10)
PROMISE = Finding(url=SHOP, what="promise", name="returns", value="30", unit="days", detail="30 days")
VIEWS = Popularity(url=SHOP + "blog/1", measure="views", value=1200, value_text="1.2k")


def version(record: Record, first: int = 1, last: int = 1, **values: Any) -> Version:
    usual: dict[str, Any] = {
        "key": key_of(record),
        "first_seen": f"2026-03-{first:02}T06:00:00Z",
        "last_seen": f"2026-03-{last:02}T06:00:00Z",
        "first_capture": (first << 20) + 1,
        "capture": (last << 20) + 1,
        "source": "site",
    }
    return Version(record=record, **usual | values)


def change(number: int = 1, day: int = 2, **values: Any) -> Change:
    usual: dict[str, Any] = {
        "id": f"{number:016x}",
        "kind": "offer",
        "key": key_of(OFFER),
        "url": OFFER.url,
        "name": "Drill",
        "field": "price",
        "old": "9.90",
        "new": "8.90",
        "currency": "EUR",
        "at": f"2026-03-{day:02}T06:00:00Z",
        "since": "2026-03-01T06:00:00Z",
        "capture_old": (1 << 20) + 1,
        "capture_new": (day << 20) + 1,
    }
    return Change(**usual | values)


def result(*versions: Version, **values: Any) -> Result:
    usual: dict[str, Any] = {"state": State(reader="r1"), "changes": (), "coverage": (), "due": (), "aliases": ()}
    return Result(versions=versions, **usual | values)


def save(db: Connection, run: int, result: Result, code: str = "c1", competitor: str = "acme") -> None:
    before = derived.load_state(db, competitor, code)
    derived.save_fold(db, competitor, before, Folded(run=run, reader="r1", result=result), code)


def derived_rows(db: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {name: sorted(rows(db, f"SELECT * FROM {name}"), key=str) for name in tables.DERIVED}


@pytest.mark.parametrize(
    "record", [OFFER, ARTICLE, VIEWS, PLAN, REVIEW, RATING, AD, PROMISE, Offer(url=SHOP), Article(url=SHOP)]
)
def test_every_record_is_read_back_as_it_was_written(db: Connection, record: Record) -> None:
    run, _ = visit_day(db, 1, {})
    written = version(record, suspect=True, ended="gone", witnesses={"price": "json-ld", "name": "text"})
    save(db, run, result(written))
    (row,) = db.execute(f"SELECT * FROM {record.KIND}")
    assert tables.version_of(record.KIND, row) == written


def test_the_name_of_a_reviews_author_has_no_column(db: Connection) -> None:
    assert "author" not in {row["name"] for row in db.execute("PRAGMA table_info(review)")}


def test_rows_are_what_sql_can_work_with(db: Connection) -> None:
    run, _ = visit_day(db, 1, {})
    save(db, run, result(version(OFFER, witnesses={"price": "text"})))
    columns = (
        "competitor, key, price, category, price_candidates, tax_included, min_quantity, suspect, ended, witnesses"
    )
    assert rows(db, f"SELECT {columns} FROM offer") == [
        (
            "acme",
            '["https://shop.example/drill",null,null,null,null,null,null]',
            "9.90",
            '["Tools","Drills"]',
            '["9.9","990"]',
            0,
            None,
            0,
            None,
            '{"price":"text"}',
        )
    ]
    assert rows(db, "SELECT key = json_array(url, NULL, NULL, NULL, NULL, NULL, NULL) FROM offer") == [(1,)]


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_of_a_record_is_called_like_a_column_of_every_version(kind: str) -> None:
    names = {field.name for field in fields(KINDS[kind])}
    assert not names & ({column.name for column in tables.columns(Version)} | {"competitor"})


def test_a_fold_is_stored_whole(db: Connection) -> None:
    run, visit = visit_day(db, 1, {})
    state = State(reader="r1", aliases={SHOP + "old": SHOP + "new"}, news={SHOP: News(at="now", since=None)})
    folded = result(
        version(OFFER),
        version(ARTICLE),
        state=state,
        changes=(change(),),
        coverage=(Coverage(visit=visit, kind="offer", state="observed", pages_read=3, records=1),),
        due=(Due(url=SHOP, why="hint"),),
        aliases=(Alias(url=SHOP + "old", page=SHOP + "new"),),
    )
    save(db, run, folded)
    stored = derived_rows(db)
    assert [name for name, table in stored.items() if table] == [
        "offer", "article", "product", "change", "coverage", "due", "alias", "fold_state", "folded",
    ]  # fmt: skip
    assert stored["change"][0][:3] == ("acme", run, "0000000000000001")
    assert stored["coverage"] == [(visit, "offer", "observed", 3, 1)]
    assert stored["due"] == [("acme", SHOP, "hint")]
    assert stored["alias"] == [("acme", SHOP + "old", SHOP + "new")]
    assert stored["folded"] == [("acme", run, "r1", "c1")]
    assert derived.load_state(db, "acme", "c1") == state
    assert derived.load_state(db, "beta", "c1") == State()


def test_the_next_fold_extends_versions_and_replaces_what_holds_now(db: Connection) -> None:
    first, _ = visit_day(db, 1, {})
    before = State(reader="r1", aliases={"a": "b"}, addresses={"x": "then"})
    save(db, first, result(version(OFFER), state=before, due=(Due(url="x", why="hint"),)))
    run, _ = visit_day(db, 2, {})
    cheaper = replace(OFFER, price=Decimal("8.90"))
    after = State(reader="r2", addresses={"x": "then", "y": "now"})
    ended = version(OFFER, ended="changed")
    save(db, run, result(ended, version(cheaper, 2, 2), state=after, due=(Due(url="y", why="missing"),)))
    assert rows(db, "SELECT price, ended FROM offer ORDER BY first_capture") == [("9.90", "changed"), ("8.90", None)]
    assert rows(db, "SELECT url FROM due") == [("y",)]
    assert derived.load_state(db, "acme", "c1") == after
    assert rows(db, "SELECT run FROM folded ORDER BY run") == [(first,), (run,)]


def test_products_follow_from_the_newest_offers_and_their_first_sighting(db: Connection) -> None:
    run, _ = visit_day(db, 1, {})
    later = replace(OFFER, name="Drill 2", availability="OutOfStock")
    save(db, run, result(version(OFFER, 1, 3, ended="changed"), version(later, 5, 6)))
    columns = "competitor, url, name, gtin, category, first_seen, last_seen, orderable"
    assert rows(db, f"SELECT {columns} FROM product") == [
        (
            "acme",
            SHOP + "drill",
            "Drill 2",
            "4006381333931",
            '["Tools","Drills"]',
            "2026-03-01T06:00:00Z",
            "2026-03-06T06:00:00Z",
            0,
        )
    ]


def test_a_fold_that_fails_leaves_nothing(db: Connection) -> None:
    run, _ = visit_day(db, 1, {})
    before = derived_rows(db)
    with pytest.raises(Exception, match="cannot store TEXT value in INTEGER column"):
        save(db, run, result(version(OFFER), changes=(change(capture_new="not a number"),)))
    assert derived_rows(db) == before


def test_units_are_folded_in_order_when_all_their_visits_have_ended(db: Connection) -> None:
    first, _ = visit_day(db, 1, {})
    second, open_one = begin(db, "2026-03-02T06:00:00Z", Target(), Target(source="feed"), Target(competitor="beta"))
    assert derived.unfolded(db, "c1") == [(first, "acme")]
    lose_job(db, [open_one])
    assert derived.unfolded(db, "c1") == [(first, "acme")]
    lose_job(db, [open_one + 1, open_one + 2])
    assert derived.unfolded(db, "c1") == [(first, "acme"), (second.id, "acme"), (second.id, "beta")]
    save(db, first, result())
    assert derived.unfolded(db, "c1") == [(second.id, "acme"), (second.id, "beta")]
    assert derived.runs_of(db, "acme") == [first, second.id]


def test_what_other_code_has_folded_is_folded_anew(db: Connection) -> None:
    first, _ = visit_day(db, 1, {})
    save(db, first, result(version(OFFER), version(ARTICLE), state=State(reader="r1", aliases={"a": "b"})), "c1")
    save(db, first, result(version(OFFER)), "c1", competitor="beta")
    assert derived.outdated(db, "c1") == []
    assert derived.outdated(db, "c2") == ["acme", "beta"]
    assert derived.unfolded(db, "c2") == [(first, "acme")]
    assert derived.load_state(db, "acme", "c2") == State()
    save(db, first, result(version(OFFER)), "c2")
    assert derived.outdated(db, "c2") == ["beta"]
    assert rows(db, "SELECT competitor FROM offer ORDER BY 1") == [("acme",), ("beta",)]
    assert rows(db, "SELECT * FROM article") == []
    assert derived.load_state(db, "acme", "c2") == State(reader="r1")


def test_a_competitor_is_replaced_at_once_and_readers_see_no_hole(db: Connection) -> None:
    first, visit = visit_day(db, 1, {})
    second, _ = visit_day(db, 2, {})
    coverage = Coverage(visit=visit, kind="offer", state="observed", pages_read=1, records=1)
    save(db, first, result(version(OFFER), changes=(change(1),), coverage=(coverage,)))
    save(db, second, result(version(ARTICLE), changes=(change(2),)))
    save(db, first, result(version(VIEWS)), competitor="beta")
    seen = []

    def anew() -> Iterator[Folded]:
        with read_store(db.path) as reader:
            seen.append(derived_rows(reader)["offer"])
        read_all(db, first)
        yield Folded(run=first, reader="r2", result=result(version(ARTICLE), changes=(change(1),)))
        yield Folded(
            run=second, reader="r2", result=result(state=State(reader="r2"), aliases=(Alias(url="a", page="b"),))
        )

    before = derived_rows(db)
    derived.replace_competitor(db, "acme", anew(), "c2")
    assert seen == [before["offer"]]
    after = derived_rows(db)
    assert [after["offer"], after["coverage"], after["due"]] == [[], [], []]
    assert [row[2] for row in after["change"]] == ["0000000000000001"]
    assert [row[:2] for row in after["alias"]] == [("acme", "a")]
    assert after["folded"] == [("acme", first, "r2", "c2"), ("acme", second, "r2", "c2"), ("beta", first, "r1", "c1")]
    assert after["popularity"] == before["popularity"]
    assert derived.load_state(db, "acme", "c2") == State(reader="r2")
    assert len(after["read_as"]) == 1


def test_a_replacement_that_breaks_off_leaves_what_was_there(db: Connection) -> None:
    run, _ = visit_day(db, 1, {})
    save(db, run, result(version(OFFER), changes=(change(),)))
    before = derived_rows(db)

    def anew() -> Iterator[Folded]:
        read_all(db, run)
        yield Folded(run=run, reader="r2", result=result(version(ARTICLE)))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        derived.replace_competitor(db, "acme", anew())
    assert derived_rows(db) == before


def test_the_derived_half_can_be_dropped(db: Connection) -> None:
    run, _ = visit_day(db, 1, {})
    read_all(db, run)
    save(db, run, result(version(OFFER)))
    derived.drop_derived(db)
    assert all(table == [] for table in derived_rows(db).values())
    assert derived.unfolded(db, "c1") == [(run, "acme")]
    assert rows(db, "SELECT count(*) FROM capture") == [(1,)]


def remade(path: Path, statement: str) -> dict[str, int]:
    """What is left of each derived table after ``statement`` has given one of them another definition."""
    with open_store(path) as db:
        run, _ = visit_day(db, 1, {})
        read_all(db, run)
        save(db, run, result(version(OFFER)))
        db.execute(statement)
    with pytest.raises(StorageError, match="derived by another version of rivals; `rivals run` derives it anew"):
        read_store(path)
    with open_store(path) as db:
        assert tables.outdated(db) == set()
        assert len(rows(db, "SELECT * FROM capture")) == 1
        return {name: len(table) for name, table in derived_rows(db).items() if table}


def test_a_record_of_another_definition_has_what_is_folded_rebuilt_from_the_readings(tmp_path: Path) -> None:
    assert remade(tmp_path / "a.db", "ALTER TABLE offer ADD COLUMN weight TEXT") == {"reading": 1, "read_as": 1}
    assert remade(tmp_path / "b.db", "DROP TABLE article") == {"reading": 1, "read_as": 1}


def test_readings_of_another_definition_have_all_rebuilt(tmp_path: Path) -> None:
    assert remade(tmp_path / "rivals.db", "ALTER TABLE reading ADD COLUMN mood TEXT") == {}


def test_a_store_of_the_same_definitions_keeps_its_rows(tmp_path: Path) -> None:
    with open_store(tmp_path / "rivals.db") as db:
        run, _ = visit_day(db, 1, {})
        save(db, run, result(version(OFFER)))
        before = derived_rows(db)
    with open_store(tmp_path / "rivals.db") as db:
        derived.ensure_derived(db)
        assert derived_rows(db) == before


def test_the_code_that_folds_has_a_name_that_stays() -> None:
    assert derived.fold_code() == derived.fold_code()
    assert len(derived.fold_code()) == 16


@dataclass(frozen=True, kw_only=True)
class Metric:
    competitor: str
    metric: str
    day: str
    value: float
    n: int
    capture: int | None = None


@dataclass(frozen=True, kw_only=True)
class Match:
    ours_competitor: str
    ours_id: str
    competitor: str
    id: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Mention:
    kind: str
    key: str
    competitor: str
    by: str


def test_what_the_market_says_of_whom_is_replaced_as_a_whole(db: Connection) -> None:
    first = Mention(kind="ad", key='["https://library.example/ads","a1"]', competitor="acme", by="advertiser")
    derived.save_about(db, [first])
    derived.save_about(db, [first, replace(first, competitor="beta", by="landing address")])
    assert rows(db, 'SELECT kind, competitor, "by" FROM about ORDER BY competitor') == [
        ("ad", "acme", "advertiser"),
        ("ad", "beta", "landing address"),
    ]


def test_a_run_without_offers_leaves_the_products_alone(db: Connection) -> None:
    first, _ = visit_day(db, 1, {})
    save(db, first, result(version(OFFER)))
    db.execute("UPDATE product SET name = 'marked'")
    run, _ = visit_day(db, 2, {})
    save(db, run, result(version(ARTICLE, 2, 2)))
    assert rows(db, "SELECT name FROM product") == [("marked",)]
    last, _ = visit_day(db, 3, {})
    save(db, last, result(version(OFFER, 1, 3)))
    assert rows(db, "SELECT name FROM product") == [("Drill",)]


def test_what_report_computes_replaces_what_it_computed(db: Connection) -> None:
    match = Match(ours_competitor="us", ours_id="1", competitor="acme", id="2", by="gtin")
    posts = Metric(competitor="acme", metric="posts", day="2026-03-01", value=3, n=3)
    index = Metric(competitor="acme", metric="price_index", day="2026-03-01", value=97.5, n=40, capture=7)
    for matches, values in (([match], [posts]), ([match, replace(match, id="3")], [index])):
        derived.save_matches(db, matches)
        derived.save_metric_values(db, values)
    assert rows(db, "SELECT * FROM match") == [("us", "1", "acme", "2", "gtin"), ("us", "1", "acme", "3", "gtin")]
    assert rows(db, "SELECT * FROM metric_value") == [("acme", "price_index", "2026-03-01", 97.5, 40, 7)]
