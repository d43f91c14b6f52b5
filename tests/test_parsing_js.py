"""Literals in scripts: what stands there, where it ends, and what is no literal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.parsing.js_text import Budget, parse_call, parse_js, parse_string
from crawler.parsing.json_text import Json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1, "b": [true, null]} and more', {"a": 1, "b": [True, None]}),
        ("{a: 'it\\'s', \"b\": 0x1F, c: .5, d: -2e3,}", {"a": "it's", "b": 31, "c": 0.5, "d": -2000.0}),
        ("{a: !0, b: !1, c: void 0, d: undefined, e: NaN}", {"a": True, "b": False, "c": None, "d": None, "e": None}),
        ("{a: `x`, /* no */ b: 1, // no\n c: 2}", {"a": "x", "b": 1, "c": 2}),
        ("{a: `x${y}`, b: 1}", {"a": None, "b": 1}),
        ("{a: f(1, {b: 2}), c: 3}", {"a": None, "c": 3}),
        ("{a: function (x) { return '}'; }, c: 3}", {"a": None, "c": 3}),
        ("{f() { return 1 }, ...rest, c: 3}", {"c": 3}),
        ("{a: 1 + 2, b: x ? 1 : 2, c: 'a' + 'b', d: 4}", {"a": None, "b": None, "c": None, "d": 4}),
        ("{a: JSON.parse('{\"b\": [1]}'), c: 3}", {"a": {"b": [1]}, "c": 3}),
        ('JSON.parse("{\\u0022b\\u0022:1}")', {"b": 1}),
        ('JSON.parse(decodeURIComponent("%7B%22b%22%3A1%7D"))', {"b": 1}),
        ('{"a": undefined, "b":undefined, "c": {"d": 1}}', {"a": None, "b": None, "c": {"d": 1}}),
        ("[1,,2,]", [1, None, 2]),
        ("{}", {}),
    ],
)
def test_a_literal_is_read_as_far_as_it_is_one(text: str, value: Json) -> None:
    parsed = parse_js(text)
    assert parsed is not None
    assert parsed[0] == value


@pytest.mark.parametrize("text", ["", "{", "{a: 1", "{a b}", "{if (x) y()}", "price: 5", '"a"', "[1, 2"])
def test_what_has_no_end_or_is_code_is_none(text: str) -> None:
    assert parse_js(text) is None


def test_the_call_of_a_function_that_only_returns_is_worked_out() -> None:
    text = 'x=(function(a,b,c){return {p:{name:b,price:c,none:a,other:d}}}(null,"Kettle, (blue)",19.9))'
    value = parse_call(text, text.index("function"), Budget())
    assert value == {"p": {"name": "Kettle, (blue)", "price": 19.9, "none": None, "other": None}}


@pytest.mark.parametrize(
    "text",
    [
        "function(a){return a}(1)",
        "function(a){for(;;){}return {b:a}}(1)",
        "function(a){return {b:a}}",
        "function(a){return {b:a}",
        "function(",
    ],
)
def test_other_functions_are_not(text: str) -> None:
    assert parse_call(text, 0, Budget()) is None


def test_a_budget_is_shared() -> None:
    budget = Budget(10)
    assert parse_js("{a: 1, b: x.y}", budget=budget) is not None
    assert parse_js("{" + "a: b.c," * 20 + "}", budget=budget) is None


def test_escapes() -> None:
    assert parse_string(r"'\x41\u0042\u{1F375}\n\'\q'") == "AB🍵\n'q"


@given(text=st.text(alphabet="{}[]()\"'`\\,:;/*!.=abfunctionreturn 019-$\n", max_size=300))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    budget = Budget(500)
    for at in range(0, len(text), 7):
        parse_js(text, at, budget=budget)
    parse_call("function(a){return {" + text, 0, Budget(500))
