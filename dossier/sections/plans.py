"""Plans of a service: each tier under each billing period, what changed, beside ours."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.records.plan import Plan
from dossier.cards import Card, Row, seen_rows
from dossier.cells import render_csv
from dossier.effects import nearest_plan
from dossier.histories import History
from dossier.pictures.prices import PriceChart, PriceLine, Span, draw_prices
from dossier.terms import monthly, plan_basis, plan_price
from dossier.view import View
from dossier.words import Clock, count, shorten

PICTURES = 2
LINES = 4
"""Tiers in the picture."""
TIERS = 12
FEATURES = 12
_PERIODS = ("month", "year", "week", "day", "once", None)


@dataclass(frozen=True, kw_only=True)
class PlanCell:
    """One tier under one billing period."""

    price: str
    basis: str
    was: str
    """``was 49.00 until 5 Mar``; "" when it never changed."""
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Tier:
    """One line of the table."""

    name: str
    cells: tuple[PlanCell | None, ...]
    """In the order of the table's periods; None: not offered so."""
    whole: PlanCell | None
    """What stands in place of all periods: a plan that is free, or on request."""
    trial: str
    ours: str
    """Our nearest plan with its price; "" without one."""
    since: str
    language: str | None


@dataclass(frozen=True, kw_only=True)
class Plans:
    """The tiers with their picture."""

    periods: tuple[str, ...]
    """Headings of the columns of prices."""
    tiers: tuple[Tier, ...]
    total: int
    dropped: tuple[str, ...]
    """Tiers that are listed no more, in words."""
    charts: tuple[PriceChart, ...]
    """One for each billing period, the commonest first."""
    cards: tuple[Card, ...]


def load_plans(view: View) -> Plans:
    """Return the open tiers with the prices they had."""
    held = [history for history in view.known.plans if history.open]
    periods = [period for period in _PERIODS if any(history.record.period == period for history in held)]
    periods = [period for period in periods if period is not None] or periods
    names = list(dict.fromkeys(history.record.name for history in held))[:TIERS]
    cards = {history.key: _card(history, place) for place, history in enumerate(held) if history.record.name in names}
    ours = [history.record for history in view.ours_known.plans if history.open] if view.ours_known else []
    return Plans(
        periods=tuple(_heading(period) for period in periods),
        tiers=tuple(_tier(name, periods, held, cards, ours, view) for name in names),
        total=len({history.record.name for history in held}),
        dropped=tuple(_dropped(history, view.clock) for history in view.known.plans if history.now.ended == "gone"),
        charts=tuple(_charts(held, view)),
        cards=tuple(cards.values()),
    )


def _heading(period: str | None) -> str:
    return {"month": "Monthly", "year": "Yearly", "week": "Weekly", "day": "Daily", "once": "Once"}.get(
        period or "", "Price"
    )


def _tier(
    name: str | None,
    periods: Sequence[str | None],
    held: Sequence[History[Plan]],
    cards: dict[str, Card],
    ours: Sequence[Plan],
    view: View,
) -> Tier:
    own = {history.record.period: history for history in held if history.record.name == name}
    first = next(iter(own.values()))
    trials = [history.record.trial_days for history in own.values() if history.record.trial_days]
    near = next((n for h in own.values() if (n := nearest_plan(h.record, monthly(h.record), ours))), None)
    return Tier(
        name=shorten(name or "no name", 40),
        cells=tuple(_cell(own[period], cards, view.clock) if period in own else None for period in periods),
        whole=None if own.keys() & set(periods) else _cell(first, cards, view.clock),
        trial=f"{max(trials)} days" if trials else "",
        ours=f"{shorten(near.name or 'ours', 24)} {plan_price(near)} {plan_basis(near)}".rstrip() if near else "",
        since=view.clock.day(min(history.first_seen for history in own.values())),
        language=view.evidence.language(first.now.capture),
    )


