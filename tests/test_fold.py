"""The rules of fold, each told in days."""

from decimal import Decimal

import pytest

from crawler.batch import Outcome, Settings
from crawler.fold.fold import merge_one
from crawler.records.kinds import TOLD
from crawler.records.offer import Offer
from crawler.records.reading import Reading
from tests.fold_days import (
    HOME,
    LISTING,
    SAW,
    broken,
    empty,
    fold_days,
    gone,
    listing,
    offer,
    page,
    post,
    views,
)

OTHERS = [page(url=f"{HOME}other{n}", text=offer("5.00", url=f"{HOME}other{n}", name=f"Other {n}")) for n in range(6)]
"""Pages that stay as they are, so that one missing page does not make a visit doubtful."""


def test_a_price_that_returns_is_two_changes() -> None:
    days = fold_days([page(text=offer("49.00"))], [page(text=offer("59.00"))], [page(text=offer("49.00"))])
    assert [(c.old, c.new) for c in days.changes("price")] == [("49.00", "59.00"), ("59.00", "49.00")]
    assert [v.ended for v in days.versions()] == ["changed", "changed", None]


def test_a_change_carries_both_captures_its_currency_and_when_the_old_was_last_seen() -> None:
    days = fold_days([page(text=offer("49.00"))], [page(text=offer("49.00"))], [page(text=offer("59.00"))])
    (change,) = days.changes()
    old, new = days.versions()
    assert (change.capture_old, change.capture_new) == (old.capture, new.first_capture)
    assert (change.since, change.at, change.currency) == ("2026-03-02T06:01:00Z", "2026-03-03T06:01:00Z", "EUR")


def test_the_same_run_of_two_witnesses_is_not_compared_with_each_other() -> None:
    days = fold_days(*[[page(text=offer("49.00"), json_ld=offer("40.50"))]] * 3)
    assert days.changes() == []
    assert days.held().price == Decimal("49.00")


def test_a_better_witness_that_speaks_for_the_first_time_corrects_without_a_change() -> None:
    days = fold_days([page(json_ld=offer("40.50"))], [page(json_ld=offer("40.50"), text=offer("49.00"))])
    assert days.changes() == []
    assert [(v.record.price, v.ended) for v in days.versions()] == [  # type: ignore[union-attr]
        (Decimal("40.50"), "corrected"),
        (Decimal("49.00"), None),
    ]


def test_a_layout_that_hides_a_price_for_a_day_hides_no_change() -> None:
    days = fold_days(
        [page(text=offer("49.00"), json_ld=offer("49.00"))],
        [page(text=offer(), json_ld=offer("59.00"))],
        [page(text=offer("59.00"), json_ld=offer("59.00"))],
    )
    assert [(c.old, c.new, c.at[:10]) for c in days.changes()] == [("49.00", "59.00", "2026-03-02")]


def test_what_a_witness_said_before_it_fell_silent_is_what_it_is_compared_with() -> None:
    days = fold_days([page(text=offer("49.00"))], [page(text=offer())], [page(text=offer("59.00"))])
    (change,) = days.changes()
    assert (change.old, change.new, change.since) == ("49.00", "59.00", "2026-03-01T06:01:00Z")


def test_the_poorer_takes_over_without_a_change_when_the_better_was_silent_on_two_looks() -> None:
    quiet = [page(text=offer(), json_ld=offer("40.50"))]
    days = fold_days([page(text=offer("49.00"), json_ld=offer("40.50"))], quiet, quiet)
    assert days.changes() == []
    assert [v.record.price for v in days.versions()] == [Decimal("49.00"), Decimal("40.50")]  # type: ignore[union-attr]


def test_what_only_a_card_says_changed_after_the_card_last_said_it() -> None:
    hidden = page(text=offer())
    days = fold_days(
        [listing(offer("49.00")), page(text=offer("49.00"))],
        [listing(offer("49.00")), hidden],
        [listing(offer("49.00")), hidden],
        [hidden],
        [listing(offer("59.00")), hidden],
    )
    (change,) = days.changes("price")
    assert (change.old, change.new, (change.since or "")[:10], change.at[:10]) == (
        "49.00",
        "59.00",
        "2026-03-03",
        "2026-03-05",
    )


def test_a_net_price_on_a_card_beside_a_gross_one_on_the_page_is_no_change() -> None:
    days = fold_days(*[[listing(offer("40.50")), page(text=offer("49.00"))]] * 3)
    assert days.changes() == []
    assert days.held().price == Decimal("49.00")


