"""What shops say of stock, condition and waiting, in eight languages. Origin of all strings: habit of shops in the
countries of each language, written by the authors of this table; a bug found is a row added."""

import pytest

from crawler.parsing.availability import (
    is_buy_button,
    is_notify_button,
    parse_availability,
    parse_condition,
    parse_quantity_left,
)
from crawler.reading.words import AVAILABLE, languages_of, stems_of

SAID: dict[str, dict[str | None, str]] = {
    "en": {
        "InStock": "In stock|In-stock|Available now|Available immediately|Ready to ship|Ships today|"
        "Ships within 24 hours|"
        "In stock, delivery available|Back in stock!|Availability: In stock|Stock: 12|12 in stock|Available for "
        "delivery",
        "OutOfStock": "Out of stock|Out-of-stock|Sold out|Currently unavailable|Temporarily out of stock|Not in stock|"
        "Not currently available|No longer in stock|Notify me when available|Email me when back in stock|Unavailable|"
        "Back in stock soon|Will be back in stock on 12 March|0 in stock|Coming soon|Item unavailable",
        "LimitedAvailability": "Only 3 left|Only 2 left in stock|Low stock|Last few|Almost sold out|Selling out fast|"
        "Limited stock|Last one!|Hurry, only 4 left|A few left|5 left in stock",
        "PreOrder": "Pre-order|Preorder now|Available for pre-order|Pre order today",
        "BackOrder": "Available on backorder|On backorder|Back-order|On order|Special order|Ships in 2-3 weeks|"
        "Usually ships within 4 to 6 weeks|2-3 weeks",
        "MadeToOrder": "Made to order|Made-to-measure",
        "Discontinued": "Discontinued|This product is no longer available|No longer made|"
        "This model has been discontinued",
        "InStoreOnly": "In store only|Available in store only|Only in stores|Not available online|Not sold online",
        "OnlineOnly": "Available online only|Online only",
        None: "Free delivery|Delivery available|Available in 3 colours|In stock at 5 stores|Spare parts in stock|"
        "Delivery not available|Pickup unavailable|Not available for pickup|Click & collect unavailable|Availability|"
        "In stock only|Show out of stock items|Include out of stock|Stock photo|Gift wrapping available|"
        "Some sizes sold out|If out of stock, we refund you|Notify me of new posts|Notify me when the price drops|"
        "Stock up and save|Bestsellers|Order by 5 pm|Sold by Acme|500 sold|Stockists|Rolling stock|Financing available",
    },
    "ru": {
        "InStock": "В наличии|Есть в наличии|На складе|В наличии: 5 шт.|Остаток: 3 шт|Много на складе|В продаже|"
        "Готов к отправке|Наличие: есть|Есть на складе|В наличии, доставка завтра|Много",
        "OutOfStock": "Нет в наличии|Нет на складе|Распродано|Товар закончился|Временно отсутствует|"
        "Ожидается поступление|"
        "В наличии: 0|Наличие: нет|Сообщить о поступлении|Товар недоступен|Нет в продаже|Скоро в продаже|Продано|"
        "Уведомить о поступлении",
        "LimitedAvailability": "Осталось 3 шт.|Остался 1 шт.|Осталась 1 пара|Последний экземпляр|Мало|Осталось мало|"
        "Почти распродано|Заканчивается|Только 2 шт|Ограниченное количество|Скоро закончится",
        "PreOrder": "Предзаказ|Оформить предзаказ|Доступен для предзаказа|Предварительный заказ",
        "BackOrder": "Под заказ|На заказ|Под заказ, 5 дней|Доставка под заказ 2-3 недели|Поставка: 2-3 недели",
        "Discontinued": "Снят с производства|Снято с продажи|Больше не выпускается|Товар снят с производства",
        "InStoreOnly": "Только в магазине|Только в розничных магазинах|Не продаётся онлайн",
        "OnlineOnly": "Только онлайн|Только в интернет-магазине",
        None: "Бесплатная доставка|Наличие|Запчасти в наличии|Доставка недоступна|Самовывоз доступен|"
        "Есть в 5 магазинах|"
        "В наличии в 12 магазинах|Только в наличии|Оплата при получении|Рассрочка доступна|Уведомить о снижении цены|"
        "Если товара нет в наличии, мы позвоним|Складной нож|Последние новости|Доставка есть|Заказать звонок",
    },
    "lv": {
        "InStock": "Ir noliktavā|Noliktavā|Noliktavā: 12|Pieejams|Pieejama|Ir pieejams|Pieejamība: ir|"
        "Pieejams noliktavā|"
        "Ir uz vietas|Ir veikalā|Krājumā: 4|Gatavs nosūtīšanai",
        "OutOfStock": "Nav noliktavā|Nav pieejams|Izpārdots|Izpārdota|Ir beidzies|Pašlaik nav|Noliktavā: 0|Nav krājumā|"
        "Paziņot, kad pieejams|Drīzumā pieejams|Pieejamība: nav|Nav uz vietas",
        "LimitedAvailability": "Atlikuši 2|Atlicis 1|Pēdējais eksemplārs|Pēdējā prece|Maz noliktavā|Gandrīz izpārdots|"
        "Atlicis maz|Tikai 3 gab.|Ierobežots daudzums",
        "PreOrder": "Priekšpasūtījums|Iepriekšpasūtīt|Iepriekšējs pasūtījums",
        "BackOrder": "Pēc pasūtījuma|Uz pasūtījuma|Pasūtāms|Piegāde 2-3 nedēļas",
        "Discontinued": "Vairs netiek ražots|Vairs nav pieejams|Ražošana pārtraukta|Izņemts no ražošanas",
        "InStoreOnly": "Tikai veikalā|Tikai mūsu veikalos|Nav pieejams internetā",
        "OnlineOnly": "Tikai internetveikalā|Tikai internetā",
        None: "Bezmaksas piegāde|Pieejams arī citās krāsās|Noliktava|Rezerves daļas ir noliktavā|Piegāde nav pieejama|"
        "Pieejams 5 veikalos|Ja prece nav noliktavā, sazināsimies|Pasūtījuma statuss|Līzings pieejams|"
        "Saņemšana veikalā ir pieejama|Uzzini par cenu|Pasūtīt zvanu|Krājumu pārvaldība|Noliktavas adrese|Jaunumi",
    },
    "kk": {
        "InStock": "Қоймада бар|Бар|Сатылымда бар|Қолда бар|Қолжетімді|Қоймада: 5|Сатуда бар|Жөнелтуге дайын|"
        "Дүкенде бар|Қол жетімді",
        "OutOfStock": "Қоймада жоқ|Таусылды|Жоқ|Сатылып кетті|Қолжетімсіз|Сатылымда жоқ|Таусылған|Уақытша жоқ|"
        "Түскенде хабарлау|Жақында сатылымда",
        "LimitedAvailability": "3 дана қалды|Соңғы 2|Соңғы дана|2 дана ғана қалды|Аз қалды|Шектеулі саны",
        "PreOrder": "Алдын ала тапсырыс|Алдын ала тапсырыс беру",
        "BackOrder": "Тапсырыс бойынша|Тапсырыспен",
        "Discontinued": "Өндірістен алынған|Бұдан былай шығарылмайды|Сатылымнан алынды",
        "InStoreOnly": "Тек дүкенде|Тек қана дүкендерде",
        "OnlineOnly": "Тек онлайн",
        None: "Тегін жеткізу|Жеткізу бар|Қосалқы бөлшектер бар|5 дүкенде бар|Тапсырыс беру|Қоймалар|Жаңалықтар|"
        "Баға туралы|Барлық тауарлар|Бөліп төлеу бар|Жеткізу жоқ|Себет|Кепілдік|Сатушы|Төлем",
    },
    "id": {
        "InStock": "Stok tersedia|Ready stock|Stok: 12|Tersedia|Ada stok|Barang tersedia|Masih tersedia|Siap kirim|"
        "Produk tersedia|Ready|Stok banyak",
        "OutOfStock": "Stok habis|Habis|Tidak tersedia|Habis terjual|Barang kosong|Stok kosong|Terjual habis|Stok: 0|"
        "Segera hadir|Belum tersedia|Produk sedang habis|Beritahu saya",
        "LimitedAvailability": "Stok terbatas|Tersisa 2|Sisa 3|Stok menipis|Hampir habis|Segera habis|Tinggal 2 lagi|"
        "Stok tinggal 4|Tinggal sedikit",
        "PreOrder": "Pre-order|Pra-pesan|Prapesan|Pesan di muka|Preorder 7 hari",
        "BackOrder": "Inden",
        "MadeToOrder": "Dibuat sesuai pesanan",
        "Discontinued": "Tidak diproduksi lagi|Tidak lagi dijual|Sudah tidak dijual|Diskontinu",
        "InStoreOnly": "Hanya di toko|Hanya tersedia di gerai",
        "OnlineOnly": "Hanya tersedia online|Khusus online",
        None: "Gratis ongkir|Tersedia dalam 3 warna|Suku cadang tersedia|Tersedia di 5 toko|Cicilan tersedia|Stok foto|"
        "Pengiriman tidak tersedia|Hubungi kami|Produk terkait|Beri ulasan|Harga habis pajak|COD tersedia|"
        "Jika stok habis, dana kembali|Tentang toko|Tersedia cicilan",
    },
    "de": {
        "InStock": "Auf Lager|Sofort lieferbar|Lieferbar in 2 Tagen|Lieferbar|Vorrätig|Lagernd|Sofort verfügbar|"
        "Ab Lager|"
        "Versandfertig in 24 Stunden|Verfügbar|Verfügbarkeit: auf Lager|Sofort versandfertig|5 Stück verfügbar",
        "OutOfStock": "Nicht auf Lager|Ausverkauft|Derzeit nicht verfügbar|Nicht vorrätig|Vergriffen|"
        "Momentan nicht lieferbar|"
        "Leider ausverkauft|Nicht lieferbar|Benachrichtigen Sie mich|Bei Verfügbarkeit benachrichtigen|Bald verfügbar|"
        "Nicht mehr auf Lager|Zur Zeit nicht lieferbar|Demnächst wieder verfügbar",
        "LimitedAvailability": "Nur noch 3 auf Lager|Nur noch wenige verfügbar|Fast ausverkauft|Geringer Bestand|"
        "Wenige Stück auf Lager|Letztes Stück|Nur noch 2|Bald ausverkauft|Begrenzt verfügbar|Noch 4 Stück",
        "PreOrder": "Vorbestellen|Jetzt vorbestellen|Vorbestellung|Vorbestellbar",
        "BackOrder": "Auf Bestellung|Lieferbar in 5 Tagen|Lieferbar in 2-3 Wochen|Bestellware|Wird für Sie bestellt|"
        "Lieferzeit 4-6 Wochen|Lieferbar innerhalb 10 Werktagen",
        "MadeToOrder": "Auf Maß gefertigt|Maßgefertigt|Auf Bestellung gefertigt",
        "Discontinued": "Nicht mehr lieferbar|Nicht mehr erhältlich|Artikel eingestellt|Produktion eingestellt|"
        "Auslaufmodell",
        "InStoreOnly": "Nur in der Filiale|Nur im Markt erhältlich|Nur im Laden|Nicht online bestellbar",
        "OnlineOnly": "Nur online erhältlich|Ausschließlich online|Nur online",
        None: "Kostenloser Versand|Verfügbarkeit|Auf einen Blick|Ersatzteile auf Lager|Abholung verfügbar|"
        "Lieferung nicht möglich|In 5 Filialen verfügbar|Nur verfügbare Artikel|Falls ausverkauft, melden wir uns|"
        "Lagerung kühl|Ratenzahlung möglich|Verfügbarkeit prüfen|Bestellstatus|Lieferumfang|Preisalarm",
    },
    "fr": {
        "InStock": "En stock|Disponible|Disponible immédiatement|Expédié sous 24h|Disponibilité : en stock|12 en stock|"
        "Disponible en ligne|Expédition sous 48h|Prêt à être expédié|4 disponibles|Disponible de suite",
        "OutOfStock": "Rupture de stock|Épuisé|Indisponible|Non disponible|Plus en stock|Hors stock|Bientôt disponible|"
        "En rupture|M'avertir du retour en stock|Prévenez-moi|Temporairement indisponible|Pas disponible|"
        "Produit épuisé|Actuellement indisponible|Plus disponible",
        "LimitedAvailability": "Plus que 2 en stock|Derniers articles en stock|Stock limité|Il ne reste plus que 3|"
        "Dernière pièce|Presque épuisé|Quantité limitée|Bientôt épuisé|Il reste 2 articles|Faible stock",
        "PreOrder": "Précommande|Précommander|Disponible en précommande|En précommande",
        "BackOrder": "Sur commande|Disponible sur commande|En cours de réapprovisionnement|Expédié sous 2 à 3 semaines",
        "MadeToOrder": "Fabriqué à la demande|Fabriqué sur mesure",
        "Discontinued": "N'est plus disponible|N'est plus fabriqué|Ce produit n’est plus commercialisé|Produit arrêté",
        "InStoreOnly": "Uniquement en magasin|Exclusivement en magasin|Non disponible en ligne",
        "OnlineOnly": "Uniquement en ligne|Exclusivement sur internet",
        None: "Livraison gratuite|Disponible en 3 couleurs|Sans stockage|Pièces détachées en stock|Disponibilité|"
        "Livraison indisponible|Retrait disponible|En stock dans 5 magasins|Uniquement en stock|Suivre ma commande|"
        "Paiement en 3 fois|M'avertir d'une baisse de prix|Vue d'ensemble|Click & collect disponible|Nos magasins",
    },
    "es": {
        "InStock": "En stock|Disponible|Hay existencias|Disponibilidad: inmediata|Envío inmediato|Disponibles: 5|"
        "12 disponibles|Stock: 4|Listo para enviar|"
        "Disponible ahora|En existencias|Entrega inmediata",
        "OutOfStock": "Agotado|Sin stock|No disponible|Sin existencias|Fuera de stock|No hay stock|Próximamente|"
        "Temporalmente sin stock|Producto agotado|Avísame cuando esté disponible|Avísame|No quedan unidades|"
        "Actualmente no disponible|Agotada",
        "LimitedAvailability": "Quedan 3 unidades|Últimas unidades|Solo quedan 2|Pocas unidades|Casi agotado|"
        "Queda 1|Stock limitado|Última unidad|A punto de agotarse",
        "PreOrder": "Preventa|Pre-venta|Prepedido|Reserva anticipada",
        "BackOrder": "Bajo pedido|Por encargo|Disponible bajo pedido|Disponible en 2-3 semanas",
        "MadeToOrder": "Hecho a medida|Fabricado a medida",
        "Discontinued": "Descatalogado|Ya no se fabrica|Ya no está disponible|Producto descontinuado",
        "InStoreOnly": "Solo en tienda|Sólo disponible en tiendas|No disponible online",
        "OnlineOnly": "Solo online|Exclusivo online|Disponible solo online",
        None: "Envío gratis|Disponible en 3 colores|Recambios en stock|Envío no disponible|Recogida disponible|"
        "Disponible en 5 tiendas|Solo en stock|Financiación disponible|Avísame si baja de precio|Disponibilidad|"
        "Estado del pedido|En caso de agotado, devolvemos|Ver existencias en tienda|Stock de fotos|Nuestras tiendas",
    },
}
PHRASES = [
    (language, text, name)
    for language, said in SAID.items()
    for name, texts in said.items()
    for text in texts.split("|")
]


