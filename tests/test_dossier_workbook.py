"""Workbooks, read back as the XML parts that a spreadsheet reads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from crawler.config import Config
from crawler.store import derived
from crawler.store.connections import Connection, open_store, transaction
from dossier.exports.pivot_workbook import pivot_sheets, render_pivot_workbook
from dossier.exports.workbook import Column, GreyBelow, Sheet, Styled, render_workbook, write_workbook
from dossier.metrics.compute import compute
from dossier.metrics.planned import PLANNED
from dossier.metrics.table import METRICS
from dossier.report import build
from dossier.told import Told, load_told
from tests.dossier_store import fill_market

NOW = "2026-03-18T04:00:00Z"
CREATED = datetime(2026, 3, 18, 4, tzinfo=UTC)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Read:
    """One sheet of a workbook."""

    xml: Any
    cells: dict[str, Any]
    """By place: a number, or a text."""
    formats: dict[str, str]
    """Number format by place, where it is one of the workbook's own."""
    links: dict[str, str]


def read(book: bytes) -> dict[str, Read]:
    with ZipFile(BytesIO(book)) as parts:
        files: dict[str, Any] = {
            name: ElementTree.fromstring(parts.read(name))
            for name in parts.namelist()
            if name.endswith((".xml", ".rels"))
        }
    texts = ["".join(item.itertext()) for item in files["xl/sharedStrings.xml"]]
    styles = files["xl/styles.xml"]
    codes = {it.get("numFmtId"): it.get("formatCode") for it in styles.iter(f"{MAIN}numFmt")}
    looks = [codes.get(it.get("numFmtId"), it.get("numFmtId")) for it in styles.find(f"{MAIN}cellXfs")]
    sheets = {}
    for number, sheet in enumerate(files["xl/workbook.xml"].iter(f"{MAIN}sheet"), 1):
        xml = files[f"xl/worksheets/sheet{number}.xml"]
        cells = {it.get("r"): it for it in xml.iter(f"{MAIN}c") if it.find(f"{MAIN}v") is not None}
        relations: Any = files.get(f"xl/worksheets/_rels/sheet{number}.xml.rels", ())
        targets = {it.get("Id"): it.get("Target") for it in relations}
        sheets[sheet.get("name")] = Read(
            xml=xml,
            cells={r: texts[int(it[0].text)] if it.get("t") == "s" else float(it[0].text) for r, it in cells.items()},
            formats={r: looks[int(it.get("s", 0))] for r, it in cells.items()},
            links={
                it.get("ref"): targets[it.get(RELATION)] + (f"#{it.get('location')}" if it.get("location") else "")
                for it in xml.iter(f"{MAIN}hyperlink")
            },
        )
    return sheets


def one(*rows: list[Any], columns: int = 1, **more: Any) -> Read:
    sheet = Sheet(name="S", columns=[Column(header=f"h{n}") for n in range(columns)], rows=rows, **more)
    return read(render_workbook([sheet], CREATED))["S"]


@pytest.mark.parametrize(
    "text",
    ["=cmd|'/C calc'!A0", "@SUM(A1)", "+1", "-1", "\t=1", "{=1+1}", "http://evil.example/", "1.50", "<b>"],
)
def test_text_is_text_never_a_formula_a_figure_or_a_link(text: str) -> None:
    sheet = one([text], [Styled(value=text, look="hole")])
    assert sheet.cells["A2"] == sheet.cells["A3"] == text
    assert sheet.links == {}
    assert list(sheet.xml.iter(f"{MAIN}f")) == []


def test_control_characters_and_direction_marks_are_in_no_cell() -> None:
    assert one(["a\x00b\u202ec\x1b"]).cells["A2"] == "abc"
    assert len(one(["x" * 40_000]).cells["A2"]) == 32_767


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (3, 3.0), (0, 0.0), (-2.5, -2.5), (Decimal("19.90"), 19.9), (float("nan"), "nan"), (10**20, str(10**20)),
        (Decimal("Infinity"), "Infinity"), (True, "yes"), (datetime(2026, 3, 18, 6), 46099.25),  # noqa: DTZ001
    ],
    ids=str,
)  # fmt: skip
def test_figures_are_figures(value: Any, kept: Any) -> None:
    assert one([value]).cells["A2"] == kept


def test_nothing_is_an_empty_cell_not_a_zero() -> None:
    assert one([None], [""]).cells.keys() == {"A1"}


def test_a_linked_figure_stays_a_figure() -> None:
    sheet = one([Styled(value=93.5, href="acme/price_index.html", format="0.0")])
    assert (sheet.cells["A2"], sheet.formats["A2"]) == (93.5, "0.0")
    assert sheet.links == {"A2": "acme/price_index.html"}