def test_a_card_that_moves_makes_the_page_due_and_changes_nothing() -> None:
    days = fold_days([listing(offer("40.50")), page(text=offer("49.00"))], [listing(offer("44.00"))])
    assert days.changes() == []
    assert days.due == {SAW: "hint"}


def test_a_thing_known_only_from_a_card_changes_on_the_card() -> None:
    days = fold_days([listing(offer("40.50"))], [listing(offer("44.00"))])
    assert [(c.old, c.new) for c in days.changes()] == [("40.50", "44.00")]


def test_a_card_that_moves_to_what_the_page_says_for_the_first_time_is_a_change() -> None:
    days = fold_days([listing(offer("49.00"))], [listing(offer("59.00")), page(text=offer("59.00"))])
    assert [(c.old, c.new) for c in days.changes()] == [("49.00", "59.00")]


def test_a_sale_is_one_word_price_and_list_price() -> None:
    sale = [page(text=offer("39.00", list_price="49.00"), json_ld=offer("39.00"))]
    days = fold_days(
        [page(text=offer("49.00"), json_ld=offer("49.00"))],
        sale,
        sale,
        [page(text=offer("49.00"), json_ld=offer("49.00"))],
    )
    assert sorted((c.at[8:10], c.field, c.old, c.new) for c in days.changes()) == [
        ("02", "list_price", None, "49.00"),
        ("02", "price", "49.00", "39.00"),
        ("04", "list_price", "49.00", None),
        ("04", "price", "39.00", "49.00"),
    ]


def test_a_list_price_of_which_nobody_speaks_falls_when_the_price_reaches_it() -> None:
    days = fold_days(
        [page(text=offer("39.00", list_price="49.00"), json_ld=offer("39.00"))],
        [page(json_ld=offer("45.00"))],
        [page(json_ld=offer("49.00"))],
    )
    assert [(c.at[8:10], c.field, c.new) for c in days.changes("list_price")] == [("03", "list_price", None)]


@pytest.mark.parametrize("outcome", ["missing", "moved"])
def test_two_misses_on_two_visits_and_it_is_gone(outcome: Outcome) -> None:
    away = [gone(outcome=outcome, to=HOME), *OTHERS]
    days = fold_days([page(text=offer("49.00")), *OTHERS], away, away)
    (change,) = days.changes()
    assert (change.field, change.old, change.new) == (None, "gone", None)
    assert (change.since, change.at) == ("2026-03-01T06:01:00Z", "2026-03-03T06:01:00Z")
    assert days.results[1].due[0].why == "missing"


def test_a_page_without_an_offer_is_a_miss_too() -> None:
    days = fold_days([page(text=offer("49.00")), *OTHERS], [empty(), *OTHERS], [empty(), *OTHERS])
    assert days.life() == [(3, "gone")]


def test_a_miss_and_a_sighting_are_not_gone() -> None:
    there = [page(text=offer("49.00")), *OTHERS]
    days = fold_days(there, [gone(), *OTHERS], there, [gone(), *OTHERS], there)
    assert days.changes() == []


@pytest.mark.parametrize("outcome", ["blocked", "denied", "unavailable", "error", "incomplete", "too_large"])
def test_an_answer_that_is_no_page_touches_no_record(outcome: Outcome) -> None:
    away = [gone(outcome=outcome), *OTHERS]
    days = fold_days([page(text=offer("49.00")), *OTHERS], away, away, away)
    assert days.changes() == []
    assert [v.last_seen for v in days.versions() if v.record.url == SAW] == ["2026-03-01T06:01:00Z"]


def test_a_page_on_which_the_readers_failed_is_not_well_read() -> None:
    days = fold_days([page(text=offer("49.00")), *OTHERS], *[[broken(), *OTHERS]] * 3)
    assert days.changes() == []


def test_a_maintenance_page_with_status_200_takes_nothing_away() -> None:
    shop = [listing(*(card(n) for n in range(6))), *OTHERS]
    down = [empty(LISTING), *(empty(f"{HOME}other{n}") for n in range(6))]
    days = fold_days(shop, down, down, down, down, shop)
    assert days.changes() == []


def test_maintenance_of_product_pages_takes_away_nothing_that_is_sold_without_being_listed() -> None:
    shop = [listing(*(card(n) for n in range(5))), *OTHERS]
    delisted = [listing(card(0), card(1)), *(empty(f"{HOME}other{n}") for n in range(6))]
    days = fold_days(shop, delisted, delisted, delisted, shop)
    assert days.changes() == []


