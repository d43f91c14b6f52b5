"""Price lists that go on under another address: a file is often named after its month."""

from collections.abc import Iterable, Sequence

from crawler.fold.draft import Draft
from crawler.fold.unit import Answer, Visit

SAME = 0.5
"""Share of a list's rows that must stand in another for that to be its successor."""


def settle_price_lists(draft: Draft, answers: Iterable[tuple[Visit, Answer]]) -> None:
    """Make a price list that is read for the first time a name of the one that is no longer there, when it has most of
    its rows; one that redirects to it has moved in any case. So a new month's prices are changes."""
    given = [answer for _, answer in answers]
    new = {
        answer.url: {word.record.url.partition("#")[2] for word in answer.reading.words}
        for answer in given
        if answer.reading is not None and answer.reading.about.type == "price_list"
        if answer.url not in draft.before.pages and answer.url not in draft.aliases
    }
    if not new:
        return
    left = {a.url: a.final_url for a in given if a.outcome in ("missing", "moved")}
    known = draft.rows("offer")
    for url, final_url in left.items():
        page = draft.resolve(url)
        rows = {shelf[1].partition("#")[2] for shelf in known.get(page, ()) if _is_open(draft, shelf)}
        if not rows:
            continue
        like = [other for other, theirs in new.items() if len(rows & theirs) >= SAME * len(rows)]
        following = final_url if final_url in like else like[0] if len(like) == 1 else None
        if following is not None:
            draft.aliases[following] = page
            del new[following]


def _is_open(draft: Draft, shelf: Sequence[str]) -> bool:
    return any(not record.gone for record in draft.shelves[shelf[0], shelf[1]])
