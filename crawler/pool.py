"""Readers in processes that can be killed:
a page that hangs, eats memory or recurses costs one named error, never the others."""

import json
import os
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from crawler.child import start_child
from crawler.errors import ReadError, RivalsError
from crawler.page import Page
from crawler.records.lines import dump_reading

_DETAIL_CHARACTERS = 300
_MOST_LINKS = 100
_START_S = 120.0
"""Time that a new process may take until it can read; it is no page's."""


@dataclass(frozen=True, kw_only=True)
class ReadItem:
    """One capture to read."""

    capture: int
    source: str
    """Name of the module in ``crawler/sources`` whose ``read`` is asked."""
    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class ReadResult:
    """What came of it: lines or an error."""

    capture: int
    lines: str | None = None
    """As ``dump_reading`` writes them; None when the page could not be read."""
    error: str | None = None
    """timeout, memory, recursion, crashed, the name of a ReadError, or the exception's class name;
    None when it was read."""
    detail: str | None = None


@dataclass(frozen=True, kw_only=True)
class PoolLimits:
    """What one page may cost, and when a process is replaced."""

    cpu_s: int = 20
    wall_s: float = 60.0
    memory_bytes: int = 256_000_000
    """Address space that one page may add to a process."""
    pages_per_process: int = 1000
    resident_bytes: int = 250_000_000
    """A process that holds more memory than this is replaced before its next page."""


Read = Callable[[ReadItem], str]


def read_item(item: ReadItem) -> str:
    """Read a page by its source's reader; return the reading as lines."""
    page = Page(item.url, item.status, item.headers, item.body, item.final_url)
    return dump_reading(import_module(f"crawler.sources.{item.source}").read(page))


def read_links_of(item: ReadItem) -> str:
    """Return the addresses that a source says to ask next after this page, as a JSON list; [] when it never says."""
    links = getattr(import_module(f"crawler.sources.{item.source}"), "links", None)
    page = Page(item.url, item.status, item.headers, item.body, item.final_url)
    return json.dumps(list(links(page))[:_MOST_LINKS] if links else [])


@dataclass
class _Child:
    process: SpawnProcess
    pipe: Connection
    pages: int = 0
    item: ReadItem | None = None
    """What it is reading; None when it is idle."""
    deadline_s: float = 0.0
    is_ready: bool = False
    """Has it started, so that its time counts?"""


