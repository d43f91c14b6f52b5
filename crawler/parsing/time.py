"""Text → time: UTC to the second, or a day when the source gives no more; never a guess."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?(?!\d)"
)
_MONTHS = (
    "jan januar january jänner january janvier janv enero ene januari janvār январ янв қаңтар қаң",
    "feb februar february februari feber février févr fév febrero februār феврал фев ақпан ақп",
    "mar march mär märz mrz mars marzo maret mart мар март наурыз нау",
    "apr april avril avr abril abr aprīl апр апрел сәуір сәу",
    "may mai mayo mei maij май ма мамыр мам",
    "jun june juni juin junio jūn jūnij июн маусым мау",
    "jul july juli juillet juil julio jūl jūlij июл шілде шіл",
    "aug august août agosto ago agustus agu agt авг август тамыз там",
    "sep sept september septembre septiembre setiembre septembr сен сент сентябр қыркүйек қыр",
    "oct october okt oktober octobre octubre oktobr окт октябр қазан қаз",
    "nov november novembre noviembre novembr ноя нояб ноябр қараша қар",
    "dec december dez dezember déc décembre dic diciembre des desember decembr дек декабр желтоқсан жел",
)
"""Names and short names of the months, in en, de, fr, es, id, lv, ru, kk; those of the last three without ending."""
_OF_NAME = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_ENDING = re.compile(r"(?:is|[sāaī]|[ьйяаеі]|да|де|нда|нде)$")
_WORD = r"([^\W\d_]{3,12})"
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|-?го)?(?:\s+(?:of|de|del))?[\s\-.]+{_WORD}[.,]?,?"
    rf"(?:\s+(?:de|del))?[\s\-]+(\d{{4}})(?!\d)",
    re.I,
)
_MONTH_DAY = re.compile(rf"(?<![^\W\d_]){_WORD}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.I)
_YEAR_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{4}})\s?(?:\.\s?gada|\.\s?g\.|жылғы|жылдың|жыл|ж\.)\s?(\d{{1,2}})\.?\s*{_WORD}", re.I
)
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d])")
_YEAR_FIRST = re.compile(r"(?<![\d./-])(\d{4})[./](\d{1,2})[./](\d{1,2})(?![\d])")
_ISO_DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])")
_AGO = re.compile(
    r"(?:(?:an?|one|\d+|a few) )?(?:second|minute|hour|day|week|month|year)s? ago|just now|today|yesterday|"
    r"last (?:week|month|year)|"
    r"(?:\d+ )?(?:секунд\w?|минут\w?|час(?:а|ов)?|день|дня|дней|недел\w{1,2}|месяц(?:а|ев)?|год(?:а)?|лет) назад|"
    r"(?:поза)?вчера|сегодня|только что|(?:aiz)?vakar|šodien|pirms (?:\d+ )?[^\W\d]{3,10}|"
    r"(?:\d+ )?(?:секунд|минут|сағат|күн|апта|ай|жыл) бұрын|кеше|бүгін|"
    r"(?:\d+ |se)?(?:detik|menit|jam|hari|minggu|bulan|tahun) (?:yang )?lalu|kemarin|hari ini|"
    r"vor (?:\d+|einem?r?) (?:sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?)|gestern|heute|"
    r"il y a (?:\d+|une?) (?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)|hier|aujourd['’]hui|"
    r"hace (?:\d+|una?) (?:segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?)|ayer|hoy",
    re.I,
)
_YEAR = re.compile(r"\d{4}")
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
    """Return the one day that a text names, ``YYYY-MM-DD``; months in en, ru, lv, kk, id, de, fr and es.

    >>> parse_day("Posted on 5 March 2026 by Ann"), parse_day("25/04/2026"), parse_day("2026. gada 2. martā")
    ('2026-03-05', '2026-04-25', '2026-03-02')
    >>> parse_day("5 March") is None
    True
    """
    if not _YEAR.search(text):
        return None
    days = {_day(year, month, day) for year, month, day, _ in _named_days(text)}
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
    if not _YEAR.search(text):
        return None
    found = [written for *_, written in _named_days(text)]
    found += [match.group() for pattern in (_NUMERIC, _YEAR_FIRST, _ISO_DAY) for match in pattern.finditer(text)]
    return found[0].strip() if len(found) == 1 else None


def is_relative(text: str) -> bool:
    """Tell whether a text is a time that only the day of reading makes a date: it is kept as text, never computed.

    >>> is_relative("3 days ago"), is_relative("вчера"), is_relative("vor 2 Wochen"), is_relative("3 March")
    (True, True, True, False)
    """
    return len(text) <= 40 and _AGO.fullmatch(text.strip(" .,()")) is not None


def _named_days(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield year, month, day and the written day of each that has the month's name."""
    for pattern, year, month, day in ((_DAY_MONTH, 3, 2, 1), (_MONTH_DAY, 3, 1, 2), (_YEAR_DAY_MONTH, 1, 3, 2)):
        for match in pattern.finditer(text):
            if number := _month(match[month]):
                yield int(match[year]), number, int(match[day]), match.group()


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


def _month(name: str) -> int | None:
    name = name.lower()
    return _OF_NAME.get(name) or _OF_NAME.get(_ENDING.sub("", name))


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
