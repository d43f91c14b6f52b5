"""The rules of fold for what stands on a page and has no address of its own, plans and findings, each told in days."""

from decimal import Decimal
from typing import Any

import pytest

from crawler.batch import Settings
from crawler.fold.fold import merge_one
from crawler.fold.unit import Answer
from crawler.records.finding import Finding
from crawler.records.kinds import TOLD, Record
from crawler.records.plan import Plan
from tests.fold_days import HOME, PRICING, empty, finding, fold_days, gone, listing, offer, page, plan, shown

TERMS = HOME + "delivery"
OTHERS = [page(url=f"{HOME}p{n}", text=offer("5.00", url=f"{HOME}p{n}", name=f"Thing {n}")) for n in range(4)]


def pricing(*plans: Plan, url: str = PRICING, **words: Any) -> Answer:
    """Return a pricing page."""
    return shown(url, *plans, looked_for=("plan", "headline", "promise"), **words)


def terms(*found: Finding, url: str = TERMS) -> Answer:
    """Return a page of terms."""
    return shown(url, *found, looked_for=("promise",))


def front(*found: Record, url: str = HOME) -> Answer:
    """Return a front page."""
    return shown(url, *found, looked_for=("headline", "tagline", "promise", "technology", "profile"))


def promise(value: str = "50", name: str = "free_delivery", url: str = TERMS) -> Finding:
    return finding("promise", value, name, url, unit="EUR", detail=f"Free delivery from €{value}.")


def test_a_plan_that_costs_more_is_a_change_with_its_currency() -> None:
    days = fold_days([pricing(plan("Team", "29"), plan("Team", "290", period="year"))], [pricing(plan("Team", "35"))])
    (change,) = days.changes()
    assert (change.kind, change.name, change.field, change.old, change.new, change.currency) == (
        "plan",
        "Team",
        "price",
        "29",
        "35",
        "EUR",
    )
    assert change.key == (PRICING, "Team", "month")


def test_a_plan_on_a_page_read_before_is_new_and_one_that_is_missed_twice_is_gone() -> None:
    first = [pricing(plan("Solo", "9"), plan("Team", "29"))]
    later = [pricing(plan("Team", "29"), plan("Company", "99"))]
    days = fold_days(first, later, later, later)
    assert days.told() == [(2, "plan", None, None, "new"), (3, "plan", None, "gone", None)]
    assert [c.name for c in days.changes()] == ["Company", "Solo"]
    assert days.changes()[0].since == "2026-03-01T06:01:00Z"


def test_the_plans_of_a_new_page_are_not_told_beside_it() -> None:
    days = fold_days(
        [listing(url=HOME + "all")],
        [listing(url=HOME + "all", named=(PRICING,)), pricing(plan("Team", "29"))],
        [listing(url=HOME + "all", named=(PRICING,)), pricing(plan("Team", "29"), plan("Solo", "9"))],
    )
    assert [(day, c) for day, *_, c in days.told()] == [(3, "new")]


def test_a_plan_that_is_on_request_has_no_price_and_says_so() -> None:
    on_request = plan("Company", period=None, price_text="Contact us", price_type="contact")
    held = fold_days([pricing(on_request)]).held("plan")
    assert (held.price, held.price_text, held.price_type, held.currency) == (None, "Contact us", "contact", None)
    priced = plan("Company", "99", period=None, price_type="exact")
    days = fold_days([pricing(on_request)], [pricing(priced)], [pricing(on_request)])
    assert days.told() == [(2, "plan", "price", None, "99"), (3, "plan", "price", "99", None)]
    assert days.changes()[1].currency == "EUR"


def test_a_price_that_is_not_clear_is_no_change() -> None:
    days = fold_days([pricing(plan("Team", "29"))], [pricing(plan("Team"))], [pricing(plan("Team", "29"))])
    assert days.changes() == []
    assert [v.record.price for v in days.versions("plan")] == [Decimal(29)]  # type: ignore[union-attr]


def test_a_trial_that_is_offered_and_one_that_is_dropped_are_changes() -> None:
    days = fold_days(
        [pricing(plan("Team", "29"))],
        [pricing(plan("Team", "29", trial_days=30))],
        [pricing(plan("Team", "29"))],
    )
    assert days.told() == [(2, "plan", "trial_days", None, "30"), (3, "plan", "trial_days", "30", None)]


