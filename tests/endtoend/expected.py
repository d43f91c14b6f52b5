"""What visits could see of a market: derived from its truth and the days of the visits alone.

Nothing here knows how rivals decides; it only says, product by product, what somebody who looked at each page on each
of these days must have found out, and when.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rivals.demo.market import Market

Fact = dict[str, Any]
FIELDS = ("name", "price", "list_price", "availability")
"""Fields of an offer whose change is told."""


@dataclass
class Seen:
    """What is known of one product while the days pass."""

    held: Fact | None = None
    """The fact as last seen on its own page."""
    misses: list[int] = field(default_factory=list)
    gone: bool = False


def expected_changes(market: Market, addresses: dict[str, str], days: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (day, competitor, kind, id, field, old, new) of every change that visits on ``days`` could see."""
    changes: list[tuple[Any, ...]] = []
    offers: dict[tuple[str, str], Seen] = defaultdict(Seen)
    titles: dict[tuple[str, str], str] = {}
    for day in days:
        facts = market.truth(day, addresses)
        refused = {fact["competitor"] for fact in facts if fact["kind"] == "site" and fact["state"] != "ok"}
        for fact in facts:
            who = (fact["competitor"], fact.get("id"))
            if fact["competitor"] in refused:
                continue
            if fact["kind"] == "offer":
                known = offers[who]
                changes += [(day, fact["competitor"], "offer", fact["id"], *what) for what in _look(known, fact, day == days[0], day)]
            elif fact["kind"] == "article":
                old = titles.get(who)
                if old is None and day != days[0]:
                    changes.append((day, fact["competitor"], "article", fact["id"], None, None, fact["title"]))
                elif old not in (None, fact["title"]):
                    changes.append((day, fact["competitor"], "article", fact["id"], "title", old, fact["title"]))
                titles[who] = fact["title"]
    return changes


def _look(known: Seen, fact: Fact, baseline: bool, day: int) -> Iterable[tuple[Any, ...]]:
    """Look at one product's own page and yield (field, old, new) of what is new about it."""
    if fact["page"] == "error":
        return
    if fact["page"] != "ok":
        if known.held is not None and not known.gone:
            known.misses.append(day)
            if len(known.misses) == 2:
                known.gone = True
                yield None, "gone", None
        return
    known.misses.clear()
    old, known.held = known.held, fact
    if old is None:
        if not baseline:
            yield None, None, "new"
        return
    if known.gone:
        known.gone = False
        yield None, None, "returned"
    for name in FIELDS:
        if old[name] != fact[name]:
            yield name, old[name], fact[name]


def expected_offers(market: Market, addresses: dict[str, str], days: Sequence[int]) -> dict[tuple[str, str], Fact]:
    """Return each product that is held after the visits, with the fact as its own page last said it."""
    offers: dict[tuple[str, str], Seen] = defaultdict(Seen)
    for day in days:
        facts = market.truth(day, addresses)
        refused = {fact["competitor"] for fact in facts if fact["kind"] == "site" and fact["state"] != "ok"}
        for fact in facts:
            if fact["kind"] == "offer" and fact["competitor"] not in refused:
                list(_look(offers[fact["competitor"], fact["id"]], fact, day == days[0], day))
    return {who: known.held for who, known in offers.items() if known.held is not None and not known.gone}


def addresses_of(market: Market, addresses: dict[str, str], days: Sequence[int]) -> dict[str, str]:
    """Return whose own page each address is or was: address → id."""
    owners: dict[str, str] = {}
    for day in days:
        for fact in market.truth(day, addresses):
            if fact["kind"] in ("offer", "article"):
                owners[fact["url"]] = fact["id"]
                owners.update({former["url"]: fact["id"] for former in fact.get("former", ())})
    return owners
