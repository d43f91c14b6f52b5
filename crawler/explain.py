"""A page read once more slowly: with every word, the block, element or script that it was taken from."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from decimal import Decimal, InvalidOperation
from importlib import import_module

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.json_text import Json, parse_json
from crawler.parsing.line import parse_markup
from crawler.pool import ReadItem
from crawler.records.lines import dump_reading
from crawler.records.reading import Word
from crawler.trace import Note, Trace, css_path

_MOST_VALUES = 100_000
_MOST_DEPTH = 20
_LONGEST = 300
_SCRIPT_CHARACTERS = 2_000_000
_WRITTEN_AS = {
    "name": ("name", "title"),
    "rating": ("ratingvalue", "rating"),
    "rating_count": ("reviewcount", "ratingcount", "count"),
    "list_price": ("price", "amount", "list", "old", "original"),
    "currency": ("currency",),
    "published": ("date", "published"),
}
"""Parts of the keys that fields are written under, where these are not the field's own name."""


@dataclass(frozen=True, kw_only=True)
class Explained:
    """A reading with where its words stand."""

    lines: str
    """The reading, as ``dump_reading`` writes it."""
    places: tuple[dict[str, str], ...]
    """For each word, in order: place by field; a field whose place is not found is left out."""
    lost: tuple[Note, ...]
    """What readers of visible text passed over."""


def read_explained(item: ReadItem) -> str:
    """Read a page as ``read_item`` does; return an ``Explained`` as JSON."""
    trace = Trace()
    page = Page(item.url, item.status, item.headers, item.body, item.final_url, trace)
    reading = import_module(f"crawler.sources.{item.source}").read(page)
    finder = _Finder(page)
    return json.dumps(
        {
            "lines": dump_reading(reading),
            "places": [finder.places(word) for word in reading.words],
            "lost": [asdict(note) for note in trace.notes if note.lost],
        }
    )


def load_explained(text: str) -> Explained:
    """Read back what ``read_explained`` wrote."""
    values = json.loads(text)
    lost = tuple(Note(**note) for note in values["lost"])
    return Explained(lines=values["lines"], places=tuple(values["places"]), lost=lost)


@dataclass
class _Finder:
    """Finds values in the blocks of the witness that said them: by what is written there, and under which key."""

    page: Page
    indexes: dict[str, dict[str, list[tuple[str, str]]]] = field(default_factory=dict)
    """By witness and value as written: (key, place) of each."""

    def places(self, word: Word) -> dict[str, str]:
        """Return the place of each field that the word gives a value."""
        record, found = word.record, {}
        for one in fields(record):
            value = getattr(record, one.name)
            if value in (None, (), "") or one.name == "url" or not one.metadata.get("kept", True):
                continue
            raw = getattr(record, f"{one.name}_text", None) or value
            if place := self._place(word.witness, one.name, raw, record.url):
                found[one.name] = place
        return found

    def _place(self, witness: str, name: str, value: object, url: str) -> str | None:
        if witness == "text" and (place := self._noted(name, value)):
            return place
        if witness == "card":
            return self._card(url)
        if witness not in self.indexes:
            self.indexes[witness] = _index(self.page, witness)
        last = value[-1] if isinstance(value, tuple) else value
        if not (hits := self.indexes[witness].get(_written(last))):
            return None
        keys = _WRITTEN_AS.get(name, (name.removesuffix("_text").replace("_", ""),))
        return next((place for key, place in hits if any(part in key for part in keys)), hits[0][1])

    def _noted(self, name: str, value: object) -> str | None:
        notes = [note for note in self.page.trace.notes if not note.lost] if self.page.trace else []
        of_field = [note for note in notes if note.field == name.removesuffix("_text")]
        same = [note for note in of_field if _written(value) in _written(note.text)]
        return next((note.place for note in (*same, *of_field)), None)

    def _card(self, url: str) -> str | None:
        for link in self.page.tree.css("a[href]")[:5000]:
            if self.page.address(link.attributes.get("href")) == url:
                return css_path(link)
        return None


def _index(page: Page, witness: str) -> dict[str, list[tuple[str, str]]]:
    index: dict[str, list[tuple[str, str]]] = {}
    for count, (key, value, place) in enumerate(_WALKS[witness](page) if witness in _WALKS else ()):
        if count >= _MOST_VALUES:
            break
        index.setdefault(_written(value), []).append((key.lower(), place))
    return index


def _written(value: object) -> str:
    """Return a value as one spelling: numbers without idle zeros, lines without markup."""
    text = parse_markup(str(value), _LONGEST) or ""
    try:
        return format(Decimal(text).normalize(), "f") if text[:1].isdigit() else text
    except InvalidOperation:
        return text


def _json_ld(page: Page) -> Iterator[tuple[str, object, str]]:
    for number, script in enumerate(page.tree.css('script[type*="ld+json"]'), 1):
        for value in parse_json(script.text()):
            yield from _walk(value, "", f'script[type="application/ld+json"] no. {number}:', 0)


def _state(page: Page) -> Iterator[tuple[str, object, str]]:
    for number, script in enumerate(page.tree.css("script"), 1):
        kind = script.attributes.get("type") or ""
        if "ld+json" in kind or len(text := script.text()) > _SCRIPT_CHARACTERS:
            continue
        name = script.attributes.get("id") or script.attributes.get("data-fetched-from")
        place = f"script {name}:" if name else f"script no. {number}:"
        for value in parse_json(text[max(text.find("{"), 0) :]) if "{" in text else ():
            yield from _walk(value, "", place, 0)


def _walk(value: Json, path: str, place: str, depth: int) -> Iterator[tuple[str, object, str]]:
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(inner, f"{path}.{key}" if path else key, place, depth + 1)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _walk(inner, f"{path}[{number}]", place, depth + 1)
    elif value is not None:
        yield path.rpartition(".")[2], value, f"{place} {path}"


def _microdata(page: Page) -> Iterator[tuple[str, object, str]]:
    for node in page.tree.css("[itemprop], [property], [typeof]"):
        name = node.attributes.get("itemprop") or node.attributes.get("property") or ""
        for value in {_own(node), node.attributes.get("content") or "", node.attributes.get("href") or ""} - {""}:
            yield name, value, f'{css_path(node)} ("{name}")'


def _opengraph(page: Page) -> Iterator[tuple[str, object, str]]:
    for name, contents in page.structured.meta.items():
        for content in contents:
            yield name, content, f'meta "{name}"'


def _text(page: Page) -> Iterator[tuple[str, object, str]]:
    for node in page.tree.root.traverse(include_text=True, skip_empty=True) if page.tree.root else ():
        if node.tag == "-text" and (parent := node.parent) is not None and parent.tag not in ("script", "style"):
            yield "", _own(node), css_path(parent)
            if text := _own(parent):
                yield "", text, css_path(parent)


def _own(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())[:_LONGEST]


_WALKS = {
    "json-ld": _json_ld,
    "state": _state,
    "microdata": _microdata,
    "opengraph": _opengraph,
    "text": _text,
}
