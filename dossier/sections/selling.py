"""How they sell: what their promises and plans tell of it; forms and answers are not read yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dossier.cards import Card
from dossier.holes import Hole, unbuilt
from dossier.sections.message import card_of
from dossier.terms import promise_words
from dossier.view import View
from dossier.words import count, shorten

_WAYS = ("free_trial", "instalments", "support")


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way in which it sells."""

    words: str
    detail: str
    language: str | None
    href: str
    """Where it is proved, from the company's folder."""


@dataclass(frozen=True, kw_only=True)
class Selling:
    """The section's data."""

    ways: tuple[Way, ...]
    holes: tuple[Hole, ...]
    cards: tuple[Card, ...]


def load_selling(view: View) -> Selling:
    """Return the ways of buying that other records tell of."""
    found = {history.record.name: history for history in view.known.of("promise") if history.record.name in _WAYS}
    cards = {history.key: card_of(history, f"w-{place}", view.clock) for place, history in enumerate(found.values())}
    ways = [
        Way(
            words=promise_words(history.record.name, history.record.value, history.record.unit),
            detail=shorten(history.record.detail or "", 120),
            language=view.evidence.language(history.now.capture),
            href=f"witnesses.html#{cards[history.key].anchor}",
        )
        for history in found.values()
    ]
    return Selling(
        ways=(*ways, *_of_plans(view)),
        holes=(
            unbuilt("entry points and forms", "no reader of forms is built yet"),
            unbuilt("answers to a buyer", "a mystery visit, written down, would fill it"),
        ),
        cards=tuple(cards.values()),
    )


def _of_plans(view: View) -> Iterable[Way]:
    """Say how plans are bought: alone, for nothing, or only on request."""
    plans = [history.record for history in view.known.plans if history.open]
    for kind, words in (("free", "free"), ("contact", "on request only")):
        names = list(dict.fromkeys(plan.name or "a plan" for plan in plans if plan.price_type == kind))
        if names:
            detail = ", ".join(shorten(name, 30) for name in names[:3])
            yield Way(words=f"{count(len(names), 'plan')} {words}", detail=detail, language=None, href="#prices")


def cards(selling: Selling) -> Sequence[Card]:
    """Return the witness cards of the promises."""
    return selling.cards


def describe(selling: Selling) -> str:
    """Return what the list of sections says beside this one."""
    return count(len(selling.ways), "way") if selling.ways else ""
