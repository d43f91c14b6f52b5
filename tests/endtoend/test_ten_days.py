"""Ten days of the demo market through the real command line, against the market's truth."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.endtoend.expected import (
    addresses_of,
    expected_articles,
    expected_changes,
    expected_counts,
    expected_offers,
    told,
)
from tests.endtoend.rows import derived_rows, in_full, rebuild, tell_again
from tests.endtoend.world import World, time_of, world

DAYS = tuple(range(1, 11))
REFUSED = {5: "oakfield", 7: "tool-barn"}

pytestmark = pytest.mark.timeout(600)


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


def test_every_change_that_visits_could_see_is_told_and_nothing_else(ten: TenDays) -> None:
    market, addresses = ten.world.market, ten.world.sites.addresses
    owners = addresses_of(market, addresses, DAYS)
    lines = ten.world.lines("export", "change")
    assert Counter(told(line, owners) for line in lines) == Counter(expected_changes(market, addresses, DAYS))
    assert len({line["id"] for line in lines}) == len(lines)


def test_diff_tells_the_changes_of_its_days(ten: TenDays) -> None:
    owners = addresses_of(ten.world.market, ten.world.sites.addresses, DAYS)
    lines = ten.world.lines("diff", "--since", "2026-03-05", "--until", "2026-03-07", "--format", "json", "oakfield")
    expected = expected_changes(ten.world.market, ten.world.sites.addresses, DAYS)
    assert Counter(told(line, owners) for line in lines) == Counter(
        change for change in expected if change[0] in (4, 5, 6) and change[1] == "oakfield"
    )


def test_what_is_held_of_every_product_is_what_its_page_last_said(ten: TenDays) -> None:
    owners = addresses_of(ten.world.market, ten.world.sites.addresses, DAYS)
    expected = expected_offers(ten.world.market, ten.world.sites.addresses, DAYS)
    lines = ten.world.lines("export", "offer")
    held = {(line["competitor"], owners[line["url"]]): line for line in lines}
    assert held.keys() == expected.keys()
    assert len(held) == len(lines)
    for field in ("name", "price", "list_price", "currency", "availability", "category"):
        assert {who: line[field] for who, line in held.items()} == {who: fact[field] for who, fact in expected.items()}
    for field in ("brand", "sku", "gtin", "mpn"):
        wrong = {who: line[field] for who, line in held.items() if line[field] not in (None, expected[who][field])}
        assert not wrong
    assert sum(line["sku"] is not None for line in lines) > 0.9 * len(lines)


def test_posts_and_their_counts_are_those_of_the_blog(ten: TenDays) -> None:
    market, addresses = ten.world.market, ten.world.sites.addresses
    expected = expected_articles(market, addresses, DAYS)
    held = {line["url"]: line for line in ten.world.lines("export", "article")}
    assert {url: line["title"] for url, line in held.items()} == {url: fact["title"] for url, fact in expected.items()}
    assert {url: line["published"][:10] for url, line in held.items()} == {
        url: fact["published_on"] for url, fact in expected.items()
    }
    assert {url: line["author"] for url, line in held.items()} == {
        url: fact["author"] for url, fact in expected.items()
    }
    counts = Counter(
        (line["url"], line["measure"], line["first_seen"][:10], line["value"])
        for line in ten.world.lines("export", "popularity", "--history")
    )
    assert counts == Counter(expected_counts(market, addresses, DAYS))


def test_the_past_can_be_asked(ten: TenDays) -> None:
    owners = addresses_of(ten.world.market, ten.world.sites.addresses, DAYS)
    expected = expected_offers(ten.world.market, ten.world.sites.addresses, DAYS[:4])
    held = {
        (line["competitor"], owners[line["url"]]): line["price"]
        for line in ten.world.lines("export", "offer", "--at", "2026-03-05")
    }
    assert held == {who: fact["price"] for who, fact in expected.items()}


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
    assert done.stderr.count("the same rows") == 3
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
    config.write_text(text.replace("  oakfield:", "  oak:").split("  tool-barn:")[0], encoding="utf-8")
    before = derived_rows(copy)
    assert ten.world.rivals("report", "--now", time_of(10), db=copy, config=config, reports=tmp_path).returncode == 0
    assert ten.world.rivals("replay", "--now", time_of(10), db=copy, config=config).returncode == 0
    assert derived_rows(copy) == before
