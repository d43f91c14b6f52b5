"""Pages in the browser: honest ones give what their scripts built, hostile ones a named error, and never more."""

from collections.abc import Iterator

import pytest

from crawler.page import Page
from crawler.rendering.supervisor import Renderer
from tests.loopback import Reply, Request, Route, Site, moved, serving
from tests.rendering import html, json, rendering, script, show, shown

SCRIPT = {"Content-Type": "text/javascript"}
SHOP = """
fetch('/api/products?page=1').then(r => r.json()).then(list => {
  document.getElementById('x').outerHTML = list.map(p => `<h2>${p.name}</h2><b>${p.price} €</b>`).join('');
});
fetch('/api/stock', {method: 'POST', body: '{}'});
fetch('/api/track', {method: 'POST', body: '{}'});
"""


def cookie(request: Request) -> Reply:
    return json(f'"{request.headers.get("Cookie", "")}"')


ROUTES: dict[str, Route] = {
    "/shop": script(SHOP),
    "/api/products?page=1": json('[{"name": "Bohrer <b>groß</b> </script>", "price": 4.5}]'),
    "/api/stock": json('{"drill": 7}'),
    "/api/track": json('{"ok": true}'),
    "/api/huge": json('["' + "a" * 600_000 + '"]'),
    "/api/deep": json("[" * 5000 + "]" * 5000),
    "/api/no": json("<html>"),
    "/many": script("for (let n = 0; n < 25; n++) fetch('/api/stock?' + n)"),
    **{f"/api/stock?{n}": json(f'{{"drill": {n}}}') for n in range(25)},
    "/odd": script("for (const what of ['huge', 'deep', 'no']) fetch('/api/' + what).then(r => r.text())"),
    "/404": Reply(b"<p>gone</p>", 404),
    "/500": Reply(b"<p>broken</p>", 500),
    "/windows-1251": Reply("<p>Дрель".encode("cp1251"), headers={"Content-Type": "text/html; charset=windows-1251"}),
    "/redirect": moved("/shop"),
    "/history": script("history.replaceState({}, '', '/shop/en#a')"),
    "/state": script("history.replaceState({}, '', '?visit=1#a')"),
    "/forged": script(
        "Element.prototype.__defineGetter__('outerHTML', () => 'forged');"
        "MutationObserver = Promise = setTimeout = JSON = XMLSerializer = null"
    ),
    "/clock": script("setInterval(() => x.textContent = performance.now(), 10)"),
    "/cookie": script(
        "document.cookie = 'a=' + Math.random(); localStorage.a = (localStorage.a || '') + 'again';"
        "fetch('/cookies').then(r => r.json()).then(c => x.textContent = localStorage.a + c.length)"
    ),
    "/cookies": cookie,
    # Hostile ones.
    "/never-ending": Reply(b"<p>a", hangs=True),
    "/hangs": Reply(b"//", headers=SCRIPT, hangs=True),
    "/hanging-script": html("<script async src=/hangs></script>"),
    "/hanging-fetch": script("fetch('/hangs').then(r => r.text())"),
    "/alerts": script("for (let n = 0; n < 20; n++) { alert(n); confirm(n); prompt(n) }"),
    "/alerts-forever": script("while (true) alert(1)"),
    "/before-unload": script("onbeforeunload = e => { e.preventDefault(); return 'stay' }; print()"),
    "/downloads": script(
        "let a = document.createElement('a'); a.href = '/file'; a.download = 'f'; setInterval(() => a.click(), 10)"
    ),
    "/file": Reply(b"x" * 999, headers={"Content-Type": "text/html", "Content-Disposition": "attachment"}),
    "/pdf": Reply(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}),
    "/popups": script("setInterval(() => { for (let n = 0; n < 20; n++) window.open('/opened') }, 5)"),
    "/form-popup": html(
        "<form method=POST action=/posted target=_blank></form><script>document.forms[0].submit()</script>"
    ),
    "/form": html("<form method=POST action=/posted></form><script>document.forms[0].submit()</script>"),
    "/leaves": script("location = '/shop'"),
    "/leaves-late": script("setTimeout(() => location = '/shop', 100)"),
    "/refreshes": html("<meta http-equiv=refresh content='0;url=/shop'>"),
    "/leaves-the-site": script("location = 'http://shop.example/'"),
    "/reloads": script("setInterval(() => location.reload(), 5)"),
    "/blob": script("location = URL.createObjectURL(new Blob(['<p>a'], {type: 'text/html'}))"),
    "/blank": script("location = 'about:blank'"),
    "/back": script("setTimeout(() => history.back(), 50)"),
    "/data": script("location = 'data:text/html,<p>a'"),
    "/file-address": script("location = 'file:///etc/passwd'"),
    "/spins": script("while (true) {}"),
    "/spins-late": script("setTimeout(() => { while (true) {} }, 150)"),
    "/heap": script("const a = []; while (true) a.push({a: a.length, b: [a.length]})"),
    "/buffers": script("const a = []; while (true) a.push(new Uint8Array(1e6).fill(7))"),
    "/grows": script("while (true) document.body.append(document.createElement('div'))"),
    "/grows-slowly": script("setInterval(() => { for (let n = 0; n < 99; n++) document.body.append('a') }, 1)"),
    "/long": script("document.body.append('a'.repeat(2_100_000))"),
    "/deep": Reply(b"<!doctype html>" + b"<div>" * 30_000),
    "/redirects": moved("/redirects"),
    "/asks": script("setInterval(() => fetch('/api/stock?' + Math.random()), 1)"),
    "/frames": script(
        "setInterval(() => { const f = document.createElement('iframe'); f.src = '/opened'; x.append(f) }, 5)"
    ),
    "/loads": script("setInterval(() => fetch('/big').then(r => r.text()), 50)"),
    "/big": Reply(b"x" * 900_000, headers={"Content-Type": "text/plain"}),
    "/endless": html("<p>" + "x" * 5_000_000),
    "/writes": script("let a = 1; while (true) document.write('<p>' + a++)"),
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving(ROUTES) as (served,):
        yield served


