"""The command line: parse, call, print. What a command does is in ``pipeline`` and its neighbours."""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from crawler.errors import ConfigError, LockedError, RivalsError, StorageError

if TYPE_CHECKING:
    from rivals.options import Options

OK, USAGE, SOME_FAILED, NOTHING, LOCKED, STORAGE, INTERRUPTED = 0, 1, 3, 4, 5, 6, 130

STATUSES = """exit status:
  0  all fresh                        4  nothing could be refreshed
  1  usage or configuration           5  another run holds the lock
  3  some targets failed, they are    6  storage: full, damaged, newer or missing
     named                          130  interrupted, what was there is saved"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        options = _parser().parse_args(arguments)
        return _COMMANDS[options.command][0](_options(options))
    except ConfigError as error:
        print(error, file=sys.stderr)  # a line begins with file:line:column, as editors expect
        return USAGE
    except LockedError as error:
        return _fail(str(error), LOCKED)
    except StorageError as error:
        return _fail(str(error), STORAGE)
    except RivalsError as error:
        return _fail(str(error), USAGE)
    except KeyboardInterrupt:
        return _fail("interrupted; what was there is saved", INTERRUPTED)
    except BrokenPipeError:  # `rivals export … | head`: the reader has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _run(options: "Options") -> int:
    from rivals.pipeline import run

    return run(options)


def _crawl(options: "Options") -> int:
    from rivals.pipeline import crawl

    return crawl(options)


def _report(options: "Options") -> int:
    from rivals.pipeline import report

    return report(options)


def _diff(options: "Options") -> int:
    from rivals.output import print_diff

    return print_diff(options)


def _read(options: "Options") -> int:
    from rivals.read import print_reading

    return print_reading(options)


def _export(options: "Options") -> int:
    from rivals.output import print_export

    return print_export(options)


def _replay(options: "Options") -> int:
    from rivals.replay import replay

    return replay(options)


def _check(options: "Options") -> int:
    from rivals.health import print_health

    return print_health(options)


def _add(options: "Options") -> int:
    from rivals.add import add

    return add(options)


def _schedule(options: "Options") -> int:
    from rivals.schedule import print_schedule

    return print_schedule(options)


def _demo(options: "Options") -> int:
    from rivals.showcase import show

    return show(options)


_COMMANDS: dict[str, tuple[Callable[["Options"], int], str]] = {
    "add": (_add, "look at a site, find its name, feeds, profiles and platform, and append it to the configuration"),
    "run": (_run, "the cron's command: crawl what is due, record changes, rebuild reports"),
    "crawl": (_crawl, "the first half of run: crawl what is due and record changes"),
    "report": (_report, "the second half of run: rebuild the reports from the store"),
    "diff": (_diff, "what changed between two dates"),
    "read": (_read, "print what would be read from pages, as JSON lines; stores nothing"),
    "export": (_export, "print records: what holds now, what held then, or their whole history"),
    "replay": (_replay, "read stored captures again with today's readers, and say what that changes"),
    "check": (_check, "the health of every source; the exit status says whether the data can be trusted"),
    "schedule": (_schedule, "print the crontab line, or the systemd units, that run rivals by themselves"),
    "demo": (_demo, "the embedded demo market: three simulated days in a minute"),
}
"""Every command with its function and its line of help, in the order of the help."""


_KINDS_HELP = (
    "offer, plan, article, popularity, review, rating, ad, finding (or one sort of it: headline, tagline, promise, "
    "technology, profile), product or change"
)


class _Parser(argparse.ArgumentParser):
    """argparse with our exit status for wrong usage."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}; see {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    parser = _Parser(
        prog="rivals", description="Watch competitors, keep a dossier on each.", epilog=STATUSES, formatter_class=plain
    )
    commands = parser.add_subparsers(dest="command", metavar="command", required=True, parser_class=_Parser)
    common = _common()
    add = {
        name: commands.add_parser(
            name, parents=[common], help=line, description=line, epilog=STATUSES, formatter_class=plain
        )
        for name, (_, line) in _COMMANDS.items()
    }
    add["add"].add_argument("page", metavar="URL", help="the site's address")
    add["add"].add_argument("--dry-run", action="store_true", help="print the entry, change nothing")
    add["schedule"].add_argument("--systemd", action="store_true", help="units for systemd instead of a crontab line")
    for name in ("run", "crawl"):
        add[name].add_argument("names", nargs="*", metavar="NAME", help="competitors to visit; all when none is named")
    add["diff"].add_argument("names", nargs="*", metavar="NAME", help="competitors to show; all when none is named")
    add["diff"].add_argument(
        "--since", required=True, metavar="DATE", help="YYYY-MM-DD (start of that day) or a time with zone"
    )
    add["diff"].add_argument("--until", metavar="DATE", help="YYYY-MM-DD (end of that day) or a time with zone")
    add["diff"].add_argument("--format", choices=("text", "json", "csv", "html"), default="text")
    add["read"].add_argument(
        "pages", nargs="*", metavar="FILE|URL", help="saved pages, - for standard input, or addresses to ask for"
    )
    add["read"].add_argument(
        "--url", action="append", dest="urls", help="the address that a saved page came from; once for each page"
    )
    add["read"].add_argument(
        "--list", type=Path, metavar="FILE", help='many pages: lines of {"file": …, "url": …}, files beside the list'
    )
    add["read"].add_argument("--jobs", type=_positive, default=1, metavar="N", help="processes that read (1)")
    add["read"].add_argument(
        "--explain", action="store_true", help="where each value stands, and what lost (with --json: in the lines)"
    )
    add["read"].add_argument("--source", default="site", metavar="NAME", help="how to read it: site (default) or feed")
    add["export"].add_argument("kind", metavar="KIND", help=_KINDS_HELP)
    time = add["export"].add_mutually_exclusive_group()
    time.add_argument("--at", metavar="DATE", help="what held then: YYYY-MM-DD (end of that day) or a time with zone")
    time.add_argument("--history", action="store_true", help="every version, not only what holds")
    add["export"].add_argument("--format", choices=("jsonl", "csv", "xlsx"), default="jsonl")
    add["export"].add_argument("--output", type=Path, metavar="FILE", help="write there instead of standard output")
    add["replay"].add_argument("--source", metavar="NAME", help="only competitors with a target of this source")
    add["replay"].add_argument("--dry-run", action="store_true", help="say what would change, store nothing")
    add["demo"].add_argument("--days", type=_positive, default=3, metavar="N", help="simulated days (3)")
    add["demo"].add_argument("--products", type=_positive, metavar="N", help="size of each shop")
    add["demo"].add_argument(
        "--truth", type=_positive, metavar="DAY", help="print what is true on that day, as JSON lines, and stop"
    )
    add["demo"].add_argument(
        "--serve", action="store_true", help="keep the sites up afterwards, on the ports of config/competitors.yaml"
    )
    return parser


def _common() -> _Parser:
    common = _Parser(add_help=False)
    places = common.add_argument_group("places")
    places.add_argument(
        "--config", type=Path, metavar="FILE", default=Path("config/competitors.yaml"), help="config/competitors.yaml"
    )
    places.add_argument("--db", type=Path, metavar="FILE", help="data/rivals.db")
    places.add_argument("--reports", type=Path, metavar="FOLDER", help="reports/")
    how = common.add_argument_group("output and time")
    how.add_argument("--now", metavar="TIME", help="the run's time instead of the clock's, YYYY-MM-DDTHH:MM:SSZ")
    how.add_argument("--quiet", action="store_true", help="say only what is wrong")
    how.add_argument("--verbose", action="store_true", help="say more")
    how.add_argument("--json", action="store_true", help="print the result as JSON lines")
    return common


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return value


def _options(namespace: argparse.Namespace) -> "Options":
    from rivals.options import Options

    return Options.of(namespace)


def _fail(message: str, status: int) -> int:
    print(f"rivals: {message}", file=sys.stderr)
    return status
