"""What is far off a record's own past: kept, flagged, and believed when a second visit agrees."""

from decimal import Decimal
from typing import Any

import pytest

from crawler.batch import Settings
from crawler.fold.rows import dump_state, load_state
from crawler.fold.unit import Answer, Version
from crawler.records.reading import About, Reading, Word
from tests.fold_days import HOME, SAW, Days, fold_days, gone, listing, offer, page, plan, shown

Facts = list[tuple[str, bool, str | None]]


def facts(days: Days, kind: str = "offer") -> Facts:
    """Return price, flag and end of each version, in order of time."""
    return [(str(price_of(v)), v.suspect, v.ended) for v in days.versions(kind)]


def price_of(version: Version) -> Any:
    return getattr(version.record, "price", None)


def looks(*prices: str | None, **fields: Any) -> list[list[Answer]]:
    """Return a look at the page a day, at these prices."""
    return [[page(text=offer(price, **fields))] for price in prices]


@pytest.mark.parametrize(
    ("prices", "told"),
    [
        pytest.param(["49", "499"], [], id="ten times as much"),
        pytest.param(["49", "489"], [(2, "49", "489")], id="less than ten times as much"),
        pytest.param(["49", "4.9"], [], id="a tenth"),
        pytest.param(["49", "5"], [(2, "49", "5")], id="more than a tenth"),
        pytest.param(["49", "4900", "4900"], [(3, "49", "4900")], id="a second visit agrees"),
        pytest.param(["49", "4900", "5100"], [(3, "49", "5100")], id="a second visit reads another as far off"),
        pytest.param(["49", "4900", "49", "49"], [], id="the second reads the old value"),
        pytest.param(["49", "4900", "59"], [(3, "49", "59")], id="the second reads another near the old value"),
        pytest.param(["49", "4900", None, "4900"], [], id="the second reads none, the third begins again"),
        pytest.param(["49", "4900", "0.49", "0.49"], [(4, "49", "0.49")], id="the second errs to the other side"),
        pytest.param(["49", "4900", "990000"], [], id="the second is as far from the first as that was"),
        pytest.param(["49", "4900", "4900", "49"], [(3, "49", "4900"), (4, "4900", "49")], id="its past has both"),
        pytest.param(["5", "30", "60", "5"], [(2, "5", "30"), (3, "30", "60"), (4, "60", "5")], id="it was there once"),
        pytest.param(["5", "30", "4900", "4900"], [(2, "5", "30"), (4, "30", "4900")], id="far off all of a range"),
        pytest.param(["49", "0"], [], id="nothing is sold for nothing"),
        pytest.param(["49", "-49"], [], id="nor for less"),
    ],
)
def test_a_price_ten_times_off_its_own_past_is_a_change_when_a_second_visit_agrees(
    prices: list[str | None], told: list[tuple[int, str, str]]
) -> None:
    days = fold_days(*looks(*prices))
    assert [(day, old, new) for day, _, field, old, new in days.told() if field == "price"] == told
    assert len(days.told()) == len(told)


def test_what_is_suspect_is_kept_and_flagged_beside_what_was_agreed_on() -> None:
    days = fold_days(*looks("49", "4900"))
    assert facts(days) == [("49", False, None), ("4900", True, None)]
    (agreed, suspect) = days.versions()
    assert (agreed.last_seen[:10], suspect.first_seen[:10]) == ("2026-03-01", "2026-03-02")
    assert suspect.witnesses["price"] == "text"
    assert days.due == {SAW: "suspect"}


def test_what_a_second_visit_does_not_bear_out_stays_flagged_in_the_history() -> None:
    days = fold_days(*looks("49", "4900", "49"))
    assert facts(days) == [("49", False, None), ("4900", True, "corrected")]
    assert days.versions()[0].last_seen[:10] == "2026-03-03"
    assert days.due == {}


def test_what_a_second_visit_bears_out_is_a_fact_from_then_on() -> None:
    days = fold_days(*looks("49", "4900", "4900"))
    assert facts(days) == [("49", False, "changed"), ("4900", True, "corrected"), ("4900", False, None)]
    (change,) = days.changes()
    old, _, new = days.versions()
    assert ((change.since or "")[:10], change.at[:10], change.suspect) == ("2026-03-01", "2026-03-03", False)
    assert (change.capture_old, change.capture_new) == (old.capture, new.first_capture)


def test_what_else_a_suspect_look_says_waits_with_it() -> None:
    days = fold_days(
        [page(text=offer("49", availability="InStock"))],
        [page(text=offer("9999", availability="OutOfStock"))],
        [page(text=offer("49", availability="OutOfStock"))],
    )
    assert days.told() == [(3, "offer", "availability", "InStock", "OutOfStock")]


