"""How the sites of the demo market write a day."""

from datetime import date
from typing import Literal

DateManner = Literal["british", "russian", "american", "long"]

_RUSSIAN_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def write_day(day: date, manner: DateManner) -> str:
    """Return the day as a site writes it.

    >>> [write_day(date(2026, 3, 2), manner) for manner in ("british", "russian", "american", "long")]
    ['2 Mar 2026', '2 марта 2026', 'March 2, 2026', '2 March 2026']
    """
    if manner == "russian":
        return f"{day.day} {_RUSSIAN_MONTHS[day.month - 1]} {day.year}"
    if manner == "american":
        return f"{day:%B} {day.day}, {day.year}"
    return f"{day.day} {day:%b} {day.year}" if manner == "british" else f"{day.day} {day:%B} {day.year}"


def write_age(day: date, today: date, manner: DateManner) -> str:
    """Return the day as a site writes it that says "3 days ago" in the first week."""
    age = (today - day).days
    if age >= 7:
        return write_day(day, manner)
    return "yesterday" if age == 1 else f"{age} days ago"
