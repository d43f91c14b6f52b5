"""Which value holds, when several witnesses speak: the whole logic of one field."""

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.fold.state import OFF_PAGE
from crawler.records.reading import WITNESSES

Value = object
"""Of a field; None: not said. ``NONE``: said to be none."""


class _None:
    """Says that there is none, which is not the same as saying nothing."""

    def __repr__(self) -> str:
        return "NONE"


NONE = _None()

VISIBLE_FIRST = {witness: rank for rank, witness in enumerate(WITNESSES)}
"""Rank of each witness for price, list price, availability, names and texts."""
STRUCTURED_FIRST = {
    witness: rank for rank, witness in enumerate(("json-ld", "microdata", "opengraph", "state", "text", "feed", "card"))
}
"""Rank for identifiers, brand, category, authors and dates."""

LOOKS = 2
"""Looks at the own page on which a witness must be silent before a poorer one takes over."""


@dataclass(frozen=True, slots=True)
class Held:
    """The value of one field, who said so, and on how many looks in a row that one said nothing."""

    value: Value = None
    witness: str | None = None
    silent: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What holds now, and what there is to say of it."""

    held: Held
    announced: bool = False
    """Did the site change it? False: it only came to be known better."""
    old: Value = None
    """What it was before, when announced."""
    hint: bool = False
    """Does a card say that the page has changed?"""


def decide(
    held: Held, before: Mapping[str, Value], now: Mapping[str, Value], ranks: Mapping[str, int], own: bool
) -> Decision:
    """Decide on one field, from each witness's last word on it (``before``) and its word of this unit (``now``).

    ``own``: was the record's own page looked at? Else only cards and feeds speak. None of the words is None.
    """
    if own and held.witness is not None and held.witness not in OFF_PAGE:
        held = Held(held.value, held.witness, 0 if held.witness in now else held.silent + 1)
    if not now:
        return Decision(held)
    best = min(now, key=lambda witness: ranks[witness])
    new = now[best]
    moved = best in before and before[best] != new
    better = held.witness is None or ranks[best] <= ranks[held.witness]
    taken = Held(new, best)
    if new == held.value:
        return Decision(taken if better or held.silent >= LOOKS else held)
    if better:
        if moved:
            return Decision(taken, announced=True, old=before[best])
        followed = any(now[other] == new and other in before and before[other] == held.value for other in now)
        return Decision(taken, announced=followed, old=held.value)
    if held.silent >= LOOKS:
        return Decision(taken)
    if best in OFF_PAGE:
        return Decision(held, hint=moved and not own)
    if moved and before[best] == held.value:
        return Decision(taken, announced=True, old=held.value)
    return Decision(held)
