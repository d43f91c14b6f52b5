"""Where a browser is found, what a page may ask, what of its JSON is kept, and how a page goes over a socket."""

import asyncio
import json
from pathlib import Path

import pytest

from crawler.rendering import install
from crawler.rendering.client import Client
from crawler.rendering.fetched import as_scripts, may_tell
from crawler.rendering.find import find_chromium
from crawler.rendering.policy import refusal
from crawler.rendering.rendered import Rendered, pack, pack_rendered, unpack, unpack_rendered


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser; its PATH leads to ``bin``, Playwright's folder is ``browsers``."""
    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
    return tmp_path


def revision() -> str:
    import playwright

    listed = Path(playwright.__file__).parent / "driver" / "package" / "browsers.json"
    browsers = {each["name"]: each["revision"] for each in json.loads(listed.read_bytes())["browsers"]}
    return str(browsers["chromium-headless-shell"])


def test_a_browser_is_looked_for_in_this_order(nothing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_chromium() is None
    for name in ("google-chrome", "chromium", "chromium-headless-shell"):
        installed = program(nothing / "bin" / name)
        assert find_chromium() == installed
    folder = nothing / "browsers" / f"chromium_headless_shell-{revision()}"
    shell = program(folder / "chrome-headless-shell-linux64" / "chrome-headless-shell")
    assert find_chromium() == nothing / "bin" / "chromium-headless-shell", "it was not installed whole"
    (folder / "INSTALLATION_COMPLETE").touch()
    assert find_chromium() == shell
    mine = program(nothing / "mine")
    monkeypatch.setenv("CHROMIUM_PATH", str(mine))
    assert find_chromium() == mine


def test_a_path_that_leads_nowhere_means_no_browser(nothing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(nothing / "bin" / "chromium")
    monkeypatch.setenv("CHROMIUM_PATH", str(nothing / "gone"))
    assert find_chromium() is None


def test_playwrights_browser_of_another_revision_is_not_taken(nothing: Path) -> None:
    folder = nothing / "browsers" / "chromium_headless_shell-1"
    program(folder / "chrome-linux" / "headless_shell")
    (folder / "INSTALLATION_COMPLETE").touch()
    assert find_chromium() is None


def test_nothing_is_installed_where_there_is_a_browser(nothing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = program(nothing / "bin" / "chromium")
    assert install.main() == 0
    assert capsys.readouterr().out == f"pages that need a browser are shown by {found}\n"


def test_nothing_is_installed_against_a_path_that_was_set(
    nothing: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", str(nothing / "gone"))
    assert install.main() == 0
    assert capsys.readouterr().out == f"CHROMIUM_PATH is {nothing}/gone, and there is no such program\n"


PAGE = "https://www.shop.example/"


@pytest.mark.parametrize(
    ("kind", "method", "url", "refused"),
    [
        ("XHR", "GET", "https://api.other.example/", False),
        ("Fetch", "POST", "https://api.shop.example/search", False),
        ("Fetch", "POST", "https://api.other.example/search", True),
        ("XHR", "POST", "https://shop.example:8443/graphql", False),
        ("XHR", "PUT", "https://shop.example/", True),
        ("XHR", "DELETE", "https://shop.example/", True),
        ("Ping", "POST", "https://shop.example/beacon", True),
        ("CSPViolationReport", "POST", "https://shop.example/", True),
        ("Image", "GET", "https://shop.example/photo", True),
        ("Font", "GET", "https://shop.example/font", True),
        ("Media", "GET", "https://shop.example/film", True),
        ("Other", "GET", "https://shop.example/favicon.ico", True),
        ("Other", "GET", "https://shop.example/worker.js", False),
        ("Other", "POST", "https://shop.example/worker.js", True),
        ("EventSource", "GET", "https://shop.example/prices", False),
        ("XHR", "GET", "blob:https://shop.example/1", False),
    ],
)
def test_what_a_page_may_ask(kind: str, method: str, url: str, refused: bool) -> None:
    assert (refusal(kind, method, url, PAGE) is not None) == refused


@pytest.mark.parametrize(
    ("url", "status", "mime_type", "kept"),
    [
        ("https://www.shop.example/api/events?from=1", 200, "application/json", True),
        ("https://cdn.shop.example/products.json", 200, "application/ld+json", True),
        ("https://shop.example/api", 203, "text/json;charset=utf-8", True),
        ("https://shop.example/track/collection/drills", 200, "application/json", True),
        ("https://shop.example/api", 404, "application/json", False),
        ("https://shop.example/api", 200, "text/html", False),
        ("https://shop.example/api", 200, "application/jsonp", False),
        ("https://other.example/api", 200, "application/json", False),
        ("https://shop.example/api/telemetry", 200, "application/json", False),
        ("https://shop.example/" + "a" * 3000, 200, "application/json", False),
    ],
)
def test_which_json_may_hold_what_a_page_shows(url: str, status: int, mime_type: str, kept: bool) -> None:
    assert may_tell(url, status, mime_type, PAGE) == kept


def test_no_json_can_leave_its_block() -> None:
    body = b'{"a": "</script><script>alert(1)</script><!--"}'
    block = as_scripts([("https://shop.example/\"'<>", body)])
    assert block.count(b"<") == 2
    assert block.count(b">", 0, block.index(b"{")) == 1
    assert json.loads(block[block.index(b"{") : block.rindex(b"</script>")]) == {
        "a": "</script><script>alert(1)</script><!--"
    }


def sent(message: bytes, most_bytes: int = 1000) -> tuple[dict[str, object], bytes]:
    async def receive() -> tuple[dict[str, object], bytes]:
        reader = asyncio.StreamReader()
        reader.feed_data(message)
        reader.feed_eof()
        return await unpack(reader, most_bytes)

    return asyncio.run(receive())


def test_a_page_arrives_as_it_was_sent() -> None:
    page = Rendered(
        url="https://shop.example/ä",
        final_url="https://shop.example/b",
        status=200,
        headers=(("content-type", "text/html"),),
        body="Дрель\0".encode(),
        cut="time",
        denied=("127.0.0.1:1: no",),
        requests=3,
        bytes=7,
        seconds=1.5,
    )
    assert unpack_rendered(*sent(pack_rendered(page))) == page


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (b"", EOFError),
        (pack({"a": 1}, b"abc")[:-1], EOFError),
        (pack({"a": 1}, b"a" * 1001), ValueError),
        (b"\xff" * 8, ValueError),
        (b"\0\0\0\x02\0\0\0\0[]", ValueError),
    ],
)
def test_what_is_no_message_is_a_fault(message: bytes, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        sent(message)


def test_a_service_that_is_not_there_is_an_error_of_the_page(tmp_path: Path) -> None:
    rendered = asyncio.run(Client(str(tmp_path / "socket")).render("https://shop.example/"))
    assert (rendered.url, rendered.status, rendered.body) == ("https://shop.example/", None, b"")
    assert (rendered.error or "").startswith("unavailable: the render service does not answer")
