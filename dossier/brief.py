"""Changes → at most ten lines: fact · what it means for us · proof. Groups, not rows; no causes claimed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from dossier.changes import Event
from dossier.companies import Company
from dossier.offers import Item
from dossier.pivot import Trend
from dossier.severity import Severity, What, group_severity
from dossier.words import Clock, availability, count, money, number, percent, shorten

MOST_LINES = 10
_ORDER: tuple[What, ...] = (
    "price cut", "sale started", "price raised", "sold out", "new", "gone", "post", "back in stock", "returned",
    "sale ended",    "price hidden", "price shown", "list price changed", "availability", "edited",
)  # fmt: skip
"""Between lines of equal weight."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """A piece of a sentence."""

    text: str
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the brief."""

    severity: Severity
    competitor: str
    what: What
    who: str
    fact: tuple[Span, ...]
    means: str
    """What it means for us; "" when nothing can be computed."""
    favour: Literal["us", "them", ""]
    anchor: str
    """Its place on the page of changes."""
    proof: str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What the lines are told against."""

    clock: Clock
    since: str | None
    """Time of the last edition; None: there was none."""
    companies: Mapping[str, Company]
    matched: Mapping[tuple[str, str], Item]
    """By competitor and address: the offer of theirs that we sell too."""
    index: Mapping[str, Trend]
    """The price index of each competitor."""
    posts: Mapping[str, Trend]


def group_events(events: Iterable[Event]) -> list[list[Event]]:
    """Return the events by company and what happened, the gravest first; restated and suspect ones left out."""
    groups: dict[tuple[str, What], list[Event]] = {}
    for event in events:
        if not event.restated and not event.suspect:
            groups.setdefault((event.competitor, event.what), []).append(event)
    return list(groups.values())


def write_brief(events: Iterable[Event], ground: Ground) -> list[Line]:
    """Return a line for every group, gravest first, rivals before ourselves; the caller shows the first ten."""
    lines = [write_line(group, ground) for group in group_events(events) if group[0].competitor in ground.companies]
    return sorted(
        lines,
        key=lambda line: (ground.companies[line.competitor].ours, -line.severity, _ORDER.index(line.what), line.who),
    )


def write_line(group: Sequence[Event], ground: Ground) -> Line:
    """Return the line of one group."""
    first = next((event for event in group if event.field == "price"), group[0])
    company = ground.companies[first.competitor]
    means, favour = _means(group, company, ground)
    weights: dict[str, Severity] = {}
    for event in reversed(group):
        weights[event.key] = event.severity
    alone = len(weights) == 1
    return Line(
        severity=group_severity(list(weights.values()), _possible(first, company)),
        competitor=company.name,
        what=first.what,
        who=f"{company.label} (us)" if company.ours else company.label,
        fact=tuple(_one(first, ground.clock) if alone else _many(group, company, ground)),
        means=means,
        favour=favour,
        anchor=f"c-{first.id}" if len(group) == 1 else anchor_of(group, company),
        proof=_proof(first) if alone else f"all {number(len(weights))}",
    )


def _proof(event: Event) -> str:
    return "both pages" if event.capture_old and event.capture_new else "page"


def anchor_of(group: Sequence[Event], company: Company) -> str:
    """Return the group's place on the page of changes."""
    return f"{company.folder}-{group[0].what.replace(' ', '-')}"


_VERBS: dict[What, tuple[str, str, str]] = {
    "price cut": ("cut", "prices", ""),
    "price raised": ("raised", "prices", ""),
    "price hidden": ("no longer shows the price of", "products", ""),
    "price shown": ("now shows the price of", "products", ""),
    "sale started": ("put", "products on sale", " on sale"),
    "sale ended": ("ended the sale of", "products", ""),
    "list price changed": ("changed the list price of", "products", ""),
    "sold out": ("sold out of", "products", ""),
    "back in stock": ("has", "products back in stock", " back in stock"),
    "availability": ("changed the availability of", "products", ""),
    "new": ("lists", "new products", ", new"),
    "gone": ("no longer has", "products", ""),
    "returned": ("has", "products again that were gone", " again, which was gone"),
    "post": ("published", "posts", ""),
    "edited": ("changed the descriptions of", "products", ""),
}
"""Verb; what follows the number of several; what follows the name of one."""


def _one(event: Event, clock: Clock) -> Iterable[Span]:
    name = Span(text=shorten(event.name, 70), strong=True)
    verb, _, tail = _VERBS[event.what]
    if event.what == "post":
        when = f" ({clock.day(event.published)})" if event.published else ""
        yield from (Span(text=f"{verb} “"), name, Span(text=f"”{when}"))
    elif event.what == "gone":
        seen = f"seen on {clock.day(event.since)}, " if event.since else ""
        yield from (Span(text=f"{verb} "), name, Span(text=f" ({seen}not seen on {clock.day(event.at)})"))
    elif event.field in ("price", "list_price") and event.old and event.new:
        size = f"{percent(event.size * 100)}, " if event.size is not None else ""
        yield from (
            Span(text="list price of " if event.field == "list_price" else f"{verb} "),
            name,
            Span(text=f"{tail} "),
            Span(text=f"{money(event.old)} → {money(event.new)} {event.currency or ''}".rstrip(), strong=True),
            Span(text=f" ({size}{clock.between(event.since, event.at)})"),
        )
    elif event.what == "edited":
        yield from (
            Span(text=f"changed {(event.field or '').replace('_', ' ')} of "),
            name,
            Span(text=_when(event, clock)),
        )
    elif event.what == "availability":
        words = f" from {availability(event.old)} to {availability(event.new)}"
        yield from (Span(text=f"{verb} "), name, Span(text=words + _when(event, clock)))
    elif event.what == "sale started":
        claim = f"{tail}: list price {money(event.new)} {event.currency or ''}".rstrip()
        size = f", claims {percent(event.size * 100)}" if event.size is not None else ""
        yield from (Span(text=f"{verb} "), name, Span(text=f"{claim}{size}{_when(event, clock)}"))
    else:
        yield from (Span(text=f"{verb} "), name, Span(text=tail + _when(event, clock)))


