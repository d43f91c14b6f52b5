"""Pages per CPU-second of the render service against a Chromium with a new context for each address, on loopback.

``python benchmarks/rendering.py [pages]`` prints both, their ratio, and the memory of the service's processes on the
way. CPU seconds are of all processes, start-up included; serving is not counted. The page is built by a script from
JSON, with style sheets, fonts, pictures, a frame and a counter of another site. CHROMIUM_PATH chooses the service's
browser, USUAL_CHROMIUM the other's, where they are not to be the same.
"""

import asyncio
import json
import os
import resource
import sys
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from multiprocessing.connection import Connection

from crawler.rendering.client import Client
from crawler.rendering.find import find_chromium
from crawler.rendering.limits import RenderLimits
from crawler.rendering.processes import adopt_orphans, below, total_bytes
from crawler.rendering.supervisor import start_renderer

CARDS = 60
AT_ONCE = 2
SPAWN = get_context("spawn")


def main(pages: int) -> None:
    """Serve the site, render it with each in a process of its own, print the figures."""
    ours, theirs = SPAWN.Pipe()
    server = SPAWN.Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    ports = ours.recv()
    chromium = str(find_chromium())
    usual_chromium = os.environ.get("USUAL_CHROMIUM", chromium)
    sys.stdout.write(f"new context each: {usual_chromium}; render service: {chromium}\n")
    figures = [measured(usual, usual_chromium, ports, pages), measured(service, chromium, ports, pages)]
    for name, (seconds, cpu_s, memory) in zip(("new context each", "render service"), figures, strict=True):
        sys.stdout.write(
            f"{name:18}{pages / cpu_s:6.2f} pages a CPU-second  {pages / seconds:5.2f} a second  "
            f"{' '.join(f'{size / 1e6:.0f}' for size in memory)} MB\n"
        )
    sys.stdout.write(f"ratio             {figures[0][1] / figures[1][1]:6.2f}\n")
    server.terminate()


Memory = Callable[[], None]
Render = Callable[[str, list[str], tuple[int, int], Memory], None]


