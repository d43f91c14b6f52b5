"""What a visit asks next, and how a host is treated: no network, times passed in."""

from crawler.batch import Ask, Limits, VisitJob
from crawler.downloading.answer import Answer
from crawler.downloading.frontier import Frontier
from crawler.downloading.host import Host
from crawler.downloading.links import Found, How, Link
from crawler.downloading.robots import Robots

HOME = "https://shop.example/"
HOST = "shop.example:443"
SEED = Ask(url=HOME, why="seed")


NOTHING: frozenset[str] = frozenset()


def frontier(
    *asks: Ask,
    pages: int = 100,
    limits: Limits | None = None,
    named: frozenset[str] = NOTHING,
    known: frozenset[str] = NOTHING,
) -> Frontier:
    asks = asks or (SEED,)
    visit = VisitJob(visit=1, source="site", address=HOME, asks=asks, pages=pages, named=named, known=known)
    return Frontier(visit, limits or Limits())


def links(*paths: str, how: How = "link") -> Found:
    return Found(
        kind=how if how in ("sitemap", "feed") else "page",
        links=[Link(path if "://" in path else HOME + path, how) for path in paths],
    )


def taken(waiting: Frontier, host: str = HOST) -> list[str]:
    found = []
    while ask := waiting.take(host):
        found.append(ask.url.removeprefix(HOME))
    return found


def test_the_order_is_leaders_then_wishes_then_new_then_due() -> None:
    whys = ("due", "new", "now", "listing", "feed", "sitemap", "seed")
    asks = [Ask(url=HOME + why, why=why) for why in whys]
    named = frozenset(ask.url for ask in asks)
    assert taken(frontier(*asks, named=named)) == ["listing", "feed", "sitemap", "seed", "now", "new", "due"]


def test_of_named_pages_never_asked_those_that_look_like_goods_or_prices_come_first() -> None:
    paths = ("blog/winter", "product/kettle", "about", "lv/cenas", "tovar/chajnik", "team", "pricing")
    asks = [Ask(url=HOME + path, why="new") for path in paths]
    order = taken(frontier(*asks, named=frozenset(ask.url for ask in asks)))
    assert order == ["product/kettle", "lv/cenas", "tovar/chajnik", "pricing", "blog/winter", "about", "team"]


def test_of_pages_that_nothing_names_listings_and_goods_take_turns_and_others_are_not_forgotten() -> None:
    waiting = frontier(pages=17)
    waiting.take(HOST)
    goods, others = [f"product/a-b-{n}" for n in range(30)], [f"news-of-2026/a-b-{n}" for n in range(30)]
    waiting.found(links(*others, *goods, *(f"category/c{n}/" for n in "abcdefghijkl")), SEED)
    order = taken(waiting)
    assert [sum(url.startswith(start) for url in order) for start in ("category", "product", "news")] == [8, 6, 2]


def test_one_page_in_ten_belongs_to_addresses_that_nothing_names() -> None:
    named = [Ask(url=f"{HOME}named-{n}") for n in range(200)]
    unnamed = [Ask(url=f"{HOME}section/x{n}/") for n in range(50)]
    order = taken(frontier(*named, *unnamed, named=frozenset(ask.url for ask in named)))
    assert len(order) == 100
    assert sum(url.startswith("section") for url in order) == 10


def test_what_a_sitemap_of_this_visit_names_is_no_discovery() -> None:
    waiting = frontier(pages=41)
    waiting.take(HOST)
    waiting.found(links(*(f"linked-{n}/" for n in range(100))), SEED)
    waiting.found(links("linked-99/", *(f"named/{n}" for n in range(100)), how="sitemap"), SEED)
    order = taken(waiting)
    assert sum(url.startswith("named/") or url == "linked-99/" for url in order) == 36
    assert order.count("linked-99/") == 1


def test_what_is_known_and_not_due_is_not_asked() -> None:
    waiting = frontier(known=frozenset({HOME + "fresh"}))
    assert waiting.found(links("fresh", "new"), SEED)[0].url == HOME + "new"
    assert taken(waiting) == ["", "new"]


def test_nothing_is_asked_twice() -> None:
    waiting = frontier()
    waiting.found(links("a", "a"), SEED)
    waiting.found(links("a", how="sitemap"), SEED)
    waiting.follow(SEED, HOME + "a")
    assert sorted(taken(waiting)) == ["", "a"]


def test_only_the_site_is_followed_on_all_its_hosts_up_to_a_number() -> None:
    waiting = frontier(limits=Limits(hosts=3))
    hosts = [f"https://h{n}.shop.example/" for n in range(9)]
    found = waiting.found(links("https://other.example/", "https://notshop.example/", *hosts), SEED)
    assert [each.url for each in found] == hosts[:2]
    assert waiting.hosts() == (HOST, "h0.shop.example:443", "h1.shop.example:443")


def test_a_redirect_is_followed_at_once() -> None:
    waiting = frontier(Ask(url=HOME + "a", why="now"), Ask(url=HOME + "b", why="now"))
    first = waiting.take(HOST)
    assert first
    assert waiting.follow(first, HOME + "target")
    assert waiting.follow(first, "https://other.example/") is None
    second = waiting.take(HOST)
    assert second
    assert (second.url, second.chain) == (HOME + "target", (HOME + "a",))


def test_a_second_try_comes_last_and_costs_no_budget() -> None:
    waiting = frontier(Ask(url=HOME + "a", why="now"), Ask(url=HOME + "b", why="now"), pages=2)
    first = waiting.take(HOST)
    assert first
    waiting.again(first)
    assert taken(waiting) == ["b", "a"]


