"""What the demo market says of itself: facts and changes, day by day."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from rivals.demo import events
from rivals.demo.catalogue import add_check_digit, make_thing, slugify
from rivals.demo.faces import TURNS
from rivals.demo.market import Market
from rivals.demo.truth import to_lines

FIELDS = ("listed", "name", "category", "price", "list_price", "availability", "sku", "brand", "gtin", "mpn")


@pytest.fixture(scope="module")
def small() -> Market:
    return Market(seed=1, products=30)


def offers(market: Market, day: int) -> dict[str, dict[str, object]]:
    return {str(fact["id"]): fact for fact in market.truth(day) if fact["kind"] == "offer"}


def days_of(market: Market, company: str, case: str, field: str) -> list[object]:
    """The values of one field of the product that lives through a case, for days 1 to 10."""
    product = market.cases()[company, case]
    return [offers(market, day)[product][field] for day in range(1, 11)]


def test_the_same_seed_gives_the_same_market_and_another_seed_another() -> None:
    first, second, other = Market(seed=5, products=40), Market(seed=5, products=40), Market(seed=6, products=40)
    second.truth(12)  # asked in another order
    assert [first.truth(day) for day in (1, 2, 12)] == [second.truth(day) for day in (1, 2, 12)]
    assert first.truth(1) != other.truth(1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_facts_of_two_days_differ_only_where_changes_says(seed: int) -> None:
    market = Market(seed=seed, products=60)
    for day in range(2, 41):
        before, now = offers(market, day - 1), offers(market, day)
        said = {(str(c["id"]), c["field"]): c for c in market.changes(day) if c["kind"] == "offer"}
        expected: set[tuple[str, object]] = set()
        for key, fact in now.items():
            old = before.get(key)
            sold, was_sold = fact["price"] is not None, old is not None and old["price"] is not None
            if old is None or sold != was_sold:
                expected.add((key, None))
            elif sold:
                expected |= {(key, field) for field in FIELDS if fact[field] != old[field]}
                expected |= {(key, "moved")} if fact["url"] != old["url"] else set()
        assert set(said) == expected
        for (key, field), change in said.items():
            if field in FIELDS:
                assert (change["old"], change["new"]) == (before[key][str(field)], now[key][str(field)])
        assert set(before) <= set(now)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_posts_and_counts_differ_only_where_changes_says(seed: int) -> None:
    market = Market(seed=seed, products=30)
    for day in range(2, 31):
        facts = [market.truth(day - 1), market.truth(day)]
        articles = [{f["id"]: f["title"] for f in rows if f["kind"] == "article"} for rows in facts]
        counts = [{(f["id"], f["measure"]): f["value"] for f in rows if f["kind"] == "popularity"} for rows in facts]
        said = market.changes(day)
        changed = {key for key, title in articles[1].items() if articles[0].get(key) != title}
        assert {c["id"] for c in said if c["kind"] == "article" and c["field"] != "moved"} == changed
        ticked = {key for key, value in counts[1].items() if counts[0].get(key) != value}
        assert {(c["id"], c["field"]) for c in said if c["kind"] == "popularity"} == ticked
        assert all(int(str(counts[1][key])) >= int(str(value)) for key, value in counts[0].items())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_reviews_and_ratings_differ_only_where_changes_says(seed: int) -> None:
    market = Market(seed=seed, products=60)
    known: dict[object, dict[str, object]] = {}
    ratings: dict[object, dict[str, object]] = {}
    for day in range(1, 31):
        facts, said = market.truth(day), market.changes(day)
        now = {f["id"]: f for f in facts if f["kind"] == "review"}
        new = {(key, None, None, fact["text"]) for key, fact in now.items() if key not in known}
        replied = {
            (key, "reply", known[key]["reply"], fact["reply"])
            for key, fact in now.items()
            if key in known and fact["reply"] != known[key]["reply"]
        }
        told = {(c["id"], c["field"], c["old"], c["new"]) for c in said if c["kind"] == "review"}
        assert day == 1 or told == new | replied
        known |= now
        means = {f["id"]: f for f in facts if f["kind"] == "rating"}
        changed = {
            (key, field)
            for key, fact in means.items()
            for field in (("rating", "rating_count") if key in ratings else (None,))
            if key not in ratings or fact[str(field)] != ratings[key][str(field)]
        }
        assert day == 1 or {(c["id"], c["field"]) for c in said if c["kind"] == "rating"} == changed
        ratings |= means
        per_list = Counter((f["competitor"], f["url"]) for f in now.values())
        assert {(f["competitor"], f["url"]): f["rating_count"] for f in means.values()} == per_list


FINDINGS = ("headline", "tagline", "promise", "technology", "profile")


def test_findings_differ_only_where_changes_says(small: Market) -> None:
    for day in range(2, 13):
        past, now = ({f["id"]: f for f in small.truth(d) if f["kind"] in FINDINGS} for d in (day - 1, day))
        expected: set[tuple[object, str | None]] = {(key, None) for key in past.keys() ^ now.keys()}
        expected |= {(key, "value") for key in past.keys() & now.keys() if past[key]["value"] != now[key]["value"]}
        assert {(c["id"], c["field"]) for c in small.changes(day) if c["kind"] in FINDINGS} == expected


def test_what_shops_change_of_their_face_is_told_on_its_day(small: Market) -> None:
    told = {
        (str(c["competitor"]), day): c["kind"]
        for day in range(2, 11)
        for c in small.changes(day)
        if c["kind"] in FINDINGS and c["competitor"] != "crewplan"
    }
    assert told == {
        ("our-shop", 2): "promise",
        ("our-shop", 7): "headline",
        ("dubrava", 2): "tagline",
        ("dubrava", 3): "technology",
        ("dubrava", 4): "profile",
        ("dubrava", 6): "promise",
        ("nordkit", 3): "headline",
        ("nordkit", 8): "profile",
        ("tool-barn", 3): "promise",
        ("tool-barn", 8): "tagline",
        ("tool-barn", 9): "technology",
    }
    assert set(told) == {(company, day) for company, turns in TURNS.items() for day in turns}


def test_customers_write_and_are_answered_on_the_scripted_days(small: Market) -> None:
    for company, script in events.REVIEWS.items():
        for day, subjects in script.items():
            new = [
                c for c in small.changes(day) if (c["competitor"], c["kind"], c["field"]) == (company, "review", None)
            ]
            facts = {f["id"]: f for f in small.truth(day) if f["kind"] == "review"}
            named = ["product" if facts[c["id"]]["subject"] else "company" for c in new]
            assert not Counter(map(str, subjects)) - Counter(named)
    for company, days in events.REPLIES.items():
        for day in days:
            assert [c for c in small.changes(day) if (c["competitor"], c["field"]) == (company, "reply")]


def test_a_site_that_moves_changes_no_fact_but_addresses(small: Market) -> None:
    moved: dict[str, list[dict[str, object]]] = {"offer": [], "article": []}
    for change in small.changes(6):
        if change["competitor"] == "tool-barn" and change["field"] == "moved":
            moved[str(change["kind"])].append(change)
    before, now = ({f["id"]: f for f in small.truth(day) if f["kind"] in moved} for day in (5, 6))
    sold = [f for f in before.values() if f["competitor"] == "tool-barn" and f.get("price", 0) is not None]
    assert {c["id"] for changes in moved.values() for c in changes} == {f["id"] for f in sold}
    for change in (*moved["offer"], *moved["article"]):
        fact = now[change["id"]]
        assert {"url": change["old"], "page": "redirect"} in fact["former"]  # type: ignore[operator]
        assert (before[change["id"]]["url"], fact["url"]) == (change["old"], change["new"])
    later = {f["id"]: f for f in small.truth(12) if f["kind"] == "article" and f["competitor"] == "tool-barn"}
    assert [f["former"] for f in later.values()] == [now[key]["former"] if key in now else [] for key in later]


def test_nothing_else_happens_to_a_site_on_the_day_it_refuses() -> None:
    market = Market(seed=1, products=150)
    for company, day in (("dubrava", 5), ("tool-barn", 7)):
        kinds = Counter(c["kind"] for c in market.changes(day) if c["competitor"] == company)
        assert (kinds["site"], kinds["offer"], kinds["article"]) == (1, 0, 0)
        state = next(f["state"] for f in market.truth(day) if f["kind"] == "site" and f["competitor"] == company)
        assert state == events.ACCIDENTS[company][day]
        own = [fact for fact in offers(market, day).values() if fact["competitor"] == company]
        assert all((fact["seen_in"], fact["page"]) == ([], "error") for fact in own)


def test_every_scripted_case_has_a_product_of_its_own(small: Market) -> None:
    cases = small.cases()
    assert set(cases) == {(company, case.name) for company, known in events.CASES.items() for case in known}
    assert len(set(cases.values())) == len(cases)


def test_the_scripted_ends(small: Market) -> None:
    assert days_of(small, "dubrava", "404", "page") == ["ok", *["missing"] * 3, "error", *["missing"] * 5]
    assert days_of(small, "our-shop", "410", "page") == ["ok"] * 4 + ["gone_410"] * 6
    assert days_of(small, "our-shop", "redirect to category", "page") == ["ok"] * 3 + ["redirect"] * 7
    assert days_of(small, "our-shop", "no offer", "page") == ["ok"] * 5 + ["no_offer"] * 5
    assert days_of(small, "our-shop", "returns", "page") == ["ok"] * 4 + ["missing"] * 4 + ["ok"] * 2
    assert days_of(small, "our-shop", "404", "price")[2:] == [None] * 8
    assert days_of(small, "our-shop", "delisted", "listed") == [True] * 2 + [False] * 8
    assert days_of(small, "our-shop", "delisted", "page") == ["ok"] * 10


def test_the_scripted_prices(small: Market) -> None:
    up = days_of(small, "our-shop", "dearer and back", "price")
    assert float(str(up[1])) > float(str(up[0]))
    assert up[3:] == up[:1] * 7
    price, list_price = (days_of(small, "our-shop", "sale", field) for field in ("price", "list_price"))
    assert list_price == [None, price[0], price[0], price[0]] + [None] * 6
    assert float(str(price[1])) < float(str(price[0]))
    assert price[4] == price[0]
    stock = days_of(small, "our-shop", "sold out and back", "availability")
    assert stock == ["InStock"] + ["OutOfStock"] * 2 + ["InStock"] * 7
    seen = days_of(small, "tool-barn", "hidden, new price", "seen_in")
    assert seen[1:4] == [["text", "card"], [], ["text", "card"]]
    hidden = days_of(small, "tool-barn", "hidden, new price", "price")
    assert hidden[1] != hidden[2] == hidden[3]
    assert days_of(small, "dubrava", "card only", "seen_in")[2] == ["card"]
    shown = days_of(small, "dubrava", "card only", "price")
    assert shown[1] != shown[2] == shown[3]


def test_the_small_shop_has_cases_of_its_own(small: Market) -> None:
    assert days_of(small, "nordkit", "404", "page") == ["ok"] * 2 + ["missing"] * 8
    assert days_of(small, "nordkit", "returns", "page") == ["ok"] * 3 + ["missing"] * 4 + ["ok"] * 3
    assert len(set(days_of(small, "nordkit", "renamed", "name"))) == 2
    prices = [float(str(price)) for price in days_of(small, "nordkit", "dearer", "price")]
    assert prices[0] < prices[1] == prices[9]


def test_the_scripted_moves(small: Market) -> None:
    for company, case, day in (("dubrava", "moved with redirect", 2), ("dubrava", "moved without redirect", 2)):
        product = small.cases()[company, case]
        change = next(c for c in small.changes(day) if c["id"] == product and c["field"] == "moved")
        fact = offers(small, day)[product]
        page = "redirect" if case == "moved with redirect" else "missing"
        assert fact["former"] == [{"url": change["old"], "page": page}]
        assert fact["url"] == change["new"] != change["old"]


def test_days_two_and_three_show_nearly_all_kinds(small: Market) -> None:
    product_case = {product: case for (_, case), product in small.cases().items()}
    seen = {product_case.get(str(c["id"]), "new") for day in (2, 3) for c in small.changes(day) if c["kind"] == "offer"}
    assert {
        "dearer", "cheaper", "dearer and back", "sale", "sold out and back", "404", "410", "redirect to category",
        "no offer", "delisted", "moved with redirect", "moved without redirect", "returns", "new",
    } <= seen  # fmt: skip
    witnesses = [fact["seen_in"] for day in (2, 3) for fact in offers(small, day).values()]
    assert ["card"] in witnesses
    assert [] in witnesses


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.parametrize("products", [150, 400])
def test_the_market_scales_and_all_shops_sell_many_of_the_same_things(seed: int, products: int) -> None:
    facts = offers(Market(seed=seed, products=products), 1).values()
    gtins = [
        {f["gtin"] for f in facts if f["competitor"] == company and f["gtin"]}
        for company in ("our-shop", "dubrava", "tool-barn", "nordkit")
    ]
    sizes = Counter(f["competitor"] for f in facts)
    small = min(round(products * 0.2), 60)
    assert sizes == {"our-shop": products, "dubrava": products, "nordkit": small, "tool-barn": round(products * 0.6)}
    assert len(gtins[0] & gtins[1] & gtins[2]) >= max(40, products // 4)
    assert len(gtins[0] & gtins[3]) > small // 2


def test_each_shop_asks_in_its_own_currency_and_language(small: Market) -> None:
    facts = offers(small, 1).values()
    assert {(f["competitor"], f["currency"]) for f in facts if f["price"]} == {
        ("our-shop", "EUR"),
        ("dubrava", "KZT"),
        ("nordkit", "EUR"),
        ("tool-barn", "EUR"),
    }
    for fact in facts:
        words = str(fact["name"]) + str(fact["category"])
        assert bool(re.search("[а-я]", words)) == (fact["competitor"] == "dubrava")
        assert fact["competitor"] != "dubrava" or re.fullmatch(r"\d+", str(fact["price"]))
    names = {fact["gtin"]: fact for fact in facts if fact["competitor"] == "our-shop" and fact["gtin"]}
    shared = [
        (fact, names[fact["gtin"]]) for fact in facts if fact["competitor"] == "dubrava" and fact["gtin"] in names
    ]
    assert len(shared) > 5
    for theirs, ours in shared:
        assert (theirs["brand"], theirs["mpn"]) == (ours["brand"], ours["mpn"])
        assert 400 < float(str(theirs["price"])) / float(str(ours["price"])) < 680


def test_products_are_known_by_gtin_by_part_number_or_by_nothing() -> None:
    facts = offers(Market(), 1).values()
    known = Counter("gtin" if f["gtin"] else "mpn" if f["mpn"] else "nothing" for f in facts)
    assert known["gtin"] > 3 * known["mpn"] > 0 < known["nothing"]
    gtins = {str(f["gtin"]) for f in facts if f["gtin"]}
    assert all(add_check_digit(gtin[:-1]) == gtin for gtin in gtins)


def test_no_two_things_share_an_identifier_and_no_two_products_an_address() -> None:
    things = [make_thing("x", serial) for serial in (*range(1, 9500), *range(20_000, 20_300))]
    assert len({thing.model for thing in things}) == len(things)
    market = Market(products=300)
    for day in (1, 10, 40):
        urls = [(f["competitor"], f["url"]) for f in offers(market, day).values()]
        assert len(set(urls)) == len(urls)


def test_sizes_out_of_range_and_days_before_the_first_are_refused() -> None:
    with pytest.raises(ValueError, match="from 30 to 5000"):
        Market(products=10)
    with pytest.raises(ValueError, match="opens on day 1"):
        Market(products=30).truth(0)
    assert Market(products=30).changes(1) == []


def test_truth_prints_as_json_lines(small: Market) -> None:
    lines = to_lines(small.truth(1)).splitlines()
    assert len(lines) == len(small.truth(1))
    assert lines[0] == '{"day": 1, "competitor": "our-shop", "kind": "site", "state": "ok", "layout": 1}'


def test_slugs_are_plain_ascii() -> None:
    assert slugify("Tallinna Tera TT1042 Ēvele – 2 x 5,0 Ah") == "tallinna-tera-tt1042-evele-2-x-5-0-ah"


def test_the_demo_knows_nothing_of_crawler_and_dossier() -> None:
    for path in (Path(__file__).parents[1] / "rivals" / "demo").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not [name for name in names if name.split(".")[0] in ("crawler", "dossier")], path
