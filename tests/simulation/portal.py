"""A simulated site of reviews, plans and findings, and a library of ads: what is true of them on each day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from crawler.records.ad import Ad
from crawler.records.finding import Finding
from crawler.records.kinds import Record
from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.records.review import Review

DAYS = 45
HOME = "https://portal.example/"
LIBRARY = "https://library.example/ads"
REVIEWS = "reviews"
PRODUCTS = 12

Facts = dict[str, Any]
"""What is true of one thing on one day: the fields that change."""


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What kind of site it is, and what befalls it."""

    budget: float
    """Pages a visit may ask, as a share of the site's."""
    page_size: int
    newest_first: bool
    dated: bool
    """Do its reviews say when they were published?"""
    ids: bool
    """Are the ids of reviews unique on the site? Else they are numbered anew on each page."""
    slashes: bool
    """Do its addresses end in a slash?"""
    maintenance: tuple[int, int] | None
    maintenance_as: str
    """other (taken for no type), typed (its address still tells its type), missing, blocked, or home (a redirect)."""
    broken: tuple[int, int] | None
    """Days on which the readers find nothing on pages (never of a site that moves: both at once leave no trace)."""
    moves: int | None
    """Day on which all addresses change."""
    redirects: bool
    cursors: bool
    """Do the addresses of the library's pages differ from day to day?"""
    library_fails: frozenset[int]
    """Days on which a later page of the library cannot be had."""


def draw_traits(seed: int) -> Traits:
    """Return the site of this seed."""
    random = Random(f"portal traits {seed}")
    start, broken, moves = random.randint(8, 35), random.randint(8, 35), random.random() < 0.4
    return Traits(
        budget=random.choice((0.4, 0.7, 1.0, 3.0)),
        page_size=random.choice((3, 5, 10)),
        newest_first=random.random() < 0.7,
        dated=random.random() < 0.6,
        ids=random.random() < 0.7,
        slashes=random.random() < 0.4,
        maintenance=(start, start + random.randint(0, 3)) if random.random() < 0.6 else None,
        maintenance_as=random.choice(("other", "typed", "missing", "blocked", "home")),
        broken=(broken, broken + random.randint(1, 4)) if random.random() < 0.4 and not moves else None,
        moves=random.randint(12, 35) if moves else None,
        redirects=random.random() < 0.5,
        cursors=random.random() < 0.5,
        library_fails=frozenset(random.sample(range(3, DAYS), 5)),
    )


@dataclass(kw_only=True)
class Thing:
    """One review, plan, finding or ad, with its whole history."""

    kind: str
    place: str
    """The page or list it stands on: home, about, pricing, terms 1, product 3, reviews or library."""
    number: int
    name: str
    born: int
    days: dict[int, Facts | None] = field(default_factory=dict)
    """None: it is not there."""


@dataclass(kw_only=True)
class Portal:
    """All that is true over all days."""

    traits: Traits
    things: list[Thing] = field(default_factory=list)

    def on(self, place: str, day: int) -> list[tuple[Thing, Facts]]:
        """Return what stands on a place on a day, oldest first."""
        return [(t, facts) for t in self.things if t.place == place and (facts := t.days.get(day)) is not None]

    def address(self, place: str, day: int) -> str:
        """Return where a place is on a day."""
        if place == "home":
            return HOME
        if place == "library":
            return LIBRARY
        moved = self.traits.moves is not None and day >= self.traits.moves
        return f"{HOME}{'new/' if moved else ''}{place.replace(' ', '-')}{'/' if self.traits.slashes else ''}"

    def record(self, thing: Thing, facts: Facts, day: int) -> Record:
        """Return what a reader finds of a thing."""
        url = self.address(thing.place, day)
        if thing.kind == "plan":
            return Plan(
                url=url, name=thing.name, period="month", currency="EUR", price_text=str(facts["price"]), **facts
            )
        if thing.kind == "review":
            published = f"2026-{3 + (thing.born - 1) // 28:02}-{(thing.born - 1) % 28 + 1:02}"
            text = f"Review {thing.number} of {thing.place}."
            return Review(
                url=url.rstrip("/"),
                id=str(thing.number) if self.traits.ids else thing.name,
                text=text,
                published=published if self.traits.dated else None,
                **facts,
            )
        if thing.kind == "ad":
            return Ad(url=url, id=thing.name, **facts)
        return Finding(
            url=url, what=thing.kind, name=thing.name or None, detail=f"{thing.name} {facts['value']}", **facts
        )

    def offer(self, place: str, day: int) -> Offer:
        """Return what a product's page offers."""
        return Offer(
            url=self.address(place, day), name=place, sku=place, price=Decimal(9), price_text="9", currency="EUR"
        )


