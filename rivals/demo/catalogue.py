"""What the makers make: brands, models and texts that the shops of the demo market sell."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from random import Random

Category = tuple[str, str]
"""Keys of the main category and of the category in it; each shop has its own names for them."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A kind of thing that several makers offer."""

    noun: str
    specs: tuple[str, ...]
    low: int
    """Lowest usual price in whole euros."""
    high: int


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One model of one maker."""

    noun: str
    spec: str
    brand: str
    model: str
    category: Category
    worth: Decimal
    """What it costs on average, in euros."""
    gtin: str | None
    mpn: str | None
    text: str
    points: tuple[str, ...]


LINES: dict[Category, tuple[Line, ...]] = {
    ("power", "drills"): (
        Line(noun="Cordless Combi Drill", specs=("18 V bare", "18 V 2 x 2.0 Ah", "12 V 2 x 2.0 Ah"), low=59, high=289),
        Line(noun="SDS Rotary Hammer", specs=("800 W", "1100 W", "18 V brushless"), low=99, high=549),
        Line(noun="Impact Driver", specs=("18 V bare unit", "18 V 2 x 5.0 Ah"), low=69, high=259),
    ),
    ("power", "saws"): (
        Line(noun="Circular Saw", specs=("165 mm", "190 mm", "235 mm 2000 W"), low=79, high=389),
        Line(noun="Table Saw", specs=("254 mm 1800 W", "315 mm 2200 W"), low=299, high=1899),
        Line(noun="Jigsaw", specs=("650 W", "18 V brushless"), low=49, high=249),
    ),
    ("power", "sanders"): (
        Line(noun="Random Orbit Sander", specs=("125 mm 300 W", "150 mm 450 W"), low=45, high=329),
        Line(noun="Belt Sander", specs=("75 x 533 mm", "100 x 610 mm"), low=89, high=399),
    ),
    ("power", "grinders"): (
        Line(noun="Angle Grinder", specs=("115 mm 720 W", "125 mm 1400 W", "230 mm 2200 W"), low=39, high=239),
        Line(noun="Bench Grinder", specs=("150 mm", "200 mm 550 W"), low=69, high=259),
    ),
    ("garden", "mowers"): (
        Line(noun="Petrol Lawn Mower", specs=("46 cm 4 in 1", "51 cm self-propelled", "53 cm"), low=279, high=1199),
        Line(noun="Robot Mower", specs=("up to 500 m2", "up to 1000 m2", "up to 2000 m2"), low=599, high=2499),
        Line(noun="Cordless Lawn Mower", specs=("36 V 38 cm", "40 V 42 cm"), low=199, high=749),
    ),
    ("garden", "hedges"): (
        Line(noun="Hedge Trimmer", specs=("18 V 52 cm", "600 W 60 cm", "petrol 65 cm"), low=59, high=429),
        Line(noun="Pole Pruner", specs=("20 cm bar", "25 cm bar"), low=99, high=489),
    ),
    ("garden", "digging"): (
        Line(noun="Digging Spade", specs=("ash handle", "stainless"), low=19, high=69),
        Line(noun="Garden Fork", specs=("four tines", "stainless"), low=19, high=75),
        Line(noun="Wheelbarrow", specs=("85 L", "100 L galvanised"), low=45, high=169),
    ),
    ("garden", "watering"): (
        Line(noun="Garden Hose", specs=("20 m", "30 m", "50 m"), low=15, high=99),
        Line(noun="Pressure Washer", specs=("120 bar", "150 bar", "180 bar"), low=89, high=649),
    ),
    ("paint", "walls"): (
        Line(noun="Matt Emulsion", specs=("Pebble Grey 5 L", "Pure White 10 L", "Sage 2.5 L"), low=18, high=89),
        Line(noun="Masonry Paint", specs=("White 10 L", "Sandstone 5 L"), low=25, high=95),
    ),
    ("paint", "wood"): (
        Line(noun="Decking Oil", specs=("Natural 2.5 L", "Teak 5 L"), low=22, high=84),
        Line(noun="Exterior Varnish", specs=("satin 750 ml", "gloss 2.5 L"), low=14, high=64),
    ),
    ("paint", "brushes"): (
        Line(noun="Paint Brush Set", specs=("5 pieces", "10 pieces"), low=7, high=39),
        Line(noun="Roller Kit", specs=("230 mm", "300 mm"), low=9, high=45),
        Line(noun="Airless Paint Sprayer", specs=("650 W", "1200 W"), low=89, high=1299),
    ),
    ("hand", "hammers"): (
        Line(noun="Claw Hammer", specs=("450 g", "560 g fibreglass"), low=9, high=59),
        Line(noun="Club Hammer", specs=("1.0 kg", "1.8 kg"), low=11, high=42),
    ),
    ("hand", "screwdrivers"): (
        Line(noun="Screwdriver Set", specs=("6 pieces", "12 pieces", "VDE 7 pieces"), low=12, high=119),
        Line(noun="Bit Set", specs=("32 pieces", "61 pieces"), low=9, high=79),
    ),
    ("hand", "measuring"): (
        Line(noun="Cross Line Laser", specs=("red 15 m", "green 30 m"), low=49, high=459),
        Line(noun="Spirit Level", specs=("60 cm", "120 cm", "180 cm"), low=12, high=139),
    ),
    ("workshop", "storage"): (
        Line(noun="Tool Chest", specs=("6 drawers", "9 drawers"), low=149, high=1449),
        Line(noun="Tool Box", specs=("19 in", "22 in"), low=14, high=89),
    ),
    ("workshop", "benches"): (
        Line(noun="Workbench", specs=("120 cm beech", "150 cm steel frame"), low=89, high=1199),
        Line(noun="Bench Vice", specs=("100 mm", "150 mm"), low=35, high=269),
    ),
    ("workshop", "ladders"): (
        Line(noun="Telescopic Ladder", specs=("3.2 m", "3.8 m"), low=89, high=289),
        Line(noun="Step Ladder", specs=("5 treads", "8 treads"), low=35, high=189),
    ),
}

BRANDS: dict[str, tuple[str, str]] = {
    "Feldmann": ("FX-", "4001732"),
    "Kestrel": ("K", "5012194"),
    "Okari": ("OK ", "4905806"),
    "Nordhus": ("NH-", "7312471"),
    "Grünwald": ("GW", "4023650"),
    "Brannock": ("BR-", "5391518"),
    "Varde": ("V", "5705283"),
    "Tallinna Tera": ("TT", "4740098"),
    "Castellani": ("C", "8005440"),
    "Ostrow": ("OS-", "5903127"),
}
"""Maker → beginning of its model names, GS1 company prefix."""

_PRAISE = (
    "Built for people who use it every day and expect it to start every time.",
    "A dependable choice for the workshop, the site and the weekend at home.",
    "Light enough for overhead work, strong enough for the jobs that come after it.",
    "Carefully balanced, easy to service, and made from parts you can still get in ten years.",
    "The one our own fitters take along when they can take only one.",
)
_POINTS = (
    "Three year guarantee when registered online",
    "Spare parts available",
    "Soft grip, low vibration",
    "Made in Europe",
    "Suitable for indoor and outdoor use",
    "Comes in a recyclable carton",
    "Tested to EN 60745 where it applies",
    "Supplied with instructions in six languages",
)
_ENDINGS = {
    "EUR": (Decimal("0.99"), Decimal("0.95"), Decimal("0.90"), Decimal("0.49"), Decimal("0.00")),
    "KZT": (Decimal(90), Decimal(90), Decimal(50), Decimal(0)),
}
"""Currency → what its prices end in: cents, or the last two digits of whole tenge."""


_LATIN = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
    | {"й": "y"}
)


def make_thing(seed: str, serial: int) -> Thing:
    """Return the thing with this number: the same seed and number give the same thing, two numbers never one model."""
    random = Random(f"{seed}/thing/{serial}")
    category = random.choice(list(LINES))
    line = random.choice(LINES[category])
    brand = random.choice(list(BRANDS))
    initials, prefix = BRANDS[brand]
    spec = random.choice(line.specs)
    article = "an" if line.noun[0] in "AEIO" else "a"
    # 7919 is prime to 9000, so the models of the first 9000 things look random and are all different.
    model = f"{initials}{1000 + serial * 7919 % 9000 if serial < 9000 else serial + 1000}"
    known_by = random.choices(("gtin", "mpn", "nothing"), (78, 14, 8))[0]
    return Thing(
        noun=line.noun,
        spec=spec,
        brand=brand,
        model=model,
        category=category,
        worth=nice_price(Decimal(str(round(line.low * (line.high / line.low) ** random.random(), 2))), random),
        gtin=add_check_digit(f"{prefix}{serial:05d}") if known_by == "gtin" else None,
        mpn=model.replace(" ", "") if known_by != "nothing" else None,
        text=f"The {brand} {model} is {article} {line.noun.lower()} ({spec}). {random.choice(_PRAISE)}",
        points=tuple(random.sample(_POINTS, 3)),
    )


def nice_price(value: Decimal, random: Random, currency: str = "EUR") -> Decimal:
    """Round a price to one that shops would ask, and never to nothing."""
    step = 100 if currency == "KZT" else 1
    endings = _ENDINGS[currency]
    return Decimal(int(value) // step * step) + random.choice(endings) or endings[0]


def add_check_digit(digits: str) -> str:
    """Append the GS1 check digit.

    >>> add_check_digit("400638133393")
    '4006381333931'
    """
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return f"{digits}{-total % 10}"


def slugify(text: str) -> str:
    """Return the text as shops write it into addresses.

    >>> slugify("Grünwald GW1204 – Paint & Brush 2.5 L")
    'grunwald-gw1204-paint-brush-2-5-l'
    >>> slugify("Дрель-шуруповёрт, 18 В")
    'drel-shurupovert-18-v'
    """
    latin = text.lower().translate(_LATIN)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