@pytest.mark.parametrize(("language", "text", "name"), PHRASES)
def test_what_shops_say_of_stock_is_schema_orgs_name(language: str, text: str, name: str | None) -> None:
    assert parse_availability(text) == name, language


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, text, name in PHRASES if name])
def test_what_is_said_of_stock_is_looked_at(language: str, text: str) -> None:
    tag = language if language in AVAILABLE else "en"
    assert stems_of(languages_of(tag, "")).available.search(text.lower())


LEFT: dict[int | None, str] = {
    0: "0 in stock|Stock: 0",
    2: "Atlikuši 2|Atlikušas tikai 2 gab.|Noliktavā: 2 gab.|2 gab. noliktavā|Tikai 2 palikuši|Nur noch 2|"
    "nur noch 2 auf Lager|Noch 2 Stück verfügbar|2 Stück auf Lager|Lagerbestand: 2|Plus que 2 en stock|"
    "Il reste 2 articles|2 en stock|Il ne reste plus que 2",
    3: "осталось 3 шт|Осталось всего 3 шт.|В наличии: 3 шт.|3 шт. в наличии|Остаток: 3",
    4: "4 дана қалды|4 дана ғана қалды|Қоймада: 4",
    5: "Only 5 left|5 left in stock|Hurry, only 5 left!|5 in stock|In stock: 5|5 items left",
    6: "Quedan 6 unidades|Solo quedan 6|6 disponibles|Disponibles: 6|Últimas 6 unidades",
    7: "Sisa 7|Tersisa 7|Stok: 7|Sisa stok: 7|Tinggal 7 lagi",
    None: "In stock at 5 stores|10+ in stock|More than 10 in stock|В наличии более 10 шт.|Only a few left|2 days left|"
    "Sale ends: 3 hours left|Available in 3 colours|Auf Lager|5 left hand gloves|Ships in 5 days|Nur noch 2 Tage|"
    "Nur 5 €|Es sind mehr als 5 auf Lager|Plus de 5 en stock|50% left in stock|12,5 in stock|В наличии в 3 магазинах|"
    "Only 2 left in blue, only 3 left in red|1 000 in stock|Noliktavā vairāk par 5|Sisa 2 hari|Stok lebih dari 10|"
    "Más de 5 en stock|",
}