def _when(event: Event, clock: Clock) -> str:
    return f" ({clock.between(event.since, event.at)})"


def _many(group: Sequence[Event], company: Company, ground: Ground) -> Iterable[Span]:
    what = group[0].what
    verb, noun, _ = _VERBS[what]
    possible = _possible(group[0], company)
    of = (
        f" of {number(possible)}"
        if what in ("price cut", "price raised", "sale started", "sold out") and possible
        else ""
    )
    yield Span(text=f"{verb} ")
    yield Span(text=f"{number(len({event.key for event in group}))}{of}", strong=True)
    since = f" since {ground.clock.moment(ground.since)}" if ground.since else ""
    yield Span(text=f" {noun}{since}{_detail(group)}")


def _detail(group: Sequence[Event]) -> str:
    sizes = [event.size for event in group if event.size is not None and event.field == "price"]
    claims = [event.size for event in group if event.size is not None and event.field == "list_price"]
    move = f"median {percent(median(sizes) * 100)}" if sizes else ""
    move += f"{', ' if sizes else ''}claims {percent(median(claims) * 100)}" if claims else ""
    names = ""
    if group[0].what in ("post", "new"):
        names = ", ".join(f"“{shorten(event.name, 40)}”" for event in group[:2])
        names += f" and {number(len(group) - 2)} more" if len(group) > 2 else ""
    parts = ", ".join(part for part in (move, mostly(group), names) if part)
    return f" ({parts})" if parts else ""


def mostly(group: Sequence[Event]) -> str:
    """Return ``mostly Drills`` when more than half of the group is of one category, ``all Drills`` when all are."""
    categories = Counter(event.category for event in group if event.category)
    if not categories:
        return ""
    category, members = categories.most_common(1)[0]
    return f"{'all' if members == len(group) else 'mostly'} {shorten(category, 40)}" if members * 2 > len(group) else ""


def _possible(event: Event, company: Company) -> int:
    """Return how many could have changed: the company's open offers, or posts."""
    return company.offers if event.kind == "offer" else company.articles


def _means(group: Sequence[Event], company: Company, ground: Ground) -> tuple[str, Literal["us", "them", ""]]:
    if company.ours:
        return "", ""
    what = group[0].what
    shared = [(event, item) for event in group if (item := ground.matched.get((event.competitor, event.url)))]
    if what == "post":
        trend = next(
            (ground.posts[own.name] for own in ground.companies.values() if own.ours and own.name in ground.posts), None
        )
        return (f"we published {count(round(trend.value), 'post')} in 30 days", "") if trend else ("", "")
    if prices := [(event, item) for event, item in shared if event.field == "price"]:
        return _means_price(prices, company, ground, alone=len({event.url for event in group}) == 1)
    if what == "sold out" and shared:
        return _means_sold_out(shared)
    if what in ("new", "gone") and shared and len(group) > 1:
        return f"{number(len(shared))} of them we sell too", ""
    return "", ""


def _means_price(
    shared: Sequence[tuple[Event, Item]], company: Company, ground: Ground, *, alone: bool
) -> tuple[str, Literal["us", "them", ""]]:
    moves = [
        (before, after)
        for event, item in shared
        for before, after in [item.gaps(event.old, event.new)]
        if after is not None
    ]
    if not moves:
        return "", ""
    if len(moves) == 1 and len(shared) == 1:
        before, after = moves[0]
        item = shared[0][1]
        what = "ours" if alone else f"{shorten(item.name, 40)} is ours at"
        return (
            f"{what} {money(item.ours_price)}: {_stands(before, after)}",
            "them" if after < -0.005 else "us" if after > 0.005 else "",
        )
    now, was_cheaper = sum(after <= -0.01 for _, after in moves), sum(b is not None and b <= -0.01 for b, _ in moves)
    trend = ground.index.get(company.name)
    index = ""
    if trend and trend.ranked and trend.before is not None:
        index = f"; price index {number(trend.before, 1)} → {number(trend.value, 1)}"
    favour: Literal["us", "them", ""] = "them" if now > was_cheaper else "us" if now < was_cheaper else ""
    return (
        f"cheaper than us on {number(now)} of the {count(len(moves), 'product')} we sell too, "
        f"was {number(was_cheaper)}{index}",
        favour,
    )


def _stands(before: float | None, after: float) -> str:
    """Say how our price stood to theirs and how it stands."""
    if before is None:
        return f"now {_side(after)} theirs"
    if _side(before) == _side(after):
        return f"still {_side(after)} theirs"
    return f"was {_side(before)} theirs, now {_side(after)}"


def _side(gap: float) -> str:
    """Say where our price stands when theirs is ``gap`` from it."""
    return "above" if gap < -0.005 else "below" if gap > 0.005 else "equal to"


def _means_sold_out(shared: Sequence[tuple[Event, Item]]) -> tuple[str, Literal["us", "them", ""]]:
    stocked = [item for _, item in shared if item.ours_in_stock]
    if not stocked:
        return "we have none of them in stock" if len(shared) > 1 else "not in stock here either", ""
    if len(shared) == 1:
        price, currency = stocked[0].ours_price, stocked[0].ours_currency or ""
        return f"ours in stock at {money(price)} {currency}".rstrip() if price else "ours in stock", "us"
    return f"ours in stock: {number(len(stocked))} of the {number(len(shared))} we sell too", "us"
