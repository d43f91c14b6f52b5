"""What stands beside a price: VAT, the price of a unit, packs, delivery, least quantity, for whom. Origin of all
strings: habit of shops in the countries of eight languages, written by the authors; a bug found is a row added."""

from decimal import Decimal

import pytest

from crawler.parsing.customer import parse_customer_type
from crawler.parsing.delivery import parse_available_from, parse_delivery_days
from crawler.parsing.pack import Pack, parse_pack
from crawler.parsing.price import Hints
from crawler.parsing.quantity import parse_min_quantity
from crawler.parsing.tax import parse_tax_included
from crawler.parsing.unit_price import parse_unit_price

TAX: dict[bool | None, str] = {
    True: "incl. VAT|inc. GST|VAT included|inclusive of all taxes|Tax included.|(incl. 20% VAT)|Taxes included|"
    "с НДС|с учётом НДС 20%|в т.ч. НДС|включая НДС|НДС включен в цену|ar PVN|ar 21% PVN|PVN iekļauts|ieskaitot PVN|"
    "Cena ar PVN: 12 €|ҚҚС-мен|ҚҚС қоса|termasuk PPN|Harga sudah termasuk pajak|inkl. MwSt. zzgl. Versand|"
    "inkl. 19% MwSt|alle Preise inkl. der gesetzlichen MwSt.|Preis inkl. Steuern|TTC|TVA incluse|prix TTC, hors frais "
    "de port|IVA incluido|precio con iva|impuestos incluidos|Price incl. VAT excl. delivery",
    False: "excl. VAT|ex VAT|+ VAT|plus VAT|exc. tax|Tax calculated at checkout|VAT not included|(VAT excl.)|без НДС|"
    "без учёта НДС|НДС не включен|bez PVN|+PVN|PVN nav iekļauts|ҚҚС-сыз|belum termasuk PPN|zzgl. 19 % MwSt.|"
    "exkl. MWST|Nettopreis|HT|120 € HT|hors taxes|TVA non incluse|sin IVA|+ IVA|IVA no incluido|más IVA",
    None: "EUR29.66 (inc VAT 20%) EUR24.71 (exc VAT 20%)|private|with tax advice|Steuer|VAT number LV40003|what|",
}
UNIT_PRICES = {
    "kg": "12.00: €1.20 per 100 g;€12.00/kg;1 kg = 12,00 €;(12,00 €/kg);Grundpreis: 12,00 € / 1 kg;12,00 € le kg;"
    "12,00 € el kilo;par kg 12,00 €;12,00 € par kg;Prix au kg : 12,00 €;120p/100g;12 ₽/кг;Цена за кг: 12 ₽;12 ₸/кг;"
    "1,20 €/100 g (12,00 €/kg)",
    "l": "7.50: £0.75 / 100ml;7,50 €/Liter;1 l = 7,50 €;7,50 €/l;0,75 € pro 100 ml",
    "piece": "3.50: 3,50 €/gab.;3,50 € je Stück;€3.50 per item;3,50 ₽/шт.;3,50 € la pièce;3,50 €/unidad",
    "m²": "3.50: £3.50/sq m;3,50 €/m²;3,50 ₽/кв. м",
    "fl oz": "0.25: $0.25/fl oz",
}
NO_UNIT_PRICE = (
    "€9 per month|€9 per user|price/kg|€ 5 per 0 g|€ 1.299/kg|per 100 g|12/18|€3.20 per 100 g (€30/kg)|".split("|")
)
PACKS: dict[Pack | None, str] = {
    Pack(count=6, size=Decimal("0.5"), unit="l"): "6 × 0.5 l|6x500ml|500 ml × 6|0,5 л x 6 шт|Cola 6 x 0,5l Flasche",
    Pack(count=36, size=Decimal("0.33"), unit="l"): "6 x 6 x 330ml",
    Pack(count=3, size=Decimal("1.5"), unit="kg"): "3 x 1,5 кг|3 × 1.5 kg",
    Pack(count=6): "pack of 6|6-pack|6 pack|6er Pack|6er-Set|lot de 6|pack de 6|box of 6|case of 6|set of 6 chairs|"
    "упаковка 6 шт|6 шт. в упаковке|Комплект из 6 шт|iepakojumā 6 gab|6 gab. iepakojumā|isi 6|VPE 6 Stück|"
    "6 дана/қаптама|caja de 6 unidades|boîte de 6",
    None: "2 x 4 GB|50 x 70 cm|50 x 70 x 2 cm|упаковка 500 г|pack of 6 or pack of 12|1080p 4k|2 x 2.4 GHz|a pack|"
    "pack of 10 000|10 шт.|Backpack 20 l|1 x 6|",
}
DELIVERY: dict[int | None, str] = {
    0: "Same day delivery|Ships today|Доставка сегодня|Entrega hoy",
    1: "Next-day delivery|Delivered within 24 hours|Доставим завтра|Versandfertig in 24 Stunden|Expédié sous 24h",
    2: "Livraison sous 48h|Expédié sous 24/48h|Entrega en 24-48 horas",
    3: "Ships in 2-3 days|Доставка 2-3 дня|piegāde 1–3 dienu laikā|Жеткізу 2-3 күн|pengiriman 2-3 hari|"
    "Lieferzeit: 2-3 Tage|Sofort lieferbar, Lieferzeit 1-3 Werktage|envío en 2-3 días laborables|Available in 3 days|"
    "Delivery: 3 days. Returns within 60 days",
    5: "срок поставки 3-5 рабочих дней|Под заказ, 5 дней|Lieferbar in 5 Tagen|livraison en 3 à 5 jours ouvrés",
    14: "delivery in 1-2 weeks|Lieferzeit: 1-2 Wochen|Piegāde 1-2 nedēļas|Срок поставки 2 недели",
    None: "30 days return|Free delivery, 30 day returns|warranty 24 months|доставка от 2 дней|Free shipping over 50|"
    "Kostenloser Versand, 14 Tage Rückgabe|Delivery Mon-Fri 9:00-17:00 h|12 months delivery contract price|delivery|"
    "Возврат 14 дней|Ships in 3+ days|within 24 hours|",
}
DAYS: dict[str | None, str] = {
    "2026-03-12": "Available from 12 March 2026|Release date: March 12, 2026|Ожидается 12.03.2026|"
    "В продаже с 12 марта 2026 г.|Pieejams no 2026. gada 12. marta|2026 жылғы 12 наурыз қолжетімді|"
    "Tersedia mulai 12 Maret 2026|verfügbar ab 12.03.2026|Erscheint am 12.03.2026|"
    "Disponible à partir du 12 mars 2026|Disponible desde el 12 de marzo de 2026|Preorder. Ships 12 March 2026",
    None: "Offer valid until 12 March 2026|12 March 2026|Ships on 12 March|Posted 12 March 2026|Акция до 12.03.2026|",
}
LEAST: dict[int | None, str] = {
    10: "from 10 pcs|от 10 шт.|no 10 gab.|10 данадан бастап|ab 10 Stück|ab 10 Stk.|dès 10 pièces|desde 10 uds|"
    "mulai 10 pcs|10-49 шт.|10+ pcs|MOQ: 10|MOQ 10 pcs|≥ 10 pcs|10 or more|10 oder mehr|10 Stück oder mehr|10 ou plus|"
    "10 o más|10 и более|10 vai vairāk|10 atau lebih",
    5: "min. order 5|Minimum order quantity: 5 pcs|минимальный заказ 5 шт|Мин. партия: 5|min. pembelian 5|"
    "Mindestbestellmenge: 5|Mindestabnahme 5 Stück|quantité minimale : 5|pedido mínimo: 5 unidades|buy 5 or more",
    None: "Minimum order $50|от 10 000 ₽|от 500 ₽|min. order 5 kg|from 10|от 10 отзывов|from 1 pc|min. order 50 €|"
    "50-100 pieces / 100-200 pieces|минимальная сумма заказа 5000 руб|Минимальный заказ: 1|from 10 days|"
    "Orders of $50 or more|€ 50 or more|50 € or more|2 years or more|",
}
CUSTOMERS: dict[str | None, str] = {
    "member": "Member price|Members pay|Price for members|Club price|Цена по карте|С картой лояльности|Клубная цена|"
    "ar Paldies karti|Kluba cena|Harga member|Mitgliederpreis|mit Kundenkarte|prix adhérent|avec la carte|precio socio",
    "business": "Business price|Trade price|для юрлиц|Оптовая цена|Uzņēmumiem|Harga grosir|Händlerpreis|"
    "für Geschäftskunden|prix pro|para empresas|заңды тұлғаларға",
    "student": "student price|для студентов|Studentiem|Harga mahasiswa|Studentenpreis|tarif étudiant|para estudiantes",
    "subscriber": "Subscribe & save|with subscription|по подписке|Abonentiem|im Abo|Sparabo|Harga langganan|"
    "avec un abonnement|con suscripción",
    None: "Оплата картой|Pay by card|Regular price|Non-member price|paiement avec carte bancaire|Become a member|"
    "Credit card|mit Kreditkarte|Pago con tarjeta|Norēķini ar karti|Prime delivery|Member price, student price|"
    "Price without a card|цена без карты|",
}


