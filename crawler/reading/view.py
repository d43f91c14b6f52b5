"""One HTML page with what its readers share, each worked out once and only when asked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.currency import CODES, find_sign, may_be, parse_currency
from crawler.parsing.language import decimal_sign, parse_country, parse_domain_country, parse_language
from crawler.parsing.price import Hints, is_certain
from crawler.reading.article import own_article, page_title
from crawler.reading.card import Card
from crawler.reading.cards import Pictures, find_cards, find_pictures, in_picture_card
from crawler.reading.product import Products, split_products
from crawler.reading.schema import Thing, all_things, text, things
from crawler.reading.sight import Mark, Sight, look
from crawler.reading.visible import is_old, price_at

_CODE = re.compile(
    r"""(?:_?[Cc]ode|_?[Ii]so(?:_?[Cc]ode)?)?\\{0,3}["']?\s{0,3}[:=]\s{0,3}\\{0,3}["']([A-Z]{3})\\{0,3}["']"""
)
"""Behind "currency": ``"currencyCode": "USD"``, ``currency: 'USD'``, also in JSON within a string."""
_MAX_CODES = 300
_CHOICE = re.compile(r"""["'>(]\s{0,9}([A-Z]{3})\s{0,9}["'<)]""")
"""A code that is all of an attribute, an element or what stands in brackets: of a link, a button or an option."""
_MAX_CHOICE = 500_000
_BUYS = (
    'form[action*="cart"], form[action*="basket"], [name="quantity"], [name="qty"], [class*="add-to-cart" i], '
    '[class*="addtocart" i], [class*="add-to-ba" i], [class*="add_to_cart" i]'
)
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
            country=self.country,
            currency=self.currency or self._chosen_currency(),
            decimal_sign=sign or decimal_sign(self.language, self.country),
        )

    def _chosen_currency(self) -> str | None:
        """Return the only one of the currencies that the page offers to choose from that its prices' sign can be of:
        "$" where there are EUR, GBP and USD."""
        sign = next((sign for mark in self.sight.prices[:20] if (sign := find_sign(mark.text))), None)
        if sign is None or parse_currency(sign, self.country) is not None:
            return None
        offered = set(_CHOICE.findall(self.page.html[:_MAX_CHOICE])) & CODES
        fitting = {code for code in offered if may_be(sign, code)}
        return fitting.pop() if len(fitting) == 1 else None

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
    def pictures(self) -> Pictures:
        """Where the page has pictures that are links."""
        return find_pictures(self.page)

    @cached_property
    def in_cards(self) -> frozenset[int]:
        """Elements of prices that belong to cards of other pages, by ``mem_id``."""
        return frozenset(mark.node.mem_id for card in self.offer_cards for mark in card.marks)

    @cached_property
    def card_blocks(self) -> frozenset[int]:
        """The cards of other pages, by ``mem_id``."""
        return frozenset(card.node.mem_id for card in self.offer_cards)

    @cached_property
    def blocks(self) -> frozenset[int]:
        """The cards of things and of articles, by ``mem_id``."""
        return self.card_blocks | {card.node.mem_id for card in self.article_cards}

    @cached_property
    def places_to_buy(self) -> tuple[LexborNode, ...]:
        """Elements whose form, name or class says that they buy, whatever the language."""
        return tuple(self.page.tree.css(_BUYS))

    @cached_property
    def own_prices(self) -> list[Mark]:
        """Prices that may be of the page's own product."""
        sight, in_cards = self.sight, self.in_cards
        own = [mark for mark in sight.prices if mark.node.mem_id not in in_cards and not sight.is_beside(mark.node)]
        return [mark for mark in own if not in_picture_card(self.page, mark.node, sight.heading, self.pictures)]


def _currencies(thing: Thing) -> Iterator[str]:
    owners = (thing, *things(thing.get("mainEntity")), *things(thing.get("hasVariant")))
    for offer in (offer for owner in owners for offer in things(owner.get("offers"))):
        for one in (offer, *things(offer.get("priceSpecification")), *things(offer.get("offers"))):
            if code := parse_currency(text(one.get("priceCurrency"), 10)):
                yield code
