"""What shops of several countries write. Origin of all strings: seen on shops' pages by the authors."""

from decimal import Decimal

import pytest

from crawler.parsing.address import SECRET, without_parameters
from crawler.parsing.availability import is_buy_button, parse_availability
from crawler.parsing.count import parse_count
from crawler.parsing.identifier import parse_text_id
from crawler.parsing.line import parse_paragraphs
from crawler.parsing.price import parse_price
from crawler.parsing.rating import parse_rating, parse_rating_number
from crawler.parsing.time import find_day, is_relative, parse_time
from crawler.reading.words import AVAILABLE, languages_of, stems_of

STOCK = {
    "InStock": (
        "В наличии|в наличии: 5 шт.|Есть в наличии|На складе|Остаток: 3 шт|Ir noliktavā|Noliktavā: 12|Pieejams|"
        "Қоймада бар|"
        "Stok tersedia|Ready stock|Stok: 12|Auf Lager|Sofort lieferbar|Lieferbar in 2 Tagen|En stock|Disponible|"
        "Hay existencias"
    ),
    "OutOfStock": (
        "Нет в наличии|Нет на складе|Распродано|Товар закончился|Сообщить о поступлении|В наличии: 0|Временно "
        "отсутствует|"
        "Ожидается поступление|Nav noliktavā|Nav pieejams|Izpārdots|Қоймада жоқ|Таусылды|Stok habis|Habis|Tidak "
        "tersedia|"
        "Nicht auf Lager|Ausverkauft|Derzeit nicht verfügbar|Rupture de stock|Épuisé|Indisponible|Agotado|Sin stock|"
        "No disponible"
    ),
    "PreOrder": "Предзаказ|Оформить предзаказ|Priekšpasūtījums|Vorbestellen|Précommande|Preventa|Алдын ала тапсырыс",
    "BackOrder": "Под заказ|Под заказ, 5 дней|Pēc pasūtījuma|Auf Bestellung|Sur commande|Bajo pedido",
    "LimitedAvailability": (
        "Осталось 3 шт.|Последний экземпляр|Atlikuši 2|Nur noch 3 auf Lager|Plus que 2 en stock|Quedan 3 unidades|"
        "Stok terbatas|Tersisa 2"
    ),
    "Discontinued": (
        "Снят с производства|Vairs netiek ražots|Nicht mehr lieferbar|N'est plus disponible|Ya no se fabrica"
    ),
}
SAID = [(text, name) for name, texts in STOCK.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "name"), SAID)
def test_what_shops_say_of_stock_is_schema_orgs_name(text: str, name: str) -> None:
    assert parse_availability(text) == name


@pytest.mark.parametrize("text", [text for text, _ in SAID])
def test_what_is_said_of_stock_is_looked_at(text: str) -> None:
    stems = [stems_of(languages_of(language, "")) for language in AVAILABLE]
    assert any(stem.available.search(text.lower()) for stem in stems)


@pytest.mark.parametrize(
    "text",
    [
        "Бесплатная доставка",
        "Наличие",
        "Disponible en 3 couleurs",
        "Pieejams arī citās krāsās",
        "Tersedia dalam 3 warna",
        "Verfügbarkeit",
        "Оплата при получении",
        "Noliktava",
        "Auf einen Blick",
        "Sans stockage",
        "Spare parts in stock",
        "Запчасти в наличии",
        "Запасные части всегда на складе",
        "Rezerves daļas ir noliktavā",
        "Ersatzteile auf Lager",
    ],
)
def test_what_says_nothing_clear_of_stock_is_none(text: str) -> None:
    assert parse_availability(text) is None


@pytest.mark.parametrize(
    "label",
    "В корзину|Купить|Купить в 1 клик|Добавить в корзину|Pirkt|Pievienot grozam|Ielikt grozā|Себетке салу|Сатып алу|"
    "Tambah ke keranjang|+ Keranjang|Beli Sekarang|In den Warenkorb|Jetzt kaufen|Ajouter au panier|Acheter|"
    "Añadir al carrito|Comprar".split("|"),
)
def test_a_label_that_buys_is_known(label: str) -> None:
    assert is_buy_button(label)


