"""Nothing leaves the browser but through the proxy, and nothing leaves the proxy but what the egress guard admits."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from crawler.rendering.proxy import PageProxy
from tests.loopback import Reply, Site, moved, serving
from tests.rendering import QUICK, html, rendering, script, show


async def said(proxy: PageProxy, request: bytes) -> bytes:
    """Send bytes to a proxy; return all it says."""
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
    try:
        writer.write(request)
        async with asyncio.timeout(10):
            return await reader.read(-1)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


def through(proxy: PageProxy, *requests: bytes) -> list[bytes]:
    async def talk() -> list[bytes]:
        async with proxy:
            return [await said(proxy, request) for request in requests]

    return asyncio.run(talk())


def get(site: Site, path: str = "/", host: str | None = None) -> bytes:
    line = f"GET http://{host or site.key}{path} HTTP/1.1\r\n"
    return f"{line}Host: {site.key}\r\nProxy-Connection: keep-alive\r\n\r\n".encode()


def connect(site: Site, host: str | None = None) -> bytes:
    line = f"CONNECT {host or site.key} HTTP/1.1\r\nHost: {host or site.key}\r\n\r\n"
    return f"{line}GET /a HTTP/1.1\r\nHost: {site.key}\r\nConnection: close\r\n\r\n".encode()


def test_what_is_listed_is_reached_plainly_and_by_a_tunnel() -> None:
    with serving({"/a": Reply(b"hello")}) as (site,):
        proxy = PageProxy(frozenset({site.key}))
        plain, tunnel = through(proxy, get(site, "/a"), connect(site))
    assert plain.startswith(b"HTTP/1.1 200")
    assert b"\r\nConnection: close\r\n" in plain
    assert plain.endswith(b"\r\n\r\nhello")
    assert tunnel.startswith(b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200")
    assert [dict(each.headers).get("Connection") for each in site.requests] == ["close", "close"]
    assert (proxy.denied, proxy.unreachable) == ({}, {})
    assert 100 < proxy.bytes < 600


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:7f00:1]"]
)
def test_what_is_not_listed_is_refused_however_it_is_spelt(host: str) -> None:
    with serving({"/a": Reply(b"hello")}) as (site,):
        port = site.key.rpartition(":")[2]
        proxy = PageProxy(frozenset({"127.0.0.1:1"}))
        plain, tunnel = through(proxy, get(site, "/a", f"{host}:{port}"), connect(site, f"{host}:{port}"))
        assert site.requests == []
    assert plain == b""
    assert tunnel.startswith(b"HTTP/1.1 502")
    assert list(proxy.denied) == [f"{host}:{port}"]
    assert "not public" in proxy.denied[f"{host}:{port}"]


def test_a_name_that_leads_elsewhere_the_second_time_is_checked_each_time() -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["8.8.8.8", "127.0.0.1"]])
    with serving({"/a": Reply(b"hello")}) as (site,):
        port = site.key.rpartition(":")[2]
        here = f"shop.example:{port}"
        proxy = PageProxy(frozenset({here}), lambda *_: next(answers))
        first, second = through(proxy, get(site, "/a", here), get(site, "/a", here))
        again = PageProxy(frozenset(), lambda *_: next(answers))
        assert through(again, get(site, "/a", here)) == [b""]
        assert len(site.requests) == 1
    assert first.endswith(b"hello")
    assert second == b""  # nobody listens at 127.0.0.2: the address that was admitted is the one connected to
    assert list(proxy.unreachable) == [here]
    assert "127.0.0.1, which is not public" in again.denied[here]


NO_REQUESTS = [
    *(b"\r\n\r\n", b"GET /a HTTP/1.1\r\n\r\n", b"GET file:///etc/passwd HTTP/1.1\r\n\r\n", b"A" * 200_000),
    *(b"GET ftp://a/ HTTP/1.1\r\n\r\n", b"CONNECT a:99999 HTTP/1.1\r\n\r\n", b"CONNECT :1 HTTP/1.1\r\n\r\n"),
]


@pytest.mark.parametrize("request_", NO_REQUESTS)
def test_what_is_no_request_ends_the_connection(request_: bytes) -> None:
    proxy = PageProxy()
    (answer,) = through(proxy, request_)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 502")
    assert proxy.bytes == 0


@pytest.mark.parametrize("answer", [b"SSH-2.0-a\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: " + b"a" * 100_000, b""])
def test_what_is_no_answer_ends_the_connection(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        proxy = PageProxy(frozenset({f"127.0.0.1:{port}"}))
        assert through(proxy, f"GET http://127.0.0.1:{port}/ HTTP/1.1\r\n\r\n".encode()) == [b""]
        thread.join()


def test_what_is_too_much_is_cut_off() -> None:
    full: list[bool] = []
    with serving({"/a": Reply(b"x" * 3_000_000)}) as (site,):
        proxy = PageProxy(frozenset({site.key}), most_bytes=100_000)
        proxy.on_full = lambda: full.append(True)
        first, second = through(proxy, get(site, "/a"), get(site, "/a"))
    assert len(first) < 200_000
    assert b"x" not in second.partition(b"\r\n\r\n")[2]
    assert full


# In the browser.

LONGER = replace(QUICK, restless_s=2.0)
SECRET = Reply(b"secret", headers={"Content-Type": "text/html", "Access-Control-Allow-Origin": "*"})
OUT = """
const out = 'http://OTHER';
for (const url of [out + '/fetch', 'http://169.254.169.254/latest/meta-data/', 'http://[::1]:PORT/six',
                   'http://localhost:PORT/name', 'http://2130706433:PORT/number', 'https://127.0.0.1:PORT/tls'])
  fetch(url, {mode: 'no-cors'}).catch(() => 0);
