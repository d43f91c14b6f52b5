"""Visible text of a product page → its offer:
the price beside the heading and the buy button, and what stands with it."""

import re
from dataclasses import replace

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.availability import parse_availability
from crawler.parsing.identifier import parse_gtin
from crawler.parsing.line import parse_line
from crawler.parsing.price import PRICE, Hints, Price, parse_price
from crawler.reading.money import with_list_price, with_price
from crawler.reading.nodes import chain, class_words
from crawler.reading.sight import Mark, Sight, block_text
from crawler.records.offer import Offer

_OLD_TAGS = frozenset(("s", "del", "strike"))
_OLD = re.compile(
    r"old[_-]?(?:pr|cost|sum|val|cena|tsena|amount)|(?:^|[\s_-])(?:old|was|rrp|msrp|uvp|strike\w*|before|original|compare\w*|cross(?:ed)?\w*|line-through|"
    r"list-?price|regular-?price|"
    r"previous|prev|reference|retail)(?:$|[\s_-])|(?:old|was|list|regular|original|before|previous|standard)_?price|"
    r"price[_-]*(?:old|was|regular|original|before|list)"
)
_OLD_LABEL = re.compile(
    r"\b(?:was|rrp|msrp|list price|reg(?:ular)?\.?(?: price)?|original(?:ly)?(?: price)?|old price|before|"
    r"previously|retail(?: price)?|instead of|compare at|"
    r"(?:старая|прежняя|обычная|розничная) цена|цена без скидки|было|раньше|вместо|ррц|"
    r"(?:vecā|iepriekšējā|parastā|sākotnējā) cena|cena bez atlaides|bija|iepriekš|"
    r"(?:ескі|бұрынғы|бастапқы) баға(?:сы)?|harga (?:lama|normal|awal|asli|sebelum\w*|coret)|sebelumnya|"
    r"statt|vorher|bisher|früher|alter preis|uvp|originalpreis|au lieu de|ancien prix|prix (?:initial|conseillé|"
    r"barré|de base)|antes|precio (?:anterior|original|habitual|recomendado)|pvpr?)\W*$",
    re.I,
)
_NOT_PRICE_BEFORE = re.compile(
    r"\b(?:save|saving|off|discount|rebate|cash ?back|delivery|shipping|postage|over|above|under|spend|"
    r"minimum|sub-?total|total|deposit|voucher|"
    r"gift card|credit|earn|points?|instal?lments?|payments? of|klarna|afterpay|klarna|shipped for|\d\s?x|"
    r"fee|worth|up to|"
    r"скидк\w+|эконом\w+|выгод\w+|доставк\w+|самовывоз|рассрочк\w+|кредит\w*|платеж\w*|бонус\w*|баллов|к[еэ]шб[еэ]к|"
    r"при заказе(?: от)?|свыше|на сумму(?: от)?|итого|всего|минимальн\w+|до|"
    r"atlaid\w+|ietaup\w+|piegād\w+|nomaks\w+|līzing\w+|bonus\w*|kopā|summa|pasūtījum\w+ (?:virs|no)|virs|līdz|"
    r"жеңілдік|үнем\w*|жеткізу|бөліп төлеу|несие|барлығы|жалпы|"
    r"hemat|diskon|potongan|ongkir|ongkos kirim|pengiriman|cicilan|subtotal|minimal|min\. belanja|"
    r"sparen|ersparnis|rabatt|versand(?:kosten)?|lieferung|gutschein|rate|raten|zwischensumme|summe|über|pfand|zzgl|"
    r"économisez|économie|remise|réduction|livraison|frais de port|sous-total|mensualités?|dès|plus de|"
    r"ahorr\w+|descuento|envíos?|gastos de envío|superior(?:es)? a|más de|cuotas? de)\b[^.!?]{0,12}$",
    re.I,
)
_NOT_PRICE_BEHIND = re.compile(
    r"^\W{0,3}(?:off\b|discount|saving|cash ?back|deposit|delivery|shipping|voucher|gift|(?:x|×)\s?\d|"
    r"(?:per|a|/)\s?(?:month|mo|week)\b.{0,40}(?:\d+ (?:months|weeks)|klarna|apr)|or more|order|"
    r"скидк|доставк|бонус|к[еэ]шб[еэ]к|atlaid|piegād|жеңілдік|жеткізу|diskon|ongkir|rabatt|versand|gespart|"
    r"de (?:remise|réduction|descuento|ahorro)|d['’]économie|"
    r"(?:[x×х]|в месяц|/ ?мес\.?|mēnesī|pro monat|par mois|al mes)\s?[x×х]?\s?\d)",
    re.I,
)
_FROM = re.compile(
    r"(?<!\w)(?:from|starting (?:at|from)|as low as|от|no|sākot no|mulai|бастап|ab|à partir de|desde)\W*$", re.I
)
_INCLUDING, _EXCLUDING = (
    re.compile(
        r"\bincl?(?:uding|\.|usive of)?\s*(?:vat|tax|gst)\b|\bс (?:учётом |учетом )?ндс\b|\b(?:включая|вкл\.?) ндс\b|"
        r"\bar pvn\b|\b(?:ieskaitot|iekļauts) pvn\b|\bққс(?:-мен| қоса)|\btermasuk ppn\b|"
        r"\b(?:inkl\.?|inklusive) (?:\d+ ?% )?(?:mwst|ust)\b|\bttc\b|\biva (?:incluido|incl\.?)",
        re.I,
    ),
    re.compile(
        r"\bexcl?(?:uding|\.|usive of)?\s*(?:vat|tax|gst)\b|\bбез ндс\b|\bbez pvn\b|\bққс-сыз|\bbelum termasuk ppn\b|"
        r"\b(?:zzgl\.?|exkl\.?|ohne) (?:\d+ ?% )?(?:mwst|ust)\b|\bht\b|\b(?:iva no incluido|sin iva|más iva|\+ ?iva)\b",
        re.I,
    ),
)
_RANGE = re.compile(r"\s*(?:[-–—]|to|до|līdz|bis|à|hasta|sampai)\s*\S{0,4}\d")
_NEAR = 40
_BRAND = (
    "brand бренд марка zīmols merek merk marke marque marca manufacturer производитель өндіруші ražotājs produsen "
    "hersteller fabricant"
).split()
_SKU = (
    "sku,item no,item number,item code,item #,product code,product no,product number,article number,art. no,"
    "артикул,арт,код товара,код,тауар коды,preces kods,preces numurs,artikuls,kode produk,kode barang,artikelnummer,"
    "artikel-nummer,artikel-nr,artikelnr,art.-nr,bestellnummer,bestell-nummer,bestell-nr,bestellnr,référence,réf,"
    "code produit,referencia,código,código de producto"
).split(",")
_GTIN = ("ean,ean-13,gtin,upc,barcode,isbn,штрихкод,штрих-код,svītrkods,code-barres,code ean,código de barras").split(
    ","
)
_MPN = (
    "mpn,manufacturer part no,manufacturer part number,model no,model number,артикул производителя,код производителя,"
    "ražotāja kods,herstellernummer"
).split(",")
"""Labels of facts, best first, in lower case."""


