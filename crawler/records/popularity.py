"""Popularity: one count that ticks by itself beside an article or another page."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Popularity:
    """How often something was viewed, liked, commented on …, as the page counts it."""

    KIND: ClassVar[str] = "popularity"
    KEY: ClassVar[tuple[str, ...]] = ("url", "measure")

    url: str
    """Address of what is counted (the article's own page)."""
    measure: str
    """views, likes, comments, shares, bookmarks, points, or stock: pieces left of what an offer's page sells."""
    value: int | None = None
    """The count; None: the text is not clear."""
    value_text: str | None = None
    """The count as the page wrote it (``"1.2k"`` is rounded)."""
