"""What is due, and in which order."""

from dataclasses import replace

import pytest

from crawler.batch import Settings
from crawler.config import Target
from crawler.due import Known, is_due, jobs, plan

HOME = "https://shop.example/"
SHOP = Target(
    competitor="shop", source="site", address=HOME, every_s=86_400, pages=100, delay_s=1.0, settings=Settings()
)
NOW = "2026-03-10T06:00:00Z"
YESTERDAY = "2026-03-09T06:00:00Z"
LAST_WEEK = "2026-03-03T06:00:00Z"
THIS_MORNING = "2026-03-10T01:00:00Z"


def asked(known: list[Known], target: Target = SHOP) -> list[tuple[str, str]]:
    return [(ask.url.removeprefix(HOME), ask.why) for ask in plan(target, known, NOW, 7).asks]


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        (YESTERDAY, True),
        ("2026-03-09T06:05:00Z", True),
        ("2026-03-09T09:00:00Z", False),
        (THIS_MORNING, False),
    ],
)
def test_a_target_is_due_after_its_interval_less_some_slack(last: str | None, due: bool) -> None:
    assert is_due(SHOP, last, NOW) is due


def test_the_first_visit_asks_the_targets_own_address() -> None:
    visit = plan(SHOP, [], NOW, 7)
    assert [(ask.url, ask.why) for ask in visit.asks] == [(HOME, "seed")]
    assert (visit.visit, visit.pages, visit.delay_s, visit.source) == (7, 100, 1.0, "site")


def test_what_leads_on_comes_first_then_folds_wishes_then_the_oldest() -> None:
    known = [
        Known(url=HOME + "old", last_asked=LAST_WEEK, named=True),
        Known(url=HOME + "yesterday", last_asked=YESTERDAY, named=True),
        Known(url=HOME + "never", named=True),
        Known(url=HOME + "fresh", last_asked=THIS_MORNING, named=True),
        Known(url=HOME + "wanted", last_asked=THIS_MORNING, why_now="missing"),
        Known(url=HOME + "category", last_asked=YESTERDAY, page_type="listing"),
        Known(url=HOME + "feed", last_asked=YESTERDAY, page_type="feed"),
        Known(url=HOME + "map.xml", last_asked=YESTERDAY, page_type="sitemap"),
        Known(url=HOME, last_asked=YESTERDAY, page_type="home", etag='"1"'),
    ]
    assert asked(known) == [
        ("", "seed"),
        ("map.xml", "sitemap"),
        ("feed", "feed"),
        ("category", "listing"),
        ("wanted", "now"),
        ("never", "new"),
        ("old", "due"),
        ("yesterday", "due"),
    ]
    visit = plan(SHOP, known, NOW, 7)
    assert visit.known == {HOME + "fresh"}
    assert visit.named == {HOME + name for name in ("old", "yesterday", "never", "fresh")}
    assert visit.asks[0].etag == '"1"'


def test_of_pages_never_asked_those_that_look_like_goods_or_prices_come_first() -> None:
    names = ("about", "blog/winter", "product/kettle", "pricing")
    known = [Known(url=HOME + name, named=True) for name in names]
    assert [url for url, _ in asked(known)] == ["", "pricing", "product/kettle", "about", "blog/winter"]


def test_folds_wishes_have_a_fifth_of_the_budget() -> None:
    wanted = [Known(url=f"{HOME}{n:02}", last_asked=THIS_MORNING, why_now="hint") for n in range(30)]
    assert sum(why == "now" for _, why in asked(wanted)) == 20
    due_too = [replace(page, last_asked=YESTERDAY) for page in wanted]
    assert [why for _, why in asked(due_too)].count("due") == 10


def test_no_more_is_asked_than_the_budget_reaches() -> None:
    known = [Known(url=f"{HOME}{n:03}", last_asked=YESTERDAY, named=n % 2 == 0) for n in range(500)]
    visit = plan(SHOP, known, NOW, 7)
    assert sum(ask.url in visit.named for ask in visit.asks) == 100
    assert len(visit.asks) + len(visit.known) == 501


def test_a_page_that_robots_txt_denied_comes_last_of_its_kind() -> None:
    known = [Known(url=HOME + "denied", last_outcome="denied"), Known(url=HOME + "z")]
    assert asked(known) == [("", "seed"), ("z", "new"), ("denied", "new")]


def test_a_feed_asks_only_itself() -> None:
    feed = replace(SHOP, source="feed", address=HOME + "feed")
    known = [Known(url=HOME + "feed", last_asked=YESTERDAY, etag='"9"'), Known(url=HOME + "feed/", how="redirect")]
    visit = plan(feed, known, NOW, 7)
    assert [(ask.url, ask.why, ask.etag) for ask in visit.asks] == [(HOME + "feed", "seed", '"9"')]


def test_visits_of_one_site_are_one_job() -> None:
    addresses = [
        "https://www.shop.example/",
        "http://blog.shop.example:8080/feed",
        "https://other.example/",
        "http://127.0.0.1:8001/",
        "http://127.0.0.1:8002/",
        "https://acme.github.io/",
        "https://else.github.io/",
    ]
    visits = [plan(replace(SHOP, address=address), [], NOW, number) for number, address in enumerate(addresses, 1)]
    grouped = jobs(visits, user_agent="rivals/0.1", started_at=NOW, started_monotonic_s=0.0)
    assert {job.name: [visit.visit for visit in job.visits] for job in grouped} == {
        "shop.example": [1, 2],
        "other.example": [3],
        "127.0.0.1:8001": [4],
        "127.0.0.1:8002": [5],
        "acme.github.io": [6],
        "else.github.io": [7],
    }
