"""What a change of theirs means for us: computed against what is ours, or nothing is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from crawler.records.finding import Finding
from crawler.records.plan import Plan
from dossier.changes import Event
from dossier.companies import Company
from dossier.groups import distinct
from dossier.offers import Item
from dossier.pivot import Trend
from dossier.terms import BETTER, comparable, monthly, plan_price, promise_words
from dossier.words import count, decimal_or_none, money, number, percent, shorten

Favour = Literal["us", "them", ""]
Effect = tuple[str, Favour]
NOTHING: Effect = ("", "")
_EQUAL = 0.005
"""Prices that differ by less than half a per cent are equal."""
_PERIODS: Mapping[str | None, int] = {"month": 0, "year": 1}
"""Of plans that moved alike, the one that is billed by the month is told."""


@dataclass(frozen=True, kw_only=True)
class Ours:
    """What of ours a rival's change is held against."""

    company: Company | None
    plans: Sequence[Plan]
    findings: Sequence[Finding]
    ads: int
    """Ads of ours that run."""
    matched: Mapping[tuple[str, str], Item]
    """By competitor and address: the offer of theirs that we sell too."""
    index: Mapping[str, Trend]
    """The price index of each competitor."""
    posts: Trend | None
    """Of our own company."""


def effect_of(group: Sequence[Event], company: Company, ours: Ours) -> Effect:
    """Return what a group of changes means for us, and in whose favour it is; ("", "") when nothing can be computed."""
    if company.ours:
        return NOTHING
    what = group[0].what
    if what == "post":
        return (f"we published {count(round(ours.posts.value), 'post')} in 30 days", "") if ours.posts else NOTHING
    if what in ("plan cheaper", "plan dearer"):
        return _of_plans(group, ours.plans)
    if what in ("promise changed", "new promise", "promise dropped"):
        return _of_promises(group, ours.findings)
    if what in ("technology added", "technology dropped"):
        return _of_technologies(group, ours)
    if what == "ad started":
        return (f"we run {count(ours.ads, 'ad')}", "") if ours.ads else NOTHING
    return _of_offers(group, company, ours)


def _of_offers(group: Sequence[Event], company: Company, ours: Ours) -> Effect:
    what = group[0].what
    shared = [(event, item) for event in group if (item := ours.matched.get((event.competitor, event.url)))]
    if prices := [(event, item) for event, item in shared if event.field == "price"]:
        return _of_prices(prices, company, ours, alone=len({event.url for event in group}) == 1)
    if what == "sold out" and shared:
        return _of_sold_out(shared)
    if what in ("new", "gone") and shared and len(group) > 1:
        return f"{number(len(shared))} of them we sell too", ""
    return NOTHING


def _of_prices(shared: Sequence[tuple[Event, Item]], company: Company, ours: Ours, *, alone: bool) -> Effect:
    moves = [
        (before, after)
        for event, item in shared
        for before, after in [item.gaps(event.old, event.new)]
        if after is not None
    ]
    if not moves:
        return NOTHING
    if len(moves) == 1 and len(shared) == 1:
        before, after = moves[0]
        item = shared[0][1]
        what = "ours" if alone else f"{shorten(item.name, 40)} is ours at"
        return f"{what} {money(item.ours_price)}: {_stands(before, after)}", _favour(after)
    now, was_cheaper = sum(after <= -0.01 for _, after in moves), sum(b is not None and b <= -0.01 for b, _ in moves)
    trend = ours.index.get(company.name)
    index = ""
    if trend and trend.ranked and trend.before is not None:
        index = f"; price index {number(trend.before, 1)} → {number(trend.value, 1)}"
    favour: Favour = "them" if now > was_cheaper else "us" if now < was_cheaper else ""
    return (
        f"cheaper than us on {number(now)} of the {count(len(moves), 'product')} we sell too, "
        f"was {number(was_cheaper)}{index}",
        favour,
    )


def _of_sold_out(shared: Sequence[tuple[Event, Item]]) -> Effect:
    stocked = [item for _, item in shared if item.ours_in_stock]
    if not stocked:
        return "we have none of them in stock" if len(shared) > 1 else "not in stock here either", ""
    if len(shared) == 1:
        price, currency = stocked[0].ours_price, stocked[0].ours_currency or ""
        return f"ours in stock at {money(price)} {currency}".rstrip() if price else "ours in stock", "us"
    return f"ours in stock: {number(len(stocked))} of the {number(len(shared))} we sell too", "us"


