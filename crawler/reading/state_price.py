"""Amounts in an object of a state → its price and list price, by the habits of their names.

Minor units (cents) are taken for such only where something says so: the key (``price_in_cents``, ``centAmount``), a
number of digits declared nearby (``currency_minor_unit``, ``fractionDigits``), or a formatted price in the same object.
Size says nothing: a whole number without any of these is marked, and ``state`` asks the page's other witnesses.
Of a price with and one without tax, the one with tax is the price.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from crawler.parsing.currency import parse_currency
from crawler.parsing.json_text import Json
from crawler.parsing.price import PRICE, Hints, parse_price
from crawler.reading.state_keys import Thing, first_of, plain, said

PRICES = (
    "saleprice specialprice finalprice currentprice nowprice pricenow discountedprice promoprice promotionalprice "
    "offerprice sellingprice yourprice actualprice bestprice pricewithdiscount priceafterdiscount reducedprice "
    "currentretail currentretailprice salesprice price displayprice priceamount pricevalue productprice itemprice "
    "productpricefrom amount value"
).split()
LISTED = (
    "listprice regularprice oldprice priceold originalprice compareatprice comparedprice compareprice wasprice "
    "pricewas fullprice msrp rrp uvp recommendedretailprice recommendedprice retailprice pricebefore beforeprice "
    "strikeprice "
    "strikethroughprice strikedprice crossedprice crossedoutprice previousprice pricewithoutdiscount "
    "pricebeforediscount undiscountedprice normalprice nonsaleprice displayregularprice regretail productoldprice "
    "productlistprice productlistpricefrom productoriginalprice compareatamount priceoriginal pricewithoutreduction "
    "regularpriceamount"
).split()
_HOLDERS = frozenset(
    "price prices pricing priceinfo pricerange pricedata pricedetails priceset productprice minimumprice "
    "minvariantprice".split()
)
_CURRENT = frozenset("current sale sales now final special promo discounted offer selling".split())
_OLD = frozenset("old regular original list was before compareat strikethrough previous crossed rrp msrp uvp".split())
_AMOUNT = frozenset(
    "amount value price raw number numeric decimal decimalprice decimalamount amountvalue pricevalue".split()
) | {""}
_LOW = frozenset(
    "min minimum low lowest from minprice lowprice minimumprice minvariantprice minamount pricemin".split()
)
_HIGH = frozenset(
    "max maximum high highest to maxprice highprice maximumprice maxvariantprice maxamount pricemax".split()
)
_PAID, _BEFORE = frozenset(PRICES), frozenset(LISTED)
_MINOR = re.compile(r"^(?:cent|minor)(?=amount|value|price)|(?:in)?(?:cents?|minor(?:units?)?|pennies|pence|kopecks)$")
_PLACES_OF_MINOR = "currencyminorunit fractiondigits minorunitdigits currencyexponent decimals".split()
_TAX = "(?:tax(?:es)?|vat|gst|mwst|ust|iva|tva|btw|moms|nds)"
_WITH_TAX = re.compile(
    rf"(?:incl(?:uding|usive)?|inc|with|plus){_TAX}|{_TAX}(?:included|incl|inc)|^gross|gross$|^brutto|brutto$|ttc$"
)
_WITHOUT_TAX = re.compile(
    rf"(?:excl(?:uding|usive)?|exc|ex|without|before|no){_TAX}|{_TAX}(?:excluded|excl|exc)|^net(?=price|amount|value|$)|"
    r"(?<=price)net$|(?<=amount)net$|^netto|netto$|(?<=price)ht$"
)
_TAX_FLAGS = "taxincluded istaxincluded taxinclusive pricesincludetax priceincludestax vatincluded includestax".split()
_CURRENCIES = (
    "currency currencycode pricecurrency currencyiso currencyisocode currencyid currencyunit currencysymbol".split()
)
_FORMATTED = re.compile(r"format|display|print|pretty|localized|text$|string$|label$")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What an object says of its price."""

    price: Decimal
    list_price: Decimal | None = None
    kind: str | None = None
    """from or range; None: exact."""
    currency: str | None = None
    tax_included: bool | None = None
    is_whole: bool = False
    """A whole number that nothing in its object calls units or parts."""


@dataclass(frozen=True)
class _Amount:
    role: str
    """A name of PRICES or LISTED, or low or high."""
    amount: Decimal
    taxed: bool | None
    is_whole: bool
    """A whole number in an unknown unit."""


