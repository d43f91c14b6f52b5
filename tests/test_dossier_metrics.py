"""Each metric against rows written by hand; the zone is Riga (UTC+2 in winter)."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from crawler.records.ad import Ad
from crawler.records.article import Article
from crawler.records.finding import Finding
from crawler.records.kinds import KINDS, Record
from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.records.popularity import Popularity
from crawler.records.rating import Rating
from crawler.records.review import Review
from crawler.store import derived
from crawler.store.connections import open_store
from dossier.about import MarketRecord, about
from dossier.metrics.compute import MetricValue, compute, counted, metric_sql
from dossier.metrics.document import render_document
from dossier.metrics.planned import PLANNED
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
        {"min_quantity": 10}, {"customer_type": "member"}, {"condition": "UsedCondition"}, {"price_type": "from"},
        {"price": None},
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


def test_what_was_agreed_on_stands_in_the_metrics_while_what_was_read_is_suspect(filler: Filler) -> None:
    pair(filler, offer("a", "50"), offer("a", "100", "our"))
    hold(filler, offer("a", "5000"))
    filler.db.execute("UPDATE offer SET suspect = 1 WHERE price = '5000'")
    assert on(filler, "price_index") == (50.0, 1)


@pytest.mark.parametrize("side", [{"customer_type": "member"}, {"min_quantity": 10}], ids=str)
def test_a_price_that_not_everyone_pays_changes_no_figure_of_the_plain_shelf(
    filler: Filler, side: dict[str, Any]
) -> None:
    pair(filler, offer("a", "50"), offer("a", "100", "our"))
    before = {(v.metric, v.competitor, v.day): (v.value, v.n) for v in compute(filler.db, CONFIG, NOW)}
    for host, price in (("acme", "20"), ("our", "80")):
        cheap = offer("a", price, host, list_price=Decimal(100), availability="OutOfStock", **side)
        hold(filler, cheap)
        filler.change(host, 1, cheap, ("price", "90", price), at="2026-03-15T04:00:00Z")
    assert {(v.metric, v.competitor, v.day): (v.value, v.n) for v in compute(filler.db, CONFIG, NOW)} == before


def test_prices_for_members_on_pages_without_another_are_compared_with_each_other(filler: Filler) -> None:
    pair(filler, offer("a", "50", customer_type="member"), offer("a", "100", "our", customer_type="member"))
    assert on(filler, "price_index") == (50.0, 1)


def test_an_offer_of_which_it_became_known_that_it_is_for_members_stays_in_the_figures(filler: Filler) -> None:
    pair(filler, offer("a", "50"), offer("a", "100", "our"))
    hold(filler, offer("a", "45", customer_type="member"), first="2026-03-16T04:00:00Z")
    filler.db.execute("UPDATE offer SET key = (SELECT min(key) FROM offer WHERE price = '50') WHERE price = '45'")
    assert (on(filler, "active_products"), on(filler, "price_index", "2026-03-15")) == ((1.0, 1), (50.0, 1))


def test_new_things_are_compared_before_used_ones(filler: Filler) -> None:
    pair(filler, offer("a", "90"), offer("a", "100", "our"))
    for host, price in (("acme", "20"), ("our", "80")):
        hold(filler, offer("a", price, host, condition="UsedCondition"))
    assert on(filler, "price_index") == (90.0, 1)


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


def say(
    filler: Filler, record: Record, company: str = "acme", first: str = "2026-03-10T04:00:00Z", last: str = NOW
) -> int:
    """Hold any record; return its capture."""
    capture: int = 1 + sum(filler.db.execute(f"SELECT count(*) FROM {kind}").fetchone()[0] for kind in KINDS)
    filler.version(company, record, first, last, (capture, capture))
    return capture


def test_cheaper_and_depth_begin_at_one_per_cent(filler: Filler) -> None:
    for number, price in enumerate(("99.01", "99", "80", "120")):
        pair(filler, offer(str(number), price), offer(str(number), "100", "our"))
    assert on(filler, "cheaper") == (50.0, 4)
    assert on(filler, "depth") == (pytest.approx(10.5), 2)
    assert on(filler, "cheaper", competitor="our") is None


MARKET = make_config(make_competitor("our", kind="self"), make_competitor("acme"), make_competitor("beta"))


def test_the_lowest_in_the_market_needs_three_companies_and_a_tie_counts_for_each(filler: Filler) -> None:
    for name, ours, acme, beta in (("a", "100", "90", "90.4"), ("b", "100", "110", "120"), ("c", "100", "50", None)):
        pair(filler, offer(name, acme), offer(name, ours, "our"))
        if beta:
            hold(filler, offer(name, beta, "beta"))
            filler.product("beta", offer(name, beta, "beta"), 1, NOW)
            filler.match("our", f"https://our.example/{name}", "beta", f"https://beta.example/{name}")
    values = {v.competitor: (v.value, v.n) for v in compute(filler.db, MARKET, NOW)
              if (v.metric, v.day) == ("lowest_share", "2026-03-18")}  # fmt: skip
    assert values == {"our": (50.0, 2), "acme": (50.0, 2), "beta": (50.0, 2)}


def test_the_median_move_is_net_and_a_price_that_went_back_is_zero(filler: Filler) -> None:
    for name, moves in (("a", ("100", "90", "80")), ("b", ("100", "90", "100")), ("c", ("100", "100.5"))):
        hold(filler, offer(name, moves[-1]))
        for day, (old, new) in enumerate(pairwise(moves), 12):
            filler.change("acme", day, offer(name), ("price", old, new), at=f"2026-03-{day}T04:00:00Z")
    assert on(filler, "median_move") == (pytest.approx(-10.0), 2)
    assert on(filler, "median_move", "2026-03-12") == (pytest.approx(-10.0), 2)
    assert on(filler, "median_move", "2026-03-11") is None


def test_a_move_leaves_the_window_after_thirty_days(filler: Filler) -> None:
    hold(filler, offer(), first="2026-01-01T04:00:00Z")
    filler.db.execute("UPDATE visit SET started_at = '2026-01-01T04:00:00Z'")
    filler.change("acme", 1, offer(), ("price", "100", "90"), at="2026-02-01T04:00:00Z")
    assert on(filler, "median_move", "2026-03-02") == (pytest.approx(-10.0), 1)
    assert on(filler, "median_move", "2026-03-03") is None
    assert on(filler, "repriced", "2026-03-02") == (100.0, 1)
    assert on(filler, "repriced", "2026-03-03") == (0.0, 1)


def test_the_advertised_discount_is_of_offers_on_sale(filler: Filler) -> None:
    hold(filler, offer("a", "75", list_price=Decimal(100)))
    hold(filler, offer("b", "100"))
    assert on(filler, "advertised_discount") == (25.0, 1)


def test_a_discount_is_real_against_the_lowest_price_of_the_thirty_days_before(filler: Filler) -> None:
    def sold(name: str, before: str, then: str, price: str, since: str = "2026-02-01") -> None:
        """Two prices before, and a sale since 10 March that claims to halve the price."""
        claimed = Decimal(price) * 2
        hold(filler, offer(name, before), f"{since}T04:00:00Z", "2026-02-28T04:00:00Z", ended="changed")
        hold(filler, offer(name, then), "2026-03-01T04:00:00Z", "2026-03-09T04:00:00Z", ended="changed")
        hold(
            filler,
            offer(name, price, list_price=claimed),
            "2026-03-10T04:00:00Z",
            "2026-03-12T04:00:00Z",
            ended="changed",
        )
        hold(filler, offer(name, price, list_price=claimed + 1), "2026-03-13T04:00:00Z")

    filler.db.execute("UPDATE visit SET started_at = '2026-02-01T04:00:00Z'")
    sold("honest", "100", "100", "50")
    sold("inflated", "60", "100", "45")
    sold("watched too short", "100", "100", "50", since="2026-02-20")
    hold(filler, offer("always on sale", "50", list_price=Decimal(100)), "2026-02-01T04:00:00Z")
    assert on(filler, "real_discount") == (pytest.approx((50 + 25) / 2), 2)
    assert on(filler, "inflated_discounts") == (50.0, 2)
    assert on(filler, "real_discount", "2026-03-09") is None


def test_overlap_is_the_matched_share_of_our_active_products(filler: Filler) -> None:
    pair(filler, offer("a"), offer("a", host="our"))
    hold(filler, offer("b", host="our"))
    assert on(filler, "overlap") == (50.0, 2)


def test_new_and_removed_are_told_per_hundred_active_from_the_second_day_on(filler: Filler) -> None:
    for name in "abcd":
        hold(filler, offer(name), first="2026-03-01T04:00:00Z")
    filler.change("acme", 1, offer("a"), (None, None, "new"), at="2026-03-10T04:00:00Z")
    gone = offer("e")
    hold(filler, gone, first="2026-03-01T04:00:00Z", last="2026-03-08T04:00:00Z", ended="gone")
    filler.change("acme", 2, gone, (None, "gone", None), at="2026-03-12T04:00:00Z")
    assert on(filler, "new_products") == (25.0, 4)
    assert on(filler, "removed_products") == (25.0, 4)
    assert on(filler, "removed_products", "2026-03-11") == (0.0, 5)
    assert on(filler, "new_products", "2026-03-01") is None


def test_a_product_is_out_of_stock_when_all_its_variants_are(filler: Filler) -> None:
    hold(filler, offer("a", variant="red", availability="OutOfStock"))
    hold(filler, offer("a", variant="blue"))
    hold(filler, offer("b", availability="OutOfStock"))
    hold(filler, offer("c", availability=None))
    assert on(filler, "out_of_stock") == (50.0, 2)


def test_sold_out_there_needs_two_sightings_and_stock_here(filler: Filler) -> None:
    for name, there, here in (
        ("a", "OutOfStock", "InStock"),
        ("b", "OutOfStock", "OutOfStock"),
        ("c", "InStock", "InStock"),
    ):
        pair(filler, offer(name, availability=there), offer(name, host="our", availability=here))
    assert on(filler, "sold_out_there") == (1.0, 1)
    assert on(filler, "sold_out_there", "2026-03-10") == (0.0, 0)
    filler.db.execute("UPDATE offer SET first_seen = last_seen WHERE competitor = 'acme'")
    assert on(filler, "sold_out_there") == (0.0, 0)


def plan(name: str, price: str | None, period: str | None = "month", **other: Any) -> Plan:
    return replace(
        Plan(url="https://acme.example/pricing", name=name, period=period, per=period, currency="EUR",
             price=Decimal(price) if price else None, price_type="exact" if price else "contact"),
        **other,
    )  # fmt: skip


def test_the_cheapest_plan_is_billed_by_the_month_and_its_row_is_the_value(filler: Filler) -> None:
    say(filler, plan("Yearly", "60", "year"))
    capture = say(filler, plan("Starter", "9"))
    say(filler, plan("Free", "0", price_type="free"))
    say(filler, plan("Gross", "8", tax_included=True))
    say(filler, plan("Tenge", "5", currency="KZT"))
    say(filler, plan("Suspect", "1"))
    filler.db.execute("UPDATE plan SET suspect = 1 WHERE name = 'Suspect'")
    newest = [v for v in compute(filler.db, CONFIG, NOW) if (v.metric, v.day) == ("cheapest_plan", "2026-03-18")]
    assert newest == [
        MetricValue(competitor="acme", metric="cheapest_plan", day="2026-03-18", value=9.0, n=1, capture=capture)
    ]
    filler.db.execute("DELETE FROM plan WHERE name = 'Starter'")
    filler.db.execute("DELETE FROM plan WHERE name = 'Tenge'")
    assert on(filler, "cheapest_plan") == (5.0, 1)


def test_money_of_another_currency_is_no_value_but_stands_among_the_rows(filler: Filler) -> None:
    say(filler, plan("Базовый", "4900", currency="KZT"))
    assert on(filler, "cheapest_plan") is None
    rows = [row for row in counted(filler.db, CONFIG, NOW) if row.metric == "cheapest_plan"]
    assert [(row.part, row.currency) for row in rows] == [(4900.0, "KZT")]
    say(filler, plan("Light", "1", currency="KZT"))
    say(filler, plan("Starter", "9"))
    names = [row.name for row in counted(filler.db, CONFIG, NOW) if row.metric == "cheapest_plan"]
    assert names == ["Starter", "Light", "Базовый"]


def test_what_the_market_publishes_is_nobodys_metric(filler: Filler) -> None:
    filler.coverage(filler.visit(filler.run(NOW), "", NOW), article="observed")
    filler.version("", article("news", "2026-03-17"), NOW, NOW, (1, 1))
    assert compute(filler.db, CONFIG, NOW) == []


def test_the_longest_trial_is_that_of_a_plan_or_a_promise(filler: Filler) -> None:
    say(filler, plan("Team", "29", trial_days=14))
    assert on(filler, "free_trial") == (14.0, 1)
    say(filler, promise("free_trial", "30", "days"))
    assert on(filler, "free_trial") == (30.0, 2)


def test_public_prices_leave_out_what_cannot_be_read_for_sure(filler: Filler) -> None:
    hold(filler, offer("a"))
    hold(filler, offer("b", price=None))
    hold(filler, offer("c", price=None, price_candidates=(Decimal(1), Decimal(1000))))
    say(filler, plan("Team", "29"))
    say(filler, plan("Enterprise", None))
    assert on(filler, "public_prices") == (50.0, 4)


def promise(name: str, value: str, unit: str | None) -> Finding:
    return Finding(
        url="https://acme.example/delivery", what="promise", name=name, value=value, unit=unit, detail="words"
    )


@pytest.mark.parametrize(
    ("metric", "name", "value", "unit", "expected"),
    [
        ("free_delivery", "free_delivery", "49", "EUR", 49.0),
        ("free_delivery", "free_delivery", "20000", "KZT", None),
        ("free_delivery", "free_delivery", "", None, None),
        ("delivery_time", "delivery_time", "3", "days", 3.0),
        ("delivery_time", "delivery_time", "", None, None),
        ("return_window", "returns", "14", "days", 14.0),
        ("return_window", "returns", "2", "months", 60.0),
        ("return_window", "warranty", "24", "months", None),
    ],
)
def test_a_promise_counts_with_its_number_and_unit(
    filler: Filler, metric: str, name: str, value: str, unit: str | None, expected: float | None
) -> None:
    say(filler, promise(name, value, unit))
    assert on(filler, metric) == (None if expected is None else (expected, 1))


def test_a_promise_stands_for_thirty_days_and_ends_when_it_changes(filler: Filler) -> None:
    say(filler, promise("returns", "14", "days"), first="2026-03-02T04:00:00Z", last="2026-03-04T04:00:00Z")
    assert on(filler, "return_window") == (14.0, 1)
    say(filler, promise("returns", "30", "days"), first="2026-03-10T04:00:00Z", last="2026-03-10T04:00:00Z")
    assert [on(filler, "return_window", f"2026-03-{day}") for day in ("09", "10")] == [(14.0, 1), (30.0, 1)]


def test_the_own_rating_is_weighted_and_one_that_stands_on_every_page_counts_once(filler: Filler) -> None:
    for url in ("a", "b"):
        say(filler, Rating(url=f"https://acme.example/{url}", subject="Acme", rating=Decimal("4"), rating_count=30))
    say(
        filler,
        Rating(
            url="https://acme.example/c", subject="Saw", rating=Decimal("9"), best_rating=Decimal(10), rating_count=10
        ),
    )
    say(filler, Rating(url="https://acme.example/d", platform="stars.example", rating=Decimal("1"), rating_count=99))
    assert on(filler, "own_rating") == (pytest.approx((4 * 30 + 4.5 * 10) / 40), 40)


def review(
    number: int, stars: str | None, published: str = "2026-03-10", platform: str | None = "stars.example", **other: Any
) -> Review:
    return replace(
        Review(url="https://stars.example/acme", id=str(number), rating=Decimal(stars) if stars else None,
               published=published, platform=platform),
        **other,
    )  # fmt: skip


def test_reviews_on_its_own_site_are_in_no_independent_metric(filler: Filler) -> None:
    filler.coverage(filler.visit(filler.run(NOW), "acme", NOW), review="observed")
    say(filler, review(1, "1", platform=None))
    assert on(filler, "independent_rating") is None
    assert on(filler, "negative_share") is None
    assert on(filler, "new_reviews") is None
    assert on(filler, "replies") == (0.0, 1)


def test_independent_reviews_are_counted_once_within_their_windows(filler: Filler) -> None:
    filler.coverage(filler.visit(filler.run(NOW), "acme", NOW), review="observed")
    for number, stars, published in (
        (1, "1", "2026-03-10"),
        (2, "5", "2026-01-10"),
        (3, "4", "2025-06-01"),
        (4, None, "2026-03-11"),
    ):
        say(filler, review(number, stars, published), first=NOW)
    say(filler, review(1, "1", url="https://stars.example/other-list"), first=NOW)
    assert on(filler, "independent_rating") == (pytest.approx(10 / 3), 3)
    assert on(filler, "negative_share") == (50.0, 2)
    assert on(filler, "new_reviews") == (2.0, 2)


def test_a_reply_to_a_negative_review_counts(filler: Filler) -> None:
    say(filler, review(1, "2", reply="We are sorry"))
    say(filler, review(2, "4", best_rating=Decimal(10)))
    say(filler, review(3, "5"))
    assert on(filler, "replies") == (50.0, 2)


def ad(number: int, text: str = "Buy", **other: Any) -> Ad:
    return replace(
        Ad(
            url="https://library.example/",
            id=str(number),
            headline="Drills",
            text=text,
            networks=("facebook", "instagram"),
        ),
        **other,
    )


def test_ads_of_the_market_count_for_the_company_that_they_are_about(filler: Filler) -> None:
    for number in (1, 2):
        say(filler, ad(number, started="2026-02-01"), company="")
    say(filler, ad(3, text="Other"), company="")
    say(filler, ad(4, text="Its own", networks=("tiktok",), started="2026-03-01"))
    derived.save_about(
        filler.db,
        about(
            [
                MarketRecord(kind="ad", key=f'["https://library.example/","{number}"]', owner="Acme")
                for number in (1, 2)
            ],
            CONFIG,
        ),
    )
    assert on(filler, "active_creatives") == (2.0, 2)  # the two of the market are one creative
    assert on(filler, "ad_networks") == (3.0, 3)
    assert on(filler, "longest_ad") == (45.0, 3)


def test_an_ad_that_was_stopped_or_not_seen_for_a_week_is_not_active(filler: Filler) -> None:
    say(filler, ad(1), last="2026-03-10T04:00:00Z")
    say(filler, ad(2, text="Stopped", stopped="2026-03-14"), first="2026-03-01T04:00:00Z")
    assert [on(filler, "active_creatives", f"2026-03-{day}") for day in (14, 15, 17, 18)] == [
        (2.0, 2), (1.0, 1), (1.0, 1), None,
    ]  # fmt: skip
    assert on(filler, "ad_networks") == (2.0, 2)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_the_rows_behind_a_value_are_as_many_as_its_n(filler: Filler, metric: Metric) -> None:
    look(filler)
    filler.coverage(filler.visit(filler.run(NOW), "acme", NOW), review="observed")
    for number in range(5):
        before = offer(str(number), "300")
        hold(filler, before, "2026-01-01T04:00:00Z", "2026-03-09T04:00:00Z", ended="changed")
        hold(filler, offer(str(number), "70", "beta"))
        filler.product("beta", offer(str(number), "70", "beta"), 1, NOW)
        filler.match("our", f"https://our.example/{number}", "beta", f"https://beta.example/{number}")
        there = offer(
            str(number),
            str(90 + number),
            list_price=Decimal(200),
            availability="OutOfStock" if metric.id == "sold_out_there" else "InStock",
        )
        pair(filler, there, offer(str(number), "100", "our"))
        filler.change("acme", 1, there, ("price", "50", str(90 + number)), at=NOW)
        filler.version("acme", article(str(number), "2026-03-10"), NOW, NOW, (number, number))
        views = Popularity(url=f"https://acme.example/blog/{number}", measure="views", value=number)
        records: list[Record] = [
            views, plan(str(number), "9", trial_days=7),
            ad(number, text=str(number), networks=(f"network {number}",)), review(number, "1"),
            Rating(url=f"https://acme.example/{number}", subject=str(number), rating=Decimal(4), rating_count=1),
            *(replace(promise(name, "3", unit), url=f"https://acme.example/{number}")
              for name, unit in (("returns", "days"), ("delivery_time", "days"), ("free_delivery", "EUR"))),
        ]  # fmt: skip
        for record in records:
            say(filler, record)
    rows = [row for row in counted(filler.db, MARKET, NOW) if (row.metric, row.competitor) == (metric.id, "acme")]
    value = {(v.metric, v.competitor, v.day): v.n for v in compute(filler.db, MARKET, NOW)}[
        metric.id, "acme", "2026-03-18"
    ]
    assert value == (10 if metric.id == "public_prices" else 5)
    assert len(rows) == (0 if metric.id in ("new_products", "removed_products") else value)  # nothing came or went


def test_an_empty_store_has_no_values(tmp_path: Path) -> None:
    db = open_store(tmp_path / "empty.db")
    assert compute(db, CONFIG, NOW) == list[MetricValue]()
    db.close()


def test_nothing_temporary_stays_behind(filler: Filler) -> None:
    compute(filler.db, CONFIG, NOW)
    next(counted(filler.db, CONFIG, NOW), None)
    assert filler.db.execute("SELECT count(*) FROM temp.sqlite_master").fetchone()[0] == 0


def test_the_metrics_and_the_planned_ones_are_the_checklist() -> None:
    numbers = [it.number for it in (*METRICS, *PLANNED) if it.number is not None]
    assert sorted(numbers) == list(range(1, 61))
    for metric in METRICS:
        assert metric_sql(metric)


def test_the_documentation_of_the_metrics_is_up_to_date() -> None:
    page = Path(__file__).parent.parent / "docs" / "metrics.md"
    assert page.read_text(encoding="utf-8") == render_document(), "run `make metrics`"