def test_shapes_take_turns_and_have_a_budget() -> None:
    waiting = frontier(limits=Limits(pages_per_shape=7), pages=50)
    waiting.take(HOST)
    waiting.found(links(*(f"calendar/{n}" for n in range(40)), "thing/a-1", "thing/a-2", "thing/a-3"), SEED)
    order = taken(waiting)
    assert [url for url in order[:6] if url.startswith("thing")] == ["thing/a-1", "thing/a-2", "thing/a-3"]
    assert sum(url.startswith("calendar") for url in order) == 7


def test_the_budget_of_a_shape_holds_for_known_pages_that_nothing_names_too() -> None:
    days = [Ask(url=f"{HOME}calendar/{n}") for n in range(40)]
    things = [Ask(url=f"{HOME}thing/{n}") for n in range(40)]
    waiting = frontier(*days, *things, limits=Limits(pages_per_shape=7), named=frozenset(ask.url for ask in things))
    order = taken(waiting)
    assert sum(url.startswith("calendar") for url in order) == 7
    assert sum(url.startswith("thing") for url in order) == 40


def test_addresses_that_differ_in_the_order_of_parameters_are_different_pages() -> None:
    waiting = frontier()
    assert len(waiting.found(links("?a=1&b=2", "?b=2&a=1"), SEED)) == 2


def test_depth_is_bounded_but_the_pages_of_a_series_lie_equally_deep() -> None:
    waiting = frontier(limits=Limits(depth=2))
    deep = Ask(url=HOME + "shoes?page=2", depth=2)
    found = waiting.found(links("shoes?page=3", "boot/x"), deep)
    assert [(each.url, each.depth) for each in found] == [(HOME + "shoes?page=3", 2)]


def test_what_one_visit_reports_is_bounded() -> None:
    waiting = frontier(limits=Limits(addresses=5))
    assert len(waiting.found(links(*(f"{n}" for n in range(50))), SEED)) == 5


def host(**limits: float) -> Host:
    return Host(HOST, 0.0, Limits(**limits))  # type: ignore[arg-type]


def test_a_host_is_asked_more_at_once_when_it_has_answered_and_less_when_its_bodies_are_big() -> None:
    one = host(at_once=4)
    one.asked(0.0)
    assert not one.is_ready(0.0)
    one.answered(Answer(outcome="ok", body=b"x" * 1000, error=""), 0.0)
    for _ in range(4):
        assert one.is_ready(0.0)
        one.asked(0.0)
    assert not one.is_ready(0.0)
    for _ in range(4):
        one.answered(Answer(outcome="ok", body=b"x" * 10_000_000, error=""), 0.0)
    for _ in range(2):
        assert one.is_ready(0.0)
        one.asked(0.0)
    assert not one.is_ready(0.0)


def test_pauses_grow_while_a_host_fails_and_end_when_it_answers() -> None:
    one = host(backoff_s=1.0)
    ready_at = []
    now = 0.0
    for _ in range(3):
        one.asked(now)
        one.answered(Answer(outcome="unavailable", body=b"x" * 0, error="answered 503"), now)
        now = one.paused_until
        ready_at.append(now)
    assert ready_at == [1.0, 3.0, 7.0]
    one.asked(7.0)
    one.answered(Answer(outcome="ok", body=b"x" * 10, error=""), 7.0)
    one.asked(7.0)
    one.answered(Answer(outcome="error", body=b"x" * 0, error="reset"), 7.0)
    assert one.paused_until == 8.0


def test_a_host_has_a_budget_of_bytes_and_of_seconds() -> None:
    heavy = host(host_bytes=100)
    heavy.asked(0.0)
    heavy.answered(Answer(outcome="ok", body=b"x" * 101, error=""), 0.0)
    slow = host(host_s=10.0)
    slow.asked(0.0)
    slow.answered(Answer(outcome="ok", body=b"x" * 1, error=""), 5.0)
    slow.asked(11.0)
    assert heavy.closed
    assert slow.closed


def test_crawl_delay_and_slowness_only_raise_the_delay() -> None:
    one = Host(HOST, 1.0, Limits())
    one.obey(Robots(crawl_delay_s=0.5))
    assert one.delay_s == 1.0
    one.obey(Robots(crawl_delay_s=5.0))
    assert one.delay_s == 5.0
    one.adapt(0.1)
    assert one.delay_s == 5.0
    one.adapt(10.0)
    assert one.delay_s == 12.5
    one.adapt(500.0)
    assert one.delay_s == 30.0
    one.obey(Robots(crawl_delay_s=86_400.0))
    assert one.delay_s == 30.0


def test_views_of_a_page_have_one_small_budget_together() -> None:
    filters = [f"shoes/?{name}={n}&size={n}" for name in ("color", "brand", "price") for n in range(100)]
    waiting = frontier(pages=2000)
    waiting.take(HOST)
    waiting.found(links("shoes/", *filters, "shoes/?page=2", "shoes/red-shoe-7/"), SEED)
    order = taken(waiting)
    assert sum("=" in url for url in order) == 201  # a tenth of the budget, and the next page of the shoes
    assert {"shoes/", "shoes/?page=2", "shoes/red-shoe-7/"} <= set(order[:5])


def test_views_that_were_read_as_listings_are_not_asked_before_products() -> None:
    views = [Ask(url=f"{HOME}shoes/?size={n}", why="listing") for n in range(300)]
    asks = [Ask(url=HOME + "shoes/", why="listing"), *views, Ask(url=HOME + "shoes/red-shoe-7/")]
    waiting = frontier(*asks, pages=1000, named=frozenset({HOME + "shoes/red-shoe-7/"}))
    order = taken(waiting)
    assert "shoes/red-shoe-7/" in order[:4]
    assert len(order) == 102
    assert waiting.found(links("shoes/?color=red"), SEED) == []
