"""What the demo sites show: each page against the market's truth."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from ruamel.yaml import YAML

from rivals.demo.companies import NORDKIT, TOOL_BARN
from rivals.demo.company import Company
from rivals.demo.market import Market
from rivals.demo.server import Sites, serve
from rivals.demo.site import Site
from rivals.demo.views import TOKEN, VISITS, Answer
from tests.demo import ORIGIN, json_ld, says, text_of, tree

DAYS = range(1, 11)
BUY_BOX = {"our-shop": ".pdp__buy", "dubrava": "table.detail", "tool-barn": ".summary, .wp-block-columns"}
CARD = {"our-shop": "#grid .tile", "dubrava": "#mid .plist li", "tool-barn": ".products li, .wc-block-product"}
ENDED = {"our-shop": "no longer available", "dubrava": "снят с продажи", "tool-barn": "no longer available"}
STATUS = {"ok": 200, "no_offer": 200, "missing": 404, "gone_410": 410, "redirect": 301, "error": 500}


@pytest.fixture(scope="module")
def market() -> Market:
    return Market(seed=1, products=30)


@pytest.fixture(scope="module")
def sites(market: Market) -> dict[str, Site]:
    """The shops that answer in plain HTML."""
    return {shop.key: Site(market, shop, ORIGIN) for shop in market.shops if shop.key != "nordkit"}


@pytest.fixture(scope="module")
def running(market: Market) -> Iterator[Sites]:
    with serve(market) as sites:
        yield sites


def machine_prices(answer: Answer) -> list[Decimal]:
    """The prices of offers in JSON-LD and microdata."""
    offers = [node["offers"] for node in json_ld(answer) if "offers" in node]
    marked = tree(answer).css("[itemprop=offers] [itemprop=price]")
    return [Decimal(str(offer["price"])) for offer in offers] + [  # type: ignore[index]
        Decimal(node.attributes["content"] or "") for node in marked
    ]


def shown_cards(site: Site, company: Company, day: int) -> dict[str, str]:
    """Path of a product → text of its card, over all pages of the whole shop's listing."""
    shown, path = {}, company.shop_path
    number = 1
    while (answer := site.answer(path, day)).status == 200:
        page = tree(answer)
        for card in page.css(CARD[company.key]):
            href = card.css("a[href]")[0].attributes["href"]
            shown[str(href)] = " ".join(card.text(separator=" ").split())
        number += 1
        path = company.numbered(company.shop_path, number)
    return shown


@pytest.mark.parametrize("day", DAYS)
def test_each_product_is_on_its_page_and_card_as_truth_says(market: Market, sites: dict[str, Site], day: int) -> None:
    companies = {key: market.shop(key, day).company for key in sites}
    states = {f["competitor"]: f["state"] for f in market.truth(day) if f["kind"] == "site"}
    cards = {key: shown_cards(site, companies[key], day) for key, site in sites.items() if states[key] == "ok"}
    for fact in (f for f in market.truth(day) if f["kind"] == "offer" and f["competitor"] in sites):
        key, url, seen = str(fact["competitor"]), str(fact["url"]), fact["seen_in"]
        company, answer = companies[key], sites[key].answer(url, day)
        assert isinstance(seen, list)
        if states[key] != "ok":
            assert answer.status == int(str(states[key]))
            continue
        assert answer.status == STATUS[str(fact["page"])], fact
        price = fact["price"]
        assert (url in cards[key]) == fact["listed"], fact
        if fact["listed"]:
            assert says(cards[key][url], company, price) == ("card" in seen), fact
        if answer.status != 200:
            assert not {"text", "json-ld", "microdata", "opengraph"} & set(seen)
            continue
        box = text_of(tree(answer), BUY_BOX[key])
        assert str(fact["name"]) in text_of(tree(answer), "h1")
        assert str(fact["brand"]) in text_of(tree(answer), "body")
        assert str(fact["sku"]) in box
        assert "None" not in box
        expected = [Decimal(str(price))] if {"json-ld", "microdata"} & set(seen) else []
        assert machine_prices(answer) == expected, fact
        og = tree(answer).css_first('meta[property="product:price:amount"]')
        assert (og is not None) == ("opengraph" in seen)
        if price is None:
            assert ENDED[key] in box
            continue
        assert says(box, company, price) == ("text" in seen), fact
        assert company.availability[str(fact["availability"])] in box
        if fact["list_price"] and "text" in seen:
            assert says(box, company, fact["list_price"])
        if fact["gtin"]:
            assert key == "tool-barn" or str(fact["gtin"]) in text_of(tree(answer), "body")
        for name in fact["category"]:  # type: ignore[attr-defined]
            assert name in text_of(tree(answer), "body")


