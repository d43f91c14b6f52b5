"""JSON that a rendered page fetched itself → what it says of the page's own product, by general habits of field "
"names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from urllib.parse import unquote, urlsplit

from crawler.page import Page
from crawler.parsing.availability import parse_availability
from crawler.parsing.currency import parse_currency
from crawler.parsing.identifier import letters_of, parse_gtin
from crawler.parsing.json_text import Json, parse_json
from crawler.parsing.line import parse_line, parse_markup
from crawler.parsing.number import to_money
from crawler.parsing.price import PRICE, Hints, Price, parse_price
from crawler.reading.money import with_list_price, with_price
from crawler.reading.schema import resemble
from crawler.records.offer import Offer

Thing = dict[str, Json]

MAX_SCRIPTS = 20
MAX_CHARACTERS = 500_000
_MAX_OBJECTS = 20_000
_MAX_DEPTH = 12
_NAMES = "name title productname producttitle displayname label".split()
_PLACES = "url slug handle path href permalink canonicalurl producturl link".split()
_CODES = "sku article articlenumber productcode itemnumber code id productid".split()
_PRICES = (
    "saleprice specialprice finalprice currentprice discountedprice promoprice offerprice price amount value".split()
)
_LISTED = (
    "listprice regularprice oldprice originalprice compareatprice wasprice baseprice fullprice msrp rrp uvp "
    "recommendedretailprice pricebefore strikeprice"
).split()
_SHORT = ("", "current", "sale", "regular", "old", "original", "list")
"""Keys of amounts inside of a price object; "" is what is left of "cents"."""
_MINOR = re.compile(r"^(?:cent|minor)(?=amount|value|price)|(?:in)?(?:cents?|minor(?:units?)?|pennies|pence|kopecks)$")
_PLACES_OF_MINOR = "currencyminorunit fractiondigits minorunitdigits currencyexponent decimals".split()
_CURRENCIES = "currency currencycode pricecurrency currencyiso currencyisocode".split()
_BRANDS = "brand brandname manufacturer vendor maker".split()
_GTINS = "gtin gtin13 gtin14 gtin12 gtin8 ean ean13 barcode upc isbn".split()
_STOCK_YES = "instock isinstock available isavailable availableforsale ispurchasable orderable buyable".split()
_STOCK_NO = "soldout issoldout outofstock isoutofstock unavailable".split()
_STOCK_WORDS = "availability stockstatus availabilitystatus stockstate stock".split()
_STOCK_COUNTS = (
    "stock stockquantity quantityavailable availablequantity inventory inventoryquantity stocklevel qty".split()
)
_BACKORDER = "backorder backordersallowed allowbackorder isonbackorder".split()


@dataclass(frozen=True)
class _Found:
    """An object that may be the page's product, with those around it, the nearest last."""

    thing: Thing
    around: tuple[Thing, ...]


def read_state(page: Page, heading: str | None, hints: Hints) -> Offer | None:
    """Return what the page's fetched JSON says of its product; None when it says nothing, or it is not clear of "
    "which."""
    if "data-fetched-from" not in page.html:
        return None
    named = [one for value in _values(page) for one in _products(value) if _is_named(one.thing, heading)]
    here = [one for one in named if _is_here(one.thing, page)]
    same = [one for one in named if letters_of(_text(one.thing, _NAMES)) == letters_of(heading)]
    found = [one for one in here if one in same] or here or same
    return _agreed([offer for one in found[:50] if (offer := _offer(one, page.url, hints))])


def _agreed(offers: list[Offer]) -> Offer | None:
    """Return the fullest of several objects' offers when all name one price; without agreement on stock, none of it."""
    prices = {(offer.price, offer.currency) for offer in offers if offer.price is not None}
    if not offers or len(prices) > 1:
        return None
    fullest = max(offers, key=lambda offer: sum(getattr(offer, field.name) is not None for field in fields(Offer)))
    states = {offer.availability for offer in offers if offer.availability}
    return replace(fullest, availability=states.pop() if len(states) == 1 else None)


