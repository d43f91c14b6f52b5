"""One page in the browser: what it asks is judged, its end is waited for, its document is taken."""

import asyncio
import base64
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from crawler.parsing.site import parse_site
from crawler.rendering.fetched import as_scripts, may_tell
from crawler.rendering.limits import RenderLimits
from crawler.rendering.policy import BLOCKED_ENDINGS, refusal
from crawler.rendering.rendered import Rendered, failed

_TAKE_S = 3.0
"""Time for a page to hand over its document; one whose scripts never rest does not."""
_BUFFER_BYTES = 4_000_000
"""Answers that the browser keeps for us to take."""
_LOOK_S = 0.03
_EVENT_S = 1.0
_SLOW_S = 2.0
"""A script or an answer of the page's own site that is waited for longer than this when the time is up is missing."""
_LONGEST_HEADER = 2000
_MATTERS = frozenset("content-type content-language etag last-modified link retry-after x-robots-tag".split())
_NOT_WAITED_FOR = frozenset("EventSource WebSocket Ping Media Image Font Manifest Prefetch".split())
_HTML = ("text/html", "application/xhtml+xml")

_BLOCKED = [f"*.{ending}{rest}" for ending in BLOCKED_ENDINGS for rest in ("", "?*")]

_STAND_STILL = """(still_ms, most_ms) => new Promise(done => {
  const finish = () => { observer.disconnect(); clearTimeout(still); clearTimeout(most); done(true); };
  const observer = new MutationObserver(() => { clearTimeout(still); still = setTimeout(finish, still_ms); });
  observer.observe(document, {subtree: true, childList: true, characterData: true});
  const most = setTimeout(finish, most_ms);
  let still = setTimeout(finish, still_ms);
})"""
_TAKE = """most => {
  const type = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : "";
  const html = type + (document.documentElement ? document.documentElement.outerHTML : "");
  return {address: location.href, size: html.length, html: html.length > most ? "" : html};
}"""


@dataclass(frozen=True)
class End:
    """Why a page is not waited for any longer."""

    error: str | None = None
    """As of ``Rendered``; the document is not taken."""
    cut: str | None = None
    """As of ``Rendered``; what is there is taken if the document had come whole."""
    leads_to: str | None = None
    """Where a script wants to go, within the page's site."""


@dataclass(frozen=True)
class _Waiting:
    url: str
    kind: str
    since_s: float


@dataclass(frozen=True)
class _Document:
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]


