"""What the demo shops say of themselves, and what is said of them: pages against the market's truth."""

import re
from collections import defaultdict
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from rivals.demo.company import Company
from rivals.demo.dates import write_day
from rivals.demo.market import Market
from rivals.demo.site import Site
from tests.demo import ORIGIN, json_ld, text_of, tree

Fact = dict[str, object]

REVIEW = {
    "our-shop": (".opinion", ".opinion__by b", ".opinion__title", ".opinion__text p", ".opinion__reply p", "time"),
    "dubrava": (".otzyv", ".who b", "h4", ".slova p", ".otvet p", ".date"),
    "nordkit": (".review", ".review-head strong", "h4", ".review-text p", ".review-reply p", "time"),
    "tool-barn": (
        ".commentlist > .review",
        ".woocommerce-review__author",
        ".review-title",
        ".comment_container .description p",
        ".children .description p",
        "time",
    ),
}
"""Company → its review, and in it author, title, paragraphs, reply and day."""
SHEET = (".customer-review", "strong", "h3", ".words p", ".shop-reply p + p", ".has-small-font-size")
"""The same on the renewed product pages of tool-barn."""


@pytest.fixture(scope="module")
def market() -> Market:
    return Market(seed=1, products=60)


@pytest.fixture(scope="module")
def sites(market: Market) -> dict[str, Site]:
    return {shop.key: Site(market, shop, ORIGIN) for shop in market.shops}


