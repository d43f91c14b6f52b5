"""Review: what one customer or employee says of a company or of something it sells."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Review:
    """One published opinion, after schema.org's Review."""

    KIND: ClassVar[str] = "review"
    KEY: ClassVar[tuple[str, ...]] = ("url", "id")

    url: str
    """Address of the list it stands in: of the page, without its page number."""
    id: str | None = None
    """A hash of its normalised text; without one, the page's own id. Never None in what readers yield."""
    subject: str | None = None
    """Name of what it is about, as the page says; None: not said, so the company."""
    platform: str | None = None
    """Host of the platform that published it first; None: the company's own site."""
    rating: Decimal | None = None
    """As given, on its own scale; None: no stars."""
    best_rating: Decimal | None = None
    """The scale's best; None: not said, so 5 (schema.org)."""
    rating_text: str | None = None
    """The rating as the page wrote it."""
    title: str | None = None
    """Its own heading; None: it has none."""
    text: str | None = None
    """What was written, paragraphs separated by a line feed; None: only stars."""
    published: str | None = None
    """The source's own time: ``YYYY-MM-DDTHH:MM:SSZ``, or ``YYYY-MM-DD`` when it gives only a day."""
    published_text: str | None = None
    """The time as the page wrote it."""
    author: str | None = field(default=None, metadata={"kept": False})
    """Name of who wrote it, as readers yield it: never stored nor printed, see ``author_hash``."""
    author_hash: str | None = None
    """Hash of the author's name, salted per installation; readers leave it None, the store fills it."""
    role: str | None = None
    """customer or employee; None: not said."""
    verified: bool | None = None
    """Does the page say that the author bought it? None: not said."""
    reply: str | None = None
    """What the company answered; None: nothing seen."""
    replied: str | None = None
    """When, as ``published``."""
