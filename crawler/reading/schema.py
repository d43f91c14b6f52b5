"""schema.org objects, as JSON-LD and microdata give them: types and values, whatever shape they were written in."""

import html
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from crawler.page import Page
from crawler.parsing.json_text import Json
from crawler.parsing.line import NAME_LIMIT, parse_markup
from crawler.reading.microdata import read_microdata
from crawler.reading.rdfa import read_rdfa
from crawler.reading.references import linked

Thing = dict[str, Json]

MAX_THINGS = 1000
_MAX_DEPTH = 6
_MANY = 10**18
_WORD = re.compile(r"\w+")


def types(thing: Thing) -> frozenset[str]:
    """Return the names of an object's types, without the vocabulary's address."""
    return frozenset(_type(name) for name in parts(thing.get("@type")) if isinstance(name, str))


@lru_cache(maxsize=4096)
def _type(name: str) -> str:
    name = re.split(r"[/#:]", name.strip().rstrip("/#"))[-1]
    return name[:1].upper() + name[1:100]


def parts(value: Json) -> list[Json]:
    """Return a property's values: one may stand alone, several in a list, none as null."""
    return value[:MAX_THINGS] if isinstance(value, list) else [] if value is None else [value]


def things(value: Json) -> list[Thing]:
    """Return the objects among a property's values; some programs number them: ``{"0": {…}, "1": {…}}``."""
    if isinstance(value, dict) and ("0" in value or "1" in value) and all(map(str.isdigit, value)):
        value = list(value.values())
    return [part for part in parts(value) if isinstance(part, dict)]


def text(value: Json, limit: int = NAME_LIMIT, depth: int = 0) -> str | None:
    """Return the first value as a line: a string, a number, or an object's name, value or id."""
    for part in parts(value):
        if isinstance(part, str):
            line = parse_markup(html.unescape(part[: 8 * limit]) if "&amp;" in part else part, limit)
        elif isinstance(part, dict) and depth < _MAX_DEPTH:
            line = next(
                (
                    found
                    for name in ("name", "@value", "value", "@id")
                    if (found := text(part.get(name), limit, depth + 1))
                ),
                None,
            )
        elif isinstance(part, (int, float)) and not isinstance(part, bool):
            line = _number(part)
        else:
            line = None
        if line:
            return line
    return None


def _number(value: int | float) -> str | None:
    """Write a number as people do, without the last digits that computing made up."""
    if isinstance(value, int):
        return str(value) if abs(value) < _MANY else None
    return f"{Decimal(f'{value:.15g}'):f}" if abs(value) < _MANY else None  # False for NaN


def term(value: Json) -> str | None:
    """Return the name of an enumeration's member: ``https://schema.org/ListPrice`` is ListPrice."""
    name = text(value, 200)
    return re.split(r"[/#:]", name.rstrip("/#"))[-1] or None if name else None


def name_of(value: Json) -> str | None:
    """Return the name of a person, brand or company; an address is not a name."""
    name = text(value)
    return None if name is None or re.match(r"(?:https?:|[#/])", name) else name


def address_of(thing: Thing, page: Page) -> str | None:
    """Return the address that an object calls its own."""
    for name in ("url", "@id", "mainEntityOfPage"):
        for part in parts(thing.get(name)):
            value = (
                part
                if isinstance(part, str)
                else part.get("@id") or part.get("url")
                if isinstance(part, dict)
                else None
            )
            is_address = isinstance(value, str) and (name != "@id" or re.match(r"https?://[^#]+/[^#]", value))
            if isinstance(value, str) and is_address and (address := page.address(value.strip())):
                return address
    return next(
        (found for offer in things(thing.get("offers")) if "url" in offer and (found := address_of(offer, page))), None
    )


def all_things(page: Page) -> list[tuple[str, Thing]]:
    """Return the page's top-level objects with their witness; RDFa speaks as microdata does: both are attributes of
    what is shown, and a page has one of them."""
    objects = list(page.structured.json_ld)
    if any(name.startswith("schema:") for one in objects for name in one):
        objects = [_plain(one) for one in objects]
    found = [("json-ld", thing) for thing in linked(objects)]
    found += [("microdata", thing) for thing in read_microdata(page)]
    found += [("microdata", thing) for thing in read_rdfa(page)]
    return found[:MAX_THINGS]


def _plain(one: Thing, depth: int = 0) -> Thing:
    """Return an object whose names carry no prefix: ``schema:name`` is name."""
    said: Thing = {}
    for name, value in one.items():
        if depth < _MAX_DEPTH and isinstance(value, dict):
            value = _plain(value, depth + 1)
        elif depth < _MAX_DEPTH and isinstance(value, list):
            value = [_plain(part, depth + 1) if isinstance(part, dict) else part for part in value]
        said[name.removeprefix("schema:")] = value
    return said


def main_things(known: list[tuple[str, Thing]], named: frozenset[str]) -> Iterator[tuple[str, Thing]]:
    """Yield the objects of these types that stand for themselves: at the top, as the main entity of a page object, as
    what an offer at the top offers or a rating at the top rates."""
    seen: set[tuple[str, object]] = set()
    for witness, thing in known:
        for one in (thing, *_within(thing)):
            if not types(one) & named:
                continue
            name = one.get("@id")
            same = (witness, name if isinstance(name, str) and name else id(one))
            if same not in seen:
                seen.add(same)
                yield witness, one


def _within(thing: Thing) -> Iterator[Thing]:
    yield from things(thing.get("mainEntity"))
    yield from things(thing.get("mainEntityOfPage"))
    if "itemOffered" in thing:
        offer: Thing = {name: value for name, value in thing.items() if name not in ("itemOffered", "@id")}
        for one in things(thing["itemOffered"]):
            sold: Thing = {"offers": [offer]}
            yield sold | one
    if "itemReviewed" in thing and types(thing) & {"AggregateRating", "Review"}:
        yield from things(thing["itemReviewed"])


def listed_things(known: list[tuple[str, Thing]]) -> Iterator[Thing]:
    """Yield the objects that lists on the page (ItemList, Blog, OfferCatalog) hold, in order."""
    for _, thing in known:
        for owner in (thing, *things(thing.get("mainEntity"))):
            for element in things(owner.get("itemListElement")) if "BreadcrumbList" not in types(owner) else ():
                inner = things(element.get("item")) or [element]
                yield from inner if types(inner[0]) - {"ListItem"} or address_only(inner[0]) else ()
            yield from things(owner.get("blogPost")) if "Blog" in types(owner) else ()


def address_only(thing: Thing) -> bool:
    """Tell whether a list element gives an address, as summary pages do."""
    return isinstance(thing.get("url"), str) or isinstance(thing.get("@id"), str)


def resemble(one: str | None, other: str | None) -> bool:
    """Tell whether two names are of the same thing: the shorter one's words are nearly all in the other."""
    a, b = (frozenset(_WORD.findall((name or "").casefold())) for name in (one, other))
    return bool(a and b) and len(a & b) >= 0.75 * min(len(a), len(b))
