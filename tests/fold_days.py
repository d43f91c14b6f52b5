"""Fold told in days: each day is the list of answers of one visit."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Any

from crawler.batch import Outcome, Settings, capture_id
from crawler.fold.fold import Result, captures_to_reread, fold
from crawler.fold.rows import dump_state, load_state
from crawler.fold.state import State
from crawler.fold.unit import Answer, Change, Unit, Version, Visit
from crawler.records.ad import Ad
from crawler.records.article import Article
from crawler.records.finding import Finding
from crawler.records.kinds import Record, told_kind
from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.records.popularity import Popularity
from crawler.records.reading import About, Reading, Word
from crawler.records.review import Review

HOME = "https://shop.example/"
SAW = HOME + "saw"
LISTING = HOME + "all"
PRICING = HOME + "pricing"
REVIEWS = HOME + "reviews"
LIBRARY = "https://library.example/ads"


@dataclass(kw_only=True)
class Days:
    """What fold yielded, day by day."""

    results: list[Result]

    def changes(self, field: str | None = "") -> list[Change]:
        """Return all changes, or those of one field; None: comings and goings."""
        return [c for result in self.results for c in result.changes if field == "" or c.field == field]

    def told(self) -> list[tuple[int, str, str | None, str | None, str | None]]:
        """Return all changes as (day, kind, field, old, new)."""
        return [(n, c.kind, c.field, c.old, c.new) for n, r in enumerate(self.results, 1) for c in r.changes]

    def life(self) -> list[tuple[int, str]]:
        """Return comings and goings, each with its day."""
        return [
            (day, c.new or str(c.old))
            for day, result in enumerate(self.results, 1)
            for c in result.changes
            if c.field is None
        ]

    def versions(self, kind: str = "offer") -> list[Version]:
        """Return all versions as last written."""
        rows = {(v.record.KIND, v.key, v.first_capture): v for result in self.results for v in result.versions}
        return [version for version in rows.values() if kind == version.record.KIND]

    def held(self, kind: str = "offer") -> Any:
        """Return the one record that is held at the end."""
        (version,) = (version for version in self.versions(kind) if version.ended is None)
        return version.record

    @property
    def due(self) -> dict[str, str]:
        return {due.url: due.why for due in self.results[-1].due}


def fold_days(
    *days: list[Answer] | None,
    settings: Settings | None = None,
    later: tuple[int, Settings] | None = None,
    readers: dict[int, str] | None = None,
    reread: dict[int, Reading] | None = None,
) -> Days:
    """Fold a visit a day, day 1 being the 1st of March; None is a day without a visit.

    ``later``: other settings from a day on; ``readers``: version of the readers from a day on; ``reread``: what today's
    readers find, by day, in the first answer of that day. The state is stored and loaded between any two days.
    """
    state, results = State(), []
    reader = "r1"
    for day, answers in enumerate(days, 1):
        reader = (readers or {}).get(day, reader)
        if answers is None:
            results.append(Result(state=state, versions=(), changes=(), coverage=(), due=(), aliases=()))
            continue
        numbers = count(1)
        at = f"2026-03-{day:02}T06:00:00Z"
        dated = tuple(
            replace(a, capture=capture_id(day, n), at=f"2026-03-{day:02}T06:{n:02}:00Z")
            for a in answers
            for n in (next(numbers),)
        )
        visit = Visit(
            id=day,
            source="site",
            address=HOME,
            started_at=at,
            outcome="complete",
            answers=dated,
            settings=later[1] if later and day >= later[0] else settings or Settings(),
        )
        again = {capture_id(d, 1): reading for d, reading in (reread or {}).items()}
        wanted = captures_to_reread(state, reader)
        unit = Unit(
            competitor="shop",
            run=day,
            at=at,
            reader=reader,
            visits=(visit,),
            reread={capture: again[capture] for capture in wanted if capture in again},
        )
        results.append(fold(load_state(dump_state(state)), unit))
        state = results[-1].state
    return Days(results=results)


def offer(price: str | None = None, url: str = SAW, **fields: Any) -> Offer:
    """Return an offer in EUR."""
    priced = {"price": Decimal(price), "price_text": price, "currency": "EUR"} if price is not None else {}
    if "list_price" in fields:
        fields["list_price"] = Decimal(fields["list_price"])
    return Offer(url=url, **{"name": "Saw", **priced, **fields})


def post(title: str, url: str = HOME + "blog/1", **fields: Any) -> Article:
    """Return a blog post."""
    return Article(url=url, title=title, **fields)


def views(value: int, url: str = HOME + "blog/1") -> Popularity:
    """Return a count of views."""
    return Popularity(url=url, measure="views", value=value)


def plan(name: str, price: str | None = None, url: str = PRICING, period: str | None = "month", **fields: Any) -> Plan:
    """Return a plan in EUR."""
    priced = {"price": Decimal(price), "price_text": price, "currency": "EUR"} if price is not None else {}
    return Plan(url=url, name=name, period=period, **{**priced, **fields})


def review(number: int, url: str = REVIEWS, **fields: Any) -> Review:
    """Return a review."""
    return Review(url=url, id=f"r{number}", **{"text": f"Review {number}.", "rating": Decimal(4), **fields})


def ad(number: int, **fields: Any) -> Ad:
    """Return an ad of a library."""
    return Ad(url=LIBRARY, id=f"a{number}", **{"headline": f"Ad {number}", **fields})


def finding(what: str, value: str = "", name: str | None = None, url: str = HOME, **fields: Any) -> Finding:
    """Return something found on a page."""
    return Finding(url=url, what=what, name=name, value=value, **fields)


def shown(
    url: str,
    *records: Record,
    looked_for: tuple[str, ...] = (),
    series: str | None = None,
    pages: tuple[str, ...] = (),
    canonical: str | None = None,
    kind: str = "other",
    **words: Any,
) -> Answer:
    """Return a page that was read: its text says these records, other witnesses others (``json_ld`` is json-ld).

    It was looked for what it shows, and for ``looked_for``.
    """
    spoken = [Word(witness="text", record=record) for record in records]
    spoken += [Word(witness=name.replace("_", "-"), record=record) for name, said in words.items() for record in said]
    kinds = tuple(dict.fromkeys((*looked_for, *(told_kind(word.record) for word in spoken))))
    about = About(type=kind, looked_for=kinds, series=series, series_pages=pages, canonical=canonical)
    return _answer(url, "ok", reading=Reading(about=about, words=tuple(spoken)))


def page(url: str = SAW, canonical: str | None = None, outcome: Outcome = "ok", **words: Any) -> Answer:
    """Return a page that was read, with each witness's record or records (``json_ld`` is json-ld)."""
    spoken = [
        Word(witness=witness.replace("_", "-"), record=record)
        for witness, said in words.items()
        for record in (said if isinstance(said, list) else [said])
    ]
    about = About(type="product", looked_for=("offer",), canonical=canonical)
    return _answer(url, outcome, reading=Reading(about=about, words=tuple(spoken)))


