"""Text of a JSON-LD block → objects, forgiving what shops really write."""

import html
import json
import re

import orjson

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_MAX_CHARACTERS = 2_000_000
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONE = re.compile(r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_STRAY = re.compile(r'("(?:[^"\\]|\\.)*")|/\*.*?\*/|,(?=\s*[}\]])|;(?=\s*$)')
_BAD_ESCAPE = re.compile(r'(\\\\)|\\(?!["\\/bfnrtu])')


def parse_json(text: str) -> list[Json]:
    """Return the objects of a block: one as a rule, several when they are written one behind the other;
    [] when it is beyond repair.

    >>> parse_json('<!-- {"name": "Kettle", } -->')
    [{'name': 'Kettle'}]
    >>> parse_json("var x = 1")
    []
    """
    text = text[:_MAX_CHARACTERS]
    if (value := _loads(text)) is not None:
        return [value]
    text = _mended(text)
    if (value := _loads(text)) is not None:
        return [value]
    return _several(text)


def _loads(text: str) -> Json:
    try:
        value: Json = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return None
    return value


def _mended(text: str) -> str:
    """Drop comments, CDATA marks, trailing commas, raw line ends and lone surrogates; undo doubly escaped quotes."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", text.lstrip("\ufeff")))
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    text = _CONTROL.sub(" ", text)
    text = _LONE.sub(lambda match: match[1] or "", text)
    text = _STRAY.sub(lambda match: match[1] or "", text)
    return _BAD_ESCAPE.sub(lambda match: match[1] or "", text)


def _several(text: str) -> list[Json]:
    values: list[Json] = []
    decoder, at = json.JSONDecoder(), 0
    while (start := re.compile(r"[{\[]").search(text, at)) and len(values) < 100:
        if text[at : start.start()].strip(" ,;"):
            break
        try:
            value, at = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            break
        values.append(value)
    return values
