"""A run's readings and what was known → versions, changes, coverage and what is due. Pure: no clock, no store."""

from dataclasses import dataclass

from crawler.batch import Settings, capture_id
from crawler.fold.aliases import settle_aliases
from crawler.fold.assign import listen
from crawler.fold.cover import cover
from crawler.fold.draft import Draft
from crawler.fold.duties import due_list, note_unnamed
from crawler.fold.firsts import tell_firsts
from crawler.fold.gather import answers_of, gather
from crawler.fold.heap import without_collector
from crawler.fold.kinds_apart import drop_sold_articles
from crawler.fold.listed import count_list_misses, hear_lists, read_lists
from crawler.fold.misses import count_misses, end_unseen
from crawler.fold.naming import read_names
from crawler.fold.news import awaited, find_origins, tell_news
from crawler.fold.price_lists import settle_price_lists
from crawler.fold.reread import apply_settings, captures_to_reread, reread
from crawler.fold.state import State, parts_of
from crawler.fold.unclear import learn_signs
from crawler.fold.unit import Alias, Answer, Change, Coverage, Due, Unit, Version, Visit
from crawler.records.kinds import LISTED, Record
from crawler.records.reading import Reading

__all__ = ["Result", "captures_to_reread", "fold", "merge_one", "merge_versions"]


@dataclass(frozen=True, kw_only=True)
class Result:
    """What fold yields of one unit, each list in an order of its own that does not depend on the unit's."""

    state: State
    versions: tuple[Version, ...]
    """Those opened, extended or ended in this unit."""
    changes: tuple[Change, ...]
    coverage: tuple[Coverage, ...]
    due: tuple[Due, ...]
    """All pages due now, most urgent first; not only those of this unit."""
    aliases: tuple[Alias, ...]
    """All aliases known."""


@without_collector()
def fold(state: State, unit: Unit) -> Result:
    """Fold one competitor's visits of one run into what was known before it. The state given stays as it was."""
    draft = Draft(state, unit)
    answers = answers_of(unit)
    reread(draft)
    apply_settings(draft)
    settle_price_lists(draft, answers)
    settle_aliases(draft, answers)
    read_names(draft, answers)
    learn_signs(draft, answers)
    read_lists(draft, answers)
    talks = gather(draft, answers)
    drop_sold_articles(draft, talks)
    listen(draft, talks)
    hear_lists(draft, answers)
    find_origins(draft)
    count_misses(draft, answers, awaited(draft))
    count_list_misses(draft, answers)
    tell_news(draft)
    tell_firsts(draft)
    end_unseen(draft)
    note_unnamed(draft)
    return Result(
        state=draft.finished(),
        versions=tuple(version for _, version in sorted(draft.versions.items())),
        changes=tuple(sorted(draft.changes.values(), key=lambda change: (change.at, change.url, change.id))),
        coverage=cover(draft),
        due=due_list(draft),
        aliases=tuple(Alias(url=url, page=page) for url, page in sorted(draft.aliases.items())),
    )


def merge_one(url: str, reading: Reading, settings: Settings | None = None) -> list[Record]:
    """Return the records that one page alone shows, its witnesses merged: what a first visit would hold."""
    return [version.record for version in merge_versions(url, reading, settings)]


def merge_versions(url: str, reading: Reading, settings: Settings | None = None) -> list[Version]:
    """Return what ``merge_one`` does with the witness of every field, in page order."""
    at = "1970-01-01T00:00:00Z"
    answer = Answer(capture=capture_id(1, 1), url=url, at=at, outcome="ok", final_url=url, reading=reading)
    visit = Visit(
        id=1,
        source="site",
        address=url,
        settings=settings or Settings(),
        started_at=at,
        outcome="complete",
        answers=(answer,),
    )
    unit = Unit(competitor="", run=1, at=at, reader="", visits=(visit,))
    held = {version.key: version for version in fold(State(), unit).versions}
    order = {name: place for place, word in reversed(list(enumerate(reading.words))) for name in _names(word.record)}
    return sorted(held.values(), key=lambda version: [order.get(name, len(order)) for name in _names(version.record)])


def _names(record: Record) -> tuple[object, ...]:
    """Return what tells a record's place on a page: what stands in a list by its id, all else first by its address."""
    if record.KIND in LISTED:
        return ((record.KIND, parts_of(record)),)
    return (record.url, (record.KIND, record.url, parts_of(record)))
