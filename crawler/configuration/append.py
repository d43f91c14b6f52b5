"""One more competitor in a competitors.yaml that people wrote: inserted as text, so that all else stays as it is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from crawler.configuration.nodes import Faults, Node, load_nodes
from crawler.errors import UsageError

KEY = "competitors"


@dataclass(frozen=True, kw_only=True)
class _Mapping:
    """Where the competitors stand in the text; all are indexes of characters."""

    key: int
    """Of ``competitors`` itself."""
    first: int
    """Of the first name in it."""
    last: int
    """Of what follows its last value, a comma or a comment perhaps."""
    end: int
    """Of what closes it: a brace, or the beginning of what follows."""
    is_flow: bool


def add_competitor(text: str, name: str, lines: Sequence[str]) -> str:
    """Return the file's text with one more competitor after the others.

    ``lines`` are its entry as YAML in block style, not indented: ``name:`` and, two spaces deeper, what belongs to it;
    comment lines may stand before it. Raises UsageError when the text cannot be changed without touching other parts.
    """
    where = _find(text)
    if where is None:
        raise UsageError(
            f"has no mapping {KEY} that a competitor could be added to; write this there yourself:\n" + "\n".join(lines)
        )
    newline = "\r\n" if "\r\n" in text else "\n"
    after = _in_flow(text, where, name, lines, newline) if where.is_flow else _in_block(text, where, lines, newline)
    before_data, after_data = _data(text), _data(after)
    entry = _data("\n".join(lines))
    if not isinstance(before_data, dict) or after_data != {**before_data, KEY: {**before_data[KEY], **entry}}:
        raise UsageError(
            "is written in a way in which nothing can be added safely; write this there yourself:\n" + "\n".join(lines)
        )
    return after


def _in_block(text: str, where: _Mapping, lines: Sequence[str], newline: str) -> str:
    start = text.rfind("\n", 0, where.first) + 1
    indent = text[start : where.first]
    if indent.strip():  # the names do not begin their lines
        indent = " " * len(indent)
    cut = _end_of_last(text, where.end, len(indent))
    head, tail = text[:cut], text[cut:]
    if head and not head.endswith("\n"):
        head += newline
    entry = "".join(f"{indent}{line}{newline}" if line else newline for line in lines)
    return head + newline + entry + tail


def _end_of_last(text: str, end: int, indent: int) -> int:
    """Return where the last entry's lines end: blank lines and comments of what follows are not its own."""
    cut = end if text[:end].endswith("\n") or end == len(text) else text.rfind("\n", 0, end) + 1
    while cut:
        start = text.rfind("\n", 0, cut - 1) + 1
        line = text[start:cut].rstrip("\r\n")
        bare = line.strip()
        if bare and not (bare.startswith("#") and len(line) - len(line.lstrip()) < indent):
            return cut
        cut = start
    return end


def _in_flow(text: str, where: _Mapping, name: str, lines: Sequence[str], newline: str) -> str:
    entry = json.dumps(_data("\n".join(lines))[name], ensure_ascii=False)
    added = f"{text[: where.last]}, {json.dumps(name)}: {entry}{text[where.last :]}"
    comments = "".join(f"{line.strip()}{newline}" for line in lines if line.strip().startswith("#"))
    at = added.rfind("\n", 0, where.key) + 1
    return added[:at] + comments + added[at:]


def _find(text: str) -> _Mapping | None:
    """Return where the competitors stand; None when there is no such mapping at the top of the file."""
    depth, last, key_at, is_key = 0, 0, None, False
    found: dict[str, Any] = {}
    for event in YAML(typ="safe", pure=True).parse(text):
        if depth == 1 and isinstance(event, NodeEvent):
            is_key = not is_key
        if depth == 1 and is_key and isinstance(event, ScalarEvent):
            key_at = event.start_mark.index if event.value == KEY else None
        elif depth == 1 and key_at is not None and isinstance(event, MappingStartEvent):
            found = {"key": key_at, "is_flow": bool(event.flow_style)}
        elif depth == 2 and found and "first" not in found and isinstance(event, ScalarEvent):
            found["first"] = event.start_mark.index
        elif depth == 2 and found and isinstance(event, MappingEndEvent):
            return _Mapping(last=last, end=event.start_mark.index, **found) if "first" in found else None
        depth += _deeper(event)
        last = event.end_mark.index
    return None


def _deeper(event: Event) -> int:
    if isinstance(event, MappingStartEvent | SequenceStartEvent):
        return 1
    return -1 if isinstance(event, MappingEndEvent | SequenceEndEvent) else 0


def _data(text: str) -> Any:
    faults = Faults()
    root = load_nodes(text, faults)
    return None if faults.found or root is None else _plain(root)


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(value) for key, value in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(value) for value in node.value]
    return node.value
