"""Any page of a site → its reading: what it is, then what each witness on it says."""

from collections.abc import Iterable, Iterator

from crawler.page import Page
from crawler.parsing.line import parse_line
from crawler.reading.article import read_article
from crawler.reading.document import DOCUMENTS
from crawler.reading.endpoint import answered, read_endpoint
from crawler.reading.feed import read_feed
from crawler.reading.findings import read_findings
from crawler.reading.listing import named, read_listing
from crawler.reading.offers import read_offers
from crawler.reading.opinions import read_opinions
from crawler.reading.page_type import LOOKED_FOR, type_of
from crawler.reading.plan import read_pricing
from crawler.reading.price_list import read_price_list
from crawler.reading.product_feed import is_product_feed, read_product_feed
from crawler.reading.series import read_series
from crawler.reading.sitemap import read_sitemap
from crawler.reading.view import View
from crawler.records.kinds import Record, key_of
from crawler.records.reading import About, Reading, Word


def read_page(page: Page) -> Reading:
    """Read a page of a site, whatever it is."""
    if answer := answered(page):
        return read_endpoint(answer)
    if page.form == "feed":
        return read_product_feed(page) if is_product_feed(page) else read_feed(page)
    if page.form == "sitemap":
        return read_sitemap(page)
    if page.form in DOCUMENTS:
        return read_price_list(page)
    if page.form != "html":
        return Reading(about=About())
    view = View(page)
    kind = type_of(view)
    return Reading(about=_about(view, kind), words=tuple(_one_each(_words(view, kind))))


def _words(view: View, kind: str) -> Iterator[tuple[str, Record]]:
    if kind == "product":
        yield from read_offers(view)
        yield from read_opinions(view, kind)
    elif kind == "reviews":
        yield from read_opinions(view, kind)
    elif kind == "article":
        yield from read_article(view.page, view.sight, view.articles, view.language)
    elif kind in ("listing", "home"):
        yield from read_listing(view)
    elif kind == "pricing":
        yield from read_pricing(view.page, view.hints)
    yield from (("text", finding) for finding in read_findings(view, LOOKED_FOR.get(kind, ())))


def _about(view: View, kind: str) -> About:
    page, tree = view.page, view.page.tree
    title, canonical = tree.css_first("title"), tree.css_first('link[rel="canonical"][href]')
    is_listing = kind in ("listing", "home")
    series, pages = read_series(page, learns=is_listing) if is_listing or kind == "reviews" else (None, ())
    return About(
        type=kind,
        title=parse_line(title.text()) if title else None,
        canonical=page.address(canonical.attributes.get("href")) if canonical else None,
        language=view.language,
        country=view.country,
        currency=view.currency,
        tax_included=view.tax_included,
        looked_for=LOOKED_FOR.get(kind, ()),
        series=series,
        series_pages=pages,
        named=named(view) if is_listing else (),
    )


def _one_each(words: Iterable[tuple[str, Record]]) -> Iterator[Word]:
    """Drop what a witness says again of the same record."""
    seen: set[tuple[object, ...]] = set()
    for witness, record in words:
        key = (witness, record.KIND, *key_of(record))
        if key not in seen:
            seen.add(key)
            yield Word(witness=witness, record=record)
