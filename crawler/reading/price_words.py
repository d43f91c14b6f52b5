"""Words that head the columns of price lists, in eight languages."""

import re

_WORDS = {
    "gtin": {
        "en": r"ean|gtin|upc|bar ?codes?",
        "ru": r"штрих-? ?код\w*",
        "lv": r"sv[iī]tr-?kod\w*",
        "kk": r"штрих-? ?код\w*",
        "id": r"kode batang",
        "de": r"strichcode",
        "fr": r"code[- ]barres?|gencod",
        "es": r"código de barras",
    },
    "mpn": {
        "en": r"mpn|(?:manufacturer|mfr|oem|vendor)(?:['’]s)? (?:part|code|no|sku|item|article)\w*",
        "ru": r"(?:код|артикул) (?:производителя|изготовителя|завода)",
        "lv": r"ražotāja (?:kods|artikuls)",
        "kk": r"өндіруші коды",
        "id": r"kode pabrik",
        "de": r"hersteller-?(?:nr|nummer|artikelnummer|teilenummer)\w*",
        "fr": r"réf(?:érence)?\.? (?:fabricant|constructeur)",
        "es": r"(?:ref(?:erencia)?\.?|código) (?:del )?fabricante",
    },
    "old": {
        "en": r"(?:old|previous|regular|was|original|before) price|price before",
        "ru": r"старая цена|прежняя цена|цена (?:до|без) (?:скидки|акции)",
        "lv": r"(?:vecā|iepriekšējā|parastā) cena|cena bez atlaides",
        "kk": r"ескі баға\w*",
        "id": r"harga (?:lama|normal|coret|sebelum)",
        "de": r"(?:alter|bisheriger|früherer|regulärer) preis|altpreis|statt-?preis",
        "fr": r"(?:ancien prix|prix (?:barré|avant|initial))",
        "es": r"precio (?:anterior|antes|antiguo)",
    },
    "retail": {
        "en": r"rrp|msrp|srp|list price|(?:recommended|suggested) (?:retail )?price",
        "ru": r"ррц|мрц|рекомендован\w+ (?:розничн\w+ )?цен\w+|ррц.*",
        "lv": r"ieteicam\w+ (?:mazumtirdzniecības )?cen\w+",
        "kk": r"ұсынылған баға\w*",
        "id": r"(?:harga eceran tertinggi|het)",
        "de": r"uvp|empf\w*\.? (?:verkaufs|vk)-?preis\w*|listenpreis",
        "fr": r"ppc|prix (?:public|conseillé)(?: conseillé)?|prix catalogue",
        "es": r"p\.?v\.?p\.?r?|precio (?:de venta )?(?:al )?público|precio recomendado",
    },
    "price": {
        "en": r"prices?|rates?|unit price|retail|wholesale|dealer|fees?",
        "ru": r"цен[аы]?|прайс|тариф\w*|розница|розничная|опт\w*|дилер\w*|расценк\w*",
        "lv": r"cenas?|cenu|mazumcena|vairumcena|tarif\w*",
        "kk": r"баға(?:сы|лары)?|құны|тариф\w*",
        "id": r"harga|tarif|grosir|eceran",
        "de": r"(?:\w*-?)?preise?|ek|vk|vk-preis|ek-preis|netto|brutto",
        "fr": r"prix|tarifs?|p\.?u\.?|prix unitaire",
        "es": r"precios?|tarifas?|p\.?v\.?d\.?",
    },
    "cost": {
        "en": r"cost|amount|value",
        "ru": r"стоимость",
        "lv": r"izmaksas|maksa",
        "kk": r"құн",
        "id": r"biaya|nilai",
        "de": r"kosten|gebühr(?:en)?|betrag",
        "fr": r"coût|montant",
        "es": r"coste|costo|importe|valor",
    },
    "none": {
        "en": r"totals?|sum|discounts?|vat(?: rate)?,? ?%?|tax(?: rate)?|margin|order(?: qty)?|order quantity|subtotal|"
        r"price (?:group|category|list|code)",
        "ru": r"сумма|итого|всего|скидк\w*|ставка ндс|ндс,? ?%?|наценка|заказ|ваш заказ",
        "lv": r"summa|kopā|atlaide|pvn(?: likme)?,? ?%?|pasūtījums",
        "kk": r"сомасы|барлығы|жеңілдік|ққс,? ?%?|тапсырыс",
        "id": r"jumlah harga|total|subtotal|diskon|ppn,? ?%?|pesanan",
        "de": r"summe|gesamt\w*|rabatt\w*|mwst\.?,? ?%?|ust\.?,? ?%?|bestellung|bestellmenge",
        "fr": r"total|remise|tva,? ?%?|taux|sous-total",
        "es": r"total|descuento|iva,? ?%?|subtotal|suma",
    },
    "currency": {
        "en": r"currency|curr\.?",
        "ru": r"валюта|вал\.",
        "lv": r"valūta",
        "kk": r"валюта\w*",
        "id": r"mata uang",
        "de": r"währung|whg\.?",
        "fr": r"devise",
        "es": r"moneda|divisa",
    },
    "unit": {
        "en": r"units?|uom|unit of (?:measure|sale)|per",
        "ru": r"ед\.?|ед\.? ?изм\w*\.?|единиц\w*(?: измерения)?",
        "lv": r"mērv\w*\.?|mērvienība|vienība|mērv?\.? ?vien\.?",
        "kk": r"өлшем(?: бірлігі)?|бірлі(?:к|гі)",
        "id": r"satuan|sat\.?|unit",
        "de": r"einheit|me|mengeneinheit|eh",
        "fr": r"unités?|unité de vente|u\.?v\.?",
        "es": r"unidad(?: de medida)?|u\.?m\.?|ud\.?",
    },
    "least": {
        "en": r"(?:qty|quantity|pcs|pieces),? (?:from|≥|>=|at least)|(?:price )?break(?: qty)?|moq|"
        r"min\.? ?(?:order|qty|quantity).*|minimum (?:order|quantity).*|(?:from|quantity from) (?:qty|"
        r"pcs|quantity)",
        "ru": r"мин\w*\.? (?:заказ|парти\w+|кол\w*)|от,? ?шт\.?|партия от|кол-во от|количество от",
        "lv": r"min\.? ?(?:daudzums|pasūtījums|skaits)|no,? ?gab\.?|daudzums no",
        "kk": r"ең аз (?:саны|тапсырыс)",
        "id": r"min\.? ?(?:order|pembelian|pemesanan)",
        "de": r"mindest(?:bestell|abnahme)?menge|ab menge|menge ab|ab stück|min\.? ?menge",
        "fr": r"quantité min\w*|qté min\w*\.?|à partir de",
        "es": r"(?:cantidad|pedido) mín\w*|mínimo",
    },
    "quantity": {
        "en": r"qty|quantity|pcs|pieces",
        "ru": r"кол-?во|количество|шт\.?",
        "lv": r"daudzums|skaits|gab\.?",
        "kk": r"саны|мөлшері",
        "id": r"jumlah|qty|kuantitas",
        "de": r"menge|anzahl|stück(?:zahl)?",
        "fr": r"qté|quantité|nombre",
        "es": r"cant\.?|cantidad",
    },
    "stock": {
        "en": r"stock|availability|in stock|available",
        "ru": r"наличие|остат\w+|в наличии|склад",
        "lv": r"pieejamība|noliktavā|atlikums|krājum\w*",
        "kk": r"қолда бар\w*|қалдық|қоймада",
        "id": r"stok|ketersediaan|persediaan",
        "de": r"verfügbarkeit|bestand|lager(?:bestand)?|lieferbar",
        "fr": r"disponibilité|stock|disponible",
        "es": r"disponibilidad|existencias|stock",
    },
    "brand": {
        "en": r"brand|manufacturer|make|maker|vendor",
        "ru": r"бренд|производитель|марка|торговая марка|изготовитель",
        "lv": r"zīmols|ražotājs|marka",
        "kk": r"бренд|өндіруші|маркасы",
        "id": r"merek|merk|produsen|pabrikan",
        "de": r"marke|hersteller",
        "fr": r"marque|fabricant",
        "es": r"marca|fabricante",
    },
    "category": {
        "en": r"category|(?:product )?group|section|product line",
        "ru": r"категория|группа(?: товаров?)?|раздел|товарная группа",
        "lv": r"kategorija|(?:preču )?grupa|sadaļa",
        "kk": r"санат\w*|топ|тобы",
        "id": r"kategori|kelompok|golongan",
        "de": r"kategorie|warengruppe|produktgruppe|gruppe",
        "fr": r"catégorie|famille|gamme|rubrique",
        "es": r"categoría|familia|grupo|gama",
    },
    "code": {
        "en": r"sku|codes?|(?:product|item|article|part|order|stock|catalogue|catalog) (?:code|no\.?|number|num|#|id)|"
        r"(?:part|item|art|cat|ref)\.? ?(?:no|nr|number|#)\.?|(?:art|cat|ref)\.|p/n|reference",
        "ru": r"артикул\w*|арт\.?|код(?: товара)?|код номенклатуры|номенклатурный номер|каталожный номер",
        "lv": r"artikul\w*|kods|preces kods|art\.?(?: ?nr\.?)?",
        "kk": r"артикул\w*|коды?|тауар коды",
        "id": r"kode(?: (?:barang|produk|item))?|no\.? (?:barang|produk|part)",
        "de": r"(?:art(?:ikel)?|best(?:ell)?|mat(?:erial)?|produkt|teile|kat(?:alog)?|sach)\.?-? ?(?:nr|nummer|no)\.?|"
        r"artikelcode|bestellcode",
        "fr": r"réf\.?(?:érences?)?|code(?: article| produit)?|n° (?:article|de référence)|art\.",
        "es": r"código(?: (?:de )?(?:artículo|producto))?|ref\.?(?:erencia)?|clave|cód\.?",
    },
    "name": {
        "en": r"(?:product |item |article |part |full )?names?|(?:product |item |goods )?description|title",
        "ru": r"(?:полное )?наименование.*|название.*|номенклатура|товары? \(?услуг\w*\)?|вид\w? (?:работ\w*|"
        r"услуг\w*)|ассортимент",
        "lv": r"(?:preces |produkta |pakalpojuma )?nosaukums|apraksts",
        "kk": r"(?:тауар |өнім |қызмет )?ата(?:уы|лауы)|сипаттама\w*",
        "id": r"nama(?: (?:barang|produk|item|layanan))?|uraian|deskripsi|keterangan barang",
        "de": r"(?:artikel|produkt)?-?(?:bezeichnung|name|beschreibung)|benennung|leistung|titel",
        "fr": r"désignation|libellé|nom(?: du produit)?|description|intitulé|prestations?",
        "es": r"(?:descripción|nombre|denominación|concepto)(?: del? \w+)?",
    },
    "thing": {
        "en": r"products?|items?|articles?|goods|services?|models?|types?|treatment|procedure|position",
        "ru": r"товары?|продукт\w*|продукция|издели\w+|услуг\w*|модель|позиция|марка и размер|процедура|работы|"
        r"материал",
        "lv": r"prece|preces|produkt\w*|pakalpojum\w*|modelis|procedūra",
        "kk": r"тауар\w*|өнім\w*|қызмет\w*|үлгі\w*|модель",
        "id": r"produk|barang|layanan|jenis(?: \w+)?|tipe|model|item|keterangan",
        "de": r"artikel|produkte?|ware|modell|typ|dienstleistung|behandlung|position",
        "fr": r"produits?|articles?|services?|modèle|type|soin",
        "es": r"productos?|artículos?|servicios?|modelo|tipo|tratamiento",
    },
    "number": {
        "en": r"nos?\.?|nr\.?|#|s/?n|line|pos\.?|number|id",
        "ru": r"№|№ ?п/п|п/п|n п/п|поз\.?|номер",
        "lv": r"nr\.? ?p\.? ?k\.?|nr\.?|numurs",
        "kk": r"р/с|№|т/б",
        "id": r"no\.? ?urut|no\.?|nomor",
        "de": r"pos\.?|lfd\.? ?nr\.?|nr\.?|nummer",
        "fr": r"n°|no\.?|pos\.?",
        "es": r"n°|nº|núm\.?|pos\.?",
    },
}
"""By what the column holds, then by language; the first that fits wins. retail: what shops are to ask; cost: a price
where no column is called so; thing: a name where none is; none: nothing of an offer; number: counts the rows, or is
an article number: what stands in it tells."""

