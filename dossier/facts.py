"""What happened → a sentence: of one change with all it says, of many with how many and what they share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from crawler.records.ad import Ad
from crawler.records.finding import Finding
from crawler.records.plan import Plan
from crawler.records.review import Review
from dossier.changes import Event
from dossier.severity import What
from dossier.terms import landing, plan_basis, plan_price, promise_words, size_words, stars
from dossier.words import Clock, availability, count, decimal_or_none, money, percent, shorten

QUOTE = 70
"""Letters of a quotation in a line."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """A piece of a sentence."""

    text: str
    strong: bool = False
    language: str | None = None
    """Of a quotation, ISO 639-1; None: ours, or not known."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What sentences are told with."""

    clock: Clock
    since: str | None
    """Time of the last edition; None: there was none."""
    language: Callable[[int | None], str | None]
    """The language of a capture's page."""


VERBS: Mapping[What, tuple[str, str, str]] = {
    "price cut": ("cut", "prices", ""),
    "price raised": ("raised", "prices", ""),
    "price hidden": ("no longer shows the price of", "products", ""),
    "price shown": ("now shows the price of", "products", ""),
    "sale started": ("put", "products on sale", " on sale"),
    "sale ended": ("ended the sale of", "products", ""),
    "list price changed": ("changed the list price of", "products", ""),
    "sold out": ("sold out of", "products", ""),
    "back in stock": ("has", "products back in stock", " back in stock"),
    "availability": ("changed the availability of", "products", ""),
    "new": ("lists", "new products", ", new"),
    "gone": ("no longer has", "products", ""),
    "returned": ("has", "products again that were gone", " again, which was gone"),
    "post": ("published", "posts", ""),
    "edited": ("changed the descriptions of", "products", ""),
    "plan cheaper": ("cut the price of", "plans", ""),
    "plan dearer": ("raised the price of", "plans", ""),
    "plan repriced": ("changed how it prices", "plans", ""),
    "new plan": ("lists", "new plans", ", a new plan"),
    "plan dropped": ("no longer lists", "plans", ""),
    "plan edited": ("changed the terms of", "plans", ""),
    "headline changed": ("changed", "headlines", ""),
    "new headline": ("has", "pages with new headlines", ""),
    "headline gone": ("no longer shows", "headlines", ""),
    "tagline changed": ("changed", "taglines", ""),
    "promise changed": ("changed", "promises", ""),
    "new promise": ("now makes", "promises", ""),
    "promise dropped": ("no longer makes", "promises", ""),
    "technology added": ("added", "technologies", ""),
    "technology dropped": ("no longer uses", "technologies", ""),
    "technology changed": ("changed the id or version of", "technologies", ""),
    "profile added": ("links", "new profiles", ""),
    "profile dropped": ("no longer links", "profiles", ""),
    "profile changed": ("links other addresses of", "profiles", ""),
    "new review": ("has", "new reviews", ""),
    "review answered": ("answered", "reviews", ""),
    "review edited": ("has", "reviews that were changed", ""),
    "ad started": ("started", "ads", ""),
    "ad stopped": ("stopped", "ads", ""),
    "ad changed": ("changed", "ads", ""),
    "site moved": ("has moved", "sites", ""),
}
"""Verb; what follows the number of several; what follows the name of one."""


def tell_one(event: Event, telling: Telling) -> Iterable[Span]:
    """Yield the sentence of one change."""
    record = event.record
    if isinstance(record, Plan):
        yield from _plan(event, record, telling.clock)
    elif isinstance(record, Review):
        yield from _review(event, record, telling)
    elif isinstance(record, Ad):
        yield from _ad(event, record, telling)
    elif isinstance(record, Finding):
        yield from _finding(event, record, telling)
    else:
        yield from _thing(event, telling.clock)


