"""What a crawl worker gets (Job) and gives back (Batch)."""

from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal[
    "ok",  # 2xx with a body
    "not_modified",  # 304
    "missing",  # 404, 410
    "moved",  # a redirect: final_url is where it leads; the new address is asked as a page of its own
    "blocked",  # 401, 403, 407, 429, 451, or a page that asks for proof of being human
    "denied",  # robots.txt, egress guard or a budget says no; nothing was asked
    "incomplete",  # the body ended early
    "too_large",
    "unavailable",  # 5xx, or robots.txt could not be had: not now
    "error",  # no answer: DNS, connection, TLS, time-out, redirect loop
]
VisitOutcome = Literal["complete", "partial", "blocked", "failed"]

CAPTURES_PER_VISIT = 1 << 20


def capture_id(visit: int, number: int) -> int:
    """Return the id of a capture: the same whatever the order in which batches arrive."""
    return visit * CAPTURES_PER_VISIT + number


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a visit was made under; kept with it, and applied by fold, never by readers."""

    country: str | None = None
    """ISO 3166."""
    region: str | None = None
    currency: str | None = None
    """ISO 4217 of prices whose page names none."""
    tax_included: bool | None = None
    """Do prices of this site include VAT, where the page does not say?"""
    brand_names: tuple[str, ...] = ()
    brand_not: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One address to ask for."""

    url: str
    why: str = "due"
    """seed (the target's own address), sitemap, feed, listing, now (fold made it due), new (known, never asked), due;
    of those found during the visit: link, sitemap, feed, redirect, endpoint."""
    depth: int = 0
    """Links between the seed and this page."""
    etag: str | None = None
    last_modified: str | None = None
    chain: tuple[str, ...] = ()
    """The addresses whose redirects led here, first one first."""


@dataclass(frozen=True, kw_only=True)
class VisitJob:
    """One target to visit in a job."""

    visit: int
    """The visit's number in the store."""
    source: str
    """site or feed."""
    address: str
    asks: tuple[Ask, ...]
    """What is due, oldest first in each ``why``; what pages link follows while the budget lasts (source site only)."""
    known: frozenset[str] = frozenset()
    """Addresses known and not due: not to be asked in this visit though they are linked."""
    named: frozenset[str] = frozenset()
    """Addresses that listings, sitemaps or feeds name: those outside belong to the discovery tenth."""
    pages: int = 2000
    """Budget: pages asked in this visit at the most."""
    delay_s: float = 1.0
    """Least time between two requests to one host and port; robots.txt's Crawl-delay can only raise it."""
    render: bool = True
    """May pages be rendered in a browser, where plain HTTP shows an empty shell?"""
    endpoints: bool = True
    """May the site be asked for its catalogue where its own program offers it?"""
    verdicts: tuple["Verdict", ...] = ()
    """What earlier visits found out about rendering on this site."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether the pages of one path pattern of a host must be rendered, and how that is known."""

    host: str
    """Host and port, as slots are named."""
    pattern: str
    """Shape of the path: ``/product/#``."""
    renders: bool
    """True: plain HTTP shows an empty shell, a browser shows more; False: plain HTTP shows all."""
    evidence: str
    """One line for people: what both showed, of which address."""
    at: str
    """When it was found, UTC."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What no page, host or visit may exceed."""

    body_bytes: int = 10_000_000
    request_s: float = 60.0
    host_bytes: int = 2_000_000_000
    host_s: float = 3600.0
    redirects: int = 5
    depth: int = 12
    links_per_page: int = 5000
    pages_per_shape: int = 1000
    """Pages of one URL shape, such as ``/calendar/#/#``, that no listing names; half a visit's budget if that is
    less, and over 100."""
    addresses: int = 50_000
    """New addresses that one visit reports."""
    hosts: int = 20
    """Hosts and ports of one site that are asked."""
    at_once: int = 8
    """Requests under way to one host and port whose delay is 0; else one."""
    delay_s: float = 30.0
    """Longest delay that robots.txt or a slow host can demand."""
    pause_s: float = 120.0
    """Longest Retry-After that is waited for; a longer one ends the host's part of the visit."""
    failures: int = 5
    """Refused or failed answers in a row after which a host is left alone for this visit."""
    render_s: float = 20.0
    """Time for one page in the browser."""
    render_trials: int = 25
    """Thin pages of one visit that are tried in the browser though nothing is known of their path pattern."""
    endpoint_delay_s: float = 2.0
    """Least time between two pages of endpoints of one host whose delay is not 0: each is worth a hundred pages."""
    rendered_pages: int = 500
    """Pages of one visit that are rendered: each costs as much as fifty plain ones."""
    backoff_s: float = 0.5
    """Pause of a host after a first failed answer; doubled with each further one in a row."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One registrable domain (for an IP address: address and port) and every target due on it."""

    name: str
    """The domain; unique in a run."""
    visits: tuple[VisitJob, ...]
    user_agent: str
    allow_private: frozenset[str] = frozenset()
    """``host:port`` that may be connected to though not public."""
    started_at: str
    """The run's own time (``YYYY-MM-DDTHH:MM:SSZ``); captures are dated by it plus the monotonic seconds since
    ``started_monotonic_s``."""
    started_monotonic_s: float
    """``time.monotonic()`` of the run's start; the same clock in all processes of the machine."""
    limits: Limits = field(default_factory=Limits)
    renderer: str | None = None
    """Where the machine's one render service listens (a socket's path); None: there is none, see ``no_renderer``."""
    no_renderer: str = "rendering is off"
    """Why there is none, in one line."""


@dataclass(frozen=True, kw_only=True)
class Capture:
    """One response at one time."""

    visit: int
    number: int
    """From 1, unique in its visit."""
    url: str
    """Address of the page, as asked."""
    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""
    outcome: Outcome
    final_url: str
    """Where a redirect leads; else ``url``."""
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    """Lower-case names, only those that matter: content-type, content-language, etag, last-modified, link, retry-after,
    x-robots-tag, location, server, powered-by and the like."""
    body: bytes = b""
    """As it came, after content decoding; b"" when there is none."""
    error: str | None = None
    """What went wrong, in one line; None when nothing did."""
    depth: int = 0
    rendered: bool = False
    """Is ``body`` what a browser showed after the page's scripts had run (with the JSON that they fetched, see
    ``rendering``), not what the server sent?"""


@dataclass(frozen=True, kw_only=True)
class Discovered:
    """An address that a page linked, whether or not the budget let us ask it."""

    visit: int
    url: str
    via: str
    """Address of the page that linked it."""
    how: str
    """link, sitemap, feed, redirect, or seed (the target's own address)."""
    depth: int = 0


@dataclass(frozen=True, kw_only=True)
class VisitEnd:
    """How one target's visit ended."""

    visit: int
    outcome: VisitOutcome
    """complete: each page that was due and that the budget reached was answered (ok, not modified, missing, moved,
    denied), and no host was left early; blocked: no page was had (ok, not modified) and one or more were refused
    (blocked, denied); failed: no page was had; else partial."""
    reason: str | None = None
    """One line for people: what was refused or failed, with the first address and status."""
    asked: int = 0
    ok: int = 0
    captures: int = 0
    """How many captures the job sent for this visit: fewer in the store means that some were lost."""
    rendered: int = 0
    """Pages that were rendered in a browser."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """A part of a job's result; batches may arrive in any order, and twice."""

    job: str
    captures: tuple[Capture, ...] = ()
    discovered: tuple[Discovered, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    ends: tuple[VisitEnd, ...] = ()
    """In the last batch of the job: the end of each of its visits."""
