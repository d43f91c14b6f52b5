"""Changes → at most ten lines: fact · what it means for us · proof. Groups, not rows; no causes claimed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dossier.changes import Event
from dossier.companies import Company
from dossier.effects import Favour, Ours, effect_of
from dossier.facts import Span, Telling, tell_one
from dossier.groups import distinct, tell_many
from dossier.moves import Move
from dossier.severity import Severity, What, group_severity, severity
from dossier.words import number

MOST_LINES = 10
_ORDER: tuple[What, ...] = (
    "site moved", "price cut", "plan cheaper", "sale started", "price raised", "plan dearer", "plan repriced",
    "promise changed", "new promise", "promise dropped", "sold out", "headline changed", "new plan", "plan dropped",
    "new", "gone", "new review", "ad started", "ad stopped", "post", "tagline changed", "plan edited",
    "back in stock", "returned", "sale ended", "price hidden", "price shown", "list price changed", "availability",
    "review answered", "technology added", "technology dropped", "profile added", "profile dropped", "ad changed",
    "technology changed", "profile changed", "new headline", "headline gone", "review edited", "edited",
)  # fmt: skip
"""Between lines of equal weight."""
_MOVED: tuple[What, ...] = ("new", "gone", "returned", "new headline", "headline gone")
"""What all pages of a site seem to do when it has moved."""


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
    favour: Favour
    place: str
    """Where it is proved, from the edition's folder."""
    proof: str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What the lines are told against."""

    telling: Telling
    companies: Mapping[str, Company]
    ours: Ours
    moves: Mapping[str, Move]
    """By company: that its site has moved since the last edition."""


def group_events(events: Iterable[Event]) -> list[list[Event]]:
    """Return the events by company and what happened, the gravest first; restated and suspect ones left out."""
    groups: dict[tuple[str, What], list[Event]] = {}
    for event in events:
        if not event.restated and not event.suspect:
            groups.setdefault((event.competitor, event.what), []).append(event)
    return list(groups.values())


def write_brief(events: Iterable[Event], ground: Ground) -> list[Line]:
    """Return a line for every group, gravest first, rivals before ourselves; the caller shows the first ten.

    Of a site that has moved there is one line, and none of all the pages that came and went with it.
    """
    groups = [group for group in group_events(events) if group[0].competitor in ground.companies]
    lines = [write_line(group, ground) for group in groups if not _is_of_move(group, ground.moves)]
    for name, move in ground.moves.items():
        lines.append(_line_of_move(ground.companies[name], move, [g for g in groups if g[0].competitor == name]))
    return sorted(
        lines,
        key=lambda line: (ground.companies[line.competitor].ours, -line.severity, _ORDER.index(line.what), line.who),
    )


def write_line(group: Sequence[Event], ground: Ground) -> Line:
    """Return the line of one group."""
    first = next((event for event in group if event.field == "price"), group[0])
    company = ground.companies[first.competitor]
    means, favour = effect_of(group, company, ground.ours)
    things = distinct(group)
    alone = len({event.identity for event in things}) == 1
    possible = _possible(first, company)
    fact = tell_one(first, ground.telling) if alone else tell_many(group, possible, ground.telling)
    anchor = f"c-{first.id}" if len(group) == 1 else anchor_of(group, company)
    return Line(
        severity=group_severity([event.severity for event in things], possible),
        competitor=company.name,
        what=first.what,
        who=_who(company),
        fact=tuple(fact),
        means=means,
        favour=favour,
        place=f"changes.html#{anchor}",
        proof=_proof(first) if alone else f"all {number(len(things))}",
    )


def anchor_of(group: Sequence[Event], company: Company) -> str:
    """Return the group's place on the page of changes."""
    return f"{company.folder}-{group[0].what.replace(' ', '-')}"


def _line_of_move(company: Company, move: Move, groups: Sequence[Sequence[Event]]) -> Line:
    came, went = (len(next((g for g in groups if g[0].what == what), ())) for what in ("new", "gone"))
    swept = f"; {number(went)} products gone and {number(came)} new are told with it" if came or went else ""
    return Line(
        severity=severity("site moved"),
        competitor=company.name,
        what="site moved",
        who=_who(company),
        fact=(Span(text="has moved from "), Span(text=move.old), Span(text=" to "), Span(text=move.new, strong=True),
              Span(text=f" ({move.when}{swept})")),
        means="name the new address in the configuration",
        favour="",
        place=f"{company.folder}/index.html#health",
        proof="source health",
    )  # fmt: skip


def _is_of_move(group: Sequence[Event], moves: Mapping[str, Move]) -> bool:
    return group[0].competitor in moves and group[0].what in _MOVED


def _who(company: Company) -> str:
    return f"{company.label} (us)" if company.ours else company.label


def _proof(event: Event) -> str:
    return "both pages" if event.capture_old and event.capture_new else "page"


def _possible(event: Event, company: Company) -> int:
    """Return how many could have changed: the company's open offers, plans, or posts and all else."""
    if event.kind == "plan":
        return company.plans
    return company.offers if event.kind == "offer" else company.articles
