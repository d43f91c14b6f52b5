"""What each visit says of each kind: observed, absent, not checked or blocked."""

from crawler.fold.draft import Draft, target_of
from crawler.fold.unit import Coverage, Visit
from crawler.records.kinds import KINDS

_REFUSED = frozenset({"blocked", "denied"})


def cover(draft: Draft) -> tuple[Coverage, ...]:
    """Decide the state of each kind for each visit, over all pages of its target as last read."""
    records: dict[tuple[str, str], int] = {}
    for (kind, _), shelf in draft.shelves.items():
        for record in shelf:
            if not record.gone:
                records[record.target, kind] = records.get((record.target, kind), 0) + 1
    looked: dict[tuple[str, str], int] = {}
    unasked = set()
    for page in draft.pages.values():
        for kind in page.looked_for:
            looked[page.target, kind] = looked.get((page.target, kind), 0) + 1
        if any(not _was_asked(draft, url) for url in page.named):
            unasked.add(page.target)
    return tuple(
        _cover(visit, kind, looked.get((target, kind), 0), records.get((target, kind), 0), target in unasked)
        for visit in sorted(draft.unit.visits, key=lambda visit: visit.id)
        for target in (target_of(visit),)
        for kind in KINDS
    )


def _was_asked(draft: Draft, url: str) -> bool:
    page = draft.pages.get(url)
    return page is not None and page.asked


def _cover(visit: Visit, kind: str, pages_read: int, records: int, unasked: bool) -> Coverage:
    if records:
        state = "observed"
    elif any(answer.outcome in _REFUSED for answer in visit.answers):
        state = "blocked"
    elif pages_read and not unasked:
        state = "absent"
    else:
        state = "not checked"
    return Coverage(visit=visit.id, kind=kind, state=state, pages_read=pages_read, records=records)
