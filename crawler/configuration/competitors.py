"""The shape of competitors.yaml: every key, what it must be and what it means."""

import json
import sys
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from crawler.batch import CAPTURES_PER_VISIT, Settings
from crawler.config import Brand
from crawler.configuration.nodes import Faults, Node, Place
from crawler.configuration.shapes import (
    Entries,
    Items,
    Key,
    Named,
    Schema,
    Table,
    Text,
    Whole,
    called,
    near,
    one_of,
)
from crawler.configuration.values import (
    parse_contact,
    parse_country,
    parse_currency,
    parse_delay,
    parse_every,
    parse_host_and_port,
    parse_language,
    parse_report_url,
    parse_target_address,
    parse_web_address,
    parse_words,
    parse_zone,
)

_DURATION = {"pattern": r"^[0-9]{1,9}(\.[0-9]{1,3})?[smhd]$"}
_WEB = {"pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}
_WEB_OR_FILE = {"pattern": "^([Hh][Tt][Tt][Pp][Ss]?://|file:)"}
_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}"

ADDRESS = Text("https://acme.example", parse_web_address, _WEB)
ADDRESS_OR_FILE = Text("https://acme.example", parse_target_address, _WEB_OR_FILE)
WORDS = Text("ACME", parse_words)
COUNTRY_CODE = Text("LV", parse_country, {"pattern": "^[A-Z]{2}$"})
CURRENCY_CODE = Text("EUR", parse_currency, {"pattern": "^[A-Z]{3}$"})


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often and how politely, as far as it is written at one place."""

    every_s: float | None = None
    pages: int | None = None
    delay_s: float | None = None
    render: bool | None = None
    endpoints: bool | None = None


EVERY = Key("every", Text("24h", parse_every, _DURATION), "Least time between two visits: 24h (the default), 7d …")
PAGES = Key("pages", Whole(1, CAPTURES_PER_VISIT - 1), "How many pages one visit may ask for; 2000 by default.")
RENDER = Key(
    "render",
    one_of("auto", "off"),
    "auto (the default): in a browser where plain HTTP shows an empty page; off: never.",
)
ENDPOINTS = Key(
    "endpoints",
    one_of("auto", "off"),
    "auto (the default): a shop's catalogue where its own program offers it; off: pages only.",
)
DELAY = Key("delay", Text("1s", parse_delay, _DURATION), "Least time between two requests to a host; 1s by default.")
PACE_KEYS: tuple[Key[Any], ...] = (EVERY, PAGES, RENDER, ENDPOINTS, DELAY)


def _pace(entries: Entries) -> Pace:
    render, endpoints = entries.get(RENDER), entries.get(ENDPOINTS)
    return Pace(
        every_s=entries.get(EVERY),
        pages=entries.get(PAGES),
        delay_s=entries.get(DELAY),
        render=None if render is None else render == "auto",
        endpoints=None if endpoints is None else endpoints == "auto",
    )


@dataclass(frozen=True, kw_only=True)
class WrittenTarget:
    """One target as the file writes it, before defaults."""

    place: Place
    where: str
    source: str
    address: str
    pace: Pace
    settings: Settings


COUNTRY = Key("country", COUNTRY_CODE, "ISO 3166 code of its country, such as LV.")
REGION = Key("region", WORDS, "A part of the country, in your own words.")
CURRENCY = Key("currency", CURRENCY_CODE, "ISO 4217 code of prices whose page names no currency.")
VAT = Key("vat", one_of("included", "excluded"), "Do prices include VAT, where the page does not say?")
SITE_ADDRESS = Key("address", ADDRESS, "Where the site begins.", required=True)


def _site(entries: Entries) -> WrittenTarget | None:
    address, vat = entries.get(SITE_ADDRESS), entries.get(VAT)
    if address is None:
        return None
    settings = Settings(
        country=entries.get(COUNTRY),
        region=entries.get(REGION),
        currency=entries.get(CURRENCY),
        tax_included=None if vat is None else vat == "included",
    )
    return WrittenTarget(
        place=entries.place(SITE_ADDRESS),
        where=entries.where,
        source="site",
        address=address,
        pace=_pace(entries),
        settings=settings,
    )


class Site:
    """A site: its address, or a mapping with the address and what holds there."""

    table = Table((SITE_ADDRESS, COUNTRY, REGION, CURRENCY, VAT, *PACE_KEYS), _site)

    def read(self, node: Node, where: str, faults: Faults) -> WrittenTarget | None:
        """Return the site as a target."""
        if isinstance(node.value, dict):
            return self.table.read(node, where, faults)
        address = ADDRESS.read(node, where, faults)
        if address is None:
            return None
        return WrittenTarget(
            place=node.named, where=where, source="site", address=address, pace=Pace(), settings=Settings()
        )

    def schema(self) -> Schema:
        """Describe the site."""
        return {"anyOf": [ADDRESS.schema(), self.table.schema()]}


@dataclass(frozen=True)
class OtherTarget:
    """A source and its address, with a pace of its own if need be."""

    sources: Collection[str]

    def read(self, node: Node, where: str, faults: Faults) -> WrittenTarget | None:
        """Return the target."""
        if not isinstance(node.value, dict):
            faults.add(
                node.place, where, f"is {called(node.value)}; write a source and its address, as in feed: https:…"
            )
            return None
        options = {key.name for key in PACE_KEYS}
        named = [name for name in node.value if name not in options]
        for name in named:
            if name not in self.sources:
                faults.add(node.value[name].named, where, f"no source {name!r}; {near(name, self.sources)}")
        if not named:
            faults.add(node.place, where, f"names no source; there are {', '.join(sorted(self.sources))}")
        if len(named) > 1:
            faults.add(node.place, where, f"names {' and '.join(named)}; each source is an entry of its own")
        if len(named) != 1 or named[0] not in self.sources:
            return None
        return self._table(named[0]).read(node, where, faults)

    def _table(self, source: str) -> Table[WrittenTarget]:
        key = Key(source, ADDRESS_OR_FILE, f"The address, or the file, to visit as {source}.")

        def build(entries: Entries) -> WrittenTarget | None:
            address = entries.get(key)
            if address is None:
                return None
            return WrittenTarget(
                place=entries.place(key),
                where=f"{entries.where}.{source}",
                source=source,
                address=address,
                pace=_pace(entries),
                settings=Settings(),
            )

        return Table((key, *PACE_KEYS), build)

    def schema(self) -> Schema:
        """Describe the entry; it lists no sources, so that a new source is one new file and nothing else."""
        properties = {key.name: key.schema() for key in PACE_KEYS}
        return {"type": "object", "properties": properties, "additionalProperties": ADDRESS_OR_FILE.schema()}


@dataclass(frozen=True)
class Unserved:
    """A list that will mean something one day and must be empty until then."""

    what: str

    def read(self, node: Node, where: str, faults: Faults) -> tuple[()] | None:
        """Return nothing."""
        if node.value is None or node.value == []:
            return ()
        first = node.value[0] if isinstance(node.value, list) else node
        faults.add(first.place, where, f"{self.what} cannot be served yet; leave the list empty")
        return None

    def schema(self) -> Schema:
        """Describe the empty list."""
        return {"type": ["array", "null"], "maxItems": 0}


@dataclass(frozen=True, kw_only=True)
class WrittenCompetitor:
    """One competitor as the file writes it, before defaults."""

    entries: Entries
    label: str | None
    kind: str
    country: str | None
    brand: Brand
    pace: Pace
    targets: tuple[WrittenTarget, ...]


BRAND_NAMES = Key("names", Items(WORDS), "What it is called in texts.")
BRAND_NOT = Key("not", Items(WORDS), "Longer names that contain one of these and mean somebody else.")


def _brand(entries: Entries) -> Brand:
    return Brand(names=entries.get(BRAND_NAMES) or (), not_names=entries.get(BRAND_NOT) or ())


LABEL = Key("name", WORDS, "What reports call it; without it, its key.")
KIND = Key(
    "kind",
    one_of("self", "direct", "indirect", "foreign"),
    "self for your own company (one at the most); direct by default.",
)
BRAND = Key("brand", Table((BRAND_NAMES, BRAND_NOT), _brand), "How to know it in texts.")
SITE = Key("site", Items(Site(), or_one=True), "Its site, or a list of its sites.")
TARGETS = Key("targets", Items(OtherTarget(())), "What to visit beyond the site: one source and address each.")


def competitor_table(sources: Collection[str]) -> Table[WrittenCompetitor]:
    """Return the shape of one competitor."""
    targets = replace(TARGETS, shape=Items(OtherTarget(sources)))

    def build(entries: Entries) -> WrittenCompetitor:
        return WrittenCompetitor(
            entries=entries,
            label=entries.get(LABEL),
            kind=entries.get(KIND) or "direct",
            country=entries.get(COUNTRY),
            brand=entries.get(BRAND) or Brand(),
            pace=_pace(entries),
            targets=(entries.get(SITE) or ()) + (entries.get(targets) or ()),
        )

    return Table((LABEL, KIND, COUNTRY, BRAND, SITE, targets, *PACE_KEYS), build)


@dataclass(frozen=True, kw_only=True)
class WrittenFile:
    """competitors.yaml as it is written, before defaults."""

    contact: str
    timezone: str
    currency: str
    report_url: str | None
    languages: tuple[str, ...]
    allow_private: tuple[str, ...]
    pace: Pace
    competitors: tuple[WrittenCompetitor, ...]
    market: tuple[WrittenTarget, ...]


CONTACT = Key(
    "contact",
    Text("crawler@our-shop.example", parse_contact),
    "Your mail or web address: it goes into the user agent, so that owners of visited sites can reach you.",
    required=True,
)
TIMEZONE = Key("timezone", Text("Europe/Riga", parse_zone), "Zone of the reports' days and weeks; UTC by default.")
COMPARE_IN = Key("currency", CURRENCY_CODE, "ISO 4217 code of the currency to compare in; EUR by default.")
REPORT_URL = Key("report_url", Text("https://files.example/", parse_report_url, _WEB), "Where reports are published.")
LANGUAGES = Key(
    "languages", Items(Text("en", parse_language, {"enum": ["en"]})), "Languages of the reports; only en yet."
)
ALLOW_PRIVATE = Key(
    "allow_private",
    Items(Text("127.0.0.1:8000", parse_host_and_port, {"pattern": ":[0-9]+$"})),
    "The only addresses inside your own network that may be visited, each as host:port.",
)
DEFAULTS = Key("defaults", Table(PACE_KEYS, _pace), "For every target that does not set its own.")
MARKET_TARGETS = replace(TARGETS, meaning="One source and address each.")
ALERTS = Key("alerts", Unserved("alerts"), "Where to send alerts: not served yet, must be empty.")


def file_table(sources: Collection[str]) -> Table[WrittenFile]:
    """Return the shape of the whole file."""
    competitors = Key("competitors", Named(competitor_table(sources), _NAME), "Whom to watch, by name.", required=True)
    targets = replace(MARKET_TARGETS, shape=Items(OtherTarget(sources)))
    market = Key(
        "market",
        Table((targets,), lambda entries: entries.get(targets) or ()),
        "Targets that speak of many companies; what they say belongs to those whose names or sites it carries.",
    )

    def build(entries: Entries) -> WrittenFile:
        return WrittenFile(
            contact=entries.get(CONTACT) or "",
            timezone=entries.get(TIMEZONE) or "UTC",
            currency=entries.get(COMPARE_IN) or "EUR",
            report_url=entries.get(REPORT_URL),
            languages=entries.get(LANGUAGES) or ("en",),
            allow_private=entries.get(ALLOW_PRIVATE) or (),
            pace=entries.get(DEFAULTS) or Pace(),
            competitors=entries.get(competitors) or (),
            market=entries.get(market) or (),
        )

    keys = (CONTACT, TIMEZONE, COMPARE_IN, REPORT_URL, LANGUAGES, ALLOW_PRIVATE, DEFAULTS, competitors, market, ALERTS)
    return Table(keys, build)


def schema() -> Schema:
    """Return the JSON Schema of the file, for editors."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "competitors.yaml of rivals",
        **file_table(()).schema(),
    }


def _main() -> None:
    """Print the schema as JSON."""
    sys.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    _main()