def _values(page: Page) -> Iterator[Json]:
    left = MAX_CHARACTERS
    for script in page.tree.css('script[type="application/json"][data-fetched-from]')[:MAX_SCRIPTS]:
        text = script.text()
        left -= len(text)
        if left < 0:
            return
        yield from parse_json(text)[:1]


def _products(value: Json) -> Iterator[_Found]:
    """Yield the objects that have a name, and a price or a word of stock."""
    waiting: list[tuple[Json, tuple[Thing, ...]]] = [(value, ())]
    for _ in range(_MAX_OBJECTS):
        if not waiting:
            return
        one, around = waiting.pop()
        if isinstance(one, dict):
            plain = _plain(one)
            if any(name in plain for name in _NAMES) and (_price(plain, around) or _stock(plain)):
                yield _Found(plain, around)
            inner, around = list(one.values()), (*around, plain)
        else:
            inner = one if isinstance(one, list) else []
        if len(around) <= _MAX_DEPTH:
            waiting += [(part, around) for part in reversed(inner[:_MAX_OBJECTS]) if isinstance(part, (dict, list))]


def _plain(thing: Thing) -> Thing:
    """Return an object by the letters of its keys: sale_price, salePrice and Sale-Price are one."""
    return {re.sub(r"[^a-z0-9]", "", key.lower()): value for key, value in list(thing.items())[:300]}


def _is_named(thing: Thing, heading: str | None) -> bool:
    return resemble(_text(thing, _NAMES), heading)


def _is_here(thing: Thing, page: Page) -> bool:
    """Tell whether an object gives this page's address, or a part of its path as its own."""
    steps = {letters_of(step) for step in re.split(r"[/=&?]", unquote(page.url.partition("://")[2].partition("/")[2]))}
    for name in (*_PLACES, *_CODES):
        if said := _text(thing, [name]):
            last = (
                letters_of(urlsplit(said).path.rstrip("/").rpartition("/")[2]) if name in _PLACES else letters_of(said)
            )
            if last and (
                last in steps or (name in _CODES and len(last) > 3 and any(step.endswith(last) for step in steps))
            ):
                return True
    return False


def _offer(found: _Found, url: str, hints: Hints) -> Offer | None:
    thing = found.thing
    currency = _currency(thing, found.around, hints)
    offer = Offer(
        url=url,
        name=_text(thing, _NAMES),
        brand=_text(thing, _BRANDS),
        sku=_text(thing, _CODES[:5]),
        gtin=next((gtin for name in _GTINS if (gtin := parse_gtin(_text(thing, [name])))), None),
        mpn=_text(thing, ["mpn", "manufacturerpartnumber"]),
        availability=_stock(thing),
    )
    prices = _price(thing, found.around)
    if prices is None:
        return offer if offer.availability else None
    price, listed, kind = prices
    paid, before = (
        Price(text=one, amount=to_money(one), currency=currency) if one else None for one in (price, listed)
    )
    return with_list_price(with_price(offer, paid, kind), before) if paid else offer


def _price(thing: Thing, around: tuple[Thing, ...]) -> tuple[str, str | None, str | None] | None:
    """Return price, list price and kind of price; those of variants when the thing itself has none."""
    amounts: dict[str, Decimal] = {}
    for name, value in thing.items():
        base = _MINOR.sub("", name)
        if base in _PRICES[:8] or base in _LISTED or name in ("price", "prices", "pricing", "priceinfo"):
            for key, amount in _amounts(name, value, (*around, thing)):
                amounts.setdefault(key, amount)
    paid = [amounts[name] for name in _PRICES if amounts.get(name)]
    listed = [amounts[name] for name in _LISTED if amounts.get(name)]
    if paid:
        lowest, highest = min(paid), max((*paid, *listed))
        return str(lowest), str(highest) if highest > lowest else None, None
    for name in ("variants", "skus", "offers", "options"):
        inner = thing.get(name)
        found = [
            _price(_plain(one), (*around, thing))
            for one in (inner[:200] if isinstance(inner, list) else ())
            if isinstance(one, dict)
        ]
        told = sorted({Decimal(one[0]) for one in found if one})
        if told:
            return str(told[0]), None, "from" if len(told) > 1 else None
    return None


