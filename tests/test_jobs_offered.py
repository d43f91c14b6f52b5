"""Where a site itself offers its catalogue: found in its pages, asked politely, given up where it is not offered."""

import json

import pytest

from crawler.batch import Ask, Limits, VisitJob
from crawler.downloading.answer import Answer, read_answer
from crawler.downloading.frontier import Frontier
from crawler.downloading.host import Host
from crawler.downloading.links import read_links
from crawler.downloading.platform import PAGES_LOOKED_AT, Marks, read_catalogue
from crawler.downloading.robots import Robots
from crawler.downloading.shape import is_page, is_product_feed
from crawler.parsing.endpoint import endpoint_address, endpoint_of, page_of

HOME = "https://shop.example/"
HOST = "shop.example:443"
SEED = Ask(url=HOME, why="seed")
SHOPIFY = f"{HOME}products.json?limit=250&page="
POSTS = f"{HOME}wp-json/wp/v2/posts?per_page=100&_fields=date_gmt,link,title&page="
WOO = f"{HOME}wp-json/wc/store/v1/products?per_page=100&page="


def page(body: str, **headers: str) -> Answer:
    told = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(outcome="ok", status=200, headers=told, body=body.encode())


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (page("<script>Shopify.theme = {}</script>"), [SHOPIFY + "1"]),
        (page("<p>", x_shopid="12"), [SHOPIFY + "1"]),
        (page('<img src="https://cdn.shopify.com/a.jpg">'), []),
        (page('<link rel="https://api.w.org/" href="https://shop.example/wp-json/" />'), [POSTS + "1"]),
        (page("<link href='/wp-json/' rel='https://api.w.org/'><body class=woocommerce>"), [WOO + "1", POSTS + "1"]),
        (page("<p>", link='<https://shop.example/wp-json/>; rel="https://api.w.org/"'), [POSTS + "1"]),
        (
            page('<link rel="https://api.w.org/" href="https://shop.example/index.php?rest_route=/">'),
            [f"{HOME}index.php?rest_route=/wp/v2/posts&per_page=100&_fields=date_gmt,link,title&page=1"],
        ),
        (page('<link rel="https://api.w.org/" href="https://other.example/wp-json/">'), []),
        (page('<link rel="https://api.w.org/">woocommerce'), []),
        (page("woocommerce is a plugin, Shopify a company"), []),
        (page("<script>Shopify.theme = {}</script>", content_type="application/pdf"), []),
    ],
)
def test_programs_are_known_by_marks_of_their_own(answer: Answer, found: list[str]) -> None:
    assert Marks().endpoints(f"{HOME}some/page", answer) == found


def test_magento_is_asked_one_query_by_get() -> None:
    [url] = Marks().endpoints(HOME, page('<script type="text/x-magento-init">{}</script>'))
    assert url.startswith(f"{HOME}graphql?query=%7Bproducts(filter:%7Bprice:")
    endpoint = endpoint_of(url)
    assert endpoint is not None
    assert endpoint.page == 1
    assert page_of(endpoint, 7) == endpoint_address("magento", HOME, 7)


def test_a_program_is_told_once_and_only_the_first_pages_are_looked_at() -> None:
    marks, plain, shop = Marks(), page("<p>"), page("<script>Shopify.theme = {}</script>")
    assert marks.endpoints(HOME, shop) == [SHOPIFY + "1"]
    assert marks.endpoints(HOME, shop) == []
    other = Marks()
    for n in range(PAGES_LOOKED_AT):
        assert other.endpoints(f"{HOME}{n}", plain) == []
    assert other.endpoints(HOME, shop) == []


def test_only_exactly_these_addresses_of_interfaces_are_pages() -> None:
    assert is_page(SHOPIFY + "2")
    assert is_page(WOO + "1")
    assert not is_page(f"{HOME}wp-json/wp/v2/users?per_page=100&page=1")
    assert not is_page(f"{HOME}wp-json/wc/store/v1/cart")
    assert not is_page(f"{HOME}collections.json?limit=250&page=1")
    assert not is_page(f"{HOME}products.json?limit=50&page=1")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("yml.xml", True),
        ("export/yandex_msk.xml", True),
        ("bitrix/catalog_export/market.php", True),
        ("price.yml", True),
        ("feeds/google_merchant.xml", True),
        ("index.php?route=extension/feed/yandex_market", True),
        ("index.php?route=extension/feed/google_base", True),
        ("index.php?route=extension/feed/google_sitemap", True),
        ("feed.xml", False),
        ("blog/feed/", False),
        ("sitemap.xml", False),
        ("sitemap_products_1.xml", False),
        ("products-sitemap.xml", False),
        ("supermarkets.xml", False),
        ("marketing/news.xml", False),
    ],
)
def test_product_feeds_are_known_by_their_names(path: str, expected: bool) -> None:
    assert is_product_feed(HOME + path) is expected


