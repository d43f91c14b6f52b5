"""What a crawl of real sites on loopback gives. The whole street is crawled together, in one process."""

import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pytest

from crawler.batch import Ask, Limits, VisitJob
from tests.loopback import Crawled, Reply, Request, Route, Site, crawl, job, moved, page, robots, visit

STREET: dict[str, Callable[[], Mapping[str, Route]]] = {}
VISITS: dict[str, Callable[[str], tuple[VisitJob, Limits]]] = {}


@dataclass
class House:
    """One site after the crawl."""

    site: Site
    crawled: Crawled


def plain(address: str) -> tuple[VisitJob, Limits]:
    return visit(address), Limits(backoff_s=0.0)


def on_the_street(
    asked: Callable[[str], tuple[VisitJob, Limits]] = plain,
) -> Callable[..., Callable[[], Mapping[str, Route]]]:
    """Put a site, made by the function below, on the street that is crawled once for this module."""

    def put(routes: Callable[[], Mapping[str, Route]]) -> Callable[[], Mapping[str, Route]]:
        STREET[routes.__name__], VISITS[routes.__name__] = routes, asked
        return routes

    return put


@pytest.fixture(scope="module")
def street() -> Iterator[dict[str, House]]:
    sites = {name: Site(routes()) for name, routes in STREET.items()}
    jobs = []
    for number, (name, site) in enumerate(sites.items(), 1):
        one, limits = VISITS[name](site.url)
        jobs.append(job(VisitJob(**{**vars(one), "visit": number}), limits=limits))
    crawled = crawl(*jobs)
    yield {name: House(site, crawled[number]) for number, (name, site) in enumerate(sites.items(), 1)}
    for site in sites.values():
        site.close()


