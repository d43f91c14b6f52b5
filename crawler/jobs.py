"""run(jobs) → batches: the crawl of many sites in one process. This signature is the seam for other engines."""

import asyncio
import queue
from collections.abc import Iterable, Iterator
from contextlib import suppress
from threading import Thread
from typing import Any

from scrapy.crawler import Crawler
from scrapy.utils.reactor import install_reactor

from crawler.batch import Batch, Job
from crawler.downloading.resolver import GuardedResolver
from crawler.downloading.settings import REACTOR, scrapy_settings
from crawler.spider import SiteSpider

_SITES_AT_ONCE = 64
_WAITING_BYTES = 32_000_000
_LOOKUPS_AT_ONCE = 20
"""Threads that ask DNS: a name server that does not answer holds one for long."""


def run(jobs: Iterable[Job]) -> Iterator[Batch]:
    """Crawl all jobs; yield their batches as they come, the last one of each job with its visits' ends.

    Once per process: Twisted's reactor, which runs in a thread of its own, cannot be started again. When the consumer
    is slow, the crawl waits.
    """
    outbox = Outbox()
    thread = Thread(target=_crawl, args=(tuple(jobs), outbox), name="reactor", daemon=True)
    thread.start()
    yield from outbox.batches()
    thread.join()


def _crawl(jobs: tuple[Job, ...], outbox: "Outbox") -> None:
    install_reactor(REACTOR)
    reactor = _reactor()
    resolver = GuardedResolver(frozenset[str]().union(*(job.allow_private for job in jobs)))
    reactor.installNameResolver(resolver)
    reactor.suggestThreadPoolSize(_LOOKUPS_AT_ONCE)
    crawl: list[asyncio.Task[None]] = []
    reactor.callWhenRunning(lambda: crawl.append(asyncio.ensure_future(_crawl_all(jobs, outbox, resolver))))
    try:
        reactor.run(installSignalHandlers=False)
    finally:
        outbox.close(None)


async def _crawl_all(jobs: tuple[Job, ...], outbox: "Outbox", resolver: GuardedResolver) -> None:
    outbox.open()
    free = asyncio.Semaphore(_SITES_AT_ONCE)

    async def crawl(job: Job) -> None:
        async with free:
            crawler = Crawler(SiteSpider, scrapy_settings(job))
            await crawler.crawl_async(job=job, send=outbox.put, room=outbox.room, denied=resolver.denied)

    try:
        ended = await asyncio.gather(*map(crawl, jobs), return_exceptions=True)
        outbox.close(next((fault for fault in ended if fault is not None), None))
    finally:
        _reactor().stop()


def _reactor() -> Any:
    from twisted.internet import reactor  # not at the top: importing it installs one

    return reactor


class Outbox:
    """Batches on their way from the reactor's thread to the consumer's; only ``batches`` belongs to the latter."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Batch | BaseException | None] = queue.SimpleQueue()
        self._waiting_bytes = 0

    def open(self) -> None:
        """Begin, in the thread and the loop of the crawl."""
        self._loop = asyncio.get_running_loop()
        self._has_room = asyncio.Event()
        self._has_room.set()

    def put(self, batch: Batch) -> None:
        """Hand over a batch."""
        self._waiting_bytes += _size(batch)
        if self._waiting_bytes >= _WAITING_BYTES:
            self._has_room.clear()
        self._queue.put(batch)

    async def room(self) -> None:
        """Wait until the consumer has caught up."""
        await self._has_room.wait()

    def close(self, fault: BaseException | None) -> None:
        """Say that no more will come, and what broke; the first word counts."""
        self._queue.put(fault)

    def batches(self) -> Iterator[Batch]:
        """Yield what was put, until it is closed; then raise what a job broke with, if one did."""
        while (item := self._queue.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
            with suppress(RuntimeError):  # the loop has ended: nobody waits for room any more
                self._loop.call_soon_threadsafe(self._took, _size(item))

    def _took(self, size: int) -> None:
        self._waiting_bytes -= size
        if self._waiting_bytes < _WAITING_BYTES:
            self._has_room.set()


def _size(batch: Batch) -> int:
    return sum(len(capture.body) for capture in batch.captures) + 200 * len(batch.discovered)
