"""Are these offers of one product, and these products the same? By identifiers only; pure, and never unsure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crawler.fold.unit import Version
from crawler.records.offer import Offer
from crawler.records.product import Product

NOT_ORDERABLE = frozenset({"OutOfStock", "SoldOut", "Discontinued", "Reserved"})
"""schema.org's availabilities in which nothing can be ordered now."""

Token = tuple[str, ...]
"""An identifier that two offers or products may share, its kind first."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """A product of ours and one of theirs that are the same thing."""

    ours: str
    """``Product.id``."""
    theirs: str
    by: str
    """gtin, or brand and mpn."""


def products(offers: Sequence[Version]) -> list[Product]:
    """Return what a competitor sells or sold; offers of one page are variants, pages sharing an identifier one thing.

    ``offers`` are versions of one competitor, in any order; of each offer the newest version speaks.
    """
    newest: dict[object, Version] = {}
    for version in sorted(offers, key=lambda version: (version.last_seen, version.capture)):
        newest[version.key] = version
    born = _earliest(offers)
    pages: dict[str, list[Version]] = {}
    for version in newest.values():
        pages.setdefault(str(version.key[0]), []).append(version)
    things = [_product(group, born) for group in _join(pages)]
    return sorted(things, key=lambda product: product.id)


def match(ours: Iterable[Product], theirs: Iterable[Product]) -> list[Match]:
    """Return the pairs that share a GTIN, else brand and maker's number; none where several could be meant."""
    ours, theirs = list(ours), list(theirs)
    found: dict[tuple[str, str], str] = {}
    for by in ("gtin", "brand and mpn"):
        left, right = _by_token(ours, by), _by_token(theirs, by)
        for token in sorted(left.keys() & right.keys()):
            if len(left[token]) == len(right[token]) == 1:
                (mine,), (other,) = left[token], right[token]
                if not _conflict(mine, other):
                    found.setdefault((mine.id, other.id), by)
    mine_used, others_used = Counter(pair[0] for pair in found), Counter(pair[1] for pair in found)
    return [
        Match(ours=mine, theirs=other, by=by)
        for (mine, other), by in sorted(found.items())
        if mine_used[mine] == others_used[other] == 1
    ]


def _earliest(offers: Iterable[Version]) -> dict[str, str]:
    born: dict[str, str] = {}
    for version in offers:
        page = str(version.key[0])
        born[page] = min(born.get(page, version.first_seen), version.first_seen)
    return born


def _join(pages: dict[str, list[Version]]) -> Iterator[list[Version]]:
    """Yield the versions of each thing: pages connected by shared identifiers."""
    group = {page: page for page in pages}

    def root(page: str) -> str:
        while group[page] != page:
            group[page] = group[group[page]]
            page = group[page]
        return page

    first: dict[Token, str] = {}
    for page, versions in sorted(pages.items()):
        for token in {token for version in versions for token in _offer_tokens(version.record)}:
            other = first.setdefault(token, page)
            group[root(page)] = root(other)
    joined: dict[str, list[Version]] = {}
    for page, versions in sorted(pages.items()):
        joined.setdefault(root(page), []).extend(versions)
    return iter(joined.values())


def _offer_tokens(record: object) -> Iterator[Token]:
    if isinstance(record, Offer):
        if record.gtin is not None:
            yield "gtin", _gtin(record.gtin)
        elif record.sku is not None:
            yield "sku", record.sku
        elif record.brand is not None and record.mpn is not None:
            yield "mpn", record.brand.casefold(), record.mpn.casefold()


def _product(versions: list[Version], born: dict[str, str]) -> Product:
    last = max(versions, key=lambda version: (_is_orderable(version), version.last_seen, str(version.key)))
    page = min((born[str(version.key[0])], str(version.key[0])) for version in versions)
    offers = [version.record for version in versions if isinstance(version.record, Offer)]
    record = last.record
    assert isinstance(record, Offer)
    return Product(
        id=page[1],
        url=record.url,
        name=record.name,
        brand=record.brand,
        sku=_same(offer.sku for offer in offers),
        gtin=_same(offer.gtin for offer in offers),
        mpn=_same(offer.mpn for offer in offers),
        category=record.category,
        first_seen=page[0],
        last_seen=max(version.last_seen for version in versions),
        orderable=_is_orderable(last),
        capture=last.capture,
    )


def _is_orderable(version: Version) -> bool:
    """Is it still there, with a price or a word that it is in stock, and nothing that says it cannot be had?"""
    record = version.record
    return (
        version.ended is None
        and isinstance(record, Offer)
        and record.availability not in NOT_ORDERABLE
        and (record.price is not None or record.availability is not None)
    )


def _same(values: Iterable[str | None]) -> str | None:
    said = {value for value in values if value is not None}
    return said.pop() if len(said) == 1 else None


def _by_token(things: Iterable[Product], by: str) -> dict[Token, list[Product]]:
    found: dict[Token, list[Product]] = {}
    for thing in things:
        if by == "gtin" and thing.gtin is not None:
            found.setdefault((_gtin(thing.gtin),), []).append(thing)
        if by != "gtin" and thing.brand is not None and thing.mpn is not None:
            found.setdefault((thing.brand.casefold(), thing.mpn.casefold()), []).append(thing)
    return found


def _conflict(ours: Product, theirs: Product) -> bool:
    """Do they carry different GTINs, or the same brand and different maker's numbers?"""
    if ours.gtin is not None and theirs.gtin is not None and _gtin(ours.gtin) != _gtin(theirs.gtin):
        return True
    brands = {thing.brand.casefold() for thing in (ours, theirs) if thing.brand is not None}
    numbers = {thing.mpn.casefold() for thing in (ours, theirs) if thing.mpn is not None}
    return len(brands) == 1 and len(numbers) == 2


def _gtin(gtin: str) -> str:
    """Return a GTIN in its longest form: GTIN-13 is a GTIN-14 with a leading zero."""
    return gtin.zfill(14)
