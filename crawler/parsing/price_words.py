"""What the words around a price in one text make of it: its kind, or that it is no price of one thing."""

import re

from crawler.parsing.unit import UNIT, parse_unit

_FROM = re.compile(
    r"(?:\b(?:from|starting (?:at|from)|starts at|as (?:low|little) as|à partir de|a partir de|desde|sākot no|mulai(?: "
    r"dari)?|"
    r"bereits ab|schon ab|цены? от|начиная с)\b(?: (?:only|just|nur|tikai|всего|hanya|seulement|sólo|"
    r"solo))?[\s:.]{0,3}|"
    r"(?<![^\W_])(?:от|no|ab|von|da|dès|fr[åa]n|fra|vanaf|od|à pd|àpd|бастап|мин\.?|min\.)[\s:.]{0,3}"
    r"(?:(?:only|just|nur|tikai|всего) )?|\d\s*\+\s*)$"
)
_FROM_BEHIND = re.compile(
    r"^\+(?!\s?(?:iva|vat|gst|tax|ship|deliver|post|versand|mwst|ндс|pvn|ppn|frais|env))|^\s?(?:\+(?!\s?[^\W\d_])|"
    r"(?:-?(?:дан|ден|тан|тен|нан|нен) )?бастап\b|and up\b|"
    r"onwards\b|и выше\b|y más\b|et plus\b|ke atas\b)"
)
_SUBSCRIPTION = re.compile(
    r"(?:/|\bper\b|\ba\b|\bevery\b|\beach\b)\s*(?:mo(?:nth)?s?\b|yr\b|year|week\b|user|seat|night\b|day\b)|\bmonthly\b|"
    r"\byearly\b|\bannually\b|"
    r"\bp/?m\b|\bpcm\b|\bp\.\s?m\.|\bp/?a\b|"
    r"/\s*(?:мес|год|нед|сут|mēn|mēnes|gad(?!ab)|ай|жыл|bulan|bln|tahun|thn|mon|monat|jahr|mois|an|mes|año|mtl|день|"
    r"сутки|ночь|күн|hari|tag|nacht|jour|nuit|día|noche|diena|dienā|day|night)\b|"
    r"\b(?:в|за) (?:месяц|мес\b|год|неделю|сутки|день)|\bежемесячно\b|\b(?:mēnesī|gadā|dienā)\b|\b(?:айына|жылына|ай "
    r"сайын)\b|\bper "
    r"(?:bulan|tahun|hari)\b|\bsebulan\b|\bsetahun\b|"
    r"\b(?:pro|im|je) (?:monat|jahr|tag|nacht)\b|\bmonatlich\b|\bjährlich\b|\bmtl\b|\bpar (?:mois|an|jour|nuit)\b|"
    r"\b(?:al|por|cada) (?:mes|año|día|noche)\b|\bmensual"
)
_UNIT = re.compile(
    rf"\s?(?:/|\b(?:per|за|par|pro|por|je|uz|au|al|le|la|el)\b)\s?(?P<many>\d+(?:[.,]\d+)?\s?)?(?P<unit>{UNIT}|hour\b|"
    rf"hr\b|час\b|stunda\b|stundu\b|"
    r"жам\b|stunde\b|std\b|heure\b|hora\b|jam\b)"
)
_MULTI_BEFORE = re.compile(
    r"(?<![\d.,])(?:[2-9]|[1-9]\d)\s?(?:/|@|(?:шт\.?|pcs|gab\.?|stück|stk\.?|дана)?\s?(?:for|für|pour|por|за|для|par|"
    r"untuk|үшін)\b)\s?$"
)
_MULTI_BEHIND = re.compile(
    r"\s?(?:/|(?:for|für|pour|por|за|для|par|untuk|les|las|los)\b)\s?(?:any |alle |les |los )?(?:[2-9]|[1-9]\d)\s?"
    r"(?:pcs|pieces?|items?|шт\w*|gab\w*|дана|st(?:ü|ue)?ck|stk|pièces|uds?|unidades|buah|packs?)?(?![^\W_]|[.,]?\d)"
)
_TIMES = re.compile(r"(?<![\d.,])\d{1,3}\s?(?:[x×х*]|раз по|mal|fois|veces)\s?$")
_TIMES_BEHIND = re.compile(r"\s?[x×х*]\s?\d{1,3}(?![\d.,])")
_PAID_IN_PARTS = re.compile(
    r"\bin ?stall?ments?\b|\binterest[- ]free\b|\bpayments? of\b|\b\d+ (?:easy |equal |monthly |weekly )*payments\b|"
    r"\bpay (?:in|over) \d|\bklarna\b|"
    r"\bafterpay\b|\bclearpay\b|\baffirm\b|\bpay ?later\b|\bzip pay\b|\bfinanc(?:e|ing)\b|\bapr\b|\bleas(?:e|ing)\b|"
    r"рассроч|\bв кредит\b|\bкредит\w* от|\bчаст(?:ями|и по)\b|\bдолями\b|\bсплит\b|платеж(?:а|ей|ами)? (?:по|от)|"
    r"\blīzing|\bnomaks|\bkredīt|\bdalīt\w* maks|\bmēneša maksājum|бөліп төле|\bнесие|\bcicil|\bkredit\b|\bangsuran|"
    r"\bcredit terms|"
    r"\brat(?:e|en)\b|\bratenzahl|\bratenkauf|\bfinanzier|\bmensualités?\b|\bfois sans frais\b|\ben \d+ ?(?:x|fois)\b|"
    r"\b\d+ ?x sans frais|\bcuotas?\b|"
    r"\ba plazos\b|\bfinancia|\bmeses sin intereses|\bsin intereses"
)
_OF_OTHER_BEFORE = re.compile(
    r"(?:(?<!со )(?<!с )(?<!with )(?<!after )(?<!mit )(?<!ar )(?<!con )(?<!avec )(?<!dengan )(?<!harga )\b(?:you save|"
    r"saved?|"
    r"savings?|discount(?! price)|rebate|cash ?back|shipping|delivery|postage|deposit|voucher|gift card|coupon|fee|"
    r"spend|(?:orders?|purchases?|shopping) (?:of|over|above|from|more than)|"
    r"скидк\w+|эконом\w+|выгод\w+|доставк\w+|бонус\w*|к[еэ]шб[еэ]к\w*|при (?:заказе|покупке) (?:от|свыше|на)?|заказ\w* "
    r"(?:от|свыше)|"
    r"залог|предоплат\w+|atlaid\w+|ietaup\w+|piegād\w+|bonus\w*|pasūtījum\w* (?:virs|no)|pirkum\w+ (?:virs|no)|"
    r"жеңілдік(?!пен)|үнем\w*|жеткізу\w*|тапсырыс\w* (?:бастап)?|hemat|diskon|potongan|ongkir|ongkos kirim|pengiriman|"
    r"min(?:imal|\.)? (?:belanja|pembelian)|"
    r"sparen|sie sparen|du sparst|ersparnis|rabatt|versand(?:kosten)?(?:frei)?|lieferung|gutschein|bestellwert|"
    r"mindestbestellwert|pfand|"
    r"économi\w+|vous économisez|remise|réduction|livraison|frais de port|ahorr\w+|descuento|envíos?|gastos de envío|"
    r"pedidos? (?:superior\w*|desde|mínimo)|(?:free|бесплатн\w+|gratis|kostenlos|kostenfrei|gratuit\w*|bezmaksas|bez "
    r"maksas|тегін)\b[^\d.;|]{0,20}"
    r"(?:from|over|above|от|свыше|ab|no|virs|dès|partir de|desde|mulai|min\w*))\b)[^\d.!?;|,)]{0,14}$"
)
_OF_OTHER_BEHIND = re.compile(
    r"[^\w+]{0,2}(?:off\b|discounts?\b|savings?\b|saved\b|cash ?back|deposit|shipping|delivery|postage|voucher|"
    r"gift card|coupon|"
    r"скидк|выгод|доставк|бонус|к[еэ]шб[еэ]к|экономи|atlaid|piegād|жеңілдік|жеткізу|diskon|ongkir|rabatt|"
    r"versand(?!fertig)|gespart|ersparnis|"
    r"(?:de |d['’])(?:commande|achats?|remise|réduction|descuento|ahorro|économie)|ahorro|bestellwert|"
    r"mindestbestellwert)"
)
_OLD_BEFORE = re.compile(
    r"(?:\b(?:was|were|rrp|msrp|mrp|srp|list price|reg(?:ular)?\.?(?: price)?|original(?:ly)?(?: price)?|old price|"
    r"before|previous(?:ly)?(?: price)?|"
    r"retail(?: price)?|instead of|compare(?:d)? (?:at|to)|normal(?:ly)?(?: price)?|usual(?:ly)?(?: price)?|standard "
    r"price|full price|"
    r"(?:старая|прежняя|обычная|розничная|исходная) цена|цена (?:без скидки|до скидки|была)|было|была|раньше|вместо|"
    r"ррц|"
    r"(?:vecā|iepriekšējā|parastā|sākotnējā|sākuma|regulārā|standarta) cena|cena bez atlaides|bija|iepriekš|"
    r"(?:ескі|бұрынғы|бастапқы|қалыпты) баға(?:сы)?|бұрын|орнына|harga (?:lama|normal|awal|asli|sebelum\w*|coret|"
    r"reguler)|sebelumnya|dari harga|"
    r"statt|anstatt|vorher|bisher|früher|alter preis|uvp|originalpreis|normalpreis|ursprünglich\w*|au lieu de|ancien "
    r"prix|avant|"
    r"prix (?:initial|conseillé|barré|de base|normal|habituel|public|d['’]origine)|antes|"
    r"precio (?:anterior|original|habitual|recomendado|normal|regular|de lista)|pvpr|en lugar de|de "
    r"antes)\b\W{0,4}(?:price|preis)?\W{0,3})$"
)
_NOW_BEFORE = re.compile(
    r"(?:\b(?:now(?: only)?|sale(?: price)?|current price|new price|special(?: offer| price)?|deal(?: price)?|today|"
    r"offer price|discount(?:ed)? price|"
    r"your price|our price|reduced to|promo(?: price)?|сейчас|теперь|новая цена|цена (?:со скидкой|по акции|сейчас)|"
    r"акция|акционная цена|стало|"
    r"tagad|jaunā cena|akcijas cena|cena ar atlaidi|īpašā cena|қазір|жаңа баға(?:сы)?|жеңілдікпен|акциялық баға|"
    r"sekarang|harga (?:promo|diskon|sekarang|baru|spesial)|menjadi|jetzt|nun|nur|aktionspreis|sonderpreis|"
    r"angebotspreis|neuer preis|angebot|"
    r"reduziert auf|maintenant|prix (?:promo\w*|réduit|remisé|soldé|spécial)|nouveau prix|promo(?:tion)?|ahora|oferta|"
    r"precio (?:de oferta|especial|"
    r"rebajado|actual|con descuento)|nuevo precio)\b\W{0,4}(?:only |just |nur |seulement |solo )?\W{0,2})$"
)
_SIGNED = re.compile(r"(?:^|[\s(\[:])[-−–]$|^[-−–]\s?$|^\+\s?$|[(\[]\s?\+\s?$|\s\+$")

