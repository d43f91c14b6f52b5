"""Values as frameworks pack them → plain objects.

- React flight (Next.js App Router): ``self.__next_f.push([1, "…"])`` gives pieces of one stream of rows ``id:json``
  (Next.js documentation, *Server Components payload*).
- devalue (Nuxt 3 ``__NUXT_DATA__``, SvelteKit): a list whose first element is the root and whose objects and lists hold
  places in it; ``["Reactive", 3]`` wraps place 3 (devalue's README).
- turbo-stream (React Router 7): the same, with keys ``_4`` for the key at place 4.
- Apollo, VTEX: objects that stand once in a table and are named elsewhere, ``{"__ref": "Product:1"}`` or
  ``{"type": "id", "id": "Product:1"}`` (Apollo Client documentation, *Normalization*).
"""

import re
from collections.abc import Iterable, Iterator

import orjson

from crawler.parsing.json_text import Json
from crawler.reading.state_scripts import Found

_MAX_NODES = 4000
_MAX_DEPTH = 8
_MAX_STREAM = 1_500_000
_ROW = re.compile(r"^[0-9a-f]{1,6}:(?=[\[{])", re.M)
_KEY_PLACE = re.compile(r"_(\d{1,6})")


def unpack(found: Iterable[Found]) -> Iterator[Found]:
    """Yield the values with those of frameworks unpacked; a stream in pieces comes last, as one."""
    pieces: list[str] = []
    for one in found:
        value = one.value
        if one.place.endswith("__next_f.push"):
            if isinstance(value, list) and len(value) == 2 and isinstance(value[1], str):
                # a row of text says its length and needs no line end: what looks like a row at a piece's start is one
                begins_row = _ROW.match(value[1]) is not None
                pieces.append("\n" + value[1] if begins_row and pieces else value[1])
        elif isinstance(value, list) and len(value) > 2 and _is_flat(value):
            yield from (Found(place=one.place, value=thing) for thing in _flat_things(value))
        elif one.place.endswith("streamController.enqueue"):
            continue
        else:
            yield one
    yield from _streamed("".join(pieces)[:_MAX_STREAM])


def _streamed(stream: str) -> Iterator[Found]:
    """Yield the rows of a flight stream that speak of prices."""
    starts = [match.end() for match in _ROW.finditer(stream)][:3000]
    for start in starts:
        end = stream.find("\n", start)
        row = stream[start : end if end >= 0 else len(stream)]
        if "rice" in row:
            try:
                yield Found(place="__next_f", value=orjson.loads(row))
            except (orjson.JSONDecodeError, UnicodeEncodeError):
                continue


def _is_flat(values: list[Json]) -> bool:
    """Tell whether a list is a flattened state: its first object or list holds nothing but places in it."""
    first = values[0]
    if isinstance(first, list):
        return len(first) == 2 and isinstance(first[0], str) and isinstance(first[1], int)
    return (
        isinstance(first, dict)
        and bool(first)
        and all(
            isinstance(place, int) and not isinstance(place, bool) and -10 < place < len(values)
            for place in first.values()
        )
    )


def _flat_things(values: list[Json]) -> Iterator[Json]:
    """Yield the objects of a flattened state that have a price or a name, each put together again."""
    budget = [_MAX_NODES]
    for value in values[:200_000]:
        if isinstance(value, dict) and value:
            keys = [_flat_key(key, values) for key in value]
            if any("rice" in key or "ame" in key or "itle" in key for key in keys) and budget[0] > 0:
                yield _joined(value, values, budget, 0)


def _joined(value: Json, values: list[Json], budget: list[int], depth: int) -> Json:
    budget[0] -= 1
    if depth > _MAX_DEPTH or budget[0] < 0:
        return None
    if isinstance(value, dict):
        return {
            _flat_key(key, values): _joined(_at(place, values), values, budget, depth + 1)
            for key, place in list(value.items())[:200]
        }
    if isinstance(value, list):
        if len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], int):  # ["Ref", 3], ["Date", 5]
            return _joined(_at(value[1], values), values, budget, depth + 1)
        return [_joined(_at(place, values), values, budget, depth + 1) for place in value[:200]]
    return value


def _at(place: Json, values: list[Json]) -> Json:
    is_place = isinstance(place, int) and not isinstance(place, bool) and 0 <= place < len(values)
    return values[place] if is_place and isinstance(place, int) else None


def _flat_key(key: str, values: list[Json]) -> str:
    found = _KEY_PLACE.fullmatch(key)
    name = _at(int(found[1]), values) if found else None
    return name if isinstance(name, str) else key


def resolved(value: Json, tables: tuple[dict[str, Json], ...], budget: list[int] | None = None, depth: int = 0) -> Json:
    """Return a value with what it names in the tables around it put in its place, as far as that is bounded."""
    budget = [_MAX_NODES] if budget is None else budget
    budget[0] -= 1
    if depth > _MAX_DEPTH or budget[0] < 0:
        return None
    if isinstance(value, dict):
        if (name := named(value)) is not None:
            inner = next((table[name] for table in reversed(tables) if name in table), None)
            return resolved(inner, tables, budget, depth + 1) if inner is not value else None
        if value.get("type") == "json" and "json" in value:
            return value["json"]
        return {key: resolved(one, tables, budget, depth + 1) for key, one in list(value.items())[:300]}
    if isinstance(value, list):
        return [resolved(one, tables, budget, depth + 1) for one in value[:200]]
    return value


def named(thing: dict[str, Json]) -> str | None:
    """Return what a reference names; None when the object is no reference."""
    name = thing.get("__ref")
    if name is None and len(thing) <= 4 and thing.get("type") == "id":
        name = thing.get("id")
    return name if isinstance(name, str) else None