def frontier(*asks: Ask, pages: int = 100, endpoints: bool = True) -> Frontier:
    visit = VisitJob(visit=1, source="site", address=HOME, asks=asks or (SEED,), pages=pages, endpoints=endpoints)
    return Frontier(visit, Limits())


def taken(waiting: Frontier, endpoints: bool = True) -> list[str]:
    found = []
    while ask := waiting.take(HOST, endpoints):
        found.append(ask.url.removeprefix(HOME))
    return found


def test_endpoints_come_after_sitemaps_and_before_listings() -> None:
    waiting = frontier(SEED, Ask(url=HOME + "sitemap.xml", why="sitemap"), Ask(url=HOME + "shoes/", why="listing"))
    assert waiting.offer(SHOPIFY + "1", SEED)
    assert waiting.offer(SHOPIFY + "1", SEED) is None
    assert taken(waiting) == ["", "sitemap.xml", "products.json?limit=250&page=1", "shoes/"]


def test_endpoints_have_a_fifth_of_the_budget() -> None:
    waiting = frontier(SEED, pages=20)
    for n in range(1, 10):
        waiting.offer(SHOPIFY + str(n), SEED)
    assert sum("products.json" in url for url in taken(waiting)) == 4
    assert waiting.hosts() == ()


def test_endpoints_wait_for_their_own_turn_while_pages_go_on() -> None:
    waiting = frontier(SEED, Ask(url=HOME + "shoes/", why="listing"))
    waiting.offer(SHOPIFY + "1", SEED)
    assert taken(waiting, endpoints=False) == ["", "shoes/"]
    assert waiting.hosts() == (HOST,)
    assert taken(waiting) == ["products.json?limit=250&page=1"]


def test_a_page_never_read_comes_first_and_what_offered_nothing_last() -> None:
    waiting = frontier(
        Ask(url=SHOPIFY + "1", why="feed"),
        Ask(url=SHOPIFY + "2", why="new"),
        Ask(url=POSTS + "1", why="due"),
        Ask(url=POSTS.replace("wp-json", "blog/wp-json") + "1", why="feed"),
    )
    numbers = ["products.json?limit=250&page=2", "products.json?limit=250&page=1"]
    assert taken(waiting)[:2] == numbers
    assert [url.partition("/")[0] for url in taken(waiting)] == []


def test_older_posts_are_read_once() -> None:
    waiting = frontier(*(Ask(url=POSTS + str(n), why="feed") for n in (1, 2, 3)), Ask(url=POSTS + "4", why="new"))
    assert [url[-1] for url in taken(waiting)] == ["4", "1"]


def test_a_host_is_asked_for_one_catalogue_only_the_first_that_was_ever_read() -> None:
    feed = HOME + "export/yandex.xml"
    waiting = frontier(SEED, Ask(url=feed, why="feed"))
    assert waiting.offer(SHOPIFY + "1", SEED) is None
    assert waiting.offer(POSTS + "1", SEED)
    other = frontier(SEED)
    assert other.offer(SHOPIFY + "1", SEED)
    links = read_links(b'<a href="/export/yandex.xml"><a href="/about">', HOME, 10)
    assert [new.url for new in other.found(links, SEED)] == [HOME + "about"]
    other.give_up(Ask(url=SHOPIFY + "1", why="endpoint"))
    assert [new.url for new in other.found(links, SEED)] == [feed]
    assert sorted(taken(other)) == ["", "about", "export/yandex.xml"]


def test_a_catalogue_that_fails_today_is_not_replaced_by_another() -> None:
    waiting = frontier(SEED, Ask(url=SHOPIFY + "1", why="feed"), Ask(url=SHOPIFY + "2", why="feed"))
    waiting.give_up(Ask(url=SHOPIFY + "1", why="feed"))
    assert waiting.found(read_links(b'<a href="/export/yandex.xml">', HOME, 10), SEED) == []
    assert taken(waiting) == [""]


def test_endpoints_that_are_switched_off_are_never_taken() -> None:
    waiting = frontier(SEED, Ask(url=SHOPIFY + "1", why="feed"), endpoints=False)
    assert waiting.offer(WOO + "1", SEED) is None
    assert taken(waiting) == [""]


def test_other_sources_ask_their_addresses_whatever_these_look_like() -> None:
    visit = VisitJob(visit=1, source="feed", address=POSTS + "1", asks=(Ask(url=POSTS + "1", why="seed"),))
    assert taken(Frontier(visit, Limits())) == [POSTS.removeprefix(HOME) + "1"]