ROLES = tuple(_WORDS)
PRICES = frozenset({"old", "retail", "price", "cost"})

_WHOLE = {
    role: re.compile("|".join(f"(?:{words})" for words in by_language.values())) for role, by_language in _WORDS.items()
}
_INSIDE = {
    role: re.compile("|".join(rf"(?<!\w)(?:{words})(?!\w)" for words in _WORDS[role].values()))
    for role in ("gtin", "mpn", "old", "retail", "price", "least", "name")
} | {"code": re.compile(r"(?<!\w)(?:sku|артикул|artikul[is]*|article (?:no|number)|part (?:no|number))(?!\w)")}
_LANGUAGES = {
    language: re.compile("|".join(f"(?:{by_language[language]})" for by_language in _WORDS.values()))
    for language in ("en", "ru", "lv", "kk", "id", "de", "fr", "es")
}
_ASIDE = re.compile(r"\([^()]*\)|[\[\]:*]")
_ANYWHERE = frozenset("ean gtin upc sku mpn".split())
"""Words that tell no language."""
_UNIT_BEHIND = re.compile(r"[,/]?\s*(?:€|\$|£|₽|₸|руб\.?|тг\.?|тенге|eur|usd|rub|kzt|idr|rp\.?|%)\s*$")

NOTES = re.compile(
    r"(?<!\w)(?:prices?|price ?list|цен[аыуе]?|прайс\w*|стоимость|cenas?|cenr[aā]d\w*|баға\w*|harga|preise?|"
    r"preisliste|prix|"
    r"tarifs?|precios?|tarifas?|currency|валют\w+|valūt\w+|währung|devise|moneda|mata uang)(?!\w)",
    re.I,
)
"""What a note beside a table speaks of when it tells in which currency its prices are."""

