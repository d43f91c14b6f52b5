"""Everything that may be wrong with what people give us: one line, the exit status that says it, nothing lost."""

import gzip
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess, run

import pytest

from crawler.store.connections import open_store, read_store
from tests.endtoend.installation import Installation
from tests.endtoend.shops import PRICES, install, shop
from tests.loopback import Reply, Site, serving

NOW, LATER = "2026-03-02T06:00:00Z", "2026-03-03T06:00:00Z"

WITHOUT_PRIVILEGES = (
    sys.executable,
    "-c",
    """
import ctypes, os, sys
for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: root may not read and write just anything then
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; others may not drop what they do not have
os.execv(sys.argv[1], sys.argv[1:])
""",
)

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving(shop()) as (site,):
        yield site


@pytest.fixture(scope="module")
def filled(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    here = install(tmp_path_factory.mktemp("filled"), acme=site)
    done = here.rivals("run", "--now", NOW)
    assert done.returncode == 0, done.stderr
    return here


@pytest.fixture
def here(filled: Installation, tmp_path: Path) -> Installation:
    """An installation that has run once, to be broken."""
    shutil.copytree(filled.folder, tmp_path / "here", symlinks=True)
    return Installation(tmp_path / "here")


def assert_one_line(done: "CompletedProcess[str]", status: int, *parts: str) -> None:
    """The command says what is wrong in one line of stderr, and ends with this status."""
    assert (done.returncode, done.stdout) == (status, ""), done
    assert re.fullmatch(r"rivals: [^\n]+\n", done.stderr), done.stderr
    for part in parts:
        assert part in done.stderr


def prices(here: Installation, **places: Path) -> dict[str, str]:
    return {line["name"].lower(): line["price"] for line in here.lines("export", "offer", **places)}


# competitors.yaml

FAULTS = """\
contact: crawler@our-shop.example
timezone: Europe/Rigga
currency: EURO
langauges: [en]
defaults: {every: soon, pages: many}
competitors:
  acme: {kind: direct, site: "not an address"}
  bolt: {kind: enemy, site: https://bolt.example}
  acme: {site: https://acme.example, targets: [{telegramm: acme}]}
"""


@pytest.mark.parametrize(
    "arguments", [("run",), ("crawl",), ("report",), ("check",), ("diff", "--since", "2026-03-01")], ids=lambda a: a[0]
)
def test_every_fault_of_the_configuration_is_named_with_its_place(arguments: tuple[str, ...], tmp_path: Path) -> None:
    here = Installation(tmp_path)
    here.config.write_text(FAULTS, encoding="utf-8")
    done = here.rivals(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    faults = done.stderr.splitlines()
    assert all(re.match(rf"{re.escape(str(here.config))}:\d+:\d+: ", fault) for fault in faults), done.stderr
    assert {int(fault.removeprefix(str(here.config)).split(":")[1]) for fault in faults} >= {2, 3, 4, 5, 7, 8, 9}
    assert list(tmp_path.iterdir()) == [here.config]


@pytest.mark.parametrize("fault", ["pages: many", "pagess: 5", "site: https://twice.example"])
def test_nothing_is_fetched_while_anything_is_wrong(fault: str, tmp_path: Path) -> None:
    with serving(shop()) as (site,):
        here = install(tmp_path, acme=site)
        text = here.config.read_text(encoding="utf-8")
        here.config.write_text(f"{text}  bolt: {{site: {site.url}bolt, {fault}}}\n", encoding="utf-8")
        for command in ("run", "crawl"):
            done = here.rivals(command, "acme")
            assert (done.returncode, done.stdout) == (1, "")
            assert done.stderr.startswith(f"{here.config}:9:")
        assert site.requests == []
    assert not here.db.exists()


def test_a_configuration_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing = Installation(tmp_path).rivals("run")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert str(tmp_path / "competitors.yaml") in missing.stderr
    assert len(missing.stderr.splitlines()) == 1


# The command line

WRONG_NAMES = [
    (("run", "acmee"), ("acmee", "acme")),
    (("crawl", "acme", "acmee"), ("acmee", "acme")),
    (("diff", "acmee", "--since", "2026-03-01"), ("acmee", "acme")),
    (("diff", "--since", "yesterday"), ("yesterday", "2026-03-02")),
    (("diff", "--since", "2026-03-01", "--until", "2026-13-01"), ("2026-13-01",)),
    (("export", "offers"), ("offers", "offer, plan, article, popularity, review, rating")),
    (("export", "offer", "--at", "1.3.2026"), ("1.3.2026",)),
    (("export", "offer", "--at", "2026-03-01T06:00:00"), ("zone",)),
    (("read", "--source", "telegramm", "page.html"), ("telegramm", "feed, site")),
    (("read", "missing.html"), ("missing.html", "No such file")),
    (("read", "."), ("Is a directory",)),
    (("read", "page.html", "--url", "ftp://acme.example/"), ("ftp://acme.example/",)),
    (("read", "http://[broken/"), ("http://[broken/",)),
    (("replay", "--source", "telegram"), ("telegram", "site")),
    (("run", "--now", "now"), ("now",)),
    (("demo", "--products", "3"), ("30",)),
]


@pytest.mark.parametrize(("arguments", "parts"), WRONG_NAMES, ids=lambda value: " ".join(value)[:40])
def test_a_name_that_does_not_exist_is_told_with_those_that_do(
    arguments: tuple[str, ...], parts: tuple[str, ...], filled: Installation
) -> None:
    asked = sha256(filled.db.read_bytes()).digest()
    assert_one_line(filled.rivals(*arguments), 1, *parts)
    assert sha256(filled.db.read_bytes()).digest() == asked


@pytest.mark.parametrize(
    "arguments",
    [
        ("runn",),
        ("diff",),
        ("export",),
        ("run", "--color"),
        ("demo", "--days", "0"),
        ("export", "offer", "--at", "2026-03-01", "--history"),
        ("export", "offer", "--format", "xml"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_1_with_the_usage(arguments: tuple[str, ...], filled: Installation) -> None:
    done = filled.rivals(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("usage: rivals")
    assert "Traceback" not in done.stderr


def test_a_clock_that_went_back_is_told_before_anything_is_asked(here: Installation, site: Site) -> None:
    asked = len(site.requests)
    assert_one_line(here.rivals("run", "--now", "2026-02-01T06:00:00Z"), 1, "clock", NOW[:10])
    assert len(site.requests) == asked


# The database

READING = [("report",), ("diff", "--since", "2026-03-01"), ("export", "offer"), ("check",), ("replay",)]
ALL = [("run",), ("crawl",), *READING]


def test_without_a_database_reports_say_so_and_run_makes_one(site: Site, tmp_path: Path) -> None:
    here = install(tmp_path, acme=site)
    for arguments in READING:
        assert_one_line(here.rivals(*arguments), 6, str(here.db), "rivals run")
        assert not here.db.exists()
        assert not here.reports.exists()
    assert here.rivals("run", "--now", NOW, db=tmp_path / "new" / "rivals.db").returncode == 0
    assert prices(here, db=tmp_path / "new" / "rivals.db") == PRICES


def other_program(path: Path) -> None:
    path.unlink()
    with open_store(path) as db:
        db.execute("PRAGMA application_id = 1")


def newer_rivals(path: Path) -> None:
    with open_store(path) as db:
        db.execute("PRAGMA user_version = 99")


def random_bytes(path: Path) -> None:
    path.write_bytes(os.urandom(100_000))


def damage(path: Path) -> None:
    """Overwrite all but the first page: what is no longer there on a failing disk."""
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))


def cut_short(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 3)


@pytest.mark.parametrize(
    ("break_it", "part"),
    [
        (other_program, "another program"),
        (newer_rivals, "newer rivals"),
        (random_bytes, "not a database"),
        (damage, "damaged"),
        (cut_short, "damaged"),
    ],
)
def test_a_database_that_cannot_be_used_is_left_as_it_is(
    break_it: Callable[[Path], None], part: str, here: Installation
) -> None:
    break_it(here.db)
    before = here.db.read_bytes()
    for arguments in ALL:
        assert_one_line(here.rivals(*arguments, "--now", LATER), 6, str(here.db), part)
        assert here.db.read_bytes() == before


def test_a_database_that_may_not_be_read_is_told(here: Installation) -> None:
    here.db.chmod(0)
    locked_out = replace(here, under=WITHOUT_PRIVILEGES)
    for arguments in ALL:
        assert_one_line(locked_out.rivals(*arguments, "--now", LATER), 6, str(here.db), "owner and mode")
    here.db.chmod(0o600)
    assert prices(here) == PRICES


def test_a_database_that_may_only_be_read_can_be_exported_but_not_run(here: Installation) -> None:
    here.db.chmod(0o400)
    here.folder.chmod(0o500)
    reader = replace(here, under=WITHOUT_PRIVILEGES)
    try:
        assert prices(reader) == PRICES
        assert_one_line(reader.rivals("run", "--now", LATER), 6, str(here.folder))
    finally:
        here.folder.chmod(0o700)


def test_a_folder_in_the_place_of_the_database_is_told(here: Installation) -> None:
    for arguments in ALL:
        assert_one_line(here.rivals(*arguments, "--now", LATER, db=here.reports), 6, str(here.reports))


# The report folder and the disk


def occupied(reports: Path) -> None:
    shutil.rmtree(reports)
    reports.write_text("a file of somebody", encoding="utf-8")


def read_only(reports: Path) -> None:
    reports.chmod(0o500)


@pytest.mark.parametrize("break_it", [occupied, read_only])
@pytest.mark.parametrize("command", ["run", "report"])
def test_reports_that_cannot_be_written_cost_nothing_that_was_crawled(
    command: str, break_it: Callable[[Path], None], here: Installation, tmp_path: Path
) -> None:
    break_it(here.reports)
    latest = os.path.realpath(here.reports / "latest")
    done = replace(here, under=WITHOUT_PRIVILEGES).rivals(command, "--quiet", "--now", LATER)
    assert_one_line(done, 6, str(here.reports), "--reports")
    with read_store(here.db) as db:
        assert db.execute("SELECT count(*) FROM folded").fetchone()[0] == (2 if command == "run" else 1)
        assert db.execute("SELECT count(*) FROM edition").fetchone()[0] == 1
    assert os.path.realpath(here.reports / "latest") == latest
    elsewhere = tmp_path / "elsewhere"
    assert here.rivals("report", "--now", LATER, reports=elsewhere).returncode == 0
    assert (elsewhere / "latest" / "index.html").is_file()


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Callable[[], None] | None]:
    """Put a small disk in a folder, and yield what makes it larger; None where disks cannot be mounted."""
    folder.mkdir()
    if run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True).returncode:
        yield None
        return

    def enlarge() -> None:
        run(["mount", "-o", "remount,size=64m", folder], check=True)

    try:
        yield enlarge
    finally:
        run(["umount", "-l", folder], check=True)


def no_files_over(blocks: int) -> tuple[str, ...]:
    """A command under which no file grows beyond so many blocks of 512 bytes."""
    return ("sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh")


def test_a_full_disk_under_the_reports_costs_nothing(here: Installation, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, "64k") as enlarge:
        limited = replace(here, under=() if enlarge else no_files_over(8))
        assert_one_line(limited.rivals("report", "--now", LATER, reports=disk / "reports"), 6, "make room")
        assert not (disk / "reports" / "latest").exists()
        if enlarge:
            enlarge()
        assert here.rivals("report", "--now", LATER, reports=disk / "reports").returncode == 0
        assert (disk / "reports" / "latest" / "index.html").is_file()
        assert not list((disk / "reports").glob(".*"))


def test_a_full_disk_under_the_database_loses_nothing(here: Installation, site: Site, tmp_path: Path) -> None:
    with read_store(here.db) as db:
        kept = {tuple(row) for row in db.execute("SELECT * FROM capture")}
    disk = tmp_path / "disk"
    bulky = {f"/bulk/{n}": Reply(b"<!doctype html><p>" + os.urandom(400_000).hex().encode()) for n in range(8)}
    with small_disk(disk, "1m") as enlarge, serving(shop(bulky)) as (bulk,):
        shutil.copy(here.db, disk / "rivals.db")
        both = install(tmp_path, acme=site, bulk=bulk)
        limited = replace(both, under=() if enlarge else no_files_over(1500))
        done = limited.rivals("run", "--quiet", "--now", LATER, db=disk / "rivals.db")
        assert_one_line(done, 6, str(disk / "rivals.db"), "disk")
        if enlarge:
            enlarge()
        assert prices(both, db=disk / "rivals.db") == PRICES
        assert both.rivals("run", "--now", "2026-03-04T06:00:00Z", db=disk / "rivals.db").returncode == 0
        with read_store(disk / "rivals.db") as db:
            assert {tuple(row) for row in db.execute("SELECT * FROM capture")} > kept
            assert db.execute("SELECT count(*) FROM capture WHERE url LIKE '%/bulk/%' AND outcome = 'ok'").fetchone()[0]
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


# Pages

HEAD = '<!doctype html><html lang="en"><head><title>Shop</title>'
DATA = '<script type="application/ld+json">'
HANGS = f"{HEAD}</head><body><div {' '.join(f'a{n}=x' for n in range(300_000))}>"
"""Each attribute is compared with all others: HTML allows none twice."""
EATS = f"{HEAD}</head><body>{'<b>x</b>' * 1_200_000}"
MONSTERS = {
    "nested-divs": f"{HEAD}</head><body>{'<div>' * 20_000}",
    "nested-lists": f"{HEAD}</head><body><ul>{'<li><ul>' * 20_000}",
    "nested-data": f"{HEAD}{DATA}{'[' * 100_000}{']' * 100_000}</script>",
    "nested-products": f"""{HEAD}{DATA}{'{"@type":"Product","offers":' * 5000}1{"}" * 5000}</script>""",
    "links": HEAD + "".join(f'<a href="/x/{n}">Thing {n} {n}.99 €</a>' for n in range(150_000)),
    "formatting": f"{HEAD}</head><body>{'<b><i><p>' * 30_000}",
    "figures": f"{HEAD}</head><body><p>{'1.' * 2_000_000} €",
    "not-text": "\x00\ufffe" * 10_000,
    "entities": '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + '] ><rss version="2.0"><channel><title>&a9;</title><item><title>&a9;</title></item></channel></rss>',
}
"""Pages that make this or that reader slow, deep or large; each must be read, or be named."""


def test_a_monstrous_page_is_one_named_error_and_all_others_are_read(tmp_path: Path) -> None:
    bodies = {"hangs": HANGS, "eats": EATS} | MONSTERS
    pages = {f"/p/{name}": Reply(text.encode()) for name, text in bodies.items()}
    pages["/bomb.xml.gz"] = Reply(gzip.compress(b"<urlset>" + b" " * 300_000_000, 1), headers={})
    with serving(shop(pages)) as (site,):
        here = install(tmp_path, acme=site)
        done = here.rivals("crawl", "--verbose", "--now", NOW)
        check = here.rivals("check", "--now", NOW)
    with read_store(here.db) as db:
        assert {row["url"] for row in db.execute("SELECT url FROM capture WHERE outcome = 'ok'")} >= {
            f"{site.url[:-1]}{path}" for path in pages
        }
        errors = {
            row["url"].rpartition("/")[2]: row["error"]
            for row in db.execute("SELECT url, error FROM reading WHERE error IS NOT NULL")
        }
    assert errors["hangs"] == "timeout"
    assert errors["eats"] in ("memory", "SelectolaxError")  # lexbor says no more than that it failed
    assert errors.keys() <= {*bodies, "bomb.xml.gz"}
    assert prices(here) == PRICES
    told = re.findall(r"^acme: (\w+): .*(?:\n|$)", done.stderr, re.MULTILINE)
    assert sorted(told) == sorted(errors.values())
    assert "Traceback" not in done.stderr
    assert (check.returncode, check.stdout.count(f"{len(errors)} pages could not be read")) == (4, 1)


def test_a_page_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(EATS, encoding="utf-8")
    done = Installation(tmp_path).rivals("read", "page.html", "--url", "https://shop.example/p/1")
    assert_one_line(done, 1, "https://shop.example/p/1")


@pytest.mark.parametrize(
    "body", ["", " ", "\x00", "<", "plain text", "{}", "[" * 50_000], ids=lambda body: repr(body[:10])
)
def test_a_page_with_nothing_in_it_has_no_records(body: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(body, encoding="utf-8")
    for page in ("page.html", "-"):
        done = Installation(tmp_path).rivals("read", page, stdin=body)
        assert (done.returncode, done.stdout) == (0, "")
        assert re.fullmatch(r"[^\n]*no records[^\n]*\n", done.stderr)
