"""Message and terms: headline, tagline and promises, when each was first seen and how it changed, beside ours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from crawler.records.finding import Finding
from dossier.cards import Card, Row, seen_rows
from dossier.cells import render_csv
from dossier.effects import own_promise
from dossier.histories import History
from dossier.holes import Hole, holes_of, together
from dossier.terms import BETTER, PROMISES, comparable, page_words, promise_label, promise_words, size_words
from dossier.view import FEW, View
from dossier.words import Clock, count, shorten

OTHERS = 6


@dataclass(frozen=True, kw_only=True)
class Said:
    """A headline or a tagline."""

    label: str
    text: str
    language: str | None
    since: str
    was: str
    """What stood there before; "" when it never changed."""
    was_until: str
    was_language: str | None
    anchor: str
    ours: str


@dataclass(frozen=True, kw_only=True)
class Promised:
    """One line of the table of promises."""

    label: str
    words: str
    detail: str
    """The sentence of the page."""
    language: str | None
    since: str
    was: str
    ours: str
    favour: Literal["us", "them", ""]
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """The section's data."""

    said: tuple[Said, ...]
    others: tuple[Said, ...]
    """Headlines of other pages."""
    more: int
    """Headlines that are left out."""
    promises: tuple[Promised, ...]
    dropped: tuple[str, ...]
    """Promises that are made no more, in words."""
    holes: tuple[Hole, ...]
    total: int
    cards: tuple[Card, ...]


def load_message(view: View) -> Message:
    """Return what the company says of itself and what it promises."""
    headlines, taglines, promises = (view.known.of(what) for what in ("headline", "tagline", "promise"))
    promises = _once(promises)
    shown = [*headlines[: 1 + OTHERS], *taglines[:1], *promises]
    cards = {history.key: card_of(history, f"m-{place}", view.clock) for place, history in enumerate(shown)}
    ours = [history.record for history in view.ours_known.findings if history.open] if view.ours_known else []
    return Message(
        said=tuple(
            _said(history, label, cards, ours, view)
            for label, group in (("Headline", headlines[:1]), ("Tagline", taglines[:1]))
            for history in group
        ),
        others=tuple(
            _said(history, page_words(history.record.url), cards, [], view) for history in headlines[1 : 1 + OTHERS]
        ),
        more=max(0, len(headlines) - 1 - OTHERS),
        promises=tuple(_promised(history, cards, ours, view) for history in promises),
        dropped=tuple(_dropped(history, view.clock) for history in _once(view.known.gone("promise"), promises)[:FEW]),
        holes=together(
            holes_of(
                view.company,
                [
                    ("headline", "headlines", bool(headlines)),
                    ("tagline", "a tagline", bool(taglines)),
                    ("promise", "promises", bool(promises)),
                ],
                view.clock,
            )
        ),
        total=len(promises),
        cards=tuple(cards.values()),
    )


def _once(promises: Iterable[History[Finding]], but: Sequence[History[Finding]] = ()) -> list[History[Finding]]:
    """Return each promise once, however many pages make it, in the order of their sorts; none that is in ``but``."""
    order = list(PROMISES)
    found: dict[tuple[str | None, ...], History[Finding]] = {}
    for history in promises:
        held = found.get(_identity(history))
        if held is None or history.first_seen < held.first_seen:
            found[_identity(history)] = history
    for history in but:
        found.pop(_identity(history), None)
    return sorted(
        found.values(),
        key=lambda history: order.index(history.record.name or "") if history.record.name in order else len(order),
    )


def _identity(history: History[Finding]) -> tuple[str | None, ...]:
    record = history.record
    return record.name, record.value, record.unit


