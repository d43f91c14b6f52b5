"""Store → an edition of the reports."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.config import Config
from dossier.brief import MOST_LINES
from dossier.cells import render_csv
from dossier.changes_page import changes_of, render_changes_csv
from dossier.companies import Company
from dossier.edition import Building, storage_faults
from dossier.evidence import FOLDER
from dossier.exports.pivot_workbook import render_pivot_workbook
from dossier.first import load_first
from dossier.known import Known
from dossier.metrics.planned import PLANNED
from dossier.metrics.table import BY_ID
from dossier.pivot import Cell, PivotRow, front_groups, measured_groups, render_pivot_csv, waiting_rows
from dossier.questions import QUESTIONS
from dossier.render import make_environment, renderer
from dossier.restated import Published
from dossier.sections.ads import render_ads_csv
from dossier.sections.blind import answers_of
from dossier.sections.changed import nothing_seen
from dossier.sections.health import company_health, market_health
from dossier.sections.history import load_changes, render_history_csv
from dossier.sections.message import render_findings_csv
from dossier.sections.plans import render_plans_csv
from dossier.sections.posts import render_posts_csv, shown_posts
from dossier.sections.prices import render_offers_csv
from dossier.sections.table import SECTIONS
from dossier.sections.verdict import render_reviews_csv
from dossier.told import Told, load_told
from dossier.view import View

if TYPE_CHECKING:
    from crawler.store.connections import Connection

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


def build(db: "Connection", reports: Path, config: Config, run_at: str) -> EditionBuilt:
    """Publish an edition of what the store holds. Raises StorageError when the folder cannot be written."""
    with storage_faults(reports):
        building = Building(reports, run_at)
        told = load_told(db, reports / FOLDER, config, run_at)
        _write(building, db, told)
        path = building.publish()
    return EditionBuilt(path=path, metrics=_published(told), change_ids=_told_ids(told))


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
        telling=told.telling,
        metrics=BY_ID,
        folder=FOLDER,
    )
    building.write("rivals.css", (Path(__file__).parent / "static" / "rivals.css").read_text(encoding="utf-8"))
    building.write("index.html", render("index.html.j2", root="", current="index", **_front(told)))
    building.write(
        "pivot.html",
        render(
            "pivot.html.j2",
            root="",
            current="pivot",
            groups=measured_groups(told.pivot),
            waiting=waiting_rows(told.pivot),
            below=_below(told),
            planned=PLANNED,
            currency=told.config.currency,
        ),
    )
    building.write("pivot.csv", render_pivot_csv(told.pivot))
    building.write("pivot.xlsx", render_pivot_workbook(told, building.name))
    building.write("changes.html", render("changes.html.j2", root="", current="changes", **changes_of(told)))
    building.write("changes.csv", render_changes_csv(told))
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
        "market": market_health(told.market, told.clock),
        "groups": front_groups(told.pivot),
        "restated": told.restated,
    }


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
    ours = next((other for other in told.companies if other.ours), None)
    view = View(
        db=db,
        clock=told.clock,
        today=told.today,
        run=told.run,
        company=company,
        ours=ours,
        pivot=told.pivot,
        events=[event for event in told.events if event.competitor == company.name],
        lines=[line for line in told.lines if line.competitor == company.name],
        items=told.items[company.name],
        posts=told.posts[company.name],
        our_posts=[post for other in told.companies if other.ours for post in told.posts[other.name]],
        known=told.ours_known if company.ours and told.ours_known else Known(db, company.name),
        ours_known=None if company.ours else told.ours_known,
        market=told.market,
        moves=told.moves.get(company.name, ()),
        evidence=told.evidence,
        errors=told.errors.get(company.name, {}),
    )
    sections = [(section, data, section.describe(data)) for section in SECTIONS for data in [section.load(view)]]
    common = {"root": "../", "current": company.name, "company": company, "view": view}
    name = company.folder
    building.write(
        f"{name}/index.html",
        render(
            "dossier.html.j2",
            sections=sections,
            first=load_first(view),
            nothing=nothing_seen(company, told.clock),
            blind=answers_of(company, told.clock),
            moves=view.moves,
            **common,
        ),
    )
    building.write(
        f"{name}/witnesses.html",
        render(
            "witnesses.html.j2",
            items=view.shown_items,
            posts=shown_posts(view),
            cards=[card for section, data, _ in sections for card in section.cards(data)],
            **common,
        ),
    )
    for file, table in _tables(view):
        building.write(f"{name}/{file}.csv", table)
    for group in told.pivot:
        for row in group.rows:
            for cell in row.cells:
                if cell.company.name == company.name and cell.href is not None:
                    _write_value(building, told, row, cell, render, common)


def _tables(view: View) -> Iterable[tuple[str, str]]:
    """Yield the whole tables beside the dossier, by name."""
    yield "offers", render_offers_csv(view.items, view.evidence)
    yield "plans", render_plans_csv(view.known.plans)
    yield "found", render_findings_csv(view.known.findings)
    yield "reviews", render_reviews_csv(view.known.reviews)
    yield "ads", render_ads_csv(view.known.ads)
    yield "posts", render_posts_csv(view.posts)
    yield "history", render_history_csv(load_changes(view.db, view.company.name))


def _write_value(
    building: Building, told: Told, row: PivotRow, cell: Cell, render: Callable[..., str], common: Mapping[str, Any]
) -> None:
    metric = row.metric
    rows = told.counted.get((metric.id, cell.company.name), [])
    file = f"{cell.company.folder}/{metric.id}"
    building.write(
        f"{file}.html",
        render(
            "metric.html.j2", metric=metric, row=row, cell=cell, rows=rows[:MOST_COUNTED], total=len(rows), **common
        ),
    )
    proofs = [(row, told.evidence.get(row.capture)) for row in rows]
    header = ("name", "part", "read", "url", "seen_at", "capture", "sha256")
    lines = (
        (r.name, r.part, r.said, r.url, p.at if p else None, r.capture, p.sha256 if p else None) for r, p in proofs
    )
    building.write(f"{file}.csv", render_csv(header, lines))