def _of_plans(group: Sequence[Event], ours: Sequence[Plan]) -> Effect:
    """Hold the plan that moved furthest against ours of the same name, else the one nearest to its old price."""
    by_move = sorted(group, key=lambda event: (-round(abs(event.size or 0.0), 3), _PERIODS.get(_period(event), 9)))
    for event in by_move:
        plan = event.record
        old, new = decimal_or_none(event.old), decimal_or_none(event.new)
        if not isinstance(plan, Plan) or old is None or new is None:
            continue
        before, after = monthly(plan, old), monthly(plan, new)
        own = nearest_plan(plan, before, ours)
        price = monthly(own) if own else None
        if own is None or not price or before is None or after is None:
            continue
        sides = [float(price / theirs) - 1 if theirs else 0.0 for theirs in (before, after)]
        names = {other.record.name for other in group if isinstance(other.record, Plan)}
        whose = f" their {shorten(plan.name or 'plan', 24)}" if len(names) > 1 else ""
        return (
            f"our {shorten(own.name or 'plan', 24)} ({plan_price(own)}) {_was_is(*sides)}{whose}",
            "us" if sides[1] < -_EQUAL else "them" if sides[1] > _EQUAL else "",
        )
    return NOTHING


def _period(event: Event) -> str | None:
    return event.record.period if isinstance(event.record, Plan) else None


def nearest_plan(theirs: Plan, price: Decimal | None, ours: Sequence[Plan]) -> Plan | None:
    """Return our plan to compare with: same currency, unit, VAT and billing; same name first, else nearest price."""
    if price is None:
        return None
    fitting = [
        plan
        for plan in ours
        if (plan.currency, plan.unit, plan.period) == (theirs.currency, theirs.unit, theirs.period)
        and plan.tax_included == theirs.tax_included
        and plan.price_type == theirs.price_type
        and monthly(plan)
    ]
    named = [plan for plan in fitting if (plan.name or "").casefold() == (theirs.name or "").casefold()]
    return min(named or fitting, key=lambda plan: abs((monthly(plan) or price) - price), default=None)


def _was_is(before: float, after: float) -> str:
    """Say how far our price was from theirs and is."""

    def words(gap: float) -> str:
        if abs(gap) <= _EQUAL:
            return "equal"
        return f"{percent(abs(gap) * 100)[1:]} {'above' if gap > 0 else 'below'}"

    return f"was {words(before)}, is {words(after)}"


def _of_promises(group: Sequence[Event], ours: Sequence[Finding]) -> Effect:
    events = distinct(group)
    found = events[0].record
    if len(events) > 1 or not isinstance(found, Finding):
        return NOTHING
    own = own_promise(found.name, ours)
    if own is None:
        return ("we promise none" if ours and events[0].what != "promise dropped" else ""), ""
    words = promise_words(own.name, own.value, own.unit)
    theirs = comparable(found.name, found.value, found.unit)
    mine = comparable(own.name, own.value, own.unit)
    if events[0].what == "promise dropped" or theirs is None or mine is None or theirs[0] != mine[0]:
        return f"ours: {words}", ""
    better = (mine[1] < theirs[1]) == (BETTER[found.name or ""] == "lower")
    favour: Favour = "" if mine[1] == theirs[1] else "us" if better else "them"
    return f"ours: {words}, {_compared(events[0], found, mine, theirs[1])}", favour


def _compared(event: Event, found: Finding, mine: tuple[str, Decimal], theirs: Decimal) -> str:
    before = comparable(found.name, event.old, found.unit) if event.what == "promise changed" else None
    now = _place(mine[1], theirs)
    if before is None or before[0] != mine[0]:
        return f"{now} theirs"
    was = _place(mine[1], before[1])
    return f"still {now} theirs" if was == now else f"was {was} theirs, now {now}"


def _place(mine: Decimal, theirs: Decimal) -> str:
    return "above" if mine > theirs else "below" if mine < theirs else "equal to"


def own_promise(name: str | None, ours: Sequence[Finding]) -> Finding | None:
    """Return our promise of the same sort: one with a number first."""
    same = [found for found in ours if found.what == "promise" and found.name == name]
    return next((found for found in same if comparable(name, found.value, found.unit)), same[0] if same else None)


def _of_technologies(group: Sequence[Event], ours: Ours) -> Effect:
    if ours.company is None or ours.company.holding("technology").state != "observed":
        return NOTHING
    names = {event.name for event in group}
    shared = sorted(names & {found.name for found in ours.findings if found.what == "technology" and found.name})
    if len(names) == 1:
        return "we use it too" if shared else "not seen at ours", ""
    return f"we use {number(len(shared))} of them", ""


def _favour(gap: float) -> Favour:
    return "them" if gap < -_EQUAL else "us" if gap > _EQUAL else ""


def _stands(before: float | None, after: float) -> str:
    """Say how our price stood to theirs and how it stands."""
    if before is None:
        return f"now {_side(after)} theirs"
    if _side(before) == _side(after):
        return f"still {_side(after)} theirs"
    return f"was {_side(before)} theirs, now {_side(after)}"


def _side(gap: float) -> str:
    """Say where our price stands when theirs is ``gap`` from it."""
    return "above" if gap < -_EQUAL else "below" if gap > _EQUAL else "equal to"
