"""Prices for members, businesses and quantities stand beside the plain one; what else is said of offers."""

from decimal import Decimal
from typing import Any

import pytest

from crawler.fold.basis import basis_of
from crawler.records.reading import About, Reading, Word
from tests.fold_days import HOME, LISTING, SAW, Days, fold_days, gone, listing, offer, page

MEMBER: dict[str, Any] = {"customer_type": "member"}
TIER: dict[str, Any] = {"min_quantity": 10}
USED: dict[str, Any] = {"condition": "UsedCondition"}
SIDES = [pytest.param(MEMBER, id="member"), pytest.param(TIER, id="quantity"), pytest.param(USED, id="used")]


def prices(days: Days) -> list[str]:
    """Return the prices held at the end, the plain one first."""
    held = [version for version in days.versions() if version.ended is None]
    held.sort(key=lambda version: basis_of("offer", version.key[1:]) != ("NewCondition", 1, None))
    return [str(version.record.price) for version in held]  # type: ignore[union-attr]


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("plain", [{}, {"condition": "NewCondition"}, {"min_quantity": 1}])
def test_an_offer_that_not_everyone_takes_stands_beside_the_plain_one(
    side: dict[str, Any], plain: dict[str, Any]
) -> None:
    both = [page(text=[offer("49"), offer("44", **side)], json_ld=offer("49", **plain))]
    days = fold_days(both, both, [page(json_ld=offer("49", **plain), text=[offer("44", **side), offer("49")])])
    assert prices(days) == ["49", "44"]
    assert days.told() == []


def test_data_that_say_another_price_than_that_for_members_speak_of_the_plain_one() -> None:
    assert prices(fold_days([page(text=offer("44", **MEMBER), json_ld=offer("49"))])) == ["49", "44"]


def test_data_that_say_alone_that_a_thing_is_used_speak_of_the_same_as_the_text() -> None:
    days = fold_days([page(text=offer("49"), json_ld=offer("40.50", **USED))])
    assert (days.held().price, days.held().condition) == (Decimal("49"), "UsedCondition")


@pytest.mark.parametrize("side", SIDES)
def test_a_side_offer_that_comes_and_moves_leaves_the_plain_one_alone(side: dict[str, Any]) -> None:
    plain = page(text=offer("49"), json_ld=offer("49", condition="NewCondition"))
    days = fold_days(
        [plain],
        [page(text=[offer("49"), offer("44", **side)])],
        [page(text=[offer("49"), offer("42", **side)])],
        [page(text=[offer("55"), offer("42", **side)])],
    )
    assert [(day, old, new) for day, _, _, old, new in days.told()] == [(3, "44", "42"), (4, "49", "55")]
    assert prices(days) == ["55", "42"]


@pytest.mark.parametrize("side", SIDES)
def test_a_card_speaks_of_the_plain_offer(side: dict[str, Any]) -> None:
    both = page(text=[offer(), offer("44", **side)])
    days = fold_days([listing(offer("49")), both], [listing(offer("45")), both])
    assert [(old, new) for _, _, _, old, new in days.told()] == [("49", "45")]


@pytest.mark.parametrize("side", [MEMBER, TIER])
def test_a_side_offer_that_ends_is_not_told_as_a_thing_that_is_gone(side: dict[str, Any]) -> None:
    others = [page(HOME + f"o{n}", text=offer("5", url=HOME + f"o{n}")) for n in range(4)]
    both, plain = [page(text=[offer("49"), offer("44", **side)]), *others], [page(text=offer("49")), *others]
    days = fold_days(both, plain, plain, both)
    assert days.told() == []
    assert "gone" in [version.ended for version in days.versions()]
    away = [gone(), *others]
    assert fold_days(both, away, away).life() == [(3, "gone")]
    assert fold_days([page(text=[offer("44", **side), offer("49")]), *others], away, away).life() == [(3, "gone")]
    alone = [page(text=offer("44", **side)), *others]
    assert fold_days(alone, away, away).life() == [(3, "gone")]


def test_the_offers_of_a_page_that_is_another_name_join_each_their_own() -> None:
    new = HOME + "new"
    there = page(new, text=[offer("49", url=new, sku="7"), offer("44", url=new, sku="7", **MEMBER)])
    here = page(text=[offer("49", sku="7"), offer("44", sku="7", **MEMBER)])
    days = fold_days([here, there], [gone(outcome="moved", to=new), there])
    assert (prices(days), days.told()) == (["49", "44"], [])


