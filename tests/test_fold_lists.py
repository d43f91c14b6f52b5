"""The rules of fold for what stands in lists, reviews and ads, each told in days."""

from typing import Any

import pytest

from crawler.fold.fold import merge_one
from crawler.fold.unit import Answer
from crawler.records.ad import Ad
from crawler.records.review import Review
from tests.fold_days import (
    HOME,
    LIBRARY,
    REVIEWS,
    SAW,
    ad,
    broken,
    empty,
    fold_days,
    gone,
    listing,
    offer,
    page,
    review,
    shown,
)

SECOND = REVIEWS + "?page=2"


def pages(*first: Review, second: tuple[Review, ...] = ()) -> list[Answer]:
    """Return a list of reviews on two pages."""
    return [
        shown(REVIEWS, *first, looked_for=("review",), series=REVIEWS, pages=(SECOND,)),
        shown(SECOND, *second, looked_for=("review",), series=REVIEWS, pages=(REVIEWS,)),
    ]


def product(*reviews: Review, url: str = SAW, **fields: Any) -> Answer:
    """Return a product's page with its reviews."""
    return shown(url, offer("49.00", url=url, sku="S1", **fields), *reviews, looked_for=("offer", "review"))


def test_a_review_that_a_list_past_its_baseline_shows_first_is_new() -> None:
    before = pages(review(2), second=(review(1),))
    days = fold_days(before, before, pages(review(3, subject="Saw"), second=(review(2), review(1))))
    (change,) = days.changes()
    assert (change.kind, change.field, change.new, change.name, change.key) == (
        "review",
        None,
        "new",
        "Saw",
        (REVIEWS, "r3"),
    )
    assert (change.since, change.at) == ("2026-03-02T06:02:00Z", "2026-03-03T06:01:00Z")


def test_a_review_that_moves_to_another_page_of_its_list_stays_the_same() -> None:
    days = fold_days(pages(review(2), second=(review(1),)), pages(review(1), second=(review(2),)))
    assert days.changes() == []
    assert [(v.key[1], v.ended, v.record.url, v.capture & 1023) for v in days.versions("review")] == [
        ("r1", None, REVIEWS, 1),
        ("r2", None, REVIEWS, 2),
    ]


def test_a_review_that_two_pages_show_in_one_visit_is_one_record() -> None:
    days = fold_days(*[pages(review(2), review(1), second=(review(1),))] * 2)
    assert days.changes() == []
    assert len(days.versions("review")) == 2


def test_a_list_whose_pages_are_read_over_several_visits_tells_nothing_new_until_all_are() -> None:
    first, second = pages(review(3), second=(review(2), review(1)))
    days = fold_days([first], [first], [first, second], pages(review(4), second=(review(3), review(2))))
    assert days.told() == [(4, "review", None, None, "new")]


def test_an_old_review_that_surfaces_is_not_new() -> None:
    dated = [review(n, published=f"2026-02-0{n}") for n in (1, 2)]
    recent = review(3, published="2026-02-27")
    one = [shown(REVIEWS, review(4), looked_for=("review",))]
    days = fold_days(one, [shown(REVIEWS, review(4), recent, *dated)])
    assert [c.key[1] for c in days.changes()] == ["r3"]


def test_a_list_of_one_page_is_past_its_baseline_once_it_was_read() -> None:
    days = fold_days([product()], [product(review(1))], [product(review(1), review(2))])
    assert [(day, kind) for day, kind, *_ in days.told()] == [(2, "review"), (3, "review")]


def test_reviews_that_come_along_with_a_new_product_are_not_told_beside_it() -> None:
    new = product(review(1), review(2))
    days = fold_days(
        [listing(), listing(url=HOME + "two")],
        [listing(), listing(url=HOME + "two")],
        [listing(offer("49.00")), new],
        [listing(offer("49.00")), new],
    )
    assert days.told() == [(3, "offer", None, None, "new")]


def test_a_reply_that_appears_and_one_that_disappears_are_changes() -> None:
    days = fold_days(
        [product(review(1))],
        [product(review(1, reply="Thank you!"))],
        [product(review(1, reply="Sorry!"))],
        [product(review(1))],
        [product(review(1))],
    )
    assert days.told() == [
        (2, "review", "reply", None, "Thank you!"),
        (3, "review", "reply", "Thank you!", "Sorry!"),
        (4, "review", "reply", "Sorry!", None),
    ]
    assert days.held("review").reply is None


def test_a_witness_that_never_tells_of_replies_says_nothing_by_its_silence() -> None:
    def seen(*told: Review) -> list[Answer]:
        return [shown(SAW, *told, json_ld=[review(1, url=SAW)])]

    days = fold_days(seen(review(1, url=SAW, reply="Thanks")), seen(), seen(review(1, url=SAW, reply="Thanks")))
    assert days.changes() == []


