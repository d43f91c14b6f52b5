"""The browser's processes: missing, hanging, killed, too large, worn; whatever happens, nothing is left behind."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.rendering.client import Client
from crawler.rendering.limits import RenderLimits
from crawler.rendering.processes import below
from crawler.rendering.rendered import Rendered
from tests.loopback import Reply, Request, Site, serving
from tests.rendering import QUICK, browser_pids, html, is_running, rendering, script, show, shown, wait_until

HOG = "const a = []; setInterval(() => { for (let n = 0; n < 20; n++) a.push(new Uint8Array(1e6).fill(7)) }, 1)"
SLOW = """
let n = 0;
const timer = setInterval(() => { x.textContent = ++n < 30 ? n : 'whole'; n < 30 || clearInterval(timer) }, 50);
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving({"/": html("<b>whole</b>"), "/hangs": Reply(b"//", hangs=True)}) as (served,):
        yield served


def in_thread(ask: Callable[[], Rendered]) -> tuple[threading.Thread, list[Rendered]]:
    got: list[Rendered] = []
    thread = threading.Thread(target=lambda: got.append(ask()))
    thread.start()
    return thread, got


def program(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


# None, or one that does not start.


def test_without_a_browser_there_is_no_address_but_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", "/nowhere/chromium")
    with rendering() as renderer:
        assert (renderer.address, renderer.pid) == (None, None)
        assert renderer.reason == "CHROMIUM_PATH is /nowhere/chromium, and there is no such program"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("sleep 600", "it did not start within 3 s"),
        ("exit 3", "it cannot start: BrowserType.launch: "),
    ],
)
def test_a_browser_that_does_not_start_is_tried_three_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, reason: str
) -> None:
    started = tmp_path / "started"
    monkeypatch.setenv("CHROMIUM_PATH", program(tmp_path / "chromium", f"echo $$ >>{started}\n{text}"))
    with rendering(limits=replace(QUICK, start_s=3.0 if "sleep" in text else 30.0)) as renderer:
        errors = [show(renderer, "http://127.0.0.1:9/").error or "" for _ in range(5)]
    assert errors[0].startswith(f"unavailable: there is no browser, {reason}")
    assert errors[3].startswith("unavailable: 3 browsers in a row ended, the last: unavailable: there is no browser")
    pids = [int(line) for line in started.read_text().split()]
    assert len(pids) <= 3
    assert wait_until(lambda: not any(map(is_running, pids)))


def test_nothing_is_started_for_nothing(chromium: str) -> None:  # noqa: ARG001
    with rendering() as renderer:
        assert renderer.pid
        assert below(renderer.pid) == []
        folder = Path(renderer.address or "").parent
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()
    assert not is_running(renderer.pid)


def test_the_parent_loads_nothing_dear() -> None:
    code = "import sys, crawler.rendering.supervisor, crawler.rendering.client; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not {"playwright", "orjson", "tldextract", "scrapy", "crawler.rendering.tab"} & loaded


# Killed in the middle.


def test_a_page_whose_browser_is_killed_is_tried_once_more(site: Site, chromium: str) -> None:  # noqa: ARG001
    def once(_: Request) -> Reply:
        return Reply(b"//", hangs=sum(each.path == "/once" for each in site.requests) < 2)

    site.routes |= {"/once": once, "/page": html("<script src=/once></script><b>whole</b>")}
    with rendering(site) as renderer:
        thread, got = in_thread(lambda: show(renderer, site.url + "page"))
        assert wait_until(lambda: any(each.path == "/once" for each in site.requests))
        first, *_ = browser_pids(renderer)
        os.kill(first, signal.SIGKILL)
        thread.join()
        assert (got[0].error, b"whole" in got[0].body) == (None, True)
        assert browser_pids(renderer)[0] != first


def test_a_page_whose_browser_is_killed_again_is_given_up_and_the_next_one_rendered(site: Site, chromium: str) -> None:  # noqa: ARG001
    site.routes["/page"] = html("<script src=/hangs></script>")
    with rendering(site) as renderer:
        thread, got = in_thread(lambda: show(renderer, site.url + "page"))
        for times in (1, 2):
            assert wait_until(lambda: sum(each.path == "/hangs" for each in site.requests) == times)  # noqa: B023
            os.kill(browser_pids(renderer)[0], signal.SIGKILL)
        thread.join()
        assert got[0].error == "crashed: the browser ended"
        assert show(renderer, site.url).error is None


def test_a_driver_that_is_killed_is_replaced(site: Site, chromium: str) -> None:  # noqa: ARG001
    with rendering(site) as renderer:
        assert show(renderer, site.url).error is None
        assert renderer.pid
        os.kill(below(renderer.pid)[0].pid, signal.SIGKILL)
        assert show(renderer, site.url).error is None


def test_a_browser_that_does_not_answer_is_replaced(site: Site, chromium: str) -> None:  # noqa: ARG001
    with rendering(site, limits=replace(QUICK, answer_s=1.5)) as renderer:
        assert show(renderer, site.url).error is None
        first, *_ = stopped = browser_pids(renderer)
        os.kill(first, signal.SIGSTOP)
        assert show(renderer, site.url).error is None
        assert browser_pids(renderer)[0] != first
        assert wait_until(lambda: not any(map(is_running, stopped)))


def test_a_browser_is_replaced_after_so_many_pages(site: Site, chromium: str) -> None:  # noqa: ARG001
    with rendering(site, limits=replace(QUICK, pages_per_browser=2)) as renderer:
        used = []
        for _ in range(3):
            assert {each.error for each in shown(renderer, site.url, site.url)} == {None}
            used.append(browser_pids(renderer)[0])
        assert len(set(used)) == 3
        assert [pid for pid in used[:2] if is_running(pid)] == []


