"""The Russian words of the demo market: things, as a shop in Almaty calls them."""

import re
from dataclasses import replace

from rivals.demo.catalogue import Thing

_NOUNS = {
    "Cordless Combi Drill": "Дрель-шуруповёрт аккумуляторная",
    "SDS Rotary Hammer": "Перфоратор SDS",
    "Impact Driver": "Гайковёрт ударный",
    "Circular Saw": "Пила циркулярная",
    "Table Saw": "Станок распиловочный",
    "Jigsaw": "Лобзик электрический",
    "Random Orbit Sander": "Шлифмашина эксцентриковая",
    "Belt Sander": "Шлифмашина ленточная",
    "Angle Grinder": "Болгарка (УШМ)",
    "Bench Grinder": "Точило настольное",
    "Petrol Lawn Mower": "Газонокосилка бензиновая",
    "Robot Mower": "Робот-газонокосилка",
    "Cordless Lawn Mower": "Газонокосилка аккумуляторная",
    "Hedge Trimmer": "Кусторез",
    "Pole Pruner": "Высоторез",
    "Digging Spade": "Лопата штыковая",
    "Garden Fork": "Вилы садовые",
    "Wheelbarrow": "Тачка садовая",
    "Garden Hose": "Шланг поливочный",
    "Pressure Washer": "Мойка высокого давления",
    "Matt Emulsion": "Краска водоэмульсионная матовая",
    "Masonry Paint": "Краска фасадная",
    "Decking Oil": "Масло для террас",
    "Exterior Varnish": "Лак для наружных работ",
    "Paint Brush Set": "Набор кистей",
    "Roller Kit": "Валик с ванночкой",
    "Airless Paint Sprayer": "Краскопульт безвоздушный",
    "Claw Hammer": "Молоток-гвоздодёр",
    "Club Hammer": "Кувалда",
    "Screwdriver Set": "Набор отвёрток",
    "Bit Set": "Набор бит",
    "Cross Line Laser": "Уровень лазерный",
    "Spirit Level": "Уровень строительный",
    "Tool Chest": "Тумба инструментальная",
    "Tool Box": "Ящик для инструментов",
    "Workbench": "Верстак",
    "Bench Vice": "Тиски слесарные",
    "Telescopic Ladder": "Лестница телескопическая",
    "Step Ladder": "Стремянка",
}
_SPEC_WORDS = {
    "up to": "до",
    "4 in 1": "4 в 1",
    "bare unit": "без АКБ",
    "bare": "без АКБ",
    "brushless": "бесщёточный",
    "self-propelled": "самоходная",
    "petrol": "бензиновый",
    "ash handle": "ясеневый черенок",
    "stainless": "нержавеющая сталь",
    "four tines": "четыре зубца",
    "galvanised": "оцинкованная",
    "Pebble Grey": "галечно-серая",
    "Pure White": "белоснежная",
    "White": "белая",
    "Sage": "шалфей",
    "Sandstone": "песчаник",
    "Natural": "натуральный",
    "Teak": "тик",
    "satin": "полуматовый",
    "gloss": "глянцевый",
    "pieces": "шт.",
    "fibreglass": "стеклопластик",
    "red": "красный луч",
    "green": "зелёный луч",
    "drawers": "ящиков",
    "beech": "бук",
    "steel frame": "стальная рама",
    "treads": "ступеней",
    "V": "В",
    "W": "Вт",
    "Ah": "А·ч",
    "mm": "мм",
    "cm": "см",
    "m2": "м²",
    "m": "м",
    "ml": "мл",
    "L": "л",
    "kg": "кг",
    "g": "г",
    "bar": "бар",
    "in": "дюймов",
    "x": "×",
}
_SPEC_WORD = re.compile(r"(?<!\w)(?:" + "|".join(sorted(_SPEC_WORDS, key=len, reverse=True)) + r")(?!\w)")
_TEXTS = {
    "Built for people who use it every day and expect it to start every time.": (
        "Для тех, кто работает каждый день и не любит сюрпризов."
    ),
    "A dependable choice for the workshop, the site and the weekend at home.": (
        "Надёжный выбор для мастерской, стройки и выходных на даче."
    ),
    "Light enough for overhead work, strong enough for the jobs that come after it.": (
        "Лёгкость для работы над головой и запас прочности для всего остального."
    ),
    "Carefully balanced, easy to service, and made from parts you can still get in ten years.": (
        "Хорошо сбалансирован, прост в обслуживании, запчасти найдутся и через десять лет."
    ),
    "The one our own fitters take along when they can take only one.": (
        "Именно его берут наши монтажники, когда можно взять только один инструмент."
    ),
    "Three year guarantee when registered online": "Три года гарантии при регистрации на сайте",
    "Spare parts available": "Запчасти в наличии",
    "Soft grip, low vibration": "Мягкая рукоятка, низкая вибрация",
    "Made in Europe": "Сделано в Европе",
    "Suitable for indoor and outdoor use": "Подходит для работы в помещении и на улице",
    "Comes in a recyclable carton": "Упаковка из переработанного картона",
    "Tested to EN 60745 where it applies": "Испытано по EN 60745, где применимо",
    "Supplied with instructions in six languages": "Инструкция на шести языках",
}


def in_russian(thing: Thing) -> Thing:
    """Return the same thing under its Russian name; brand, model and identifiers stay as the maker writes them."""
    noun, spec = _NOUNS[thing.noun], translate_spec(thing.spec)
    praise = next(russian for english, russian in _TEXTS.items() if thing.text.endswith(english))
    return replace(
        thing,
        noun=noun,
        spec=spec,
        text=f"{noun} {thing.brand} {thing.model} ({spec}). {praise}",
        points=tuple(_TEXTS[point] for point in thing.points),
    )


def translate_spec(spec: str) -> str:
    """Return a specification with Russian words, units and decimal commas.

    >>> translate_spec("18 V 2 x 2.0 Ah")
    '18 В 2 × 2,0 А·ч'
    >>> translate_spec("up to 500 m2")
    'до 500 м²'
    """
    return re.sub(r"(\d)\.(\d)", r"\1,\2", _SPEC_WORD.sub(lambda match: _SPEC_WORDS[match[0]], spec))


def plural(number: int, one: str, few: str, many: str) -> str:
    """Return the form of a noun after a number.

    >>> [plural(number, "отзыв", "отзыва", "отзывов") for number in (1, 3, 11, 21)]
    ['отзыв', 'отзыва', 'отзывов', 'отзыв']
    """
    if number % 100 in range(11, 15) or number % 10 not in range(1, 5):
        return many
    return one if number % 10 == 1 else few
