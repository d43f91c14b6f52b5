"""Reading: what one version of the readers found on one page."""

from dataclasses import dataclass

from crawler.records.kinds import Record

WITNESSES = ("text", "json-ld", "microdata", "opengraph", "state", "feed", "card")
"""Who on a page said something, best first for price, list price and availability; microdata: also RDFa; state: data
for scripts, such as JSON in the page or that the page fetched."""


@dataclass(frozen=True, kw_only=True)
class About:
    """The first line of a reading: what the page is, apart from its records."""

    type: str = "other"
    """product, price_list, listing, article, pricing, reviews, about, contact, careers, terms, feed, sitemap, home or
    other."""
    title: str | None = None
    """Title of the page; None: it has none."""
    canonical: str | None = None
    """Address that the page calls its own; None: it names none."""
    language: str | None = None
    """ISO 639-1, as declared or recognised."""
    country: str | None = None
    """ISO 3166, as the page or its address declares it."""
    currency: str | None = None
    """ISO 4217 declared for the whole page."""
    tax_included: bool | None = None
    """Whether the page says that prices include VAT."""
    looked_for: tuple[str, ...] = ()
    """Kinds, of ``kinds.TOLD``, that the readers would have yielded here, had they been there."""
    series: str | None = None
    """For listings, sitemaps and feeds: the address without its page number, which all pages of the series share."""
    series_pages: tuple[str, ...] = ()
    """Addresses of other pages of the series that this page links."""
    named: tuple[str, ...] = ()
    """Addresses of single things (products, articles) that this listing, sitemap or feed names, in page order."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """What one witness on the page said of one record. The record's own ``url`` tells whether this is its own page."""

    witness: str
    """One of ``WITNESSES``."""
    record: Record
    """Only what this witness itself said; all else is None."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A page read whole."""

    about: About
    """What the page is."""
    words: tuple[Word, ...] = ()
    """In page order; () is a page without records."""
