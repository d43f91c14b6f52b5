"""Every command: its exit statuses, what it prints for machines and for people, and what it does not print."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rivals import cli
from tests.endtoend.installation import Installation
from tests.endtoend.shops import PRICES, install, product, shop
from tests.loopback import Reply, Site, serving

DAYS = ("2026-03-02T06:00:00Z", "2026-03-03T06:00:00Z", "2026-03-04T06:00:00Z")
BLOG = "/blog/2026/new-saws"
REFUSED = Reply(b"<!doctype html><h1>Forbidden</h1>", 403)

OFFER = """
schema kind competitor source url name brand sku gtin mpn category price price_text list_price list_price_text currency
price_type availability availability_text available_from delivery_days market region tax_included min_quantity
customer_type pack_count unit_price unit_price_unit unit condition shipping valid_until seller variant
""".split()
ARTICLE = "schema kind competitor source url title author published published_text text words language".split()
POPULARITY = "schema kind competitor source url measure value value_text".split()
SEEN = "first_seen last_seen capture origin suspect".split()
CHANGE = """
schema kind id competitor source key url name field old new currency at since severity suspect capture_old capture_new
""".split()

pytestmark = pytest.mark.timeout(300)


def article(views: int) -> Reply:
    data = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "New saws",
        "author": {"@type": "Person", "name": "Ann Example"},
        "datePublished": "2026-03-01T10:00:00Z",
    }
    text = "We have new saws, and each of them is sharper than the last one was. " * 20
    return Reply(
        f"""<!doctype html><html lang="en"><head><title>New saws</title>
        <script type="application/ld+json">{json.dumps(data)}</script></head>
        <body><article><h1>New saws</h1><p>{text}</p><p class="views">{views} views</p></article>""".encode()
    )


@dataclass(frozen=True)
class Town:
    """Two shops, visited on three days by the real command line."""

    here: Installation
    ours: Site
    acme: Site
    runs: tuple["subprocess.CompletedProcess[str]", ...]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Prices change on the second day, a name that is a formula comes on the third, on which acme.blog refuses."""
    with serving(shop(), shop({"/p/anvil": product('=HYPERLINK("x")', "5.00"), BLOG: article(120)})) as (ours, acme):
        here = install(tmp_path_factory.mktemp("town"), ours=ours, acme=acme)
        runs = [here.rivals("run", "--quiet", "--now", DAYS[0])]
        acme.routes |= {"/p/saw": product("Saw", "22.00"), BLOG: article(3456)}
        runs.append(here.rivals("run", "--json", "--quiet", "--now", DAYS[1]))
        acme.routes |= {"/p/anvil": product('=HYPERLINK("x")', "5.50")}
        runs.append(here.rivals("run", "--now", DAYS[2]))
        yield Town(here, ours, acme, tuple(runs))


# run, crawl, report, check


def test_runs_of_which_all_is_well_say_nothing_when_quiet(town: Town) -> None:
    first = town.runs[0]
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "")


def test_a_run_tells_machines_how_each_visit_went(town: Town) -> None:
    second = town.runs[1]
    assert (second.returncode, second.stderr) == (0, "")
    lines = [json.loads(line) for line in second.stdout.splitlines()]
    assert [(line["schema"], line["kind"], line["competitor"], line["source"]) for line in lines] == [
        (1, "visit", "ours", "site"),
        (1, "visit", "acme", "site"),
    ]
    assert [(line["address"], line["outcome"], line["reason"]) for line in lines] == [
        (town.ours.url, "complete", None),
        (town.acme.url, "complete", None),
    ]
    assert all(line["ok"] and line["asked"] >= line["ok"] and line["unread"] == 0 for line in lines)


def test_a_run_tells_people_what_it_made(town: Town) -> None:
    third = town.runs[2]
    assert (third.returncode, third.stdout) == (0, "")
    folder = DAYS[2].replace(":", "")
    assert str(town.here.reports / folder / "index.html") in third.stderr
    assert "2 of 2 targets fresh" in third.stderr


def test_nothing_is_asked_before_it_is_due(town: Town) -> None:
    asked = len(town.acme.requests)
    for command in ("run", "crawl"):
        done = town.here.rivals(command, "--now", "2026-03-04T07:00:00Z")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing is due\n")
    assert len(town.acme.requests) == asked
    assert (town.here.reports / "latest").resolve().name == DAYS[2].replace(":", "")


