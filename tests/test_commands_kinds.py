"""What the command line prints of plans, reviews, ads and findings; the store is filled by hand."""

import csv
import io
import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crawler.batch import Settings
from crawler.fold.fold import Result as Folding
from crawler.fold.state import State
from crawler.fold.unit import Change, Version
from crawler.records.ad import Ad
from crawler.records.finding import Finding
from crawler.records.kinds import Record, key_of
from crawler.records.lines import dump_reading
from crawler.records.reading import About, Reading, Word
from crawler.records.review import Review
from crawler.store.authors import hash_author, salt_of, without_authors
from crawler.store.captures import lose_job, open_run, open_visits
from crawler.store.connections import open_store
from crawler.store.derived import Folded, save_fold
from rivals.cli import main
from rivals.read import _salt

CONFIG = """contact: us@shop.example
competitors:
  acme: {kind: direct, site: https://acme.example/}
market: {targets: [{ad_library: https://library.example/ads}]}
"""
AT = "2026-03-01T06:00:00Z"
HEADLINE = Finding(url="https://acme.example/", what="headline", value="Tools")
REVIEW = Review(url="https://acme.example/", id="r1", rating=Decimal("4.5"), text="Good.", author_hash="00ff" * 4)
AD = Ad(url="https://library.example/ads", id="a1", headline="=Buy", networks=("facebook", "instagram"))


@dataclass(frozen=True, kw_only=True)
class Target:
    competitor: str | None
    source: str
    address: str
    settings: Settings = field(default_factory=Settings)


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    """Fill a store; return the options that lead to it."""
    (tmp_path / "competitors.yaml").write_text(CONFIG, encoding="utf-8")
    with open_store(tmp_path / "rivals.db") as db:
        run = open_run(db, AT)
        targets = [
            Target(competitor="acme", source="site", address="https://acme.example/"),
            Target(competitor=None, source="ad_library", address="https://library.example/ads"),
        ]
        lose_job(db, list(open_visits(db, run, targets).values()))
        changes = (
            change(AD, 1, kind="ad", name="=Buy", new="new"),
            change(HEADLINE, 2, kind="headline", field="value", old="Saws", new="Tools"),
        )
        yielded: dict[str, tuple[list[Record], Change]] = {
            "acme": ([HEADLINE, REVIEW], changes[1]),
            "": ([AD], changes[0]),
        }
        for competitor, (records, told) in yielded.items():
            versions = tuple(version(record) for record in records)
            result = Folding(state=State(), versions=versions, changes=(told,), coverage=(), due=(), aliases=())
            save_fold(db, competitor, State(), Folded(run=run.id, reader="r", result=result))
    return [f"--config={tmp_path / 'competitors.yaml'}", f"--db={tmp_path / 'rivals.db'}", f"--reports={tmp_path}"]


def version(record: Record) -> Version:
    """Return the only version of a record."""
    return Version(
        key=key_of(record), record=record, first_seen=AT, last_seen=AT, first_capture=1, capture=1, source="site"
    )


def change(record: Record, number: int, **values: Any) -> Change:
    """Return a change of a record."""
    usual: dict[str, Any] = {"id": f"{number:016x}", "key": key_of(record), "url": record.url, "name": None}
    usual |= dict.fromkeys(("field", "old", "new", "currency", "since", "capture_old"))
    return Change(**usual | {"at": AT, "capture_new": 1} | values)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """Run a command and return what it prints."""
    assert main(arguments) == status
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("headline", {"kind": "headline", "competitor": "acme", "what": "headline", "name": None, "value": "Tools"}),
        ("finding", {"kind": "headline", "competitor": "acme", "value": "Tools"}),
        ("review", {"kind": "review", "competitor": "acme", "rating": "4.5", "author_hash": "00ff" * 4}),
        ("ad", {"kind": "ad", "competitor": None, "networks": ["facebook", "instagram"]}),
    ],
)
@pytest.mark.parametrize("when", [(), ("--history",), ("--at=2026-03-02",)])
def test_each_kind_has_lines(
    places: list[str], capsys: pytest.CaptureFixture[str], kind: str, line: dict[str, Any], when: tuple[str, ...]
) -> None:
    (told,) = printed(capsys, "export", kind, *when, *places).splitlines()
    assert json.loads(told).items() >= line.items()


def test_a_table_has_no_competitor_for_what_the_market_says(
    places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = list(csv.DictReader(io.StringIO(printed(capsys, "export", "ad", "--format", "csv", *places), newline="")))
    assert [(row["competitor"], row["headline"]) for row in rows] == [("", "'=Buy")]


def test_a_kind_that_is_not_there_is_named_with_those_that_are(
    places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "slogan", *places]) == 1
    assert "no kind 'slogan'; there are offer, plan, article" in capsys.readouterr().err


def test_check_calls_a_target_of_the_market_so(places: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "check", "--now", AT, *places, status=4)
    assert "BAD  market: ad_library https://library.example/ads: failed since" in told
    lines = printed(capsys, "check", "--json", "--now", AT, *places, status=4).splitlines()
    assert [json.loads(line)["competitor"] for line in lines] == ["acme", None]


def test_diff_tells_people_what_sort_of_thing_changed(places: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    told = printed(capsys, "diff", "--since", "2026-03-01", *places)
    assert "market" in told
    assert "=Buy: ad new" in told
    assert "https://acme.example/: headline Saws → Tools" in told


def test_replay_of_the_market_names_it(places: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.loads(line) for line in printed(capsys, "replay", "--json", *places).splitlines()]
    assert [(line["competitor"], line["ad_removed"]) for line in lines] == [(None, 1), ("acme", 0)]


def test_read_prints_a_saved_answer_of_a_library_of_ads(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "ads.json"
    entry = {"id": "1", "page_name": "ACME", "ad_creative_link_titles": ["Saws"], "publisher_platforms": ["facebook"]}
    saved.write_text(json.dumps({"data": [entry]}), encoding="utf-8")
    (line,) = printed(capsys, "read", str(saved), "--source", "ad_library", *places).splitlines()
    assert json.loads(line).items() >= {"kind": "ad", "source": "ad_library", "id": "1", "headline": "Saws"}.items()


@pytest.mark.usefixtures("places")
def test_what_is_read_of_an_author_is_the_hash_that_the_store_would_hold(tmp_path: Path) -> None:
    review = Review(url="https://acme.example/", id="r1", author="Anna")
    lines = dump_reading(Reading(about=About(), words=(Word(witness="text", record=review),)))
    with open_store(tmp_path / "rivals.db") as db:
        expected = hash_author("Anna", salt_of(db))
    assert expected in without_authors(lines, _salt(tmp_path / "rivals.db"))
    assert _salt(tmp_path / "other.db") != _salt(tmp_path / "other.db")
