"""Text beside a plan's price → billing period, what is counted, trial, and whether it is free or on request."""

import re
from decimal import Decimal

PERIODS = ("month", "year", "week", "day", "once")

_WORDS = {
    "month": r"mo|mos|mth|mnth|months?|monthly|p\.?m|pcm|мес|месяц|месяца|месяцев|ежемесячн\w+|помесячн\w+|месячн\w+|"
    r"mēn|mēnesī|mēnesis|mēneša|mēnešus|mēneši|ikmēneša|ай|айына|айлық|ай сайын|bulan|bulanan|bln|monat|monate|"
    r"monatlich\w*|monats|mtl|mois|mensuel\w*|mensualité|mes|meses|mensual\w*",
    "year": r"yr|yrs|years?|yearly|annual|annually|annum|p\.a\.?|год|года|лет|годов\w+|ежегодн\w+|gadā|gads|gada|gadu|"
    r"ikgadēj\w+|gada\w*|жыл|жылына|жылдық|tahun|tahunan|thn|jahr|jahre|jährlich\w*|jahres|(?<=/)an|(?<=/ )an|"
    r"(?<=par )an|ans|année|annuel\w*|año|años|anual\w*",
    "week": r"wk|weeks?|weekly|недел[яюи]|еженедельн\w+|nedēļ[aāu]|апта|аптасына|minggu|mingguan|woche|wöchentlich|"
    r"semaine|hebdomadaire|semana|semanal",
    "day": r"days?|daily|день|сутки|ежедневн\w+|dienā|diena|күн|күніне|hari|harian|(?<=/)tag|(?<=/ )tag|"
    r"(?<=pro )tag|täglich|jour|jours|journalier|día|diario",
    "once": r"once|one[- ]time|one[- ]off|lifetime|single payment|разово|разовый|единоразов\w+|навсегда|пожизненн\w+|"
    r"vienreiz\w*|mūžīg\w+|бір рет|бір реттік|sekali bayar|seumur hidup|einmalig|lebenslang|paiement unique|à vie|"
    r"pago único|de por vida|única vez",
}
_WORD = re.compile(
    r"(?P<count>\d+[\s-]?)?(?<![^\W\d_])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items())
    + r")(?![^\W\d_])",
    re.I,
)
_PER = re.compile(
    r"(?:/|\bper\b|\ba\b|\ban\b|\beach\b|\bevery\b|\bevery\b|(?<!\w)(?:в|за|на|каждый)\s|\b(?:katru|par|ik|uz)\b|"
    r"\b(?:pro|im|je|par|al|por|cada|à l[’']|setiap|tiap)\b)\s*$",
    re.I,
)
_OF_ITSELF = re.compile(
    r"\w+ly$|annual|p\.?m$|p\.?a$|pcm|.*(?:ежемес|помес|месячн|ежегод|годов|ікмен|ikmēn|ikgad|айына|жылына|айлық|"
    r"жылдық|mēnesī|gadā|menesi|bulanan|tahunan|monatlich|jährlich|mensu|annuel|anual)",
    re.I,
)
_BILLED = re.compile(
    r"bill(?:ed|ing)|invoiced|charged|paid|pay(?:ing|ment|ments|able)?\b|when you pay|commit\w*|subscri\w+|contract|"
    r"списыва\w+|оплат\w+|при оплате|подписк\w+|платёж|платеж|rēķin\w+|maksāj\w+|apmaks\w+|abonement\w+|төле\w*|"
    r"жазылым\w*|ditagih|dibayar|pembayaran|tagihan|langganan|abgerechnet|abrechnung|zahlung|bezahlt|zahlbar|abo|"
    r"abonnement|facturé\w*|facturation|payé\w*|paiement|engagement|facturad\w+|facturación|pagad\w+|pago|cobrad\w+",
    re.I,
)
_UNITS = {
    "user": r"users?|пользовател\w+|lietotāj\w+|пайдаланушы\w*|pengguna|nutzer\w*|benutzer\w*|utilisateurs?|"
    r"usuarios?",
    "seat": r"seats?|мест[оа]?|licen[cs]es?|лицензи\w+|licenc\w+|lisensi|lizenz\w*|places?|puestos?|licencias?",
    "member": r"(?:team )?members?|участник\w*|dalībniek\w*|anggota|mitglied\w*|membres?|miembros?",
    "employee": r"employees?|сотрудник\w*|darbiniek\w*|қызметкер\w*|karyawan|mitarbeiter\w*|employés?|"
    r"salariés?|empleados?",
    "agent": r"agents?|operators?|оператор\w*|operator\w*|agente\w*|opérateurs?",
    "editor": r"editors?",
    "developer": r"devs?|developers?|contributors?",
    "person": r"person|people|человек\w*|orang|persona",
    "site": r"(?:web)?sites?|domains?|сайт\w*|домен\w*|vietn\w+|website|situs|dominio",
    "device": r"devices?|устройств\w*|ierīc\w+|құрылғы\w*|perangkat|gerät\w*|appareils?|dispositivos?",
    "workspace": r"workspaces?|teams?|команд\w*",
    "project": r"projects?|проект\w*|projekt\w*|proyek|projets?|proyectos?",
    "location": r"locations?|stores?|shops?|филиал\w*|toko|filiale\w*",
    "host": r"hosts?|servers?|instances?|сервер\w*",
    "account": r"accounts?|аккаунт\w*|akun|konto|compte|cuenta",
    "vehicle": r"vehicles?",
    "student": r"students?|pupils?|учени(?:к|ц)\w*|студент\w*|skolēn\w*|siswa|schüler\w*|élèves?|estudiantes?|alumnos?",
    "hour": r"hours?|hrs?|h|час\w*|stund(?:e|as?|ā)|std|heures?|horas?|jam|сағат\w*",
    "session": r"sessions?|сеанс\w*|seans\w*|sitzung|séances?|sesión|sesi",
    "lesson": r"lessons?|class|урок\w*|занят\w+|nodarbīb\w*|unterrichtsstunde|unterrichtseinheit|cours|leçon|clase|"
    r"pertemuan|сабақ\w*",
    "credit": r"credits?",
}
_UNIT = re.compile(
    r"(?:/|\bper\b|\beach\b|\ban(?=\shour)|(?<!\w)в(?=\sчас\b)|(?<!\w)за(?: одного| 1)?\s|\bpro\b|\bje\b|\bpar\b|"
    r"\bpor\b|\bcada\b|\bl[’']|\bsetiap\b|\bkatram?\b|(?<!\w)бір\b)\s*(?:active |paid |full |additional )?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _UNITS.items())
    + r")(?![^\W\d_])",
    re.I,
)
_PER_OTHER = re.compile(
    r"(?:\bper |^\s*/\s?)(?!extra|additional|active|full|each|paid|unit|life|forever)([a-z]{3,15})\b", re.I
)
_FREE = re.compile(
    r"(?:always |100% |forever |it[’']s |completely )?(?:free|gratis|бесплатно|бесплатный|bezmaksas|par velti|тегін|"
    r"kostenlos|kostenfrei|gratuit|gratuito)[\s/,·–—-]{0,3}(?:(?:always (?:and )?)?forever|for ever|for life|!|plan|"
    r"of charge|навсегда|selamanya|für immer|à vie|para siempre|trial)?[.!]?",
    re.I,
)
_CONTACT = re.compile(
    r"(?:(?:please )?contact (?:us|sales|our \w+(?: team)?|the sales team|for (?:pricing|price|quote|details))(?: "
    r"(?:for|to) .{0,40})?|custom(?:ized)?(?: (?:pricing|price|quote|plan|solution))?|let[’']?s (?:talk|chat)|talk "
    r"to (?:us|sales|an expert)|(?:pric(?:e|ing) )?(?:up)?on request|get (?:a|your)(?: custom)? quote|request (?:a "
    r")?(?:quote|pricing|demo)|(?:quote|price|pricing) based|call us|ask us|individual(?: pricing)?|tailored(?: "
    r"pricing)?|book a (?:demo|call)|inquire|enquire|quote|speak (?:to|with) (?:us|sales)|poa|tbd|(?:цена )?по "
    r"запросу|по договор[её]нности|договорная|индивидуальн\w+(?: (?:расч[её]т|цена|условия))?|свяжитесь с нами|"
    r"связаться с нами|связаться с отделом продаж|запросить (?:цену|стоимость)|обсудим|(?:cena )?pēc pieprasījuma|"
    r"pēc vienošanās|individuāl[sai]( cena)?|sazinieties(?: ar mums)?|sazinies(?: ar mums)?|(?:баға )?сұраныс "
    r"бойынша|келісім бойынша|бізге хабарласыңыз|бізбен байланысыңыз|hubungi (?:kami|sales|penjualan)|(?:harga "
    r")?(?:sesuai|berdasarkan) permintaan|harga khusus|(?:preis )?auf anfrage|individuell(?:es angebot)?|"
    r"kontakt(?:ieren sie uns| aufnehmen)?|angebot anfordern|(?:prix |tarif )?sur (?:demande|mesure|devis)|(?:nous "
    r")?contacte[rz](?:-nous| nous)?|demander un devis|parlons-en|(?:precio )?(?:bajo|a) (?:petición|demanda|"
    r"consultar)|a medida|personalizado|cont[áa]ct(?:a|e|anos|enos)(?: con .{0,20})?|hablemos|solicitar "
    r"(?:presupuesto|cotización))\s?[.!→›»]?",
    re.I,
)
_BADGE = re.compile(
    r"\W*(?:most popular|(?:best|great) (?:value|deal|seller|choice)|best[- ]?seller|popular(?: choice| plan)?|"
    r"recommended(?: plan)?|our (?:pick|favou?rite)|favou?rite|new|beta|coming soon|limited(?: time)?(?: offer)?|top|"
    r"hot|save .{0,20}|[-–—]?\s?\d+\s?% ?(?:off|discount|скидка|hemat|rabatt)?|current plan|most flexible|"
    r"популярн\w+(?: тариф| выбор| план)?|хит(?: продаж)?|рекомендуем(?:ый)?|лучш\w+ (?:цена|выбор)|выгодно|новинка|"
    r"скидка .{0,12}|populārāk\w+(?: izvēle)?|ieteicam\w+|izdevīgāk\w+|labākā izvēle|танымал|ең танымал|ұсынамыз|"
    r"(?:paling |ter)populer|rekomendasi|terlaris|hemat .{0,12}|beliebt(?:est\w*)?|am beliebtesten|empfohlen|unser "
    r"tipp|bestseller|le plus populaire|populaire|recommandé|meilleur choix|(?:el )?más popular|recomendado|mejor "
    r"valor)\W*",
    re.I,
)
_TRIAL = re.compile(
    r"(?P<a>\d{1,3})[-\s]*(?:days?|дн\w+|dien\w*|күн\w*|hari|tage?n?|tägige\w*|jours?|días)\b[^.!?\d]{0,30}(?:trial|"
    r"free|gratis|бесплатн\w+|пробн\w+|bezmaksas|izmēģin\w+|тегін|сынақ|coba|percobaan|kostenlos\w*|test\w*|essai|"
    r"gratuit\w*|prueba)|(?:trial|free|gratis|бесплатн\w+|пробн\w+|bezmaksas|izmēģin\w+|тегін|сынақ|coba|percobaan|"
    r"kostenlos\w*|test\w*|essai|gratuit\w*|prueba)[^.!?\d]{0,30}?(?P<b>\d{1,3})[-\s]*(?:days?|дн\w+|dien\w*|күн\w*|"
    r"hari|tage?n?|jours?|días)\b",
    re.I,
)
_MONEY_BACK = re.compile(
    r"money|refund|return|возврат|naudas|uang|geld|rembours|reembols|deliver|shipping|доставк", re.I
)
_EVERY_PLAN = re.compile(
    r"\b(?:all|every|any|each)(?: of our)?(?: paid)? (?:plans?|tiers?|packages?|subscriptions?)\b|все(?:х|м|ми)? "
    r"(?:платн\w+ )?тариф\w*|любой тариф|любом тарифе|vis(?:i|iem|os) (?:plān|tarif)\w*|барлық тариф\w*|semua paket|"
    r"alle (?:pläne|tarife|pakete)|allen (?:plänen|tarifen|paketen)|tous (?:les|nos) (?:plans|forfaits|abonnements)|"
    r"todos los planes",
    re.I,
)
_ALONE = re.compile(
    r"[\W\d_]*(?:the|a|an|per|plan|price|pay|full|тариф|план|оплата|цена|harga|cena|preis|prix|precio|premium)?"
    r"[\W\d_]*",
    re.I,
)
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_TOKENS = {
    "monthly": "month",
    "month": "month",
    "months": "month",
    "mo": "month",
    "mensal": "month",
    "monat": "month",
    "monatlich": "month",
    "mensuel": "month",
    "mensual": "month",
    "yearly": "year",
    "year": "year",
    "annual": "year",
    "annually": "year",
    "annum": "year",
    "jahr": "year",
    "jahrlich": "year",
    "jaehrlich": "year",
    "annuel": "year",
    "anual": "year",
    "mesyac": "month",
    "god": "year",
    "weekly": "week",
    "lifetime": "once",
    "onetime": "once",
}


