"""What is still to be read, and the units that fold takes."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from crawler.batch import Settings
from crawler.fold.unit import Answer
from crawler.records.article import Article
from crawler.records.lines import dump_reading
from crawler.records.offer import Offer
from crawler.records.reading import About, Reading, Word
from crawler.store.captures import save_batch
from crawler.store.connections import Connection
from crawler.store.readings import (
    CHUNK,
    captures_to_read,
    forget_readings,
    load_unit,
    reader_of,
    save_readings,
    still_unread,
)
from tests.test_store.rows import SHOP, Result, Target, batch, begin, capture, end, read_all, rows, visit_day

READ_AS = (
    "SELECT read_as.run, capture >> 20, capture & 1048575, reader FROM read_as JOIN reading ON reading = reading.id"
)
SAME: dict[str, Any] = {"body": b"same"}
NOT_MODIFIED = {"outcome": "not_modified", "status": 304, "body": b"", "headers": ()}


def reading(price: str = "9.90") -> Reading:
    return Reading(
        about=About(type="product", title="A drill", looked_for=("offer",)),
        words=(Word(witness="json-ld", record=Offer(url=SHOP, name="A drill", price=Decimal(price))),),
    )


def test_only_answers_that_show_a_page_are_read(db: Connection) -> None:
    run, visit = visit_day(
        db,
        1,
        {"headers": (("content-type", "text/html"), ("link", "<x>")), "final_url": SHOP},
        {"url": SHOP + "gone", "outcome": "missing", "status": 404, "body": b"no such page"},
        {"url": SHOP + "old", "outcome": "moved", "status": 301, "final_url": SHOP, "body": b""},
        {"url": SHOP + "never", **NOT_MODIFIED},
        {"url": SHOP + "empty", "body": b""},
    )
    first, empty = captures_to_read(db, run, "acme", "r1")
    assert (first.capture, first.source, first.url, first.final_url, first.status, first.headers, first.body) == (
        (visit << 20) + 1,
        "site",
        SHOP,
        SHOP,
        200,
        {"content-type": "text/html", "link": "<x>"},
        SHOP.encode(),
    )
    assert (empty.url, empty.body) == (SHOP + "empty", b"")


def test_what_is_read_is_not_read_again_after_a_crash(db: Connection) -> None:
    run, _ = visit_day(db, 1, *({"url": f"{SHOP}{number}"} for number in range(CHUNK + 50)))

    def crash_in_the_second_chunk() -> Iterator[Result]:
        for number, item in enumerate(captures_to_read(db, run, "acme", "r1")):
            if number > CHUNK + 20:
                raise KeyboardInterrupt
            yield Result(capture=item.capture)

    with pytest.raises(KeyboardInterrupt):
        save_readings(db, run, "r1", crash_in_the_second_chunk())
    assert rows(db, "SELECT count(*) FROM read_as") == [(CHUNK,)]
    assert len(read_all(db, run)) == 50
    assert read_all(db, run) == []


@pytest.mark.parametrize("again", [NOT_MODIFIED, SAME], ids=["not modified", "same bytes"])
def test_the_same_response_extends_the_reading_unread(db: Connection, again: dict[str, object]) -> None:
    first, _ = visit_day(db, 1, SAME)
    read_all(db, first)
    for day in (2, 3):
        run, _ = visit_day(db, day, again)
        assert read_all(db, run) == []
    assert rows(db, "SELECT count(*), count(DISTINCT reading) FROM read_as") == [(3, 1)]


@pytest.mark.parametrize(
    "other",
    [
        {"body": b"other"},
        {"status": 203},
        {"final_url": SHOP + "other"},
        {"headers": (("content-type", "application/xml"),)},
        {"headers": (("content-type", "text/html"), ("content-language", "lv"))},
        {"headers": (("content-type", "text/html"), ("link", "<a>; rel=canonical"))},
        {"url": SHOP + "elsewhere"},
    ],
)
def test_any_other_response_is_read(db: Connection, other: dict[str, object]) -> None:
    first, _ = visit_day(db, 1, SAME)
    read_all(db, first)
    run, visit = visit_day(db, 2, SAME | other)
    assert read_all(db, run) == [(visit << 20) + 1]


def test_headers_that_say_nothing_of_the_content_do_not_matter(db: Connection) -> None:
    first, _ = visit_day(db, 1, SAME)
    read_all(db, first)
    run, _ = visit_day(db, 2, SAME | {"headers": (("content-type", "text/html"), ("etag", '"2"'))})
    assert read_all(db, run) == []


def test_equal_lines_share_a_row_though_the_bodies_differ(db: Connection) -> None:
    for day, body in ((1, b"one"), (2, b"two"), (3, b"one")):
        run, _ = visit_day(db, day, {"body": body})
        assert len(read_all(db, run)) == 1
    assert rows(db, "SELECT count(*), count(DISTINCT reading) FROM read_as") == [(3, 1)]


def test_another_version_of_the_readers_reads_the_confirmed_body(db: Connection) -> None:
    first, one = visit_day(db, 1, SAME)
    read_all(db, first, "r1")
    run, two = visit_day(db, 2, NOT_MODIFIED)
    (item,) = captures_to_read(db, run, "acme", "r2")
    assert (item.capture, item.status, item.headers, item.body) == (
        (two << 20) + 1,
        200,
        {"content-type": "text/html"},
        b"same",
    )
    read_all(db, run, "r2")
    assert rows(db, READ_AS) == [(first, one, 1, "r1"), (run, two, 1, "r2")]


def test_a_page_the_readers_failed_on_is_tried_again(db: Connection) -> None:
    first, visit = visit_day(db, 1, SAME)
    save_readings(db, first, "r1", [Result(capture=(visit << 20) + 1, lines=None, error="timeout", detail="10 s")])
    assert read_all(db, first) == []
    run, _ = visit_day(db, 2, SAME)
    assert len(read_all(db, run)) == 1


def test_readings_of_another_source_are_not_taken(db: Connection) -> None:
    first, _ = visit_day(db, 1, SAME)
    read_all(db, first)
    run, visit = begin(db, "2026-03-02T06:00:00Z", Target(source="feed"))
    save_batch(db, batch(capture(visit, 1, **SAME), ends=(end(visit, 1),)))
    assert len(read_all(db, run.id)) == 1


def test_a_unit_holds_the_visits_with_their_answers_in_order(db: Connection) -> None:
    run, visit = begin(db, "2026-03-01T06:00:00Z", Target(settings=Settings(currency="EUR", brand_names=("ACME",))))
    save_batch(
        db,
        batch(
            capture(visit, 3, "c", at="2026-03-01T06:00:05Z"),
            capture(visit, 2, "b", at="2026-03-01T06:00:05Z"),
            capture(visit, 1, "a", at="2026-03-01T06:00:09Z"),
            capture(visit, 4, "d", outcome="moved", status=301, final_url=SHOP + "a"),
            ends=(end(visit, 4, "partial"),),
        ),
    )
    b, c, a = ((visit << 20) + number for number in (2, 3, 1))
    results = [Result(capture=b, lines=dump_reading(reading())), Result(capture=c, lines=None, error="memory")]
    save_readings(db, run.id, "r1", [*results, Result(capture=a, lines=dump_reading(reading("8")))])
    unit = load_unit(db, run.id, "acme", "r1")
    assert (unit.competitor, unit.run, unit.at, unit.reader, unit.reread) == ("acme", run.id, run.started_at, "r1", {})
    (made,) = unit.visits
    assert (made.id, made.source, made.address, made.outcome, made.started_at) == (
        visit,
        "site",
        SHOP,
        "partial",
        "2026-03-01T06:00:00Z",
    )
    assert made.settings == Settings(currency="EUR", brand_names=("ACME",))
    assert made.answers == (
        Answer(
            capture=(visit << 20) + 4,
            url=SHOP + "d",
            at="2026-03-01T06:00:04Z",
            outcome="moved",
            final_url=SHOP + "a",
        ),
        answer(b, "b", 5, reading=reading()),
        answer(c, "c", 5, error="memory"),
        answer(a, "a", 9, reading=reading("8")),
    )


def answer(number: int, path: str, second: int, **values: object) -> Answer:
    at = f"2026-03-01T06:00:{second:02}Z"
    url = SHOP + path
    return Answer(capture=number, url=url, at=at, outcome="ok", final_url=url, **values)  # type: ignore[arg-type]


def test_a_unit_that_is_not_read_whole_is_no_unit(db: Connection) -> None:
    run, _ = visit_day(db, 1, {}, {"url": SHOP + "b"})
    read_all(db, run, "r1")
    with pytest.raises(LookupError, match="2 captures of acme in run 1 are not read by r2"):
        load_unit(db, run, "acme", "r2")


def test_a_competitor_of_which_nothing_was_seen_has_a_unit_without_readings(db: Connection) -> None:
    run, visit = visit_day(db, 1, {"outcome": "blocked", "status": 403}, outcome="blocked")
    assert read_all(db, run) == []
    (made,) = load_unit(db, run, "acme", "r1").visits
    assert [(made.outcome, a.capture, a.outcome, a.reading) for a in made.answers] == [
        ("blocked", (visit << 20) + 1, "blocked", None)
    ]


def test_captures_read_again_belong_to_the_run_that_reads_them(db: Connection) -> None:
    first, one = visit_day(db, 1, SAME)
    read_all(db, first, "r1", dump_reading(reading("1")))
    old = (one << 20) + 1
    run, two = visit_day(db, 2, {"body": b"new", "url": SHOP + "new"})
    read_all(db, run, "r2")
    assert [item.capture for item in still_unread(db, run, [old], "r2")] == [old]
    save_readings(db, run, "r2", [Result(capture=old, lines=dump_reading(reading("2")))])
    assert list(still_unread(db, run, [old], "r2")) == []
    assert sorted(rows(db, READ_AS)) == [(first, one, 1, "r1"), (run, one, 1, "r2"), (run, two, 1, "r2")]
    assert load_unit(db, run, "acme", "r2", reread=[old]).reread == {old: reading("2")}
    assert load_unit(db, first, "acme", "r1").visits[0].answers[0].reading == reading("1")


def test_a_page_read_again_needs_no_reading_when_it_shows_the_same(db: Connection) -> None:
    first, one = visit_day(db, 1, SAME)
    read_all(db, first, "r1")
    run, _ = visit_day(db, 2, {"url": SHOP + "new"})
    read_all(db, run, "r2")
    old = (one << 20) + 1
    save_readings(db, run, "r2", [Result(capture=old)])
    later, _ = visit_day(db, 3, SAME)
    assert read_all(db, later, "r2") == []


def test_a_new_version_takes_the_place_of_the_old_one_in_a_run_not_yet_folded(db: Connection) -> None:
    first, one = visit_day(db, 1, SAME)
    read_all(db, first, "r1")
    run, two = visit_day(db, 2, SAME)
    read_all(db, run, "r1")
    save_readings(db, run, "r2", [Result(capture=(one << 20) + 1)])
    assert read_all(db, run, "r2") == []
    assert sorted(rows(db, READ_AS)) == [(first, one, 1, "r1"), (run, one, 1, "r2"), (run, two, 1, "r2")]


def test_a_failed_attempt_to_read_it_again_does_not_hide_a_reading(db: Connection) -> None:
    first, one = visit_day(db, 1, SAME)
    read_all(db, first)
    run, _ = visit_day(db, 2, {"url": SHOP + "b"})
    read_all(db, run)
    save_readings(db, run, "r1", [Result(capture=(one << 20) + 1, lines=None, error="timeout")])
    later, _ = visit_day(db, 3, SAME)
    assert read_all(db, later) == []
    assert load_unit(db, later, "acme", "r1").visits[0].answers[0].reading is not None


def test_the_reader_of_a_run(db: Connection) -> None:
    first, one = visit_day(db, 1, SAME, {"url": SHOP + "b"})
    assert reader_of(db, first, "acme") is None
    save_readings(db, first, "r1", [Result(capture=(one << 20) + 1)])
    assert reader_of(db, first, "acme") is None
    save_readings(db, first, "r1", [Result(capture=(one << 20) + 2)])
    assert reader_of(db, first, "acme") == "r1"
    blocked, _ = visit_day(db, 2, {"outcome": "blocked", "status": 403}, outcome="blocked")
    assert reader_of(db, blocked, "acme") == "r1"
    save_readings(db, blocked, "r2", [Result(capture=(one << 20) + 1)])
    assert reader_of(db, blocked, "acme") == "r2"
    save_readings(db, first, "r2", [Result(capture=(one << 20) + 2)])
    assert reader_of(db, first, "acme") is None


def test_forgotten_readings_are_made_anew_and_others_stay(db: Connection) -> None:
    first, _ = visit_day(db, 1, SAME, {"url": SHOP + "b"})
    read_all(db, first)
    run, visit = begin(db, "2026-03-02T06:00:00Z", Target(competitor="beta", address=SHOP + "beta"))
    save_batch(db, batch(capture(visit, 1, "beta"), ends=(end(visit, 1),)))
    save_readings(db, run.id, "r1", [Result(capture=(visit << 20) + 1)])
    forget_readings(db, "acme")
    assert rows(db, READ_AS) == [(run.id, visit, 1, "r1")]
    assert rows(db, "SELECT count(*) FROM reading") == [(1,)]
    assert len(read_all(db, first)) == 2


def test_a_reading_tells_the_type_of_its_page_and_how_many_it_names(db: Connection) -> None:
    run, visit = visit_day(db, 1, {}, {"url": SHOP + "b"}, {"url": SHOP + "c"})
    listing = Reading(about=About(type="listing", named=(SHOP + "a", SHOP + "b")))
    plain = Reading(about=About(), words=(Word(witness="text", record=Article(url=SHOP, title="1\n2")),))
    lines = [dump_reading(listing), dump_reading(plain), None]
    save_readings(
        db,
        run,
        "r1",
        [
            Result(capture=(visit << 20) + number, lines=line, error=None if line else "crashed")
            for number, line in enumerate(lines, 1)
        ],
    )
    assert rows(db, "SELECT type, names, error FROM reading") == [
        ("listing", 2, None),
        ("other", 0, None),
        (None, 0, "crashed"),
    ]