def make_portal(seed: int) -> Portal:
    """Live through all days of the site of this seed."""
    random, portal = Random(f"portal {seed}"), Portal(traits=draw_traits(seed))
    for kind, place, names in (
        ("headline", "home", ("",)),
        ("tagline", "home", ("",)),
        ("technology", "home", "ABCD"),
        ("promise", "home", ("free_delivery",)),
        ("headline", "about", ("",)),
        ("headline", "pricing", ("",)),
        ("plan", "pricing", ("Solo", "Team", "Company")),
        ("promise", "terms 1", ("free_delivery", "delivery_time")),
        ("promise", "terms 2", ("returns",)),
        ("ad", "library", "abcdefg"),
    ):
        for name in names:
            _add(portal, random, kind, place, name, 1)
    for place in (REVIEWS, *(f"product {n}" for n in range(PRODUCTS))):
        for _ in range(random.randint(0, 12) if place != REVIEWS else 17):
            _add(portal, random, "review", place, "", 1)
    for day in range(2, DAYS + 1):
        for thing in portal.things:
            thing.days[day] = _next(thing, thing.days[day - 1], day, random)
        for kind, place, name in _arrivals(random, day):
            _add(portal, random, kind, place, name, day)
    return portal


def _arrivals(random: Random, day: int) -> Iterator[tuple[str, str, str]]:
    if random.random() < 0.3:
        yield "review", REVIEWS, ""
    if random.random() < 0.3:
        yield "review", f"product {random.randrange(PRODUCTS)}", ""
    if random.random() < 0.2:
        yield "ad", "library", f"ad{day}"
    if random.random() < 0.05:
        yield "plan", "pricing", f"Plan {day}"
    if random.random() < 0.05:
        yield "promise", random.choice(("terms 1", "terms 2", "home")), f"promise {day}"
    if random.random() < 0.05:
        yield "technology", "home", f"T{day}"


def _add(portal: Portal, random: Random, kind: str, place: str, name: str, day: int) -> None:
    mates = [thing for thing in portal.things if thing.place == place and thing.kind == kind]
    name = str(len(mates) + 1) if kind == "review" else name
    thing = Thing(kind=kind, place=place, number=len(portal.things), name=name, born=day)
    first: dict[str, Facts] = {
        "plan": {"price": Decimal(random.randint(5, 99)), "trial_days": random.choice((None, 14))},
        "review": {"rating": Decimal(random.randint(1, 5)), "reply": None},
        "ad": {"headline": f"Buy {thing.number}", "stopped": None},
    }
    thing.days[day] = first.get(kind, {"value": f"{kind} {random.randrange(1000)}"})
    portal.things.append(thing)


def _next(thing: Thing, last: Facts | None, day: int, random: Random) -> Facts | None:
    luck = random.random()
    if thing.kind == "review":
        assert last is not None
        return last | {"reply": f"Thanks {day}"} if luck < 0.02 else last
    if last is None:
        back = thing.kind in ("promise", "ad") and luck < 0.02
        return dict(next(facts for facts in reversed(thing.days.values()) if facts is not None)) if back else None
    if thing.kind == "plan":
        if luck < 0.03:
            return last | {"price": last["price"] + random.randint(1, 9)}
        if luck < 0.04:
            return last | {"trial_days": None if last["trial_days"] else 30}
        return None if luck < 0.05 and thing.name != "Team" else last
    if thing.kind == "ad":
        if last["stopped"]:
            return None if luck < 0.3 else last
        return last | {"stopped": f"2026-03-{day % 28 + 1:02}"} if luck < 0.03 else None if luck < 0.06 else last
    if luck < 0.02:
        return last | {"value": f"{thing.kind} {random.randrange(1000)}"}
    return None if luck < 0.03 and thing.kind not in ("headline", "tagline") else last