def test_a_real_mass_removal_is_seen() -> None:
    shop = [listing(*(card(n) for n in range(6))), *OTHERS]
    rest = [listing(card(0)), OTHERS[0], *(gone(f"{HOME}other{n}") for n in range(1, 6))]
    days = fold_days(shop, rest, rest)
    assert days.life() == [(3, "gone")] * 5


def test_what_went_by_its_own_address_returns_only_by_it() -> None:
    there, away = [page(text=offer("49.00")), *OTHERS], [gone(), *OTHERS]
    days = fold_days(there, away, away, [listing(offer("49.00")), *OTHERS], there)
    assert days.life() == [(3, "gone"), (5, "returned")]
    assert [v.ended for v in days.versions() if v.record.url == SAW] == ["gone", None]


def test_what_is_only_no_longer_listed_stays() -> None:
    there = page(text=offer("49.00"))
    days = fold_days([listing(offer("49.00"), card(0)), there, *OTHERS], *[[listing(card(0)), there, *OTHERS]] * 3)
    assert days.changes() == []


def test_what_falls_out_of_the_listing_is_due_once() -> None:
    days = fold_days(
        [listing(offer("49.00"), card(0)), page(text=offer("49.00")), *OTHERS],
        [listing(card(0)), *OTHERS],
        [listing(card(0)), page(text=offer("49.00")), *OTHERS],
        [listing(card(0)), *OTHERS],
    )
    assert [[(due.url, due.why) for due in result.due] for result in days.results] == [
        [],
        [(SAW, "unnamed")],
        [],
        [],
    ]


def test_a_version_ends_when_it_was_unseen_for_a_week_and_a_new_one_is_no_change() -> None:
    there = [page(text=offer("49.00"))]
    days = fold_days(there, *[None] * 8, there)
    assert days.changes() == []
    assert [v.ended for v in days.versions()] == ["unseen", None]


def test_a_week_without_the_page_ends_the_version_on_that_day() -> None:
    days = fold_days([page(text=offer("49.00")), *OTHERS], *[None] * 7, OTHERS)
    assert [v.ended for v in days.versions() if v.record.url == SAW] == ["unseen"]


def test_a_redirect_to_the_page_of_the_same_thing_makes_it_an_alias() -> None:
    new = HOME + "saw-2"
    moved = [gone(outcome="moved", to=new), page(url=new, text=offer("59.00", url=new, sku="S1")), *OTHERS]
    days = fold_days([page(text=offer("49.00", sku="S1")), *OTHERS], moved, moved)
    assert [(c.field, c.old, c.new, c.key[0]) for c in days.changes()] == [("price", "49.00", "59.00", SAW)]
    assert [(alias.url, alias.page) for alias in days.results[-1].aliases] == [(new, SAW)]


def test_a_redirect_to_another_thing_is_a_miss() -> None:
    new = HOME + "drill"
    moved = [gone(outcome="moved", to=new), page(url=new, text=offer("9.00", url=new, sku="D1", name="Drill")), *OTHERS]
    days = fold_days([page(text=offer("49.00", sku="S1")), *OTHERS], moved, moved)
    assert days.life() == [(3, "gone")]
    assert days.results[-1].aliases == ()


def test_canonicals_that_all_point_home_are_ignored() -> None:
    shop = [
        page(url=HOME, card=[offer("49.00"), card(0)]),
        page(text=offer("49.00"), canonical=HOME),
        page(url=f"{HOME}other0", text=card(0), canonical=HOME),
    ]
    days = fold_days(shop, shop)
    assert days.results[-1].aliases == ()
    assert len(days.versions()) == 2


def test_a_canonical_to_the_page_of_the_same_thing_makes_one_record() -> None:
    other = SAW + "?ref=1"
    shop = [page(text=offer("49.00")), page(url=other, text=offer("49.00", url=other), canonical=SAW)]
    days = fold_days(shop, shop)
    assert [version.key[0] for version in days.versions()] == [SAW]


def test_a_thing_is_new_when_a_series_past_its_baseline_names_it_first_and_its_page_was_read() -> None:
    days = fold_days(
        [listing(card(0)), OTHERS[0]],
        [listing(offer("49.00"), card(0)), OTHERS[0]],
        [listing(offer("49.00"), card(0)), page(text=offer("49.00")), OTHERS[0]],
    )
    assert days.life() == [(3, "new")]


