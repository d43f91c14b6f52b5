"""``read --explain``: of each field, who said the value, where it stands, and what lost against it."""

import sys
from collections.abc import Mapping
from typing import Any

from crawler.explain import Explained
from crawler.fold.topics import TOPICS
from crawler.fold.unit import Version
from crawler.records.kinds import Record
from crawler.records.lines import to_kept
from crawler.records.reading import Reading

Explanation = dict[str, dict[str, Any]]
"""By field: ``witness``, ``place`` (None: not found again), and ``lost``, a list of ``witness, value, place, why``."""

_SAID_BESIDE = ("currency", "tax_included", "price_candidates")
_MOST_CHARACTERS = 100


def explanation(version: Version, reading: Reading, explained: Explained) -> Explanation:
    """Explain every field that a record has a value for."""
    record = version.record
    said = [
        (word.witness, to_kept(word.record), places)
        for word, places in zip(reading.words, explained.places, strict=True)
        if _is_of(word.record, record)
    ]
    held = to_kept(record)
    return {
        name: _field(name, held[name], _holder(name, version), said, explained)
        for name in held
        if held[name] not in (None, [], "") and name != "url" and not name.endswith("_text")
    }


def print_explanation(line: Mapping[str, Any], why: Explanation) -> None:
    """Print a record for people: a line for each field, what lost below it."""
    of = f", {line['file']}" if "file" in line else ""
    print(f"{line['kind']}  {line['url']}  (read from a page of type {line['page_type']}{of})")
    for name, one in why.items():
        print(f"  {name:16} {_short(line[name]):40}  {one['witness'] or '?'}" + _at(one["place"]))
        for lost in one["lost"]:
            print(f"  {'':16}   not {_short(lost['value']):34}  {lost['witness']}{_at(lost['place'])}: {lost['why']}")
    sys.stdout.write("\n")


def _is_of(word: Record, record: Record) -> bool:
    """Tell whether a word speaks of a record: its key says nothing else."""
    if word.KIND != record.KIND:
        return False
    return all(
        getattr(word, name) in (None, getattr(record, name)) or getattr(record, name) is None
        for name in record.KEY
        if name != "url"
    ) and (word.KIND != "offer" or getattr(word, "url", None) == getattr(record, "url", None))


def _holder(name: str, version: Version) -> str | None:
    """Return the witness of a field: its own, or that of the field it travels with."""
    topic = next((topic.name for topic in TOPICS[version.record.KIND] if name in topic.rides), name)
    if (witness := version.witnesses.get(topic)) is not None:
        return witness
    return version.witnesses.get("price") if name in _SAID_BESIDE else None


def _field(
    name: str, value: Any, holder: str | None, said: list[tuple[str, dict[str, Any], dict[str, str]]], all_: Explained
) -> dict[str, Any]:
    agreeing = [(witness, places.get(name)) for witness, values, places in said if values.get(name) == value]
    best = next((one for one in agreeing if one[0] == holder), agreeing[0] if agreeing else (holder, None))
    lost = [
        {"witness": witness, "value": values[name], "place": places.get(name), "why": f"{best[0]} is believed first"}
        for witness, values, places in said
        if values.get(name) not in (None, [], value)
    ]
    passed_over = {(note.text, note.lost): note for note in reversed(all_.lost) if note.field == name}
    lost += [
        {"witness": "text", "value": note.text, "place": note.place, "why": note.lost}
        for note in reversed(passed_over.values())  # pages say the same twice, for wide and for narrow screens
    ]
    return {"witness": holder or best[0], "place": best[1], "lost": lost}


def _short(value: Any) -> str:
    text = " > ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _MOST_CHARACTERS else f"{text[: _MOST_CHARACTERS - 1]}…"


def _at(place: str | None) -> str:
    return f", {place}" if place else ""
