"""What is known of a target's pages, for the plan of the next visit."""

from crawler.batch import Discovered
from crawler.due import Known
from crawler.fold.fold import Result as FoldResult
from crawler.fold.state import State
from crawler.fold.unit import Due
from crawler.records.lines import dump_reading
from crawler.records.reading import About, Reading
from crawler.store.captures import save_batch
from crawler.store.connections import Connection
from crawler.store.derived import Folded, save_fold
from crawler.store.pages import known_pages
from crawler.store.readings import save_readings
from tests.test_store.rows import SHOP, Result, Target, batch, begin, capture, end, visit_day

VALIDATORS = (("etag", '"1"'), ("last-modified", "Sun, 01 Mar 2026 06:00:00 GMT"))


def known(db: Connection, target: Target | None = None) -> dict[str, Known]:
    return {page.url: page for page in known_pages(db, target or Target())}


def test_a_target_never_visited_has_no_known_pages(db: Connection) -> None:
    visit_day(db, 1, {})
    assert known(db, Target(source="feed")) == {}
    assert known(db, Target(competitor="beta")) == {}


def test_a_page_is_known_by_its_last_answer_and_its_last_body(db: Connection) -> None:
    visit_day(db, 1, {"headers": VALIDATORS})
    assert known(db)[SHOP] == Known(
        url=SHOP,
        last_asked="2026-03-01T06:00:01Z",
        last_outcome="ok",
        etag='"1"',
        last_modified="Sun, 01 Mar 2026 06:00:00 GMT",
        how="seed",
    )
    visit_day(db, 2, {"outcome": "not_modified", "status": 304, "body": b""})
    visit_day(db, 3, {"outcome": "unavailable", "status": 503, "body": b""})
    page = known(db)[SHOP]
    assert (page.last_asked, page.last_outcome, page.etag) == ("2026-03-03T06:00:01Z", "unavailable", '"1"')
    visit_day(db, 4, {})
    assert known(db)[SHOP].etag is None


def test_a_page_that_was_only_discovered_was_never_asked(db: Connection) -> None:
    _, visit = begin(db)
    found = Discovered(visit=visit, url=SHOP + "a", via=SHOP, how="sitemap", depth=2)
    save_batch(db, batch(capture(visit, 1), discovered=(found,), ends=(end(visit, 1),)))
    assert known(db)[SHOP + "a"] == Known(url=SHOP + "a", how="sitemap", depth=2)


def test_another_targets_answers_do_not_count(db: Connection) -> None:
    visit_day(db, 1, {"headers": VALIDATORS})
    _, visit = begin(db, "2026-03-02T06:00:00Z", Target(competitor="beta"))
    save_batch(db, batch(capture(visit, 1), ends=(end(visit, 1),)))
    assert known(db)[SHOP].last_asked == "2026-03-01T06:00:01Z"
    assert known(db, Target(competitor="beta"))[SHOP].etag is None


def test_the_last_reading_without_an_error_tells_the_type_and_what_is_named(db: Connection) -> None:
    first, one = visit_day(db, 1, {}, {"url": SHOP + "a"}, {"url": SHOP + "b"})
    listing = dump_reading(Reading(about=About(type="listing", named=(SHOP + "a",))))
    product = dump_reading(Reading(about=About(type="product")))
    results = [Result(capture=(one << 20) + number, lines=line) for number, line in ((1, listing), (2, product))]
    save_readings(db, first, "r1", results)
    pages = known(db)
    assert [(page.page_type, page.named) for page in pages.values()] == [
        ("listing", False),
        ("product", True),
        (None, False),
    ]
    second, two = visit_day(db, 2, {"body": b"broken"})
    save_readings(db, second, "r1", [Result(capture=(two << 20) + 1, lines=None, error="timeout")])
    assert known(db)[SHOP + "a"].named
    third, three = visit_day(db, 3, {"body": b"emptied"})
    save_readings(db, third, "r1", [Result(capture=(three << 20) + 1)])
    assert not known(db)[SHOP + "a"].named
    assert known(db)[SHOP].page_type == "other"


def test_what_fold_wants_to_see_soon_is_due(db: Connection) -> None:
    run, _ = visit_day(db, 1, {}, {"url": SHOP + "a"})
    due = (Due(url=SHOP + "a", why="missing"),)
    folded = FoldResult(state=State(), versions=(), changes=(), coverage=(), due=due, aliases=())
    save_fold(db, "acme", State(), Folded(run=run, reader="r1", result=folded))
    assert {url: page.why_now for url, page in known(db).items()} == {SHOP: None, SHOP + "a": "missing"}
