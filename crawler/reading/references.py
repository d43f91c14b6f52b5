"""Objects of JSON-LD that name each other by ``@id`` → the same objects with what they name put in its place."""

from collections.abc import Iterator

from crawler.parsing.json_text import Json

Thing = dict[str, Json]

MAX_NAMED = 5000
_MAX_DEPTH = 6
_MAX_COPIES = 5000
_LINKS = frozenset(
    "offers hasVariant isVariantOf brand manufacturer seller offeredBy itemOffered priceSpecification aggregateRating "
    "shippingDetails mainEntity breadcrumb author publisher item itemReviewed review".split()
)
"""Properties that lead to another thing of the page; others are left as they are."""


def linked(objects: list[Thing]) -> list[Thing]:
    """Return the objects with references among them followed, to a bounded depth and never in a circle.

    >>> linked([{"@id": "#a", "offers": {"@id": "#b"}}, {"@id": "#b", "price": "5"}])[0]
    {'@id': '#a', 'offers': {'@id': '#b', 'price': '5'}}
    """
    named = _named(objects)
    if not named:
        return objects
    budget = [_MAX_COPIES]
    return [_followed(one, named, (), budget) for one in objects]


def _named(objects: list[Thing]) -> dict[str, Thing]:
    """Return what says something under a name of its own, by that name."""
    found: dict[str, Thing] = {}
    waiting: list[tuple[Json, int]] = [(one, 0) for one in reversed(objects)]
    steps = 0
    while waiting and steps < MAX_NAMED:
        steps += 1
        one, depth = waiting.pop()
        if isinstance(one, dict):
            name = one.get("@id")
            if isinstance(name, str) and not _is_reference(one):
                found.setdefault(name, one)
            one = [value for value in one.values() if isinstance(value, (dict, list))]
        if isinstance(one, list) and depth < _MAX_DEPTH:
            waiting.extend((part, depth + 1) for part in reversed(one[:MAX_NAMED]) if isinstance(part, (dict, list)))
    return found


def _is_reference(one: Thing) -> bool:
    return "@id" in one and len(one) <= 1 + ("@type" in one)


def _followed(one: Thing, named: dict[str, Thing], path: tuple[str, ...], budget: list[int]) -> Thing:
    """Return the object with its links followed; itself when there is nothing to follow."""
    if len(path) > _MAX_DEPTH:
        return one
    name = one.get("@id")
    path = (*path, name if isinstance(name, str) else "")
    changed: Thing = {}
    for link in _LINKS & one.keys():
        value = one[link]
        parts = list(_parts(value, named, path, budget))
        if any(part is not old for part, old in zip(parts, value if isinstance(value, list) else [value], strict=True)):
            changed[link] = parts if isinstance(value, list) else parts[0]
    return one | changed if changed else one


def _parts(value: Json, named: dict[str, Thing], path: tuple[str, ...], budget: list[int]) -> Iterator[Json]:
    for part in value if isinstance(value, list) else [value]:
        name = part.get("@id") if isinstance(part, dict) and _is_reference(part) else part
        target = named.get(name) if isinstance(name, str) else None
        if isinstance(name, str) and name in path:
            yield part
        elif target is not None and budget[0] > 0:
            budget[0] -= 1
            yield _followed(target, named, path, budget)
        elif isinstance(part, dict) and not _is_reference(part) and budget[0] > 0:
            budget[0] -= 1
            yield _followed(part, named, path, budget)
        else:
            yield part
