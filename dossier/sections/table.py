"""The sections of a dossier, in their order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dossier.cards import Card
from dossier.sections import (
    changed,
    company,
    demand,
    health,
    history,
    message,
    notes,
    places,
    prices,
    selling,
    stock,
    verdict,
)
from dossier.view import View


def _no_cards(_: object) -> Sequence[Card]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of a dossier: ``templates/sections/<id>.html.j2`` shows what ``load`` returns."""

    id: str
    title: str
    load: Callable[[View], Any]
    describe: Callable[[Any], str]
    """A few words for the list of sections."""
    cards: Callable[[Any], Sequence[Card]] = _no_cards
    """What its numbers and quotations were read from."""


SECTIONS = (
    Section(id="changed", title="Changes by decision", load=changed.load_changed, describe=changed.describe),
    Section(id="prices", title="Prices and promotions", load=prices.load_prices, describe=prices.describe,
            cards=prices.cards),
    Section(id="range", title="Range and stock", load=stock.load_range, describe=stock.describe, cards=stock.cards),
    Section(id="message", title="Message and terms", load=message.load_message, describe=message.describe,
            cards=message.cards),
    Section(id="verdict", title="Buyers’ verdict", load=verdict.load_verdict, describe=verdict.describe,
            cards=verdict.cards),
    Section(id="demand", title="How they win demand", load=demand.load_demand, describe=demand.describe,
            cards=demand.cards),
    Section(id="selling", title="How they sell", load=selling.load_selling, describe=selling.describe,
            cards=selling.cards),
    Section(id="places", title="To whom and where", load=places.load_places, describe=places.describe,
            cards=places.cards),
    Section(id="company", title="Company", load=company.load_company, describe=company.describe, cards=company.cards),
    Section(id="history", title="History", load=history.load_history, describe=history.describe),
    Section(id="notes", title="Analyst’s notes", load=notes.load_notes, describe=notes.describe),
    Section(id="health", title="Evidence and source health", load=health.load_health, describe=health.describe,
            cards=health.cards),
)  # fmt: skip
