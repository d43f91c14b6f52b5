"""Price lists in files: what is read of them, and what is not."""

import json
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from crawler.errors import ReadError
from crawler.page import Page
from crawler.pool import Pool, ReadItem
from crawler.reading.site import read_page
from crawler.records.lines import dump_reading
from crawler.records.offer import Offer
from crawler.records.reading import Reading
from tests.documents import docx, ods, pdf, workbook, xlsx, zipped

FOLDER = Path(__file__).parent / "price_lists"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
URL = "https://shop.example/files/list"


def read(body: bytes, name: str = "list", content_type: str = "", host: str = "shop.example") -> Reading:
    return read_page(Page(f"https://{host}/files/{name}", 200, {"content-type": content_type}, body))


def offers(body: bytes, name: str = "list", host: str = "shop.example") -> list[Offer]:
    return [word.record for word in read(body, name, host=host).words if isinstance(word.record, Offer)]


def brief(found: list[Offer], *fields: str) -> list[tuple[Any, ...]]:
    names = fields or ("name", "price", "currency")
    rows = [tuple(getattr(offer, name) for name in names) for offer in found]
    return [tuple(str(value) if isinstance(value, Decimal) else value for value in row) for row in rows]


def csv(text: str, encoding: str = "utf-8", host: str = "shop.example") -> list[Offer]:
    return offers(text.encode(encoding), "list.csv", host)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_read_as_expected(path: Path) -> None:
    """The pair is the test, as for pages."""
    expected = path.with_suffix(".expected.json")
    lines = [json.loads(line) for line in dump_reading(read(path.read_bytes(), path.name)).split("\n")]
    if not expected.exists():
        rows = ",\n".join(json.dumps(line, ensure_ascii=False, sort_keys=True) for line in lines)
        expected.write_text(f"[\n{rows}\n]\n", encoding="utf-8")
        pytest.fail(f"{expected.name} was missing; it is written: read it")
    assert lines == json.loads(expected.read_text(encoding="utf-8"))


ROWS = [("Art. No.", "Description", "Price, EUR"), ("7", "Hammer", 12.5), ("9", "Saw", 24.99)]
TEXTS = [tuple(str(value) for value in row) for row in ROWS]
MADE = {
    "xlsx": xlsx(*ROWS, number_format="0.00"),
    "docx": docx(*TEXTS),
    "ods": ods(*ROWS),
    "pdf": pdf([ROWS[0], *TEXTS[1:]]),
    "csv": "\n".join(";".join(row) for row in TEXTS).encode(),
}


@pytest.mark.parametrize("form", MADE)
def test_a_list_is_the_same_in_every_kind_of_file(form: str) -> None:
    reading = read(MADE[form], f"list.{form}")
    assert reading.about.type == "price_list"
    assert reading.about.looked_for == ("offer",)
    assert brief(offers(MADE[form], f"list.{form}"), "url", "sku", "name", "price", "currency") == [
        (f"{URL}.{form}#7", "7", "Hammer", "12.50", "EUR"),
        (f"{URL}.{form}#9", "9", "Saw", "24.99", "EUR"),
    ]


@pytest.mark.parametrize("form", [form for form in MADE if form != "csv"])
def test_a_file_is_known_by_its_bytes_whatever_it_is_called(form: str) -> None:
    wrong = read(MADE[form], "page.html", "text/html")
    assert [word.record.url for word in wrong.words] == [f"https://shop.example/files/page.html#{n}" for n in (7, 9)]


@pytest.mark.parametrize(
    ("text", "encoding", "rows"),
    [
        ("Код;Название;Цена, тг\n1;Чайник стальной большой;12990\n2;Кастрюля эмалированная;5 490\n", "cp1251",
         [("Чайник стальной большой", "12990.00", "KZT"), ("Кастрюля эмалированная", "5490.00", "KZT")]),
        ("Kods\tNosaukums\tCena ar PVN, EUR\nA1\tĀmurs\t12,99\n", "utf-16", [("Āmurs", "12.99", "EUR")]),
        ("\ufeffKode,Nama Barang,Harga\nB1,Palu,Rp 125.000\n", "utf-8", [("Palu", "125000.00", "IDR")]),
        ('sep=|\nRéf.|Désignation|Prix HT\n7|"Marteau ""|"" 300 g"|12,50 €\n', "utf-8",
         [('Marteau "|" 300 g', "12.50", "EUR")]),
        ("Código;Descripción;Precio\n1;Martillo;$ 1.299\n2;Sierra;$ 24,50\n", "utf-8",
         [("Martillo", "1299.00", None), ("Sierra", "24.50", None)]),
    ],
)  # fmt: skip
def test_csv_files_of_all_countries_are_read(text: str, encoding: str, rows: list[tuple[str, ...]]) -> None:
    assert brief(csv(text, encoding)) == rows


