"""A product in a page's state → offers: one for each of its variants when they differ, and one for the whole."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import parse_qsl, unquote_plus, urlsplit

from crawler.parsing.availability import parse_condition
from crawler.parsing.currency import WHOLE
from crawler.parsing.identifier import letters_of, parse_gtin
from crawler.parsing.json_text import Json
from crawler.parsing.line import parse_line
from crawler.parsing.number import to_money
from crawler.parsing.price import Hints, Price
from crawler.reading.money import with_list_price, with_price
from crawler.reading.product_offer import parse_category
from crawler.reading.state_keys import Thing, first_of, plain, said
from crawler.reading.state_price import Told, customer_prices, price_of
from crawler.reading.state_product import BRANDS, NAMES, Candidate, variants_of
from crawler.reading.state_stock import quantity_of, stock_of
from crawler.records.offer import Offer

_SKUS = "sku article articlenumber productcode itemnumber partnumber skucode skuid variantsku productsku".split()
_GTINS = "gtin gtin13 gtin14 gtin12 gtin8 ean ean13 barcode upc isbn eancode gtincode productgtin".split()
_MPNS = ["mpn", "manufacturerpartnumber", "manufacturersku", "manufacturercode", "vendorcode"]
_CONDITIONS = ["condition", "itemcondition", "productcondition"]
_LABELS = ["label", "publictitle", "varianttitle", "variantname", "title", "name", "displayname", "skuname"]
_OPTIONS = ["selectedoptions", "optionvalues", "options", "attributes", "optionsselections"]
_TRAITS = ["color", "colour", "colorname", "size", "sizename", "material"]
_CUSTOMARILY_WHOLE = WHOLE | {"RUB", "INR", "TWD", "THB", "PHP", "UAH"}
MAX_VARIANTS = 100


@dataclass(frozen=True, kw_only=True)
class Row:
    """What one product object says."""

    whole: Offer
    """The product as one offer."""
    variants: tuple[Offer, ...] = ()
    """One for each variant, what the address selects first; () when nothing tells them apart, or there is one."""
    customers: tuple[Offer, ...] = ()
    """What some customers pay."""
    quantity: int | None = None
    """Pieces left of the product, when it says one number."""
    is_selected: bool = False
    """The address selects the first of the variants."""
    rank: int = 1


def read_row(
    candidate: Candidate, url: str, hints: Hints, known: frozenset[Decimal], currency: str | None
) -> Row | None:
    """Return what a product object says of the offers on its page; None when it says neither price nor stock.

    ``known`` are the prices that other witnesses of the page give; ``currency`` is what the page says of all of them.
    """
    thing, around = candidate.thing, candidate.around
    about = _described(thing, Offer(url=url))
    items = variants_of(thing)[:MAX_VARIANTS]
    told = price_of(thing, around, hints)
    each_told = [price_of(item, (*around, thing), hints) for item in items]
    unit = 1 if candidate.rank == 0 else _unit([told, *each_told], known, currency)
    whole = replace(_with_price(about, told, unit, bool(known), currency), availability=stock_of(thing))
    each = [
        _with_price(offer, one, unit, bool(known), currency) if one else _priced_as(offer, whole)
        for offer, one in zip((_variant(item, about) for item in items), each_told, strict=True)
    ]
    selected = [_is_selected(item, url) for item in items]
    whole = _whole(whole, [offer for offer, is_it in zip(each, selected, strict=True) if is_it] or each)
    if whole.price is None and not whole.price_candidates and whole.availability is None:
        return None
    counts = [quantity_of(item) for item, is_it in zip(items, selected, strict=True) if is_it or len(items) == 1]
    quantity = quantity_of(thing)
    return Row(
        whole=whole,
        variants=tuple(_told_apart(each, selected)),
        customers=tuple(_customers(thing, around, whole, hints, unit)),
        is_selected=sum(selected) == 1,
        quantity=quantity if quantity is not None else counts[0] if len(counts) == 1 else None,
        rank=candidate.rank,
    )


def _unit(told: list[Told | None], known: frozenset[Decimal], currency: str | None) -> int | None:
    """Return how many parts of one unit of money an object counts in: 1 where an amount is written with a decimal sign,
    where another witness of the page says the same amount, or where there is no other witness and the currency is
    customarily written without parts; 100 where another witness says a hundredth; None when nothing of this is so."""
    prices = [one for one in told if one]
    if any(not one.is_whole for one in prices) or any(one.price in known for one in prices):
        return 1
    if any(one.price / 100 in known for one in prices):
        return 100
    return 1 if not known and prices and (prices[0].currency or currency) in _CUSTOMARILY_WHOLE else None


def _described(thing: Thing, base: Offer) -> Offer:
    said_path = first_of(thing, ["categorypath", "breadcrumb", "category", "productcategory", "itemcategory"])
    levels = [said(thing.get(f"itemcategory{number}")) for number in ("", 2, 3, 4, 5)]
    brand = first_of(thing, BRANDS)
    return replace(
        base,
        name=first_of(thing, NAMES) or base.name,
        brand=brand if brand and not brand.isdigit() and "://" not in brand else base.brand,
        sku=_code(thing, _SKUS) or base.sku,
        gtin=next((gtin for name in _GTINS if (gtin := parse_gtin(said(thing.get(name))))), base.gtin),
        mpn=_code(thing, _MPNS) or base.mpn,
        condition=parse_condition(first_of(thing, _CONDITIONS)) or base.condition,
        category=tuple(level for level in levels if level)
        if levels[1]
        else parse_category(said_path)
        if said_path
        else (),
    )


def _code(thing: Thing, names: list[str]) -> str | None:
    code = next(
        (line for name in names if not isinstance(thing.get(name), dict) and (line := said(thing.get(name)))), None
    )
    return parse_line(code, 100) if code and len(code) < 60 else None


def _with_price(offer: Offer, told: Told | None, unit: int | None, is_known: bool, currency: str | None) -> Offer:
    """Return the offer with its price; in an unknown unit, with both readings as candidates, or, where other witnesses
    say another price than either, without."""
    if told is None:
        return offer
    code, text = told.currency or currency, str(told.price)
    if unit is None:
        readings = () if is_known else (to_money(told.price), to_money(told.price / 100))
        return replace(offer, price_text=text, price_candidates=readings, currency=code) if readings else offer
    unit = unit if told.is_whole else 1
    paid = Price(text=text, amount=to_money(told.price / unit), currency=code)
    offer = replace(with_price(offer, paid, told.kind), tax_included=told.tax_included)
    if told.list_price is None:
        return offer
    return with_list_price(
        offer, Price(text=str(told.list_price), amount=to_money(told.list_price / unit), currency=code)
    )


def _variant(item: Thing, about: Offer) -> Offer:
    offer = _described(item, replace(about, sku=None, gtin=None, mpn=None))
    return replace(offer, name=about.name, category=about.category, availability=stock_of(item), variant=_label(item))


def _label(item: Thing) -> str | None:
    """Return what a variant's options say: "Red, XL"."""
    label = item.get("label")
    if isinstance(label, list):
        return ", ".join(line for one in label[:6] if (line := said(one))) or None
    for name in _OPTIONS:
        if words := _option_words(item.get(name)):
            return ", ".join(words)
    if words := [line for name in _TRAITS if (line := said(item.get(name)))]:
        return ", ".join(words)
    return first_of(item, _LABELS)


