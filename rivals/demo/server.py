"""The demo market as web sites: a small server on 127.0.0.1 for each company and the ads, one day at a time."""

import hashlib
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from typing import Any, Protocol
from urllib.parse import urlsplit

from rivals.demo.ads import AdLibrary, library_address
from rivals.demo.ads_creatives import STRANGER
from rivals.demo.company import Company
from rivals.demo.market import ADS, Market
from rivals.demo.site import Site
from rivals.demo.software import SoftwareSite
from rivals.demo.views import TOKEN, VISITS, Answer


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request that came in."""

    company: str
    day: int
    method: str
    path: str
    """The request's target: path and query."""
    user_agent: str
    headers: Mapping[str, str]
    """Names in lower case."""
    status: int
    """What was answered."""


class Sites:
    """The running sites. ``day`` may be set at any time; it is the day that all of them show."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.day = 1
        self.addresses: dict[str, str] = {}
        """Company → origin of its site; "ads" → address of the library of ads."""
        self._log: deque[Request] = deque()

    @property
    def requests(self) -> tuple[Request, ...]:
        """Every request since the start, in the order of their answers."""
        return tuple(self._log.copy())

    def truth(self, day: int | None = None) -> list[dict[str, object]]:
        """Return the facts of a day, by default today's, with whole addresses."""
        return self.market.truth(day or self.day, self.addresses)

    def changes(self, day: int | None = None) -> list[dict[str, object]]:
        """Return the changes of a day, by default today's, with whole addresses."""
        return self.market.changes(day or self.day, self.addresses)

    def config_text(self) -> str:
        """Return a competitors.yaml that watches these sites."""
        hosts = ", ".join(f'"{urlsplit(address).netloc}"' for address in self.addresses.values())
        lines = [
            "contact: crawler@harbour-tools.example",
            "timezone: Europe/Riga",
            "currency: EUR",
            "languages: [en]",
            f"allow_private: [{hosts}]",
            f"defaults: {{every: 24h, pages: {max(2000, self.market.products * 4)}, delay: 0s}}",
            "competitors:",
        ]
        for company in self.market.companies:
            origin = self.addresses[company.key]
            known = f"country: {company.country}, currency: {company.currency}"
            known += ", vat: included" if isinstance(company, Company) else ""
            names = company.names if isinstance(company, Company) else (company.label,)
            others = STRANGER if STRANGER.startswith(names[0]) else ""
            lines += [
                f"  {company.key}:",
                f"    name: {company.label}",
                f"    kind: {company.kind}",
                f"    country: {company.country}",
                f"    brand: {{names: [{', '.join(names)}], not: [{others}]}}",
                f"    site: [{{address: {origin}/, {known}}}]",
                "    targets:",
                f"      - feed: {origin}{company.feed_path}",
            ]
        lines += ["market:", "  targets:", f"    - ad_library: {self.addresses[ADS]}"]
        return "\n".join(lines) + "\n"

    def record(self, request: Request) -> None:
        """Add a request to the log."""
        self._log.append(request)


@contextmanager
def serve(market: Market, ports: Sequence[int] | None = None) -> Iterator[Sites]:
    """Serve all sites and the library of ads while the context lasts.

    ``ports``: one for each company, in their order, and one for the library; free ones by default.
    """
    sites = Sites(market)
    keys = [*(company.key for company in market.companies), ADS]
    with ExitStack() as stack:
        servers = {
            key: stack.enter_context(_Server(("127.0.0.1", port), _Handler))
            for key, port in zip(keys, ports or (0,) * len(keys), strict=True)
        }
        for key, server in servers.items():
            origin = f"http://127.0.0.1:{server.server_port}"
            sites.addresses[key] = library_address(origin) if key == ADS else origin
            server.open(sites, key, _site(sites, key, origin))
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
        yield sites


class _Site(Protocol):
    """Whatever answers at one origin."""

    def answer(self, target: str, day: int) -> Answer:
        """Return the answer to a request's target (path and query) on a day."""


def _site(sites: Sites, key: str, origin: str) -> _Site:
    """Return what is to be served under this key."""
    market = sites.market
    if key == ADS:
        return AdLibrary(market.seed, sites.addresses)
    company = next((shop for shop in market.shops if shop.key == key), None)
    return Site(market, company, origin) if company else SoftwareSite(market.seed, origin)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def open(self, sites: Sites, key: str, site: _Site) -> None:
        """Say what is served here; no request is read before."""
        self.sites = sites
        self.key = key
        self.site = site
        self.numbers = count(1)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up; anything else is a fault of the demo and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one packet
    timeout = 60

    def do_GET(self) -> None:
        sites = self.server.sites
        day = sites.day
        answer = self.server.site.answer(self.path, day)
        status = 304 if self._is_known(answer) else answer.status
        body = b"" if status == 304 else self._stamp(answer.body, next(self.server.numbers))
        sites.record(
            Request(
                company=self.server.key,
                day=day,
                method=self.command,
                path=self.path,
                user_agent=self.headers.get("User-Agent", ""),
                headers={name.lower(): value for name, value in self.headers.items()},
                status=status,
            )
        )
        self.send_response(status)
        for name, value in _headers(answer):
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Take any form and lead to the start page."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's name)
        """Print nothing: the requests are in ``Sites.requests``."""

    def _is_known(self, answer: Answer) -> bool:
        """Has the client these very bytes? An ETag outranks a date (RFC 9110, 13.2.2)."""
        if tag := self.headers.get("If-None-Match"):
            return answer.etag is not None and answer.etag in {part.strip() for part in tag.split(",")}
        since = self.headers.get("If-Modified-Since")
        if not since or answer.modified is None:
            return False
        try:
            return answer.modified <= parsedate_to_datetime(since)
        except (ValueError, TypeError):
            return False

    def _stamp(self, body: bytes, number: int) -> bytes:
        """Put this request's token and the counter of visitors into the body."""
        token = hashlib.sha256(f"{self.server.key}/{number}".encode()).hexdigest()[:24]
        return body.replace(TOKEN.encode(), token.encode()).replace(VISITS.encode(), f"{48_000 + number:,}".encode())


def _headers(answer: Answer) -> Iterator[tuple[str, str]]:
    if answer.location is not None:
        yield "Location", answer.location
    else:
        yield "Content-Type", answer.content_type
    if answer.retry_after_s is not None:
        yield "Retry-After", str(answer.retry_after_s)
    if answer.etag is not None:
        yield "ETag", answer.etag
    if answer.validation == "no-cache":
        yield "Cache-Control", "no-cache"
    if answer.modified is not None:
        yield "Last-Modified", format_datetime(answer.modified, usegmt=True)
        yield "Cache-Control", "max-age=600"
