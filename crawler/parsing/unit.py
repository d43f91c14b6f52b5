"""Names of units of weight, volume, length, area and pieces → the unit one compares prices in."""

import re
from decimal import Decimal

_UNITS = {
    "kg": {
        1: "kg kgs kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramo kilogramos кг килограмм "
        "килограмма kilograms kilogrami kilogramu",
        1000: "g gr gram grams gramm gramme grammes gramo gramos г гр грамм грамма грамів grami gramu gramiem",
        1_000_000: "mg мг",
    },
    "l": {
        1: "l lt ltr liter liters litre litres litro litros litrs litri litru л литр литра литров",
        10: "dl",
        100: "cl",
        1000: "ml мл milliliter millilitre millilitres mililitro mililitros mililitri",
    },
    "m": {
        1: "m meter meters metre metres mètre mètres metro metros metrs metri metru м метр метра метров lfm lm "
        "пог.м п.м",
        100: "cm см",
    },
    "m²": {1: "m² m2 qm sq.m sqm м² м2 кв.м kv.m kvm"},
    "m³": {1: "m³ m3 cbm м³ м3 куб.м"},
    "lb": {1: "lb lbs pound pounds"},
    "oz": {1: "oz ounce ounces"},
    "fl oz": {1: "fl.oz floz"},
    "ft": {1: "ft foot feet"},
    "ft²": {1: "sq.ft sqft ft²"},
    "yd": {1: "yd yard yards"},
    "piece": {
        1: "piece pieces pc pcs pce ea item items unit units шт штук штука штуки штуку ед дана gab gabals gabali "
        "gabalu gabaliem buah biji pcs stück stueck stk st pièce pièces pza pzas ud uds unidad unidades unité unités"
    },
}
_NAMES = {
    name: (unit, size) for unit, sizes in _UNITS.items() for size, names in sizes.items() for name in names.split()
}
_SPACE = re.compile(r"[.\s]+")
_OF_NAME = {_SPACE.sub("", name): unit for name, unit in _NAMES.items()}

_WRITTEN = sorted((re.escape(name).replace(r"\.", r"\.?\s?") for name in _NAMES), key=len, reverse=True)
UNIT = "(?:" + "|".join(_WRITTEN) + r")(?![^\W_])"
"""Pattern of a unit's name in lower case."""


def parse_unit(name: str) -> tuple[str, int] | None:
    """Return the unit to compare in, and how many of the named one make it up.

    >>> parse_unit("ml"), parse_unit("Stk"), parse_unit("кг")
    (('l', 1000), ('piece', 1), ('kg', 1))
    >>> parse_unit("parsec") is None
    True
    """
    return _OF_NAME.get(_SPACE.sub("", name.lower()))


def parse_size(text: str) -> Decimal | None:
    """Return a number that measures, such as ``"0,5"``.

    >>> parse_size("0,5"), parse_size("1.5")
    (Decimal('0.5'), Decimal('1.5'))
    >>> parse_size("1,299") is None  # a thousand, or a fraction
    True
    """
    whole, _, fraction = text.replace(",", ".").partition(".")
    if not whole.isdecimal() or (fraction and not fraction.isdecimal()) or len(text) > 9:
        return None
    return None if len(fraction) == 3 and whole != "0" else plain(Decimal(f"{whole}.{fraction or 0}"))


def plain(number: Decimal) -> Decimal:
    """Return a number without zeros behind its decimal sign.

    >>> plain(Decimal("0.500")), plain(Decimal("60.0"))
    (Decimal('0.5'), Decimal('60'))
    """
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()
