"""Shops that offer their catalogue themselves: found, read and followed by the real command, and nothing is made up."""

import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from crawler.store.connections import read_store
from tests.endtoend.catalogues import CATALOGUE, Good, Shop, ShopSite
from tests.endtoend.installation import Installation
from tests.loopback import Reply, Request

pytestmark = pytest.mark.timeout(300)

DAYS = 5
GOODS = {f"thing-{n}": Good(f"Thing {n}", f"{10 + n}.00") for n in range(1, 13)}
FRONT = ("thing-1", "thing-2")


class Street:
    """Shops that one installation watches for some days."""

    def __init__(self, folder: Path, pages: int, shops: Mapping[str, Shop], extra: str = "") -> None:
        self.here = Installation(folder)
        self.sites = {name: ShopSite(shop) for name, shop in shops.items()}
        self.asked: dict[tuple[str, int], list[Request]] = {}
        hosts = json.dumps([site.key for site in self.sites.values()])
        lines = [f"  {name}: {{site: {site.url}}}" for name, site in self.sites.items()]
        self.here.config.write_text(
            f"contact: crawler@our-shop.example\nallow_private: {hosts}\n"
            f"defaults: {{every: 24h, pages: {pages}, delay: 0s{extra}}}\ncompetitors:\n" + "\n".join(lines) + "\n",
            encoding="utf-8",
        )

    def visit(self, day: int) -> None:
        """Visit all of them on a day."""
        for site in self.sites.values():
            site.requests.clear()
        done = self.here.rivals("crawl", "--now", f"2026-03-{day:02}T06:00:00Z")
        assert done.returncode == 0, done.stderr
        self.asked |= {(name, day): list(site.requests) for name, site in self.sites.items()}

    def endpoints(self, name: str, day: int) -> list[str]:
        """Return the pages of endpoints that a shop was asked for on a day."""
        paths = [request.path for request in self.asked[name, day]]
        return [path for path in paths if path.startswith((*CATALOGUE.values(), "/wp-json"))]

    def offers(self, name: str) -> dict[str, tuple[str | None, str | None, str | None, str]]:
        """Return price, currency, availability and the price's witness of all that is held of a shop, by name."""
        with read_store(self.here.db) as db:
            rows = db.execute(
                "SELECT name, price, currency, availability, witnesses FROM offer "
                "WHERE competitor = ? AND ended IS NULL",
                (name,),
            ).fetchall()
        return {row[0]: (row[1], row[2], row[3], json.loads(row[4])["price"]) for row in rows}

    def changes(self, name: str) -> set[tuple[str, str | None, str | None, str | None]]:
        """Return all that was told of a shop: address, field, old and new."""
        lines = [line for line in self.here.lines("export", "change") if line["competitor"] == name]
        told = [(line["url"].rpartition("thing-")[2], line["field"], line["old"], line["new"]) for line in lines]
        assert len(set(told)) == len(told)
        return {(f"thing-{end.strip('/').removesuffix('.html')}", *rest) for end, *rest in told}

    def close(self) -> None:
        for site in self.sites.values():
            site.close()


def shops(manners: Iterable[str] = CATALOGUE) -> dict[str, Shop]:
    return {manner: Shop(manner, dict(GOODS), FRONT) for manner in manners}


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Street]:
    """Four shops, one of each manner; a visit reaches half of a shop's pages, and things change."""
    with closing(Street(tmp_path_factory.mktemp("street"), 8, shops())) as street:
        for day in range(1, DAYS + 1):
            for site in street.sites.values():
                if day == 2:
                    site.shop.sell("thing-1", price="99.00")
                    site.shop.sell("thing-12", price="88.00")
                    site.shop.sell("thing-11", stock=False)
                    site.shop.goods["thing-13"] = Good("Thing 13", "23.00")
                if day == 3:
                    del site.shop.goods["thing-3"]
            street.visit(day)
            if day == 1:
                street.first = {name: street.offers(name) for name in street.sites}  # type: ignore[attr-defined]
        yield street


@pytest.mark.parametrize("manner", CATALOGUE)
def test_all_that_a_shop_sells_is_known_on_the_first_day_though_few_of_its_pages_were_visited(
    street: Street, manner: str
) -> None:
    held = street.first[manner]  # type: ignore[attr-defined]
    assert {name: (price, currency, stock) for name, (price, currency, stock, _) in held.items()} == {
        good.name: (good.price, "EUR", "InStock") for good in GOODS.values()
    }
    visited = [request.path for request in street.asked[manner, 1] if "thing-" in request.path]
    assert 0 < len(visited) < 8
    assert sum(witness == "feed" for *_, witness in held.values()) == len(GOODS) - len(visited)


@pytest.mark.parametrize("manner", CATALOGUE)
def test_what_changes_is_told_once_and_nothing_else_is(street: Street, manner: str) -> None:
    assert street.changes(manner) == {
        ("thing-1", "price", "11.00", "99.00"),
        ("thing-12", "price", "22.00", "88.00"),
        ("thing-11", "availability", "InStock", "OutOfStock"),
        ("thing-13", None, None, "new"),
        ("thing-3", None, "gone", None),
    }