NAMED = re.compile(
    r"(?:\b(?:price|cost|msrp|rrp|now|only|sale|total|цена|стоимость|cena|maksa|tikai|баға(?:сы)?|құны|harga|preis|nur|"
    r"jetzt|prix|"
    r"seulement|precio|solo|ahora|prezzo|cijena|pris|prijs|hinta|kaina|hind|ціна)\b[^\d\w]{0,6}|^(?:from|от|ab|no|"
    r"mulai|dès|desde)\s)$"
)
"""Words that make a number without a currency a price; just before it, in lower case."""
BESIDE = re.compile(
    r"\W*(?:(?:incl?|inkl|excl?|exkl|zzgl|с|без|ar|bez|plus)?\W{0,2}(?:\d{1,2}\W{1,2})?(?:vat|gst|tax|ндс|pvn|mwst|ttc|"
    r"ht|iva|ppn|tva)\b.*)?"
)
"""What may stand behind such a number."""

OTHER, OLD, NOW = "other", "old", "now"


def kind_of(before: str, behind: str) -> str:
    """Return what the words just before and just behind a price, in lower case, make of it: exact, from, unit,
    subscription; old or now where two stand in one text; or other: no price of one thing.

    >>> kind_of("from ", ""), kind_of("", " /kg"), kind_of("you save ", ""), kind_of("3 for ", "")
    ('from', 'unit', 'other', 'other')
    """
    if before and _is_other_before(before):
        return OTHER
    if behind and (kind := _kind_behind(behind)):
        return kind
    if not before:
        return "exact"
    if _OLD_BEFORE.search(before):
        return OLD
    return "from" if _FROM.search(before) else NOW if _NOW_BEFORE.search(before) else "exact"


def is_paid_in_parts(words: str) -> bool:
    """Tell whether a text in lower case speaks of instalments, credit or leasing.

    >>> is_paid_in_parts("4 payments of $25"), is_paid_in_parts("$25 per month")
    (True, False)
    """
    return _PAID_IN_PARTS.search(words) is not None


def _is_other_before(before: str) -> bool:
    return any(pattern.search(before) for pattern in (_SIGNED, _TIMES, _MULTI_BEFORE, _OF_OTHER_BEFORE))


def _kind_behind(behind: str) -> str | None:
    if unit := _UNIT.match(behind):
        many = (unit["many"] or "1").strip()
        if (parse_unit(unit["unit"]) or ("",))[0] != "piece":
            return "unit"
        return None if many == "1" else OTHER
    if any(pattern.match(behind) for pattern in (_TIMES_BEHIND, _MULTI_BEHIND, _OF_OTHER_BEHIND)):
        return OTHER
    if _SUBSCRIPTION.search(behind):
        return "subscription"
    return "from" if _FROM_BEHIND.match(behind) else None
