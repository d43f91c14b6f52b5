"""A running Chromium: started, watched, killed."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Page, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from crawler.rendering.order import Order
from crawler.rendering.policy import ASKED_TYPES
from crawler.rendering.processes import below, bury, kill, kill_below, total_bytes
from crawler.rendering.proxy import PageProxy
from crawler.rendering.rendered import Rendered, failed
from crawler.rendering.tab import End, Tab

FLAGS = (
    "--block-new-web-contents",  # headless shell: window.open gives null
    "--disable-quic",
    "--dns-prefetch-disable",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # headless shell
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",  # Chromium
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # our proxy looks names up
    "--no-pings",
)
FEATURES_OFF = (
    "AimEnabled AvoidCorsURLLoaderRestartOnRedirect AvoidUnnecessaryBeforeUnloadCheckSync DestroyProfileOnBrowserClose "
    "HttpsFirstBalancedModeAutoEnable HttpsUpgrades LensOverlay MediaRouter NetworkTimeServiceQuerying "
    "OptimizationHints PaintHolding PreconnectToSearch "  # so far Playwright's own, which ours takes the place of
    "NetworkErrorLogging Reporting "
    "InitialWebUI PreloadTopChromeWebUI WebUIOmniboxAimPopup WebUIOmniboxFullPopup WebUIOmniboxPopup WebUIReloadButton"
).split()
"""The last line: full Chromium fills each window's bars by processes of their own; without, a page costs half."""
NOT_FLAGS = ("--disable-popup-blocking", "--disable-ipc-flooding-protection", "--enable-unsafe-swiftshader")
"""Flags of Playwright's own that help a hostile page."""
NOWHERE = "http://127.0.0.1:1"
"""Proxy of what belongs to no page: nothing of it gets out."""
_VIEW = {"width": 1280, "height": 1024}
_PASSED_ON = ("DBUS_SESSION_BUS_ADDRESS", "FONTCONFIG_FILE", "HOME", "LANG", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "TZ")
"""All that the browser sees of our environment."""
_LOOK_S = 0.05


class BrowserLost(Exception):
    """The browser has ended, could not start, or had to be killed."""

    def __init__(self, error: str, *, is_final: bool = False) -> None:
        super().__init__(error)
        self.error = error
        """As of ``Rendered``, for a page that was under way."""
        self.is_final = is_final
        """Is it of no use to try a page once more, alone: was it alone at fault, or is there no browser to be had?"""