@dataclass
class Pool:
    """Reading processes, started when there is something to read and kept until the end of the ``with``."""

    processes: int = 2
    limits: PoolLimits = field(default_factory=PoolLimits)
    read: Read = read_item
    """A function that can be imported by its name."""
    children: list[_Child] = field(default_factory=list)
    late: deque[ReadItem] = field(default_factory=deque)
    """Pages stopped by wall time, to be read once more, alone."""

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *raised: object) -> None:
        for child in list(self.children):
            self._drop(child)

    def read_all(self, items: Iterable[ReadItem]) -> Iterator[ReadResult]:
        """Yield one result for each item, as they come; items are drawn only when a process is free for one.

        A page stopped by wall time is read once more, alone, after the others.
        """
        try:
            yield from self._read_all(items)
        finally:  # a caller that stopped early leaves nothing half read
            self.late.clear()
            for child in [child for child in self.children if child.item]:
                self._drop(child)

    def _read_all(self, items: Iterable[ReadItem]) -> Iterator[ReadResult]:
        for item in items:
            while (child := self._idle(self.processes)) is None:
                yield from self._wait(is_last=False)
            yield from self._start(child, item)
        while any(child.item for child in self.children):
            yield from self._wait(is_last=False)
        while self.late:
            child = self._idle(1)
            assert child is not None  # nothing else is being read
            yield from self._start(child, self.late.popleft())
            while child.item:
                yield from self._wait(is_last=True)

    def _idle(self, processes: int) -> _Child | None:
        """Return an idle process, a new one while there are fewer than asked for; None when all are at work."""
        for child in self.children:
            if child.item is None:
                return child
        if len(self.children) >= processes:
            return None
        process, pipe = start_child(_serve, self.read, self.limits)
        self.children.append(_Child(process, pipe))
        return self.children[-1]

    def _start(self, child: _Child, item: ReadItem) -> Iterator[ReadResult]:
        child.item, child.pages = item, child.pages + 1
        child.deadline_s = time.monotonic() + self.limits.wall_s + (0.0 if child.is_ready else _START_S)
        try:
            child.pipe.send(item)
        except OSError:
            yield self._ended(child)

    def _wait(self, *, is_last: bool) -> Iterator[ReadResult]:
        """Wait until a process answers, ends or is out of time; yield what that says of its page."""
        busy = [child for child in self.children if child.item]
        patience_s = max(0.0, min(child.deadline_s for child in busy) - time.monotonic())
        ready = set(connection.wait([child.pipe for child in busy], patience_s))
        for child in busy:
            if child.pipe in ready:
                yield from self._answer(child)
            elif time.monotonic() >= child.deadline_s:
                assert child.item
                late, child.item = child.item, None
                self._drop(child)
                if is_last:
                    yield ReadResult(
                        capture=late.capture, error="timeout", detail=f"stopped after {self.limits.wall_s:g} s, twice"
                    )
                else:
                    self.late.append(late)

    def _answer(self, child: _Child) -> Iterator[ReadResult]:
        try:
            answer = child.pipe.recv()
        except (EOFError, OSError):
            yield self._ended(child)
            return
        if answer is None:
            child.is_ready, child.deadline_s = True, time.monotonic() + self.limits.wall_s
            return
        result, goes_on = answer
        child.item = None
        if not goes_on or child.pages >= self.limits.pages_per_process:
            self._drop(child)
        yield result

    def _ended(self, child: _Child) -> ReadResult:
        """Say what ended a process that did not answer."""
        assert child.item
        capture, child.item = child.item.capture, None
        child.process.join(5)
        code = child.process.exitcode
        self._drop(child)
        if not child.is_ready:  # no page's fault: were it told as one, a replay would empty the store
            raise RivalsError(f"a reading process ended with status {code} before it could read; nothing was changed")
        if code == -signal.SIGXCPU:
            return ReadResult(capture=capture, error="timeout", detail=f"stopped after {self.limits.cpu_s} CPU-seconds")
        return ReadResult(capture=capture, error="crashed", detail=f"exit status {code}")

    def _drop(self, child: _Child) -> None:
        self.children.remove(child)
        child.process.kill()
        child.process.join()
        child.pipe.close()


def _serve(pipe: Connection, read: Read, limits: PoolLimits) -> None:
    """Say that we are ready, then read pages until the parent closes the pipe or the process has grown too large."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):  # the parent has ended: so will we
        _answer_items(pipe, read, limits)


def _answer_items(pipe: Connection, read: Read, limits: PoolLimits) -> None:
    pipe.send(None)  # ready
    while True:
        try:
            item = pipe.recv()
        except EOFError:
            return
        _limit(limits)
        result = _read(read, item)
        goes_on = result.error != "memory" and _resident_bytes() < limits.resident_bytes
        pipe.send((result, goes_on))
        if not goes_on:
            return


def _read(read: Read, item: ReadItem) -> ReadResult:
    try:
        return ReadResult(capture=item.capture, lines=read(item))
    except Exception as error:  # noqa: BLE001 (the border: whatever a reader raises is one named error on its page)
        name = _NAMES.get(type(error), type(error).__name__)
        return ReadResult(
            capture=item.capture,
            error=error.name if isinstance(error, ReadError) else name,
            detail=str(error)[:_DETAIL_CHARACTERS],
        )


_NAMES: dict[type[BaseException], str] = {MemoryError: "memory", RecursionError: "recursion", TimeoutError: "timeout"}


def _limit(limits: PoolLimits) -> None:
    """Allow the next page its CPU seconds (the kernel ends the process then) and, on Linux, its memory."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _set(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + limits.cpu_s + 1)
    if sys.platform == "linux":
        _set(resource.RLIMIT_AS, _statm(0) + limits.memory_bytes)


def _set(what: int, soft: int) -> None:
    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _resident_bytes() -> int:
    return _statm(1) if sys.platform == "linux" else 0


def _statm(column: int) -> int:
    return int(Path("/proc/self/statm").read_bytes().split()[column]) * resource.getpagesize()
