"""A library of ads, ``https://graph.facebook.com/v24.0/ads_archive?search_terms=…`` or a saved answer of one.

Rests on the documentation of Meta's Ad Library API (``ads_archive``, Graph API errors and paging), of TikTok's
Commercial Content API and of LinkedIn's Ad Library API. Their pages for people may not be asked.
"""

from urllib.parse import urlsplit

import orjson

from crawler.errors import ReadError
from crawler.page import Page
from crawler.parsing.address import SECRET, parameter_name, parse_address, without_parameters
from crawler.parsing.json_text import Json
from crawler.reading.ad import is_ad, read_ad
from crawler.records.reading import About, Reading, Word

MAX_ADS = 5000
_LISTS = (("data",), ("data", "ads"), ("ads",), ("elements",), ("results",), ("items",), ("creatives",))
_CURSORS = frozenset(
    "after before cursor page offset start search_id page_token pagetoken next_token nexttoken __paging_token".split()
)
"""Query parameters that say which part of the list is asked for."""
_LIMITS = frozenset(("4", "17", "32", "613", "429", "rate_limit_exceeded"))
"""Graph API error codes 4, 17, 32 and 613; TikTok's name of it; HTTP's number."""


def read(page: Page) -> Reading:
    """Read one answer; any other shape is an error that says which key was missed, never a library without ads."""
    answer = _answer(page)
    series = without_parameters(page.url, SECRET | _CURSORS)
    ads = [read_ad(entry, series) for entry in _entries(answer)]
    next_pages = (without_parameters(link, SECRET) for link in links(page))
    about = About(type="feed", looked_for=("ad",), series=series, series_pages=tuple(next_pages))
    once = {ad.id: Word(witness="feed", record=ad) for ad in reversed(ads)}
    return Reading(about=about, words=tuple(reversed(once.values())))


def links(page: Page) -> tuple[str, ...]:
    """Return the next part of the list: asked as this one was, from the place that the answer names.

    It may carry a token when this page's own address did; it is only for asking, never for keeping.
    """
    try:
        answer = _answer(page)
    except ReadError:
        return ()
    paging = answer.get("paging") if isinstance(answer, dict) else None
    if not isinstance(paging, dict):
        return ()
    named = _next(paging)
    address = parse_address(named, page.final_url or page.url) if isinstance(named, str) else None
    if address is None or _origin(address) != _origin(page.url):
        return ()  # nobody is led away with our token
    pairs, own = address.partition("?")[2].split("&"), page.url.partition("?")[2].split("&")
    if place := [pair for pair in pairs if parameter_name(pair) in _CURSORS]:
        link, more = without_parameters(page.url, _CURSORS), place
    else:
        link, more = without_parameters(address, SECRET), [pair for pair in own if parameter_name(pair) in SECRET]
    if more:
        link += ("&" if "?" in link else "?") + "&".join(more)
    return (link,) if link != page.url else ()


def _origin(address: str) -> tuple[str, str]:
    return urlsplit(address)[:2]


def _next(paging: dict[str, Json]) -> Json:
    """Return the address of the next part: Meta's ``next``, LinkedIn's ``links``, or one made of its counts."""
    if paging.get("next"):
        return paging["next"]
    linked = paging.get("links")
    for link in linked if isinstance(linked, list) else ():
        if isinstance(link, dict) and link.get("rel") == "next":
            return link.get("href")
    start, count, total = (paging.get(name) for name in ("start", "count", "total"))
    if isinstance(start, int) and isinstance(count, int) and isinstance(total, int) and 0 < count < total - start:
        return f"?start={start + count}"
    return None


def _answer(page: Page) -> Json:
    if page.form == "html":
        raise ReadError("ad_library", f"no list of ads: {page.url.partition('?')[0]} answered with a page for people")
    try:
        answer: Json = orjson.loads(page.content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as fault:
        raise ReadError("ad_library", f"no list of ads: the answer is no JSON ({fault.msg})") from None
    return answer


def _entries(answer: Json) -> list[dict[str, Json]]:
    """Return the entries of the list of ads, each of which is one."""
    if isinstance(answer, dict) and (fault := _fault(answer.get("error"))):
        raise ReadError("ad_library", f"no list of ads under 'data'; there are keys {_keys(answer)}: {fault}")
    found = answer if isinstance(answer, list) else next(filter(_is_list, (_at(answer, path) for path in _LISTS)), None)
    if not isinstance(found, list):
        raise ReadError("ad_library", f"no list of ads under 'data'; there are keys {_keys(answer)}")
    if len(found) > MAX_ADS:
        raise ReadError("ad_library", f"{len(found)} ads in one answer; {MAX_ADS} are the most")
    for number, entry in enumerate(found, 1):
        if not isinstance(entry, dict) or not is_ad(entry):
            raise ReadError("ad_library", f"entry {number} of the list is no ad; there are keys {_keys(entry)}")
    return [entry for entry in found if isinstance(entry, dict)]


def _fault(error: Json) -> str | None:
    """Return what an error object says; TikTok's says ok when there is none."""
    if not isinstance(error, dict):
        return str(error)[:200] if error else None
    code = str(error.get("code", ""))
    if code.lower() in ("ok", "0"):
        return None
    kind = "rate limit" if code in _LIMITS else "error"
    return f"{kind}, code {code[:40] or 'none'}: {str(error.get('message', ''))[:200]}"


def _at(answer: Json, path: tuple[str, ...]) -> Json:
    for name in path:
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer


def _is_list(value: Json) -> bool:
    return isinstance(value, list)


def _keys(value: Json) -> str:
    if not isinstance(value, dict):
        return f"none, it is {type(value).__name__}"
    return ", ".join(sorted(str(key)[:40] for key in value)[:10]) or "none"