def test_reviews_are_never_gone() -> None:
    empty = [shown(REVIEWS, looked_for=("review",))]
    days = fold_days([shown(REVIEWS, review(1), review(2))], *[empty] * 4, *[[gone(REVIEWS)]] * 3)
    assert days.changes() == []
    assert [v.ended for v in days.versions("review")] == [None, None]


def test_what_new_readers_find_first_is_not_new() -> None:
    few, many = pages(review(3), second=(review(1),)), pages(review(4), review(3), second=(review(2), review(1)))
    days = fold_days(few, few, many[:1], many, pages(review(5), review(4), second=many_second()), readers={3: "r2"})
    assert [(day, kind, new) for day, kind, _, _, new in days.told()] == [(5, "review", "new")]


def many_second() -> tuple[Review, ...]:
    return review(3), review(2), review(1)


def test_what_new_readers_find_later_on_a_page_that_only_older_ones_had_read_is_not_new() -> None:
    other = shown(HOME + "other", offer("5.00", url=HOME + "other"))
    days = fold_days([product(), other], [other], [product(review(1, url=SAW)), other], readers={2: "r2"})
    assert days.changes() == []


def test_new_readers_replace_the_words_of_each_review_by_those_of_the_page_it_was_last_seen_on() -> None:
    then = [shown(REVIEWS, *(review(n, rating=None) for n in range(40)))]
    now = shown(REVIEWS, *(review(n) for n in range(40)))
    days = fold_days(then, [now], readers={2: "r2"}, reread={1: now.reading})  # type: ignore[dict-item]
    assert days.changes() == []
    assert all(v.record.rating == 4 for v in days.versions("review") if v.ended is None)  # type: ignore[union-attr]


@pytest.mark.parametrize("redirects", [True, False])
def test_reviews_move_with_the_page_of_their_product(redirects: bool) -> None:
    new = HOME + "item/saw"
    there = product(review(1, url=new), review(2, url=new), url=new)
    away = gone(outcome="moved", to=new) if redirects else gone()
    days = fold_days(
        [listing(offer("49.00")), product(review(1, url=SAW), review(2, url=SAW))],
        *[[listing(offer("49.00", url=new)), away, there]] * 3,
        [
            listing(offer("49.00", url=new)),
            product(review(1, url=new), review(2, url=new), review(3, url=new), url=new),
        ],
    )
    assert [(day, kind, new) for day, kind, _, _, new in days.told()] == [(5, "review", "new")]
    assert {v.record.url for v in days.versions("review") if v.ended is None} == {SAW}


@pytest.mark.parametrize("redirects", [True, False])
def test_a_list_of_reviews_that_moves_takes_its_reviews_along(redirects: bool) -> None:
    new = HOME + "feedback"
    away = gone(REVIEWS, outcome="moved", to=new) if redirects else gone(REVIEWS)
    there = shown(new, *(review(n, url=new) for n in range(3)))
    days = fold_days([shown(REVIEWS, *map(review, range(3)))], *[[away, there]] * 2)
    assert days.changes() == []
    assert [(v.key[0], v.ended) for v in days.versions("review") if v.ended is None] == [(REVIEWS, None)] * 3


@pytest.mark.parametrize("redirects", [True, False])
def test_a_list_whose_address_ends_in_a_slash_moves_with_its_reviews(redirects: bool) -> None:
    old, new = REVIEWS + "/", HOME + "feedback/"
    away = gone(old, outcome="moved", to=new) if redirects else gone(old)
    there = shown(new, *(review(n, url=HOME + "feedback") for n in range(3)))
    days = fold_days([shown(old, *map(review, range(3)))], *[[away, there]] * 2)
    assert days.changes() == []
    assert [v.key[0] for v in days.versions("review") if v.ended is None] == [old] * 3


def test_a_list_that_is_new_beside_a_product_that_went_is_not_the_products_page() -> None:
    other = offer("5.00", url=HOME + "other", name="Other")
    shop = [listing(other), page(url=other.url, text=other)]
    days = fold_days([product(review(1, url=SAW)), *shop], *[[gone(), shown(REVIEWS, review(1)), *shop]] * 2)
    assert days.told() == [(3, "offer", None, "gone", None)]
    assert days.results[-1].aliases == ()


def test_while_a_product_may_only_have_moved_nothing_is_told_of_its_reviews() -> None:
    new = HOME + "saw-2"
    named, there = listing(offer("49.00", url=new)), offer("49.00", url=new)
    days = fold_days(
        [listing(offer("49.00")), shown(SAW, offer("49.00"), review(1, url=SAW))],
        [named, shown(new, there, review(1, url=new))],
        [named, shown(new, there, review(1, url=new, reply="Thanks"), review(2, url=new))],
    )
    assert days.changes() == []