class Browser:
    """One Chromium with its driver, from ``start`` to ``close``."""

    def __init__(self, order: Order) -> None:
        self.lost: asyncio.Future[BrowserLost] = asyncio.get_running_loop().create_future()
        self._order = order
        self._limits = order.limits
        self._tabs: dict[str, Tab] = {}
        self._judging: set[asyncio.Task[None]] = set()
        self._pages = self._under_way = 0
        """Pages that were begun, and those of them that have not ended."""
        self._memory_ended_it = self._is_closed_as_worn = False
        self._killed_s = 0.0
        """When a page's process was last killed for its memory."""
        self._playwright: Playwright | None = None

    async def start(self) -> None:
        """Start it; raises BrowserLost with the reason."""
        try:
            async with asyncio.timeout(self._limits.start_s):
                self._playwright = await async_playwright().start()
                self._chromium = await self._launch(self._playwright)
                self._session = await self._chromium.new_browser_cdp_session()
                await self._intercept()
        except TimeoutError:
            raise _no_start(f"it did not start within {self._limits.start_s:g} s") from None
        except (PlaywrightError, OSError) as fault:
            raise _no_start(f"it cannot start: {_line(fault)}") from None
        self._chromium.on("disconnected", lambda _: self._lose("crashed: the browser ended"))
        self._watching = asyncio.ensure_future(self._watch())

    async def close(self) -> None:
        """End it, with all that it started; pages under way are waited for when it still runs."""
        while self._under_way and not self.lost.done():
            await asyncio.sleep(_LOOK_S)
        self._is_closed_as_worn = not self.lost.done()
        self._lose("unavailable: the browser was closed")
        if watching := getattr(self, "_watching", None):
            watching.cancel()
        kill_below(os.getpid())
        if self._playwright:
            with suppress(PlaywrightError, OSError, TimeoutError):
                async with asyncio.timeout(self._limits.answer_s):
                    await self._playwright.stop()
        bury()

    @property
    def is_worn(self) -> bool:
        """Is it to be replaced: has it ended, or shown all the pages that it was to show?"""
        return self.lost.done() or self._pages >= self._limits.pages_per_browser

    @property
    def ended_by_itself(self) -> str | None:
        """Return why it ended though nobody wanted it to; None: pages took its memory, or it was closed as worn."""
        if self._is_closed_as_worn or self._memory_ended_it:
            return None
        return self.lost.result().error

    async def show(self, url: str, timeout_s: float) -> Rendered:
        """Render a page in a context of its own; raises BrowserLost."""
        self._pages += 1
        self._under_way += 1
        work = asyncio.ensure_future(self._show(url, timeout_s))
        try:
            either: set[asyncio.Future[Any]] = {work, self.lost}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if self.lost.done():
                raise self.lost.result()
            return work.result()
        except PlaywrightError as fault:
            await asyncio.sleep(0)
            if self.lost.done():
                raise self.lost.result() from None
            return failed(url, f"crashed: {_line(fault)}")
        finally:
            work.cancel()
            await asyncio.wait({work})
            if not work.cancelled():
                work.exception()  # it was looked at
            self._under_way -= 1

    async def _show(self, url: str, timeout_s: float) -> Rendered:
        started_s = time.monotonic()
        proxy = PageProxy(self._order.allow_private, self._order.resolve, self._limits.page_bytes)
        async with proxy, self._tab(url, proxy) as tab:
            proxy.on_full = lambda: tab.stop(End(cut="bytes"))
            rendered = await tab.show(timeout_s, lambda: _why_not_connected(proxy))
        denied = tuple(f"{named}: {why}" for named, why in proxy.denied.items())
        return replace(
            rendered,
            denied=denied,
            requests=tab.requests,
            bytes=proxy.bytes,
            seconds=round(time.monotonic() - started_s, 3),
        )

    @asynccontextmanager
    async def _tab(self, url: str, proxy: PageProxy) -> AsyncIterator[Tab]:
        context: BrowserContext | None = None
        tab: Tab | None = None
        try:
            async with self._answers():
                context = await self._chromium.new_context(
                    proxy={"server": f"http://127.0.0.1:{proxy.port}"},
                    service_workers="block",
                    accept_downloads=False,
                    viewport=_VIEW,  # type: ignore[arg-type]
                    reduced_motion="reduce",
                )
                page = await context.new_page()
                tab = Tab(url, await context.new_cdp_session(page), self._limits)
                await tab.open()
            self._tabs[tab.frame] = tab
            page.on("crash", lambda _: self._crashed(tab))
            context.on("page", _close)
            yield tab
        finally:
            if tab:
                self._tabs.pop(tab.frame, None)
            if context and not self.lost.done():
                with suppress(BrowserLost):  # what the page showed stands
                    async with self._answers():
                        await context.close()

    @asynccontextmanager
    async def _answers(self) -> AsyncIterator[None]:
        """Give the browser its time for what it does by itself; one that does not answer is lost."""
        try:
            async with asyncio.timeout(self._limits.answer_s):
                yield
        except TimeoutError:
            self._lose(f"crashed: the browser did not answer within {self._limits.answer_s:g} s")
            raise self.lost.result() from None
        except PlaywrightError:
            self._lose("crashed: the browser ended")
            raise self.lost.result() from None

    def _crashed(self, tab: Tab | None) -> None:
        if tab:
            was_killed = time.monotonic() - self._killed_s < 2.0
            most = self._limits.renderer_bytes // 1_000_000
            error = f"memory: the page took over {most} MB" if was_killed else "crashed: the page's process ended"
            tab.stop(End(error=error))

    def _lose(self, error: str, *, is_final: bool = False) -> None:
        if not self.lost.done():
            self.lost.set_result(BrowserLost(error, is_final=is_final))

    async def _launch(self, playwright: Playwright) -> Chromium:
        return await playwright.chromium.launch(
            executable_path=self._order.chromium,
            args=[*FLAGS, f"--disable-features={','.join(FEATURES_OFF)}", f"--user-agent={self._order.user_agent}"],
            ignore_default_args=[*NOT_FLAGS],
            chromium_sandbox=os.geteuid() != 0,  # as root it cannot start with one
            proxy={"server": NOWHERE},
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            timeout=1000 * self._limits.start_s,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )

    async def _intercept(self) -> None:
        """Have every request of the kinds that are judged wait for us, of workers and frames too."""
        self._session.on("Fetch.requestPaused", self._paused)
        patterns: list[dict[str, str]] = [{"urlPattern": "*", "resourceType": kind} for kind in ASKED_TYPES]
        patterns.append({"urlPattern": "*", "resourceType": "Document", "requestStage": "Response"})
        await self._session.send("Fetch.enable", {"patterns": patterns})

    def _paused(self, event: dict[str, Any]) -> None:
        task = asyncio.ensure_future(self._judge(event))
        self._judging.add(task)
        task.add_done_callback(self._judging.discard)

    async def _judge(self, event: dict[str, Any]) -> None:
        tab = self._tabs.get(event.get("frameId", ""))
        why = tab.judge(event) if tab else "no page of ours: a frame within one, or what outlived it"
        with suppress(PlaywrightError):  # the request is gone
            if why:
                # an aborted navigation leaves the page as it is; a blocked one shows an error page in its place
                reason = "Aborted" if event["resourceType"] == "Document" else "BlockedByClient"
                await self._session.send("Fetch.failRequest", {"requestId": event["requestId"], "errorReason": reason})
            else:
                await self._session.send("Fetch.continueRequest", {"requestId": event["requestId"]})

    async def _watch(self) -> None:
        """Kill a page's process that took too much memory, and give up a browser that did."""
        while True:
            await asyncio.sleep(self._limits.watch_s)
            if not self._under_way:
                continue
            processes = below(os.getpid())
            for process in processes:
                if process.is_renderer and process.own_bytes > self._limits.renderer_bytes:
                    self._killed_s = time.monotonic()
                    kill(process.pid)
            if total_bytes(processes) > self._limits.browser_bytes:
                most = self._limits.browser_bytes // 1_000_000
                self._memory_ended_it = True
                self._lose(f"memory: the browser took over {most} MB", is_final=self._under_way == 1)


async def _close(page: Page) -> None:
    with suppress(PlaywrightError):
        await page.close()


def _why_not_connected(proxy: PageProxy) -> str:
    """Return what the proxy knows of a page that could not be asked; "" when it knows nothing."""
    for kind, noted in (("denied", proxy.denied), ("unreachable", proxy.unreachable)):
        for named, why in noted.items():
            return f"{kind}: {why if named in why else f'{named}: {why}'}"
    return ""


def _no_start(reason: str) -> BrowserLost:
    return BrowserLost(f"unavailable: there is no browser, {reason}", is_final=True)


def _line(fault: BaseException) -> str:
    """Return the first lines of what Playwright says, in one."""
    return " ".join(str(fault).split("Browser logs:")[0].split())[:300] or type(fault).__name__
