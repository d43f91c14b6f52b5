"""Ad: one advertisement as a library of ads, or a page with ads, shows it."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Ad:
    """One creative of one advertiser."""

    KIND: ClassVar[str] = "ad"
    KEY: ClassVar[tuple[str, ...]] = ("url", "id")

    url: str
    """Address of the library it stands in: that of the target, whatever page of it."""
    id: str | None = None
    """The library's own id; else a hash of its normalised text. Never None in what readers yield."""
    advertiser: str | None = None
    """Name of who advertises, as the library says."""
    networks: tuple[str, ...] = ()
    """Where it runs, as the library names them: facebook, instagram …"""
    format: str | None = None
    """text, image, video or carousel; None: not said."""
    headline: str | None = None
    """Its title; None: it has none."""
    text: str | None = None
    """Its body, paragraphs separated by a line feed."""
    description: str | None = None
    """The line under the headline; None: it has none."""
    display_url: str | None = None
    """The address as the ad shows it."""
    landing_url: str | None = None
    """Where it leads; None: not said."""
    started: str | None = None
    """First day it ran, ``YYYY-MM-DD``, as the library says."""
    stopped: str | None = None
    """Last day it ran; None: it still runs, as far as the library says."""
    languages: tuple[str, ...] = ()
    """ISO 639-1."""
    countries: tuple[str, ...] = ()
    """Names or codes of where it is shown, as the library says."""
    reach: int | None = None
    """How many people it reached, as the library says; it ticks by itself and makes no version."""
    page: str | None = None
    """The ad's own public address, without any token."""