@pytest.mark.parametrize("day", DAYS)
def test_left_addresses_redirect_or_are_missing(market: Market, sites: dict[str, Site], day: int) -> None:
    seen = set()
    for fact in (f for f in market.truth(day) if f["kind"] == "offer" and f["page"] == "ok"):
        if fact["competitor"] not in sites:
            continue
        for former in fact["former"]:  # type: ignore[attr-defined]
            answer = sites[str(fact["competitor"])].answer(former["url"], day)
            seen.add(former["page"])
            assert answer.status == {"redirect": 301, "missing": 404}[former["page"]]
            assert answer.location == (fact["url"] if former["page"] == "redirect" else None)
    assert day < 3 or seen == {"redirect", "missing"}


@pytest.mark.parametrize("day", [1, 4, 9])
def test_each_post_says_what_truth_says(market: Market, sites: dict[str, Site], day: int) -> None:
    facts = market.truth(day)
    counts = [f for f in facts if f["kind"] == "popularity"]
    plain = sites | {"nordkit": Site(market, NORDKIT, ORIGIN)}
    for fact in (f for f in facts if f["kind"] == "article" and f["competitor"] in plain):
        page = tree(plain[str(fact["competitor"])].answer(str(fact["url"]), day))
        assert text_of(page, "h1") == fact["title"]
        assert str(fact["author"]) in text_of(page, "body")
        body = text_of(page, ".story__body, .newstext, .entry-content, .post-text")
        assert len(body.split()) == fact["words"]
        own = [f for f in counts if f["id"] == fact["id"]]
        assert own
        assert all(str(f["value_text"]) in text_of(page, "body") for f in own)


def test_feeds_name_the_newest_posts_and_their_comments(market: Market, sites: dict[str, Site]) -> None:
    facts = market.truth(4)
    counts = [f for f in facts if f["kind"] == "popularity"]
    comments = {(f["competitor"], f["url"]): str(f["value"]) for f in counts if "feed" in f["seen_in"]}  # type: ignore[operator]
    for company in market.shops:
        site = sites.get(company.key) or Site(market, company, ORIGIN)
        root = ElementTree.fromstring(site.answer(company.feed_path, 4).body)
        told = {}
        for item in root.iter():
            if item.tag.rpartition("}")[2] not in ("item", "entry"):
                continue
            parts = {part.tag.rpartition("}")[2]: part for part in reversed(item)}
            link = parts["link"].text or parts["link"].attrib["href"]
            count = parts.get("comments", parts.get("total"))
            told[urlsplit(link).path] = count.text if count is not None else None
        posts = [f for f in facts if f["kind"] == "article" and f["competitor"] == company.key]
        in_feed = {f["url"] for f in posts if f["in_feed"]}
        assert set(told) == in_feed
        assert len(told) == 10
        counted = {url: n for (key, url), n in comments.items() if key == company.key and url in in_feed}
        assert {url: n for url, n in told.items() if n} == counted
    assert comments


@pytest.mark.parametrize("day", [1, 6])
def test_every_link_leads_somewhere_and_finds_what_is_listed(market: Market, sites: dict[str, Site], day: int) -> None:
    for company in (shop for shop in market.shops if shop.key in sites):
        site, found, todo = sites[company.key], set(), ["/"]
        while todo:
            path = todo.pop()
            if path in found:
                continue
            found.add(path)
            answer = site.answer(path, day)
            assert answer.status in (200, 301, 302, 500), (company.key, path)
            if answer.content_type.startswith("text/html") and answer.status == 200:
                hrefs = [node.attributes.get("href") or "" for node in tree(answer).css("a[href]")]
                links = {urlsplit(urljoin(ORIGIN + path, href)) for href in hrefs}
                todo += [
                    link.path + (f"?{link.query}" if link.query.startswith("page=") else "")
                    for link in links
                    if link.netloc == "shop.example" and not link.path.startswith("/basket/add")
                ]
        offers = [f for f in market.truth(day) if f["kind"] == "offer" and f["competitor"] == company.key]
        assert {f["url"] for f in offers if f["listed"]} <= found
        assert not {f["url"] for f in offers if not f["listed"]} & found


def test_sitemaps_name_what_truth_says(market: Market, sites: dict[str, Site]) -> None:
    for key, site in sites.items():
        bodies = [site.answer(path, 3) for path in ("/sitemap.xml", "/sitemap-products.xml")]
        named = {urlsplit(loc).path for b in bodies for loc in re.findall("<loc>(.*?)</loc>", b.body.decode())}
        offers = [f for f in market.truth(3) if f["kind"] == "offer" and f["competitor"] == key]
        assert {f["url"] for f in offers if f["in_sitemap"]} == {f["url"] for f in offers} & named
        lacking = [f for f in offers if f["listed"] and not f["in_sitemap"]]
        assert bool(lacking) == (key != "our-shop")
    assert sites["tool-barn"].answer("/sitemap.xml", 3).status == 404
    assert b"<sitemapindex" in sites["our-shop"].answer("/sitemap.xml", 3).body


