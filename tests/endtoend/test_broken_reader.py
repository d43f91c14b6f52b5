"""A reader broken on day 4, worse on day 6 and mended on day 8, then ``replay``: as if it had always been right."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.store.connections import read_store
from tests.endtoend.expected import expected_changes, identities, told
from tests.endtoend.rows import Rows, derived_rows, rebuild
from tests.endtoend.world import ROOT, Line, World, time_of, world

DAYS = tuple(range(1, 11))
TEN_TIMES_THE_PRICE = (
    "crawler/parsing/price.py",
    """

_right = parse_price


def parse_price(*arguments, **hints):
    from dataclasses import replace

    price = _right(*arguments, **hints)
    return replace(price, amount=price.amount * 10) if price and price.amount else price
""",
)
NO_PRODUCT = (
    "crawler/sources/site.py",
    """

_right = read


def read(page):
    from dataclasses import replace

    reading = _right(page)
    return replace(reading, words=tuple(word for word in reading.words if word.record.KIND != "offer"))
""",
)
BROKEN = {4: TEN_TIMES_THE_PRICE, 5: TEN_TIMES_THE_PRICE, 6: NO_PRODUCT, 7: NO_PRODUCT}
"""What is wrong with the readers on each day on which something is."""

LEFT_OUT = "nordkit"
"""Rendering has nothing to do with it, and is most of what a day costs."""

pytestmark = pytest.mark.timeout(900)


@dataclass(frozen=True)
class Mended:
    """A world after ten visits, four of them with a broken reader, and after ``replay``."""

    world: World
    live: list[Line]
    """Changes as told before the replay."""
    after: list[Line]
    linked: dict[str, set[str]]
    """Ids of changes that each edition before the replay showed, by its time."""
    rows: Rows
    report: str
    """The start page of the edition after the replay."""
    reviews: list[Line]
    """All reviews that are held."""


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mended]:
    folder = tmp_path_factory.mktemp("mended")
    code = {fault: _break(folder / f"code-{number}", *fault) for number, fault in enumerate(set(BROKEN.values()))}
    with world(folder, without=LEFT_OUT) as here:
        for day in DAYS:
            here.visit(day, code=code[BROKEN[day]] if day in BROKEN else None)
        live = here.lines("export", "change")
        with read_store(here.db) as db:
            editions = db.execute("SELECT at, changes FROM edition").fetchall()
        linked = {row["at"]: set(json.loads(row["changes"])) for row in editions}
        assert here.rivals("replay", "--now", time_of(10)).returncode == 0
        rows = derived_rows(here.db)
        after = here.lines("export", "change")
        reviews = here.lines("export", "review")
        assert here.rivals("report", "--now", time_of(11)).returncode == 0
        report = (here.folder / "reports" / "latest" / "index.html").read_text(encoding="utf-8")
        yield Mended(here, live, after, linked, rows, report, reviews)


def test_no_change_is_told_that_no_site_made(mended: Mended) -> None:
    """What a broken reader says of a change may be wrong until the replay; that there was none may not be."""
    market, addresses = mended.world.market, mended.world.sites.addresses
    who = identities(market, addresses, DAYS, mended.reviews)
    expected = {change[1:5] for change in expected_changes(market, addresses, DAYS)}
    assert [line for line in mended.live if told(line, who)[1:5] not in expected] == []


def test_replay_finds_what_was_lost(mended: Mended) -> None:
    who = identities(mended.world.market, mended.world.sites.addresses, DAYS, mended.reviews)
    expected = expected_changes(mended.world.market, mended.world.sites.addresses, DAYS)
    assert Counter(told(line, who) for line in mended.after) == Counter(c for c in expected if c[1] != LEFT_OUT)


def test_after_replay_the_rows_are_those_of_readers_that_were_always_right(mended: Mended, tmp_path: Path) -> None:
    copy = Path(shutil.copy(mended.world.db, tmp_path / "copy.db"))
    rebuild(copy)
    assert derived_rows(copy) == mended.rows


def test_true_changes_seen_on_time_keep_the_ids_that_editions_linked(mended: Mended) -> None:
    ids = {line["id"] for line in mended.after}
    for at, linked in mended.linked.items():
        if at < time_of(min(BROKEN)):
            assert linked <= ids
    on_time = {line["id"] for line in mended.live if line["at"] < time_of(min(BROKEN))}
    assert on_time
    assert on_time <= ids


def test_what_was_seen_late_is_told_as_restated(mended: Mended) -> None:
    late = {line["id"] for line in mended.after} - {line["id"] for line in mended.live}
    assert late
    assert "Restated" in mended.report


def _break(folder: Path, file: str, fault: str) -> Path:
    for package in ("crawler", "dossier", "rivals"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / file).open("a", encoding="utf-8") as code:
        code.write(fault)
    return folder
