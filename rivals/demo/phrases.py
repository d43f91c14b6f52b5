"""What the demo blogs write with: topics, titles, sentences and headings of each language."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """The stock of one language."""

    topics: tuple[str, ...]
    titles: tuple[str, ...]
    """Each with one gap for a topic."""
    part: str
    """How a title goes on when the titles begin anew, with one gap for the number."""
    sentences: tuple[str, ...]
    headings: tuple[str, ...]


ENGLISH = Phrases(
    topics=(
        "sanding an oak table",
        "hanging a heavy mirror",
        "oiling the deck",
        "sharpening garden shears",
        "choosing a cordless drill",
        "painting a damp wall",
        "building a raised bed",
        "storing batteries in winter",
        "cutting laminate without chips",
        "setting up a laser level",
        "cleaning paint brushes",
        "laying a garden path",
        "repairing a wobbly chair",
        "insulating a shed",
        "drilling into tiles",
        "mowing on a slope",
        "choosing a ladder",
        "filling cracks before painting",
        "pruning an old hedge",
        "fixing a dripping hose",
        "mixing small batches of mortar",
        "sawing straight by hand",
        "using a bench vice",
        "planning a small workshop",
    ),
    titles=(
        "A weekend guide to {}",
        "What customers ask us about {}",
        "{}: seven mistakes we have all made",
        "Before you start {}",
        "The quiet art of {}",
        "Tools we reach for when {}",
        "{} – step by step",
        "Notes on {}",
    ),
    part=", part {}",
    sentences=(
        "Most of the work is done before the first tool leaves its box.",
        "Measure twice, write the number down, and measure once more after lunch.",
        "We tried three ways in our own yard and kept notes on each of them.",
        "The cheap version works, but it takes about twice as long.",
        "If you only buy one thing for it, make it good gloves.",
        "Dust is the enemy here, so open a window and wear a mask.",
        "A reader from Ventspils wrote to us last autumn with a better idea.",
        "Clamp the piece firmly; your other hand is not a clamp.",
        "Let it dry overnight, even if the tin says four hours.",
        "Start with a coarse grit and do not skip the one in the middle.",
        "Old houses have no right angles, and yours will not be the exception.",
        "Test the finish on the underside where nobody will ever look.",
        "Keep the offcuts: they make the best spacers.",
        "It is tempting to press harder, but the blade should do the work.",
        "When in doubt, ask somebody who has already ruined one.",
        "A pencil line disappears, a knife line does not.",
        "Plan for rain, because it will certainly come on the second day.",
        "Budget around €60.00 for materials and a little more for patience.",
        "The neighbours will ask what you are doing; offer them a brush.",
        "Check twice that nothing runs behind the wall.",
        "After ten years in the trade we still read the manual.",
        "Two people make this easy, three make it slow.",
        "Rinse everything while it is still wet.",
        "Take a photograph before you take anything apart.",
        "There is no shame in stopping half way and going on tomorrow.",
        "Buy ten percent more than you think you need and keep the receipt.",
        "Good light from the side shows every flaw before the paint does.",
        "We sell a fair number of kits for this and repair very few of them.",
    ),
    headings=("What you need", "How to begin", "Where it goes wrong", "In the end"),
)

RUSSIAN = Phrases(
    topics=(
        "шлифовка дубового стола",
        "как повесить тяжёлое зеркало",
        "масло для террасы",
        "заточка садовых ножниц",
        "выбор аккумуляторной дрели",
        "покраска сырой стены",
        "высокая грядка своими руками",
        "хранение аккумуляторов зимой",
        "распил ламината без сколов",
        "настройка лазерного уровня",
        "чистка кистей",
        "садовая дорожка",
        "ремонт шаткого стула",
        "утепление сарая",
        "сверление плитки",
        "стрижка газона на склоне",
        "выбор лестницы",
        "шпаклёвка трещин",
        "обрезка старой живой изгороди",
        "ремонт капающего шланга",
        "раствор малыми порциями",
        "ровный рез ручной пилой",
        "работа с тисками",
        "планировка маленькой мастерской",
    ),
    titles=(
        "{}: пошагово",
        "{}: семь ошибок, которые совершали мы все",
        "{}: частые вопросы покупателей",
        "Перед тем как начать: {}",
        "{} за одни выходные",
        "Заметки мастера: {}",
        "{} без спешки и лишних трат",
        "Ещё раз о главном: {}",
    ),
    part=", часть {}",
    sentences=(
        "Большая часть работы делается до того, как инструмент вынут из коробки.",
        "Измерьте дважды, запишите, а после обеда измерьте ещё раз.",
        "Мы попробовали три способа у себя во дворе и записали, что вышло.",
        "Дешёвый вариант тоже работает, только занимает вдвое больше времени.",
        "Если покупать что-то одно, купите хорошие перчатки.",
        "Главный враг здесь пыль, поэтому откройте окно и наденьте маску.",
        "Осенью нам написал читатель из Караганды, и его идея оказалась лучше.",
        "Зажмите заготовку как следует: вторая рука не струбцина.",
        "Дайте высохнуть за ночь, даже если на банке написано четыре часа.",
        "Начните с крупного зерна и не пропускайте среднее.",
        "В старых домах прямых углов нет, и ваш дом не исключение.",
        "Проверьте покрытие там, где его никто не увидит.",
        "Не выбрасывайте обрезки: это лучшие прокладки.",
        "Хочется надавить сильнее, но резать должно полотно.",
        "Сомневаетесь, спросите того, кто уже одну испортил.",
        "Карандашная линия стирается, линия от ножа остаётся.",
        "Рассчитывайте на дождь: на второй день он точно пойдёт.",
        "На материалы уйдёт около 25 000 ₸ и ещё немного на терпение.",
        "Соседи спросят, чем вы заняты; дайте им кисть.",
        "Дважды проверьте, не проходит ли что-нибудь за стеной.",
        "Мы в этом деле десять лет и всё равно читаем инструкцию.",
        "Вдвоём это просто, втроём уже медленно.",
        "Промойте всё, пока не засохло.",
        "Сфотографируйте узел, прежде чем разбирать.",
        "Нет ничего стыдного в том, чтобы остановиться и продолжить завтра.",
        "Берите материала на десять процентов больше и сохраните чек.",
        "Боковой свет показывает каждый изъян раньше краски.",
        "Таких наборов мы продаём много, а чиним очень мало.",
    ),
    headings=("Что понадобится", "С чего начать", "Где ошибаются", "И в конце"),
)

PHRASES = {"en": ENGLISH, "ru": RUSSIAN}
"""Language of a site → its stock."""