def test_a_baseline_lasts_until_every_page_of_the_series_was_read() -> None:
    second = LISTING + "?page=2"
    first = listing(card(0), series=LISTING, pages=(second,))
    last = listing(offer("49.00"), url=second, series=LISTING)
    days = fold_days([first, OTHERS[0]], [first, last, page(text=offer("49.00"))], [first, last])
    assert days.changes() == []


def test_a_filter_that_is_never_read_whole_holds_up_no_news_of_its_listing() -> None:
    filtered = LISTING + "?color=red"
    red = listing(card(0), url=filtered, series=filtered, pages=(filtered + "&page=2",))
    days = fold_days(
        [listing(card(0)), red, OTHERS[0]],
        [listing(card(0)), red, OTHERS[0]],
        [listing(offer("49.00"), card(0)), red, page(text=offer("49.00")), OTHERS[0]],
    )
    assert days.life() == [(3, "new")]


def test_a_series_whose_first_page_is_the_front_page_ends_its_baseline_when_that_was_read() -> None:
    home = page(url=HOME)
    second = listing(card(0), url=HOME + "?page=2", series=HOME, pages=(HOME,))
    days = fold_days(
        [home, second, listing(card(0)), OTHERS[0]],
        [home, second, listing(card(0)), OTHERS[0]],
        [home, second, listing(offer("49.00"), card(0)), page(text=offer("49.00")), OTHERS[0]],
    )
    assert days.life() == [(3, "new")]


def test_what_was_sold_before_it_was_listed_is_not_new() -> None:
    there = page(text=offer("49.00"))
    days = fold_days(
        [listing(card(0)), there, *OTHERS],
        [listing(card(0)), there, *OTHERS],
        [listing(card(0), offer("49.00")), there, *OTHERS],
    )
    assert days.life() == []


def test_what_moves_without_a_redirect_is_neither_gone_nor_new() -> None:
    new = HOME + "saw-2"
    later = [
        listing(offer("49.00", url=new), card(0)),
        gone(),
        page(url=new, text=offer("55.00", url=new, sku="S1")),
        *OTHERS,
    ]
    days = fold_days(
        [listing(offer("49.00"), card(0)), page(text=offer("49.00", sku="S1")), *OTHERS], later, later, later
    )
    assert [(c.field, c.old, c.new, c.key[0]) for c in days.changes()] == [("price", "49.00", "55.00", SAW)]


def test_what_comes_on_the_day_on_which_the_whole_site_moves_is_new_all_the_same() -> None:
    new_list, new, drill = HOME + "store", HOME + "store/saw", HOME + "store/drill"
    before = [listing(offer("49.00", sku="S1"), card(0)), page(text=offer("49.00", sku="S1")), *OTHERS]
    after = [
        gone(LISTING, outcome="moved", to=new_list),
        gone(outcome="moved", to=new),
        listing(
            offer("49.00", url=new, sku="S1"), offer("9.00", url=drill, name="Drill", sku="D1"), card(0), url=new_list
        ),
        page(url=new, text=offer("49.00", url=new, sku="S1")),
        page(url=drill, text=offer("9.00", url=drill, name="Drill", sku="D1")),
        *OTHERS,
    ]
    days = fold_days(before, before, after, after)
    assert [(day, kind, field, new) for day, kind, field, _, new in days.told()] == [(3, "offer", None, "new")]


def test_a_second_thing_of_the_same_name_is_new_once_the_first_was_asked() -> None:
    new = HOME + "saw-2"
    cards = [offer("49.00"), *(card(n) for n in range(6))]
    later = [listing(offer("55.00", url=new), *cards), page(url=new, text=offer("55.00", url=new)), *OTHERS]
    days = fold_days([listing(*cards), page(text=offer("49.00")), *OTHERS], later, [*later, page(text=offer("49.00"))])
    assert days.results[1].due[0].url == SAW
    assert days.life() == [(3, "new")]


def test_a_bestseller_list_announces_nothing_of_what_was_sold_before() -> None:
    days = fold_days(*[[listing(card(n)), *OTHERS] for n in range(6)])
    assert days.changes() == []


