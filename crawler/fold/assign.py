"""What was said of a page's records → the records it was said of: own page, variants, cards."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crawler.fold.basis import Parts, basis_of, nearest
from crawler.fold.draft import Draft, Sighting, json_key
from crawler.fold.gather import Look, Talk, cluster
from crawler.fold.hear import first_heard, hear
from crawler.fold.state import PageState, RecordState, Shelf, fits, parts_of
from crawler.records.kinds import ADDRESSED, MEASURES, Record

Words = dict[str, Record]
"""What was said of one record in one look, by witness."""


def listen(draft: Draft, talks: Mapping[Shelf, Talk]) -> None:
    """Let every record hear what was said of it; make those that were not known."""
    for shelf, talk in talks.items():
        records = list(draft.take(shelf))
        looks: dict[int, Look] = {}
        if talk.own is not None:
            known = {id(record) for record in records}
            records = _own_page(draft, shelf, talk, records, looks)
            if shelf[0] not in ADDRESSED | MEASURES or "#" in shelf[1]:  # no listing names the rows of a price list
                draft.firsts += [record for record in records if id(record) not in known]
        if talk.off:
            _elsewhere(draft, shelf, talk, records, looks)
        if not records:
            continue
        if talk.own is not None and shelf not in draft.before.shelves and shelf[0] not in MEASURES:
            draft.first_read.append(shelf[1])
        draft.put(shelf, records)
        quiet = shelf[1] in draft.news
        for record in records:
            if (look := looks.get(id(record))) is not None:
                hear(draft, record, look, quiet)
                if look.own is not None:
                    draft.held.add(json_key(record))


def match(
    said: Sequence[tuple[Parts, Words]], records: Sequence[RecordState]
) -> tuple[list[tuple[RecordState, Words]], list[Words], list[RecordState]]:
    """Join what one look at a page said with its records: joined, said of unknown ones, and records it may be said of.

    A part that is None on one side fits every value; it joins only when no other record or word fits as well.
    """
    joined: list[tuple[RecordState, Words]] = []
    unknown: list[Words] = []
    unsure: list[RecordState] = []
    exact: dict[Parts, list[RecordState]] = {}
    for record in reversed(records):
        exact.setdefault(_parts(record), []).append(record)
    rest = []
    for parts, words in said:
        if exact.get(parts):
            joined.append((exact[parts].pop(), words))
        else:
            rest.append((parts, words))
    taken = {id(record) for record, _ in joined}
    free = [record for record in records if id(record) not in taken]
    for parts, words in rest:
        kind = next(iter(words.values())).KIND
        like = [record for record in free if fits(parts, _parts(record))]
        like = list(nearest(kind, parts, [record for record in like if not record.gone] or like, _parts))
        if len(like) > 1:
            unsure += like
        elif like and [other for other, _ in nearest(kind, _parts(like[0]), rest, _said_parts)] == [parts]:
            joined.append((like[0], words))
        else:
            unknown.append(words)
    return joined, unknown, unsure


def _own_page(
    draft: Draft, shelf: Shelf, talk: Talk, records: list[RecordState], looks: dict[int, Look]
) -> list[RecordState]:
    """Give each record its look at the own page; return those that go on, and new ones."""
    joined, unknown, unsure = match(cluster(talk.own_words), records)
    draft.held |= {json_key(record) for record in unsure}
    present = []
    for record, words in joined:
        looks[id(record)] = Look(own=talk.own, address=talk.own_address, words=words)
        present.append(record)
    for words in unknown:
        look = Look(own=talk.own, address=talk.own_address, words=words)
        present.append(first_heard(draft, look, shelf[1]))
        looks[id(present[-1])] = look
    going_on = []
    heard, open_ones = {id(record) for record in present}, {id(record) for record in unsure}
    for record in records:
        if id(record) in heard:
            continue
        if record.gone or id(record) in open_ones or not _closes(record, present):
            going_on.append(record)
        else:
            draft.end(record, "merged")
    return present + going_on


def _closes(record: RecordState, present: Sequence[RecordState]) -> bool:
    """Does a record that its own page does not speak of close into those that it does?

    One known only from elsewhere does, and one that knows less of its key than they.
    """
    if not record.own and record.held.KIND not in MEASURES:
        return bool(present)
    parts, kind = parts_of(record.held), record.held.KIND
    return any(
        fits(parts, theirs)
        and parts.count(None) > theirs.count(None)
        and basis_of(kind, parts) == basis_of(kind, theirs)
        for theirs in map(_parts, present)
    )


def _parts(record: RecordState) -> Parts:
    return parts_of(record.held)


def _said_parts(said: tuple[Parts, Words]) -> Parts:
    return said[0]


def _elsewhere(draft: Draft, shelf: Shelf, talk: Talk, records: list[RecordState], looks: dict[int, Look]) -> None:
    """Give each record what cards and feeds said of it; beside records of the own page they make none of their own."""
    for (witness, parts), (sighting, said) in talk.off.items():
        fitting = [record for record in records if fits(parts, parts_of(record.held))]
        alive = nearest(shelf[0], parts, (record for record in fitting if not record.gone), _parts)
        if len(alive) == 1:
            look = looks.setdefault(id(alive[0]), Look())
            look.off = sighting
            look.words[witness] = said
        elif alive or any(record.own for record in records):
            if alive and shelf[0] not in MEASURES:
                _take_hint(draft, alive[0].address, said, sighting, looked=talk.own is not None)
        elif not fitting:
            look = Look(off=sighting, words={witness: said})
            records.append(first_heard(draft, look, shelf[1]))
            looks[id(records[-1])] = look


def _take_hint(draft: Draft, page: str, said: Record, sighting: Sighting, looked: bool) -> None:
    """A card of a page with several variants cannot tell which it means: when its text changes, the page is due."""
    state = draft.pages.get(page, PageState(sighting.target))
    hint = "|".join(str(getattr(said, name, None)) for name in ("price_text", "list_price_text", "availability_text"))
    if not looked and state.hint not in (None, hint):
        draft.make_due(page, "hint")
    draft.pages[page] = replace(state, hint=hint)