def price_of(thing: Thing, around: tuple[Thing, ...], hints: Hints) -> Told | None:
    """Return what the object itself says of its price."""
    amounts = list(_amounts_of(thing, around, hints))
    taxed = _chosen(amounts)
    paid = [one for one in taxed if one.role in _PAID]
    listed = [one.amount for one in taxed if one.role in _BEFORE]
    lows, highs = ([one.amount for one in taxed if one.role == role] for role in ("low", "high"))
    kind = None
    if not paid and lows:
        kind = "range" if highs and max(highs) > min(lows) else "from" if not highs else None
    lowest = min((one.amount for one in paid), default=min(lows, default=None))
    if lowest is None:
        return None
    highest = max((*(one.amount for one in paid), *listed)) if kind is None and (paid or listed) else lowest
    is_whole = all(one.is_whole for one in taxed)
    divisor = _divisor(lowest, thing, hints) if is_whole else 0
    return Told(
        price=lowest / (divisor or 1),
        list_price=highest / (divisor or 1) if highest > lowest else None,
        kind=kind,
        currency=currency_of(thing, around, hints),
        tax_included=_tax_of(amounts, taxed, thing, around),
        is_whole=is_whole and not divisor,
    )


def currency_of(thing: Thing, around: tuple[Thing, ...], hints: Hints) -> str | None:
    """Return the currency that is said nearest to the price."""
    inner = [plain(value) for key, value in thing.items() if "pric" in key and isinstance(value, dict)]
    deeper = [plain(value) for one in inner for value in one.values() if isinstance(value, dict)]
    for one in (*inner, *deeper[:20], thing, *reversed(around)):
        for name in _CURRENCIES:
            value = one.get(name)
            if isinstance(value, dict):
                value = first_of(plain(value), ("code", "isocode", "iso", "id", "name", "symbol"))
            if (code := parse_currency(said(value), hints.country)) is not None:
                return code
    for one in (thing, *inner):
        for key, value in list(one.items())[:100]:
            if (
                isinstance(value, str)
                and "price" in key
                and (price := parse_price(value[:60], hints))
                and price.currency
            ):
                return price.currency
    return None


def _chosen(amounts: list[_Amount]) -> list[_Amount]:
    """Return the amounts that include tax, where some say so; else those that say nothing; else those without."""
    for wanted in (True, None, False):
        chosen = [one for one in amounts if one.taxed is wanted]
        if any(one.role in _PAID or one.role == "low" for one in chosen):
            return chosen
    return []


def _tax_of(amounts: list[_Amount], chosen: list[_Amount], thing: Thing, around: tuple[Thing, ...]) -> bool | None:
    if chosen and chosen[0].taxed is not None:
        return chosen[0].taxed
    net = [one.amount for one in amounts if one.taxed is False]
    if net and max(net) < min(one.amount for one in chosen if one.role not in _BEFORE):
        return True
    holders = [plain(value) for key, value in thing.items() if "pric" in key and isinstance(value, dict)]
    for one in (thing, *holders, *around[-2:]):
        for name in _TAX_FLAGS:
            if isinstance(flag := one.get(name), bool):
                return flag
    return None


def _divisor(lowest: Decimal, thing: Thing, hints: Hints) -> int:
    """Return 1 or 100 as the object's own formatted price says; 0 when it has none that fits."""
    shown = {
        price.amount
        for one in (thing, *(plain(value) for value in list(thing.values())[:50] if isinstance(value, dict)))
        for key, value in list(one.items())[:100]
        if isinstance(value, str) and len(value) < 40 and "price" in key and _FORMATTED.search(key)
        and (price := parse_price(value, hints))
    }  # fmt: skip
    return 1 if lowest in shown else 100 if lowest / 100 in shown else 0


def _amounts_of(thing: Thing, around: tuple[Thing, ...], hints: Hints) -> Iterator[_Amount]:
    for name, value in thing.items():
        base, taxed = _base(name)
        if base in _PAID and base not in ("amount", "value"):
            role = base
        elif base in _BEFORE or name in _HOLDERS or base in _HOLDERS:
            role = base if base in _BEFORE else "price"
        elif base in ("pricemin", "minprice", "lowestprice", "lowprice", "pricefrom"):
            role = "low"
        elif base in ("pricemax", "maxprice", "highestprice", "highprice"):
            role = "high"
        else:
            continue
        yield from _amounts(role, taxed, name, value, (*around, thing), hints, 0)


