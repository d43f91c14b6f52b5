"""Pricing pages → the blocks that are one plan each: repeated beside each other, each with a name and a price."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise

from selectolax.lexbor import LexborNode

from crawler.parsing.price import PRICE
from crawler.reading.nodes import chain, class_words
from crawler.reading.plan_card import MAX_LINES
from crawler.reading.plan_name import is_split_price, is_spot, is_strong_name, name_line, name_text
from crawler.reading.plan_words import is_called_by_period, is_contact, is_free, parse_per, parse_period, parse_unit
from crawler.reading.sheet import HEADINGS, Line, Sheet

MAX_CARDS = 24
"""Plans beside each other; more than these are a price list."""

_MAX_SPOTS = 600
_MAX_LEVELS = 12
_MAX_ROW_LINES = 5
_MAX_BESIDE = 200
_MAX_SMALL = 30
"""Lines of a card that stands in the body among the parts of the page."""
_ASIDE_TAGS = ("nav", "footer", "aside", "dialog", "blockquote", "details", "table")
_PLAN_CLASS = re.compile(r"plan(?:s|$|[\s_-])|tier|pric(?:e|ing)|package|tariff?|subscri|membership")
_NOT_PLAN_CLASS = re.compile(
    r"faq|accordion|testimonial|review|question|blog|post(?:$|[\s_-])|article|add-?ons?|calculator"
)
EXTRAS = re.compile(
    r"calculat|kalkulat|калькулятор|rechner\b|"
    r"\badd[- ]?ons?\b|\bextras?\b|\bfaq\b|frequently asked|questions|дополнительн|вопрос|papildu|zusatz|jautājumi|"
    r"tambahan|қосымша|suppl[ée]ment|adicional|pertanyaan|häufige",
    re.I,
)


def find_cards(sheet: Sheet) -> list[list[LexborNode]]:
    """Return the groups of plan cards on a page, in page order."""
    groups: dict[int, dict[int, LexborNode]] = {}
    for line in _spots(sheet):
        if pair := _card(sheet, line):
            card, grid = pair
            groups.setdefault(grid.mem_id, {})[card.mem_id] = card
    found = []
    for cards in groups.values():
        named = [card for card in cards.values() if not _is_aside(sheet, card)]
        ordered = sorted(named, key=lambda card: sheet.spans[card.mem_id][0])
        if 1 < len(ordered) <= MAX_CARDS and not _are_one(sheet, ordered) and _is_of_plans(sheet, ordered):
            found.append(ordered)
    inner = [sheet.spans[card.mem_id] for cards in found for card in cards]
    whole = [cards for cards in found if not any(_holds_another(sheet.spans[card.mem_id], inner) for card in cards)]
    return whole or [[card] for card in _lone(sheet)]


def _holds_another(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Tell whether a block holds a card of another group, so that its group are parts of the page."""
    return any(span != other and span[0] <= other[0] and other[1] <= span[1] for other in others)


def _spots(sheet: Sheet) -> Iterator[Line]:
    texts = [line.text for line in sheet.lines]
    spots = (line for at, line in enumerate(sheet.lines) if is_spot(texts[at]) or is_split_price(texts, at))
    yield from islice((line for line in spots if not line.stands_in(*_ASIDE_TAGS)), _MAX_SPOTS)


def _card(sheet: Sheet, spot: Line) -> tuple[LexborNode, LexborNode] | None:
    """Return the card around a price, and what holds it and the others:
    the nearest repeated block with a name set apart, else the nearest with any name."""
    weak: tuple[LexborNode, LexborNode] | None = None
    for kid, parent in list(pairwise(chain(spot.block)))[:_MAX_LEVELS]:
        if kid.tag in ("body", "html", "main") or (
            parent.tag in ("body", "main")
            and not (_PLAN_CLASS.search(class_words(kid)) or _has_alike(sheet, kid, parent))
        ):
            break  # children of the body are parts of the page
        alike = (other for other in sheet.kids.get(parent.mem_id, {}).values() if other.tag == kid.tag)
        if len(list(islice(alike, 2))) < 2:
            continue
        lines = sheet.lines_in(kid)
        if len(lines) > MAX_LINES or len(lines) < 2 or not _has_twin(sheet, kid, parent):
            continue
        at = name_line(lines, kid)
        if at is None:
            continue
        if is_strong_name(lines[at]):
            return kid, parent
        if (
            weak is None
            and kid.tag != "li"
            and not spot.stands_in("li", within=kid)
            and not parse_period(name_text(lines[at]))
        ):
            weak = kid, parent
            if any(line.stands_in("li", "button", "a", within=kid) for line in lines):
                return weak  # a card whose name is set as plainly as the rest; what holds it may have a heading
    return weak


def _has_alike(sheet: Sheet, kid: LexborNode, parent: LexborNode) -> bool:
    """Tell whether a child of the body is a card though it has no class of one: short, with one heading at its start
    and the same right beside it."""
    beside = list(islice(sheet.kids.get(parent.mem_id, {}).values(), _MAX_BESIDE))
    at = next((at for at, one in enumerate(beside) if one.mem_id == kid.mem_id), None)
    if at is None or not _is_small_card(sheet, kid):
        return False
    others = [one for one in (*beside[max(0, at - 1) : at], *beside[at + 1 : at + 2]) if one.tag == kid.tag]
    return any(_is_small_card(sheet, one) for one in others)