def _said(
    history: History[Finding], label: str, cards: Mapping[str, Card], ours: Sequence[Finding], view: View
) -> Said:
    record, before = history.record, history.before
    # Our own front page is the one with the shortest address, as theirs.
    own = sorted((found for found in ours if found.what == record.what), key=lambda found: len(found.url))
    return Said(
        label=label,
        text=record.value or "",
        language=view.evidence.language(history.now.capture),
        since=view.clock.day(history.now.first_seen),
        was=(before.record.value or "") if before else "",
        was_until=view.clock.day(before.last_seen) if before else "",
        was_language=view.evidence.language(before.capture) if before else None,
        anchor=cards[history.key].anchor,
        ours=(own[0].value or "") if own else "",
    )


def _promised(history: History[Finding], cards: Mapping[str, Card], ours: Sequence[Finding], view: View) -> Promised:
    record, before = history.record, history.before
    own = own_promise(record.name, ours)
    return Promised(
        label=promise_label(record.name),
        words=size_words(record.value, record.unit) or "promised",
        detail=record.detail or "",
        language=view.evidence.language(history.now.capture),
        since=view.clock.day(history.first_seen),
        was=f"was {size_words(before.record.value, before.record.unit)} until {view.clock.day(before.last_seen)}"
        if before
        else "",
        ours=(size_words(own.value, own.unit) or "promised") if own else "",
        favour=_favour(record, own),
        anchor=cards[history.key].anchor,
    )


def _favour(theirs: Finding, ours: Finding | None) -> Literal["us", "them", ""]:
    if ours is None:
        return ""
    mine = comparable(ours.name, ours.value, ours.unit)
    other = comparable(theirs.name, theirs.value, theirs.unit)
    if mine is None or other is None or mine[0] != other[0] or mine[1] == other[1]:
        return ""
    return "us" if (mine[1] < other[1]) == (BETTER[theirs.name or ""] == "lower") else "them"


def _dropped(history: History[Finding], clock: Clock) -> str:
    record = history.record
    return f"{promise_words(record.name, record.value, record.unit)} (last seen {clock.day(history.now.last_seen)})"


def card_of(history: History[Finding], anchor: str, clock: Clock) -> Card:
    """Return the witness card of a finding."""
    record, before = history.record, history.before
    titles = {"headline": f"Headline of {page_words(record.url)}", "tagline": "Tagline"}
    words = promise_words(record.name, record.value, record.unit) if record.what == "promise" else ""
    quoted = (record.detail if record.what == "promise" else record.value) or ""
    rows = (
        *((Row(label="Value", text=words),) if words else ()),
        *((Row(label="Seen", text=record.detail or ""),) if record.what == "technology" and record.detail else ()),
        *((Row(label="The page wrote", quote=quoted),) if quoted else ()),
        *((Row(label="Before", quote=before.record.value or "none"),) if before else ()),
        Row(label="First seen", text=clock.day(history.first_seen)),
        *seen_rows(history.now, "value"),
    )
    return Card(
        anchor=anchor,
        title=titles.get(record.what or "", "")
        or f"{(record.what or '').capitalize()}: "
        + (promise_label(record.name) if record.what == "promise" else record.name or ""),
        rows=rows,
        capture=history.now.capture,
        before=before.capture if before else None,
    )


def render_findings_csv(findings: Iterable[History[Finding]]) -> str:
    """Return every version of everything found."""
    header = "what name value unit detail first_seen last_seen ended url capture".split()
    return render_csv(
        header,
        (
            (
                f.what,
                f.name,
                f.value,
                f.unit,
                f.detail,
                seen.first_seen,
                seen.last_seen,
                seen.ended,
                f.url,
                seen.capture,
            )
            for history in findings
            for seen in history.versions
            for f in [seen.record]
        ),
    )


def cards(message: Message) -> Sequence[Card]:
    """Return the witness cards of what is quoted."""
    return message.cards


def describe(message: Message) -> str:
    """Return what the list of sections says beside this one."""
    return (
        count(message.total, "promise") if message.total else shorten(message.said[0].text, 20) if message.said else ""
    )