def test_variants_of_a_page_are_records_of_their_own_and_a_card_closes_into_them() -> None:
    both = page(json_ld=[offer("49.00", variant="red"), offer("52.00", variant="blue")], text=offer("49.00"))
    days = fold_days([listing(offer("49.00"))], [listing(offer("49.00")), both], [listing(offer("45.00")), *OTHERS])
    assert days.changes() == []
    assert sorted((str(v.key[1]), v.ended) for v in days.versions() if v.record.url == SAW) == [
        ("None", "merged"),
        ("blue", None),
        ("red", None),
    ]
    assert days.due == {SAW: "hint"}


def test_a_key_part_that_turns_from_none_to_a_value_keeps_the_record() -> None:
    days = fold_days([page(text=offer("49.00"))], [page(text=offer("49.00"), json_ld=offer(condition="NewCondition"))])
    assert {version.key for version in days.versions()} == {(SAW, *[None] * 6)}
    assert days.held().condition == "NewCondition"


def test_a_word_that_fits_several_variants_takes_none_away() -> None:
    both = [page(json_ld=[offer("49.00", variant="red"), offer("52.00", variant="blue")]), *OTHERS]
    days = fold_days(both, *[[page(text=offer("49.00")), *OTHERS]] * 3)
    assert days.changes() == []


def test_the_seller_of_a_shop_is_not_the_shop_itself() -> None:
    settings = Settings(brand_names=("ACME",))
    days = fold_days([page(text=offer("49.00"), json_ld=offer("49.00", seller="Acme"))], settings=settings)
    assert days.held().seller is None


def test_settings_fill_what_the_page_leaves_open_and_their_change_is_no_change() -> None:
    bare = [page(text=offer("49.00", currency=None))]
    days = fold_days(
        bare,
        bare,
        settings=Settings(currency="EUR", country="LV", tax_included=True),
        later=(2, Settings(currency="EUR", country="LV", tax_included=False)),
    )
    assert days.changes() == []
    assert (days.held().currency, days.held().market, days.held().tax_included) == ("EUR", "LV", False)
    assert days.versions()[-1].witnesses["tax_included"] == "settings"


def test_an_unclear_price_is_settled_by_the_records_own_past() -> None:
    days = fold_days([page(text=offer("1299.50", price_text="1.299,50 €"))], [page(text=unclear("1.199"))])
    assert [(c.old, c.new) for c in days.changes()] == [("1299.50", "1199")]


def test_an_unclear_price_is_settled_by_the_decimal_sign_of_the_site() -> None:
    others = [page(url=f"{HOME}o{n}", text=offer("9.90", url=f"{HOME}o{n}", price_text="9,90 €")) for n in range(3)]
    days = fold_days([page(text=unclear("1.299")), *others])
    assert [v.record.price for v in days.versions() if v.record.url == SAW] == [Decimal("1299")]  # type: ignore[union-attr]


def test_an_unclear_price_of_which_nothing_is_known_is_none_with_candidates() -> None:
    held = fold_days([page(text=unclear("1.299"))]).held()
    assert (held.price, held.price_candidates) == (None, (Decimal("1.299"), Decimal("1299")))


def test_new_readers_replace_what_is_held_without_a_change() -> None:
    there, now = page(text=offer("4.99")), page(text=offer("49.00"))
    assert now.reading is not None
    days = fold_days([there], [now], readers={2: "r2"}, reread={1: now.reading})
    assert days.changes() == []
    assert days.held().price == Decimal("49.00")


def test_a_change_on_the_day_of_new_readers_is_seen_by_reading_the_last_capture_again() -> None:
    old = page(text=offer("49.00")).reading
    assert old is not None
    days = fold_days([page(text=offer("4.99"))], [page(text=offer("59.00"))], readers={2: "r2"}, reread={1: old})
    assert [(c.old, c.new) for c in days.changes()] == [("49.00", "59.00")]


def test_what_new_readers_do_not_find_is_set_aside_and_not_gone() -> None:
    nothing = empty().reading
    assert nothing is not None
    days = fold_days(
        [page(text=offer("49.00")), *OTHERS],
        *[[empty(), listing(offer("9.00")), *OTHERS]] * 3,
        [page(text=offer("49.00")), *OTHERS],
        readers={2: "r2"},
        reread={1: nothing},
    )
    assert [c for c in days.changes() if c.url == SAW] == []


def test_a_count_that_ticks_is_a_version_and_no_change() -> None:
    days = fold_days(*[[page(url=HOME + "blog/1", text=[post("Hello"), views(n)])] for n in (10, 20, 30)])
    assert days.changes() == []
    assert [v.record.value for v in days.versions("popularity")] == [10, 20, 30]  # type: ignore[union-attr]
    assert len(days.versions("article")) == 1


