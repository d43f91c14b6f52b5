"""The processes below one process: their memory, their end. Only Linux tells; elsewhere there are none to be seen."""

import ctypes
import os
import re
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
_LOOK_S = 0.02
_SIZE = re.compile(rb"^(Rss\w+):\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True)
class Process:
    """One running process."""

    pid: int
    own_bytes: int
    """Resident memory without what is mapped from files: its own, and what it shares by way of memory."""
    file_bytes: int
    """Resident memory that is mapped from files, such as the program; processes of one program have it in common."""
    is_renderer: bool
    """Does it run pages of a Chromium?"""


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends, so that none of them gets out of sight."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def below(pid: int) -> list[Process]:
    """Return every descendant, parents first."""
    children = _children()
    found: list[Process] = []
    waiting = [pid]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            waiting.append(child)
            with suppress(OSError):
                found.append(_look(child))
    return found


def total_bytes(processes: Iterable[Process]) -> int:
    """Return what processes of one program take together: the sum of their resident sizes counts the program often."""
    processes = tuple(processes)
    return sum(process.own_bytes for process in processes) + max((each.file_bytes for each in processes), default=0)


def kill_below(pid: int) -> None:
    """Kill every descendant at once."""
    for process in below(pid):
        kill(process.pid)


def kill(pid: int) -> None:
    """Kill a process, if it is still there."""
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL)


def wait_for_end(processes: Iterable[Process], most_s: float) -> None:
    """Wait until they are gone: a process that was killed takes a moment to end."""
    deadline_s = time.monotonic() + most_s
    while any(Path(f"/proc/{process.pid}").exists() for process in processes) and time.monotonic() < deadline_s:
        time.sleep(_LOOK_S)


def bury() -> None:
    """Let go of the dead among our children that nobody waits for."""
    with suppress(OSError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _children() -> dict[int, list[int]]:
    children: dict[int, list[int]] = defaultdict(list)
    for pid in _pids():
        with suppress(OSError, IndexError, ValueError):
            stat = Path(f"/proc/{pid}/stat").read_bytes()
            state, parent = stat[stat.rindex(b")") + 2 :].split()[:2]
            if state != b"Z":
                children[int(parent)].append(pid)
    return children


def _pids() -> Iterator[int]:
    if sys.platform == "linux":
        yield from (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())


def _look(pid: int) -> Process:
    sizes = {name: 1024 * int(kilobytes) for name, kilobytes in _SIZE.findall(Path(f"/proc/{pid}/status").read_bytes())}
    own = sizes.get(b"RssAnon", 0) + sizes.get(b"RssShmem", 0)
    return Process(pid, own, sizes.get(b"RssFile", 0), b"--type=renderer" in Path(f"/proc/{pid}/cmdline").read_bytes())
