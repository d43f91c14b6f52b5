"""The pool of readers: one bad page is one named error, and every other page is read."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from crawler.pool import Pool, PoolLimits, ReadItem, ReadResult
from crawler.records.lines import load_reading
from tests.pool_readers import read_as_told

LIMITS = PoolLimits(cpu_s=1, wall_s=5, memory_bytes=200_000_000)
GOOD = b"<!doctype html><html lang=en><h1>Kettle</h1><p class=price>$12.50</p><button>Add to cart</button>"


def page(number: int, body: bytes, source: str = "site") -> ReadItem:
    url = f"https://shop.example/p/{number}"
    return ReadItem(capture=number, source=source, url=url, final_url=url, status=200, headers={}, body=body)


def told(*orders: str, processes: int = 2, limits: PoolLimits = LIMITS) -> dict[str, ReadResult]:
    """Return what came of each order, by order."""
    items = [page(number, order.encode()) for number, order in enumerate(orders)]
    with Pool(processes, limits, read_as_told) as pool:
        results = list(pool.read_all(items))
    assert sorted(result.capture for result in results) == list(range(len(orders)))
    return {orders[result.capture]: result for result in results}


def errors(results: dict[str, ReadResult]) -> dict[str, str | None]:
    return {order: result.error for order, result in results.items()}


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_pages_are_read_by_their_source() -> None:
    feed = b"<rss><channel><item><title>A</title><link>https://shop.example/a</link></item></channel></rss>"
    items = [page(1, GOOD), page(2, feed, "feed"), page(3, GOOD, "feed")]
    with Pool() as pool:
        results = {result.capture: result for result in pool.read_all(items)}
    assert [load_reading(results[number].lines or "").about.type for number in (1, 2)] == ["product", "feed"]
    assert (results[3].lines, results[3].error) == (None, "no_feed")


def test_real_pages_that_hang_the_parser_are_stopped_and_the_others_read() -> None:
    items = [page(0, b"<div>" * 400_000), *(page(number, GOOD) for number in range(1, 40))]
    with Pool(2, LIMITS) as pool:
        results = {result.capture: result for result in pool.read_all(items)}
    assert results.pop(0).error == "timeout"
    assert len(results) == 39
    assert {result.error for result in results.values()} == {None}


@pytest.mark.parametrize(
    ("order", "error"),
    [
        ("spin", "timeout"),
        ("spin-in-c", "timeout"),
        ("eat 1000000000", "memory"),
        ("eat-slowly", "memory"),
        ("recurse", "recursion"),
        ("crash", "crashed"),
        ("exit 3", "crashed"),
        ("raise nothing there", "LookupError"),
    ],
)
def test_one_bad_page_is_one_named_error(order: str, error: str) -> None:
    good = [f"ok {number}" for number in range(6)]
    assert errors(told(*good[:3], order, *good[3:])) == dict.fromkeys(good) | {order: error}


def test_a_page_that_only_waits_is_stopped_by_the_clock() -> None:
    results = told("ok 1", "sleep 60", "ok 2", limits=PoolLimits(wall_s=1.5))
    assert errors(results) == {"ok 1": None, "sleep 60": "timeout", "ok 2": None}
    assert results["sleep 60"].detail == "stopped after 1.5 s, twice"


def test_a_page_that_was_only_slow_once_is_read_in_the_end(tmp_path: object) -> None:
    results = told(f"sleep-once {tmp_path}/mark", "ok", limits=PoolLimits(wall_s=1))
    assert set(errors(results).values()) == {None}


def test_an_error_says_what_happened() -> None:
    results = told("raise the matter", "exit 3")
    assert results["raise the matter"].detail == "the matter"
    assert results["exit 3"].detail == "exit status 3"


def test_processes_are_replaced_after_so_many_pages() -> None:
    orders = [f"ok {number}" for number in range(9)]
    results = told(*orders, processes=1, limits=PoolLimits(pages_per_process=3))
    by_process: dict[str, int] = {}
    for result in results.values():
        process = (result.lines or "").split()[-1]
        by_process[process] = by_process.get(process, 0) + 1
    assert sorted(by_process.values()) == [3, 3, 3]


def test_a_process_that_has_grown_is_replaced() -> None:
    results = told("ok 1", "ok 2", processes=1, limits=PoolLimits(resident_bytes=1))
    assert len({(result.lines or "").split()[-1] for result in results.values()}) == 2


def test_no_more_pages_are_drawn_than_are_being_read() -> None:
    drawn: list[int] = []

    def draw() -> Iterator[ReadItem]:
        for number in range(20):
            drawn.append(number)
            yield page(number, b"ok")

    with Pool(2, LIMITS, read_as_told) as pool:
        for count, _ in enumerate(pool.read_all(draw()), start=1):
            assert len(drawn) <= count + 2


def process_of(result: ReadResult) -> int:
    return int((result.lines or "").split()[-1])


def test_nothing_is_started_for_nothing() -> None:
    with Pool() as pool:
        assert list(pool.read_all([])) == []
        assert pool.children == []


def test_processes_are_kept_from_one_reading_to_the_next_and_end_with_the_pool() -> None:
    with Pool(1, LIMITS, read_as_told) as pool:
        (first,), (second,) = (list(pool.read_all([page(number, b"ok")])) for number in (1, 2))
    assert process_of(first) == process_of(second)
    assert not is_running(process_of(first))


def test_what_a_caller_left_unread_is_not_told_to_the_next() -> None:
    with Pool(2, LIMITS, read_as_told) as pool:
        results = iter(pool.read_all(page(number, b"sleep 0.2") for number in range(100)))
        next(results)
        del results
        assert [result.capture for result in pool.read_all([page(777, b"ok")])] == [777]


PARENT = """
import sys
from crawler.pool import Pool, ReadItem
from tests.pool_readers import read_as_told

def pages():
    for number, body in enumerate((b"ok", b"ok", b"sleep 60", b"sleep 60")):
        yield ReadItem(capture=number, source="", url="", final_url="", status=200, headers={}, body=body)

if __name__ == "__main__":
    with Pool(2, read=read_as_told) as pool:
        for result in pool.read_all(pages()):
            print(result.lines.split()[-1], flush=True)
"""


def test_readers_end_with_their_parent_even_when_it_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    children = {int(parent.stdout.readline()), int(parent.stdout.readline())}
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while any(is_running(pid) for pid in children) and time.monotonic() < deadline:
        os.sched_yield()
    assert [pid for pid in children if is_running(pid)] == []


def test_processes_that_cannot_start_are_no_pages_fault() -> None:
    script = """
from crawler.pool import Pool, ReadItem

with Pool() as pool:
    item = ReadItem(capture=1, source="site", url="", final_url="", status=200, headers={}, body=b"")
    print(list(pool.read_all([item])))
"""
    done = subprocess.run(
        [sys.executable, "-"], input=script, capture_output=True, text=True, check=False
    )  # spawn needs a file
    assert "before it could read; nothing was changed" in done.stderr
    assert done.stdout == ""