# Too large.


def test_the_page_that_takes_the_browsers_memory_is_named_and_the_others_are_rendered(
    site: Site,
    chromium: str,  # noqa: ARG001
) -> None:
    site.routes |= {
        "/hog": html(f"<script>{HOG}</script><script src=/hangs></script>"),
        "/slow": script(SLOW),
    }
    limits = replace(QUICK, renderer_bytes=9_000_000_000, browser_bytes=1_300_000_000, restless_s=5.0, page_s=20.0)
    with rendering(site, limits=limits) as renderer:
        hog, slow = shown(renderer, site.url + "hog", site.url + "slow", timeout_s=20)
        assert hog.error == "memory: the browser took over 1300 MB"
        assert (slow.error, b"whole" in slow.body) == (None, True)


def test_pages_that_take_too_much_memory_do_not_make_the_service_give_up(site: Site, chromium: str) -> None:  # noqa: ARG001
    site.routes["/hog"] = html(f"<script>{HOG}</script><script src=/hangs></script>")
    limits = replace(QUICK, renderer_bytes=9_000_000_000, browser_bytes=1_000_000_000, restarts=1)
    with rendering(site, limits=limits) as renderer:
        for _ in range(2):
            assert (show(renderer, site.url + "hog").error or "").startswith("memory: ")
        assert show(renderer, site.url).error is None


# Whoever asks.


def test_a_caller_that_goes_away_takes_its_page_out_of_the_browser(site: Site, chromium: str) -> None:  # noqa: ARG001
    site.routes["/page"] = html("<script src=/hangs></script>")
    with rendering(site, limits=replace(QUICK, pages_at_once=1)) as renderer:

        async def ask() -> None:
            page = asyncio.ensure_future(Client(renderer.address or "").render(site.url + "page", 60))
            while not any(each.path == "/hangs" for each in site.requests):
                await asyncio.sleep(0)
            page.cancel()

        asyncio.run(ask())
        assert show(renderer, site.url).error is None


def test_pages_wait_for_their_turn_without_losing_their_time(site: Site, chromium: str) -> None:  # noqa: ARG001
    site.routes["/page"] = html("<script src=/hangs></script>")
    with rendering(site, limits=replace(QUICK, pages_at_once=1)) as renderer:
        urls = [*[site.url + "page"] * 2, site.url]
        *slow, last = shown(renderer, *urls, timeout_s=1.5)
    assert {(each.error or "")[:8] for each in slow} == {"timeout:"}
    assert last.error is None


@pytest.mark.parametrize(
    "words", [b"", b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 99, b"\0\0\0\x02\0\0\0\0{}", b"\0\0\0\x02\0\0\0\0[]"]
)
def test_what_is_no_question_is_not_answered(words: bytes, site: Site, chromium: str) -> None:  # noqa: ARG001
    with rendering(site) as renderer, socket.socket(socket.AF_UNIX) as asking:
        asking.connect(renderer.address or "")
        asking.sendall(words)
        asking.shutdown(socket.SHUT_WR)
        assert asking.recv(1) == b""


def test_a_service_that_was_killed_is_an_error_of_each_page_and_leaves_nothing(site: Site, chromium: str) -> None:  # noqa: ARG001
    with rendering(site) as renderer:
        assert show(renderer, site.url).error is None
        assert renderer.pid
        pids = [renderer.pid, *(process.pid for process in below(renderer.pid))]
        os.kill(renderer.pid, signal.SIGKILL)
        assert (show(renderer, site.url).error or "").startswith("unavailable: the render service does not answer")
        assert wait_until(lambda: not any(map(is_running, pids)))


def test_at_the_end_nothing_is_left_even_of_a_browser_that_hangs(site: Site, chromium: str) -> None:  # noqa: ARG001
    with rendering(site) as renderer:
        show(renderer, site.url)
        pids = browser_pids(renderer)
        os.kill(pids[0], signal.SIGSTOP)
    assert wait_until(lambda: not any(map(is_running, pids)))


PARENT = """
import sys
from crawler.rendering.processes import below
from crawler.rendering.supervisor import start_renderer
from tests.rendering import show

if __name__ == "__main__":
    with start_renderer(user_agent="rivals", allow_private=frozenset([sys.argv[1]])) as renderer:
        assert show(renderer, f"http://{sys.argv[1]}/").error is None
        print(renderer.address, renderer.pid, *(process.pid for process in below(renderer.pid)), flush=True)
        sys.stdin.read()
"""


@pytest.mark.parametrize("is_stopped", [False, True])
def test_nothing_outlives_a_parent_that_was_killed(is_stopped: bool, site: Site, chromium: str) -> None:  # noqa: ARG001
    command = [sys.executable, "-c", PARENT, site.key]
    parent = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert parent.stdin
    assert parent.stdout
    address, service, *pids = parent.stdout.readline().split()
    assert len(pids) > 3
    if is_stopped:  # neither the driver nor the browser can end by itself
        for pid in pids:
            os.kill(int(pid), signal.SIGSTOP)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdin.close()
    parent.stdout.close()
    assert wait_until(lambda: not any(is_running(int(pid)) for pid in (service, *pids)))
    assert wait_until(lambda: not Path(address).parent.exists())


def test_the_house_gives_the_browser_what_the_design_says() -> None:
    limits = RenderLimits()
    assert (limits.page_bytes, limits.requests, limits.browser_bytes) == (20_000_000, 300, 1_500_000_000)
