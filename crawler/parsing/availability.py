"""Text → schema.org's ItemAvailability and OfferItemCondition, pieces left; buttons that buy, buttons that wait."""

import re
from functools import lru_cache

from crawler.parsing.availability_phrases import own_words, said_in

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
_NAME_SIGN = re.compile(r"[\s_-]")

_CONDITIONS = (
    (
        "RefurbishedCondition",
        r"\b(?:re-?furbished|renewed|reconditioned|remanufactured|certified pre-?owned)\b|\bвосстановлен|\bрефабриш|"
        r"\b(?:atjaunot|restaurēt)\w*|\bқалпына келтірілген|\b(?:rekondisi|refurbish)|\b(?:general)?überholt\w*|"
        r"\baufbereitet\w*|\b(?:wieder)?erneuert\b|\breconditionn|\bremis à neuf|\breacondicionad|\brestaurado\b",
    ),
    (
        "DamagedCondition",
        r"\b(?:damaged|for parts|not working|spares or repair|faulty)\b|\bповрежд[её]н|\bна запчасти\b|\bнеисправ|"
        r"\bbojāt\w*|\bзақымдалған|\brusak\b|\b(?:defekt|beschädigt)\w*|\bfür bastler\b|\b(?:endommagé|pour pièces|"
        r"défectueux)|\b(?:dañad[oa]|averiad[oa]|para piezas)\b",
    ),
    (
        "UsedCondition",
        r"\b(?:used|pre-?owned|pre-?loved|second[ -]?hand|open[ -]box|ex-?(?:display|demo))\b|(?<!\w)б[/.]\s?у(?!\w)|"
        r"\bбывш\w+ в употреблении|\bподержан|\bуцен[её]н|\bвитринн\w+ образец|\b(?:lietot|mazlietot)\w*|"
        r"\bпайдаланылған|"
        r"\bқолданылған|\bұсталған|\bbekas\b|\b(?:barang )?second\b\W*$|\b(?:gebraucht|b-ware|ausstellungsstück)\w*|"
        r"\bvorführgerät|\bd['’]occasion\b|^occasion\b|\b(?:de )?segunda mano\b|\b(?:usad[oa]|seminuev[oa])\b",
    ),
    (
        "NewCondition",
        r"^(?:(?:brand|factory) new|new(?: with tags)?|новы?[йаое][ея]?|совершенно новый|jaun[sa]|pilnīgi jauns|жаңа|"
        r"baru|"
        r"(?:fabrik)?neu(?:ware)?|neuf|neuve|nuev[oa])\W*$|\bbrand[ -]new\b",
    ),
)
_CONDITION = tuple((name, re.compile(pattern)) for name, pattern in _CONDITIONS)
_NOT_CONDITION = re.compile(
    r"\b(?:can|may|could|to|is|are|be|being|widely|often|commonly|mostly|most|get|not|never|we|has been|have|you|when|"
    r"if) (?:be )?used\b|"
    r"\bused (?:to|for|in|by|with|as|on|together|correctly)\b|\bбез повреж|\bне бы\w+ в употр|\bnicht (?:gebraucht|"
    r"defekt)|\bnot damaged|"
    r"\bdamaged (?:in transit|goods|items?|hair|skin|roots)|\bfor damaged\b|\bgebrauchtwagen|\b(?:anda|я|we|buy) "
    r"(?:used|б/у)\b|"
    r"\bgebrauchtpreis|\bgebrauchsanw"
)
_LABEL = re.compile(
    r"^(?:(?:item )?condition|состояние(?: товара)?|stāvoklis|preces stāvoklis|күйі|жағдайы|kondisi|zustand|"
    r"artikelzustand|état|"
    r"estado|condición)\W{1,3}"
)