CURRENCY_NAMES = tuple(
    (code, re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.I))
    for code, names in {
        "RUB": r"(?:российск\w+ )?рубл(?:ь|и|я|ях|ей|ями)(?! (?:рб|беларус))",
        "BYN": r"белорусск\w+ рубл\w+|рубл\w+ (?:рб|беларус\w*)",
        "KZT": r"тенге|теңге(?:мен|де)?",
        "EUR": r"евро|eiro|euros?",
        "USD": r"доллар\w* сша|us dollars?|asv dolār\w*|us-dollar",
        "GBP": r"pounds? sterling",
        "UAH": r"гривн\w+",
        "IDR": r"rupiah",
        "CHF": r"schweizer franken|francs suisses",
    }.items()
)
"""How a note names the currency of its list; a dollar or franc alone is of several countries."""

ON_REQUEST = re.compile(
    r"(?:price )?(?:on|upon|by) (?:request|application|enquiry|inquiry)|poa|p\.o\.a\.?|call(?: for price| us)?|"
    r"contact us.*|ask(?: us)?|"
    r"tba|tbd|(?:цена )?(?:по|под) (?:запросу|заказ|договор\w*|согласованию)|договорн\w+(?: цена)?|уточня\w+|"
    r"звоните|дог\.?|"
    r"(?:cena )?pēc (?:pieprasījuma|vienošanās)|līgumcena|jautājiet|(?:баға\w* )?(?:сұраныс бойынша|"
    r"келісім бойынша|келісімді)|"
    r"(?:harga )?(?:hubungi kami|sesuai permintaan|nego|call)|(?:preis )?auf anfrage|a\.? ?a\.?|n\. ?v\.|"
    r"nach (?:absprache|vereinbarung|aufwand)|"
    r"(?:prix )?(?:sur (?:demande|devis)|nous consulter|n\.?c\.?)|(?:precio )?(?:a consultar|consultar|"
    r"bajo (?:pedido|demanda|consulta)|s/c)",
    re.I,
)