def parse_period(text: str) -> str | None:
    """Return the one period that a text names; None when it names none, several, or several of one.

    >>> parse_period("billed annually"), parse_period("в месяц"), parse_period("one-time payment")
    ('year', 'month', 'once')
    >>> parse_period("every 3 months") is None
    True
    """
    found = {name for name, count in _named(text) if not count}
    return found.pop() if len(found) == 1 else None


def is_called_by_period(text: str) -> bool:
    """Tell whether a text is a period, or says how something is billed, rather than a thing that a period tells of.

    >>> is_called_by_period("Monthly plan"), is_called_by_period("Год"), is_called_by_period("Съёмочный день")
    (True, True, False)
    """
    match = next((match for match in _WORD.finditer(text[:60]) if not match["count"]), None)
    if match is None:
        return False
    return bool(
        _OF_ITSELF.match(match.group())
        or match["once"]
        or _is_billing(text, match)
        or _PER.search(text[: match.start()])
        or _ALONE.fullmatch(text[: match.start()] + text[match.end() :])
    )


def parse_per(text: str) -> str | None:
    """Return what a price is for, from the text that follows it.

    >>> parse_per("/ seat / month, billed yearly"), parse_per("/мес."), parse_per("per bulan")
    ('month', 'month', 'month')
    >>> parse_per("per seat") is None
    True
    """
    for match in _WORD.finditer(text[:160]):
        before = text[: match.start()]
        if match["count"] or _is_billing(text, match):
            continue
        if _PER.search(before) or _OF_ITSELF.match(match.group()) or match["once"]:
            return match.lastgroup
    return None