_PIECE = (
    r"(?:pcs|pieces?|items?|units?|pairs?|шт|штук[аи]?|единиц\w*|ед|экземпляр\w*|gab|gabal\w*|vienīb\w*|prec\w*|дана|"
    r"buah|unit|"
    r"produk|barang|stück|stk|exemplare?|artikel|pièces?|articles?|exemplaires?|unidad(?:es)?|uds?|"
    r"piezas?)(?![^\W_])\.?"
)
_MANY = r"(?<![\d.,])(?<!\d\s)(?P<{}>\d{{1,5}})(?![\d+%]|[.,]\d|\s\d{{3}}|\s?[€$£₽₸])"
_LEFT = re.compile(
    rf"\b(?:only|just|last|hurry\W{{1,3}}) {_MANY.format('a')}(?: {_PIECE})? ?(?:left|remaining|remain|in stock|"
    rf"available)|"
    rf"{_MANY.format('b')} (?:{_PIECE} )?(?:left|remaining)(?: in stock)?(?! hand| side)\b|{_MANY.format('c')} "
    rf"(?:{_PIECE} )?(?:in stock|available)\b|"
    rf"\bостал(?:ось|ся|ась|ись)(?: всего| только| лишь| последн\w+)*:? {_MANY.format('d')}|"
    rf"\b(?:только|всего) {_MANY.format('e')} {_PIECE}|{_MANY.format('f')} ?{_PIECE} (?:в наличии|на складе)|"
    rf"\b(?:atlicis|atlikuš\w+|palik\w+)(?: tikai| vairs| vēl)*:? {_MANY.format('g')}|\btikai {_MANY.format('h')} "
    rf"(?:{_PIECE} )?(?:palik|pieejam|noliktavā)|"
    rf"{_MANY.format('i')} ?{_PIECE} (?:ir )?(?:noliktavā|pieejam)|{_MANY.format('j')} ?дана (?:ғана )?(?:қалды|бар)|"
    rf"\b(?:ter)?sisa(?: stok)?:? {_MANY.format('k')}|\b(?:tinggal|hanya)(?: tersisa)? {_MANY.format('l')} (?:{_PIECE} "
    rf"?)?(?:lagi|tersisa)?|"
    rf"\bnur (?:noch )?{_MANY.format('m')}(?! (?:tage?|stunden?|minuten|€|eur|%)\b)(?: {_PIECE})?(?: verfügbar| auf "
    rf"lager| vorrätig| übrig)?|"
    rf"\b(?:noch )?{_MANY.format('n')} ?(?:{_PIECE} )?(?:auf lager|verfügbar|vorrätig|lagernd|übrig)|"
    rf"\bplus que {_MANY.format('o')}(?! (?:jours?|heures?|€)\b)|\breste {_MANY.format('p')}(?! (?:jours?|heures?|"
    rf"€)\b)|"
    rf"{_MANY.format('q')} ?(?:{_PIECE} )?(?:en stock|disponibles?|restante?s?)\b|\bquedan? (?:solo |sólo "
    rf")?{_MANY.format('r')}|"
    rf"\búltim[ao]s {_MANY.format('s')} {_PIECE}|\bпоследни[ех] {_MANY.format('t')} {_PIECE}|\bpēdēj\w+ "
    rf"{_MANY.format('u')} {_PIECE}|"
    rf"^(?:in stock|stock|stock level|available|availability|quantity available|qty|в наличии|на складе|наличие|"
    rf"остаток|доступно|noliktavā|pieejam[sai]|"
    rf"pieejamība|atlikums|krājumā|қоймада|қалдық|stok|sisa stok|tersedia|auf lager|lagerbestand|bestand|verfügbar|en "
    rf"stock|stock disponible|disponibles?|"
    rf"existencias)\W{{1,3}}{_MANY.format('v')} ?(?:{_PIECE})?\W*$"
)
_LEFT_OF_OTHERS = re.compile(
    r"\b\d+ ?(?:days?|hours?|minutes?|дн\w+|час\w*|минут\w*|күн|сағат|dien\w+|stund\w+|hari|jam|tagen?|jours?|heures?|"
    r"días?|horas?)\b|"
    r"\b(?:colou?rs?|sizes?|variants?|models?|stores?|shops?|цвет\w*|размер\w*|магазин\w*|krās\w+|izmēr\w+|veikal\w+|"
    r"түс|дүкен\w*|warna|ukuran|toko|"
    r"farben|größen|filialen|couleurs|tailles|magasins|colores|tallas|tiendas|weeks?|days?|недел\w+|wochen?|tagen?)\b|"
    r"more than|over \d|\bбол(?:ее|ьше)\b|\bvairāk\b|\bartық\b|\blebih dari|\bmehr als|\büber \d|\bplus de \d|\bmás "
    r"de\b|>"
)
_LEFT_STEMS = (
    "left remain stock avail only qty остал остат налич склад всего только доступ послед atli palik tikai noliktav "
    "pieejam krāj pēdēj қалды бар қойма қалдық sisa stok tinggal hanya tersedia noch nur lager verfüg vorrät übrig "
    "bestand reste restant dispon queda últim existencia que"
).split()
_NUMBER = re.compile(r"\d")

