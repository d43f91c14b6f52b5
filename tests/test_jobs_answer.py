"""What an HTTP answer is worth, and how much of it is waiting in memory."""

import asyncio
import gzip
import zlib

import brotli  # type: ignore[import-untyped]
import pytest

from crawler.batch import Batch, Capture
from crawler.downloading.answer import decode, is_challenge, read_answer
from crawler.jobs import Outbox

TEXT = b"<p>" + bytes(range(256)) * 200


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT), "X-GZIP"),
        (gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]), "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (zlib.compress(TEXT)[2:-4], "deflate"),
        (brotli.compress(TEXT), "br"),
        (brotli.compress(gzip.compress(TEXT)), "gzip, br"),
        (TEXT, "identity"),
    ],
)
def test_bodies_are_unpacked_and_known_to_be_whole(body: bytes, encoding: str) -> None:
    assert decode(body, [encoding], 1_000_000) == (TEXT, True)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(gzip.compress(TEXT), "gzip"), (zlib.compress(TEXT), "deflate"), (brotli.compress(TEXT), "br")],
)
def test_a_packed_body_that_ends_early_is_not_whole(body: bytes, encoding: str) -> None:
    assert decode(body[:-20], [encoding], 1_000_000)[1] is False


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(gzip.compress(b"0" * 5_000_000), "gzip"), (brotli.compress(b"0" * 5_000_000), "br")],
)
def test_a_bomb_is_stopped_at_the_limit(body: bytes, encoding: str) -> None:
    with pytest.raises(OverflowError):
        decode(body, [encoding], 100_000)


@pytest.mark.parametrize(("body", "encoding"), [(b"plain", "gzip"), (b"plain", "br"), (b"plain", "compress")])
def test_a_body_that_cannot_be_unpacked_is_incomplete(body: bytes, encoding: str) -> None:
    answer = read_answer(
        200, {"content-encoding": [encoding]}, body, is_cut=False, asked_conditionally=False, most_bytes=1000
    )
    assert answer.outcome == "incomplete"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"<title>Just a moment...</title><script>window._cf_chl_opt = {}</script>", True),
        (b'<div id="px-captcha"></div>', True),
        (b'<script src="https://ct.captcha-delivery.com/c.js"></script>', True),
        (b"<title>Pardon Our Interruption</title>", True),
        (b'<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script><h1>Shoes</h1>', False),
        (b'<script src="/_Incapsula_Resource?SWJIYLWA=1"></script>', False),
        (b'<form id="contact"><div class="g-recaptcha"></div></form>', False),
        (b"<title>Are robots human? - Blog</title>", False),
        (b"<title>Just a moment...</title>" + b"<p>An article about waiting.</p>" * 4000, False),
    ],
)
def test_only_a_sure_challenge_is_one(page: bytes, expected: bool) -> None:
    assert is_challenge(page) is expected


def test_only_headers_that_matter_are_kept() -> None:
    headers = {"etag": ['"1"'], "set-cookie": ["a=b"], "content-type": ["text/html"], "x-robots-tag": ["n" * 5000]}
    answer = read_answer(200, headers, b"x", is_cut=False, asked_conditionally=False, most_bytes=1000)
    assert [name for name, _ in answer.headers] == ["content-type", "etag", "x-robots-tag"]
    assert len(answer.header("x-robots-tag") or "") == 2000


def test_the_crawl_waits_while_the_consumer_is_behind() -> None:
    async def crawl() -> None:
        outbox = Outbox()
        outbox.open()
        batches = outbox.batches()
        outbox.put(batch(20_000_000))
        await asyncio.wait_for(outbox.room(), 60)
        outbox.put(batch(20_000_000))
        waiting = asyncio.ensure_future(outbox.room())
        next(batches)
        await asyncio.sleep(0)
        assert not waiting.done()
        next(batches)  # to take the second is to be done with the first
        await asyncio.wait_for(waiting, 60)

    asyncio.run(crawl())


def batch(size: int) -> Batch:
    url = "https://shop.example/"
    capture = Capture(visit=1, number=1, url=url, at="", outcome="ok", final_url=url, body=b"x" * size)
    return Batch(job="shop.example", captures=(capture,))
