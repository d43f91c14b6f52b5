"""The library of ads of the demo market: its shape, its pages against its truth, and each event on its day."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from rivals.demo.ads import PATH, PER_PAGE, AdLibrary, library_address
from rivals.demo.ads_creatives import ADVERTISERS, STRANGER
from rivals.demo.software import COMPANY

ADDRESS = library_address("http://127.0.0.1:8006")
ADDRESSES = {"ads": ADDRESS, "our-shop": "http://127.0.0.1:8001", "crewplan": "http://127.0.0.1:8004"}
DAYS = range(1, 11)

AD_KEYS = {
    *("id", "ad_creation_time", "ad_delivery_start_time", "ad_delivery_stop_time", "ad_creative_bodies"),
    *("ad_creative_link_titles", "ad_creative_link_descriptions", "ad_creative_link_captions", "ad_snapshot_url"),
    *("page_id", "page_name", "publisher_platforms", "languages", "eu_total_reach", "target_ages", "target_gender"),
    *("target_locations", "beneficiary_payers", "age_country_gender_reach_breakdown"),
}
"""What Meta's library says of an ad delivered in the European Union."""

EVENTS: dict[int, list[tuple[str | None, str | None, str]]] = {
    2: [("nordkit", None, "began")],
    3: [("our-shop", "stopped", "")],
    4: [("tool-barn", None, "began")],
    5: [("nordkit", "text", ""), ("tool-barn", None, "went")],
    6: [("dubrava", None, "went"), ("dubrava", None, "began"), ("crewplan", None, "began")],
    7: [("nordkit", "stopped", ""), (None, None, "began")],
    8: [("crewplan", None, "went")],
    9: [("our-shop", None, "began")],
    10: [],
}


@pytest.fixture(scope="module")
def library() -> AdLibrary:
    return AdLibrary("1/150", ADDRESSES)


def pages(library: AdLibrary, day: int, address: str = ADDRESS) -> Iterator[dict[str, Any]]:
    """Every page, by its links."""
    following: object = address
    while following:
        parts = urlsplit(str(following))
        assert f"{parts.scheme}://{parts.netloc}" == "http://127.0.0.1:8006"
        answer = library.answer(f"{parts.path}?{parts.query}", day)
        assert (answer.status, answer.content_type) == (200, "application/json; charset=UTF-8")
        page = json.loads(answer.body)
        yield page
        following = page["paging"].get("next")


def ads(library: AdLibrary, day: int) -> list[dict[str, Any]]:
    return [ad for page in pages(library, day) for ad in page["data"]]


def keys(value: object) -> set[str]:
    """Every key below a value."""
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


def test_the_same_seed_gives_the_same_bytes_in_any_order(library: AdLibrary) -> None:
    twin, other = AdLibrary("1/150", ADDRESSES), AdLibrary("2/150", ADDRESSES)
    twin.answer(ADDRESS, 30)
    target = f"{PATH}?{urlsplit(ADDRESS).query}"
    for day in (20, 3):
        assert twin.answer(target, day) == library.answer(target, day)
        assert list(twin.facts(day, ADDRESS)) == list(library.facts(day, ADDRESS))
    assert {fact["id"] for fact in other.facts(1, ADDRESS)}.isdisjoint(f["id"] for f in library.facts(1, ADDRESS))


def test_the_answer_has_the_shape_of_the_library(library: AdLibrary) -> None:
    first, *_, last = pages(library, 3)
    assert set(first) == {"data", "paging"}
    assert set(first["paging"]) == {"cursors", "next"}
    assert set(last["paging"]) == {"cursors"}
    shown = ads(library, 3)
    assert set().union(*shown) == AD_KEYS
    assert all(AD_KEYS - set(ad) <= {"ad_delivery_stop_time", "ad_creative_link_titles"} for ad in shown)
    assert any(set(ad) == AD_KEYS for ad in shown)
    assert keys(shown) - AD_KEYS == {
        *("name", "num_obfuscated", "type", "excluded", "payer", "beneficiary", "current"),
        *("country", "age_gender_breakdowns", "age_range", "male", "female", "unknown"),
    }
    assert all(isinstance(ad["id"], str) and isinstance(ad["page_id"], str) for ad in shown)


@pytest.mark.parametrize("day", [*DAYS, 30])
def test_the_pages_name_what_truth_lists(library: AdLibrary, day: int) -> None:
    sizes = [len(page["data"]) for page in pages(library, day)]
    assert sizes[:-1] == [PER_PAGE] * (len(sizes) - 1)
    assert len(sizes) >= 3
    shown = ads(library, day)
    known = {str(fact["id"]): fact for fact in library.facts(day, ADDRESS) if fact["listed"]}
    assert Counter(str(ad["id"]) for ad in shown) == Counter(known.keys())
    for ad in shown:
        fact = known[str(ad["id"])]
        assert fact["url"] == ADDRESS
        titles = ad.get("ad_creative_link_titles", [None])
        assert titles == [fact["headline"]]
        (body,) = ad["ad_creative_bodies"]
        assert [part for part in str(body).split("\n") if part] == str(fact["text"]).split("\n")
        assert ad["ad_creative_link_descriptions"] == [fact["description"]]
        assert ad["ad_creative_link_captions"] == [fact["display_url"]]
        assert (ad["page_name"], ad["publisher_platforms"]) == (fact["advertiser"], fact["networks"])
        assert (ad["ad_delivery_start_time"], ad.get("ad_delivery_stop_time")) == (fact["started"], fact["stopped"])
        assert (ad["languages"], fact["landing_url"]) == (fact["languages"], None)


