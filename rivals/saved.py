"""What ``read`` is given: saved pages, standard input, addresses, lists of them → items to read."""

import json
import re
import sys
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

from crawler.batch import Ask, Batch, Job, VisitJob
from crawler.configuration.reading import load_config
from crawler.errors import ReadError, UsageError
from crawler.parsing.address import parse_address
from crawler.parsing.site import parse_site
from crawler.pool import ReadItem
from crawler.store.captures import headers_of
from crawler.workers import run_in_children
from rivals.options import Options

UNKNOWN = "https://saved.invalid/"
"""Address of a saved page that came without one and names none (RFC 6761: the name never resolves)."""

_MOST_BYTES = 50_000_000
_LOOKED_AT_BYTES = 200_000
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(https?://[^\s>]{1,2000})")
_CANONICAL = re.compile(
    rb"""<link\b(?=[^<>]{0,500}\brel\s*=\s*["']?canonical\b)[^<>]{0,500}?\bhref\s*=\s*["']?(https?://[^\s"'<>]{1,2000})""",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Given:
    """One page to read."""

    page: str
    """A file, - for standard input, or an address."""
    url: str | None
    """The address that a saved page came from; None: not said."""


def given_pages(options: Options) -> list[Given]:
    """Return what the command line names: pages with ``--url`` each, and those of ``--list``.

    Raises UsageError when pages and addresses do not fit together or the list is none.
    """
    pages, urls = options.pages, options.urls
    if len(urls) not in (0, len(pages)):
        raise UsageError(f"{len(pages)} pages and {len(urls)} addresses; give --url once for each page, in their order")
    given = [Given(page=page, url=url) for page, url in zip(pages, urls or (None,) * len(pages), strict=True)]
    if options.list is not None:
        given += _listed(options.list)
    if not given:
        raise UsageError("no page; give a file, - for standard input, an address, or --list FILE")
    return given


def _listed(path: Path) -> list[Given]:
    """Read ``{"file": …, "url": …}`` lines; files are relative to the list."""
    given = []
    for number, line in enumerate(_bytes_of(path).decode("utf-8", "replace").splitlines(), 1):
        try:
            one = json.loads(line) if line.strip() else {}
            url = one.get("url")
            if one:
                given.append(Given(page=str(path.parent / str(one["file"])), url=str(url) if url else None))
        except (ValueError, KeyError, AttributeError):
            raise UsageError(f'{path}:{number}: no page; write each line as {{"file": …, "url": …}}') from None
    return given


def open_item(number: int, given: Given, options: Options, source: str) -> ReadItem:
    """Return the page as an item whose ``capture`` is its number.

    Raises UsageError when there is no such file or address, ReadError when the address gives no page.
    """
    if given.page.startswith(("http://", "https://")):
        return _asked(number, given.page, options, source)
    if given.url and parse_address(given.url) is None:
        raise UsageError(f"{given.url!r} is no address; write it as https://shop.example/page")
    body = sys.stdin.buffer.read(_MOST_BYTES) if given.page == "-" else _bytes_of(Path(given.page))
    url = (parse_address(given.url) if given.url else _own_address(body)) or UNKNOWN
    return ReadItem(capture=number, source=source, url=url, final_url=url, status=200, headers={}, body=body)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; give a file, - or an address") from error


def _own_address(body: bytes) -> str | None:
    """Return the address that a saved page says it came from: as browsers note it, else its canonical one."""
    if body.startswith(b"\x1f\x8b"):
        try:
            body = zlib.decompressobj(wbits=31).decompress(body, _LOOKED_AT_BYTES)
        except zlib.error:
            return None
    found = _SAVED_FROM.search(body[:2000]) or _CANONICAL.search(body[:_LOOKED_AT_BYTES])
    return parse_address(found[1].decode("utf-8", "replace")) if found else None


def _asked(number: int, page: str, options: Options, source: str) -> ReadItem:
    """Ask for an address as a visit would: robots.txt, egress guard, limits and all."""
    config = load_config(options.config)
    url = parse_address(page)
    if url is None:
        raise UsageError(f"{page!r} is no address; write it as https://shop.example/page")
    visit = VisitJob(visit=1, source="feed", address=url, asks=(Ask(url=url, why="seed"),), pages=10)
    job = Job(
        name=parse_site(url) or url,
        visits=(visit,),
        user_agent=config.user_agent,
        allow_private=config.allow_private,
        started_at=options.now,
        started_monotonic_s=time.monotonic(),
    )
    for message in run_in_children([job], processes=1):
        for capture in message.captures if isinstance(message, Batch) else ():
            if capture.outcome == "ok":
                return ReadItem(
                    capture=number,
                    source=source,
                    url=capture.url,
                    final_url=capture.final_url,
                    status=capture.status or 200,
                    headers=headers_of(capture.headers),
                    body=capture.body,
                )
            if capture.outcome != "moved":
                raise ReadError(capture.outcome, f"{capture.url}: {capture.error or capture.status or ''}")
    raise ReadError("error", f"{url}: no answer")
