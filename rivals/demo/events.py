"""What happens to a product between two days: the acts, the scripted cases, and chance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from rivals.demo.catalogue import LINES, nice_price, slugify
from rivals.demo.companies import COMPANIES
from rivals.demo.shop import Former, PageState, Shelf, SiteState, product_path

Act = Callable[[Shelf, Random], Shelf]
"""A product's shelf as it was → as it is from today on."""

_COMPANIES = {company.key: company for company in COMPANIES}


def dearer(shelf: Shelf, random: Random) -> Shelf:
    """A new, higher price."""
    return replace(shelf, price=_other_price(shelf.price, 1.03, 1.18, random))


def cheaper(shelf: Shelf, random: Random) -> Shelf:
    """A new, lower price; no sale."""
    return replace(shelf, price=_other_price(shelf.price, 0.84, 0.97, random))


def dearer_for_a_while(shelf: Shelf, random: Random) -> Shelf:
    """A higher price that ``back_to_usual`` takes back."""
    return replace(dearer(shelf, random), usual=shelf.price)


def cheaper_for_a_while(shelf: Shelf, random: Random) -> Shelf:
    """A lower price that ``back_to_usual`` takes back."""
    return replace(cheaper(shelf, random), usual=shelf.price)


def start_sale(shelf: Shelf, random: Random) -> Shelf:
    """A reduced price beside the crossed-out one."""
    reduced = _other_price(shelf.price, 0.65, 0.88, random)
    return replace(shelf, price=reduced, list_price=shelf.price, usual=shelf.price)


def back_to_usual(shelf: Shelf, _: Random) -> Shelf:
    """The price before the sale or the passing change."""
    return replace(shelf, price=shelf.usual, list_price=None)


def sell_out(shelf: Shelf, _: Random) -> Shelf:
    """None left."""
    return replace(shelf, availability="OutOfStock")


def restock(shelf: Shelf, _: Random) -> Shelf:
    """In stock again, or at last."""
    return replace(shelf, availability="InStock")


def back_order(shelf: Shelf, _: Random) -> Shelf:
    """Only to order."""
    return replace(shelf, availability="BackOrder")


def ends_as(page: PageState) -> Act:
    """Not sold any more; its address answers in this way."""
    return lambda shelf, _: replace(shelf, page=page, list_price=None)


def come_back(shelf: Shelf, _: Random) -> Shelf:
    """Sold again, at its old address."""
    return replace(shelf, page="ok", listed=True)


def delist(shelf: Shelf, _: Random) -> Shelf:
    """Still sold at its address, but neither listings nor sitemap name it."""
    return replace(shelf, listed=False)


def moves(old_page: str) -> Act:
    """A new address; the old one redirects, or is missing."""

    def act(shelf: Shelf, _: Random) -> Shelf:
        thing, moves_before = shelf.product.thing, len(shelf.former)
        wording = f"{thing.noun} {thing.model} {thing.brand}" + (f" {moves_before + 1}" if moves_before else "")
        old = product_path(_COMPANIES[shelf.product.company], shelf)
        left = Former(path=old, page="redirect" if old_page == "redirect" else "missing")
        return replace(shelf, slug=slugify(wording), former=(*shelf.former, left))

    return act


def fail_today(shelf: Shelf, _: Random) -> Shelf:
    """Its page answers 500 today."""
    return replace(shelf, page="error")


def fail_today_at_another_price(shelf: Shelf, random: Random) -> Shelf:
    """A new price, which only the listing can show today."""
    return fail_today(dearer(shelf, random), random)


def hide_price_today(shelf: Shelf, _: Random) -> Shelf:
    """The visible price is hidden today."""
    return replace(shelf, price_hidden=True)


def hide_another_price_today(shelf: Shelf, random: Random) -> Shelf:
    """A new price, which only structured data say today."""
    return hide_price_today(cheaper(shelf, random), random)


def rename(shelf: Shelf, _: Random) -> Shelf:
    """A new wording of the name, at the same address."""
    return replace(shelf, name=f"{shelf.name} – New Edition")


def recategorise(shelf: Shelf, random: Random) -> Shelf:
    """Into another category of the same main category."""
    main, sub = shelf.category
    return replace(shelf, category=random.choice([key for key in LINES if key[0] == main and key[1] != sub]))


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
    "oakfield": (
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
        Case(name="json-ld only", acts={4: hide_price_today}),
        Case(name="returns", acts={2: ends_as("missing"), 4: come_back}),
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
        Case(name="json-ld only, new price", acts={3: hide_another_price_today}),
        Case(name="json-ld only", acts={9: hide_price_today}),
        Case(name="missing one day", acts={5: ends_as("missing"), 6: come_back}),
        Case(name="back order", acts={8: back_order}),
        Case(name="returns", acts={2: ends_as("gone_410"), 9: come_back}),
    ),
}

ARRIVALS: dict[str, frozenset[int]] = {
    "our-shop": frozenset({2, 3, 7}),
    "oakfield": frozenset({2, 4, 8}),
    "tool-barn": frozenset({3, 6, 10}),
}
"""Days on which a new product comes for certain."""

POSTS: dict[str, frozenset[int]] = {
    "our-shop": frozenset({2, 4, 7, 10}),
    "oakfield": frozenset({3, 6, 9}),
    "tool-barn": frozenset({2, 5, 9}),
}
"""Days on which a new post is online for certain."""

TITLE_MENDED: dict[str, int] = {"our-shop": 5}
"""Day on which the newest post gets another title."""

ACCIDENTS: dict[str, dict[int, SiteState]] = {"oakfield": {5: "503"}, "tool-barn": {7: "403"}}
"""Days on which a whole site refuses; nothing else happens to it then."""

NEW_LAYOUT: dict[str, int] = {"tool-barn": 4}
"""Day from which a shop has new templates."""

SCRIPTED_DAYS = 10


def pass_night(shelf: Shelf) -> Shelf:
    """Mend what lasts one day only."""
    return replace(shelf, page="ok" if shelf.page == "error" else shelf.page, price_hidden=False)


def chance(shelf: Shelf, random: Random) -> Shelf:
    """Let happen by chance what happens in shops; mostly nothing."""
    draw = random.random()
    if not shelf.sold:
        return come_back(shelf, random) if draw < 0.02 and shelf.page != "no_offer" else shelf
    if shelf.list_price is not None:
        return back_to_usual(shelf, random) if draw < 0.25 else shelf
    if shelf.availability != "InStock":
        return restock(shelf, random) if draw < 0.3 else shelf
    for share, act in _CHANCES:
        if draw < share:
            return act(shelf, random)
        draw -= share
    return shelf


_CHANCES: tuple[tuple[float, Act], ...] = (
    (0.013, dearer),
    (0.015, cheaper),
    (0.008, start_sale),
    (0.010, sell_out),
    (0.0005, ends_as("missing")),
    (0.0005, ends_as("gone_410")),
    (0.0005, ends_as("redirect")),
    (0.0005, ends_as("no_offer")),
    (0.0005, moves("redirect")),
    (0.0003, moves("missing")),
    (0.0005, delist),
    (0.0005, fail_today),
    (0.0005, rename),
)


def _other_price(price: Decimal, low: float, high: float, random: Random) -> Decimal:
    """Return a nice price between these shares of the old one, and never the old one."""
    new = nice_price(price * Decimal(str(round(random.uniform(low, high), 4))), random)
    if low > 1:
        return new if new > price else price + 1
    return new if new < price else max(price - 1, price / 2).quantize(Decimal("0.01"))
