"""What a page may ask for, besides what the egress guard allows: pure."""

from crawler.parsing.site import parse_site

ASKED_TYPES = (
    "Document", "XHR", "Fetch", "EventSource", "Other",
    "Image", "Media", "Font", "Ping", "CSPViolationReport",
)  # fmt: skip
"""Types of the DevTools protocol's Network.ResourceType that are judged one by one; scripts and style sheets are not:
they are always asked by GET, and asking us costs more than they do."""

_NEVER = frozenset(
    "Image Media Font Ping CSPViolationReport".split()
)  # what nobody reads, and what only tells others that we were here
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

BLOCKED_ENDINGS = (
    "avif bmp gif ico jpeg jpg png svg webp woff woff2 ttf otf eot mp3 mp4 m4a m4v ogg oga ogv wav webm mov".split()
)
"""Endings of paths that the browser itself leaves out, without asking us."""


def refusal(kind: str, method: str, url: str, page_url: str) -> str | None:
    """Return why a page at ``page_url`` may not ask for this; None: it may. Documents are judged by the page itself.

    >>> refusal("XHR", "POST", "https://api.shop.example/products", "https://www.shop.example/")
    >>> refusal("XHR", "POST", "https://tracker.example/collect", "https://www.shop.example/")
    'POST to another site'
    >>> refusal("Image", "GET", "https://www.shop.example/logo", "https://www.shop.example/")
    'Image'
    """
    if not url.startswith(("http://", "https://")):
        return None  # data: and blob: stay within the browser
    if kind in _NEVER or (kind == "Other" and url.partition("?")[0].endswith(".ico")):
        return kind
    if method in _SAFE:
        return None
    if method != "POST" or kind not in ("XHR", "Fetch"):
        return f"{method} by {kind}"
    return None if parse_site(url) == parse_site(page_url) else "POST to another site"
