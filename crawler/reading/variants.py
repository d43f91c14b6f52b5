"""The offers of one page: which of them is which variant, and which the page's address names."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.page import Page
from crawler.parsing.identifier import letters_of
from crawler.reading.place import same_page
from crawler.reading.schema import Thing, text
from crawler.records.offer import Offer

VARIANT = ("color", "colour", "size", "material", "pattern")
"""Properties that tell variants apart."""
_NUMBERS = ("sku", "productID", "gtin13", "gtin", "mpn")
_NOT_TO_BE_HAD = frozenset(("OutOfStock", "SoldOut", "Discontinued"))
_MIN_PATH_ID = 4
_MAX_QUERY = 2000
_COUNTRY = re.compile(r"[A-Z]{2}")
_FRAGMENT = re.compile(r"[=&/#?!;,]")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One structured offer, with what tells which of the page's variants it is of."""

    offer: Offer
    """``variant`` holds what its options say (``Red, XL``)."""
    of: str | None = None
    """Article number of the product that it is a variant of; None: it is none, or has none."""
    link: str | None = None
    """Address that it calls its own, as written."""
    said: tuple[Thing, ...] = ()
    """The objects it was read from, its own first."""

    @cached_property
    def names(self) -> frozenset[str]:
        """Numbers and options that an address may name it by, letters and digits only."""
        values = (one.get(name) for one in self.said for name in (*_NUMBERS, *VARIANT))
        names = {letters_of(found) for value in values if (found := text(value, 100))}
        for address in (one.get("@id") for one in self.said):
            if isinstance(address, str):
                names |= {letters_of(part) for part in re.split(r"[/=#?&]", address[:2000])[-3:]}
        return frozenset(names - {""})


def told_apart(rows: list[Row], page: Page) -> list[Offer]:
    """Return the offers, each with what tells it from the others; those that nothing tells apart are joined. The one
    that the page's address names comes first, then those that can be had, as shops choose among them."""
    rows = _placed([row for row in rows if says_something(row.offer)] or rows)
    if len(rows) > 1:
        rows = _of_page(rows, page)
    if len(rows) > 1:
        links = {row.link for row in rows}
        rows = sorted(_named(rows), key=lambda row: (-_score(row, page, len(links) > 1), _is_gone(row.offer)))
    elif rows and (rows[0].offer.variant or rows[0].of):
        only = rows[0].offer
        rows = [replace(rows[0], offer=replace(only, variant=None, sku=rows[0].of or only.sku))]
    same: dict[tuple[object, ...], list[Offer]] = {}
    for row in rows:
        same.setdefault(tuple(getattr(row.offer, name) for name in Offer.KEY), []).append(row.offer)
    return [joined(group) for group in same.values()]


def _of_page(rows: list[Row], page: Page) -> list[Row]:
    """Leave out the variants that have a page of their own, where others have not."""
    here = [row for row in rows if (address := page.address(row.link)) is None or same_page(address, page)]
    return here or rows


def says_something(offer: Offer) -> bool:
    """Tell whether something is said of buying the thing: a bare description is no offer."""
    return offer.price is not None or bool(offer.price_candidates) or offer.availability is not None


def joined(rows: list[Offer]) -> Offer:
    """Return several offers of one key as one: the cheapest, "from" when their prices differ."""
    priced = [row for row in rows if row.price is not None]
    if not priced:
        return rows[0]
    best = min(priced, key=lambda row: row.price or 0)
    stock = next((row.availability for row in rows if row.availability == "InStock"), best.availability)
    if len(rows) == 1:
        return best
    differ = len({row.price for row in priced}) > 1
    if not differ:
        best = _completed(best, rows)
    return replace(best, availability=stock, price_type="from" if differ else best.price_type)


def _completed(best: Offer, rows: list[Offer]) -> Offer:
    """Return an offer with the identifiers that only another description of the same one gives."""
    found: dict[str, str] = {}
    for name in ("brand", "sku", "gtin", "mpn"):
        values = {value for row in rows if (value := getattr(row, name))}
        if getattr(best, name) is None and len(values) == 1:
            found[name] = values.pop()
    return replace(best, **found) if found else best  # type: ignore[arg-type]


def _named(rows: list[Row]) -> list[Row]:
    """Give each offer what tells it from the others: its article number, its options or its name. An article number
    that only says which variant it is makes place for that of the product."""
    skus, options, names = ({getattr(row.offer, name) for row in rows} for name in ("sku", "variant", "name"))
    if None not in skus and len(skus) > 1:
        own = {row.of for row in rows}
        of = own.pop() if len(own) == 1 else None
        if of in skus:
            of = None
        return [replace(row, offer=replace(row.offer, variant=row.offer.sku, sku=of or row.offer.sku)) for row in rows]
    if len(options) > 1:
        return rows
    is_named = len(names) == len(rows) and None not in names
    return [replace(row, offer=replace(row.offer, variant=row.offer.name if is_named else None)) for row in rows]


def _placed(rows: list[Row]) -> list[Row]:
    """Return the offers without their region when that is the same whole country for all."""
    regions = {row.offer.region for row in rows}
    place = regions.pop() if len(regions) == 1 else None
    if place is None or not _COUNTRY.fullmatch(place):
        return rows
    return [replace(row, offer=replace(row.offer, market=place, region=None)) for row in rows]


def _is_gone(offer: Offer) -> bool:
    return offer.availability in _NOT_TO_BE_HAD


def _score(row: Row, page: Page, by_link: bool) -> int:
    """Return how well the page's address names a variant; 0 is not at all."""
    score = 0
    for address in dict.fromkeys((page.url, page.final_url or page.url)):
        parts = urlsplit(address)
        said = {value for _, value in _query(parts.query)}
        said |= set(_FRAGMENT.split(unquote(parts.fragment[:500])))
        score = max(score, sum(letters_of(value) in row.names for value in said if value))
        if by_link and (own := page.address(row.link)) and own.partition("#")[0] == address.partition("#")[0]:
            score += 100
        last = letters_of(parts.path.rstrip("/").rpartition("/")[2][:300])
        score += any(len(name) >= _MIN_PATH_ID and name in last and not name.isalpha() for name in row.names)
    return score


def _query(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query) if 0 < len(query) < _MAX_QUERY else []
