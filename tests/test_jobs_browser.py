"""When a page is worth a browser, told by what both ways showed."""

from dataclasses import dataclass, replace

import pytest

from crawler.batch import Limits, Verdict, VisitJob
from crawler.downloading.answer import Answer
from crawler.downloading.browser import Browser
from crawler.downloading.shell import glance

HOME = "http://shop.example/"
SHELL = b'<!doctype html><title>Shop</title><div id="root"></div><script src="/app.js"></script>'
TEXT = b"<p>" + b"cordless drills and saws for every workshop " * 20 + b"</p>"
FULL = b"<!doctype html><title>Shop</title><main>" + TEXT + b'</main><script src="/app.js"></script>'
THIN = b"<!doctype html><title>Contact</title><main>" + b"call us at the quay " * 12
THIN += b'</main><div id="offers"></div><script src="/a.js"></script>'
JOB = VisitJob(visit=1, source="site", address=HOME, asks=())
AT = "2026-03-02T06:00:00Z"


@dataclass(frozen=True)
class Shown:
    """What the browser showed."""

    body: bytes = FULL
    final_url: str = HOME + "item/drill-1"
    status: int | None = 200
    error: str | None = None
    cut: str | None = None


def plain(body: bytes) -> Answer:
    return Answer(outcome="ok", status=200, headers=(("content-type", "text/html"), ("etag", '"1"')), body=body)


def browser(
    unavailable: str | None = None, *, verdicts: tuple[Verdict, ...] = (), limits: Limits | None = None
) -> Browser:
    return Browser(replace(JOB, verdicts=verdicts), limits or Limits(), unavailable)


@pytest.mark.parametrize(
    ("body", "is_thin", "is_empty"),
    [
        (SHELL, True, True),
        (FULL, False, False),
        (THIN, True, False),
        (b"<p>Sold out</p>", False, False),  # no script could add anything
        (THIN.replace(b' id="offers"', b""), False, False),  # nor is there a place to fill
        (b"<p>" + b"sold out today " * 5 + b'</p><script src="/count.js"></script>', False, False),
        (b'<p>Loading the shop</p><script src="/app.js"></script>', True, True),
        (b"<app-root></app-root><p>" + b"one two three " * 6 + b'</p><script src="/a.js"></script>', True, True),
        (
            b"<noscript>Please enable JavaScript</noscript><p>" + b"one two " * 20 + b"</p><script>a()</script>",
            True,
            False,
        ),
        (b'<div id="root"></div><script type="application/json">{"a": "b"}</script>', False, False),
        (SHELL + b'<script type="application/ld+json">{"@type": "Product", "name": "Drill"}</script>', False, False),
        (b"<nav>" + TEXT + b"</nav>" + SHELL + b"<footer>" + TEXT + b"</footer>", True, True),
        (b"<noscript>" + TEXT + b"</noscript>" + SHELL, True, True),
        (b"<!-- " + TEXT + b" -->" + SHELL, True, True),
        (b"<script>" + TEXT + b"</script>" + b"<p>\xd0\xb4\xd1\x80\xd0\xb5\xd0\xbb\xd1\x8c</p>", True, True),
        (b"<nav>never closed " + TEXT, False, False),
    ],
)
def test_one_pass_tells_thin_and_empty_pages(body: bytes, is_thin: bool, is_empty: bool) -> None:
    seen = glance(body)
    assert (seen.is_thin, seen.is_empty) == (is_thin, is_empty)


@pytest.mark.parametrize("body", [b"<" * 500_000, b"<nav>" * 100_000, b"<!--" * 100_000, b"<a href" * 80_000])
def test_hostile_markup_costs_one_pass(body: bytes) -> None:
    assert not glance(body).tells


def test_an_empty_page_is_rendered_and_its_pattern_remembered() -> None:
    mine, url = browser(), HOME + "item/drill-1"
    assert mine.wants(url, plain(SHELL))
    assert mine.why_not() is None
    answer, verdict = mine.settle(url, plain(SHELL), Shown(), AT)
    assert (answer.outcome, answer.rendered, answer.body) == ("ok", True, FULL)
    assert answer.header("etag") is None
    assert verdict is not None
    assert (verdict.host, verdict.pattern, verdict.renders) == ("shop.example:80", "/item/*", True)
    assert "0 words" in verdict.evidence
    assert mine.settle(HOME + "item/saw-2", plain(SHELL), Shown(final_url=HOME + "item/saw-2"), AT)[1] is None
    assert mine.rendered == 2