def test_settings_fill_what_a_pricing_page_leaves_open_and_only_that() -> None:
    settings = Settings(currency="EUR", tax_included=False, country="LV")
    bare = [pricing(plan("Team", "29", currency=None), plan("Solo", "9", currency="USD"), plan("Company"))]
    days = fold_days(bare, bare, settings=settings, later=(2, Settings(currency="GBP", tax_included=True)))
    assert days.changes() == []
    held = {v.record.name: v.record for v in days.versions("plan") if v.ended is None and isinstance(v.record, Plan)}
    assert [(held[name].currency, held[name].tax_included) for name in ("Team", "Solo", "Company")] == [
        ("GBP", True),
        ("USD", True),
        (None, None),
    ]


def test_a_page_that_gives_a_currency_at_last_corrects_the_settings() -> None:
    days = fold_days(
        [pricing(plan("Team", "29", currency=None))],
        [pricing(plan("Team", "29", currency="USD"))],
        settings=Settings(currency="EUR"),
    )
    assert days.changes() == []
    assert days.held("plan").currency == "USD"


def test_a_tier_whose_period_becomes_known_stays_the_same_plan() -> None:
    days = fold_days([pricing(plan("Company", "99", period=None))], [pricing(plan("Company", "99"))])
    assert days.changes() == []
    assert (days.held("plan").period, len({v.key for v in days.versions("plan")})) == ("month", 1)


def test_plans_of_a_page_read_alone_come_in_its_order() -> None:
    tiers = [plan("Team", "29"), plan("Solo", "9"), plan("Team", "290", period="year"), plan("Company", period=None)]
    reading = pricing(*tiers).reading
    assert reading is not None
    assert [(r.name, r.period) for r in merge_one(PRICING, reading) if isinstance(r, Plan)] == [
        ("Team", "month"),
        ("Solo", "month"),
        ("Team", "year"),
        ("Company", None),
    ]


def test_a_headline_that_is_worded_otherwise_is_a_change_of_its_value() -> None:
    days = fold_days(
        [front(finding("headline", "Tools"), finding("tagline", "For all"))],
        [front(finding("headline", "Tools by the hour"), finding("tagline", "For all"))],
    )
    (change,) = days.changes()
    assert (change.kind, change.name, change.field, change.old, change.new, change.key) == (
        "headline",
        None,
        "value",
        "Tools",
        "Tools by the hour",
        (HOME, "headline", None),
    )


def test_a_promise_on_a_page_read_before_is_new_and_one_that_is_dropped_is_gone_after_two_looks() -> None:
    days = fold_days(
        [terms(), *OTHERS], [terms(promise()), *OTHERS], [terms(), *OTHERS], [terms(), *OTHERS], [terms(), *OTHERS]
    )
    assert days.told() == [(2, "promise", None, None, "new"), (4, "promise", None, "gone", None)]
    assert [c.name for c in days.changes()] == ["free_delivery"] * 2


def test_the_last_promise_of_a_page_goes_though_few_pages_are_asked() -> None:
    days = fold_days(
        [front(finding("headline", "Tools")), terms(promise())], *[[front(finding("headline", "Tools")), terms()]] * 2
    )
    assert days.told() == [(3, "promise", None, "gone", None)]


def test_a_number_in_a_promise_that_changes_is_a_change() -> None:
    days = fold_days([terms(promise("50"))], [terms(promise("29"))])
    assert days.told() == [(2, "promise", "value", "50", "29")]


def test_a_promise_told_in_other_words_is_the_same() -> None:
    other = finding("promise", "50", "free_delivery", TERMS, unit="EUR", detail="We deliver free from 50 euro.")
    days = fold_days([terms(promise())], [terms(other)])
    assert days.changes() == []
    assert len(days.versions("finding")) == 1


def test_a_page_that_is_taken_for_another_type_takes_nothing_away() -> None:
    days = fold_days([terms(promise()), *OTHERS], *[[empty(TERMS), *OTHERS]] * 4, [terms(promise()), *OTHERS])
    assert days.changes() == []


