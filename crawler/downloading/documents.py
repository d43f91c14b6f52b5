"""Which linked files are worth asking for: price lists, and with what room is left, catalogues and data sheets."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from typing import Literal
from urllib.parse import unquote, urlsplit

Kind = Literal["price_list", "data_sheet"]

MOST = 20
"""Documents of one site that are asked in a visit."""
_MOST_SHEETS = 10
"""So many of them may be taken up for catalogues and data sheets."""

_ENDING = re.compile(r"\.(?:pdf|xlsx|xlsm|xls|ods|docx|csv|tsv)$", re.I)
_ENDING_BYTES = re.compile(rb"\.(?:pdf|xls[xm]?|ods|docx|csv|tsv)(?:[?#]|$)")
_PRICES = re.compile(
    r"(?<![^\W\d_])(?:price[-_ ]?(?:list|sheet|book)s?|prices?|pricing|prais|pra[iy]s[-_ ]?list|прайс\w*|цен[аыу]?|"
    r"ценник\w*|расценк\w*|"
    r"тариф\w*|tarif\w*|cenr[aā]d\w*|cenas?|cenu|ba[gğ]a\w*|баға\w*|daftar[-_ ]?harga|harga|preis(?:e|liste\w*|blatt)?|"
    r"prix|lista[-_ ]de[-_ ]precios|precios?|listino)(?![^\W\d_])",
    re.I,
)
_SHEETS = re.compile(
    r"catalog(?:ue|o)?s?(?![^\W\d_])|katalog\w*|каталог\w*|catál\w+|data[-_ ]?sheets?|datenblatt\w*|"
    r"spec(?:s|ification\w*)?(?![^\W\d_])|fiche[-_ ](?:technique|produit)|hoja[-_ ]de[-_ ]datos|ficha[-_ ]técnica|"
    r"технич\w+ (?:описани|характерист)\w*|specifik[aā]cij\w*",
    re.I,
)
_TAG = re.compile(r"<[^<>]*>?")
_BEFORE, _BEHIND = 120, 250
"""Bytes in which the text of a link, and what stands before it, is looked for."""


@lru_cache(maxsize=2000)
def is_document(address: str) -> bool:
    """Does the address end as that of a file of tables does?

    >>> is_document("https://shop.example/files/price.XLSX?v=2"), is_document("https://shop.example/price")
    (True, False)
    """
    return _ENDING.search(urlsplit(address).path) is not None


def kind_of(text: str) -> Kind | None:
    """Return what an address, or the text of a link, calls a document; None: nothing that we ask for.

    >>> kind_of("/files/Прайс-лист 2026.pdf"), kind_of("/docs/kettle_datasheet.pdf"), kind_of("/docs/imprint.pdf")
    ('price_list', 'data_sheet', None)
    """
    text = unquote(text)
    if _PRICES.search(text):
        return "price_list"
    return "data_sheet" if _SHEETS.search(text) else None


def kind_of_link(body: bytes, tag_at: int, start: int, end: int) -> Kind | None:
    """Return what a page calls the file that it links: by its address, the link's text, or what stands right before.

    The address is ``body[start:end]``, its tag begins at ``tag_at``. None: the link ends as no file does, or nothing
    says that this is one of ours.
    """
    raw = body[start:end]
    if b"." not in raw[-5:] and b"?" not in raw and b"#" not in raw:  # nearly all links
        return None
    if not _ENDING_BYTES.search(raw.lower()):
        return None
    behind = body[end : end + _BEHIND]
    close = behind.lower().find(b"</a")
    inside = behind[: close if close >= 0 else _BEHIND].partition(b">")[2]
    before = body[max(0, tag_at - _BEFORE) : tag_at].lower().rpartition(b"</a")[2]
    return next((kind for text in (raw, inside, before) if (kind := kind_of(_text(text)))), None)


def _text(markup: bytes) -> str:
    return _TAG.sub(" ", unescape(markup.decode("utf-8", "replace")))


class Documents:
    """How many documents of one site are known."""

    def __init__(self, known: Iterable[str]) -> None:
        self._count = sum(map(is_document, known))

    def take(self, kind: Kind) -> bool:
        """Is there room for one more of this kind? Then it is taken."""
        has_room = self._count < (MOST if kind == "price_list" else _MOST_SHEETS)
        self._count += has_room
        return has_room


def looks_ours(url: str, how: str, via: str) -> Kind | None:
    """Return what a linked document is: as its link says, by its address, or by the page that links it."""
    if how in ("price_list", "data_sheet"):
        return "price_list" if how == "price_list" else "data_sheet"
    return kind_of(urlsplit(url).path) or ("price_list" if kind_of(urlsplit(via).path) == "price_list" else None)
