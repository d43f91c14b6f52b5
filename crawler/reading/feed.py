"""RSS and Atom feeds → articles and their comment counts."""

import io
import re
from collections.abc import Iterator
from typing import Any

from crawler.page import Page
from crawler.parsing.count import parse_count
from crawler.parsing.language import parse_language
from crawler.parsing.line import parse_line, parse_markup
from crawler.parsing.time import parse_time
from crawler.records.article import Article
from crawler.records.popularity import Popularity
from crawler.records.reading import About, Reading, Word

MAX_ITEMS = 1000
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I)
_IN_BRACKETS = re.compile(r"\(([^()@]+)\)\s*$")
_COMMENT = re.compile(r"#(?:div-)?(?:comment|respond|reply)[\w-]{0,40}$", re.I)
"""Behind the address of a post: one comment on it, which is no post."""
_COMMENTS = ("slash_comments", "thr_total")


def read_feed(page: Page) -> Reading:
    """Return the articles that a feed names, in its order."""
    import feedparser  # a fifth of a second of start-up, for the first feed only

    # entities are declared in the DOCTYPE: without it there is nothing to expand
    content = io.BytesIO(_DOCTYPE.sub(b"", page.content, count=1))
    headers = {"content-type": page.headers.get("content-type", "application/xml")}
    parsed = feedparser.parse(content, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    language = parse_language(parsed.feed.get("language") or page.headers.get("content-language"))
    words: dict[str, list[Word]] = {}
    for entry in parsed.entries[:MAX_ITEMS]:
        link = entry.get("feedburner_origlink") or entry.get("link") or ""
        url = None if _COMMENT.search(link[-200:]) else page.address(link)
        if url and url not in words:
            words[url] = list(_words(url, entry))
    about = About(
        type="feed",
        title=parse_markup(parsed.feed.get("title")),
        language=language,
        looked_for=("article", "popularity"),
        series=page.url,
        named=tuple(words),
    )
    return Reading(about=about, words=tuple(word for some in words.values() for word in some))


def _words(url: str, entry: Any) -> Iterator[Word]:
    written = parse_line(entry.get("published") or entry.get("created") or entry.get("updated"), 100)
    article = Article(
        url=url,
        title=parse_markup(entry.get("title")),
        author=_author(entry),
        published=parse_time(written),
        published_text=written,
    )
    yield Word(witness="feed", record=article)
    if count := next((text for name in _COMMENTS if (text := parse_line(entry.get(name), 30))), None):
        yield Word(
            witness="feed", record=Popularity(url=url, measure="comments", value=parse_count(count), value_text=count)
        )


def _author(entry: Any) -> str | None:
    """Return the author's name; RSS also has ``mail@site.example (Name)``."""
    written = parse_markup(entry.get("author"))
    if written and "@" in written:
        named = _IN_BRACKETS.search(written)
        return named[1].strip() if named else None
    return written
