"""What visits could see of a market: derived from its truth and the days of the visits alone.

Nothing here knows how rivals decides; it only says, product by product, what somebody who looked at each page on each
of these days must have found out, and when.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rivals.demo.market import Market

Fact = dict[str, Any]
FIELDS = ("name", "category", "price", "list_price", "availability")
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
    titles: dict[str, str] = {}
    for day, fact in _readable(market, addresses, days):
        who = (day, fact["competitor"], fact["kind"], fact.get("id"))
        if fact["kind"] == "offer":
            seen = offers[fact["competitor"], fact["id"]]
            changes += [(*who, *what) for what in _look(seen, fact, day, baseline=day == days[0])]
        elif fact["kind"] == "article":
            old = titles.get(fact["id"])
            if old is None and day != days[0]:
                changes.append((*who, None, None, "new"))
            elif old not in (None, fact["title"]):
                changes.append((*who, "title", old, fact["title"]))
            titles[fact["id"]] = fact["title"]
    return changes


def _look(known: Seen, fact: Fact, day: int, *, baseline: bool) -> Iterable[tuple[Any, ...]]:
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
            yield name, _text(old[name]), _text(fact[name])


def _text(value: Any) -> str | None:
    return " > ".join(value) if isinstance(value, list) else value


def expected_offers(market: Market, addresses: dict[str, str], days: Sequence[int]) -> dict[tuple[str, str], Fact]:
    """Return each product that is held after the visits, with the fact as its own page last said it."""
    offers: dict[tuple[str, str], Seen] = defaultdict(Seen)
    for day, fact in _readable(market, addresses, days):
        if fact["kind"] == "offer":
            list(_look(offers[fact["competitor"], fact["id"]], fact, day, baseline=day == days[0]))
    return {who: known.held for who, known in offers.items() if known.held is not None and not known.gone}


def addresses_of(market: Market, addresses: dict[str, str], days: Sequence[int]) -> dict[str, str]:
    """Return whose own page each address is or was: address → id."""
    owners: dict[str, str] = {}
    for day in days:
        facts: list[Fact] = market.truth(day, addresses)
        for fact in facts:
            if fact["kind"] in ("offer", "article"):
                owners[fact["url"]] = fact["id"]
                owners.update({former["url"]: fact["id"] for former in fact.get("former", ())})
    return owners


def told(line: Fact, owners: dict[str, str]) -> tuple[Any, ...]:
    """Return a change line in the shape of ``expected_changes``."""
    day = int(line["at"][8:10]) - 1
    sighting = line["field"] is None and line["kind"] == "offer"
    old = "gone" if sighting and line["new"] is None else line["old"]
    new = "new" if line["field"] is None and line["new"] not in (None, "returned") else line["new"]
    return day, line["competitor"], line["kind"], owners.get(line["url"], line["url"]), line["field"], old, new


def expected_articles(market: Market, addresses: dict[str, str], days: Sequence[int]) -> dict[str, Fact]:
    """Return each post by its address, as it was last seen."""
    return {fact["url"]: fact for _, fact in _readable(market, addresses, days) if fact["kind"] == "article"}


def expected_counts(market: Market, addresses: dict[str, str], days: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (address, measure, day, value) of each new value of a count."""
    last: dict[tuple[str, str], Any] = {}
    counts = []
    for day, fact in _readable(market, addresses, days):
        if fact["kind"] == "popularity" and last.get((fact["url"], fact["measure"])) != fact["value"]:
            last[fact["url"], fact["measure"]] = fact["value"]
            counts.append((fact["url"], fact["measure"], f"2026-03-{day + 1:02}", fact["value"]))
    return counts


def _readable(market: Market, addresses: dict[str, str], days: Sequence[int]) -> Iterator[tuple[int, Fact]]:
    """Yield the facts of each day, but for those of sites that refused."""
    for day in days:
        facts = market.truth(day, addresses)
        refused = {fact["competitor"] for fact in facts if fact["kind"] == "site" and fact["state"] != "ok"}
        yield from ((day, fact) for fact in facts if fact["competitor"] not in refused)
