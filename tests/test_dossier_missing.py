"""Cells of the pivot: why one has no figure, and what stands under those that have one."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from crawler.records.finding import Finding
from crawler.records.kinds import Record
from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.records.review import Review
from crawler.store import derived
from crawler.store.connections import open_store
from dossier.metrics.compute import compute
from dossier.pivot import Cell, front_groups, measured_groups, waiting_rows
from dossier.told import Told, load_told
from tests.dossier_store import Filler, make_competitor, make_config

NOW, BEFORE, MONTH = "2026-03-18T04:00:00Z", "2026-03-17T04:00:00Z", "2026-02-16T04:00:00Z"
CONFIG = make_config(make_competitor("our", kind="self"), make_competitor("acme"), make_competitor("new"))


@pytest.fixture
def filler(tmp_path: Path) -> Iterator[Filler]:
    filler = Filler(open_store(tmp_path / "rivals.db"))
    for company in ("our", "acme"):
        visit = filler.visit(filler.run(MONTH), company, MONTH)
        filler.coverage(visit, **dict.fromkeys(("offer", "plan", "promise", "review"), "observed"), ad="absent")
    yield filler
    filler.db.close()


def hold(filler: Filler, *records: Record, company: str = "acme", first: str = MONTH) -> None:
    for record in records:
        filler.version(company, record, first, NOW, (1, 1))


def tell(filler: Filler, tmp_path: Path) -> Told:
    derived.save_metric_values(filler.db, compute(filler.db, CONFIG, NOW))
    return load_told(filler.db, tmp_path / "evidence", CONFIG, NOW)


def cell(filler: Filler, tmp_path: Path, metric: str, company: str = "acme") -> Cell:
    rows = {row.metric.id: row for group in tell(filler, tmp_path).pivot for row in group.rows}
    return next(cell for cell in rows[metric].cells if cell.company.name == company)


def offer(name: str = "a", price: str = "90", currency: str = "EUR", host: str = "acme") -> Offer:
    return Offer(
        url=f"https://{host}.example/{name}", name=name, price=Decimal(price), currency=currency, price_type="exact",
        tax_included=True, availability="InStock",
    )  # fmt: skip


def plan(price: str, currency: str) -> Plan:
    return Plan(url="https://acme.example/pricing", name="Solo", period="month", per="month", price=Decimal(price),
                currency=currency, price_type="exact")  # fmt: skip


def test_an_amount_in_another_currency_is_shown_with_the_rate_it_needs(filler: Filler, tmp_path: Path) -> None:
    hold(filler, plan("4900", "KZT"))
    found = cell(filler, tmp_path, "cheapest_plan")
    assert (found.look, found.text, found.small) == ("hole", "4,900.00 KZT", "needs a rate KZT→EUR")
    assert (found.href, found.unit, found.trend) == ("acme/cheapest_plan.html", "EUR / month", None)


def test_matched_prices_in_another_currency_need_a_rate(filler: Filler, tmp_path: Path) -> None:
    for company, record in (("acme", offer(currency="KZT")), ("our", offer(host="our"))):
        hold(filler, record, company=company)
        filler.product(company, record, 1, NOW)
    filler.match("our", "https://our.example/a", "acme", "https://acme.example/a")
    found = cell(filler, tmp_path, "price_index")
    assert (found.look, found.text, found.small) == ("hole", "not compared", "needs a rate KZT→EUR")


def test_nothing_of_its_sort_is_absent_not_unknown(filler: Filler, tmp_path: Path) -> None:
    hold(filler, offer())
    for metric in ("advertised_discount", "real_discount"):
        found = cell(filler, tmp_path, metric)
        assert (found.look, found.text, found.small) == ("absent", "none", "nothing is on sale")
    assert cell(filler, tmp_path, "active_creatives").look == "absent"


def test_a_promise_without_a_number_is_a_hole_and_one_that_is_not_made_is_absent(
    filler: Filler, tmp_path: Path
) -> None:
    url = "https://acme.example/delivery"
    hold(filler, Finding(url=url, what="promise", name="free_delivery", value=""))
    found = cell(filler, tmp_path, "free_delivery")
    assert (found.look, found.text) == ("hole", "no number")
    assert cell(filler, tmp_path, "return_window").look == "absent"


def test_a_free_plan_is_named_where_there_is_no_trial_and_beside_one(filler: Filler, tmp_path: Path) -> None:
    hold(filler, replace(plan("0", "EUR"), name="Free", period=None, price_type="free"))
    assert cell(filler, tmp_path, "free_trial").small == "its pages promise none · a free plan"
    hold(filler, replace(plan("9", "EUR"), trial_days=14))
    found = cell(filler, tmp_path, "free_trial")
    assert (found.text, found.note) == ("14", "Solo and a free plan")


def test_reviews_on_its_own_site_leave_the_independent_rating_a_hole(filler: Filler, tmp_path: Path) -> None:
    hold(filler, Review(url="https://acme.example/reviews", id="1", rating=Decimal(5), published="2026-03-01"))
    found = cell(filler, tmp_path, "independent_rating")
    assert (found.look, found.small) == ("hole", "needs reviews on platforms that the company does not own")


def test_our_own_column_shows_the_base_of_what_is_relative_to_us(filler: Filler, tmp_path: Path) -> None:
    index, share = (cell(filler, tmp_path, metric, "our") for metric in ("price_index", "cheaper"))
    assert (index.look, index.text, index.small) == ("base", "100", "the base")
    assert (share.look, share.text, share.small) == ("base", "–", "compared with us")


def test_what_nobody_visited_is_told_from_what_no_page_said(filler: Filler, tmp_path: Path) -> None:
    assert cell(filler, tmp_path, "posts", "new").small == "no visit has read it yet"
    assert cell(filler, tmp_path, "posts", "acme").small == "no page was read that would say it"


def test_a_value_says_how_far_it_moved_since_the_last_edition_and_in_thirty_days(
    filler: Filler, tmp_path: Path
) -> None:
    filler.run(NOW)
    filler.edition(1, BEFORE, "before", {"values": [], "restated": [], "withdrawn": []}, [])
    hold(filler, *(offer(str(number)) for number in range(20)))
    hold(filler, *(offer(f"later {number}") for number in range(3)), first=BEFORE)
    hold(filler, *(offer(f"new {number}") for number in range(2)), first=NOW)
    found = cell(filler, tmp_path, "active_products")
    assert (found.text, found.moves) == ("25", ("1\u202fd +2", "30\u202fd +5"))


def test_few_things_draw_no_trend(filler: Filler, tmp_path: Path) -> None:
    filler.run(NOW)
    filler.edition(1, BEFORE, "before", {"values": [], "restated": [], "withdrawn": []}, [])
    hold(filler, offer())
    hold(filler, offer("b"), first=NOW)
    found = cell(filler, tmp_path, "active_products")
    assert (found.text, found.moves) == ("2", ())


def test_rows_without_any_figure_stand_below_the_table(filler: Filler, tmp_path: Path) -> None:
    hold(filler, offer(), offer("b"))
    pivot = tell(filler, tmp_path).pivot
    measured = {row.metric.id for group in measured_groups(pivot) for row in group.rows}
    waiting = {row.metric.id for row in waiting_rows(pivot)}
    assert "active_products" in measured
    assert "cheapest_plan" in waiting
    assert measured | waiting == {row.metric.id for group in pivot for row in group.rows}
    assert {row.metric.id for group in front_groups(pivot) for row in group.rows} <= measured


def test_the_market_is_the_median_of_all_with_enough_rows(filler: Filler, tmp_path: Path) -> None:
    hold(filler, offer("a"), offer("b"), offer("c"))
    hold(filler, offer("a", host="our"), company="our")
    row = next(
        row for group in tell(filler, tmp_path).pivot for row in group.rows if row.metric.id == "active_products"
    )
    assert (row.market, row.market_value) == ("2", 2.0)
