"""What each visit says of each kind: observed, absent, not checked or blocked."""

from crawler.fold.draft import Draft, target_of
from crawler.fold.unit import Coverage, Key, Visit
from crawler.records.kinds import TOLD, key_of, told_kind

_REFUSED = frozenset({"blocked", "denied"})


def cover(draft: Draft) -> tuple[Coverage, ...]:
    """Decide the state of each kind for each visit, over all pages of its target as last read."""
    records: dict[tuple[str, str], int] = {}
    for shelf in draft.shelves.values():
        for record in shelf:
            if not record.gone:
                kind = told_kind(record.held)
                records[record.target, kind] = records.get((record.target, kind), 0) + 1
    looked: dict[tuple[str, str], int] = {}
    unasked = set()
    for page in draft.pages.values():
        for kind in page.looked_for:
            looked[page.target, kind] = looked.get((page.target, kind), 0) + 1
        if any(not _was_asked(draft, url) for url in page.named):
            unasked.add(page.target)
    return tuple(
        _cover(
            visit,
            kind,
            pages_read=looked.get((target, kind)) or len(_looked_for(visit, kind)),
            records=records.get((target, kind)) or len(_told(visit, kind)),
            unasked=target in unasked,
        )
        for visit in sorted(draft.unit.visits, key=lambda visit: visit.id)
        for target in (target_of(visit),)
        for kind in TOLD
    )


def _looked_for(visit: Visit, kind: str) -> set[str]:
    """Return the pages of the visit itself that were read for a kind: another target may have read them since."""
    return {answer.url for answer in visit.answers if answer.reading and kind in answer.reading.about.looked_for}


def _told(visit: Visit, kind: str) -> set[Key]:
    """Return the records that pages of the visit itself told of, whoever holds them now."""
    words = (word for answer in visit.answers if answer.reading for word in answer.reading.words)
    return {key_of(word.record) for word in words if kind == told_kind(word.record)}


def _was_asked(draft: Draft, url: str) -> bool:
    page = draft.pages.get(url)
    return page is not None and page.asked


def _cover(visit: Visit, kind: str, *, pages_read: int, records: int, unasked: bool) -> Coverage:
    if records:
        state = "observed"
    elif any(answer.outcome in _REFUSED for answer in visit.answers):
        state = "blocked"
    elif pages_read and not unasked:
        state = "absent"
    else:
        state = "not checked"
    return Coverage(visit=visit.id, kind=kind, state=state, pages_read=pages_read, records=records)
