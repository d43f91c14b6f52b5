"""Each metric against rows written by hand; the zone is Riga (UTC+2 in winter)."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crawler.records.article import Article
from crawler.records.offer import Offer
from crawler.records.popularity import Popularity
from crawler.store.connections import open_store
from dossier.metrics.compute import MetricValue, compute, counted
from dossier.metrics.table import METRICS, Metric
from tests.dossier_store import Filler, make_competitor, make_config

NOW = "2026-03-18T04:00:00Z"
CONFIG = make_config(make_competitor("our", kind="self"), make_competitor("acme"))


@pytest.fixture
def filler(tmp_path: Path) -> Iterator[Filler]:
    db = open_store(tmp_path / "rivals.db")
    filler = Filler(db)
    filler.visit(filler.run("2026-03-01T04:00:00Z"), "acme", "2026-03-01T04:00:00Z")
    yield filler
    db.close()


def offer(name: str = "a", price: str | None = "100", host: str = "acme", **other: object) -> Offer:
    return replace(
        Offer(
            url=f"https://{host}.example/{name}", name=name, price=Decimal(price) if price else None, currency="EUR",
            price_type="exact" if price else None, tax_included=True, availability="InStock",
        ),
        **other,  # type: ignore[arg-type]
    )  # fmt: skip


def hold(
    filler: Filler, record: Offer, first: str = "2026-03-10T04:00:00Z", last: str = NOW, ended: str | None = None
) -> None:
    company = record.url.split("/")[2].split(".")[0]
    filler.version(
        company, record, first, last, (filler.db.execute("SELECT count(*) FROM offer").fetchone()[0] + 1,) * 2, ended
    )


def on(filler: Filler, metric: str, day: str = "2026-03-18", competitor: str = "acme") -> tuple[Any, int] | None:
    return {(v.metric, v.competitor, v.day): (v.value, v.n) for v in compute(filler.db, CONFIG, NOW)}.get(
        (metric, competitor, day)
    )


def pair(filler: Filler, theirs: Offer, ours: Offer) -> None:
    for company, record in (("acme", theirs), ("our", ours)):
        hold(filler, record)
        filler.product(company, record, 1, NOW)
    filler.match("our", ours.url, "acme", theirs.url)


def test_the_price_index_is_the_geometric_mean_of_the_ratios(filler: Filler) -> None:
    pair(filler, offer("a", "50"), offer("a", "100", "our"))
    pair(filler, offer("b", "200"), offer("b", "100", "our"))
    pair(filler, offer("c", "80"), offer("c", "100", "our"))
    value, n = on(filler, "price_index") or (0.0, 0)
    assert (round(value, 4), n) == (round(100 * (0.5 * 2 * 0.8) ** (1 / 3), 4), 3)
    assert on(filler, "price_index", competitor="our") is None


@pytest.mark.parametrize(
    "other",
    [
        {"currency": "USD"}, {"tax_included": False}, {"tax_included": None}, {"region": "LV-1001"},
        {"min_quantity": 10},        {"condition": "UsedCondition"}, {"price_type": "from"}, {"price": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_price_that_is_not_comparable_is_not_in_the_index(filler: Filler, other: dict[str, object]) -> None:
    pair(filler, replace(offer("a", "50"), **other), offer("a", "100", "our"))  # type: ignore[arg-type]
    assert on(filler, "price_index") is None


def test_what_is_not_said_of_condition_and_quantity_means_new_and_one(filler: Filler) -> None:
    pair(filler, offer("a", "50", condition="NewCondition", min_quantity=1), offer("a", "100", "our"))
    assert on(filler, "price_index") == (50.0, 1)


def test_the_index_of_a_past_day_takes_the_prices_of_that_day(filler: Filler) -> None:
    pair(filler, offer("a", "90"), offer("a", "100", "our"))
    hold(filler, offer("a", "80"), "2026-03-05T04:00:00Z", "2026-03-09T04:00:00Z", ended="changed")
    filler.version("our", offer("b", "1", "our"), "2026-03-05T04:00:00Z", NOW, (90, 90))
    assert on(filler, "price_index", "2026-03-10") == (90.0, 1)
    filler.db.execute("UPDATE offer SET first_seen = '2026-03-05T04:00:00Z' WHERE competitor = 'our'")
    assert on(filler, "price_index", "2026-03-09") == (80.0, 1)


def test_an_offer_unseen_for_over_seven_days_leaves_every_metric(filler: Filler) -> None:
    hold(filler, offer(), last="2026-03-11T04:00:00Z")
    assert on(filler, "active_products") == (1.0, 1)
    filler.db.execute("UPDATE offer SET last_seen = '2026-03-10T21:59:59Z'")
    assert on(filler, "active_products") is None
    assert on(filler, "on_sale") is None


def test_active_products_fold_variants_and_count_what_was_orderable_within_seven_days(filler: Filler) -> None:
    hold(filler, offer("a", variant="red"))
    hold(filler, offer("a", variant="blue"))
    hold(filler, offer("b"), last="2026-03-15T04:00:00Z", ended="changed")
    hold(filler, offer("b", availability="OutOfStock"), first="2026-03-16T04:00:00Z")
    hold(filler, offer("c", availability="OutOfStock"))
    hold(filler, offer("d", price=None, availability=None))
    assert on(filler, "active_products") == (2.0, 2)


def test_a_product_counts_until_the_day_before_it_was_known_to_be_gone(filler: Filler) -> None:
    gone = offer("a")
    hold(filler, gone, last="2026-03-12T04:00:00Z", ended="gone")
    hold(filler, offer("b"))
    filler.change("acme", 1, gone, (None, "a", None), at="2026-03-14T04:00:00Z")
    assert [on(filler, "active_products", f"2026-03-{day}") for day in (12, 13, 14)] == [(2.0, 2), (2.0, 2), (1.0, 1)]


def test_on_sale_is_a_list_price_one_per_cent_above_the_price(filler: Filler) -> None:
    hold(filler, offer("a", "100", list_price=Decimal("101")))
    hold(filler, offer("b", "100", list_price=Decimal("100.99")))
    hold(filler, offer("c", "100"))
    hold(filler, offer("d", "100", list_price=Decimal("150"), availability="OutOfStock"))
    assert on(filler, "on_sale") == (pytest.approx(100 / 3), 3)


def test_repriced_counts_moves_of_one_per_cent_among_products_seen_on_two_days(filler: Filler) -> None:
    for name, old, new, at in (
        ("a", "100", "99", "2026-03-15T04:00:00Z"),
        ("b", "100", "99.5", "2026-03-15T04:00:00Z"),
        ("c", "100", "50", "2026-02-10T04:00:00Z"),
    ):
        hold(filler, offer(name, new))
        filler.change("acme", 1, offer(name), ("price", old, new), at=at)
    hold(filler, offer("d"), first=NOW)
    assert on(filler, "repriced") == (pytest.approx(100 / 3), 3)


def test_a_suspect_price_is_in_no_metric(filler: Filler) -> None:
    hold(filler, offer())
    filler.db.execute("UPDATE offer SET suspect = 1")
    assert [value for value in compute(filler.db, CONFIG, NOW) if value.n] == []


def article(name: str, published: str) -> Article:
    return Article(url=f"https://acme.example/blog/{name}", title=name, published=published)


def look(filler: Filler, at: str = NOW, state: str = "observed") -> None:
    filler.coverage(filler.visit(filler.run(at), "acme", at), article=state)


def test_posts_counts_local_days_of_the_window_and_zero_where_the_blog_was_looked_at(filler: Filler) -> None:
    look(filler)
    filler.version("acme", article("old", "2026-02-16"), NOW, NOW, (1, 1))
    assert on(filler, "posts") == (0.0, 0)
    filler.version("acme", article("first day", "2026-02-17"), NOW, NOW, (2, 2))
    filler.version("acme", article("first minute", "2026-02-16T22:00:00Z"), NOW, NOW, (3, 3))
    filler.version("acme", article("too early", "2026-02-16T21:59:59Z"), NOW, NOW, (4, 4))
    filler.version("acme", article("without a date", "2026-03-01"), NOW, NOW, (5, 5))
    filler.db.execute("UPDATE article SET published = NULL WHERE title = 'without a date'")
    assert on(filler, "posts") == (2.0, 2)


def test_posts_of_a_blog_that_was_not_looked_at_are_unknown_not_zero(filler: Filler) -> None:
    filler.version("acme", article("new", "2026-03-17"), NOW, NOW, (1, 1))
    look(filler, at="2026-03-10T21:00:00Z")
    look(filler, state="blocked")
    assert on(filler, "posts") is None


def test_median_views_takes_the_newest_count_of_posts_two_to_thirty_days_old(filler: Filler) -> None:
    for name, published, views in (
        ("a", "2026-03-16", (10, 70)),
        ("b", "2026-02-16", (20,)),
        ("c", "2026-03-17", (999,)),
        ("d", "2026-02-15", (999,)),
    ):
        post = article(name, published)
        filler.version("acme", post, "2026-03-01T04:00:00Z", NOW, (1, 1))
        for number, value in enumerate(views):
            filler.version(
                "acme",
                Popularity(url=post.url, measure="views", value=value),
                f"2026-03-1{number}T04:00:00Z",
                NOW,
                (number, number),
            )
    assert on(filler, "median_views") == (45.0, 2)


def test_a_run_that_goes_past_midnight_counts_on_the_new_day(filler: Filler) -> None:
    late = "2026-03-18T22:30:00Z"
    filler.capture(filler.visit(filler.run(NOW), "acme", NOW), "https://acme.example/a", late)
    hold(filler, offer(), first=late, last=late)
    assert on(filler, "active_products", "2026-03-19") == (1.0, 1)


def test_there_is_no_value_before_the_first_visit(filler: Filler) -> None:
    hold(filler, offer(), first="2026-01-01T04:00:00Z")
    assert min(value.day for value in compute(filler.db, CONFIG, NOW)) == "2026-03-01"


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_the_rows_behind_a_value_are_as_many_as_its_n(filler: Filler, metric: Metric) -> None:
    look(filler)
    for number in range(5):
        pair(filler, offer(str(number), str(90 + number)), offer(str(number), "100", "our"))
        filler.version("acme", article(str(number), "2026-03-10"), NOW, NOW, (number, number))
        filler.version(
            "acme",
            Popularity(url=f"https://acme.example/blog/{number}", measure="views", value=number),
            NOW,
            NOW,
            (1, 1),
        )
    rows = [row for row in counted(filler.db, CONFIG, metric, NOW) if row.competitor == "acme"]
    value = on(filler, metric.id)
    assert value is not None
    assert len(rows) == value[1] == 5


def test_an_empty_store_has_no_values(tmp_path: Path) -> None:
    db = open_store(tmp_path / "empty.db")
    assert compute(db, CONFIG, NOW) == list[MetricValue]()
    db.close()
