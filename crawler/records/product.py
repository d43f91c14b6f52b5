"""Product: what is the same thing over pages and time, derived from offers."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Product:
    """One thing that a competitor sells, its variants folded."""

    id: str
    """Address of the page it was first seen on: unique within the competitor, and it stays."""
    url: str
    """Address of the page it was last seen on."""
    name: str | None = None
    """As last said; None: never said."""
    brand: str | None = None
    """Maker's name, as last said; None: never said."""
    sku: str | None = None
    """The seller's own article number; None: not said, or its variants differ."""
    gtin: str | None = None
    """None: not said, or its variants differ."""
    mpn: str | None = None
    """None: not said, or its variants differ."""
    category: tuple[str, ...] = ()
    """Category names from the root down; () is unknown."""
    first_seen: str
    """UTC time of the first sighting of any of its offers."""
    last_seen: str
    """UTC time of the last sighting of any of its offers."""
    orderable: bool = False
    """Could one of its offers be ordered when last seen?"""
    capture: int
    """The capture that ``orderable`` and ``last_seen`` rest on."""
