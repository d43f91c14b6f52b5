"""What stands around a price: VAT, the price of a unit, delivery, condition, pieces left; and prices for some buyers or
quantities only, which are offers of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.parsing.availability import parse_condition, parse_quantity_left
from crawler.parsing.customer import parse_customer_type
from crawler.parsing.delivery import parse_available_from, parse_delivery_days
from crawler.parsing.pack import parse_pack
from crawler.parsing.price import PRICE, Hints, Price, parse_price
from crawler.parsing.quantity import parse_min_quantity
from crawler.parsing.tax import parse_tax_included
from crawler.parsing.unit_price import parse_unit_price
from crawler.reading.nodes import chain, is_large, own_text
from crawler.reading.sight import INLINE, SKIPPED, Mark, Sight, block_text
from crawler.records.offer import Offer

_LEVELS = 9
_MAX_NODES = 1500
_MAX_LINES = 150
_MAX_CHARACTERS = 160
_NEAR = 8
"""Lines between a price and what is said of it."""
_MOST_BEHIND = 40
"""Lines behind the price that are read."""
_MOST_TIERS = 20
_SIBLINGS = 10
_CONDITION_LABEL = re.compile(
    r"(?:item )?(?:condition|состояние|stāvoklis|күйі|kondisi|zustand|état|estado|stan|conditie)\s*:?\s*", re.I
)
_SHIPPING = re.compile(
    r"\b(?:delivery|shipping|postage|доставк\w*|piegād\w*|жеткізу\w*|ongkir|ongkos kirim|versand(?:kosten)?|"
    r"lieferung|livraison|frais de port|envío|gastos de envío)\b",
    re.I,
)
_THRESHOLD = re.compile(
    r"\b(?:from|over|above|orders?|spend|min|от|свыше|при|no|virs|бастап|mulai|min\.|di atas|ab|über|dès|à partir|"
    r"desde|superior\w*|más de|free|gratis|kostenlos|бесплатн\w*|bezmaksas|gratuit\w*|тегін)\b",
    re.I,
)


@dataclass(frozen=True)
class Line:
    """One block's text beside the price."""

    node: LexborNode
    text: str


@dataclass(frozen=True)
class Surroundings:
    """The lines around a page's price, and which of them holds it."""

    lines: tuple[Line, ...] = ()
    at: int = 0

    def near(self, before: int = 2, behind: int = _NEAR) -> Iterator[Line]:
        """Yield the line of the price, those behind it, then those before it."""
        yield from self.lines[self.at : self.at + behind + 1]
        yield from reversed(self.lines[max(0, self.at - before) : self.at])


def surroundings(sight: Sight, main: Mark) -> Surroundings:
    """Return the lines of the smallest block that holds the price and the heading or a button; where only the whole
    page holds both, of the blocks beside that of the price."""
    held = {one.mem_id for one in chain(main.node, 3)}
    lines: list[Line] = []
    at = last = 0
    is_found = False
    for node in islice(_texts(_roots(sight, main)), _MAX_NODES):
        parent = node.parent
        if parent is None or parent.tag in SKIPPED:
            continue
        around = parent if parent.tag not in INLINE else _block(parent)
        if around.mem_id == last or sight.is_beside(parent):
            continue
        last = around.mem_id
        text = own_text(around)
        if not text or len(text) > _MAX_CHARACTERS:
            text, around = own_text(parent)[:_MAX_CHARACTERS], parent
        if around.mem_id in held or parent.mem_id in held:
            at, is_found = len(lines), True
        lines.append(Line(around, text))
        if len(lines) >= _MAX_LINES or (is_found and len(lines) > at + _MOST_BEHIND):
            break
    return Surroundings(tuple(lines), at)


def _block(node: LexborNode) -> LexborNode:
    return next((one for one in chain(node, 6) if one.tag not in INLINE), node)


def _roots(sight: Sight, main: Mark) -> list[LexborNode]:
    path = [one for one in chain(main.node, _LEVELS) if one.tag not in ("body", "html", "main")]
    for anchors in ([sight.heading] if sight.heading else [], sight.buttons[:5]):
        up = {one.mem_id for mark in anchors for one in chain(mark.node, _LEVELS)}
        if found := next((one for one in path[1:] if one.mem_id in up), None):
            return [found]
    block = path[-1] if path else main.node
    before: list[LexborNode] = []
    behind: list[LexborNode] = []
    other = block.prev
    while other is not None and len(before) < _SIBLINGS:
        before.append(other)
        other = other.prev
    other = block.next
    while other is not None and len(behind) < 2 * _SIBLINGS:
        behind.append(other)
        other = other.next
    return [*reversed(before), block, *behind]


