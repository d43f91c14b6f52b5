"""Dossiers of a market with every kind of record: what stands in each section, and how it looks in Chromium."""

import csv
import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.store.connections import open_store, transaction
from dossier.sections.table import SECTIONS
from tests.chromium import open_browser
from tests.dossier_rich import BEFORE, DAYS, LAST, fill_rich
from tests.dossier_store import Filler
from tests.test_dossier_pages import publish

NOTHING: dict[str, list[object]] = {"values": [], "restated": [], "withdrawn": []}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an edition after one of the day before."""
    path = tmp_path_factory.mktemp("rich") / "rivals.db"
    config = fill_rich(path)
    db = open_store(path)
    with transaction(db):
        shown = [row["id"] for row in db.execute("SELECT id FROM change WHERE run < ?", (len(DAYS),))]
        Filler(db).edition(len(DAYS) - 1, BEFORE, "before", NOTHING, shown)
    db.close()
    return publish(path, config, LAST).path


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with open_browser() as started:
        yield started


def sections_of(folder: Path, company: str) -> dict[str, str]:
    """Return the text of each section of a dossier, and of its first screen."""
    page = (folder / company / "index.html").read_text(encoding="utf-8")
    first = {"first": page.split('<div class="first">')[1].split('<section id="changed"')[0]}
    found = re.findall(r'<section id="(\w+)"[^>]*>(.*?)</section>\n(?=<section id=|</main>)', page, re.DOTALL)
    return {name: text_of(html) for name, html in {**first, **dict(found)}.items()}


def text_of(html: str) -> str:
    """Return the text without tags, white space collapsed."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).replace("\u202f", " ").split())


def test_a_dossier_has_its_sections_in_their_order(rich: Path) -> None:
    for company in ("our", "acme", "crew", "dubrava", "epsilon", "zeta"):
        assert list(sections_of(rich, company)) == ["first", *(section.id for section in SECTIONS)]


def test_the_first_screen_has_five_changes_eight_numbers_and_both_sides(rich: Path) -> None:
    page = (rich / "acme/index.html").read_text(encoding="utf-8").split('<section id="changed"')[0]
    assert page.count('<li class="line">') == 5
    assert len(re.findall(r'class="tile ', page)) == 8
    first = sections_of(rich, "acme")["first"]
    assert re.search(r"Where they are ahead .*Active creatives: 6, ours 1", first)
    assert re.search(r"Where we are ahead .*Free delivery from EUR : 49.00, ours 39.00", first)


def test_changes_stand_by_the_decision_they_bear_on(rich: Path) -> None:
    changed = sections_of(rich, "acme")["changed"]
    order = [changed.index(word) for word in ("Price", "Message", "Promotion", "People")]
    assert order == sorted(order)
    assert "No change of range" in changed


def test_plans_stand_under_both_periods_with_what_they_were(rich: Path) -> None:
    prices = sections_of(rich, "crew")["prices"]
    assert "Team 59.00 EUR per seat per month was 49.00 EUR until 17 Mar 47.20 EUR" in prices
    assert "Free free none" in prices
    assert "Enterprise on request" in prices
    assert "No longer listed: Starter, 9.00 EUR (last seen 16 Mar)" in prices
    page = (rich / "crew/index.html").read_text(encoding="utf-8")
    assert 'aria-label="Price of Plans: Business from 99.00 to 119.00, Team from 49.00 to 59.00' in page


def test_range_tells_what_came_what_went_and_what_only_we_have_in_stock(rich: Path) -> None:
    text = sections_of(rich, "acme")["range"]
    assert "in 30 days 3 came and 1 went" in text
    assert "Old bench grinder seen on 2 Mar, not seen on 4 Mar" in text
    assert "Circular saw 1400 W 5 ours in stock at 75.00 EUR" in text