_BUY = re.compile(
    r"(?:\+\s*)?(?:add(?: item| this)? to (?:my |your |the )?(?:shopping |order )?(?:cart|basket|bag|trolley|order)|"
    r"buy(?: it)?[ -]now|buy|order now|order|purchase(?: now)?|"
    r"put (?:it )?in(?:to)? (?:the |your )?(?:cart|basket|bag)|"
    r"(?:(?:добавить |положить )?в корзину|оформить заказ|быстрый заказ|"
    r"(?:pievienot|ielikt|likt|ievietot)(?: pirkumu| preci)? groz(?:am|ā)|grozā|себетке(?: салу| қосу| қосыңыз)?|"
    r"тапсырыс беру|"
    r"(?:tambah(?:kan)?|masukkan)(?: ke)?(?: dalam)? (?:keranjang|troli)(?: belanja)?|\+ ?keranjang|"
    r"(?:in den|in die|in meinen) (?:waren|einkaufs)?(?:korb|tasche|wagen)(?: (?:legen|hinzufügen|geben))?|zum "
    r"warenkorb hinzufügen|"
    r"(?:ajouter|mettre) (?:au|dans (?:le|mon)|à mon) panier|j['’]ach[eè]te|je commande|"
    r"(?:añadir|agregar|a[ñn]ade) (?:al|a la|a mi) (?:carrito|cesta|bolsa|carro)|"
    r"(?:купить|заказать)(?: сейчас| онлайн| в (?:1|один) клик| за .{1,12})?|(?:pirkt|pasūtīt|iegādāties)(?: tagad| "
    r"tūlīt)?|"
    r"(?:қазір )?сатып алу|(?:beli|pesan)(?: sekarang| langsung)?|(?:jetzt |sofort[ -]?)?(?:kaufen|bestellen)|"
    r"(?:acheter|commander)(?: maintenant)?|"
    r"comprar(?: ahora| ya| (?:las? )?(?:entradas?|boletos?))?)(?=\W*$))\b.{0,20}"
)
BUY_STARTS = frozenset(
    "add buy order purchase put добавить положить в купить заказать оформить быстрый pievienot ielikt likt ievietot "
    "pirkt pasūtīt iegādāties grozā себетке сатып қазір тапсырыс tambah tambahkan masukkan beli pesan keranjang in zum "
    "jetzt sofort kaufen bestellen ajouter mettre acheter commander j je añadir agregar añade comprar".split()
)
"""First words of labels that buy: a look-up spares nearly all texts the pattern."""
_NO_BUY = re.compile(
    r"\border (?:status|history|tracking|form|by|number|summary|details|online|over|before|within|\w+ and|a |an |your|"
    r"sample|catalog)|"
    r"\bbuy (?:\w+ )?(?:guide|back|online|more|\d|one|and|with|in store|from|local|gift|a |the |get)|\bpurchase "
    r"(?:order|history|protection|guide|policy)|"
    r"^\W*order\w*\W*:|^buy(?:er|ing)"
)
_WORD = re.compile(r"[^\W\d_]+")

