"""The lines of one plan's card → the plan, once for each billing period that the card holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from selectolax.lexbor import LexborNode

from crawler.parsing.line import parse_line
from crawler.parsing.number import NUMBER
from crawler.parsing.price import PRICE, Hints, parse_price
from crawler.parsing.tax import parse_tax_included
from crawler.reading.plan_features import read_features
from crawler.reading.plan_name import LONE_NUMBER, SIGN, TEXT_LIMIT, is_turnover, name_line, name_text, written
from crawler.reading.plan_states import line_text, read_states
from crawler.reading.plan_switch import Switch
from crawler.reading.plan_words import (
    is_called_by_period,
    is_contact,
    is_free,
    is_year_of,
    parse_billing,
    parse_per,
    parse_period,
    parse_trial,
    parse_unit,
)
from crawler.reading.sheet import Line
from crawler.records.plan import Plan

MAX_LINES = 150
_MAX_AROUND = 3
_MAX_TERMS = 6
"""Words of a line below a price that says what it is for."""
_MAX_NAMING = 3
"""Words of a name or line that names a billing period."""
_CENTS = re.compile(r"[.,]\d\d")
_FROM = re.compile(
    r"(?:\b(?:from|starting (?:at|from|price)|starts (?:at|from)|as low as|ab|à partir de|dès|desde|a partir de|"
    r"mulai(?: dari)?|no|sākot no)|(?<!\w)(?:от|бастап))\W*$",
    re.I,
)
_FROM_BEHIND = re.compile(r"^\s*(?:\+|бастап|starting (?:at|from|price)\W*$)", re.I)
_UP_TO = re.compile(rf"\s?[-–—~]\s?(?:{NUMBER}|[$€£¥₽₸]\s?\d|$)")
"""The upper end of a range, of which the lower one is the price."""
_ASIDE_BEFORE = re.compile(
    r"\b(?:save|saving|off|discount|worth|value|additional|extra|then|plus|overage|instead of|was|credits?|up to|"
    r"over|under|setup fee|each additional|per extra|экономи\w+|скидк\w+|выгода|дополнительн\w+|вместо|затем|"
    r"ietaup\w+|hemat|sparen|économisez|ahorra)\b[^.!?]{0,25}$|(?<!\w)(?:\+|≈|~)\s*$",
    re.I,
)
_ASIDE_BEHIND = re.compile(
    r"^[^.!?\d]{0,12}\b(?:off|discount|savings?|credits?|value|worth|per (?:extra|additional)|each additional|"
    r"minimum|скидка|(?<!/)(?<!/ )setup)\b",
    re.I,
)


@dataclass(frozen=True)
class _Said:
    """One price in a card, and the words that stand around it."""

    at: int
    """Its line in the card."""
    text: str
    """The line from the price on."""
    before: str
    around: str
    """What follows it in its line and the next ones."""


@dataclass(frozen=True)
class _Shown:
    """What a card shows in one state of the page's switch."""

    card: LexborNode | None
    """None: the cell of a table."""
    lines: list[Line]
    texts: list[str]
    """What each line says in this state."""
    name_at: int
    period: str | None
    """The state; None: the card has only one."""

    def listed(self, at: int, *tags: str) -> bool:
        """Tell whether a line stands in an element of one of these tags, inside the card."""
        return self.lines[at].stands_in(*tags, within=self.card)


def read_card(card: LexborNode, lines: list[Line], switch: Switch, hints: Hints) -> Iterator[Plan]:
    """Yield the plan of a card, for each billing period; nothing where name and price do not both stand in it."""
    lines = lines[:MAX_LINES]
    at = name_line(lines, card)
    if at is None:
        return
    name = name_text(lines[at])
    trial = next((days for line in lines if (days := parse_trial(line.text))), None)
    tax = next((said for line in lines if (said := parse_tax_included(line.text)) is not None), None)
    base = Plan(url="", name=name, features=read_features(lines, at, card), trial_days=trial, tax_included=tax)
    found: list[Plan] = []
    for state, texts in read_states(card, lines, switch):
        found += _plans(base, _Shown(card, lines, texts, at, state), switch, hints)
    if len(found) == 2:
        found = _settled(found)
    yield from found