@pytest.mark.parametrize(
    "label",
    "Корзина|Grozs|Pirkuma noteikumi|Как купить|Panier|Warenkorb|Keranjang belanja|Заказать звонок|Beli 2 gratis 1|"
    "Comprar guía|В наличии|Покупателям".split("|"),
)
def test_a_label_that_does_not_buy_is_none(label: str) -> None:
    assert not is_buy_button(label)


@pytest.mark.parametrize(
    ("text", "amount", "currency", "kind"),
    [
        ("12 990 ₸", "12990.00", "KZT", "exact"),
        ("12 990 теңге", "12990.00", "KZT", "exact"),
        ("12.990 ₸", "12990.00", "KZT", "exact"),  # no shop counts in parts of a tenge
        ("990 р.", "990.00", "RUB", "exact"),
        ("990 р", "990.00", "RUB", "exact"),
        ("Rp 1.250.000", "1250000.00", "IDR", "exact"),
        ("от 990 ₽", "990.00", "RUB", "from"),
        ("no 9,99 €", "9.99", "EUR", "from"),
        ("mulai Rp 99.000", "99000.00", "IDR", "from"),
        ("990 ₽/мес.", "990.00", "RUB", "subscription"),
        ("5 000 ₸ в месяц", "5000.00", "KZT", "subscription"),
        ("9,99 € mēnesī", "9.99", "EUR", "subscription"),
        ("Rp 99.000/bulan", "99000.00", "IDR", "subscription"),
        ("9,99 € pro Monat", "9.99", "EUR", "subscription"),
        ("9,99 €/mois", "9.99", "EUR", "subscription"),
        ("9,99 € al mes", "9.99", "EUR", "subscription"),
        ("450 ₽ за кг", "450.00", "RUB", "unit"),
        ("3,50 €/gab.", "3.50", "EUR", "exact"),
        ("от 1 000 до 2 000 ₽", "1000.00", "RUB", "range"),
        ("no 5 līdz 9 €", "5.00", "EUR", "range"),
        ("Bez maksas", "0.00", None, "exact"),
        ("Тегін", "0.00", None, "exact"),
    ],
)
def test_a_price_is_read_as_its_shop_means_it(text: str, amount: str, currency: str | None, kind: str) -> None:
    price = parse_price(text)
    assert price is not None
    assert (price.amount, price.currency, price.type) == (Decimal(amount), currency, kind)


def test_two_prices_side_by_side_are_none() -> None:
    price = parse_price("12 990 ₸ 15 990 ₸")
    assert price is not None
    assert price.amount is None
    assert price.candidates == (Decimal("12990.00"), Decimal("15990.00"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2 марта 2026", "2026-03-02"),
        ("2 мая 2026 г., 12:30", "2026-05-02"),
        ("30 сент. 2025", "2025-09-30"),
        ("2026. gada 2. martā", "2026-03-02"),
        ("17. oktobris, 2025", "2025-10-17"),
        ("2 наурыз 2026", "2026-03-02"),
        ("2026 жылғы 2 мамыр", "2026-05-02"),
        ("28 Mei 2026", "2026-05-28"),
        ("12 Agustus 2025", "2025-08-12"),
        ("2. März 2026", "2026-03-02"),
        ("1er mars 2026", "2026-03-01"),
        ("14 déc. 2025", "2025-12-14"),
        ("2 de marzo de 2026", "2026-03-02"),
        ("02.03.2026", "2026-03-02"),
        ("02.03.26", None),
        ("2 марта", None),
        ("1 марта 2026 – 5 марта 2026", None),
        ("31 февраля 2026", None),
        ("12 ножей 2026", None),
    ],
)
def test_a_day_is_read_with_the_months_own_name(text: str, day: str | None) -> None:
    assert parse_time(text) == day


