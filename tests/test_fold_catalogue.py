"""How fold treats what a site's own catalogue says, told in days: the page is the better witness, always."""

from dataclasses import replace
from decimal import Decimal

import pytest

from crawler.batch import Settings
from crawler.fold.unit import Answer
from crawler.records.offer import Offer
from tests.fold_days import HOME, SAW, fold_days, gone, listing, offer, page

CATALOGUE = HOME + "products.json?limit=250&page=1"
OTHERS = tuple(offer("5.00", url=f"{HOME}other{n}", name=f"Other {n}") for n in range(6))


def catalogue(*offers: Offer) -> Answer:
    return listing(*offers, *OTHERS, url=CATALOGUE, series=CATALOGUE.replace("=1", "=0"), kind="feed")


def bare(price: str, **fields: str) -> Offer:
    """An offer whose price names no currency."""
    return replace(offer(price, **fields), currency=None)


def test_a_price_known_from_the_catalogue_alone_changes_there() -> None:
    days = fold_days([catalogue(offer("49.00"))], [catalogue(offer("59.00"))])
    assert [(c.field, c.old, c.new) for c in days.changes()] == [("price", "49.00", "59.00")]


def test_the_page_corrects_the_catalogue_without_a_change_and_is_not_corrected_by_it() -> None:
    net = catalogue(offer("40.50"))
    days = fold_days([net], [net, page(text=offer("49.00"))], [net], [net, page(text=offer("49.00"))])
    assert days.changes() == []
    saw = [version.record for version in days.versions() if version.key[0] == SAW]
    assert [record.price for record in saw] == [Decimal("40.50"), Decimal("49.00")]  # type: ignore[union-attr]


def test_a_catalogue_in_another_currency_makes_no_change() -> None:
    dollars = catalogue(replace(offer("53.00"), currency="USD"))
    days = fold_days([dollars, page(text=offer("49.00"))], [dollars], [dollars, page(text=offer("49.00"))])
    assert days.changes() == []


def test_a_catalogue_that_moves_makes_the_page_due() -> None:
    days = fold_days([catalogue(offer("40.50")), page(text=offer("49.00"))], [catalogue(offer("44.00"))])
    assert days.changes() == []
    assert days.due == {SAW: "hint"}


def test_one_offer_of_the_catalogue_closes_into_the_variants_that_its_page_tells_apart() -> None:
    whole = catalogue(replace(offer("40.00"), price_type="from"))
    variants = [offer("40.00", variant="S"), offer("45.00", variant="L")]
    days = fold_days([whole], [whole, page(json_ld=variants)], [whole], [whole, page(json_ld=variants)])
    assert days.changes() == []
    open_ones = [version.key[1] for version in days.versions() if version.ended is None and version.key[0] == SAW]
    assert sorted(map(str, open_ones)) == ["L", "S"]


def test_a_from_price_of_a_page_with_variants_tells_nothing_but_makes_it_due() -> None:
    variants = page(json_ld=[offer("40.00", variant="S"), offer("45.00", variant="L")])
    days = fold_days([catalogue(offer("40.00")), variants], [catalogue(offer("38.00"))])
    assert days.changes() == []
    assert days.due == {SAW: "hint"}


def test_a_thing_that_the_catalogue_names_first_is_new_once_its_page_was_read() -> None:
    days = fold_days([catalogue()], [catalogue(offer("49.00"))], [catalogue(offer("49.00")), page(text=offer("49.00"))])
    assert days.life() == [(3, "new")]


def test_a_thing_that_the_catalogue_names_no_more_is_gone_when_its_page_is() -> None:
    held = catalogue(offer("49.00"))
    days = fold_days([held], [catalogue()], [catalogue(), gone()], [catalogue(), gone()])
    assert days.life() == [(4, "gone")]
    kept = fold_days([held], [catalogue()], [catalogue(), page(text=offer("49.00"))], [catalogue()])
    assert kept.life() == []


def test_an_empty_catalogue_takes_nothing_away() -> None:
    empty = listing(url=CATALOGUE, series=CATALOGUE.replace("=1", "=0"), kind="feed")
    days = fold_days([catalogue(offer("49.00"))], [empty], [empty], [catalogue(offer("49.00"))])
    assert days.changes() == []


def test_a_price_that_names_no_currency_is_in_the_one_of_the_sites_pages() -> None:
    others = [page(url=one.url, text=one) for one in OTHERS[:2]]
    days = fold_days([catalogue(bare("49.00"))], [catalogue(bare("49.00")), *others])
    assert days.changes() == []
    currencies = [version.record.currency for version in days.versions() if version.key[0] == SAW]  # type: ignore[union-attr]
    assert currencies[-1] == "EUR"


@pytest.mark.parametrize("second", ["USD", None])
def test_a_price_that_names_no_currency_has_none_where_pages_differ_or_say_nothing(second: str | None) -> None:
    own = bare("49.00")
    first = [page(url=OTHERS[0].url, text=OTHERS[0])]
    more = [page(url=OTHERS[1].url, text=replace(OTHERS[1], currency=second))] if second else []
    only = listing(own, url=CATALOGUE, series=CATALOGUE, kind="feed")
    days = fold_days([only, *first, *more])
    [saw] = [version.record for version in days.versions() if version.key[0] == SAW]
    assert saw.currency is None  # type: ignore[union-attr]


def test_the_settings_go_before_the_currency_of_the_pages() -> None:
    others = [page(url=one.url, text=one) for one in OTHERS[:3]]
    days = fold_days([catalogue(bare("49.00")), *others], settings=Settings(currency="SEK"))
    [saw] = [version.record for version in days.versions() if version.key[0] == SAW]
    assert saw.currency == "SEK"  # type: ignore[union-attr]
