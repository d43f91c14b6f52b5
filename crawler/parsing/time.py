"""Text → time: UTC to the second, or a day when the source gives no more; never a guess."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?(?!\d)"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_MONTH = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s\-.]+{_MONTH},?[\s\-]+(\d{{4}})(?!\d)", re.I)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.I)
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d])")
_YEAR_FIRST = re.compile(r"(?<![\d./-])(\d{4})[./](\d{1,2})[./](\d{1,2})(?![\d])")
_ISO_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])")
_MAIL = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d")


def parse_time(text: str | None) -> str | None:
    """Return ``YYYY-MM-DDTHH:MM:SSZ``, or ``YYYY-MM-DD`` when the text gives no time or no zone;
    None when it is not one clear date.

    >>> parse_time("2026-03-05T10:00:00+02:00"), parse_time("March 5th, 2026")
    ('2026-03-05T08:00:00Z', '2026-03-05')
    >>> parse_time("03/04/2026") is None  # the third of April, or the fourth of March
    True
    """
    text = (text or "")[:200].strip()
    if found := _ISO.match(text):
        return _iso(found)
    if _MAIL.match(text):
        return _mail(text)
    return parse_day(text)


def parse_day(text: str) -> str | None:
    """Return the one day that a text names, ``YYYY-MM-DD``.

    >>> parse_day("Posted on 5 March 2026 by Ann"), parse_day("25/04/2026")
    ('2026-03-05', '2026-04-25')
    >>> parse_day("5 March") is None
    True
    """
    days = {_day(int(m[3]), _month(m[2]), int(m[1])) for m in _DAY_MONTH.finditer(text)}
    days |= {_day(int(m[3]), _month(m[1]), int(m[2])) for m in _MONTH_DAY.finditer(text)}
    days |= {_numeric(m) for m in _NUMERIC.finditer(text)}
    days |= {_day(int(m[1]), int(m[2]), int(m[3])) for m in _YEAR_FIRST.finditer(text)}
    if not days and (found := _ISO.search(text)) and "-" in found.group():
        days = {_day(*(int(part) for part in found.groups()[:3]))}
    return days.pop() if len(days) == 1 else None


def find_day(text: str) -> str | None:
    """Return the part of a text that writes one day, clear or not; None when there is none, or several.

    >>> find_day("Posted 03/04/2026 by Ann | 12 views")
    '03/04/2026'
    >>> find_day("© 2026") is None
    True
    """
    found = [
        match.group()
        for pattern in (_DAY_MONTH, _MONTH_DAY, _NUMERIC, _YEAR_FIRST, _ISO_DAY)
        for match in pattern.finditer(text)
    ]
    return found[0].strip() if len(found) == 1 else None


def _iso(found: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = found.groups()
    if hour is None or zone is None:
        return _day(int(year), int(month), int(day))
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour), int(minute), min(int(second or 0), 59), tzinfo=_zone(zone)
        )
        return _utc(moment)
    except (ValueError, OverflowError):
        return None


def _zone(text: str) -> timezone:
    if text in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def _mail(text: str) -> str | None:
    """Read an RFC 5322 date, the way RSS writes them; "-0000" and no zone at all say only the day."""
    try:
        moment = parsedate_to_datetime(text)
        return _utc(moment) if moment.tzinfo else moment.date().isoformat()
    except (ValueError, OverflowError, TypeError):
        return None


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _numeric(found: re.Match[str]) -> str | None:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if first > 12 or first == second or found[2] == ".":
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
