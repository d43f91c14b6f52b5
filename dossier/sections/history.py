"""History: what happened in each month, and each change that is rare."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossier.cells import render_csv
from dossier.happenings import what_happened
from dossier.select import select
from dossier.severity import WHATS, What
from dossier.terms import page_words, promise_label, size_words
from dossier.view import View
from dossier.words import Clock, count, money, shorten

if TYPE_CHECKING:
    from crawler.store.connections import Connection, Row

MOST = 5000
"""Changes in the CSV, the newest first."""
MONTHS = 12
LISTED = 15
_RARE = ("plan", "headline", "tagline", "promise", "technology", "profile")
_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One rare change."""

    when: str
    words: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class History:
    """The section's data."""

    watched: str
    months: tuple[tuple[str, str], ...]
    """Month and what happened in it, in words."""
    entries: tuple[Entry, ...]
    more: int
    total: int


def load_history(view: View) -> History:
    """Return the months, the newest first, and the rare changes of all time."""
    counts: dict[str, Counter[What]] = {}
    total = 0
    for row in select(view.db, "months", competitor=view.company.name):
        old, new = (None if row["came"] else "0"), (None if row["went"] else "0")
        what, _ = what_happened(row["kind"], row["field"], old, new)
        counts.setdefault(row["month"], Counter())[_coarse(what)] += row["changes"]
        total += row["changes"]
    rare = [row for row in load_changes(view.db, view.company.name) if row["kind"] in _RARE]
    units = {history.key: history.record.unit for history in view.known.findings}
    return History(
        watched=view.clock.day(view.company.watched_since) if view.company.watched_since else "",
        months=tuple((_month(month), _words(whats)) for month, whats in list(counts.items())[:MONTHS]),
        entries=tuple(_entry(row, units.get(row["key"]), view.clock) for row in rare[:LISTED]),
        more=max(0, len(rare) - LISTED),
        total=total,
    )


def load_changes(db: "Connection", competitor: str) -> "list[Row]":
    """Return a company's changes of all time, the newest first, at most ``MOST``."""
    return select(db, "history", competitor=competitor, most=MOST)


def _coarse(what: What) -> What:
    """Without its values a moved price is only that: neither a cut nor a rise."""
    return {"price raised": "price cut", "plan dearer": "plan cheaper"}.get(what, what)  # type: ignore[return-value]


def _words(whats: Counter[What]) -> str:
    return ", ".join(count(whats[what], *_NOUNS.get(what, (what, f"{what}s"))) for what in WHATS if whats[what])


_NOUNS: Mapping[What, tuple[str, str]] = {
    "price cut": ("price moved", "prices moved"),
    "price hidden": ("price hidden", "prices hidden"),
    "price shown": ("price shown", "prices shown"),
    "sale started": ("sale started", "sales started"),
    "sale ended": ("sale ended", "sales ended"),
    "list price changed": ("list price changed", "list prices changed"),
    "sold out": ("sold out", "sold out"),
    "back in stock": ("back in stock", "back in stock"),
    "availability": ("availability changed", "availabilities changed"),
    "new": ("new product", "new products"),
    "gone": ("gone", "gone"),
    "returned": ("returned", "returned"),
    "edited": ("description changed", "descriptions changed"),
    "plan cheaper": ("plan price moved", "plan prices moved"),
    "plan repriced": ("plan priced otherwise", "plans priced otherwise"),
    "plan dropped": ("plan dropped", "plans dropped"),
    "plan edited": ("plan with other terms", "plans with other terms"),
    "headline changed": ("headline changed", "headlines changed"),
    "headline gone": ("headline gone", "headlines gone"),
    "tagline changed": ("tagline changed", "taglines changed"),
    "promise changed": ("promise changed", "promises changed"),
    "promise dropped": ("promise dropped", "promises dropped"),
    "technology added": ("technology added", "technologies added"),
    "technology dropped": ("technology dropped", "technologies dropped"),
    "technology changed": ("technology changed", "technologies changed"),
    "profile added": ("profile added", "profiles added"),
    "profile dropped": ("profile dropped", "profiles dropped"),
    "profile changed": ("profile changed", "profiles changed"),
    "review answered": ("review answered", "reviews answered"),
    "review edited": ("review changed", "reviews changed"),
    "ad started": ("ad started", "ads started"),
    "ad stopped": ("ad stopped", "ads stopped"),
    "ad changed": ("ad changed", "ads changed"),
}
"""One and many; what is not here takes an s."""


def _entry(row: "Row", unit: str | None, clock: Clock) -> Entry:
    named = {
        "headline": f"headline of {page_words(row['url'])}",
        "tagline": "tagline",
        "promise": promise_label(row["name"]),
    }.get(row["kind"], f"{row['kind']} {row['name'] or ''}".strip())
    when = clock.between(row["since"], row["at"])
    if row["field"] is None:
        verb = "no longer there" if row["new"] is None else "new"
        return Entry(when=when, words=f"{named}: {verb}", old="", new="")
    of = "" if row["field"] == "value" else f", {row['field'].replace('_', ' ')}"
    old, new = (_value(row, row[side], unit) for side in ("old", "new"))
    return Entry(when=when, words=f"{named}{of}:", old=old, new=new)


def _value(row: "Row", value: str | None, unit: str | None) -> str:
    if row["kind"] == "promise":
        return size_words(value, unit) or "no number"
    if row["field"] == "price" and value:
        return f"{money(value)} {row['currency'] or ''}".rstrip()
    return shorten(value or "none", 90)


def _month(month: str) -> str:
    return f"{_NAMES[int(month[5:7]) - 1]} {month[:4]}"


def render_history_csv(rows: "Iterable[Row]") -> str:
    """Return the newest changes of all time."""
    header = ("at", "since", "kind", "name", "field", "old", "new", "currency", "url", "id")
    return render_csv(header, ([row[column] for column in header] for row in rows))


def describe(history: History) -> str:
    """Return what the list of sections says beside this one."""
    return f"since {history.watched}" if history.watched else ""
