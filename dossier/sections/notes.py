"""Analyst's notes: there is no place for them yet, and the section says so."""

from dataclasses import dataclass

from dossier.holes import Hole, unbuilt
from dossier.view import View


@dataclass(frozen=True, kw_only=True)
class Notes:
    """The section's data."""

    holes: tuple[Hole, ...]


def load_notes(_: View) -> Notes:
    """Return that there are none."""
    return Notes(holes=(unbuilt("notes, strategy, open actions", "what people write cannot be read in yet"),))


def describe(_: Notes) -> str:
    """Return what the list of sections says beside this one."""
    return "none yet"