@pytest.mark.parametrize(
    ("before", "now", "suspect"),
    [
        pytest.param({"currency": "EUR"}, {"currency": "USD"}, True, id="another"),
        pytest.param({"currency": "EUR"}, {"currency": None}, False, id="it is no longer said"),
        pytest.param({"currency": None}, {"currency": "USD"}, False, id="it is said for the first time"),
    ],
)
def test_a_currency_that_jumps_waits_for_a_second_visit(
    before: dict[str, Any], now: dict[str, Any], suspect: bool
) -> None:
    days = fold_days([page(text=offer("49", **before))], [page(text=offer("49", **now))])
    assert any(version.suspect for version in days.versions()) is suspect
    assert days.told() == []


def test_a_currency_and_a_price_that_jump_together_wait_too() -> None:
    dollars = [page(text=offer("53", currency="USD"))]
    assert fold_days([page(text=offer("49"))], dollars).told() == []
    assert fold_days([page(text=offer("49"))], dollars, dollars).told() == [(3, "offer", "price", "49", "53")]


def test_a_currency_that_was_only_in_the_settings_is_corrected_at_once() -> None:
    days = fold_days(
        [page(text=offer("49", currency=None))], [page(text=offer("49"))], settings=Settings(currency="USD")
    )
    assert [(v.record.currency, v.suspect) for v in days.versions()] == [("USD", False), ("EUR", False)]  # type: ignore[union-attr]


def test_the_past_in_another_currency_is_no_past() -> None:
    dollars = [[page(text=offer(price, currency="USD"))] for price in ("33", "33", "3.20")]
    days = fold_days(*looks("5", "30"), *dollars)
    assert facts(days)[-1] == ("3.20", True, None)


def test_a_list_price_far_off_its_own_past_is_suspect() -> None:
    days = fold_days(
        [page(text=offer("49", list_price="59"))],
        [page(text=offer("49", list_price="5900"))],
        [page(text=offer("49", list_price="59"))],
    )
    assert days.told() == []
    assert [version.suspect for version in days.versions()] == [False, True]


def test_the_price_of_a_plan_waits_too_but_not_that_of_another_period_or_of_a_free_one() -> None:
    far = [shown(HOME, plan("Team", "290", per="month"))]
    assert fold_days([shown(HOME, plan("Team", "29", per="month"))], far).told() == []
    assert fold_days([shown(HOME, plan("Team", "29", per="month"))], far, far).told()[0][:3] == (3, "plan", "price")
    yearly = fold_days([shown(HOME, plan("Team", "20", per="month"))], [shown(HOME, plan("Team", "240", per="year"))])
    assert yearly.told() == [(2, "plan", "price", "20", "240")]
    free = fold_days([shown(HOME, plan("Team", "29"))], [shown(HOME, plan("Team", "0"))])
    assert free.told() == [(2, "plan", "price", "29", "0")]


def test_a_price_of_more_pieces_is_not_compared() -> None:
    days = fold_days([page(text=offer("2", pack_count=1))], [page(text=offer("22", pack_count=12))])
    assert sorted((field, new) for _, _, field, _, new in days.told()) == [("pack_count", "12"), ("price", "22")]


def test_a_better_witness_that_is_far_off_when_it_speaks_for_the_first_time_is_suspect_too() -> None:
    both = [page(json_ld=offer("49"), text=offer("4900"))]
    days = fold_days([page(json_ld=offer("49"))], both, both)
    assert days.told() == []
    assert facts(days) == [("49", False, "corrected"), ("4900", True, "corrected"), ("4900", False, None)]


def test_a_card_is_no_second_look_at_a_page() -> None:
    days = fold_days(*looks("49", "4900"), [listing(offer("49"))], [listing(offer("4900"))], *looks("4900"))
    assert days.told() == [(5, "offer", "price", "49", "4900")]


def test_a_card_is_no_second_look_at_a_page_that_was_suspect_when_it_was_first_read() -> None:
    days = fold_days([listing(offer("49"))], *looks("4900"), [listing(offer("49"))], *looks("4900"))
    assert facts(days)[-1] == ("4900", False, None)


def test_of_what_only_cards_show_a_second_card_agrees() -> None:
    days = fold_days([listing(offer("49"))], [listing(offer("4900"))], [listing(offer("4900"))])
    assert days.told() == [(3, "offer", "price", "49", "4900")]


def test_what_goes_while_it_is_suspect_was_last_held_at_what_was_agreed_on() -> None:
    others = [page(HOME + f"o{n}", text=offer("5", url=HOME + f"o{n}", name=f"O{n}")) for n in range(6)]
    away = [gone(), *others]
    days = fold_days([page(text=offer("49")), *others], [page(text=offer("4900")), *others], away, away)
    assert days.life() == [(4, "gone")]
    assert [(p, s, e) for p, s, e in facts(days) if p != "5"] == [("49", False, "gone"), ("4900", True, "corrected")]


