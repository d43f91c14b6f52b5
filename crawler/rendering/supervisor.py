"""The render service as its parent sees it: started for a run, gone with it."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from crawler.child import start_child
from crawler.egress import Resolve
from crawler.rendering.find import HOW_TO_GET_ONE, find_chromium
from crawler.rendering.limits import RenderLimits
from crawler.rendering.order import Order
from crawler.rendering.processes import below, kill, wait_for_end

_LONGEST_PATH = 90
"""A socket's path has at most 104 bytes on some systems (sys/un.h)."""
_WAITING = 4096
_END_S = 5.0


@dataclass(frozen=True)
class Renderer:
    """What a run knows of its render service."""

    address: str | None = None
    """Path of the socket where it listens; None: there is no browser, see ``reason``."""
    reason: str | None = None
    """Why there is none, in one line."""
    pid: int | None = None
    """Process of the service."""


@contextmanager
def start_renderer(
    *,
    allow_private: frozenset[str] = frozenset(),
    user_agent: str,
    limits: RenderLimits | None = None,
    resolve: Resolve | None = None,
) -> Iterator[Renderer]:
    """Start the service; at the end nothing of it is left. Its browser starts with the first page."""
    chromium = find_chromium()
    if chromium is None:
        named = os.environ.get("CHROMIUM_PATH")
        yield Renderer(reason=f"CHROMIUM_PATH is {named}, and there is no such program" if named else HOW_TO_GET_ONE)
        return
    if not hasattr(socket, "AF_UNIX"):
        yield Renderer(reason="pages are rendered on systems with Unix sockets only")
        return
    order = Order(
        chromium=str(chromium),
        user_agent=user_agent,
        allow_private=allow_private,
        limits=limits or RenderLimits(),
        resolve=resolve,
    )
    folder = _private_folder()
    try:
        yield from _serving(folder, order)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serving(folder: Path, order: Order) -> Iterator[Renderer]:
    address = str(folder / "socket")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen(_WAITING)  # whoever asks before the service has started waits
        from crawler.rendering.service import serve

        process, pipe = start_child(serve, listening, str(folder), order)
    try:
        yield Renderer(address=address, pid=process.pid)
    finally:
        started = below(process.pid or 0)
        pipe.close()
        process.join(_END_S)
        for each in started:
            kill(each.pid)
        process.kill()
        process.join()
        wait_for_end(started, _END_S)


def _private_folder() -> Path:
    """Return a new folder that nobody else may look into, with a path short enough for a socket."""
    folder = tempfile.mkdtemp(prefix="rivals-")
    if len(folder) > _LONGEST_PATH:
        Path(folder).rmdir()
        folder = tempfile.mkdtemp(prefix="rivals-", dir="/tmp")
    return Path(folder)
