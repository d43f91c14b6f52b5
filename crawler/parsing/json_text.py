"""Text of a JSON-LD block → objects, forgiving what shops really write."""

import html
import re

import orjson

from crawler.parsing.json_mend import mend_json

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

MAX_CHARACTERS = 10_000_000
_MENDED_CHARACTERS = 1_000_000
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONE = re.compile(r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_STRAY = re.compile(r'("(?:[^"\\]|\\.)*+(?:"|$))|/\*.{0,1000}?\*/|,(?=\s*+[}\]])|;(?=\s*+$)')
_BAD_ESCAPE = re.compile(r'(\\\\)|\\(?!["\\/bfnrtu])')


def parse_json(text: str) -> list[Json]:
    """Return the objects of a block: one as a rule, several when they are written one behind the other;
    of one that is broken or cut off what is whole, [] when it is beyond repair.

    >>> parse_json('<!-- {"name": "Kettle", } -->')
    [{'name': 'Kettle'}]
    >>> parse_json("var x = 1")
    []
    """
    text = text[:MAX_CHARACTERS]
    if (value := _loads(text)) is not None:
        return [value]
    text = text[:_MENDED_CHARACTERS]
    if (value := _loads(_mended(text))) is not None:
        return [value]
    return mend_json(_WRAPPING.sub("", _WRAPPING.sub("", text)))


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