def _cell(history: History[Plan], cards: dict[str, Card], clock: Clock) -> PlanCell:
    was = history.before
    changed = was is not None and was.record.price != history.record.price
    return PlanCell(
        price=plan_price(history.record),
        basis=plan_basis(history.record),
        was=f"was {plan_price(was.record)} until {clock.day(was.last_seen)}" if was and changed else "",
        anchor=cards[history.key].anchor,
    )


def _dropped(history: History[Plan], clock: Clock) -> str:
    plan = history.record
    return f"{shorten(plan.name or 'a plan', 40)}, {plan_price(plan)} (last seen {clock.day(history.now.last_seen)})"


def _card(history: History[Plan], place: int) -> Card:
    plan, before = history.record, history.before
    features = "; ".join(shorten(feature, 80) for feature in plan.features[:FEATURES])
    more = f" and {len(plan.features) - FEATURES} more" if len(plan.features) > FEATURES else ""
    vat = {True: ", with VAT", False: ", without VAT", None: ", VAT not said"}[plan.tax_included]
    rows = (
        Row(label="Value", text=f"{plan_price(plan)} {plan_basis(plan)}".rstrip() + vat),
        Row(label="The page wrote", quote=plan.price_text or ""),
        *((Row(label="Free trial", text=count(plan.trial_days, "day")),) if plan.trial_days else ()),
        *((Row(label="Includes", quote=features + more),) if features else ()),
        *seen_rows(history.now, "price"),
    )
    return Card(
        anchor=f"l-{place}",
        title=f"Plan {plan.name or ''}{f', billed by the {plan.period}' if plan.period else ''}",
        rows=rows,
        capture=history.now.capture,
        before=before.capture if before else None,
    )


def _charts(held: Sequence[History[Plan]], view: View) -> Iterable[PriceChart]:
    """Draw the tiers of the two commonest billing periods and currencies, the dearest first, if one price moved."""
    priced = [history for history in held if history.record.price]
    for basis, _ in Counter(_basis(history.record) for history in priced).most_common(PICTURES):
        own = [history for history in priced if _basis(history.record) == basis]
        own.sort(key=lambda history: -(history.record.price or 0))
        lines = [
            PriceLine(look="us" if view.company.ours else "them", name=history.record.name or "plan", spans=spans)
            for history in own[:LINES]
            if (spans := _spans(history))
        ]
        if not any(len({span.price for span in line.spans}) > 1 for line in lines):
            continue
        note = f"{own[0].record.currency or '?'} {plan_basis(own[0].record)}".rstrip()
        yield draw_prices("Plans", note, lines, view.clock)


def _basis(plan: Plan) -> tuple[str | None, ...]:
    return plan.period, plan.per, plan.unit, plan.currency


def _spans(history: History[Plan]) -> tuple[Span, ...]:
    spans = []
    for place, seen in enumerate(history.versions):
        if seen.record.price is None or seen.record.currency != history.record.currency:
            continue
        following = history.versions[place + 1].record if place + 1 < len(history.versions) else None
        spans.append(
            Span(
                since=seen.first_seen,
                until=seen.last_seen,
                price=seen.record.price,
                meets_next=seen.ended in ("changed", "corrected")
                and following is not None
                and following.price is not None
                and following.currency == history.record.currency,
            )
        )
    return tuple(spans)


def render_plans_csv(plans: Iterable[History[Plan]]) -> str:
    """Return every version of every plan."""
    header = (
        "name period price currency per unit price_type trial_days vat_included price_text features first_seen "
        "last_seen ended url capture"
    ).split()
    return render_csv(
        header,
        (
            (
                p.name, p.period, None if p.price is None else format(p.price, "f"), p.currency, p.per, p.unit,
                p.price_type, p.trial_days, None if p.tax_included is None else "yes" if p.tax_included else "no",
                p.price_text, "; ".join(p.features), seen.first_seen, seen.last_seen, seen.ended, p.url, seen.capture,
            )
            for history in plans
            for seen in history.versions
            for p in [seen.record]
        ),
    )  # fmt: skip
