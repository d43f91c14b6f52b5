"""What listings, sitemaps and feeds name, and since when; their baselines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from crawler.fold.draft import Draft, days_before, target_of
from crawler.fold.state import News, PageState, SeriesState
from crawler.fold.unit import Answer, Visit
from crawler.records.kinds import LISTED, UNNAMED
from crawler.records.reading import About

NAMING = frozenset({"listing", "sitemap", "feed"})
"""Types of pages that name things."""
BASELINE_DAYS = 14
"""How long a series that never ends its baseline holds up the news of the others."""


def read_names(draft: Draft, answers: Iterable[tuple[Visit, Answer]]) -> None:
    """Take in what each answer says of its page and of the things it names, and which of them may be news."""
    limit = days_before(draft.unit.at, BASELINE_DAYS)
    settled = all(_is_settled(name, draft.before.series, limit) for name in draft.before.series)
    answers = list(answers)
    moved = _moved_series(draft, [answer for _, answer in answers])
    for visit, answer in answers:
        if answer.reading is not None:
            _read_page(draft, target_of(visit), answer, answer.reading.about, settled, moved)
        elif answer.outcome in ("missing", "moved", "denied"):
            _not_there(draft, target_of(visit), answer)
    for name, series in draft.series.items():
        if not series.past and all(url in series.answered or _was_answered(draft, url) for url in series.known):
            draft.series[name] = replace(series, past=True, known=frozenset(), answered=frozenset())
    draft.named = named_by(draft, draft.pages)


def _moved_series(draft: Draft, answers: Sequence[Answer]) -> dict[str, SeriesState]:
    """Return what the series of before were, by the name under which their pages now stand: a redirect leads there."""
    left = {
        answer.final_url: draft.before.series[series]
        for answer in answers
        if answer.outcome == "moved" and (page := draft.before.pages.get(answer.url))
        if (series := page.series) in draft.before.series and series is not None
    }
    return {
        name: left[answer.url]
        for answer in answers
        if answer.reading and answer.url in left
        if (name := answer.reading.about.series or answer.url) not in draft.before.series
    }


def _was_answered(draft: Draft, url: str) -> bool:
    """Was a page of a series read at all? The first one is often the front page, which names nothing by itself."""
    page = draft.pages.get(url)
    return page is not None and page.asked


def _is_settled(name: str, series: Mapping[str, SeriesState], limit: str) -> bool:
    """Has a series ended its baseline, or waited too long for it, or can it show no more than one that has ended?

    ``/shoes?color=red`` shows some of ``/shoes``; a shop has more such filters than will ever be read.
    """
    whole = series.get(name.partition("?")[0])
    return series[name].past or (series[name].since or "") < limit or (whole is not None and whole.past)


def named_by(draft: Draft, pages: dict[str, PageState]) -> frozenset[str]:
    """Return the pages that these name, under the aliases known by now."""
    named = {url for page in pages.values() if page.named for url in page.named}
    return frozenset(map(draft.resolve, named) if draft.aliases else named)


def _read_page(
    draft: Draft, target: str, answer: Answer, about: About, settled: bool, moved: Mapping[str, SeriesState]
) -> None:
    naming = about.type in NAMING and not (about.looked_for and LISTED.issuperset(about.looked_for))
    _tell(draft, answer.url)
    last = draft.pages.get(answer.url, PageState(target))
    before = last.sought if last.reader == draft.unit.reader else ()
    unnamed = UNNAMED | {"offer"} if about.type in ("price_list", "pricing") else UNNAMED
    sought = tuple(dict.fromkeys((*before, *(kind for kind in about.looked_for if kind in unnamed))))
    draft.pages[answer.url] = replace(
        last,
        target=target,
        asked=True,
        looked_for=about.looked_for,
        named=about.named if naming else (),
        series=(about.series or answer.url) if naming else None,
        reader=draft.unit.reader if sought else "",
        sought=sought,
    )
    if naming:
        name = about.series or answer.url
        earlier = draft.before.series.get(name) or moved.get(name) or SeriesState()
        _read_series(draft, name, earlier, answer, about, settled)


def _read_series(draft: Draft, name: str, before: SeriesState, answer: Answer, about: About, settled: bool) -> None:
    """``settled``: no other series is still before its baseline; until then what one names first may be old in it."""
    series = draft.series.get(name, before)
    for url in about.named:
        page = draft.resolve(url)
        if draft.before.addresses.get(page) is None:
            draft.addresses.setdefault(page, answer.at)
            if before.past and settled and page not in draft.news and not _known_before(draft, page, before.read_at):
                draft.news[page] = News(answer.at, before.read_at)
    if not series.past:
        series = replace(
            series,
            known=series.known | {answer.url, *about.series_pages},
            answered=series.answered | {answer.url},
        )
    draft.series[name] = replace(series, since=series.since or answer.at, read_at=answer.at)


def _known_before(draft: Draft, page: str, read_at: str | None) -> bool:
    """Was a thing there already when the series was read without naming it? Then it is only listed now."""
    return read_at is not None and any(
        record.born <= read_at for shelf in draft.shelves_of(page) for record in draft.shelves[shelf]
    )


def _not_there(draft: Draft, target: str, answer: Answer) -> None:
    """A page that is not there names nothing; one that may not be asked is known no better than before."""
    if answer.outcome != "denied":
        _tell(draft, answer.url)
        draft.absent |= {answer.url, draft.resolve(answer.url)}
        last = draft.pages.get(answer.url, PageState(target))
        draft.pages[answer.url] = replace(last, target=target, asked=True, looked_for=(), named=(), series=None)
    else:
        draft.due.pop(draft.resolve(answer.url), None)
    for name, series in draft.series.items():
        if answer.url in series.known and answer.url not in series.answered:
            draft.series[name] = replace(series, answered=series.answered | {answer.url})


def _tell(draft: Draft, url: str) -> None:
    for name in {url, draft.resolve(url)}:
        draft.asked.add(name)
        draft.due.pop(name, None)