@pytest.mark.parametrize(
    ("text", "count"), [(text, count) for count, texts in LEFT.items() for text in texts.split("|")]
)
def test_pieces_left_are_counted_only_when_one_number_is_said(text: str, count: int | None) -> None:
    assert parse_quantity_left(text) == count


CONDITIONS: dict[str | None, str] = {
    "UsedCondition": "Used|Pre-owned|Second hand|Open box|б/у|Подержанный|Уценённый товар|Lietots|Mazlietota prece|"
    "Пайдаланылған|Bekas|Barang bekas|Gebraucht|Gebrauchtware|Vorführgerät|D'occasion|Occasion|Segunda mano|Usado|"
    "Seminuevo|Condition: used – good|Состояние: б/у|Zustand: Gebraucht",
    "RefurbishedCondition": "Refurbished|Certified refurbished|Renewed|Восстановленный|Atjaunots|Қалпына келтірілген|"
    "Rekondisi|Generalüberholt|Reconditionné|Reacondicionado|Condition: Refurbished",
    "DamagedCondition": "Damaged|For parts|На запчасти|Bojāts|Rusak|Defekt|Endommagé|Dañado",
    "NewCondition": "New|Brand new|Новый|Новая|Jauns|Жаңа|Baru|Neu|Neuf|Nuevo|Condition: New|Состояние: новое|"
    "Zustand: Neu|État : neuf",
    None: "Can be used outdoors|Used by professionals|Used in kitchens|New arrivals|Новинки|Neuheiten|What's new|"
    "without damage|We buy used phones|Gebrauchsanweisung|Nouveautés|Novedades|for damaged hair",
}


