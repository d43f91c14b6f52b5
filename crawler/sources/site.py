"""A web site, ``https://shop.example/``: every page that its front page, listings, sitemaps and feeds lead to."""

from crawler.page import Page
from crawler.reading.site import read_page
from crawler.records.reading import Reading


def read(page: Page) -> Reading:
    """Read any page of the site."""
    return read_page(page)