navigator.sendBeacon('/beacon', 'a'); navigator.sendBeacon(out + '/beacon', 'a');
fetch('/put', {method: 'PUT'}).catch(() => 0);
fetch(out + '/post', {method: 'POST', mode: 'no-cors'}).catch(() => 0);
new WebSocket('ws://OTHER/socket'); new EventSource(out + '/events');
for (const body of ["fetch('" + out + "/worker', {mode: 'no-cors'})", "importScripts('" + out + "/imported')"])
  new Worker(URL.createObjectURL(new Blob([body])));
try { new SharedWorker('/shared') } catch (e) {}
try { navigator.serviceWorker.register('/service') } catch (e) {}
try { Object.getPrototypeOf(navigator.serviceWorker).register.call(navigator.serviceWorker, '/service') } catch (e) {}
const end = '</' + 'script>';
for (const [name, value] of [
  ['src', out + '/frame'], ['src', '/own-frame'],
  ['srcdoc', `<img src='${out}/image'><script src='${out}/script'>` + end],
  ['src', `data:text/html,<script>fetch('${out}/data', {mode: 'no-cors'})` + end],
]) {
  const f = document.createElement('iframe'); f[name] = value; document.body.append(f);
}
for (const rel of 'stylesheet prefetch preconnect dns-prefetch prerender modulepreload icon manifest'.split(' ')) {
  const l = document.createElement('link'); l.rel = rel; l.href = out + '/' + rel; document.head.append(l);
}
new Image().src = out + '/picture'; new Audio(out + '/sound').play().catch(() => 0);
const p = new RTCPeerConnection({iceServers: [
  {urls: ['stun:127.0.0.1:UDP', 'stun:localhost:UDP']},
  {urls: 'turn:127.0.0.1:PORT?transport=tcp', username: 'a', credential: 'b'},
]});
p.createDataChannel('a'); p.createOffer().then(o => p.setLocalDescription(o));
const w = new WebTransport('https://127.0.0.1:UDP/'); w.ready.catch(() => 0); w.closed.catch(() => 0);
setInterval(() => x.append('.'), 50);
"""


@pytest.fixture
def out() -> Iterator[tuple[Site, Site, socket.socket]]:
    """A site that may be visited, one that may not, and a UDP port that must hear nothing."""
    with serving({"/": SECRET}, {}) as (site, other), socket.socket(type=socket.SOCK_DGRAM) as udp:
        other._missing = SECRET
        udp.bind(("127.0.0.1", 0))
        udp.setblocking(False)
        text = OUT.replace("OTHER", other.key).replace("UDP", str(udp.getsockname()[1]))
        site.routes["/"] = script(text.replace("PORT", other.key.rpartition(":")[2]))
        for path in ("/shared", "/service"):
            body = (
                f"fetch('http://{other.key}/from{path}', {{mode: 'no-cors'}}); fetch('/from{path}', {{method: 'POST'}})"
            )
            site.routes[path] = Reply(body.encode(), headers={"Content-Type": "text/javascript"})
        yield site, other, udp


def test_a_page_reaches_nothing_but_what_is_admitted(out: tuple[Site, Site, socket.socket], chromium: str) -> None:  # noqa: ARG001
    site, other, udp = out
    with rendering(site, limits=LONGER) as renderer:
        rendered = show(renderer, site.url)
    assert rendered.error is None
    assert other.requests == []
    with pytest.raises(BlockingIOError):
        udp.recv(1)
    assert [each.path for each in site.requests if each.method != "GET"] == []
    assert {each.path for each in site.requests} <= {"/", "/shared"}
    refused = " ".join(rendered.denied)
    for host in (other.key, "169.254.169.254:80", "localhost:"):
        assert host in refused


def test_nothing_is_left_out_of_the_test_before(out: tuple[Site, Site, socket.socket], chromium: str) -> None:  # noqa: ARG001
    """With the other site listed, the same page does reach it: the test above can fail."""
    site, other, _ = out
    with rendering(site, other, limits=LONGER) as renderer:
        show(renderer, site.url)
    reached = {each.path for each in other.requests}
    assert {"/fetch", "/worker", "/imported", "/stylesheet", "/script", "/socket"} <= reached
    assert not {"/post", "/beacon", "/frame", "/picture", "/image", "/sound", "/data"} & reached
    assert {each.method for each in other.requests} == {"GET"}


@pytest.mark.parametrize(
    "where", ["http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:8/", "http://[::1]/", "https://10.0.0.1/"]
)
def test_a_redirect_to_what_is_not_public_is_denied(where: str, chromium: str) -> None:  # noqa: ARG001
    with serving({"/": moved(where)}) as (site,), rendering(site) as renderer:
        rendered = show(renderer, site.url)
    assert (rendered.error or "").startswith("denied: ")
    assert "not public" in (rendered.error or "")
    assert (rendered.body, len(rendered.denied)) == (b"", 1)


@pytest.mark.parametrize("where", ["file:///etc/passwd", "data:text/html,<p>a", "chrome://version", "ftp://127.0.0.1/"])
def test_a_redirect_to_what_is_no_web_address_leads_nowhere(where: str, chromium: str) -> None:  # noqa: ARG001
    with serving({"/": moved(where)}) as (site,), rendering(site) as renderer:
        rendered = show(renderer, site.url)
    assert (rendered.error or "").startswith("unreachable: ")
    assert rendered.body == b""


def told(host: str, port: int) -> list[str]:  # noqa: ARG001
    """Names of the test: where each leads, but ``turns.example`` leads to a public address the first time only."""
    if host == "turns.example":
        _asked.append(host)
        return ["127.0.0.1"] if len(_asked) > 1 else ["192.0.2.1"]
    return {"shop.example": ["127.0.0.1"], "evil.example": ["127.0.0.1"]}[host]


_asked: list[str] = []


def test_names_are_looked_up_by_us_only_and_checked_each_time(chromium: str) -> None:  # noqa: ARG001
    with serving({}) as (site,):
        port = site.key.rpartition(":")[2]
        site.routes["/"] = script(
            f"fetch('http://evil.example:{port}/evil').catch(() => fetch('http://turns.example:{port}/turns'))"
            f".catch(() => fetch('http://turns.example:{port}/turns')).catch(() => x.textContent = 'refused')"
        )
        with rendering(listed=(f"shop.example:{port}",), resolve=told) as renderer:
            rendered = show(renderer, f"http://shop.example:{port}/")
        assert {each.path for each in site.requests} == {"/"}
    assert b"refused" in rendered.body
    assert sorted(line.partition(":")[0] for line in rendered.denied) == ["evil.example", "turns.example"]


def test_a_site_that_is_not_there_is_unreachable(chromium: str) -> None:  # noqa: ARG001
    with serving({}) as (site,):
        pass
    with rendering(site) as renderer:
        assert (show(renderer, site.url).error or "").startswith("unreachable: ")


def test_a_page_of_a_site_may_load_from_any_other_public_one(chromium: str) -> None:  # noqa: ARG001
    built = Reply(b"x.textContent = 'built'", headers={"Content-Type": "text/javascript"})
    with serving({}, {"/a.js": built}) as (site, other), rendering(site, other) as renderer:
        site.routes["/"] = html(f"<script src='{other.url}a.js'></script>")
        assert b"built" in show(renderer, site.url).body
