"""Text → schema.org's ItemAvailability and OfferItemCondition."""

import re

ITEM_AVAILABILITY = tuple(
    "BackOrder Discontinued InStock InStoreOnly LimitedAvailability MadeToOrder OnlineOnly OutOfStock PreOrder PreSale "
    "Reserved SoldOut".split()
)
ITEM_CONDITION = ("DamagedCondition", "NewCondition", "RefurbishedCondition", "UsedCondition")

_BY_NAME = {name.lower(): name for name in ITEM_AVAILABILITY} | {
    "available": "InStock",
    "availablefororder": "BackOrder",
    "instocks": "InStock",
    "notinstock": "OutOfStock",
    "onbackorder": "BackOrder",
    "oos": "OutOfStock",
    "soldout": "OutOfStock",
    "unavailable": "OutOfStock",
}
_PHRASES = {
    "Discontinued": (
        r"\bno longer (?:available|sold|made|in production)\b|\bdiscontinued\b|\bend of life\b",
        r"\bсня\w* с (?:производства|продажи)|\bбольше не (?:выпускается|производится|продаётся|продается)",
        r"\bvairs (?:netiek ražot|nav pieejam|neražo)|\bražošana (?:ir )?pārtraukta|\bizņemt\w* no (?:ražošanas|"
        r"tirdzniecības)",
        r"өндірістен алын|\bбұдан былай (?:шығарылмайды|сатылмайды)",
        r"\btidak (?:lagi )?(?:diproduksi|dijual)(?: lagi)?\b",
        r"\bnicht mehr (?:lieferbar|verfügbar|erhältlich|hergestellt)\b|\b(?:produktion|artikel) eingestellt\b",
        r"\bn['’]est plus (?:disponible|fabriqué|commercialisé)|\bplus commercialisé",
        r"\bdescatalogad[oa]\b|\bya no (?:está disponible|se fabrica)",
    ),
    "OutOfStock": (
        r"\bout[ -]of[ -]stock\b|\bsold[ -]out\b|\bnot (?:currently )?(?:in stock|available)\b|^unavailable$|"
        r"\b(?:currently|temporarily) (?:unavailable|out)\b|\bnotify me\b|\be?mail me when\b|\bback in stock\b|"
        r"\bno stock\b|\bjoin (?:the )?waiting ?list\b",
        r"\bнет (?:в наличии|на складе|в продаже)|\bне в наличии|\b(?:в наличии|на складе|остаток)\W{1,3}(?:нет|0)\b|"
        r"\bраспродан|\bзакончил(?:ся|ась|ось|ись)\b|"
        r"\b(?:временно )?отсутству[ею]т\b|\bнедоступ(?:ен|на|но|ны)\b|\b(?:сообщить|уведомить)(?: мне)? о "
        r"(?:поступлении|наличии)|"
        r"\bожидается(?: поступление)?\b|\bузнать о поступлении",
        r"\bnav (?:noliktavā|pieejam|krājum|uz vietas|veikalā)|\bizpārdots?\b|\bizpārdota\b|\bir beidz(?:ies|usies)|"
        r"\bpaziņot,? kad|"
        r"\bpašlaik nav\b|\bnoliktavā\W{1,3}(?:nav|0)\b",
        r"(?:қоймада|сатылымда|қолда) жоқ|\bтаусылды|\bсатылып кетті|\bқолжетімсіз|^жоқ$",
        r"\b(?:stok|barang|produk) (?:sudah )?(?:habis|kosong)\b|\bhabis terjual\b|\btidak tersedia\b|\bterjual "
        r"habis\b|^habis$|\bstok\W{1,3}0\b",
        r"\bnicht (?:auf lager|lieferbar|verfügbar|vorrätig|lagernd)\b|\bausverkauft\b|\bvergriffen\b|\b(?:derzeit|"
        r"momentan|zurzeit) nicht\b|"
        r"\bbenachrichtig\w* mich|\bbei verfügbarkeit benachrichtigen",
        r"\brupture(?: de stock)?\b|\bépuisé|\bindisponible|\b(?:non|pas|plus) disponible|\bhors stock\b|\bplus en "
        r"stock\b|\bm['’](?:avertir|alerter|informer)\b",
        r"\bagotad[oa]s?\b|\b(?:sin|fuera de|no hay) (?:stock|existencias)|\bno disponible|\bav[ií]s(?:ar|e)(?:me|"
        r"nme)? cuando",
    ),
    "PreOrder": (
        r"\bpre[ -]?order\b",
        r"\bпредзаказ",
        r"\b(?:ie)?priekšpasūt|\bpirms?pasūt",
        r"\bалдын ала тапсырыс",
        r"\bpra-?pesan",
        r"\bvorbestell",
        r"\bprécommand",
        r"\bpre-?venta\b|\bprepedido\b",
    ),
    "BackOrder": (
        r"\bback[ -]?order",
        r"\bпод заказ\b|\bна заказ\b",
        r"\b(?:pēc|uz|pie) pasūtījuma\b|\bpasūtām[sai]\b",
        r"\bтапсырыс бойынша\b|\bтапсырыспен\b",
        r"\binden\b",
        r"\bauf bestellung\b|\bnachbestell",
        r"\bsur commande\b",
        r"\b(?:bajo|por) (?:pedido|encargo)\b",
    ),
    "MadeToOrder": (r"\bmade to order\b", r"\bmaßgefertigt|\bauf maß gefertigt"),
    "LimitedAvailability": (
        r"\bonly \d+ (?:left|remaining|in stock)\b|\b\d+ left\b|\blow (?:in )?stock\b|"
        r"\blast (?:few|one|items?)\b|\blimited (?:stock|availability)\b",
        r"\bостал(?:ось|ся|ась)(?: всего| только)? \d+|\bпоследн(?:ий|яя|ие|их) (?:экземпляр|штук|товар|шт|\d)|"
        r"\bзаканчивается\b|^мало$|\bограниченное количество",
        r"\batlicis|\batlikuš|\bpēdēj(?:ais|ā|ie|ās) (?:eksemplār|prec|gab|\d)|\b(?:maz|daži) noliktavā",
        r"\d+ дана (?:ғана )?қалды|\bсоңғы \d+",
        r"\bstok (?:terbatas|menipis)\b|\b(?:ter)?sisa(?: stok)?:? \d+",
        r"\bnur noch (?:\d+|wenige)|\bwenige (?:stück )?(?:auf lager|verfügbar)|\bgeringer (?:lager)?bestand|"
        r"\bbegrenzt verfügbar",
        r"\b(?:il ne reste )?plus que \d+|\bstock limité|\bderni(?:er|ère)s? (?:pièce|article|exemplaire)|\bquantité "
        r"limitée",
        r"\búltim[ao]s? unidad|\bquedan? (?:solo |sólo )?\d+|\bpocas unidades",
    ),
    "InStock": (
        r"\bin[ -]stock\b|^available$|\bavailable (?:immediately|now|from stock)\b|\bready to ship\b|"
        r"\bavailable (?:for|to) (?:delivery|order|ship)|\bships? (?:today|within)\b",
        r"\b(?:есть )?в наличии\b|\b(?:есть|имеется) на складе\b|^на складе\b|^в продаже$|\bготов(?:о|а)? к отправке|"
        r"^(?:наличие|остаток)\W{1,3}(?:есть|\d)",
        r"\bir (?:noliktavā|pieejam|veikalā|uz vietas)|^noliktavā\b|^pieejam(?:s|a|i|as)$|^(?:pieejamība|"
        r"noliktavā)\W{1,3}(?:ir|\d|pieejam)",
        r"(?:қоймада|сатылымда|қолда) бар\b|^бар$|^қолжетімді$",
        r"\bready stock\b|\b(?:stok|produk|barang) (?:tersedia|ada)\b|^tersedia$|\bada stok\b|^(?:sisa )?stok\W{1,3}\d",
        r"(?<!nicht )\b(?:auf lager|sofort (?:lieferbar|verfügbar|versandfertig)|vorrätig|lagernd)\b|^(?:lieferbar|"
        r"verfügbar|versandfertig)\b.{0,30}$",
        r"\ben stock\b|^disponible(?: immédiatement| de suite)?$|\bdisponible (?:immédiatement|en magasin|en ligne)|"
        r"\bexpédié sous",
        r"\b(?:en|hay) (?:stock|existencias)\b|^disponible$|\bdisponibilidad\W{1,3}(?:inmediata|en stock)|\benvío "
        r"inmediato",
    ),
}
"""By name, those that deny before those that affirm; within a name by language: en, ru, lv, kk, id, de, fr, es."""
_SAID = tuple((name, re.compile("|".join(patterns), re.I)) for name, patterns in _PHRASES.items())
_BUY = re.compile(
    r"(?:\+\s*)?(?:add(?: item)? to (?:my |your )?(?:shopping )?(?:cart|basket|bag|trolley)|"
    r"buy(?: it)? now|buy|order now|purchase|"
    r"put (?:it )?in(?:to)? (?:the |your )?(?:cart|basket|bag)|"
    r"(?:(?:добавить |положить )?в корзину|оформить заказ|"
    r"(?:pievienot|ielikt|likt|ievietot)(?: pirkumu)? groz(?:am|ā)|grozā|себетке(?: салу| қосу)?|тапсырыс беру|"
    r"(?:tambah(?:kan)?|masukkan)(?: ke)? (?:keranjang|troli)|keranjang|in den (?:waren|einkaufs)korb(?: legen)?|"
    r"(?:ajouter|mettre) au panier|(?:añadir|agregar) (?:al|a la) (?:carrito|cesta|bolsa)|"
    r"(?:купить|заказать)(?: сейчас| в (?:1|один) клик| за .{1,12})?|(?:pirkt|pasūtīt|iegādāties)(?: tagad)?|сатып алу|"
    r"(?:beli|pesan)(?: sekarang| langsung)?|(?:jetzt )?(?:kaufen|bestellen)|(?:acheter|commander)(?: maintenant)?|"
    r"comprar(?: ahora| ya)?)(?=\W*$))\b.{0,20}",
    re.I,
)
BUY_STARTS = frozenset(
    "add buy order purchase put добавить положить в купить заказать оформить pievienot ielikt likt ievietot pirkt "
    "pasūtīt iegādāties grozā себетке сатып тапсырыс tambah tambahkan masukkan beli pesan keranjang in jetzt kaufen "
    "bestellen ajouter mettre acheter commander añadir agregar comprar".split()
)
"""First words of labels that buy: a look-up spares nearly all texts the pattern."""
_WORD = re.compile(r"[^\W\d_]+")