def test_maintenance_takes_nothing_away_though_the_addresses_tell_the_types() -> None:
    site = [
        listing(url=HOME + "all"),
        front(finding("headline", "Tools")),
        terms(promise()),
        pricing(plan("Team", "29")),
    ]
    down = [front(), terms(), pricing()]
    days = fold_days(site, down, down, down, down, site)
    assert days.changes() == []


def test_a_page_of_terms_that_is_there_no_more_takes_its_promises_away() -> None:
    away = [front(finding("headline", "Tools")), gone(TERMS), *OTHERS]
    days = fold_days([front(finding("headline", "Tools")), terms(promise()), *OTHERS], away, away)
    assert days.told() == [(3, "promise", None, "gone", None)]


def test_a_technology_that_comes_and_one_that_goes() -> None:
    def home(*names: str) -> list[Answer]:
        return [front(finding("headline", "Tools"), *(finding("technology", "", name) for name in names))]

    days = fold_days(home("A", "B"), home("B", "C"), home("B", "C"))
    assert days.told() == [(2, "technology", None, None, "new"), (3, "technology", None, "gone", None)]
    assert [c.name for c in days.changes()] == ["C", "A"]


def test_what_new_readers_find_first_is_not_new() -> None:
    before, after = terms(promise()), terms(promise(), promise("", "returns"))
    days = fold_days(
        [before, *OTHERS],
        OTHERS,
        [after, *OTHERS],
        [terms(promise(), promise("", "returns"), promise("", "warranty")), *OTHERS],
        readers={2: "r2"},
        reread={1: after.reading},  # type: ignore[dict-item]
    )
    assert [(day, c.name) for day, r in enumerate(days.results, 1) for c in r.changes] == [(4, "warranty")]


def test_what_new_readers_had_not_looked_for_is_not_new_though_older_ones_had() -> None:
    days = fold_days(
        [terms(promise())],
        [empty(TERMS)],
        [terms(promise(), promise("", "returns"))],
        readers={2: "r2"},
        reread={1: terms(promise()).reading},  # type: ignore[dict-item]
    )
    assert days.changes() == []


def test_a_day_of_maintenance_hides_nothing_that_is_new() -> None:
    days = fold_days([terms(promise())], [empty(TERMS)], [terms(promise(), promise("", "returns"))])
    assert days.told() == [(3, "promise", None, None, "new")]


def test_what_stands_on_a_page_that_was_taken_for_another_type_before_is_not_new() -> None:
    days = fold_days([shown(PRICING, looked_for=("headline",))], [pricing(plan("Team", "29"))])
    assert days.changes() == []


def test_a_currency_that_changes_beside_the_same_number_is_a_change() -> None:
    dollars = [pricing(plan("Team", "29", currency="USD"))]
    days = fold_days([pricing(plan("Team", "29"))], dollars, dollars)
    assert days.told() == [(3, "plan", "currency", "EUR", "USD")]
    assert [version.suspect for version in days.versions("plan")] == [False, True, False]


def test_a_page_that_moves_and_changes_its_heading_at_once_is_one_change() -> None:
    about, new = HOME + "about", HOME + "company"
    days = fold_days(
        [shown(about, finding("headline", "About us", url=about))],
        [gone(about, outcome="moved", to=new), shown(new, finding("headline", "Who we are", url=new))],
    )
    assert days.told() == [(2, "headline", "value", "About us", "Who we are")]


def test_pages_that_all_lead_to_one_new_page_have_not_moved_there() -> None:
    about, team, sale = HOME + "about", HOME + "team", HOME + "sale"
    away = [gone(url, outcome="moved", to=sale) for url in (about, team)]
    landing = shown(sale, finding("headline", "Sale", url=sale))
    days = fold_days(
        [*(shown(url, finding("headline", url, url=url)) for url in (about, team)), *OTHERS],
        *[[*away, landing, *OTHERS]] * 2,
    )
    assert days.told() == [(3, "headline", None, "gone", None)] * 2


def test_a_new_page_that_says_one_thing_of_many_is_not_the_one_that_went() -> None:
    new = HOME + "warranty"
    there = terms(promise(url=new), promise("", "warranty", url=new), promise("", "support", url=new), url=new)
    days = fold_days([terms(promise(), promise("", "returns")), *OTHERS], *[[gone(TERMS), there, *OTHERS]] * 2)
    assert days.told() == [(3, "promise", None, "gone", None)] * 2


