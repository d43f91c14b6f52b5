"""Plan: what one tier of a service costs under one billing period."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One tier as a pricing page shows it for one billing period; a monthly / yearly switch makes two of each tier."""

    KIND: ClassVar[str] = "plan"
    KEY: ClassVar[tuple[str, ...]] = ("url", "name", "period")

    url: str
    """Address of the pricing page."""
    name: str | None = None
    """Name of the tier as its page wrote it: ``Team``."""
    period: str | None = None
    """How it is billed: month, year, week, day, or once; None: not said (as for one that is free, or on request)."""
    price: Decimal | None = None
    """The number that the page shows; 0 for a free plan; None: on request, or not clear."""
    currency: str | None = None
    """ISO 4217."""
    price_text: str | None = None
    """As the page wrote it: ``€29 /month``, ``Contact us``."""
    price_type: str | None = None
    """exact, from, free or contact (on request); None: not clear."""
    per: str | None = None
    """What the number is for, in the words of ``period``: a yearly plan may be shown per month. None: not said."""
    unit: str | None = None
    """What is counted: seat, user, site, device …, as the page says, singular; None: nothing, the price is flat."""
    trial_days: int | None = None
    """Days of free trial that the page promises for it; None: not said."""
    features: tuple[str, ...] = ()
    """What it includes, one line each, in page order."""
    tax_included: bool | None = None
    """Does the price include VAT, as the page says? None: not said."""
