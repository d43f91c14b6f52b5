"""Text of a script → the value that stands at a place in it: JSON, or a literal as programmers write it.

Nothing is ever run. Libraries tried: json5 and pyjson5 want the literal alone, and all of it literal; chompjs gives a
name as if it were a string (``{brand: shop.brand}``), does not say where the value ends, and knows no ``\\x41``.
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import unquote

import orjson

from crawler.parsing.json_text import Json

MAX_TOKENS = 25_000
_MAX_DEPTH = 40
_MAX_SKIPPED = 400
_MAX_TRIES = 5
_SPACE = re.compile(r"(?:\s++|//[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/)*+")
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|' r"'[^'\\]*+(?:\\.[^'\\]*+)*+'|`[^`\\$]*+(?:\\.[^`\\$]*+)*+`"
_PARSE = re.compile(r"JSON\.parse\(\s*(?:decodeURIComponent\(\s*)?")
_VALUE = re.compile(
    rf"(?P<string>{_STRING})|(?P<number>[-+]?(?:0[xX][0-9a-fA-F]{{1,15}}|\d{{1,20}}\.?\d{{0,20}}(?:[eE][-+]?\d{{1,2}})?|"
    rf"\.\d{{1,20}})(?![\w.]))|(?P<open>[{{\[])|(?P<not>!\s*[01](?!\d))|(?P<parse>{_PARSE.pattern})|"
    r"(?P<name>void 0|[A-Za-z_$][\w$]*)",
    re.S,
)
_KEY = re.compile(rf"(?:(?P<string>{_STRING})|(?P<name>[\w$]++))\s*+:\s*+", re.S)
_PAIR = re.compile(
    rf"(?:({_STRING})|([\w$]++))\s*+:\s*+(?:({_STRING})|(-?\d{{1,15}}(?:\.\d{{1,15}})?)|(true|false|null))\s*+(,\s*+|(?=\}}))",
    re.S,
)
"""A key with a plain value: most of every literal, read in one step."""
_METHOD = re.compile(
    r"\.\.\.|(?:(?:async|get|set|static)\s+)?\*?(?!(?:if|for|while|switch|function|return|var|let|const)\b)[\w$]+\s*\("
)
_ENDS = re.compile(r"\s*+([,}\])])")
_TOKEN = re.compile(rf"{_STRING}|/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/|(?P<sign>[{{}}\[\](),;])", re.S)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|(.))", re.S)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": ""}
_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None, "undefined": None, "void 0": None, "NaN": None}
_CLOSING = {"{": "}", "[": "]", "(": ")"}
_DECODER = json.JSONDecoder(strict=False)


class _Unreadable(ValueError):
    """Here stands no literal; inside of this module only."""


class Budget:
    """How many more tokens may be read: shared by all the places of a page."""

    def __init__(self, tokens: int = MAX_TOKENS) -> None:
        """Begin with this many."""
        self.left = tokens


def parse_js(
    text: str, at: int = 0, names: Mapping[str, Json] | None = None, budget: Budget | None = None
) -> tuple[Json, int] | None:
    """Return the object or list that begins at a place, and where it ends; None when there is none, or no end.

    What is no literal inside of it (a call, a sum, a function) is null; ``names`` gives the values of names.

    >>> parse_js("x = {name: 'Kettle \\\\x41', price: 19.90, tax: rate * 2, new: !0,};", 4)
    ({'name': 'Kettle A', 'price': 19.9, 'tax': None, 'new': True}, 64)
    >>> parse_js("{if (a) b()}") is None
    True
    """
    try:
        value, end = _DECODER.raw_decode(text, at)
        return (value, end) if isinstance(value, (dict, list)) else None
    except json.JSONDecodeError as fault:
        if text.startswith("undefined", fault.pos):  # as serialisers of states write it: all else is JSON
            text = text.replace(":undefined", ":null     ")
            with suppress(ValueError, RecursionError):
                value, end = _DECODER.raw_decode(text, at)
                return (value, end) if isinstance(value, (dict, list)) else None
    except (ValueError, RecursionError):
        pass
    try:
        literal = _Literal(text, names or {}, budget or Budget())
        if call := _PARSE.match(text, at):
            return literal.parsed(call)
        return literal.container(at, 0) if text[at : at + 1] in ("{", "[") else None
    except _Unreadable:
        return None


def parse_call(text: str, at: int, budget: Budget) -> Json:
    """Return what ``(function(a, b) {… return {…}}(1, 2))`` gives back, as bundlers write states (Nuxt 2: devalue);
    None when it is anything else. ``at`` is the place of ``function``.

    >>> parse_call("(function(a,b){return {name:a,price:b}}('Kettle',19.9))", 1, Budget())
    {'name': 'Kettle', 'price': 19.9}
    >>> parse_call("(function(a){alert(a)}(1))", 1, Budget()) is None
    True
    """
    head = re.compile(r"function\s*\(([\w$,\s]{0,20000})\)\s*\{(?:[^{}]{0,5000}?[;\s])?return\s*(?=\{)").match(text, at)
    if not head:
        return None
    try:
        literal = _Literal(text, {}, budget)
        end = literal.skipped(head.end() - 1, limit=MAX_TOKENS, stop_at="}")
        call = re.compile(r"\s*;?\s*\}\s*\)?\s*(?=\()").match(text, end)
        if not call:
            return None
        given, _ = literal.container(call.end(), 0)
        parameters = [name.strip() for name in head[1].split(",")]
        names = dict(zip(parameters, given if isinstance(given, list) else [], strict=False))
        return _Literal(text, names, budget).container(head.end(), 0)[0]
    except _Unreadable:
        return None


def parse_string(literal: str) -> str:
    """Return what a quoted string stands for.

    >>> parse_string("'it\\\\'s \\\\u0041'")
    "it's A"
    """
    if "\\" in literal and literal[0] == '"':
        with suppress(orjson.JSONDecodeError, UnicodeEncodeError):
            return str(orjson.loads(literal))
    inner = literal[1:-1]
    return _ESCAPE.sub(_unescaped, inner) if "\\" in inner else inner


class _Literal:
    """One reading of a text; a method takes the place where something begins and gives it with its end."""

    def __init__(self, text: str, names: Mapping[str, Json], budget: Budget) -> None:
        self.text, self.names, self.budget, self.tries = text, names, budget, _MAX_TRIES

    def container(self, at: int, depth: int) -> tuple[Json, int]:
        """Read an object, a list, or the arguments of a call."""
        if depth > _MAX_DEPTH:
            raise _Unreadable
        opening = self.text[at]
        closing, is_object = _CLOSING[opening], opening == "{"
        found: dict[str, Json] = {}
        listed: list[Json] = []
        at = self.space(at + 1)
        while self.text[at : at + 1] != closing:
            if is_object:
                if pair := _PAIR.match(self.text, at):
                    key, value = self.pair(pair)
                    found[key], at = (
                        value,
                        self.space(pair.end()) if self.text[pair.end() : pair.end() + 1] == "/" else pair.end(),
                    )
                    continue
                if _METHOD.match(self.text, at):
                    at = self.skipped(at)
                else:
                    key, at = self.key(at)
                    found[key], at = self.value(at, depth)
            elif self.text[at : at + 1] == ",":
                listed.append(None)
            else:
                value, at = self.value(at, depth)
                listed.append(value)
            at = self.space(at)
            if self.text[at : at + 1] == ",":
                at = self.space(at + 1)
            elif self.text[at : at + 1] != closing:
                raise _Unreadable
        return (found if is_object else listed), at + 1

    def pair(self, match: re.Match[str]) -> tuple[str, Json]:
        """Return a key and its plain value."""
        quoted, name, string, number, word, _ = match.groups()
        self.budget.left -= 1
        if self.budget.left < 0:
            raise _Unreadable
        key = name or parse_string(quoted)
        if string:
            return key, parse_string(string)
        return key, self.plain("number", number) if number else _WORDS[word]

    def key(self, at: int) -> tuple[str, int]:
        """Read a key and its colon."""
        match = _KEY.match(self.text, at)
        if not match:
            raise _Unreadable
        return match["name"] or parse_string(match["string"]), self.space(match.end())

    def value(self, at: int, depth: int) -> tuple[Json, int]:
        """Read any value; what is not literal is null."""
        self.budget.left -= 1
        if self.budget.left < 0:
            raise _Unreadable
        match = _VALUE.match(self.text, at)
        kind = match.lastgroup if match else None
        if match and kind == "open":
            return self.inner(at, depth + 1)
        if match and kind == "parse":
            value, at = self.parsed(match)
        elif match and kind:
            value, at = self.plain(kind, match.group()), match.end()
        else:
            value = None
        if _ENDS.match(self.text, at) and match:
            return value, at
        end = self.space(at)
        if match and end > at and _ENDS.match(self.text, end):
            return value, end
        return None, self.skipped(at)

    def inner(self, at: int, depth: int) -> tuple[Json, int]:
        """Read a container inside of another; programs often put JSON into what a programmer wrote."""
        if self.tries and self.text.startswith(('{"', '[{"'), at):
            try:
                value, end = _DECODER.raw_decode(self.text, at)
                return value, end
            except (ValueError, RecursionError):
                self.tries -= 1
        return self.container(at, depth)

    def plain(self, kind: str, written: str) -> Json:
        """Return what a value of one token is."""
        if kind == "string":
            return parse_string(written)
        if kind == "not":
            return written.endswith("0")
        if kind == "name":
            return self.names.get(written) if written in self.names else _WORDS.get(written)
        if written.lower().lstrip("+-").startswith("0x"):
            return int(written, 16)
        return float(written) if re.search(r"[.eE]", written) else int(written)

    def parsed(self, match: re.Match[str]) -> tuple[Json, int]:
        """Read ``JSON.parse("…")``."""
        string = re.compile(_STRING, re.S).match(self.text, match.end())
        close = re.compile(r"\s*\)(?:\s*\))?").match(self.text, string.end()) if string else None
        if not string or not close:
            return None, match.end() - 1
        inner = parse_string(string.group())
        inner = unquote(inner) if "decodeURIComponent" in match.group() else inner
        found = parse_js(inner.strip()) if inner.strip()[:1] in ("{", "[") else None
        return (found[0] if found else None), close.end()

    def skipped(self, at: int, limit: int = _MAX_SKIPPED, stop_at: str = "") -> int:
        """Return where an expression ends: before the comma or bracket that is not its own;
        with ``stop_at``, before the bracket that closes what is open there."""
        depth = 0
        for match in _TOKEN.finditer(self.text, at):
            limit -= 1
            self.budget.left -= 1
            if limit < 0 or self.budget.left < 0:
                break
            sign = match["sign"]
            if sign in ("{", "[", "("):
                depth += 1
            elif sign in ("}", "]", ")"):
                depth -= 1
                if depth < 0:
                    return match.start()
                if stop_at and not depth and sign == stop_at:
                    return match.end()
            elif sign == "," and not depth and not stop_at:
                return match.start()
        raise _Unreadable

    def space(self, at: int) -> int:
        """Return where white space and comments end."""
        match = _SPACE.match(self.text, at)
        return match.end() if match else at


def _unescaped(match: re.Match[str]) -> str:
    braced, four, two, _, sign = match.groups()
    if code := braced or four or two:
        point = int(code, 16)
        return chr(point) if point < 0x110000 else ""
    return _SIGNS.get(sign, sign) if sign else ""
