"""Whole editions: a market of some weeks, a hostile company, an empty store; each page opened in Chromium."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from crawler.config import Config
from crawler.records.ad import Ad
from crawler.records.article import Article
from crawler.records.finding import Finding
from crawler.records.kinds import Record
from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.records.popularity import Popularity
from crawler.records.rating import Rating
from crawler.records.review import Review
from crawler.store import tables
from crawler.store.connections import open_store, read_store, transaction
from dossier.metrics.compute import compute
from dossier.metrics.table import METRICS
from dossier.report import EditionBuilt, build
from dossier.sections.table import SECTIONS
from tests.chromium import open_browser
from tests.dossier_store import Filler, fill_market, make_competitor, make_config

NOW = "2026-03-18T04:00:00Z"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def publish(db_path: Path, config: Config, at: str = NOW, reports: Path | None = None) -> EditionBuilt:
    """Do what ``rivals report`` does: compute, save, build, and keep the edition's row."""
    db = open_store(db_path)
    with transaction(db):
        db.execute("DELETE FROM metric_value")
        db.executemany(tables.insert("metric_value"), map(tables.row_of, compute(db, config, at)))
    reader = read_store(db_path)
    built = build(reader, reports or db_path.parent / "reports", config, at)
    reader.close()
    run = db.execute("SELECT max(id) FROM run").fetchone()[0]
    if run:
        Filler(db).edition(run, at, built.name, built.metrics, list(built.change_ids))
    db.close()
    return built


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an edition of the whole market, after one of the day before."""
    folder = tmp_path_factory.mktemp("market")
    config = fill_market(folder / "rivals.db", products=40, days=20)
    db = open_store(folder / "rivals.db")
    shown = [row["id"] for row in db.execute("SELECT id FROM change WHERE run < 20")]
    Filler(db).edition(
        19, "2026-03-17T04:00:00Z", "2026-03-17T040000Z", {"values": [], "restated": [], "withdrawn": []}, shown
    )
    db.close()
    return publish(folder / "rivals.db", config).path


NASTY = "</script><img src=x onerror=alert(1)>\"'{{7*7}}\u202egnp.exe\x00\x1b[31m"


def nasty_records() -> list[Record]:
    """Return a record of every kind that a dossier quotes, each text of which is an attack."""
    page = "https://etc.example/"
    found = {
        "headline": NASTY,
        "tagline": NASTY,
        "promise": NASTY,
        "technology": NASTY,
        "profile": "javascript:alert(5)",
    }
    review = Review(
        url=page, id=NASTY, subject=NASTY, rating=Decimal(1), rating_text=NASTY, title="=1+1", text=NASTY * 9,
        reply=NASTY, published="2026-03-10", published_text=NASTY,
    )  # fmt: skip
    ad = Ad(
        url=page, id=NASTY, advertiser=NASTY, networks=(NASTY,), headline=NASTY, text=NASTY, landing_url="javascript:1",
        countries=(NASTY,), started="2026-03-01", languages=("en",),
    )  # fmt: skip
    plan = Plan(url=page, name=NASTY, period="month", price=Decimal(9), currency="EUR", price_text=NASTY, unit=NASTY,
                features=(NASTY, "+1"))  # fmt: skip
    rating = Rating(url=page, subject=NASTY, rating=Decimal(5), rating_text=NASTY)
    whats = [Finding(url=page, what=what, name=NASTY, value=value, detail=NASTY) for what, value in found.items()]
    return [*whats, review, ad, plan, rating]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an edition where every text is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    config = make_config(
        make_competitor("our", kind="self", label="=cmd|'/C calc'!A0"), make_competitor("../../etc", label=NASTY, site="https://etc.example/"),
        make_competitor("silent"),
    )  # fmt: skip
    db = open_store(folder / "rivals.db")
    filler = Filler(db)
    run = filler.run(NOW)
    visit = filler.visit(run, "../../etc", NOW, outcome="partial", reason=NASTY)
    url = 'https://etc.example/?a="><script>alert(2)</script>'
    capture = filler.capture(
        visit,
        url,
        NOW,
        f"<html><title>{NASTY}</title><body onload=alert(3)>{NASTY}<script src=//x></script></body></html>".encode(),
    )
    offer = Offer(
        url=url, name=NASTY, variant="=1+1", category=(NASTY,), price=Decimal("1.50"), price_text=NASTY,
        currency="EU\u202eR", price_type="exact", gtin="=2",
        list_price=Decimal(3), list_price_text=NASTY, availability="InStock",
    )  # fmt: skip
    script = replace(offer, url="javascript:alert(4)", name="-1+1", price=None, currency=None)
    post = Article(
        url="https://etc.example/b",
        title="@SUM(A1)" + NASTY,
        author=NASTY,
        published="2026-03-10",
        published_text=NASTY,
    )
    for record in (offer, script, post, Popularity(url=post.url, measure="views", value=5, value_text=NASTY)):
        filler.version("../../etc", record, NOW, NOW, (capture, capture))
    for nasty in nasty_records():
        filler.version("../../etc", nasty, NOW, NOW, (capture, capture))
        filler.change("../../etc", run, nasty, (None, None, "new"), at=NOW, capture_new=capture)
    filler.rendering("etc.example", NASTY, True, NASTY, NOW)
    filler.change("../../etc", run, offer, ("price", "2", "1.50"), at=NOW, capture_new=capture)
    filler.change("../../etc", run, script, ("name", NASTY, "+x"), at=NOW, capture_new=capture)
    filler.change("../../etc", run, post, (None, None, post.title), at=NOW, capture_new=capture)
    filler.coverage(visit, offer="observed", article="observed", popularity="observed")
    db.close()
    return publish(folder / "rivals.db", config).path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an edition of a store in which nothing happened yet."""
    folder = tmp_path_factory.mktemp("empty")
    open_store(folder / "rivals.db").close()
    return publish(folder / "rivals.db", make_config(make_competitor("acme"))).path