@on_the_street()
def outcomes() -> Mapping[str, Route]:
    paths = "/ok /missing /gone /error /forbidden /teapot /old /empty /cut /big /bomb /cutgzip /challenge".split()
    html = {"Content-Type": "text/html"}
    packed = {**html, "Content-Encoding": "gzip"}
    body = gzip.compress(b"<p>" + bytes(range(256)) * 400)
    return {
        "/": page(*paths),
        "/ok": page(),
        "/gone": Reply(b"", 410),
        "/error": Reply(b"oops", 500),
        "/forbidden": Reply(b"no", 403),
        "/teapot": Reply(b"", 418),
        "/old": moved("/new"),
        "/new": page(),
        "/empty": Reply(b"", 200),
        "/cut": Reply(b"<p>half", length=1000),
        "/big": Reply(b"x" * 11_000_000),
        "/bomb": Reply(gzip.compress(b"x" * 50_000_000), headers=packed),
        "/cutgzip": Reply(body[:-300], headers=packed),
        "/challenge": Reply(b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>", 503),
    }


def test_every_answer_has_its_outcome(street: dict[str, House]) -> None:
    assert street["outcomes"].crawled.outcomes == {
        "/": "ok",
        "/sitemap.xml": "missing",
        "/ok": "ok",
        "/missing": "missing",
        "/gone": "missing",
        "/error": "unavailable",
        "/forbidden": "blocked",
        "/teapot": "error",
        "/old": "moved",
        "/new": "ok",
        "/empty": "incomplete",
        "/cut": "incomplete",
        "/big": "too_large",
        "/bomb": "too_large",
        "/cutgzip": "incomplete",
        "/challenge": "blocked",
    }


def test_captures_are_numbered_from_one_without_a_gap(street: dict[str, House]) -> None:
    crawled = street["outcomes"].crawled
    assert [capture.number for capture in crawled.captures] == list(range(1, len(crawled.captures) + 1))
    assert crawled.end.captures == len(crawled.captures)


def test_what_failed_is_asked_once_more_and_captured_once(street: dict[str, House]) -> None:
    assert street["outcomes"].site.paths.count("/error") == 2
    assert street["outcomes"].site.paths.count("/missing") == 1
    assert street["outcomes"].site.paths.count("/forbidden") == 1


def test_a_visit_is_complete_when_what_was_due_was_answered(street: dict[str, House]) -> None:
    end = street["outcomes"].crawled.end
    assert (end.outcome, end.reason) == ("complete", None)
    assert end.asked == end.captures
    assert end.ok == 3


def test_captures_are_dated_by_the_run(street: dict[str, House]) -> None:
    assert all(capture.at.startswith("2026-03-01T06:0") for capture in street["outcomes"].crawled.captures)


@on_the_street(lambda url: (visit(url, Ask(url=url, why="seed"), Ask(url=url + "broken")), Limits(backoff_s=0.0)))
def due_page_fails() -> Mapping[str, Route]:
    return {"/": page(), "/broken": Reply(b"", 500)}


def test_a_due_page_without_an_answer_makes_the_visit_partial(street: dict[str, House]) -> None:
    house = street["due_page_fails"]
    assert house.crawled.end.outcome == "partial"
    assert house.crawled.end.reason == f"{house.site.url}broken: answered 500"


@on_the_street()
def redirects() -> Mapping[str, Route]:
    return {
        "/": page("/a", "/self", "/ring1", "/far1", "/away", "/nowhere"),
        "/a": moved("/b", 302),
        "/b": moved("/c?utm_source=x", 308),
        "/c": page("/a"),
        "/self": moved("/self"),
        "/ring1": moved("/ring2"),
        "/ring2": moved("/ring1"),
        **{f"/far{n}": moved(f"/far{n + 1}") for n in range(1, 12)},
        "/away": moved("http://elsewhere.example/"),
        "/nowhere": moved("mailto:a@b.example"),
    }


def test_each_hop_of_a_redirect_is_a_capture_of_its_own(street: dict[str, House]) -> None:
    house = street["redirects"]
    steps = [(c.url, c.outcome, c.final_url) for c in house.crawled.captures if c.url[-2:] in ("/a", "/b", "/c")]
    assert sorted(steps) == [
        (house.site.url + "a", "moved", house.site.url + "b"),
        (house.site.url + "b", "moved", house.site.url + "c"),
        (house.site.url + "c", "ok", house.site.url + "c"),
    ]
    assert house.site.paths.count("/c") == 1


def test_circles_and_long_chains_of_redirects_are_errors(street: dict[str, House]) -> None:
    outcomes = street["redirects"].crawled.outcomes
    assert outcomes["/self"] == "error"
    assert (outcomes["/ring1"], outcomes["/ring2"]) == ("moved", "error")
    assert [outcomes.get(f"/far{n}") for n in range(1, 8)] == ["moved"] * 5 + ["error", None]
    assert outcomes["/nowhere"] == "error"


def test_a_redirect_off_the_site_is_moved_and_not_followed(street: dict[str, House]) -> None:
    capture = street["redirects"].crawled.capture("/away")
    assert (capture.outcome, capture.final_url) == ("moved", "http://elsewhere.example/")
    assert all(found.url.startswith(street["redirects"].site.url) for found in street["redirects"].crawled.discovered)


@on_the_street()
def site_moved_away() -> Mapping[str, Route]:
    return {"/": moved("https://new-home.example/")}


def test_a_site_that_answers_from_another_domain_is_named(street: dict[str, House]) -> None:
    house = street["site_moved_away"]
    assert house.crawled.end.outcome == "failed"
    assert house.crawled.end.reason == f"{house.site.url} moved to https://new-home.example/"


@on_the_street(
    lambda url: (
        visit(
            url,
            Ask(url=url, why="seed", etag='"1"', last_modified="Sun, 01 Feb 2026 00:00:00 GMT"),
            Ask(url=url + "changed", etag='"old"'),
        ),
        Limits(),
    )
)
def conditional() -> Mapping[str, Route]:
    def root(request: Request) -> Reply:
        same = request.headers.get("If-None-Match") == '"1"' and "If-Modified-Since" in request.headers
        return Reply(b"", 304, {"ETag": '"1"'}) if same else page("/wrong")

    return {"/": root, "/changed": Reply(b"<p>new", headers={"Content-Type": "text/html", "ETag": '"new"'})}


def test_what_is_known_is_asked_for_on_condition(street: dict[str, House]) -> None:
    crawled = street["conditional"].crawled
    assert crawled.outcomes == {"/": "not_modified", "/sitemap.xml": "missing", "/changed": "ok"}
    assert dict(crawled.capture("/changed").headers)["etag"] == '"new"'
    assert (crawled.end.outcome, crawled.end.ok) == ("complete", 2)


@on_the_street()
def obeys_robots() -> Mapping[str, Route]:
    rules = (
        "User-agent: other",
        "Disallow: /",
        "",
        "User-agent: Rivals",
        "Disallow: /private",
        "Allow: /private/open",
        "Disallow: /*.html$",
    )
    return {"/robots.txt": robots("\n".join(rules)), "/": page("/private/a", "/private/open", "/x.html", "/y")}


def test_robots_txt_is_obeyed(street: dict[str, House]) -> None:
    house = street["obeys_robots"]
    assert sorted(house.site.paths) == ["/", "/private/open", "/y"]
    assert house.crawled.outcomes["/private/a"] == house.crawled.outcomes["/x.html"] == "denied"
    assert house.site.requests[0].path == "/robots.txt"
    assert house.site.requests[0].headers["User-Agent"] == "rivals/0.1 (+crawler@shop.example)"


@on_the_street()
def robots_forbidden() -> Mapping[str, Route]:
    return {"/robots.txt": Reply(b"Disallow: /", 403), "/": page("/a"), "/a": page()}


@on_the_street()
def robots_broken() -> Mapping[str, Route]:
    return {"/robots.txt": Reply(b"", 503), "/": page()}


@on_the_street()
def robots_too_many_requests() -> Mapping[str, Route]:
    return {"/robots.txt": Reply(b"", 429), "/": page()}


@on_the_street()
def robots_moved() -> Mapping[str, Route]:
    return {"/robots.txt": moved("/rules"), "/rules": robots("User-agent: *\nDisallow: /a"), "/": page("/a")}


@on_the_street()
def robots_in_a_circle() -> Mapping[str, Route]:
    return {"/robots.txt": moved("/robots.txt"), "/": page()}


@on_the_street()
def robots_huge() -> Mapping[str, Route]:
    filler = "# " + "x" * 97 + "\n"
    rules = "User-agent: *\nDisallow: /a\n" + filler * 6000 + "Disallow: /b\n"
    return {"/robots.txt": robots(rules), "/": page("/a", "/b"), "/b": page()}


@on_the_street(lambda url: (visit(url), Limits(request_s=1.0, backoff_s=0.0)))
def robots_hang() -> Mapping[str, Route]:
    return {"/robots.txt": Reply(b"User-agent: *", hangs=True), "/": page()}


@on_the_street()
def robots_deny_all() -> Mapping[str, Route]:
    return {"/robots.txt": robots("User-agent: *\nDisallow: /"), "/": page()}


def test_robots_txt_that_is_missing_or_refused_allows_all(street: dict[str, House]) -> None:
    assert street["robots_forbidden"].site.paths == ["/", "/a"]


@pytest.mark.parametrize("name", ["robots_broken", "robots_too_many_requests", "robots_hang", "robots_in_a_circle"])
def test_robots_txt_that_cannot_be_had_means_not_now(street: dict[str, House], name: str) -> None:
    house = street[name]
    assert house.site.paths == []
    assert house.crawled.outcomes == {"/": "unavailable"}
    assert house.crawled.end.outcome == "failed"
    assert "robots.txt" in (house.crawled.end.reason or "")


def test_robots_txt_is_followed_where_it_moved(street: dict[str, House]) -> None:
    assert "/a" not in street["robots_moved"].site.paths


def test_the_first_500_kib_of_robots_txt_count(street: dict[str, House]) -> None:
    assert street["robots_huge"].crawled.outcomes["/a"] == "denied"
    assert street["robots_huge"].crawled.outcomes["/b"] == "ok"


def test_a_site_that_robots_txt_closes_is_blocked(street: dict[str, House]) -> None:
    house = street["robots_deny_all"]
    assert house.site.paths == []
    assert house.crawled.outcomes == {"/": "denied", "/sitemap.xml": "denied"}
    assert house.crawled.end.outcome == "blocked"


@on_the_street(lambda url: (visit(url, delay_s=0.01), Limits(delay_s=0.5)))
def crawl_delay() -> Mapping[str, Route]:
    return {"/robots.txt": robots("User-agent: *\nCrawl-delay: 999\n"), "/": page("/a"), "/a": page()}


def test_crawl_delay_raises_the_delay_up_to_our_cap(street: dict[str, House]) -> None:
    times = [request.at_s for request in street["crawl_delay"].site.requests]
    assert len(times) == 4
    assert times[-1] - times[0] > 0.5  # three gaps, of which the first may be short; without it they last 0.03 s
    assert street["crawl_delay"].site.most_at_once == 1


@on_the_street(lambda url: (visit(url), Limits(request_s=1.0, backoff_s=0.0)))
def slow_body() -> Mapping[str, Route]:
    return {"/": page("/slow", "/fast"), "/slow": Reply(b"<p>", hangs=True), "/fast": page()}


def test_a_body_that_never_ends_is_an_error_and_holds_up_nothing(street: dict[str, House]) -> None:
    crawled = street["slow_body"].crawled
    assert crawled.capture("/slow").error == "no whole answer within 1 s"
    assert crawled.outcomes["/fast"] == "ok"


@on_the_street()
def blocks() -> Mapping[str, Route]:
    wall = Reply(b"<h1>Access denied</h1>", 403)
    return {"/": wall, "/sitemap.xml": page(*(f"/p{n}" for n in range(50))), **{f"/p{n}": wall for n in range(50)}}


@on_the_street(lambda url: (visit(url, *(Ask(url=f"{url}p{n}") for n in range(40))), Limits(backoff_s=0.0)))
def blocks_all() -> Mapping[str, Route]:
    return {f"/p{n}": Reply(b"<h1>Access denied</h1>", 403) for n in range(40)}


@on_the_street(lambda url: (visit(url, *(Ask(url=f"{url}p{n}") for n in range(200)), pages=300), Limits(backoff_s=0.0)))
def blocks_late() -> Mapping[str, Route]:
    wall = Reply(b"<h1>Too many</h1>", 429)
    return {f"/p{n}": page() if n < 20 else wall for n in range(200)}


def test_a_host_that_refuses_is_left_alone_after_five_answers(street: dict[str, House]) -> None:
    house = street["blocks_all"]
    assert len(house.site.paths) + house.site.paths.count("/sitemap.xml") <= 5
    assert house.crawled.end.outcome == "blocked"
    assert "answered 403" in (house.crawled.end.reason or "")


def test_a_host_that_refuses_later_is_left_alone_too(street: dict[str, House]) -> None:
    house = street["blocks_late"]
    assert 20 < len(house.site.paths) < 60
    assert house.crawled.end.outcome == "partial"


@on_the_street()
def retry_later() -> Mapping[str, Route]:
    later = Reply(b"", 503, {"Retry-After": "86400"})
    return {"/": page(*(f"/p{n}" for n in range(20))), **{f"/p{n}": later for n in range(20)}}


@on_the_street()
def retry_soon() -> Mapping[str, Route]:
    answers = iter([Reply(b"", 503, {"Retry-After": "1"})])
    return {"/": page("/busy"), "/busy": lambda _: next(answers, page())}


def test_a_long_retry_after_means_not_now(street: dict[str, House]) -> None:
    house = street["retry_later"]
    assert len([path for path in house.site.paths if path != "/"]) <= Limits().at_once
    assert house.crawled.end.outcome == "partial"
    assert "86400" in (house.crawled.end.reason or "")


def test_a_short_retry_after_is_waited_for(street: dict[str, House]) -> None:
    house = street["retry_soon"]
    first, second = [request.at_s for request in house.site.requests if request.path == "/busy"]
    assert second - first >= 1.0
    assert house.crawled.outcomes["/busy"] == "ok"


@on_the_street()
def names() -> Mapping[str, Route]:
    urlset = '<urlset xmlns="x"><url><loc>{}p1</loc></url><url><loc> <![CDATA[{}p2]]></loc></url></urlset>'
    index = "<sitemapindex><sitemap><loc>{}sitemap-a.xml.gz</loc></sitemap></sitemapindex>"
    feed = "<rss><channel><link>{}</link><item><link>{}post</link></item></channel></rss>"

    def xml(text: str, *, packed: bool = False) -> Callable[[Request], Reply]:
        def reply(request: Request) -> Reply:
            body = text.replace("{}", f"http://{request.headers['Host']}/").encode()
            return Reply(gzip.compress(body) if packed else body, headers={"Content-Type": "application/xml"})

        return reply

    return {
        "/robots.txt": lambda request: robots(f"Sitemap: http://{request.headers['Host']}/map.xml"),
        "/map.xml": xml(index),
        "/sitemap-a.xml.gz": xml(urlset, packed=True),
        "/": Reply(
            b'<link rel="alternate" type="application/rss+xml" href="/feed">'
            b'<link rel="stylesheet" href="/s"><a href="/q">'
        ),
        "/feed": xml(feed),
        **{path: page() for path in ("/p1", "/p2", "/post", "/q")},
    }


def test_sitemaps_and_feeds_lead_on(street: dict[str, House]) -> None:
    house = street["names"]
    how = {found.url.removeprefix(house.site.url): found.how for found in house.crawled.discovered}
    assert how == {
        "": "seed",
        "map.xml": "sitemap",
        "sitemap-a.xml.gz": "sitemap",
        "p1": "sitemap",
        "p2": "sitemap",
        "feed": "feed",
        "post": "feed",
        "q": "link",
    }
    assert set(house.site.paths) == {"/", *("/" + path for path in how)}
    assert not [request for request in house.site.requests if request.path == "/sitemap.xml"]


@on_the_street(lambda url: (visit(url, pages=200), Limits(backoff_s=0.0, pages_per_shape=60)))
def calendar() -> Mapping[str, Route]:
    def day(request: Request) -> Reply:
        number = int(request.path.rsplit("/", 1)[1])
        return page(*(f"/calendar/{number + step}" for step in range(1, 20)))

    days = {f"/calendar/{number}": day for number in range(2000)}
    return {
        "/": page("/calendar/1", *(f"/thing-{n}/" for n in range(50))),
        **{f"/thing-{n}/": page() for n in range(50)},
        **days,
    }


def test_a_calendar_without_end_costs_only_its_own_budget(street: dict[str, House]) -> None:
    paths = street["calendar"].site.paths
    assert {f"/thing-{n}/" for n in range(50)} <= set(paths)
    assert sum(path.startswith("/calendar") for path in paths) == 60
    end = street["calendar"].crawled.end
    assert end.outcome == "complete"


@on_the_street()
def does_things() -> Mapping[str, Route]:
    harmful = (
        "/cart",
        "/logout",
        "/?add-to-cart=5",
        "/unsubscribe?u=1",
        "/wishlist/add/7",
        "/page?action=delete",
        "/pic.JPG",
    )
    return {"/": page(*harmful, "/golf-cart-covers"), "/golf-cart-covers": page()}


def test_addresses_that_do_something_are_never_asked(street: dict[str, House]) -> None:
    assert street["does_things"].site.paths == ["/", "/golf-cart-covers"]


@on_the_street(lambda url: (visit(url + "feed", source="feed"), Limits(backoff_s=0.0)))
def only_feed() -> Mapping[str, Route]:
    feed = b"<rss><channel><item><link>/post</link></item></channel></rss>"
    return {
        "/feed": moved("/feed/"),
        "/feed/": Reply(feed, headers={"Content-Type": "application/rss+xml"}),
        "/post": page(),
    }


def test_a_feed_target_asks_only_its_address_and_where_that_moved(street: dict[str, House]) -> None:
    house = street["only_feed"]
    assert [request.path for request in house.site.requests] == ["/robots.txt", "/feed", "/feed/"]
    assert house.crawled.outcomes == {"/feed": "moved", "/feed/": "ok"}
    assert house.crawled.end.outcome == "complete"


@on_the_street(lambda url: (visit(url, *(Ask(url=f"{url}p{n}") for n in range(30)), pages=10), Limits()))
def budget() -> Mapping[str, Route]:
    return {f"/p{n}": page() for n in range(30)}


def test_a_visit_ends_with_its_budget_and_is_complete(street: dict[str, House]) -> None:
    crawled = street["budget"].crawled
    assert len(crawled.captures) == 10
    assert crawled.end.outcome == "complete"