def read_lines(base: Plan, lines: list[Line], switch: Switch, hints: Hints, label: str) -> list[Plan]:
    """Return what the lines of a table's cell say of a plan, whose name and period stand at the table's edge."""
    lines, state = lines[:MAX_LINES], parse_period(label)
    shown = _Shown(None, lines, [line_text(line) for line in lines], -2, state)
    plans = _plans(base, shown, switch, hints)
    return [replace(plan, per=parse_per(label)) if state and plan.period and not plan.per else plan for plan in plans]


def _plans(base: Plan, shown: _Shown, switch: Switch, hints: Hints) -> list[Plan]:
    """Return what a card says in one state of the switch: its price, and those for another period beside it."""
    said = list(_said(shown))
    if not said:
        return _without_price(base, shown)
    first = _plan(base, said[0], shown.period, switch, hints)
    found = [first]
    for other in said[1:4] if shown.period is None and first.price_type in ("exact", "from") else ():
        more = _plan(base, other, None, switch, hints)
        if more.period is None or more.price is None or more.period == found[0].period:
            continue
        if first.per == "month" and more.period == "year" and is_year_of(more.price, first.price or Decimal(0)):
            found[0] = replace(first, period="year")  # the sum of a year, beside the price per month
        elif parse_billing(first.price_text or "") is None and all(one.period != more.period for one in found):
            found.append(more)
    return found


def _said(shown: _Shown) -> Iterator[_Said]:
    """Yield the prices of a card that may be its own: not of a list, not of a saving or an extra."""
    for at, text in enumerate(shown.texts):
        if not text or (len(text) > TEXT_LIMIT and not PRICE.match(text)) or shown.listed(at, "li", "button"):
            continue
        before, whole = _whole(shown.texts, at)
        found = list(PRICE.finditer(whole))
        for number, match in enumerate(found):
            end = found[number + 1].start() if number + 1 < len(found) else len(whole)
            ahead = whole[: match.start()] if number == 0 else whole[found[number - 1].end() : match.start()]
            behind = whole[match.end() : end]
            if _ASIDE_BEFORE.search(ahead) or _ASIDE_BEHIND.search(behind) or is_turnover(whole, match):
                continue
            tail = whole[match.end() : end] + ("" if number + 1 < len(found) else _following(shown, at))
            yield _Said(
                at, whole[match.start() : end].strip(), ahead or (before if at - 1 != shown.name_at else ""), tail
            )


def _whole(texts: list[str], at: int) -> tuple[str, str]:
    """Return what stands before a price, and the price with its sign and cents where these are lines of their own."""
    text, before = texts[at], texts[at - 1] if at else ""
    if not LONE_NUMBER.fullmatch(text):
        return before, text
    behind = texts[at + 1] if at + 1 < len(texts) else ""
    if _CENTS.fullmatch(text[-1] + behind) or _CENTS.fullmatch(behind):
        text, behind = text + behind, texts[at + 2] if at + 2 < len(texts) else ""
    if SIGN.fullmatch(before):
        return texts[at - 2] if at > 1 else "", f"{before}{text}"
    return before, f"{text} {behind}" if SIGN.fullmatch(behind) else text


def _following(shown: _Shown, at: int) -> str:
    """Return the short lines below a price, up to a list, a button or another price."""
    found = ""
    for below in range(at + 1, min(at + 1 + _MAX_AROUND, len(shown.texts))):
        line, text = shown.lines[below], shown.texts[below]
        if not text:
            continue
        if shown.listed(below, "li", "button", "ul") or line.block.tag == "a" or (line.heading and not parse_per(text)):
            break
        if price := PRICE.search(text):
            return f"{found} | {text[: price.start()]}"
        if len(text) > TEXT_LIMIT or is_contact(text):
            break
        found += " | " + text
    return found