def test_two_pages_of_endpoints_lie_two_seconds_apart_unless_the_delay_is_longer_or_none() -> None:
    polite = Host(HOST, 1.0, Limits())
    polite.asked_endpoint(10.0)
    assert polite.endpoints_at == 12.0
    polite.obey(Robots(crawl_delay_s=5.0))
    polite.asked_endpoint(20.0)
    assert polite.endpoints_at == 25.0
    own = Host(HOST, 0.0, Limits())
    own.asked_endpoint(10.0)
    assert own.endpoints_at == 0.0


def answered(value: object, **headers: str) -> Answer:
    return page(json.dumps(value), **headers)


def products(count: int) -> dict[str, object]:
    return {"products": [{"handle": f"p{n}", "title": f"P {n}", "variants": []} for n in range(count)]}


def test_a_full_page_has_a_next_one() -> None:
    first = Ask(url=SHOPIFY + "1", why="endpoint")
    answer, found, following = read_catalogue(first, answered(products(250)))
    assert answer.outcome == "ok"
    assert found is not None
    assert [link.url for link in found.links][:2] == [HOME + "products/p0", HOME + "products/p1"]
    assert following == SHOPIFY + "2"
    assert read_catalogue(first, answered(products(249)))[2] is None
    assert read_catalogue(first, answered(products(0)))[2] is None
    posts = [{"link": f"{HOME}{n}/", "title": {"rendered": "x"}} for n in range(3)]
    ask = Ask(url=POSTS + "1", why="endpoint")
    assert read_catalogue(ask, answered(posts, x_wp_totalpages="2"))[2] == POSTS + "2"
    assert read_catalogue(Ask(url=POSTS + "2", why="endpoint"), answered(posts, x_wp_totalpages="2"))[2] is None


NO_CATALOGUES = [
    page("<!doctype html><h1>Hello</h1>"),
    page(""),
    page("null"),
    page('{"products": {}}'),
    page('{"products": [{"id": 1}]}'),
    page("[" * 100_000),
    page('{"products": [' + '{"a":' * 5000),
    Answer(outcome="blocked", status=403, error="answered 403"),
    Answer(outcome="unavailable", status=500, error="answered 500"),
    Answer(outcome="error", status=400, error="answered 400"),
    Answer(outcome="too_large", error="over 10000000 bytes"),
]


@pytest.mark.parametrize("answer", NO_CATALOGUES, ids=range(len(NO_CATALOGUES)))
def test_what_is_no_catalogue_is_missing_or_where_there_was_one_a_fault(answer: Answer) -> None:
    first, found, _ = read_catalogue(Ask(url=SHOPIFY + "1", why="endpoint"), answer)
    assert (first.outcome, found) == ("missing", None)
    assert first.error
    again, found, _ = read_catalogue(Ask(url=SHOPIFY + "1", why="feed"), answer)
    assert again.outcome not in ("ok", "missing")
    assert found is None


def test_a_product_feed_names_its_things_and_no_variants() -> None:
    offers = "".join(
        f"<offer id='{n}' group_id='g'><url>{HOME}shoe/?oid={n}</url><price>5</price></offer>" for n in "12"
    )
    yml = f"<?xml version='1.0'?><yml_catalog><shop><url>{HOME}</url><offers>{offers}</offers></shop></yml_catalog>"
    found = read_links(yml.encode(), HOME + "yml.xml", 10)
    assert (found.kind, [link.url for link in found.links]) == ("feed", [HOME + "shoe/"])
    google = (
        f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:link>{HOME}boot?variant=7</g:link>'
        f"<g:price>5 EUR</g:price></item></channel></rss>"
    )
    assert [link.url for link in read_links(google.encode(), HOME + "g.xml", 10).links] == [HOME + "boot"]


def test_headers_that_tell_the_program_are_kept_and_links_joined() -> None:
    sent = {
        "server": ["nginx"],
        "x-powered-by": ["PHP/8.2"],
        "x-shopid": ["7"],
        "x-wp-totalpages": ["3"],
        "set-cookie": ["cart_currency=EUR"],
        "link": ["</a.css>; rel=preload", '<https://shop.example/wp-json/>; rel="https://api.w.org/"'],
    }
    answer = read_answer(200, sent, b"x", is_cut=False, asked_conditionally=False, most_bytes=1000)
    kept = dict(answer.headers)
    assert kept.keys() == sent.keys() - {"set-cookie"}
    assert kept["link"] == '</a.css>; rel=preload, <https://shop.example/wp-json/>; rel="https://api.w.org/"'
    assert Marks().endpoints(HOME, answer) == [SHOPIFY + "1"]