def read_visible(page: Page, sight: Sight, marks: list[Mark], hints: Hints) -> Offer | None:
    """Return what the page's text says of its product; None when it gives neither a price nor its availability."""
    heading = sight.heading
    main = main_price(sight, marks, hints)
    stock = _availability(sight, heading, main[0] if main else None)
    if main is None and stock is None:
        return None
    facts = sight.facts
    offer = Offer(
        url=page.url,
        name=heading.text if heading else None,
        brand=_fact(facts, *_BRAND),
        sku=_fact(facts, *_SKU),
        gtin=next((gtin for name in _GTIN if (gtin := parse_gtin(facts.get(name)))), None),
        mpn=_fact(facts, *_MPN),
        availability=stock[0] if stock else None,
        availability_text=parse_line(stock[1], 100) if stock else None,
    )
    if main is None:
        return offer
    mark, price = main
    return shown_price(offer, mark, price, list_price(sight, marks, mark, price, hints))


def shown_price(offer: Offer, mark: Mark, price: Price, listed: tuple[Mark, Price] | None) -> Offer:
    """Add a price, as its surroundings qualify it, and the list price that stands with it."""
    around = block_text(mark.node)
    tax = True if _INCLUDING.search(around) else False if _EXCLUDING.search(around) else None
    return with_list_price(replace(with_price(offer, price), tax_included=tax), listed[1] if listed else None)


def main_price(sight: Sight, marks: list[Mark], hints: Hints) -> tuple[Mark, Price] | None:
    """Choose the price that one pays: not struck, not about something else, nearest to heading and buy button."""
    best: tuple[float, Mark, Price] | None = None
    anchor = sight.heading.at if sight.heading else None
    buy = next(
        (mark.at for mark in sight.buttons if not sight.is_beside(mark.node) and (anchor is None or mark.at > anchor)),
        None,
    )
    for mark in marks[:300]:
        if is_old(sight, mark) or (price := price_at(mark, hints)) is None:
            continue
        score = _closeness(mark.at, anchor, buy) + 3 * any("price" in class_words(one) for one in chain(mark.node, 3))
        if best is None or score > best[0]:
            best = score, mark, price
    if best is None or (anchor is None and buy is None and len(marks) > 3):
        return None
    return best[1:]


