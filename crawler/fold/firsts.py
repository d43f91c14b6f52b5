"""What is new though no listing names it: on a page, or in a list, that the same readers have read before."""

from collections.abc import Sequence

from crawler.fold.aliases import same_thing
from crawler.fold.basis import is_side
from crawler.fold.draft import Draft, Sighting, days_before, json_key
from crawler.fold.state import RecordState
from crawler.records.kinds import KINDS, LISTED, told_kind

SURFACING_DAYS = 7
"""A review that is dated so long before its list was last read is an old one that surfaces, and not new."""


def tell_firsts(draft: Draft) -> None:
    """Announce what was first heard in this unit where it would have been heard before, had it been there."""
    elsewhere, lists_read = _elsewhere(draft), _lists_read(draft)
    for record in sorted(draft.firsts, key=json_key):
        if record.ended is not None:
            continue
        others = [other for other in elsewhere.get(_id(record), ()) if same_thing(other.held, record.held)]
        elsewhere.setdefault(_id(record), []).append(record)
        for other in others:
            _leave(draft, other)
        if others or record.held.url in draft.news or not _was_looked_for(draft, record):
            continue
        if is_side(record.held) and any(not is_side(other.held) for other in _beside(draft, record)):
            continue
        since = _last_read(draft, record) or lists_read.get(draft.home(record.held.url)) or None
        if not _is_old(record, since or draft.unit.at):
            sighting = Sighting(record.first_seen, record.first_capture, record.source, record.target)
            draft.announce(record, None, None, "new", sighting=sighting, since=since, capture_old=None)


def _beside(draft: Draft, record: RecordState) -> Sequence[RecordState]:
    return draft.shelves.get((record.held.KIND, record.held.url), ())


def _elsewhere(draft: Draft) -> dict[tuple[str, object], list[RecordState]]:
    """Return the listed records known before this unit, by id: they may show up in another list."""
    if not any(record.held.KIND in LISTED for record in draft.firsts):
        return {}
    known: dict[tuple[str, object], list[RecordState]] = {}
    for (kind, _), records in draft.shelves.items():
        if kind in LISTED:
            for record in records:
                if record.born < draft.unit.at:
                    known.setdefault(_id(record), []).append(record)
    return known


def _id(record: RecordState) -> tuple[str, object]:
    return record.held.KIND, getattr(record.held, "id", record.key)


def _leave(draft: Draft, record: RecordState) -> None:
    """Close a record whose list is not there any more: it goes on in the other list that shows it now."""
    shelf = (record.held.KIND, record.held.url)
    page = draft.pages.get(record.address)
    if page is not None and record.held.KIND not in page.looked_for:
        kept = [mine for mine in draft.take(shelf) if mine.key != record.key]
        for mine in draft.take(shelf):
            if mine.key == record.key:
                draft.end(mine, "merged")
        draft.put(shelf, kept)


def _was_looked_for(draft: Draft, record: RecordState) -> bool:
    """Have the same readers looked for it here before, and in a list of several pages on all of them?"""
    kind, reader = told_kind(record.held), draft.unit.reader
    series = draft.before.lists.get(record.held.url) if kind in LISTED else None
    if series is not None:
        return series.past and series.reader == reader
    urls = (record.held.url, record.address, draft.home(record.held.url))
    pages = (draft.before.pages.get(url) for url in urls)
    return any(page is not None and page.reader == reader and kind in page.sought for page in pages)


def _last_read(draft: Draft, record: RecordState) -> str | None:
    """Return when the page or list was last read before this unit; None: nothing was ever held of it."""
    series = draft.before.lists.get(record.held.url) if record.held.KIND in LISTED else None
    if series is not None:
        return series.read_at
    seen = (r.own_seen for kind in KINDS for r in draft.before.shelves.get((kind, record.held.url), ()))
    return max(seen, default="") or None


def _lists_read(draft: Draft) -> dict[str, str]:
    """Return when each price list last held a row before this unit."""
    read: dict[str, str] = {}
    if any("#" in record.held.url for record in draft.firsts):
        for page, shelves in draft.rows("offer").items():
            rows = (record for shelf in shelves for record in draft.before.shelves.get(shelf, ()))
            read[page] = max((record.own_seen for record in rows), default="")
    return read


def _is_old(record: RecordState, read_at: str) -> bool:
    published = getattr(record.held, "published", None) if record.held.KIND in LISTED else None
    return published is not None and published[:10] < days_before(read_at, SURFACING_DAYS)[:10]
