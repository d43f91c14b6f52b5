"""Words around reviews, in en, ru, lv, kk, id, de, fr and es: who answered, what was verified, what buttons say."""

import re
from functools import lru_cache

REPLIED = re.compile(
    r"\s*(?:"
    r"(?:response|reply|answer|comment) (?:from|by|of) (?:the )?[^:]{1,40}|"
    r"(?:the )?(?:owner|seller|store|shop|company|business|merchant|management|vendor|our|official|"
    r"developer)(?:['’]s)? "
    r"(?:response|reply|answer)|[^:.!?]{1,40} (?:replie[sd]|respond(?:s|ed)|answer(?:s|ed))|"
    r"(?:официальный )?ответ (?:от )?(?:магазин|продавц|компани|владельц|представител|производител|администраци|"
    r"менеджер|"
    r"поддержк|бренд|команд|на отзыв|[«\"A-ZА-ЯЁ])[^:]{0,40}|официальный ответ|ответ(?=\s*:)|[^:.!?]{1,40} "
    r"(?:ответил[аи]?|отвечает)|"
    r"(?:uzņēmuma|veikala|īpašnieka|pārdevēja|mūsu|ražotāja|oficiālā) atbilde[^:]{0,40}|atbilde(?: no [^:]{1,40}|"
    r"(?=\s*:))|"
    r"[^:.!?]{1,40} atbildēja|[^:.!?]{0,30}(?:дүкен|компания|сатушы|иесі|әкімшілік|өндіруші)\w* жауабы|жауап(?=\s*:)|"
    r"(?:balasan|tanggapan|respons|jawaban) (?:dari )?(?:penjual|toko|pemilik|perusahaan|admin|kami|[A-Z])[^:]{0,40}|"
    r"antwort (?:vom?|des|der|von) [^:]{1,40}|(?:händler|inhaber|unternehmens|shop|unsere )-?antwort|"
    r"réponse (?:de|du|des|d['’])\s?[^:]{1,40}|respuesta (?:de|del) [^:]{1,40}"
    r")(?!\w)\s*(?P<colon>[:—–]?)\s*",
    re.I,
)
"""The label above, or before, what the company answered."""

REPLY_CLASS = re.compile(r"(?:^|[\s_-])(?:repl(?:y|ies)|respon[sc]e|answers?|otvet|atbilde)(?:$|[\s_-])")
THREAD_CLASS = re.compile(r"(?:^|[\s_-])(?:children|thread|sub-?comments?|nested)(?:$|[\s_-])")
"""What holds further comments below a review, by whomever."""
OF_COMPANY = re.compile(
    r"\b(?:(?:shop|store|site|community|customer|account) (?:manager|owner|team|support|care|service)|owner|"
    r"admin(?:istrator)?|"
    r"staff|moderator|official|seller|vendor|merchant|manager)\b|магазин|администрат|представител|продавец|менеджер|"
    r"поддержк|владелец|komanda|veikal|pārdevēj|administrator|vadītāj|дүкен|әкімші|сатушы|penjual|pemilik|toko|"
    r"händler|inhaber|kundenservice|kundendienst|vendeur|propriétaire|service client|vendedor|propietario|atención "
    r"al cliente|"
    r"by-?post-?author|by-?user",
    re.I,
)
"""Who answers for a company, in words or class names."""
CUSTOMER = re.compile(
    r"\W*(?:customer|buyer|client|покупатель|клиент|pircējs|klients|сатып алушы|pembeli|kund(?:e|in)|cliente)\W*", re.I
)
EMPLOYEE = re.compile(
    r"\W*(?:(?:current|former) )?employee\W*|\W*(?:(?:бывший|нынешний) )?сотрудник\W*|\W*(?:bijušais )?darbinieks\W*|"
    r"\W*(?:ehemaliger )?mitarbeiter(?:in)?\W*|\W*(?:mantan )?karyawan\W*|\W*(?:ancien )?(?:employé|salarié)e?\W*|"
    r"\W*(?:ex-?)?empleado\W*",
    re.I,
)

