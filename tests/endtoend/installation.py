"""A folder with a configuration, and the real command line at work in it."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, CompletedProcess, Popen, run
from typing import Any

ROOT = Path(__file__).parent.parent.parent
Line = dict[str, Any]


@dataclass(frozen=True)
class Installation:
    """One place where rivals is used."""

    folder: Path
    code: Path = ROOT
    """Where the packages are taken from."""
    under: tuple[str, ...] = ()
    """A command that runs ours, given as its last arguments, under other circumstances."""

    @property
    def config(self) -> Path:
        return self.folder / "competitors.yaml"

    @property
    def db(self) -> Path:
        return self.folder / "rivals.db"

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    def rivals(self, *arguments: str, stdin: str | None = None, **places: Path) -> "CompletedProcess[str]":
        """Run the real command line; ``places`` are other --config, --db or --reports."""
        return run(
            self._command(arguments, places),
            cwd=self.folder,
            env=self._environment(),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def start(self, *arguments: str, **places: Path) -> "Popen[str]":
        """Start the real command line as the leader of a session that all its children belong to."""
        return Popen(
            self._command(arguments, places),
            cwd=self.folder,
            env=self._environment(),
            stdout=PIPE,
            stderr=PIPE,
            text=True,
            start_new_session=True,
        )

    def lines(self, *arguments: str, **places: Path) -> list[Line]:
        """Return what a command prints as JSON lines."""
        done = self.rivals(*arguments, stdin=None, **places)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def _command(self, arguments: tuple[str, ...], places: dict[str, Path]) -> list[str]:
        usual = {"config": self.config, "db": self.db, "reports": self.reports}
        told = [part for name, place in (usual | places).items() for part in (f"--{name}", str(place))]
        return [*self.under, sys.executable, "-m", "rivals", *arguments, *told]

    def _environment(self) -> dict[str, str]:
        return os.environ | {"PYTHONPATH": str(self.code)}
