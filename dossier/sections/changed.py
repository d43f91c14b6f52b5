"""Changes since the last edition, grouped by what happened."""

from dataclasses import dataclass

from dossier.brief import Line
from dossier.changes import Event
from dossier.view import View

LISTED = 12


@dataclass(frozen=True, kw_only=True)
class Changed:
    """The section's data."""

    total: int
    lines: tuple[Line, ...]
    gravest: tuple[Event, ...]
    """The single changes that weigh most."""


def load_changed(view: View) -> Changed:
    """Return the groups of changes, and the gravest single ones."""
    return Changed(total=len(view.events), lines=tuple(view.lines), gravest=tuple(view.events[:LISTED]))


def describe(changed: Changed) -> str:
    """Return what the list of sections says beside this one."""
    return str(changed.total)
