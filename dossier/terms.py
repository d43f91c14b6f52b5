"""Plans, promises, reviews, ads and findings → the words and figures for them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal
from urllib.parse import urlsplit

from crawler.records.ad import Ad
from crawler.records.finding import Finding
from crawler.records.plan import Plan
from crawler.records.review import Review
from dossier.words import count, decimal_or_none, money, number, shorten

PROMISES: Mapping[str, tuple[str, str]] = {
    "free_delivery": ("free delivery", "from"),
    "delivery_time": ("delivery", "within"),
    "returns": ("returns", "within"),
    "warranty": ("warranty", "of"),
    "price_match": ("price match", "of"),
    "instalments": ("instalments", "over"),
    "support": ("support", "within"),
    "free_trial": ("free trial", "of"),
}
"""Each promise in plain words, and the word before its number."""

BETTER: Mapping[str, Literal["higher", "lower"]] = {
    "free_delivery": "lower",
    "delivery_time": "lower",
    "returns": "higher",
    "warranty": "higher",
    "instalments": "higher",
    "free_trial": "higher",
}
"""Which number of a promise makes the stronger rival."""

_DAYS = {"days": Decimal(1), "months": Decimal(365) / 12, "years": Decimal(365)}
_PER_MONTH = {"month": Decimal(1), "year": Decimal(1) / 12, "week": Decimal(52) / 12, "day": Decimal(365) / 12}


def promise_words(name: str | None, value: str | None, unit: str | None) -> str:
    """Return a promise as people say it.

    >>> promise_words("free_delivery", "29", "EUR"), promise_words("warranty", "3", "years")
    ('free delivery from 29.00 EUR', 'warranty of 3 years')
    >>> promise_words("price_match", "", None), promise_words("returns", "14", None)
    ('price match', 'returns within 14')
    """
    label, before = PROMISES.get(name or "", ((name or "promise").replace("_", " "), ""))
    size = size_words(value, unit)
    if name == "free_delivery" and decimal_or_none(value) == 0:
        return "free delivery of every order"
    return f"{label} {before} {size}" if size else label


def promise_label(name: str | None) -> str:
    """Return what a promise is called.

    >>> promise_label("free_delivery"), promise_label(None)
    ('free delivery', 'promise')
    """
    return PROMISES.get(name or "", ((name or "promise").replace("_", " "), ""))[0]


def size_words(value: str | None, unit: str | None) -> str:
    """Return the number of a promise with its unit; "" when it has none.

    >>> size_words("29", "EUR"), size_words("1", "days"), size_words("", None)
    ('29.00 EUR', '1 day', '')
    """
    amount = decimal_or_none(value)
    if amount is None:
        return shorten(value or "", 60)
    if unit in _DAYS:
        return f"{plain(amount)} {unit.removesuffix('s') if amount == 1 else unit}"
    return f"{money(value)} {unit}" if unit else plain(amount)


def comparable(name: str | None, value: str | None, unit: str | None) -> tuple[str, Decimal] | None:
    """Return the number of a promise with what it is measured in, days for all times; None when it has none.

    >>> comparable("warranty", "2", "years"), comparable("price_match", "", None)
    (('days', Decimal('730')), None)
    """
    amount = decimal_or_none(value)
    if amount is None or name not in BETTER:
        return None
    if unit in _DAYS:
        return "days", amount * _DAYS[unit]
    return (unit, amount) if unit else None


def plan_basis(plan: Plan) -> str:
    """Return what a plan's price is for.

    >>> plan_basis(Plan(url="", period="year", per="month", unit="seat")), plan_basis(Plan(url=""))
    ('per seat per month, billed yearly', '')
    """
    per = [f"per {part}" for part in (plan.unit, plan.per or plan.period) if part and part != "once"]
    billed = {"year": "yearly", "month": "monthly", "week": "weekly", "day": "daily"}.get(plan.period or "")
    words = " ".join(per)
    if plan.period == "once":
        return f"{words}, once" if words else "once"
    return f"{words}, billed {billed}" if billed and plan.per and plan.per != plan.period else words


def plan_price(plan: Plan) -> str:
    """Return a plan's price in words.

    >>> plan_price(Plan(url="", price=Decimal(29), currency="EUR")), plan_price(Plan(url="", price_type="contact"))
    ('29.00 EUR', 'on request')
    """
    if plan.price_type == "free" or plan.price == 0:
        return "free"
    if plan.price is None:
        return "on request" if plan.price_type == "contact" else "not clear"
    start = "from " if plan.price_type == "from" else ""
    return f"{start}{money(str(plan.price))} {plan.currency or ''}".rstrip()


def monthly(plan: Plan, price: Decimal | None = None) -> Decimal | None:
    """Return what a month costs, or would at another ``price``; None when it is not said for how long one pays.

    >>> monthly(Plan(url="", price=Decimal(120), per="year"))
    Decimal('10')
    """
    amount = plan.price if price is None else price
    factor = _PER_MONTH.get(plan.per or plan.period or "")
    return None if amount is None or factor is None else (amount * factor).quantize(Decimal("0.0001")).normalize() + 0


def stars(rating: Decimal | None, best: Decimal | None) -> str:
    """Return a rating on its own scale.

    >>> stars(Decimal("4.50"), None), stars(Decimal(8), Decimal(10)), stars(None, None)
    ('4.5 of 5', '8 of 10', 'no stars')
    """
    return f"{plain(rating)} of {plain(best or Decimal(5))}" if rating is not None else "no stars"


def plain(amount: Decimal) -> str:
    """Return a number with as many decimals as it needs.

    >>> plain(Decimal("30.00")), plain(Decimal("4.50"))
    ('30', '4.5')
    """
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def landing(ad: Ad) -> str:
    """Return where an ad leads, without query and scheme; "" when that is not said.

    >>> landing(Ad(url="", landing_url="https://acme.example/leasing?utm_source=x"))
    'acme.example/leasing'
    """
    parts = urlsplit(ad.landing_url or "")
    return f"{parts.netloc}{parts.path}".rstrip("/")


def page_words(url: str) -> str:
    """Return which page an address is.

    >>> page_words("https://acme.example/"), page_words("https://acme.example/pricing/")
    ('the home page', '/pricing')
    """
    return urlsplit(url).path.rstrip("/") or "the home page"


def name_of(record: Plan | Review | Ad | Finding) -> str:
    """Return what a record is called in lists of changes; "" when nothing calls it."""
    if isinstance(record, Plan):
        return f"plan {record.name or ''}".strip() + (f", billed by the {record.period}" if record.period else "")
    if isinstance(record, Review):
        return record.title or shorten(record.text or "", 60) or f"review, {stars(record.rating, record.best_rating)}"
    if isinstance(record, Ad):
        return record.headline or shorten(record.text or "", 60) or record.advertiser or "ad"
    if record.what == "headline":
        return f"headline of {page_words(record.url)}"
    if record.what == "promise":
        return promise_label(record.name)
    return record.name or record.what or ""


def counted_stars(mean: float, n: int) -> str:
    """Return a mean with how many it is of.

    >>> counted_stars(4.25, 2)
    '4.2 of 5, 2 reviews'
    """
    return f"{number(mean, 1)} of 5, {count(n, 'review')}"
