"""Reviews and ads: they stand in lists of several pages and move between them; each page of a list is their own."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from crawler.fold.aliases import merge
from crawler.fold.basis import Parts
from crawler.fold.draft import Draft, json_key, sighting_of
from crawler.fold.gather import Look, complete
from crawler.fold.hear import first_heard, hear
from crawler.fold.misses import ENOUGH, ENOUGH_IN_DOUBT, by_visit, let_go
from crawler.fold.state import GOING, RecordState, SeriesState, Shelf, parts_of
from crawler.fold.unit import Answer, Visit
from crawler.records.kinds import LISTED, Record
from crawler.records.reading import About, Reading, Word


def list_page(draft: Draft, url: str) -> str:
    """Return the page that a list begins on: an address without its page number has lost its final slash, too."""
    for name in (url, f"{url}/"):
        page = draft.pages.get(name)
        if name in draft.aliases or (page is not None and page.looked_for):
            return draft.resolve(name)
    return draft.resolve(url)


def read_lists(draft: Draft, answers: Iterable[tuple[Visit, Answer]]) -> None:
    """Take in which pages each list has, and whether its baseline is over: whether these readers have read them all.

    A list of one page needs none of this: that page was read before, or it was not.
    """
    for _, answer in answers:
        if answer.reading is not None:
            about = answer.reading.about
            _find_first_page(draft, answer.reading)
            for page in _lists(draft, answer.url, answer.reading):
                if about.series_pages or page in draft.lists or page != draft.resolve(answer.url):
                    _read_list(draft, page, answer, about)
        elif answer.outcome in ("missing", "moved", "denied"):
            for page, series in draft.lists.items():
                if answer.url in series.known:
                    draft.lists[page] = replace(series, answered=series.answered | {answer.url})
    for page, series in draft.lists.items():
        if not series.past and series.known <= series.answered:
            draft.lists[page] = replace(series, past=True, known=frozenset(), answered=frozenset())


def hear_lists(draft: Draft, answers: Iterable[tuple[Visit, Answer]]) -> None:
    """Let every listed record hear what the last page that showed it said; make those that were not known."""
    for shelf, looks in _looks(draft, answers).items():
        records = list(draft.take(shelf))
        known = {parts_of(record.held): record for record in records}
        heard: list[tuple[RecordState, Look]] = []
        for parts, look in looks.items():
            record = known.get(parts)
            if record is None:
                record = first_heard(draft, look, shelf[1])
                records.append(record)
                draft.firsts.append(record)
            heard.append((record, look))
        if shelf not in draft.before.shelves:
            draft.first_read.append(shelf[1])
        draft.put(shelf, records)
        for record, look in heard:
            hear(draft, record, look, quiet=shelf[1] in draft.news)
            draft.held.add(json_key(record))


def count_list_misses(draft: Draft, answers: Iterable[tuple[Visit, Answer]]) -> None:
    """Count what lists that were well read whole no longer show, and let go what was missed often enough."""
    counted: set[str] = set()
    for told in by_visit(answers):
        last = {answer.url: (visit, answer) for visit, answer in told}
        for shelf, urls in _read_whole(draft, last).items():
            open_ones = [record for record in draft.take(shelf) if not record.gone and not record.aside]
            missed = [record for record in open_ones if json_key(record) not in draft.held]
            enough = ENOUGH if len(missed) < len(open_ones) else ENOUGH_IN_DOUBT
            for record in missed:
                if json_key(record) in counted:
                    continue
                counted.add(json_key(record))
                record.misses += 1
                if record.misses >= enough:
                    let_go(draft, record, shelf[1], sighting_of(*last[urls[0]]))
                else:
                    for url in urls:
                        draft.make_due(url, "missing")


def by_id(words: Iterable[Word]) -> dict[Parts, dict[str, Record]]:
    """Sort the words of one page of a list by record."""
    lots: dict[Parts, dict[str, Record]] = {}
    for word in words:
        said = lots.setdefault(parts_of(word.record), {})
        first = said.get(word.witness)
        said[word.witness] = word.record if first is None else complete(first, word.record)
    return lots


def _looks(draft: Draft, answers: Iterable[tuple[Visit, Answer]]) -> dict[Shelf, dict[Parts, Look]]:
    """Return what the last page that showed it said of each record, by list and id."""
    looks: dict[Shelf, dict[Parts, Look]] = {}
    for visit, answer in answers:
        if answer.reading is None:
            continue
        shown: dict[tuple[str, str], list[Word]] = {}
        for word in answer.reading.words:
            if word.record.KIND in LISTED and parts_of(word.record) != (None,):
                shown.setdefault((word.record.KIND, word.record.url), []).append(word)
        sighting = sighting_of(visit, answer)
        for (kind, url), words in shown.items():
            mine = looks.setdefault((kind, list_page(draft, url)), {})
            for parts, said in by_id(words).items():
                mine[parts] = Look(own=sighting, address=answer.url, words=said)
    return looks


def _find_first_page(draft: Draft, reading: Reading) -> None:
    """Join what was known of a list before its first page was read, whose address may end in a slash."""
    for kind, url in {(word.record.KIND, word.record.url) for word in reading.words if word.record.KIND in LISTED}:
        page = list_page(draft, url)
        if page != url and url not in draft.aliases and (kind, url) in draft.shelves:
            merge(draft, page, url)


def _lists(draft: Draft, url: str, reading: Reading) -> set[str]:
    """Return the lists that a page belongs to: those of its records, or the one that it would belong to with some."""
    pages = {list_page(draft, w.record.url) for w in reading.words if w.record.KIND in LISTED}
    if not pages and not LISTED.isdisjoint(reading.about.looked_for):
        pages = {list_page(draft, reading.about.series or url)}
    return pages


def _read_list(draft: Draft, page: str, answer: Answer, about: About) -> None:
    series = draft.lists.get(page, SeriesState())
    if series.reader != draft.unit.reader:
        series = SeriesState(reader=draft.unit.reader)
    if not series.past:
        series = replace(
            series,
            known=series.known | {answer.url, *about.series_pages},
            answered=series.answered | {answer.url},
        )
    draft.lists[page] = replace(series, since=series.since or answer.at, read_at=answer.at)


def _read_whole(draft: Draft, last: Mapping[str, tuple[Visit, Answer]]) -> dict[Shelf, list[str]]:
    """Return the lists of things that can go that a visit has well read whole, with their pages, the first one first.

    Whole is: the page it begins on (the target's own, if a list is the target), each page that this one links, each
    that those link, and so on.
    """
    whole: dict[Shelf, list[str]] = {}
    for kind in (kind for kind in GOING if kind in LISTED):
        read = {
            url: answer.reading
            for url, (_, answer) in last.items()
            if answer.reading is not None and kind in answer.reading.about.looked_for
        }
        lists: dict[str, list[str]] = {}
        for url, reading in read.items():
            for page in _lists(draft, url, reading):
                lists.setdefault(page, []).append(url)
        for page, urls in lists.items():
            begins = [url for url in urls if draft.resolve(url) == page or url == last[url][0].address]
            linked = {link for url in urls for link in read[url].about.series_pages}
            if begins and linked <= read.keys() and (kind, page) in draft.shelves:
                whole[kind, page] = begins + [url for url in urls if url not in begins]
    return whole
