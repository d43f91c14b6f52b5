"""What earlier editions showed and history now tells otherwise."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from dossier.metrics.compute import MetricValue
from dossier.select import select
from dossier.words import Clock

if TYPE_CHECKING:
    from crawler.store.connections import Connection

Cell = tuple[str, str, str]
"""Competitor, metric, day."""


class Published(TypedDict):
    """What an edition's row keeps of the figures it showed."""

    values: list[tuple[str, str, str, float]]
    """Competitor, metric, day and value of the cells of its pivot."""
    restated: list[tuple[str, str, str, float | None]]
    """Values of earlier days that it told to be others than an earlier edition had shown."""
    withdrawn: list[str]
    """Changes that it told to be none."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A report as it was published."""

    run: int
    at: str
    path: str
    published: Published
    changes: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """A change that an earlier edition showed and that history no longer holds."""

    id: str
    edition: Edition


@dataclass(frozen=True, kw_only=True)
class RestatedValue:
    """A value of an earlier day that an edition showed otherwise."""

    competitor: str
    metric: str
    day: str
    was: float
    now: float | None
    edition: Edition


@dataclass(frozen=True, kw_only=True)
class Restated:
    """The difference between what was published and what is known now."""

    late: tuple[str, ...] = ()
    """Changes of runs that earlier editions covered, and that none of them showed."""
    withdrawn: tuple[Withdrawn, ...] = ()
    values: tuple[RestatedValue, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.late or self.withdrawn or self.values)


def load_editions(db: "Connection") -> list[Edition]:
    """Return the earlier editions, oldest first."""
    return [
        Edition(
            run=row["run"],
            at=row["at"],
            path=row["path"],
            published=json.loads(row["metrics"]),
            changes=frozenset(json.loads(row["changes"])),
        )
        for row in select(db, "editions")
    ]


def compare_editions(
    editions: list[Edition],
    run: int,
    runs: Mapping[int, str],
    changes: Mapping[str, int],
    values: list[MetricValue],
    clock: Clock,
) -> Restated:
    """Compare what the editions showed with all changes (id → run) and metric values of today; each thing is told once.

    ``run`` is the run of the edition in the making, ``runs`` the time of each run.
    """
    shown = {change: edition for edition in editions for change in edition.changes}
    told = {change for edition in editions for change in edition.published["withdrawn"]}
    covered = max((edition.run for edition in editions if edition.run < run), default=0)
    return Restated(
        late=tuple(sorted(change for change, of in changes.items() if of <= covered and change not in shown)),
        withdrawn=tuple(
            Withdrawn(id=change, edition=edition)
            for change, edition in sorted(shown.items())
            if change not in changes and change not in told
        ),
        values=tuple(_restated_values(editions, runs, values, clock)),
    )


def _restated_values(
    editions: list[Edition], runs: Mapping[int, str], values: list[MetricValue], clock: Clock
) -> Iterable[RestatedValue]:
    today = clock.now.astimezone(clock.zone).date().isoformat()
    now = {(value.competitor, value.metric, value.day): value.value for value in values}
    first = min((value.day for value in values), default=today)
    last_run = {clock.local(at).date().isoformat(): run for run, at in sorted(runs.items())}
    baseline: dict[Cell, tuple[float | None, Edition]] = {}
    for edition in editions:
        for competitor, metric, day, value in edition.published["values"]:
            # A later run of the same day added facts of that day: that is news, not another past.
            if last_run.get(day) == edition.run:
                baseline[competitor, metric, day] = (value, edition)
        for competitor, metric, day, restated in edition.published["restated"]:
            baseline[competitor, metric, day] = (restated, edition)
    for cell, (was, edition) in sorted(baseline.items(), key=lambda item: item[0]):
        if first <= cell[2] < today and was is not None and not _equal(was, now.get(cell)):
            yield RestatedValue(
                competitor=cell[0], metric=cell[1], day=cell[2], was=was, now=now.get(cell), edition=edition
            )


def _equal(was: float, now: float | None) -> bool:
    return now is not None and abs(was - now) <= 1e-6 * max(abs(was), abs(now), 1.0)
