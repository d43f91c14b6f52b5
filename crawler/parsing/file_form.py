"""First bytes of a body → which kind of file it is, where it is no page."""

import re
from urllib.parse import unquote, urlsplit

_ZIPPED = (
    (b"xl/workbook.xml", "xlsx"),
    (b"word/document.xml", "docx"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"),
)
"""Names of parts (ECMA-376 Part 2; OpenDocument 1.3 Part 2, 3.3) that only such a file has."""
_EXCEL = frozenset(("application/vnd.ms-excel", "application/excel", "application/x-msexcel"))
_CSV = frozenset(("text/csv", "text/tab-separated-values", "application/csv", "text/x-csv"))
_NAMED = re.compile(r"filename\*?\s*=\s*(?:[\w-]*''|\"?)([^\";]+)", re.I)
_DIRECTORY_BYTES = 200_000
"""A ZIP file's directory stands at its end."""


def parse_file_form(body: bytes, content_type: str, name: str) -> str | None:
    """Return pdf, xlsx, xls, ods, docx, csv or json; None: neither the bytes nor what is said of them tell of one.

    ``name``: of the file, for its ending. What the bytes are counts before what they are called.

    >>> parse_file_form(b"%PDF-1.7 ...", "text/html", "a.html"), parse_file_form(b"name;price", "text/plain", "a.csv")
    ('pdf', 'csv')
    >>> parse_file_form(b"<html>", "application/vnd.ms-excel", "a.xls") is None
    True
    """
    if b"%PDF-" in body[:1024] and body[:200].lstrip()[:1] != b"<":
        return "pdf"
    if body[:4] == b"PK\x03\x04":
        directory = body[:4096] + body[-_DIRECTORY_BYTES:]
        return next((form for part, form in _ZIPPED if part in directory), None)
    if body[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # OLE: Excel's, or anybody's
        is_book = "Workbook".encode("utf-16-le") in body or "EncryptedPackage".encode("utf-16-le") in body
        return "xls" if is_book or "Book".encode("utf-16-le") in body else None
    first = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if first == b"<":
        return None
    if "json" in content_type and first in (b"{", b"["):
        return "json"
    ending = name.rpartition(".")[2].lower()
    if b"\x00" in body[:4] and body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return None
    if content_type in _CSV or ending in ("csv", "tsv"):
        return "csv"
    if content_type in _EXCEL and _is_text(body):
        return "csv"
    return "json" if first in (b"{", b"[") and ending == "json" else None


def parse_file_name(address: str, disposition: str | None) -> str:
    """Return the name under which a file is sent: of its header (RFC 6266), else the last part of its address.

    >>> parse_file_name("https://shop.example/get?id=7", 'attachment; filename="price list.csv"')
    'price list.csv'
    >>> parse_file_name("https://shop.example/files/prices.csv?v=2", None)
    'prices.csv'
    """
    said = _NAMED.search(disposition[:500]) if disposition else None
    return unquote(said[1] if said else urlsplit(address).path.rpartition("/")[2]).strip()


def _is_text(body: bytes) -> bool:
    return not any(byte < 9 for byte in body[:2000])