def shown_reviews(page: LexborHTMLParser, selectors: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Author, title, reply, text, stars and day of each review on a page."""
    return [_shown(node, *selectors[1:]) for node in page.css(selectors[0])]


def _shown(node: LexborNode, author: str, title: str, text: str, reply: str, day: str) -> tuple[str, ...]:
    found = [[part.text().strip() for part in node.css(selector)] for selector in (author, title, reply)]
    paragraphs = "\n".join(part.text() for part in node.css(text))
    stars = re.search(r"(\d)(?:</strong>|</span>)?(?: out of 5|/5| из )", node.html or "")
    written = re.search(r"(?:[A-Z][a-z]+ )?\d{1,2},? (?:[^\W\d]+ )?\d{4}", node.css(day)[0].text())
    assert stars
    assert written
    return (*(one[0] if one else "" for one in found), paragraphs, stars[1], written[0])


def expected(fact: Fact, company: Company) -> tuple[str, ...]:
    fields = ("author", "title", "reply", "text", "rating")
    day = date.fromisoformat(str(fact["published_on"]))
    return (*(str(fact[field] or "") for field in fields), write_day(day, company.dates))


@pytest.mark.parametrize("day", [1, 3, 6, 10])
def test_each_list_shows_the_reviews_and_the_rating_that_truth_says(
    market: Market, sites: dict[str, Site], day: int
) -> None:
    lists: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    facts = [f for f in market.truth(day) if f["competitor"] in sites and f["kind"] in ("review", "rating")]
    for fact in facts:
        if fact["kind"] == "review":
            lists[str(fact["competitor"]), str(fact["url"])].append(fact)
    ratings = {(str(f["competitor"]), str(f["url"])): f for f in facts if f["kind"] == "rating"}
    assert set(ratings) == set(lists)
    for (key, url), known in lists.items():
        if key == "nordkit" and url != "/reviews":
            continue
        site, company = sites[key], market.shop(key, day).company
        paths = [url] if known[0]["subject"] else [company.numbered(url, n + 1) for n in range(-(-len(known) // 6))]
        pages = [tree(site.answer(path, day)) for path in paths]
        sheet = key == "tool-barn" and day >= 4 and known[0]["subject"]
        shown = [one for page in pages for one in shown_reviews(page, SHEET if sheet else REVIEW[key])]
        assert shown == [expected(fact, company) for fact in known], url
        mean, count = ratings[key, url]["rating"], ratings[key, url]["rating_count"]
        text = text_of(pages[0], "body")
        assert re.search(rf"{str(mean).replace('.', '[.,]')}\D+(5\D+)?{count}\D", text), url
        if len(pages) > 1:
            assert not re.search(rf"\b{mean} (out of|/) 5|reviewCount", pages[1].html or "")


@pytest.mark.parametrize("day", [2, 8])
def test_machines_are_told_the_same_reviews(market: Market, sites: dict[str, Site], day: int) -> None:
    facts = [f for f in market.truth(day) if f["competitor"] in ("our-shop", "dubrava")]
    structured = {f["url"] for f in facts if f["kind"] == "offer" and {"json-ld", "microdata"} & set(f["seen_in"])}  # type: ignore[call-overload]
    lists = defaultdict(list)
    for fact in (f for f in facts if f["kind"] == "review" and f["url"] in structured):
        lists[fact["competitor"], fact["url"]].append(fact)
    means = {f["url"]: f for f in facts if f["kind"] == "rating"}
    assert {key for key, _ in lists} == {"our-shop", "dubrava"}
    for (key, url), known in lists.items():
        answer = sites[str(key)].answer(str(url), day)
        if key == "our-shop":
            product = next(node for node in json_ld(answer) if node["@type"] == "Product")
            told = [
                (r["author"]["name"], r["reviewBody"], str(r["reviewRating"]["ratingValue"]), r["datePublished"])
                for r in product["review"]  # type: ignore[attr-defined]
            ]
            mean = product["aggregateRating"]
            assert (mean["ratingValue"], mean["reviewCount"]) == (means[url]["rating"], len(known))  # type: ignore[index]
        else:
            page = tree(answer)
            told = [
                (
                    node.css("[itemprop=author] [itemprop=name]")[0].text(),
                    "\n".join(part.text() for part in node.css("[itemprop=reviewBody] p")),
                    node.css("[itemprop=reviewRating] [itemprop=ratingValue]")[0].text(),
                    node.css("[itemprop=datePublished]")[0].attributes["content"],
                )
                for node in page.css('[itemtype$="/Product"] [itemprop=review]')
            ]
            mean = page.css('[itemtype$="/Product"] [itemprop=aggregateRating] [itemprop=ratingValue]')[0]
            assert mean.attributes["content"] == means[url]["rating"]
        assert told == [(f["author"], f["text"], f["rating"], f["published_on"]) for f in known]


def test_a_new_review_moves_an_older_one_to_the_next_page(sites: dict[str, Site]) -> None:
    key, day = "our-shop", 2
    pages = [tree(sites[key].answer("/reviews", d)) for d in (day - 1, day)]
    before, now = ([one[3] for one in shown_reviews(page, REVIEW[key])] for page in pages)
    assert now[1:] == before[:5]
    assert before[5] in [one[3] for one in shown_reviews(tree(sites[key].answer("/reviews?page=2", day)), REVIEW[key])]


@pytest.mark.parametrize("day", [1, 2, 3, 4, 6, 8, 9])
def test_each_page_says_what_truth_finds_there(market: Market, sites: dict[str, Site], day: int) -> None:
    kinds = set()
    for fact in market.truth(day):
        key, kind, url = str(fact["competitor"]), str(fact["kind"]), str(fact.get("url"))
        if key not in sites or (key == "nordkit" and url == "/" and kind != "technology"):
            continue
        if kind not in ("headline", "tagline", "promise", "technology", "profile"):
            continue
        kinds.add(kind)
        answer = sites[key].answer(url, day)
        page, value = tree(answer), str(fact["value"])
        if kind == "headline":
            assert [node.text() for node in page.css("h1")] == [value]
        elif kind == "tagline":
            assert value in text_of(page, "body")
            assert text_of(page, "title").endswith(value)
        elif kind == "promise":
            assert " ".join(str(fact["detail"]).split()) in text_of(page, "body")
            digits = re.sub(r"\s|\.00", "", str(fact["detail"]))
            assert value in digits
        elif kind == "technology" and fact["name"] != "WooCommerce":
            assert value.encode() in answer.body
        elif kind == "profile":
            assert page.css(f'a[href="{value}"]')
    assert len(kinds) == 5


def test_no_page_promises_what_truth_does_not(sites: dict[str, Site]) -> None:
    """A dropped promise is on no page any more, a changed one with its new number only."""
    for path in ("/", "/shipping-returns/"):
        before, now = (text_of(tree(sites["tool-barn"].answer(path, day)), "body").lower() for day in (2, 3))
        assert "match" in before
        assert "match" not in now
    for path in ("/", "/delivery-and-returns", "/about-us"):
        before, now = (text_of(tree(sites["our-shop"].answer(path, day)), "body") for day in (1, 2))
        assert ("€75.00" in before, "€59.00" in before) == (True, False)
        assert ("€75.00" in now, "€59.00" in now) == (False, True)


def test_the_addresses_of_a_moved_site_redirect_for_ever(market: Market, sites: dict[str, Site]) -> None:
    site = sites["tool-barn"]
    pages = [
        path for path in site.addresses(5) if path.startswith(("/product/", "/product-category/", "/shop/", "/blog/"))
    ]
    alive = {path for path in pages if site.answer(path, 5).status == 200}
    assert len(alive) > 60
    for day in (6, 8, 15):
        lost = {path for path in alive if site.answer(path, day).status != 301}
        assert lost <= {path for path in alive if "/page/" in path}
        for path in alive - lost:
            location = site.answer(path, day).location
            assert location
            assert site.answer(location, day).status in (200, 301, 404, 410, 500)
    facts = [f for f in market.truth(6) if f["competitor"] == "tool-barn" and f["kind"] in ("offer", "article")]
    for fact in facts:
        for former in fact["former"]:  # type: ignore[attr-defined]
            if former["page"] == "redirect":
                assert site.answer(former["url"], 6).location == fact["url"]
    feed = site.answer("/feed/atom/", 6).body.decode()
    assert "/barn-talk/" in feed
    assert "/blog/" not in feed
