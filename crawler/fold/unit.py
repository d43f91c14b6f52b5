"""What fold gets and gives: plain values, no store."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.batch import Outcome, Settings, VisitOutcome
from crawler.records.kinds import Record
from crawler.records.reading import Reading

Key = tuple[str | int | None, ...]
"""Values of a record's key fields."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One capture as fold sees it."""

    capture: int
    """Its id (visit and number in one)."""
    url: str
    at: str
    outcome: Outcome
    final_url: str
    reading: Reading | None = None
    """Of an ok or not-modified answer whose page could be read; None otherwise."""
    error: str | None = None
    """Name of the error that the readers ended with."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One target in one run, closed, with its answers in order of (time, number)."""

    id: int
    source: str
    address: str
    settings: Settings
    started_at: str
    outcome: VisitOutcome
    answers: tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One competitor's visits of one run, together."""

    competitor: str
    run: int
    at: str
    """The run's time."""
    reader: str
    """Version of the readers that read every answer of this unit."""
    visits: tuple[Visit, ...]
    reread: Mapping[int, Reading] = field(default_factory=dict)
    """Readings by today's readers of the captures that ``captures_to_reread`` named, by capture."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """A record's content from ``first_seen`` to ``last_seen``.

    (kind, key, first_capture) tells it from all others of its competitor.
    """

    key: Key
    """Its key when it was first seen. The record's own fields may know more since (a part that was None then)."""
    record: Record
    """As held, ``url`` being the first address it was crawled at; ``_text`` fields are those of ``capture``."""
    first_seen: str
    last_seen: str
    first_capture: int
    capture: int
    """The capture it was last held in: its witness."""
    source: str
    origin: str = "crawl"
    suspect: bool = False
    """Read at a value that is hardly to be believed. The version of what was agreed on before it goes on beside it."""
    ended: str | None = None
    """None while open; changed (a change says how), corrected (a better witness, reader or setting, or the end of what
    was suspect: no change), gone, unseen (for 7 days) or merged (into the record that lives on)."""
    witnesses: Mapping[str, str] = field(default_factory=dict)
    """Which witness said the value held, by field; "settings" for what the configuration says."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What differs between two versions, or a first or last sighting.

    ====================  =====  ============  ==========
    what                  field  old           new
    ====================  =====  ============  ==========
    a new thing           None   None          "new"
    a thing that is gone  None   "gone"        None
    one that comes back   None   None          "returned"
    a value               name   text or None  text or None
    ====================  =====  ============  ==========
    """

    id: str
    kind: str
    key: Key
    url: str
    name: str | None
    field: str | None
    """None for a first or last sighting, or a return."""
    old: str | None
    """Value as text: Decimal plain, category joined by " > "."""
    new: str | None
    currency: str | None
    """Of old and new, when they are money."""
    at: str
    """Time of ``capture_new``. Before the run only for what waited to be told from a thing that moved."""
    since: str | None
    """When the old state was last seen; it happened between ``since`` and ``at``. None: never seen otherwise."""
    capture_old: int | None
    capture_new: int | None
    suspect: bool = False


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What a visit says of one kind."""

    visit: int
    kind: str
    state: str
    """observed, absent, not checked or blocked."""
    pages_read: int
    records: int


@dataclass(frozen=True, kw_only=True)
class Due:
    """A page to ask in the next run, before those due by interval."""

    url: str
    why: str
    """moved (is it now elsewhere?), missing (a first miss), suspect (its price is hardly to be believed), hint (a card
    says otherwise), doubt (a doubtful visit missed it) or unnamed (no listing names it any more)."""


@dataclass(frozen=True, kw_only=True)
class Alias:
    """An address that is only another name of a page."""

    url: str
    page: str