def text_of(page: Path) -> str:
    """Return the page without tags, white space collapsed."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.read_text(encoding="utf-8")).split())


def test_the_start_page_says_what_changed_and_what_can_be_trusted(market: Path) -> None:
    text = text_of(market / "index.html")
    assert re.search(r"Acme cut \d+ of 40 prices since 17 Mar 06:00 \(median −\d+ %", text)
    assert "Epsilon blocked since 10 Mar (9 visits)" in text
    assert "Not visible: Epsilon : https://epsilon.example/: answered 403" in text
    assert "Zeta not visited yet" in text


def test_the_four_states_stand_in_the_pivot(market: Path) -> None:
    page = (market / "pivot.html").read_text(encoding="utf-8")
    assert re.search(r'<td class="value (them|us)"><a href="acme/price_index.html">', page)
    assert '<td class="hole blocked">blocked<small>since 10 Mar</small></td>' in page
    assert '<td class="hole">not checked<small>no visit has read it yet</small></td>' in page
    assert '<td class="absent">none<small>looked for on 10 pages</small></td>' in page
    assert '<td class="base">100<small>the base</small></td>' in page


def test_the_csv_of_the_pivot_holds_what_the_table_shows(market: Path) -> None:
    with (market / "pivot.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["metric"], row["company"]): row for row in csv.DictReader(file)}
    assert len(rows) == len(METRICS) * 5
    index = rows["Price index", "Acme"]
    assert (index["state"], index["enough"], index["day"]) == ("observed", "yes", "2026-03-18")
    assert float(index["gap"]) == pytest.approx(float(index["value"]) - 100)
    assert rows["Posts", "Epsilon"]["state"] == "blocked"
    assert rows["Posts", "Zeta"]["value"] == ""


def test_every_change_leads_to_both_saved_pages(market: Path) -> None:
    page = (market / "changes.html").read_text(encoding="utf-8")
    changes = re.findall(r'<li class="change" id="c-(\w+)">(.*?)</li>', page, re.DOTALL)
    assert len(changes) > 5
    proving = set(re.findall(r'href="\.\./evidence/([0-9a-f]{64})\.html"', page))
    assert {path.stem for path in (market.parent / "evidence").iterdir()} == proving
    for _, change in changes:
        pages = re.findall(r'href="\.\./evidence/([0-9a-f]{64})\.html"', change)
        assert len(set(pages)) == 2
        assert all((market.parent / "evidence" / f"{name}.txt").is_file() for name in pages)
        assert "sha256" in change


def test_a_saved_page_is_inert_and_its_source_is_whole(market: Path) -> None:
    source = next((market.parent / "evidence").glob("*.txt"))
    assert "<script>alert(1)</script>" in source.read_text(encoding="utf-8-sig")
    assert "alert" not in source.with_suffix(".html").read_text(encoding="utf-8")


def test_saved_pages_are_written_once_and_shared_by_editions(tmp_path: Path) -> None:
    config = fill_market(tmp_path / "rivals.db", products=10, days=5)
    first = publish(tmp_path / "rivals.db", config)
    before = {path.name: path.stat().st_mtime_ns for path in (first.path.parent / "evidence").iterdir()}
    second = publish(tmp_path / "rivals.db", config)
    assert second.name == f"{first.name}-2"
    assert {path.name: path.stat().st_mtime_ns for path in (first.path.parent / "evidence").iterdir()} == before


def test_each_value_leads_to_the_rows_that_were_counted(market: Path) -> None:
    text = text_of(market / "acme/price_index.html")
    assert "n 40" in text
    with (market / "acme/price_index.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 40
    assert all(len(row["sha256"]) == 64 and row["seen_at"] == NOW for row in rows)


def test_a_witness_card_shows_what_the_page_wrote(market: Path) -> None:
    dossier = (market / "acme/index.html").read_text(encoding="utf-8")
    anchors = re.findall(r'href="witnesses\.html#(o-\d+)"', dossier)
    card = (
        (market / "acme/witnesses.html")
        .read_text(encoding="utf-8")
        .split(f'id="{anchors[0]}"')[1]
        .split("</section>")[0]
    )
    for part in (
        "The page wrote",
        "€</bdi></q>",
        "Read from",
        "text",
        "https://acme.example/p/",
        "Wed 18 Mar 2026, 06:00",
        "sha256 ",
    ):
        assert part in card


def test_a_company_without_data_has_every_section(market: Path) -> None:
    for company in ("zeta", "epsilon"):
        ids = re.findall(r'<section id="(\w+)"', (market / company / "index.html").read_text(encoding="utf-8"))
        assert ids == [section.id for section in SECTIONS]
    assert "34 of 34 questions" in text_of(market / "zeta/index.html")
    assert "blocked since 10 Mar" in text_of(market / "epsilon/index.html")


def test_hostile_text_is_text(hostile: Path) -> None:
    for page in hostile.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "<img" not in text
        assert 'href="javascript:' not in text
        assert "49" not in re.findall(r"onerror=alert\(1\)&gt;&#34;&#39;(.{0,8})", text)
    assert "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;" in (hostile / "index.html").read_text(encoding="utf-8")


def test_no_output_has_a_control_character_or_a_formula(hostile: Path) -> None:
    files = [path for path in hostile.parent.rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(files) > 20
    for path in (path for path in files if path.suffix != ".xlsx"):  # test_dossier_workbook.py reads those
        assert not CONTROL.search(path.read_text(encoding="utf-8-sig")), path
    for path in hostile.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [
            cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t") and not re.fullmatch(r"-?[\d.]+", cell)
        ] == []
    assert "'@SUM(A1)" in (hostile / "etc/posts.csv").read_text(encoding="utf-8")


def test_every_page_forbids_scripts_and_remote_loads(market: Path, hostile: Path) -> None:
    for page in [*market.parent.rglob("*.html"), *hostile.parent.rglob("*.html")]:
        text = page.read_text(encoding="utf-8")
        assert "default-src 'none'" in text
        assert " style=" not in text
        assert not re.search(r'<(script|link|img|iframe)[^>]*(src|href)="(https?:)?//', text)


def test_an_empty_store_makes_a_whole_edition(empty: Path) -> None:
    assert "first edition" in text_of(empty / "index.html")
    assert "not visited yet" in text_of(empty / "acme/index.html")


def test_nothing_of_a_failed_build_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = fill_market(tmp_path / "rivals.db", products=5, days=3)
    first = publish(tmp_path / "rivals.db", config)
    with monkeypatch.context() as broken:
        broken.setattr("dossier.report.render_pivot_csv", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish(tmp_path / "rivals.db", config)
    assert (tmp_path / "reports/latest").resolve() == first.path.resolve()
    publish(tmp_path / "rivals.db", config)
    assert [path.name for path in (tmp_path / "reports").glob(".*")] == []


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with open_browser() as started:
        yield started


@pytest.mark.parametrize("edition", ["market", "hostile", "empty"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_chromium_has_nothing_to_say_about_any_page(
    browser: object, request: pytest.FixtureRequest, edition: str, width: int, scheme: str
) -> None:
    from playwright.sync_api import Browser

    assert isinstance(browser, Browser)
    folder: Path = request.getfixturevalue(edition)
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("requestfailed", lambda failed: said.append(failed.url))
    page.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith("file:") else None)
    saved = folder.parent / "evidence"
    pages = [*sorted(folder.rglob("*.html")), *sorted(saved.glob("*.html"))[:5], *sorted(saved.glob("*.txt"))[:2]]
    for path in pages:
        page.goto(path.as_uri())
        if path.suffix == ".html" and path.parent != saved:
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert (
                page.evaluate("getComputedStyle(document.body).fontVariantNumeric") == "tabular-nums"
            )  # the style sheet came
    context.close()
    assert said == []


def test_the_first_screen_of_a_dossier_prints_on_one_sheet(browser: object, market: Path) -> None:
    from playwright.sync_api import Browser

    assert isinstance(browser, Browser)
    page = browser.new_page(viewport={"width": 688, "height": 1017})  # A4 less 14 mm on each side, in CSS pixels
    page.emulate_media(media="print")
    for company in ("acme", "epsilon", "us-sons" if (market / "us-sons").exists() else "our"):
        page.goto((market / company / "index.html").as_uri())
        bottom = page.evaluate("document.querySelector('.first').getBoundingClientRect().bottom")
        assert bottom <= 1017, company
    page.close()
