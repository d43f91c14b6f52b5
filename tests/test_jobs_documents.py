"""Which linked files are asked for: price lists first, then catalogues and data sheets, and only so many."""

import pytest

from crawler.batch import Ask, Limits
from crawler.downloading.documents import MOST
from crawler.downloading.frontier import Frontier
from crawler.downloading.links import read_links
from tests.loopback import visit

HOME = "https://shop.example/"


def found(markup: str, page: str = HOME) -> list[str]:
    frontier = Frontier(visit(page), Limits())
    body = f"<!doctype html><title>t</title>{markup}".encode()
    return [new.url.removeprefix(HOME) for new in frontier.found(read_links(body, page, 1000), Ask(url=page))]


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/f/price.xlsx">Download</a>',
        '<a href="/f/%D0%BF%D1%80%D0%B0%D0%B9%D1%81.pdf?v=2">Скачать</a>',
        '<a href="/f/123.pdf" class="b"><img src="p.png"> Cenrādis 2026</a>',
        "<a href=/f/123.ods>Preisliste (ODS, 12 kB)</a>",
        '<h3>Daftar harga</h3> <a href="/f/123.docx">Unduh</a>',
        '<a href="/f/123.csv">Tarifs</a>',
        '<a href="/f/kettle-datasheet.pdf">PDF</a>',
    ],
)
def test_a_file_that_its_link_calls_a_price_list_or_data_sheet_is_asked(markup: str) -> None:
    assert len(found(markup)) == 1


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/f/imprint.pdf">Imprint</a><p>Prices and more</p>',
        '<a href="/f/manual.pdf">Manual</a> <span class="price">12 €</span>',
        '<a href="/p/kettle">Price</a> <a href="/f/123.pdf">Terms</a>',
        '<a href="/f/price.png">Price list</a>',
        '<a href="https://elsewhere.example/price.pdf">Price list</a>',
        "<script>x = '<a href=\"/f/price.pdf\">Price list</a>'</script>",
    ],
)
def test_other_files_are_left_alone(markup: str) -> None:
    assert [url for url in found(markup) if url != "p/kettle"] == []


def test_a_page_of_prices_tells_what_its_files_are() -> None:
    assert found('<a href="/f/2026-03.pdf">March</a>', HOME + "price-list/") == ["f/2026-03.pdf"]


def test_only_so_many_files_of_a_site_are_asked_and_price_lists_have_most_of_the_room() -> None:
    sheets = "".join(f'<a href="/f/s{n}.pdf">Data sheet</a>' for n in range(50))
    lists = "".join(f'<a href="/f/l{n}.pdf">Price list</a>' for n in range(50))
    urls = found(sheets + lists)
    assert len(urls) == MOST
    assert len([url for url in urls if url.startswith("f/l")]) == MOST // 2


def test_a_file_leads_nowhere_whatever_it_is_sent_as() -> None:
    for start in (b"%PDF-1.7", b"PK\x03\x04"):
        assert read_links(start + b'<a href="/a">', HOME, 10).links == []
