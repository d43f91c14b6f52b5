"""Store → an edition of the reports."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from crawler.config import Config
from crawler.store.captures import newest_capture_at
from dossier.brief import MOST_LINES, Ground, Line, anchor_of, group_events, write_brief
from dossier.cells import render_csv
from dossier.changes import Event, load_events
from dossier.companies import Company, load_companies
from dossier.days import Day, days_until
from dossier.edition import Building, storage_faults
from dossier.evidence import FOLDER, Evidence
from dossier.metrics.compute import Counted, MetricValue, counted
from dossier.metrics.table import BY_ID, METRICS, Metric
from dossier.offers import Item, by_weight, load_items
from dossier.pivot import Cell, PivotGroup, Trends, load_trends, make_pivot, render_pivot_csv
from dossier.questions import QUESTIONS
from dossier.render import make_environment, renderer
from dossier.restated import Edition, Published, Restated, compare_editions, load_editions
from dossier.sections.blind import answers_of
from dossier.sections.health import company_health
from dossier.sections.posts import load_post_rows, render_posts_csv, shown_posts
from dossier.sections.prices import render_offers_csv
from dossier.sections.table import SECTIONS
from dossier.select import select
from dossier.view import ROWS, Post, View
from dossier.words import Clock, parse_utc

if TYPE_CHECKING:
    from crawler.store.connections import Connection

MOST_EVENTS = 500
"""Changes that the page of changes shows, each with both saved pages; all of them are in the CSV beside it."""
MOST_COUNTED = 200
"""Rows of a value's evidence that its page shows; all of them are in the CSV beside it."""


@dataclass(frozen=True, kw_only=True)
class EditionBuilt:
    """An edition that is in its place."""

    path: Path
    """Its folder."""
    metrics: Published
    """JSON: what a later edition needs to tell what was restated."""
    change_ids: tuple[str, ...]
    """Changes that it told, in the order of their ids."""

    @property
    def name(self) -> str:
        """Return the name of its folder in ``reports/``."""
        return self.path.name


@dataclass(frozen=True, kw_only=True)
class Told:
    """All that an edition tells, loaded and weighed; rendering reads nothing else but long tables."""

    clock: Clock
    today: Day
    run: int
    config: Config
    companies: Sequence[Company]
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
    evidence: Evidence
    errors: Mapping[str, Mapping[str, int]]


def build(db: "Connection", reports: Path, config: Config, run_at: str) -> EditionBuilt:
    """Publish an edition of what the store holds. Raises StorageError when the folder cannot be written."""
    with storage_faults(reports):
        building = Building(reports, run_at)
        told = load_told(db, reports / FOLDER, config, run_at)
        _write(building, db, told)
        path = building.publish()
    return EditionBuilt(path=path, metrics=_published(told), change_ids=_told_ids(told))


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
    items = {company.name: by_weight(load_items(db, company.name, today.fresh_since)) for company in companies}
    matched = {name: frozenset(item.url for item in own if item.matched_by) for name, own in items.items()}
    events = load_events(db, since.run if since else 0, restated.late, matched)
    trends = load_trends(db, today.day, clock.local(since.at).date().isoformat() if since else None)
    rows = {metric.id: counted(db, config, metric, newest) for metric in METRICS}
    behind = {
        (metric, name): list(group)
        for metric, own in rows.items()
        for name, group in groupby(own, key=lambda row: row.competitor)
    }
    posts = {company.name: load_post_rows(db, company.name) for company in companies}
    ground = Ground(
        clock=clock,
        since=since.at if since else None,
        companies={company.name: company for company in companies},
        matched={(name, item.url): item for name, own in items.items() for item in reversed(own) if item.matched_by},
        index={name: trend for (metric, name), trend in trends.items() if metric == "price_index"},
        posts={name: trend for (metric, name), trend in trends.items() if metric == "posts"},
    )
    shown = choose_shown([event for event in events if event.competitor in ground.companies])
    return Told(
        clock=clock,
        today=today,
        run=run,
        config=config,
        companies=companies,
        editions=editions,
        since=since,
        restated=restated,
        events=events,
        shown=shown,
        trends=trends,
        pivot=make_pivot(companies, trends, clock),
        items=items,
        posts=posts,
        counted=behind,
        lines=write_brief(events, ground),
        evidence=Evidence(
            db,
            _captures(events, items, behind, posts),
            [capture for event in shown for capture in (event.capture_old, event.capture_new)],
            saved,
        ),
        errors=_errors(db, run),
    )


