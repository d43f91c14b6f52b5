"""What is no longer there: misses, doubtful visits, gone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crawler.fold.basis import is_side
from crawler.fold.draft import Draft, Sighting, days_before, json_key, sighting_of
from crawler.fold.hear import UNSEEN_DAYS
from crawler.fold.naming import NAMING
from crawler.fold.state import GOING, RecordState
from crawler.fold.unit import Answer, Visit
from crawler.records.kinds import ADDRESSED, LISTED, told_kind
from crawler.records.reading import About

ENOUGH = 2
"""Misses, on as many visits, after which a record is gone."""
ENOUGH_IN_DOUBT = 3
"""The same in a doubtful visit to a site that has no listing to ask, when a list holds nothing any more, and when half
of the catalogue went at once."""
HALF = 0.5
"""Share of asked pages with records that hold none, above which a whole catalogue went rather than its things …"""
MANY = 10
"""… if there are so many of them at least: of a small range half may well go in a day."""
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
    counted: set[str] = set()
    for told in by_visit(answers):
        looks = {kind: list(_looks(draft, kind, told)) for kind in GOING if kind not in LISTED}
        holding: dict[str, bool] = {}
        for look in (look for mine in looks.values() for look in mine):
            holding[look.answer.url] = holding.get(look.answer.url, False) or look.holds
        for kind, mine in looks.items():
            if kind in ADDRESSED:
                pages = {look.answer.url: look.holds for look in mine}
                _count(draft, mine, pages, _is_doubtful(list(pages.values())), told, awaited, counted)
            else:
                alone = list(holding.values()).count(False) == 1 and True in holding.values()
                _count(draft, mine, holding, not alone and _is_doubtful(list(holding.values())), told, awaited, counted)


def by_visit(answers: Iterable[tuple[Visit, Answer]]) -> Iterable[list[tuple[Visit, Answer]]]:
    """Return the answers of each visit."""
    visits: dict[int, list[tuple[Visit, Answer]]] = {}
    for visit, answer in answers:
        visits.setdefault(visit.id, []).append((visit, answer))
    return visits.values()


def end_unseen(draft: Draft) -> None:
    """End the versions of what can be gone that nobody saw for a week."""
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
    draft: Draft,
    looks: Iterable[Look],
    pages: Mapping[str, bool],
    doubtful: bool,
    told: list[tuple[Visit, Answer]],
    awaited: frozenset[str],
    counted: set[str],
) -> None:
    still_named = [holds for url, holds in pages.items() if draft.resolve(url) in draft.named]
    sound = bool(still_named) and not _is_doubtful(still_named)
    half_went = MANY <= list(pages.values()).count(False) > HALF * len(pages)
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
        enough = ENOUGH_IN_DOUBT if half_went or (doubtful and not draft.series) else ENOUGH
        if record.misses < enough or page in awaited:
            draft.make_due(record.address, "doubt" if half_went else "missing")
        else:
            visit = next(visit for visit, answer in told if answer is look.answer)
            let_go(draft, record, page, sighting_of(visit, look.answer))


def _is_doubtful(hold: Sequence[bool]) -> bool:
    """Do more of the pages asked hold nothing than shops take away at once?"""
    return hold.count(False) > DOUBTFUL * len(hold)


def _looks(draft: Draft, kind: str, told: list[tuple[Visit, Answer]]) -> Iterator[Look]:
    """Yield the records of a kind whose own address told something: the last that it told in this visit."""
    last = {answer.url: answer for _, answer in told if answer.reading is not None or _not_there(draft, answer)}
    rows, read = draft.rows(kind), {draft.resolve(url) for url, answer in last.items() if answer.reading is not None}
    for url, answer in last.items():
        page = draft.resolve(url)
        goes_on = answer.reading is None and page in read  # a price list that has another name now
        mine = () if goes_on else rows.get(page, ())
        shelves = [shelf for shelf in ((kind, page), *mine) if shelf in draft.shelves]
        if not shelves:
            continue
        holds = answer.reading is not None and any(
            kind == word.record.KIND and draft.home(word.record.url) == page for word in answer.reading.words
        )
        for record in (record for shelf in shelves for record in draft.take(shelf)):
            if record.gone or record.aside or (record.address != url and "#" not in record.held.url):
                continue
            if answer.reading is None or (record.own and _was_looked_for(record, answer.reading.about)):
                yield Look(record, answer, holds)


def _was_looked_for(record: RecordState, about: About) -> bool:
    """Does a page prove by its silence that what stands on it has gone? Not one that is now taken for another type."""
    return record.held.KIND in ADDRESSED or told_kind(record.held) in about.looked_for


def _not_there(draft: Draft, answer: Answer) -> bool:
    if answer.outcome == "moved":
        return draft.resolve(answer.final_url) != draft.resolve(answer.url)
    return answer.outcome == "missing"


def let_go(draft: Draft, record: RecordState, page: str, sighting: Sighting) -> None:
    """End a record; nobody is told of the going of what nobody was told to be there, or was told to have an end.

    Nor that members, or those who buy ten, pay now what others do: the thing is still there.
    """
    draft.end(record, "gone")
    quiet = page in draft.news or getattr(record.held, "stopped", None) or _is_beside_another(draft, record, page)
    record.gone = "unannounced" if quiet else "announced"
    if record.gone == "announced":
        draft.announce(
            record, None, "gone", None, sighting=sighting, since=record.last_seen, capture_old=record.capture
        )


def _is_beside_another(draft: Draft, record: RecordState, page: str) -> bool:
    """Has its page a plain offer, whose going is told instead when that goes too?"""
    return is_side(record.held) and any(
        not is_side(other.held) for other in draft.shelves.get((record.held.KIND, page), ())
    )