def _texts(roots: list[LexborNode]) -> Iterator[LexborNode]:
    for root in roots:
        yield from (node for node in root.traverse(include_text=True, skip_empty=True) if node.tag == "-text")


def with_terms(offer: Offer, around: Surroundings, price: Price, hints: Hints) -> Offer:
    """Return the offer with what the lines around its price say of it."""
    near = [line.text for line in around.near()]
    tax = offer.tax_included
    if tax is None:
        tax = next((said for text in near[:6] if (said := _tax(text, price, hints)) is not None), None)
    unit = next((one for text in near if (one := parse_unit_price(text, hints)) and one.amount != price.amount), None)
    everything = [line.text for line in around.lines[max(0, around.at - 10) : around.at + _MOST_BEHIND]]
    pack = parse_pack(offer.name)
    return replace(
        offer,
        tax_included=tax,
        unit_price=unit.amount if unit and unit.currency in (None, offer.currency) else None,
        unit_price_unit=unit.unit if unit and unit.currency in (None, offer.currency) else None,
        pack_count=pack.count if pack else None,
        delivery_days=next((days for text in everything if (days := parse_delivery_days(text)) is not None), None),
        available_from=next((day for text in everything if (day := parse_available_from(text))), None),
        condition=_condition(offer, everything),
        shipping=next((cost.amount for text in everything if (cost := _shipping(text, offer, hints))), None),
    )


def _tax(text: str, price: Price, hints: Hints) -> bool | None:
    """Return what a line says of the VAT in a price: one that gives another amount without it ("Ex tax: 80 €") says
    that the greater one includes it."""
    said = parse_tax_included(text)
    found = PRICE.search(text) if said is not None else None
    other = parse_price(found.group(), hints) if found else None
    if other is None or other.amount is None or price.amount is None or other.amount == price.amount:
        return said
    return not said if (other.amount > price.amount) is said else None


def pieces_left(around: Surroundings) -> tuple[int, Line] | None:
    """Return how many pieces are left, when the page says it beside the price, and the line that says it."""
    for line in around.near(behind=25):
        if (left := parse_quantity_left(line.text)) is not None:
            return left, line
    return None


def _condition(offer: Offer, lines: list[str]) -> str | None:
    """Return the condition that a labelled line gives, or the name."""
    for text, value in zip(lines, [*lines[1:], ""], strict=True):
        if (label := _CONDITION_LABEL.match(text)) and (said := parse_condition(text[label.end() :] or value)):
            return said
    said = parse_condition(offer.name) if offer.name else None
    return said if said != "NewCondition" else None


def _shipping(text: str, offer: Offer, hints: Hints) -> Price | None:
    if len(text) > 80 or not _SHIPPING.search(text) or _THRESHOLD.search(text):
        return None
    found = list(PRICE.finditer(text))
    if len(found) != 1:
        return None
    price = parse_price(found[0].group(), hints)
    if price is None or price.amount is None or price.currency not in (None, offer.currency):
        return None
    return price if offer.price is None or price.amount < offer.price else None


def other_prices(marks: list[Mark], main: Mark, offer: Offer, hints: Hints) -> Iterator[tuple[Mark, Offer]]:
    """Yield what some buyers pay, or those who take more, as offers of their own."""
    seen = {(offer.customer_type, offer.min_quantity)}
    for mark in marks:
        if mark is main or abs(mark.at - main.at) > 250 or len(seen) > _MOST_TIERS:
            continue
        line = _row(mark)
        customer, least = parse_customer_type(line), parse_min_quantity(line)
        if (customer is None and least is None) or (customer, least) in seen:
            continue
        price = parse_price(mark.text, hints)
        if price is None or not price.amount or price.currency != offer.currency or len(PRICE.findall(line)) > 1:
            continue
        if offer.price is not None and not (offer.price / 5 < price.amount < offer.price):
            continue
        seen.add((customer, least))
        yield (
            mark,
            Offer(
                url=offer.url,
                name=offer.name,
                price=price.amount,
                price_text=price.text,
                price_type="exact",
                currency=price.currency,
                tax_included=parse_tax_included(line),
                customer_type=customer,
                min_quantity=least,
            ),
        )


def _row(mark: Mark) -> str:
    """Return the text of the table row or list item that a price stands in, else of its block and the one above."""
    for one in chain(mark.node, 5):
        if one.tag in ("tr", "li") and not is_large(one) and len(line := own_text(one)) <= 120:
            return line
    line = block_text(mark.node)
    written = PRICE.search(line)
    if written is None or len(line) > len(written.group()) + 3:
        return line
    for one in islice(chain(mark.node, 4), 1, None):
        if one.tag not in INLINE and not is_large(one) and len(more := own_text(one)) <= 80 and more != line:
            return more
    return line
