"""What is no longer there: misses, doubtful visits, gone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.fold.draft import Draft, Sighting, days_before, json_key, sighting_of
from crawler.fold.hear import UNSEEN_DAYS
from crawler.fold.naming import NAMING
from crawler.fold.state import RecordState
from crawler.fold.unit import Answer, Visit
from crawler.records.kinds import EVENTS, KINDS, MEASURES

GOING = tuple(kind for kind in KINDS if kind not in EVENTS | MEASURES)
"""Kinds whose records can be gone."""
ENOUGH = 2
"""Misses, on as many visits, after which a record is gone."""
ENOUGH_WITHOUT_LISTINGS = 3
"""The same in a doubtful visit to a site that has no listing to ask."""
DOUBTFUL = 0.3
"""Share of asked pages with records that hold none, above which a visit is doubtful."""


@dataclass(frozen=True, slots=True)
class Look:
    """One record whose own page told something in a visit."""

    record: RecordState
    answer: Answer
    holds: bool
    """Did that page hold anything of its kind?"""


def count_misses(draft: Draft, answers: Iterable[tuple[Visit, Answer]], awaited: frozenset[str]) -> None:
    """Count this unit's misses, and let go what was missed often enough; ``awaited`` pages may only have moved."""
    visits: dict[int, list[tuple[Visit, Answer]]] = {}
    for visit, answer in answers:
        visits.setdefault(visit.id, []).append((visit, answer))
    counted: set[str] = set()
    for told in visits.values():
        for kind in GOING:
            _count(draft, kind, told, awaited, counted)


def end_unseen(draft: Draft) -> None:
    """End the versions of offers that nobody saw for a week."""
    limit = days_before(draft.unit.at, UNSEEN_DAYS)
    unseen = [
        shelf
        for shelf, records in draft.shelves.items()
        if shelf[0] in GOING and any(record.ended is None and record.last_seen < limit for record in records)
    ]
    for shelf in unseen:
        for record in draft.take(shelf):
            if record.last_seen < limit:
                draft.end(record, "unseen")


def _count(
    draft: Draft, kind: str, told: list[tuple[Visit, Answer]], awaited: frozenset[str], counted: set[str]
) -> None:
    looks = list(_looks(draft, kind, told))
    pages = {look.answer.url: look.holds for look in looks}
    doubtful = _is_doubtful(list(pages.values()))
    still_named = [holds for url, holds in pages.items() if draft.resolve(url) in draft.named]
    sound = bool(still_named) and not _is_doubtful(still_named)
    listing_read = any(
        a.reading is not None and a.reading.about.type in NAMING and a.reading.about.named for _, a in told
    )
    # A page that is there and holds nothing proves its thing gone only when pages still listed do hold theirs:
    # else they are all under maintenance, and what is sold without being listed looks like what was taken away.
    for look in looks:
        record, name = look.record, json_key(look.record)
        if name in draft.held or name in counted:
            continue
        page = draft.resolve(record.held.url)
        if (
            doubtful
            and draft.series
            and not (listing_read and page not in draft.named and (look.answer.reading is None or sound))
        ):
            draft.make_due(record.address, "doubt")
            continue
        counted.add(name)
        record.misses += 1
        enough = ENOUGH_WITHOUT_LISTINGS if doubtful and not draft.series else ENOUGH
        if record.misses < enough or page in awaited:
            draft.make_due(record.address, "missing")
        else:
            visit = next(visit for visit, answer in told if answer is look.answer)
            _go(draft, record, page, sighting_of(visit, look.answer))


def _is_doubtful(hold: Sequence[bool]) -> bool:
    """Do more of the pages asked hold nothing than shops take away at once?"""
    return hold.count(False) > DOUBTFUL * len(hold)


def _looks(draft: Draft, kind: str, told: list[tuple[Visit, Answer]]) -> Iterator[Look]:
    """Yield the records of a kind whose own address told something: the last that it told in this visit."""
    last = {answer.url: answer for _, answer in told if answer.reading is not None or _not_there(draft, answer)}
    for url, answer in last.items():
        page = draft.resolve(url)
        if (kind, page) not in draft.shelves:
            continue
        holds = answer.reading is not None and any(
            kind == word.record.KIND and draft.resolve(word.record.url) == page for word in answer.reading.words
        )
        for record in draft.take((kind, page)):
            if record.gone or record.aside or record.address != url:
                continue
            if record.own or answer.reading is None:
                yield Look(record, answer, holds)


def _not_there(draft: Draft, answer: Answer) -> bool:
    if answer.outcome == "moved":
        return draft.resolve(answer.final_url) != draft.resolve(answer.url)
    return answer.outcome == "missing"


def _go(draft: Draft, record: RecordState, page: str, sighting: Sighting) -> None:
    """End a record; nobody is told of the going of what nobody was told to be there."""
    draft.end(record, "gone")
    record.gone = "unannounced" if page in draft.news else "announced"
    if record.gone == "announced":
        draft.announce(
            record, None, "gone", None, sighting=sighting, since=record.last_seen, capture_old=record.capture
        )
