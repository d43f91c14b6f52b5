"""An HTTP answer → its outcome, its body, and the headers that matter."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime

import brotli  # type: ignore[import-untyped]

from crawler.batch import Ask, Limits, Outcome
from crawler.parsing.address import parse_address

ACCEPTED_ENCODINGS = "gzip, deflate, br"

_MATTERS = (
    "content-type", "content-language", "content-disposition", "etag", "last-modified", "link", "retry-after",
    "x-robots-tag", "location",
    "server", "via", "powered-by", "x-powered-by", "x-powered-cms", "x-generator", "x-served-by", "x-shopid",
    "x-wp-totalpages",
)  # fmt: skip
"""Those from ``server`` on tell what the site is made with, and how many pages a list has."""
_LONGEST_HEADER = 2000
_REFUSED = frozenset({401, 403, 407, 429, 451})
_MOVED = frozenset({301, 302, 303, 307, 308})

_LINKING = ("html", "xml", "text/plain", "gzip", "octet-stream")
"""Parts of the content types in which links are looked for."""

_CHALLENGE_BYTES = 60_000
_CHALLENGE_MARKS = (
    b"window._cf_chl_opt",  # Cloudflare managed challenge
    b'id="challenge-form"',  # Cloudflare, older
    b"ct.captcha-delivery.com",  # DataDome
    b"geo.captcha-delivery.com",
    b'id="px-captcha"',  # HUMAN (PerimeterX)
    b"_incapsula_resource?cwudnsai",  # Imperva; ordinary pages behind it load ?swjiylwa
    b"/_sec/cp_challenge/",  # Akamai
    b"awswafintegration.forcerefreshtoken",  # AWS WAF
    b"sucuri_cloudproxy_js",  # Sucuri
)
"""What only a page that asks for proof of being human holds; a CAPTCHA in a contact form is none."""
_CHALLENGE_TITLE = re.compile(
    rb"<title>\s*(?:just a moment\.\.\.|attention required! \| cloudflare|robot check|pardon our interruption|"
    rb"are you a (?:human|robot)\?|access to this page has been denied|human verification)\s*</title>"
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer, or why there was none."""

    outcome: Outcome
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    """Lower-case names; only those that matter."""
    body: bytes = b""
    is_whole: bool = True
    retry_after_s: float | None = None
    """How long the host asks us to stay away; None: it does not say."""
    error: str | None = None
    rendered: bool = False
    """Is the body what a browser showed?"""

    def header(self, name: str) -> str | None:
        """Return the header's value; None: it was not sent."""
        return dict(self.headers).get(name)


def read_answer(
    status: int,
    headers: Mapping[str, Sequence[str]],
    body: bytes,
    *,
    is_cut: bool,
    asked_conditionally: bool,
    most_bytes: int,
) -> Answer:
    """Return what an answer is worth; names of ``headers`` are in lower case, ``is_cut``: the body ended early."""
    kept = tuple((name, _value(name, headers[name])) for name in _MATTERS if headers.get(name))
    try:
        body, is_whole = decode(body, headers.get("content-encoding", ()), most_bytes)
    except OverflowError:
        return Answer(
            outcome="too_large", status=status, headers=kept, is_whole=False, error=f"over {most_bytes} bytes unpacked"
        )
    except ValueError as fault:
        return Answer(outcome="incomplete", status=status, headers=kept, is_whole=False, error=str(fault))
    is_whole = is_whole and not is_cut
    outcome, error = _outcome(status, body, is_whole, dict(kept), "cf-mitigated" in headers, asked_conditionally)
    return Answer(
        outcome=outcome,
        status=status,
        headers=kept,
        body=body,
        is_whole=is_whole,
        retry_after_s=parse_retry_after(_first(headers, "retry-after"), _first(headers, "date")),
        error=error,
    )


def _value(name: str, lines: Sequence[str]) -> str:
    """Return a header's value; Link is sent once for each link, and is a list (RFC 8288, 3)."""
    return (", ".join(lines) if name == "link" else lines[0])[:_LONGEST_HEADER]


def _first(headers: Mapping[str, Sequence[str]], name: str) -> str | None:
    return next(iter(headers.get(name, ())), None)


def check_redirect(ask: Ask, answer: Answer, limits: Limits) -> tuple[Answer, str | None]:
    """Return a redirect and where it leads; one that leads nowhere, in a circle or too far is an error, with None."""
    target = parse_address(answer.header("location") or "", ask.url)
    if target is None:
        fault = "redirects to what is no address"
    elif target == ask.url or target in ask.chain:
        fault = f"redirects in a circle, to {target}"
    elif len(ask.chain) >= limits.redirects:
        fault = f"over {limits.redirects} redirects, first {ask.chain[0]}"
    else:
        return answer, target
    return replace(answer, outcome="error", error=fault), None


