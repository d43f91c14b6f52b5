"""Why a metric has no value for a company, and what would fill it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dossier.companies import Company, Holding
from dossier.metrics.compute import Counted
from dossier.metrics.table import Metric
from dossier.select import select
from dossier.words import Clock, money, number

if TYPE_CHECKING:
    from crawler.store.connections import Connection

_COMPARED = ("price_index", "cheaper", "depth", "lowest_share")
"""Metrics that compare their prices with ours."""
_PART_OF = {
    "depth": ("cheaper", "depth", "cheaper on no product"),
    "median_move": ("repriced", "median_move", "no price moved"),
    "advertised_discount": ("on_sale", "advertised_discount", "nothing is on sale"),
    "real_discount": ("on_sale", "advertised_discount", "nothing is on sale"),
    "inflated_discounts": ("on_sale", "advertised_discount", "nothing is on sale"),
}
"""Where the first metric has a value and the second has none, this one has none because of what is said here."""
_PROMISES = {
    "free_delivery": "free_delivery",
    "delivery_time": "delivery_time",
    "return_window": "returns",
    "free_trial": "free_trial",
}


@dataclass(frozen=True, kw_only=True)
class Missing:
    """What stands where a value would."""

    look: Literal["base", "absent", "hole", "blocked"]
    text: str
    small: str
    shown: bool = False
    """Is ``text`` itself a figure that has a page of its own?"""


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """What tells why values are missing."""

    rates: Mapping[str, str]
    """``KZT→EUR`` by company: matched products that are priced in another currency."""
    promised: Collection[tuple[str, str]]
    """Company and promise, or ``free_plan``."""
    valued: Collection[tuple[str, str]]
    """Metric and company that have a value."""
    counted: Mapping[tuple[str, str], Sequence[Counted]]
    """Rows behind each value, by metric and company."""
    currency: str


def load_reasons(
    db: "Connection",
    currency: str,
    valued: Collection[tuple[str, str]],
    counted: Mapping[tuple[str, str], Sequence[Counted]],
) -> Reasons:
    """Return what tells why values are missing."""
    rates: dict[str, str] = {}
    for row in select(db, "rates"):
        rates.setdefault(row["competitor"], f"{row['theirs']}→{row['ours']}")
    promised = {(row["competitor"], row["name"]) for row in select(db, "promised")}
    return Reasons(rates=rates, promised=promised, valued=valued, counted=counted, currency=currency)


def why_missing(metric: Metric, company: Company, reasons: Reasons, clock: Clock) -> Missing:
    """Return what is known instead of the value: none of it, blocked, not checked, or what it needs."""
    if company.ours and metric.base is not None:
        return Missing(look="base", text=metric.base, small="the base" if metric.base.isdigit() else "compared with us")
    holding = _holding(metric, company)
    if holding.state == "blocked" and holding.since:
        return Missing(look="blocked", text="blocked", small=f"since {clock.day(holding.since)}")
    if holding.state == "blocked":
        return Missing(look="hole", text="not checked", small="pages that may say it were refused")
    if holding.state == "absent":
        return Missing(look="absent", text="none", small=f"looked for on {number(holding.pages_read)} pages")
    if holding.state == "observed":
        return _observed(metric, company, reasons)
    return Missing(look="hole", text="not checked", small=_unvisited(company))


def _unvisited(company: Company) -> str:
    if not company.sources:
        return "add its site or a feed"
    return "no page was read that would say it" if company.watched_since else "no visit has read it yet"


def _observed(metric: Metric, company: Company, reasons: Reasons) -> Missing:
    foreign = [row for row in reasons.counted.get((metric.id, company.name), ()) if row.currency]
    if foreign:
        best = foreign[0]
        needs = f"needs a rate {best.currency}→{reasons.currency}"
        return Missing(look="hole", text=f"{money(f'{best.part:.2f}')} {best.currency}", small=needs, shown=True)
    if metric.id in _COMPARED and company.name in reasons.rates:
        return Missing(look="hole", text="not compared", small=f"needs a rate {reasons.rates[company.name]}")
    whole, some, nothing = _PART_OF.get(metric.id, ("", "", ""))
    if (whole, company.name) in reasons.valued and (some, company.name) not in reasons.valued:
        return Missing(look="absent", text="none", small=nothing)
    if promise := _PROMISES.get(metric.id):
        if (company.name, promise) in reasons.promised:
            return Missing(look="hole", text="no number", small=metric.fill)
        free = " · a free plan" if promise == "free_trial" and (company.name, "free_plan") in reasons.promised else ""
        return Missing(look="absent", text="none", small=f"its pages promise none{free}")
    return Missing(look="hole", text="not known", small=metric.fill)


def _holding(metric: Metric, company: Company) -> Holding:
    """Return what is known of the kinds it is made of; one that was observed is enough."""
    holdings = [company.holding(kind) for kind in metric.kinds]
    order = ("observed", "blocked", "not checked", "absent")
    return min(holdings, key=lambda holding: order.index(holding.state))
