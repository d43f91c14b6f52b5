"""The library of ads: which shapes are read, which are errors, and where the next page is."""

import json

import pytest

from crawler.errors import ReadError
from crawler.page import Page
from crawler.records.ad import Ad
from crawler.records.lines import dump_reading
from crawler.sources.ad_library import links, read

URL = "https://graph.ads.example/v24.0/ads_archive?search_terms=tea&access_token=EAAB-secret"
OWN = "https://graph.ads.example/v24.0/ads_archive?search_terms=tea"


def page(answer: object, url: str = URL) -> Page:
    body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return Page(url, 200, {"content-type": "application/json"}, body)


def ad(**more: object) -> dict[str, object]:
    return {"id": "7", "page_name": "Tea House", "ad_creative_bodies": ["Tea"], **more}


def test_an_honestly_empty_list_is_no_ad() -> None:
    reading = read(page({"data": []}))
    assert (reading.about.type, reading.about.looked_for, reading.words) == ("feed", ("ad",), ())


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"data": {}}, "ad_library: no list of ads under 'data'; there are keys data"),
        ({}, "ad_library: no list of ads under 'data'; there are keys none"),
        ({"paging": {}, "items_total": 3}, "there are keys items_total, paging"),
        (
            {"error": {"message": "Application request limit reached", "code": 4}},
            "there are keys error: rate limit, code 4: Application request limit reached",
        ),
        ({"error": {"message": "Session has expired", "code": 190}}, "error: error, code 190: Session has expired"),
        ({"data": [], "error": {"code": 4, "message": "limit"}}, "rate limit, code 4"),
        (
            {"data": [{"id": 1, "name": "Kettle", "price": 2}]},
            "entry 1 of the list is no ad; there are keys id, name, price",
        ),
        ({"data": [{"page_name": "Tea House"}]}, "entry 1 of the list is no ad; there are keys page_name"),
        ([1, 2], "entry 1 of the list is no ad; there are keys none, it is int"),
        (b"<!doctype html><title>Log in</title>", "answered with a page for people"),
        (b"", "the answer is no JSON"),
        (b"null", "there are keys none, it is NoneType"),
        (b"[" * 100_000, "the answer is no JSON"),
        ({"data": [ad()] * 5001}, "5001 ads in one answer; 5000 are the most"),
    ],
)
def test_any_other_shape_is_an_error_that_names_what_was_missed(answer: object, message: str) -> None:
    with pytest.raises(ReadError) as raised:
        read(page(answer))
    assert message in str(raised.value)
    assert str(raised.value).startswith("ad_library: ")
    assert links(page(answer)) == ()


def test_no_token_is_in_a_record_a_series_or_an_error() -> None:
    next_page = f"{OWN}&access_token=EAAB-secret&after=Q2"
    snapshot = "https://www.facebook.com/ads/archive/render_ad/?id=7&access_token=EAAB-secret"
    answer = {"data": [ad(ad_snapshot_url=snapshot)], "paging": {"next": next_page}}
    reading = read(page(answer))
    assert "secret" not in dump_reading(reading)
    assert reading.about.series == OWN
    assert reading.about.series_pages == (f"{OWN}&after=Q2",)
    record = reading.words[0].record
    assert isinstance(record, Ad)
    assert (record.url, record.page) == (OWN, "https://www.facebook.com/ads/library/?id=7")
    with pytest.raises(ReadError) as raised:
        read(page(b"<html>"))
    assert "secret" not in str(raised.value)


def test_the_next_page_is_asked_as_this_one_was() -> None:
    echoed = (
        "https://graph.ads.example/v24.0/ads_archive?access_token=OTHER&pretty=0&limit=25&search_terms=tea&after=Q2"
    )
    assert links(page({"data": [], "paging": {"next": echoed}})) == (f"{URL}&after=Q2",)
    second = links(page({"data": [], "paging": {"next": echoed}}, f"{OWN}&after=Q1"))
    assert second == (f"{OWN}&after=Q2",)
    assert read(page({"data": []}, second[0])).about.series == OWN


@pytest.mark.parametrize(
    "paging",
    [
        None,
        {},
        {"next": None},
        {"next": 5},
        {"next": "https://elsewhere.example/ads_archive?after=Q2"},
        {"next": "http://graph.ads.example/v24.0/ads_archive?after=Q2"},
        {"next": "javascript:alert(1)"},
        {"next": URL},
        {"start": 20, "count": 10, "total": 25},
        {"start": "0", "count": 10, "total": 25},
    ],
)
def test_without_a_next_page_on_this_origin_there_is_none(paging: object) -> None:
    assert links(page({"data": [], "paging": paging})) == ()


def test_counts_of_a_list_lead_to_its_next_part() -> None:
    url = "https://api.ads.example/rest/adLibrary?q=criteria&start=0&count=25"
    assert links(page({"elements": [], "paging": {"start": 0, "count": 25, "total": 26}}, url)) == (
        "https://api.ads.example/rest/adLibrary?q=criteria&count=25&start=25",
    )


def test_an_ad_without_an_id_is_known_by_its_words() -> None:
    one, other = ({"page_name": "Tea House", "ad_creative_bodies": [text]} for text in ("Tea!", "tea"))
    records = [word.record for word in read(page({"data": [one, other]})).words]
    assert [record.id for record in records if isinstance(record, Ad)] == [records[0].id]  # type: ignore[union-attr]


def test_a_list_in_a_file_has_no_next_page() -> None:
    url = "file:exports/ads.json"
    assert links(page({"data": [ad()], "paging": {"next": f"{OWN}&after=Q2"}}, url)) == ()
    assert read(page({"data": [ad()]}, url)).about.series == url
