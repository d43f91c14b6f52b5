"""What earlier editions showed and history tells otherwise is told once; those editions stay."""

import re
from decimal import Decimal
from pathlib import Path

from crawler.records.offer import Offer
from crawler.store.connections import Connection, open_store
from dossier.report import EditionBuilt, build
from dossier.told import Told, load_told
from tests.dossier_store import Filler, make_competitor, make_config

CONFIG = make_config(make_competitor("acme", label="Acme"))
DAYS = [f"2026-03-{day}T04:00:00Z" for day in (10, 11, 12, 13)]
DRILL = Offer(url="https://acme.example/drill", name="Drill", price=Decimal(90), currency="EUR", price_type="exact")


def add_run(filler: Filler, day: int) -> int:
    run = filler.run(DAYS[day])
    filler.visit(run, "acme", DAYS[day])
    return run


def add_change(filler: Filler, run: int, new: str = "90") -> str:
    return filler.change("acme", run, DRILL, ("price", "100", new), at=DAYS[run - 1])


def publish(db: Connection, tmp_path: Path, day: int) -> EditionBuilt:
    built = build(db, tmp_path / "reports", CONFIG, DAYS[day])
    Filler(db).edition(day + 1, DAYS[day], built.name, built.metrics, list(built.change_ids))
    return built


def told(db: Connection, tmp_path: Path, day: int) -> Told:
    return load_told(db, tmp_path / "reports/evidence", CONFIG, DAYS[day])


def test_a_change_found_late_is_told_as_restated_once(tmp_path: Path) -> None:
    db = open_store(tmp_path / "rivals.db")
    filler = Filler(db)
    for day in range(2):
        add_run(filler, day)
        publish(db, tmp_path, day)
    late = add_change(filler, 1)
    add_run(filler, 2)
    new = add_change(filler, 3)
    edition = told(db, tmp_path, 2)
    assert edition.restated.late == (late,)
    assert {event.id: event.restated for event in edition.events} == {late: True, new: False}
    built = publish(db, tmp_path, 2)
    page = (built.path / "changes.html").read_text(encoding="utf-8")
    assert f'id="c-{late}"' in page.split('id="restated"')[1]
    assert "Restated since earlier editions" in (built.path / "index.html").read_text(encoding="utf-8")
    add_run(filler, 3)
    assert not told(db, tmp_path, 3).restated
    db.close()


def test_a_change_that_no_longer_exists_is_withdrawn_and_the_old_edition_stays(tmp_path: Path) -> None:
    db = open_store(tmp_path / "rivals.db")
    filler = Filler(db)
    add_run(filler, 0)
    wrong = add_change(filler, 1)
    first = publish(db, tmp_path, 0)
    before = {path: path.read_bytes() for path in first.path.rglob("*") if path.is_file()}
    db.execute("DELETE FROM change")
    add_run(filler, 1)
    assert [change.id for change in told(db, tmp_path, 1).restated.withdrawn] == [wrong]
    second = publish(db, tmp_path, 1)
    page = (second.path / "changes.html").read_text(encoding="utf-8")
    assert f'href="../{first.name}/changes.html#c-{wrong}"' in page
    assert {path: path.read_bytes() for path in first.path.rglob("*") if path.is_file()} == before
    add_run(filler, 2)
    assert not told(db, tmp_path, 2).restated
    db.close()


def test_a_value_of_an_earlier_day_that_differs_is_restated_once(tmp_path: Path) -> None:
    db = open_store(tmp_path / "rivals.db")
    filler = Filler(db)
    for day in range(2):
        add_run(filler, day)
        filler.metric_value("acme", "active_products", DAYS[day][:10], 40 + day, 40 + day)
        publish(db, tmp_path, day)
    db.execute("UPDATE metric_value SET value = 44 WHERE day = '2026-03-10'")
    add_run(filler, 2)
    (value,) = told(db, tmp_path, 2).restated.values
    assert (value.competitor, value.metric, value.day, value.was, value.now) == (
        "acme",
        "active_products",
        "2026-03-10",
        40.0,
        44.0,
    )
    built = publish(db, tmp_path, 2)
    text = re.sub(r"<[^>]*>", " ", (built.path / "changes.html").read_text(encoding="utf-8"))
    assert re.search(r"Active products\s+Acme\s+10 Mar\s+40.00\s+44.00", text)
    add_run(filler, 3)
    assert not told(db, tmp_path, 3).restated
    db.close()


def test_a_second_run_of_the_same_day_is_news_and_no_restatement(tmp_path: Path) -> None:
    db = open_store(tmp_path / "rivals.db")
    filler = Filler(db)
    add_run(filler, 0)
    filler.metric_value("acme", "active_products", "2026-03-10", 40, 40)
    publish(db, tmp_path, 0)
    filler.visit(filler.run("2026-03-10T16:00:00Z"), "acme", "2026-03-10T16:00:00Z")
    db.execute("UPDATE metric_value SET value = 41")
    filler.run(DAYS[1])
    assert not told(db, tmp_path, 1).restated
    db.close()


def test_a_second_edition_of_a_run_shows_its_changes_again(tmp_path: Path) -> None:
    db = open_store(tmp_path / "rivals.db")
    filler = Filler(db)
    add_run(filler, 0)
    publish(db, tmp_path, 0)
    add_run(filler, 1)
    change = add_change(filler, 2)
    assert publish(db, tmp_path, 1).change_ids == (change,)
    assert publish(db, tmp_path, 1).change_ids == (change,)
    db.close()
