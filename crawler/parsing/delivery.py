"""Text → when a thing comes: the most days until delivery or dispatch, the day from which it can be had."""

import re
from math import ceil

from crawler.parsing.time import parse_day

_HOURS = r"(?:h|hrs?|hours?|час\w*|ч|stundas?|stundu laikā|сағат\w*|jam|stunden?|std|heures?|horas?)"
_DAYS = (
    r"(?:(?:business|working|week) ?days?|days?|(?:рабочи[хй]|раб\.|календарных) ?(?:дн\w*|день)|дн(?:я|ей|ям|\.)?|"
    r"день|"
    r"(?:darba )?dien\w*|d\. ?d\.|(?:жұмыс )?күн\w*|hari(?: kerja)?|(?:werk|arbeits)tag\w*|tag\w*|jours?(?: ouvrés| "
    r"ouvrables)?|"
    r"d[ií]as?(?: h[áa]biles| laborables)?)"
)
_WEEKS = r"(?:weeks?|недел\w*|нед\.?|nedēļ\w*|апта\w*|minggu|wochen?|semaines?|semanas?)"
_MONTHS = r"(?:months?|месяц\w*|мес\.?|mēneš\w*|mēnesi\w*|ай\w*|bulan|monat\w*|mois|mes(?:es)?)"
_TERM = re.compile(
    r"(?<![\d.,:])(?P<from>(?:from|от|no|ab|dès|à partir de|desde|mulai|min\.?) )?(?:(?P<low>\d{1,3}) ?(?:[-–—/]|to|до|"
    r"bis|līdz|à|a|"
    r"sampai|hingga|дейін|or|oder|или|ou|o|vai) ?)?(?P<most>\d{1,3})(?P<more>\+)?[ -]?"
    rf"(?:(?P<hours>{_HOURS})|(?P<days>{_DAYS})|(?P<weeks>{_WEEKS})|(?P<months>{_MONTHS}))(?![^\W_])"
)
_SOON = (
    (0, re.compile(r"\bsame[ -]day\b|\bships? today\b|\bdelivery today\b|\b"
                   r"(?:доставка|отправка|отгрузка) сегодня|\bpiegāde šodien|"
                   r"\bбүгін жеткіз|\bdikirim hari ini|\b(?:lieferung|versand) heute|\bheute (?:geliefert|versandt)|"
                   r"\blivr\w+ aujourd|\bexpédié aujourd|\bentrega hoy|\benvío hoy")),
    (1, re.compile(r"\bnext[ -](?:business |working )?day\b|\b(?:delivery|delivered|ships?) tomorrow|"
                   r"\b(?:доставка|доставим|отправим) завтра|"
                   r"\bpiegāde rīt|\bертең жеткіз|\b(?:dikirim|tiba) besok|\b(?:lieferung|geliefert|versand) morgen|"
                   r"\bmorgen geliefert|"
                   r"\blivr\w+ demain|\b(?:entrega|llega|recíbelo) mañana")),
)  # fmt: skip
_SOON_WORDS = (
    "day tomorrow сегодня завтра šodien rīt бүгін ертең hari besok heute morgen aujourd demain hoy mañana".split()
)
_NUMBER = re.compile(r"\d")
_DELIVERED = re.compile(
    r"deliver|ship|dispatch|despatch|lead time|get it|arriv|in stock|order|available|достав|отправ|отгру|постав|под "
    r"заказ|"
    r"срок|piegād|izsūt|nosūt|pasūt|saņem|жеткіз|жөнелт|тапсырыс|kirim|tiba|pengiriman|inden|pre-?order|liefer|versand|"
    r"versend|bestell|livr|expédi|commande|délai|entrega|env[ií]|llega|recíb|recib|pedido|plazo|disponib"
)
_OTHER = re.compile(
    r"return|refund|money.?back|warrant|guarant|trial|\bold\b|\bago\b|left\b|price|cancel|sale|offer|"
    r"возврат|гаранти|обмен|назад|хранен|atgriez|garant|atteik|atmaks|қайтар|кепілдік|kembali|garansi|retur|"
    r"rückgabe|widerruf|rücksend|gewähr|retour|rembours|devoluc|devolv|reembols|garant[ií]|rétract|essai|prueba|"
    r"instal|рассроч|кредит|cicil|raten|mensual"
)
_CLAUSE = re.compile(r"[.;|!,\n•·](?!\d)")
_FROM = re.compile(
    r"(?:available|ships?|shipping|dispatch\w*|release[ds]?|release date|launch\w*|expected|back in stock|in stock|on "
    r"sale|pre-?order\w*|"
    r"в продаже|доступ\w+|поступ\w+|поставк\w+|ожида\w+|выход\w*|отгрузк\w+|релиз\w*|появится|"
    r"pieejam\w+|gaidām\w+|būs|iznāk\w*|izsūt\w+|қолжетімді|күтіл\w+|түсу|шығ\w+|сатыл\w+|"
    r"tersedia|rilis|dikirim mulai|dijual|verfügbar|lieferbar|erscheint|erscheinung\w+|erhältlich|versand|"
    r"vorbestell\w+|wieder|"
    r"disponib\w+|sortie|expédi\w+|parution|dispo|precommand\w+|précommand\w+|lanzamiento|a la venta|preventa|sale a|"
    r"estreno)\b"
)
_UNTIL = re.compile(
    r"\buntil\b|\btill\b|\bends?\b|\bвалид|\bдо\b|действ|\blīdz\b|spēkā|дейін|\bhingga\b|\bsampai\b|berlaku|\bbis\b|"
    r"gültig|jusqu|\bhasta\b|"
    r"отзыв|review|posted|published|updated|warrant|гаранти"
)
_MOST = 365


