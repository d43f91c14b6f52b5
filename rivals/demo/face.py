"""What a company of the demo market says of itself on its site, apart from what it sells."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

PageOfPromises = Literal["home", "terms"]

_CURRENCIES = ("EUR", "KZT")


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One thing that a shop promises its customers."""

    name: str
    """free_delivery, delivery_time, returns, warranty, price_match or instalments."""
    value: Decimal | None = None
    """Its number; None: it has none."""
    unit: str | None = None
    """An ISO 4217 currency, days, months or years."""
    home: str | None = None
    """How the front page says it, with a gap for the number; None: it does not."""
    terms: str | None = None
    """How the page on delivery and returns says it."""

    def sentence(self, page: PageOfPromises, money: Callable[[Decimal], str]) -> str | None:
        """Return the words of a page, with an amount written the shop's way; None: it says nothing of this."""
        pattern = self.home if page == "home" else self.terms
        if pattern is None or self.value is None:
            return pattern
        return pattern.format(money(self.value) if self.unit in _CURRENCIES else format(self.value, "f"))


@dataclass(frozen=True, kw_only=True)
class Technology:
    """Something that the site runs or reports to."""

    name: str
    """As its vendor spells it."""
    value: str = ""
    """The site's id there, or a version."""
    category: str = "analytics"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The company's page in a social network."""

    network: str
    address: str

    @property
    def label(self) -> str:
        """The network's own name."""
        return {"youtube": "YouTube", "linkedin": "LinkedIn"}.get(self.network, self.network.capitalize())


@dataclass(frozen=True, kw_only=True)
class Face:
    """All of it on one day."""

    tagline: str
    headline: str
    """Main heading of the front page."""
    about: str
    """Main heading of the page about the company."""
    promises: tuple[Promise, ...]
    technologies: tuple[Technology, ...]
    profiles: tuple[Profile, ...]