@pytest.mark.parametrize("manner", CATALOGUE)
def test_a_catalogue_is_asked_once_a_visit_after_the_front_page(street: Street, manner: str) -> None:
    for day in range(1, DAYS + 1):
        [path] = street.endpoints(manner, day)
        assert path.startswith(CATALOGUE[manner])
        paths = [request.path for request in street.asked[manner, day]]
        assert paths.index("/robots.txt") < paths.index("/") < paths.index(path)


ERROR = Reply(b"<!doctype html><title>Shop</title><h1>Oops</h1><p class=price>5.00 EUR</p>" + b"<p>words " * 100)
DENIALS: dict[str, tuple[str, Reply | None]] = {
    "denied": ("User-agent: *\nDisallow: /products.json\nDisallow: /wp-json/\nDisallow: /graphql\n", None),
    "error-page": ("", ERROR),
    "refused": ("", Reply(b"{}", 403, {"Content-Type": "application/json"})),
    "missing": ("", Reply(b"{}", 404, {"Content-Type": "application/json"})),
    "broken": ("", Reply(b'{"products": [{"title": "T', headers={"Content-Type": "application/json"})),
    "other": ("", Reply(b'{"products": [{"id": 1}], "data": null}', headers={"Content-Type": "application/json"})),
    "errors": ("", Reply(b'{"code": "rest_no_route"}', 500, {"Content-Type": "application/json"})),
}


@pytest.fixture(scope="module")
def closed_street(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Street]:
    """Shops that show the marks of a program whose catalogue is not to be had, each for another reason."""
    manners = ("shopify", "woocommerce", "magento")
    closed = {
        f"{manner}-{why}": Shop(manner, dict(GOODS), tuple(GOODS), robots=robots, endpoint=answer)
        for manner in manners
        for why, (robots, answer) in DENIALS.items()
    }
    with closing(Street(tmp_path_factory.mktemp("closed"), 30, closed)) as street:
        street.visit(1)
        for site in street.sites.values():
            site.shop.sell("thing-2", price="77.00")
        street.visit(2)
        yield street


@pytest.mark.parametrize("why", DENIALS)
@pytest.mark.parametrize("manner", ["shopify", "woocommerce", "magento"])
def test_a_shop_that_does_not_offer_its_catalogue_is_read_by_its_pages(
    closed_street: Street, manner: str, why: str
) -> None:
    name = f"{manner}-{why}"
    expected = {good.name: (good.price, "EUR", "InStock", "text") for good in GOODS.values()}
    assert closed_street.offers(name) == expected | {"Thing 2": ("77.00", "EUR", "InStock", "text")}
    assert closed_street.changes(name) == {("thing-2", "price", "12.00", "77.00")}
    for day in (1, 2):
        asked = [path for path in closed_street.endpoints(name, day) if path.startswith(CATALOGUE[manner])]
        assert len(asked) <= (0 if why == "denied" else 2 if why == "errors" else 1)


def test_a_catalogue_of_several_pages_is_followed_to_its_end_and_within_a_fifth_of_the_budget(tmp_path: Path) -> None:
    paged = {"whole": Shop("woocommerce", dict(GOODS), FRONT, page_size=5)}
    paged |= {
        "long": Shop("magento", {f"thing-{n}": Good(f"Thing {n}", "5.00") for n in range(90)}, FRONT, page_size=5)
    }
    with closing(Street(tmp_path, 40, paged)) as street:
        street.visit(1)
        street.visit(2)
        pages = [path.rpartition("=")[2] for path in street.endpoints("whole", 1) if "/wc/store/" in path]
        assert pages == ["1", "2", "3"]
        numbers = [path.partition("currentPage:")[2].partition(")")[0] for path in street.endpoints("long", 1)]
        assert numbers == [str(n) for n in range(1, 9)]
        first = street.endpoints("long", 2)
        assert len(first) == 8
        assert any("currentPage:9)" in path for path in first), first
        assert len(street.offers("long")) >= 45
        assert street.changes("long") == set()


def test_a_catalogue_that_fails_for_a_day_changes_nothing(tmp_path: Path) -> None:
    with closing(Street(tmp_path, 8, shops(("shopify", "woocommerce", "magento")))) as street:
        street.visit(1)
        for site, answer in zip(
            street.sites.values(), (ERROR, DENIALS["refused"][1], DENIALS["errors"][1]), strict=True
        ):
            site.shop.endpoint = answer
        done = street.here.rivals("crawl", "--now", "2026-03-02T06:00:00Z")
        assert done.returncode in (0, 3), done.stderr
        for site in street.sites.values():
            site.shop.endpoint = None
        street.visit(3)
        for name in street.sites:
            assert street.changes(name) == set()
            assert len(street.offers(name)) == len(GOODS)


def test_endpoints_that_are_switched_off_are_not_asked(tmp_path: Path) -> None:
    with ExitStack() as stack:
        street = stack.enter_context(
            closing(Street(tmp_path, 8, shops(("shopify", "woocommerce", "magento")), ", endpoints: off"))
        )
        street.visit(1)
        assert all(street.endpoints(name, 1) == [] for name in street.sites)
