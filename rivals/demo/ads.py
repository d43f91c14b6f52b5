"""The library of ads of the demo market: one JSON address in the shape of Meta's Ad Library API."""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from rivals.demo.ads_creatives import ADVERTISERS, SCRIPTED, STRANGER, Creative
from rivals.demo.shop import start_of
from rivals.demo.views import Answer

Fact = dict[str, object]

PATH = "/ads_archive"
PER_PAGE = 10
_QUERY = "ad_type=ALL&ad_active_status=ALL&ad_reached_countries=ALL&search_terms=tools"
_COUNTRIES = {"Latvia": "LV", "Estonia": "EE", "Germany": "DE", "Ireland": "IE"}
_AGES = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")
_LAST_SCRIPTED_DAY = 10


def library_address(origin: str) -> str:
    """Return the address of the library at an origin such as ``http://127.0.0.1:8006``."""
    return f"{origin}{PATH}?{_QUERY}"


@dataclass(frozen=True, kw_only=True)
class _Listed:
    """One ad in the library's books: it keeps its number for ever."""

    number: int
    id: str
    creative: Creative

    def listed(self, day: int) -> bool:
        return self.known(day) and (self.creative.vanishes is None or day < self.creative.vanishes)

    def known(self, day: int) -> bool:
        """Has it been listed up to this day?"""
        return day >= self.creative.since

    @property
    def started(self) -> date:
        return (start_of(self.creative.since) - timedelta(days=max(1, self.creative.age))).date()

    def stopped(self, day: int) -> date | None:
        stops = self.creative.stops
        return (start_of(stops) - timedelta(days=1)).date() if stops is not None and day >= stops else None

    def days_run(self, day: int) -> int:
        return ((self.stopped(day) or start_of(day).date()) - self.started).days