@pytest.mark.parametrize("redirects", [True, False])
def test_a_page_of_terms_that_moves_takes_its_promises_along(redirects: bool) -> None:
    new = HOME + "shipping"
    away = gone(TERMS, outcome="moved", to=new) if redirects else gone(TERMS)
    days = fold_days(
        [front(finding("headline", "Tools")), terms(promise()), *OTHERS],
        *[[front(finding("headline", "Tools")), away, terms(promise(url=new), url=new), *OTHERS]] * 3,
        [front(finding("headline", "Tools")), away, terms(promise("29", url=new), url=new), *OTHERS],
    )
    assert days.told() == [(5, "promise", "value", "50", "29")]
    assert days.changes()[0].key[0] == TERMS


@pytest.mark.parametrize("redirects", [True, False])
def test_a_pricing_page_that_moves_takes_its_plans_along_and_tells_what_is_new(redirects: bool) -> None:
    new = HOME + "plans"
    away = gone(PRICING, outcome="moved", to=new) if redirects else gone(PRICING)
    before = (plan("Solo", "9"), plan("Team", "29"))
    after = [
        pricing(*(plan(p.name or "", str(p.price), url=new) for p in before), plan("Company", "99", url=new), url=new)
    ]
    days = fold_days([pricing(*before), *OTHERS], *[[away, *after, *OTHERS]] * 3)
    assert [(kind, name, new) for _, kind, name, _, new in days.told()] == [("plan", None, "new")]


def test_a_front_page_that_moves_takes_its_findings_along() -> None:
    new = HOME + "en/"

    def found(url: str) -> list[Finding]:
        return [finding("headline", "Tools", url=url), finding("technology", "", "A", url=url)]

    moved = [gone(HOME, outcome="moved", to=new), front(*found(new), url=new)]
    days = fold_days([front(*found(HOME))], moved, moved, moved)
    assert days.changes() == []
    assert {v.record.url for v in days.versions("finding")} == {HOME}


def test_a_page_that_leads_home_now_is_not_home_though_both_make_one_promise() -> None:
    home = front(finding("headline", "Tools"), promise(url=HOME))
    away = [home, gone(TERMS, outcome="moved", to=HOME), *OTHERS]
    days = fold_days([home, terms(promise()), *OTHERS], away, away)
    assert days.told() == [(3, "promise", None, "gone", None)]
    assert days.results[-1].aliases == ()


def test_a_canonical_that_points_home_makes_no_alias_of_a_page_that_makes_one_promise_of_home() -> None:
    site = [
        front(finding("headline", "Tools"), promise(url=HOME)),
        shown(TERMS, promise(), promise("", "returns"), canonical=HOME),
    ]
    days = fold_days(site, site, site)
    assert days.changes() == []
    assert days.results[-1].aliases == ()


def test_another_address_of_the_very_same_page_is_an_alias() -> None:
    other = PRICING + "?ref=mail"
    site = [pricing(plan("Team", "29")), shown(other, plan("Team", "29", url=other), canonical=PRICING)]
    days = fold_days(site, site)
    assert [v.key[0] for v in days.versions("plan")] == [PRICING]


def test_a_version_of_a_page_unseen_for_a_week_ends() -> None:
    days = fold_days([pricing(plan("Team", "29"))], *[None] * 8, [pricing(plan("Team", "29"))])
    assert days.changes() == []
    assert [v.ended for v in days.versions("plan")] == ["unseen", None]


def test_coverage_calls_findings_by_what_they_are() -> None:
    (coverage,) = (
        {c.kind: (c.state, c.pages_read, c.records) for c in result.coverage}
        for result in fold_days([front(finding("headline", "Tools")), terms()]).results
    )
    assert coverage == dict.fromkeys(TOLD, ("not checked", 0, 0)) | {
        "headline": ("observed", 1, 1),
        "promise": ("absent", 2, 0),
        "tagline": ("absent", 1, 0),
        "technology": ("absent", 1, 0),
        "profile": ("absent", 1, 0),
    }
