"""Which companies a record of the whole market is about: by owner, by the site it leads to, by names in its text."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.config import Competitor, Config
from crawler.parsing.site import parse_site
from dossier.select import select

if TYPE_CHECKING:
    from crawler.store.connections import Connection

MOST_CHARACTERS = 4_000
"""Of one text that are looked at."""


@dataclass(frozen=True, kw_only=True)
class MarketRecord:
    """What of a record of the market may tell whom it is about."""

    kind: str
    key: str
    """As the store keeps it: JSON."""
    owner: str | None = None
    """Who published it, as its source says; None: not said."""
    addresses: tuple[str, ...] = ()
    """Where it leads, or says it leads."""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AboutRow:
    """One record of the market and one company that it is about."""

    kind: str
    key: str
    competitor: str
    by: str
    """owner, site or name."""


@dataclass(frozen=True)
class _Known:
    """How the companies are told apart."""

    owners: dict[str, tuple[str, ...]]
    """By whole name: brand names and labels."""
    sites: dict[str, str]
    """By registrable domain, or address and port; a site of two companies tells none."""
    names: tuple[tuple[str, str], ...]
    """Company and name, for texts."""
    not_names: tuple[tuple[str, str], ...]


def about(records: Iterable[MarketRecord], config: Config) -> list[AboutRow]:
    """Return which companies each record is about.

    Who published it and where it leads decide: an ad that names a rival in its text is still its advertiser's. Only
    where neither tells any company, names in the text do: as whole words, in any case, and neither inside one of that
    company's ``not`` names nor as a part of another's longer name.
    """
    known = _known(config.competitors)
    return [
        AboutRow(kind=record.kind, key=record.key, competitor=competitor, by=by)
        for record in records
        for competitor, by in sorted(_belongs(record, known).items())
    ]


def about_rows(db: "Connection", config: Config) -> list[AboutRow]:
    """Return which companies the records of the market are about that the store holds."""
    records = (
        MarketRecord(
            kind=row["kind"],
            key=row["key"],
            owner=row["owner"],
            addresses=tuple(filter(None, (row["landing_url"], row["display_url"]))),
            texts=tuple(filter(None, (row["title"], row["text"]))),
        )
        for row in select(db, "market_records")
    )
    return about(records, config)


def _known(competitors: Sequence[Competitor]) -> _Known:
    owners: dict[str, tuple[str, ...]] = {}
    for competitor in competitors:
        for name in {_plain(name) for name in (competitor.label, *competitor.brand.names)}:
            owners[name] = (*owners.get(name, ()), competitor.name)
    sites = {
        (competitor.name, site)
        for competitor in competitors
        for target in competitor.targets
        if target.source == "site" and (site := parse_site(target.address))
    }
    shared = Counter(site for _, site in sites)
    return _Known(
        owners=owners,
        sites={site: name for name, site in sites if shared[site] == 1},
        names=tuple((c.name, _plain(name)) for c in competitors for name in c.brand.names if name.strip()),
        not_names=tuple((c.name, _plain(name)) for c in competitors for name in c.brand.not_names if name.strip()),
    )


def _belongs(record: MarketRecord, known: _Known) -> dict[str, str]:
    """Return the companies with what told each."""
    owner = _plain(record.owner or "")
    found = dict.fromkeys(known.owners.get(owner) or sorted(_named(owner, known)), "owner")
    for address in record.addresses:
        site = _site(address)
        if site in known.sites:
            found.setdefault(known.sites[site], "site")
    if not found:
        for text in record.texts:
            for competitor in _named(_plain(text[:MOST_CHARACTERS]), known):
                found.setdefault(competitor, "name")
    return found


def _named(text: str, known: _Known) -> set[str]:
    """Return the companies whose names stand in a text by themselves."""
    found = [(competitor, *span) for competitor, name in known.names for span in _places(name, text)]
    barred = [(competitor, *span) for competitor, name in known.not_names for span in _places(name, text)]
    return {
        competitor
        for competitor, start, end in found
        if not any(owner == competitor and a <= start and end <= b for owner, a, b in barred)
        and not any(owner != competitor and a <= start and end <= b and b - a > end - start for owner, a, b in found)
    }


def _places(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands as whole words."""
    if name in text:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield match.span()


def _site(address: str) -> str | None:
    """Return the site of an address as an ad writes it, with a scheme or without; None: it is none.

    >>> _site("www.shop.example/sale"), _site("http://[bad")
    ('shop.example', None)
    """
    try:
        return parse_site(address if "://" in address else f"http://{address.lstrip('/')}")
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Return a text as names are compared: one spelling of each letter, no case, white space collapsed.

    >>> _plain("  The\\u00a0Tool  BARN ")
    'the tool barn'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
