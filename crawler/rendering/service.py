"""The render service: a process that keeps the machine's one browser and shows pages to whoever asks at its socket."""

import asyncio
import os
import shutil
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from crawler.child import at_parents_end
from crawler.rendering.order import Order
from crawler.rendering.processes import adopt_orphans, kill_below
from crawler.rendering.rendered import Rendered, failed, pack, pack_rendered, unpack

if TYPE_CHECKING:
    from crawler.rendering.browser import Browser

_SIGN_OF_LIFE_S = 5.0
_MOST_WAITING = 4096


def serve(pipe: Connection, listening: socket.socket, folder: str, order: Order) -> None:
    """Body of the service's process: answer until the parent closes the pipe or ends."""
    for reaches_the_group in (signal.SIGINT, signal.SIGHUP):  # the parent decides
        signal.signal(reaches_the_group, signal.SIG_IGN)
    os.environ["TMPDIR"] = folder  # the browser's profile goes with the folder
    adopt_orphans()

    def end() -> None:
        kill_below(os.getpid())
        shutil.rmtree(folder, ignore_errors=True)

    at_parents_end(end)
    asyncio.run(_serve(pipe, listening, order, end))


async def _serve(pipe: Connection, listening: socket.socket, order: Order, end: Callable[[], None]) -> None:
    asyncio.get_running_loop().set_exception_handler(_complain)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_reader(pipe.fileno(), ended.set)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    await asyncio.start_unix_server(Service(order).answer, sock=listening, backlog=_MOST_WAITING)
    await ended.wait()
    end()
    os._exit(0)  # nothing is waited for: neither what asks a browser that is gone, nor a look-up that hangs


def _complain(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say what went wrong unseen, but for calls of a driver that we killed."""
    fault = context.get("exception")
    if type(fault).__name__ != "TargetClosedError" and "reading from the driver" not in str(fault):
        loop.default_exception_handler(context)


class Service:
    """Pages in, pages out: how many at once, which browser, and what when it ends in the middle."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._turns = _Turns(order.limits.pages_at_once)
        self._browser: Browser | None = None
        self._starting = asyncio.Lock()
        self._ends_in_a_row = 0
        self._last = ""
        """Why the last browser ended."""

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection: one page."""
        try:
            asked, _ = await unpack(reader, 0)
            page = asyncio.ensure_future(self.render(str(asked["url"]), float(asked["timeout_s"])))
            gone = asyncio.ensure_future(reader.read(1))
            try:
                while not page.done() and not gone.done():
                    await asyncio.wait({page, gone}, timeout=_SIGN_OF_LIFE_S, return_when=asyncio.FIRST_COMPLETED)
                    if not page.done():
                        writer.write(pack({"waiting": True}))
                if page.done():
                    writer.write(pack_rendered(page.result()))
                    await writer.drain()
            finally:
                page.cancel()
                gone.cancel()
        except (OSError, EOFError, ValueError, KeyError):
            pass  # whoever asked has gone, or asked in no way that we know
        finally:
            writer.close()

    async def render(self, url: str, timeout_s: float) -> Rendered:
        """Return the page. One that was under way when the browser ended is tried once more, alone."""
        from crawler.rendering.browser import BrowserLost

        if not url.startswith(("http://", "https://")):
            return failed(url, "unreachable: not an http(s) address")
        timeout_s = min(timeout_s, self._order.limits.page_s)
        async with self._turns.one():
            try:
                return await self._show(url, timeout_s)
            except BrowserLost as lost:
                if lost.is_final:
                    return failed(url, lost.error)
        async with self._turns.alone():
            try:
                return await self._show(url, timeout_s)
            except BrowserLost as lost:
                return failed(url, lost.error)

    async def _show(self, url: str, timeout_s: float) -> Rendered:
        browser = await self._running()
        rendered = await browser.show(url, timeout_s)
        self._ends_in_a_row = 0
        return rendered

    async def _running(self) -> "Browser":
        """Return a browser that runs; raises BrowserLost when none can be had."""
        from crawler.rendering.browser import Browser, BrowserLost

        async with self._starting:
            if self._browser and not self._browser.is_worn:
                return self._browser
            if self._browser:
                await self._browser.close()
                if lost := self._browser.ended_by_itself:
                    self._ends_in_a_row, self._last = self._ends_in_a_row + 1, lost
                self._browser = None
            if self._ends_in_a_row >= self._order.limits.restarts:
                raise BrowserLost(
                    f"unavailable: {self._ends_in_a_row} browsers in a row ended, the last: {self._last}", is_final=True
                )
            browser = Browser(self._order)
            try:
                await browser.start()
            except BrowserLost as lost:
                self._ends_in_a_row, self._last = self._ends_in_a_row + 1, str(lost)
                await browser.close()
                raise
            self._browser = browser
            return browser


class _Turns:
    """So many at once, or one alone; first come, first served."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._free = asyncio.Semaphore(at_once)
        self._alone = asyncio.Lock()

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Take one turn."""
        async with self._free:
            yield

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Take all turns."""
        async with self._alone, AsyncExitStack() as turns:
            for _ in range(self._at_once):
                await turns.enter_async_context(self._free)
            yield
