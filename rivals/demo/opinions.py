"""What customers of the demo market write, and what shops answer: the stock of each language."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Mood:
    """Words of one mood."""

    titles: tuple[str, ...]
    product: tuple[str, ...]
    """Sentences on something bought."""
    company: tuple[str, ...]
    """Sentences on the company."""
    replies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Opinions:
    """The stock of one language."""

    pleased: Mood
    cross: Mood


_ENGLISH = Opinions(
    pleased=Mood(
        titles=(
            "Does what it should",
            "Very happy",
            "Worth every cent",
            "Solid piece of kit",
            "Would buy again",
            "Nice",
        ),
        product=(
            "Used it for a whole weekend and it never complained.",
            "Much quieter than the old one.",
            "Feels solid in the hand and nothing rattles.",
            "My father borrowed it and has not brought it back.",
            "The instructions are short and actually make sense.",
            "Looks better than in the picture.",
            "It paid for itself on the first job.",
            "Starts straight away, even in the cold shed.",
            "I was sceptical at this price, but no complaints so far.",
            "Easy to clean and easy to put away.",
        ),
        company=(
            "Ordered on Monday evening and had the parcel on Wednesday morning.",
            "They rang me to ask whether I really wanted the bigger one.",
            "Everything was packed as if it were glass.",
            "The man at the counter knew more than the manual.",
            "Third order already and never a problem.",
            "A spare part they did not have was there two days later.",
            "Prices are fair, and the people are friendly.",
            "I sent the wrong size back and got my money the same week.",
            "You notice that they use what they sell.",
            "Ordering by phone still works here, thank you for that.",
        ),
        replies=(
            "Thank you, that made our morning!",
            "Thanks for the kind words. We have told the warehouse.",
            "Good to hear, and see you next time.",
        ),
    ),
    cross=Mood(
        titles=("Not impressed", "Could be better", "Disappointed", "Think twice", "Hm"),
        product=(
            "The plastic latch broke in the second week.",
            "Heavier than the description made me believe.",
            "One screw was missing and I had to find my own.",
            "It gets hot after ten minutes.",
            "The cable is far too short for a workshop.",
            "Fine for now and then, not for every day.",
            "The case does not close once everything is inside.",
            "I expected more from this maker.",
            "Vibrates so much that my hands were numb.",
            "The scale is printed crooked, so do not trust it.",
        ),
        company=(
            "The courier left the parcel in the rain.",
            "Waited six days for an answer to my e-mail.",
            "The website said in stock, the warehouse said otherwise.",
            "Nobody picked up the phone on Friday afternoon.",
            "I had to explain the same thing to three people.",
            "The box was open when it arrived.",
            "The refund came, but only after I had asked twice.",
            "The invoice had somebody else's name on it.",
            "Friendly people, but they are clearly too few.",
            "Half of the order came a week after the other half.",
        ),
        replies=(
            "We are sorry about this. Please write to us with your order number and we will put it right.",
            "That should not have happened. A replacement is on its way.",
            "Thank you for telling us; we are looking into it.",
        ),
    ),
)

_RUSSIAN = Opinions(
    pleased=Mood(
        titles=("Отличная вещь", "Рекомендую", "Доволен покупкой", "Всё как надо", "Своих денег стоит", "Супер"),
        product=(
            "Работал все выходные, ни разу не подвёл.",
            "Гораздо тише старого.",
            "В руке лежит хорошо, ничего не люфтит.",
            "Сосед одолжил и до сих пор не вернул.",
            "Инструкция короткая и понятная.",
            "На фото выглядит хуже, чем в жизни.",
            "Окупилось на первом же заказе.",
            "Запускается сразу, даже в холодном гараже.",
            "За такие деньги сомневался, но пока без нареканий.",
            "Легко чистить и удобно хранить.",
        ),
        company=(
            "Заказал вечером в понедельник, в среду утром уже забрал.",
            "Перезвонили и уточнили, точно ли нужна большая модель.",
            "Упаковано так, будто внутри стекло.",
            "Продавец знал больше, чем написано в инструкции.",
            "Уже третий заказ, и всё без проблем.",
            "Запчасти не было, но через два дня привезли.",
            "Цены честные, люди приветливые.",
            "Вернул не тот размер, деньги пришли на той же неделе.",
            "Видно, что сами пользуются тем, что продают.",
            "Доставили в Караганду целым и вовремя.",
        ),
        replies=(
            "Спасибо за тёплые слова! Передали складу.",
            "Благодарим за отзыв, ждём вас снова.",
            "Спасибо! Рады, что всё подошло.",
        ),
    ),
    cross=Mood(
        titles=("Ожидал большего", "Так себе", "Разочарован", "Подумайте дважды", "Не очень"),
        product=(
            "Пластиковая защёлка сломалась на второй неделе.",
            "Тяжелее, чем кажется по описанию.",
            "Одного винта не хватало, пришлось искать свой.",
            "Через десять минут начинает греться.",
            "Провод слишком короткий для мастерской.",
            "Для редкой работы сойдёт, на каждый день нет.",
            "Кейс не закрывается, если сложить всё внутрь.",
            "От этой марки ждал большего.",
            "Сильная вибрация, руки немеют.",
            "Шкала напечатана криво, доверять ей нельзя.",
        ),
        company=(
            "Курьер оставил коробку под дождём.",
            "Ответа на письмо ждал шесть дней.",
            "На сайте было в наличии, на складе сказали иначе.",
            "В пятницу после обеда никто не берёт трубку.",
            "Одно и то же пришлось объяснять трём людям.",
            "Коробка пришла открытой.",
            "Деньги вернули, но только после второго звонка.",
            "В накладной стояла чужая фамилия.",
            "Люди вежливые, но их явно не хватает.",
            "Вторая половина заказа приехала через неделю после первой.",
        ),
        replies=(
            "Приносим извинения. Напишите нам номер заказа, и мы всё исправим.",
            "Так быть не должно. Замена уже в пути.",
            "Спасибо, что сообщили; разбираемся.",
        ),
    ),
)

OPINIONS = {"en": _ENGLISH, "ru": _RUSSIAN}
"""Language of a site → its stock."""
