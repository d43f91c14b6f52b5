"""What a node of the file must be: each shape reads nodes into values, and describes itself as JSON Schema."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Generic, Protocol, TypeVar

from crawler.configuration.nodes import Faults, Node, Place

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Schema = dict[str, object]


class Shape(Protocol[T_co]):
    """One kind of node."""

    def read(self, node: Node, where: str, faults: Faults) -> T_co | None:
        """Return the node's value; None when it is not of this shape (then there is a fault)."""

    def schema(self) -> Schema:
        """Describe the nodes that have this shape."""


def near(name: str, names: Collection[str], known: str = "") -> str:
    """Return the hint that leads from a misspelt name to those that exist; ``known`` describes them when they are many.

    >>> near("fed", ["feed", "site"])
    'did you mean feed? there are feed, site'
    >>> near("lv", ["LT", "LV"], "codes of ISO 3166")
    'did you mean LV? there are codes of ISO 3166'
    """
    names = sorted(names)
    close = [same for same in names if same.casefold() == name.casefold()] or get_close_matches(name, names, n=1)
    return (f"did you mean {close[0]}? " if close else "") + f"there are {known or ', '.join(names)}"


def called(value: object) -> str:
    """Say what a node is, for people.

    >>> called(5), called({})
    ('the number 5', 'a mapping')
    """
    match value:
        case None:
            return "empty"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text {value!r}"
        case list():
            return "a list"
        case _:
            return "a mapping"


@dataclass(frozen=True)
class Text(Generic[T]):
    """Text with a meaning."""

    example: str
    parse: Callable[[str], T]
    """Raises ValueError with what is wrong; what exists."""
    described: Mapping[str, object] = field(default_factory=dict)
    """More of its JSON Schema."""

    def read(self, node: Node, where: str, faults: Faults) -> T | None:
        """Return what the text means."""
        if not isinstance(node.value, str):
            faults.add(node.place, where, f"is {called(node.value)}; it must be text such as {self.example!r}")
            return None
        try:
            return self.parse(node.value)
        except ValueError as error:
            faults.add(node.place, where, str(error))
            return None

    def schema(self) -> Schema:
        """Describe the text."""
        return {"type": "string", **self.described}


@dataclass(frozen=True)
class Whole:
    """A whole number."""

    least: int
    most: int

    def read(self, node: Node, where: str, faults: Faults) -> int | None:
        """Return the number."""
        value = node.value
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        faults.add(node.place, where, f"is {called(value)}; it must be a whole number from {self.least} to {self.most}")
        return None

    def schema(self) -> Schema:
        """Describe the number."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


def one_of(*words: str) -> Text[str]:
    """Return the shape of text that is one of a few words."""

    def parse(text: str) -> str:
        if text not in words:
            raise ValueError(f"is not {text!r}; " + near(text, words))
        return text

    return Text(words[0], parse, {"enum": list(words)})


@dataclass(frozen=True)
class Items(Generic[T]):
    """A list; nothing at all is an empty one."""

    of: Shape[T]
    or_one: bool = False
    """A lone item may stand without the list."""

    def read(self, node: Node, where: str, faults: Faults) -> tuple[T, ...] | None:
        """Return the items that could be read."""
        if node.value is None:
            return ()
        if not isinstance(node.value, list):
            if not self.or_one:
                faults.add(node.place, where, f"is {called(node.value)}; it must be a list")
                return None
            items = [node]
        else:
            items = node.value
        values = (self.of.read(item, where, faults) for item in items)
        return tuple(value for value in values if value is not None)

    def schema(self) -> Schema:
        """Describe the list."""
        items: Schema = {"type": ["array", "null"], "items": self.of.schema()}
        return {"anyOf": [self.of.schema(), items]} if self.or_one else items


@dataclass(frozen=True)
class Key(Generic[T]):
    """One key of a table."""

    name: str
    shape: Shape[T]
    meaning: str
    required: bool = False

    def schema(self) -> Schema:
        """Describe the key's value."""
        return {"description": self.meaning, **self.shape.schema()}


@dataclass(frozen=True)
class Entries:
    """The values of one table, by key."""

    node: Node
    where: str
    values: Mapping[str, Any]

    def get(self, key: Key[T]) -> T | None:
        """Return a key's value; None when the key is not there or has a fault."""
        value: T | None = self.values.get(key.name)
        return value

    def has(self, key: Key[Any]) -> bool:
        """Tell whether something stands there, be it right or wrong."""
        nodes = self.node.value
        return isinstance(nodes, dict) and key.name in nodes and nodes[key.name].value not in (None, [])

    def place(self, key: Key[Any]) -> Place:
        """Say where a key stands that is there."""
        assert isinstance(self.node.value, dict)
        return self.node.value[key.name].named

    @property
    def name(self) -> str:
        """The key of the whole table."""
        return self.where.rpartition(".")[2]


@dataclass(frozen=True)
class Table(Generic[T]):
    """A mapping with known keys; nothing at all is an empty one."""

    keys: tuple[Key[Any], ...]
    build: Callable[[Entries], T | None]

    def read(self, node: Node, where: str, faults: Faults) -> T | None:
        """Return what is built of the values that could be read."""
        if node.value is not None and not isinstance(node.value, dict):
            names = ", ".join(sorted(key.name for key in self.keys))
            faults.add(node.place, where, f"is {called(node.value)}; it must be a mapping with the keys {names}")
            return None
        nodes = node.value or {}
        known = {key.name: key for key in self.keys}
        for name in nodes.keys() - known.keys():
            faults.add(nodes[name].named, where, f"no key {name!r}; {near(name, known)}")
        if missing := [key.name for key in self.keys if key.required and key.name not in nodes]:
            faults.add(node.named, where, f"lacks {' and '.join(missing)}")
        values = {
            name: known[name].shape.read(child, f"{where}.{name}" if where else name, faults)
            for name, child in nodes.items()
            if name in known
        }
        return self.build(Entries(node, where, values))

    def schema(self) -> Schema:
        """Describe the mapping."""
        properties = {key.name: key.schema() for key in self.keys}
        required = [key.name for key in self.keys if key.required]
        described: Schema = {"type": "object" if required else ["object", "null"], "properties": properties}
        return described | ({"required": required} if required else {}) | {"additionalProperties": False}


@dataclass(frozen=True)
class Named(Generic[T]):
    """A mapping of names that people choose; at least one."""

    of: Shape[T]
    pattern: str
    """What a name must match."""

    def read(self, node: Node, where: str, faults: Faults) -> tuple[T, ...] | None:
        """Return the values that could be read."""
        if not isinstance(node.value, dict) or not node.value:
            faults.add(node.place, where, f"is {called(node.value or None)}; it must be a mapping of names")
            return None
        values = []
        for name, child in node.value.items():
            if not re.fullmatch(self.pattern, name, re.ASCII):
                faults.add(child.named, where, f"{name!r} is no name; write letters, digits, - and _, 64 at the most")
            elif (value := self.of.read(child, f"{where}.{name}", faults)) is not None:
                values.append(value)
        return tuple(values)

    def schema(self) -> Schema:
        """Describe the mapping."""
        return {
            "type": "object",
            "minProperties": 1,
            "patternProperties": {f"^{self.pattern}$": self.of.schema()},
            "additionalProperties": False,
        }