def test_the_country_of_the_host_tells_whose_dollars_they_are() -> None:
    assert brief(csv("SKU,Name,Price\n1,Hammer,$12.50\n", host="shop.com.au")) == [("Hammer", "12.50", "AUD")]


def test_a_price_without_a_currency_has_none_and_an_unclear_one_its_candidates() -> None:
    (offer,) = csv("SKU,Name,Price\n1,Hammer,1.299\n")
    assert (offer.currency, offer.price, offer.price_text) == (None, None, "1.299")
    assert offer.price_candidates == (Decimal("1299.00"), Decimal("1.299"))
    settled = csv("Artikel-Nr.;Bezeichnung;Preis\n1;Hammer;1.299\n2;Zange;12,50\n")
    assert brief(settled, "price") == [("1299.00",), ("12.50",)]


@pytest.mark.parametrize(
    ("note", "currency", "tax_included"),
    [
        ("All prices in EUR, excluding VAT", "EUR", False),
        ("Цены указаны в рублях, с учётом НДС", "RUB", True),
        ("Prices in EUR; for US dollars ask us", None, None),
        ("Minimum order 100 EUR", None, None),
        ("Prix en euros TTC", "EUR", True),
    ],
)
def test_what_a_note_says_holds_for_all_rows(note: str, currency: str | None, tax_included: bool | None) -> None:
    (offer,) = offers(xlsx([note], [], ["SKU", "Product", "Price"], ["1", "Hammer", 12.5]))
    assert (offer.currency, offer.tax_included) == (currency, tax_included)


def test_each_column_of_prices_is_an_offer_for_its_quantity_or_customer() -> None:
    head = ["SKU", "Product", "Price", "10+ pcs", "от 100 шт", "Dealer price", "Old price", "Total"]
    found = offers(xlsx(["Prices in EUR"], head, ["1", "Hammer", 10.0, 9.5, 9.0, 8.0, 12.0, 0.0]))
    assert brief(found, "price", "min_quantity", "customer_type", "list_price") == [
        ("10.00", None, None, "12.00"),
        ("9.50", 10, None, None),
        ("9.00", 100, None, None),
        ("8.00", None, "business", None),
    ]
    assert len({offer.url for offer in found}) == 1


def test_rows_for_several_quantities_of_one_thing_are_its_offers() -> None:
    rows: list[list[object]] = [
        ["SKU", "Product", "Qty from", "Price €"],
        ["1", "Bolt", 1, 0.5],
        ["1", "Bolt", 100, 0.4],
    ]
    assert brief(offers(xlsx(*rows)), "sku", "price", "min_quantity") == [("1", "0.50", None), ("1", "0.40", 100)]


def test_headings_of_several_rows_are_one() -> None:
    rows = [["№", "Артикул", "Наименование", "Цена, руб.", "", ""], ["", "", "", "1-9", "10-49", "50+"]]
    rows.append(["1", "A7", "Молоток", "600", "550", "500"])
    assert brief(csv("\n".join(";".join(row) for row in rows)), "sku", "price", "currency", "min_quantity") == [
        ("A7", "600.00", "RUB", None),
        ("A7", "550.00", "RUB", 10),
        ("A7", "500.00", "RUB", 50),
    ]


def test_gross_goes_before_net_where_a_row_has_both() -> None:
    found = offers(xlsx(["SKU", "Product", "Price excl. VAT, €", "Price incl. VAT, €"], ["1", "Hammer", 10.0, 12.1]))
    assert brief(found, "price", "tax_included", "price_type") == [("12.10", True, "exact")]


def test_rows_with_one_text_are_the_categories_of_those_below() -> None:
    rows: list[list[object]] = [
        ["Product", "Price, €"],
        ["Hammers", ""],
        ["Claw", 9.5],
        ["Sledge", 30.0],
        ["Saws", ""],
        ["Hacksaw", 12.0],
    ]
    assert brief(offers(xlsx(*rows)), "name", "category") == [
        ("Claw", ("Hammers",)),
        ("Sledge", ("Hammers",)),
        ("Hacksaw", ("Saws",)),
    ]


