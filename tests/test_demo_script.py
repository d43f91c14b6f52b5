"""The demo shop whose catalogue exists only after JavaScript ran: its shell and its JSON against the market's truth."""

import json
from typing import Any

import pytest

from rivals.demo.companies import NORDKIT
from rivals.demo.market import Market
from rivals.demo.site import Site
from rivals.demo.views import TOKEN
from tests.demo import ORIGIN, tree

DAYS = range(1, 11)
AVAILABILITY = {"InStock": "in_stock", "OutOfStock": "out_of_stock", "BackOrder": "backorder", "PreOrder": "preorder"}
STATUS = {"ok": 200, "no_offer": 200, "missing": 404, "redirect": 404, "gone_410": 410, "error": 500}


@pytest.fixture(scope="module")
def market() -> Market:
    return Market(seed=1, products=150)


@pytest.fixture(scope="module")
def site(market: Market) -> Site:
    return Site(market, NORDKIT, ORIGIN)


def fetch(site: Site, path: str, day: int) -> dict[str, Any]:
    answer = site.answer(path, day)
    assert (answer.status, answer.content_type) == (200, "application/json; charset=utf-8"), path
    data: dict[str, Any] = json.loads(answer.body)
    return data


def listed(site: Site, day: int, path: str = "/catalog") -> dict[str, dict[str, Any]]:
    """What all pages of a listing name."""
    first = fetch(site, f"/api{path}", day)
    pages = [fetch(site, f"/api{page}", day) for page in first["pages"]]
    assert [page["page"] for page in pages] == list(range(1, len(pages) + 1))
    items = [item for page in pages for item in page["items"]]
    assert len(items) == first["total"]
    return {item["href"]: item for item in items}


def test_all_its_catalogue_is_one_empty_shell(site: Site) -> None:
    slug = next(path for path in site.addresses(1) if path.startswith("/item/"))
    paths = ("/", "/catalog", "/catalog?page=2", "/catalog/garden", "/catalog/none", slug, "/item/nothing")
    bodies = {site.answer(path, 1).body for path in paths}
    assert len(bodies) == 1
    page = tree(site.answer("/", 1))
    assert page.css_first("#root").text() == ""  # type: ignore[union-attr]
    assert not page.css("a")
    assert [node.attributes["src"] for node in page.css("body script")] == ["/assets/app.js"]
    assert site.answer("/nowhere", 1).status == 404


@pytest.mark.parametrize("day", DAYS)
def test_its_json_says_what_truth_says(market: Market, site: Site, day: int) -> None:
    cards = listed(site, day)
    for fact in (f for f in market.truth(day) if f["kind"] == "offer" and f["competitor"] == "nordkit"):
        url = str(fact["url"])
        assert (url in cards) == fact["listed"]
        answer = site.answer(f"/api{url}", day)
        assert answer.status == STATUS[str(fact["page"])], fact
        if answer.status != 200:
            assert "error" in json.loads(answer.body)
            continue
        item = json.loads(answer.body)
        for name in ("name", "sku", "gtin", "mpn", "brand"):
            assert item[name] == fact[name]
        assert [item["category"]["title"]] == fact["category"]
        for shown in (item, *([cards[url]] if url in cards else [])):
            assert shown["price"] == (float(str(fact["price"])) if fact["price"] else None)
            assert shown["listPrice"] == (float(str(fact["list_price"])) if fact["list_price"] else None)
            if fact["price"]:
                assert shown["availability"] == AVAILABILITY[str(fact["availability"])]
                assert shown["currency"] == fact["currency"]


@pytest.mark.parametrize("day", [1, 6])
def test_its_json_holds_reviews_and_ratings(market: Market, site: Site, day: int) -> None:
    facts = [f for f in market.truth(day) if f["competitor"] == "nordkit" and str(f.get("url")).startswith("/item/")]
    rated = {f["url"]: f for f in facts if f["kind"] == "rating"}
    assert rated
    for fact in (f for f in facts if f["kind"] == "offer" and f["page"] in ("ok", "no_offer")):
        item = fetch(site, f"/api{fact['url']}", day)
        own = [f for f in facts if f["kind"] == "review" and f["url"] == fact["url"]]
        told = [(r["author"], str(r["rating"]), r["title"], r["text"], r["date"], r["reply"]) for r in item["reviews"]]
        fields = ("author", "rating", "title", "text", "published_on", "reply")
        assert told == [tuple(f[name] for name in fields) for f in own]
        mean = rated.get(fact["url"])
        assert item["rating"] == (mean and {"average": float(str(mean["rating"])), "count": mean["rating_count"]})


def test_its_front_page_is_in_json_too(market: Market, site: Site) -> None:
    for day in (1, 3, 8):
        facts = [f for f in market.truth(day) if f["competitor"] == "nordkit" and f.get("url") == "/"]
        home, frame = fetch(site, "/api/home", day), fetch(site, "/api/site", day)
        assert {f["kind"]: f["value"] for f in facts if f["kind"] in ("headline", "tagline")} == {
            "headline": home["headline"],
            "tagline": home["tagline"],
        }
        assert [f["detail"] for f in facts if f["kind"] == "promise"] == home["promises"]
        assert [f["value"] for f in facts if f["kind"] == "profile"] == [one["href"] for one in frame["profiles"]]


def test_every_link_in_its_json_and_on_its_plain_pages_leads_somewhere(market: Market, site: Site) -> None:
    for day in (1, 4):
        found, todo = set(), ["/", "/blog", "/reviews"]
        while todo:
            path = todo.pop()
            if path in found or not path.startswith("/"):
                continue
            found.add(path)
            assert site.answer(path, day).status in (200, 204), path
            plain = not path.startswith(("/catalog", "/item/")) and path != "/"
            page = "/api/home" if path == "/" else f"/api{path}"
            if plain and site.answer(path, day).content_type.startswith("text/html"):
                todo += [node.attributes["href"] or "" for node in tree(site.answer(path, day)).css("a[href]")]
            elif not plain:
                todo += _links(fetch(site, page, day)) + _links(fetch(site, "/api/site", day))
        offers = [f for f in market.truth(day) if f["kind"] == "offer" and f["competitor"] == "nordkit"]
        assert {f["url"] for f in offers if f["listed"]} <= found
        posts = [f for f in market.truth(day) if f["kind"] == "article" and f["competitor"] == "nordkit"]
        assert {f["url"] for f in posts} <= found


def _links(data: Any) -> list[str]:
    """Every address in JSON."""
    if isinstance(data, list):
        return [link for one in data for link in _links(one)]
    if not isinstance(data, dict):
        return []
    own = [value for name, value in data.items() if name in ("href", "image")] + list(data.get("pages", []))
    return own + [link for value in data.values() for link in _links(value)]


def test_all_its_answers_carry_a_token(site: Site) -> None:
    for path in ("/", "/api/site", "/api/home", "/api/catalog", "/api/item/nothing", "/blog"):
        assert TOKEN.encode() in site.answer(path, 1).body
