"""``run``, ``crawl`` and ``report``: due → jobs → batches → store → readings → fold → reports."""

import json
import os
import time
from collections import defaultdict
from collections.abc import Sequence

from crawler import due
from crawler.batch import Batch
from crawler.config import Config, Target
from crawler.configuration.reading import load_config
from crawler.store import captures
from crawler.store.health import VisitMade, visits_made
from crawler.store.pages import known_pages
from crawler.workers import run_in_children
from rivals.digest import Digest, open_digest
from rivals.options import Options
from rivals.progress import Progress
from rivals.publish import publish

OK, SOME_FAILED, NOTHING = 0, 3, 4


def run(options: Options) -> int:
    """Crawl what is due, record what changed, rebuild the reports when anything was refreshed."""
    return _crawl_and(options, reports=True)


def crawl(options: Options) -> int:
    """Crawl what is due and record what changed."""
    return _crawl_and(options, reports=False)


def report(options: Options) -> int:
    """Rebuild the reports from the store and publish them as a new edition."""
    config = load_config(options.config)
    with open_digest(options) as digest:
        digest.pending()
        publish(digest.db, config, options, digest.progress)
    return OK


def _crawl_and(options: Options, *, reports: bool) -> int:
    config = load_config(options.config)
    targets = [t for name in options.names for t in config.competitor(name).targets] or config.targets
    with open_digest(options, create=True) as digest:
        visits = _crawl(digest, config, targets, options.now)
        if reports and any(visit.ok for visit in visits):
            publish(digest.db, config, options, digest.progress)
        _tell(visits, options, digest.progress)
    return _status(visits)


def _crawl(digest: Digest, config: Config, targets: Sequence[Target], now: str) -> list[VisitMade]:
    """Visit those of the targets that are due; return how each visit went, all of them read and folded."""
    db, started_monotonic_s = digest.db, time.monotonic()
    now = captures.time_of_run(db, now)
    captures.close_open_visits(db)
    digest.pending()
    now_due = [target for target in targets if due.is_due(target, captures.last_visit_at(db, target), now)]
    if not now_due:
        digest.progress.say("nothing is due")
        return []
    this_run = captures.open_run(db, now)
    numbers = captures.open_visits(db, this_run, now_due)
    plans = [due.plan(target, known_pages(db, target), this_run.started_at, numbers[target]) for target in now_due]
    jobs = due.jobs(
        plans,
        user_agent=config.user_agent,
        started_at=this_run.started_at,
        started_monotonic_s=started_monotonic_s,
        allow_private=config.allow_private,
    )
    unfinished = {job.name: [visit.visit for visit in job.visits] for job in jobs}
    jobs_of = _jobs_of_competitors(now_due, numbers, unfinished)
    for message in run_in_children(jobs, processes=os.cpu_count() or 1):
        if isinstance(message, Batch):
            captures.save_batch(db, message)
            digest.progress.step("pages", len(message.captures))
            if not message.ends:
                continue
            captures.lose_job(db, unfinished.pop(message.job))
        else:
            captures.lose_job(db, unfinished.pop(message.job), message.reason)
        for competitor, names in jobs_of.items():
            if message.job in names and not names & unfinished.keys():
                digest.unit(this_run.id, competitor)
    captures.end_run(db, this_run.id)
    return visits_made(db, this_run.id)


def _jobs_of_competitors(
    targets: Sequence[Target], numbers: dict[Target, int], jobs: dict[str, list[int]]
) -> dict[str, set[str]]:
    """Return which jobs visit each competitor: when the last of them has ended, its visits can be folded."""
    job_of = {visit: name for name, visits in jobs.items() for visit in visits}
    names: dict[str, set[str]] = defaultdict(set)
    for target in targets:
        names[target.competitor or ""].add(job_of[numbers[target]])
    return names


def _status(visits: Sequence[VisitMade]) -> int:
    if visits and not any(visit.ok for visit in visits):
        return NOTHING
    return OK if all(visit.fresh for visit in visits) else SOME_FAILED


def _tell(visits: Sequence[VisitMade], options: Options, progress: Progress) -> None:
    for visit in visits:
        if options.json:
            print(json.dumps({"schema": 1, "kind": "visit"} | vars(visit), ensure_ascii=False))
        elif not visit.fresh or options.verbose:
            reason = f": {visit.reason}" if visit.reason else ""
            print(f"{visit.competitor}: {visit.source} {visit.address} {visit.outcome}{reason}")
    fresh = sum(visit.fresh for visit in visits)
    if visits:
        progress.say(f"{fresh} of {len(visits)} targets fresh, {sum(visit.ok for visit in visits)} pages")