_OF_PARTS = re.compile(
    r"\bspare parts?\b|\breplacement parts?\b|\bзапчаст|\bзапасн\w+ част|\brezerves daļ|\bқосалқы бөлшек|"
    r"\bsuku cadang\b|\bersatzteil|\bpièces (?:détachées|de rechange)|\b(?:piezas|partes) de re(?:cambio|puesto)|"
    r"\brecambios\b|\brepuestos\b",
    re.IGNORECASE,
)
"""Spare parts are in stock long after the thing itself is not made any more."""


def parse_availability(text: str | None) -> str | None:
    """Return the ItemAvailability name of a schema.org address or name, or of a phrase of a shop.

    >>> parse_availability("http://schema.org/InStock"), parse_availability("Sorry, sold out")
    ('InStock', 'OutOfStock')
    >>> parse_availability("Нет в наличии"), parse_availability("Ir noliktavā")
    ('OutOfStock', 'InStock')
    >>> parse_availability("Free delivery") is None
    True
    """
    text = (text or "")[:300].strip()
    name = _BY_NAME.get(re.sub(r"[\s_-]", "", text.rstrip("/").rpartition("/")[2]).lower())
    if name or _OF_PARTS.search(text):
        return name
    return next((name for name, pattern in _SAID if pattern.search(text)), None)


def parse_condition(text: str | None) -> str | None:
    """Return the OfferItemCondition name of a schema.org address or name.

    >>> parse_condition("https://schema.org/UsedCondition"), parse_condition("new")
    ('UsedCondition', 'NewCondition')
    >>> parse_condition("mint") is None
    True
    """
    name = (text or "")[:300].strip().rstrip("/").rpartition("/")[2].lower().removesuffix("condition")
    return next((known for known in ITEM_CONDITION if known.lower() == f"{name}condition"), None)


def is_buy_button(text: str) -> bool:
    """Tell whether a button's label says that pressing it buys the thing.

    >>> is_buy_button("Add to basket"), is_buy_button("В корзину"), is_buy_button("Buying guide")
    (True, True, False)
    """
    if len(text) > 40:
        return False
    first = _WORD.search(text)
    return first is not None and first.group().lower() in BUY_STARTS and _BUY.match(text) is not None
