"""Whom we watch, where, how often and how politely; ``configuration/`` reads it from competitors.yaml."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from crawler.batch import Settings
from crawler.errors import UsageError


@dataclass(frozen=True, kw_only=True)
class Brand:
    """How a competitor is called in texts."""

    names: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    """Longer names that contain one of ``names`` and mean somebody else."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """One address to visit through one source."""

    competitor: str | None
    """Name of its competitor; None for one of the whole market."""
    source: str
    """Name of a module in ``crawler/sources``."""
    address: str
    """Web address; or, of a source that reads files, ``file:`` and the file's path, seen from the configuration."""
    every_s: int
    """Least seconds between two visits."""
    pages: int
    """Budget of one visit."""
    delay_s: float
    """Least seconds between two requests."""
    settings: Settings
    render: bool = True
    """May pages be rendered in a browser, where plain HTTP shows an empty shell?"""
    endpoints: bool = True
    """May the site be asked for its catalogue where its own program offers it?"""


@dataclass(frozen=True, kw_only=True)
class Competitor:
    """A company we watch."""

    name: str
    """Its key in the file: what the command line and the store call it."""
    label: str
    """What reports call it."""
    kind: str
    """self, direct, indirect or foreign."""
    country: str | None
    """ISO 3166; None when the file does not say."""
    brand: Brand
    targets: tuple[Target, ...]


@dataclass(frozen=True, kw_only=True)
class Config:
    """The whole of competitors.yaml, checked, with every default filled in."""

    path: Path
    contact: str
    """Mail or web address for the owners of visited sites; part of the user agent."""
    timezone: str
    currency: str
    """ISO 4217, to compare in."""
    report_url: str | None
    """Where reports are published, with a closing slash; None when they are only files."""
    languages: tuple[str, ...]
    allow_private: frozenset[str]
    """``host:port`` that may be visited though not public."""
    competitors: tuple[Competitor, ...]
    market: tuple[Target, ...] = ()
    """Targets that speak of many companies."""

    @property
    def user_agent(self) -> str:
        """What every request says of us."""
        return f"rivals/{version('rivals')} (+{self.contact})"

    @property
    def targets(self) -> tuple[Target, ...]:
        """All targets, in the order of the file."""
        return (*(target for competitor in self.competitors for target in competitor.targets), *self.market)

    def competitor(self, name: str) -> Competitor:
        """Return the competitor of this name. Raises UsageError, which names those that exist."""
        for competitor in self.competitors:
            if competitor.name == name:
                return competitor
        there_are = ", ".join(competitor.name for competitor in self.competitors)
        raise UsageError(f"no competitor {name!r} in {self.path}; there are {there_are}")
