"""How much a change matters, from 1 to 3, from what it is and how large it is; nothing else is weighed.

=================  ==========================================================
price              1 under 5 %, 2 from 5 %, 3 from 20 % of the old price; in
                   a sale as well
sale started       2; 3 when it claims 30 % or more
gone, returned     2 one product that was ours to compare with, else 1
all others         1
a group            as its median member; one more when it is a tenth of all
                   that could have changed, and at least five
=================  ==========================================================
"""

from collections.abc import Sequence
from statistics import median_high
from typing import Literal

Severity = Literal[1, 2, 3]
What = Literal[
    "price cut", "price raised", "price hidden", "price shown", "sale started", "sale ended", "list price changed",
    "sold out", "back in stock", "availability", "new", "gone", "returned", "post", "edited",
]  # fmt: skip
"""What happened, in the words of the reports."""


def severity(what: What, size: float | None = None, matched: bool = False) -> Severity:
    """Return the weight of one change; ``size``: the relative move of a price or the claimed discount, 0.07 for 7 %.

    >>> severity("price cut", -0.07), severity("sale started", -0.3), severity("post")
    (2, 3, 1)
    """
    if what in ("price cut", "price raised"):
        return _by_size(abs(size or 0.0), 0.05, 0.2)
    if what == "sale started":
        return 3 if abs(size or 0.0) >= 0.3 else 2
    if what in ("gone", "returned", "sold out", "back in stock", "price hidden"):
        return 2 if matched else 1
    return 1


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
