"""What can happen to a product between two days, and what happens by chance."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from rivals.demo.catalogue import LINES, nice_price, slugify
from rivals.demo.company import Company
from rivals.demo.shop import Former, PageState, Shelf, product_path


@dataclass(frozen=True, kw_only=True)
class Night:
    """The night between two days, at one company."""

    random: Random
    company: Company
    """With the addresses that it has until then."""


Act = Callable[[Shelf, Night], Shelf]
"""A product's shelf as it was → as it is from today on."""


def dearer(shelf: Shelf, night: Night) -> Shelf:
    """A new, higher price."""
    return replace(shelf, price=_other_price(shelf.price, 1.03, 1.18, night))


def cheaper(shelf: Shelf, night: Night) -> Shelf:
    """A new, lower price; no sale."""
    return replace(shelf, price=_other_price(shelf.price, 0.84, 0.97, night))


def dearer_for_a_while(shelf: Shelf, night: Night) -> Shelf:
    """A higher price that ``back_to_usual`` takes back."""
    return replace(dearer(shelf, night), usual=shelf.price)


def cheaper_for_a_while(shelf: Shelf, night: Night) -> Shelf:
    """A lower price that ``back_to_usual`` takes back."""
    return replace(cheaper(shelf, night), usual=shelf.price)


def start_sale(shelf: Shelf, night: Night) -> Shelf:
    """A reduced price beside the crossed-out one."""
    reduced = _other_price(shelf.price, 0.65, 0.88, night)
    return replace(shelf, price=reduced, list_price=shelf.price, usual=shelf.price)


def back_to_usual(shelf: Shelf, _: Night) -> Shelf:
    """The price before the sale or the passing change."""
    return replace(shelf, price=shelf.usual, list_price=None)


def sell_out(shelf: Shelf, _: Night) -> Shelf:
    """None left."""
    return replace(shelf, availability="OutOfStock")


def restock(shelf: Shelf, _: Night) -> Shelf:
    """In stock again, or at last."""
    return replace(shelf, availability="InStock")


def back_order(shelf: Shelf, _: Night) -> Shelf:
    """Only to order."""
    return replace(shelf, availability="BackOrder")


def ends_as(page: PageState) -> Act:
    """Not sold any more; its address answers in this way."""
    return lambda shelf, _: replace(shelf, page=page, list_price=None)


def come_back(shelf: Shelf, _: Night) -> Shelf:
    """Sold again, at its old address."""
    return replace(shelf, page="ok", listed=True)


def delist(shelf: Shelf, _: Night) -> Shelf:
    """Still sold at its address, but neither listings nor sitemap name it."""
    return replace(shelf, listed=False)


def leave(shelf: Shelf, company: Company) -> Shelf:
    """Leave the address for the one that the company's new scheme gives; the old one redirects."""
    return replace(shelf, former=(*shelf.former, Former(path=product_path(company, shelf), page="redirect")))


def moves(old_page: str) -> Act:
    """A new address; the old one redirects, or is missing."""

    def act(shelf: Shelf, night: Night) -> Shelf:
        thing, moves_before = shelf.product.thing, len(shelf.former)
        wording = f"{thing.noun} {thing.model} {thing.brand}" + (f" {moves_before + 1}" if moves_before else "")
        old = product_path(night.company, shelf)
        left = Former(path=old, page="redirect" if old_page == "redirect" else "missing")
        return replace(shelf, slug=slugify(wording), former=(*shelf.former, left))

    return act


def fail_today(shelf: Shelf, _: Night) -> Shelf:
    """Its page answers 500 today."""
    return replace(shelf, page="error")


def fail_today_at_another_price(shelf: Shelf, night: Night) -> Shelf:
    """A new price, which only the listing can show today."""
    return fail_today(dearer(shelf, night), night)


def hide_price_today(shelf: Shelf, _: Night) -> Shelf:
    """The visible price is hidden today."""
    return replace(shelf, price_hidden=True)


def hide_another_price_today(shelf: Shelf, night: Night) -> Shelf:
    """A new price, which only structured data say today, where there are any."""
    return hide_price_today(cheaper(shelf, night), night)


def rename(shelf: Shelf, night: Night) -> Shelf:
    """A new wording of the name, at the same address."""
    edition = "обновлённая версия" if night.company.language == "ru" else "New Edition"
    return replace(shelf, name=f"{shelf.name} – {edition}")


def recategorise(shelf: Shelf, night: Night) -> Shelf:
    """Into another category of the same main category."""
    main, sub = shelf.category
    return replace(shelf, category=night.random.choice([key for key in LINES if key[0] == main and key[1] != sub]))


def pass_night(shelf: Shelf) -> Shelf:
    """Mend what lasts one day only."""
    return replace(shelf, page="ok" if shelf.page == "error" else shelf.page, price_hidden=False)


def chance(shelf: Shelf, night: Night) -> Shelf:
    """Let happen by chance what happens in shops; mostly nothing."""
    draw = night.random.random()
    if not shelf.sold:
        return come_back(shelf, night) if draw < 0.02 and shelf.page != "no_offer" else shelf
    if shelf.list_price is not None:
        return back_to_usual(shelf, night) if draw < 0.25 else shelf
    if shelf.availability != "InStock":
        return restock(shelf, night) if draw < 0.3 else shelf
    for share, act in _CHANCES:
        if draw < share:
            return act(shelf, night)
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


def _other_price(price: Decimal, low: float, high: float, night: Night) -> Decimal:
    """Return a nice price between these shares of the old one, and never the old one."""
    share = Decimal(str(round(night.random.uniform(low, high), 4)))
    new = nice_price(price * share, night.random, night.company.currency)
    if low > 1:
        return new if new > price else price + 1
    return new if new < price else max(price - 1, price / 2).quantize(price)