def test_sheets_are_categories_unless_their_names_say_nothing() -> None:
    head = ["Product", "Price, €"]
    named = workbook({"Hammers": [head, ["Claw", 9.5]], "Saws": [head, ["Hacksaw", 12.0]]})
    assert brief(offers(named), "name", "category") == [("Claw", ("Hammers",)), ("Hacksaw", ("Saws",))]
    plain = workbook({"Sheet1": [head, ["Claw", 9.5]], "Sheet2": [head, ["Hacksaw", 12.0]]})
    assert brief(offers(plain), "category") == [((),), ((),)]


def test_tables_beside_each_other_are_read_each_by_itself() -> None:
    rows: list[list[object]] = [
        ["Size", "Product", "Price, €", "", "Size", "Product", "Price, €"],
        ["1", "Bolt", 1.5, "", "2", "Nut", 0.5],
    ]
    assert brief(offers(xlsx(*rows)), "name", "price") == [("Bolt", "1.50"), ("Nut", "0.50")]


@pytest.mark.parametrize("said", ["on request", "по запросу", "auf Anfrage", "sur devis", "a consultar", "POA"])
def test_a_row_on_request_is_an_offer_without_a_price(said: str) -> None:
    found = offers(xlsx(["Product", "Price, €"], ["Hammer", 9.5], ["Crane", said], ["Saw", "-"]))
    assert brief(found, "name", "price", "price_text") == [("Hammer", "9.50", "9.5"), ("Crane", None, said)]


def test_units_and_stock_are_those_of_the_row() -> None:
    rows: list[list[object]] = [
        ["Product", "Unit", "Price, €", "Stock"],
        ["Sand", "кг", 0.5, 250],
        ["Hammer", "pcs", 9.5, 0],
        ["Net", "m2", 3.0, ""],
    ]
    assert brief(offers(xlsx(*rows)), "name", "unit", "price_type", "availability") == [
        ("Sand", "kg", "unit", "InStock"),
        ("Hammer", None, "exact", "OutOfStock"),
        ("Net", "m²", "unit", None),
    ]


def test_rows_are_told_apart_by_number_then_name_then_both() -> None:
    rows = ["SKU;Name;Price EUR", "1;Hammer;5", "1;Saw;6", "2;Plane;7", ";Rasp;8", ";File;9", "2;Plane;6"]
    found = csv("\n".join(rows))
    assert [(offer.url.partition("#")[2], str(offer.price), offer.price_type) for offer in found] == [
        ("1,%20Hammer", "5.00", "exact"),
        ("1,%20Saw", "6.00", "exact"),
        ("2", "6.00", "from"),
        ("Rasp", "8.00", "exact"),
        ("File", "9.00", "exact"),
    ]


@pytest.mark.parametrize(
    ("stored", "number_format", "price", "currency"),
    [
        (12.989999999999998, '#,##0.00 "€"', "12.99", "EUR"),
        (12.989999999999998, "", "12.99", None),
        (1299.0, "[$£-809]#,##0", "1299.00", "GBP"),
        (0.1 + 0.2, "0.00## [$USD]", "0.30", "USD"),
        (45000.0, "# ##0 [$₸-43F]", "45000.00", "KZT"),
    ],
)
def test_numbers_of_workbooks_are_those_that_are_shown(
    stored: float, number_format: str, price: str, currency: str | None
) -> None:
    found = offers(xlsx(["Product", "Price"], ["Hammer", stored], number_format=number_format))
    assert brief(found, "price", "currency") == [(price, currency)]


def test_what_a_workbook_hides_is_not_read() -> None:
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("A")
    for number, row in enumerate(
        [("Product", "Price, €", "Cost"), ("Hammer", 9.5, 4.0), ("Secret", 1.0, 1.0), ("Saw", 7.0, 3.0)]
    ):
        sheet.write_row(number, 0, row)
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(2, 2, None, None, {"hidden": True})
    secret = book.add_worksheet("B")
    secret.write_row(0, 0, ("Product", "Price, €"))
    secret.write_row(1, 0, ("Plan", 5.0))
    secret.hide()
    book.close()
    assert brief(offers(out.getvalue()), "name", "price") == [("Hammer", "9.50"), ("Saw", "7.00")]