def parse_delivery_days(text: str | None) -> int | None:
    """Return the most days until delivery or dispatch that a text promises; None when it gives no upper end.

    Working days count as days: the text does not say how many lie between.

    >>> parse_delivery_days("Ships in 2-3 business days"), parse_delivery_days("Lieferzeit: 1-2 Wochen")
    (3, 14)
    >>> parse_delivery_days("доставка завтра"), parse_delivery_days("Expédié sous 24/48h")
    (1, 2)
    >>> parse_delivery_days("30 days return") is None
    True
    """
    words = " ".join((text or "")[:300].lower().split())
    if not _NUMBER.search(words) and not any(word in words for word in _SOON_WORDS):
        return None
    if not _DELIVERED.search(words) and "day" not in words:
        return None
    clauses = [clause for clause in _CLAUSE.split(words) if not _OTHER.search(clause)]
    said = ", ".join(clauses)
    found = list(_TERM.finditer(said)) if _DELIVERED.search(said) else []
    if any((match["from"] and not match["low"]) or match["more"] for match in found):
        return None
    days = [_days(match) for match in found]
    days += [day for day, pattern in _SOON if pattern.search(said)] if not found else []
    most = max(days, default=None)
    return most if most is not None and most <= _MOST else None


def parse_available_from(text: str | None) -> str | None:
    """Return the first day, ``YYYY-MM-DD``, on which a thing can be had or is shipped; None when none is clear.

    >>> parse_available_from("Available from 12 March 2026"), parse_available_from("Erscheint am 12.03.2026")
    ('2026-03-12', '2026-03-12')
    >>> parse_available_from("В продаже с 12 марта 2026 г."), parse_available_from("Pieejams no 2026. gada 12. marta")
    ('2026-03-12', '2026-03-12')
    >>> parse_available_from("Offer valid until 12 March 2026") is None
    True
    """
    text = " ".join((text or "")[:200].split())
    if "20" not in text:
        return None
    words = text.lower()
    return parse_day(text) if _FROM.search(words) and not _UNTIL.search(words) else None


def _days(match: re.Match[str]) -> int:
    number = int(match["most"])
    if match["hours"]:
        return ceil(number / 24)
    return number * (7 if match["weeks"] else 30 if match["months"] else 1)