def _thing(event: Event, clock: Clock) -> Iterable[Span]:
    name = Span(text=shorten(event.name, QUOTE), strong=True)
    verb, _, tail = VERBS[event.what]
    if event.what == "post":
        when = f" ({clock.day(event.published)})" if event.published else ""
        yield from (Span(text=f"{verb} “"), name, Span(text=f"”{when}"))
    elif event.what == "gone":
        yield from (Span(text=f"{verb} "), name, Span(text=_not_seen(event, clock)))
    elif event.field in ("price", "list_price") and event.old and event.new:
        yield from (
            Span(text="list price of " if event.field == "list_price" else f"{verb} "),
            name,
            Span(text=f"{tail} "),
            *_moved(event, clock),
        )
    elif event.what == "edited":
        words = f"changed {(event.field or '').replace('_', ' ')} of "
        yield from (Span(text=words), name, Span(text=_when(event, clock)))
    elif event.what == "availability":
        words = f" from {availability(event.old)} to {availability(event.new)}"
        yield from (Span(text=f"{verb} "), name, Span(text=words + _when(event, clock)))
    elif event.what == "sale started":
        claim = f"{tail}: list price {money(event.new)} {event.currency or ''}".rstrip()
        size = f", claims {percent(event.size * 100)}" if event.size is not None else ""
        yield from (Span(text=f"{verb} "), name, Span(text=f"{claim}{size}{_when(event, clock)}"))
    else:
        yield from (Span(text=f"{verb} "), name, Span(text=tail + _when(event, clock)))


def _moved(event: Event, clock: Clock, basis: str = "") -> Iterable[Span]:
    """Yield ``49.00 → 59.00 EUR per seat (+20 %, between 2 and 3 Mar)``."""
    size = f"{percent(event.size * 100)}, " if event.size is not None else ""
    yield Span(text=f"{money(event.old)} → {money(event.new)} {event.currency or ''}".rstrip(), strong=True)
    yield Span(text=f"{basis and f' {basis}'} ({size}{clock.between(event.since, event.at)})")


def _plan(event: Event, plan: Plan, clock: Clock) -> Iterable[Span]:
    name = Span(text=shorten(plan.name or "a plan", 40), strong=True)
    basis = plan_basis(plan)
    if event.what in ("plan cheaper", "plan dearer"):
        verb = "raised" if event.what == "plan dearer" else "cut"
        yield from (Span(text=f"{verb} plan "), name, Span(text=" "), *_moved(event, clock, basis))
    elif event.what == "plan repriced" and event.new is None:
        was = f" (was {money(event.old)} {event.currency or ''}; {clock.between(event.since, event.at)})"
        yield from (Span(text="no longer shows a price for plan "), name, Span(text=was))
    elif event.what in ("plan repriced", "new plan"):
        verb = "now shows a price for plan " if event.what == "plan repriced" else "lists a new plan, "
        price = f": {plan_price(plan)} {basis}".rstrip() + _when(event, clock)
        yield from (Span(text=verb), name, Span(text=price))
    elif event.what == "plan dropped":
        yield from (Span(text="no longer lists plan "), name, Span(text=_not_seen(event, clock)))
    else:
        yield from (Span(text=f"changed {(event.field or 'terms').replace('_', ' ')} of plan "), name)
        yield Span(text=f" from {event.old or 'none'} to {event.new or 'none'}{_when(event, clock)}")


def _finding(event: Event, found: Finding, telling: Telling) -> Iterable[Span]:
    if event.what in ("headline changed", "tagline changed") and event.field:
        yield from _reworded(event, telling)
    elif found.what in ("headline", "tagline"):
        gone = event.new is None
        page = event.name if found.what == "headline" else "a tagline"
        yield Span(text="no longer shows the " if gone else "shows a new " if found.what == "headline" else "shows ")
        yield Span(text=f"{page}: “")
        yield quoted(found.value or "", telling.language(event.capture_old if gone else event.capture_new))
        yield Span(text=f"”{_not_seen(event, telling.clock) if gone else _when(event, telling.clock)}")
    elif found.what == "promise":
        yield from _promise(event, found, telling.clock)
    else:
        yield from _linked(event, found, telling.clock)


def _reworded(event: Event, telling: Telling) -> Iterable[Span]:
    stood = f", the old one seen since {telling.clock.day(event.stood_since)}" if event.stood_since else ""
    yield Span(text=f"changed the {event.name}: “")
    yield replace(quoted(event.old or "", telling.language(event.capture_old)), strong=False)
    yield Span(text="” → “")
    yield quoted(event.new or "", telling.language(event.capture_new))
    yield Span(text=f"” ({telling.clock.between(event.since, event.at)}{stood})")


