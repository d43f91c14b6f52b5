"""A render service for tests, and a page from it."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from crawler.egress import Resolve
from crawler.rendering.client import Client
from crawler.rendering.limits import RenderLimits
from crawler.rendering.processes import below
from crawler.rendering.rendered import Rendered
from crawler.rendering.supervisor import Renderer, start_renderer
from tests.loopback import Reply, Site

USER_AGENT = "rivals/0.1 (+crawler@shop.example)"
QUICK = RenderLimits(
    quiet_s=0.1,
    restless_s=0.5,
    page_bytes=4_000_000,
    html_bytes=2_000_000,
    requests=40,
    renderer_bytes=300_000_000,
    watch_s=0.1,
)


@contextmanager
def rendering(
    *sites: Site, limits: RenderLimits = QUICK, listed: tuple[str, ...] = (), resolve: Resolve | None = None
) -> Iterator[Renderer]:
    """Start a render service that may visit these sites."""
    allowed = frozenset({*(site.key for site in sites), *listed})
    with start_renderer(user_agent=USER_AGENT, allow_private=allowed, limits=limits, resolve=resolve) as renderer:
        yield renderer


def shown(renderer: Renderer, *urls: str, timeout_s: float = 10.0) -> list[Rendered]:
    """Return the pages, asked for all at once, without what differs each time."""

    async def ask() -> list[Rendered]:
        client = Client(renderer.address or "")
        return await asyncio.gather(*(client.render(url, timeout_s) for url in urls))

    return [replace(rendered, seconds=0.0) for rendered in asyncio.run(ask())]


def show(renderer: Renderer, url: str, timeout_s: float = 10.0) -> Rendered:
    """Return one page."""
    return shown(renderer, url, timeout_s=timeout_s)[0]


def html(body: str) -> Reply:
    """A page that a server sends whole."""
    return Reply(f"<!doctype html><title>t</title><p id=x>text</p>{body}".encode())


def script(text: str) -> Reply:
    """A page with a script."""
    return html(f"<script>{text}</script>")


def json(text: str) -> Reply:
    """What an API answers."""
    return Reply(text.encode(), headers={"Content-Type": "application/json; charset=utf-8"})


def browser_pids(renderer: Renderer) -> list[int]:
    """Return the processes of the browser, its own first."""
    assert renderer.pid
    lines = {process.pid: command_line(process.pid) for process in below(renderer.pid)}
    own = [pid for pid, line in lines.items() if "--remote-debugging-pipe" in line and "--type=" not in line][-1]
    return [own, *(pid for pid, line in lines.items() if "--type=" in line)]


def command_line(pid: int) -> str:
    """Return how a process was started."""
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")


def is_running(pid: int) -> bool:
    """Is there such a process, and not only its record?"""
    try:
        with open(f"/proc/{pid}/stat", "rb") as stat:  # noqa: PTH123
            return stat.read().rpartition(b")")[2].split()[0] != b"Z"
    except OSError:
        return False


def wait_until(is_so: Callable[[], bool], most_s: float = 20.0) -> bool:
    """Return whether it becomes so in time."""
    deadline_s = time.monotonic() + most_s
    while not is_so() and time.monotonic() < deadline_s:
        os.sched_yield()
    return is_so()
