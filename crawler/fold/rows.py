"""State ↔ rows (part, key, JSON): what the store keeps of it between two runs."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from operator import attrgetter
from typing import Any

from crawler.batch import Settings
from crawler.fold.heap import without_collector
from crawler.fold.state import News, PageState, RecordState, Said, SeriesState, Shelf, State
from crawler.records.kinds import KINDS, Record
from crawler.records.lines import from_fields, to_sparse

Row = tuple[str, str, str]

_SEEN = ("last_seen", "capture", "own_seen", "own_capture", "spoke")
"""What each sighting moves on: a part of its own, so that a day without news writes little."""
_SHAPED = ("key", "held", "witnesses", "words", "silent", "prices", "agreed")
_PLAIN = tuple(f.name for f in fields(RecordState) if f.name not in {*_SEEN, *_SHAPED})
_LASTING = attrgetter(*_SHAPED, *_PLAIN)


def dump_state(state: State) -> Iterator[Row]:
    """Return the state as rows, sorted."""
    return iter(sorted(_rows(State(), state)))  # type: ignore[arg-type]


def changed_rows(before: State, after: State) -> Iterator[tuple[str, str, str | None]]:
    """Return the rows in which ``after`` differs from the state it was folded from, sorted; None: delete this row."""
    return iter(sorted(_rows(before, after), key=lambda row: row[:2]))


@without_collector()
def load_state(rows: Iterable[Row]) -> State:
    """Read back what ``dump_state`` gave, rows in any order."""
    parts: dict[str, dict[str, str]] = {}
    for part, key, value in rows:
        parts.setdefault(part, {})[key] = value
    seen = parts.get("seen", {})
    return State(
        reader=json.loads(parts["reader"][""]) if "reader" in parts else "",
        shelves={
            (kind, page): tuple(map(_load_record, json.loads(value), json.loads(seen[key])))
            for key, value in sorted(parts.get("record", {}).items())
            for kind, page in (key.split(" ", 1),)
        },
        **{
            part: {key: load(json.loads(value)) for key, value in sorted(parts.get(part, {}).items())}
            for part, (_, load) in _SIMPLE.items()
        },
    )


def _rows(before: State, after: State) -> Iterator[tuple[str, str, str | None]]:
    if before.reader != after.reader:
        yield "reader", "", json.dumps(after.reader)
    for shelf, records in after.shelves.items():
        if (old := before.shelves.get(shelf)) is not records:
            yield from _record_rows(shelf, old, records)
    for shelf in before.shelves.keys() - after.shelves.keys():
        yield "record", " ".join(shelf), None
        yield "seen", " ".join(shelf), None
    for part, (dump, _) in _SIMPLE.items():
        old_values, values = getattr(before, part), getattr(after, part)
        for key, value in values.items():
            if key not in old_values or (old_values[key] is not value and old_values[key] != value):
                yield part, key, _text(dump(value))
        for key in old_values.keys() - values.keys():
            yield part, key, None


def _record_rows(shelf: Shelf, old: tuple[RecordState, ...] | None, records: tuple[RecordState, ...]) -> Iterator[Row]:
    key = " ".join(shelf)
    if old is None or list(map(_LASTING, old)) != list(map(_LASTING, records)):
        yield "record", key, _text([_dump_record(record) for record in records])
    seen = [_seen(record) for record in records]
    if old is None or [_seen(record) for record in old] != seen:
        yield "seen", key, _text(seen)


def _seen(record: RecordState) -> list[object]:
    return [getattr(record, name) for name in _SEEN]


def _dump_record(record: RecordState) -> dict[str, Any]:
    return {
        "key": record.key,
        "held": to_sparse(record.held),
        "witnesses": dict(record.witnesses),
        "words": {
            witness: [to_sparse(said.record), dict(said.quiet), said.gave] for witness, said in record.words.items()
        },
        "silent": dict(record.silent),
        **({"prices": [format(price, "f") for price in record.prices]} if record.prices else {}),
        **({"agreed": [_dump_record(record.agreed), _seen(record.agreed)]} if record.agreed else {}),
        **{name: value for name in _PLAIN if (value := getattr(record, name)) not in (None, False, 0)},
        "kind": record.held.KIND,
    }


def _load_record(row: dict[str, Any], seen: list[Any]) -> RecordState:
    kind: type[Record] = KINDS[row.pop("kind")]
    held, words, key = row.pop("held"), row.pop("words"), row.pop("key")
    prices, agreed = row.pop("prices", None), row.pop("agreed", None)
    *seen, spoke = seen
    return RecordState(
        key=tuple(key),
        held=from_fields(kind, held),
        words={witness: Said(from_fields(kind, said), quiet, gave) for witness, (said, quiet, gave) in words.items()},
        **dict(zip(_SEEN, seen, strict=False)),
        spoke={witness: tuple(when) for witness, when in spoke.items()},
        prices=(Decimal(prices[0]), Decimal(prices[1])) if prices else None,
        agreed=_load_record(*agreed) if agreed else None,
        **row,
    )


def _dump_page(page: PageState) -> list[Any]:
    return [page.target, page.asked, page.looked_for, page.named, page.series, page.hint, page.reader, page.sought]


def _load_page(row: list[Any]) -> PageState:
    target, asked, looked_for, named, series, hint, reader, sought = row
    return PageState(target, asked, tuple(looked_for), tuple(named), series, hint, reader, tuple(sought))


def _dump_series(series: SeriesState) -> list[Any]:
    return [sorted(series.known), sorted(series.answered), series.past, series.since, series.read_at, series.reader]


def _load_series(row: list[Any]) -> SeriesState:
    known, answered, *rest = row
    return SeriesState(frozenset(known), frozenset(answered), *rest)


def _dump_news(news: News) -> list[Any]:
    return [news.at, news.since, news.waits_for, news.told]


def _load_news(row: list[Any]) -> News:
    at, since, waits_for, told = row
    return News(at, since, tuple(waits_for), told)


def _load_settings(row: dict[str, Any]) -> Settings:
    return from_fields(Settings, row)


def _same(value: Any) -> Any:
    return value


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


_SIMPLE: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "pages": (_dump_page, _load_page),
    "series": (_dump_series, _load_series),
    "lists": (_dump_series, _load_series),
    "addresses": (_same, _same),
    "aliases": (_same, _same),
    "news": (_dump_news, _load_news),
    "due": (_same, _same),
    "settings": (to_sparse, _load_settings),
    "signs": (_same, _same),
}
"""Parts of the state that are one mapping: how a value becomes JSON, and back."""
