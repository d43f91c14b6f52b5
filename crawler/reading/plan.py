"""Pricing pages → what each witness says of the plans there."""

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.page import Page
from crawler.parsing.currency import parse_currency
from crawler.parsing.price import Hints
from crawler.parsing.tax import parse_tax_included
from crawler.reading.plan_card import read_card
from crawler.reading.plan_cards import find_cards
from crawler.reading.plan_schema import read_structured
from crawler.reading.plan_services import read_services
from crawler.reading.plan_switch import Switch
from crawler.reading.plan_table import read_tables
from crawler.reading.plan_words import is_every_plan, parse_trial
from crawler.reading.schema import all_things
from crawler.reading.sheet import Sheet
from crawler.records.offer import Offer
from crawler.records.plan import Plan

MAX_PLANS = 60

_CURRENCY = re.compile(
    r"\b(?:prices?|pricing|amounts?|plans?|fees|billed|charged|shown|listed|quoted)\b[^.!?\d]{0,40}\b(?:in|"
    r"are)\s(?:(?P<code>[A-Z]{3})\b|(?P<word>US dollars|U\.S\. dollars|euros?))"
)
_WORDS = {"us dollars": "USD", "u.s. dollars": "USD", "euro": "EUR", "euros": "EUR"}


def read_pricing(page: Page, hints: Hints) -> Iterator[tuple[str, Plan | Offer]]:
    """Yield the plans of a page, then the rows of its price lists."""
    sheet = Sheet(page)
    plans: list[str] = []
    for witness, plan in _plans(page, sheet, hints):
        plans.append(plan.name or "")
        yield witness, plan
    yield from (("text", offer) for offer in read_services(sheet, hints, plans))


def read_plans(page: Page, hints: Hints) -> Iterator[tuple[str, Plan]]:
    """Yield the plans that the page shows, then what its structured data says of them, and of others."""
    yield from _plans(page, Sheet(page), hints)


def _plans(page: Page, sheet: Sheet, hints: Hints) -> Iterator[tuple[str, Plan]]:
    shown = _shown(page, sheet, hints)
    yield from (("text", plan) for plan in shown)
    told = [(witness, replace(plan, url=page.url)) for witness, plan in read_structured(all_things(page), hints)]
    yield from ((witness, keyed) for witness, plan in told[:MAX_PLANS] if (keyed := _keyed(plan, shown)))


def _shown(page: Page, sheet: Sheet, hints: Hints) -> list[Plan]:
    """Return the plans of cards and tables, each name and period once."""
    switch, currency = Switch(sheet), _stated_currency(sheet)
    if currency:
        hints = replace(hints, currency=currency)
    plans = [
        plan
        for cards in find_cards(sheet)
        for card in cards
        for plan in read_card(card, sheet.lines_in(card), switch, hints)
    ]
    found: dict[tuple[str, str | None], Plan] = {}
    for plan in plans:
        key = (plan.name or "").casefold(), plan.period
        found[key] = _joined(found[key], plan) if key in found else plan
    for plan in read_tables(sheet, switch, hints):  # of several prices for one plan, the lower ones are of extras
        key = (plan.name or "").casefold(), plan.period
        if key not in found or plan.price in (None, found[key].price):
            found[key] = _joined(found[key], plan) if key in found else plan
    trial, tax = (
        _trial_of_all(sheet),
        next((said for line in sheet.lines if (said := parse_tax_included(line.text)) is not None), None),
    )
    kept = [plan for key, plan in found.items() if not _is_doubled(plan, found, key)]
    return [_completed(replace(plan, url=page.url), trial, tax) for plan in kept[:MAX_PLANS]]


def _is_doubled(plan: Plan, found: dict[tuple[str, str | None], Plan], key: tuple[str, str | None]) -> bool:
    """Tell whether a plan without a period is one that another block shows with its period."""
    others = [other for one, other in found.items() if one[0] == key[0] and one[1] is not None]
    return key[1] is None and any(plan.price in (None, other.price) for other in others)


def _joined(one: Plan, other: Plan) -> Plan:
    """Return a plan that a page shows twice; where the two prices differ it is not clear which holds."""
    if one.price is None or other.price is None or one.price == other.price:
        first, second = (other, one) if one.price is None and other.price is not None else (one, other)
        return replace(
            first, features=first.features or second.features, trial_days=first.trial_days or second.trial_days
        )
    if one.currency != other.currency:
        return one
    return replace(one, price=None, price_type=None)


def _completed(plan: Plan, trial: int | None, tax: bool | None) -> Plan:
    """Add what the page says of all its plans."""
    if plan.price_type in ("exact", "from"):
        plan = replace(plan, trial_days=plan.trial_days or trial)
    return replace(plan, tax_included=tax) if plan.price is not None and plan.tax_included is None else plan


def _trial_of_all(sheet: Sheet) -> int | None:
    return next((days for line in sheet.lines if is_every_plan(line.text) and (days := parse_trial(line.text))), None)


def _stated_currency(sheet: Sheet) -> str | None:
    """Return the currency that a sentence says all prices are in."""
    for line in sheet.lines:
        if len(line.text) > 15 and (found := _CURRENCY.search(line.text)):
            return parse_currency(found["code"]) if found["code"] else _WORDS.get(found["word"].lower())
    return None


def _keyed(plan: Plan, shown: list[Plan]) -> Plan | None:
    """Return a structured plan as a word on the shown one that it speaks of; None when that stays open."""
    same = [one for one in shown if _is_name_of(plan.name or "", one.name or "")]
    if not same:
        return plan if not shown else None
    exact = [one for one in same if one.period == plan.period]
    if plan.period is None:
        exact = [one for one in same if one.price == plan.price] or (same if len(same) == 1 else [])
    if len(exact) == 1:
        period = exact[0].period
    elif plan.period and plan.price_type != "free" and all(one.period for one in same):
        period = plan.period
    else:
        return None
    return replace(plan, name=same[0].name, period=period)


def _is_name_of(told: str, shown: str) -> bool:
    told, shown = told.casefold().strip(), shown.casefold().strip()
    if told == shown:
        return True
    words = re.sub(
        r"\b(?:plan|tier|package|monthly|yearly|annual|annually|month|year|billing|billed|subscription|per)\b|[\W_]+",
        " ",
        told,
    )
    return " ".join(words.split()) == shown or told.endswith((f" {shown}", f" {shown} plan"))