def _is_small_card(sheet: Sheet, node: LexborNode) -> bool:
    lines = sheet.lines_in(node)
    if not 1 < len(lines) <= _MAX_SMALL or not any(line.heading for line in lines[:2]):
        return False
    headings = [line.heading for line in lines if line.heading and name_text(line)]
    return len(headings) == 1 and headings[0] != "h1" and any(is_spot(line.text) for line in lines)


def _has_twin(sheet: Sheet, kid: LexborNode, parent: LexborNode) -> bool:
    """Tell whether another child of the same tag holds a price too."""
    beside = sheet.kids[parent.mem_id].values()
    for other in islice((one for one in beside if one.tag == kid.tag and one.mem_id != kid.mem_id), 30):
        texts = [line.text for line in sheet.lines_in(other)[:MAX_LINES]]
        if any(is_spot(text) or is_split_price(texts, at) for at, text in enumerate(texts)):
            return True
    return False


def _is_of_plans(sheet: Sheet, cards: list[LexborNode]) -> bool:
    """Tell whether blocks beside each other are plans, not things, extras or questions."""
    said = _class_says(cards[0])
    if said is False or _is_extra(sheet, cards[0]):
        return False
    if said and not _are_rows(sheet, cards):
        return True
    texts = [line.text for card in cards for line in sheet.lines_in(card)]
    return any(is_free(text) or _is_rate(text) for text in texts) or (
        any(is_contact(text) for text in texts) and any(PRICE.search(text) for text in texts)
    )


def _is_aside(sheet: Sheet, card: LexborNode) -> bool:
    """Tell whether the name of a block says that it is no plan: extras, questions, a calculator."""
    lines = sheet.lines_in(card)
    at = name_line(lines, card)
    return at is not None and EXTRAS.search(name_text(lines[at])) is not None


def _are_one(sheet: Sheet, cards: list[LexborNode]) -> bool:
    """Tell whether all blocks say the same, as those of a line that runs along the page's edge."""
    said = {" ".join(re.findall(r"\w+", " ".join(line.text for line in sheet.lines_in(card)))) for card in cards}
    return len(said) == 1


def _class_says(card: LexborNode) -> bool | None:
    """Tell whether the nearest classes that tell call a block a plan; None: none does."""
    for node in chain(card, 3):
        words = class_words(node)
        if _NOT_PLAN_CLASS.search(words):
            return False
        if _PLAN_CLASS.search(words):
            return True
    return None


def _are_rows(sheet: Sheet, cards: list[LexborNode]) -> bool:
    """Tell whether blocks are the rows of a price list, little more than a name and a price, nothing to press,
    or its parts, each with several such rows."""
    held = [sheet.lines_in(card) for card in cards]
    if 2 * sum(sum(map(_is_row, lines)) > 1 for lines in held) > len(held):
        return True
    return not any(
        len(lines) > _MAX_ROW_LINES
        or any(line.heading or line.stands_in("li", "button", "a", within=card) for line in lines)
        for card, lines in zip(cards, held, strict=True)
    )


def _is_row(line: Line) -> bool:
    """Tell whether a line is a name and a bare price, each set by itself."""
    first, last = line.pieces[0].text, line.pieces[-1].text
    return len(line.pieces) > 1 and PRICE.fullmatch(last) is not None and len(re.findall(r"[^\W\d_]", first)) > 3


@lru_cache(maxsize=4096)
def _is_rate(text: str) -> bool:
    found = PRICE.search(text)
    tail = text[found.end() :] if found else text if len(text) < 40 else ""
    return bool(tail) and (parse_per(tail) is not None or parse_unit(tail) is not None)


def _tells_terms(line: Line) -> bool:
    """Tell whether a line says what a price is for, or how it is paid."""
    return _is_rate(line.text) or (len(line.text) < 40 and is_called_by_period(line.text))


def _is_extra(sheet: Sheet, card: LexborNode) -> bool:
    """Tell whether the nearest heading above a block speaks of extras or questions."""
    for one in chain(card, 5):
        if one.tag in ("body", "html"):
            break
        if one.parent is None:
            break
        before: LexborNode | None = None
        for kid in list(sheet.kids.get(one.parent.mem_id, {}).values())[:200]:
            if kid.mem_id == one.mem_id:
                break
            before = kid if kid.tag in HEADINGS or len(sheet.lines_in(kid)) < 4 else before
        heading = before if before is None or before.tag in HEADINGS else before.css_first("h1, h2, h3, h4")
        if heading is not None and heading.mem_id != card.mem_id:
            return EXTRAS.search(heading.text(separator=" ")[:120]) is not None
    return False


def _lone(sheet: Sheet) -> Iterator[LexborNode]:
    """Yield the only plan of a page: a block classed as one, with one heading and a price for a period."""
    for line in _spots(sheet):
        for one in list(chain(line.block))[:_MAX_LEVELS]:
            lines = sheet.lines_in(one)
            if (
                one.tag in ("body", "main", "html")
                or len(lines) > MAX_LINES
                or _NOT_PLAN_CLASS.search(class_words(one))
            ):
                break
            headings = [held for held in lines if held.heading not in (None, "h1")]
            if headings and _PLAN_CLASS.search(class_words(one)):
                if (
                    len(headings) == 1
                    and any(map(_tells_terms, lines))
                    and not (_is_extra(sheet, one) or _is_aside(sheet, one))
                ):
                    yield one
                    return
                break
