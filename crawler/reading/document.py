"""Files of tables found on sites → their grids, by what they are: PDF, XLSX, XLS, ODS, DOCX, CSV."""

from crawler.page import Page
from crawler.reading.document_grid import Grid

DOCUMENTS = frozenset("pdf xlsx xls ods docx csv".split())
"""Forms of ``Page.form`` that are read here."""


def read_document(page: Page) -> list[Grid]:
    """Return the tables of a file, each as a grid.

    Raises ReadError: encrypted, unreadable, too_large, no_text (a PDF of pictures). Such a page tells nothing, so
    that what was read from it before stays.
    """
    body = page.content
    if page.form == "csv":
        from crawler.reading.document_csv import read_csv

        return list(read_csv(page.html))
    if page.form == "pdf":
        from crawler.reading.document_pdf import read_pdf

        return read_pdf(body)
    if page.form == "xls":
        from crawler.reading.document_xls import read_xls

        return read_xls(body)
    if page.form == "ods":
        from crawler.reading.document_ods import read_ods

        return list(read_ods(body))
    if page.form == "docx":
        from crawler.reading.document_docx import read_docx

        return list(read_docx(body))
    from crawler.reading.document_xlsx import read_xlsx

    return list(read_xlsx(body))
