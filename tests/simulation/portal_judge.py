"""What fold announced of a simulated portal against its truth."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from crawler.fold.unit import Change
from tests.simulation.portal import DAYS, LIBRARY, Thing
from tests.simulation.portal_visits import PLACES, PortalVisits

FIELDS = ("price", "trial_days", "reply", "value", "stopped")


@dataclass(kw_only=True)
class Verdict:
    """Figures of one portal."""

    announced: int = 0
    visible: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def judge_portal(visits: PortalVisits) -> Verdict:
    """Compare what was told with what was true, and what visits could see with what was told."""
    verdict = Verdict()
    told: dict[int, list[tuple[int, Change]]] = {}
    for day, change in visits.told:
        verdict.announced += 1
        thing = _thing(visits, change)
        if thing is not None:
            told.setdefault(thing.number, []).append((day, change))
        if thing is None or not _is_true(visits, thing, day, change, told[thing.number]):
            verdict.false.append(
                f"day {day} {change.kind} {change.key} {change.field}: {change.old} → {change.new} since {change.since}"
            )
    for thing in visits.portal.things:
        for what, found in _visible(visits, thing, told.get(thing.number, [])):
            verdict.visible += 1
            if not found:
                verdict.missed.append(f"{thing.kind} {thing.name} on {thing.place}: {what}")
    return verdict


def _thing(visits: PortalVisits, change: Change) -> Thing | None:
    portal = visits.portal
    for thing in portal.things:
        urls = {portal.address(thing.place, day).rstrip("/") for day in (1, DAYS)}
        name = str(thing.number) if thing.kind == "review" and portal.traits.ids else thing.name or None
        if thing.kind == change.kind and str(change.key[0]).rstrip("/") in urls and name in change.key[1:]:
            return thing
    return None


def _is_true(visits: PortalVisits, thing: Thing, day: int, change: Change, told: list[tuple[int, Change]]) -> bool:
    since, at = _day(change.since), _day(change.at)
    if change.field is not None:
        before, now = thing.days.get(since), thing.days.get(at)
        if before is None or now is None:
            return False
        return (_text(before[change.field]), _text(now[change.field])) == (change.old, change.new)
    if change.new == "new":
        return thing.born > _first_look(visits, thing) and sum(c.new == "new" for _, c in told) == 1
    if change.new == "returned":
        return thing.days[day] is not None and any(thing.days[d] is None for d in range(since, day))
    ends = thing.days[since] is not None and (thing.days[since] or {}).get("stopped")
    return thing.days[day] is None and thing.days[since] is not None and not ends


def _first_look(visits: PortalVisits, thing: Thing) -> int:
    """Return the first day on which a page of its place was read."""
    return next(
        d
        for d in range(1, DAYS + 1)
        if any((a := visits.answered[d].get(url)) and _well(visits, d, a) for url in visits.pages(thing.place, d))
    )


def _baseline(visits: PortalVisits, thing: Thing) -> int:
    """Return the first day by which each page of its place had been read."""
    return next((d for d in range(1, DAYS + 1) if _was_whole(visits, thing.place, d)), DAYS)


def _was_whole(visits: PortalVisits, place: str, day: int) -> bool:
    """Was each page of a place read on some day up to this one?"""
    read = {url for d in range(1, day + 1) for url, answer in visits.answered[d].items() if _well(visits, d, answer)}
    return visits.pages(place, 1)[0] in read and all(
        url in read for url in visits.pages(place, 1) if place != "library"
    )


def _well(visits: PortalVisits, day: int, answer: Any) -> bool:
    if answer.reading is None or visits.reader(day) == "broken":
        return False
    return answer.url.startswith(LIBRARY) or not visits.is_down(day)


def _looks(visits: PortalVisits, thing: Thing, first: int, last: int) -> list[int]:
    """Return the days on which the page that shows a thing, or would, was well read; for an ad, the whole library."""
    days = []
    for day in range(first, last):
        pages = visits.pages(thing.place, day)
        facts = thing.days.get(day)
        if thing.place in PLACES and len(pages) > 1 and facts is not None:
            there = [t for t, _ in visits.portal.on(thing.place, day)]
            rank = there.index(thing) if not visits.portal.traits.newest_first else len(there) - 1 - there.index(thing)
            pages = [pages[rank // visits.portal.traits.page_size]]
        if all((a := visits.answered[day].get(url)) is not None and _well(visits, day, a) for url in pages):
            days.append(day)
    return days


def _visible(visits: PortalVisits, thing: Thing, told: list[tuple[int, Change]]) -> Iterator[tuple[str, bool]]:
    """Yield what somebody who looked at all pages of these visits must have seen, and whether it was told."""
    moves, broken = visits.portal.traits.moves, visits.portal.traits.broken
    upset = set(range(moves, moves + 16)) if moves else set()
    upset |= set(range(broken[0] - 3, broken[1] + 12)) if broken else set()
    seen = _looks(visits, thing, thing.born, DAYS + 1)
    calm = [day for day in seen if day not in upset and thing.days[day] is not None]
    if thing.born > _baseline(visits, thing) + 1 and thing.born not in upset and calm and calm[0] < thing.born + 5:
        yield f"new on day {thing.born}", any(c.new == "new" for _, c in told)
    for last, day in pairwise(calm):
        before, now = thing.days[last], thing.days[day]
        assert before is not None
        assert now is not None
        if any(d in upset or thing.days[d] is None for d in range(last, day)):
            continue
        for name in FIELDS:
            if name in before and before[name] != now[name]:
                yield (
                    f"{name} {before[name]} → {now[name]} between {last} and {day}",
                    any(c.field == name and c.new == _text(now[name]) and last < n <= day for n, c in told),
                )
    for start, end in _absences(thing):
        stopped = (thing.days[start - 1] or {}).get("stopped")
        looks = [day for day in _looks(visits, thing, start, end) if day not in upset]
        known = [day for day in calm if day < start and not any(thing.days[d] is None for d in range(day, start))]
        if not stopped and known and len(looks) >= 4 and not any(d in upset for d in range(known[-1], looks[-1])):
            yield f"gone on day {start}", any(c.old == "gone" and start <= n < end for n, c in told)


def _absences(thing: Thing) -> Iterator[tuple[int, int]]:
    day = thing.born
    while day <= DAYS:
        if thing.days[day] is None:
            end = next((d for d in range(day, DAYS + 1) if thing.days[d] is not None), DAYS + 1)
            yield day, end
            day = end
        day += 1


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _day(at: str | None) -> int:
    return 0 if at is None else (int(at[5:7]) - 3) * 28 + int(at[8:10])
