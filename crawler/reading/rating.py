"""Product pages and pages of reviews → the mean of many reviews, as structured data and the page claim it."""

import re
from collections.abc import Iterator
from decimal import Decimal

from selectolax.lexbor import LexborNode

from crawler.parsing.count import parse_count
from crawler.parsing.line import parse_line
from crawler.parsing.rating import parse_rating, parse_rating_number
from crawler.reading.nodes import chain, is_large, own_text
from crawler.reading.review_schema import platform_of, read_scale
from crawler.reading.schema import Thing, text, things, types
from crawler.reading.stars import Star
from crawler.reading.view import View
from crawler.records.rating import Rating

_COUNT = re.compile(
    r"(?P<count>\d[\d.,\u00a0\u202f ]*(?:\s?(?:k|тыс\.?|tūkst\.?|rb|ribu|jt|tsd\.?))?)\+?\s*"
    r"(?:(?:customer|verified|global|total|google|product|оценок и|проверенных|positive|kunden-?|clients?)\s*)?"
    r"(?:reviews?|ratings?|votes?|opinions?|отзыв\w*|оцен(?:ок|ки|ка)|голос\w*|atsauksm\w+|vērtējum\w+|пікір\w*|"
    r"баға(?:лау)?\w*|"
    r"ulasan|penilaian|bewertung\w*|rezension\w*|stimmen|avis|évaluations?|notes|reseñas?|opiniones|opinión|"
    r"valoracion\w*)",
    re.I,
)
_FROM = re.compile(
    r"\b(?:by|from|based on|на основе|por|von|par)\s+(?P<count>\d[\d.,\u00a0\u202f ]*)\s*[^\W\d]{4,}", re.I
)
_LABELLED = re.compile(
    r"(?:reviews?|ratings?|отзыв\w*|оценок|atsauksm\w+|vērtējum\w+|пікір\w*|ulasan|bewertung\w*|avis|reseñas?|"
    r"opiniones)\s*"
    r"[:(]\s*(?P<count>\d[\d.,\u00a0\u202f ]*)\)?",
    re.I,
)
_IN_BRACKETS = re.compile(r"\((?P<count>\d[\d.,\u00a0\u202f ]*)\)")
_MEAN = re.compile(
    r"(?<![\d.,])(?P<mean>[0-5][.,]\d{1,2})(?![\d.,]*\d)(?!\s?[%€$£₽₸]|\s?(?:руб|тг|EUR|USD|kg|кг|cm|mm|l\b))"
)
_SIGNS = re.compile("[★☆⭐]+")
_AROUND = 160
"""Characters of an element that says no more than the mean and its count."""
_ELSEWHERE = frozenset(("form", "nav", "footer", "aside", "label"))
_CLOSE = Decimal("0.11")
_LEVELS = 5


def read_ratings(
    view: View, kind: str, stars: dict[int, Star], reviews: frozenset[int]
) -> Iterator[tuple[str, Rating]]:
    """Yield the means that structured data and the page give; ``reviews`` are the blocks of single ones "
    "(``mem_id``)."""
    owners = list(view.products.own) if kind == "product" else _owners(view)
    told: list[Rating] = []
    for witness, owner in owners:
        for value in things(owner.get("aggregateRating")):
            if rating := _structured(view, owner, value):
                told.append(rating)
                yield witness, rating
    shown = _shown(view, kind, stars, reviews)
    if shown and (not told or (shown.rating_count and any(_agree(shown, one) for one in told))):
        yield "text", shown


def _agree(shown: Rating, told: Rating) -> bool:
    """Tell whether a visible mean may be of the same thing as a structured one: the mean or the count is the same, or
    one does not give it; stars without a count are rounded, and those of other things stand on many pages."""
    if shown.rating_count == told.rating_count or None in (shown.rating, told.rating, told.rating_count):
        return True
    return shown.rating is not None and told.rating is not None and abs(shown.rating - told.rating) < _CLOSE