def _option_words(value: Json) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    words: list[str] = []
    for one in value[:6] if isinstance(value, list) else []:
        word = first_of(plain(one), ("value", "valuename", "label", "name")) if isinstance(one, dict) else said(one)
        words += [word] if word else []
    return words


def _is_selected(item: Thing, url: str) -> bool:
    """Tell whether the address, or the object itself, selects a variant: ``?variant=`` its id, ``?attribute_size=`` its
    size, its article number at the end of the path."""
    if item.get("selected") is True or item.get("isselected") is True:
        return True
    parts = urlsplit(url)
    asked = parse_qsl(parts.query)[:30]
    own = {code for name in ("id", "sku", "skuid", "variantid") if len(code := letters_of(said(item.get(name)))) > 2}
    given = {letters_of(value) for _, value in asked} | {letters_of(unquote_plus(parts.fragment))}
    given.add(letters_of(parts.path.rstrip("/").rpartition("/")[2].rpartition(".")[0]))
    if own & given:
        return True
    options = item.get("options")
    if not isinstance(options, dict) or not options:
        return False
    wanted = dict(asked)
    return all(isinstance(value, str) and value and wanted.get(key) == value for key, value in options.items())


def _whole(whole: Offer, each: list[Offer]) -> Offer:
    """Return the product with the price and stock of its variants where it has none of its own."""
    states = {offer.availability for offer in each}
    if whole.availability is None and states:
        in_stock = states & {"InStock", "LimitedAvailability"}
        whole = replace(whole, availability="InStock" if in_stock else states.pop() if len(states) == 1 else None)
    priced = [offer for offer in each if offer.price is not None]
    if whole.price is None and not whole.price_candidates and priced:
        best = min(priced, key=lambda offer: offer.price or 0)
        whole = _priced_as(whole, best)
        if len({offer.price for offer in priced}) > 1:
            whole = replace(whole, price_type="from")
    elif whole.price is None and not whole.price_candidates and each and each[0].price_candidates:
        whole = _priced_as(whole, each[0])
    if len(each) == 1:
        one = each[0]
        whole = replace(whole, sku=whole.sku or one.sku, gtin=whole.gtin or one.gtin, mpn=whole.mpn or one.mpn)
    return whole


def _priced_as(offer: Offer, other: Offer) -> Offer:
    """Return the offer with the price of another."""
    return replace(
        offer,
        price=other.price,
        price_text=other.price_text,
        price_candidates=other.price_candidates,
        list_price=other.list_price,
        list_price_text=other.list_price_text,
        currency=other.currency,
        price_type=other.price_type,
        tax_included=other.tax_included,
    )


def _told_apart(each: list[Offer], selected: list[bool]) -> Iterator[Offer]:
    """Yield the variants, each by its article number where all have one, else by what its options say; none when that
    does not tell them apart or they say nothing of buying."""
    said_any = [offer for offer in each if offer.price is not None or offer.availability]
    if len(each) < 2 or len(said_any) < len(each):
        return
    for name in ("sku", "variant"):
        keys = [getattr(offer, name) for offer in each]
        if None not in keys and len(set(keys)) == len(keys):
            order = sorted(range(len(each)), key=lambda place: not selected[place])
            yield from (replace(each[place], variant=keys[place]) for place in order)
            return


def _customers(
    thing: Thing, around: tuple[Thing, ...], whole: Offer, hints: Hints, unit: int | None
) -> Iterator[Offer]:
    """Yield what some customers pay, where it is not what everyone does."""
    for kind, amount, is_whole in customer_prices(thing, around, hints):
        if is_whole and unit is None:
            continue
        price = to_money(amount / (unit or 1) if is_whole else amount)
        if whole.price is not None and price != whole.price:
            yield replace(
                whole, customer_type=kind, price=price, price_text=str(amount), list_price=None, list_price_text=None
            )
