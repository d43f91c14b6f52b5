"""Product feeds that a shop makes for search engines → what they say of its offers.

Google Merchant (RSS 2.0 or Atom with ``g:`` elements, support.google.com/merchants) and Yandex Market
(``<yml_catalog>``, yandex.ru/support/marketplace). Each offer's ``url`` is the thing's own page, where better witnesses
stand. Variants that share a page are one offer, "from" the cheapest: see ``endpoint``.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlsplit

from crawler.page import Page
from crawler.parsing.address import parse_address
from crawler.parsing.availability import parse_availability, parse_condition
from crawler.parsing.currency import parse_currency
from crawler.parsing.identifier import parse_gtin
from crawler.parsing.line import parse_markup
from crawler.parsing.price import NO_HINTS, Price
from crawler.parsing.site import parse_site
from crawler.reading.feed_items import Item, attributes_of, cut_items
from crawler.reading.money import read_money, with_list_price, with_price
from crawler.reading.product_offer import parse_category
from crawler.records.offer import Offer
from crawler.records.reading import About, Reading, Word

_YANDEX = re.compile(rb"<yml_catalog[\s>]")
_GOOGLE = re.compile(rb"<(?:rss|feed)\s[^<>]{0,2000}base\.google\.com/ns/1\.0|<g:(?:price|id)>")
_CATEGORY = re.compile(r"<category(\s[^<>]{0,300})>([^<]{1,300})</")
_MAX_CATEGORIES = 5000
_GOOGLE_PRICE = re.compile(r"(?:([A-Z]{3}) ?)?(\d[\d.,\u00a0 ]{0,15}?) ?([A-Z]{3})?", re.I)
_FORMER = {"RUR": "RUB"}
"""Codes that Yandex Market keeps though ISO 4217 does not."""
_YANDEX_CONDITION = {"preowned": "UsedCondition", "used": "UsedCondition", "refurbished": "RefurbishedCondition"}
_VARIANT = re.compile(r"(?<=[?&])variant=\d{1,20}(?:&|$)")
"""How Shopify chooses a variant on the page of its product."""
_LONGEST_PRICE = 20
_LONGEST = 2000
"""Characters of an address."""

Told = tuple[str | None, Offer]
"""The group whose variants an item is one of, and its offer."""


def is_product_feed(page: Page) -> bool:
    """Tell whether a page is a feed of things for sale, by its root and names."""
    start = page.content[:20_000]
    return bool(_YANDEX.search(start, 0, 4000) or _GOOGLE.search(start))


@dataclass(frozen=True)
class ProductFeed:
    """One product feed."""

    page: Page

    @cached_property
    def offers(self) -> list[Offer]:
        """One offer for each page, in the feed's order; what is sold there used beside new, its own page tells."""
        told = list(self._yandex() if _YANDEX.search(self.page.content, 0, 4000) else self._google())
        groups: dict[str, set[str]] = {}
        for group, offer in told:
            if group:
                groups.setdefault(group, set()).add(offer.url)
        shared = {group: _shared_page(urls) for group, urls in groups.items()}
        found: dict[str, list[Offer]] = {}
        for group, offer in told:
            found.setdefault((shared[group] if group else None) or offer.url, []).append(offer)
        return [_joined(url, [row for row in same if not row.condition] or same[:1]) for url, same in found.items()]

    @property
    def named(self) -> tuple[str, ...]:
        """The addresses of the pages that it names."""
        return tuple(offer.url for offer in self.offers)

    def _google(self) -> Iterator[Told]:
        for item in cut_items(self.page.html, ("item", "entry")):
            if url := self._address(item.elements.get("link") or item.attributes_of("link").get("href")):
                condition = parse_condition(item.text("condition"))
                offer = Offer(
                    url=url,
                    name=item.text("title"),
                    brand=item.text("brand"),
                    sku=item.text("id"),
                    gtin=parse_gtin(item.text("gtin")),
                    mpn=item.text("mpn"),
                    category=parse_category(item.text("product_type") or ""),
                    condition=None if condition == "NewCondition" else condition,
                    availability=parse_availability(item.text("availability")),
                    availability_text=item.text("availability"),
                    available_from=_day(item.text("availability_date")),
                )
                yield item.text("item_group_id"), _google_priced(offer, item)

    def _yandex(self) -> Iterator[Told]:
        categories = dict(_categories(self.page.html))
        for item in cut_items(self.page.html, ("offer",)):
            url = self._address(item.elements.get("url"))
            condition = item.attributes_of("condition").get("type") or item.text("condition")
            if url and (not condition or condition in _YANDEX_CONDITION) and item.attributes.get("disabled") != "true":
                parts = (item.text(name) for name in ("typePrefix", "vendor", "model"))
                offer = Offer(
                    url=url,
                    name=item.text("name") or " ".join(part for part in parts if part) or None,
                    brand=item.text("vendor"),
                    sku=parse_markup(item.attributes.get("id"), 100),
                    gtin=parse_gtin(item.text("barcode")),
                    mpn=item.text("vendorCode"),
                    category=categories.get(item.text("categoryId") or "", ()),
                    condition=_YANDEX_CONDITION.get(condition or ""),
                    availability={"true": "InStock", "false": "OutOfStock"}.get(item.attributes.get("available", "")),
                )
                yield item.attributes.get("group_id"), _yandex_priced(offer, item)

    def _address(self, written: str | None) -> str | None:
        address = parse_address(html.unescape(written.strip()), self.page.url) if written else None
        if address is None or len(address) > _LONGEST or parse_site(address) != parse_site(self.page.url):
            return None
        return _VARIANT.sub("", address).rstrip("?&") if "variant=" in address else address


