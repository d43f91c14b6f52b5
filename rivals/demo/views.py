"""What a site answers, and what its templates are given to show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

HTML = "text/html; charset=utf-8"

TOKEN, VISITS = "%%TOKEN%%", "%%VISITS%%"
"""Stand in a page for what differs at every request: a token, and the counter of visitors."""

Validation = Literal["none", "modified", "no-cache"]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a site answers, apart from what is done to it for one request."""

    status: int = 200
    content_type: str = HTML
    body: bytes = b""
    location: str | None = None
    retry_after_s: int | None = None
    validation: Validation = "none"
    """May it be asked for conditionally: by date and ETag, by ETag only, or not at all?"""
    etag: str | None = None
    modified: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Card:
    """A product as a listing shows it."""

    name: str
    href: str
    price: str | None
    """None: hidden today."""
    list_price: str | None
    stock: str
    orderable: bool
    sku: str
    number: int
    picture: str


@dataclass(frozen=True, kw_only=True)
class PostCard:
    """A post as the blog's index shows it."""

    title: str
    href: str
    author: str
    date: str
    published: datetime
    summary: str
    counts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Pager:
    """The pages of a listing."""

    number: int
    paths: tuple[str, ...]

    @property
    def previous(self) -> str | None:
        """Path of the page before."""
        return self.paths[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> str | None:
        """Path of the page after."""
        return self.paths[self.number] if self.number < len(self.paths) else None
