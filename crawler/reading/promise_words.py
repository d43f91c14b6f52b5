"""Words of promises in our languages: patterns of what a sentence says, and of lengths of time."""

import re

_TIMES = {
    "hours": r"hours?|hrs?|час\w*|stund\w*|сағат\w*|jam|stunden?|heures?|horas?",
    "days": r"(?:(?:working|business|calendar|work|week)[\s-])?days?|(?:(?:рабочих|рабочие|рабочий|календарных|"
    r"раб\.) )?(?:дн[яей]+|день|сут\w+)|(?:(?:darba|darb|kalendār[ao]?) )?dien\w*|(?:(?:жұмыс|күнтізбелік) )?күн\w*|"
    r"hari(?: kerja| kalender)?|(?:werk|arbeits|kalender)?tage?[ns]?|(?:werk|arbeits)?tägige?\w*|jours?(?: ouvr[ée]s|"
    r" ouvrables)?|d[ií]as?(?: h[áa]biles| laborables)?",
    "weeks": r"weeks?|недел\w+|nedēļ\w*|апта\w*|minggu|wochen?|semaines?|semanas?",
    "months": r"months?|месяц\w*|мес\b|mēneš\w*|mēnes\w*|ай(?:ға|дан|лық|дың)?|bulan|monat\w*|mois|mes(?:es)?",
    "years": r"years?|yrs?|год(?:а|у|ов)?|лет|годовая|gad\w*|жыл\w*|tahun|jahr\w*|ans?|années?|años?",
}
_STEMS = {
    "free_delivery": "beb bez com del ent env fra fre gra kos lie liv par pen pie pos pēc shi ver бес дос жет тег",
    "delivery_time": "arr cou del dik dis ent env exp kir lie liv nex nos par pen pie sam shi ver дос жет отп",
    "returns": "atg att bez cam cha dev dik eas exc fre gel gra kem kos mon nau pen ree ref rem ret rig rét rüc sat "
    "sen uan wid wit zur айы вер воз обм тег қай",
    "warranty": "gar gew gua her lif war гар кеп",
    "price_match": "atr bea bes fou gar har iga igu jam lab low mat mei mej nie plu pre pri tie zem "
    "арз бағ гар деш луч наш сни цен",
    "instalments": "cic cuo dal fre hir ins int līz nom pai pay pla plu rae rat san spr бөл опл рас час",
    "support": "ans ant ass atb ate bal cha cus duk get hel kli kun lay liv rep res rép ser sop sup tel жау отв под "
    "слу қол",
    "free_trial": "bez cob day ess fre gra har izm jou kos per pro pru tag tes tri try uji бес дне дня поп про сын тег "
    "тес",
}
STEMS = {
    stem: frozenset(name for name, stems in _STEMS.items() if stem in stems.split())
    for stems in _STEMS.values()
    for stem in stems.split()
}
"""First three letters of the words that promises are told by → the promises that they may be of: they tell at little
cost which patterns a sentence is worth."""

NUMBERS = {
    word: number
    for number, written in {
        1: "one один одного viena бір satu ein einem un",
        2: "two два двух divu divi екі dua zwei deux dos",
        3: "three три трёх трех trīs үш tiga drei trois tres",
        4: "four",
        5: "five пять пяти piecu fünf cinq cinco",
        6: "six",
        7: "seven семи семь",
        10: "ten десять",
        12: "twelve",
        14: "fourteen четырнадцати četrpadsmit",
        30: "thirty trīsdesmit",
        60: "sixty",
        90: "ninety",
    }.items()
    for word in written.split()
}
_NUMBER = r"\d{1,4}|(?<![^\W\d_])(?:" + "|".join(NUMBERS) + r")(?![^\W\d_])"
SPAN = re.compile(
    rf"(?<![\d.,/])(?:(?:\d{{1,3}}|{'|'.join(NUMBERS)})\s?(?:[-–—]|to|or|до|или|līdz|vai|bis|oder|à|ou|hingga|"
    rf"sampai|a|o)\s?)?"
    rf"(?P<number>{_NUMBER})(?:[\s\u00a0-]*\+)?[\s\u00a0-]*(?:full |calendar |полных |pilnu )?(?:"
    + "|".join(f"(?P<{unit}>{words})" for unit, words in _TIMES.items())
    + r")(?![^\W\d_])",
    re.I,
)

