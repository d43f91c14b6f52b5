"""Text → whether a price includes value added tax."""

import re

_TAX = (
    r"(?:v\.?a\.?t\b\.?|(?:sales |all )?tax(?:es)?\b|gst\b|hst\b|ндс|pvn\b|ққс|ppn\b|pajak\b|mwst\b\.?|m\.?w\.?st\b|"
    r"mehrwertsteuer|ust\b\.?|umsatzsteuer|steuern?\b|tva\b|taxes\b|iva\b|i\.v\.a\.?|igic\b|impuestos\b)"
)
_RATE = r"(?:of |the |all |der |die |gesetzl\w*\.? |la |el |le |\(?\d{1,2}(?:[.,]\d)? ?%\)? ?(?:of )?){0,3}"
_MAY_BE = re.compile(
    r"nettopreis|bruttopreis|vat|v\.a|tax|gst|hst|ндс|pvn|ққс|ppn|pajak|mwst|m\.w|steuer|ust\b|ttc|t\.t\.c|\bh\.?t\b|tva|iva|i\.v\.a|igic|"
    r"impuest"
)
_EXCLUDED = re.compile(
    rf"\b(?:excl(?:\.|uding|usive(?: of)?|udes?)?|exc?\.?|exkl\.?|exklusive|without|before|plus|net of|zzgl\.?|"
    rf"zuzüglich|ohne|vor|hors|sin|más|mas|antes de|neieskaitot|neiekļaujot|bez|belum(?: termasuk)?|tidak termasuk|"
    rf"exclude|di luar|sebelum|плюс|без(?: учёта| учета)?|не включая|не включа[ею]т|do(?:es)? not include|no incluyen?|"
    rf"n[’']inclu(?:t|ent) pas|not incl(?:\.|uding)?|"
    rf"nicht inkl\.?|s/) ?{_RATE}{_TAX}|\+ ?{_RATE}{_TAX}|"
    rf"{_TAX},? ?(?:(?:excl|extra|exkl|excluid)\w*(?!\.? ?[^\W\d_])|(?:not (?:yet )?incl|nicht (?:enthalten|inkl)|не "
    rf"включ|nav iekļaut|(?:-сыз|сыз)\b|"
    rf"қосылмаған|belum termasuk|non (?:inclus|compris)|en sus|no inclu|aparte)\w*)|"
    rf"\b(?:tax(?:es)?(?: and shipping| & shipping)?(?: are)? calculated at checkout)\b|"
    rf"ққс-?(?:сыз|ты (?:есептемегенде|қоспағанда))|\b(?:hors taxes?|h\.t\.)|\bnetto(?:preis)?,? zzgl\b|\bnettopreis\b"
)
_INCLUDED = re.compile(
    rf"\b(?:incl(?:\.|uding|usive(?: of)?|udes?)?|inc\.?|inkl\.?|inklusive|einschl\.?|einschließlich|enthält|with(?= "
    rf"vat| gst)|gross of|"
    rf"с(?: учётом| учетом)?|вкл\.?|включая|включает|в т\. ?ч\.|в том числе|ar|t\. ?sk\.|ieskaitot|iekļaujot|iekļauts|"
    rf"(?:sudah )?termasuk|include|incluyen?|inclu(?:t|ent)|sudah|con|c/|dont|incluye|avec) ?{_RATE}{_TAX}|"
    rf"{_TAX},? ?(?:is |are |ir |sudah |est |уже |has been )?(?:incl|inc\b|inkl|enthalten|включ|iekļaut|ieskaitīt|"
    rf"қоса|ескерілген|comprises?|inclus|compris|termasuk)\w*|ққс-?(?:мен|пен|ты қоса)|"
    rf"\bttc\b|\bt\.t\.c|\btoutes taxes|\bbruttopreis\b"
)
_NET_IN_FRENCH = re.compile(r"(?<![^\W_])H\.?T\.?(?![^\W_])")
"""Hors taxes; only in capitals: small it is anything."""


def parse_tax_included(text: str | None) -> bool | None:
    """Tell whether a price includes VAT, GST or sales tax; None when the text does not say, or says both.

    >>> parse_tax_included("inkl. 19 % MwSt. zzgl. Versand"), parse_tax_included("120 € HT")
    (True, False)
    >>> parse_tax_included("Цена без учёта НДС"), parse_tax_included("IVA no incluido"), parse_tax_included("ar PVN")
    (False, False, True)
    >>> parse_tax_included("VAT number LV40003") is None
    True
    """
    text = (text or "")[:500]
    words = text.lower()
    if not _MAY_BE.search(words):
        return None
    others, excluded = _EXCLUDED.subn(" ", words)
    is_net = bool(excluded) or _NET_IN_FRENCH.search(text) is not None
    is_gross = _INCLUDED.search(others) is not None
    return None if is_net == is_gross else is_gross
