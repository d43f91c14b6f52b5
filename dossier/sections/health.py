"""Evidence and source health: what was asked, what answered, what could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from dossier.cards import Card
from dossier.companies import Company, Source
from dossier.sections.blind import Blind, answers_of
from dossier.sections.rendered import Rendering, load_rendering
from dossier.sections.suspects import Suspects, load_suspects
from dossier.view import View
from dossier.words import Clock, count, number


@dataclass(frozen=True, kw_only=True)
class SourceHealth:
    """One target."""

    source: str
    address: str
    bad: bool
    state: str
    """``4,108 of 4,260 pages`` or ``blocked since 9 Mar (6 visits)``."""
    reason: str
    age: str
    """Of the last visit that had an answer."""


@dataclass(frozen=True, kw_only=True)
class Health:
    """The section's data."""

    sources: tuple[SourceHealth, ...]
    """Its own, and those of the whole market."""
    errors: tuple[str, ...]
    suspects: Suspects
    moved: tuple[str, ...]
    """Sites that lead to another host, in words."""
    rendering: Rendering
    blind: Blind


def load_health(view: View) -> Health:
    """Return the health of each target and the pages that could not be read."""
    return Health(
        sources=tuple(source_health(source, view.clock) for source in (*view.company.sources, *view.market)),
        errors=tuple(f"{count(pages, 'page')} could not be read: {error}" for error, pages in view.errors.items()),
        suspects=load_suspects(view),
        moved=tuple(
            f"{move.old} leads to {move.new} {move.when}: name the new address in the configuration"
            for move in view.moves
        ),
        rendering=load_rendering(view),
        blind=answers_of(view.company, view.clock),
    )


def source_health(source: Source, clock: Clock) -> SourceHealth:
    """Return how one target fares, in words."""
    return SourceHealth(
        source=source.source,
        address=source.address,
        bad=source.failing_since is not None,
        state=_state(source, clock),
        reason=source.reason or "",
        age=clock.age(source.good_at) if source.good_at else "never",
    )


def company_health(company: Company, clock: Clock) -> SourceHealth:
    """Return how a company's targets fare together: the sum of the pages, or what is wrong with the worst."""
    return _health(company.sources, clock)


def _health(sources: Sequence[Source], clock: Clock) -> SourceHealth:
    worst = next((source for source in sources if source.failing_since), None)
    good = [source.good_at for source in sources if source.good_at]
    read, known = (
        (sum(values) for values in zip(*((s.read, s.known) for s in sources), strict=True)) if sources else (0, 0)
    )
    state = f"{number(read)} of {count(known, 'page')}"
    if worst:
        state = f"{_state(worst, clock)}; {state}" if read and len(sources) > 1 else _state(worst, clock)
    elif not sources:
        state = "no site or feed to visit"
    elif not any(source.last_at for source in sources):
        state = "not visited yet"
    return SourceHealth(
        source="", address="", bad=worst is not None or not good, state=state,
        reason=(worst.reason or "") if worst else "", age=clock.age(min(good)) if good else "never",
    )  # fmt: skip


def market_health(market: Sequence[Source], clock: Clock) -> SourceHealth | None:
    """Return how the targets of the whole market fare together; None: there is none."""
    if not market:
        return None
    return _health(market, clock)


def _state(source: Source, clock: Clock) -> str:
    if source.failing_since:
        return f"{source.outcome} since {clock.day(source.failing_since)} ({count(source.failing_visits, 'visit')})"
    if source.last_at is None:
        return "not visited yet"
    partial = ", last visit partial" if source.outcome == "partial" else ""
    return f"{number(source.read)} of {count(source.known, 'page')}{partial}"


def cards(health: Health) -> Sequence[Card]:
    """Return the witness cards of what is suspect."""
    return health.suspects.cards


def describe(health: Health) -> str:
    """Return what the list of sections says beside this one."""
    bad = sum(source.bad for source in health.sources)
    return f"{bad} failing" if bad else count(len(health.sources), "source")
