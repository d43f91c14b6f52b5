"""Visible text of a product page → its offer:
the price beside the heading and the buy button, and what stands with it."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from crawler.page import Page
from crawler.parsing.customer import parse_customer_type
from crawler.parsing.price import PRICE, Hints, Price, parse_price
from crawler.parsing.tax import parse_tax_included
from crawler.reading.identity import Identity, read_identity
from crawler.reading.money import with_list_price, with_price
from crawler.reading.nodes import chain, class_words
from crawler.reading.sight import Mark, Sight, block_text
from crawler.reading.stock import read_stock
from crawler.reading.terms import other_prices, pieces_left, surroundings, with_terms
from crawler.records.offer import Offer
from crawler.trace import Trace

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
    r"fee|worth|up to|coupon|promo code|trade-?in|estimated?|warranty|insurance|protection plan|gift|bonus|"
    r"скидк\w+|эконом\w+|выгод\w+|доставк\w+|самовывоз|рассрочк\w+|кредит\w*|платеж\w*|бонус\w*|баллов|к[еэ]шб[еэ]к|"
    r"купон\w*|промокод\w*|трейд-ин|гаранти\w+|страхов\w+|"
    r"при заказе(?: от)?|свыше|на сумму(?: от)?|итого|всего|минимальн\w+|до|"
    r"atlaid\w+|ietaup\w+|piegād\w+|nomaks\w+|līzing\w+|bonus\w*|kopā|summa|pasūtījum\w+ (?:virs|no)|virs|līdz|"
    r"жеңілдік|үнем\w*|жеткізу|бөліп төлеу|несие|барлығы|жалпы|"
    r"hemat|diskon|potongan|ongkir|ongkos kirim|pengiriman|cicilan|subtotal|minimal|min\. belanja|"
    r"sparen|ersparnis|rabatt|versand(?:kosten)?|lieferung|gutschein|rate|raten|zwischensumme|summe|über|pfand|zzgl|"
    r"économisez|économie|remise|réduction|livraison|frais de port|sous-total|mensualités?|dès|plus de|"
    r"bon d['’]achat|reprise|garantie|assurance|éco-?part\w*|cupón|garantía|seguro|"
    r"poup\w+|desconto|frete|portes|parcelas?|risparmi\w*|sconto|spedizione|rata|raty|oszczęd\w*|dostaw\w*|wysyłk\w*|"
    r"korting|verzend\w*|bespaar\w*|frakt|spara|"
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
_RANGE = re.compile(r"\s*(?:[-–—]|to|до|līdz|bis|à|hasta|sampai)\s*\S{0,4}\d")
_NEAR = 40
_FEW = 10
"""Pieces: so many or fewer are announced because they run out."""


@dataclass(frozen=True)
class Visible:
    """What a page's text says of its product."""

    offer: Offer
    others: tuple[Offer, ...] = ()
    """Prices of the same thing for some buyers only, or for those who take more."""
    left: tuple[int, str] | None = None
    """How many pieces are left, and the text that says it."""


def read_visible(
    page: Page,
    sight: Sight,
    marks: list[Mark],
    hints: Hints,
    blocks: frozenset[int] = frozenset(),
    known: Identity | None = None,
) -> Visible | None:
    """Return what the page's text says of its product; None when it gives neither a price nor a heading.
    ``blocks`` are the cards of other things, by ``mem_id``; ``known`` is what structured data says."""
    heading = sight.heading
    main = main_price(sight, marks, hints, page.trace)
    stock = read_stock(page, sight, main[0] if main else None, blocks)
    if main is None and stock is None and heading is None:
        return None
    said = read_identity(page, sight, known)
    offer = Offer(
        url=page.url,
        name=heading.text if heading else None,
        brand=said.brand,
        sku=said.sku,
        gtin=said.gtin,
        mpn=said.mpn,
        availability=stock.availability if stock else None,
        availability_text=stock.text or None if stock else None,
    )
    if page.trace and heading:
        page.trace.took("name", heading.node, heading.text)
    return _priced(page, sight, marks, offer, main, hints) if main else Visible(offer)


def _priced(
    page: Page, sight: Sight, marks: list[Mark], offer: Offer, main: tuple[Mark, Price], hints: Hints
) -> Visible:
    mark, price = main
    around = surroundings(sight, mark)
    listed = list_price(sight, marks, mark, price, hints)
    if page.trace and listed:
        page.trace.took("list_price", listed[0].node, listed[0].text)
    offer = with_terms(shown_price(offer, mark, price, listed), around, price, hints)
    left = pieces_left(around)
    if left and offer.availability == "InStock" and left[0] <= _FEW:
        offer = replace(offer, availability="LimitedAvailability", availability_text=left[1].text[:100])
    others = tuple(other for _, other in other_prices(marks, mark, offer, hints)) if offer.price else ()
    return Visible(offer, others, (left[0], left[1].text[:100]) if left else None)