@pytest.mark.parametrize(
    "body",
    [
        xlsx(["Property", "Value"], ["Weight", "2 kg"], ["Length", "30 cm"], ["Warranty", "5 years"]),
        pdf([["Our brochure"], ["We make tools since 1912, from 12.50 EUR."], ["Ask for our price list."]]),
        docx(["Model", "Power", "Weight"], ["H-1", "750 W", "2 kg"]),
        b"a\x00\x01\x02",
    ],
)
def test_a_data_sheet_or_brochure_is_no_price_list(body: bytes) -> None:
    reading = read(body, "sheet.pdf")
    assert (reading.about.type, reading.words) == ("other", ())


def test_a_table_without_headings_is_read_where_its_prices_carry_their_currency() -> None:
    rows = [["Hammer", "12.50 €"], ["Saw", "24.00 €"], ["Plane", "45.00 €"]]
    assert brief(offers(docx(*rows))) == [
        ("Hammer", "12.50", "EUR"),
        ("Saw", "24.00", "EUR"),
        ("Plane", "45.00", "EUR"),
    ]
    assert offers(docx(["Hammer", "12.50"], ["Saw", "24.00"], ["Plane", "45.00"])) == []


def test_a_table_goes_on_over_the_pages_of_a_pdf() -> None:
    head = ("Art. No.", "Description", "Price, EUR")
    pages = [[head, *[(str(n), f"Tool number {n}", f"{n}.50") for n in range(100, 130)]]]
    pages += [[(str(n), f"Tool number {n}", f"{n}.50") for n in range(130, 160)]]
    assert [offer.sku for offer in offers(pdf(*pages))] == [str(n) for n in range(100, 160)]


def test_a_name_of_two_lines_in_a_pdf_is_one_name() -> None:
    rows: list[tuple[str, ...]] = [("Art. No.", "Description", "Price, EUR"), ("", "", "")]
    for number in range(5):
        rows += [(f"7{number}", f"A tool of the kind {number}", "12.50"), ("", "with a long name", ""), ("", "", "")]
    found = offers(pdf(rows, pitch=11))
    assert brief(found, "name")[:2] == [
        ("A tool of the kind 0 with a long name",),
        ("A tool of the kind 1 with a long name",),
    ]


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", BOOK)
        package.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        with package.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(60):
                part.write(b"<row>" * 200_000)
    return out.getvalue()


SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOOK = f'<workbook {SPACE} xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>'
RELATIONS = '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>'
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>'


def sheet(xml: str) -> bytes:
    return zipped({"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELATIONS, "xl/worksheets/sheet1.xml": xml})


HOSTILE = {
    "a ZIP bomb": (bomb(), "too_large"),
    "an entity": (sheet(f"{LAUGHS}<worksheet {SPACE}><row><c><v>&c;</v></c></row></worksheet>"), "unreadable"),
    "an outer entity": (
        sheet(f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet {SPACE}>&x;</worksheet>'), "unreadable"
    ),
    "deep XML": (sheet(f"<worksheet {SPACE}>" + "<row>" * 5000), "unreadable"),
    "a cut workbook": (MADE["xlsx"][:-300], "unreadable"),
    "a cut PDF": (b"%PDF-1.7\n1 0 obj\n<<", "unreadable"),
    "pictures": (pdf([]), "no_text"),
    "many rows": (("SKU;Name;Price\n" + "1;a;2\n" * 20_001).encode(), "too_large"),
    "many pages": (pdf(*[[]] * 201), "too_large"),
    "a locked book": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "a broken book": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 300, "unreadable"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "name"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_cannot_be_read_says_why(body: bytes, name: str) -> None:
    with pytest.raises(ReadError) as raised:
        read(body, "list.csv" if body.startswith(b"SKU") else "list")
    assert raised.value.name == name


def test_documents_are_read_within_the_limits_of_a_reading_process() -> None:
    long = [("SKU", "Product", "Price, EUR"), *[(f"A-{n}", f"Tool number {n}", n + 0.5) for n in range(15_000)]]
    bodies = [pdf(*[[ROWS[0], *TEXTS[1:]]] * 100), xlsx(*long), bomb()]
    items = [
        ReadItem(capture=n, source="site", url=URL, final_url=URL, status=200, headers={}, body=body)
        for n, body in enumerate(bodies)
    ]
    with Pool(processes=1) as pool:
        results = {result.capture: result for result in pool.read_all(items)}
    assert [results[n].error for n in range(3)] == [None, None, "too_large"]
    assert len((results[1].lines or "").split("\n")) == 15_001
