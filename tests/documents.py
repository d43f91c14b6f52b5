"""Small documents made by the tests that read them: workbooks, texts and PDF files with tables."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

Cells = Sequence[object]


def xlsx(*rows: Cells, sheet: str = "Sheet1", number_format: str = "") -> bytes:
    """Return a workbook of one sheet."""
    return workbook({sheet: rows}, number_format)


def workbook(sheets: Mapping[str, Iterable[Cells]], number_format: str = "") -> bytes:
    """Return a workbook; numbers with a fraction have the format."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    style = book.add_format({"num_format": number_format}) if number_format else None
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value, style if isinstance(value, float) else None)
    book.close()
    return out.getvalue()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def docx(*rows: Cells, before: str = "") -> bytes:
    """Return a text with one paragraph and one table; a number in place of a text: the columns that the cell before it
    covers."""
    body = f"<w:p><w:r><w:t>{before}</w:t></w:r></w:p>" if before else ""
    body += "<w:tbl>" + "".join(f"<w:tr>{''.join(map(_docx_cell, row))}</w:tr>" for row in rows) + "</w:tbl>"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return zipped({"word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>"})


def _docx_cell(value: object) -> str:
    text, _, span = str(value).partition("|")
    covers = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span else ""
    return f"<w:tc>{covers}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def ods(*rows: Cells, currency: str = "EUR") -> bytes:
    """Return a spreadsheet of one table; numbers are money."""
    lines = "".join(
        f"<t:table-row>{''.join(_ods_cell(value, currency) for value in row)}</t:table-row>" for row in rows
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("o", "office"), ("t", "table"), ("x", "text"))
    )
    content = (
        f'<o:document-content {spaces}><o:body><o:spreadsheet><t:table t:name="A">{lines}</t:table></o:spreadsheet>'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content + "</o:body></o:document-content>",
        }
    )


def _ods_cell(value: object, currency: str) -> str:
    if isinstance(value, float):
        money = f'o:value-type="currency" o:currency="{currency}" o:value="{value!r}"'
        return f"<t:table-cell {money}><x:p>{value:.2f} €</x:p></t:table-cell>"
    return f'<t:table-cell o:value-type="string"><x:p>{value}</x:p></t:table-cell>'


def pdf(*pages: Sequence[Cells], left: Sequence[int] = (50, 120, 400, 470), pitch: int = 16) -> bytes:
    """Return a PDF of pages of rows, each cell set at the place of its column; no rules are drawn."""
    contents = [
        "".join(
            f"BT /F1 10 Tf {left[column]} {780 - pitch * number} Td ({_escaped(value)}) Tj ET\n"
            for number, row in enumerate(page)
            for column, value in enumerate(row)
            if value != ""
        )
        for page in pages
    ]
    objects: list[str] = ["<< /Type /Catalog /Pages 2 0 R >>"]
    first = 4
    kids = " ".join(f"{first + 2 * place} 0 R" for place in range(len(contents)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for place, content in enumerate(contents):
        number = first + 2 * place + 1
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


def _escaped(value: Any) -> str:
    return str(value).replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
