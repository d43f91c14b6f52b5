"""``read``: print what would be read from pages, as JSON lines; stores nothing."""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.configuration.reading import known_sources
from crawler.errors import ReadError, StorageError, UsageError
from crawler.explain import load_explained, read_explained
from crawler.fold.fold import merge_versions
from crawler.fold.unit import Version
from crawler.pool import Pool, ReadItem, ReadResult, read_item
from crawler.records.kinds import told_kind
from crawler.records.lines import load_reading, to_kept
from crawler.records.reading import Reading
from crawler.store.authors import random_salt, salt_of, without_authors
from crawler.store.connections import read_store
from rivals.cli import NOTHING, SOME_FAILED
from rivals.explained import explanation, print_explanation
from rivals.options import Options
from rivals.progress import Progress
from rivals.saved import Given, given_pages, open_item


def print_reading(options: Options) -> int:
    """Print the records of saved pages or addresses, one JSON line each, their witnesses merged.

    Of several pages, in the order given, each line says the file it is of; one that cannot be read is named on standard
    error and the others go on.
    """
    source = options.source or "site"
    if source not in known_sources():
        raise UsageError(f"no source {source!r}; there are {', '.join(sorted(known_sources()))}")
    queue = _Queue(given_pages(options), options, source)
    salt = _salt(options.db)
    read = read_explained if options.explain else read_item
    with Pool(processes=min(options.jobs, len(queue.given)), read=read) as pool, _progress(options, queue) as progress:
        for result in _in_order(pool.read_all(queue.items()), queue):
            progress.step("pages", total=len(queue.given))
            item = queue.opened.pop(result.capture)
            if result.lines is None:
                queue.fail(result.capture, ReadError(result.error or "unread", f"{item.url}: {result.detail or ''}"))
            else:
                _print(result, item, queue, salt)
    if not queue.failed:
        return 0
    return NOTHING if len(queue.failed) == len(queue.given) else SOME_FAILED


@dataclass
class _Queue:
    """The pages to read, opened one by one as a process is free for each."""

    given: list[Given]
    options: Options
    source: str
    opened: dict[int, ReadItem] = field(default_factory=dict)
    failed: set[int] = field(default_factory=set)

    def items(self) -> Iterator[ReadItem]:
        """Yield the pages that can be opened."""
        for number, given in enumerate(self.given):
            try:
                item = open_item(number, given, self.options, self.source)
            except (UsageError, ReadError) as error:
                self.fail(number, error)
            else:
                self.opened[number] = item
                yield item

    def fail(self, number: int, error: UsageError | ReadError) -> None:
        """Name a page that could not be read; the only one ends the command."""
        if len(self.given) == 1:
            raise error
        self.failed.add(number)
        print(f"rivals: {self.given[number].page}: {error}", file=sys.stderr)


def _in_order(results: Iterator[ReadResult], queue: _Queue) -> Iterator[ReadResult]:
    """Yield the results in the order of their pages."""
    waiting: dict[int, ReadResult] = {}
    turn = 0
    for result in results:
        waiting[result.capture] = result
        while turn in queue.failed or turn in waiting:
            if turn in waiting:
                yield waiting.pop(turn)
            turn += 1
    for number in sorted(waiting):
        yield waiting[number]


def _print(result: ReadResult, item: ReadItem, queue: _Queue, salt: bytes) -> None:
    options = queue.options
    explained = load_explained(result.lines or "") if options.explain else None
    reading = load_reading(without_authors(explained.lines if explained else result.lines or "", salt))
    many = {"file": queue.given[result.capture].page} if len(queue.given) > 1 else {}
    versions = merge_versions(item.url, reading)
    for version in versions:
        line = many | _line(version, item.source) | {"page_type": reading.about.type}
        if explained is None:
            print(json.dumps(line, ensure_ascii=False))
        elif options.json:
            print(json.dumps(line | {"explain": explanation(version, reading, explained)}, ensure_ascii=False))
        else:
            print_explanation(line, explanation(version, reading, explained))
    if not versions and not options.quiet:
        _say_nothing(item, reading)


def _line(version: Version, source: str) -> dict[str, Any]:
    """Return a record's line with each field's witness; of an unclear price its candidates, else no such field."""
    values = to_kept(version.record).items()
    return {
        "schema": 1,
        "kind": told_kind(version.record),
        "competitor": None,
        "source": source,
        **{name: value for name, value in values if value or not name.endswith("_candidates")},
        "witnesses": dict(version.witnesses),
    }


def _say_nothing(item: ReadItem, reading: Reading) -> None:
    looked_for = ", ".join(reading.about.looked_for) or "nothing"
    print(
        f"{item.url}: no records; the page was taken for {reading.about.type}, looked for: {looked_for}",
        file=sys.stderr,
    )


def _progress(options: Options, queue: _Queue) -> Progress:
    return Progress(quiet=options.quiet or len(queue.given) == 1 or sys.stdout.isatty())


def _salt(db: Path) -> bytes:
    """Return what authors' names are hashed with: the store's salt, so that the lines fit its own, if there is one."""
    if db.exists():
        with suppress(StorageError), read_store(db) as store:
            return salt_of(store)
    return random_salt()