@pytest.mark.parametrize(
    ("paths", "reply", "outcome"), [(["/p/saw"], Reply(status=500), "partial"), ([*shop()], REFUSED, "blocked")]
)
def test_a_target_that_fails_is_named_and_the_others_are_fresh(
    paths: list[str], reply: Reply, outcome: str, tmp_path: Path
) -> None:
    with serving(shop(), shop()) as (ours, acme):
        here = install(tmp_path, ours=ours, acme=acme)
        assert here.rivals("crawl", "--now", DAYS[0]).returncode == 0
        acme.routes |= dict.fromkeys(paths, reply)
        done = here.rivals("run", "--quiet", "--now", DAYS[1])
        assert (done.returncode, done.stderr) == (3, "")
        assert re.fullmatch(rf"acme: site {re.escape(acme.url)} {outcome}: [^\n]+\n", done.stdout)
        check = here.rivals("check", "--quiet", "--now", DAYS[1])
        assert (check.returncode, check.stderr) == (3, "")
        assert check.stdout.startswith(f"BAD  acme: site {acme.url}: {outcome} since {DAYS[1]}")
        assert len(check.stdout.splitlines()) == 1


def test_when_everything_refuses_it_is_exit_4_and_no_edition(tmp_path: Path) -> None:
    with serving({"/": REFUSED}, {"/": REFUSED}) as (ours, theirs):
        here = install(tmp_path, ours=ours, acme=theirs)
        for command, day in zip(("run", "crawl"), DAYS[:2], strict=True):
            done = here.rivals(command, "--now", day)
            assert done.returncode == 4
            assert done.stdout.count(" blocked: ") == 2
        assert here.rivals("check", "--now", DAYS[1]).returncode == 4
    assert not here.reports.exists()


def test_one_competitor_can_be_visited_alone(tmp_path: Path) -> None:
    with serving(shop(), shop()) as (ours, acme):
        here = install(tmp_path, ours=ours, acme=acme)
        assert here.rivals("crawl", "acme", "--now", DAYS[0]).returncode == 0
        assert ours.requests == []
        assert {line["competitor"] for line in here.lines("export", "offer")} == {"acme"}
        check = here.rivals("check", "--now", DAYS[0])
        assert check.returncode == 3
        assert f"BAD  ours: site {ours.url}: never visited" in check.stdout
        assert here.rivals("report", "--quiet", "--now", DAYS[0]).returncode == 0
        assert (here.reports / "latest" / "acme" / "index.html").is_file()


def test_check_tells_machines_whether_each_target_can_be_trusted(town: Town) -> None:
    quiet = town.here.rivals("check", "--quiet", "--now", DAYS[2])
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    lines = town.here.lines("check", "--json", "--now", DAYS[2])
    assert [(line["schema"], line["kind"], line["competitor"], line["ok"], line["fault"]) for line in lines] == [
        (1, "health", "ours", True, None),
        (1, "health", "acme", True, None),
    ]
    old = town.here.rivals("check", "--now", "2026-03-09T06:00:00Z")
    assert old.returncode == 4
    assert old.stdout.count(f"not visited since {DAYS[2]}") == 2


# export


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("offer", [*OFFER, "rating", "rating_count", *SEEN]),
        ("article", [*ARTICLE, *SEEN]),
        ("popularity", [*POPULARITY, *SEEN]),
        ("change", CHANGE),
    ],
)
def test_lines_have_exactly_the_fields_of_the_design(kind: str, fields: list[str], town: Town) -> None:
    lines = town.here.lines("export", kind)
    assert lines
    for line in lines:
        assert sorted(line) == sorted(fields)
        assert (line["schema"], line["competitor"] in ("ours", "acme"), line["source"]) == (1, True, "site")
        assert line["kind"] == kind or kind == "change"


def test_an_offer_line_is_what_its_page_said(town: Town) -> None:
    [saw] = [line for line in town.here.lines("export", "offer") if line["url"] == f"{town.acme.url}p/saw"]
    assert (saw["name"], saw["sku"], saw["price"], saw["currency"], saw["availability"]) == (
        "Saw", "Saw", "22.00", "EUR", "InStock",
    )  # fmt: skip
    assert (saw["category"], saw["price_type"], saw["rating"], saw["origin"], saw["suspect"]) == (
        [], "exact", None, "crawl", False,
    )  # fmt: skip
    assert saw["first_seen"][:10] == "2026-03-03"
    assert saw["last_seen"][:10] == "2026-03-04"
    assert isinstance(saw["capture"], int)


def test_an_article_and_its_views(town: Town) -> None:
    [post] = town.here.lines("export", "article")
    assert (post["url"], post["title"], post["published"][:10]) == (
        f"{town.acme.url[:-1]}{BLOG}",
        "New saws",
        "2026-03-01",
    )
    assert post["words"] > 200
    [views] = town.here.lines("export", "popularity")
    assert (views["url"], views["measure"], views["value"]) == (post["url"], "views", 3456)