def read_product_feed(page: Page) -> Reading:
    """Return what a product feed names and says."""
    feed = ProductFeed(page)
    about = About(type="feed", looked_for=("offer",), series=page.url, named=feed.named)
    return Reading(about=about, words=tuple(Word(witness="feed", record=offer) for offer in feed.offers))


def _shared_page(urls: set[str]) -> str | None:
    """Return the page that the variants of a product share, when their addresses differ in the query only; else None.

    >>> _shared_page({"https://a.example/shoe?size=7&b=1", "https://a.example/shoe?size=8&b=1"})
    'https://a.example/shoe?b=1'
    >>> _shared_page({"https://a.example/index.php?id=7", "https://a.example/index.php?id=8"}) is None
    True
    """
    paths = {url.partition("?")[0] for url in urls}
    path = min(paths)
    if len(paths) > 1 or len(urls) == 1 or urlsplit(path).path == "/" or "." in path[-6:]:
        return None
    queries = [url.partition("?")[2].split("&") for url in sorted(urls)]
    common = set(queries[0]).intersection(*queries[1:])
    kept = [pair for pair in queries[0] if pair and pair in common]
    return path + ("?" + "&".join(kept) if kept else "")


def _categories(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the path of each category of a Yandex feed by its id."""
    end = max(text.find("</categories>"), 0)
    found: dict[str, tuple[str, str]] = {}
    for one in list(_CATEGORY.finditer(text, 0, end))[:_MAX_CATEGORIES]:
        attributes = attributes_of(one[1])
        if "id" in attributes and (name := parse_markup(one[2], 100)):
            found[attributes["id"]] = name, attributes.get("parentId", "")
    for number in found:
        path: list[str] = []
        at = number
        while at in found and len(path) < 10:
            name, at = found[at]
            path.insert(0, name)
        yield number, tuple(path)


def _google_priced(offer: Offer, item: Item) -> Offer:
    """Give the offer its price; whether a sale that holds for some days only holds today is not told here."""
    regular, sale = _google_price(item.text("price")), _google_price(item.text("sale_price"))
    paid = sale or regular
    if paid is None or (sale and sale != regular and "sale_price_effective_date" in item.elements):
        return offer
    return with_list_price(with_price(offer, paid), regular)


def _google_price(written: str | None) -> Price | None:
    """Return ``1499.00 RUB`` as a price."""
    found = _GOOGLE_PRICE.fullmatch(written) if written else None
    price = read_money(found[2].strip(), parse_currency(found[1] or found[3]), NO_HINTS) if found else None
    return price if price and price.amount is not None else None


def _yandex_priced(offer: Offer, item: Item) -> Offer:
    sign = (item.text("currencyId") or "").upper()
    currency = parse_currency(_FORMER.get(sign, sign))
    written = ((item.text(name) or "").replace(" ", "") for name in ("price", "oldprice"))
    price, before = (read_money(text, currency, NO_HINTS) if len(text) <= _LONGEST_PRICE else None for text in written)
    if price is None or price.amount is None:
        return offer
    kind = "from" if item.attributes_of("price").get("from") == "true" else None
    return with_list_price(with_price(offer, price, kind), before)


def _joined(url: str, rows: list[Offer]) -> Offer:
    """Return the items of one page as one offer."""
    if len(rows) == 1:
        return replace(rows[0], url=url)
    best = min((row for row in rows if row.price is not None), key=lambda row: row.price or 0, default=rows[0])
    differ = len({row.price for row in rows if row.price is not None}) > 1
    stock = best if best.availability == "InStock" else next((r for r in rows if r.availability == "InStock"), best)
    return replace(
        best,
        url=url,
        name=min((row.name for row in rows if row.name), key=lambda name: (len(name), name), default=None),
        sku=_one({row.sku for row in rows}),
        gtin=_one({row.gtin for row in rows}),
        mpn=_one({row.mpn for row in rows}),
        availability=stock.availability,
        availability_text=stock.availability_text,
        available_from=stock.available_from,
        price_type="from" if differ else best.price_type,
    )


def _one(values: set[str | None]) -> str | None:
    """Return what all variants share."""
    return next(iter(values)) if len(values) == 1 else None


def _day(written: str | None) -> str | None:
    return written[:10] if written and re.match(r"20\d\d-[01]\d-[0-3]\d(?!\d)", written) else None
