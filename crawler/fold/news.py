"""What is new: named first by a series past its baseline, read on its own page, and not moved from elsewhere."""

from dataclasses import replace

from crawler.fold.aliases import merge, same_identifier, same_thing, tokens
from crawler.fold.basis import is_side
from crawler.fold.draft import Draft, Sighting, days_before, json_key
from crawler.fold.state import News, RecordState, fits, parts_of
from crawler.records.kinds import ADDRESSED, EVENTS, MEASURES, Record

WAIT_DAYS = 14
"""How long a new thing waits for the page that it may have been moved from."""


def find_origins(draft: Draft) -> None:
    """Find for each piece of news, and each page first read now, the page that it may have been moved from."""
    seeking = [page for page, news in draft.news.items() if not news.waits_for and _things(draft, page)]
    seeking += [page for page in draft.first_read if page not in draft.news and "#" not in page]
    if not seeking:
        return
    places = _places(draft)
    for page in seeking:
        origins = {
            place
            for thing in _things(draft, page)
            for token in tokens(thing.held)
            for place, record in places.get((thing.held.KIND, *token), ())
            if place != page and record.born < thing.born and _may_be(draft, place, record, page, thing)
        }
        if len(origins) == 1:
            news = draft.news.get(page, News(draft.unit.at, told=False))
            draft.news[page] = replace(news, waits_for=tuple(origins))


def awaited(draft: Draft) -> frozenset[str]:
    """Return the pages that news waits for: what is missed there may only have moved."""
    return frozenset(page for news in draft.news.values() for page in news.waits_for)


def tell_news(draft: Draft) -> None:
    """Announce what is new, join what has moved, and let the rest wait."""
    for page, news in list(draft.news.items()):
        things = _things(draft, page)
        if not things:
            if page not in draft.named:
                del draft.news[page]
            continue
        if not any(thing.own or thing.held.KIND in EVENTS for thing in things):
            continue
        origin = next(iter(news.waits_for), None)
        if origin is None or news.at < days_before(draft.unit.at, WAIT_DAYS):
            _announce(draft, page, news)
        elif _is_left(draft, origin, things):
            merge(draft, origin, page)
        elif any(json_key(record) in draft.held for record in _things(draft, origin)):
            _announce(draft, page, news)
        else:
            for record in _things(draft, origin, gone=True):
                draft.make_due(record.address, "moved")


def _announce(draft: Draft, page: str, news: News) -> None:
    """Announce what has this page for its own; what else stands on a new page is not told beside it."""
    del draft.news[page]
    things = [thing for thing in _things(draft, page) if thing.held.KIND in ADDRESSED]
    things = [thing for thing in things if not is_side(thing.held)] or things
    for thing in things if news.told else ():
        at = max(thing.last_seen, draft.unit.at)
        sighting = Sighting(at, thing.capture, thing.source, thing.target)
        draft.announce(thing, None, None, "new", sighting=sighting, since=news.since, capture_old=None)


def _things(draft: Draft, page: str, gone: bool = False) -> list[RecordState]:
    """Return the records of a page that can be news, those that are gone only when asked for."""
    return [
        record
        for shelf in draft.shelves_of(page)
        if shelf[0] not in MEASURES
        for record in draft.shelves[shelf]
        if gone or not record.gone
    ]


def _places(draft: Draft) -> dict[tuple[str, str, str], list[tuple[str, RecordState]]]:
    """Return the records that may have moved, by what tells them: those missed, and those named no more."""
    places: dict[tuple[str, str, str], list[tuple[str, RecordState]]] = {}
    for (kind, page), records in draft.shelves.items():
        if kind in MEASURES or page in draft.news or "#" in page:
            continue  # a row of a price list moves nowhere: the thing has a page of its own beside it
        for record in records:
            if json_key(record) not in draft.held:
                for token in tokens(record.held):
                    places.setdefault((kind, *token), []).append((page, record))
    return places


def _may_be(draft: Draft, place: str, record: RecordState, page: str, thing: RecordState) -> bool:
    """May the page on which a thing is read for the first time be the one of a record, moved?

    What has no address of its own says so only of pages that nothing else stands on; findings, if half are the same.
    """
    if not (same_thing(record.held, thing.held) and fits(parts_of(record.held), parts_of(thing.held))):
        return False
    if thing.held.KIND in ADDRESSED:
        return True
    if any((kind, url) in draft.shelves for kind in ADDRESSED for url in (place, page)):
        return False
    if thing.held.KIND != "finding":
        return True
    before, now = _findings(draft, place), _findings(draft, page)
    return 2 * len(before & now) >= len(before | now)


def _findings(draft: Draft, page: str) -> set[Record]:
    return {replace(r.held, url="") for r in draft.shelves.get(("finding", page), ()) if not r.gone}


def _is_left(draft: Draft, origin: str, things: list[RecordState]) -> bool:
    """Has the thing left the page it may have been moved from?

    It has when that page answers so, when it was missed, or when it is no longer named and had the same identifier.
    """
    if origin in draft.absent:
        return True
    unnamed = origin in draft.addresses and origin not in draft.named
    return any(
        record.misses or record.gone or (unnamed and any(same_identifier(record.held, t.held) for t in things))
        for record in _things(draft, origin, gone=True)
        if record.held.KIND not in EVENTS
    )
