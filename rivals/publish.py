"""Store → matches, whom the market speaks of, and metric values → store → an edition of the reports."""

from crawler.config import Config
from crawler.store import derived, editions
from crawler.store.connections import Connection
from dossier.about import about_rows
from dossier.metrics.compute import compute
from dossier.metrics.matches import matches
from dossier.report import build
from rivals.options import Options
from rivals.progress import Progress


def publish(db: Connection, config: Config, options: Options, progress: Progress) -> None:
    """Compute what depends on people's files, publish an edition, and keep what it told."""
    run = db.execute("SELECT max(id) AS id FROM run").fetchone()["id"]
    progress.step("report", 0, 3)
    derived.save_matches(db, matches(db, config))
    derived.save_about(db, about_rows(db, config))
    derived.save_metric_values(db, compute(db, config, options.now))  # some count these
    progress.step("report", 1, 3)
    edition = build(db, options.reports, config, options.now)
    progress.step("report", 1, 3)
    editions.save_edition(
        db, run=run, at=options.now, path=edition.name, metrics=edition.metrics, changes=edition.change_ids
    )
    progress.step("report", 1, 3)
    progress.say(f"report: {edition.path / 'index.html'}")
