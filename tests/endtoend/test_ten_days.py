"""Ten days of the demo market through the real command line, against the market's truth."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from crawler.store.connections import read_store
from tests.endtoend.expected import (
    STANDING,
    Identities,
    expected_articles,
    expected_changes,
    expected_counts,
    expected_offers,
    expected_ratings,
    expected_reviews,
    expected_standing,
    identities,
    number,
    told,
)
from tests.endtoend.rows import derived_rows, in_full, rebuild, tell_again
from tests.endtoend.world import World, time_of, world

DAYS = tuple(range(1, 11))
REFUSED = {5: "dubrava", 7: "tool-barn"}

pytestmark = pytest.mark.timeout(1200)


@dataclass(frozen=True)
class TenDays:
    """The world after ten visits, and what each visit and each ``check`` after it printed."""

    world: World
    visits: dict[int, "CompletedProcess[str]"]
    checks: dict[int, "CompletedProcess[str]"]


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TenDays]:
    with world(tmp_path_factory.mktemp("ten")) as here:
        visits, checks = {}, {}
        for day in DAYS:
            visits[day] = here.visit(day)
            checks[day] = here.rivals("check", "--now", time_of(day))
        yield TenDays(here, visits, checks)


@pytest.fixture(scope="module")
def who(ten: TenDays) -> Identities:
    reviews = ten.world.lines("export", "review")
    return identities(ten.world.market, ten.world.sites.addresses, DAYS, reviews)


def test_every_change_that_visits_could_see_is_told_and_nothing_else(ten: TenDays, who: Identities) -> None:
    market, addresses = ten.world.market, ten.world.sites.addresses
    lines = ten.world.lines("export", "change")
    assert Counter(told(line, who) for line in lines) == Counter(expected_changes(market, addresses, DAYS))
    assert len({line["id"] for line in lines}) == len(lines)


def test_diff_tells_the_changes_of_its_days(ten: TenDays, who: Identities) -> None:
    lines = ten.world.lines("diff", "--since", "2026-03-05", "--until", "2026-03-07", "--format", "json", "dubrava")
    expected = expected_changes(ten.world.market, ten.world.sites.addresses, DAYS)
    assert Counter(told(line, who) for line in lines) == Counter(
        change for change in expected if change[0] in (4, 5, 6) and change[1] == "dubrava"
    )


def test_what_is_held_of_every_product_is_what_its_page_last_said(ten: TenDays, who: Identities) -> None:
    expected = expected_offers(ten.world.market, ten.world.sites.addresses, DAYS)
    lines = ten.world.lines("export", "offer")
    held = {(line["competitor"], who.page(line["url"])): line for line in lines}
    assert held.keys() == expected.keys()
    assert len(held) == len(lines)
    for field in ("name", "price", "list_price", "currency", "availability", "category", "tax_included"):
        assert {thing: number(line[field]) for thing, line in held.items()} == {
            thing: number(fact[field]) for thing, fact in expected.items()
        }
    for field in ("brand", "sku", "gtin", "mpn"):
        wrong = {it: line[field] for it, line in held.items() if line[field] not in (None, expected[it][field])}
        assert not wrong
    assert sum(line["sku"] is not None for line in lines) > 0.9 * len(lines)


def test_posts_and_their_counts_are_those_of_the_blog(ten: TenDays, who: Identities) -> None:
    market, addresses = ten.world.market, ten.world.sites.addresses
    expected = expected_articles(market, addresses, DAYS)
    held = {who.page(line["url"]): line for line in ten.world.lines("export", "article")}
    assert {post: line["title"] for post, line in held.items()} == {post: f["title"] for post, f in expected.items()}
    assert {post: line["published"][:10] for post, line in held.items()} == {
        post: fact["published_on"] for post, fact in expected.items()
    }
    assert {post: line["author"] for post, line in held.items()} == {post: f["author"] for post, f in expected.items()}
    counts = Counter(
        (who.page(line["url"]), line["measure"], line["first_seen"][:10], line["value"])
        for line in ten.world.lines("export", "popularity", "--history")
    )
    assert counts == Counter(expected_counts(market, addresses, DAYS))


KEYS = {"plan": ("name", "period"), "ad": ("id",)}
FIELDS_HELD = {
    "plan": ("name", "period", "price", "currency", "per", "unit", "price_type", "trial_days", "features"),
    "ad": ("advertiser", "headline", "text", "networks", "started", "stopped"),
    "headline": ("value",),
    "tagline": ("value",),
    "promise": ("value", "unit"),
    "technology": ("value",),
    "profile": ("value",),
}


@pytest.mark.parametrize("kind", STANDING)
def test_plans_ads_and_findings_are_those_of_the_market(ten: TenDays, who: Identities, kind: str) -> None:
    expected = expected_standing(ten.world.market, ten.world.sites.addresses, DAYS, kind)
    lines = ten.world.lines("export", kind)
    for line in lines:
        line["key"] = [line["url"], *(line[part] for part in KEYS.get(kind, ("kind", "name")))]
    held = {(line["competitor"], kind, who.of(line)): line for line in lines}
    assert held.keys() == expected.keys()
    assert len(held) == len(lines)
    for field in FIELDS_HELD[kind]:
        assert {thing: number(line[field]) for thing, line in held.items()} == {
            thing: number(fact[field]) for thing, fact in expected.items()
        }


def test_reviews_and_replies_are_those_of_the_market_and_no_author_is_named(ten: TenDays, who: Identities) -> None:
    expected = expected_reviews(ten.world.market, ten.world.sites.addresses, DAYS)
    lines = ten.world.lines("export", "review")
    for line in lines:
        line["key"] = [line["url"], line["id"]]
    held = {who.of(line): line for line in lines}
    assert held.keys() == expected.keys()
    assert len(held) == len(lines)
    for field, name in (("text", "text"), ("title", "title"), ("reply", "reply"), ("rating", "rating")):
        assert {it: number(line[field]) for it, line in held.items()} == {it: f[name] for it, f in expected.items()}
    days = {it: line["published"][:10] for it, line in held.items()}
    assert days == {it: fact["published_on"] for it, fact in expected.items()}
    assert all(line["author_hash"] and "author" not in line for line in lines)
    authors = {(fact["competitor"], fact["author"]) for fact in expected.values()}
    assert len({(line["competitor"], line["author_hash"]) for line in lines}) == len(authors)


def test_ratings_are_what_pages_last_claimed(ten: TenDays, who: Identities) -> None:
    expected = expected_ratings(ten.world.market, ten.world.sites.addresses, DAYS)
    lines = ten.world.lines("export", "rating")
    held = {who.page(line["url"]): (number(line["rating"]), line["rating_count"]) for line in lines}
    assert held == {who.page(fact["url"]): (number(fact["rating"]), fact["rating_count"]) for fact in expected.values()}


def test_the_market_s_ads_belong_to_those_whom_they_name(ten: TenDays) -> None:
    facts = [fact for day in DAYS for fact in ten.world.market.truth(day) if fact["kind"] == "ad"]
    with read_store(ten.world.db) as db:
        about = {json.loads(row["key"])[1]: row["competitor"] for row in db.execute("SELECT * FROM about").fetchall()}
    assert about == {fact["id"]: fact["competitor"] for fact in facts if fact["competitor"]}


def test_what_exists_only_after_scripts_ran_was_rendered_and_nothing_else(ten: TenDays) -> None:
    with read_store(ten.world.db) as db:
        rendered = db.execute(
            "SELECT DISTINCT competitor FROM capture JOIN visit ON visit.id = visit WHERE capture.rendered = 1"
        )
        assert [row["competitor"] for row in rendered] == ["nordkit"]


def test_the_past_can_be_asked(ten: TenDays, who: Identities) -> None:
    expected = expected_offers(ten.world.market, ten.world.sites.addresses, DAYS[:4])
    held = {
        (line["competitor"], who.page(line["url"])): number(line["price"])
        for line in ten.world.lines("export", "offer", "--at", "2026-03-05")
    }
    assert held == {thing: number(fact["price"]) for thing, fact in expected.items()}


@pytest.mark.parametrize("day", REFUSED)
def test_a_day_of_refusal_changes_nothing_and_is_named(ten: TenDays, day: int) -> None:
    name = REFUSED[day]
    assert ten.visits[day].returncode == 3
    assert name in ten.visits[day].stdout
    assert ten.checks[day].returncode == 3
    assert any(line.startswith("BAD") and name in line for line in ten.checks[day].stdout.splitlines())
    assert not [
        line
        for line in ten.world.lines("export", "change")
        if line["competitor"] == name and line["at"].startswith(time_of(day)[:10])
    ]
    edition = ten.world.folder / "reports" / time_of(day).replace(":", "")
    front = (edition / "index.html").read_text(encoding="utf-8")
    assert "blocked since" in front if day == 7 else "failed since" in front


def test_a_day_without_refusal_is_fresh(ten: TenDays) -> None:
    assert ten.visits[1].returncode == 0
    assert ten.checks[1].returncode == 0


def test_every_run_has_its_edition_and_latest_leads_to_the_last(ten: TenDays) -> None:
    reports = ten.world.folder / "reports"
    assert sorted(path.name for path in reports.iterdir() if path.name.startswith("2026")) == [
        time_of(day).replace(":", "") for day in DAYS
    ]
    assert (reports / "latest").resolve().name == time_of(10).replace(":", "")


def test_the_derived_half_can_be_dropped_and_rebuilt(ten: TenDays, tmp_path: Path) -> None:
    copy = Path(shutil.copy(ten.world.db, tmp_path / "copy.db"))
    rebuild(copy)
    assert derived_rows(copy) == derived_rows(ten.world.db)


def test_replay_gives_the_same_rows(ten: TenDays, tmp_path: Path) -> None:
    copy = Path(shutil.copy(ten.world.db, tmp_path / "copy.db"))
    done = ten.world.rivals("replay", "--now", time_of(10), db=copy)
    assert done.returncode == 0
    assert done.stderr.count("the same rows") == 6
    assert derived_rows(copy) == derived_rows(ten.world.db)


@pytest.mark.parametrize("seed", [1, 2])
def test_batches_shuffled_cut_and_doubled_give_the_same_rows(ten: TenDays, tmp_path: Path, seed: int) -> None:
    tell_again(ten.world.db, tmp_path / "again.db", seed=seed)
    assert derived_rows(tmp_path / "again.db") == derived_rows(ten.world.db)


def test_a_crawl_that_skips_nothing_gives_the_same_rows(ten: TenDays, tmp_path: Path) -> None:
    tell_again(ten.world.db, tmp_path / "again.db", seed=3, disguise=in_full)
    assert derived_rows(tmp_path / "again.db") == derived_rows(ten.world.db)


def test_a_competitor_renamed_or_dropped_keeps_its_past(ten: TenDays, tmp_path: Path) -> None:
    copy = Path(shutil.copy(ten.world.db, tmp_path / "copy.db"))
    config = tmp_path / "competitors.yaml"
    text = (ten.world.folder / "competitors.yaml").read_text(encoding="utf-8")
    config.write_text(text.replace("  dubrava:", "  dub:").split("  tool-barn:")[0], encoding="utf-8")
    before = derived_rows(copy)
    assert ten.world.rivals("report", "--now", time_of(10), db=copy, config=config, reports=tmp_path).returncode == 0
    assert ten.world.rivals("replay", "--now", time_of(10), db=copy, config=config).returncode == 0
    assert derived_rows(copy) == before