def test_a_product_line_leads_to_its_offer(town: Town) -> None:
    offers = {line["url"] for line in town.here.lines("export", "offer")}
    products = town.here.lines("export", "product")
    assert {line["url"] for line in products} == offers
    for line in products:
        assert (line["schema"], line["kind"], line["orderable"]) == (1, "product", True)
        assert line.keys() >= {"id", "competitor", "name", "brand", "sku", "gtin", "mpn", "category", *SEEN}


def test_export_at_a_date_tells_what_held_then(town: Town) -> None:
    def saw_at(*when: str) -> list[str]:
        return [line["price"] for line in town.here.lines("export", "offer", *when) if line["url"].endswith("/p/saw")]

    assert saw_at("--at", "2026-03-01") == []
    assert sorted(saw_at("--at", "2026-03-02")) == ["24.50", "24.50"]
    assert sorted(saw_at("--at", "2026-03-03")) == ["22.00", "24.50"]
    assert sorted(saw_at("--at", "2026-03-03T03:00:00+02:00")) == ["24.50", "24.50"]
    assert sorted(saw_at("--history")) == ["22.00", "24.50", "24.50"]


@pytest.mark.parametrize("kind", ["offer", "article", "popularity", "product", "change"])
def test_csv_has_the_same_rows_and_no_formulas(kind: str, town: Town, tmp_path: Path) -> None:
    lines = town.here.lines("export", kind)
    done = town.here.rivals("export", kind, "--format", "csv", "--output", str(tmp_path / "out.csv"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = (tmp_path / "out.csv").read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["url"] for row in rows] == [line["url"] for line in lines]
    assert list(rows[0]) == list(lines[0])
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    if kind == "offer":
        assert "'=HYPERLINK" in text


def test_an_empty_export_is_nothing_at_all_and_a_pipe_may_be_closed(town: Town) -> None:
    done = town.here.rivals("export", "offer", "--at", "2020-01-01")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    process = town.here.start("export", "offer", "--history")
    assert process.stdout
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr
    assert process.stderr.read() == ""
    process.stderr.close()


# diff


def test_diff_tells_people_what_changed(town: Town) -> None:
    done = town.here.rivals("diff", "--since", "2026-03-03", "--until", "2026-03-03")
    assert done.returncode == 0
    assert done.stderr == "1 change\n"
    first, second = done.stdout.splitlines()
    assert re.fullmatch(r"acme +●+ +Saw: price 24\.50 → 22\.00 · between 2026-03-02T\S+Z and 2026-03-03T\S+Z", first)
    assert re.fullmatch(rf" +{re.escape(town.acme.url)}p/saw  [0-9a-f]{{16}}", second)
    nothing = town.here.rivals("diff", "--since", "2026-03-05", "--quiet")
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (0, "", "")


def test_diff_tells_machines_the_same_as_export(town: Town) -> None:
    told = town.here.lines("diff", "--since", "2026-03-01", "--format", "json")
    assert told == town.here.lines("export", "change") == town.here.lines("diff", "--since", "2026-03-01", "--json")
    assert {(line["field"], line["old"], line["new"]) for line in told} == {
        ("price", "24.50", "22.00"),
        ("price", "5.00", "5.50"),
    }
    assert all(line["severity"] in (1, 2, 3) and line["since"] < line["at"] for line in told)
    assert town.here.lines("diff", "ours", "--since", "2026-03-01", "--json") == []
    table = town.here.rivals("diff", "--since", "2026-03-01", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["id"] for row in rows] == [line["id"] for line in told]


def test_diff_as_a_page_stands_alone(town: Town) -> None:
    text = town.here.rivals("diff", "--since", "2026-03-01", "--format", "html").stdout
    assert text.startswith("<!doctype html>")
    assert text.rstrip().endswith("</html>")
    assert "default-src 'none'; style-src 'sha256-" in text
    assert not re.search(r"<script|<img|<link|<iframe|\ssrc=|\sstyle=|\son\w+=|@import|url\(", text)
    assert '<s class="was"><bdi>24.50</bdi></s> → <b><bdi>22.00</bdi></b> EUR' in text
    assert "=HYPERLINK(&#34;x&#34;)" in text
    nothing = town.here.rivals("diff", "--since", "2026-03-05", "--format", "html").stdout
    assert "No change was seen" in nothing


def test_diff_as_a_page_opens_in_a_browser_without_a_word(town: Town, tmp_path: Path, chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    path = tmp_path / "diff.html"
    path.write_text(town.here.rivals("diff", "--since", "2026-03-01", "--format", "html").stdout, encoding="utf-8")
    said = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        view = browser.new_page()
        view.on("console", lambda message: said.append(message.text))
        view.on("pageerror", lambda error: said.append(str(error)))
        view.goto(path.as_uri())
        weight = view.evaluate("getComputedStyle(document.querySelector('.change')).display")
        browser.close()
    assert said == []
    assert weight == "grid"  # the style sheet was let in


# read


def test_read_prints_what_one_page_says(town: Town, tmp_path: Path) -> None:
    saw = product("Saw", "1.299")
    (tmp_path / "saw.html").write_bytes(saw.body)
    url = "https://shop.example/p/saw"
    [line] = town.here.lines("read", str(tmp_path / "saw.html"), "--url", url)
    assert line.keys() >= set(OFFER)
    assert (line["schema"], line["kind"], line["competitor"], line["source"], line["url"]) == (
        1,
        "offer",
        None,
        "site",
        url,
    )
    assert (line["name"], line["sku"], line["availability"]) == ("Saw", "Saw", "InStock")
    piped = town.here.rivals("read", "-", "--url", url, stdin=saw.body.decode())
    assert [json.loads(each) for each in piped.stdout.splitlines()] == [line]


def test_read_asks_for_an_address_as_a_visit_would(town: Town) -> None:
    before = len(town.acme.requests)
    [line] = town.here.lines("read", f"{town.acme.url}p/hammer")
    assert (line["price"], line["url"]) == (PRICES["hammer"], f"{town.acme.url}p/hammer")
    asked = town.acme.requests[before:]
    assert [request.path for request in asked] == ["/robots.txt", "/p/hammer"]
    assert all("crawler@our-shop.example" in request.headers["User-Agent"] for request in asked)


def test_read_of_a_feed(town: Town, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(
        """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://shop.example/</link>
        <item><title>New saws</title><link>https://shop.example/new-saws</link>
        <pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>""",
        encoding="utf-8",
    )
    [line] = town.here.lines(
        "read", str(tmp_path / "feed.xml"), "--source", "feed", "--url", "https://shop.example/feed"
    )
    assert (line["kind"], line["source"], line["title"]) == ("article", "feed", "New saws")
    assert (line["url"], line["published"]) == ("https://shop.example/new-saws", "2026-03-01T10:00:00Z")


def test_read_names_why_an_address_gives_no_page(town: Town) -> None:
    with serving({"/": REFUSED}) as (private,):
        refused = town.here.rivals("read", private.url)
        assert private.requests == []
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("rivals: denied: ")
    missing = town.here.rivals("read", f"{town.acme.url}p/none")
    assert (missing.returncode, missing.stdout, missing.stderr.count("\n")) == (1, "", 1)
    assert missing.stderr.startswith("rivals: missing: ")


# replay, demo, help


def test_replay_says_what_it_changes_and_a_dry_run_changes_nothing(town: Town) -> None:
    lines = town.here.lines("replay", "--json", "--dry-run")
    assert [(line["schema"], line["kind"], line["competitor"], line["stored"]) for line in lines] == [
        (1, "replay", "acme", False),
        (1, "replay", "ours", False),
    ]
    assert all(count == 0 for line in lines for name, count in line.items() if name.endswith(("_added", "_removed")))
    done = town.here.rivals("replay", "--source", "site")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "acme: the same rows\nours: the same rows\n"
    quiet = town.here.rivals("replay", "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_demo_tells_its_truth_and_makes_nothing(tmp_path: Path) -> None:
    here = Installation(tmp_path)
    lines = here.lines("demo", "--truth", "2", "--products", "30")
    facts, changes = ([line for line in lines if ("field" in line) == is_change] for is_change in (False, True))
    assert {line["kind"] for line in facts} >= {"offer", "article", "popularity", "site"}
    assert {line["kind"] for line in changes} >= {"offer", "article"}
    assert {line["day"] for line in lines} == {2}
    assert lines == here.lines("demo", "--truth", "2", "--products", "30")
    assert list(tmp_path.iterdir()) == []


def test_help_names_every_command_and_every_exit_status(tmp_path: Path) -> None:
    here = Installation(tmp_path)
    text = subprocess.run(
        [sys.executable, "-m", "rivals", "--help"], cwd=here.code, capture_output=True, text=True, check=True
    ).stdout
    assert all(re.search(rf"^    {name} ", text, re.MULTILINE) for name in cli._COMMANDS)
    assert all(re.search(rf"(^|\s){status}  ", text) for status in (0, 1, 3, 4, 5, 6, 130))