@pytest.mark.parametrize(
    ("text", "condition"), [(text, name) for name, texts in CONDITIONS.items() for text in texts.split("|")]
)
def test_a_condition_is_read_from_a_shops_phrase(text: str, condition: str | None) -> None:
    assert parse_condition(text) == condition


BUYS = (
    "Add to cart|Add to my bag|Buy now|Buy it now|Put into basket|+ Add to basket|Order now|Add to trolley|Purchase|"
    "Buy|"
    "В корзину|Купить|Купить сейчас|Купить в 1 клик|Добавить в корзину|Положить в корзину|Заказать|Оформить заказ|"
    "Быстрый заказ|"
    "Pirkt|Pirkt tagad|Pievienot grozam|Ielikt grozā|Likt grozā|Grozā|Pasūtīt|Iegādāties|Pievienot pirkumu grozam|"
    "Себетке салу|Себетке қосу|Сатып алу|Қазір сатып алу|Тапсырыс беру|Себетке|"
    "Tambah ke keranjang|+ Keranjang|Beli Sekarang|Beli|Masukkan ke keranjang|Pesan sekarang|Tambahkan ke troli|Beli "
    "langsung|"
    "In den Warenkorb|In den Einkaufswagen|Jetzt kaufen|Kaufen|Sofort kaufen|Jetzt bestellen|In den Warenkorb legen|"
    "Zum Warenkorb hinzufügen|"
    "Ajouter au panier|Acheter|Acheter maintenant|Commander|Mettre dans mon panier|J'achète|Ajouter à mon panier|"
    "Añadir al carrito|Comprar|Comprar ahora|Agregar al carrito|Añadir a la cesta|Añadir a la bolsa|Agregar al carro"
)
BUYS_NOT = (
    "Buying guide|Cart|View basket|Add to wish list|Sold out|Buy online, pick up in store|Order status|Order history|"
    "Add review|"
    "Order a sample|Buy 2 get 1 free|Purchase history|Shopping cart|"
    "Корзина|Как купить|Заказать звонок|Купить в кредит|Добавить в избранное|Покупателям|Перейти в корзину|"
    "Grozs|Pirkuma noteikumi|Skatīt grozu|Pasūtīt zvanu|Pievienot vēlmju sarakstam|"
    "Себет|Сатып алушыларға|Keranjang belanja|Keranjang|Beli 2 gratis 1|Pesanan saya|"
    "Warenkorb|Zum Warenkorb|Kaufberatung|Bestellstatus|Zur Kasse|"
    "Panier|Voir mon panier|Commandes|Ajouter aux favoris|Comprar guía|Carrito|Añadir a favoritos|Mis compras"
)


