"""Text → how many pieces a pack holds, and how large one is."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import prod

from crawler.parsing.unit import parse_size, parse_unit, plain

_SIZED = r"(?:kg|g|gr|mg|l|ltr|liter|litre|litro|cl|ml|кг|г|гр|мг|л|мл|oz|lb)(?![^\W_])"
_PIECES = r"(?:pcs|pieces|pack|шт|штук|gab|дана|stück|stk|pièces|unidades|uds|buah|biji)(?![^\W_])\.?"
_TIMES = r"\s?[x×хX✕*]\s?"
_SIZE = r"\d{1,4}(?:[.,]\d{1,3})?"
_MULTIPLIED = re.compile(
    rf"(?<![\d.,x×х])(?P<many>\d{{1,3}}(?:{_TIMES}\d{{1,3}}){{0,1}})\s?(?:{_PIECES})?{_TIMES}(?P<size>{_SIZE})\s?"
    rf"(?P<unit>{_SIZED})|"
    rf"(?<![\d.,x×х])(?P<size2>{_SIZE})\s?(?P<unit2>{_SIZED}){_TIMES}(?P<many2>\d{{1,3}})(?![\d.,]\d|\s?(?:[x×х]|mm|cm|"
    rf"мм|см))"
)
_NUMBER = (
    r"(\d{1,4})(?!\d|[.,]\d|\s\d{3}(?!\d)|\s?(?:%|[€$£₽₸]|in\b|в\b|x\s?\d|kg|g\b|ml|l\b|cm|mm|кг|г\b|мл|л\b|см|мм))"
)
_PACKED = (
    re.compile(
        rf"\b(?:pack|box|case|set|bundle|carton|packet|bag|tray) of {_NUMBER}|"
        rf"\b(?:lot|pack|paquet|boîte|carton|coffret|set|sachet) de {_NUMBER}|"
        rf"\b(?:pack|paquete|caja|lote|juego|set|bolsa|estuche) (?:de|con) {_NUMBER}|"
        rf"\b(?:упаковк[аеи]|набор|комплект|коробк[аеи]|пачк[аеи])(?: из|:| по)? {_NUMBER}|"
        rf"\bв (?:упаковке|наборе|комплекте|коробке|пачке):? {_NUMBER}|"
        rf"\b(?:iepakojumā|komplektā|kastē):? {_NUMBER}|\b(?:қаптамада|жинақта|қорапта):? {_NUMBER}|"
        rf"\b(?:isi|pak isi|paket isi|box isi):? {_NUMBER}|\b(?:vpe|packungsinhalt|packung mit|set mit|inhalt):? "
        rf"{_NUMBER}"
        r" ?(?:stück|stk)\b"
    ),
    re.compile(
        r"(?<![\d.,])(\d{1,4})[ -]?(?:pack|pk|count|ct)\b|(?<![\d.,])(\d{1,4})er[ -]?(?:pack|set|packung|karton|box)\b|"
        r"(?<![\d.,])(\d{1,4}) ?(?:шт|штук)\.? ?(?:/ ?уп|в (?:упаковк|наборе|комплекте|коробк|пачк))|"
        r"(?<![\d.,])(\d{1,4}) ?gab\.? ?(?:/ ?iep|iepakojum|komplekt)|"
        r"(?<![\d.,])(\d{1,4}) (?:pcs|pieces|pièces|unidades|stück|stk|buah|pcs|дана) ?(?:/|per|par|por|pro) ?"
        r"(?:pack|box|pak|paquet|boîte|caja|paquete|packung|karton|dus|қаптама)"
    ),
)
_MAY_BE = re.compile(
    r"\d\s?(?:[x×хX✕*]|[^\W\d_]{1,5}\.?\s?[x×хX✕*]\s?\d)|pack|box|case|set|bundle|carton|bag|tray|count|ct\b|pk\b|lot |"
    r"boîte|coffret|"
    r"paquet|caja|juego|lote|упак|набор|комплект|короб|пачк|/ ?уп|iepak|komplekt|kast|қаптам|жинақ|қорап|isi|karton|"
    r"packung|vpe|inhalt|pak|dus|estuche"
)
_MOST = 10_000


@dataclass(frozen=True, kw_only=True)
class Pack:
    """Several pieces sold as one."""

    count: int
    size: Decimal | None = None
    """Of one piece, in ``unit``; None: not said."""
    unit: str | None = None
    """kg, l, lb or oz; None without ``size``."""


def parse_pack(text: str | None) -> Pack | None:
    """Return what a pack holds; None when the text tells of none, or of several.

    >>> parse_pack("Cola 6 × 0,5 l"), parse_pack("24x330ml").size
    (Pack(count=6, size=Decimal('0.5'), unit='l'), Decimal('0.33'))
    >>> parse_pack("pack of 12").count, parse_pack("10 шт. в упаковке").count, parse_pack("6er-Pack").count
    (12, 10, 6)
    >>> parse_pack("50 x 70 cm") is None  # a size
    True
    """
    text = (text or "")[:300].lower()
    if not _MAY_BE.search(text):
        return None
    packs = {pack for match in _MULTIPLIED.finditer(text) if (pack := _multiplied(match))}
    if not packs:
        packs = {
            Pack(count=int(number))
            for pattern in _PACKED
            for match in pattern.finditer(text)
            if (number := next(filter(None, match.groups()), "")) and 0 < int(number) <= _MOST
        }
    return packs.pop() if len(packs) == 1 else None


def _multiplied(match: re.Match[str]) -> Pack | None:
    many = prod(int(number) for number in re.findall(r"\d+", match["many"] or match["many2"]))
    size, unit = parse_size(match["size"] or match["size2"]), parse_unit(match["unit"] or match["unit2"])
    if size is None or unit is None or not 0 < many <= _MOST or not size:
        return None
    return Pack(count=many, size=plain(size / unit[1]), unit=unit[0])
