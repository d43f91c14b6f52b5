"""Crewplan, the software company of the demo market: its site, what is true of it, and what changes."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from rivals.demo.software_day import (
    HOME,
    PRICING,
    PROFILES,
    REVIEWS,
    SoftwareCompany,
    SoftwareDay,
    software_day,
)
from rivals.demo.software_pages import SoftwarePages
from rivals.demo.software_plans import Tier
from rivals.demo.software_posts import SoftwarePost, count_text, in_feed
from rivals.demo.software_reviews import SoftwareReview, mean_stars
from rivals.demo.views import Answer

Fact = dict[str, object]

COMPANY = SoftwareCompany(
    key="crewplan",
    label="Crewplan",
    kind="indirect",
    country="IE",
    currency="EUR",
    tagline="Shift planning for shops and trades",
    feed_path="/blog/rss.xml",
    address="Unit 4, Long Walk, Galway H91 A9C2, Ireland",
    phone="+353 91 555 0148",
)

_COMPARED = {
    "plan": ("price", "price_type", "unit", "trial_days", "features"),
    "article": ("title",),
    "review": ("rating", "title", "text", "reply"),
    "rating": ("rating", "rating_count"),
    **dict.fromkeys(("headline", "tagline", "promise", "technology", "profile"), ("value",)),
}
_NAMED_BY = {"article": "title", "review": "text", "headline": "value", "tagline": "value", "rating": "subject"}
"""Kind → the field that stands for a fact at its first and last sighting; "name" where not said."""


class SoftwareSite:
    """Crewplan's web site over the days, at one origin such as ``http://127.0.0.1:8001``."""

    def __init__(self, seed: str, origin: str) -> None:
        self.company = COMPANY
        self.origin = origin
        self._seed = seed
        self._pages: SoftwarePages | None = None

    def answer(self, target: str, day: int) -> Answer:
        """Return what the site answers to a request's target (path and query) on this day."""
        parts = urlsplit(target)
        page = parse_qs(parts.query).get("page", ["1"])[0]
        return self._on(day).answer(parts.path if page == "1" else f"{parts.path}?page={page}")

    def addresses(self, day: int) -> tuple[str, ...]:
        """Return every path that the site knows on this day."""
        return tuple(self._on(day).routes)

    def _on(self, day: int) -> SoftwarePages:
        current = self._pages
        if current is None or current.day.day != day:
            current = self._pages = SoftwarePages(COMPANY, software_day(self._seed, day), self.origin)
        return current


def facts(seed: str, day: int, origin: str = "") -> Iterator[Fact]:
    """Yield all that is true of Crewplan on a day."""
    now = software_day(seed, day)
    head: Fact = {"day": day, "competitor": COMPANY.key}
    yield head | {"kind": "site", "state": "ok", "layout": 1}
    for tier in now.tiers:
        yield from (head | fact for fact in _plans(tier, origin))
    for post in now.posts:
        yield head | _article(now, post, origin)
        yield from (head | fact for fact in _popularities(now, post, origin))
    for review in now.reviews:
        yield head | _review(review, origin)
    yield head | _rating(now, origin)
    yield from (head | fact for fact in _findings(now, origin))


def differences(seed: str, day: int, origin: str = "") -> Iterator[Fact]:
    """Yield what is really different from the day before; nothing on day 1.

    ``field`` is null for a first (``old`` null) or last (``new`` null) sighting; that of a count is its measure.
    """
    if day == 1:
        return
    before, now = ({_key(fact): fact for fact in facts(seed, d, origin)} for d in (day - 1, day))
    for key in (*now, *(key for key in before if key not in now)):
        for field, old, new in _differing(before.get(key), now.get(key)):
            fact = now.get(key) or before[key]
            told = {name: fact.get(name) for name in ("competitor", "kind", "id", "url")}
            yield {"day": day, **told, "field": field, "old": old, "new": new}


def _key(fact: Fact) -> tuple[object, ...]:
    return fact["kind"], fact.get("id"), fact.get("measure")


