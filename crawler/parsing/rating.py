"""Text → rating: stars or points on their scale."""

import re
from decimal import Decimal

_NUMBER = r"(?P<{0}>\d{{1,3}}(?:[.,]\d{{1,18}})?)"
_OF = re.compile(
    rf"(?<![\d.,/]){_NUMBER.format('value')}\s*(?:★|⭐|stars?|звёзд\w*|звезд\w*|zvaigzn\w+|sterne\w*|étoiles?|"
    rf"estrellas?|"
    rf"bintang|жұлдыз)?\s*(?:/|\b(?:out of|of|из|no|von|sur|de|dari|aus|ішінен)\b)\s*(?P<best>5|10|"
    rf"100)(?:[.,]0)?(?![\d.,/]\d|\d|%)",
    re.I,
)
_FROM_BEST = re.compile(rf"(?<!\d)(?P<best>5|10|100)(?:-тен|-тан|-нан| ұпайдан)\s*{_NUMBER.format('value')}", re.I)
_STARS = re.compile(
    rf"(?<![\d.,/]){_NUMBER.format('value')}\s*-?\s*(?:[★⭐](?![★☆⭐])|stars?\b|звёзд|звезд|zvaigzn|sterne?\b|étoiles?\b|"
    rf"estrellas?\b|"
    r"bintang\b|жұлдыз)",
    re.I,
)
_SIGNS = re.compile(r"(?P<full>[★⭐]{1,10})\s*(?P<half>[⯨½⯪]?)\s*(?P<empty>☆{0,9})")
_BEST_ONLY = re.compile(r"(?:/|\b(?:of|из|no|von|sur|de|dari|aus))\s*$", re.I)
"""Before a number that is the best of its scale; the rating itself stands elsewhere."""
_LABELLED = re.compile(
    rf"(?:rat(?:ed|ing)|score|оценка|рейтинг|vērtējums|bewertung|note|valoración|puntuación|penilaian|баға)\W{{0,3}}"
    rf"{_NUMBER.format('value')}(?![\d.,]|\s*%)",
    re.I,
)
_PLACE = re.compile(
    r"\b(?:slide|image|page|step|photo|picture|item|part|frame|tab|слайд|страница|фото|шаг|lapa|attēls|halaman|gambar|"
    r"seite|bild|schritt|diapositive|étape|página|imagen|paso)\W{0,3}\d",
    re.I,
)
"""A place among several: "slide 1 of 5"."""
_COUNTS = re.compile(r"[\d★⭐]")
_ALONE = re.compile(_NUMBER.format("value"))


def parse_rating(text: str | None) -> tuple[Decimal, Decimal | None] | None:
    """Return a rating and the best that its scale allows; the best is None when it is not said.

    >>> parse_rating("4,6 из 5"), parse_rating("Rated 4.50 out of 5"), parse_rating("★★★★☆")
    ((Decimal('4.6'), Decimal('5')), (Decimal('4.5'), Decimal('5')), (Decimal('4'), Decimal('5')))
    >>> parse_rating("Rating: 4"), parse_rating("8/10")
    ((Decimal('4'), None), (Decimal('8'), Decimal('10')))
    >>> parse_rating("★★★")
    (Decimal('3'), None)
    >>> parse_rating("4") is None, parse_rating("out of 5 stars") is None  # of what? and how many?
    (True, True)
    """
    text = " ".join((text or "")[:200].split())
    found = _read(text) if _COUNTS.search(text) else None
    return None if found is None or _PLACE.search(text) else found


def _read(text: str) -> tuple[Decimal, Decimal | None] | None:
    if ("5" in text or "10" in text) and (found := (_OF.search(text) or _FROM_BEST.search(text))):
        return _within(found["value"], Decimal(found["best"]))
    if (found := _STARS.search(text)) and not _BEST_ONLY.search(text[: found.start()]):
        return _within(found["value"], None)
    if found := _SIGNS.search(text):
        full, half, empty = (len(found[name]) for name in ("full", "half", "empty"))
        whole = full + half + empty
        best = Decimal(whole) if whole in (5, 10) else None
        return (Decimal(full) + (Decimal("0.5") if half else 0), best) if best or not (half or empty) else None
    if found := _LABELLED.search(text):
        return _within(found["value"], None)
    return None


def parse_rating_number(text: str | None, best: Decimal | None = None) -> Decimal | None:
    """Return a rating that stands alone, as structured data writes it, when it is on its scale.

    >>> parse_rating_number("4,7"), parse_rating_number("9", Decimal(5)) is None
    (Decimal('4.7'), True)
    """
    found = _ALONE.fullmatch((text or "").strip()[:24])
    if found is None:
        return None
    within = _within(found["value"], best)
    return within[0] if within else None


def _within(value: str, best: Decimal | None) -> tuple[Decimal, Decimal | None] | None:
    written = value.replace(",", ".")
    if "." in written:
        written = format(round(Decimal(written), 2), "f").rstrip("0").rstrip(".")
    number = Decimal(written)
    return (number, best) if 0 < number <= (best or 5) else None
