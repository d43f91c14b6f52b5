"""The companies of an edition: who they are, how their sources fare, what is known of each kind."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from crawler.config import Competitor, Config, Target
from dossier.days import WINDOW_DAYS
from dossier.select import select
from dossier.words import Clock

if TYPE_CHECKING:
    from crawler.store.connections import Connection, Row

State = Literal["observed", "absent", "not checked", "blocked"]
_FAILED = ("blocked", "failed")
MARKET = ""
"""What the store calls the competitor of a target that speaks of many."""
Pages = tuple[int, int]
"""Known, and answered within 7 days."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """One target's health."""

    source: str
    address: str
    outcome: str | None
    """Of its last visit; None: not visited yet."""
    reason: str | None
    last_at: str | None
    good_at: str | None
    """Start of the last visit that had an answer; None: there was none."""
    failing_since: str | None
    """Start of the first of the visits in a row that had no answer; None: the last one had."""
    failing_visits: int
    known: int
    """Pages known."""
    read: int
    """Of these, answered within 7 days."""


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What is known of one kind of records of one company."""

    state: State
    since: str | None
    """For blocked: since when."""
    seen_at: str | None
    """Start of the newest visit that observed it."""
    pages_read: int


@dataclass(frozen=True, kw_only=True)
class Company:
    """One column of the pivot, one dossier."""

    name: str
    label: str
    kind: str
    country: str | None
    folder: str
    """Name of its folder in the edition."""
    ours: bool
    hosts: tuple[str, ...]
    sources: tuple[Source, ...]
    watched_since: str | None
    days_observed: int
    """Days of the window on which a visit had an answer."""
    offers: int
    products: int
    """Products known: open offers, variants folded."""
    plans: int
    articles: int
    kinds: Mapping[str, Holding]
    """By kind of record."""

    @property
    def failing(self) -> tuple[Source, ...]:
        """Return the sources whose last visit had no answer."""
        return tuple(source for source in self.sources if source.failing_since)

    def holding(self, kind: str) -> Holding:
        """Return what is known of a kind; not checked when no visit said anything of it."""
        blocked = [source.failing_since for source in self.failing]
        if kind in self.kinds or not blocked or len(blocked) < len(self.sources):
            return self.kinds.get(kind, Holding(state="not checked", since=None, seen_at=None, pages_read=0))
        return Holding(state="blocked", since=min(filter(None, blocked)), seen_at=None, pages_read=0)


def load_companies(db: "Connection", config: Config, clock: Clock, fresh_since: str) -> list[Company]:
    """Return our own company first, then the others in the order of the file."""
    visits = _grouped(select(db, "visits"))
    pages = _pages(db, fresh_since)
    said = _grouped(select(db, "coverage"))
    counts = {row["competitor"]: row for row in select(db, "counts")}
    about = {(row["competitor"], row["kind"]) for row in select(db, "about")}
    market = _holdings(said.get(MARKET, []), visits.get(MARKET, []))
    ordered = sorted(config.competitors, key=lambda competitor: competitor.kind != "self")
    folders = _folders([competitor.name for competitor in ordered])
    companies = (
        _company(competitor, folders[competitor.name], visits, pages, said.get(competitor.name, []), counts, clock)
        for competitor in ordered
    )
    return [replace(company, kinds=_with_market(company, market, about)) for company in companies]


def load_market(db: "Connection", config: Config, fresh_since: str) -> tuple[Source, ...]:
    """Return how the targets fare that speak of many companies."""
    visits = _grouped(select(db, "visits")).get(MARKET, [])
    return _sources(config.market, MARKET, visits, _pages(db, fresh_since))


def _company(
    competitor: Competitor,
    folder: str,
    visits: Mapping[str, "list[Row]"],
    pages: Mapping[tuple[str, str, str], Pages],
    said: "list[Row]",
    counts: "Mapping[str, Row]",
    clock: Clock,
) -> Company:
    own = visits.get(competitor.name, [])
    count = counts.get(competitor.name)
    sites = (target.address for target in competitor.targets if target.source == "site")
    return Company(
        name=competitor.name,
        label=competitor.label,
        kind=competitor.kind,
        country=competitor.country,
        folder=folder,
        ours=competitor.kind == "self",
        hosts=tuple(dict.fromkeys(urlsplit(site).netloc for site in sites)),
        sources=_sources(competitor.targets, competitor.name, own, pages),
        watched_since=count["watched_since"] if count else None,
        days_observed=_days_observed(own, clock),
        offers=count["offers"] if count else 0,
        products=count["products"] if count else 0,
        plans=count["plans"] if count else 0,
        articles=count["articles"] if count else 0,
        kinds=_holdings(said, own),
    )


def _with_market(company: Company, market: Mapping[str, Holding], about: set[tuple[str, str]]) -> dict[str, Holding]:
    """Return what is known of each kind, with what targets of the whole market say of this company.

    Where the market was looked at and nothing there is about it, the answer is: absent.
    """
    kinds = dict(company.kinds)
    for kind, held in market.items():
        own = kinds.get(kind)
        if held.state == "not checked" or (own is not None and own.state == "observed"):
            continue
        if held.state == "observed" and (company.name, kind) not in about:
            kinds[kind] = replace(held, state="absent", seen_at=None)
        elif own is None or own.state == "not checked" or held.state == "observed":
            kinds[kind] = held
    return kinds


def _sources(
    targets: Iterable[Target], competitor: str, visits: "Sequence[Row]", pages: Mapping[tuple[str, str, str], Pages]
) -> tuple[Source, ...]:
    return tuple(
        _source(target.source, target.address, [v for v in visits if _target(v) == key], pages.get(key, (0, 0)))
        for target in targets
        for key in [(competitor, target.source, target.address)]
    )


def _pages(db: "Connection", fresh_since: str) -> dict[tuple[str, str, str], Pages]:
    return {_target(row): (row["known"], row["read"]) for row in select(db, "pages", fresh_since=fresh_since)}


def _holdings(said: "Sequence[Row]", visits: "Sequence[Row]") -> dict[str, Holding]:
    kinds = {row["kind"] for row in said}
    return {kind: _holding([row for row in said if row["kind"] == kind], visits) for kind in sorted(kinds)}


def _source(source: str, address: str, visits: "Sequence[Row]", pages: tuple[int, int]) -> Source:
    failing = _failing(visits)
    good = visits[len(failing)] if len(failing) < len(visits) else None
    return Source(
        source=source,
        address=address,
        outcome=visits[0]["outcome"] if visits else None,
        reason=visits[0]["reason"] if visits else None,
        last_at=visits[0]["started_at"] if visits else None,
        good_at=good["started_at"] if good else None,
        failing_since=failing[-1]["started_at"] if failing else None,
        failing_visits=len(failing),
        known=pages[0],
        read=pages[1],
    )


def _failing(visits: "Sequence[Row]") -> "list[Row]":
    """Return the newest visits (newest first) up to the last that had an answer."""
    good = next((place for place, visit in enumerate(visits) if visit["outcome"] not in _FAILED), len(visits))
    return list(visits[:good])


def _holding(said: "Sequence[Row]", visits: "Sequence[Row]") -> Holding:
    """Return what the newest visits of all targets together say of one kind; one that observed it is enough."""
    state: State = next(
        state
        for state in ("observed", "blocked", "not checked", "absent")
        if any(row["state"] == state for row in said)
    )
    targets = {_place(row) for row in said if row["state"] == state}
    failing = _failing([visit for visit in visits if _place(visit) in targets])
    if state == "blocked" and not failing:
        # One page or another was refused, such as a cart that robots.txt denies: that says nothing of this kind.
        state = "not checked"
    return Holding(
        state=state,
        since=failing[-1]["started_at"] if failing and state == "blocked" else None,
        seen_at=max((row["started_at"] for row in said if row["state"] == "observed"), default=None),
        pages_read=sum(row["pages_read"] for row in said),
    )


def _days_observed(visits: "Iterable[Row]", clock: Clock) -> int:
    today = clock.now.astimezone(clock.zone).date()
    first = today - timedelta(days=WINDOW_DAYS - 1)
    days = {clock.local(visit["started_at"]).date() for visit in visits if visit["outcome"] not in _FAILED}
    return sum(first <= day <= today for day in days)


def _grouped(rows: "Iterable[Row]") -> "dict[str, list[Row]]":
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["competitor"], []).append(row)
    return groups


def _target(row: "Row") -> tuple[str, str, str]:
    return row["competitor"], row["source"], row["address"]


def _place(row: "Row") -> tuple[str, str]:
    return row["source"], row["address"]


def _folders(names: Iterable[str]) -> dict[str, str]:
    """Return a folder for each name: safe in any file system and address, and no two alike even without case."""
    folders: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "company"
        taken = set(folders.values())
        folders[name] = next(
            f for n in range(1, len(taken) + 2) if (f := plain if n == 1 else f"{plain}-{n}") not in taken
        )
    return folders