def test_a_list_of_which_a_page_is_not_there_is_past_its_baseline() -> None:
    first = pages(review(1))[0]
    days = fold_days(
        [first, gone(SECOND)], [shown(REVIEWS, review(1), review(2), series=REVIEWS, pages=(SECOND,)), gone(SECOND)]
    )
    assert days.told() == [(2, "review", None, None, "new")]


def test_a_review_that_another_list_showed_before_is_not_new_there() -> None:
    everything = [shown(REVIEWS, review(1)), product(review(2, url=SAW), review(1, url=SAW))]
    later = [shown(REVIEWS, review(1), review(2), review(3)), product(review(3, url=SAW), review(2, url=SAW))]
    days = fold_days(everything, later)
    assert [c.key[1] for c in days.changes()] == ["r3"]
    assert {v.ended for v in days.versions("review")} == {None}


def test_a_review_goes_on_in_the_list_that_shows_it_when_its_own_is_not_there_any_more() -> None:
    days = fold_days(
        [shown(REVIEWS, review(1)), product(review(2, url=SAW)), listing(offer("49.00"))],
        [shown(REVIEWS, review(1), review(2)), gone(), listing(offer("49.00"))],
    )
    assert days.changes() == []
    assert sorted((str(v.key[0]), v.ended) for v in days.versions("review")) == [
        (REVIEWS, None),
        (REVIEWS, None),
        (SAW, "merged"),
    ]


def test_two_reviews_that_share_an_id_by_chance_are_two() -> None:
    days = fold_days(
        [product(review(1, url=SAW)), shown(REVIEWS, looked_for=("review",))],
        [product(review(1, url=SAW)), shown(REVIEWS, review(1, text="Quite another."))],
    )
    assert [c.key[0] for c in days.changes()] == [REVIEWS]


def test_reviews_of_a_page_whose_address_ends_in_a_slash_stand_on_that_page() -> None:
    url = SAW + "/"
    later = SAW + "/page/2/"
    days = fold_days(
        [shown(url, offer("49.00", url=url), review(1, url=SAW), series=SAW, pages=(later,))],
        [
            shown(url, offer("49.00", url=url), review(2, url=SAW), series=SAW, pages=(later,)),
            shown(later, review(1, url=SAW), series=SAW, pages=(url,)),
        ],
    )
    assert {v.key[0] for v in days.versions("review")} == {url}


def test_a_page_of_a_list_read_before_its_first_page_belongs_to_it() -> None:
    url, later = SAW + "/", SAW + "/page/2/"
    days = fold_days(
        [shown(later, review(1, url=SAW), series=SAW, pages=(url,))],
        *[
            [
                shown(url, offer("49.00", url=url), review(2, url=SAW), series=SAW, pages=(later,)),
                shown(later, review(1, url=SAW), series=SAW, pages=(url,)),
            ]
        ]
        * 2,
    )
    assert days.changes() == []
    assert [(v.key[1], v.record.url) for v in days.versions("review") if v.ended is None] == [("r1", url), ("r2", url)]


def test_new_readers_take_the_words_of_a_list_whose_address_ends_in_a_slash() -> None:
    then, now = shown(SAW + "/", review(1, url=SAW, rating=None)), shown(SAW + "/", review(1, url=SAW))
    days = fold_days([then], [page(text=offer("1.00"))], readers={2: "r2"}, reread={1: now.reading})  # type: ignore[dict-item]
    assert days.held("review").rating == 4


CURSORS = (LIBRARY + "?after=abc", LIBRARY + "?after=xyz")


def library(*first: Ad, second: tuple[Ad, ...] | None = None, cursor: str = CURSORS[0]) -> list[Answer]:
    """Return a library of ads, on two pages if there is a second; its address names where the first page ended."""
    ads: dict[str, Any] = {"looked_for": ("ad",), "series": LIBRARY, "kind": "feed"}
    if second is None:
        return [shown(LIBRARY, feed=first, **ads)]
    return [shown(LIBRARY, feed=first, pages=(cursor,), **ads), shown(cursor, feed=second, **ads)]


def test_an_ad_that_starts_is_new_and_one_that_is_listed_no_more_is_gone_after_two_looks_at_the_whole_list() -> None:
    both = library(ad(2), second=(ad(1),))
    one = library(ad(3), second=(ad(2),), cursor=CURSORS[1])
    days = fold_days(both, both, one, one, one)
    assert days.told() == [(3, "ad", None, None, "new"), (4, "ad", None, "gone", None)]
    assert [c.name for c in days.changes()] == ["Ad 3", "Ad 1"]
    assert (days.changes()[1].since or "")[:10] == "2026-03-02"