def listing(
    *cards: Any,
    url: str = LISTING,
    series: str | None = None,
    pages: tuple[str, ...] = (),
    named: tuple[str, ...] = (),
    kind: str = "listing",
) -> Answer:
    """Return a listing (or feed, or sitemap) that names its cards, and what else is given."""
    about = About(
        type=kind,
        series=series,
        series_pages=pages,
        looked_for=("offer",),
        named=tuple(dict.fromkeys((*(card.url for card in cards), *named))),
    )
    witness = "feed" if kind == "feed" else "card"
    words = tuple(Word(witness=witness, record=card) for card in cards)
    return _answer(url, "ok", reading=Reading(about=about, words=words))


def gone(url: str = SAW, outcome: Outcome = "missing", to: str | None = None) -> Answer:
    """Return an answer without a page: missing, moved, blocked …"""
    return _answer(url, outcome, final_url=to)


def broken(url: str = SAW) -> Answer:
    """Return a page on which the readers ended with an error."""
    return replace(_answer(url, "ok"), error="recursion")


def empty(url: str = SAW) -> Answer:
    """Return a page that was well read and holds nothing."""
    return _answer(url, "ok", reading=Reading(about=About(type="other")))


def _answer(url: str, outcome: Outcome, final_url: str | None = None, reading: Reading | None = None) -> Answer:
    return Answer(capture=0, url=url, at="", outcome=outcome, final_url=final_url or url, reading=reading)
