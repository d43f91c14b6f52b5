"""What we cannot see: every question of the checklist with its state."""

from dataclasses import dataclass

from dossier.companies import Company, Holding
from dossier.questions import QUESTIONS, Question
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
    """All questions, by what is known."""

    seen: tuple[Answered, ...]
    holes: tuple[Answered, ...]
    """First what a reader could answer: what is blocked, then what was not checked, then what is not there."""
    urgent: tuple[Answered, ...]
    """Of these, the ones that a reader could answer: what stands on the first screen."""


def answers_of(company: Company, clock: Clock) -> Blind:
    """Return the state of every question for one company."""
    answers = [_answer(question, company, clock) for question in QUESTIONS]
    order = {"blocked": 0, "not checked": 1, "absent": 2}
    holes = sorted((a for a in answers if a.state != "observed"), key=lambda a: (not a.question.kinds, order[a.state]))
    return Blind(
        seen=tuple(answer for answer in answers if answer.state == "observed"),
        holes=tuple(holes),
        urgent=tuple(answer for answer in holes if answer.question.kinds),
    )


def _answer(question: Question, company: Company, clock: Clock) -> Answered:
    holdings = [company.holding(kind) for kind in question.kinds]
    if not holdings:
        return Answered(question=question, state="not checked", note=question.fill)
    holding = min(holdings, key=lambda held: _TELLING.index(held.state))
    return Answered(question=question, state=holding.state, note=_note(question, holding, clock))


_TELLING = ("observed", "blocked", "not checked", "absent")
"""Of several kinds that answer a question, the one whose state comes first here speaks: absent is only what all are."""


def _note(question: Question, holding: Holding, clock: Clock) -> str:
    if holding.state == "observed":
        seen = f"last seen {clock.moment(holding.seen_at)}" if holding.seen_at else ""
        return "; ".join(part for part in (seen, question.lacks) if part)
    if holding.state == "blocked":
        return f"since {clock.day(holding.since)}: visit by hand" if holding.since else "visit by hand"
    if holding.state == "absent":
        return f"looked for on {number(holding.pages_read)} pages, not there"
    return question.fill