def _amounts(
    role: str, taxed: bool | None, key: str, value: Json, around: tuple[Thing, ...], hints: Hints, depth: int
) -> Iterator[_Amount]:
    """Yield the amounts under a key, by what the keys on the way say of them."""
    if isinstance(value, list) and len(value) == 1 and depth < 3:
        value = value[0]
    if not isinstance(value, dict):
        if (amount := decimal_of(value, hints)) is not None:
            divisor = _minor(key, around, value)
            is_bare = isinstance(value, int) or (isinstance(value, str) and value.strip().isdigit())
            yield _Amount(role, amount / divisor, taxed, divisor == 1 and is_bare)
        return
    if depth > 4:
        return
    inner = plain(value)
    for name, one in inner.items():
        base, says = _base(name)
        if (meant := _meant(base, role, name in _HOLDERS)) is not None:
            yield from _amounts(meant, taxed if says is None else says, name, one, (*around, inner), hints, depth + 1)


def _meant(base: str, role: str, is_holder: bool) -> str | None:
    """Return what an amount inside of a price object is: ``price.amount`` is the price, ``price.old`` a list price."""
    if base in _AMOUNT:
        return role
    if base in _LOW:
        return "low" if role in _PAID else role
    if base in _HIGH:
        return "high" if role in _PAID else None
    if base in _OLD or base in _BEFORE:
        return "listprice" if role != "high" else None
    if base in _CURRENT or base in _PAID:
        return "saleprice" if role in _PAID else role
    return role if is_holder else None


@lru_cache(maxsize=4096)
def _base(name: str) -> tuple[str, bool | None]:
    """Return a key without what it says of units and tax, and what it says of tax.

    >>> _base("pricewithtaxincents"), _base("netprice"), _base("saleprice")
    (('price', True), ('price', False), ('saleprice', None))
    """
    base = _MINOR.sub("", name)
    for pattern, taxed in ((_WITHOUT_TAX, False), (_WITH_TAX, True)):
        if found := pattern.search(base):
            return base[: found.start()] + base[found.end() :], taxed
    return base, None


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


def decimal_of(value: Json, hints: Hints) -> Decimal | None:
    """Return a number, or one written plainly or as a price, above zero; 0 is what shops write for "not known"."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    written = str(value).strip()
    if re.fullmatch(r"\d{1,12}(?:\.\d{1,6})?", written, re.ASCII):
        return Decimal(written) or None
    if isinstance(value, float) and re.fullmatch(r"\d{1,12}\.\d{7,20}", written):
        return Decimal(written).quantize(Decimal("0.01")) or None
    price = parse_price(written, hints) if len(written) <= 40 and PRICE.search(written) else None
    return (price.amount or None) if price and price.type in ("exact", "from") else None


def of_hundred(amount: Json) -> str | None:
    """Return an amount that a vendor documents as counted in hundredths, in units.

    >>> of_hundred(1999)
    '19.99'
    >>> of_hundred("19.99") is None
    True
    """
    if isinstance(amount, bool) or not isinstance(amount, (int, float)) or not 0 <= amount < 10**12:
        return None
    return f"{Decimal(str(amount)) / 100:.2f}"


_OF_CUSTOMERS = {
    "member": "memberprice memberprices clubprice loyaltyprice loyaltycardprice vipprice clubcardprice".split(),
    "business": "b2bprice businessprice wholesaleprice tradeprice dealerprice resellerprice".split(),
    "student": "studentprice educationprice".split(),
    "subscriber": "subscriptionprice subscribeprice subscriberprice subscribeandsaveprice".split(),
}
"""Keys by ``Offer.customer_type``."""


def customer_prices(thing: Thing, around: tuple[Thing, ...], hints: Hints) -> Iterator[tuple[str, Decimal, bool]]:
    """Yield the prices that not everyone pays: for whom, how much, and whether it is a bare whole number."""
    for kind, names in _OF_CUSTOMERS.items():
        for name in names:
            if name in thing:
                amounts = list(_amounts("price", None, name, thing[name], (*around, thing), hints, 0))
                if len({one.amount for one in amounts}) == 1:
                    yield kind, amounts[0].amount, amounts[0].is_whole
                    break
