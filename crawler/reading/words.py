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
    "en": r"stock|sold|avail|order|pre-?order|back-?order|discontinued|unavailable|left\b|notify|e?mail me|"
    r"waiting ?list|ships? ",
    "ru": "налич|склад|прода|распрод|законч|отсутств|недоступ|ожида|поступл|заказ|предзаказ|остал|остат|последн|"
    "заканч|мало|ограничен|снят|больше не|готов",
    "lv": "noliktav|pieejam|krājum|uz vietas|izpārdo|beidz|paziņo|pašlaik|pasūt|priekšpasūt|iepriekšpasūt|atlic|atliku|"
    "pēdēj|vairs|ražošan|izņem",
    "kk": "қойма|сатыл|қолда|таусыл|қолжет|тапсырыс|алдын ала|бар|жоқ|соңғы|қалды|өндіріс",
    "id": "stok|habis|kosong|tersedia|tidak|terjual|inden|sisa|tersisa|pra-?pesan",
    "de": "lager|liefer|verfügbar|vorrätig|ausverkauft|vergriffen|derzeit|momentan|zurzeit|benachricht|bestell|"
    "vorbestell|nachbestell|nur noch|wenige|geringer|produktion|artikel eingestellt|nicht|sofort|versandfertig",
    "fr": "disponible|indisponible|rupture|épuisé|m['’]|précommand|commande|plus que|derni|quantité|limité|fabriqué|"
    "commercialisé|expédié",
    "es": "existencia|disponib|agotad|avis|preventa|prepedido|pedido|encargo|últim|queda|pocas|descatalog|fabrica|"
    "envío inm",
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
