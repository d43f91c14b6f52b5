"""When a page is worth a browser, and what came of it: plain HTTP first, a browser where that shows little.

Every page is asked by plain HTTP, which says whether it is there, moved, or refused. One with few words and scripts is
tried in the browser, once for each path pattern; where the browser shows more, pages of the pattern that look thin are
rendered from then on. An empty page is rendered whatever its pattern: it may be of another kind than its neighbours.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from crawler.batch import Limits, Verdict, VisitJob
from crawler.downloading.answer import Answer, read_answer
from crawler.downloading.shape import shape
from crawler.downloading.shell import Glance, glance
from crawler.parsing.address import parse_address
from crawler.parsing.site import parse_host_port

_KEPT = frozenset({"content-type", "content-language", "x-robots-tag"})
"""Headers of the plain answer that hold for what the browser showed; validators are of the shell."""


_HALF = frozenset({"requests", "bytes"})
"""Limits that leave a page half built. One whose time was up had been loaded, and only never falls silent."""


class Shown(Protocol):
    """What a browser showed of a page."""

    @property
    def final_url(self) -> str:
        """Where it ended."""

    @property
    def status(self) -> int | None:
        """Of the main document."""

    @property
    def body(self) -> bytes:
        """The document as it stood then."""

    @property
    def error(self) -> str | None:
        """Why there is nothing; None: there is."""

    @property
    def cut(self) -> str | None:
        """Which limit ended the waiting, time, requests or bytes; None: the page stood still by itself."""


class Browser:
    """What one visit knows of which of its pages need a browser."""

    def __init__(self, job: VisitJob, limits: Limits, unavailable: str | None) -> None:
        self.rendered = 0
        """Pages that were rendered and kept as such."""
        self.missed: dict[str, str] = {}
        """Pages that needed a browser and were not rendered, each with why."""
        self._limits = limits
        self._unavailable = unavailable if job.render else "rendering is off for this target"
        self._verdicts: dict[tuple[str, str], bool] = {(v.host, v.pattern): v.renders for v in job.verdicts}
        self._trials = 0
        self._pages = 0

    def wants(self, url: str, answer: Answer) -> bool:
        """Is this page to be rendered, or named as one that only a browser could show?"""
        if answer.outcome != "ok" or "html" not in (answer.header("content-type") or "html"):
            return False
        seen = glance(answer.body)
        if not seen.is_thin:
            return False
        verdict = self._verdicts.get(_place(url))
        if verdict or (seen.is_empty and self._verdicts.get(_itself(url)) is None):
            return True
        if (
            verdict is None
            and not seen.is_empty
            and self._unavailable is None
            and self._trials < self._limits.render_trials
        ):
            self._trials += 1
            return True
        return False

    def why_not(self) -> str | None:
        """Return why nothing more can be rendered in this visit; None: it can."""
        if self._unavailable:
            return self._unavailable
        if self._pages >= self._limits.rendered_pages:
            return f"{self._limits.rendered_pages} pages were rendered in this visit, the most there may be"
        self._pages += 1
        return None

    def not_rendered(self, url: str, plain: Answer, why: str) -> Answer:
        """Return the answer of a page that needed a browser and had none: nothing can be concluded from it."""
        self.missed[url] = why
        return replace(plain, outcome="incomplete", error=f"needs a browser, plain HTTP shows an empty page: {why}")

    def settle(self, url: str, plain: Answer, shown: Shown, at: str) -> tuple[Answer, Verdict | None]:
        """Return what the page is worth now that both ways were tried, and what that teaches of its pattern."""
        if shown.error or shown.cut in _HALF:
            return self.not_rendered(url, plain, shown.error or f"it loads more {shown.cut} than it may"), None
        if (landed := parse_address(shown.final_url)) and landed != url:
            return Answer(outcome="moved", status=plain.status, headers=(("location", landed),)), None
        before, after = glance(plain.body), glance(shown.body, enough=1_000_000)
        if before.gains(after):
            self.rendered += 1
            return self._answer(plain, shown), self._learn(_place(url), url, before, after, True, at)
        if not before.is_empty:
            return plain, self._learn(_place(url), url, before, after, False, at)
        if self._verdicts.get(_place(url)):  # others of its kind show something: what should fill this one failed
            return self.not_rendered(url, plain, "nor does the browser show more"), None
        return plain, self._learn(_itself(url), url, before, after, False, at)

    def _answer(self, plain: Answer, shown: Shown) -> Answer:
        headers: Mapping[str, list[str]] = {name: [value] for name, value in plain.headers if name in _KEPT}
        answer = read_answer(
            shown.status or plain.status or 200,
            {**headers, "content-type": ["text/html; charset=utf-8"]},
            shown.body,
            is_cut=False,
            asked_conditionally=False,
            most_bytes=self._limits.body_bytes,
        )
        return replace(answer, rendered=True)

    def _learn(
        self, place: tuple[str, str], url: str, before: Glance, after: Glance, gains: bool, at: str
    ) -> Verdict | None:
        if self._verdicts.get(place) in (True, gains):
            return None  # one page that shows all does not speak for those that did not
        self._verdicts[place] = gains
        evidence = (
            f"{url}: {before.words} words and {before.links} links by plain HTTP, {after.words} and {after.links}"
        )
        return Verdict(host=place[0], pattern=place[1], renders=gains, evidence=f"{evidence} in a browser", at=at)


def _itself(url: str) -> tuple[str, str]:
    """Return host and port, and the address behind them: what an empty page teaches, it teaches of itself alone."""
    return parse_host_port(url), "=/" + url.partition("://")[2].partition("/")[2]


def _place(url: str) -> tuple[str, str]:
    """Return host and port, and the shape of the path."""
    return parse_host_port(url), "/" + shape(url).partition("/")[2]