@pytest.mark.parametrize(("text", "included"), [(t, said) for said, texts in TAX.items() for t in texts.split("|")])
def test_a_text_tells_whether_vat_is_in_the_price(text: str, included: bool | None) -> None:
    assert parse_tax_included(text) is included


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        (text, amount, unit)
        for unit, (amount, texts) in ((unit, row.split(": ", 1)) for unit, row in UNIT_PRICES.items())
        for text in texts.split(";")
    ],
)
def test_the_price_of_a_unit_is_that_of_one(text: str, amount: str, unit: str) -> None:
    price = parse_unit_price(text)
    assert price is not None
    assert (price.amount, price.unit) == (Decimal(amount), unit)


@pytest.mark.parametrize("text", NO_UNIT_PRICE)
def test_what_is_no_clear_price_of_a_unit_is_none(text: str) -> None:
    assert parse_unit_price(text) is None


def test_an_unclear_unit_price_is_settled_as_any_price_is() -> None:
    price = parse_unit_price("€ 1.299/kg", Hints(decimal_sign=","))
    assert price is not None
    assert (price.amount, price.currency, price.text) == (Decimal("1299.00"), "EUR", "€ 1.299/kg")


@pytest.mark.parametrize(("text", "pack"), [(t, pack) for pack, texts in PACKS.items() for t in texts.split("|")])
def test_a_pack_tells_its_pieces_and_their_size(text: str, pack: Pack | None) -> None:
    assert parse_pack(text) == pack


