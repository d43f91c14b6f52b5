"""What is bound to happen in the first ten days: the scripted cases of products, and the rest of the script."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rivals.demo.acts import (
    Act,
    back_order,
    back_to_usual,
    cheaper,
    cheaper_for_a_while,
    come_back,
    dearer,
    dearer_for_a_while,
    delist,
    ends_as,
    fail_today,
    fail_today_at_another_price,
    hide_another_price_today,
    hide_price_today,
    moves,
    recategorise,
    rename,
    restock,
    sell_out,
    start_sale,
)
from rivals.demo.shop import SiteState

Subject = Literal["company", "product"]


@dataclass(frozen=True, kw_only=True)
class Case:
    """What one product lives through in the first ten days; nothing else happens to it in them."""

    name: str
    acts: Mapping[int, Act]
    """Day → what is new from that day on."""
    availability: str = "InStock"
    """What it is on day 1."""


CASES: dict[str, tuple[Case, ...]] = {
    "our-shop": (
        Case(name="dearer", acts={2: dearer}),
        Case(name="cheaper", acts={3: cheaper}),
        Case(name="dearer and back", acts={2: dearer_for_a_while, 4: back_to_usual}),
        Case(name="sale", acts={2: start_sale, 5: back_to_usual}),
        Case(name="sold out and back", acts={2: sell_out, 4: restock}),
        Case(name="404", acts={3: ends_as("missing")}),
        Case(name="410", acts={5: ends_as("gone_410")}),
        Case(name="redirect to category", acts={4: ends_as("redirect")}),
        Case(name="no offer", acts={6: ends_as("no_offer")}),
        Case(name="delisted", acts={3: delist}),
        Case(name="moved with redirect", acts={3: moves("redirect")}),
        Case(name="card only", acts={6: fail_today}),
        Case(name="renamed", acts={6: rename}),
        Case(name="other category", acts={8: recategorise}),
        Case(name="pre-order", acts={9: restock}, availability="PreOrder"),
        Case(name="returns", acts={5: ends_as("missing"), 9: come_back}),
    ),
    "dubrava": (
        Case(name="cheaper", acts={2: cheaper}),
        Case(name="dearer and back", acts={3: dearer_for_a_while, 4: back_to_usual}),
        Case(name="sale", acts={3: start_sale, 7: back_to_usual}),
        Case(name="sale of one day", acts={2: start_sale, 3: back_to_usual}),
        Case(name="sold out and back", acts={3: sell_out, 6: restock}),
        Case(name="404", acts={2: ends_as("missing")}),
        Case(name="410", acts={2: ends_as("gone_410")}),
        Case(name="redirect to category", acts={2: ends_as("redirect")}),
        Case(name="no offer", acts={2: ends_as("no_offer")}),
        Case(name="delisted", acts={2: delist}),
        Case(name="moved with redirect", acts={2: moves("redirect")}),
        Case(name="moved without redirect", acts={2: moves("missing")}),
        Case(name="card only", acts={3: fail_today_at_another_price}),
        Case(name="microdata only", acts={4: hide_price_today}),
        Case(name="returns", acts={2: ends_as("missing"), 4: come_back}),
    ),
    "nordkit": (
        Case(name="dearer", acts={2: dearer}),
        Case(name="cheaper", acts={4: cheaper}),
        Case(name="sale", acts={3: start_sale, 6: back_to_usual}),
        Case(name="sold out and back", acts={2: sell_out, 5: restock}),
        Case(name="404", acts={3: ends_as("missing")}),
        Case(name="renamed", acts={7: rename}),
        Case(name="returns", acts={4: ends_as("missing"), 8: come_back}),
    ),
    "tool-barn": (
        Case(name="dearer", acts={2: dearer}),
        Case(name="cheaper and back", acts={2: cheaper_for_a_while, 3: back_to_usual}),
        Case(name="sale", acts={2: start_sale, 4: back_to_usual}),
        Case(name="sold out and back", acts={2: sell_out, 3: restock}),
        Case(name="404", acts={4: ends_as("missing")}),
        Case(name="410", acts={3: ends_as("gone_410")}),
        Case(name="redirect to category", acts={3: ends_as("redirect")}),
        Case(name="no offer", acts={3: ends_as("no_offer")}),
        Case(name="delisted", acts={4: delist}),
        Case(name="moved with redirect", acts={5: moves("redirect")}),
        Case(name="moved without redirect", acts={3: moves("missing")}),
        Case(name="card only", acts={2: fail_today}),
        Case(name="hidden, new price", acts={3: hide_another_price_today}),
        Case(name="hidden", acts={9: hide_price_today}),
        Case(name="missing one day", acts={5: ends_as("missing"), 6: come_back}),
        Case(name="back order", acts={8: back_order}),
        Case(name="returns", acts={2: ends_as("gone_410"), 9: come_back}),
    ),
}

ARRIVALS: dict[str, frozenset[int]] = {
    "our-shop": frozenset({2, 3, 7}),
    "dubrava": frozenset({2, 4, 8}),
    "nordkit": frozenset({3}),
    "tool-barn": frozenset({3, 6, 10}),
}
"""Days on which a new product comes for certain."""

POSTS: dict[str, frozenset[int]] = {
    "our-shop": frozenset({2, 4, 7, 10}),
    "dubrava": frozenset({3, 6, 9}),
    "nordkit": frozenset({3, 8}),
    "tool-barn": frozenset({2, 5, 9}),
}
"""Days on which a new post is online for certain."""

TITLE_MENDED: dict[str, int] = {"our-shop": 5}
"""Day on which the newest post gets another title."""

ACCIDENTS: dict[str, dict[int, SiteState]] = {"dubrava": {5: "503"}, "tool-barn": {7: "403"}}
"""Days on which a whole site refuses; nothing else happens to it then."""

NEW_LAYOUT: dict[str, int] = {"tool-barn": 4}
"""Day from which a shop has new templates."""

REVIEWS: dict[str, dict[int, tuple[Subject, ...]]] = {
    "our-shop": {2: ("company",), 3: ("product",), 6: ("company", "product")},
    "dubrava": {2: ("product",), 3: ("company",), 7: ("company", "product")},
    "nordkit": {2: ("company",), 4: ("product",), 9: ("company",)},
    "tool-barn": {2: ("company", "product"), 5: ("company",), 9: ("product",)},
}
"""Days on which customers write for certain, and of what."""

REPLIES: dict[str, frozenset[int]] = {
    "our-shop": frozenset({3, 8}),
    "dubrava": frozenset({2, 6}),
    "nordkit": frozenset({3}),
    "tool-barn": frozenset({4, 10}),
}
"""Days on which the newest review of the company that has no reply gets one, for certain."""

SCRIPTED_DAYS = 10
