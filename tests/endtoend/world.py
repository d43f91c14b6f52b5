"""A demo market, a folder, and the real command line between them."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess, run
from typing import Any

from rivals.demo.market import Market
from rivals.demo.server import Sites, serve

ROOT = Path(__file__).parent.parent.parent
Line = dict[str, Any]


def time_of(day: int) -> str:
    """Return the time of the visit on a day of the market.

    >>> time_of(1)
    '2026-03-02T06:00:00Z'
    """
    return f"2026-03-{day + 1:02}T06:00:00Z"


@dataclass(frozen=True)
class World:
    """One installation that watches one market."""

    folder: Path
    market: Market
    sites: Sites
    code: Path = ROOT
    """Where the packages are taken from: a test may break a reader in a copy."""

    def rivals(self, *arguments: str, code: Path | None = None, **places: Path) -> "CompletedProcess[str]":
        """Run the real command line in this world; ``places`` are other --config, --db or --reports."""
        usual = {"config": self.folder / "competitors.yaml", "db": self.db, "reports": self.folder / "reports"}
        command = [sys.executable, "-m", "rivals", *arguments]
        command += [part for name, place in (usual | places).items() for part in (f"--{name}", str(place))]
        environment = os.environ | {"PYTHONPATH": str(code or self.code)}
        return run(command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=300, check=False)

    @property
    def db(self) -> Path:
        return self.folder / "rivals.db"

    def visit(self, day: int, command: str = "run", code: Path | None = None) -> "CompletedProcess[str]":
        """Let the day come and visit everybody."""
        self.sites.day = day
        return self.rivals(command, "--now", time_of(day), code=code)

    def lines(self, *arguments: str) -> list[Line]:
        """Return what a command prints as JSON lines."""
        done = self.rivals(*arguments)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@contextmanager
def world(folder: Path, *, products: int = 30, seed: int = 1, code: Path = ROOT) -> Iterator[World]:
    """Open a market and an installation that watches it."""
    market = Market(seed=seed, products=products)
    with serve(market) as sites:
        (folder / "competitors.yaml").write_text(sites.config_text(), encoding="utf-8")
        yield World(folder, market, sites, code)
