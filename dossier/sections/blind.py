"""What we cannot see: every question of the checklist with its state."""

from dataclasses import dataclass

from dossier.companies import Company, Holding
from dossier.questions import QUESTIONS, Question
from dossier.view import View
from dossier.words import Clock, number


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One question of the checklist."""

    question: Question
    state: str
    """observed, absent, not checked or blocked."""
    note: str


@dataclass(frozen=True, kw_only=True)
class Blind:
    """The section's data."""

    seen: tuple[Answered, ...]
    holes: tuple[Answered, ...]
    """Blocked and absent first."""
    urgent: tuple[Answered, ...]
    """Of these, the ones that a reader could answer: what stands on the first screen."""


def load_blind(view: View) -> Blind:
    """Return what is answered and what is not."""
    return answers_of(view.company, view.clock)


def answers_of(company: Company, clock: Clock) -> Blind:
    """Return the state of every question for one company."""
    answers = [_answer(question, company, clock) for question in QUESTIONS]
    order = {"blocked": 0, "absent": 1, "not checked": 2}
    holes = sorted((a for a in answers if a.state != "observed"), key=lambda a: (order[a.state], not a.question.kinds))
    return Blind(
        seen=tuple(answer for answer in answers if answer.state == "observed"),
        holes=tuple(holes),
        urgent=tuple(answer for answer in holes if answer.question.kinds),
    )


def _answer(question: Question, company: Company, clock: Clock) -> Answered:
    holdings = [company.holding(kind) for kind in question.kinds]
    if not holdings:
        return Answered(question=question, state="not checked", note=question.fill)
    holding = next((held for held in holdings if held.state == "observed"), holdings[0])
    return Answered(question=question, state=holding.state, note=_note(question, holding, clock))


def _note(question: Question, holding: Holding, clock: Clock) -> str:
    if holding.state == "observed":
        return f"last seen {clock.moment(holding.seen_at)}" if holding.seen_at else ""
    if holding.state == "blocked":
        return f"since {clock.day(holding.since)}: visit by hand" if holding.since else "visit by hand"
    if holding.state == "absent":
        return f"looked for on {number(holding.pages_read)} pages, not there"
    return question.fill


def describe(blind: Blind) -> str:
    """Return what the list of sections says beside this one."""
    return f"{len(blind.holes)} of {len(QUESTIONS)}"