def test_message_tells_what_was_said_before_and_what_is_promised_against_ours(rich: Path) -> None:
    text = sections_of(rich, "acme")["message"]
    assert "Rent any tool by the hour before, until 17 Mar: Tools for professionals" in text
    assert "free delivery 49.00 EUR was 29.00 EUR until 17 Mar 39.00 EUR better for buyers here" in text
    assert "returns 30 days 14 days better for buyers there" in text
    assert "No longer promised: price match (last seen 16 Mar)" in text


def test_verdict_keeps_claims_and_reviews_apart_and_shows_the_worst_with_replies(rich: Path) -> None:
    text = sections_of(rich, "acme")["verdict"]
    assert text.startswith("5 · Buyers’ verdict 26 reviews 4.6 of 5 the company , 1,204 ratings as its own pages claim")
    assert "3.5 of 5, 26 reviews, 23 % with two stars or fewer" in text
    assert "3 of 6 negative reviews answered" in text
    assert "answered We are sorry." in text
    assert "independent platforms not checked" in text


def test_demand_lists_ads_of_the_market_the_longest_running_first(rich: Path) -> None:
    text = sections_of(rich, "acme")["demand"]
    assert "10 running of 12 seen · facebook, instagram" in text
    assert text.index("37 days, since 10 Feb") < text.index("34 days, since 13 Feb")
    assert "20 days, since 25 Feb until 16 Mar" in text
    assert "mailings not checked a mailbox" in text
    assert "ads none looked for on 10 pages, not there" in sections_of(rich, "crew")["demand"]


def test_company_and_places_tell_systems_and_profiles_with_their_first_sighting(rich: Path) -> None:
    sections = sections_of(rich, "acme")
    assert "Matomo since 18 Mar, as we" in sections["company"]
    assert "No longer seen: Hotjar (last seen 16 Mar)" in sections["company"]
    assert "Only we have one on linkedin" in sections["places"]
    assert "ru (" in sections_of(rich, "dubrava")["places"]


def test_history_tells_months_and_rare_changes_with_their_units(rich: Path) -> None:
    text = sections_of(rich, "acme")["history"]
    assert "2 technologies added, 1 technology dropped" in text
    assert "6 ads started" in text or "4 ads started" in text
    assert "free delivery: 29.00 EUR → 49.00 EUR" in text


def test_health_tells_which_pages_a_browser_showed_and_why_it_could_not(rich: Path) -> None:
    assert "acme.example/p/# HTTP showed 41 letters" in sections_of(rich, "acme")["health"]
    assert "not possible 3 pages not rendered: there is no browser" in sections_of(rich, "dubrava")["health"]


def test_a_hole_is_one_line_that_says_what_would_fill_it(rich: Path) -> None:
    for company in ("zeta", "epsilon"):
        page = (rich / company / "index.html").read_text(encoding="utf-8")
        for section in ("prices", "range", "message", "verdict", "demand", "selling", "places", "company", "notes"):
            html = page.split(f'<section id="{section}"')[1].split("</section>")[0]
            assert 1 <= html.count('<p class="state">') <= 4, section
    empty = sections_of(rich, "zeta")
    assert "prices not checked a site with product pages would fill it" in empty["prices"]
    assert "headlines, a tagline not checked a site whose home page can be read would fill it" in empty["message"]
    blocked = sections_of(rich, "epsilon")
    assert "headlines, a tagline, promises blocked since 10 Mar: visit by hand" in blocked["message"]
    assert "Nothing could be read: blocked since 10 Mar" in blocked["changed"]


def test_quotations_carry_their_language(rich: Path) -> None:
    page = (rich / "dubrava/index.html").read_text(encoding="utf-8")
    assert '<blockquote><bdi lang="ru">Инструменты и материалы' in page
    assert '<bdi lang="ru">Доставили на два дня позже' in page
    assert '“<b><bdi lang="ru">' in (rich / "index.html").read_text(encoding="utf-8")


