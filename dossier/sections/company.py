"""Company: which systems run on its site and since when; hiring, size and standing are not read yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.records.finding import Finding
from dossier.cards import Card
from dossier.histories import History
from dossier.holes import Hole, holes_of, unbuilt
from dossier.sections.message import card_of
from dossier.view import FEW, View
from dossier.words import Clock, count, shorten

TECHNOLOGIES = 40


@dataclass(frozen=True, kw_only=True)
class Technology:
    """One system."""

    name: str
    id: str
    """Its id there, or version; "" when being there is all."""
    since: str
    ours: bool
    """Do we use it, too?"""
    anchor: str


@dataclass(frozen=True, kw_only=True)
class CompanyFacts:
    """The section's data."""

    groups: tuple[tuple[str, tuple[Technology, ...]], ...]
    """By category."""
    total: int
    dropped: tuple[str, ...]
    holes: tuple[Hole, ...]
    cards: tuple[Card, ...]


def load_company(view: View) -> CompanyFacts:
    """Return the systems by category, those seen first on top."""
    found = list({history.record.name: history for history in reversed(view.known.of("technology"))}.values())[::-1]
    shown = sorted(found, key=lambda history: (category(history.record), history.first_seen, history.record.name or ""))
    shown = shown[:TECHNOLOGIES]
    cards = {history.key: card_of(history, f"t-{place}", view.clock) for place, history in enumerate(shown)}
    ours = {history.record.name for history in view.ours_known.of("technology")} if view.ours_known else set()
    groups: dict[str, list[Technology]] = {}
    for history in shown:
        groups.setdefault(category(history.record), []).append(
            Technology(
                name=shorten(history.record.name or "", 40),
                id=shorten(history.record.value or "", 24),
                since=view.clock.day(history.first_seen),
                ours=history.record.name in ours,
                anchor=cards[history.key].anchor,
            )
        )
    return CompanyFacts(
        groups=tuple((name, tuple(members)) for name, members in groups.items()),
        total=len(found),
        dropped=tuple(_dropped(history, view.clock) for history in view.known.gone("technology")[:FEW]),
        holes=(
            *holes_of(view.company, [("technology", "systems", bool(found))], view.clock),
            unbuilt("careers", "no reader of vacancies is built yet"),
            unbuilt("size, holding and standing", "registers and a reader of claims would fill it"),
        ),
        cards=tuple(cards.values()),
    )


def category(found: Finding) -> str:
    """Return a technology's category: what its detail says before the first comma or colon.

    >>> category(Finding(url="", what="technology", name="Matomo", detail="analytics, script of matomo.js"))
    'analytics'
    """
    detail = (found.detail or "").replace(";", ",").replace(":", ",")
    return shorten(detail.partition(",")[0].strip().lower(), 30) or "other"


def _dropped(history: History[Finding], clock: Clock) -> str:
    return f"{shorten(history.record.name or '', 40)} (last seen {clock.day(history.now.last_seen)})"


def cards(facts: CompanyFacts) -> Sequence[Card]:
    """Return the witness cards of the systems."""
    return facts.cards


def describe(facts: CompanyFacts) -> str:
    """Return what the list of sections says beside this one."""
    return count(facts.total, "system") if facts.total else ""