def _differing(old: Fact | None, new: Fact | None) -> Iterator[tuple[str | None, object, object]]:
    """Yield field, old and new value of what differs between two days of one fact."""
    kind = str((new or old or {})["kind"])
    if kind == "site":
        return
    if kind == "popularity" and new is not None:
        was = old["value"] if old else None
        if was != new["value"]:
            yield str(new["measure"]), was, new["value"]
    elif old is None or new is None:
        name = _NAMED_BY.get(kind, "name")
        yield None, old and old[name], new and new[name]
    else:
        yield from ((name, old[name], new[name]) for name in _COMPARED[kind] if old[name] != new[name])


def _plans(tier: Tier, origin: str) -> Iterator[Fact]:
    paid = tier.price_type == "exact"
    for period, price in tier.prices().items():
        yield {
            "kind": "plan",
            "id": "/".join((COMPANY.key, "plan", tier.name.lower(), *([period] if period else []))),
            "url": origin + PRICING,
            "name": tier.name,
            "period": period,
            "price": None if price is None else str(price),
            "currency": None if price is None else COMPANY.currency,
            "per": "month" if paid else None,
            "unit": "seat" if paid else None,
            "price_type": tier.price_type,
            "trial_days": tier.trial_days,
            "features": list(tier.features),
            "tax_included": None if price is None else False,
        }


def _article(now: SoftwareDay, post: SoftwarePost, origin: str) -> Fact:
    return {
        "kind": "article",
        "id": f"{COMPANY.key}/post/{post.number}",
        "url": origin + post.path,
        "title": post.title,
        "author": post.author,
        "published": f"{post.published:%Y-%m-%dT%H:%M:%SZ}",
        "published_on": f"{post.published:%Y-%m-%d}",
        "words": post.words,
        "in_feed": post in in_feed(now.posts),
    }


def _popularities(now: SoftwareDay, post: SoftwarePost, origin: str) -> Iterator[Fact]:
    for measure, value in post.counts(now.day).items():
        elsewhere = ["feed"] if measure == "comments" and post in in_feed(now.posts) else []
        yield {
            "kind": "popularity",
            "id": f"{COMPANY.key}/post/{post.number}",
            "url": origin + post.path,
            "measure": measure,
            "value": value,
            "value_text": count_text(measure, value),
            "seen_in": ["text", *elsewhere, *(["card"] if measure == "likes" else [])],
        }


def _review(review: SoftwareReview, origin: str) -> Fact:
    return {
        "kind": "review",
        "id": f"{COMPANY.key}/review/{review.number}",
        "url": origin + REVIEWS,
        "subject": None,
        "rating": str(review.stars),
        "best_rating": "5",
        "title": review.title,
        "text": "\n".join(review.paragraphs),
        "published_on": review.published.isoformat(),
        "author": review.author,
        "reply": review.reply,
        "role": "customer" if review.verified else None,
    }


def _rating(now: SoftwareDay, origin: str) -> Fact:
    return {
        "kind": "rating",
        "id": f"{COMPANY.key}/rating",
        "url": origin + REVIEWS,
        "subject": COMPANY.label,
        "rating": str(mean_stars(now.reviews)),
        "rating_count": len(now.reviews),
        "best_rating": "5",
    }


def _findings(now: SoftwareDay, origin: str) -> Iterator[Fact]:
    for path, headline in now.headlines.items():
        yield _finding("headline", origin + path, path, None, headline)
    yield _finding("tagline", origin + HOME, HOME, None, COMPANY.tagline)
    for promise in now.promises:
        fact = _finding("promise", origin + promise.path, f"{promise.path}/{promise.name}", promise.name, promise.value)
        yield fact | {"unit": promise.unit, "detail": promise.sentence}
    for tracker in now.trackers:
        yield _finding("technology", origin + HOME, tracker.name, tracker.name, tracker.id) | {"detail": tracker.sort}
    for network, address in PROFILES.items():
        yield _finding("profile", origin + HOME, network, network, address)


def _finding(what: str, url: str, which: str, name: str | None, value: str) -> Fact:
    key = "/".join(part for part in (COMPANY.key, what, which.strip("/")) if part)
    return {"kind": what, "id": key, "url": url, "name": name, "value": value, "unit": None, "detail": None}