class AdLibrary:
    """The library over the days.

    ``addresses`` says where each company's site is (key → origin, for the domains that the ads show), and under "ads"
    the library's own address, which the links to its further pages need. It may be filled after this was made.
    """

    def __init__(self, seed: str, addresses: Mapping[str, str]) -> None:
        self._seed = seed
        self._addresses = addresses
        self._token = "EAAB" + hashlib.sha256(f"{seed}/token".encode()).hexdigest()[:40]

    def answer(self, target: str, day: int) -> Answer:
        """Return what the library answers to a request's target (path and query) on this day."""
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path != PATH:
            return _error(404, "Unknown path components: " + parts.path, code=2500)
        first = _position(query["after"]) if "after" in query else 0
        if first is None:
            return _error(400, "Invalid parameter: after", code=100)
        token = query.get("access_token", self._token)
        ads = [ad for ad in self._newest_first(day) if ad.listed(day)]
        shown = ads[first : first + PER_PAGE]
        body: dict[str, object] = {"data": [self._as_json(ad, day, token) for ad in shown]}
        if shown:
            body["paging"] = self._paging(parts.query, first + len(shown), len(ads))
        return _json(200, body)

    def facts(self, day: int, address: str) -> Iterator[Fact]:
        """Yield each ad that was listed up to this day; ``address`` is the library's."""
        for ad in self._books(day):
            creative = ad.creative
            stopped = ad.stopped(day)
            yield {
                "day": day,
                "competitor": creative.company,
                "kind": "ad",
                "id": ad.id,
                "url": address,
                "advertiser": _advertiser(creative),
                "headline": creative.title,
                "text": creative.text(day).replace("\n\n", "\n"),
                "description": creative.description,
                "display_url": self._caption(creative),
                "landing_url": None,
                "networks": creative.networks.split(),
                "languages": creative.languages.split(),
                "started": ad.started.isoformat(),
                "stopped": stopped.isoformat() if stopped else None,
                "listed": ad.listed(day),
            }

    def differences(self, day: int, address: str) -> Iterator[Fact]:
        """Yield what is really different from the day before; nothing on day 1.

        ``field`` is null for an ad that is listed for the first time (``old`` null), or not any more (``new`` null).
        """
        if day == 1:
            return
        before = {fact["id"]: fact for fact in self.facts(day - 1, address)}
        for fact in self.facts(day, address):
            old, name = before.get(fact["id"]), fact["headline"] or fact["text"]
            found: list[tuple[str | None, object, object]] = []
            if old is None:
                found = [(None, None, name)]
            elif old["listed"] and not fact["listed"]:
                found = [(None, name, None)]
            elif fact["listed"]:
                found = [(f, old[f], fact[f]) for f in ("text", "stopped") if old[f] != fact[f]]
            told = {key: fact[key] for key in ("day", "competitor", "kind", "id", "url")}
            yield from (told | {"field": field, "old": was, "new": now} for field, was, now in found)

    def _newest_first(self, day: int) -> list[_Listed]:
        return sorted(self._books(day), key=lambda ad: (ad.started, ad.number), reverse=True)

    def _books(self, day: int) -> list[_Listed]:
        """Return every ad listed up to this day, in the order in which they were made."""
        arrivals = [ad for new in range(_LAST_SCRIPTED_DAY + 1, day + 1) for ad in self._arrivals(new)]
        creatives = [self._with_end(number, creative) for number, creative in enumerate((*SCRIPTED, *arrivals), 1)]
        books = [
            _Listed(number=number, id=self._number(f"ad/{number}", 15), creative=creative)
            for number, creative in enumerate(creatives, 1)
        ]
        return [ad for ad in books if ad.known(day)]

    def _arrivals(self, day: int) -> list[Creative]:
        """Return what begins on a day after the scripted ones: one in four brings an older ad in other words."""
        random = Random(f"{self._seed}/ads/{day}")
        if random.random() > 0.25:
            return []
        old = random.choice([creative for creative in SCRIPTED if creative.title])
        title = f"{old.title} ({start_of(day):%d.%m.})"
        return [replace(old, title=title, since=day, age=0, stops=None, vanishes=None, edited=None)]

    def _with_end(self, number: int, creative: Creative) -> Creative:
        """Let an ad end one day for which no end is scripted: some with a last day, some without a word."""
        if creative.stops is not None or creative.vanishes is not None:
            return creative
        random = Random(f"{self._seed}/ads/end/{number}")
        end = max(creative.since, _LAST_SCRIPTED_DAY) + random.randint(5, 60)
        return replace(creative, stops=end) if random.random() < 0.6 else replace(creative, vanishes=end)

    def _paging(self, query: str, reached: int, total: int) -> dict[str, object]:
        cursor = base64.b64encode(f"ad_archive_cursor:{reached:06}".encode()).decode().rstrip("=")
        paging: dict[str, object] = {"cursors": {"after": cursor}}
        if reached < total:
            own = urlsplit(self._addresses.get("ads", library_address("http://ads.example")))
            kept = [(name, value) for name, value in parse_qsl(query) if name != "after"]
            paging["next"] = f"{own.scheme}://{own.netloc}{PATH}?{urlencode([*kept, ('after', cursor)])}"
        return paging

    def _as_json(self, ad: _Listed, day: int, token: str) -> dict[str, object]:
        creative, stopped = ad.creative, ad.stopped(day)
        name = _advertiser(creative)
        countries = creative.countries.split()
        reach = self._reach(ad, day)
        shown: dict[str, object] = {
            "id": ad.id,
            "ad_creation_time": (ad.started - timedelta(days=1)).isoformat(),
            "ad_delivery_start_time": ad.started.isoformat(),
            "ad_delivery_stop_time": stopped.isoformat() if stopped else None,
            "ad_creative_bodies": [creative.text(day)],
            "ad_creative_link_titles": [creative.title] if creative.title else None,
            "ad_creative_link_descriptions": [creative.description],
            "ad_creative_link_captions": [self._caption(creative)],
            "ad_snapshot_url": f"https://www.facebook.com/ads/archive/render_ad/?id={ad.id}&access_token={token}",
            "page_id": self._number(f"page/{name}", 14),
            "page_name": name,
            "publisher_platforms": creative.networks.split(),
            "languages": creative.languages.split(),
            "eu_total_reach": sum(reach.values()),
            "target_ages": ["18", "65+"],
            "target_gender": "All",
            "target_locations": [
                {"name": country, "num_obfuscated": 0, "type": "countries", "excluded": False} for country in countries
            ],
            "beneficiary_payers": [{"payer": name, "beneficiary": name, "current": True}],
            "age_country_gender_reach_breakdown": [
                {"country": code, "age_gender_breakdowns": _breakdown(count)} for code, count in reach.items()
            ],
        }
        return {key: value for key, value in shown.items() if value is not None}

    def _reach(self, ad: _Listed, day: int) -> dict[str, int]:
        """Return country → how many people the ad has reached there; it grows while the ad runs."""
        random = Random(f"{self._seed}/ads/reach/{ad.number}")
        return {
            _COUNTRIES[country]: random.randint(20, 400) + random.randint(12, 240) * ad.days_run(day)
            for country in ad.creative.countries.split()
        }

    def _caption(self, creative: Creative) -> str:
        """Return the domain that the ad shows."""
        if creative.company is None:
            return "nordkit-kitchens.example"
        origin = self._addresses.get(creative.company, f"http://{creative.company}.example")
        return urlsplit(origin).netloc

    def _number(self, what: str, length: int) -> str:
        digits = int(hashlib.sha256(f"{self._seed}/{what}".encode()).hexdigest(), 16)
        return str(digits % (9 * 10 ** (length - 1)) + 10 ** (length - 1))


def _advertiser(creative: Creative) -> str:
    return ADVERTISERS[creative.company] if creative.company else STRANGER


def _breakdown(count: int) -> list[Fact]:
    """Split a count among ages and genders; what is left over is of the first age and unknown gender."""
    share = count // (len(_AGES) * 2)
    rest = count - share * len(_AGES) * 2
    return [
        {"age_range": age, "male": share, "female": share, "unknown": rest if age == _AGES[0] else 0} for age in _AGES
    ]


def _position(cursor: str) -> int | None:
    """Return how many ads stand before the page of a cursor; None: it is none of ours."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), validate=True).decode()
        position = int(text.removeprefix("ad_archive_cursor:"))
    except ValueError:
        return None
    return position if position >= 0 else None


def _error(status: int, message: str, *, code: int) -> Answer:
    trace = hashlib.sha256(message.encode()).hexdigest()[:11]
    return _json(
        status, {"error": {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": f"A{trace}"}}
    )


def _json(status: int, body: object) -> Answer:
    """Return an answer as PHP writes JSON: everything escaped to ASCII, slashes too."""
    text = json.dumps(body, separators=(",", ":")).replace("/", "\\/")
    return Answer(status=status, content_type="application/json; charset=UTF-8", body=text.encode())