def _amounts(name: str, value: Json, around: tuple[Thing, ...]) -> Iterator[tuple[str, Decimal]]:
    """Yield the amounts under a key, by what the key says of them; minor units only where the JSON says so."""
    if isinstance(value, dict):
        inner = _plain(value)
        for key, one in inner.items():
            base = _MINOR.sub("", key)
            if isinstance(one, dict) and (base in _PRICES or base in _LISTED):
                yield from _amounts(key, one, (*around, inner))
                continue
            is_price = base in _PRICES or base in _LISTED or base in _SHORT
            if is_price and (amount := _decimal(one)) is not None:
                yield _meant(base, _MINOR.sub("", name)), amount / _minor(key, (*around, inner), one)
    elif (amount := _decimal(value)) is not None:
        yield _MINOR.sub("", name), amount / _minor(name, around, value)


def _meant(base: str, outer: str) -> str:
    """Return what the amount inside of a price object is: ``price.amount`` is the price, ``price.old`` a list price."""
    if base in ("old", "regular", "original", "list"):
        return f"{base}price"
    if base in ("current", "sale"):
        return "saleprice"
    if base in ("amount", "value", "", "price"):
        return outer if outer in _PRICES or outer in _LISTED else "price"
    return base


def _minor(name: str, around: tuple[Thing, ...], value: Json) -> int:
    """Return how many minor units the JSON counts in one: 100 when the key says cents, or a power of ten that an object
    around says, for whole numbers only."""
    is_whole = isinstance(value, int) or (isinstance(value, str) and value.strip().isdigit())
    if not is_whole:
        return 1
    for thing in reversed(around[-3:]):
        for key in _PLACES_OF_MINOR:
            places = thing.get(key)
            if isinstance(places, int) and 0 <= places <= 4 and (key != "decimals" or "minor" in " ".join(thing)):
                return int(10**places)
    return 100 if _MINOR.search(name) else 1


def _decimal(value: Json) -> Decimal | None:
    """Return a number, or one written plainly, above zero; 0 is what shops write for "not known"."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    written = str(value).strip()
    if re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", written):
        return Decimal(written) or None
    price = parse_price(written) if len(written) <= 40 and PRICE.search(written) else None
    return (price.amount or None) if price else None


def _currency(thing: Thing, around: tuple[Thing, ...], hints: Hints) -> str | None:
    """Return the currency that is said nearest to the price."""
    inner = [_plain(value) for key, value in thing.items() if "price" in key and isinstance(value, dict)]
    for one in (*inner, thing, *reversed(around)):
        if (code := parse_currency(_text(one, _CURRENCIES), hints.country)) is not None:
            return code
    written = (value for key, value in thing.items() if "price" in key and isinstance(value, str))
    prices = (parse_price(value[:40], hints) for value in written)
    return next((price.currency for price in prices if price and price.currency), None)


def _stock(thing: Thing) -> str | None:
    """Return what an object says of stock; None when it says nothing, or two things."""
    said = {state for state in _states(thing) if state}
    return said.pop() if len(said) == 1 else None


def _states(thing: Thing) -> Iterator[str | None]:
    for names, yes, no in ((_STOCK_YES, "InStock", "OutOfStock"), (_STOCK_NO, "OutOfStock", "InStock")):
        for name in names:
            if isinstance(value := thing.get(name), bool):
                yield yes if value else no
    for name in _STOCK_WORDS:
        value = thing.get(name)
        if isinstance(value, dict):
            inner = _plain(value)
            yield _stock(inner) or parse_availability(_text(inner, ["status", "state", "code"]))
        elif isinstance(value, str) and not value.isdigit():
            yield parse_availability(value)
    counts = [
        value for name in _STOCK_COUNTS if isinstance(value := thing.get(name), int) and not isinstance(value, bool)
    ]
    if counts and not any(thing.get(name) for name in _BACKORDER):
        yield "InStock" if counts[0] > 0 else "OutOfStock"


def _text(thing: Thing, names: list[str]) -> str | None:
    """Return the first value under these keys as a line: a string, a whole number, or an object's name."""
    for name in names:
        value = thing.get(name)
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and (
            line := parse_markup(value) if "<" in value or "&" in value else parse_line(value)
        ):
            return line
    return None
