"""YAML text → nodes that know their place, and the faults found on the way."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)
from ruamel.yaml.reader import ReaderError

DEEPEST = 16
"""Levels of nesting; a file for people needs six."""

_ESCAPE = re.compile(r"\\U([0-9A-Fa-f]{8})")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FRACTION = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class Place(NamedTuple):
    """Where something stands in the file, both from 1."""

    line: int
    column: int


class Fault(NamedTuple):
    """One thing that is wrong."""

    place: Place
    where: str
    """Dotted path of keys, or what kind of thing is wrong."""
    what: str
    """What is wrong; what exists."""


Value = str | int | float | bool | None | list["Node"] | dict[str, "Node"]


@dataclass(frozen=True, kw_only=True)
class Node:
    """One value of the file."""

    place: Place
    value: Value
    key: Place | None = None
    """Where its key stands; None when it has none."""

    @property
    def named(self) -> Place:
        """Where a person would look for it: its key, else itself."""
        return self.key or self.place


@dataclass
class Faults:
    """All that is wrong with a file."""

    found: list[Fault] = field(default_factory=list)
    unread: set[Place] = field(default_factory=set)
    """Places of values that YAML itself could not give us: what is missed there needs no second fault."""

    def add(self, place: Place, where: str, what: str) -> None:
        """Note one fault."""
        if place not in self.unread:
            self.found.append(Fault(place, where, what))

    def add_unread(self, place: Place, where: str, what: str) -> None:
        """Note a fault that leaves no value at its place."""
        self.add(place, where, what)
        self.unread.add(place)


class _TooDeep(Exception):
    pass


def load_nodes(text: str, faults: Faults) -> Node | None:
    """Return the document's root; None when the text is empty or is no YAML (then there is a fault)."""
    events = YAML(typ="safe", pure=True).parse(text)
    root: Node | None = None
    try:
        for event in events:
            if isinstance(event, DocumentStartEvent) and root:
                faults.add(_place(event.start_mark), "YAML", "a second document begins here; only one is read")
                return root
            if isinstance(event, NodeEvent):
                root = _read_node(event, events, "", faults, depth=0)
    except MarkedYAMLError as error:
        faults.add(_place(error.problem_mark or error.context_mark), "YAML", str(error.problem or error.context))
    except ReaderError as error:
        what = f"the invisible character U+{ord(text[error.position]):04X} cannot stand here"
        faults.add(_place_in(text, error.position), "YAML", what)
    except (ValueError, OverflowError):  # ruamel hands the number of an escape such as \U00110000 straight to chr()
        beyond = next(found for found in _ESCAPE.finditer(text) if int(found[1], 16) > sys.maxunicode)
        faults.add(_place_in(text, beyond.start()), "YAML", f"{beyond[0]} is no character")
    except _TooDeep:
        return None
    else:
        return root
    return None


def _read_node(event: NodeEvent, events: Iterator[Event], where: str, faults: Faults, depth: int) -> Node:
    place = _place(event.start_mark)
    if depth > DEEPEST:
        faults.add(place, where, f"is nested deeper than {DEEPEST} levels")
        raise _TooDeep
    if isinstance(event, AliasEvent):
        faults.add_unread(place, where, f"*{event.anchor} repeats another value; write the value itself")
        return Node(place=place, value=None)
    assert isinstance(event, ScalarEvent | CollectionStartEvent)
    if event.tag is not None:
        faults.add_unread(place, where, f"the tag {event.tag} has no meaning here; remove it")
    if isinstance(event, ScalarEvent):
        return Node(place=place, value=_scalar(event.value) if event.style is None else event.value)
    if isinstance(event, MappingStartEvent):
        return Node(place=place, value=_read_mapping(events, where, faults, depth))
    return Node(place=place, value=_read_items(events, where, faults, depth))


def _read_items(events: Iterator[Event], where: str, faults: Faults, depth: int) -> list[Node]:
    items = []
    for event in events:
        if not isinstance(event, NodeEvent):
            break
        items.append(_read_node(event, events, where, faults, depth + 1))
    return items


def _read_mapping(events: Iterator[Event], where: str, faults: Faults, depth: int) -> dict[str, Node]:
    entries: dict[str, Node] = {}
    for event in events:
        if not isinstance(event, NodeEvent):
            break
        key = event.value if isinstance(event, ScalarEvent) else None
        named = _place(event.start_mark)
        if key is None:
            _read_node(event, events, where, faults, depth + 1)
            faults.add(named, where, "a key must be one word")
        said = key if key and key.isprintable() else repr(key)
        below = f"{where}.{said}" if where else said
        following = next(events)
        assert isinstance(following, NodeEvent)
        node = _read_node(following, events, below, faults, depth + 1)
        if key in entries:
            faults.add(named, below, f"is here a second time; the first is in line {entries[key].named.line}")
        elif key is not None:
            entries[key] = Node(place=node.place, value=node.value, key=named)
    return entries


def _scalar(text: str) -> str | int | float | bool | None:
    """Read a plain word by YAML 1.2's core schema, in which ``no`` and ``off`` are text."""
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text) and len(text) < 20:
        return int(text)
    return float(text) if _FRACTION.fullmatch(text) else text


def _place_in(text: str, position: int) -> Place:
    before = text[:position]
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _place(mark: StringMark) -> Place:
    return Place(mark.line + 1, mark.column + 1)
