"""Ids of reviews: made of their words, so that one keeps its id wherever in a list it stands; else the page's own."""

import re
from collections import Counter
from decimal import Decimal

from selectolax.lexbor import LexborNode

from crawler.parsing.identifier import letters_of, parse_text_id
from crawler.parsing.line import parse_line
from crawler.reading.schema import Thing, text

_LEAST_LETTERS = 16
"""A text of fewer letters is written by many: their names and days tell such reviews apart."""
_DATA_ID = re.compile(r"data-(?:[a-z]+-)*?(?:id|reviewid)")
_OF_OTHERS = re.compile(
    r"product|user|author|customer|sku|variant|item|order|shop|store|parent|widget|target|toggle|modal|list|group"
)
_IN_FRONT = re.compile(
    r"(?:[a-z]{1,12}[-_])*?(?:review|comment|rev|feedback|testimonial|opinion|otzyv|rating)s?(?:[-_]?id)?[-_:]?(?=\w*\d)",
    re.I,
)
_OWN = re.compile(r"[\w.:-]{1,80}")


def own_ids(nodes: list[LexborNode]) -> list[str | None]:
    """Return the ids that a list's elements carry; None for those that have none, that share one,
    or that are only numbered by their place."""
    return settled([_of_element(node) for node in nodes])


def id_of_thing(thing: Thing) -> str | None:
    """Return the id that structured data gives a review."""
    written = text(thing.get("identifier"), 100) or text(thing.get("@id"), 500)
    if not written or written.startswith("_:"):
        return None
    return _without_front(re.split(r"[#/=]", written.rstrip("/"))[-1])


def settled(ids: list[str | None]) -> list[str | None]:
    """Return the ids without those that several share; none at all when they only number the places in the list.

    >>> settled(["55", "54", "54"]), settled(["review1", "review2"])
    (['55', None, None], [None, None])
    """
    parted = [found for one in ids if one and (found := re.fullmatch(r"(.*?)(\d{1,9})", one))]
    is_counted = len(parted) == len(ids) and len({found[1] for found in parted}) == 1
    if is_counted and _are_places([int(found[2]) for found in parted]):
        return [None] * len(ids)
    seen = Counter(ids)
    return [one if seen[one] == 1 else None for one in ids]


def text_id(words: str | None, title: str | None, published: str | None, rating: Decimal | None) -> str | None:
    """Return an id made of what a review says; a few words, or none, count with the day and the stars.

    Never with its author: the id is no secret, and a name could be guessed from it.
    """
    said = words or title
    if len(letters_of(said)) >= _LEAST_LETTERS:
        return parse_text_id(said)
    day, stars = (published or "")[:10], "" if rating is None else f"{rating.normalize():f} stars"
    return parse_text_id(said, title, day, stars) if said or (day and stars) else None


def _are_places(numbers: list[int]) -> bool:
    """Tell whether numbers go up by one from the beginning of a page: 1 to 10, or 11 to 20 on the second."""
    count = len(numbers)
    rises = all(numbers[place] == numbers[0] + place for place in range(count))
    return rises and (numbers[0] % count in (0, 1) if count > 1 else bool(numbers) and numbers[0] < 2)


def _of_element(node: LexborNode) -> str | None:
    """Return the id that an element, or the first elements in it, carry."""
    one: LexborNode | None = node
    for _ in range(3):
        if one is None:
            break
        attributes = one.attributes
        for name, value in attributes.items():
            if _DATA_ID.fullmatch(name) and not _OF_OTHERS.search(name) and value and _OWN.fullmatch(value.strip()):
                return _without_front(value)
        value = attributes.get("id")
        if value and (value.isdigit() or ((front := _IN_FRONT.match(value)) and front.end() < len(value))):
            return _without_front(value)
        one = next((child for child in one.iter()), None)
    return None


def _without_front(value: str) -> str | None:
    line = parse_line(value, 100)
    front = _IN_FRONT.match(line) if line else None
    return line[front.end() :] or line if line and front else line