def test_what_nobody_saw_for_a_week_while_it_was_suspect_is_unseen() -> None:
    quiet = [page(HOME + "other", text=offer("5", url=HOME + "other"))]
    days = fold_days(*looks("49", "4900"), *[quiet] * 9)
    assert [(p, s, e) for p, s, e in facts(days) if p != "5"] == [("49", False, "unseen"), ("4900", True, "corrected")]


def test_new_readers_begin_with_what_was_agreed_on() -> None:
    again = Reading(about=About(type="product"), words=(Word(witness="text", record=offer("49")),))
    days = fold_days(*looks("49", "4900", "4900", "4900"), readers={3: "r2"}, reread={1: again})
    assert days.told() == [(4, "offer", "price", "49", "4900")]


def test_what_new_readers_read_otherwise_was_misread_before() -> None:
    days = fold_days(*looks("49", "4900"), readers={2: "r2"})
    assert (facts(days), days.told()) == ([("49", False, "corrected"), ("4900", False, None)], [])


NEW = HOME + "new"


def two(old: str, new: str | None) -> list[Answer]:
    """Return a look at two pages of what may be one thing; None: the second is not read."""
    looked = [page(text=offer(old, sku="7")), page(NEW, text=offer(new, url=NEW, sku="7"))]
    return looked if new else looked[:1]


def moved(price: str) -> list[Answer]:
    """Return a look at the first page, which leads to the other now."""
    return [gone(outcome="moved", to=NEW), page(NEW, text=offer(price, url=NEW, sku="7"))]


def test_what_was_suspect_on_a_page_that_turns_out_to_be_another_name_is_no_fact() -> None:
    days = fold_days(two("49", None), two("49", "49"), two("49", "4900"), moved("49"))
    assert (days.held().price, days.told()) == (Decimal("49"), [])


def test_what_is_a_fact_on_a_page_that_turns_out_to_be_another_name_is_no_longer_suspect() -> None:
    days = fold_days(two("49", None), two("49", "4900"), two("4900", "4900"), moved("4900"))
    (version,) = (version for version in days.versions() if version.ended is None)
    assert (version.suspect, price_of(version), days.told()) == (False, Decimal("4900"), [])


def test_the_past_is_that_of_the_page_whose_price_is_held() -> None:
    days = fold_days(two("10", None), two("10", "700"), two("60", "700"), moved("700"), moved("710"))
    assert [(old, new) for _, _, _, old, new in days.told()] == [("10", "60"), ("700", "710")]


def test_other_settings_take_back_what_is_suspect() -> None:
    days = fold_days(*looks("49", "4900", "4900"), later=(3, Settings(country="LV")))
    assert days.told() == []
    assert [suspect for _, suspect, ended in facts(days) if ended is None] == [False, True]


def test_what_a_corrected_misreading_was_is_no_past() -> None:
    known = page(json_ld=offer("4900"))
    both = page(json_ld=offer("4900"), text=offer("49"))
    days = fold_days([known], [both], [both], [page(json_ld=offer("4900"), text=offer("2000"))])
    assert facts(days)[-1] == ("2000", True, None)


def test_the_state_keeps_what_was_agreed_on_and_the_range_of_the_past() -> None:
    state = fold_days(*looks("5", "30", "4900")).results[-1].state
    (record,) = state.shelves["offer", SAW]
    assert record.agreed is not None
    assert record.prices == (Decimal(5), Decimal(30))
    assert load_state(dump_state(state)) == state


RANGE = [HOME + f"p{n}" for n in range(24)]


def visit(missing: int, of: int) -> list[Answer]:
    """Return a visit to so many products of which the first are missing, and listed no more."""
    there = [offer("5", url=url, name=url) for url in RANGE[missing:of]]
    return [listing(*there), *(gone(url) for url in RANGE[:missing]), *(page(o.url, text=o) for o in there)]


@pytest.mark.parametrize(
    ("missing", "of", "day"),
    [
        pytest.param(12, 24, 3, id="half"),
        pytest.param(13, 24, 4, id="more than half"),
        pytest.param(9, 12, 3, id="most of a small range"),
        pytest.param(10, 12, 4, id="ten of it"),
    ],
)
def test_half_of_a_range_is_gone_when_a_further_visit_agrees(missing: int, of: int, day: int) -> None:
    days = fold_days(visit(0, of), *[visit(missing, of)] * 3)
    assert days.life() == [(day, "gone")] * missing
    assert {due.why for due in days.results[1].due} == {"missing" if day == 3 else "doubt"}


def test_half_of_a_range_that_is_back_after_two_visits_was_never_gone() -> None:
    assert fold_days(visit(0, 16), visit(12, 16), visit(12, 16), visit(0, 16)).life() == []