def test_each_event_is_on_its_day(library: AdLibrary) -> None:
    assert list(library.differences(1, ADDRESS)) == []
    for day, expected in EVENTS.items():
        found = [
            (c["competitor"], c["field"], "" if c["field"] else "began" if c["old"] is None else "went")
            for c in library.differences(day, ADDRESS)
        ]
        assert Counter(found) == Counter(expected), day


@pytest.mark.parametrize("seed", ["1/30", "2/150", "3/600"])
def test_facts_of_two_days_differ_only_where_differences_says(seed: str) -> None:
    library = AdLibrary(seed, {})
    for day in range(2, 61):
        before, now = ({f["id"]: f for f in library.facts(d, ADDRESS)} for d in (day - 1, day))
        assert before.keys() <= now.keys()
        changed = {
            key for key, fact in now.items() if key not in before or {**fact, "day": 0} != {**before[key], "day": 0}
        }
        assert {c["id"] for c in library.differences(day, ADDRESS)} == changed


@pytest.mark.parametrize("day", DAYS)
def test_each_company_runs_two_to_six_ads(library: AdLibrary, day: int) -> None:
    running = Counter(f["competitor"] for f in library.facts(day, ADDRESS) if f["listed"] and not f["stopped"])
    assert set(running) == {*ADVERTISERS, None}
    assert all(2 <= count <= 6 for count in running.values())


def test_reach_grows_while_an_ad_runs_and_its_parts_add_up(library: AdLibrary) -> None:
    before, now = ({ad["id"]: ad for ad in ads(library, day)} for day in (8, 9))
    assert any("ad_delivery_stop_time" in ad for ad in now.values())
    for key, ad in now.items():
        reach = ad["eu_total_reach"]
        parts = ad["age_country_gender_reach_breakdown"]
        cells = [
            cell[sex]
            for part in parts
            for cell in part["age_gender_breakdowns"]
            for sex in ("male", "female", "unknown")
        ]
        assert sum(cells) == reach
        if key in before:
            old = before[key]["eu_total_reach"]
            assert (reach == old) if "ad_delivery_stop_time" in before[key] else (reach > old)


def test_several_ads_differ_only_a_little(library: AdLibrary) -> None:
    bodies = Counter((f["advertiser"], f["text"]) for f in library.facts(1, ADDRESS))
    assert {advertiser for (advertiser, _), count in bodies.items() if count > 1} == set(ADVERTISERS.values())


def test_a_stranger_has_a_name_that_holds_one_of_ours(library: AdLibrary) -> None:
    theirs = [f for f in library.facts(7, ADDRESS) if f["competitor"] is None]
    assert [f["advertiser"] for f in theirs] == [STRANGER] * 3
    assert any(label in STRANGER for label in ADVERTISERS.values())
    assert STRANGER not in ADVERTISERS.values()
    assert ADVERTISERS[COMPANY.key] == COMPANY.label


def test_ads_show_the_domain_of_their_site_and_find_it_when_it_is_known_later() -> None:
    addresses: dict[str, str] = {}
    library = AdLibrary("1/150", addresses)
    addresses |= {"our-shop": "http://127.0.0.1:8001"}
    shown = {f["competitor"]: f["display_url"] for f in library.facts(1, ADDRESS)}
    assert shown["our-shop"] == "127.0.0.1:8001"
    assert shown["nordkit"] == "nordkit.example"


def test_the_token_stands_in_snapshots_and_in_no_fact(library: AdLibrary) -> None:
    tokens = {parse_qs(urlsplit(str(ad["ad_snapshot_url"])).query)["access_token"][0] for ad in ads(library, 1)}
    (token,) = tokens
    assert len(token) > 20
    assert token not in json.dumps(list(library.facts(1, ADDRESS)))
    given = next(pages(library, 1, f"{ADDRESS}&access_token=mine"))
    assert "access_token=mine" in str(given["data"])
    assert "access_token=mine" in str(given["paging"])


@pytest.mark.parametrize(
    ("target", "status", "code"),
    [
        ("/", 404, 2500),
        (f"{PATH}?after=nonsense", 400, 100),
        (f"{PATH}?after=%D1%8F", 400, 100),
        (f"{PATH}?after=LTU", 400, 100),
    ],
)
def test_what_it_does_not_know_it_answers_with_an_error(
    library: AdLibrary, target: str, status: int, code: int
) -> None:
    answer = library.answer(target, 1)
    error = json.loads(answer.body)["error"]
    assert (answer.status, error["code"]) == (status, code)
    assert set(error) == {"message", "type", "code", "fbtrace_id"}


def test_a_page_past_the_end_is_empty(library: AdLibrary) -> None:
    assert json.loads(library.answer(f"{PATH}?after=OTk", 1).body) == {"data": []}
