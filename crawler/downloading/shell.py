"""Body → how much a reader without a browser sees of it: one linear pass over the bytes, no tree."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

THIN_WORDS = 120
"""A page with fewer words than this, besides menus, and a place for scripts to fill is worth one trial in a browser."""
EMPTY_WORDS = 25
"""With fewer than this there is nothing to read: an empty shell, whatever other pages of its kind showed."""
BARE_WORDS = 8
"""So few are a shell even without a place to fill: "Loading …"."""

_LOOKED_AT_BYTES = 600_000
_SLICE_BYTES = 4000
_HIDDEN = re.compile(rb"<(!--|(?:script|style|noscript|template|svg|nav|header|footer|select|title|button)(?=[\s>]))")
_TAG = re.compile(rb"<[^<>]*>")
_WORD = re.compile(rb"[\w\x80-\xff]*[A-Za-z\x80-\xff]{2}[\w\x80-\xff]*")
_LINK = re.compile(rb"<a\s[^<>]{0,500}href", re.IGNORECASE)
_SCRIPT = re.compile(rb"<script(?=[\s>])(?![^<>]{0,300}(?:json|template|text/html))", re.IGNORECASE)
_PLACE = re.compile(
    rb"<(?:(div|main|section|article|ul|ol|tbody)\s[^<>]{0,300}\bid\s{0,9}=[^<>]{0,300}|([a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){1,5})"
    rb"(?:\s[^<>]{0,300})?)>\s{0,300}(?:<!--[^<>]{0,300}-->\s{0,300})?</(?:\1|\2)\s{0,9}>",
    re.IGNORECASE,
)
"""An element that stands empty, with an id or a name of its own, such as ``<div id="root"></div>``."""
_ASKS = re.compile(rb"<noscript(?=[\s>])(?:(?!</noscript).){0,2000}?java\s?script", re.IGNORECASE | re.DOTALL)
_TELLS = re.compile(
    rb"""["']@type["']\s{0,9}:\s{0,9}\[?\s{0,9}["'](?:Product|ProductGroup|Article|BlogPosting|NewsArticle)["']|"""
    rb"schema\.org/(?:Product|Article|BlogPosting|NewsArticle)[\"']"
)


@dataclass(frozen=True)
class Glance:
    """What one pass over a page's bytes shows."""

    words: int
    """Of the visible text, menus, headers and footers left out; no more than ``enough`` are counted."""
    links: int
    """Anchors outside menus, headers and footers."""
    scripts: bool
    """Does it run any script?"""
    tells: bool
    """Does it carry structured data of a product or an article?"""
    waits: bool = False
    """Has it an empty place that scripts are to fill, or does it ask for JavaScript?"""

    @property
    def is_thin(self) -> bool:
        """May a browser show more of it?"""
        return self._less_than(THIN_WORDS)

    @property
    def is_empty(self) -> bool:
        """Is there nothing to read but for a browser?"""
        return self._less_than(EMPTY_WORDS)

    def _less_than(self, words: int) -> bool:
        return self.scripts and not self.tells and (self.words < BARE_WORDS or (self.words < words and self.waits))

    def gains(self, rendered: "Glance") -> bool:
        """Did a browser show substantially more? Of an empty page, anything at all."""
        if self.is_empty:
            return rendered.words > self.words or rendered.links > self.links
        return rendered.words >= self.words + max(20, self.words // 2) or rendered.links >= self.links + 5


def glance(body: bytes, enough: int = THIN_WORDS) -> Glance:
    """Look at an HTML body; most pages have ``enough`` words in their first kilobytes, and are looked at no further.

    >>> glance(b'<div id="root"></div><script src="/app.js"></script>').is_empty
    True
    """
    body = body[:_LOOKED_AT_BYTES]
    words = links = 0
    for start, end in _slices(body):
        part = body[start:end]
        links += len(_LINK.findall(part))
        words += len(_WORD.findall(_TAG.sub(b" ", part)))
        if words >= enough:
            return Glance(words, links, scripts=True, tells=False)
    scripts = _SCRIPT.search(body) is not None
    return Glance(
        words,
        links,
        scripts=scripts,
        tells=scripts and _TELLS.search(body) is not None,
        waits=scripts and (_PLACE.search(body) or _ASKS.search(body)) is not None,
    )


def _slices(body: bytes) -> Iterator[tuple[int, int]]:
    """Yield what is shown in pieces that end with a tag: a page with enough words is not looked at to its end."""
    for start, end in _shown(body):
        while start < end:
            close = body.find(b">", start + _SLICE_BYTES, end)
            stop = end if close < 0 or start + _SLICE_BYTES >= end else close + 1
            yield start, stop
            start = stop


def _shown(body: bytes) -> Iterator[tuple[int, int]]:
    """Yield the stretches outside what is hidden or menu. One that never closes hides nothing."""
    lower = body.lower()
    start = at = 0
    unclosed: set[bytes] = set()
    while opening := _HIDDEN.search(lower, at):
        name = opening[1]
        close = -1 if name in unclosed else lower.find(b"-->" if name == b"!--" else b"</" + name, opening.end())
        at = opening.end()
        if close < 0:
            unclosed.add(name)
            continue
        yield start, opening.start()
        start = at = close
    yield start, len(lower)
