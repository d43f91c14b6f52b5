"""The software company of the demo market: its pages against its truth, and each event on its day."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from rivals.demo.software import COMPANY, Fact, SoftwareSite, differences, facts
from rivals.demo.views import TOKEN

SEED, ORIGIN = "1/150", "http://crewplan.example"
DAYS = range(1, 11)
EVENTS = {
    2: {("review", None), ("rating", "rating"), ("rating", "rating_count")},
    3: {("plan", "price"), ("article", None)},
    4: {("plan", "features"), ("technology", None)},
    5: {
        ("plan", "trial_days"),
        ("promise", "value"),
        ("review", None),
        ("rating", "rating"),
        ("rating", "rating_count"),
    },
    6: {("headline", "value"), ("review", "reply"), ("article", None)},
    7: {("promise", None)},
    8: {("plan", "price"), ("review", None), ("rating", "rating_count")},
    9: {("article", None), ("review", "reply")},
    10: set(),
}


@pytest.fixture(scope="module")
def site() -> SoftwareSite:
    return SoftwareSite(SEED, ORIGIN)


def page(site: SoftwareSite, path: str, day: int) -> LexborHTMLParser:
    answer = site.answer(path, day)
    assert answer.status == 200, path
    return LexborHTMLParser(answer.body.decode())


def of_kind(day: int, kind: str) -> list[Fact]:
    return [fact for fact in facts(SEED, day, ORIGIN) if fact["kind"] == kind]


def text(node: LexborNode | LexborHTMLParser | None) -> str:
    return " ".join(node.text().split()) if node is not None else ""


def told(day: int) -> list[Fact]:
    """The changes of a day, without the counts that tick."""
    return [change for change in differences(SEED, day, ORIGIN) if change["kind"] != "popularity"]


def linked_data(tree: LexborHTMLParser) -> list[dict[str, object]]:
    nodes = []
    for script in tree.css('script[type="application/ld+json"]'):
        found = json.loads(script.text())
        for part in found if isinstance(found, list) else [found]:
            nodes += part.get("@graph", [part])
    return nodes


def shown_plans(tree: LexborHTMLParser) -> Iterator[Fact]:
    """What the cards of the pricing page say."""
    for tier in tree.css(".tier"):
        trial = re.search(r"(\d+)-day", text(tier.css_first(".button")))
        for cost in tier.css(".cost"):
            amount = text(cost.css_first(".amount"))
            per = re.fullmatch(r"per (\w+) / (\w+)", text(cost.css_first(".per")))
            billed = re.search(r"billed (month|year)ly", text(cost))
            number = Decimal(amount.removeprefix("€")) if amount.startswith("€") else None
            yield {
                "name": text(tier.css_first("h2")),
                "period": billed[1] if billed else None,
                "price": None if number is None else str(number),
                "currency": None if number is None else "EUR",
                "unit": per[1] if per else None,
                "per": per[2] if per else None,
                "price_type": "contact" if number is None else "exact" if number else "free",
                "trial_days": int(trial[1]) if trial else None,
                "features": [text(line) for line in tier.css(".includes li")],
            }


def shown_reviews(site: SoftwareSite, day: int) -> Iterator[Fact]:
    """What all pages of reviews say, newest first."""
    path: str | None = "/reviews"
    while path:
        tree = page(site, path, day)
        for node in tree.css(".opinion"):
            label = node.css_first(".stars").attributes["aria-label"] or ""  # type: ignore[union-attr]
            reply, title = node.css_first(".reply p:last-child"), node.css_first("h2")
            yield {
                "rating": label.split()[0],
                "best_rating": label.split()[3],
                "title": text(title) if title else None,
                "text": "\n".join(text(p) for p in node.css("p") if p.parent is not None and p.parent.tag == "article"),
                "published_on": node.css_first("footer time").attributes["datetime"],  # type: ignore[union-attr]
                "author": text(node.css_first("cite")),
                "reply": text(reply) if reply else None,
                "role": "customer" if node.css_first(".badge") else None,
            }
        following = tree.css_first("a[rel=next]")
        path = following.attributes["href"] if following else None


def test_the_same_seed_gives_the_same_bytes_in_any_order(site: SoftwareSite) -> None:
    twin, other = SoftwareSite(SEED, ORIGIN), SoftwareSite("2/150", ORIGIN)
    twin.answer("/", 12)
    for day in (9, 2):
        assert twin.addresses(day) == site.addresses(day)
        for path in twin.addresses(day):
            assert twin.answer(path, day) == site.answer(path, day), path
    assert list(facts(SEED, 9)) == list(facts(SEED, 9))
    assert list(facts(SEED, 9)) != list(facts("2/150", 9))
    assert other.answer("/blog", 1) != site.answer("/blog", 1)


@pytest.mark.parametrize("day", DAYS)
def test_the_pricing_page_says_what_truth_says_of_plans(site: SoftwareSite, day: int) -> None:
    shown = list(shown_plans(page(site, "/pricing", day)))
    known = of_kind(day, "plan")
    assert [{name: fact[name] for name in shown[0]} for fact in known] == shown
    assert [(fact["name"], fact["period"]) for fact in known] == [
        ("Free", None),
        ("Team", "month"),
        ("Team", "year"),
        ("Business", "month"),
        ("Business", "year"),
        ("Enterprise", None),
    ]
    assert {fact["url"] for fact in known} == {f"{ORIGIN}/pricing"}
    assert "excluding VAT" in text(page(site, "/pricing", day).css_first("main"))
    assert [fact["tax_included"] for fact in known] == [False] * 5 + [None]


@pytest.mark.parametrize("day", [1, 8])
def test_the_switch_shows_one_period_and_the_page_holds_both(site: SoftwareSite, day: int) -> None:
    tree = page(site, "/pricing", day)
    tabs = {text(tab).split()[0]: tab.attributes["aria-selected"] for tab in tree.css("[role=tab]")}
    assert tabs == {"Monthly": "false", "Yearly": "true"}
    costs = [cost for cost in tree.css(".cost") if cost.css_first(".note")]
    assert [("monthly" in text(cost), "hidden" in cost.attributes) for cost in costs] == [
        (True, True),
        (False, False),
    ] * 2
    saved = re.search(r"Save (\d+)%", text(tree.css_first("[role=tablist]")))
    assert saved is not None
    for name in ("Team", "Business"):
        month, year = (Decimal(str(f["price"])) for f in of_kind(day, "plan") if f["name"] == name)
        assert abs(month * (100 - int(saved[1])) / 100 - year) <= Decimal("0.005")
    script = tree.css_first("script[src^='/assets/']")
    assert script is not None
    assert site.answer(script.attributes["src"] or "", day).content_type.startswith("text/javascript")


def test_the_comparison_table_ticks_what_a_tier_and_those_before_it_include(site: SoftwareSite) -> None:
    for day in (3, 4):
        lines = page(site, "/pricing", day).css(".compare tbody tr")
        ticked = {text(line.css_first("th")): [text(cell) for cell in line.css("td")] for line in lines}
        assert ticked["Labour cost forecast"] == (["–", "✓", "✓", "✓"] if day == 3 else ["–", "–", "✓", "✓"])
        assert ticked["Audit log"] == ["–", "–", "–", "✓"]


@pytest.mark.parametrize("day", [1, 3, 9, 20])
def test_each_post_says_what_truth_says(site: SoftwareSite, day: int) -> None:
    counts = of_kind(day, "popularity")
    articles = of_kind(day, "article")
    assert len(articles) >= 11
    for fact in articles:
        tree = page(site, urlsplit(str(fact["url"])).path, day)
        assert text(tree.css_first("h1")) == fact["title"]
        assert text(tree.css_first("[rel=author]")) == fact["author"]
        when = tree.css_first(".byline time")
        assert when is not None
        assert when.attributes["datetime"] == fact["published"]
        prose = tree.css_first(".prose")
        assert prose is not None
        assert len(prose.text(separator=" ").split()) == fact["words"]
        posting = next(node for node in linked_data(tree) if node["@type"] == "BlogPosting")
        assert (posting["headline"], posting["wordCount"]) == (fact["title"], fact["words"])
        own = [c for c in counts if c["id"] == fact["id"]]
        assert [c["measure"] for c in own] == ["likes", "comments"]
        assert all(str(c["value_text"]) in text(tree.css_first(".reactions")) for c in own)


@pytest.mark.parametrize("day", [1, 9])
def test_blog_and_feed_name_the_posts(site: SoftwareSite, day: int) -> None:
    articles = {str(f["url"]).removeprefix(ORIGIN): f for f in of_kind(day, "article")}
    likes = {
        str(f["url"]).removeprefix(ORIGIN): f["value_text"]
        for f in of_kind(day, "popularity")
        if f["measure"] == "likes"
    }
    cards: dict[str, str] = {}
    path: str | None = "/blog"
    while path:
        tree = page(site, path, day)
        for card in tree.css(".post-card"):
            link = card.css_first("h2 a")
            assert link is not None
            href = link.attributes["href"] or ""
            assert text(link) == articles[href]["title"]
            assert str(likes[href]) in text(card)
            cards[href] = text(card)
        following = tree.css_first("a[rel=next]")
        path = following.attributes["href"] if following else None
    assert set(cards) == set(articles)
    root = ElementTree.fromstring(site.answer(COMPANY.feed_path, day).body)
    fed = {item.findtext("link", "").removeprefix(ORIGIN): item for item in root.iter("item")}
    assert set(fed) == {path for path, fact in articles.items() if fact["in_feed"]}
    comments = {f["url"]: f for f in of_kind(day, "popularity") if f["measure"] == "comments"}
    for path, item in fed.items():
        fact = comments[ORIGIN + path]
        assert item.findtext("{http://purl.org/rss/1.0/modules/slash/}comments") == str(fact["value"])
        assert fact["seen_in"] == ["text", "feed"]
        assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == articles[path]["author"]


@pytest.mark.parametrize("day", [*DAYS, 20])
def test_the_pages_of_reviews_say_what_truth_says(site: SoftwareSite, day: int) -> None:
    known, shown = of_kind(day, "review"), list(shown_reviews(site, day))
    assert [{name: fact[name] for name in shown[0]} for fact in known] == shown[::-1]
    assert len({fact["text"] for fact in known}) == len(known) > 8
    (rating,) = of_kind(day, "rating")
    first, second = page(site, "/reviews", day), page(site, "/reviews?page=2", day)
    (node,) = linked_data(first)
    assert not linked_data(second)
    assert second.css_first(".mean") is None
    assert node["@type"] == "SoftwareApplication"
    assert node["name"] == rating["subject"]
    mean = node["aggregateRating"]
    assert isinstance(mean, dict)
    assert (mean["ratingValue"], mean["reviewCount"], mean["bestRating"]) == (
        rating["rating"],
        rating["rating_count"],
        rating["best_rating"],
    )
    said = f"{rating['rating']} out of 5, based on {rating['rating_count']} reviews"
    assert text(first.css_first(".mean")) == said
    stars = [int(str(fact["rating"])) for fact in known]
    assert abs(Decimal(sum(stars)) / len(stars) - Decimal(str(rating["rating"]))) <= Decimal("0.05")


@pytest.mark.parametrize("day", DAYS)
def test_home_pricing_about_and_terms_say_what_truth_finds(site: SoftwareSite, day: int) -> None:
    headlines = {str(f["url"]).removeprefix(ORIGIN): f["value"] for f in of_kind(day, "headline")}
    assert headlines == {path: text(page(site, path, day).css_first("h1")) for path in ("/", "/pricing", "/about")}
    assert all(len(page(site, path, day).css("h1")) == 1 for path in headlines)
    home = page(site, "/", day)
    (tagline,) = of_kind(day, "tagline")
    assert text(home.css_first("title")) == f"Crewplan – {tagline['value']}"
    assert text(home.css_first(".foot-brand p")) == tagline["value"]
    promises = of_kind(day, "promise")
    for path in ("/", "/pricing"):
        listed = [text(line) for line in page(site, path, day).css(".ticks li")]
        assert listed == [f["detail"] for f in promises if f["url"] == ORIGIN + path]
    terms = text(page(site, "/legal/terms", day).css_first(".legal"))
    in_terms = [f for f in promises if f["url"] == f"{ORIGIN}/legal/terms"]
    assert all(str(f["detail"]) in terms for f in in_terms)
    assert ("refund" in terms) == any(f["name"] == "returns" for f in in_terms)
    assert all(re.search(rf"\b{f['value']}\b", str(f["detail"])) for f in promises if f["value"])
    assert all((f["unit"] == "days") == bool(f["value"]) for f in promises)
    hosts = {
        "Google Tag Manager": "googletagmanager.com",
        "HubSpot": "hs-scripts.com",
        "LinkedIn Insight Tag": "snap.licdn.com",
    }
    trackers = {str(f["name"]): str(f["value"]) for f in of_kind(day, "technology")}
    for path in ("/", "/blog", "/legal/privacy"):
        source = site.answer(path, day).body.decode()
        assert {name for name, host in hosts.items() if host in source} == set(trackers)
        assert all(value in source for value in trackers.values())
    profiles = {f["name"]: f["value"] for f in of_kind(day, "profile")}
    assert [link.attributes["href"] for link in home.css(".social a")] == list(profiles.values())
    assert all(str(name) in str(urlsplit(str(value)).netloc) for name, value in profiles.items())


def test_each_event_is_on_its_day_and_nothing_else_happens() -> None:
    assert list(differences(SEED, 1)) == []
    for day, expected in EVENTS.items():
        assert {(str(c["kind"]), c["field"]) for c in told(day)} == expected, day


def test_what_the_events_are() -> None:
    assert [c["id"] for c in told(3) if c["kind"] == "plan"] == ["crewplan/plan/team/month", "crewplan/plan/team/year"]
    assert all(Decimal(str(c["new"])) > Decimal(str(c["old"])) for c in told(3) if c["kind"] == "plan")
    moved = {str(c["id"]).split("/")[2]: (c["old"], c["new"]) for c in told(4) if c["kind"] == "plan"}
    lost, won = (set(a) ^ set(b) for a, b in moved.values())  # type: ignore[call-overload]
    assert lost == won == {"Labour cost forecast"}
    assert [c["new"] for c in told(4) if c["kind"] == "technology"] == ["LinkedIn Insight Tag"]
    trials = [c for c in told(5) if c["field"] == "trial_days"]
    assert [(c["old"], c["new"]) for c in trials] == [(14, 21)] * 4
    assert {str(c["url"]).removeprefix(ORIGIN) for c in told(5) if c["kind"] == "promise"} == {
        "/",
        "/pricing",
        "/legal/terms",
    }
    assert [c["url"] for c in told(6) if c["kind"] == "headline"] == [f"{ORIGIN}/"]
    assert [(c["old"], c["new"]) for c in told(7)] == [("returns", None)] * 3
    yearly = [c for c in told(8) if c["kind"] == "plan"]
    assert [c["id"] for c in yearly] == ["crewplan/plan/team/year", "crewplan/plan/business/year"]
    (answered,) = [c for c in told(6) if c["field"] == "reply"]
    assert answered["id"] == next(c["id"] for c in told(5) if c["kind"] == "review")


@pytest.mark.parametrize("seed", ["1/30", "2/150", "7/600"])
def test_facts_of_two_days_differ_only_where_differences_says(seed: str) -> None:
    for day in range(2, 41):
        before, now = (
            {(f["kind"], f.get("id"), f.get("measure")): f for f in facts(seed, d) if f["kind"] != "site"}
            for d in (day - 1, day)
        )
        changed = {
            key[:2]
            for key in before.keys() | now.keys()
            if key not in before
            or key not in now
            or {k: v for k, v in before[key].items() if k not in ("day", "in_feed", "seen_in", "value_text")}
            != {k: v for k, v in now[key].items() if k not in ("day", "in_feed", "seen_in", "value_text")}
        }
        assert {(c["kind"], c["id"]) for c in differences(seed, day)} == changed


@pytest.mark.parametrize("day", [1, 9])
def test_every_link_leads_somewhere_and_every_address_is_linked(site: SoftwareSite, day: int) -> None:
    found, todo = set(), ["/"]
    while todo:
        path = todo.pop()
        if path in found:
            continue
        found.add(path)
        answer = site.answer(path, day)
        assert answer.status == 200, path
        if answer.content_type.startswith("text/html"):
            tree = LexborHTMLParser(answer.body.decode())
            hrefs = [str(node.attributes[name]) for name in ("href", "src") for node in tree.css(f"[{name}]")]
            links = [urlsplit(urljoin(ORIGIN + path, href)) for href in hrefs]
            own = [link for link in links if link.netloc == urlsplit(ORIGIN).netloc]
            todo += [link.path + (f"?{link.query}" if "page=" in link.query else "") for link in own]
    assert set(site.addresses(day)) - found <= {"/robots.txt", "/sitemap.xml", "/logout"}
    listed = re.findall(f"<loc>{ORIGIN}(.*?)</loc>", site.answer("/sitemap.xml", day).body.decode())
    assert {"/", "/pricing", "/legal/terms", "/reviews"} <= set(listed) <= found
    assert {urlsplit(str(fact["url"])).path for fact in facts(SEED, day, ORIGIN) if "url" in fact} <= set(listed)
    assert all(f"Disallow: {path}" in site.answer("/robots.txt", day).body.decode() for path in ("/login", "/signup"))


def test_what_is_not_there_is_missing_and_slashes_lead_to_the_page(site: SoftwareSite) -> None:
    assert site.answer("/no-such-page", 1).status == 404
    assert site.answer("/blog?page=9", 1).status == 404
    slashed = site.answer("/pricing/", 1)
    assert (slashed.status, slashed.location) == (301, "/pricing")
    assert site.answer("/pricing?utm_source=ad", 1) == site.answer("/pricing", 1)
    with pytest.raises(ValueError, match="day 1, not 0"):
        site.answer("/", 0)


def test_pages_carry_tokens_but_cached_ones_stay_as_they_are(site: SoftwareSite) -> None:
    assert TOKEN.encode() in site.answer("/", 1).body
    for path in ("/legal/privacy", COMPANY.feed_path, "/assets/site.css"):
        answer = site.answer(path, 1)
        assert TOKEN.encode() not in answer.body
        assert (answer.validation, bool(answer.etag)) == ("no-cache", True)
    tags = [site.answer("/legal/privacy", day).etag for day in (1, 2, 3, 4, 5)]
    assert tags[0] == tags[2] != tags[3] == tags[4]  # the new tracker of day 4


def test_structured_data_are_those_of_a_software_company(site: SoftwareSite) -> None:
    home = {str(node["@type"]): node for node in linked_data(page(site, "/", 1))}
    assert list(home) == ["Organization", "WebSite", "SoftwareApplication"]
    assert home["Organization"]["sameAs"] == [f["value"] for f in of_kind(1, "profile")]
    application, faq = linked_data(page(site, "/pricing", 1))
    prices = [Decimal(str(f["price"])) for f in of_kind(1, "plan") if f["price"]]
    offers = application["offers"]
    assert isinstance(offers, dict)
    assert (Decimal(offers["lowPrice"]), Decimal(offers["highPrice"])) == (min(prices), max(prices))
    assert faq["@type"] == "FAQPage"
    job = page(site, next(path for path in site.addresses(1) if path.startswith("/careers/")), 1)
    assert [node["@type"] for node in linked_data(job)] == ["JobPosting"]
