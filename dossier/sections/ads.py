"""Ads: the creatives that run, the longest first, where they run, and which stopped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crawler.records.ad import Ad
from dossier.cards import Card, Row, seen_rows
from dossier.cells import render_csv
from dossier.histories import History
from dossier.pictures.ads import AdChart, Run, draw_ads
from dossier.terms import landing
from dossier.view import View
from dossier.words import Clock, shorten

BARS = 10
LISTED = 5
STOPPED = 3


@dataclass(frozen=True, kw_only=True)
class Creative:
    """One ad as it is listed."""

    name: str
    text: str
    leads: str
    networks: str
    days: int
    since: str
    until: str
    """"" while it runs."""
    language: str | None
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Ads:
    """The ads of a company."""

    total: int
    running: int
    networks: str
    chart: AdChart | None
    longest: tuple[Creative, ...]
    stopped: tuple[Creative, ...]
    """The newest to stop first."""
    cards: tuple[Card, ...]


def load_ads(view: View) -> Ads:
    """Return the ads that run, the longest running first, and those that stopped."""
    runs = {history.key: _run(history, view.clock) for history in view.known.ads}
    running = sorted(
        (history for history in view.known.ads if runs[history.key].running),
        key=lambda history: (-runs[history.key].days, history.key),
    )
    stopped = sorted(
        (history for history in view.known.ads if not runs[history.key].running),
        key=lambda history: (runs[history.key].until, history.key),
        reverse=True,
    )
    shown = [*running[:LISTED], *stopped[:STOPPED]]
    cards = {history.key: _card(history, place, view.clock) for place, history in enumerate(shown)}
    drawn = sorted((runs[h.key] for h in [*running[:BARS], *stopped[:BARS]]), key=lambda run: -run.days)[:BARS]
    networks = sorted({network for history in running for network in history.record.networks})
    return Ads(
        total=len(view.known.ads),
        running=len(running),
        networks=", ".join(networks),
        chart=draw_ads(drawn, "us" if view.company.ours else "them", view.clock) if drawn else None,
        longest=tuple(_creative(h, runs[h.key], cards[h.key], view) for h in running[:LISTED]),
        stopped=tuple(_creative(h, runs[h.key], cards[h.key], view) for h in stopped[:STOPPED]),
        cards=tuple(cards.values()),
    )


def is_running(history: History[Ad], today: str) -> bool:
    """Tell whether an ad still runs, as far as its library says; ``today``: YYYY-MM-DD."""
    return history.open and (history.record.stopped is None or history.record.stopped >= today)


def _run(history: History[Ad], clock: Clock) -> Run:
    ad = history.record
    running = is_running(history, clock.now.astimezone(clock.zone).date().isoformat())
    since = (ad.started or history.first_seen)[:10]
    until = max(since, (history.now.last_seen if running else ad.stopped or history.now.last_seen)[:10])
    return Run(
        name=_name(ad),
        since=since,
        until=until,
        running=running,
        days=(date.fromisoformat(until) - date.fromisoformat(since)).days + 1,
    )


def _name(ad: Ad) -> str:
    return ad.headline or ad.text or ad.description or landing(ad) or "ad without words"


def _creative(history: History[Ad], run: Run, card: Card, view: View) -> Creative:
    ad = history.record
    return Creative(
        name=shorten(run.name, 80),
        text=shorten(ad.text or "", 140) if ad.headline else "",
        leads=shorten(landing(ad), 60),
        networks=", ".join(ad.networks),
        days=run.days,
        since=view.clock.day(run.since),
        until="" if run.running else view.clock.day(run.until),
        language=ad.languages[0] if len(ad.languages) == 1 else None,
        anchor=card.anchor,
    )


def _card(history: History[Ad], place: int, clock: Clock) -> Card:
    ad, before = history.record, history.before
    ran = " to ".join(clock.day(day) if day else said for day, said in ((ad.started, "not said"), (ad.stopped, "now")))
    rows = (
        *((Row(label="Advertiser", quote=ad.advertiser),) if ad.advertiser else ()),
        *((Row(label="Text", quote=shorten(ad.text, 600)),) if ad.text else ()),
        *((Row(label="Under it", quote=shorten(ad.description, 200)),) if ad.description else ()),
        *((Row(label="Leads to", quote=shorten(ad.landing_url, 160)),) if ad.landing_url else ()),
        *((Row(label="Networks", text=", ".join(ad.networks)),) if ad.networks else ()),
        *((Row(label="Shown in", text=", ".join(ad.countries)),) if ad.countries else ()),
        Row(label="Ran", text=f"{ran}, as the library says"),
        Row(label="Listed", text=f"{clock.day(history.first_seen)} to {clock.day(history.now.last_seen)}"),
        *seen_rows(history.now, "headline")[:-1],
    )
    return Card(
        anchor=f"a-{place}", title=shorten(_name(ad), 90), rows=rows, capture=history.now.capture,
        before=before.capture if before else None,
    )  # fmt: skip


def render_ads_csv(ads: Iterable[History[Ad]]) -> str:
    """Return every ad as last held."""
    header = (
        "advertiser headline text description landing_url networks format started stopped countries languages reach "
        "first_seen last_seen ended library id page capture"
    ).split()
    return render_csv(
        header,
        (
            (
                a.advertiser, a.headline, a.text, a.description, a.landing_url, ", ".join(a.networks), a.format,
                a.started, a.stopped, ", ".join(a.countries), ", ".join(a.languages), a.reach, history.first_seen,
                history.now.last_seen, history.now.ended, a.url, a.id, a.page, history.now.capture,
            )
            for history in ads
            for a in [history.record]
        ),
    )  # fmt: skip