@pytest.mark.parametrize("label", BUYS.split("|"))
def test_a_label_that_buys_is_known(label: str) -> None:
    assert is_buy_button(label)
    assert is_buy_button(label.upper())


@pytest.mark.parametrize("label", BUYS_NOT.split("|"))
def test_a_label_that_does_not_buy_is_none(label: str) -> None:
    assert not is_buy_button(label)


WAITS = (
    "Notify me|Notify me when available|Notify me when back in stock|Email when back|Email me when available|Get "
    "notified|"
    "Email me when in stock|Alert me when it is back|Join the waitlist|Join waiting list|Back in stock alert|"
    "Let me know when it's back in stock|"
    "Сообщить о поступлении|Уведомить о поступлении|Узнать о поступлении|Уведомить меня|Сообщить, когда появится|"
    "Сообщить о наличии|Подписаться на поступление|"
    "Paziņot, kad pieejams|Paziņot par pieejamību|Informēt, kad būs noliktavā|Paziņot man|"
    "Түскенде хабарлау|Қолжетімді болғанда хабарлау|"
    "Beritahu saya|Ingatkan saya|Beri tahu saya jika tersedia|Kabari saya saat tersedia|"
    "Benachrichtigen Sie mich|Benachrichtige mich|Mich benachrichtigen|Bei Verfügbarkeit benachrichtigen|"
    "E-Mail bei Verfügbarkeit|Benachrichtigen, wenn verfügbar|"
    "M'avertir|M'alerter|Prévenez-moi|Me prévenir du retour en stock|Être alerté du retour en stock|Alerte stock|"
    "Avísame|Avisarme cuando esté disponible|Avísame cuando llegue|Notificarme|Recibir aviso"
)
WAITS_NOT = (
    "Notify me of new posts|Notify me of price drops|Email us|Email me the newsletter|Get offers by email|Sign up|Tell "
    "a friend|"
    "Notify me of follow-up comments|Send|Уведомить о снижении цены|Сообщить об ошибке|Подписаться на новости|"
    "Подписаться|"
    "Ziņot par kļūdu|Paziņojums|Paziņot par cenu|Хабарландыру|Beritahu teman|Preisalarm|Newsletter abonnieren|"
    "Kontakt aufnehmen|M'inscrire|M'avertir si le prix baisse|Avísame si baja de precio|Aviso legal|Avisos"
)


@pytest.mark.parametrize("label", WAITS.split("|"))
def test_a_label_that_offers_word_when_it_is_back_is_known(label: str) -> None:
    assert is_notify_button(label)
    assert parse_availability(label) == "OutOfStock"
    assert not is_buy_button(label)


@pytest.mark.parametrize("label", WAITS_NOT.split("|"))
def test_a_label_that_offers_word_of_something_else_is_none(label: str) -> None:
    assert not is_notify_button(label)
    assert parse_availability(label) is None