def parse_billing(text: str) -> str | None:
    """Return how a text says that something is billed.

    >>> parse_billing("per month, billed yearly"), parse_billing("при оплате за год")
    ('year', 'year')
    >>> parse_billing("per month") is None
    True
    """
    found = {match.lastgroup for match in _WORD.finditer(text[:200]) if not match["count"] and _is_billing(text, match)}
    return found.pop() if len(found) == 1 else None


def parse_unit(text: str) -> str | None:
    """Return what a price is counted by, in English and singular.

    >>> parse_unit("€24 per seat / month"), parse_unit("₽ за пользователя в месяц")
    ('seat', 'user')
    >>> parse_unit("per depot")
    'depot'
    >>> parse_unit("per month") is None
    True
    """
    if found := _UNIT.search(text[:200]):
        return found.lastgroup
    other = next((match for match in _PER_OTHER.finditer(text[:200]) if not _WORD.fullmatch(match[1])), None)
    return other[1].lower() if other else None


def parse_trial(text: str) -> int | None:
    """Return the days of a free trial that a text promises.

    >>> parse_trial("14-day free trial"), parse_trial("Попробуйте бесплатно 7 дней")
    (14, 7)
    >>> parse_trial("30-day money-back guarantee") is None
    True
    """
    text = text[:300]
    found = _TRIAL.search(text)
    if found is None or _MONEY_BACK.search(found.group()):
        return None
    return int(found["a"] or found["b"])


