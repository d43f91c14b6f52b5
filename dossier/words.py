"""Values → the words and figures that people read; English separators, the configured timezone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

MINUS, NARROW, DASH = "\u2212", "\u202f", "\u2013"
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, and the marks that turn the direction of the text behind them; never in any output."""


def clean(text: str) -> str:
    """Return the text without control characters and direction marks; tab and line feed stay.

    >>> clean("a\\x00b\\u202ec\\r\\nd")
    'abc\\nd'
    """
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def shorten(text: str, width: int = 90) -> str:
    """Return the text on one line, at most ``width`` characters, cut at a word with an ellipsis.

    >>> shorten("one  two three", 9)
    'one two …'
    """
    text = " ".join(clean(text).split())
    if len(text) <= width:
        return text
    head = text[: width - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[width // 2 :] else head).rstrip() + " …"


def number(value: float, decimals: int = 0) -> str:
    """Return a figure with English separators and a real minus sign.

    >>> number(4108), number(-7.25, 1)
    ('4,108', '−7.2')
    """
    text = f"{abs(value):,.{decimals}f}"
    return (MINUS if value < 0 and text.strip("0.,") else "") + text


def signed(value: float, decimals: int = 0) -> str:
    """Return a difference with its sign; ``±0`` when nothing is left of it after rounding.

    >>> signed(7), signed(-0.2)
    ('+7', '±0')
    """
    text = number(abs(value), decimals)
    if not text.strip("0.,"):
        return "±0"
    return ("+" if value > 0 else MINUS) + text


def percent(value: float, decimals: int = 0) -> str:
    """Return a signed percentage, such as ``−7 %``."""
    return f"{signed(value, decimals)}{NARROW}%"


def decimal_or_none(text: str | None) -> Decimal | None:
    """Return the number that a change or an offer holds as text; None when it is none.

    >>> decimal_or_none("49.00"), decimal_or_none("InStock"), decimal_or_none("NaN")
    (Decimal('49.00'), None, None)
    """
    try:
        value = Decimal(text) if text is not None else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def money(text: str | None) -> str:
    """Return an amount with separators and at least two decimals, without its currency; "" for None.

    >>> money("1299.5"), money("49.00"), money("0.0325")
    ('1,299.50', '49.00', '0.0325')
    """
    value = decimal_or_none(text)
    if value is None:
        return ""
    decimals = max(2, -int(value.as_tuple().exponent))
    return f"{value:,.{decimals}f}".replace("-", MINUS)


def count(amount: int, one: str, many: str | None = None) -> str:
    """Return ``1 price`` or ``12 prices``.

    >>> count(1, "price"), count(1200, "visit")
    ('1 price', '1,200 visits')
    """
    return f"{number(amount)} {one if amount == 1 else many or one + 's'}"


def availability(name: str | None) -> str:
    """Return schema.org's availability name in plain words.

    >>> availability("OutOfStock"), availability("InStock"), availability(None)
    ('out of stock', 'in stock', 'not said')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower() if name else "not said"


def parse_utc(text: str) -> datetime:
    """Return the time of a stored ``YYYY-MM-DDTHH:MM:SSZ``.

    >>> parse_utc("2026-03-02T06:00:00Z")
    datetime.datetime(2026, 3, 2, 6, 0, tzinfo=datetime.timezone.utc)
    """
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


@dataclass(frozen=True)
class Clock:
    """The edition's time and the timezone in which every time is told."""

    zone: ZoneInfo
    now: datetime

    def local(self, at: str) -> datetime:
        """Return a stored time in the configured timezone."""
        return parse_utc(at).astimezone(self.zone)

    def day(self, at: str) -> str:
        """Return ``16 Mar``, with the year when it is not the edition's; takes a day or a time."""
        when = date.fromisoformat(at) if len(at) == 10 else self.local(at).date()
        year = "" if when.year == self.now.astimezone(self.zone).year else f" {when.year}"
        return f"{when.day} {when:%b}{year}"

    def time(self, at: str) -> str:
        """Return ``Tue 18 Mar 2026, 06:00``."""
        when = self.local(at)
        return f"{when:%a} {when.day} {when:%b %Y, %H:%M}"

    def moment(self, at: str) -> str:
        """Return ``18 Mar 06:00``, with the year when it is not the edition's."""
        return f"{self.day(at)} {self.local(at):%H:%M}"

    def age(self, at: str) -> str:
        """Return how old a time is: ``40 min``, ``3 h``, ``9 d``."""
        seconds = max(0, int((self.now - parse_utc(at)).total_seconds()))
        if seconds < 3600:
            return f"{seconds // 60}{NARROW}min"
        if seconds < 48 * 3600:
            return f"{seconds // 3600}{NARROW}h"
        return f"{seconds // 86400}{NARROW}d"

    def between(self, since: str | None, at: str) -> str:
        """Return when something happened, as narrowly as two sightings tell: ``between 2 and 3 Mar``."""
        if since is None:
            return self.day(at)
        first, last = self.local(since).date(), self.local(at).date()
        if first == last:
            return f"on {self.day(at)}"
        if (first.year, first.month) == (last.year, last.month):
            return f"between {first.day} and {self.day(at)}"
        return f"between {self.day(since)} and {self.day(at)}"
