"""Store → all that an edition tells, loaded and weighed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.config import Config
from crawler.store.captures import newest_capture_at
from dossier.brief import Ground, Line, write_brief
from dossier.changes import Event, load_events
from dossier.companies import Company, Source, load_companies, load_market
from dossier.days import Day, days_until
from dossier.effects import Ours
from dossier.evidence import Evidence
from dossier.facts import Telling
from dossier.known import Known
from dossier.metrics.compute import Counted, MetricValue, counted
from dossier.missing import load_reasons
from dossier.moves import Move, load_moves
from dossier.offers import Item, by_weight, load_items
from dossier.pivot import PivotGroup, Trends, load_trends, make_pivot
from dossier.restated import Edition, Restated, compare_editions, load_editions
from dossier.sections.ads import is_running
from dossier.sections.posts import load_post_rows
from dossier.select import select
from dossier.sides import flat, join_sides
from dossier.view import Post
from dossier.words import Clock, parse_utc

if TYPE_CHECKING:
    from crawler.store.connections import Connection

MOST_EVENTS = 500
"""Changes that the page of changes shows, each with both saved pages; all of them are in the CSV beside it."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that an edition tells, loaded and weighed; rendering reads nothing else but long tables."""

    clock: Clock
    today: Day
    run: int
    config: Config
    companies: Sequence[Company]
    market: Sequence[Source]
    """Targets that speak of many companies."""
    moves: Mapping[str, Sequence[Move]]
    """Sites that lead to another host, by company."""
    ours_known: Known | None
    """Plans, findings, reviews, ratings and ads of our own company; None without one."""
    editions: Sequence[Edition]
    since: Edition | None
    """The edition that this one is compared with: the last one of an earlier run."""
    restated: Restated
    events: Sequence[Event]
    shown: Sequence[Event]
    """Of these, the ones on the page of changes, each with both saved pages."""
    trends: Trends
    pivot: Sequence[PivotGroup]
    items: Mapping[str, list[Item]]
    posts: Mapping[str, list[Post]]
    counted: Mapping[tuple[str, str], list[Counted]]
    """Rows behind each value, by metric and company."""
    lines: Sequence[Line]
    telling: Telling
    evidence: Evidence
    errors: Mapping[str, Mapping[str, int]]


def load_told(db: "Connection", saved: Path, config: Config, run_at: str) -> Told:
    """Load what the edition tells, and save the pages that prove its changes to the folder ``saved``."""
    zone = ZoneInfo(config.timezone)
    runs = {row["id"]: row["started_at"] for row in select(db, "runs")}
    run = max(runs, default=0)
    newest = max(run_at, newest_capture_at(db) or run_at)
    clock = Clock(zone=zone, now=parse_utc(newest))
    today = days_until(newest, zone, most=1)[0]
    companies = load_companies(db, config, clock, today.fresh_since)
    editions = load_editions(db)
    since = next((edition for edition in reversed(editions) if edition.run < run), None)
    change_runs = {row["id"]: row["run"] for row in select(db, "change_runs")}
    values = [MetricValue(**dict(row), capture=None) for row in select(db, "metric_values")]
    restated = compare_editions(editions, run, runs, change_runs, values, clock)
    items = {
        company.name: by_weight(join_sides(load_items(db, company.name, today.fresh_since))) for company in companies
    }
    matched = {name: frozenset(item.url for item in own if item.matched_by) for name, own in items.items()}
    events = load_events(db, since.run if since else 0, restated.late, matched)
    trends = load_trends(db, today.day, clock.local(since.at).date().isoformat() if since else None)
    behind = {
        key: list(group)
        for key, group in groupby(counted(db, config, newest), key=lambda row: (row.metric, row.competitor))
    }
    posts = {company.name: load_post_rows(db, company.name) for company in companies}
    names = {company.name for company in companies}
    ours = next((company for company in companies if company.ours), None)
    ours_known = Known(db, ours.name) if ours else None
    shown = choose_shown([event for event in events if event.competitor in names])
    evidence = Evidence(
        db,
        _captures(events, items, behind, posts),
        [capture for event in shown for capture in (event.capture_old, event.capture_new)],
        saved,
    )
    moves = load_moves(db, clock)
    ground = Ground(
        telling=Telling(clock=clock, since=since.at if since else None, language=evidence.language),
        companies={company.name: company for company in companies},
        ours=_ours(ours, ours_known, items, trends, today.day),
        moves={
            name: own[0]
            for name, own in moves.items()
            if name in names and (since is None or own[0].first_at > since.at)
        },
    )
    return Told(
        clock=clock,
        today=today,
        run=run,
        config=config,
        companies=companies,
        market=load_market(db, config, today.fresh_since),
        moves=moves,
        ours_known=ours_known,
        editions=editions,
        since=since,
        restated=restated,
        events=events,
        shown=shown,
        trends=trends,
        pivot=make_pivot(companies, trends, load_reasons(db, config.currency, trends.keys(), behind), clock),
        items=items,
        posts=posts,
        counted=behind,
        lines=write_brief(events, ground),
        telling=ground.telling,
        evidence=evidence,
        errors=_errors(db, run),
    )


def choose_shown(events: Sequence[Event]) -> list[Event]:
    """Return the gravest changes, and the gravest of every group: each line of the brief leads to one of them."""
    leaders = {(event.competitor, event.what): event.id for event in reversed(events)}
    leading = set(leaders.values())
    return [event for place, event in enumerate(events) if place < MOST_EVENTS or event.id in leading]


def _ours(
    company: Company | None,
    own: Known | None,
    items: Mapping[str, list[Item]],
    trends: Trends,
    today: str,
) -> Ours:
    """Return what of ours the changes of others are held against."""
    return Ours(
        company=company,
        plans=[history.record for history in own.plans if history.open] if own else [],
        findings=[history.record for history in own.findings if history.open] if own else [],
        ads=sum(is_running(history, today) for history in own.ads) if own else 0,
        matched={(name, item.url): item for name, own in items.items() for item in reversed(own) if item.matched_by},
        index={name: trend for (metric, name), trend in trends.items() if metric == "price_index"},
        posts=trends.get(("posts", company.name)) if company else None,
    )


def _captures(
    events: Iterable[Event],
    items: Mapping[str, list[Item]],
    behind: Mapping[tuple[str, str], list[Counted]],
    posts: Mapping[str, list[Post]],
) -> Iterable[int | None]:
    yield from (capture for event in events for capture in (event.capture_old, event.capture_new))
    yield from (item.capture for own in items.values() for item in flat(own))
    yield from (item.doubted.capture for own in items.values() for item in flat(own) if item.doubted)
    yield from (row.capture for own in behind.values() for row in own)
    yield from (capture for own in posts.values() for post in own for capture in (post.capture, post.views_capture))


def _errors(db: "Connection", run: int) -> dict[str, Counter[str]]:
    errors: dict[str, Counter[str]] = {}
    for row in select(db, "unreadable", run=run):
        errors.setdefault(row["competitor"], Counter())[row["error"]] += row["pages"]
    return errors