FREE_DELIVERY = re.compile(
    r"\b(?:free|complimentary|no[- ]charge)(?: \w+){0,3} (?:delivery|shipping|postage)\b|\b(?:delivery|shipping|"
    r"postage)(?: is| are| always|:| and returns| & returns)* (?:free|on us)\b|\bships? (?:for )?free\b|"
    r"\bdeliver(?:s|ed|y)?(?: \w+){0,3} (?:free of charge|for free|at no (?:extra )?(?:cost|charge))|бесплатн\w+(?: "
    r"\w+){0,2} доставк\w+|доставк\w+(?: \w+){0,5}[ :—–-]+бесплатн\w+|достав(?:им|ляем|ка)(?: \w+){0,4} бесплатно|"
    r"bezmaksas(?: \w+){0,2} piegād\w*|piegād\w+(?: \w+){0,4} (?:bez maksas|bezmaksas|par velti)|piegādājam(?: "
    r"\w+){0,4} bez maksas|тегін(?: \w+){0,2} жеткіз\w*|жеткіз\w*(?: \w+){0,4} тегін|(?:gratis|bebas) (?:ongkir|"
    r"ongkos kirim|biaya kirim|pengiriman)|pengiriman gratis|(?:kostenlos\w*|gratis|freie?r?|"
    r"kostenfreie?r?)[- ](?:standard)?(?:versand|lieferung)|versandkostenfrei\w*|versand(?: \w+){0,3} kostenlos|"
    r"livraison (?:\w+ ){0,2}(?:gratuite|offerte)|frais de port offerts|env[ií]os? (?:\w+ ){0,2}grat(?:is|uitos?)|"
    r"entrega gratuita",
    re.I,
)
THRESHOLD = re.compile(
    r"(?:over|above|from|of|exceed(?:s|ing)|more than|at least|minimum|min\.?|spend|≥|>|\bот|свыше|более|выше|дороже|"
    r"на сумму|virs|no|sākot(?: no| ar)?|pasūtījum\w+|vismaz|ab|über|mind\w*\.?|dès|à partir de|plus de|supérieure? "
    r"à|d[’']achat de|desde|m[áa]s de|superiores? a|a partir de|mulai|di atas|minimal|min|lebih dari)(?: "
    r"\w+){0,2}\W{0,3}$",
    re.I,
)
THRESHOLD_BEHIND = re.compile(
    r"^\W{0,2}(?:or (?:more|over|above)|and (?:up|over|above)|\+|plus\b|и (?:более|выше|больше)|un vairāk|(?:тең\w* "
    r")?(?:бастап|жоғары|асатын)|ke atas|und mehr|et plus|o m[áa]s)",
    re.I,
)
DELIVERY = re.compile(
    r"\bdeliver(?:y|ed|s|ies)?\b|\bship(?:s|ped|ping|ment)?\b|\bdispatch\w*|\barrives?\b|\bcourier|parcel locker|"
    r"достав\w+|отправ(?:им|ка|ляем)\w*|piegād\w+|nosūt\w+|жеткіз\w*|pengiriman|dikirim|kirim|liefer\w*|versand\w*|"
    r"versend\w*|livr\w+|exp[ée]di\w+|env[ií]\w+|entrega\w*",
    re.I,
)
NEXT_DAY = re.compile(
    r"\bnext[- ](?:working[- ]|business[- ])?day\b|на следующий (?:\w+ )?день|nākamajā (?:darba )?dienā|келесі "
    r"(?:жұмыс )?күні|(?:am |n[äa]chsten? )(?:werk)?tag\b|le lendemain|al d[ií]a siguiente|hari berikutnya|besok",
    re.I,
)
SAME_DAY = re.compile(
    r"\bsame[- ]day\b|в (?:тот же|день заказа)|tajā pašā dienā|сол күні|hari yang sama|am selben tag|le jour même|el "
    r"mismo d[ií]a",
    re.I,
)
RETURNS = re.compile(
    r"\breturn(?:s|ed|able|ing)?\b|\brefund\w*|money[- ]back|\bsend (?:it|them|anything) back\b|\bexchange|\bchange "
    r"your mind\b|\bwithdraw\w*|\bright to cancel|возврат\w*|верн(?:уть|ём|ем|ите)|возвраща\w+|обмен\w*|atgriez\w*|"
    r"atgriešan\w*|atteik(?:ties|uma)\w*|naudas atmaks\w*|қайтар\w*|айырбаста\w*|pengembalian|dikembalikan|"
    r"kembalikan|uang kembali|rückgabe\w*|zurückgeb\w*|zurückgab\w*|widerruf\w*|geld[- ]zurück|retour\w*|rembours\w*|"
    r"rétract\w*|satisfait|devol\w+|devuelv\w+|reembols\w+|cambios",
    re.I,
)
EASY_RETURNS = re.compile(
    r"\b(?:free|easy|hassle-free)(?: \w+)? returns\b|бесплатный возврат|bezmaksas atgriešana|pengembalian gratis|"
    r"(?:kostenlose\w?|gratis) (?:rücksendung|rückgabe|retoure)|retours? gratuits?|devoluci(?:ón|ones) grat\w+|тегін "
    r"қайтару",
    re.I,
)
REFUNDING = re.compile(
    r"refund\w* (?:\w+ )?(?:is|are|will be|be)? ?(?:paid|processed|issued|made|credited|transferred)|(?:process|"
    r"issue|pay|transfer|receive|get)\w* (?:\w+ )?(?:your |the |a )?(?:refund|money)|деньги (?:верн|возвра|"
    r"поступ)\w+|возврат (?:денег|средств|денежных) \w*|naudu (?:atmaks|pārskait)\w*|(?:we|мы) \w* ?(?:refund|"
    r"верн[её]м деньги) (?:\w+ ){0,3}(?:within|в течение)|erstatten|remboursons|reembolsamos",
    re.I,
)
WARRANTY = re.compile(
    r"\bwarrant(?:y|ies|ed)\b|\bguarantee[ds]?\b|гаранти\w+|garantij\w*|кепілдік\w*|кепілдем\w*|garansi|"
    r"\w*garantie\w*|gewährleistung\w*|garant[ií]a\w*",
    re.I,
)
OTHER_GUARANTEE = re.compile(
    r"money[- ]back|satisfaction|price|delivery|uptime|best|lowest|возврат\w* денег|цен[ыа]|uang kembali|harga|"
    r"geld[- ]zurück|preis|prix|precio|cenas|naudas|баға",
    re.I,
)
LIFETIME = re.compile(r"life[- ]?time|пожизненн\w+|mūža|өмір бойы|seumur hidup|lebenslang\w*|à vie|de por vida", re.I)
PRICE_MATCH = re.compile(
    r"\bprice[- ](?:match\w*|promise|beat)|\b(?:best|lowest|low)[- ]prices?[- ](?:guarantee\w*|promise)|\b(?:match|"
    r"beat)\w* (?:any|the|a|every) (?:\w+ ){0,3}price|\bfound? (?:it|the same \w+) (?:cheaper|for less)|наш(?:ли|ёл|"
    r"ел) дешевле|гаранти\w+ (?:лучш\w+|низк\w+|самой низкой) цен\w+|снизим цену|лучшая цена гаранти\w+|zemākās "
    r"cenas garantij\w+|labākās cenas garantij\w+|atradāt lētāk|арзан(?:ырақ)? тапсаңыз|ең төмен баға кепіл\w*|"
    r"(?:jaminan|garansi) harga (?:termurah|terbaik|terendah)|(?:tiefst?|best|niedrig)preis[- ]?garantie|"
    r"preisgarantie|(?:meilleur|plus bas) prix garanti|garantie (?:du )?(?:meilleur|plus bas) prix|mejor precio "
    r"garantizado|garant[ií]a (?:de|del) (?:mejor )?precio\w*|igualamos (?:el|cualquier) precio",
    re.I,
)
INSTALMENTS = re.compile(
    r"\binstal?lments?\b|\bpay (?:in|over) (?:\d|two|three|four|six)|\b(?:interest[- ]free|0 ?%) (?:credit|finance|"
    r"payments|interest)|\bspread the (?:cost|payment)|\bhire[- ]purchase|рассрочк\w+|оплат\w+ частями|nomaks\w+|"
    r"līzing\w+|dalīt\w+ maksāj\w+|бөліп төле\w*|cicil\w+|\bratenzahlung\w*|\bratenkauf\w*|\bin raten|pai\w+ en \d|"
    r"en plusieurs fois|sans frais en \d|\d ?x sans frais|\bcuotas\b|a plazos",
    re.I,
)
PAYMENTS = re.compile(
    r"(\d{1,2}) (?:\w+[- ]?){0,3}(?:payments|instal?lments|cuotas|raten|fois|платеж\w+|частями|част[ией]|cicilan|"
    r"maksājum\w+)|(\d)\s?x\b",
    re.I,
)
SUPPORT = re.compile(
    r"\bsupport\b|\bhelp ?desk\b|\bcustomer (?:service|care)\b|\blive chat\b|поддержк\w+|служб\w+ (?:поддержки|"
    r"заботы)|(?:klientu )?atbalst\w*|klientu serviss|қолдау\w*|dukungan|layanan pelanggan|kundenservice|"
    r"kundendienst|\w*support|service client|assistance|atenci[óo]n al cliente|soporte",
    re.I,
)
SUPPORTED = re.compile(
    r"24\s?/\s?7|24[- ]hour|round[- ]the[- ]clock|around the clock|\breal (?:people|person|human)|\bby (?:phone|"
    r"e?-?mail|chat)|\bvia (?:phone|e?-?mail|chat)|\b(?:phone|chat|email|priority|dedicated|free|lifetime|personal|"
    r"expert|technical) (?:and \w+ |& \w+ )?support|\b(?:every day|seven days|7 days)|\bmon(?:day|\.)?\s?(?:[-–—]|"
    r"to)|круглосуточн\w+|без выходных|ежедневно|по телефону|в чате|бесплатн\w+|пн\s?[-–—]|diennakts|visu diennakti|"
    r"pa tālruni|bezmaksas|тәулік бойы|24 jam|setiap hari|rund um die uhr|kostenlos\w*|per telefon|7\s?j/7|24\s?h/24|"
    r"par téléphone|gratuit\w*|por tel[eé]fono|las 24 horas",
    re.I,
)
ANSWERS = re.compile(
    r"\b(?:repl(?:y|ies)|answers?|responds?|respon[sc]e|get back)\b|ответ\w*|atbild\w*|жауап\w*|balas\w*|antwort\w*|"
    r"répon\w+|respond\w+|respuesta",
    re.I,
)
TRIAL = re.compile(
    r"\bfree (?:\w+[- ]){0,3}trial\b|\btrial\b(?: \w+){0,3} (?:is )?free\b|\btry (?:\w+ ){0,5}(?:for )?free\b|\bfree "
    r"for \d+ days|\btrial (?:of|period|lasts)|\b\d+[- ]days? (?:free )?trial\b|пробн\w+ (?:период|доступ|верси\w+)|"
    r"(?:попробуйте|тестируйте)(?: \w+){0,4} бесплатно|\d+ дн\w+ бесплатно|бесплатно \d+ дн\w+|bezmaksas "
    r"(?:izmēģinājum\w*|pārbaudes|testa)\w*|izmēģin\w+(?: \w+){0,4} (?:bez maksas|bezmaksas)|izmēģinājuma (?:period|"
    r"laik)\w*|тегін (?:сынақ|байқап)\w*|сынақ (?:мерзім|кезең)\w*|(?:uji coba|coba|percobaan) gratis|gratis \d+ "
    r"hari|kostenlos(?:e[nrs]?)? (?:test\w*|probe\w*|ausprobieren)|\d+ tage kostenlos|kostenlos \w*testen|testphase|"
    r"essai(?: \w+){0,2} gratuit|essayez(?: \w+){0,3} gratuitement|\d+ jours gratuits|prueba(?: \w+){0,3} gratis|"
    r"prueba gratuita|prueb[ae](?: \w+){0,3} gratis",
    re.I,
)
NOT = re.compile(
    r"\b(?:not|no longer|never|cannot|can[’']?t|isn[’']?t|aren[’']?t|don[’']?t|doesn[’']?t|except|excluded|unless|"
    r"without) (?:\w+ ){0,4}$|(?<!\w)(?:не|нет|кроме|без)\s(?:\w+\s){0,3}$|(?<!\w)(?:nav|nevar|neveic|bez|емес|жоқ|"
    r"tidak|bukan|nicht|keine?n?|ohne|pas de|aucun\w*|ne|sans|no|sin)\s(?:\w+\s){0,2}$",
    re.I,
)
NOT_INSIDE = re.compile(r"(?<!\w)(?:not|не|нет|nav|nicht|tidak|bukan|емес|жоқ|pas|no es)(?!\w)", re.I)
NOT_BEHIND = re.compile(
    r"^(?: \w+){0,4} (?:is|are|does|do|can)(?: \w+)? (?:not|excluded|unavailable)|^(?: \w+){0,2} (?:не (?:предусмотр|"
    r"предостав|действ|распростран|осуществ)\w*|недоступ\w+|nav |netiek |жоқ|tidak|nicht)",
    re.I,
)
RULE = re.compile(
    r"\b(?:all|every|any|each|always|standard|usually|normally|generally|everything|everywhere)\b|(?<!\w)(?:вс(?:е|ю|"
    r"ех|ей|ём|ем)|всегда|люб\w+|обычно|стандартн\w+|vis[iauāosem]+|vienmēr|parasti|standarta|барлық|әрқашан|әдетте|"
    r"semua|selalu|biasanya|standar|alle[nrs]?|immer|in der regel|tou(?:s|tes|t)|toujours|todos?|todas?|siempre|"
    r"normalmente)(?!\w)",
    re.I,
)