def test_a_thin_page_is_tried_once_for_its_pattern() -> None:
    mine, url = browser(), HOME + "help/contact"
    assert mine.wants(url, plain(THIN))
    answer, verdict = mine.settle(url, plain(THIN), Shown(body=THIN, final_url=url), AT)
    assert (answer.outcome, answer.rendered, answer.body) == ("ok", False, THIN)
    assert verdict is not None
    assert not verdict.renders
    assert not mine.wants(HOME + "help/imprint", plain(THIN))
    assert mine.wants(HOME + "help/app", plain(SHELL)), "an empty page is rendered whatever its pattern"
    assert not browser(verdicts=(verdict,)).wants(url, plain(THIN)), "the next visit knows it"


def test_one_page_that_shows_all_does_not_speak_for_those_that_did_not() -> None:
    known = Verdict(host="shop.example:80", pattern="/item/*", renders=True, evidence="", at=AT)
    mine = browser(verdicts=(known,))
    assert mine.wants(HOME + "item/thin", plain(THIN))
    assert mine.settle(HOME + "item/thin", plain(THIN), Shown(body=THIN, final_url=HOME + "item/thin"), AT)[1] is None
    assert mine.wants(HOME + "item/other", plain(THIN))


def test_trials_and_rendered_pages_have_their_budgets() -> None:
    mine = browser(limits=Limits(render_trials=1, rendered_pages=1))
    assert mine.wants(HOME + "a/b", plain(THIN))
    assert not mine.wants(HOME + "c/d", plain(THIN))
    assert mine.why_not() is None
    assert "1 pages were rendered" in (mine.why_not() or "")


def test_without_a_browser_an_empty_page_tells_nothing_and_a_thin_one_is_taken_as_it_is() -> None:
    mine = browser("no Chromium was found")
    assert not mine.wants(HOME + "a/b", plain(THIN))
    assert mine.wants(HOME, plain(SHELL))
    why = mine.why_not()
    assert why == "no Chromium was found"
    answer = mine.not_rendered(HOME, plain(SHELL), why)
    assert answer.outcome == "incomplete"
    assert answer.error == "needs a browser, plain HTTP shows an empty page: no Chromium was found"
    assert mine.missed == {HOME: "no Chromium was found"}


@pytest.mark.parametrize("shown", [Shown(error="timeout"), Shown(body=SHELL), Shown(cut="bytes")])
def test_a_browser_that_shows_nothing_where_it_showed_more_before_tells_nothing(shown: Shown) -> None:
    known = Verdict(host="shop.example:80", pattern="/item/*", renders=True, evidence="", at=AT)
    mine = browser(verdicts=(known,))
    answer, _ = mine.settle(shown.final_url, plain(SHELL), shown, AT)
    assert answer.outcome == "incomplete"
    assert shown.final_url in mine.missed


def test_a_page_that_is_empty_in_the_browser_too_is_taken_as_it_is_and_speaks_for_itself_alone() -> None:
    mine, url = browser(), HOME + "item/gone"
    answer, verdict = mine.settle(url, plain(SHELL), Shown(body=SHELL, final_url=url), AT)
    assert (answer.outcome, answer.rendered) == ("ok", False)
    assert verdict is not None
    assert (verdict.pattern, verdict.renders) == ("=/item/gone", False)
    next_day = browser(verdicts=(verdict,))
    assert not next_day.wants(url, plain(SHELL))
    assert next_day.wants(HOME + "item/drill-1", plain(SHELL))


def test_a_script_that_leads_elsewhere_has_moved_the_page() -> None:
    answer, verdict = browser().settle(HOME, plain(SHELL), Shown(final_url=HOME + "en/#top"), AT)
    assert (answer.outcome, answer.header("location"), verdict) == ("moved", HOME + "en/", None)


def test_what_is_no_page_is_never_rendered() -> None:
    mine = browser()
    assert not mine.wants(HOME, Answer(outcome="missing", status=404, body=SHELL))
    assert not mine.wants(HOME, Answer(outcome="ok", headers=(("content-type", "application/json"),), body=b"{}"))