@pytest.mark.parametrize(("text", "days"), [(t, days) for days, texts in DELIVERY.items() for t in texts.split("|")])
def test_the_most_days_of_delivery_are_read(text: str, days: int | None) -> None:
    assert parse_delivery_days(text) == days


@pytest.mark.parametrize(("text", "day"), [(t, day) for day, texts in DAYS.items() for t in texts.split("|")])
def test_the_first_day_it_can_be_had_is_read(text: str, day: str | None) -> None:
    assert parse_available_from(text) == day


@pytest.mark.parametrize(("text", "least"), [(t, least) for least, texts in LEAST.items() for t in texts.split("|")])
def test_the_least_quantity_is_read(text: str, least: int | None) -> None:
    assert parse_min_quantity(text) == least


@pytest.mark.parametrize(("text", "who"), [(t, who) for who, texts in CUSTOMERS.items() for t in texts.split("|")])
def test_for_whom_a_price_is_is_read(text: str, who: str | None) -> None:
    assert parse_customer_type(text) == who


@pytest.mark.parametrize(
    "text",
    ["1" * 5000, "€ " * 3000, "in stock " * 2000, "x1" * 3000, "12 – " * 2000, "за " * 3000, "1 x " * 3000, "\x00٣٤"],
)
def test_hostile_text_is_read_to_an_end(text: str) -> None:
    for parse in (parse_tax_included, parse_unit_price, parse_pack, parse_delivery_days, parse_available_from):
        parse(text)
    assert parse_min_quantity(text) is None
    assert parse_customer_type(text) is None
