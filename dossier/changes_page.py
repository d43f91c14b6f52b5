"""The page of changes: every group with its events, what was restated, what is suspect."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dossier.brief import Line, anchor_of, group_events
from dossier.cells import render_csv
from dossier.changes import Event
from dossier.companies import Company
from dossier.told import Told


@dataclass(frozen=True, kw_only=True)
class Group:
    """Changes of one kind at one company, on the page of changes."""

    company: Company
    line: Line
    """Of a site that has moved it is the line of the move, for all that came and went with it."""
    anchor: str
    events: Sequence[Event]


def changes_of(told: Told) -> dict[str, Any]:
    """Return what the page of changes shows."""
    companies = {company.name: company for company in told.companies}
    lines = {(line.competitor, line.what): line for line in told.lines}
    moved = {line.competitor: line for line in told.lines if line.what == "site moved"}
    groups = [
        Group(
            company=companies[events[0].competitor],
            line=lines.get((events[0].competitor, events[0].what)) or moved[events[0].competitor],
            anchor=anchor_of(events, companies[events[0].competitor]),
            events=events,
        )
        for events in group_events(told.shown)
    ]
    order = {id(line): place for place, line in enumerate(told.lines)}
    return {
        "groups": sorted(groups, key=lambda group: order[id(group.line)]),
        "late": [event for event in told.shown if event.restated],
        "suspects": [event for event in told.shown if event.suspect and not event.restated],
        "restated": told.restated,
        "labels": {name: company.label for name, company in companies.items()},
        "total": len(told.events),
        "shown": len(told.shown),
    }


def render_changes_csv(told: Told) -> str:
    """Return every change since the last edition."""
    header = (
        "id competitor what severity name field old new currency relative at since suspect restated text_before "
        "text_after url capture_old capture_new sha256_old sha256_new"
    ).split()

    def sha256(capture: int | None) -> str | None:
        proof = told.evidence.get(capture)
        return proof.sha256 if proof else None

    return render_csv(
        header,
        (
            (
                e.id, e.competitor, e.what, e.severity, e.name, e.field, e.old, e.new, e.currency,
                None if e.size is None else round(e.size, 4), e.at, e.since, "yes" if e.suspect else "",
                "yes" if e.restated else "", e.text_old, e.text_new, e.url, e.capture_old, e.capture_new,
                sha256(e.capture_old), sha256(e.capture_new),
            )
            for e in told.events
        ),
    )  # fmt: skip