def choose_shown(events: Sequence[Event]) -> list[Event]:
    """Return the gravest changes, and the gravest of every group: each line of the brief leads to one of them."""
    leaders = {(event.competitor, event.what): event.id for event in reversed(events)}
    leading = set(leaders.values())
    return [event for place, event in enumerate(events) if place < MOST_EVENTS or event.id in leading]


def _captures(
    events: Iterable[Event],
    items: Mapping[str, list[Item]],
    behind: Mapping[tuple[str, str], list[Counted]],
    posts: Mapping[str, list[Post]],
) -> Iterable[int | None]:
    yield from (capture for event in events for capture in (event.capture_old, event.capture_new))
    yield from (item.capture for own in items.values() for item in own)
    yield from (row.capture for own in behind.values() for row in own)
    yield from (capture for own in posts.values() for post in own for capture in (post.capture, post.views_capture))


def _errors(db: "Connection", run: int) -> dict[str, Counter[str]]:
    errors: dict[str, Counter[str]] = {}
    for row in select(db, "unreadable", run=run):
        errors.setdefault(row["competitor"], Counter())[row["error"]] += row["pages"]
    return errors


def _told_ids(told: Told) -> tuple[str, ...]:
    return tuple(sorted(event.id for event in told.events))


def _published(told: Told) -> Published:
    return Published(
        values=[(name, metric, trend.day, trend.value) for (metric, name), trend in sorted(told.trends.items())],
        restated=[(value.competitor, value.metric, value.day, value.now) for value in told.restated.values],
        withdrawn=[change.id for change in told.restated.withdrawn],
    )


def _write(building: Building, db: "Connection", told: Told) -> None:
    kept = {edition.path for edition in told.editions if (building.reports / edition.path / "index.html").is_file()}
    render = renderer(
        make_environment(told.clock),
        companies=told.companies,
        edition_at=told.clock.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        zone=told.config.timezone,
        since=told.since,
        kept=kept,
        evidence=told.evidence,
        metrics=BY_ID,
        folder=FOLDER,
    )
    building.write("rivals.css", (Path(__file__).parent / "static" / "rivals.css").read_text(encoding="utf-8"))
    building.write("index.html", render("index.html.j2", root="", current="index", **_front(told)))
    building.write(
        "pivot.html", render("pivot.html.j2", root="", current="pivot", groups=told.pivot, below=_below(told))
    )
    building.write("pivot.csv", render_pivot_csv(told.pivot))
    building.write("changes.html", render("changes.html.j2", root="", current="changes", **_changes(told)))
    building.write("changes.csv", _changes_csv(told))
    building.write(
        "editions.html", render("editions.html.j2", root="", current="editions", editions=told.editions[::-1])
    )
    for company in told.companies:
        _write_company(building, db, told, company, render)


def _front(told: Told) -> dict[str, Any]:
    return {
        "lines": told.lines[:MOST_LINES],
        "more": max(0, len(told.lines) - MOST_LINES),
        "total": len(told.events),
        "health": [(company, company_health(company, told.clock)) for company in told.companies],
        "groups": told.pivot,
        "restated": told.restated,
    }


@dataclass(frozen=True, kw_only=True)
class Group:
    """Changes of one kind at one company, on the page of changes."""

    company: Company
    line: Line | None
    """None for what was restated."""
    anchor: str
    events: Sequence[Event]


def _changes(told: Told) -> dict[str, Any]:
    companies = {company.name: company for company in told.companies}
    lines = {(line.competitor, line.what): line for line in told.lines}
    groups = [
        Group(
            company=companies[events[0].competitor],
            line=lines[events[0].competitor, events[0].what],
            anchor=anchor_of(events, companies[events[0].competitor]),
            events=events,
        )
        for events in group_events(told.shown)
    ]
    order = {(line.competitor, line.what): place for place, line in enumerate(told.lines)}
    return {
        "groups": sorted(groups, key=lambda group: order[group.events[0].competitor, group.events[0].what]),
        "late": [event for event in told.shown if event.restated],
        "suspects": [event for event in told.shown if event.suspect and not event.restated],
        "restated": told.restated,
        "labels": {name: company.label for name, company in companies.items()},
        "total": len(told.events),
        "shown": len(told.shown),
    }