def test_every_number_of_the_new_kinds_leads_to_a_witness_card(rich: Path) -> None:
    page = (rich / "acme/index.html").read_text(encoding="utf-8")
    cards = (rich / "acme/witnesses.html").read_text(encoding="utf-8")
    anchors = set(re.findall(r'href="witnesses\.html#([a-z]-\d+)"', page))
    assert {anchor[0] for anchor in anchors} == set("onmgrapts")
    for anchor in anchors:
        card = cards.split(f'id="{anchor}"')[1].split("</section>")[0]
        assert "sha256" in card, anchor
        assert "Wed 18 Mar 2026" in card or "Mar 2026" in card, anchor


def test_whole_tables_stand_beside_the_dossier(rich: Path) -> None:
    rows = {}
    for name in ("offers", "plans", "found", "reviews", "ads", "posts", "history"):
        with (rich / "crew" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows[name] = list(csv.DictReader(file))
    assert len(rows["plans"]) == 3 * 2 + 4 + 3
    assert {row["what"] for row in rows["found"]} == {"headline", "tagline", "promise", "technology", "profile"}
    assert "author" not in rows["reviews"][0]


CONTRAST = """
() => {
  const light = c => { const v = c / 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const luminance = c => .2126 * light(c[0]) + .7152 * light(c[1]) + .0722 * light(c[2]);
  const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const bad = [];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length) continue;
    const style = getComputedStyle(e);
    if (style.visibility === 'hidden') continue;
    const ink = rgb(e.namespaceURI.endsWith('svg') ? style.fill : style.color), paper = behind(e);
    const [a, b] = [luminance(ink), luminance(paper)].sort((x, y) => y - x);
    const faint = (a + .05) / (b + .05) < 4.5 || Number(style.opacity) < .7;
    if (faint) bad.push(e.tagName + ' ' + e.textContent.slice(0, 40));
  }
  return bad;
}
"""

SPILLED = """
width => [...document.querySelectorAll('main *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.right > width + 1 && !e.closest('.unseen, .stack thead, .pivot .scroll, .scroll');
}).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40))
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_pages_fit_the_screen_and_can_be_read(browser: object, rich: Path, width: int, scheme: str) -> None:
    from playwright.sync_api import Browser

    assert isinstance(browser, Browser)
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith("file:") else None)
    names = ["index", "changes", *(f"{name}/{page}" for name in ("acme", "crew", "dubrava", "epsilon", "zeta", "our")
                                   for page in ("index", "witnesses"))]  # fmt: skip
    for name in names:
        page.goto((rich / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.evaluate(SPILLED, width) == [], name
        assert page.evaluate(CONTRAST) == [], name
        if width == 360 and name != "index":
            assert page.evaluate(
                "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
            ) == 0, name  # fmt: skip
    context.close()
    assert said == []


def test_headings_make_an_outline(browser: object, rich: Path) -> None:
    from playwright.sync_api import Browser

    assert isinstance(browser, Browser)
    page = browser.new_page()
    for name in ("index", "changes", "acme/index", "acme/witnesses", "epsilon/index"):
        page.goto((rich / f"{name}.html").as_uri())
        levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3')].map(h => Number(h.tagName[1]))")
        assert levels.count(1) == 1, name
        assert all(after - before <= 1 for before, after in pairwise(levels)), name
        assert page.evaluate("document.querySelectorAll('svg:not([aria-label]), h2:empty, h3:empty').length") == 0, name
    page.close()


def test_first_screens_print_on_one_sheet(browser: object, rich: Path) -> None:
    from playwright.sync_api import Browser

    assert isinstance(browser, Browser)
    page = browser.new_page(viewport={"width": 688, "height": 1017})  # A4 less 14 mm on each side, in CSS pixels
    page.emulate_media(media="print")
    for company in ("our", "acme", "crew", "dubrava", "epsilon", "zeta"):
        page.goto((rich / company / "index.html").as_uri())
        assert page.evaluate("document.querySelector('.first').getBoundingClientRect().bottom") <= 1017, company
    page.close()
