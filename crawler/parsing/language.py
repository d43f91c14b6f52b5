"""Language tags and addresses → language, country and the decimal sign used there."""

import re

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z]{4})?(?:[-_]([A-Za-z]{2}))?(?![A-Za-z])")
_TWO_LETTERS = dict(
    pair.split(":")
    for pair in "eng:en rus:ru deu:de ger:de fra:fr fre:fr spa:es lav:lv kaz:kk ind:id iw:he in:id".split()
)
_GENERIC = frozenset("ac ai cc co eu fm gg im io is la ly me nu sh st su to tv vc ws".split())
"""Country domains that are sold as generic ones: they say nothing of the country."""

_POINT_LANGUAGES = frozenset("en zh ja ko th he hi ms".split())
_COMMA_LANGUAGES = frozenset(
    "de fr es it pt nl ru uk be kk lv lt et id pl cs sk sl hr sr hu ro bg el sv da nb no fi tr vi".split()
)
_POINT_COUNTRIES = frozenset("US GB UK AU NZ IE IN CN JP KR SG HK TW MY TH PH IL MX CH MT PK NG KE".split())
_COMMA_COUNTRIES = frozenset(
    "DE AT FR BE ES IT PT NL RU UA BY KZ LV LT EE ID PL CZ SK SI HR RS HU RO BG GR SE DK NO FI TR VN BR AR CL CO UY IS "
    "MD".split()
)


def parse_language(tag: str | None) -> str | None:
    """Return the ISO 639-1 code of a language tag.

    >>> parse_language("en-GB"), parse_language("zh-Hans_CN")
    ('en', 'zh')
    >>> parse_language("x-default") is None
    True
    """
    found = _TAG.match(tag.strip()) if tag else None
    if not found:
        return None
    language = found[1].lower()
    language = _TWO_LETTERS.get(language, language)
    return language if len(language) == 2 else None


def parse_country(tag: str | None) -> str | None:
    """Return the ISO 3166 country that a language tag names.

    >>> parse_country("en_gb")
    'GB'
    >>> parse_country("en") is None
    True
    """
    found = _TAG.match(tag.strip()) if tag else None
    return found[2].upper() if found and found[2] else None


def parse_domain_country(host: str) -> str | None:
    """Return the ISO 3166 country of a host's top level domain; None for generic ones.

    >>> parse_domain_country("www.shop.co.uk")
    'GB'
    >>> parse_domain_country("shop.io") is None
    True
    """
    top = host.rpartition(".")[2].lower()
    if len(top) != 2 or not top.isalpha() or top in _GENERIC:
        return None
    return "GB" if top == "uk" else top.upper()


def decimal_sign(language: str | None, country: str | None) -> str | None:
    """Return the decimal sign of a language and country; None when neither is known or the two disagree.

    >>> decimal_sign("en", "US"), decimal_sign("de", None)
    ('.', ',')
    >>> decimal_sign("en", "DE") is None
    True
    """
    signs = {sign for known, sign in (
        (language in _POINT_LANGUAGES, "."), (language in _COMMA_LANGUAGES and country not in _POINT_COUNTRIES, ","),
        (country in _POINT_COUNTRIES, "."), (country in _COMMA_COUNTRIES, ","),
    ) if known}  # fmt: skip
    return signs.pop() if len(signs) == 1 else None
