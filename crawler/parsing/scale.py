"""Numbers with a word that multiplies them ("1,5 jt", "$1.2k", "2 lakh") → the same text with all digits."""

import re

from crawler.parsing.number import parse_number, to_money

_WORDS = {
    1_000: "тыс. тысяч тысячи тысяча мың tūkst. tūkstoši rb ribu tsd. tausend thousand",
    100_000: "lakh lakhs lac lacs",
    1_000_000: "млн. миллион миллиона миллионов mio. mln. jt juta million millions millionen millones miljons miljoni",
    10_000_000: "crore crores cr.",
    1_000_000_000: "млрд. миллиард mrd. mlrd. milyar miliar bn billion",
}
_TIMES = {word.rstrip("."): times for times, words in _WORDS.items() for word in words.split()} | {
    "k": 1000,
    "m": 1_000_000,
}
_SCALED = re.compile(
    r"(?<![\w.,])(?P<a>\d[\d.,]*)\s?(?P<word>"
    + "|".join(sorted(_TIMES.keys() - {"k", "m"}, key=len, reverse=True))
    + r")(?![^\W_])\.?|"
    r"(?<![\w.,])(?P<b>\d[\d.,]*)(?P<k>k)(?![^\W_])|(?<=[$£€₹])\s?(?P<c>\d[\d.,]*)(?P<m>m)(?![^\W_]|[²³/])|"
    r"(?<=rp)\.?\s?(?P<d>\d[\d.,]*)\s?(?P<jt>jt|juta|rb|ribu|k)(?![^\W_])",
    re.I,
)
_MAY_BE = re.compile(r"\d\s?(?:[тмmjrlcb]|k|mi|ml|mr|tū|ts|ta|th)", re.I)


def spelled_out(text: str) -> str:
    """Return a text with its multiplied numbers written out; "" when one of them is unclear.

    >>> spelled_out("Rp1,5 jt"), spelled_out("1,2 млн ₽"), spelled_out("12 €")
    ('Rp1500000', '1200000 ₽', '12 €')
    >>> spelled_out("1,250 тыс. ₽")
    ''
    """
    if not _MAY_BE.search(text):
        return text
    whole, at = [], 0
    for match in _SCALED.finditer(text):
        number = next(match[name] for name in "abcd" if match[name])
        word = next(match[name] for name in ("word", "k", "m", "jt") if match[name])
        values = parse_number(number)
        if len(values) != 1:
            return ""
        amount = to_money(values[0] * _TIMES[word.lower()])
        whole += [text[at : match.start()], f"{amount:f}".removesuffix(".00")]
        at = match.end()
    return "".join((*whole, text[at:]))
