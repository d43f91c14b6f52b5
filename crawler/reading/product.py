"""Structured data of a page → the products that it is and those that it lists, and what is said of their offers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

from crawler.page import Page
from crawler.parsing.identifier import letters_of
from crawler.parsing.price import Hints
from crawler.reading.place import same_page
from crawler.reading.product_offer import MAX_OFFERS, read_product
from crawler.reading.schema import Thing, address_of, listed_things, main_things, resemble, text, things, types
from crawler.reading.seller import without_site
from crawler.reading.shipping import read_quantity
from crawler.reading.variants import Row, joined, told_apart
from crawler.records.offer import Offer

PRODUCT = frozenset("Product ProductGroup ProductModel IndividualProduct SomeProducts Vehicle Car Motorcycle".split())
SOLD = frozenset(
    "Book Course Event BusinessEvent ChildrensEvent ComedyEvent DanceEvent EducationEvent ExhibitionEvent Festival "
    "FoodEvent LiteraryEvent MusicEvent SaleEvent ScreeningEvent SocialEvent SportsEvent TheaterEvent VisualArtsEvent "
    "EventSeries Game VideoGame Movie MusicAlbum MusicRelease MenuItem HotelRoom Apartment TouristTrip Trip".split()
)
"""Things that are for sale when they have an offer with a price, and else are only described."""

_MAX_LISTED_OFFERS = 50

Found = tuple[str, Thing, str | None]
"""Witness, thing, and the address it calls its own."""


@dataclass(frozen=True)
class Products:
    """The products that structured data describes: those the page is about, and those it only lists."""

    own: tuple[tuple[str, Thing], ...] = ()
    listed: tuple[tuple[str, Thing], ...] = ()
    """With the address of each, which is not this page's."""


def split_products(page: Page, known: list[tuple[str, Thing]], heading: str | None) -> Products:
    """Tell the page's own products from those it lists, by their addresses and by the page's heading."""
    found = [
        (witness, thing, address_of(thing, page))
        for witness, thing in main_things(known, PRODUCT | SOLD)
        if types(thing) & PRODUCT or has_own_price(thing, spans=True)
    ]
    own = [one for one in found if one[2] and same_page(one[2], page)]
    if not own:
        near = _nearest(found, heading)
        elsewhere = {one[2] for one in found if one[2]}
        own = near if len(elsewhere) <= 1 else [one for one in near if one[2] is None]
        own = own or _at_canonical(page, found)
    if not own and len(found) == 1 and found[0][2] is None:
        own = found
    else:
        own += [one for one in _nearest(found, heading) if one not in own and one[2] is None]
    listed = [(one[2], one[1]) for one in found if one not in own and one[2]]
    listed += [
        (address, thing)
        for thing in listed_things(known)
        if (address := address_of(thing, page)) and not same_page(address, page)
    ]
    listed = [(address, thing) for address, thing in listed if page.is_own(address)]
    return Products(own=tuple((witness, thing) for witness, thing, _ in own), listed=tuple(listed))


def _nearest(found: list[Found], heading: str | None) -> list[Found]:
    """Return the things that the heading names: those of just that name, else those of a similar one."""
    near = [one for one in found if resemble(text(one[1].get("name")), heading)]
    if len(near) > 1 and heading:
        letters = letters_of(heading)
        near = [one for one in near if letters_of(text(one[1].get("name"))) == letters] or near
    return near


def _at_canonical(page: Page, found: list[Found]) -> list[Found]:
    """Return the things at the address that the page calls its own, unless that is the site's front page."""
    link = page.tree.css_first('link[rel="canonical"][href]')
    canonical = page.address(link.attributes.get("href")) if link and any(one[2] for one in found) else None
    if canonical is None or urlsplit(canonical).path in ("", "/"):
        return []
    return [one for one in found if one[2] and one[2].partition("?")[0] == canonical.partition("?")[0]]


def has_own_price(thing: Thing, *, spans: bool = False) -> bool:
    """Tell whether an object gives the price of one thing; the span of prices of a whole category is none, but for
    ``spans``."""
    offers = [offer for owner in (thing, *things(thing.get("hasVariant"))) for offer in things(owner.get("offers"))]
    if "price" in thing:
        return True
    return any(
        (spans or "AggregateOffer" not in types(offer))
        and ("price" in offer or "priceSpecification" in offer or (spans and "lowPrice" in offer))
        for offer in offers
    )


def read_products(page: Page, own: tuple[tuple[str, Thing], ...], hints: Hints) -> Iterator[tuple[str, Offer]]:
    """Yield each structured witness's offers of the page's own products, variants apart, the one that the page's
    address names first."""
    for witness in dict.fromkeys(witness for witness, _ in own):
        found = (row for by, thing in own if by == witness for row in read_product(thing, Offer(url=page.url), hints))
        rows = [replace(row, offer=without_site(row.offer, page)) for row in islice(found, MAX_OFFERS)]
        yield from ((witness, offer) for offer in told_apart(rows, page))


def read_listed(address: str, thing: Thing, hints: Hints) -> Offer | None:
    """Return what a listing's structured data says of a product at another address; None when it is no product."""
    if not types(thing) & (PRODUCT | SOLD):
        return None
    rows = _plain(read_product(thing, Offer(url=address), hints, _MAX_LISTED_OFFERS))
    return replace(joined(rows), variant=None, seller=None, condition=None) if rows else None


def stock_left(own: tuple[tuple[str, Thing], ...]) -> int | None:
    """Return how many are left of the page's product, when structured data gives one number; None otherwise."""
    owners = [owner for _, thing in own for owner in (thing, *things(thing.get("hasVariant")))]
    found = {
        left
        for owner in owners
        for one in (owner, *things(owner.get("offers")))
        if "inventoryLevel" in one and (left := read_quantity(one)) is not None
    }
    return found.pop() if len(found) == 1 and sum(len(things(owner.get("offers"))) for owner in owners) <= 1 else None


def _plain(rows: list[Row]) -> list[Offer]:
    """Return the offers for everyone, of one piece."""
    offers = [row.offer for row in rows]
    return [one for one in offers if one.customer_type is None and one.min_quantity is None] or offers
