"""Jobs shared out over child processes, which live and die apart from each other and never outlive us."""

import multiprocessing
import os
import select
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from threading import Event

from crawler.batch import Ask, Batch, Job, VisitJob
from crawler.workers import Lost, run_in_children, share_out
from tests.loopback import Reply, Request, Route, gathered, job, page, serving, visit

REPOSITORY = Path(__file__).parent.parent


def test_two_jobs_at_once_and_a_dead_host_harms_nobody() -> None:
    with serving({"/": page("/a"), "/a": page()}, {"/": page()}) as (alive, dead):
        dead.close()
        batches = list(run_in_children([job(visit(dead.url, number=1)), job(visit(alive.url, number=2))], 1))
    crawled = gathered(batch for batch in batches if isinstance(batch, Batch))
    assert crawled[2].outcomes == {"/": "ok", "/sitemap.xml": "missing", "/a": "ok"}
    assert crawled[1].outcomes == {"/": "unavailable"}
    assert {number: one.end.outcome for number, one in crawled.items()} == {1: "failed", 2: "complete"}


def test_batches_come_while_the_crawl_goes_on() -> None:
    first_batch_is_here = Event()

    def last(_: Request) -> Reply:
        assert first_batch_is_here.wait(60), "no batch came before the last page was answered"
        return page()

    routes: dict[str, Route] = {f"/p{n}": page() for n in range(120)}
    with serving({**routes, "/p119": last}) as (site,):
        asks = tuple(Ask(url=f"{site.url}p{n}") for n in range(120))
        batches = []
        for batch in run_in_children([job(visit(site.url, *asks, pages=200))], 1):
            assert isinstance(batch, Batch)
            first_batch_is_here.set()
            batches.append(batch)
    assert len(batches) >= 3
    assert all(len(batch.captures) <= 50 for batch in batches)
    assert [bool(batch.ends) for batch in batches] == [False] * (len(batches) - 1) + [True]


def test_batches_are_bounded_in_bytes() -> None:
    big = Reply(b"<p>" + b"x" * 3_000_000)
    with serving({f"/p{n}": big for n in range(10)}) as (site,):
        asks = tuple(Ask(url=f"{site.url}p{n}") for n in range(10))
        batches = [b for b in run_in_children([job(visit(site.url, *asks))], 1) if isinstance(b, Batch)]
    assert sum(len(batch.captures) for batch in batches) == 11
    assert max(sum(len(c.body) for c in batch.captures) for batch in batches) <= 11_000_000


def test_a_child_that_dies_loses_its_jobs_and_no_others() -> None:
    def deadly(_: Request) -> Reply:
        first_child = min(multiprocessing.active_children(), key=lambda child: child.pid or 0)
        os.kill(first_child.pid or 0, signal.SIGKILL)
        return page()

    with serving({"/": deadly}, {"/": page()}) as (doomed, spared):
        jobs = [job(visit(doomed.url, number=1, pages=200)), job(visit(spared.url, number=2))]
        results = list(run_in_children(jobs, 2))
    assert Lost(job=doomed.key, reason="the crawling process ended with SIGKILL") in results
    crawled = gathered(batch for batch in results if isinstance(batch, Batch))
    assert crawled[2].outcomes["/"] == "ok"
    assert 1 not in crawled
    assert multiprocessing.active_children() == []


def test_when_nobody_listens_any_more_the_children_end() -> None:
    """The last page hangs for as long as the test runs: a child that is not ended would be waited for in vain."""
    pages: dict[str, Route] = {f"/p{n}": page() for n in range(80)}
    with serving({**pages, "/p79": Reply(b"<p>", hangs=True)}) as (site,):
        asks = (Ask(url=f"{site.url}p{n}") for n in range(80))
        results = run_in_children([job(visit(site.url, *asks))], 1)
        assert isinstance(next(results), Batch)
        assert isinstance(results, Generator)
        results.close()
    assert multiprocessing.active_children() == []


def test_a_parent_killed_with_minus_9_leaves_no_child_behind(tmp_path: Path) -> None:
    asked = Event()

    def hang(_: Request) -> Reply:
        asked.set()
        return Reply(b"<p>", hangs=True)

    program = tmp_path / "parent.py"
    program.write_text(PARENT)
    with serving({"/": hang}) as (site,):
        parent = subprocess.Popen(
            [sys.executable, str(program), site.url], env={**os.environ, "PYTHONPATH": str(REPOSITORY)}
        )
        assert asked.wait(60)
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
        ends = [os.pidfd_open(int(child)) for child in children]
        assert ends
        parent.kill()
        parent.wait()
        for end in ends:
            assert select.select([end], [], [], 60) == ([end], [], [])  # readable as soon as the process has ended
            os.close(end)


PARENT = """
import sys
from crawler.workers import run_in_children
from tests.loopback import job, visit

if __name__ == "__main__":
    list(run_in_children([job(visit(sys.argv[1]))], 1))
"""


def test_jobs_are_shared_out_by_expected_pages() -> None:
    jobs = [one(name, pages) for name, pages in (("a", 100), ("b", 900), ("c", 500), ("d", 450))]
    shards = share_out(jobs, 2)
    assert [[job.name[0] for job in shard] for shard in shards] == [["b", "a"], ["c", "d"]]
    assert share_out(jobs[:1], 4) == [(jobs[0],)]
    few = [one("e", 20), one("f", 10)]
    assert share_out(few, 2) == [tuple(few)]  # not worth a second process


def one(name: str, pages: int) -> Job:
    address = f"https://{name}.example/"
    return job(VisitJob(visit=1, source="site", address=address, asks=(Ask(url=address),), pages=pages))