def test_the_header_and_first_columns_stay_and_every_column_can_be_filtered() -> None:
    xml = one([1, 2, 3], columns=3, frozen=2).xml
    pane = xml.find(f".//{MAIN}pane")
    assert (pane.get("xSplit"), pane.get("ySplit"), pane.get("state")) == ("2", "1", "frozen")
    assert xml.find(f"{MAIN}autoFilter").get("ref") == "A1:C2"


def test_a_figure_turns_grey_under_the_least_n() -> None:
    xml = one([1, 2, 3], columns=3, grey=[GreyBelow(column=0, n_column=1, least_column=2)]).xml
    rule = xml.find(f".//{MAIN}conditionalFormatting")
    assert rule.get("sqref") == "A2"
    assert "".join(rule.itertext()) == "AND(ISNUMBER($B2),$B2<$C2)"


def test_equal_sheets_give_equal_bytes(tmp_path: Path) -> None:
    def sheets() -> list[Sheet]:
        return [
            Sheet(name="S", columns=[Column(header="h")], rows=([Styled(value=n, href=f"{n}.html")] for n in range(5)))
        ]

    write_workbook(tmp_path / "a.xlsx", sheets(), CREATED)
    assert (tmp_path / "a.xlsx").read_bytes() == render_workbook(sheets(), CREATED)


def test_a_sheet_without_rows_is_whole() -> None:
    assert one(columns=2).cells == {"A1": "h0", "B1": "h1"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Connection, Config]]:
    path = tmp_path_factory.mktemp("workbook") / "rivals.db"
    config = fill_market(path, products=40, days=12)
    db = open_store(path)
    with transaction(db):
        derived.save_metric_values(db, compute(db, config, NOW))
    yield db, config
    db.close()


@pytest.fixture(scope="module")
def told(store: tuple[Connection, Config], tmp_path_factory: pytest.TempPathFactory) -> Told:
    db, config = store
    return load_told(db, tmp_path_factory.mktemp("evidence"), config, NOW)


def test_every_link_of_an_editions_workbook_leads_to_one_of_its_pages(
    store: tuple[Connection, Config], tmp_path: Path
) -> None:
    db, config = store
    edition = build(db, tmp_path, config, NOW).path
    links = {link for sheet in read((edition / "pivot.xlsx").read_bytes()).values() for link in sheet.links.values()}
    assert len(links) > 50
    for link in links:
        file, _, anchor = link.partition("#")
        assert (edition / file).is_file()
        assert f'id="{anchor}"' in (edition / file).read_text(encoding="utf-8") if anchor else True


def test_the_workbook_of_an_edition(told: Told) -> None:
    book = render_pivot_workbook(told, "2026-03-18T040000Z")
    assert book == render_pivot_workbook(told, "2026-03-18T040000Z")
    sheets = read(book)
    assert list(sheets) == ["Pivot", "Changes", "Holes", "Offers"]
    assert all(list(sheet.xml.iter(f"{MAIN}f")) == [] for sheet in sheets.values())
    pivot = sheets["Pivot"]
    rows = {pivot.cells[f"B{row}"]: row for row in range(2, len(METRICS) + 2)}
    assert [pivot.cells[f"{column}1"] for column in "BCDEFG"] == [
        "Metric",
        "Unit",
        "Stronger",
        "Us & Sons (us)",
        "n",
        "Acme",
    ]
    index, share, blocked = rows["Price index"], rows["Cheaper than us"], rows["Posts"]
    assert (pivot.cells[f"E{index}"], pivot.formats[f"G{index}"], pivot.cells[f"H{index}"]) == (100, "#,##0.0", 40)
    assert pivot.links[f"G{index}"] == "acme/price_index.html"
    assert 0 <= pivot.cells[f"G{share}"] <= 1
    assert pivot.formats[f"G{share}"] == "0%"
    assert pivot.cells[f"K{blocked}"].startswith("blocked: since ")
    assert len({it.get("sqref") for it in pivot.xml.iter(f"{MAIN}conditionalFormatting")}) == len(told.companies)


def test_its_links_lead_to_where_reports_are_published(told: Told) -> None:
    published = replace(told, config=replace(told.config, report_url="https://reports.our.example/"))
    links = read(render_pivot_workbook(published, "2026-03-18T040000Z"))["Pivot"].links.values()
    assert {link.split("/2026-03-18T040000Z/")[0] for link in links} == {"https://reports.our.example"}


def test_changes_holes_and_offers_are_all_there(told: Told) -> None:
    changes, holes, offers = (list(sheet.rows) for sheet in list(pivot_sheets(told, ""))[1:])
    assert len(changes) == len(told.events)
    assert [row[3] for row in holes].count("not measured") == len(PLANNED)
    assert len(offers) == sum(map(len, told.items.values()))
    links = [cell.href for row in changes for cell in row if isinstance(cell, Styled)]
    assert links
    assert all(re.fullmatch(r"changes\.html#c-[0-9a-f]{16}", link or "") for link in links)
