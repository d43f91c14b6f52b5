"""``read``: print what would be read from one page, as JSON lines; stores nothing."""

import json
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from crawler.batch import Ask, Batch, Job, VisitJob
from crawler.configuration.reading import known_sources, load_config
from crawler.errors import ReadError, StorageError, UsageError
from crawler.fold.fold import merge_one
from crawler.parsing.address import parse_address
from crawler.parsing.site import parse_site
from crawler.pool import Pool, ReadItem
from crawler.records.kinds import Record, told_kind
from crawler.records.lines import load_reading, to_kept
from crawler.store.authors import random_salt, salt_of, without_authors
from crawler.store.captures import headers_of
from crawler.store.connections import read_store
from crawler.workers import run_in_children
from rivals.options import Options

_UNKNOWN = "https://saved.invalid/"
"""Address of a saved page that came without one (RFC 6761: the name never resolves)."""


def print_reading(options: Options) -> int:
    """Print the records of a saved page or of an address, one JSON line each, their witnesses merged."""
    source = options.source or "site"
    if source not in known_sources():
        raise UsageError(f"no source {source!r}; there are {', '.join(sorted(known_sources()))}")
    item = _ask(options, source) if options.page.startswith(("http://", "https://")) else _open(options, source)
    with Pool(processes=1) as pool:
        [result] = pool.read_all([item])
    if result.lines is None:
        raise ReadError(result.error or "unread", f"{item.url}: {result.detail or ''}")
    reading = load_reading(without_authors(result.lines, _salt(options.db)))
    for record in merge_one(item.url, reading):
        print(json.dumps(_line(record, source), ensure_ascii=False))
    if not reading.words and not options.quiet:
        looked_for = ", ".join(reading.about.looked_for) or "nothing"
        print(
            f"{item.url}: no records; the page was taken for {reading.about.type}, looked for: {looked_for}",
            file=sys.stderr,
        )
    return 0


def _salt(db: Path) -> bytes:
    """Return what authors' names are hashed with: the store's salt, so that the lines fit its own, if there is one."""
    if db.exists():
        with suppress(StorageError), read_store(db) as store:
            return salt_of(store)
    return random_salt()


def _open(options: Options, source: str) -> ReadItem:
    """Take a saved page from a file or from standard input."""
    url = parse_address(options.url or _UNKNOWN)
    if url is None:
        raise UsageError(f"{options.url!r} is no address; write it as https://shop.example/page")
    try:
        body = sys.stdin.buffer.read() if options.page == "-" else Path(options.page).read_bytes()
    except OSError as error:
        raise UsageError(f"{options.page}: {error.strerror}; give a file, - or an address") from error
    return ReadItem(capture=1, source=source, url=url, final_url=url, status=200, headers={}, body=body)


def _ask(options: Options, source: str) -> ReadItem:
    """Ask for an address as a visit would: robots.txt, egress guard, limits and all."""
    config = load_config(options.config)
    url = parse_address(options.page)
    if url is None:
        raise UsageError(f"{options.page!r} is no address; write it as https://shop.example/page")
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
                headers = headers_of(capture.headers)
                return ReadItem(
                    capture=1,
                    source=source,
                    url=capture.url,
                    final_url=capture.final_url,
                    status=capture.status or 200,
                    headers=headers,
                    body=capture.body,
                )
            if capture.outcome != "moved":
                raise ReadError(capture.outcome, f"{capture.url}: {capture.error or capture.status or ''}")
    raise ReadError("error", f"{url}: no answer")


def _line(record: Record, source: str) -> dict[str, Any]:
    """Return a record's line; of an unclear price its candidates, else no such field."""
    values = {name: value for name, value in to_kept(record).items() if value or not name.endswith("_candidates")}
    return {"schema": 1, "kind": told_kind(record), "competitor": None, "source": source} | values
