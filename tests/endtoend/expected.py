"""What visits could see of a market: derived from its truth and the days of the visits alone.

Nothing here knows how rivals decides; it only says, product by product, what somebody who looked at each page on each
of these days must have found out, and when.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rivals.demo.market import Market

Fact = dict[str, Any]
SHOWN = ("ok", "no_offer")
"""States of a product's page in which it stands there, with its reviews, sold or not."""
FIELDS = ("name", "category", "price", "list_price", "availability")
"""Fields of an offer whose change is told."""


@dataclass
class Seen:
    """What is known of one product while the days pass."""

    held: Fact | None = None
    """The fact as last seen on its own page."""
    misses: list[int] = field(default_factory=list)
    gone: bool = False


STANDING: dict[str, tuple[str, ...]] = {
    "plan": ("price", "trial_days"),
    "ad": ("headline", "text", "description", "landing_url", "stopped"),
    "headline": ("value",),
    "tagline": ("value",),
    "promise": ("value",),
    "technology": ("value",),
    "profile": ("value",),
}
"""Kinds that stand on a page until they are gone, and the fields whose change is told."""


def expected_changes(market: Market, addresses: dict[str, str], days: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (day, competitor, kind, id, field, old, new) of every change that visits on ``days`` could see."""
    return [
        *_changes_of_products_and_posts(market, addresses, days),
        *_changes_of_what_stands(market, addresses, days),
        *_changes_of_reviews(market, addresses, days),
    ]


def _changes_of_products_and_posts(
    market: Market, addresses: dict[str, str], days: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    offers: dict[tuple[str, str], Seen] = defaultdict(Seen)
    titles: dict[str, str] = {}
    for day, fact in _readable(market, addresses, days):
        who = (day, fact["competitor"], fact["kind"], fact.get("id"))
        if fact["kind"] == "offer":
            seen = offers[fact["competitor"], fact["id"]]
            yield from ((*who, *what) for what in _look(seen, fact, day, baseline=day == days[0]))
        elif fact["kind"] == "article":
            old = titles.get(fact["id"])
            if old is None and day != days[0]:
                yield (*who, None, None, "new")
            elif old not in (None, fact["title"]):
                yield (*who, "title", old, fact["title"])
            titles[fact["id"]] = fact["title"]


def _changes_of_what_stands(
    market: Market, addresses: dict[str, str], days: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    """Yield what comes, changes and goes of plans, ads and findings; what is not there twice is gone."""
    known: dict[tuple[Any, ...], Seen] = defaultdict(Seen)
    for day in days:
        facts = {_who(fact): fact for d, fact in _readable(market, addresses, [day]) if fact["kind"] in STANDING}
        shown = {who: fact for who, fact in facts.items() if fact.get("listed", True)}
        refused = _refused(market, addresses, day)
        for who, fact in shown.items():
            seen = known[who]
            yield from ((day, *who, *what) for what in _stand(seen, fact, baseline=day == days[0]))
        for who, seen in known.items():
            if who in shown or who[0] in refused or seen.held is None or seen.gone:
                continue
            seen.misses.append(day)
            if len(seen.misses) == 2:
                seen.gone = True
                if not seen.held.get("stopped"):
                    yield (day, *who, None, "gone", None)


def _stand(known: Seen, fact: Fact, *, baseline: bool) -> Iterator[tuple[Any, ...]]:
    known.misses.clear()
    old, known.held = known.held, fact
    if old is None:
        if not baseline:
            yield None, None, "new"
        return
    if known.gone:
        known.gone = False
        yield None, None, "returned"
    for name in STANDING[fact["kind"]]:
        if old[name] != fact[name]:
            yield name, _text(old[name]), _text(fact[name])


def _who(fact: Fact) -> tuple[str | None, str, str]:
    """Return whose, what and which; ads stand in a library that is nobody's."""
    return None if fact["kind"] == "ad" else fact["competitor"], fact["kind"], fact["id"]


def _changes_of_reviews(market: Market, addresses: dict[str, str], days: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Yield the reviews and replies that appear in lists that were looked at before."""
    looked_at: set[tuple[str, str | None]] = set()
    replies: dict[str, str | None] = {}
    for day in days:
        facts = [fact for _, fact in _readable(market, addresses, [day])]
        lists = _lists(facts)
        for fact in facts:
            which = lists.get(fact["url"], fact["url"]) if fact["kind"] == "review" else None
            if which is None:
                continue
            who = (day, fact["competitor"], "review", fact["id"])
            if fact["id"] not in replies:
                if (fact["competitor"], which) in looked_at:
                    yield (*who, None, None, "new")
            elif replies[fact["id"]] != fact["reply"]:
                yield (*who, "reply", replies[fact["id"]], fact["reply"])
            replies[fact["id"]] = fact["reply"]
        looked_at |= {(fact["competitor"], lists.get(fact["url"], fact["url"])) for fact in facts if "url" in fact}


def _lists(facts: Iterable[Fact]) -> dict[str, str | None]:
    """Return which list of reviews stands at the address of a product: its id; None: it cannot be read today."""
    return {fact["url"]: fact["id"] if fact["page"] in SHOWN else None for fact in facts if fact["kind"] == "offer"}


def expected_reviews(market: Market, addresses: dict[str, str], days: Sequence[int]) -> dict[str, Fact]:
    """Return each review by its id, as it was last seen."""
    seen: dict[str, Fact] = {}
    for day in days:
        facts = [fact for _, fact in _readable(market, addresses, [day])]
        lists = _lists(facts)
        readable = (f for f in facts if f["kind"] == "review" and lists.get(f["url"], f["url"]) is not None)
        seen.update({fact["id"]: fact for fact in readable})
    return seen


def expected_standing(
    market: Market, addresses: dict[str, str], days: Sequence[int], kind: str
) -> dict[tuple[Any, ...], Fact]:
    """Return what stands of a kind after the visits: (competitor, kind, id) → the fact as last seen."""
    known: dict[tuple[Any, ...], Seen] = defaultdict(Seen)
    for day in days:
        facts = {_who(f): f for _, f in _readable(market, addresses, [day]) if f["kind"] == kind}
        refused = _refused(market, addresses, day)
        for who, fact in facts.items():
            if fact.get("listed", True):
                list(_stand(known[who], fact, baseline=True))
        for who, seen in known.items():
            if who not in {who for who, fact in facts.items() if fact.get("listed", True)} and who[0] not in refused:
                seen.misses.append(day)
                seen.gone = len(seen.misses) > 1
    return {who: seen.held for who, seen in known.items() if seen.held is not None and not seen.gone}


def expected_ratings(market: Market, addresses: dict[str, str], days: Sequence[int]) -> dict[str, Fact]:
    """Return each rating by the id of what it is of, as its page last said it."""
    seen: dict[str, Fact] = {}
    for day in days:
        facts = [fact for _, fact in _readable(market, addresses, [day])]
        lists = _lists(facts)
        for fact in facts:
            if fact["kind"] == "rating" and lists.get(fact["url"], fact["url"]) is not None:
                seen[fact["id"]] = fact
    return seen


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
    old = known.held
    if old is not None and not fact["seen_in"]:  # nobody shows the price today
        fact = fact | {name: old[name] for name in ("price", "list_price")}
    known.held = fact
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


def _text(value: Any) -> Any:
    return " > ".join(value) if isinstance(value, list) else number(str(value) if isinstance(value, int) else value)


def expected_offers(market: Market, addresses: dict[str, str], days: Sequence[int]) -> dict[tuple[str, str], Fact]:
    """Return each product that is held after the visits, with the fact as its own page last said it."""
    offers: dict[tuple[str, str], Seen] = defaultdict(Seen)
    for day, fact in _readable(market, addresses, days):
        if fact["kind"] == "offer":
            list(_look(offers[fact["competitor"], fact["id"]], fact, day, baseline=day == days[0]))
    return {who: known.held for who, known in offers.items() if known.held is not None and not known.gone}


@dataclass(frozen=True)
class Identities:
    """Which of the market's things the lines of exports and changes are about."""

    pages: dict[str, str]
    """Whose own page each address is or was: of products and posts."""
    names: dict[tuple[object, ...], str]
    """Ids of plans and findings by kind, address, name and period; of ads and reviews by the ids they have here."""

    def page(self, url: str) -> str:
        """Return the id of the product or post whose page this is; else the address."""
        return self.pages.get(url, url)

    def of(self, line: Fact) -> object:
        """Return the market's own id of what a line is about; ``key`` is its record's, as changes tell it."""
        kind, key = line["kind"], line["key"]
        if kind in ("offer", "article"):
            return self.page(line["url"])
        if kind in ("ad", "review"):
            place: tuple[object, ...] = (kind, self.page(key[0]), key[1])
        else:
            place = (kind, key[0], key[1], key[2]) if kind == "plan" else (kind, key[0], key[2], None)
        return self.names.get(place, place)


def identities(market: Market, addresses: dict[str, str], days: Sequence[int], reviews: Iterable[Fact]) -> Identities:
    """Return who is who on these days; ``reviews``: the lines of all reviews that are held."""
    facts: list[Fact] = [fact for day in days for fact in market.truth(day, addresses)]
    pages: dict[str, str] = {}
    for fact in facts:
        if fact["kind"] in ("offer", "article"):
            pages[fact["url"]] = fact["id"]
            pages.update({former["url"]: fact["id"] for former in fact.get("former", ())})
    names: dict[tuple[object, ...], str] = {}
    for fact in facts:
        if fact["kind"] == "ad":
            names["ad", fact["url"], fact["id"]] = fact["id"]
        elif fact["kind"] in STANDING:
            names[fact["kind"], fact["url"], fact["name"], fact.get("period")] = fact["id"]
    written = {(pages.get(f["url"], f["url"]), f["text"]): f["id"] for f in facts if f["kind"] == "review"}
    for line in reviews:
        list_ = pages.get(line["url"], line["url"])
        names["review", list_, line["id"]] = written.get((list_, line["text"])) or str(line["text"])
    return Identities(pages, names)


def told(line: Fact, who: Identities) -> tuple[Any, ...]:
    """Return a change line in the shape of ``expected_changes``."""
    day = int(line["at"][8:10]) - 1
    old = "gone" if line["field"] is None and line["new"] is None else line["old"]
    new = "new" if line["field"] is None and line["new"] not in (None, "returned") else line["new"]
    return day, line["competitor"], line["kind"], who.of(line), line["field"], number(old), number(new)


def number(value: Any) -> Any:
    """Return an amount in one spelling: pages write 30590 and 30590.00."""
    return f"{Decimal(value).normalize():f}" if isinstance(value, str) and _NUMBER.fullmatch(value) else value


_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def expected_articles(market: Market, addresses: dict[str, str], days: Sequence[int]) -> dict[str, Fact]:
    """Return each post by its id, as it was last seen."""
    return {fact["id"]: fact for _, fact in _readable(market, addresses, days) if fact["kind"] == "article"}


def expected_counts(market: Market, addresses: dict[str, str], days: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (post's id, measure, day, value) of each new value of a count."""
    last: dict[tuple[str, str], Any] = {}
    counts = []
    for day, fact in _readable(market, addresses, days):
        if fact["kind"] == "popularity" and last.get((fact["id"], fact["measure"])) != fact["value"]:
            last[fact["id"], fact["measure"]] = fact["value"]
            counts.append((fact["id"], fact["measure"], f"2026-03-{day + 1:02}", fact["value"]))
    return counts


def _refused(market: Market, addresses: dict[str, str], day: int) -> set[Any]:
    facts = market.truth(day, addresses)
    return {fact["competitor"] for fact in facts if fact["kind"] == "site" and fact["state"] != "ok"}


def _readable(market: Market, addresses: dict[str, str], days: Sequence[int]) -> Iterator[tuple[int, Fact]]:
    """Yield the facts of each day, but for those of sites that refused."""
    for day in days:
        refused = _refused(market, addresses, day)
        yield from (
            (day, fact)
            for fact in market.truth(day, addresses)
            if fact["kind"] == "ad" or fact["competitor"] not in refused
        )