def _changes_csv(told: Told) -> str:
    header = (
        "id competitor what severity name field old new currency relative at since suspect restated text_before "
        "text_after url capture_old capture_new sha256_old sha256_new"
    ).split()

    def sha256(capture: int | None) -> str | None:
        proof = told.evidence.get(capture)
        return proof.sha256 if proof else None

    return render_csv(
        header,
        (
            (
                e.id, e.competitor, e.what, e.severity, e.name, e.field, e.old, e.new, e.currency,
                None if e.size is None else round(e.size, 4), e.at, e.since, "yes" if e.suspect else "",
                "yes" if e.restated else "", e.text_old, e.text_new, e.url, e.capture_old, e.capture_new,
                sha256(e.capture_old), sha256(e.capture_new),
            )
            for e in told.events
        ),
    )  # fmt: skip


def _below(told: Told) -> list[dict[str, Any]]:
    """Return the block under the pivot: how much of each company is seen at all."""
    return [
        {
            "company": company,
            "days": company.days_observed,
            "read": sum(source.read for source in company.sources),
            "known": sum(source.known for source in company.sources),
            "oldest": min((held.seen_at for held in company.kinds.values() if held.seen_at), default=None),
            "answered": len(answers_of(company, told.clock).seen),
            "questions": len(QUESTIONS),
        }
        for company in told.companies
    ]


def _write_company(
    building: Building, db: "Connection", told: Told, company: Company, render: Callable[..., str]
) -> None:
    view = View(
        db=db,
        clock=told.clock,
        today=told.today,
        run=told.run,
        company=company,
        ours=next((other for other in told.companies if other.ours), None),
        pivot=told.pivot,
        events=[event for event in told.events if event.competitor == company.name],
        lines=[line for line in told.lines if line.competitor == company.name],
        items=told.items[company.name],
        posts=told.posts[company.name],
        our_posts=[post for other in told.companies if other.ours for post in told.posts[other.name]],
        evidence=told.evidence,
        errors=told.errors.get(company.name, {}),
    )
    sections = [(section, data, section.describe(data)) for section in SECTIONS for data in [section.load(view)]]
    common = {"root": "../", "current": company.name, "company": company, "view": view}
    name = company.folder
    building.write(
        f"{name}/index.html",
        render("dossier.html.j2", sections=sections, blind=answers_of(company, told.clock), **common),
    )
    building.write(
        f"{name}/witnesses.html",
        render("witnesses.html.j2", items=view.items[:ROWS], posts=shown_posts(view), **common),
    )
    building.write(f"{name}/offers.csv", render_offers_csv(view.items, told.evidence))
    building.write(f"{name}/posts.csv", render_posts_csv(view.posts))
    for group in told.pivot:
        for row in group.rows:
            for cell in row.cells:
                if cell.company.name == company.name and cell.trend is not None:
                    _write_value(building, told, row.metric, cell, render, common)


def _write_value(
    building: Building, told: Told, metric: Metric, cell: Cell, render: Callable[..., str], common: Mapping[str, Any]
) -> None:
    rows = told.counted.get((metric.id, cell.company.name), [])
    file = f"{cell.company.folder}/{metric.id}"
    building.write(
        f"{file}.html",
        render("metric.html.j2", metric=metric, cell=cell, rows=rows[:MOST_COUNTED], total=len(rows), **common),
    )
    proofs = [(row, told.evidence.get(row.capture)) for row in rows]
    header = ("name", "part", "read", "url", "seen_at", "capture", "sha256")
    lines = (
        (r.name, r.part, r.said, r.url, p.at if p else None, r.capture, p.sha256 if p else None) for r, p in proofs
    )
    building.write(f"{file}.csv", render_csv(header, lines))