def role_of(text: str) -> str | None:
    """Return what a column headed so holds: one of ``ROLES``; None: nothing that we know.

    >>> role_of("Цена, руб. с НДС"), role_of("Art.-Nr."), role_of("Наименование товара")
    ('price', 'code', 'name')
    >>> role_of("Price before discount"), role_of("Unit price"), role_of("VAT %")
    ('old', 'price', 'none')
    >>> role_of("Colour") is None
    True
    """
    words = " ".join(_ASIDE.sub(" ", text.casefold()).split()).strip(" .,;")
    if not words or len(words) > 120:
        return None
    bare = _UNIT_BEHIND.sub("", words).strip(" .,")
    for form in dict.fromkeys((words, bare)):
        if whole := next((role for role, pattern in _WHOLE.items() if form and pattern.fullmatch(form)), None):
            return whole
    return next((role for role, pattern in _INSIDE.items() if pattern.search(words)), None)


def language_of(headings: list[str]) -> str | None:
    """Return the language that most headings are written in; None when no one language has more than the others.

    >>> language_of(["Artikel-Nr.", "Bezeichnung", "Preis"]), language_of(["EAN", "SKU"])
    ('de', None)
    """
    words = [_UNIT_BEHIND.sub("", " ".join(_ASIDE.sub(" ", text.casefold()).split())).strip(" .,") for text in headings]
    counts = {
        language: sum(1 for word in words if word and word not in _ANYWHERE and pattern.fullmatch(word))
        for language, pattern in _LANGUAGES.items()
    }
    best = max(counts.values())
    found = [language for language, count in counts.items() if count == best]
    return found[0] if best and len(found) == 1 else None
