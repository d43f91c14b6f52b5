"""Text beside a plan's price → billing period, what is counted, trial, and whether it is free or on request."""

import re
from decimal import Decimal
from functools import lru_cache

from crawler.reading.plan_vocabulary import (
    ALONE,
    BADGE,
    BILLED,
    CONTACT,
    EVERY_PLAN,
    FREE,
    MONEY_BACK,
    OF_ITSELF,
    PER,
    PER_OTHER,
    PERIOD,
    PERIOD_OF_TOKEN,
    TOKEN,
    TRIAL,
    UNIT,
)

PERIODS = ("month", "year", "week", "day", "once")


def parse_period(text: str) -> str | None:
    """Return the one period that a text names; None when it names none, several, or several of one.

    >>> parse_period("billed annually"), parse_period("в месяц"), parse_period("one-time payment")
    ('year', 'month', 'once')
    >>> parse_period("every 3 months") is None
    True
    """
    found = {name for name, count in _named(text) if not count}
    return found.pop() if len(found) == 1 else None


def is_called_by_period(text: str) -> bool:
    """Tell whether a text is a period, or says how something is billed, rather than a thing that a period tells of.

    >>> is_called_by_period("Monthly plan"), is_called_by_period("Год"), is_called_by_period("Съёмочный день")
    (True, True, False)
    """
    match = next((match for match in PERIOD.finditer(text[:60]) if not match["count"]), None)
    if match is None:
        return False
    return bool(
        OF_ITSELF.match(match.group())
        or match["once"]
        or _is_billing(text, match)
        or PER.search(text[: match.start()])
        or ALONE.fullmatch(text[: match.start()] + text[match.end() :])
    )


@lru_cache(maxsize=4096)
def parse_per(text: str) -> str | None:
    """Return what a price is for, from the text that follows it.

    >>> parse_per("/ seat / month, billed yearly"), parse_per("/мес."), parse_per("per bulan")
    ('month', 'month', 'month')
    >>> parse_per("per seat") is None
    True
    """
    for match in PERIOD.finditer(text[:160]):
        before = text[: match.start()]
        if match["count"] or _is_billing(text, match):
            continue
        if PER.search(before) or OF_ITSELF.match(match.group()) or match["once"]:
            return match.lastgroup
    return None


def parse_billing(text: str) -> str | None:
    """Return how a text says that something is billed.

    >>> parse_billing("per month, billed yearly"), parse_billing("при оплате за год")
    ('year', 'year')
    >>> parse_billing("per month") is None
    True
    """
    found = {
        match.lastgroup for match in PERIOD.finditer(text[:200]) if not match["count"] and _is_billing(text, match)
    }
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4096)
def parse_unit(text: str) -> str | None:
    """Return what a price is counted by, in English and singular.

    >>> parse_unit("€24 per seat / month"), parse_unit("₽ за пользователя в месяц")
    ('seat', 'user')
    >>> parse_unit("per depot")
    'depot'
    >>> parse_unit("per month") is None
    True
    """
    if found := UNIT.search(text[:200]):
        return found.lastgroup
    other = next((match for match in PER_OTHER.finditer(text[:200]) if not PERIOD.fullmatch(match[1])), None)
    return other[1].lower() if other else None


def parse_trial(text: str) -> int | None:
    """Return the days of a free trial that a text promises.

    >>> parse_trial("14-day free trial"), parse_trial("Попробуйте бесплатно 7 дней")
    (14, 7)
    >>> parse_trial("30-day money-back guarantee") is None
    True
    """
    text = text[:300]
    found = TRIAL.search(text)
    if found is None or MONEY_BACK.search(found.group()):
        return None
    return int(found["a"] or found["b"])


def is_every_plan(text: str) -> bool:
    """Tell whether a text speaks of all plans.

    >>> is_every_plan("All paid plans come with a 14-day free trial")
    True
    """
    return EVERY_PLAN.search(text[:300]) is not None


@lru_cache(maxsize=4096)
def is_free(text: str) -> bool:
    """Tell whether a text is all of a price of nothing.

    >>> is_free("Free forever"), is_free("Free trial for 14 days")
    (True, False)
    """
    return len(text) < 40 and FREE.fullmatch(text.strip()) is not None and "trial" not in text.lower()


@lru_cache(maxsize=4096)
def is_contact(text: str) -> bool:
    """Tell whether a text stands for a price on request.

    >>> is_contact("Contact sales"), is_contact("По запросу"), is_contact("Contact form")
    (True, True, False)
    """
    return len(text) < 60 and CONTACT.fullmatch(text.strip(" *·–-")) is not None


@lru_cache(maxsize=4096)
def is_badge(text: str) -> bool:
    """Tell whether a text praises a plan rather than naming it.

    >>> is_badge("Most popular"), is_badge("Team")
    (True, False)
    """
    return len(text) < 40 and BADGE.fullmatch(text) is not None


def period_of_token(name: str) -> str | None:
    """Return the one period that a class, an id or an attribute names.

    >>> period_of_token("price--yearly"), period_of_token("priceMonthly"), period_of_token("data-price")
    ('year', 'month', None)
    """
    tokens = [token.lower() for token in TOKEN.findall(name[:200])]
    found = {period for token in tokens if (period := PERIOD_OF_TOKEN.get(token))}
    return found.pop() if len(found) == 1 and "per" not in tokens else None


def is_year_of(year: Decimal, month: Decimal) -> bool:
    """Tell whether an amount is twelve times another, to the nearest whole.

    >>> is_year_of(Decimal(288), Decimal(24)), is_year_of(Decimal(290), Decimal(29))
    (True, False)
    """
    return month > 0 and abs(year - 12 * month) <= max(Decimal(1), month / 20)


def _named(text: str) -> list[tuple[str, str | None]]:
    return [(match.lastgroup or "", match["count"]) for match in PERIOD.finditer(text[:200])]


def _is_billing(text: str, match: re.Match[str]) -> bool:
    """Tell whether a period stands beside a word of billing, no other period between them."""
    before = re.split(r"[,;.()|•]", text[max(0, match.start() - 40) : match.start()])[-1]
    others = list(PERIOD.finditer(before))
    before = before[others[-1].end() :] if others else before
    behind = re.split(r"[,;.()|•]", text[match.end() : match.end() + 25])[0]
    if BILLED.search(before):
        return True
    # "per month billed yearly": the word of billing is of the period that follows
    return BILLED.match(behind.lstrip(" -")) is not None and PERIOD.search(behind) is None
