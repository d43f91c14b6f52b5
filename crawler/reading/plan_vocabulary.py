"""Words beside a plan's price, in the languages that are read: periods, units, free, on request, trial, praise."""

import re

PERIOD_WORDS = {
    "month": r"mo|mos|mth|mnth|months?|monthly|p\.?m|pcm|мес|месяц|месяца|месяцев|ежемесячн\w+|помесячн\w+|месячн\w+|"
    r"mēn|mēnesī|mēnesis|mēneša|mēnešus|mēneši|ikmēneša|ай|айына|айлық|ай сайын|bulan|bulanan|bln|monat|monate|"
    r"(?<=/)mon(?=\.)|(?<=/ )mon(?=\.)|monatlich\w*|monats|mtl|mois|mensuel\w*|mensualité|mes|meses|mensual\w*",
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
PERIOD = re.compile(
    r"(?P<count>\d+[\s-]?)?(?<![^\W\d_])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in PERIOD_WORDS.items())
    + r")(?![^\W\d_])",
    re.I,
)
PER = re.compile(
    r"(?:/|\bper\b|\ba\b|\ban\b|\beach\b|\bevery\b|\bevery\b|(?<!\w)(?:в|за|на|каждый)\s|\b(?:katru|par|ik|uz)\b|"
    r"\b(?:pro|im|je|par|al|por|cada|à l[’']|setiap|tiap)\b)\s*$",
    re.I,
)
OF_ITSELF = re.compile(
    r"\w+ly$|annual|p\.?m$|p\.?a$|pcm|.*(?:ежемес|помес|месячн|ежегод|годов|ікмен|ikmēn|ikgad|айына|жылына|айлық|"
    r"жылдық|mēnesī|gadā|menesi|bulanan|tahunan|monatlich|jährlich|mensu|annuel|anual)",
    re.I,
)
BILLED = re.compile(
    r"bill(?:ed|ing)|invoiced|charged|paid|pay(?:ing|ment|ments|able)?\b|when you pay|commit\w*|subscri\w+|contract|"
    r"списыва\w+|оплат\w+|при оплате|подписк\w+|платёж|платеж|rēķin\w+|maksāj\w+|apmaks\w+|abonement\w+|төле\w*|"
    r"жазылым\w*|ditagih|dibayar|pembayaran|tagihan|langganan|abgerechnet|abrechnung|zahlung|bezahlt|zahlbar|abo\b|"
    r"abonnement|facturé\w*|facturation|payé\w*|paiement|engagement|facturad\w+|facturación|pagad\w+|pago|cobrad\w+",
    re.I,
)
UNITS = {
    "user": r"users?|пользовател\w+|lietotāj\w+|пайдаланушы\w*|pengguna|nutzer\w*|benutzer\w*|utilisateurs?|"
    r"usuarios?",
    "seat": r"seats?|мест[оа]?|licen[cs]es?|лицензи\w+|licenc\w+|lisensi|lizenz\w*|"
    r"sitz(?:e|platz)?|platz|places?|puestos?|licencias?",
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
UNIT = re.compile(
    r"(?:/|\bper\b|\beach\b|\ban(?=\shour)|(?<!\w)в(?=\sчас\b)|(?<!\w)за(?: одного| 1)?\s|\bpro\b|\bje\b|\bpar\b|"
    r"\bpor\b|\bcada\b|\bl[’']|\bsetiap\b|\bkatram?\b|(?<!\w)бір\b)\s*(?:active |paid |full |additional )?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in UNITS.items())
    + r")(?![^\W\d_])",
    re.I,
)
PER_OTHER = re.compile(
    r"(?:\bper |^\s*/\s?)(?!extra|additional|active|full|each|paid|unit|life|forever)([a-z]{3,15})\b", re.I
)
FREE = re.compile(
    r"(?:always |100% |forever |it[’']s |completely )?(?:free|gratis|бесплатно|бесплатный|bezmaksas|par velti|тегін|"
    r"kostenlos|kostenfrei|gratuit|gratuito)[\s/,·–—-]{0,3}(?:(?:always (?:and )?)?forever|for ever|for life|!|plan|"
    r"of charge|навсегда|selamanya|für immer|à vie|para siempre|trial|"
    r"/ ?(?:al |a |per )?(?:mo|month|year|mes|mois|monat|bulan|мес\.?|месяц|mēnesī))?[.!]?",
    re.I,
)
CONTACT = re.compile(
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
BADGE = re.compile(
    r"\W*(?:most popular|(?:best|great) (?:value|deal|seller|choice)|best[- ]?seller|popular(?: choice| plan)?|"
    r"recommended(?: plan)?|our (?:pick|favou?rite)|favou?rite|new|beta|coming soon|limited(?: time)?(?: offer)?|top|"
    r"hot|save .{0,20}|[-–—]?\s?\d+\s?% ?(?:off|discount|скидка|hemat|rabatt)?|current plan|most flexible|"
    r"(?:самый )?популярн\w+(?: тариф| выбор| план)?|хит(?: продаж)?|рекомендуем(?:ый)?|лучш\w+ (?:цена|выбор)|"
    r"выгодно|новинка|"
    r"скидка .{0,12}|populārāk\w+(?: izvēle)?|ieteicam\w+|izdevīgāk\w+|labākā izvēle|танымал|ең танымал|ұсынамыз|"
    r"(?:paling |ter)populer|rekomendasi|terlaris|hemat .{0,12}|beliebt(?:est\w*)?(?: wahl| paket| tarif)?|"
    r"am beliebtesten|empfohlen|unser tipp|bestseller|le plus populaire|populaire|recommandé|meilleur choix|"
    r"(?:el )?más popular|recomendado|mejor "
    r"valor)\W*",
    re.I,
)
TRIAL = re.compile(
    r"(?P<a>\d{1,3})[-\s]*(?:days?|дн\w+|dien\w*|күн\w*|hari|tage?n?|tägige\w*|jours?|días)\b[^.!?\d]{0,30}(?:trial|"
    r"free|gratis|бесплатн\w+|пробн\w+|bezmaksas|izmēģin\w+|тегін|сынақ|coba|percobaan|kostenlos\w*|test\w*|essai|"
    r"gratuit\w*|prueba)|(?:trial|free|gratis|бесплатн\w+|пробн\w+|bezmaksas|izmēģin\w+|тегін|сынақ|coba|percobaan|"
    r"kostenlos\w*|test\w*|essai|gratuit\w*|prueba)[^.!?\d]{0,30}?(?P<b>\d{1,3})[-\s]*(?:days?|дн\w+|dien\w*|күн\w*|"
    r"hari|tage?n?|jours?|días)\b",
    re.I,
)
MONEY_BACK = re.compile(
    r"money|refund|return|возврат|naudas|uang|geld|rembours|reembols|deliver|shipping|доставк", re.I
)
EVERY_PLAN = re.compile(
    r"\b(?:all|every|any|each)(?: of our)?(?: paid)? (?:plans?|tiers?|packages?|subscriptions?)\b|все(?:х|м|ми)? "
    r"(?:платн\w+ )?тариф\w*|любой тариф|любом тарифе|vis(?:i|iem|os) (?:plān|tarif)\w*|барлық тариф\w*|semua paket|"
    r"alle (?:pläne|tarife|pakete)|allen (?:plänen|tarifen|paketen)|tous (?:les|nos) (?:plans|forfaits|abonnements)|"
    r"todos los planes",
    re.I,
)
ALONE = re.compile(
    r"[\W\d_]*(?:the|a|an|per|plan|price|pay|full|тариф|план|оплата|цена|harga|cena|preis|prix|precio|premium)?"
    r"[\W\d_]*",
    re.I,
)
TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
PERIOD_OF_TOKEN = {
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
