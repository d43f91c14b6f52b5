"""The JSON that a page fetched from its own site, written behind its document."""

import re
from collections.abc import Iterable
from html import escape

import orjson

from crawler.parsing.site import parse_site

_JSON = re.compile(r"(?:application|text)/(?:[\w.+-]*\+)?json\b", re.IGNORECASE)
_COUNTS = re.compile(
    r"(?:^|[/._-])(?:analytics|beacon|collect|csp-report|gtm|heartbeat|metrics|pageviews?|pixel|rum|sentry|telemetry|"
    r"track|tracker|tracking|vitals)(?:$|[/._-])",
    re.IGNORECASE,
)
"""Names, in the last two segments of a path, of what counts visitors."""
_LONGEST_ADDRESS = 2000


def may_tell(url: str, status: int, mime_type: str, page_url: str) -> bool:
    """May this answer to a script hold what the page shows: JSON of its own site, and no visitors' statistics?

    >>> may_tell("https://shop.example/api/products?page=2", 200, "application/json", "https://www.shop.example/")
    True
    >>> may_tell("https://shop.example/api/events/collect", 200, "application/json", "https://www.shop.example/")
    False
    """
    path = url.partition("?")[0].partition("#")[0].split("://")[-1].partition("/")[2]
    return (
        200 <= status < 300
        and _JSON.match(mime_type) is not None
        and len(url) <= _LONGEST_ADDRESS
        and parse_site(url) == parse_site(page_url)
        and not _COUNTS.search("/".join(path.split("/")[-2:]))
    )


def as_scripts(answers: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the answers, each with its address, as data blocks; what is no JSON is left out. One address may answer
    often: it is asked by POST for one thing after the other.

    >>> as_scripts([("https://shop.example/a?b&c", b'"</script>"'), ("https://shop.example/b", b"no")])
    b'\\n<script type="application/json" data-fetched-from="https://shop.example/a?b&amp;c">"\\\\u003c/script>"</script>'
    """
    return b"".join(
        b'\n<script type="application/json" data-fetched-from="%s">%s</script>'
        % (escape(url).encode(), body.replace(b"<", b"\\u003c"))
        for url, body in dict.fromkeys(answers)
        if _is_json(body)
    )


def _is_json(body: bytes) -> bool:
    """Is it JSON in UTF-8, no deeper than a reader can bear? (orjson stops at 1024 levels)."""
    try:
        orjson.loads(body)
    except ValueError:
        return False
    return True
