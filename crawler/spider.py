"""The one spider that makes all requests: it asks what the visits of one job have due, and sends on what comes back."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.batch import Ask, Batch, Discovered, Job, Outcome, VisitEnd
from crawler.downloading.answer import ACCEPTED_ENCODINGS, Answer, check_redirect, may_link
from crawler.downloading.client import answer_of_failure, answer_of_response
from crawler.downloading.host import Host
from crawler.downloading.links import read_links
from crawler.downloading.parcel import Parcel
from crawler.downloading.robots import read_robots
from crawler.downloading.visit import Visit
from crawler.parsing.address import parse_address
from crawler.parsing.site import DEFAULT_PORT, parse_host_port
from crawler.parsing.token import parse_without_tokens
from crawler.pool import Pool, ReadItem, read_links_of

if TYPE_CHECKING:
    from crawler.rendering.client import Client

_ACCEPT, _ACCEPT_JSON = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5", "application/json,*/*;q=0.5"
_LEADS_NOWHERE = frozenset({"feed"})
"""Sources of one address each, which lead to no other; of all others the source's ``links`` is asked."""


class SiteSpider(Spider):
    """Visit every target of one job.

    All that is waiting lives in the visits' frontiers; a Request is made only when its host is ready for it. Politeness
    belongs to the hosts (``downloading/host.py``), order and budgets to the frontiers, outcomes to ``answer.py``.
    """

    name = "rivals"

    def __init__(
        self,
        job: Job,
        send: Callable[[Batch], None],
        room: Callable[[], Awaitable[None]],
        denied: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.job: Final = job
        self._parcel = Parcel(job.name, send)
        self._room = room
        self._denied = denied
        self._visits = [Visit(visit, job) for visit in job.visits]
        self._hosts: dict[str, Host] = {}
        self._asked_robots: set[str] = set()
        self._under_way = 0
        self._changed = asyncio.Event()
        self._started_at = datetime.fromisoformat(job.started_at)
        self._under_way_later: set[asyncio.Task[None]] = set()
        self._client: Client | None = None
        self._reader: Pool | None = None
        self._reading = asyncio.Lock()

    async def start(self) -> AsyncIterator[Request]:
        """Make each request when its host is ready for it, until nothing is left to ask."""
        for visit in self._visits:
            self._parcel.add(discovered=_only(visit.frontier.seed(visit.job.address, "seed")))
        while True:
            self._changed.clear()
            await self._room()
            for request in self._ready_requests():
                yield request
            if not self._under_way and not self._open_hosts():
                return
            await self._wait()

    def closed(self, reason: str) -> None:  # noqa: ARG002 (Scrapy's signature)
        """Send what is left and how each visit ended; Scrapy calls it last, however the crawl went."""
        if self._reader is not None:
            self._reader.__exit__()
        ends = [self._end(visit) for visit in self._visits]
        self._parcel.send(ends=tuple(ends))

    # What to ask

    def _ready_requests(self) -> Iterator[Request]:
        for host in self._open_hosts():
            if host.robots is None:
                if host.key not in self._asked_robots:
                    self._asked_robots.add(host.key)
                    yield self._robots_request(host, self._origin(host.key) + "/robots.txt")
                continue
            while host.is_ready(time.monotonic()) and (request := self._next_request(host)):
                yield request

    def _open_hosts(self) -> list[Host]:
        keys = dict.fromkeys(key for visit in self._visits for key in visit.frontier.hosts())
        return [host for key in keys if (host := self._host(key)).closed is None]

    def _next_request(self, host: Host) -> Request | None:
        assert host.robots is not None
        for visit in self._visits:
            while ask := visit.frontier.take(host.key, host.endpoints_at <= time.monotonic()):
                if host.robots.allows(ask.url):
                    self._visits.remove(visit)
                    self._visits.append(visit)  # visits take turns
                    return self._request(visit, ask, host)
                visit.frontier.refund()
                visit.frontier.give_up(ask)
                if visit.may_note_denial(ask):
                    denial = Answer(outcome="denied", error="robots.txt disallows it")
                    self._parcel.add(visit.capture(ask, denial, self._now()))
        return None

    def _request(self, visit: Visit, ask: Ask, host: Host) -> Request:
        is_endpoint = visit.is_endpoint(ask)
        headers = self._headers(_ACCEPT_JSON if is_endpoint else _ACCEPT)
        if ask.etag:
            headers["If-None-Match"] = ask.etag
        if ask.last_modified:
            headers["If-Modified-Since"] = ask.last_modified
        self._under_way += 1
        visit.asked(ask)
        host.asked(time.monotonic())
        if is_endpoint:
            host.asked_endpoint(time.monotonic())
        context = {"visit": visit, "ask": ask, "host": host}
        return self._plain_request(ask.url, host, headers, self._answered, self._failed, context)

    def _plain_request(
        self,
        url: str,
        host: Host,
        headers: dict[str, str],
        callback: Callable[..., Any],
        errback: Callable[[Failure], Any],
        context: dict[str, Any],
    ) -> Request:
        meta = {"download_slot": host.key, "download_timeout": self.job.limits.request_s}
        return Request(url, callback, headers=headers, errback=errback, meta=meta, cb_kwargs=context, dont_filter=True)

    def _headers(self, accept: str) -> dict[str, str]:
        return {"User-Agent": self.job.user_agent, "Accept": accept, "Accept-Encoding": ACCEPTED_ENCODINGS}

    async def _wait(self) -> None:
        """Wait until an answer came, or until the first pause of a host is over."""
        now = time.monotonic()
        pauses = [
            until - now
            for host in self._open_hosts()
            for until in (host.paused_until, host.endpoints_at)
            if until > now
        ]
        try:
            await asyncio.wait_for(self._changed.wait(), min(pauses, default=None))
        except TimeoutError:
            return

    # What came back

    def _came_back(self) -> None:
        """Take note first of all, so that no fault below can leave the crawl waiting for ever."""
        self._under_way -= 1
        self._changed.set()

    def _answered(self, response: Response, visit: Visit, ask: Ask, host: Host) -> None:
        later: Awaitable[Answer] | None = None
        try:
            answer = answer_of_response(
                response, self.job.limits, asked_conditionally=bool(ask.etag or ask.last_modified)
            )
            host.adapt(response.meta.get("download_latency", 0.0))
            if visit.is_endpoint(ask):
                later = None
            elif visit.job.source == "site":
                later = self._rendered(visit, ask, answer) if visit.browser.wants(ask.url, answer) else None
            elif answer.outcome == "ok" and visit.job.source not in _LEADS_NOWHERE:
                answer = replace(answer, body=parse_without_tokens(answer.body))
                later = self._followed(visit, ask, answer)
        finally:
            if later is None:
                self._came_back()
        if later is None:
            self._settle(visit, ask, host, answer)
        else:
            self._under_way_later.add(task := asyncio.ensure_future(self._settle_later(visit, ask, host, later)))
            task.add_done_callback(self._under_way_later.discard)

    async def _settle_later(self, visit: Visit, ask: Ask, host: Host, later: Awaitable[Answer]) -> None:
        try:
            answer = await later
        finally:
            self._came_back()
        self._settle(visit, ask, host, answer)

    async def _rendered(self, visit: Visit, ask: Ask, plain: Answer) -> Answer:
        """Return what a browser shows of a page that plain HTTP hardly shows."""
        if why := visit.browser.why_not():
            return visit.browser.not_rendered(ask.url, plain, why)
        assert self.job.renderer is not None
        if self._client is None:
            from crawler.rendering.client import Client

            self._client = Client(self.job.renderer)
        shown = await self._client.render(ask.url, self.job.limits.render_s)
        answer, verdict = visit.browser.settle(ask.url, plain, shown, self._now())
        if verdict:
            self._parcel.learn(verdict)
        return answer

    async def _followed(self, visit: Visit, ask: Ask, answer: Answer) -> Answer:
        """Ask the next pages of an answer whose source knows them, read in a process that can be killed."""
        if self._reader is None:
            self._reader = Pool(processes=1, read=read_links_of)
        item = ReadItem(
            capture=0,
            source=visit.job.source,
            url=ask.url,
            final_url=ask.url,
            status=answer.status or 200,
            headers=dict(answer.headers),
            body=answer.body,
        )
        async with self._reading:
            [result] = await asyncio.to_thread(list, self._reader.read_all([item]))
        for url in json.loads(result.lines or "[]"):
            visit.frontier.follow_source(url, ask)
        return answer

    def _failed(self, failure: Failure) -> None:
        self._came_back()
        context = failure.request.cb_kwargs  # type: ignore[attr-defined]
        answer = answer_of_failure(failure.value, self.job.limits, self._denied.get(context["host"].key))
        self._settle(context["visit"], context["ask"], context["host"], answer)

    def _settle(self, visit: Visit, ask: Ask, host: Host, answer: Answer) -> None:
        is_shell = ask.url in visit.browser.missed  # the host has answered well: it is the browser that is missing
        host.answered(replace(answer, outcome="ok") if is_shell else answer, time.monotonic())
        self._set_pace(host)
        if host.closed is None and not is_shell and visit.may_try_again(ask, answer):
            return
        final_url = None
        new: list[Discovered] = []
        if visit.is_endpoint(ask):
            answer, new = visit.read_endpoint(ask, answer)
        elif answer.outcome == "ok" and may_link(answer.header("content-type")):
            new = visit.offered(ask, answer)
            found = read_links(answer.body, ask.url, self.job.limits.links_per_page)
            new += visit.frontier.found(found, ask)
        if answer.outcome == "moved":
            answer, final_url = check_redirect(ask, answer, self.job.limits)
            if final_url:
                new = visit.moved(ask, final_url)
        if answer.outcome not in ("ok", "not_modified"):
            visit.frontier.give_up(ask)
        self._parcel.add(visit.capture(ask, answer, self._now(), final_url), new)

    # robots.txt

    def _robots_request(self, host: Host, url: str, hops: int = 0, *, is_second: bool = False) -> Request:
        self._under_way += 1
        context = {"host": host, "hops": hops, "is_second": is_second}
        return self._plain_request(
            url, host, self._headers("text/plain,*/*;q=0.5"), self._robots, self._no_robots, context
        )

    def _robots(self, response: Response, host: Host, hops: int, is_second: bool) -> list[Request]:
        self._came_back()
        answer = answer_of_response(response, self.job.limits, asked_conditionally=False)
        target = parse_address(answer.header("location") or "", response.url) if answer.outcome == "moved" else None
        if target and hops < self.job.limits.redirects:
            return [self._robots_request(host, target, hops + 1, is_second=is_second)]
        self._obey(host, answer)
        return []

    def _no_robots(self, failure: Failure) -> list[Request]:
        self._came_back()
        context = failure.request.cb_kwargs  # type: ignore[attr-defined]
        host: Host = context["host"]
        denied = self._denied.get(parse_host_port(failure.request.url))  # type: ignore[attr-defined]
        if not context["is_second"] and not denied:
            return [self._robots_request(host, self._origin(host.key) + "/robots.txt", is_second=True)]
        self._obey(host, answer_of_failure(failure.value, self.job.limits, denied))
        return []

    def _obey(self, host: Host, answer: Answer) -> None:
        robots = read_robots(answer, self.job.user_agent)
        host.obey(robots)
        self._set_pace(host)
        for visit in self._visits:
            if robots.unavailable and (ask := visit.frontier.take(host.key)):
                outcome: Outcome = "denied" if answer.outcome == "denied" else "unavailable"
                witness = Answer(outcome=outcome, status=answer.status, error=robots.unavailable)
                self._parcel.add(visit.capture(ask, witness, self._now()))
            elif visit.job.source == "site":
                guess = (self._origin(host.key) + "/sitemap.xml",) if host.key == visit.home else ()
                named = [url for text in robots.sitemaps if (url := parse_address(text))]
                for url in dict.fromkeys(named or guess):
                    self._parcel.add(discovered=_only(visit.frontier.seed(url, "sitemap")))

    # Hosts, time, ends

    def _host(self, key: str) -> Host:
        if key not in self._hosts:
            self._hosts[key] = Host(key, max(visit.delay_s for visit in self.job.visits), self.job.limits)
        return self._hosts[key]

    def _origin(self, key: str) -> str:
        """Return the address of a host's root, as the pages that wait there spell it."""
        host, _, port = key.rpartition(":")
        scheme = next(scheme for visit in self._visits if (scheme := visit.frontier.scheme(key)))
        return f"{scheme}://{host if port == DEFAULT_PORT[scheme] else key}"

    def _set_pace(self, host: Host) -> None:
        downloader = self.crawler.engine.downloader
        downloader.per_slot_settings[host.key] = {"delay": host.delay_s}  # Scrapy drops a slot that was idle for long
        if slot := downloader.slots.get(host.key):
            slot.delay = host.delay_s

    def _now(self) -> str:
        seconds = int(time.monotonic() - self.job.started_monotonic_s)
        return (self._started_at + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _end(self, visit: Visit) -> VisitEnd:
        for ask, answer in list(visit.unsettled.values()):  # failed once; its host was left before its second turn
            self._parcel.add(visit.capture(ask, answer, self._now()))
        left = [why for key in visit.frontier.hosts() if (why := self._host(key).closed)]
        return visit.end(left)


def _only(found: Discovered | None) -> list[Discovered]:
    return [found] if found else []
