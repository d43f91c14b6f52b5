"""One record hears what was said of it in a unit: its values, versions and changes."""

from collections.abc import Mapping
from typing import Any

from crawler.fold.decide import NONE
from crawler.fold.draft import Draft, Sighting, days_before
from crawler.fold.gather import Look
from crawler.fold.opinion import Opinion, fill, opine, said_by
from crawler.fold.plausible import bears_out, doubt, is_plausible, widened
from crawler.fold.state import GOING, OFF_PAGE, PARTS, RecordState, Said
from crawler.fold.topics import as_text, content
from crawler.records.kinds import Record

UNSEEN_DAYS = 7
"""A version of what can be gone ends when it was unseen for so long."""


def first_heard(draft: Draft, look: Look, page: str) -> RecordState:
    """Return a record that holds nothing yet, for the look in which it is first seen."""
    sighting = look.sighting
    said = next(iter(look.words.values()))
    parts: dict[str, Any] = {
        name: next((part for word in look.words.values() if (part := getattr(word, name)) is not None), None)
        for name in PARTS[said.KIND]
    }
    return RecordState(
        key=(page, *parts.values()),
        held=type(said)(url=page, **parts),
        witnesses={},
        words={},
        silent={},
        reader=draft.unit.reader,
        target=sighting.target,
        source=sighting.source,
        born=draft.unit.at,
        first_seen=sighting.at,
        first_capture=sighting.capture,
        last_seen=sighting.at,
        capture=sighting.capture,
        ended="not begun",
        address=page,
    )


def hear(draft: Draft, record: RecordState, look: Look, quiet: bool = False) -> None:
    """Let a record take what was said of it; ``quiet``: it was not announced yet, so neither are its changes."""
    own, sighting = look.own is not None, look.sighting
    foreign = record.aside or record.reader != draft.unit.reader
    if not own and (record.gone or (record.own and (foreign or record.agreed is not None))):
        return
    suspect = draft.withdraw(record)
    known = {} if foreign else record.words
    now = {witness: said_by(draft, record, known, witness, word) for witness, word in look.words.items()}
    if record.gone:
        _come_back(draft, record, sighting, quiet)
    if record.held.KIND in GOING and record.last_seen < days_before(sighting.at, UNSEEN_DAYS):
        draft.end(record, "unseen")
    elsewhere = own and record.own and record.address != look.address
    if own:
        record.misses = 0
        record.target, record.address = sighting.target, look.address
    if foreign or not _nothing_new(record, now, own):
        opinion = opine(record, known, now, own, foreign)
        opinion.held = fill(opinion.held, opinion.witnesses, draft.settings.get(record.target))
        believed = foreign or is_plausible(record, opinion.held, opinion.witnesses)
        if not believed and not bears_out(suspect, opinion.held, opinion.witnesses):
            doubt(draft, record, opinion.held, opinion.witnesses, sighting)
            _is_seen(record, sighting, own)
            return
        if elsewhere:  # breadcrumbs go by the way on which one came: another name of a page, another category
            opinion.told.pop("category", None)
        if opinion.hint:
            draft.make_due(record.address, "hint")
        record.words = {**known, **now}
        record.reader, record.aside, record.silent = draft.unit.reader, False, opinion.silent
        hold(draft, record, opinion, sighting, quiet)
    _is_seen(record, sighting, own)
    if look.off is not None:
        spoken = {witness: (look.off.at, look.off.capture) for witness in look.words if witness in OFF_PAGE}
        record.spoke = {**record.spoke, **spoken}
    if own or not record.own or _agrees(record.held, now):
        _extend(draft, record, sighting)


def hold(draft: Draft, record: RecordState, opinion: Opinion, sighting: Sighting, quiet: bool) -> None:
    """Hold what was decided: when its content differs a new version begins, and what the site changed is announced."""
    elsewhere, old = (record.last_seen, record.capture), record.held
    own = (record.own_seen, record.own_capture) if record.own_capture is not None else elsewhere
    held = opinion.held
    changed = content(old) != content(held)
    if changed:
        draft.end(record, "changed" if opinion.moved else "corrected")
    record.held, record.witnesses = held, opinion.witnesses
    record.prices = widened(record.prices, old, held, "price" in opinion.told)
    if changed:
        draft.begin(record, sighting.at, sighting.capture, sighting.source)
    if quiet:
        return
    for name, (before, after) in opinion.told.items():
        fell = name == "list_price" and after is NONE and "price" in opinion.told  # the price has reached it
        witness = opinion.witnesses["price" if fell else name]
        since, capture_old = record.spoke.get(witness, elsewhere) if witness in OFF_PAGE else own
        draft.announce(
            record,
            name,
            as_text(before),
            as_text(after),
            sighting=sighting,
            since=opinion.since.get(name) or since,
            capture_old=capture_old,
            currency=getattr(old if after is NONE else held, "currency", None),
        )


def _is_seen(record: RecordState, sighting: Sighting, own: bool) -> None:
    if own:
        record.own_seen, record.own_capture = sighting.at, sighting.capture


def _nothing_new(record: RecordState, now: Mapping[str, Said], own: bool) -> bool:
    """Has everyone who speaks repeated himself, and on the own page has no one fallen silent?"""
    return (
        not record.silent
        and all(record.words.get(witness) == said for witness, said in now.items())
        and not (own and any(witness not in now for witness in record.words if witness not in OFF_PAGE))
    )


def _agrees(held: Record, now: Mapping[str, Said]) -> bool:
    """Do cards say the same as what is held? Only then do they witness it."""
    return all(
        getattr(said.record, name, None) in (None, getattr(held, name, None))
        for said in now.values()
        for name in ("price", "availability", "value")
    )


def _come_back(draft: Draft, record: RecordState, sighting: Sighting, quiet: bool) -> None:
    if record.gone == "announced" and not quiet:
        draft.announce(
            record, None, None, "returned", sighting=sighting, since=record.last_seen, capture_old=record.capture
        )
    record.gone = None


def _extend(draft: Draft, record: RecordState, sighting: Sighting) -> None:
    if record.ended is not None:
        draft.begin(record, sighting.at, sighting.capture, sighting.source)
    elif sighting.at >= record.last_seen:
        record.last_seen, record.capture = sighting.at, sighting.capture
        draft.save(record)
