"""Article: one post of a blog, a news page or a feed."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Article:
    """One published text, after schema.org's Article."""

    KIND: ClassVar[str] = "article"
    KEY: ClassVar[tuple[str, ...]] = ("url",)

    url: str
    """Address of the article's own page."""
    title: str | None = None
    """Headline as its page wrote it; None: not said."""
    author: str | None = None
    """Name of who wrote it, as the page says; several are joined by a comma; None: not said."""
    published: str | None = None
    """The source's own time: ``YYYY-MM-DDTHH:MM:SSZ``, or ``YYYY-MM-DD`` when it gives only a day."""
    published_text: str | None = None
    """The time as the page wrote it."""
    text: str | None = None
    """Main text, paragraphs separated by a line feed; None when only a card or a summary was seen."""
    words: int | None = None
    """Number of words of ``text``."""
    language: str | None = None
    """ISO 639-1."""
