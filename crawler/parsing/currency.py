"""Text → ISO 4217 currency."""

import re

CODES = frozenset(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP "
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD "
    "MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB "
    "RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD "
    "UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG".split()
)
"""ISO 4217 codes of money in use."""

THREE_DECIMALS = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
"""Currencies of 1,000 parts: only with them "1.299" may be a fraction."""

WHOLE = frozenset("CLP HUF IDR ISK JPY KRW KZT PYG RSD UGX UZS VND XAF XOF".split())
"""Currencies whose prices carry no parts: with them "1.299" is never a fraction."""

_SIGNS = """
EUR € euro euros eiro евро
GBP £
INR ₹ re re.
RUB ₽ руб руб. р р. рубль рубля рублей
BYN бел.руб бел.руб.
UAH ₴ грн грн. hrn
KZT ₸ тг тг. тенге теңге тңг тңг.
PLN zł zl
CZK kč
HUF ft
BGN лв лв.
KRW ₩ 원
JPY 円 yen
TRY ₺ tl
ILS ₪ nis ש"ח ש״ח ש'ח
THB ฿
VND ₫ đ vnđ
PHP ₱
NGN ₦
GEL ₾ лари lari ლარი
AZN ₼
CRC ₡
PYG ₲
MNT ₮
AMD ֏ драм
IDR rp rp. rupiah
MYR rm
BRL r$
USD us$ u$s
CAD c$ ca$
AUD a$ au$
NZD nz$
HKD hk$
SGD s$
TWD nt$
MXN mx$
CNY cn¥ 元 yuan 人民币
CHF fr. sfr. sfr franken
KGS сом
UZS сум so'm soʻm so‘m so’m
TJS сомони
KWD kd
DOP rd$
COP col$ co$
CLP clp$
ARS ar$
TTD tt$
GYD gy$
JMD j$
KES ksh ksh. kshs kshs.
EGP e£
ALL lek
VUV vt
LKR රු
AOA kwz
BIF fbu
RWF frw
MKD ден ден. денари денар
BOB bs.
PEN s/ s/. soles
"""
_OF_SIGN = {sign: line.split()[0] for line in _SIGNS.split("\n") for sign in line.split()[1:]}
"""Signs and short names of one currency only, in lower case."""

