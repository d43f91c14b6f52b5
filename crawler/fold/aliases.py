"""Which addresses are only other names of a page; records of the same thing become one."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler.fold.basis import nearest
from crawler.fold.draft import Draft, Sighting
from crawler.fold.gather import Look
from crawler.fold.hear import hear
from crawler.fold.state import OFF_PAGE, RecordState, Shelf, parts_of
from crawler.fold.topics import content
from crawler.fold.unit import Answer, Visit
from crawler.records.finding import Finding
from crawler.records.kinds import ADDRESSED, KINDS, LISTED, Record, told_kind

_IDENTIFIERS = ("gtin", "sku", "mpn")


def same_thing(one: Record, other: Record) -> bool:
    """Say whether two records speak of one thing: the same identifier or, where one of them has none, the same name.

    What stands in a list is the same by its id unless its text differs; a finding, when all that it says is the same.
    """
    if one.KIND != other.KIND:
        return False
    if isinstance(one, Finding):
        return bool(one.value or one.detail) and one == replace(other, url=one.url)
    if one.KIND in LISTED:
        return parts_of(one) == parts_of(other) and not any(_differ(one, other, name) for name in ("published", "text"))
    if (same := same_identifier(one, other)) is not None:
        return same
    if any(_differ(one, other, name) for name in ("published", "variant")):
        return False
    return _name(one) is not None and _name(one) == _name(other)


def same_identifier(one: Record, other: Record) -> bool | None:
    """Say whether two records carry the same identifier; None when they have none that can be compared."""
    for name in _IDENTIFIERS:
        ours, theirs = getattr(one, name, None), getattr(other, name, None)
        if ours is not None and theirs is not None:
            return bool(ours == theirs)
    return None


def tokens(record: Record) -> Iterator[tuple[str, str]]:
    """Yield what two records of one thing have in common, one of it at least."""
    if isinstance(record, Finding):
        yield "value", f"{record.what} {record.value}"
        return
    for name in ("id",) if record.KIND in LISTED else (*_IDENTIFIERS, "name", "title"):
        if (value := getattr(record, name, None)) is not None:
            yield name, value


def settle_aliases(draft: Draft, answers: Iterable[tuple[Visit, Answer]]) -> None:
    """Find the redirects and canonicals that lead to the page of the same thing, before any record is touched.

    What has an address of its own decides where there is any. Else a redirect tells that a page has moved, to one that
    was not there before and holds something of the kind (where several lead: the same); a canonical only if both pages
    say the very same.
    """
    answers = list(answers)
    moves = {answer.url: answer.final_url for _, answer in answers if answer.outcome == "moved"}
    said: dict[str, list[Record]] = {}
    leads = []
    for _, answer in answers:
        if answer.reading is not None:
            said[answer.url] = [word.record for word in answer.reading.words if word.record.url == answer.url]
            canonical = answer.reading.about.canonical
            if canonical is not None and canonical != answer.url:
                leads.append((answer.url, canonical, False))
        elif answer.outcome == "moved":
            leads.append((answer.url, _end(answer.url, moves), True))
    led = Counter(leads_to for url, leads_to, moved in leads if moved and _records(draft, draft.resolve(url)))
    for url, leads_to, moved in leads:
        page, other = draft.resolve(url), draft.resolve(leads_to)
        if page == other or leads_to not in said:
            continue
        here, there = [record.held for record in _records(draft, page)] + said.get(url, []), said[leads_to]
        if any(record.KIND in ADDRESSED for record in (*here, *there)):
            one = _share([record for record in here if record.KIND in ADDRESSED], there)
        elif moved:
            one = _never_stood_together(draft, page, other) and (
                _share(here, there) if led[leads_to] > 1 else not _kinds(here).isdisjoint(_kinds(there))
            )
        else:
            one = _say_the_same(said.get(url, []), there)
        if one:
            _make_alias(draft, page, other)


def _never_stood_together(draft: Draft, page: str, other: str) -> bool:
    """Was the one last held before the other was seen for the first time? Two pages that were there at once are two."""
    last_held = max((record.own_seen for record in _records(draft, page)), default="")
    first_seen = min((record.born for record in _records(draft, other)), default=draft.unit.at)
    return last_held < first_seen


def _kinds(records: Iterable[Record]) -> set[str]:
    return set(map(told_kind, records))


def _say_the_same(said: Iterable[Record], there: Iterable[Record]) -> bool:
    """Is a page that calls itself by another address that one? Sites that send all of them home lie."""
    here = {replace(record, url="") for record in said}
    return bool(here) and here == {replace(record, url="") for record in there}


def _share(here: Iterable[Record], there: Iterable[Record]) -> bool:
    """Do two pages show one thing?"""
    by_lot: dict[object, list[Record]] = {}
    for record in there:
        by_lot.setdefault(_lot(record), []).append(record)
    return any(same_thing(one, other) for one in here for other in by_lot.get(_lot(one), ()))


def merge(draft: Draft, page: str, other: str) -> None:
    """Make ``other`` a name of ``page``: its records close into those that are there already."""
    for url in [url for url, leads_to in draft.aliases.items() if leads_to == other]:
        draft.aliases[url] = page
    draft.aliases[other] = page
    pending = draft.news.pop(other, None) is not None
    if other in draft.addresses:
        draft.addresses[page] = min(draft.addresses.get(page, "9999"), draft.addresses[other])
    if other in draft.named:
        draft.named |= {page}
    draft.due.pop(other, None)
    draft.lists.pop(other, None)
    for kind in KINDS:
        _merge_shelf(draft, (kind, page), (kind, other), pending)


def _make_alias(draft: Draft, page: str, other: str) -> None:
    """The first address crawled stays the key; of two never crawled before, the one that the other leads to."""
    ours, theirs = (min((r.born for r in _records(draft, p)), default=None) for p in (page, other))
    if ours is not None and (theirs is None or ours < theirs):
        merge(draft, page, other)
    else:
        merge(draft, other, page)


def _merge_shelf(draft: Draft, shelf: Shelf, other: Shelf, pending: bool) -> None:
    staying, coming = list(draft.take(shelf)), list(draft.take(other))
    draft.put(other, ())
    known = {parts_of(mine.held): mine for mine in staying} if shelf[0] in LISTED else {}
    for record in coming:
        if shelf[0] in LISTED:
            like = [known[parts]] if (parts := parts_of(record.held)) in known else []
        else:
            like = list(nearest(shelf[0], parts_of(record.held), staying, lambda mine: parts_of(mine.held)))
        if len(like) != 1:
            record.held = replace(record.held, url=shelf[1])
            staying.append(record)
            continue
        draft.end(record, "merged")
        _take_over(draft, like[0], record, pending)
    draft.put(shelf, staying)


def _take_over(draft: Draft, older: RecordState, younger: RecordState, pending: bool) -> None:
    """Let the older record go on with what the younger knew.

    Nobody was told of a pending one yet, so what differs is a change of the older; else it was told when it happened.
    """
    if younger.own_capture is None or younger.gone:
        return
    sighting = Sighting(younger.own_seen, younger.own_capture, younger.source, younger.target)
    if pending:
        words = {witness: said.record for witness, said in younger.words.items() if witness not in OFF_PAGE}
        hear(draft, older, Look(own=sighting, address=younger.address, words=words))
        return
    draft.withdraw(older)
    if younger.last_seen < older.last_seen:
        return
    held = replace(younger.held, url=older.held.url)
    if older.gone or content(held) != content(older.held):
        draft.end(older, "corrected")
    older.held, older.words, older.witnesses, older.silent = held, younger.words, younger.witnesses, younger.silent
    older.reader, older.target, older.aside = younger.reader, younger.target, younger.aside
    older.prices = younger.prices
    older.own_seen, older.own_capture = younger.own_seen, younger.own_capture
    older.address, older.misses, older.gone = younger.address, 0, None
    if older.ended is not None:
        draft.begin(older, younger.last_seen, younger.capture, younger.source)


def _lot(record: Record) -> object:
    """Return what two records must have in common to be compared at all."""
    return (record.KIND, *(parts_of(record) if record.KIND in {*LISTED, "finding"} else ()))


def _records(draft: Draft, page: str) -> list[RecordState]:
    return [record for shelf in draft.shelves_of(page) for record in draft.shelves[shelf]]


def _end(url: str, moves: dict[str, str]) -> str:
    seen = {url}
    while (following := moves.get(url)) is not None and following not in seen:
        seen.add(following)
        url = following
    return url


def _name(record: Record) -> str | None:
    name = getattr(record, "name", None) or getattr(record, "title", None)
    return name.casefold() if name else None


def _differ(one: Record, other: Record, name: str) -> bool:
    ours, theirs = getattr(one, name, None), getattr(other, name, None)
    return ours is not None and theirs is not None and ours != theirs
