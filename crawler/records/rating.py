"""Rating: the mean of many reviews, as a page claims it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A mean that ticks by itself, after schema.org's AggregateRating."""

    KIND: ClassVar[str] = "rating"
    KEY: ClassVar[tuple[str, ...]] = ("url", "platform")

    url: str
    """Address of what is rated: a product's own page, or the page that speaks of the company."""
    platform: str | None = None
    """Host of the platform that counted; None: the company's own site, so a claim of its own."""
    subject: str | None = None
    """Name of what is rated, as the page says; None: not said."""
    rating: Decimal | None = None
    """The mean, on its own scale."""
    best_rating: Decimal | None = None
    """The scale's best; None: not said, so 5 (schema.org)."""
    rating_text: str | None = None
    """The mean as the page wrote it."""
    rating_count: int | None = None
    """How many ratings or reviews it is the mean of; None: not said."""