VERIFIED = re.compile(
    r"\bverified (?:buyer|purchase|purchaser|customer|owner|user|review|reviewer|order|booking)\b|"
    r"(?:провер|подтвержд)[её]нн\w+ (?:покуп\w+|отзыв|заказ)|(?:покупка|заказ) подтвержд\w+|\bреальн\w+ покупатель|"
    r"(?:apstiprināt|verificēt|pārbaudīt)\w+ (?:pirk|pirc|atsauksm)\w+|pirkums (?:ir )?apstiprināts|"
    r"расталған (?:сатып алу|тапсырыс)|сатып алу расталған|(?:pembeli(?:an)?|ulasan) terverifikasi|"
    r"\bverifizierte[rns]? (?:kauf|käufer|kund|bewertung)\w*|(?:achat|acheteur|avis) vérifiée?|"
    r"(?:compra|comprador|opinión) verificad[oa]",
    re.I,
)
UNVERIFIED = re.compile(
    r"\b(?:un|not |non-?)verified\b|\bне (?:проверен|подтвержд)\w*|\bnav (?:apstiprināt|pārbaudīt)|\bnicht verifiziert|"
    r"\bnon vérifié|\bno verificad|\bbelum terverifikasi|расталмаған",
    re.I,
)

NOISE = re.compile(
    r"\W*(?:(?:was this (?:review )?)?helpful\b.{0,40}|\d+ (?:people|person|of \d+)\b.{0,40}|report(?: (?:abuse|this|"
    r"review))?|"
    r"share|reply|edit|delete|flag|like|translate\b.{0,20}|(?:read|show) (?:more|less)|see more|more|less|yes|no|"
    r"(?:yes|no)?\s*\(?\d+\)?(?:\s*(?:yes|no)?\s*\(?\d+\)?)?|"
    r"(?:был |отзыв )?(?:ли )?(?:этот )?(?:отзыв )?(?:вам )?полез[а-я]+\b.{0,30}|пожаловаться|поделиться|ответить|"
    r"(?:читать|показать) (?:полностью|далее|ещё|еще)|да|нет|"
    r"vai (?:šī )?atsauksme.{0,40}|noderīg\w+.{0,20}|atbildēt|ziņot|dalīties|lasīt vairāk|jā|nē|"
    r"пайдалы.{0,20}|жауап беру|шағымдану|толығырақ|иә|жоқ|"
    r"(?:apakah )?.{0,20}membantu\b.{0,20}|balas|laporkan|bagikan|selengkapnya|ya|tidak|"
    r"(?:war diese bewertung )?hilfreich\b.{0,20}|melden|teilen|antworten|mehr(?: lesen)?|ja|nein|"
    r"(?:cet avis .{0,20})?utile\b.{0,20}|signaler|partager|répondre|lire (?:plus|la suite)|oui|non|"
    r"(?:¿.{0,20})?útil\b.{0,20}|denunciar|compartir|responder|leer más|sí)\W*",
    re.I,
)
"""Buttons and questions below a review."""

BY = re.compile(
    r"\s*(?:(?:reviewed |written |posted |review )?by\b:?|author:|name:|from:|от(?= [А-ЯЁA-Z])|автор:?|имя:?|autors?:|"
    r"vārds:|"
    r"авторы?:|аты:|oleh\b:?|nama:|von\b:?|par:?(?= [A-ZÉÀ])|auteur\s?:|por:?(?= [A-ZÁÉÍÓÚÑ])|autor[ae]?:|"
    r"nombre:)\s*",
    re.I,
)
_PARTICLE = r"(?:de|da|di|del|der|den|van|von|bin|binti|al|el|la|le|du|dos|y|e|from|из|aus|no)"
_NAME = re.compile(
    rf"(?:[^\W\d_][\w.'’-]*)(?: (?:[^\W\d_][\w.'’-]*\.?|"
    rf"{_PARTICLE})){{0,3}}(?:\s?\(?\d{{0,4}}\)?)?"
)

_CALLED = re.compile(
    r"review|rating|testimonial|feedback|opini|otzyv|отзыв|atsauksm|vērtēj|пікір|ulasan|bewertung|rezension|"
    r"erfahrung|avis(?![a-z])|reseñ|valoraci|testimoni"
)


@lru_cache(maxsize=4096)
def says_reviews(words: str) -> bool:
    """Tell whether class names, in lower case, are of reviews; the same few stand on every page of a site."""
    return _CALLED.search(words) is not None


def is_name(text: str) -> bool:
    """Tell whether a short text may be a person's name: up to four words, each with a capital letter.

    >>> is_name("Ann B."), is_name("Мария Петрова"), is_name("Great kettle"), is_name("Pours well!")
    (True, True, False, False)
    """
    if len(text) > 40 or not _NAME.fullmatch(text):
        return False
    words = text.split()
    return all(word[:1].isupper() or re.fullmatch(_PARTICLE, word) or not word[:1].isalpha() for word in words)
