"""Real sites on 127.0.0.1 for tests of the crawl, and what a crawl of them gave."""

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from crawler.batch import Ask, Batch, Capture, Discovered, Job, Limits, VisitEnd, VisitJob

NO_PAUSES = Limits(backoff_s=0.0)


@dataclass(frozen=True)
class Request:
    """One request as the server saw it."""

    path: str
    headers: Mapping[str, str]
    at_s: float
    method: str = "GET"


@dataclass(frozen=True)
class Reply:
    """What a site answers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    length: int | None = None
    """Content-Length, when it lies; the connection is closed after the body then."""
    hangs: bool = False
    """Send the body but neither its end nor anything else, until the site closes."""


Route = Reply | Callable[[Request], Reply]


class Site:
    """One web server on a port of its own."""

    def __init__(self, routes: Mapping[str, Route], missing: Reply | None = None) -> None:
        self.routes = dict(routes)
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._missing = missing or Reply(b"not here", 404)
        self._at_once = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.key = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.key}/"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def paths(self) -> list[str]:
        """The paths asked, in order, robots.txt and the guess at a sitemap left out."""
        return [r.path for r in self.requests if r.path not in ("/robots.txt", "/sitemap.xml")]

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on."""
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def _reply(self, request: Request) -> Reply:
        route = self.routes.get(request.path, self._missing)
        return route if isinstance(route, Reply) else route(request)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.do_GET()

            do_PUT = do_DELETE = do_OPTIONS = do_POST

            def do_GET(self) -> None:
                request = Request(self.path, dict(self.headers.items()), time.monotonic(), self.command)
                with site._lock:
                    site.requests.append(request)
                    site._at_once += 1
                    site.most_at_once = max(site.most_at_once, site._at_once)
                try:
                    self._send(site._reply(request))
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                finally:
                    with site._lock:
                        site._at_once -= 1

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                length = len(reply.body) + 1 if reply.hangs else reply.length
                self.send_header("Content-Length", str(len(reply.body) if length is None else length))
                self.end_headers()
                self.wfile.write(reply.body)
                if reply.hangs:
                    site._closing.wait()
                if length is not None:
                    self.close_connection = True

        return Handler


@contextmanager
def serving(*routes: Mapping[str, Route]) -> Iterator[tuple[Site, ...]]:
    """Serve each mapping of paths as a site."""
    sites = tuple(Site(each) for each in routes)
    try:
        yield sites
    finally:
        for site in sites:
            site.close()


def page(*hrefs: str, text: str = "page") -> Reply:
    """A page with these links."""
    links = "".join(f'<li><a href="{href}">link</a>' for href in hrefs)
    return Reply(f"<!doctype html><title>t</title><p>{text}<ul>{links}</ul>".encode())


def moved(to: str, status: int = 301) -> Reply:
    return Reply(b"", status, {"Location": to})


def robots(text: str, status: int = 200) -> Reply:
    return Reply(text.encode(), status, {"Content-Type": "text/plain"})


def visit(
    address: str, *asks: Ask, number: int = 1, source: str = "site", pages: int = 100, delay_s: float = 0.0
) -> VisitJob:
    asks = asks or (Ask(url=address, why="seed"),)
    return VisitJob(visit=number, source=source, address=address, asks=asks, pages=pages, delay_s=delay_s)


def job(*visits: VisitJob, limits: Limits = NO_PAUSES, allow_private: Iterable[str] | None = None) -> Job:
    name = visits[0].address.split("/")[2]
    return Job(
        name=name,
        visits=visits,
        user_agent="rivals/0.1 (+crawler@shop.example)",
        allow_private=frozenset([name] if allow_private is None else allow_private),
        started_at="2026-03-01T06:00:00Z",
        started_monotonic_s=time.monotonic(),
        limits=limits,
    )


@dataclass
class Crawled:
    """All that a crawl gave, of one visit."""

    captures: list[Capture] = field(default_factory=list)
    discovered: list[Discovered] = field(default_factory=list)
    ends: list[VisitEnd] = field(default_factory=list)

    @property
    def end(self) -> VisitEnd:
        """How the visit ended; it must have ended once."""
        (end,) = self.ends
        return end

    @property
    def outcomes(self) -> dict[str, str]:
        """Outcome by path."""
        return {"/" + capture.url.split("/", 3)[3]: capture.outcome for capture in self.captures}

    def capture(self, path: str) -> Capture:
        (found,) = [capture for capture in self.captures if capture.url.endswith(path)]
        return found


def gathered(batches: Iterable[Batch]) -> dict[int, Crawled]:
    """Sort what came by visit."""
    crawled: dict[int, Crawled] = {}
    for batch in batches:
        for capture in batch.captures:
            crawled.setdefault(capture.visit, Crawled()).captures.append(capture)
        for discovered in batch.discovered:
            crawled.setdefault(discovered.visit, Crawled()).discovered.append(discovered)
        for end in batch.ends:
            crawled.setdefault(end.visit, Crawled()).ends.append(end)
    return crawled


def crawl(*jobs: Job) -> dict[int, Crawled]:
    """Crawl in one child process, as the reactor cannot start twice in one."""
    from crawler.workers import run_in_children

    batches: Sequence[Batch] = [item for item in run_in_children(jobs, 1) if isinstance(item, Batch)]
    return gathered(batches)
