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
from selectolax.lexbor import LexborHTMLParser

from rivals.demo.market import Market
from rivals.demo.pages import TOKEN, VISITS
from rivals.demo.server import Sites, serve
from rivals.demo.shop import Company
from rivals.demo.site import Site
from rivals.demo.views import Answer

ORIGIN = "http://shop.example"
DAYS = range(1, 11)
BUY_BOX = {"our-shop": ".pdp__buy", "oakfield": "table.detail", "tool-barn": ".summary, .wp-block-columns"}
CARD = {"our-shop": "#grid .tile", "oakfield": "#mid .plist li", "tool-barn": ".products li, .wc-block-product"}
STATUS = {"ok": 200, "no_offer": 200, "missing": 404, "gone_410": 410, "redirect": 301, "error": 500}


@pytest.fixture(scope="module")
def market() -> Market:
    return Market(seed=1, products=30)


@pytest.fixture(scope="module")
def sites(market: Market) -> dict[str, Site]:
    return {company.key: Site(market, company, ORIGIN) for company in market.companies}


@pytest.fixture(scope="module")
def running(market: Market) -> Iterator[Sites]:
    with serve(market) as sites:
        yield sites


def tree(answer: Answer) -> LexborHTMLParser:
    charset = answer.content_type.partition("charset=")[2]
    return LexborHTMLParser(answer.body.decode(charset))


def text_of(page: LexborHTMLParser, selector: str) -> str:
    return " ".join(" ".join(node.text(separator=" ") for node in page.css(selector)).split())


def ld_price(body: bytes) -> list[Decimal]:
    """The prices of offers in JSON-LD, read as loosely as its flaws need."""
    scripts = re.findall(rb'<script[^>]*application/ld\+json"[^>]*>(.*?)</script>', body, re.S | re.I)
    found = []
    for script in scripts:
        text = re.sub(r"^\s*<!--|-->\s*$", "", script.decode("latin-1")).replace(",}", "}")
        data = json.loads(text, strict=False)
        nodes = data if isinstance(data, list) else data.get("@graph", [data])
        for offers in (node["offers"] for node in nodes if "offers" in node):
            found += [Decimal(str(offer["price"])) for offer in (offers if isinstance(offers, list) else [offers])]
    return found


def says(text: str, company: Company, amount: object) -> bool:
    """Does the text say this amount, and not only a longer one that ends alike?"""
    written = company.money(Decimal(str(amount))).replace("\N{NO-BREAK SPACE}", " ")
    return re.search(rf"(?<![\d.,]){re.escape(written)}(?!\d)", text) is not None


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
    companies = {company.key: company for company in market.companies}
    states = {f["competitor"]: f["state"] for f in market.truth(day) if f["kind"] == "site"}
    cards = {key: shown_cards(site, companies[key], day) for key, site in sites.items() if states[key] == "ok"}
    for fact in (f for f in market.truth(day) if f["kind"] == "offer"):
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
            assert not {"text", "json-ld", "opengraph"} & set(seen)
            continue
        box = text_of(tree(answer), BUY_BOX[key])
        assert str(fact["name"]) in text_of(tree(answer), "h1")
        assert str(fact["brand"]) in text_of(tree(answer), "body")
        assert str(fact["sku"]) in box
        assert "None" not in box
        assert ld_price(answer.body) == ([Decimal(str(fact["price"]))] if "json-ld" in seen else []), fact
        og = tree(answer).css_first('meta[property="product:price:amount"]')
        assert (og is not None) == ("opengraph" in seen)
        if price is None:
            assert "no longer available" in box
            continue
        assert says(box, company, price) == ("text" in seen), fact
        assert company.availability[str(fact["availability"])] in box
        if fact["list_price"] and "text" in seen:
            assert says(box, company, fact["list_price"])
        for identifier in (fact["gtin"], fact["mpn"]):
            assert identifier is None or str(identifier) in text_of(tree(answer), "body")
        for name in fact["category"]:  # type: ignore[attr-defined]
            assert name in text_of(tree(answer), "body")


@pytest.mark.parametrize("day", DAYS)
def test_left_addresses_redirect_or_are_missing(market: Market, sites: dict[str, Site], day: int) -> None:
    seen = set()
    for fact in (f for f in market.truth(day) if f["kind"] == "offer" and f["page"] == "ok"):
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
    for fact in (f for f in facts if f["kind"] == "article"):
        page = tree(sites[str(fact["competitor"])].answer(str(fact["url"]), day))
        assert text_of(page, "h1") == fact["title"]
        assert str(fact["author"]) in text_of(page, "body")
        body = text_of(page, ".story__body, .newstext, .entry-content")
        assert len(body.split()) == fact["words"]
        own = [f for f in counts if f["id"] == fact["id"]]
        assert own
        assert all(str(f["value_text"]) in text_of(page, "body") for f in own)