def measured(render: Render, chromium: str, ports: tuple[int, int], pages: int) -> tuple[float, float, list[int]]:
    """Return seconds, CPU seconds and resident memory on the way of one way to render."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=_measure, args=(theirs, render, chromium, ports, pages))
    process.start()
    figures: tuple[float, float, list[int]] = ours.recv()
    process.join()
    return figures


def _measure(theirs: Connection, render: Render, chromium: str, ports: tuple[int, int], pages: int) -> None:
    adopt_orphans()
    sizes: list[int] = []
    shown = 0

    def note() -> None:
        nonlocal shown
        shown += 1
        if shown % max(1, pages // 8) == 0:
            sizes.append(total_bytes(below(os.getpid())))

    started_s = time.monotonic()
    render(chromium, [f"http://127.0.0.1:{ports[0]}/p/{number}" for number in range(pages)], ports, note)
    seconds = time.monotonic() - started_s
    while below(os.getpid()):
        time.sleep(0.05)
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    theirs.send((seconds, sum(each.ru_utime + each.ru_stime for each in used), sizes))


def usual(chromium: str, urls: list[str], _ports: tuple[int, int], note: Memory) -> None:
    """Render as tutorials do: a new context for each address, all of it loaded, until what is sought is there."""
    from playwright.async_api import async_playwright

    async def run() -> None:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium)
            turns = asyncio.Semaphore(AT_ONCE)

            async def show(url: str) -> None:
                async with turns:
                    context = await browser.new_context()
                    page = await context.new_page()
                    await page.goto(url)
                    await page.wait_for_selector(".card", state="attached")
                    check(await page.content())
                    note()
                    await context.close()

            await asyncio.gather(*map(show, urls))
            await browser.close()

    asyncio.run(run())


def service(_chromium: str, urls: list[str], ports: tuple[int, int], note: Memory) -> None:
    """Render with the service."""

    async def run(address: str) -> None:
        client = Client(address)

        async def show(url: str) -> None:
            rendered = await client.render(url)
            check(rendered.error or rendered.body.decode())
            note()

        await asyncio.gather(*map(show, urls))

    allowed = frozenset(f"127.0.0.1:{port}" for port in ports)
    limits = RenderLimits(pages_at_once=AT_ONCE)
    with start_renderer(user_agent="rivals/0 (+benchmark)", allow_private=allowed, limits=limits) as renderer:
        asyncio.run(run(renderer.address or ""))


def check(html: str) -> None:
    """See to it that the page is there."""
    if html.count('class="card"') != CARDS:
        raise SystemExit(f"the page is not there: {html[:300]}")


def serve(theirs: Connection) -> None:
    """Serve the site and the counter; send both ports, then go on."""
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Handler) for _ in range(2)]
    ports = tuple(server.server_port for server in servers)
    Handler.files = files(ports[1])
    theirs.send(ports)
    import threading

    threading.Thread(target=servers[1].serve_forever, daemon=True).start()
    servers[0].serve_forever()


class Handler(BaseHTTPRequestHandler):
    """Answers with what ``files`` has for the first segment of the path."""

    protocol_version = "HTTP/1.1"
    files: dict[str, tuple[str, bytes]]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        kind, body = self.files.get(self.path.split("/")[1].partition("?")[0], ("text/plain", b"-"))
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def files(counter: int) -> dict[str, tuple[str, bytes]]:
    """Return what the site consists of: about 500 kB of scripts, 80 kB of style, 63 pictures of 30 kB, a font."""
    page = (
        '<!doctype html><html><head><title>Shop</title><link rel="stylesheet" href="/style"></head><body>'
        f'<div id="root"></div><script src="/bundle"></script><script async src="http://127.0.0.1:{counter}/count">'
        f'</script><iframe src="http://127.0.0.1:{counter}/frame"></iframe></body></html>'
    )
    functions = "".join(
        f"function f{n}(a,b){{const c=[a,b,{n}].map(x=>x*2).filter(x=>x>1);return c.reduce((s,x)=>s+x,0)+{n}}}\n"
        for n in range(4500)
    )
    bundle = (
        functions
        + "let t=0;for(let n=0;n<300000;n++)t+=f7(n,n%5)%3;"
        + "fetch('/api?page='+location.pathname).then(r=>r.json()).then(list=>{document.getElementById('root')"
        + '.innerHTML=list.map(p=>`<article class="card"><img src="/picture/${p.id}.png"><h2>${p.name}</h2>'
        + '<p>${p.text}</p><b>${p.price}</b><a href="/p/${p.id}">more</a></article>`).join("")'
        + '+"<img src=/photo/1><img src=/photo/2><img src=/photo/3>"})'
    )
    style = "".join(f".c{n} .d{n}>a:hover{{color:#{n:06x};margin:{n}px auto;font:{n}px shop}}\n" for n in range(1200))
    style += "@font-face{font-family:shop;src:url(/font/a.woff2)}body,h2,p{font-family:shop}"
    cards = [
        {"id": n, "name": f"Drill {n}", "text": "cordless, with two batteries " * 8, "price": f"{n}.99"}
        for n in range(CARDS)
    ]
    return {
        "p": ("text/html", page.encode()),
        "bundle": ("text/javascript", bundle.encode()),
        "style": ("text/css", style.encode()),
        "api": ("application/json", json.dumps(cards).encode()),
        "picture": ("image/png", picture(100)),
        "photo": ("image/png", picture(100)),
        "font": ("font/woff2", os.urandom(40_000)),
        "count": ("text/javascript", (functions[:100_000].rpartition("\n")[0] + "new Image().src='/hit?1'").encode()),
        "frame": ("text/html", b"<p>ad</p><script src=/count></script>"),
    }


def picture(side: int) -> bytes:
    """Return a PNG of noise."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    rows = b"".join(b"\0" + os.urandom(3 * side) for _ in range(side))
    head = side.to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