_WAIT = re.compile(
    r"(?:please )?(?:(?:notify me|get notified|join (?:the |our )?wait(?:ing)? ?list|(?:add (?:me )?to |enter )?(?:the "
    r")?wait(?:ing)? ?list|"
    r"(?:(?:back[ -]in[ -]stock|stock|availability|restock) (?:alerts?|notifications?|reminders?)(?: me)?))|"
    r"(?:notify|e-?mail|alert|inform|tell|text|remind|let|ping|get|receive|request|send|sign up|want to know|be "
    r"notified|be the first to know)\b.{0,40}\b"
    r"(?:when|once|as soon as|if|upon|about|on)\b.{0,25}\b(?:available|availability|in stock|back|restock\w*|arrival|"
    r"arrives)|"
    r"(?:сообщить|сообщите|уведомить|уведомите|узнать|подписаться|оповестить|известить)(?: мне| меня| по e-?mail| на| "
    r"о| об| товаре| когда|,)*"
    r" (?:поступлени\w+|наличи\w+|появлени\w+|появится|поступит|будет в наличии)|(?:уведомить|оповестить) меня|лист "
    r"ожидания|"
    r"(?:paziņot|informēt|ziņot|pieteikties|saņemt)\b.{0,30}\b(?:kad|pieejam\w*|noliktavā|saņemšan\w+|par pieejamību)|"
    r"paziņot man|gaidīšanas saraksts|"
    r"(?:.{0,30}(?:түскенде|болғанда|пайда болғанда) )?(?:хабарлау|хабарла(?:у|ңыз|ныз|сын)|хабар беру)|"
    r"(?:beri ?tahu|ingatkan|kabari|infokan)(?: ke)? (?:saya|aku)(?: (?:jika|saat|bila|ketika|kalau)\b.{0,25})?|"
    r"notifikasi stok|"
    r"(?:benachrichtig\w+ (?:sie )?mich|mich benachrichtigen|benachrichtigen(?: lassen)?|(?:bei|wenn|sobald) "
    r".{0,20}(?:verfügbar\w*|lieferbar\w*|lager).{0,10} (?:benachrichtig\w+|informieren|erinnern)|"
    r"(?:benachrichtigung|e-?mail|info|erinner\w+|informier\w+|benachrichtig\w+)\b.{0,20}(?:bei|wenn|sobald) "
    r".{0,20}(?:verfügbar\w*|lieferbar\w*|auf lager|lagernd)|verfügbarkeits?(?:alarm|benachrichtigung)|"
    r"bestandsbenachrichtigung)|"
    r"(?:m['’](?:avertir|alerter|informer|prévenir|aviser)|me (?:prévenir|notifier|tenir informé)|(?:prévenez|alertez|"
    r"avertissez|notifiez|informez)-moi|être (?:alerté|averti|prévenu|notifié)\w*|"
    r"(?:recevoir|créer) une alerte|alerte (?:stock|de disponibilité|disponibilité))\b.{0,45}|"
    r"(?:av[ií]s(?:a|ar|e|en)(?:me|nos)|avisadme|notif[ií](?:car|qu[eé]n?|ca)me|recibir (?:un )?aviso|quiero (?:que me "
    r"avisen|saber)|infórmame)\b.{0,45})\W*"
)
_NOT_WAITING = re.compile(
    r"pric|newsletter|comment|post\b|posts|offer|sale\b|deal|news\b|review|repl|answer|shipp|order|цен|скидк|акци|"
    r"новост|отзыв|ответ|заказ|"
    r"cen[aāu]|atlaid|jaunum|atsauksm|акция|баға|жаңалық|harga|promo|ulasan|preis|angebot|rabatt|antwort|bewertung|"
    r"baisse|prix|promo|réponse|"
    r"précio|precio|oferta|rebaja|respuesta|baje|baja de"
)


