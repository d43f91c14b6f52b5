"""WordPress' REST API, ``/wp-json/wp/v2/posts``: title, address and day of each post; its text is on its own page."""

from collections.abc import Iterator

from crawler.parsing.json_text import Json
from crawler.parsing.time import parse_time
from crawler.reading.schema import Thing, text
from crawler.records.article import Article
from crawler.records.kinds import Record

KINDS: tuple[str, ...] = ("article",)


def items(value: Json) -> list[Json] | None:
    """Return the posts; an error is an object with a code."""
    return value if isinstance(value, list) else None


def path(item: Thing) -> str | None:
    """Return the post's link."""
    link = item.get("link")
    return link if isinstance(link, str) and "title" in item else None


def pages(value: Json) -> int | None:  # noqa: ARG001 (the signature of all platforms)
    """Return None: a header says it."""
    return None


def records(item: Thing, url: str) -> Iterator[Record]:
    """Yield the post as an article; ``date`` without ``_gmt`` has no time zone."""
    title, written = item.get("title"), text(item.get("date_gmt"), 30)
    yield Article(
        url=url,
        title=text(title.get("rendered") if isinstance(title, dict) else title),
        published=parse_time(f"{written}Z") if written else None,
        published_text=written,
    )