def test_new_readers_take_each_offer_for_its_own() -> None:
    both = page(text=[offer("49"), offer("44", **MEMBER)], json_ld=offer("49", condition="NewCondition"))
    words = tuple(Word(witness="text", record=record) for record in (offer("40"), offer("44", **MEMBER)))
    again = Reading(about=About(type="product"), words=words)
    days = fold_days([both], [listing(offer("40"))], readers={2: "r2"}, reread={1: again})
    assert prices(days) == ["40", "44"]


def test_a_plain_offer_does_not_close_into_that_for_members() -> None:
    both = page(text=[offer("49"), offer("44", **MEMBER)])
    days = fold_days([both], [page(text=offer("44", **MEMBER))], [both])
    assert [version.ended for version in days.versions()] == [None, None]


def test_a_customer_type_that_turns_from_none_to_a_value_keeps_the_record_when_only_one_fits() -> None:
    days = fold_days([page(text=offer("49"))], [page(text=offer("49", **MEMBER))])
    assert {version.key for version in days.versions()} == {(SAW, *[None] * 6)}
    assert days.held().customer_type == "member"


def test_a_new_thing_with_a_price_for_members_is_one_new_thing() -> None:
    new = HOME + "new"
    seen = [listing(offer("5")), page(text=offer("5"))]
    came = [
        listing(offer("5"), offer("49", url=new, name="Drill")),
        page(new, text=[offer("49", url=new, name="Drill"), offer("44", url=new, name="Drill", **MEMBER)]),
    ]
    assert fold_days(seen, came).life() == [(2, "new")]


def per(amount: str, unit: str = "kg") -> dict[str, Any]:
    return {"unit_price": Decimal(amount), "unit_price_unit": unit}


@pytest.mark.parametrize(
    ("words", "unit_price"),
    [
        pytest.param({"text": offer("4.90", **per("9.80"))}, "9.80", id="the price's own witness"),
        pytest.param({"text": offer("4.90"), "json_ld": offer("4.90", **per("9.80"))}, "9.80", id="one that agrees"),
        pytest.param({"text": offer("4.90"), "json_ld": offer("4.10", **per("8.20"))}, None, id="one that does not"),
        pytest.param({"text": offer("4.90", unit_price=Decimal("9.80"))}, None, id="of nobody knows what"),
    ],
)
def test_a_unit_price_is_of_the_price_that_is_held(words: dict[str, Any], unit_price: str | None) -> None:
    held = fold_days([page(**words)]).held()
    assert (held.price, held.unit_price) == (Decimal("4.90"), unit_price and Decimal(unit_price))


def test_less_in_the_pack_at_the_same_price_is_a_version_and_no_change_but_fewer_pieces_are() -> None:
    days = fold_days([page(text=offer("4.90", **per("9.80")))], [page(text=offer("4.90", **per("10.89")))])
    assert ([v.ended for v in days.versions()], days.told()) == (["corrected", None], [])
    days = fold_days([page(text=offer("4.90", pack_count=6))], [page(text=offer("4.90", pack_count=5))])
    assert days.told() == [(2, "offer", "pack_count", "6", "5")]


def test_a_unit_price_stays_while_a_layout_hides_the_price() -> None:
    days = fold_days([page(text=offer("4.90", **per("9.80")))], [page(text=offer(availability="InStock"))])
    assert days.held().unit_price == Decimal("9.80")


def test_a_unit_price_stays_while_the_one_who_said_it_says_no_price() -> None:
    days = fold_days(
        [page(text=offer("4.90"), json_ld=offer("4.90", **per("9.80")))],
        [page(text=offer("4.90", availability="InStock"), json_ld=offer())],
    )
    assert days.held().unit_price == Decimal("9.80")


def test_a_promise_of_delivery_is_that_of_the_newest_look_and_makes_no_version() -> None:
    days = fold_days(
        [page(text=offer("49", delivery_days=2), json_ld=offer("49", delivery_days=5))],
        [page(text=offer("49", delivery_days=4, available_from="2026-04-01"))],
    )
    assert (days.held().delivery_days, days.held().available_from) == (4, "2026-04-01")
    assert (len(days.versions()), days.told()) == (1, [])
    days = fold_days([page(text=offer("49", delivery_days=2))], [page(text=offer("49"))])
    assert days.held().delivery_days is None


def test_a_card_says_nothing_of_delivery_where_the_page_does() -> None:
    days = fold_days([page(text=offer("49", delivery_days=2))], [listing(offer("49", delivery_days=9), url=LISTING)])
    assert days.held().delivery_days == 2
