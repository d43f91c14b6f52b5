"""New readers or new settings: what is held is replaced, and nothing of it is a change."""

from collections.abc import Iterable, Iterator, Mapping

from crawler.fold.basis import Parts, nearest
from crawler.fold.draft import Draft
from crawler.fold.gather import cluster
from crawler.fold.listed import by_id, list_page
from crawler.fold.opinion import fill, opine, said_by
from crawler.fold.plausible import widened
from crawler.fold.state import RecordState, Shelf, State, parts_of
from crawler.fold.topics import content
from crawler.records.kinds import LISTED, Record
from crawler.records.reading import Reading, Word

Lots = dict[Parts, dict[str, Record]]
"""The words of one look at one page, by record."""


def captures_to_reread(state: State, reader: str) -> tuple[int, ...]:
    """Return the captures that the open records were last held in, when another reader is to read from now on."""
    if reader == state.reader:
        return ()
    held = {capture for records in state.shelves.values() for record in records for capture in _held_in(record)}
    return tuple(sorted(held))


def reread(draft: Draft) -> None:
    """Replace what the open records hold by what today's readers find in the captures they were last held in.

    One whose own page no longer shows it to the new readers is set aside. What could not be read again keeps its
    words until it is seen.
    """
    if draft.unit.reader == draft.before.reader:
        return
    for shelf, records in list(draft.shelves.items()):
        if any(record.agreed is not None for record in records):
            for record in draft.take(shelf):
                draft.withdraw(record)
    said = _said_in(draft, draft.unit.reread)
    for shelf, captures in said.items():
        for record in draft.take(shelf):
            if not record.gone:
                _replace_words(draft, record, captures)
    for shelf, records in list(draft.shelves.items()):
        for record in records:
            if record.own_capture in draft.unit.reread and not record.gone and record.reader != draft.unit.reader:
                _set_aside(draft.take(shelf), record)


def apply_settings(draft: Draft) -> None:
    """Fill what pages leave open anew, where a target is visited under other settings than last time."""
    changed = {
        target for target, settings in draft.settings.items() if draft.before.settings.get(target, settings) != settings
    }
    if not changed:
        return
    for shelf, records in list(draft.shelves.items()):
        if any(record.target in changed for record in records):
            for record in draft.take(shelf):
                draft.withdraw(record)
                witnesses = dict(record.witnesses)
                held = fill(record.held, witnesses, draft.settings.get(record.target))
                _correct(draft, record, held, witnesses, record.capture)


def _held_in(record: RecordState) -> Iterator[int]:
    record = record.agreed or record
    if not record.gone:
        yield record.capture
        if record.own_capture is not None:
            yield record.own_capture


def _said_in(draft: Draft, readings: Mapping[int, Reading]) -> dict[Shelf, dict[int, Lots]]:
    said: dict[Shelf, dict[int, list[Word]]] = {}
    for capture, reading in readings.items():
        for word in reading.words:
            listed, url = word.record.KIND in LISTED, word.record.url
            shelf = (word.record.KIND, list_page(draft, url) if listed else draft.resolve(url))
            if shelf in draft.shelves:
                said.setdefault(shelf, {}).setdefault(capture, []).append(word)
    return {
        shelf: {
            capture: by_id(words) if shelf[0] in LISTED else dict(cluster(words)) for capture, words in captures.items()
        }
        for shelf, captures in said.items()
    }


def _replace_words(draft: Draft, record: RecordState, captures: Mapping[int, Lots]) -> None:
    own = record.own_capture is not None
    capture = record.own_capture if record.own_capture is not None else record.capture
    lots, parts = captures.get(capture, {}), parts_of(record.held)
    if parts in lots:
        said = lots[parts]
    elif len(fitting := nearest(record.held.KIND, parts, lots, tuple)) == 1:
        said = lots[fitting[0]]
    else:
        return
    words = said if own else {"feed" if witness == "feed" else "card": r for witness, r in said.items()}
    now = {witness: said_by(draft, record, {}, witness, word) for witness, word in words.items()}
    opinion = opine(record, {}, now, own, fresh=True)
    record.words, record.silent = now, {}
    record.reader, record.aside = draft.unit.reader, False
    held = fill(opinion.held, opinion.witnesses, draft.settings.get(record.target))
    _correct(draft, record, held, opinion.witnesses, capture)


def _correct(draft: Draft, record: RecordState, held: Record, witnesses: Mapping[str, str], capture: int) -> None:
    """Hold other values without a change, from the last sighting on."""
    is_open, differs = record.ended is None, content(held) != content(record.held)
    if differs and not record.gone:
        draft.end(record, "corrected")
    record.prices = widened(record.prices, record.held, held, told=False)
    record.held, record.witnesses = held, witnesses
    if differs and is_open:
        draft.begin(record, record.last_seen, capture, record.source)


def _set_aside(records: Iterable[RecordState], record: RecordState) -> None:
    for mine in records:
        if mine.key == record.key:
            mine.aside, mine.words, mine.silent = True, {}, {}
