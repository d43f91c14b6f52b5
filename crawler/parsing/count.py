"""Text → count, such as views and comments."""

import re
from decimal import Decimal

_TIMES = {
    word: times
    for times, words in {
        1000: "k thousand тыс тысяч тысячи мың мыңнан tūkst tūkstoši tūkstotis rb ribu tsd tausend mille к",
        1_000_000: "m million millions mio mln mn jt juta млн миллион миллиона миллионов миллионен millionen millones "
        "miljoni miljons",
        1_000_000_000: "b bn billion млрд миллиард миллиарда mlrd mrd milliarden miljardi milyar miliar",
    }.items()
    for word in words.split()
}
"""By what a word or letter behind a number multiplies it."""
_COUNT = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)\s?"
    r"(" + "|".join(sorted(_TIMES, key=len, reverse=True)) + r")?(?![\w%])\.?",
    re.I,
)
_UNCLEAR = re.compile(r"\d\s?(?:mil|т|м)(?!\w)", re.I)
"""A thousand in Spanish and a million; a thousand and a ton; a million and a metre."""
_NONE = re.compile(
    r"(?:no|zero|nil|нет|без|nav|bez|жоқ|belum ada|tidak ada|keine?|aucune?|pas de|ningun[ao]?|ningún|sin)\b", re.I
)


def parse_count(text: str | None) -> int | None:
    """Return a count such as ``"1,204 reviews"`` or ``"1.2k"``; None if the text has not exactly one.

    >>> parse_count("1.2k followers"), parse_count("1,204 views"), parse_count("No comments")
    (1200, 1204, 0)
    >>> parse_count("1,2 тыс. просмотров"), parse_count("3,8 jt"), parse_count("Nav komentāru")
    (1200, 3800000, 0)
    >>> parse_count("4.5 out of 5") is None
    True
    """
    text = (text or "")[:200].strip()
    found = _COUNT.findall(text)
    if not found:
        return 0 if _NONE.match(text) else None
    if len(found) > 1 or _UNCLEAR.search(text):
        return None
    number, times = found[0]
    if times:
        value = (
            Decimal(number.replace(",", "."))
            if number.count(",") + number.count(".") == 1
            else Decimal(re.sub(r"\D", "", number))
        )
        return int(value * _TIMES[times.lower()])
    whole = re.sub(r"[,.\u00a0\u202f ](?=\d{3})", "", number)
    return int(whole) if whole.isdecimal() else None