def test_a_post_is_never_gone() -> None:
    there = page(url=HOME + "blog/1", text=post("Hello"))
    days = fold_days([there, *OTHERS], *[[gone(HOME + "blog/1"), *OTHERS]] * 3)
    assert days.changes() == []


def test_a_post_that_a_feed_past_its_baseline_names_first_is_new_though_only_the_feed_is_read() -> None:
    feed = HOME + "feed"
    old, new = post("Hello"), post("World", url=HOME + "blog/2")
    days = fold_days([listing(old, url=feed, kind="feed")], [listing(new, old, url=feed, kind="feed")])
    assert [(c.kind, c.new, c.name) for c in days.changes()] == [("article", "new", "World")]


def test_a_feed_that_titles_a_post_otherwise_is_no_change() -> None:
    feed = listing(post("Hello | Shop"), url=HOME + "feed", kind="feed")
    days = fold_days(*[[feed, page(url=HOME + "blog/1", text=post("Hello"))]] * 3)
    assert days.changes() == []
    assert days.held("article").title == "Hello"


def test_a_page_not_modified_is_a_full_look() -> None:
    there = page(text=offer("49.00"))
    same = page(text=offer("49.00"), outcome="not_modified")
    days = fold_days([there], [same])
    (version,) = days.versions()
    assert version.last_seen == "2026-03-02T06:01:00Z"
    assert version.capture > version.first_capture


def test_coverage_tells_observed_blocked_absent_and_not_checked() -> None:
    def states(*answers: object) -> dict[str, str]:
        return {c.kind: c.state for c in fold_days(list(answers)).results[0].coverage}  # type: ignore[arg-type]

    seen = states(page(text=offer("49.00")))
    assert seen == dict.fromkeys(TOLD, "not checked") | {"offer": "observed"}
    assert states(gone(outcome="blocked"))["offer"] == "blocked"
    assert states(page())["offer"] == "absent"
    assert states(page(), listing(named=(SAW + "2",)))["offer"] == "not checked"


def test_one_page_alone_is_merged_into_one_record() -> None:
    reading = page(text=offer("49.00"), json_ld=offer("49.00", brand="Maker")).reading
    assert isinstance(reading, Reading)
    (record,) = merge_one(SAW, reading)
    assert isinstance(record, Offer)
    assert (record.price, record.brand) == (Decimal("49.00"), "Maker")


def card(number: int) -> Offer:
    """Return what a card says of one of the others."""
    return offer("5.00", url=f"{HOME}other{number}", name=f"Other {number}")


def unclear(text: str) -> Offer:
    """Return an offer whose price can be read in two ways."""
    whole = Decimal(text.replace(".", ""))
    return offer(price_text=f"{text} €", price_candidates=(Decimal(text), whole), currency="EUR")


def test_a_category_that_goes_by_the_name_under_which_a_page_was_asked_is_no_change() -> None:
    other = HOME + "hand-tools/saw"
    tools = page(text=offer("49.00", category=("Tools",)))
    hand = page(other, canonical=SAW, text=offer("49.00", url=other, category=("Hand tools",)))
    days = fold_days([tools, hand], [tools], [hand], [tools], [page(text=offer("49.00", category=("Saws",)))])
    assert [(day, field, new) for day, _, field, _, new in days.told()] == [(5, "category", "Saws")]


def test_goods_that_a_shop_gives_as_rss_are_no_articles() -> None:
    feed = listing(post("Saw", url=SAW), post("Hello"), url=HOME + "feed", kind="feed")
    sold = page(text=offer("49.00"))
    days = fold_days([feed], [feed, sold], [feed], [feed, sold])
    assert [(c.kind, c.url) for c in days.changes()] == []
    assert {v.record.url: v.ended for v in days.versions("article")} == {SAW: "merged", HOME + "blog/1": None}
    assert [v.ended for v in days.versions()] == [None]


def test_an_article_with_an_own_page_stays_one_though_it_sells_something_too() -> None:
    feed = listing(post("Saw", url=SAW), url=HOME + "feed", kind="feed")
    both = page(text=[post("Saw", url=SAW), offer("49.00")])
    days = fold_days(*[[feed, both]] * 2)
    assert [v.ended for v in days.versions("article")] == [None]
