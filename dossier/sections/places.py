"""To whom and where: country, languages and currencies of the pages, profiles on networks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dossier.cards import Card
from dossier.holes import Hole, holes_of, unbuilt
from dossier.sections.message import card_of
from dossier.view import View
from dossier.words import count, number, shorten

PROFILES = 12
PAGES = 60
"""Pages whose language is looked up: those with findings, as last held."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One profile on a network."""

    network: str
    address: str
    since: str
    ours: bool
    """Have we one there, too?"""
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Places:
    """The section's data."""

    facts: tuple[tuple[str, str], ...]
    """Label and words."""
    profiles: tuple[Profile, ...]
    missing: str
    """Networks where only we have one; "" without any, or when theirs were not looked for."""
    holes: tuple[Hole, ...]
    cards: tuple[Card, ...]


def load_places(view: View) -> Places:
    """Return where the company is and in which languages it speaks."""
    profiles = list({history.record.name: history for history in reversed(view.known.of("profile"))}.values())[::-1]
    cards = {
        history.key: card_of(history, f"s-{place}", view.clock) for place, history in enumerate(profiles[:PROFILES])
    }
    ours = {history.record.name for history in view.ours_known.of("profile")} if view.ours_known else set()
    theirs = {history.record.name for history in profiles}
    facts = (
        ("Country", view.company.country or ""),
        ("Languages", _languages(view)),
        ("Currencies", _currencies(view)),
    )
    return Places(
        facts=tuple((label, words) for label, words in facts if words),
        profiles=tuple(
            Profile(
                network=shorten(history.record.name or "", 24),
                address=history.record.value or "",
                since=view.clock.day(history.first_seen),
                ours=history.record.name in ours,
                anchor=cards[history.key].anchor,
            )
            for history in profiles[:PROFILES]
        ),
        missing=", ".join(sorted(name for name in ours - theirs if name)) if profiles else "",
        holes=(
            *holes_of(view.company, [("profile", "profiles", bool(profiles))], view.clock),
            unbuilt("buyers and their places", "no reader of case studies, branches and delivery zones is built yet"),
        ),
        cards=tuple(cards.values()),
    )


def _languages(view: View) -> str:
    """Name the languages of the pages with findings and of the posts, the commonest first."""
    captures = {history.record.url: history.now.capture for history in view.known.findings if history.open}
    spoken = Counter(
        language
        for capture in sorted(captures.values(), reverse=True)[:PAGES]
        if (language := view.evidence.language(capture))
    )
    spoken.update(post.language for post in view.posts if post.language)
    return ", ".join(f"{language} ({count(pages, 'page')})" for language, pages in spoken.most_common(6))


def _currencies(view: View) -> str:
    prices = Counter(item.currency for item in view.items if item.currency and item.price)
    prices.update(h.record.currency for h in view.known.plans if h.open and h.record.currency and h.record.price)
    return ", ".join(f"{currency} ({number(members)} prices)" for currency, members in prices.most_common(4))


def cards(places: Places) -> Sequence[Card]:
    """Return the witness cards of the profiles."""
    return places.cards


def describe(places: Places) -> str:
    """Return what the list of sections says beside this one."""
    return count(len(places.profiles), "profile") if places.profiles else ""
