"""Structured data → reviews of the page's own thing, as JSON-LD and microdata give them."""

from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import urlsplit

from crawler.page import Page
from crawler.parsing.json_text import Json
from crawler.parsing.line import parse_paragraphs
from crawler.parsing.rating import parse_rating_number
from crawler.parsing.time import parse_time
from crawler.reading.product import PRODUCT
from crawler.reading.review_lines import MAX_TEXT
from crawler.reading.schema import Thing, listed_things, name_of, parts, resemble, text, things, types
from crawler.records.review import Review

MAX_REVIEWS = 200
_FOR_SALE = PRODUCT | frozenset(
    "SoftwareApplication MobileApplication WebApplication VideoGame Book Course Event Movie Recipe Trip TouristTrip "
    "Accommodation LodgingReservation Service CreativeWork".split()
)
_NOT_REVIEWS = frozenset(("ClaimReview", "MediaReview"))


def own_reviews(
    known: list[tuple[str, Thing]], own: list[tuple[str, Thing]] | None, heading: str | None
) -> Iterator[tuple[str, Thing, str | None]]:
    """Yield witness, review and the name of what it is about.

    ``own`` are the things that the page is; None on a page of reviews, where those of every thing count.
    """
    names = {
        named: text(thing.get("name"))
        for _, thing in known
        if isinstance(named := thing.get("@id"), str) and not is_company(thing)
    }
    for witness, owner in known if own is None else own:
        for review in (*things(owner.get("review")), *things(owner.get("reviews"))):
            if is_review(review):
                yield witness, review, None if is_company(owner) else text(owner.get("name"))
    elements = [("json-ld", thing) for thing in listed_things(known)]
    for witness, thing in (*known, *elements):
        if not is_review(thing):
            continue
        about = thing.get("itemReviewed")
        told = [one for one in things(about) if not is_company(one)]
        subject = next((names.get(str(one.get("@id"))) or text(one.get("name")) for one in told), None)
        subject = subject or (text(about) if isinstance(about, str) else None)
        if own is None or subject is None or resemble(subject, heading):
            yield witness, thing, subject or (heading if own is not None else None)


def is_review(thing: Thing) -> bool:
    """Tell whether an object is a review; one inside of another thing may have lost its type."""
    named = types(thing)
    if any(name.endswith("Review") for name in named):
        return not named & _NOT_REVIEWS
    return not named and bool({"reviewBody", "reviewRating"} & thing.keys())


def is_company(thing: Thing) -> bool:
    """Tell whether an object is the company or its site, not what it sells: what is said of it needs no name."""
    named = types(thing)
    return bool(named) and not named & _FOR_SALE


def read_review(page: Page, thing: Thing, url: str, subject: str | None) -> Review:
    """Return one structured review, without its id."""
    written = text(thing.get("datePublished"), 100) or text(thing.get("dateCreated"), 100)
    rating, best, rating_text = read_scale(thing.get("reviewRating"))
    body = next((found for name in ("reviewBody", "description", "text") if (found := _words(thing.get(name)))), None)
    title = text(thing.get("headline")) or text(thing.get("name"))
    answers = (*things(thing.get("comment")), *things(thing.get("suggestedAnswer")))
    answer = next((one for one in answers if _words(one.get("text"))), {})
    return Review(
        url=url,
        subject=subject,
        platform=platform_of(page, text(thing.get("url"), 500) or text(thing.get("@id"), 500)),
        rating=rating,
        best_rating=best,
        rating_text=rating_text,
        title=title if title != body else None,
        text=body,
        published=parse_time(written),
        published_text=written,
        author=next((name for one in parts(thing.get("author"))[:5] if (name := name_of(one))), None),
        role="employee" if "EmployerReview" in types(thing) else None,
        reply=_words(answer.get("text")),
        replied=parse_time(text(answer.get("dateCreated"), 100) or text(answer.get("datePublished"), 100)),
    )


def read_scale(value: Json) -> tuple[Decimal | None, Decimal | None, str | None]:
    """Return value, best and text of a rating: an object, or the number alone."""
    rating = next(iter(things(value)), None)
    written = text(rating.get("ratingValue"), 24) if rating is not None else text(value, 24)
    best = parse_rating_number(text(rating.get("bestRating"), 20), Decimal(100)) if rating is not None else None
    return parse_rating_number(written, best), best, written


def platform_of(page: Page, address: str | None) -> str | None:
    """Return the host of another site that an address leads to; None for the page's own site."""
    found = page.address(address) if address and address.startswith(("http://", "https://", "//")) else None
    if found is None or page.is_own(found):
        return None
    return (urlsplit(found).hostname or "").removeprefix("www.") or None


def _words(value: Json) -> str | None:
    """Return a text with its paragraphs; a list is one paragraph each."""
    lines = [part for part in parts(value)[:50] if isinstance(part, str)]
    return parse_paragraphs("\n".join(lines), MAX_TEXT)