def test_a_new_layout_changes_no_fact(market: Market, sites: dict[str, Site]) -> None:
    before, now = ({f["id"]: f for f in market.truth(day) if f["kind"] == "offer"} for day in (3, 4))
    same = [
        str(fact["url"])
        for key, fact in now.items()
        if fact["competitor"] == "tool-barn" and {**fact, "day": 3} == before.get(key) and fact["page"] == "ok"
    ]
    assert len(same) > 5
    for url in same:
        old, new = (sites["tool-barn"].answer(url, day) for day in (3, 4))
        assert b"woocommerce-product-gallery" in old.body
        assert b"product-sheet" in new.body
        price = next(f["price"] for f in now.values() if f["url"] == url)
        assert all(says(text_of(tree(page), BUY_BOX["tool-barn"]), TOOL_BARN, price) for page in (old, new))


def test_the_same_seed_gives_the_same_bytes(sites: dict[str, Site]) -> None:
    again = Market(seed=1, products=30)
    for company in again.shops:
        twins = [
            Site(again, company, ORIGIN),
            sites.get(company.key) or Site(Market(seed=1, products=30), company, ORIGIN),
        ]
        for day in (2, 4):
            assert set(twins[0].addresses(day)) == set(twins[1].addresses(day))
            for path in twins[0].addresses(day):
                assert twins[0].answer(path, day) == twins[1].answer(path, day), path


def test_the_four_shops_write_prices_in_four_ways(market: Market) -> None:
    assert [company.money(Decimal("12990.00")) for company in market.shops] == [
        "€12,990.00",
        "12\N{NO-BREAK SPACE}990\N{NO-BREAK SPACE}₸",
        "12990.00\N{NO-BREAK SPACE}€",
        "EUR\N{NO-BREAK SPACE}12990.00",
    ]


def test_one_shop_sends_all_its_canonicals_home(market: Market, sites: dict[str, Site]) -> None:
    fact = next(f for f in market.truth(1) if f["kind"] == "offer" and f["competitor"] == "dubrava")
    link = tree(sites["dubrava"].answer(str(fact["url"]), 1)).css_first("link[rel=canonical]")
    assert link is not None
    assert link.attributes["href"] == f"{ORIGIN}/"


def test_the_weak_shop_says_nothing_to_machines(sites: dict[str, Site]) -> None:
    site = sites["tool-barn"]
    for path in site.addresses(5):
        answer = site.answer(path, 5)
        if answer.content_type.startswith("text/html"):
            page = tree(answer)
            assert not json_ld(answer)
            assert not page.css('[itemscope], [itemprop], [typeof], [property], meta[name^="twitter:"]'), path


def test_the_weak_shop_shows_the_codes_of_some_products_to_people(market: Market, sites: dict[str, Site]) -> None:
    facts = [f for f in market.truth(1) if f["kind"] == "offer" and f["competitor"] == "tool-barn" and f["gtin"]]
    shown = [str(f["gtin"]) in text_of(tree(sites["tool-barn"].answer(str(f["url"]), 1)), "body") for f in facts]
    assert sum(shown) > len(shown) / 2


def test_old_pages_are_still_in_windows_1251(market: Market, sites: dict[str, Site]) -> None:
    answer = sites["dubrava"].answer("/kontakty.html", 1)
    assert answer.content_type == "text/html; charset=windows-1251"
    assert "1&nbsp;500&nbsp;&#8376;" in answer.body.decode("windows-1251")
    old = {
        f["brand"]
        for f in market.truth(1)
        if (f["competitor"], f["kind"]) == ("dubrava", "offer")
        and "1251" in sites["dubrava"].answer(str(f["url"]), 1).content_type
    }
    assert old == {"Grünwald"}


def ask(origin: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(origin).netloc, timeout=10)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    answer = response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    connection.close()
    return answer


def test_tokens_and_counters_rotate_at_every_request(running: Sites) -> None:
    running.day = 1
    for key in ("our-shop", "dubrava", "nordkit", "tool-barn"):
        origin = running.addresses[key]
        first, second = ask(origin, "/")[2], ask(origin, "/")[2]
        assert first != second
        assert not [mark for mark in (TOKEN, VISITS) if mark.encode() in first]
        plain = [re.sub(rb"[0-9a-f]{24}|48,\d{3}", b"", body) for body in (first, second)]
        assert plain[0] == plain[1]


