"""Finding: something present on a page, or absent from it: a headline, a technology, a promise, a profile."""

from dataclasses import dataclass
from typing import ClassVar

WHATS = ("headline", "tagline", "promise", "technology", "profile")
"""What can be found, in the order of dossiers. Outside (exports, changes, coverage) each is a kind of its own.

=========== ================================ ================================= ======================================
what        name                             value                             detail
=========== ================================ ================================= ======================================
headline    None: one per page               the main heading                  None
tagline     None: one per site's home        the site's slogan                 None
promise     free_delivery, delivery_time,    its number, "" when it has none;  the sentence as the page wrote it
            returns, warranty,               ``unit`` is a currency, days,
            price_match, instalments,        months or years
            support, free_trial
technology  as its vendor spells it          its id there, or version; ""      its category, and where it was seen
profile     network: facebook, youtube …     address of the profile            None
=========== ================================ ================================= ======================================
"""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing found on one page."""

    KIND: ClassVar[str] = "finding"
    KEY: ClassVar[tuple[str, ...]] = ("url", "what", "name")

    url: str
    """Address of the page it was found on."""
    what: str | None = None
    """One of ``WHATS``. Never None in what readers yield."""
    name: str | None = None
    """Which of its sort; None where there is one per page."""
    value: str | None = None
    """What it says, a number as plain decimal; "" when being there is all."""
    unit: str | None = None
    """Of ``value``: an ISO 4217 currency, days, months, years; None: it has none."""
    detail: str | None = None
    """The words of the page that it was read from."""
