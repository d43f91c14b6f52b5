"""Objects of states by their keys: sale_price, salePrice and Sale-Price are one."""

import re
from collections.abc import Iterable
from functools import lru_cache

from crawler.parsing.json_text import Json
from crawler.parsing.line import parse_line, parse_markup

Thing = dict[str, Json]

_MAX_KEYS = 300
_SIGN = re.compile(r"[^a-z0-9]")


def plain(thing: Thing) -> Thing:
    """Return an object by the letters of its keys."""
    keys = list(thing)[:_MAX_KEYS]
    return {plain_key(key[:80]): thing[key] for key in reversed(keys)}


@lru_cache(maxsize=4096)
def plain_key(key: str) -> str:
    """Return the letters and digits of a key in lower case.

    >>> plain_key("Sale-Price"), plain_key("sale_price")
    ('saleprice', 'saleprice')
    """
    return _SIGN.sub("", key.lower())


def spellings(names: Iterable[str]) -> frozenset[str]:
    """Return the usual spellings of keys given as words: ``product name`` is productName, product_name, PRODUCT_NAME
    and the like."""
    found: set[str] = set()
    for name in names:
        words = name.split()
        pascal = "".join(word.capitalize() for word in words)
        found |= {pascal, pascal[0].lower() + pascal[1:]}
        found |= {join(sign.join(words)) for sign in ("_", "-", "", " ") for join in (str.lower, str.upper, str.title)}
    return frozenset(found)


def said(value: Json) -> str | None:
    """Return a value as a line: a string, a whole number, an object's name, or the only one of a list."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "label", "value", "Name") if value.get(key)), None)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)[:40]
    if isinstance(value, str):
        return parse_markup(value) if "<" in value or "&" in value else parse_line(value)
    return None


def first_of(thing: Thing, names: Iterable[str]) -> str | None:
    """Return the first value under these keys as a line."""
    return next((line for name in names if name in thing and (line := said(thing[name]))), None)


def items_of(value: Json) -> list[Thing]:
    """Return the objects of a list, of a GraphQL connection (``edges`` of ``node``, ``nodes``), or of an object that
    holds objects only (variants by their ids)."""
    if isinstance(value, dict):
        listed = value.get("edges") or value.get("nodes") or value.get("items")
        if isinstance(listed, list):
            value = listed
        elif len(value) > 1 and all(isinstance(one, dict) for one in value.values()):
            value = list(value.values())
    if not isinstance(value, list):
        return []
    found: list[Thing] = []
    for one in value[:300]:
        node = one.get("node") if isinstance(one, dict) and len(one) <= 3 else None
        if isinstance(one, dict):
            found.append(plain(node if isinstance(node, dict) else one))
    return found


def objects(values: Json) -> list[Thing]:
    """Return the objects of a list as they are written; [] for anything else."""
    return [one for one in values[:_MAX_KEYS] if isinstance(one, dict)] if isinstance(values, list) else []


def part(thing: Json, *keys: str) -> Thing:
    """Return the object that lies at the end of these keys; {} without it."""
    for key in keys:
        thing = thing.get(key) if isinstance(thing, dict) else None
    return thing if isinstance(thing, dict) else {}


def kept(**values: Json) -> Thing:
    """Return an object of what is there: nothing that is null, empty text or an empty list."""
    return {key: value for key, value in values.items() if value is not None and value != "" and value != []}
