"""Crewplan on one day: all that its site says, as a function of the seed and the day."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from string import ascii_uppercase, digits

from rivals.demo.software_plans import Tier, discount, tiers, trial_days
from rivals.demo.software_posts import SoftwarePost, posts
from rivals.demo.software_reviews import SoftwareReview, reviews

NEW_TRACKER, NEW_HEADLINE, NO_MONEY_BACK = 4, 6, 7
"""Days from which the site is another one."""

HOME, PRICING, ABOUT, TERMS, REVIEWS = "/", "/pricing", "/about", "/legal/terms", "/reviews"

PROFILES = {
    "linkedin": "https://www.linkedin.com/company/crewplan",
    "youtube": "https://www.youtube.com/@crewplan",
    "instagram": "https://www.instagram.com/crewplan.app/",
    "facebook": "https://www.facebook.com/crewplan",
}
"""Network → address of Crewplan's profile there."""


@dataclass(frozen=True, kw_only=True)
class SoftwareCompany:
    """What the market knows of the software company."""

    key: str
    label: str
    kind: str
    country: str
    """ISO 3166."""
    currency: str
    tagline: str
    feed_path: str
    address: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One promise on one page."""

    path: str
    name: str
    """free_trial, support or returns."""
    value: str
    """Its number; "" without one."""
    unit: str | None
    sentence: str
    """As the page writes it."""


@dataclass(frozen=True, kw_only=True)
class Tracker:
    """One script of a vendor on every page."""

    name: str
    """As its vendor spells it."""
    id: str
    sort: str
    """What it is for."""


@dataclass(frozen=True, kw_only=True)
class SoftwareDay:
    """All that the site says on one day."""

    seed: str
    day: int
    tiers: tuple[Tier, ...]
    discount: int
    """Per cent one saves who pays by the year."""
    headlines: dict[str, str]
    """Path → main heading, of the pages where it is watched."""
    promises: tuple[Promise, ...]
    trackers: tuple[Tracker, ...]
    posts: tuple[SoftwarePost, ...]
    """Oldest first."""
    reviews: tuple[SoftwareReview, ...]
    """Oldest first."""

    def promise(self, path: str, name: str) -> Promise | None:
        """Return a promise of a page; None when it is not made, or not any more."""
        return next((p for p in self.promises if (p.path, p.name) == (path, name)), None)


def software_day(seed: str, day: int) -> SoftwareDay:
    """Return one day, from day 1."""
    if day < 1:
        raise ValueError(f"the market opens on day 1, not {day}")
    return SoftwareDay(
        seed=seed,
        day=day,
        tiers=tiers(seed, day),
        discount=discount(day),
        headlines={
            HOME: "The rota your whole crew can read"
            if day < NEW_HEADLINE
            else "Tomorrow’s rota, done before today’s coffee",
            PRICING: "Pay for the people you plan, and for nothing else",
            ABOUT: "We used to plan shifts on the back of a till roll",
        },
        promises=tuple(_promises(day)),
        trackers=tuple(_trackers(seed, day)),
        posts=posts(seed, day),
        reviews=reviews(seed, day),
    )


def _promises(day: int) -> Iterator[Promise]:
    trial = trial_days(day)
    trials = {
        HOME: f"Try every feature free for {trial} days, no credit card needed",
        PRICING: f"Every paid plan starts with a free trial of {trial} days",
        TERMS: f"A free trial lasts {trial} days; it ends by itself and costs nothing.",
    }
    support = {
        HOME: "Support by real people, Monday to Saturday from 7:00 to 20:00",
        PRICING: "Support by phone and chat, Monday to Saturday from 7:00 to 20:00",
    }
    money_back = {
        HOME: "30-day money-back guarantee",
        PRICING: "30-day money-back guarantee, no questions asked",
        TERMS: "If the Service is not for you, tell us within 30 days of your first payment and we refund it in full.",
    }
    for path, sentence in trials.items():
        yield Promise(path=path, name="free_trial", value=str(trial), unit="days", sentence=sentence)
    for path, sentence in support.items():
        yield Promise(path=path, name="support", value="", unit=None, sentence=sentence)
    if day < NO_MONEY_BACK:
        for path, sentence in money_back.items():
            yield Promise(path=path, name="returns", value="30", unit="days", sentence=sentence)


def _trackers(seed: str, day: int) -> Iterator[Tracker]:
    random = Random(f"{seed}/crewplan/trackers")
    container = "".join(random.choices(ascii_uppercase + digits, k=7))
    yield Tracker(name="Google Tag Manager", id=f"GTM-{container}", sort="tag manager")
    yield Tracker(name="HubSpot", id=str(random.randrange(24_000_000, 27_000_000)), sort="marketing automation")
    if day >= NEW_TRACKER:
        yield Tracker(name="LinkedIn Insight Tag", id=str(random.randrange(4_000_000, 7_000_000)), sort="advertising")
