"""Changes since the last edition, by the decision they bear on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dossier.brief import Line
from dossier.changes import Event
from dossier.companies import Company
from dossier.sections.suspects import waiting
from dossier.select import select
from dossier.severity import What
from dossier.view import View
from dossier.words import Clock

LISTED = 6
LINES = 5

DECISIONS: Mapping[str, tuple[What, ...]] = {
    "Price": (
        "price cut", "price raised", "price hidden", "price shown", "list price changed",
        "plan cheaper", "plan dearer", "plan repriced", "plan edited",
    ),
    "Range": ("sold out", "back in stock", "availability", "new", "gone", "returned", "edited", "new plan",
              "plan dropped", "site moved"),
    "Message": ("headline changed", "new headline", "headline gone", "tagline changed", "promise changed",
                "new promise", "promise dropped", "post"),
    "Promotion": ("sale started", "sale ended", "ad started", "ad stopped", "ad changed", "technology added",
                  "technology dropped", "technology changed", "profile added", "profile dropped", "profile changed"),
    "People": ("new review", "review answered", "review edited"),
}  # fmt: skip
"""What each of the five decisions looks at; people are those who buy (and, once vacancies are read, who are hired)."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The changes that bear on one decision."""

    title: str
    lines: tuple[Line, ...]
    more: int
    """Lines that are left out here and stand on the page of changes."""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """The section's data."""

    total: int
    decisions: tuple[Decision, ...]
    """Only those with changes."""
    quiet: tuple[str, ...]
    """Titles of those without."""
    gravest: tuple[Event, ...]
    """The single changes that weigh most."""
    nothing: str
    """What is said when there is no change."""
    waiting: str
    """How many suspect values wait for a second look; "" for none."""


def load_changed(view: View) -> Changed:
    """Return the lines by decision, and the gravest single changes."""
    decisions = [_decision(title, whats, view.lines) for title, whats in DECISIONS.items()]
    return Changed(
        total=len(view.events),
        decisions=tuple(decision for decision in decisions if decision.lines),
        quiet=tuple(decision.title.lower() for decision in decisions if not decision.lines),
        gravest=tuple(view.events[:LISTED]),
        nothing=nothing_seen(view.company, view.clock),
        waiting=waiting(len(select(view.db, "suspects", competitor=view.company.name))),
    )


def nothing_seen(company: Company, clock: Clock) -> str:
    """Say why there is no change to tell: nothing changed, or nothing could be looked at."""
    if company.failing and company.failing[0].failing_since:
        worst = company.failing[0]
        return f"Nothing could be read: {worst.outcome} since {clock.day(worst.failing_since or '')}."
    return "No change was seen." if company.watched_since else "Not visited yet."


def _decision(title: str, whats: Sequence[What], lines: Sequence[Line]) -> Decision:
    own = [line for line in lines if line.what in whats]
    return Decision(title=title, lines=tuple(own[:LINES]), more=max(0, len(own) - LINES))


def describe(changed: Changed) -> str:
    """Return what the list of sections says beside this one."""
    return str(changed.total)
