"""Text → JSON, as shops write it and as nobody should."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.parsing.json_text import Json, parse_json


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"name": "Kettle" "price": 5}', [{"name": "Kettle", "price": 5}]),  # a comma too few
        ('{"name": "Kettle"\n"price": 5}', [{"name": "Kettle", "price": 5}]),
        ('{"name": "Shelf 24" deep", "sku": "1"}', [{"name": 'Shelf 24" deep', "sku": "1"}]),
        ('{"text": "so "good", and cheap", "sku": "1"}', [{"text": 'so "good", and cheap', "sku": "1"}]),
        ("{'name': 'Kettle', 'sku': 'it\\'s'}", [{"name": "Kettle", "sku": "it's"}]),
        ("{name: 'Kettle', '@type': \"Product\"}", [{"name": "Kettle", "@type": "Product"}]),
        ("{“name”: “Kettle”}", [{"name": "Kettle"}]),  # an editor's quotes
        ('{<br />\n"name": "Kettle",<br />\n"price": 5<br />\n}', [{"name": "Kettle", "price": 5}]),
        ('{"name": "Kettle", // the copper one\n"price": 5}', [{"name": "Kettle", "price": 5}]),
        ('{"price": , "name": "Kettle"}', [{"price": None, "name": "Kettle"}]),  # a template without its value
        ('{"price": number(5), "name": "Kettle"}', [{"price": None, "name": "Kettle"}]),
        ('{"price": NaN, "low": -Infinity, "high": 1e9999, "name": "Kettle"}',
         [{"price": None, "low": None, "high": None, "name": "Kettle"}]),
        ('{"price": ' + "9" * 5000 + ', "name": "Kettle"}', None),
        ('{"name": "Kettle", "offers": [{"price": 5}, {"price": 6, "sku": "ab', [{"name": "Kettle",
         "offers": [{"price": 5}, {"price": 6}]}]),
        ('{"name": "Kettle", "price": 12', [{"name": "Kettle"}]),  # it may have been 129
        ('{"name": "Kettle", "price": 5}{"name": "Pot"}', [{"name": "Kettle", "price": 5}, {"name": "Pot"}]),
        ('{"name": "Kettle", "name": "Pot"}', [{"name": "Pot"}]),
        ('[{"name": "Kettle",}, {"name": "Pot"}]', [[{"name": "Kettle"}, {"name": "Pot"}]]),
        ("function () { return {name: 1} }", []),
        ("", []),
    ],
)  # fmt: skip
def test_broken_json_is_read_as_far_as_it_is_whole(text: str, values: list[Json] | None) -> None:
    found = parse_json(text)
    if values is None:
        assert isinstance(found[0], dict)
        assert found[0]["name"] == "Kettle"
    else:
        assert found == values


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        '{"a":' * 200_000,
        '"' * 1_000_000,
        '{"a":"' + '" x' * 300_000,
        '{"a" ' + "/*" * 400_000,
        '{"a": "' + '\\"' * 400_000,
        '{"a":"' + ('"' + " " * 900) * 1000,
        "[" + "1," * 400_000,
        '["' + '", ' * 300_000,
        "{" + "'a':" * 200_000,
        "[" + "<!--" * 200_000,
        "[" + "\x00" * 900_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_blocks_end(text: str) -> None:
    parse_json(text)


def test_a_huge_block_is_read_when_it_is_right_and_bounded_when_it_is_not() -> None:
    block = json.dumps([{"@type": "Product", "description": "x" * 5000}] * 1000)
    assert parse_json(block)[0] == json.loads(block)
    assert parse_json(block[:-1])


_TEXT = st.text(alphabet="{}[]\":,'\\/*-+eE0123 \n\tabtrue<!>&;\u201c\x00\ud800", max_size=200)


@given(_TEXT)
def test_no_text_makes_an_exception(text: str) -> None:
    for value in parse_json(text):
        assert isinstance(value, (dict, list, str, int, float, bool))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc@", min_size=1, max_size=5), inner,
                                                                max_size=4),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.text("abc@", min_size=1), _JSON, min_size=1, max_size=4), st.data())
def test_json_cut_anywhere_says_nothing_that_the_whole_does_not_say(
    value: dict[str, Json], data: st.DataObject
) -> None:
    text = json.dumps(value)
    at = data.draw(st.integers(0, len(text)))
    for part in parse_json(text[:at]):
        assert isinstance(part, dict)
        assert _is_part(part, value)


def _is_part(part: Json, whole: Json) -> bool:
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(name in whole and _is_part(one, whole[name]) for name, one in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return len(part) <= len(whole) and all(_is_part(one, other) for one, other in zip(part, whole, strict=False))
    return part is None or part == whole
