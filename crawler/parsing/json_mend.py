"""Text that is nearly JSON → its objects: what scripts, templates and editors do to a block, or only half of it."""

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.parsing.json_text import Json

MAX_CHARACTERS = 1_000_000
_MAX_STEPS = 100_000
_MAX_VALUES = 100
_MAX_DEPTH = 64
_MAX_DIGITS = 40

_BETWEEN = re.compile(
    r"(?:[\s,;\ufeff]+|/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*|<!--|-->|<!\[CDATA\[|\]\]>|</?(?:br|p)\s*/?>)+"
)
"""What may stand between values and means nothing: too many commas, comments, marks of CDATA, an editor's line ends."""
_KEY = re.compile(r"[\w@$][\w@$:.-]{0,100}(?=\s*:)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?=[\s,;:}\]/<]|$)")
_OTHER = re.compile(r"""[^"'{}\[\],\s][^"'{}\[\],\n]{0,200}(?=[,}\]\n])""")
"""A word or expression of a script in the place of a value."""
_QUOTE = {sign: re.compile(rf"(?:[^{sign}\\]|\\.)*+", re.S) for sign in "\"'"}
_CLOSES = re.compile(
    r"""\s{0,1000}(?:[}\]]|$|//|/\*|<(?:br|/?p|!--)|-->|\]\]>|"""
    r""",\s{0,1000}(?:["'{\[}\],]|[-\d]|(?:true|false|null)\b|[\w@$]+\s*:|$|//|/\*|<(?:br|/?p|!--)))"""
)
"""What stands behind a quote that ends a value; another quote belongs to it and should have been escaped."""
_NEXT_LINE = re.compile(r"""\s{0,1000}["'][@\w:$-]{1,100}["']\s*:""")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.S)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\n", "b": " ", "f": " ", "0": ""}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LITERALS: dict[str, "Json"] = {"true": True, "false": False, "True": True, "False": False}
_CURLY = str.maketrans("“”„″«»", '""""""')


def mend_json(text: str) -> list["Json"]:
    """Return the objects and lists at the top of a text, without what in them is not whole; [] for something else.

    >>> mend_json('''{name: 'Kettle', "size": "5" wide", "price": , "offers": [{"price": 5} {"pri''')
    [{'name': 'Kettle', 'size': '5" wide', 'price': None, 'offers': [{'price': 5}]}]
    >>> mend_json("var x = 1")
    []
    """
    text = text[:MAX_CHARACTERS]
    if '"' not in text:
        text = html.unescape(text) if "&" in text else text
        text = text if '"' in text else text.translate(_CURLY)
    scan, values = _Scan(text), list["Json"]()
    while len(values) < _MAX_VALUES:
        scan.skip()
        if scan.sign() not in ("{", "["):
            break
        value = scan.value(0)
        if value not in ({}, []):
            values.append(value)
        if scan.cut:
            break
    return values


@dataclass
class _Scan:
    """One pass over a text."""

    text: str
    at: int = 0
    steps: int = 0
    cut: bool = False
    """Was something met that cannot be read, or the end? What was read until then stands."""

    def sign(self) -> str:
        """Return the next character, "" at the end."""
        return self.text[self.at : self.at + 1]

    def skip(self) -> None:
        """Go to the next sign that means something."""
        if found := _BETWEEN.match(self.text, self.at):
            self.at = found.end()

    def value(self, depth: int) -> "Json":
        """Read one value; None also for one that is missing, or no value of JSON."""
        self.steps += 1
        sign = self.sign()
        if self.steps > _MAX_STEPS or depth > _MAX_DEPTH or not sign:
            self.cut = True
            return None
        if sign == "{":
            return self._object(depth)
        if sign == "[":
            return self._list(depth)
        if sign in _QUOTE:
            return self._string(sign)
        if sign in "}]":
            return None
        return self._literal()

    def _object(self, depth: int) -> "Json":
        found: dict[str, Json] = {}
        self.at += 1
        while True:
            self.skip()
            if self.sign() == "}":
                self.at += 1
                return found
            name = self._name()
            self._space()
            if name is None or self.sign() != ":":
                self.cut = True
                return found
            self.at += 1
            self._space()
            if self.sign() == ",":
                found[name] = None
                continue
            self.skip()
            value = self.value(depth + 1)
            if not self.cut or value:
                found[name] = value
            if self.cut:
                return found

    def _list(self, depth: int) -> "Json":
        found: list[Json] = []
        self.at += 1
        while True:
            self.skip()
            if self.sign() == "]":
                self.at += 1
                return found
            start = self.at
            value = self.value(depth + 1)
            self.cut |= self.at == start
            if not self.cut or value:
                found.append(value)
            if self.cut:
                return found

    def _space(self) -> None:
        while self.sign().isspace():
            self.at += 1

    def _name(self) -> str | None:
        if (sign := self.sign()) in _QUOTE and sign:
            return self._string(sign, name=True)
        if found := _KEY.match(self.text, self.at):
            self.at = found.end()
            return found.group().rstrip(":")
        return None

    def _string(self, sign: str, name: bool = False) -> str | None:
        start = at = self.at + 1
        inner = _QUOTE[sign]
        while (found := inner.match(self.text, at)) and self.text.startswith(sign, found.end()):
            at = found.end()
            if name or _CLOSES.match(self.text, at + 1) or _NEXT_LINE.match(self.text, at + 1):
                self.at = at + 1
                return _unescaped(self.text[start:at])
            at += 1
        self.cut, self.at = True, len(self.text)
        return None

    def _literal(self) -> "Json":
        if found := _NUMBER.match(self.text, self.at):
            self.at = found.end()
            if self.at < len(self.text):
                return _number(found.group())
        elif found := _OTHER.match(self.text, self.at):
            self.at = found.end()
            return _LITERALS.get(found.group().strip())
        self.cut = True  # the end, or what is no JSON at all
        return None


def _number(written: str) -> "Json":
    if len(written) > _MAX_DIGITS:
        return None
    if written.lstrip("+-").isdigit():
        return int(written)
    value = float(written)
    return value if abs(value) < 1e300 else None


def _unescaped(written: str) -> str:
    text = _CONTROL.sub(" ", written)
    if "\\" not in text:
        return text
    text = _ESCAPE.sub(lambda found: _sign(found[1]), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _sign(escape: str) -> str:
    return chr(int(escape[1:], 16)) if len(escape) == 5 else _ESCAPED.get(escape, escape)