def may_link(content_type: str | None) -> bool:
    """May a body of this type lead to other pages?"""
    return content_type is None or any(part in content_type.lower() for part in _LINKING)


def _outcome(
    status: int, body: bytes, is_whole: bool, headers: Mapping[str, str], is_mitigated: bool, asked_conditionally: bool
) -> tuple[Outcome, str | None]:
    if status in _REFUSED:
        return "blocked", f"answered {status}"
    if (200 <= status < 300 or status == 503) and (is_mitigated or is_challenge(body)):
        return "blocked", f"answered {status} with a page that asks for proof of being human"
    if status == 304:
        return ("not_modified", None) if asked_conditionally else ("error", "answered 304 to a plain request")
    if status in _MOVED:
        return ("moved", None) if "location" in headers else ("error", f"answered {status} without an address")
    if status in (404, 410):
        return "missing", None
    if status >= 500 or status in (408, 425):
        return "unavailable", f"answered {status}"
    if not 200 <= status < 300 or status == 206:
        return "error", f"answered {status}"
    if not is_whole:
        return "incomplete", "the body ended early"
    return ("ok", None) if body else ("incomplete", f"answered {status} without a body")


def is_challenge(body: bytes) -> bool:
    """Is the page one that asks for proof of being human? Only sure marks count."""
    if len(body) > _CHALLENGE_BYTES:
        return False
    lower = body.lower()
    return any(mark in lower for mark in _CHALLENGE_MARKS) or bool(_CHALLENGE_TITLE.search(lower, 0, 5000))


def decode(body: bytes, encodings: Sequence[str], most_bytes: int) -> tuple[bytes, bool]:
    """Undo the content encodings; return the body and whether it was whole.

    Raises OverflowError as soon as it unpacks to over ``most_bytes``, ValueError for what cannot be unpacked.
    """
    is_whole = True
    for encoding in reversed([part.strip().lower() for line in encodings for part in line.split(",")]):
        if encoding in ("", "identity") or not body:
            continue
        if encoding in ("gzip", "x-gzip", "deflate"):
            body, ended = _inflate(body, most_bytes)
        elif encoding == "br":
            body, ended = _unbrotli(body, most_bytes)
        else:
            raise ValueError(f"content encoding {encoding!r}, which was not asked for")
        is_whole = is_whole and ended
        if len(body) > most_bytes:
            raise OverflowError
    return body, is_whole


def _inflate(body: bytes, most_bytes: int) -> tuple[bytes, bool]:
    is_raw = body[:2] != b"\x1f\x8b" and body[:1] != b"\x78"  # raw deflate without a head, which some servers send
    unpacked = b""
    while True:
        unpacker = zlib.decompressobj(wbits=-15 if is_raw else 47)
        try:
            unpacked += unpacker.decompress(body, most_bytes + 1 - len(unpacked))
        except zlib.error as error:
            raise ValueError(f"body cannot be unpacked: {error}") from error
        body = unpacker.unused_data  # gzip may come in several members
        if not unpacker.eof or body[:2] != b"\x1f\x8b" or len(unpacked) > most_bytes:
            return unpacked, unpacker.eof


def _unbrotli(body: bytes, most_bytes: int) -> tuple[bytes, bool]:
    unpacker = brotli.Decompressor()
    pieces: list[bytes] = []
    size = 0
    try:
        piece = unpacker.process(body, output_buffer_limit=1 << 16)
        while piece and size <= most_bytes:
            pieces.append(piece)
            size += len(piece)
            piece = unpacker.process(b"", output_buffer_limit=1 << 16)
    except brotli.error as error:
        raise ValueError(f"body cannot be unpacked: {error}") from error
    return b"".join(pieces), unpacker.is_finished()


def parse_retry_after(text: str | None, date: str | None) -> float | None:
    """Read Retry-After, seconds or a date; None when there is none or it is neither.

    A date is compared with the answer's own ``Date``: the server's clock may differ from ours (RFC 9110 10.2.3).

    >>> parse_retry_after("120", None)
    120.0
    >>> parse_retry_after("Sun, 01 Mar 2026 06:00:30 GMT", "Sun, 01 Mar 2026 06:00:00 GMT")
    30.0
    >>> parse_retry_after("soon", None) is None
    True
    """
    if not text:
        return None
    if text.strip().isdecimal():
        return float(text.strip()[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - parsedate_to_datetime(date or "")).total_seconds())
    except (TypeError, ValueError):
        return None
