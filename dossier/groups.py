"""Several changes of one sort → one sentence: how many, how far, what they share, one quoted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean, median

from crawler.records.ad import Ad
from crawler.records.finding import Finding
from crawler.records.plan import Plan
from crawler.records.review import Review
from dossier.changes import Event
from dossier.facts import VERBS, Span, Telling, days_run, quoted, sizes
from dossier.severity import What
from dossier.terms import landing, promise_words, stars
from dossier.words import count, money, number, percent, shorten

_OF_ALL: tuple[What, ...] = ("price cut", "price raised", "sale started", "sold out", "plan cheaper", "plan dearer")
"""Where it is told of how many they are."""


def tell_many(group: Sequence[Event], possible: int, telling: Telling) -> Iterable[Span]:
    """Yield the sentence of several changes of one sort; ``possible``: how many could have changed."""
    what = group[0].what
    verb, noun, _ = VERBS[what]
    if _all_alike(group):
        verb = f"changed {(group[0].field or 'terms').replace('_', ' ')} of"
    of = f" of {number(possible)}" if what in _OF_ALL and possible else ""
    yield Span(text=f"{verb} ")
    yield Span(text=f"{number(len({event.identity for event in group}))}{of}", strong=True)
    since = f" since {telling.clock.moment(telling.since)}" if telling.since else ""
    yield Span(text=f" {noun}{since}")
    yield from _detail(group, telling)


def mostly(group: Sequence[Event]) -> str:
    """Return ``mostly Drills`` when more than half of the group is of one category, ``all Drills`` when all are."""
    categories = Counter(event.category for event in group if event.category)
    if not categories:
        return ""
    category, members = categories.most_common(1)[0]
    return f"{'all' if members == len(group) else 'mostly'} {shorten(category, 40)}" if members * 2 > len(group) else ""


def distinct(group: Sequence[Event]) -> list[Event]:
    """Return the events, each thing once."""
    return list({event.identity: event for event in reversed(group)}.values())[::-1]


def _detail(group: Sequence[Event], telling: Telling) -> Iterable[Span]:
    what = group[0].what
    if what == "new review":
        yield from _reviews_detail(group, telling)
    elif what in ("ad started", "ad stopped"):
        yield from _ads_detail(group, telling)
    elif what in ("plan cheaper", "plan dearer"):
        yield Span(text=f" ({_plans_detail(group)})")
    elif _all_alike(group):
        yield Span(text=f" from {group[0].old or 'none'} to {group[0].new or 'none'}")
    elif group[0].record is not None:
        yield Span(text=f": {_listed([_short(event) for event in distinct(group)])}")
    else:
        yield Span(text=_things_detail(group))


def _all_alike(group: Sequence[Event]) -> bool:
    """Did the same happen to the terms of all these plans?"""
    return group[0].what == "plan edited" and len({(event.field, event.old, event.new) for event in group}) == 1


def _things_detail(group: Sequence[Event]) -> str:
    sizes = [event.size for event in group if event.size is not None and event.field == "price"]
    claims = [event.size for event in group if event.size is not None and event.field == "list_price"]
    moved = f"median {percent(median(sizes) * 100)}" if sizes else ""
    moved += f"{', ' if sizes else ''}claims {percent(median(claims) * 100)}" if claims else ""
    names = ""
    if group[0].what in ("post", "new"):
        names = ", ".join(f"“{shorten(event.name, 40)}”" for event in group[:2])
        names += f" and {number(len(group) - 2)} more" if len(group) > 2 else ""
    parts = ", ".join(part for part in (moved, mostly(group), names) if part)
    return f" ({parts})" if parts else ""


def _reviews_detail(group: Sequence[Event], telling: Telling) -> Iterable[Span]:
    starred = [(event.size, event) for event in group if event.size is not None]
    if not starred:
        return
    _, lowest = min(starred, key=lambda pair: pair[0])
    review = lowest.record
    yield Span(text=f" (mean {number(mean(size for size, _ in starred) * 5, 1)} of 5, lowest ")
    if isinstance(review, Review):
        yield Span(text=stars(review.rating, review.best_rating))
        if quote := review.text or review.title:
            yield from (Span(text=": “"), quoted(quote, telling.language(lowest.capture_new)), Span(text="”"))
    yield Span(text=")")


def _ads_detail(group: Sequence[Event], telling: Telling) -> Iterable[Span]:
    ads = [(event, event.record) for event in group if isinstance(event.record, Ad)]
    if not ads:
        return
    places = Counter(landing(ad) for _, ad in ads if landing(ad))
    place, members = places.most_common(1)[0] if places else ("", 0)
    leads = ""
    if group[0].what == "ad started" and members > 1:
        leads = f", {'all' if members == len(ads) else number(members)} leading to {shorten(place, 50)}"
    longest = max((days_run(ad, event) or 0, event.id) for event, ad in ads)[0]
    ran = f", the longest ran {count(longest, 'day')}" if longest else ""
    yield Span(text=f"{leads}{ran}: “")
    yield quoted(ads[0][0].name, telling.language(ads[0][0].capture_new))
    yield Span(text=f"” and {number(len(ads) - 1)} more" if len(ads) > 1 else "”")


def _plans_detail(group: Sequence[Event]) -> str:
    sizes = [event.size for event in group if event.size is not None]
    ordered = sorted(group, key=lambda event: event.record.period != "month" if isinstance(event.record, Plan) else 2)
    moves = [
        f"{_plan_label(event)} {money(event.old)} → {money(event.new)} {event.currency or ''}".rstrip()
        for event in ordered
    ]
    return (f"median {percent(median(sizes) * 100)}: " if sizes else "") + _listed(moves)


def _plan_label(event: Event) -> str:
    plan = event.record
    if not isinstance(plan, Plan):
        return shorten(event.name, 24)
    return f"{shorten(plan.name or 'plan', 24)}{f' by the {plan.period}' if plan.period else ''}"


def _short(event: Event) -> str:
    """Return one member of a group in a few words."""
    record = event.record
    if isinstance(record, Finding) and record.what == "promise":
        if event.what == "promise changed":
            return f"{event.name} {sizes(event, record)}"
        return promise_words(record.name, record.value, record.unit)
    if isinstance(record, Finding) and record.what in ("headline", "tagline"):
        return f"“{shorten(event.new or record.value or '', 40)}”"
    return _plan_label(event) if isinstance(record, Plan) else shorten(event.name, 40)


def _listed(words: Sequence[str], most: int = 3) -> str:
    more = f" and {number(len(words) - most)} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more
