"""``demo``: the embedded demo market, visited on simulated days with the real command."""

import shutil
import signal
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from crawler.errors import StorageError, UsageError
from rivals.demo.market import Market
from rivals.demo.server import Sites, serve
from rivals.demo.shop import start_of
from rivals.demo.truth import to_lines
from rivals.options import TIME_FORMAT, Options
from rivals.pipeline import run

PORTS = (8701, 8702, 8703, 8704, 8705, 8706)
"""Those of the shipped config/competitors.yaml, so that ``rivals run`` finds the market while it is served."""

_PRODUCTS = 150


def show(options: Options) -> int:
    """Visit the demo market on some days, from nothing, and say where the reports are; or print its truth."""
    try:
        market = Market(products=options.products or _PRODUCTS)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if options.truth:
        sys.stdout.write(to_lines([*market.truth(options.truth), *market.changes(options.truth)]))
        return 0
    with ExitStack() as stack:
        sites = _serve(market, stack)
        status = _visit(sites, options)
        if options.serve:
            print(f"serving day {sites.day} of the market until interrupted: {', '.join(sites.addresses.values())}")
            signal.pause()
    return status


def _serve(market: Market, stack: ExitStack) -> Sites:
    """Serve on the usual ports, or on free ones where those are taken."""
    try:
        return stack.enter_context(serve(market, PORTS))
    except OSError:
        return stack.enter_context(serve(market))


def _visit(sites: Sites, options: Options) -> int:
    folder = options.db.parent
    config, db, reports = folder / "demo.yaml", folder / "demo.db", options.reports / "demo"
    _forget(db, reports)
    config.write_text(sites.config_text(), encoding="utf-8")
    status = 0
    for day in range(1, options.days + 1):
        sites.day = day
        now = start_of(day).strftime(TIME_FORMAT)
        if not options.quiet:
            print(f"day {day}, {now}", file=sys.stderr)
        status = run(replace(options, now=now, names=(), config=config, db=db, reports=reports))
    print(f"open {reports / 'latest' / 'index.html'}")
    return status


def _forget(db: Path, reports: Path) -> None:
    """Begin from nothing: an earlier demo's past would be another market's."""
    try:
        db.parent.mkdir(parents=True, exist_ok=True)
        for path in (db, db.with_name(f"{db.name}-wal"), db.with_name(f"{db.name}-shm")):
            path.unlink(missing_ok=True)
        if reports.exists():
            shutil.rmtree(reports)
    except OSError as error:
        fault = f"{error.filename or db}: cannot be removed or made ({error.strerror})"
        raise StorageError(f"{fault}; choose other places with --db and --reports") from error
