"""Records and readings ↔ JSON lines."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from crawler.records.kinds import KINDS, Record
from crawler.records.reading import About, Reading, Word

T = TypeVar("T")


def to_fields(record: object) -> dict[str, Any]:
    """Return a record's fields as JSON values: Decimal as string, tuple as list."""
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}  # type: ignore[arg-type]


def to_kept(record: object) -> dict[str, Any]:
    """Return what ``to_fields`` does but for what is never stored nor printed: the name of a review's author."""
    return {f.name: _plain(getattr(record, f.name)) for f in fields(record) if f.metadata.get("kept", True)}  # type: ignore[arg-type]


def from_fields(kind: type[T], values: Mapping[str, Any]) -> T:
    """Build a record from what ``to_fields`` gave; a field it does not know is an error, a missing one its default."""
    readers = _readers(kind)  # type: ignore[arg-type]
    typed = dict(values)
    for name in readers.keys() & values.keys():
        if typed[name] is not None:
            typed[name] = readers[name](typed[name])
    return kind(**typed)


def to_sparse(record: object) -> dict[str, Any]:
    """Return the fields of a record that differ from their defaults, as JSON values that ``from_fields`` reads back."""
    return {
        name: _plain(value)
        for name, default in _defaults(type(record))  # type: ignore[arg-type]
        if (value := getattr(record, name)) is not default and value != default
    }


def dump_reading(reading: Reading) -> str:
    """Return the reading as JSON lines, defaults left out: the page's line, then a line for each word."""
    lines = [to_sparse(reading.about)]
    lines += [{"kind": w.record.KIND, "witness": w.witness} | to_sparse(w.record) for w in reading.words]
    return "\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":"), sort_keys=True) for line in lines)


def load_reading(lines: str) -> Reading:
    """Read back what ``dump_reading`` wrote."""
    first, *rest = (json.loads(line) for line in lines.split("\n"))
    return Reading(about=from_fields(About, first), words=tuple(_load_word(line) for line in rest))


def _load_word(line: dict[str, Any]) -> Word:
    kind, witness = KINDS[line.pop("kind")], line.pop("witness")
    record: Record = from_fields(kind, line)
    return Word(witness=witness, record=record)


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


@cache
def _readers(kind: type) -> dict[str, Callable[[Any], Any]]:
    """Return how each field is read back that JSON does not give as it was: Decimal, and tuples."""
    readers: dict[str, Callable[[Any], Any]] = {}
    for name, hint in get_type_hints(kind).items():
        kinds = {hint, *get_args(hint)}
        if Decimal in kinds and get_origin(hint) is not tuple:
            readers[name] = Decimal
        elif get_origin(hint) is tuple:
            readers[name] = _decimals if Decimal in kinds else tuple
    return readers


def _decimals(texts: list[str]) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, texts))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
