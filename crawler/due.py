"""What to visit next: targets whose interval has passed, and of each site the pages to ask, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from crawler.batch import Ask, Job, Limits, Outcome, Verdict, VisitJob
from crawler.config import Target
from crawler.parsing.goods import is_goods
from crawler.parsing.site import parse_site

SLACK = 0.1
"""Share of an interval that may be missing: a cron that starts a few minutes early still finds its pages due."""

_FIRST = {"sitemap": "sitemap", "feed": "feed", "listing": "listing", "home": "listing"}
"""Page types that are asked before all others, as they lead to the others."""
_ORDER = ("seed", "sitemap", "feed", "listing", "now", "new", "due")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the store knows of one page of a target."""

    url: str
    last_asked: str | None = None
    """``YYYY-MM-DDTHH:MM:SSZ``; None: never asked."""
    last_outcome: Outcome | None = None
    page_type: str | None = None
    """As it was last read; None: not read yet."""
    etag: str | None = None
    """Of the last body that was had."""
    last_modified: str | None = None
    why_now: str | None = None
    """Why fold wants it asked in the next visit; None: it does not."""
    named: bool = False
    """A listing, sitemap or feed names it."""
    how: str = "link"
    """How it was discovered: link, sitemap, feed, redirect or seed."""
    depth: int = 0


def is_due(target: Target, last_visit_at: str | None, now: str) -> bool:
    """Has the target's interval passed since its last visit began?"""
    return _has_passed(target.every_s, last_visit_at, now)


def plan(target: Target, known: Iterable[Known], now: str, visit: int, verdicts: tuple[Verdict, ...] = ()) -> VisitJob:
    """Return what the visit of this number is to ask: what is due, in order, no more than its budget can reach."""
    if target.source != "site":
        own = next((page for page in known if page.url == target.address), Known(url=target.address))
        return _job(target, visit, asks=(_ask(own, "seed"),))
    pages = {page.url: page for page in known}
    pages.setdefault(target.address, Known(url=target.address))
    why = {page.url: _why(target, page, now) for page in pages.values()}
    due = sorted((page for page in pages.values() if why[page.url]), key=lambda page: _order(page, why[page.url]))
    at_once = [page.url for page in due if why[page.url] == "now"]
    for url in at_once[max(1, target.pages // 5) :]:  # fold's wishes have a fifth of the budget
        why[url] = "due" if _has_passed(target.every_s, pages[url].last_asked, now) else None
    named = [page for page in due if why[page.url] and page.named][: target.pages]
    unnamed = [page for page in due if why[page.url] and not page.named][: target.pages]
    chosen = sorted(named + unnamed, key=lambda page: _order(page, why[page.url]))
    asks = tuple(_ask(page, why[page.url] or "due") for page in chosen)
    return _job(
        target,
        visit,
        asks=asks,
        known=frozenset(pages) - {ask.url for ask in asks},
        named=frozenset(page.url for page in pages.values() if page.named),
        verdicts=verdicts,
    )


def jobs(
    visits: Iterable[VisitJob],
    *,
    user_agent: str,
    started_at: str,
    started_monotonic_s: float,
    allow_private: frozenset[str] = frozenset(),
    limits: Limits | None = None,
) -> tuple[Job, ...]:
    """Group the visits by site: one job each, so that politeness has one owner."""

    def site(visit: VisitJob) -> str:
        return parse_site(visit.address) or visit.address

    return tuple(
        Job(
            name=name,
            visits=tuple(members),
            user_agent=user_agent,
            allow_private=allow_private,
            started_at=started_at,
            started_monotonic_s=started_monotonic_s,
            limits=limits or Limits(),
        )
        for name, members in groupby(sorted(visits, key=lambda visit: (site(visit), visit.visit)), key=site)
    )


def _why(target: Target, page: Known, now: str) -> str | None:
    """Return why the page is to be asked; None: it is not due."""
    if page.url == target.address:
        return "seed"
    if page.why_now:
        return "now"
    if not _has_passed(target.every_s, page.last_asked, now):
        return None
    return _FIRST.get(page.page_type or "", "new" if page.last_asked is None else "due")


def _order(page: Known, why: str | None) -> tuple[int, bool, str, bool, int, str]:
    """Oldest first, a page never asked is the oldest, of these what looks like goods or prices; one that robots.txt
    denied last of all."""
    last = page.last_asked or ""
    is_other = not last and not is_goods(page.url)
    return _ORDER.index(why or "due"), page.last_outcome == "denied", last, is_other, page.depth, page.url


def _ask(page: Known, why: str) -> Ask:
    return Ask(url=page.url, why=why, depth=page.depth, etag=page.etag, last_modified=page.last_modified)


def _job(
    target: Target,
    visit: int,
    *,
    asks: tuple[Ask, ...],
    known: frozenset[str] = frozenset(),
    named: frozenset[str] = frozenset(),
    verdicts: tuple[Verdict, ...] = (),
) -> VisitJob:
    return VisitJob(
        visit=visit,
        source=target.source,
        address=target.address,
        asks=asks,
        known=known,
        named=named,
        pages=target.pages,
        delay_s=target.delay_s,
        render=target.render,
        endpoints=target.endpoints,
        verdicts=verdicts,
    )


def _has_passed(every_s: int, since: str | None, now: str) -> bool:
    if since is None:
        return True
    passed = datetime.fromisoformat(now) - datetime.fromisoformat(since)
    return passed.total_seconds() >= every_s * (1 - SLACK)