_OF_COUNTRY = {
    "$": {"US": "USD", "PR": "USD", "EC": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD",
          "TW": "TWD", "MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "UY": "UYU"},
    "¥": {"JP": "JPY", "CN": "CNY"},
    "kr": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "rs": {"IN": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR", "MU": "MUR"},
    "lei": {"RO": "RON", "MD": "MDL"},
    "r": {"ZA": "ZAR"},
    "din": {"RS": "RSD"},
    "dh": {"AE": "AED", "MA": "MAD"},
    "br": {"BY": "BYN", "ET": "ETB"},
}  # fmt: skip
_ROUBLES = frozenset(("руб", "руб.", "р", "р.", "рубль", "рубля", "рублей"))
"""Those of Belarus are written as those of Russia."""
_SAME_SIGN = {
    "din.": "din",
    "dinara": "din",
    "dinar": "din",
    "дин": "din",
    "дин.": "din",
    "dhs": "dh",
    "dhs.": "dh",
    "dh.": "dh",
    "доллар": "$",
    "долларов": "$",
    "доллара": "$",
    "долл.": "$",
    "￥": "¥",
    "kr.": "kr",
    ":-": "kr",
    "rs.": "rs",
    "₨": "rs",
    "lei.": "lei",
    "sek": "SEK",
}

SIGN = (
    r"(?:(?<![A-Za-z])(?:US|CA|AU|NZ|HK|NT|MX|RD|COL?|CLP|AR|TT|GY|EC|Bds|[CASRUJG])\s?\$S?|CN¥|"
    r"[$€£¥￥₹₨₽₴₸₩₺₪฿₫₱₦₾₼₡₲₮֏円元원]|zł|Kč|kč|KČ|:-"
    r"|(?<![^\W\d_])(?:EURO?S?|Euros?|euros?|eur|[Ee]iro|[Ее]вро|usd|gbp|pln|rub|kzt|chf|idr|inr|nzd|aud|cad|"
    r"czk|sek|nok|dkk|huf|uah|byn|jpy|cny|krw|vnd|thb|myr|sgd|hkd|zar|brl|mxn|aed|ils|bgn|mkd|"
    r""
    r"бел\.\s?руб\.?|[Рр][Уу][Бб]\.?|рубл(?:ь|я|ей)|[Рр]\.?|долл(?:ар\w{0,2}|\.)|[Гг][Рр][Нн]\.?|[Тт][Гг]\.?|[Тт]ңг\.?|"
    r"те[нң]ге|"
    r"ТЕНГЕ|лв\.?|kr\.?|Kr\.?|KR|zl|ZŁ|Ft|TL|[Ll]ei|LEI|[Rr][Pp]\.?|RM|[Rr]s\.?|(?<!-)R(?=\s?\d)|(?:S|s)?Fr\.|SFR\.?|"
    r"сом|сум|"
    r"so['ʻ‘’]m|"
    r"сомони|лари|драм|rupiah|[Ff]ranken|soles|S/\.?(?=\s?\d)|ש[\"״']ח|ლარი|ரூ|රු|人民币|圆|圓|[Ss]om|kwz|Fbu|"
    r"Bs\.?(?=\s?\d)|Br|VNĐ|đ|KD|[Yy]en|[Yy]uan|[Ff]rancs?|"
    r"[Dd]in(?:ara?|\.)?|[Дд]ин\.?|[Дд]ен(?:ари?|\.)?|lari|nis|NIS|hrn|KSh?s?\.?|Ksh|"
    r"Dhs?\.?|DHS?|FCFA|[FGS]Fr|E£|Lek|Vt|FRw|Rbl|stg|Esc|Re\.?(?=\s\d)|DEM|PTE|HRK|LTL|LVL|EEK|"
    + "|".join(sorted(CODES)) + r")(?![^\W\d_]))"
)  # fmt: skip
"""Pattern of a currency sign or code beside a number."""

_FIND = re.compile(SIGN)


def parse_currency(text: str | None, country: str | None = None) -> str | None:
    """Return the ISO 4217 code of a currency's code or sign; a sign of several countries needs the country.

    >>> parse_currency("eur"), parse_currency("£"), parse_currency("$", country="CA")
    ('EUR', 'GBP', 'CAD')
    >>> parse_currency("$") is None
    True
    """
    if not text:
        return None
    sign = text.strip()
    if sign.upper() in CODES:
        return sign.upper()
    sign = _plain(sign)
    if country == "BY" and sign in _ROUBLES:
        return "BYN"
    return _OF_SIGN.get(sign) or _OF_COUNTRY.get(sign, {}).get(country or "")


def find_sign(text: str) -> str | None:
    """Return the first currency sign or code in the text as it is written.

    >>> find_sign("now US$ 12")
    'US$'
    >>> find_sign("12 pieces") is None
    True
    """
    found = _FIND.search(text)
    return found.group() if found else None


def _plain(sign: str) -> str:
    small = "".join(sign.lower().split())
    return _SAME_SIGN.get(small, small)


def may_be(sign: str, currency: str) -> bool:
    """Tell whether a sign can stand for the currency.

    >>> may_be("$", "CAD"), may_be("$", "EUR")
    (True, False)
    """
    if parse_currency(sign) == currency or (currency == "BYN" and parse_currency(sign, "BY") == "BYN"):
        return True
    sign = _plain(sign)
    return currency in _OF_COUNTRY.get(sign, {}).values() or (sign == "$" and currency.endswith("D"))
