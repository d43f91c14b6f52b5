"""Scripts and attributes of a page → the JSON-like values in them that may speak of its own product.

Shops and frameworks put their data into pages in four places, all found in the text of the page, without its tree:
``<script type="application/json">`` (Next.js ``__NEXT_DATA__``, Nuxt 3 ``__NUXT_DATA__``, Angular ``ng-state``, Shopify
``ProductJson``, Wix ``wix-warmup-data``; Magento ``text/x-magento-init``), values given to names or handed to functions
in other scripts (``window.__INITIAL_STATE__ = {…}``, ``dataLayer.push({…})``, ``new JCCatalogElement({…})``),
attributes that hold JSON (WooCommerce ``data-product_variations``, Inertia ``data-page``, InSales
``data-product-json``), and JSON that a rendered page fetched (``data-fetched-from``, written by our own renderer).

A script is parsed only when it speaks of a price and holds a word of the page's heading or the last step of its
address: this decides by what the page is about, never by a value, so that the same scripts are read on every visit.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import orjson

from crawler.page import Page
from crawler.parsing.js_text import Budget, parse_call, parse_js
from crawler.parsing.json_text import Json

MAX_CHARACTERS = 2_000_000
"""Of scripts and attributes of a page that are parsed, together."""
_MAX_LITERAL = 600_000
_MAX_STARTS = 150
_MAX_PLACES = 600
_MAX_FETCHED = 500_000
_NAMELESS = "BCData"
"""BigCommerce's data of the page's product, which say no name."""
_NAMELESS_ATTRIBUTES = ("data-product_variations", "data-variants")
"""WooCommerce's and Squarespace's variants of the page's product, which say no name."""
_FLIGHT = "__next_f.push"
_TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]+)""", re.I)
_ID = re.compile(r"""\bid\s*=\s*["']?([^"'\s>]+)""", re.I)
_START = re.compile(r"[=(]\s*+(?=[{\[]|function\s*\(|JSON\.parse\()")
_TARGET = re.compile(r"[\w$.\[\]\"']{1,60}\s*+$")
_CALLED = re.compile(r"function\s*\(")
_ATTRIBUTE = re.compile(r"([\w:.-]{1,60})\s*=\s*[\"']$")
_OPENED = re.compile(r"""\{(&quot;|")""")
_FIRST = re.compile(r"[{\[](?!CDATA)")
_WORD = re.compile(r"[^\W\d_]{4,}|\w{3,}")
_ENTITIES = (
    ("&quot;", '"'),
    ("&#34;", '"'),
    ("&#039;", "'"),
    ("&#39;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
)
_ANGULAR = (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&"))


@dataclass(frozen=True, kw_only=True)
class Found:
    """One value and where it stood."""

    place: str
    """Id of the script, name of the attribute, or what the value was given to: ``dataLayer.push``."""
    value: Json


def find_values(page: Page, heading: str | None) -> Iterator[Found]:
    """Yield the values of a page that may hold its product, in page order."""
    html, budget = page.html, Budget()
    if "rice" not in html:
        return
    signs, left, done = _signs(page, heading), MAX_CHARACTERS, 0
    before: tuple[int, int] | None = None  # a piece of a stream may begin in the piece before, and end in the next
    is_next_wanted = False
    for attributes, start, end in _scripts(html):
        yield from _in_attributes(html, done, start, signs)
        done = end
        is_piece = html.find(_FLIGHT, start, min(start + 60, end)) >= 0
        is_wanted = (
            end - start >= 30
            and html.find("rice", start, end) >= 0
            and (
                "data-fetched-from" in attributes or "magento-init" in attributes or _is_about(html, start, end, signs)
            )
        )
        if not is_wanted and not (is_piece and is_next_wanted):
            before, is_next_wanted = (start, end) if is_piece else None, False
            continue
        spans = [before, (start, end)] if is_piece and before else [(start, end)]
        before, is_next_wanted = None, is_piece and is_wanted
        for span in spans:
            left -= span[1] - span[0] if span else 0
            if left < 0:
                return
            if "data-fetched-from" in attributes and end - start > _MAX_FETCHED:
                continue
            yield from _in_script(html[span[0] : span[1]], attributes, budget) if span else ()
    yield from _in_attributes(html, done, len(html), signs)


def _scripts(html: str) -> Iterator[tuple[str, int, int]]:
    """Yield attributes, start and end of each script with content that is not JSON-LD."""
    at = 0
    for _ in range(2000):
        at = html.find("<script", at)
        opened = html.find(">", at) if at >= 0 else -1
        if opened < 0:
            return
        closed = html.find("</script", opened)
        end = closed if closed >= 0 else len(html)
        attributes = html[at + 7 : min(opened, at + 1000)]
        if end > opened + 1 and "ld+json" not in attributes:
            yield attributes, opened + 1, end
        at = end


def _is_about(html: str, start: int, end: int, signs: tuple[str, ...]) -> bool:
    """Tell whether a piece of the page holds a sign of its product, or begins as data without a name do."""
    return html.find(_NAMELESS, start, min(start + 300, end)) >= 0 or any(
        html.find(sign, start, end) >= 0 for sign in signs
    )


def _signs(page: Page, heading: str | None) -> tuple[str, ...]:
    """Return what a state of this page's product must hold one of: its heading's longest words, without their first
    letter when that is all that may be large, or the last step of its address."""
    words = sorted(_WORD.findall((heading or "")[:200]), key=len, reverse=True)[:2]
    spelled = {
        form for word in words for form in {word if word[1:] != word[1:].lower() else "", word[1:].lower()} if form
    }
    spelled |= {word.capitalize()[1:] for word in words}
    spelled |= {json.dumps(form)[1:-1] for form in spelled if not form.isascii()}
    steps = [step for step in urlsplit(page.url).path.split("/") if step]
    slug = unquote(steps[-1]).rpartition(".")[0] or unquote(steps[-1]) if steps else ""
    return (*sorted(spelled, key=len), *((slug,) if len(slug) > 3 else ()))


def _in_script(text: str, attributes: str, budget: Budget) -> Iterator[Found]:
    """Yield the values of one script."""
    kind = _TYPE.search(attributes)
    name = kind[1].lower() if kind else ""
    if "json" in name or "magento-init" in name:
        found = _ID.search(attributes)
        if text.lstrip().startswith("{&q;"):  # Angular up to 15 writes its transfer state so
            text = _replaced(text, _ANGULAR)
        place = found[1] if found else "data-fetched-from" if "data-fetched-from" in attributes else attributes.strip()
        if value := _json(text, budget):
            yield Found(place=place, value=value)
    elif not name or "javascript" in name or "ecmascript" in name or name in ("module", "text/partytown"):
        yield from _in_code(text, budget)


def _json(text: str, budget: Budget) -> Json:
    """Return the value that a text is, or wraps in a comment or CDATA section; None when it is none."""
    try:
        value: Json = orjson.loads(text)
        return value
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        first = _FIRST.search(text[:200])
        parsed = parse_js(text, first.start(), budget=budget) if first else None
        return parsed[0] if parsed else None


def _in_code(text: str, budget: Budget) -> Iterator[Found]:
    """Yield what a script gives to names or hands to functions: literals up to the last price in it."""
    last = len(text) if _FLIGHT in text[:60] else max(text.rfind("rice"), text.rfind("RICE"))
    at = 0
    for _ in range(_MAX_STARTS):
        start = _START.search(text, at)
        if not start or start.end() > last:
            return
        begin = at = start.end()
        if last - begin > MAX_CHARACTERS:
            continue
        parsed: tuple[Json, int] | None
        if _CALLED.match(text, begin):
            parsed = (parse_call(text, begin, budget), begin)
        else:
            parsed = parse_js(text, begin, budget=budget)
        if parsed and parsed[0]:
            target = _TARGET.search(text[max(0, start.start() - 60) : start.start()])
            yield Found(place=target.group().strip() if target else "", value=parsed[0])
            at = max(parsed[1], begin)


def _in_attributes(html: str, start: int, end: int, signs: tuple[str, ...]) -> Iterator[Found]:
    """Yield the values of attributes between two places that are written as JSON."""
    at = start
    for _ in range(_MAX_PLACES):
        opened = _OPENED.search(html, at, end)  # one pattern: to look for each spelling is twice as dear
        if not opened:
            return
        at, begin = opened.end(), opened.start()
        begin -= html[begin - 1] == "["
        before, quote = html[max(0, begin - 70) : begin].rstrip(), "'" if opened[1] == '"' else '"'
        named = _ATTRIBUTE.search(before) if before.endswith(quote) else None
        if not named:
            continue
        closed = html.find(quote, at, min(end, at + _MAX_LITERAL))
        if closed < 0:
            continue
        at = closed
        is_nameless = named[1] in _NAMELESS_ATTRIBUTES
        if html.find("rice", begin, closed) < 0 or not (is_nameless or _is_about(html, begin, closed, signs)):
            continue
        if value := _json(_replaced(html[begin:closed], _ENTITIES), Budget(0)):
            yield Found(place=named[1].lower(), value=value)


def _replaced(text: str, entities: tuple[tuple[str, str], ...]) -> str:
    for entity, sign in entities:
        text = text.replace(entity, sign)
    return text
