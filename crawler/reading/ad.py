"""One entry of a library of ads → Ad, by the key names that libraries use."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from crawler.parsing.address import SECRET, parse_address, without_parameters
from crawler.parsing.identifier import parse_text_id
from crawler.parsing.json_text import Json
from crawler.parsing.language import parse_language
from crawler.parsing.line import parse_line, parse_paragraphs
from crawler.parsing.time import parse_time
from crawler.records.ad import Ad

MAX_TEXT = 5000
"""Characters of an ad's body that are kept."""

_MAX_VALUES = 50
_MAX_DEPTH = 4
_WRAPPING = frozenset("ad details creative snapshot content adcreative data attributes".split())
"""Objects inside of an entry that only wrap the ad's own fields."""
_ID = "adarchiveid adlibraryid adid id creativeid".split()
_ADVERTISER = (
    "pagename advertisername advertiserbusinessname advertiserdisclosedname businessname brandname advertiser".split()
)
_HEADLINE = "adcreativelinktitles headline adtitle title linktitle".split()
_TEXT = "adcreativebodies body bodytext adtext primarytext message commentary text".split()
_DESCRIPTION = "adcreativelinkdescriptions linkdescription description".split()
_SHOWN = "adcreativelinkcaptions displayurl linkcaption caption".split()
_LANDING = (
    "landingurl landingpageurl landingpage externalurl destinationurl clickurl finalurl linkurl targeturl".split()
)
_NETWORKS = "publisherplatforms publisherplatform platforms networks network".split()
_STARTED = (
    "addeliverystarttime firstshowndate firstshown adstatisticsfirstimpressionat firstimpressionat startdate starttime "
    "started"
).split()
_STOPPED = "addeliverystoptime enddate stoptime stopped".split()
_LAST_SHOWN = "lastshowndate lastshown".split()
_COUNTRIES = (
    "targetlocations countries country countrycodes regions adstatisticsimpressionsdistributionbycountry".split()
)
_REACH = "eutotalreach totalreach reach".split()
_FORMAT = "adformattype adformat format mediatype type".split()
_PAGE = "adurl adpageurl permalink creativepageurl adsnapshoturl snapshoturl".split()
_OF_ADS = frozenset(
    (*_ID[:3], *_ADVERTISER, "adcreativebodies", "adtext", *_LANDING[:4], *_NETWORKS[:2], *_STARTED[:5], *_PAGE)
)
"""Keys that things other than ads hardly have."""
_ENDED = frozenset(("inactive", "ended", "stopped", "completed"))


def is_ad(entry: dict[str, Json]) -> bool:
    """Tell whether an entry has what ads have, and an id or words by which it is known again."""
    told = _flat(entry)
    known = (_ID, _TEXT, _HEADLINE)
    return bool(told.keys() & _OF_ADS) and bool(any(_line(told, names) for names in known) or _last_number(_page(told)))


def read_ad(entry: dict[str, Json], url: str) -> Ad:
    """Return one ad of the library at ``url``."""
    told = _flat(entry)
    text = "\n".join(
        dict.fromkeys(body for value in _values(told, _TEXT) if (body := parse_paragraphs(value, MAX_TEXT)))
    )
    text, headline = text[:MAX_TEXT], _line(told, _HEADLINE)
    page = _page(told)
    number = _line(told, _ID) or _last_number(page)
    if "adsnapshoturl" in told:  # Meta's carries the token of who asked
        page = f"https://www.facebook.com/ads/library/?id={number}" if number and number.isdigit() else None
    ended = _day(told, _STOPPED) or (
        _day(told, _LAST_SHOWN) if (_line(told, ["status"]) or "").lower() in _ENDED else None
    )
    return Ad(
        url=url,
        id=number or parse_text_id(text or None, headline),
        advertiser=_line(told, _ADVERTISER),
        networks=tuple(dict.fromkeys(value.lower() for value in _values(told, _NETWORKS))),
        format=_format(told),
        headline=headline,
        text=text or None,
        description=_line(told, _DESCRIPTION),
        display_url=_line(told, _SHOWN),
        landing_url=next((address for value in _values(told, _LANDING) if (address := _address(value))), None),
        started=_day(told, _STARTED),
        stopped=ended,
        languages=tuple(
            dict.fromkeys(code for value in _values(told, ["languages"]) if (code := parse_language(value)))
        ),
        countries=tuple(dict.fromkeys(value.rpartition(":")[2] for value in _values(told, _COUNTRIES))),
        reach=_reach(told),
        page=page,
    )


def _flat(entry: dict[str, Json], before: str = "", depth: int = 0) -> dict[str, Json]:
    """Return the entry's values by their keys' letters; those of an object inside have its key before theirs,
    unless it only wraps the ad."""
    found: dict[str, Json] = {}
    inner: list[tuple[str, dict[str, Json]]] = []
    for key, value in list(entry.items())[:200]:
        name = re.sub(r"[^a-z0-9]", "", str(key).lower())
        if isinstance(value, dict):
            inner.append(("" if name in _WRAPPING else name, value))
        if value not in (None, "", [], {}):
            found.setdefault(name if name.startswith(before) else before + name, value)
    if depth < _MAX_DEPTH:
        for name, value in inner:
            for key, one in _flat(value, name if name.startswith(before) else before + name, depth + 1).items():
                found.setdefault(key, one)
    return found


def _values(told: dict[str, Json], names: list[str]) -> list[str]:
    """Return the values under the first of these keys that has any, as lines; of objects their name or code."""
    for name in names:
        if values := list(_lines(told.get(name))):
            return values
    return []


def _lines(value: Json) -> Iterator[str]:
    for part in (value if isinstance(value, list) else [value])[:_MAX_VALUES]:
        if isinstance(part, dict):
            if part.get("excluded"):
                continue
            part = next(
                (part[key] for key in ("name", "text", "country", "code", "value", "url") if part.get(key)), None
            )
        if isinstance(part, (int, float)) and not isinstance(part, bool):
            part = str(part)
        if isinstance(part, str) and part.strip():
            yield part


def _line(told: dict[str, Json], names: list[str]) -> str | None:
    return next((line for value in _values(told, names) if (line := parse_line(value))), None)


def _page(told: dict[str, Json]) -> str | None:
    return next((address for value in _values(told, _PAGE) if (address := _address(value))), None)


def _address(text: str) -> str | None:
    address = parse_address(text[:2000])
    return without_parameters(address, SECRET) if address else None


def _last_number(address: str | None) -> str | None:
    found = re.search(r"[/=](\d{3,20})/?$", address or "")
    return found[1] if found else None


def _day(told: dict[str, Json], names: list[str]) -> str | None:
    """Return a day: written as a date, as the number 20260102, or as seconds or milliseconds since 1970."""
    text = _line(told, names)
    if text is None:
        return None
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return datetime.fromtimestamp(int(text[:10]), UTC).date().isoformat()
    found = parse_time(text)
    return found[:10] if found else None


def _reach(told: dict[str, Json]) -> int | None:
    """Return the reach when it is one number; a span such as 10K-100K is none."""
    text = _line(told, _REACH)
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 15 else None


def _format(told: dict[str, Json]) -> str | None:
    """Return what the library calls the ad's form, else that of the media it lists."""
    said = (_line(told, _FORMAT) or "").lower()
    for form in ("carousel", "video", "image", "text"):
        if form in said:
            return form
    return "video" if told.get("videos") else "image" if told.get("imageurls") or told.get("images") else None
