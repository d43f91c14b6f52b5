"""Stems by language that tell which short texts deserve a closer look: most of a page's texts deserve none."""

import re
from dataclasses import dataclass
from functools import cache

COUNTED = {
    "en": "view|page ?view|read|like|comment|share|repl|respon|visit|clap|reaction|upvote|point|bookmark",
    "ru": "просмотр|прочит|прочт|лайк|нрав|коммент|ответ|репост|подел|закладк",
    "lv": "skatīj|lasīj|lasīts|patīk|koment|atbild|dalīj|kopīgo",
    "kk": "қарал|көріл|оқыл|пікір|ұна|бөліс|жауап",
    "id": "tayang|dilihat|lihat|dibaca|suka|komentar|balasan|bagikan|tanggapan",
    "de": "aufruf|ansicht|gelesen|gefällt|kommentar|antwort|geteilt",
    "fr": "vue|lecture|aime|commentaire|réponse|partage",
    "es": "vista|visita|lectura|gusta|comentario|respuesta|compartid",
}
"""Of counts that readers know: views, likes, comments …"""

AVAILABLE = {
    "en": r"stock|sold|avail|order|pre-?order|back-?order|discontinued|unavailable|left\b|notif|e?mail me|alert me|"
    r"let me know|wait ?list|waiting ?list|ships? |ready to|coming soon|last (?:few|one)|few left|selling|only in|"
    r"online only|in store only|weeks|made[ -]to|no longer",
    "ru": "налич|склад|прода|распрод|законч|отсутств|недоступ|ожида|поступл|заказ|предзаказ|остал|остат|последн|"
    "заканч|мало|много|ограничен|снят|больше не|готов|только|недел|сообщит|уведомит",
    "lv": "noliktav|pieejam|krājum|uz vietas|izpārdo|beidz|paziņo|pašlaik|pasūt|priekšpasūt|iepriekšpasūt|atlic|atliku|"
    "pēdēj|vairs|ražošan|izņem|ir veikal|tikai|gatav|ierobežot|nedēļ|informēt",
    "kk": "қойма|сатыл|қолда|таусыл|қолжет|қол жет|тапсырыс|алдын ала|бар|жоқ|соңғы|қалды|өндіріс|дүкен|тек|жөнелт|"
    "шектеул|хабарла|бұдан былай|болғанда|түскенде",
    "id": "stok|habis|kosong|tersedia|tidak|terjual|inden|sisa|tersisa|pra-?pesan|pesan|ready|siap|segera|"
    r"tinggal|hanya|"
    "khusus|dibuat|diskon?tinu|ingatkan|beri ?tahu|kabari",
    "de": "lager|liefer|verfügbar|vorrätig|ausverkauft|vergriffen|derzeit|momentan|zurzeit|benachricht|bestell|"
    "vorbestell|nachbestell|nur|noch|wenige|geringer|produktion|artikel eingestellt|nicht|sofort|versandfertig|letzte|"
    "auslauf|ausschließlich|maß|auf maß|mich benachr",
    "fr": "disponible|indisponible|rupture|épuisé|m['’]|précommand|commande|plus que|derni|quantité|limité|fabriqué|"
    "commercialisé|expédi|reste|prêt|arrêté|uniquement|exclusivement|réapprovision|prévenez|prévenir|alert",
    "es": "existencia|disponib|agot|av[ií]s|notif|preventa|pre-venta|prepedido|pedido|encargo|últim|queda|pocas|"
    r"descatalog|"
    "descontin|fabrica|envío inm|entrega inm|listo|próxim|reserva|hecho|solo|sólo|exclusivo|recibir aviso",
}
"""Of what shops say about stock."""

_CYRILLIC = re.compile("[а-яё]{3}", re.I)


def languages_of(declared: str | None, title: str) -> tuple[str, ...]:
    """Return the languages whose words are looked for on a page: English everywhere, with the declared one;
    templates often declare none, or English whatever the texts are."""
    if _CYRILLIC.search(title) or declared in ("ru", "kk"):
        return ("en", "ru", "kk")
    if declared is None:
        return tuple(language for language in COUNTED if language not in ("ru", "kk"))
    return ("en", declared) if declared != "en" and declared in COUNTED else ("en",)


@dataclass(frozen=True)
class Stems:
    """Patterns for short texts in lower case."""

    counted: re.Pattern[str]
    available: re.Pattern[str]
    any: re.Pattern[str]
    """Either of both."""


@cache
def stems_of(languages: tuple[str, ...]) -> Stems:
    """Return the patterns of the stems of these languages."""
    counted, available = ("|".join(table[language] for language in languages) for table in (COUNTED, AVAILABLE))
    patterns = (rf"\b(?:{words})" for words in (counted, available, f"{counted}|{available}"))
    return Stems(*map(re.compile, patterns))
