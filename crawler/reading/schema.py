"""schema.org objects, as JSON-LD and microdata give them: types and values, whatever shape they were written in."""

import re
from collections.abc import Iterator

from crawler.page import Page
from crawler.parsing.json_text import Json
from crawler.parsing.line import NAME_LIMIT, parse_markup
from crawler.reading.microdata import read_microdata

Thing = dict[str, Json]

MAX_THINGS = 1000
_MAX_DEPTH = 6
_WORD = re.compile(r"\w+")


def types(thing: Thing) -> frozenset[str]:
    """Return the names of an object's types, without the vocabulary's address."""
    return frozenset(re.split(r"[/#:]", name)[-1] for name in parts(thing.get("@type")) if isinstance(name, str))


def parts(value: Json) -> list[Json]:
    """Return a property's values: one may stand alone, several in a list, none as null."""
    return value[:MAX_THINGS] if isinstance(value, list) else [] if value is None else [value]


def things(value: Json) -> list[Thing]:
    """Return the objects among a property's values."""
    return [part for part in parts(value) if isinstance(part, dict)]


def text(value: Json, limit: int = NAME_LIMIT, depth: int = 0) -> str | None:
    """Return the first value as a line: a string, a number, or an object's name, value or id."""
    for part in parts(value):
        if isinstance(part, str):
            line = parse_markup(part, limit)
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
            line = str(part)[:limit]
        else:
            line = None
        if line:
            return line
    return None


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
    """Return the page's top-level objects with their witness."""
    found = [("json-ld", thing) for thing in page.structured.json_ld]
    found += [("microdata", thing) for thing in read_microdata(page)]
    return found[:MAX_THINGS]


def main_things(known: list[tuple[str, Thing]], named: frozenset[str]) -> Iterator[tuple[str, Thing]]:
    """Yield the objects of these types that stand for themselves:
    at the top, or as the main entity of a page object."""
    for witness, thing in known:
        for one in (thing, *things(thing.get("mainEntity")), *things(thing.get("mainEntityOfPage"))):
            if types(one) & named:
                yield witness, one


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
