"""``run``, ``crawl`` and ``report``: due → jobs → batches → store → readings → fold → reports."""

import json
import os
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from crawler import due
from crawler.batch import Batch, Job
from crawler.config import Config, Target
from crawler.configuration.reading import load_config
from crawler.local_files import is_file, visit_file
from crawler.store import captures
from crawler.store.connections import Connection
from crawler.store.health import VisitMade, visits_made
from crawler.store.pages import known_pages, rendering_verdicts
from crawler.workers import run_in_children
from rivals.browser import browser_at_hand
from rivals.digest import Digest, open_digest
from rivals.options import Options
from rivals.progress import Progress

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
        _publish(digest, config, options)
    return OK


def _crawl_and(options: Options, *, reports: bool) -> int:
    config = load_config(options.config)
    targets = [t for name in options.names for t in config.competitor(name).targets] or config.targets
    with open_digest(options, create=True) as digest:
        visits = _crawl(digest, config, targets, options.now)
        if reports and any(visit.ok for visit in visits):
            _publish(digest, config, options)
        _tell(visits, options, digest.progress)
    return _status(visits)


def _publish(digest: Digest, config: Config, options: Options) -> None:
    from rivals.publish import publish  # not at the top: a crawl alone needs none of it

    publish(digest.db, config, options, digest.progress)


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
    wanted = any(target.render and target.source == "site" for target in now_due)
    with browser_at_hand(config, wanted=wanted) as browser:
        jobs = _jobs(db, config, [target for target in now_due if not is_file(target.address)], numbers, this_run)
        jobs = [replace(job, started_monotonic_s=started_monotonic_s, **browser) for job in jobs]
        for target in now_due:
            if is_file(target.address):
                at = this_run.started_at
                captures.save_batch(db, visit_file(numbers[target], target.address, config.path.parent, at))
        _digest_jobs(digest, this_run.id, jobs, _jobs_of_competitors(now_due, numbers, jobs))
    captures.end_run(db, this_run.id)
    return visits_made(db, this_run.id)


def _jobs(
    db: Connection, config: Config, targets: Sequence[Target], numbers: Mapping[Target, int], this_run: captures.Run
) -> Sequence[Job]:
    at = this_run.started_at
    plans = [
        due.plan(target, known_pages(db, target), at, numbers[target], rendering_verdicts(db, target, at))
        for target in targets
    ]
    return due.jobs(
        plans,
        user_agent=config.user_agent,
        started_at=at,
        started_monotonic_s=0.0,
        allow_private=config.allow_private,
    )


def _digest_jobs(digest: Digest, this_run: int, jobs: Sequence[Job], jobs_of: Mapping[str, set[str]]) -> None:
    """Crawl; store what comes; read and fold each competitor as soon as the last of its jobs has ended."""
    db = digest.db
    for competitor, names in jobs_of.items():
        if not names:
            digest.unit(this_run, competitor)
    unfinished = {job.name: [visit.visit for visit in job.visits] for job in jobs}
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
                digest.unit(this_run, competitor)


def _jobs_of_competitors(
    targets: Sequence[Target], numbers: Mapping[Target, int], jobs: Sequence[Job]
) -> dict[str, set[str]]:
    """Return which jobs visit each competitor: when the last of them has ended, its visits can be folded."""
    job_of = {visit.visit: job.name for job in jobs for visit in job.visits}
    names: dict[str, set[str]] = defaultdict(set)
    for target in targets:
        competitor = target.competitor or ""  # of the whole market
        names[competitor] |= {job_of[numbers[target]]} if numbers[target] in job_of else set()
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
            print(f"{visit.competitor or 'market'}: {visit.source} {visit.address} {visit.outcome}{reason}")
    fresh = sum(visit.fresh for visit in visits)
    if visits:
        progress.say(f"{fresh} of {len(visits)} targets fresh, {sum(visit.ok for visit in visits)} pages")