@pytest.fixture(scope="module")
def renderer(site: Site, chromium: str) -> Iterator[Renderer]:  # noqa: ARG001
    with rendering(site) as started:
        yield started


def address(site: Site, path: str) -> str:
    return site.url[:-1] + path


def test_an_honest_page_gives_what_its_scripts_built_and_the_json_they_fetched(renderer: Renderer, site: Site) -> None:
    rendered = show(renderer, address(site, "/shop"))
    assert (rendered.error, rendered.cut, rendered.status) == (None, None, 200)
    assert rendered.final_url == rendered.url == address(site, "/shop")
    text = rendered.body.decode()
    assert text.startswith("<!DOCTYPE html><html><head><title>t</title></head><body><h2>Bohrer <b>groß</b> </h2>")
    document, *scripts = text.split('\n<script type="application/json" data-fetched-from="')
    assert document.endswith("</html>")
    assert sorted(scripts) == [
        address(site, '/api/products?page=1">')
        + '[{"name": "Bohrer \\u003cb>groß\\u003c/b> \\u003c/script>", "price": 4.5}]</script>',
        address(site, '/api/stock">{"drill": 7}</script>'),
    ]  # fmt: skip
    assert rendered.requests == 4
    assert rendered.bytes > 300
    read = Page(rendered.url, 200, dict(rendered.headers), rendered.body)
    assert [node.text() for node in read.tree.css("h2")] == ["Bohrer groß "]


def test_a_page_is_asked_by_one_honest_name(renderer: Renderer, site: Site) -> None:
    show(renderer, address(site, "/shop"))
    asked = [request for request in site.requests if request.path == "/shop"][-1]
    assert asked.headers["User-Agent"] == "rivals/0.1 (+crawler@shop.example)"
    assert "Chromium" in asked.headers["sec-ch-ua"]


@pytest.mark.parametrize(("path", "status", "text"), [("/404", 404, "gone"), ("/500", 500, "broken")])
def test_a_page_that_is_an_error_says_so_by_its_status(
    renderer: Renderer, site: Site, path: str, status: int, text: str
) -> None:
    rendered = show(renderer, address(site, path))
    assert (rendered.error, rendered.status) == (None, status)
    assert text.encode() in rendered.body


def test_the_document_is_utf_8_whatever_the_server_sent(renderer: Renderer, site: Site) -> None:
    rendered = show(renderer, address(site, "/windows-1251"))
    assert "Дрель" in rendered.body.decode()
    assert dict(rendered.headers)["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "final"), [("/redirect", "/shop"), ("/history", "/shop/en"), ("/state", "/state"), ("/shop", "/shop")]
)
def test_a_page_says_where_it_ended(renderer: Renderer, site: Site, path: str, final: str) -> None:
    rendered = show(renderer, address(site, path))
    assert (rendered.final_url, rendered.error) == (address(site, final), None)
    assert rendered.body


def test_json_is_kept_within_bounds(renderer: Renderer, site: Site) -> None:
    assert show(renderer, address(site, "/many")).body.count(b"data-fetched-from") == 20
    odd = show(renderer, address(site, "/odd"))
    assert (odd.error, odd.body.count(b"data-fetched-from")) == (None, 0)


def test_what_a_page_does_to_its_own_built_ins_changes_nothing(renderer: Renderer, site: Site) -> None:
    rendered = show(renderer, address(site, "/forged"))
    assert rendered.error is None
    assert b"forged" in rendered.body
    assert rendered.body.startswith(b"<!DOCTYPE html><html>")


