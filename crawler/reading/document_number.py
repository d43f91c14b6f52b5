"""Numbers of spreadsheets and their formats → what is shown: no artefact of binary fractions, and the currency."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from crawler.parsing.currency import find_sign
from crawler.reading.document_grid import Cell

_LOCALE = re.compile(r"\[\$([^\]\-]*)(?:-[^\]]*)?\]")
_BRACKET = re.compile(r"\[[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_(?:.)|\*(?:.)')
_DIGITS = re.compile(r"[#0?](?:[#0?, ]*[#0?])?(?:\.[#0?]+)?,*")
_MOST_DIGITS = 15
"""Digits that a binary fraction of 64 bits holds for certain."""


class Format(NamedTuple):
    """How a number is shown."""

    decimals: int | None = None
    """Places behind the decimal sign, at the most; None: as many as there are."""
    least_digits: int = 1
    """Digits before it, filled with zeros: of article numbers."""
    sign: str | None = None
    """Currency sign or code; None: none."""
    is_number: bool = True
    """False: it shows a share, a day, a text, or thousands of what is stored."""


GENERAL = Format()


@lru_cache(maxsize=1000)
def parse_format(code: str) -> Format:
    """Return what a number format of ECMA-376 (18.8.31) shows of a positive number.

    >>> parse_format('#,##0.00 "€"')
    Format(decimals=2, least_digits=1, sign='€', is_number=True)
    >>> parse_format("[$₽-419] # ##0"), parse_format("dd.mm.yyyy").is_number
    (Format(decimals=0, least_digits=1, sign='₽', is_number=True), False)
    """
    code = code[:200].split(";")[0]
    if code.strip().lower() in ("", "general", "standard"):
        return GENERAL
    literals = " ".join(found for found in _LOCALE.findall(code))
    code = _BRACKET.sub("", _LOCALE.sub("", code))
    written = "".join(a or b for a, b in _LITERAL.findall(code))
    bare = _LITERAL.sub("", code)
    if "general" in bare.lower():
        return Format(sign=find_sign(f"{literals} {written}"))
    digits = _DIGITS.search(bare)
    rest = _DIGITS.sub("", bare, count=1)
    sign = find_sign(f"{literals} {written} {rest}".strip()) if literals or written or rest.strip() else None
    is_number = digits is not None and "%" not in code and not re.search(r"[dmyhsDMYHSE@/]", rest)
    if digits is None or not is_number:
        return Format(is_number=False, sign=sign)
    whole, _, fraction = digits[0].partition(".")
    if digits[0].endswith(","):
        return Format(is_number=False, sign=sign)
    return Format(decimals=len(fraction), least_digits=max(1, whole.count("0")), sign=sign)


BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 9: "0%",
    10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "dd.mm.yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss", 48: "0E+0", 49: "@",
}  # fmt: skip
"""Formats without a code of their own (ECMA-376 18.8.30). 5 to 8, 42 and 44 show the currency of whoever opens the
file: they name none."""


def number_cell(stored: str, shape: Format, span: int = 1, style: str = "") -> Cell:
    """Return the cell of a stored number: rounded as it is shown, else to the digits that a binary fraction holds.

    >>> number_cell("12.989999999999998", GENERAL).number, number_cell("4001234567890", GENERAL).text
    (Decimal('12.99'), '4001234567890')
    >>> number_cell("12.345", parse_format("0.00")).text, number_cell("42", parse_format("00000")).text
    ('12.35', '00042')
    """
    value = _exact(stored)
    if value is None:
        return Cell(stored[:50], span=span, style=style)
    if shape.decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-shape.decimals), ROUND_HALF_UP)
    text = format(value, "f")
    whole, point, fraction = text.partition(".")
    text = whole.zfill(shape.least_digits) + point + fraction
    if shape.sign:
        text += f" {shape.sign}"
    return Cell(text, value if shape.is_number else None, shape.sign, span, style)


def _exact(stored: str) -> Decimal | None:
    try:
        value = Decimal(stored.strip()[:50])
    except InvalidOperation:
        return None
    if not value.is_finite() or not -12 <= value.adjusted() <= 14:
        return None
    if len(value.as_tuple().digits) > _MOST_DIGITS:
        value = value.quantize(Decimal(1).scaleb(value.adjusted() - _MOST_DIGITS + 1))
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
