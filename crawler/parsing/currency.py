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
EUR € euro euros
GBP £
INR ₹
RUB ₽ руб руб. р р. рублей
UAH ₴ грн грн.
KZT ₸ тг тг. тенге теңге тңг тңг.
PLN zł zl
CZK kč
HUF ft
BGN лв лв.
KRW ₩ 원
JPY 円
TRY ₺ tl
ILS ₪
THB ฿
VND ₫
PHP ₱
NGN ₦
GEL ₾
AZN ₼
CRC ₡
PYG ₲
MNT ₮
AMD ֏
IDR rp rp.
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
CNY cn¥ 元
CHF fr. sfr.
KGS сом
UZS сум
BOB bs.
PEN s/ s/.
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
}  # fmt: skip
_SAME_SIGN = {"￥": "¥", "kr.": "kr", ":-": "kr", "rs.": "rs", "₨": "rs", "lei.": "lei", "sek": "SEK"}

SIGN = (
    r"(?:(?<![A-Za-z])(?:US|CA|AU|NZ|HK|NT|MX|[CASRU])\$S?|CN¥|[$€£¥￥₹₨₽₴₸₩₺₪฿₫₱₦₾₼₡₲₮֏円元원]|zł|Kč|kč|:-"
    r"|(?<![^\W\d_])(?:EURO?S?|Euros?|euros?|eur|usd|gbp|pln|rub|kzt|chf|idr|nzd|aud|cad|руб\.?|грн\.?|тг\.?|тңг\.?|те[нң]ге|лв\.?|рублей|р\.?|kr\.?|Kr\.?|zl|Ft|TL|Lei|lei|LEI|Rp\.?|RM|Rs\.?|R(?=\s?\d)|Fr\.|SFr\.|сом|сум|"
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
    sign = _SAME_SIGN.get(sign.lower(), sign.lower())
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


def may_be(sign: str, currency: str) -> bool:
    """Tell whether a sign can stand for the currency.

    >>> may_be("$", "CAD"), may_be("$", "EUR")
    (True, False)
    """
    if parse_currency(sign) == currency:
        return True
    sign = _SAME_SIGN.get(sign.lower(), sign.lower())
    return currency in _OF_COUNTRY.get(sign, {}).values() or (sign == "$" and currency.endswith("D"))
