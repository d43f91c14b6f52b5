"""The crawl on all cores: jobs shared out over child processes."""

import math
import signal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from crawler.batch import Batch, Job
from crawler.child import start_child

_PAGES_WORTH_A_PROCESS = 250
"""A process costs a CPU-second before its first page: as much as so many pages."""


@dataclass(frozen=True, kw_only=True)
class Lost:
    """A job whose process died before its last batch."""

    job: str
    reason: str


def run_in_children(jobs: Sequence[Job], processes: int) -> Iterator[Batch | Lost]:
    """Crawl the jobs in so many processes; yield batches as they come, and Lost for what died with its process."""
    children: dict[Connection, _Child] = {}
    try:
        for shard in share_out(jobs, processes):
            process, ours = start_child(_run, shard)
            children[ours] = _Child(process, {job.name for job in shard})
        while children:
            for ours in _ready(children):
                batch = _receive(ours)
                if batch is None:
                    yield from children.pop(ours).bury()
                    ours.close()
                else:
                    if batch.ends:
                        children[ours].unfinished.discard(batch.job)
                    yield batch
    finally:
        for ours, child in children.items():
            child.process.kill()
            child.process.join()
            ours.close()


def share_out(jobs: Sequence[Job], processes: int) -> list[tuple[Job, ...]]:
    """Return at most so many shards of about equally many expected pages, and no more than are worth a process."""
    worth = math.ceil(sum(map(_expected_pages, jobs)) / _PAGES_WORTH_A_PROCESS)
    shards: list[list[Job]] = [[] for _ in range(max(1, min(processes, len(jobs), worth)))]
    pages = [0] * len(shards)
    for job in sorted(jobs, key=lambda job: (-_expected_pages(job), job.name)):
        least = pages.index(min(pages))
        shards[least].append(job)
        pages[least] += _expected_pages(job)
    return [tuple(shard) for shard in shards if shard]


@dataclass
class _Child:
    process: SpawnProcess
    unfinished: set[str]

    def bury(self) -> Iterator[Lost]:
        """Wait for its end; yield what it left undone."""
        self.process.join()
        code = self.process.exitcode or 0
        how = signal.Signals(-code).name if code < 0 else f"exit status {code}"
        for name in sorted(self.unfinished):
            yield Lost(job=name, reason=f"the crawling process ended with {how}")


def _run(theirs: Connection, jobs: tuple[Job, ...]) -> None:
    """Body of a child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the parent decides
    from crawler.jobs import run

    for batch in run(jobs):
        theirs.send(batch)


def _ready(children: Iterable[Connection]) -> list[Connection]:
    return [ours for ours in connection.wait(list(children)) if isinstance(ours, Connection)]


def _receive(ours: Connection) -> Batch | None:
    try:
        batch = ours.recv()
    except (EOFError, OSError):
        return None
    assert isinstance(batch, Batch)
    return batch


def _expected_pages(job: Job) -> int:
    """A site seen for the first time has one address to ask, and is expected to use its budget."""
    return sum(visit.pages if visit.source == "site" and not visit.known else len(visit.asks) for visit in job.visits)