class Tab:
    """One page under way; ``judge`` is asked for each of its requests by the browser."""

    def __init__(self, url: str, session: CDPSession, limits: RenderLimits) -> None:
        self.frame = ""
        """Of the page's main frame, as the DevTools protocol names it."""
        self._url = url
        self._session = session
        self._limits = limits
        self._end: asyncio.Future[End] = asyncio.get_running_loop().create_future()
        self._document: _Document | None = None
        self._is_whole = self._has_loaded = False
        self._waiting: dict[str, _Waiting] = {}
        self._workers: set[str] = set()
        self._telling: dict[str, str] = {}
        """Requests whose answer may be kept, with their addresses."""
        self._taking: set[asyncio.Task[None]] = set()
        self._fetched: list[tuple[str, bytes]] = []
        self._requests = 0
        self._moved_s = time.monotonic()

    async def open(self) -> None:
        """Prepare the page, before anything is asked."""
        listen = self._session.on
        listen("Network.requestWillBeSent", self._asks)
        listen("Network.responseReceived", self._answered)
        listen("Network.loadingFinished", self._finished)
        listen("Network.loadingFailed", self._failed)
        listen("Page.domContentEventFired", lambda _: setattr(self, "_is_whole", True))
        listen("Page.loadEventFired", lambda _: setattr(self, "_has_loaded", True))
        listen("Page.frameRequestedNavigation", self._wants_to_leave)
        listen("Page.frameNavigated", self._has_left)
        await self._send(
            "Network.enable", maxTotalBufferSize=_BUFFER_BYTES, maxResourceBufferSize=self._limits.fetched_bytes
        )
        await self._send("Network.setBlockedURLs", urls=_BLOCKED)
        await self._send("Page.enable")
        self.frame = (await self._send("Page.getFrameTree"))["frameTree"]["frame"]["id"]

    def judge(self, event: dict[str, Any]) -> str | None:
        """Return why a request, or the answer to one, is refused; None: it goes on."""
        request, kind = event["request"], event["resourceType"]
        if "responseStatusCode" in event:
            return self._judge_document(event)
        if "responseErrorReason" in event:
            return None
        if self._requests > self._limits.requests:
            return "requests"
        if kind == "Document":
            return "leaves" if self._document else None
        if kind == "Other":  # a worker's script: of a shared one's, this page never hears that it has come
            self._workers.add(event.get("networkId", ""))
            self._waiting.pop(event.get("networkId", ""), None)
        return refusal(kind, request["method"], request["url"], self._url)

    def stop(self, end: End) -> None:
        """End the waiting; the first word counts."""
        if not self._end.done():
            self._end.set_result(end)

    async def show(self, timeout_s: float, failed_to_connect: Callable[[], str]) -> Rendered:
        """Load the page; return it when it stands still or a limit is reached."""
        still = asyncio.ensure_future(self._stand_still(failed_to_connect))
        try:
            await asyncio.wait({still, self._end}, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
            if still.done() and still.exception():  # a page that crashed: the event that says so comes behind
                await asyncio.wait({self._end}, timeout=_EVENT_S)
            ended = self._end if self._end.done() else still
            end = ended.result() if ended.done() else End(cut="time")
        finally:
            still.cancel()
        rendered = await self._result(end, timeout_s)
        for task in self._taking:
            task.cancel()
        return rendered

    @property
    def requests(self) -> int:
        """Requests so far, without those that were refused."""
        return self._requests

    async def _stand_still(self, failed_to_connect: Callable[[], str]) -> End:
        """Return when the page has loaded, waits for nothing and does not change."""
        answer = await self._send("Page.navigate", url=self._url)
        if fault := answer.get("errorText"):
            return End(error=failed_to_connect() or f"unreachable: {fault.removeprefix('net::')}")
        while not self._has_loaded:
            await asyncio.sleep(_LOOK_S)
        restless_s = time.monotonic() + self._limits.restless_s
        while True:
            while not self._is_quiet():
                await asyncio.sleep(_LOOK_S)
            left_s = max(self._limits.quiet_s, restless_s - time.monotonic())
            await self._call(_STAND_STILL, round(1000 * self._limits.quiet_s), round(1000 * left_s))
            if self._is_quiet():
                return End()

    def _is_quiet(self) -> bool:
        if self._taking or any(waiting.kind not in _NOT_WAITED_FOR for waiting in self._waiting.values()):
            return False
        return time.monotonic() - self._moved_s >= self._limits.quiet_s

    async def _result(self, end: End, timeout_s: float) -> Rendered:
        if end.leads_to:
            return self._rendered(final_url=end.leads_to)
        error = end.error or (self._what_is_missing(end.cut, timeout_s) if end.cut else None)
        if error:
            return failed(self._url, error)
        try:
            async with asyncio.timeout(_TAKE_S):
                taken = await self._call(_TAKE, self._limits.html_bytes)
        except TimeoutError:
            return failed(self._url, "timeout: the page's scripts never rest")
        if self._end.done() and (late := self._end.result()).cut is None:
            return failed(self._url, late.error) if late.error else self._rendered(final_url=late.leads_to or self._url)
        if taken is None:  # it threw: there is no string of such a length
            return failed(self._url, "too_large: a document that cannot be written out")
        html = taken["html"].encode("utf-8", "replace")
        if taken["size"] > self._limits.html_bytes or len(html) > self._limits.html_bytes:
            return failed(self._url, f"too_large: a document of {taken['size']} characters")
        final_url = _landed(self._document.url if self._document else self._url, taken["address"])
        return self._rendered(final_url=final_url, body=html + as_scripts(self._fetched), cut=end.cut)

    def _what_is_missing(self, cut: str, timeout_s: float) -> str | None:
        """Return why what is there is no whole page, when a limit ended the waiting; None: it is one."""
        if not self._is_whole and cut != "time":
            most = f"{self._limits.page_bytes} bytes" if cut == "bytes" else f"{self._limits.requests} requests"
            return f"too_large: over {most} before the document had come whole"
        if not self._document:
            return f"timeout: no answer within {timeout_s:g} s"
        if not self._is_whole:
            return f"timeout: the document had not come whole within {timeout_s:g} s"
        slow_s = time.monotonic() - _SLOW_S
        for waiting in self._waiting.values():
            own = waiting.kind in ("Script", "XHR", "Fetch") and parse_site(waiting.url) == parse_site(self._url)
            if own and waiting.since_s < slow_s:
                return f"timeout: the page still waits for {waiting.url[:200]}"
        return None

    def _rendered(self, *, final_url: str, body: bytes = b"", cut: str | None = None) -> Rendered:
        document = self._document
        return Rendered(
            url=self._url,
            final_url=final_url,
            status=document.status if document else None,
            headers=document.headers if document else (),
            body=body,
            cut=cut,
        )

    def _judge_document(self, event: dict[str, Any]) -> str | None:
        """Look at the answer to a request for a document: the first one that is no redirect is the page."""
        status = event["responseStatusCode"]
        if self._document or status in (301, 302, 303, 307, 308):
            return None
        headers = {header["name"].lower(): header["value"][:_LONGEST_HEADER] for header in event["responseHeaders"]}
        mime_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        if headers.get("content-disposition", "").lower().startswith("attachment"):
            self.stop(End(error=f"download: answered {status} with a file to keep"))
            return "download"
        if mime_type and mime_type not in _HTML:
            self.stop(End(error=f"not_html: answered {status} with {mime_type[:100]}"))
            return "not_html"
        headers["content-type"] = "text/html; charset=utf-8"
        kept = tuple(sorted((name, value) for name, value in headers.items() if name in _MATTERS))
        self._document = _Document(event["request"]["url"], status, kept)
        return None

    def _wants_to_leave(self, event: dict[str, Any]) -> None:
        if event["frameId"] != self.frame or event.get("disposition") != "currentTab":
            return
        if event.get("reason") == "formSubmissionPost":
            self.stop(End(error=f"left: the page sends a form to {event['url'][:200]}"))
        else:
            self._leaves(event["url"])

    def _has_left(self, event: dict[str, Any]) -> None:
        """A second document has come though it was never asked over the network, such as a blob."""
        frame = event["frame"]
        if frame["id"] == self.frame and self._document and frame["url"] != self._document.url:
            self._leaves(frame["url"])

    def _leaves(self, url: str) -> None:
        site = parse_site(url) if url.startswith(("http://", "https://")) else None
        url = url.partition("#")[0]
        if site != parse_site(self._url):
            self.stop(End(error=f"left: a script leads to {url[:200]}"))
        elif url == self._url.partition("#")[0]:
            self.stop(End(error="left: the page loads itself again"))
        else:
            self.stop(End(leads_to=url))

    def _asks(self, event: dict[str, Any]) -> None:
        self._moved_s = time.monotonic()
        if not event["request"]["url"].startswith(("http://", "https://")) or self._is_frame(event):
            return
        if "redirectResponse" not in event:
            self._requests += 1
        if event["requestId"] not in self._workers:
            self._waiting[event["requestId"]] = _Waiting(event["request"]["url"], event.get("type", ""), self._moved_s)
        if self._requests > self._limits.requests:
            self.stop(End(cut="requests"))

    def _is_frame(self, event: dict[str, Any]) -> bool:
        return event.get("type") == "Document" and event.get("frameId") != self.frame

    def _answered(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if event.get("type") not in ("XHR", "Fetch") or len(self._fetched) >= self._limits.fetched:
            return
        if may_tell(response["url"], response["status"], response["mimeType"], self._url):
            self._telling[event["requestId"]] = response["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        self._moved_s = time.monotonic()
        self._waiting.pop(event["requestId"], None)
        if url := self._telling.pop(event["requestId"], None):
            task = asyncio.ensure_future(self._keep(event["requestId"], url))
            self._taking.add(task)
            task.add_done_callback(self._taking.discard)

    def _failed(self, event: dict[str, Any]) -> None:
        self._moved_s = time.monotonic()
        waiting = self._waiting.pop(event["requestId"], None)
        self._telling.pop(event["requestId"], None)
        if event.get("blockedReason") and waiting:
            self._requests -= 1

    async def _keep(self, request: str, url: str) -> None:
        """Take the body of an answer, unless it is more than may be kept."""
        try:
            answer = await self._send("Network.getResponseBody", requestId=request)
        except PlaywrightError:
            return  # it was too long for the browser's buffer
        text = answer["body"]
        body = base64.b64decode(text) if answer["base64Encoded"] else text.encode("utf-8", "replace")
        room = self._limits.fetched_bytes - sum(len(kept) for _, kept in self._fetched)
        if len(self._fetched) < self._limits.fetched and len(body) <= room:
            self._fetched.append((url, body))

    async def _call(self, function: str, *arguments: int) -> Any:
        """Call a function in a world of our own, whose built-ins the page's scripts cannot reach."""
        world = await self._send("Page.createIsolatedWorld", frameId=self.frame, worldName="rivals")
        answer = await self._send(
            "Runtime.callFunctionOn",
            functionDeclaration=function,
            executionContextId=world["executionContextId"],
            arguments=[{"value": argument} for argument in arguments],
            returnByValue=True,
            awaitPromise=True,
        )
        return answer["result"].get("value")

    async def _send(self, method: str, **parameters: object) -> dict[str, Any]:
        answer: dict[str, Any] = await self._session.send(method, parameters)
        return answer


def _landed(document: str, address: str) -> str:
    """Return the page's address: a script that wrote another path into it shows another page, another query is state.

    >>> _landed("https://shop.example/a?b=1", "https://shop.example/en/a")
    'https://shop.example/en/a'
    >>> _landed("https://shop.example/", "https://shop.example/?visit=2#top")
    'https://shop.example/'
    """
    path, landed = (text.partition("#")[0].partition("?")[0] for text in (document, address))
    return document.partition("#")[0] if path == landed else address.partition("#")[0]