def test_feeds_name_the_newest_posts_and_their_comments(market: Market, sites: dict[str, Site]) -> None:
    facts = market.truth(4)
    counts = [f for f in facts if f["kind"] == "popularity"]
    comments = {f["url"]: str(f["value"]) for f in counts if "feed" in f["seen_in"]}  # type: ignore[operator]
    for company in market.companies:
        root = ElementTree.fromstring(sites[company.key].answer(company.feed_path, 4).body)
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
        assert {url: n for url, n in told.items() if n} == {u: n for u, n in comments.items() if u in in_feed}
    assert comments


@pytest.mark.parametrize("day", [1, 6])
def test_every_link_leads_somewhere_and_finds_what_is_listed(market: Market, sites: dict[str, Site], day: int) -> None:
    for company in market.companies:
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
        assert ld_price(old.body) == ld_price(new.body)


def test_the_same_seed_gives_the_same_bytes(sites: dict[str, Site]) -> None:
    again = Market(seed=1, products=30)
    for company in again.companies:
        twin = Site(again, company, ORIGIN)
        for day in (2, 4):
            assert twin.addresses(day) == sites[company.key].addresses(day)
            for path in twin.addresses(day):
                assert twin.answer(path, day) == sites[company.key].answer(path, day), path


def test_the_three_sites_write_prices_in_three_ways(market: Market) -> None:
    assert [company.money(Decimal("1299.00")) for company in market.companies] == [
        "€1,299.00",
        "1.299,00\N{NO-BREAK SPACE}€",
        "EUR\N{NO-BREAK SPACE}1299.00",
    ]


def test_one_shop_sends_all_its_canonicals_home(market: Market, sites: dict[str, Site]) -> None:
    fact = next(f for f in market.truth(1) if f["kind"] == "offer" and f["competitor"] == "oakfield")
    link = tree(sites["oakfield"].answer(str(fact["url"]), 1)).css_first("link[rel=canonical]")
    assert link is not None
    assert link.attributes["href"] == f"{ORIGIN}/"


def test_one_shop_writes_its_json_ld_with_flaws(market: Market, sites: dict[str, Site]) -> None:
    urls = [str(f["url"]) for f in market.truth(1) if f["kind"] == "offer" and f["competitor"] == "tool-barn"]
    flaws = set()
    for url in urls:
        for script in re.findall(
            r"ld\+json[^>]*>(.*?)</script>", sites["tool-barn"].answer(url, 1).body.decode(), re.S
        ):
            flaws.add("comment" if "<!--" in script else "comma" if ",}" in script else "\n" in script)
    assert flaws == {"comment", "comma", True, False}


def test_an_old_page_is_still_in_latin_1(sites: dict[str, Site]) -> None:
    answer = sites["oakfield"].answer("/contact.html", 1)
    assert answer.content_type == "text/html; charset=iso-8859-1"
    assert "5,90&nbsp;&#8364;" in answer.body.decode("iso-8859-1")


def ask(origin: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(origin).netloc, timeout=10)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    answer = response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    connection.close()
    return answer


def test_tokens_and_counters_rotate_at_every_request(running: Sites) -> None:
    running.day = 1
    for origin in running.addresses.values():
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
    for key in ("our-shop", "oakfield"):
        assert not {"etag", "last-modified"} & set(ask(running.addresses[key], "/")[1])


def test_a_refusing_site_refuses_everything(running: Sites) -> None:
    running.day = 5
    for path in ("/", "/robots.txt", "/all-products/", "/nowhere"):
        status, headers, _ = ask(running.addresses["oakfield"], path)
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
    assert [urlsplit(origin).netloc for origin in running.addresses.values()] == config["allow_private"]
    assert {name: c["kind"] for name, c in config["competitors"].items()} == {
        "our-shop": "self",
        "oakfield": "direct",
        "tool-barn": "direct",
    }
    running.day = 1
    for competitor in config["competitors"].values():
        for address in (*(s["address"] for s in competitor["site"]), *(t["feed"] for t in competitor["targets"])):
            assert ask(address, urlsplit(address).path)[0] == 200


def test_truth_of_running_sites_has_whole_addresses(running: Sites) -> None:
    fact = next(f for f in running.truth(1) if f["kind"] == "offer")
    assert str(fact["url"]).startswith(running.addresses["our-shop"] + "/p/")


def test_given_ports_are_used_in_the_order_of_the_companies(market: Market) -> None:
    with serve(market) as first:
        ports = [urlsplit(origin).port or 0 for origin in first.addresses.values()]
    with serve(market, ports) as second:
        assert second.addresses == first.addresses
