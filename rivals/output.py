"""``export`` and ``diff``: lines of the store, printed as JSON lines, CSV, text or a page."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any, TextIO

from crawler.configuration.reading import load_config
from crawler.errors import StorageError, UsageError
from crawler.store.captures import newest_capture_at
from crawler.store.connections import Connection, read_store
from crawler.store.export import EXPORTS, change_lines, export_lines
from crawler.store.health import MARKET
from dossier.cells import safe_cell
from dossier.changes import load_severities
from dossier.words import count
from rivals.options import Options, parse_instant

Line = dict[str, Any]


def print_export(options: Options) -> int:
    """Print the records of one kind."""
    if options.kind not in EXPORTS:
        raise UsageError(f"no kind {options.kind!r}; there are {', '.join(EXPORTS)}")
    zone = load_config(options.config).timezone if options.at else "UTC"
    at = parse_instant(options.at, zone, end=True) if options.at else None
    with read_store(options.db) as db:
        lines = export_lines(db, options.kind, at=at, history=options.history)
        if options.kind == "change":
            lines = _rated(db, lines)
        if options.format == "xlsx":
            _write_workbook(lines, options, newest_capture_at(db))
            return 0
        with _output(options) as out:
            _write(lines, options.format, out)
    return 0


def print_diff(options: Options) -> int:
    """Print what changed between two instants."""
    config = load_config(options.config)
    with read_store(options.db) as db:
        past = {row["competitor"] for row in db.execute("SELECT DISTINCT competitor FROM visit")}
        for name in options.names:
            if name not in past:
                config.competitor(name)
        assert options.since is not None
        since = parse_instant(options.since, config.timezone)
        until = parse_instant(options.until, config.timezone, end=True) if options.until else None
        lines = list(_rated(db, change_lines(db, since=since, until=until, competitors=options.names or None)))
    form = "json" if options.json else options.format
    if form == "html":
        from dossier.diff import render_diff

        sys.stdout.write(render_diff(lines, since=since, until=until, config=config))
    elif form == "text":
        _write_text(lines, quiet=options.quiet)
    else:
        _write(lines, form, sys.stdout)
    return 0


def _rated(db: Connection, lines: Iterable[Line]) -> Iterator[Line]:
    severities = load_severities(db)
    for line in lines:
        yield line | {"severity": severities[line["id"]]}


@contextmanager
def _output(options: Options) -> Iterator[TextIO]:
    if options.output is None:
        yield sys.stdout
        return
    try:
        with options.output.open("w", encoding="utf-8", newline="") as out:
            yield out
    except OSError as error:
        raise StorageError(f"{options.output}: {error.strerror or error}") from error


def _write(lines: Iterable[Line], form: str, out: TextIO) -> None:
    if form != "csv":
        for line in lines:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
        return
    table: Any = None
    for line in lines:
        if table is None:
            table = csv.DictWriter(out, fieldnames=list(line))
            table.writeheader()
        table.writerow({name: safe_cell(value) for name, value in line.items()})


def _write_workbook(lines: Iterable[Line], options: Options, newest: str | None) -> None:
    """Write one sheet: amounts as numbers, lists as text."""
    from dossier.exports.workbook import Column, Sheet, write_workbook

    if options.output is None:
        raise UsageError("an Excel workbook needs a file; give --output FILE")
    first, rest = next(iter_lines := iter(lines), {}), iter_lines
    columns = [Column(header=name, width=min(40, max(10, len(name) + 2))) for name in first]
    rows = ([_cell(name, line[name]) for name in first] for line in chain([first] if first else [], rest))
    try:
        write_workbook(
            options.output,
            [Sheet(name=options.kind, columns=columns, rows=rows)],
            datetime.fromisoformat(newest or options.now).replace(tzinfo=None),
        )
    except OSError as error:
        raise StorageError(f"{options.output}: {error.strerror or error}") from error


def _cell(name: str, value: Any) -> Any:
    if name in _AMOUNTS and isinstance(value, str):
        return Decimal(value)
    return " > ".join(map(str, value)) if isinstance(value, list) else value


_AMOUNTS = frozenset({"price", "list_price", "shipping", "rating", "best_rating"})
"""Fields whose decimal strings are numbers in a workbook."""


def _write_text(lines: list[Line], *, quiet: bool) -> None:
    for line in lines:
        name = line["name"] or line["url"]
        who = line["competitor"] or MARKET
        print(f"{who:12} {'●' * line['severity']:3} {name}: {_what(line)} · {_when(line)}")
        print(f"{'':16} {line['url']}  {line['id']}")
    if not quiet:
        print(count(len(lines), "change"), file=sys.stderr)


def _what(line: Line) -> str:
    if line["field"] is None:
        return f"{line['kind']} {line['new'] or line['old']}"
    field = line["kind"] if line["field"] == "value" else line["field"]
    return f"{field} {line['old'] or 'none'} → {line['new'] or 'none'}"


def _when(line: Line) -> str:
    return f"between {line['since']} and {line['at']}" if line["since"] else f"first seen {line['at']}"