def _owners(view: View) -> list[tuple[str, Thing]]:
    """Return what a page of reviews may be about: all its things, and a rating that stands alone for what it names."""
    owners = [(witness, one) for witness, thing in view.things for one in (thing, *things(thing.get("mainEntity")))]
    for witness, thing in view.things:
        if "AggregateRating" in types(thing):
            named = thing.get("itemReviewed")
            name = text(named.get("name") if isinstance(named, dict) else named)
            owners.append((witness, {"name": name, "aggregateRating": thing}))
    return owners


def _structured(view: View, owner: Thing, value: Thing) -> Rating | None:
    rating, best, written = read_scale(value)
    counts = (text(value.get(name), 20) for name in ("ratingCount", "reviewCount"))
    count = next((number for one in counts if (number := parse_count(one))), None)
    if rating is None:
        return None
    return Rating(
        url=view.page.url,
        platform=platform_of(view.page, text(value.get("url"), 500)),
        subject=text(owner.get("name")),
        rating=rating,
        best_rating=best,
        rating_text=written,
        rating_count=count,
    )


def _shown(view: View, kind: str, stars: dict[int, Star], reviews: frozenset[int]) -> Rating | None:
    """Return the mean that stands nearest to the heading: stars with a count of reviews, or a number on its scale."""
    found = (rating for star in _nearest(view, stars, reviews) if (rating := _around(view, kind, star)))
    return next(found, None)


def _nearest(view: View, stars: dict[int, Star], reviews: frozenset[int]) -> list[Star]:
    """Return the stars that are of no single review, those first that share the most with the heading."""
    heading = view.sight.heading
    above = {one.mem_id: level for level, one in enumerate(chain(heading.node))} if heading else {}
    ranked: list[tuple[int, int, Star]] = []
    for place, star in enumerate(list(stars.values())[:300]):
        path = list(chain(star.node))
        if any(one.mem_id in reviews or one.tag in ("form", "nav", "footer", "aside") for one in path):
            continue
        ranked.append((next((above[one.mem_id] for one in path if one.mem_id in above), 99), place, star))
    return [star for *_, star in sorted(ranked, key=lambda one: one[:2])]


def _around(view: View, kind: str, star: Star) -> Rating | None:
    """Return the rating that the elements around stars make whole with a count; without one, a mean on its scale."""
    best: Rating | None = None
    for one in chain(star.node, _LEVELS):
        if is_large(one) or len(said := own_text(one)) > _AROUND:
            break
        label = (one.attributes.get("aria-label") or one.attributes.get("title") or "")[:_AROUND]
        count = _count(said) or _count(label)
        written = parse_rating(_SIGNS.sub(" ", said)) or parse_rating(label)
        if not count and (best is not None or written is None or written[1] is None):
            continue
        mean = _MEAN.search(said)
        value, scale = written or ((parse_rating_number(mean["mean"]) if mean else None), star.best)
        if value is None and star.rank == 3 and star.value == star.best:
            continue  # icons all alike: a style sheet may colour them
        best = Rating(
            url=view.page.url,
            platform=_platform(view, one),
            subject=view.heading if kind == "product" else None,
            rating=value or star.value,
            best_rating=scale,
            rating_text=parse_line(said, 100) or star.text,
            rating_count=count,
        )
        if count:
            break
    return best


def _count(said: str) -> int | None:
    if not any(map(str.isdigit, said)):
        return None
    for pattern in (_COUNT, _LABELLED, _IN_BRACKETS, _FROM):
        for found in pattern.finditer(said):
            if count := parse_count(found["count"].strip(" .,")):
                return count
    return None


def _platform(view: View, node: LexborNode) -> str | None:
    """Return the platform that a widget leads to: around it, or its only link."""
    links = [one for one in chain(node, 3) if one.tag == "a"] or node.css("a[href]")[:3]
    hosts = {host for link in links if (host := platform_of(view.page, view.page.address(link.attributes.get("href"))))}
    return hosts.pop() if len(hosts) == 1 else None