def shown_price(offer: Offer, mark: Mark, price: Price, listed: tuple[Mark, Price] | None) -> Offer:
    """Add a price, as its surroundings qualify it, and the list price that stands with it."""
    around = block_text(mark.node)
    said = replace(with_price(offer, price), tax_included=parse_tax_included(around))
    return with_list_price(said, listed[1] if listed else None)


def main_price(sight: Sight, marks: list[Mark], hints: Hints, trace: Trace | None = None) -> tuple[Mark, Price] | None:
    """Choose the price that one pays: not struck, not about something else, for everyone, nearest to heading and buy
    button."""
    rated: list[tuple[float, Mark, Price]] = []
    anchor = sight.heading.at if sight.heading else None
    buy = next(
        (mark.at for mark in sight.buttons if not sight.is_beside(mark.node) and (anchor is None or mark.at > anchor)),
        None,
    )
    for mark in marks[:300]:
        if is_old(sight, mark):
            why = "crossed out, or labelled as the price before"
        elif (price := price_at(mark, hints)) is None:
            why = "about something else: delivery, a saving, an instalment, a minimum …"
        else:
            rated.append((_closeness(mark.at, anchor, buy) + _looks(mark, price), mark, price))
            continue
        if trace:
            trace.lost("price", mark.node, mark.text, why)
    if not rated or (anchor is None and buy is None and len(marks) > 3):
        return None
    best = max(rated, key=lambda one: one[0])
    if trace:
        trace.took("price", best[1].node, best[1].text)
        for _, mark, _ in rated[:20]:
            if mark is not best[1]:
                trace.lost("price", mark.node, mark.text, "further from the heading and the buy button")
    return best[1], best[2]


def _looks(mark: Mark, price: Price) -> float:
    """Return what speaks for a price apart from its place: a class that says so; against it, that it is for some buyers
    only, of one unit, or before tax."""
    around = block_text(mark.node, 80)
    named = 3 * any("price" in class_words(one) for one in chain(mark.node, 3))
    special = 4 * (parse_customer_type(around) is not None) + 2 * (parse_tax_included(around) is False)
    return named - special - 2 * (price.type == "unit")


def _closeness(at: int, heading: int | None, buy: int | None) -> float:
    score = 0.0
    if heading is not None:
        score += 4 - min(abs(at - heading), 400) / 100 - 2 * (at < heading)
    if buy is not None:
        score += 2 - min(abs(at - buy), 200) / 100 - (at > buy)
    return score


def price_at(mark: Mark, hints: Hints) -> Price | None:
    """Return the price of a mark with what its surroundings make of it; None when they say that it is none."""
    return _price_in(mark.text, *mark.around, hints)


@lru_cache(maxsize=4096)
def _price_in(text: str, before: str, behind: str, hints: Hints) -> Price | None:
    """Return the price of a text between two others, remembered: types of pages are told by it, then offers read."""
    if _NOT_PRICE_BEFORE.search(before) or _NOT_PRICE_BEHIND.search(behind):
        return None
    whole = text
    if len(text) > 60 or text.startswith("+") or before.rstrip().endswith("+"):
        return None  # what an option costs more
    if found := _RANGE.match(behind):
        whole = f"{text} {behind[: found.end() + 12]}"
    price = parse_price(whole, hints) or None
    if price is None or (price.amount is not None and price.amount <= 0):
        return None
    if price.amount is None and len(PRICE.findall(whole)) > 1:
        return None  # several prices in one sentence, no unclear one
    if price.type == "exact":
        context = parse_price(f"{text}{behind[:20]}", hints)
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
    if (known := sight.old.get(mark.node.mem_id)) is None:
        known = sight.old[mark.node.mem_id] = _is_old(sight, mark)
    return known


def _is_old(sight: Sight, mark: Mark) -> bool:
    for one in chain(mark.node, 4):
        if sight.prices_in[one.mem_id] > 1:
            break
        if (
            one.tag in _OLD_TAGS
            or _calls_old(class_words(one)[:500])
            or "line-through" in (one.attributes.get("style") or "")
        ):
            return True
    return _OLD_LABEL.search(mark.around[0]) is not None


@lru_cache(maxsize=4096)
def _calls_old(words: str) -> bool:
    """Tell whether class names are of a price before; the same few stand on every page of a site."""
    return _OLD.search(words) is not None
