"""How much a change matters, from 1 to 3, from what it is and how large it is; nothing else is weighed.

=====================  ==========================================================
price, price of a      1 under 5 %, 2 from 5 %, 3 from 20 % of the old price; in
plan                   a sale as well
sale started           2; 3 when it claims 30 % or more
                       both one less for a product that we do not sell
gone, returned, sold   2 one product that was ours to compare with, else 1
out, price hidden …
site moved             3: all addresses are others now
headline changed,      2: what stands first on a page, a plan that comes, goes or
promise and plan       is no longer priced, a promise that comes, goes or changes
new review             2 when it gives two stars of five or fewer, else 1
all others             1: among them ads, technologies, profiles, taglines,
                       headlines of new pages, replies, posts
a group                as its median member; one more when it is a tenth of all
                       that could have changed, and at least five
=====================  ==========================================================
"""

from collections.abc import Sequence
from statistics import median_high
from typing import Literal, get_args

Severity = Literal[1, 2, 3]
What = Literal[
    "price cut", "price raised", "price hidden", "price shown", "sale started", "sale ended", "list price changed",
    "sold out", "back in stock", "availability", "new", "gone", "returned", "post", "edited",
    "plan cheaper", "plan dearer", "plan repriced", "new plan", "plan dropped", "plan edited",
    "headline changed", "new headline", "headline gone", "tagline changed",
    "promise changed", "new promise", "promise dropped",
    "technology added", "technology dropped", "technology changed",
    "profile added", "profile dropped", "profile changed",
    "new review", "review answered", "review edited", "ad started", "ad stopped", "ad changed", "site moved",
]  # fmt: skip
"""What happened, in the words of the reports."""

WHATS: tuple[What, ...] = get_args(What)

_OF_MATCHED = ("gone", "returned", "sold out", "back in stock", "price hidden")
_MIDDLE = (
    "headline changed", "promise changed", "new promise", "promise dropped",
    "new plan", "plan dropped", "plan repriced",
)  # fmt: skip
LOW_STARS = 0.4
"""Share of the scale up to which a review is negative: two stars of five."""


def severity(what: What, size: float | None = None, matched: bool = False) -> Severity:
    """Return the weight of one change.

    ``size``: the relative move of a price or the claimed discount, 0.07 for 7 %; of a review its share of all stars.

    >>> severity("price cut", -0.07, True), severity("price cut", -0.2), severity("post"), severity("new review", 0.2)
    (2, 2, 1, 2)
    """
    if what in ("plan cheaper", "plan dearer"):
        return _by_size(abs(size or 0.0), 0.05, 0.2)
    if what in ("price cut", "price raised", "sale started"):
        middle, large = (0.0, 0.3) if what == "sale started" else (0.05, 0.2)
        return _LEVELS[max(_by_size(abs(size or 0.0), middle, large) - (not matched), 1) - 1]
    if what == "new review":
        return 2 if size is not None and size <= LOW_STARS + 1e-9 else 1
    if what == "site moved":
        return 3
    return 2 if what in _MIDDLE or (what in _OF_MATCHED and matched) else 1


def group_severity(members: Sequence[Severity], of: int) -> Severity:
    """Return the weight of several changes of one kind told in one line; ``of``: how many could have changed.

    >>> group_severity([1, 2, 2], 100), group_severity([2] * 12, 100), group_severity([1], 3)
    (2, 3, 1)
    """
    middle = median_high(members)
    wide = len(members) >= 5 and len(members) * 10 >= of
    return _LEVELS[min(middle + wide, 3) - 1]


def _by_size(size: float, middle: float, large: float) -> Severity:
    # A move of exactly 5 % arrives as 0.05 give or take the last bit of a float.
    return 3 if size >= large - 1e-9 else 2 if size >= middle - 1e-9 else 1


_LEVELS: tuple[Severity, Severity, Severity] = (1, 2, 3)