@pytest.mark.parametrize("second", [gone(CURSORS[0], outcome="error"), broken(CURSORS[0]), empty(CURSORS[0]), None])
def test_a_list_of_which_a_page_was_not_read_takes_nothing_away(second: Answer | None) -> None:
    both = library(ad(2), second=(ad(1),))
    days = fold_days(both, *[[both[0], *([second] if second else [])]] * 4)
    assert days.changes() == []


def test_a_library_asked_under_an_address_of_its_own_begins_there() -> None:
    def asked(*ads: Ad) -> list[Answer]:
        return [shown(HOME, feed=ads, looked_for=("ad",), series=LIBRARY, kind="feed")]

    days = fold_days(asked(ad(1), ad(2)), *[asked(ad(2))] * 2)
    assert days.life() == [(3, "gone")]


def test_an_ad_that_new_readers_do_not_find_is_set_aside_and_not_gone() -> None:
    days = fold_days(
        library(ad(1), ad(2)),
        *[library(ad(2))] * 3,
        readers={2: "r2"},
        reread={1: library(ad(2))[0].reading},  # type: ignore[dict-item]
    )
    assert days.changes() == []


def test_a_later_page_alone_is_not_the_list() -> None:
    both = library(ad(2), second=(ad(1),))
    days = fold_days(both, *[both[1:]] * 4)
    assert days.changes() == []


def test_a_page_that_is_taken_for_something_else_takes_nothing_away() -> None:
    days = fold_days(library(ad(1), ad(2)), *[[shown(LIBRARY)]] * 4)
    assert days.changes() == []


def test_a_list_that_holds_nothing_any_more_needs_a_third_look() -> None:
    days = fold_days(library(ad(1), ad(2)), *[library()] * 2, library(ad(1), ad(2)), *[library()] * 3)
    assert days.life() == [(7, "gone"), (7, "gone")]


def test_an_ad_whose_end_was_told_goes_without_a_word() -> None:
    ended = library(ad(1, stopped="2026-03-01"), ad(2))
    days = fold_days(library(ad(1), ad(2)), ended, *[library(ad(2))] * 3)
    assert days.told() == [(2, "ad", "stopped", None, "2026-03-01")]
    assert [v.ended for v in days.versions("ad") if v.key[1] == "a1"] == ["changed", "gone"]


def test_an_ad_that_went_returns() -> None:
    days = fold_days(library(ad(1), ad(2)), *[library(ad(2))] * 2, library(ad(1), ad(2)))
    assert days.life() == [(3, "gone"), (4, "returned")]


def test_a_page_of_the_list_that_is_missed_is_due() -> None:
    days = fold_days(library(ad(2), second=(ad(1),)), library(ad(2), second=()))
    assert days.due == {LIBRARY: "missing", CURSORS[0]: "missing"}


def test_a_library_that_is_never_read_whole_holds_up_no_news_of_the_shop() -> None:
    half = library(ad(1), second=(ad(2),))[:1]
    days = fold_days(
        [listing(), *half], [listing(), *half], [listing(offer("49.00")), page(text=offer("49.00")), *half]
    )
    assert days.told() == [(3, "offer", None, None, "new")]


def test_the_reach_of_an_ad_makes_no_version() -> None:
    days = fold_days(*[library(ad(1, reach=n)) for n in (10, 20, 30)])
    assert days.changes() == []
    assert [v.record.reach for v in days.versions("ad")] == [30]  # type: ignore[union-attr]


def test_variants_of_a_product_that_share_reviews_are_not_one_page() -> None:
    red, blue = SAW + "?color=red", SAW + "?color=blue"
    shop = [
        shown(red, offer("49.00", url=red, sku="R"), review(1, url=red), canonical=blue),
        shown(blue, offer("52.00", url=blue, sku="B"), review(1, url=blue)),
    ]
    days = fold_days(shop, shop)
    assert days.changes() == []
    assert days.results[-1].aliases == ()


def test_a_page_read_alone_shows_its_reviews_in_its_own_order() -> None:
    answer = shown(SECOND, review(9), review(1), review(5), series=REVIEWS)
    assert answer.reading is not None
    assert [record.id for record in merge_one(SECOND, answer.reading) if isinstance(record, Review)] == [
        "r9",
        "r1",
        "r5",
    ]


def test_an_ordinary_page_is_no_list_of_its_own() -> None:
    days = fold_days([page(text=offer("49.00"))], [page(text=offer("49.00"))])
    assert days.results[-1].state.lists == {}
