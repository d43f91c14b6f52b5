"""A feed, ``https://blog.example/rss``: RSS 0.9–2.0 or Atom; a target of its own, or part of a site."""

from crawler.errors import ReadError
from crawler.page import Page
from crawler.reading.feed import read_feed
from crawler.records.reading import Reading


def read(page: Page) -> Reading:
    """Read the feed; that there is none at its address is an error, not an empty feed."""
    if page.form != "feed":
        raise ReadError("no_feed", f"{page.url} is {page.form}, not RSS or Atom")
    return read_feed(page)
