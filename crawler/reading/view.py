"""One HTML page with what its readers share, each worked out once and only when asked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from crawler.page import Page
from crawler.parsing.currency import CODES, parse_currency
from crawler.parsing.language import decimal_sign, parse_country, parse_domain_country, parse_language
from crawler.parsing.price import Hints, is_certain
from crawler.reading.article import own_article, page_title
from crawler.reading.card import Card
from crawler.reading.cards import find_cards, in_picture_card
from crawler.reading.product import Products, split_products
from crawler.reading.schema import Thing, all_things, text, things
from crawler.reading.sight import Mark, Sight, look
from crawler.reading.visible import is_old, price_at

_CODE = re.compile(
    r"""(?:_?[Cc]ode|_?[Ii]so(?:_?[Cc]ode)?)?\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']([A-Z]{3})\\{0,3}["']"""
)
"""Behind "currency": ``"currencyCode": "USD"``, ``currency: 'USD'``, also in JSON within a string."""
_MAX_CODES = 300
_TAX = re.compile(rb"prices?\b[^<>.]{0,30}\b(in|ex)cl(?:ude|uding|usive|\.)?s?\b[^<>.]{0,20}\b(?:vat|tax(?:es)?|gst)\b")


@dataclass(frozen=True)
class View:
    """A page, and what several of its readers need to know of it."""

    page: Page

    @cached_property
    def things(self) -> list[tuple[str, Thing]]:
        """The page's top-level schema.org objects with their witness."""
        return all_things(self.page)

    @cached_property
    def sight(self) -> Sight:
        """What can be seen on the page."""
        return look(self.page)

    @cached_property
    def heading(self) -> str | None:
        """What the page calls its matter: its ``<h1>``, else the title in its meta tags."""
        return self.sight.heading.text if self.sight.heading else page_title(self.page)

    @cached_property
    def _language_tag(self) -> str | None:
        page, root = self.page, self.page.tree.css_first("html")
        declared = root.attributes.get("lang") if root else None
        return declared or page.headers.get("content-language") or page.structured.first("og:locale")

    @cached_property
    def language(self) -> str | None:
        """ISO 639-1, as the page, its header or its meta tags declare it."""
        return parse_language(self._language_tag)

    @cached_property
    def country(self) -> str | None:
        """ISO 3166: of the host's domain, else of the declared language."""
        return parse_domain_country(self.page.host) or parse_country(self._language_tag)

    @cached_property
    def currency(self) -> str | None:
        """The currency that the page declares: in its meta tags, else the only one of its structured offers, else the
        only one that its data for scripts name."""
        if meta := self.page.structured.first("product:price:currency", "og:price:currency"):
            return parse_currency(meta)
        codes = {code for _, thing in self.things for code in _currencies(thing)} or set(self._codes_in_data())
        return codes.pop() if len(codes) == 1 else None

    def _codes_in_data(self) -> Iterator[str]:
        """Yield the codes that the page's data for its own scripts name as a currency."""
        html = self.page.html
        at = html.find("urrency")
        for _ in range(_MAX_CODES):
            if at < 0:
                return
            found = _CODE.match(html, at + 7)
            if found and found[1] in CODES:
                yield found[1]
            at = html.find("urrency", at + 7)

    @cached_property
    def tax_included(self) -> bool | None:
        """Whether a sentence on the page says that its prices include VAT, or that they do not."""
        found = _TAX.search(self.page.content.lower())  # bytes: to lower letters beyond ASCII costs as much as a tree
        return found[1] == b"in" if found else None

    @cached_property
    def hints(self) -> Hints:
        """What settles unclear prices here: the certain ones of the page first, then its language and country."""
        shown = {sign for mark in self.sight.prices[:200] if (sign := is_certain(mark.text))}
        sign = shown.pop() if len(shown) == 1 else None
        return Hints(
            country=self.country, currency=self.currency, decimal_sign=sign or decimal_sign(self.language, self.country)
        )

    @cached_property
    def products(self) -> Products:
        """The structured products that the page is, and those that it lists."""
        return split_products(self.page, self.things, self.heading)

    @cached_property
    def articles(self) -> list[tuple[str, Thing]]:
        """The structured articles that the page is."""
        return own_article(self.page, self.things, self.heading)

    @cached_property
    def offer_cards(self) -> list[Card]:
        """Repeated blocks with a price."""
        paid = [mark for mark in self.sight.prices if is_old(self.sight, mark) or price_at(mark, self.hints)]
        return find_cards(self.page, self.sight, paid)

    @cached_property
    def article_cards(self) -> list[Card]:
        """Repeated blocks with a date."""
        return find_cards(self.page, self.sight, self.sight.dates)

    @cached_property
    def in_cards(self) -> frozenset[int]:
        """Elements of prices that belong to cards of other pages, by ``mem_id``."""
        return frozenset(mark.node.mem_id for card in self.offer_cards for mark in card.marks)

    @cached_property
    def card_blocks(self) -> frozenset[int]:
        """The cards of other pages, by ``mem_id``."""
        return frozenset(card.node.mem_id for card in self.offer_cards)

    @cached_property
    def own_prices(self) -> list[Mark]:
        """Prices that may be of the page's own product."""
        return [
            mark
            for mark in self.sight.prices
            if mark.node.mem_id not in self.in_cards
            and not self.sight.is_beside(mark.node)
            and not in_picture_card(self.page, mark.node, self.sight.heading)
        ]


def _currencies(thing: Thing) -> Iterator[str]:
    owners = (thing, *things(thing.get("mainEntity")), *things(thing.get("hasVariant")))
    for offer in (offer for owner in owners for offer in things(owner.get("offers"))):
        for one in (offer, *things(offer.get("priceSpecification")), *things(offer.get("offers"))):
            if code := parse_currency(text(one.get("priceCurrency"), 10)):
                yield code