def _closeness(at: int, heading: int | None, buy: int | None) -> float:
    score = 0.0
    if heading is not None:
        score += 4 - min(abs(at - heading), 400) / 100 - 2 * (at < heading)
    if buy is not None:
        score += 2 - min(abs(at - buy), 200) / 100 - (at > buy)
    return score


def price_at(mark: Mark, hints: Hints) -> Price | None:
    """Return the price of a mark with what its surroundings make of it; None when they say that it is none."""
    before, behind = _around(mark)
    if _NOT_PRICE_BEFORE.search(before) or _NOT_PRICE_BEHIND.search(behind):
        return None
    text = mark.text
    if len(text) > 60:
        return None
    if found := _RANGE.match(behind):
        text = f"{mark.text} {behind[: found.end() + 12]}"
    price = parse_price(text, hints) or None
    if price is None or (price.amount is not None and price.amount <= 0):
        return None
    if price.amount is None and len(PRICE.findall(text)) > 1:
        return None  # several prices in one sentence, no unclear one
    if price.type == "exact":
        context = parse_price(f"{mark.text}{behind[:20]}", hints)
        if context and context.amount == price.amount and context.type in ("subscription", "unit"):
            price = replace(price, type=context.type)
    return replace(price, type="from") if price.type == "exact" and _FROM.search(before) else price


def list_price(sight: Sight, marks: list[Mark], main: Mark, price: Price, hints: Hints) -> tuple[Mark, Price] | None:
    """Return the crossed-out price that stands with a price and is above it."""
    if price.amount is None:
        return None
    best: tuple[int, Mark, Price] | None = None
    for mark in marks:
        distance = abs(mark.at - main.at)
        if mark is main or distance > _NEAR or (best and distance >= best[0]) or not is_old(sight, mark):
            continue
        old = parse_price(mark.text, hints)
        if old and old.amount and old.amount > price.amount and old.currency == price.currency:
            best = distance, mark, old
    return best[1:] if best else None


def is_old(sight: Sight, mark: Mark) -> bool:
    """Tell whether a price is crossed out or labelled as the one before;
    an element that holds several prices says nothing of one."""
    for one in chain(mark.node, 4):
        if sight.prices_in[one.mem_id] > 1:
            break
        if (
            one.tag in _OLD_TAGS
            or _OLD.search(class_words(one))
            or "line-through" in (one.attributes.get("style") or "")
        ):
            return True
    return _OLD_LABEL.search(_around(mark)[0]) is not None


def _around(mark: Mark) -> tuple[str, str]:
    """Return the text just before and behind a price in its block."""
    whole = block_text(mark.node)
    found = PRICE.search(mark.text)
    written = found.group() if found else mark.text
    at = whole.find(written)
    end = at + len(written)
    return (whole[max(0, at - 30) : at], whole[end : end + 60]) if at >= 0 else ("", "")


def _availability(sight: Sight, heading: Mark | None, main: Mark | None) -> tuple[str | None, str] | None:
    """Return whether the product can be had, and the text that says it:
    a phrase near the price, else a buy button and whether it can be pressed."""
    start = min((mark.at for mark in (heading, main) if mark), default=0)
    near = main.at if main else start
    phrases = [
        mark
        for mark in sight.stock
        if mark.at >= start - _NEAR and abs(mark.at - near) < 300 and not sight.is_beside(mark.node)
    ]
    phrases = [mark for mark in phrases if main is not None or parse_availability(mark.text) != "Discontinued"]
    if phrases:
        phrase = min(phrases, key=lambda mark: (mark.at < start, abs(mark.at - near) // 60, mark.at)).text
        return parse_availability(phrase), phrase
    buttons = [mark for mark in sight.buttons if mark.at >= start and not sight.is_beside(mark.node)]
    if not buttons or main is None:
        return None
    return ("OutOfStock" if all(_is_disabled(mark.node) for mark in buttons) else "InStock"), buttons[0].text


def _is_disabled(node: LexborNode) -> bool:
    return any(one.tag in ("button", "input") and "disabled" in one.attributes for one in chain(node, 3))


def _fact(facts: dict[str, str], *names: str) -> str | None:
    value = next((facts[name] for name in names if name in facts), None)
    return parse_line(value, 100) if value and len(value) <= 60 else None
