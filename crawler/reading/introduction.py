"""What a site says of itself on one page, its name and the feeds it offers: for whoever adds it to a configuration."""

import json
import re
from dataclasses import asdict, dataclass

from crawler.page import Page
from crawler.parsing.line import parse_line
from crawler.parsing.site import parse_site
from crawler.reading.schema import text, types

_COMPANY = frozenset(
    {"Organization", "Corporation", "LocalBusiness", "OnlineStore", "OnlineBusiness", "Store", "WebSite"}
)
_FEED = 'link[rel~="alternate"][href]'
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_OF_COMMENTS = re.compile(r"comment|kommentar|коммент", re.I)
_LONGEST_NAME = 80
_FEEDS = 3


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """What one page says of its site."""

    name: str | None = None
    """The company's or site's name; None: it says none."""
    name_from: str | None = None
    """What said so: og:site_name, JSON-LD, application-name or title."""
    feeds: tuple[str, ...] = ()
    """Addresses of feeds of posts, on the site itself; those of comments are left out."""


def introduce(page: Page) -> Introduction:
    """Return what an HTML page says of its site; nothing when it is none."""
    if page.form != "html":
        return Introduction()
    name, name_from = _name(page)
    return Introduction(name=name, name_from=name_from, feeds=_feeds(page))


def introduce_as_json(page: Page) -> str:
    """Return the introduction as a JSON object: what a reading process hands back."""
    return json.dumps(asdict(introduce(page)))


def _name(page: Page) -> tuple[str | None, str | None]:
    if said := parse_line(page.structured.first("og:site_name"), _LONGEST_NAME):
        return said, "og:site_name"
    for thing in page.structured.json_ld:
        if types(thing) & _COMPANY and (said := text(thing.get("name"), _LONGEST_NAME)):
            return said, "JSON-LD"
    if said := parse_line(page.structured.first("application-name", "apple-mobile-web-app-title"), _LONGEST_NAME):
        return said, "application-name"
    return _name_in_title(page)


def _name_in_title(page: Page) -> tuple[str | None, str | None]:
    """Return the part of the title that the site's domain resembles; else its shortest part."""
    title = page.tree.css_first("title")
    parts = [part for part in re.split(r"\s[|–—·:»-]\s", parse_line(title.text()) or "") if part] if title else []
    if not parts:
        return None, None
    label = re.sub(r"\W", "", (parse_site(page.url) or "").partition(".")[0]).casefold()
    like = [part for part in parts if len(label) > 3 and label in re.sub(r"\W", "", part).casefold()]
    return min(like or parts, key=len)[:_LONGEST_NAME], "title"


def _feeds(page: Page) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for link in page.tree.css(_FEED)[:50]:
        said = link.attributes
        address = page.address(said.get("href"))
        if (
            (said.get("type") or "").lower() in _FEED_TYPES
            and address
            and page.is_own(address)
            and not _OF_COMMENTS.search(f"{address} {said.get('title') or ''}")
        ):
            found[address] = None
    return tuple(found)[:_FEEDS]