def test_conditional_requests_are_answered_304_only_for_equal_bytes(running: Sites, market: Market) -> None:
    origin = running.addresses["tool-barn"]
    paths = [
        *(str(f["url"]) for f in market.truth(1) if f["kind"] == "offer" and f["competitor"] == "tool-barn"),
        *("/our-story/", "/feed/atom/", "/shop/", "/"),
    ]
    seen: dict[str, list[tuple[dict[str, str], bytes]]] = {}
    outcomes = set()
    for day in (1, 2, 3, 4, 5):
        running.day = day
        for path in paths:
            _, headers, body = ask(origin, path)
            if "etag" not in headers:
                continue
            for old_headers, old_body in (*seen.get(path, ()), (headers, body)):
                by_tag = ask(origin, path, **{"If-None-Match": old_headers["etag"]})[0]
                assert (by_tag == 304) == (old_body == body), path
                outcomes.add(by_tag)
                if "last-modified" in headers:
                    by_date = ask(origin, path, **{"If-Modified-Since": old_headers["last-modified"]})[0]
                    assert (by_date == 304) == (old_body == body), path
            seen.setdefault(path, []).append((headers, body))
    assert outcomes == {200, 304}
    controls = {headers.get("cache-control") for versions in seen.values() for headers, _ in versions}
    assert controls == {"max-age=600", "no-cache"}
    running.day = 1
    for key in ("our-shop", "dubrava"):
        assert not {"etag", "last-modified"} & set(ask(running.addresses[key], "/")[1])


def test_a_refusing_site_refuses_everything(running: Sites) -> None:
    running.day = 5
    for path in ("/", "/robots.txt", "/katalog/", "/nowhere"):
        status, headers, _ = ask(running.addresses["dubrava"], path)
        assert (status, headers["retry-after"]) == (503, "3600")
    running.day = 7
    for path in ("/", "/shop/", "/feed/atom/"):
        status, _, body = ask(running.addresses["tool-barn"], path)
        assert status == 403
        assert b"verify you are human" in body
    assert ask(running.addresses["tool-barn"], "/robots.txt")[0] == 200


def test_requests_are_kept_in_order_with_their_headers(running: Sites) -> None:
    running.day = 2
    before = len(running.requests)
    ask(running.addresses["our-shop"], "/nowhere?a=1", **{"User-Agent": "tester", "X-Mark": "7"})
    request = running.requests[before]
    assert len(running.requests) == before + 1
    assert (request.company, request.day, request.method, request.path) == ("our-shop", 2, "GET", "/nowhere?a=1")
    assert (request.user_agent, request.headers["x-mark"], request.status) == ("tester", "7", 404)


def test_the_configuration_names_every_site_and_feed(running: Sites) -> None:
    config = YAML(typ="safe").load(running.config_text())
    assert [urlsplit(address).netloc for address in running.addresses.values()] == config["allow_private"]
    assert list(running.addresses) == [*config["competitors"], "ads"]
    assert {name: c["kind"] for name, c in config["competitors"].items()} == {
        "our-shop": "self",
        "dubrava": "foreign",
        "nordkit": "direct",
        "crewplan": "indirect",
        "tool-barn": "direct",
    }
    running.day = 1
    for competitor in config["competitors"].values():
        for address in (*(s["address"] for s in competitor["site"]), *(t["feed"] for t in competitor["targets"])):
            assert ask(address, urlsplit(address).path)[0] == 200
    assert config["competitors"]["dubrava"]["site"][0] == {
        "address": running.addresses["dubrava"] + "/",
        "country": "KZ",
        "currency": "KZT",
        "vat": "included",
    }
    assert config["competitors"]["dubrava"]["brand"] == {"names": ["Дубрава", "Dubrava"], "not": []}
    assert config["competitors"]["nordkit"]["brand"] == {"names": ["Nordkit"], "not": ["Nordkit Kitchens"]}
    library = config["market"]["targets"][0]["ad_library"]
    assert library == running.addresses["ads"]
    status, _, body = ask(library, library.partition(urlsplit(library).netloc)[2])
    assert (status, len(json.loads(body)["data"])) == (200, 10)


def test_truth_of_running_sites_has_whole_addresses(running: Sites) -> None:
    for fact in (f for f in running.truth(1) if f["kind"] != "site"):
        assert str(fact["url"]).startswith(
            running.addresses["ads" if fact["kind"] == "ad" else str(fact["competitor"])]
        )
    assert len({fact["kind"] for fact in running.truth(1)}) == 13


def test_given_ports_are_used_in_the_order_of_the_companies(market: Market) -> None:
    with serve(market) as first:
        ports = [urlsplit(origin).port or 0 for origin in first.addresses.values()]
    with serve(market, ports) as second:
        assert second.addresses == first.addresses
