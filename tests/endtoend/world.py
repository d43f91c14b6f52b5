"""A demo market, and an installation that watches it through the real command line."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import CompletedProcess

from rivals.demo.market import Market
from rivals.demo.server import Sites, serve
from tests.endtoend.installation import ROOT, Installation, Line

__all__ = ["ROOT", "Line", "World", "time_of", "world"]


def time_of(day: int) -> str:
    """Return the time of the visit on a day of the market.

    >>> time_of(1)
    '2026-03-02T06:00:00Z'
    """
    return f"2026-03-{day + 1:02}T06:00:00Z"


@dataclass(frozen=True, kw_only=True)
class World(Installation):
    """One installation that watches one market."""

    market: Market
    sites: Sites

    def visit(self, day: int, command: str = "run", code: Path | None = None) -> "CompletedProcess[str]":
        """Let the day come and visit everybody; ``code``: packages to use this once, a reader broken perhaps."""
        self.sites.day = day
        return replace(self, code=code or self.code).rivals(command, "--now", time_of(day))


@contextmanager
def world(folder: Path, *, products: int = 30, seed: int = 1, without: str = "") -> Iterator[World]:
    """Open a market and an installation that watches it; ``without`` one company, such as the one dear to render."""
    market = Market(seed=seed, products=products)
    with serve(market) as sites:
        here = World(folder=folder, market=market, sites=sites)
        text = sites.config_text()
        if without:
            text = re.sub(rf"^  {without}:\n(?:    .*\n)+", "", text, flags=re.MULTILINE)
        here.config.write_text(text, encoding="utf-8")
        yield here