def test_the_written_day_is_cut_out_of_a_line() -> None:
    assert find_day("Мария К., 2 марта 2026 | 12 просмотров") == "2 марта 2026"
    assert find_day("Комплект 12 ножей 2026") is None


@pytest.mark.parametrize(
    "text",
    "вчера|3 дня назад|час назад|vakar|pirms 3 dienām|кеше|3 күн бұрын|kemarin|3 hari yang lalu|seminggu lalu|gestern|"
    "vor 2 Wochen|hier|il y a 3 jours|ayer|hace 2 días|yesterday|3 days ago".split("|"),
)
def test_a_relative_time_is_known_and_never_a_day(text: str) -> None:
    assert is_relative(text)
    assert parse_time(text) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1,2 тыс. просмотров", 1200),
        ("15 комментариев", 15),
        ("3,8 jt", 3_800_000),
        ("12 rb", 12_000),
        ("1,5 tūkst. skatījumu", 1500),
        ("2 Mio. Aufrufe", 2_000_000),
        ("1,2 мың", 1200),
        ("Нет комментариев", 0),
        ("Nav komentāru", 0),
        ("Belum ada komentar", 0),
        ("3 mil vistas", None),  # a thousand in Spanish, a million elsewhere
        ("24 т.", None),
        ("4 из 5", None),
    ],
)
def test_a_count_is_read_with_its_words(text: str, count: int | None) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize(
    ("text", "value", "best"),
    [
        ("4/5", "4", "5"),
        ("4 out of 5 stars", "4", "5"),
        ("4,6 из 5 (128 отзывов)", "4.6", "5"),
        ("4 no 5", "4", "5"),
        ("4 von 5 Sternen", "4", "5"),
        ("5-тен 4", "4", "5"),
        ("10 из 10", "10", "10"),
        ("★★★★☆", "4", "5"),
        ("★★★★½", "4.5", "5"),
        ("★★★", "3", None),
        ("5 звёзд", "5", None),
        ("Оценка: 5", "5", None),
        ("4.5★", "4.5", None),
        ("Rating 4.295774647887324 out of 5", "4.3", "5"),
    ],
)
def test_a_rating_is_read_on_its_scale(text: str, value: str, best: str | None) -> None:
    assert parse_rating(text) == (Decimal(value), Decimal(best) if best else None)


@pytest.mark.parametrize(
    "text",
    ["Slide 1 of 5", "Слайд 1 из 5", "12/5", "2/3/2026", "07/10/2026", "24/7", "1/2", "98%", "5", "10 of 5", "", None],
)
def test_what_is_no_rating_is_none(text: str | None) -> None:
    assert parse_rating(text) is None


def test_a_rating_alone_must_be_on_its_scale() -> None:
    assert parse_rating_number("4,7") == Decimal("4.7")
    assert parse_rating_number("4.666666666666667") == Decimal("4.67")
    assert parse_rating_number("0") is None
    assert parse_rating_number("8") is None
    assert parse_rating_number("8", Decimal(10)) == Decimal(8)


def test_the_id_of_a_text_is_of_its_letters_only() -> None:
    assert parse_text_id("Отлично! 5 из 5") == parse_text_id("отлично 5 ИЗ 5")
    assert parse_text_id("one") != parse_text_id("two")
    assert parse_text_id(" – ") is None


def test_paragraphs_of_a_piece_of_html_stay_apart_and_have_an_end() -> None:
    assert parse_paragraphs("<p>Tea &amp; more</p><p>for <b>all</b></p>", 100) == "Tea & more\nfor all"
    assert parse_paragraphs("x" * 9000, 5000) == "x" * 5000


def test_secrets_are_taken_out_of_an_address_and_all_else_stays() -> None:
    address = "https://ads.example/list?q=hand+tools&Access_Token=EAAB&x=%5B1%5D"
    assert without_parameters(address, SECRET) == "https://ads.example/list?q=hand+tools&x=%5B1%5D"
    assert without_parameters("https://ads.example/list?token=1", SECRET) == "https://ads.example/list"