def is_every_plan(text: str) -> bool:
    """Tell whether a text speaks of all plans.

    >>> is_every_plan("All paid plans come with a 14-day free trial")
    True
    """
    return _EVERY_PLAN.search(text[:300]) is not None


def is_free(text: str) -> bool:
    """Tell whether a text is all of a price of nothing.

    >>> is_free("Free forever"), is_free("Free trial for 14 days")
    (True, False)
    """
    return len(text) < 40 and _FREE.fullmatch(text.strip()) is not None and "trial" not in text.lower()


def is_contact(text: str) -> bool:
    """Tell whether a text stands for a price on request.

    >>> is_contact("Contact sales"), is_contact("По запросу"), is_contact("Contact form")
    (True, True, False)
    """
    return len(text) < 60 and _CONTACT.fullmatch(text.strip(" *·–-")) is not None


def is_badge(text: str) -> bool:
    """Tell whether a text praises a plan rather than naming it.

    >>> is_badge("Most popular"), is_badge("Team")
    (True, False)
    """
    return len(text) < 40 and _BADGE.fullmatch(text) is not None


def period_of_token(name: str) -> str | None:
    """Return the one period that a class, an id or an attribute names.

    >>> period_of_token("price--yearly"), period_of_token("priceMonthly"), period_of_token("data-price")
    ('year', 'month', None)
    """
    tokens = [token.lower() for token in _TOKEN.findall(name[:200])]
    found = {period for token in tokens if (period := _TOKENS.get(token))}
    return found.pop() if len(found) == 1 and "per" not in tokens else None


def is_year_of(year: Decimal, month: Decimal) -> bool:
    """Tell whether an amount is twelve times another, to the nearest whole.

    >>> is_year_of(Decimal(288), Decimal(24)), is_year_of(Decimal(290), Decimal(29))
    (True, False)
    """
    return month > 0 and abs(year - 12 * month) <= max(Decimal(1), month / 20)


def _named(text: str) -> list[tuple[str, str | None]]:
    return [(match.lastgroup or "", match["count"]) for match in _WORD.finditer(text[:200])]


def _is_billing(text: str, match: re.Match[str]) -> bool:
    """Tell whether a period stands beside a word of billing, no other period between them."""
    before = re.split(r"[,;.()|•]", text[max(0, match.start() - 40) : match.start()])[-1]
    others = list(_WORD.finditer(before))
    before = before[others[-1].end() :] if others else before
    behind = re.split(r"[,;.()|•]", text[match.end() : match.end() + 25])[0]
    if _BILLED.search(before):
        return True
    # "per month billed yearly": the word of billing is of the period that follows
    return _BILLED.match(behind.lstrip(" -")) is not None and _WORD.search(behind) is None