def parse_availability(text: str | None) -> str | None:
    """Return the ItemAvailability name of a schema.org address or name, or of a phrase of a shop.

    >>> parse_availability("http://schema.org/InStock"), parse_availability("Sorry, sold out")
    ('InStock', 'OutOfStock')
    >>> parse_availability("Нет в наличии"), parse_availability("Ir noliktavā"), parse_availability("Almost sold out")
    ('OutOfStock', 'InStock', 'LimitedAvailability')
    >>> parse_availability("Free delivery available") is None
    True
    """
    return _availability((text or "")[:300].strip())


@lru_cache(maxsize=4096)
def _availability(text: str) -> str | None:
    """Read a phrase, remembered: the same texts are asked about by several readers, and on every page of a site."""
    if name := _BY_NAME.get(_NAME_SIGN.sub("", text.rstrip("/").rpartition("/")[2]).lower()):
        return name
    words = " ".join(text.lower().split())
    if is_notify_button(words):
        return "OutOfStock"
    if not (name := said_in(words)):
        return None
    own = own_words(words)
    return name if own == words else said_in(own.strip(" ,.;:-–|"))


def parse_condition(text: str | None) -> str | None:
    """Return the OfferItemCondition name of a schema.org address or name, or of a phrase of a shop.

    >>> parse_condition("https://schema.org/UsedCondition"), parse_condition("new")
    ('UsedCondition', 'NewCondition')
    >>> parse_condition("Ноутбук б/у"), parse_condition("Zustand: gebraucht"), parse_condition("Reconditionné")
    ('UsedCondition', 'UsedCondition', 'RefurbishedCondition')
    >>> parse_condition("can be used for tea") is None
    True
    """
    text = (text or "")[:200].strip()
    name = text.rstrip("/").rpartition("/")[2].lower().removesuffix("condition")
    known = next((known for known in ITEM_CONDITION if known.lower() == f"{name}condition"), None)
    if known or not text:
        return known
    words = _LABEL.sub("", " ".join(text.lower().split()))
    said = next((name for name, pattern in _CONDITION if pattern.search(words)), None)
    return None if said is None or _NOT_CONDITION.search(words) else said


def parse_quantity_left(text: str | None) -> int | None:
    """Return how many pieces a shop says it has; None when it says none, several, or only a bound.

    >>> parse_quantity_left("Only 5 left"), parse_quantity_left("осталось 3 шт."), parse_quantity_left("nur noch 2")
    (5, 3, 2)
    >>> parse_quantity_left("12 in stock"), parse_quantity_left("Noliktavā: 7 gab.")
    (12, 7)
    >>> parse_quantity_left("In stock at 5 stores") is None
    True
    """
    words = " ".join((text or "")[:150].lower().split())
    if not _NUMBER.search(words) or not any(map(words.__contains__, _LEFT_STEMS)):
        return None
    found = {int(next(filter(None, match.groups()))) for match in _LEFT.finditer(words)}
    return found.pop() if len(found) == 1 and not _LEFT_OF_OTHERS.search(words) else None


def is_buy_button(text: str) -> bool:
    """Tell whether a button's label says that pressing it buys the thing.

    >>> is_buy_button("Add to basket"), is_buy_button("В корзину"), is_buy_button("Buying guide")
    (True, True, False)
    """
    if len(text) > 40:
        return False
    words = text.lower().strip()
    first = _WORD.search(words)
    if first is None or first.group() not in BUY_STARTS:
        return False
    return _BUY.match(words) is not None and _NO_BUY.search(words) is None


def is_notify_button(text: str) -> bool:
    """Tell whether a button's label offers word when the thing can be had again: then it cannot be had now.

    >>> is_notify_button("Notify me when available"), is_notify_button("Сообщить о поступлении")
    (True, True)
    >>> is_notify_button("Notify me of new comments")
    False
    """
    if not 6 < len(text) <= 80:
        return False
    words = text.lower().strip(" .!")
    return _WAIT.fullmatch(words) is not None and _NOT_WAITING.search(words) is None
