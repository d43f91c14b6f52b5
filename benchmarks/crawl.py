"""Pages per CPU-second of ``jobs.run`` against a bare Scrapy CrawlSpider on one loopback site; serving is not counted.

``python benchmarks/crawl.py [pages]`` prints both, and their ratio. Both follow all links and keep every body's length.
"""

import random
import resource
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

LINKS = 149
PAGE_BYTES = 60_000
SPAWN = get_context("spawn")


def main(pages: int) -> None:
    """Serve the site, crawl it with each in a process of its own, print the figures."""
    ours, theirs = SPAWN.Pipe()
    server = SPAWN.Process(target=serve, args=(theirs, pages), daemon=True)
    server.start()
    port = ours.recv()
    figures = {name: measured(crawl, port, pages) for name, crawl in (("CrawlSpider", bare), ("jobs.run", with_jobs))}
    for name, (asked, cpu_s, rss_mb) in figures.items():
        sys.stdout.write(
            f"{name:12} {asked:6} pages  {cpu_s:6.2f} CPU-s  {1000 * cpu_s / asked:6.2f} ms a page  {rss_mb:5.0f} MB\n"
        )
    (bare_asked, bare_s, _), (our_asked, our_s, _) = figures.values()
    sys.stdout.write(f"ratio        {(our_asked / our_s) / (bare_asked / bare_s):.2f}\n")
    server.terminate()


def measured(crawl: Callable[[int, int], int], port: int, pages: int) -> tuple[int, float, float]:
    """Return pages, CPU seconds without start-up and peak memory of one crawl in a process of its own."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=_measure, args=(theirs, crawl, port, pages))
    process.start()
    figures: tuple[int, float, float] = ours.recv()
    process.join()
    return figures


def _measure(theirs: Connection, crawl: Callable[[int, int], int], port: int, pages: int) -> None:
    import scrapy.crawler
    import scrapy.linkextractors  # noqa: F401

    import crawler.jobs  # noqa: F401

    before_s = time.process_time()
    asked = crawl(port, pages)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    theirs.send((asked, time.process_time() - before_s, usage.ru_maxrss / 1024))


def bare(port: int, _pages: int) -> int:
    """Crawl with a CrawlSpider that follows links and extracts nothing."""
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Response
    from scrapy.linkextractors import LinkExtractor
    from scrapy.spiders import CrawlSpider, Rule

    seen: list[int] = []

    class Bare(CrawlSpider):
        name = "bare"
        start_urls = [f"http://127.0.0.1:{port}/"]  # noqa: RUF012 (as Scrapy users write it)
        rules = (Rule(LinkExtractor(), callback="keep", follow=True),)

        def keep(self, response: Response) -> None:
            seen.append(len(response.body))

    settings: dict[str, Any] = {
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "LOG_LEVEL": "ERROR",
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(Bare)
    process.start()
    return len(seen)


def with_jobs(port: int, pages: int) -> int:
    """Crawl with our spider."""
    from crawler.batch import Ask, Job, VisitJob
    from crawler.jobs import run

    address = f"http://127.0.0.1:{port}/"
    asks = (Ask(url=address, why="seed"),)
    visit = VisitJob(visit=1, source="site", address=address, asks=asks, pages=4 * pages, delay_s=0.0)
    job = Job(
        name=f"127.0.0.1:{port}",
        visits=(visit,),
        user_agent="rivals/0.1 (+benchmark)",
        allow_private=frozenset({f"127.0.0.1:{port}"}),
        started_at="2026-01-01T00:00:00Z",
        started_monotonic_s=time.monotonic(),
    )
    return sum(capture.outcome == "ok" for batch in run([job]) for capture in batch.captures)


def serve(theirs: Connection, pages: int) -> None:
    """Serve so many pages, each with links to others, some of them new to each page's neighbours."""
    bodies = {f"/product/thing-{number}": _page(number, pages) for number in range(pages)}
    bodies["/"] = bodies["/product/thing-0"]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            body = bodies.get(self.path, b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    theirs.send(server.server_port)
    server.serve_forever()


def _page(number: int, pages: int) -> bytes:
    """Return a page of about PAGE_BYTES with LINKS links: a menu of 49 that all share, and 100 of its own."""
    chance = random.Random(number)
    targets = [*range(49), *(chance.randrange(pages) for _ in range(LINKS - 49))]
    items = "".join(
        f'<li class="card"><a class="name" href="/product/thing-{target}" title="Thing {target}">'
        f'<img src="/i/{target}.webp" alt=""><span>Thing {target}</span></a><b>{target}.99 &euro;</b></li>\n'
        for target in targets
    )
    text = " ".join(f"word{chance.randrange(5000)}" for _ in range((PAGE_BYTES - len(items)) // 9))
    body = f"<body><ul>{items}</ul><p>{text}</p></body>"
    return f"<!doctype html><html><head><title>{number}</title></head>{body}</html>".encode()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
