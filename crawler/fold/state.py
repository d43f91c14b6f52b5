"""What fold remembers of one competitor between two runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from crawler.batch import Settings
from crawler.fold.unit import Key
from crawler.records.kinds import EVENTS, KINDS, MEASURES, Record

Shelf = tuple[str, str]
"""(kind, page): where the records of one kind lie whose own address is this page."""
PARTS: dict[str, tuple[str, ...]] = {kind: record.KEY[1:] for kind, record in KINDS.items()}
"""Key fields besides the address, by kind."""
GOING = tuple(kind for kind in KINDS if kind not in EVENTS | MEASURES)
"""Kinds whose records can be gone."""
Prices = tuple[Decimal, Decimal]
"""The least and the greatest."""
OFF_PAGE = frozenset({"feed", "card"})
"""Witnesses that speak of a record elsewhere than on its own page."""


@dataclass(frozen=True, slots=True)
class Said:
    """The last word of one witness on each field of one record."""

    record: Record
    """As said, except that an unclear price is settled."""
    quiet: Mapping[str, str] = field(default_factory=dict)
    """Topics on which it said nothing when it last spoke, and when it last did: these fields are of that word."""
    gave: bool = False
    """Has it ever given here what it may leave out to say that there is none: list price, trial, reply, end?"""


@dataclass(slots=True)
class RecordState:
    """One record: what is held of it, who said so, and how it stands."""

    key: Key
    held: Record
    """Its values, with those that only the settings say."""
    witnesses: Mapping[str, str]
    """Who said the value held, by field."""
    words: Mapping[str, Said]
    """Last word of each witness."""
    silent: Mapping[str, int]
    """Looks at the own page in a row on which the one who said the value held said nothing, by field."""
    reader: str
    """Version of the readers that its words come from."""
    target: str
    """Target whose settings are in force for it."""
    source: str
    born: str
    """Time of the run that saw it first."""
    first_seen: str
    """Of the version last open, as are first_capture, last_seen, capture and ended."""
    first_capture: int
    last_seen: str
    capture: int
    own_seen: str = ""
    """When its own page last held it."""
    own_capture: int | None = None
    """Where its own page last held it."""
    spoke: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """When and where each witness that speaks elsewhere last spoke: its own page may be silent on what it says."""
    ended: str | None = None
    """How that version ended; None while it is open."""
    address: str = ""
    """Where its own page was last held, an alias perhaps; else its key's."""
    misses: int = 0
    aside: bool = False
    """Its own page is there, but today's readers do not find it."""
    gone: str | None = None
    """None, or whether its going was announced or unannounced."""
    prices: Prices | None = None
    """Those it was ever agreed to have had, in the currency held; None: the one held."""
    agreed: "RecordState | None" = None
    """While what it holds is suspect: itself, as it stood before. Its words are those of then."""

    @property
    def own(self) -> bool:
        """Say whether its own page has ever held it."""
        return self.own_capture is not None


@dataclass(frozen=True, slots=True)
class PageState:
    """One address that was asked, or that a card spoke of."""

    target: str
    asked: bool = False
    """Has it ever answered in a way that tells something?"""
    looked_for: tuple[str, ...] = ()
    """Kinds that its last reading would have yielded."""
    named: tuple[str, ...] = ()
    """What it names, as last well read."""
    series: str | None = None
    """Of a listing, sitemap or feed."""
    hint: str | None = None
    """What a card last said of a page with several variants."""
    reader: str = ""
    """Version of the readers that last looked for what listings do not name; "": nothing of the sort."""
    sought: tuple[str, ...] = ()
    """Kinds that no listing names, a price list's offers among them, that these readers have ever looked for here."""


@dataclass(frozen=True, slots=True)
class SeriesState:
    """Listing pages that differ only in the page number; a sitemap; a feed; the pages of a list."""

    known: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    past: bool = False
    """Is its baseline over: has each page known of it been read, or answered that it is not there?"""
    since: str | None = None
    """When one of its pages was first well read."""
    read_at: str | None = None
    """When one of its pages was last well read."""
    reader: str = ""
    """Of a list: the readers whose baseline it is. What other readers find in it first is not new."""


@dataclass(frozen=True, slots=True)
class News:
    """A page that is new, or that may be an old one moved: nothing of it was announced yet."""

    at: str
    """When it was named, or first read."""
    since: str | None = None
    """When the series that named it was read before, without it."""
    waits_for: tuple[str, ...] = ()
    """Page it may have been moved from."""
    told: bool = True
    """Is it to be announced? A series past its baseline named it first; else it was merely not asked before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All of it; empty for a competitor never folded. Never changed in place: fold returns another one."""

    reader: str = ""
    """Version of the readers of the last unit."""
    shelves: dict[Shelf, tuple[RecordState, ...]] = field(default_factory=dict)
    pages: dict[str, PageState] = field(default_factory=dict)
    series: dict[str, SeriesState] = field(default_factory=dict)
    lists: dict[str, SeriesState] = field(default_factory=dict)
    """Lists of reviews or ads that have several pages, by the address of their records."""
    addresses: dict[str, str] = field(default_factory=dict)
    """Since when each address is named: the first time of all."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Addresses that are only other names of a page."""
    news: dict[str, News] = field(default_factory=dict)
    due: dict[str, str] = field(default_factory=dict)
    """Why each page is due now."""
    settings: dict[str, Settings] = field(default_factory=dict)
    """Of each target's last visit."""
    signs: dict[str, int] = field(default_factory=dict)
    """How often each decimal sign was seen in certain prices of the site, as ``target sign``."""

    def resolve(self, url: str) -> str:
        """Return the page that ``url`` is a name of."""
        return self.aliases.get(url, url)


def fits(ours: tuple[object, ...], theirs: tuple[object, ...]) -> bool:
    """Say whether two lots of key parts can be of one record: equal, or one of them None."""
    return all(a is None or b is None or a == b for a, b in zip(ours, theirs, strict=True))


def parts_of(record: Record) -> tuple[str | int | None, ...]:
    """Return the key fields of a record besides its address."""
    return tuple(getattr(record, name) for name in PARTS[record.KIND])