def _plan(base: Plan, said: _Said, state: str | None, switch: Switch, hints: Hints) -> Plan:
    match = PRICE.search(said.text)
    price = parse_price(written(said.text, match) if match else said.text, hints)
    amount, currency = (price.amount, price.currency) if price else (None, None)
    line = parse_line(said.text, TEXT_LIMIT)
    if amount == 0:
        return replace(base, price=amount, currency=currency, price_text=line, price_type="free", trial_days=None)
    period, per = _terms(said, base.name or "", state, switch)
    from_ = _FROM.search(said.before) or _FROM_BEHIND.match(said.around.lstrip(" |")) or _UP_TO.match(said.around)
    kind = None if amount is None else "from" if from_ else "exact"
    return replace(
        base,
        price=amount,
        currency=currency,
        price_text=line,
        price_type=kind,
        period=period,
        per=per,
        unit=parse_unit(said.around) or parse_unit(said.before),
    )


def _terms(said: _Said, name: str, state: str | None, switch: Switch) -> tuple[str | None, str | None]:
    """Return billing period and what the number is for."""
    own, *parts = said.around.split("|")
    per = parse_per(own) or parse_per(" | ".join(part for part in parts if len(part.split()) <= _MAX_TERMS))
    billing = parse_billing(said.around) or parse_billing(said.before)
    if billing and per is None:
        per = billing if state in (None, billing) and billing != "once" else None
    if state:
        return (state if per != "year" or billing else per), per  # what is shown per year is not billed by the month
    if billing:
        return billing, per
    if per == "once":
        return per, None
    if per == "month" and switch.active and len(switch.labels) > 1:
        return switch.active, per
    if per is None and not re.match(r"\s*/?\s*\d", own):
        return next((found for text in (name, said.before) if (found := _named_period(text))), None), None
    return per, per


def _named_period(text: str) -> str | None:
    """Return the period that a name, or a line above a price, is called by: "Monthly", not "A shooting day"."""
    return parse_period(text) if len(text.split()) <= _MAX_NAMING and is_called_by_period(text) else None


def _without_price(base: Plan, shown: _Shown) -> list[Plan]:
    """Return the plan of a card that says it is free, or to be asked for."""
    short = [(at, text) for at, text in enumerate(shown.texts) if text and len(text) < TEXT_LIMIT]
    place = [(at, text) for at, text in short if not shown.listed(at, "li", "a", "button") and at != shown.name_at]
    for _, text in place:
        if is_free(text):
            return [replace(base, price=Decimal("0.00"), price_text=text, price_type="free", trial_days=None)]
    held = [shown.lines[at].pieces for at, _ in place]
    begins = [pieces[0].text for pieces in held if len(pieces) > 1]  # "Let's talk" "from 50 seats"
    calls = [text for at, text in short if at != shown.name_at and not shown.listed(at, "li")]
    for text in (*(text for _, text in place), *begins, *calls):
        if is_contact(text):
            return [replace(base, price_text=parse_line(text, TEXT_LIMIT), price_type="contact", trial_days=None)]
    if is_free(base.name or ""):
        return [replace(base, price=Decimal("0.00"), price_text=base.name, price_type="free", trial_days=None)]
    return []


def _settled(plans: list[Plan]) -> list[Plan]:
    """Join two states of a plan that is free or on request; tell what a yearly amount is for by the monthly one."""
    first, second = plans
    if first.price_type in ("free", "contact") and second.price_type == first.price_type:
        return [replace(first, period=None, per=None)]
    month = next((one for one in plans if one.period == "month" and one.price), None)
    year = next((one for one in plans if one.period == "year" and one.price), None)
    if month and year and month.per == year.per == "month" and (year.price or 0) >= 6 * (month.price or 0):
        return [month, replace(year, per="year")]  # a script changes the words beside it too
    return plans