def _promise(event: Event, found: Finding, clock: Clock) -> Iterable[Span]:
    words = promise_words(found.name, found.value, found.unit)
    if event.what == "promise dropped":
        yield from (Span(text="no longer promises "), Span(text=words, strong=True))
        yield Span(text=_not_seen(event, clock))
    elif event.what == "new promise":
        yield from (Span(text="now promises "), Span(text=words, strong=True), Span(text=_when(event, clock)))
    else:
        old, new = decimal_or_none(event.old), decimal_or_none(event.new)
        verb = "changed" if old is None or new is None else "raised" if new > old else "lowered"
        yield Span(text=f"{verb} {event.name} ")
        yield Span(text=sizes(event, found), strong=True)
        yield Span(text=_when(event, clock))


def sizes(event: Event, found: Finding) -> str:
    """Return ``29.00 → 49.00 EUR``, the unit once."""
    old, new = (size_words(value, found.unit) or "no number" for value in (event.old, event.new))
    unit = new.rpartition(" ")[2] if " " in new else ""
    return f"{old.removesuffix(' ' + unit) if unit else old} → {new}"


def _linked(event: Event, found: Finding, clock: Clock) -> Iterable[Span]:
    """Yield the sentence of a technology or a profile."""
    name = Span(text=shorten(event.name, 40), strong=True)
    verb = _LINKING[event.what]
    detail = shorten((found.value if found.what == "profile" else found.detail) or "", 60)
    tail = _not_seen(event, clock) if event.new is None else _when(event, clock)
    yield from (Span(text=f"{verb} "), name, Span(text=f"{f': {detail}' if detail else ''}{tail}"))


_LINKING: Mapping[What, str] = {
    "technology added": "added",
    "technology dropped": "no longer uses",
    "technology changed": "changed the id or version of",
    "profile added": "links a new profile on",
    "profile dropped": "no longer links its profile on",
    "profile changed": "links another profile on",
}


def _review(event: Event, review: Review, telling: Telling) -> Iterable[Span]:
    quote = review.reply if event.what == "review answered" else review.text or review.title
    verb = {"new review": "has a new review, ", "review answered": "answered a review of "}.get(
        event.what, "has a review that was changed, "
    )
    yield from (Span(text=verb), Span(text=stars(review.rating, review.best_rating), strong=True))
    if quote:
        yield from (Span(text=": “"), quoted(quote, telling.language(event.capture_new)), Span(text="”"))
    yield Span(text=f" ({telling.clock.day(review.published)})" if review.published else _when(event, telling.clock))


def _ad(event: Event, ad: Ad, telling: Telling) -> Iterable[Span]:
    verb = {"ad started": "started an ad", "ad stopped": "stopped an ad"}.get(event.what, "changed an ad")
    if event.what == "ad changed":
        verb += f", its {(event.field or '').replace('_', ' ')}"
    days = days_run(ad, event)
    ran = f" that ran {count(days, 'day')}" if days else ""
    yield Span(text=f"{verb}{ran}: “")
    yield quoted(event.name, telling.language(event.capture_new))
    leads = f"”, leads to {shorten(landing(ad), 50)}" if landing(ad) and event.what == "ad started" else "”"
    networks = f" on {', '.join(ad.networks[:3])}" if ad.networks else ""
    yield Span(text=f"{leads}{networks if event.what == 'ad started' else ''}{_when(event, telling.clock)}")


def days_run(ad: Ad, event: Event) -> int | None:
    """Return for how many days an ad ran that has stopped; None when it runs, or its start is not said."""
    if event.what != "ad stopped" or not ad.started:
        return None
    last = ad.stopped or (event.since or event.at)[:10]
    return max(1, (_ordinal(last) - _ordinal(ad.started)) + 1)


def quoted(text: str, language: str | None) -> Span:
    """Return words of theirs, cut to fit a line."""
    return Span(text=shorten(text, QUOTE), strong=True, language=language)


def _when(event: Event, clock: Clock) -> str:
    return f" ({clock.between(event.since, event.at)})"


def _not_seen(event: Event, clock: Clock) -> str:
    seen = f"seen on {clock.day(event.since)}, " if event.since else ""
    return f" ({seen}not seen on {clock.day(event.at)})"


def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()
