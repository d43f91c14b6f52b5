"""Which pages are to be asked in the next run, before those due by interval."""

from crawler.fold.draft import Draft
from crawler.fold.naming import named_by
from crawler.fold.state import GOING
from crawler.fold.unit import Due

_URGENCY = ("moved", "missing", "suspect", "hint", "doubt", "unnamed")
"""Reasons, most urgent first: the next run may have room for a few only."""


def note_unnamed(draft: Draft) -> None:
    """Make due, once, each thing that falls out of the naming."""
    for page in named_by(draft, draft.before.pages) - draft.named - draft.asked:
        for record in (record for kind in GOING for record in draft.shelves.get((kind, page), ())):
            if not record.gone:
                draft.make_due(record.address, "unnamed")


def due_list(draft: Draft) -> tuple[Due, ...]:
    """Return all pages due now, most urgent first."""
    pages = sorted(draft.due.items(), key=lambda item: (_URGENCY.index(item[1]), item[0]))
    return tuple(Due(url=url, why=why) for url, why in pages)
