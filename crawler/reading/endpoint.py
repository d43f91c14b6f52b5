"""Answers of platform endpoints (JSON) → what the site itself says of all that it offers.

Each record's ``url`` is the thing's own page, where better witnesses stand; here all speak as "feed". A product is one
offer, also where it has variants: "from" the cheapest. Its own page may show one price, or tell the variants apart by
article number, by option or by name, and which of these cannot be seen from here; a price joined to the wrong variant
would be a false change, a "from" price fits whatever the page turns out to be.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import orjson

from crawler.errors import ReadError
from crawler.page import Page
from crawler.parsing.address import parse_address
from crawler.parsing.endpoint import PAGE_SIZE, Platform, endpoint_of, page_of, platform_of
from crawler.parsing.json_text import Json
from crawler.parsing.site import parse_site
from crawler.reading import endpoint_magento, endpoint_shopify, endpoint_woocommerce, endpoint_wordpress
from crawler.reading.schema import Thing
from crawler.reading.series import series_of
from crawler.records.kinds import Record
from crawler.records.reading import About, Reading, Word

MAX_ITEMS = 1000
_MAX_BYTES = 20_000_000


class _Reader(Protocol):
    """What each platform's module has."""

    KINDS: tuple[str, ...]
    """Of records that it yields."""

    def items(self, value: Json) -> list[Json] | None:
        """Return the items of an answer; None: it is none of this endpoint's."""

    def path(self, item: Thing) -> str | None:
        """Return the address of an item's own page, as the answer gives it or relative to the endpoint's."""

    def records(self, item: Thing, url: str) -> Iterator[Record]:
        """Yield what an item says."""

    def pages(self, value: Json) -> int | None:
        """Return how many pages there are; None: the answer does not say."""


_READERS: dict[Platform, _Reader] = {
    "shopify": endpoint_shopify,
    "woocommerce": endpoint_woocommerce,
    "wordpress": endpoint_wordpress,
    "magento": endpoint_magento,
}


@dataclass(frozen=True)
class Answered:
    """One answer of an endpoint."""

    page: Page
    platform: Platform

    @cached_property
    def items(self) -> dict[str, Thing] | None:
        """The items by the addresses of their own pages; None: this is no answer of the endpoint."""
        listed = self._reader.items(self._value)
        if listed is None:
            return None
        found = {url: one for one in listed[:MAX_ITEMS] if isinstance(one, dict) and (url := self._address(one))}
        return found if found or not listed else None

    @property
    def records(self) -> Iterator[Record]:
        """What all items say."""
        for url, item in (self.items or {}).items():
            yield from self._reader.records(item, url)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of records that this endpoint speaks of."""
        return self._reader.KINDS

    @cached_property
    def next_page(self) -> str | None:
        """The address of the next page: there is one behind a full page, unless the answer says how many there are."""
        endpoint = endpoint_of(self.page.url)
        if endpoint is None or not self.items:
            return None
        pages, told = self._reader.pages(self._value), self.page.headers.get("x-wp-totalpages", "")
        if told.isdecimal() and len(told) < 6:
            pages = int(told)
        is_full = len(self._reader.items(self._value) or ()) >= PAGE_SIZE[self.platform]
        return page_of(endpoint, endpoint.page + 1) if (endpoint.page < pages if pages else is_full) else None

    @property
    def _reader(self) -> _Reader:
        return _READERS[self.platform]

    @cached_property
    def _value(self) -> Json:
        return value_of(self.page.content)

    def _address(self, item: Thing) -> str | None:
        path = self._reader.path(item)
        address = parse_address(path, self.page.url) if path else None
        return address if address and parse_site(address) == parse_site(self.page.url) else None


def answered(page: Page) -> Answered | None:
    """Return a page as the answer of an endpoint; None: its address is that of none."""
    platform = platform_of(page.url)
    return Answered(page, platform) if platform else None


def read_endpoint(answer: Answered) -> Reading:
    """Return what an endpoint names and says.

    Raises ReadError for an answer of another shape: it names nothing, which is not to say that nothing is offered.
    """
    if answer.items is None:
        raise ReadError("no_endpoint", f"{answer.page.url} is no answer of {answer.platform}")
    about = About(
        type="feed",
        looked_for=answer.kinds,
        series=series(answer.page.url),
        series_pages=(answer.next_page,) if answer.next_page else (),
        named=tuple(answer.items),
    )
    return Reading(about=about, words=tuple(Word(witness="feed", record=record) for record in answer.records))


def series(address: str) -> str:
    """Return the address of an endpoint without its page."""
    endpoint = endpoint_of(address)
    return endpoint.series if endpoint else series_of(address)


def value_of(body: bytes) -> Json:
    """Return the JSON of a body, also behind a byte order mark or what PHP warns of; None: it has none."""
    body = body[:_MAX_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    start = min((at for mark in (b'[{"', b'{"') if (at := body.find(mark, 0, 20_000)) >= 0), default=0)
    for text in (body, body[start:]) if start and not body.startswith(b"<!") else (body,):
        try:
            value: Json = orjson.loads(text)
        except orjson.JSONDecodeError:
            continue
        return value
    return None