def test_pages_know_nothing_of_each_other(renderer: Renderer, site: Site) -> None:
    for rendered in shown(renderer, *[address(site, "/cookie")] * 3):
        assert b'id="x">again' in rendered.body
        assert b"againagain" not in rendered.body


def test_a_page_that_never_stands_still_is_taken_as_it_is(renderer: Renderer, site: Site) -> None:
    for path in ("/clock", "/grows-slowly"):
        rendered = show(renderer, address(site, path))
        assert (rendered.error, rendered.cut) == (None, None)
        assert rendered.body


@pytest.mark.parametrize(
    "path",
    ["/alerts", "/before-unload", "/downloads", "/popups", "/form-popup", "/data", "/file-address", "/frames", "/deep"],
)
def test_a_page_gets_nothing_by_what_it_tries(renderer: Renderer, site: Site, path: str) -> None:
    before = len(site.requests)
    rendered = show(renderer, address(site, path), 3 if path == "/frames" else 10)
    assert (rendered.error, rendered.final_url) == (None, address(site, path))
    assert b"<title>t</title>" in rendered.body or path == "/deep"
    # On a slow machine a download is asked for before the browser refuses to take it; nothing of it is kept.
    tried = {"/opened", "/posted"} | (set() if path == "/downloads" else {"/file"})
    assert [each.path for each in site.requests[before:] if each.path in tried] == []


@pytest.mark.parametrize("path", ["/leaves", "/leaves-late", "/refreshes"])
def test_a_script_that_leads_to_another_page_of_the_site_is_told_not_followed(
    renderer: Renderer, site: Site, path: str
) -> None:
    rendered = show(renderer, address(site, path))
    assert (rendered.final_url, rendered.body, rendered.error) == (address(site, "/shop"), b"", None)


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/never-ending", "timeout: the document had not come whole"),
        ("/hanging-script", "timeout: the page still waits for http"),
        ("/hanging-fetch", "timeout: the page still waits for http"),
        ("/alerts-forever", "timeout: "),
        ("/spins", "timeout: "),
        ("/spins-late", "timeout: the page's scripts never rest"),
        ("/leaves-the-site", "left: a script leads to http://shop.example/"),
        ("/reloads", "left: the page loads itself again"),
        ("/form", "left: the page sends a form to http"),
        ("/blob", "left: a script leads to blob:"),
        ("/blank", "left: a script leads to about:blank"),
        ("/back", "left: a script leads to about:blank"),
        ("/redirects", "unreachable: ERR_TOO_MANY_REDIRECTS"),
        ("/pdf", "not_html: answered 200 with application/pdf"),
        ("/file", "download: answered 200 with a file to keep"),
        ("/long", "too_large: a document of 2100"),
        ("/endless", "too_large: over 4000000 bytes before the document had come whole"),
    ],
)
def test_a_hostile_page_is_one_named_error(renderer: Renderer, site: Site, path: str, error: str) -> None:
    rendered = show(renderer, address(site, path), 2.5)
    assert (rendered.error or "")[: len(error)] == error
    assert rendered.body == b""


@pytest.mark.parametrize("path", ["/heap", "/buffers"])
def test_a_page_that_takes_memory_without_end_is_stopped(renderer: Renderer, site: Site, path: str) -> None:
    assert show(renderer, address(site, path), 50).error == "memory: the page took over 300 MB"


@pytest.mark.parametrize("path", ["/grows", "/writes"])
def test_a_document_that_grows_without_end_is_stopped_by_time_or_memory(
    renderer: Renderer, site: Site, path: str
) -> None:
    assert (show(renderer, address(site, path), 2.5).error or "").split(":")[0] in ("timeout", "memory", "crashed")


@pytest.mark.parametrize(("path", "cut"), [("/asks", "requests"), ("/loads", "bytes")])
def test_a_page_that_asks_too_much_is_taken_as_it_is_then(renderer: Renderer, site: Site, path: str, cut: str) -> None:
    rendered = show(renderer, address(site, path))
    assert (rendered.error, rendered.cut) == (None, cut)
    assert rendered.bytes < 6_000_000


def test_after_all_of_them_an_honest_page_is_rendered_by_the_same_service(renderer: Renderer, site: Site) -> None:
    hostile = [address(site, path) for path in ("/spins", "/heap", "/alerts-forever", "/popups")]
    *_, honest = shown(renderer, *hostile, address(site, "/shop"), timeout_s=5)
    assert (honest.error, b"Bohrer" in honest.body) == (None, True)


def test_what_is_no_web_address_is_not_opened(renderer: Renderer) -> None:
    for url in ("file:///etc/passwd", "data:text/html,<p>a", "chrome://version", "about:blank", "javascript:1"):
        assert show(renderer, url).error == "unreachable: not an http(s) address"
