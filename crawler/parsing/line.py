"""Text of a page → one clean line: white space collapsed, nothing invisible, bounded."""

import html
import re
import unicodedata

NAME_LIMIT = 500
"""Characters of a name, title or text that is kept beside a value."""

_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?h[1-6]|/?blockquote)\b[^<>]{0,500}>", re.I)
_INVISIBLE = frozenset("\u00ad\u200b\u200e\u200f\u2060\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}


def parse_line(text: str | None, limit: int = NAME_LIMIT) -> str | None:
    """Return the text with white space collapsed, without control and invisible characters; None when nothing is left.

    >>> parse_line("  Steel\\n kettle\\x00 ")
    'Steel kettle'
    >>> parse_line(" \\u200b ") is None
    True
    """
    if not text:
        return None
    text = " ".join(text[: 4 * limit].split())
    if not text.isprintable():
        text = " ".join("".join(sign for sign in text if _is_visible(sign)).split())
    return text[:limit].rstrip() or None


def parse_markup(text: str | None, limit: int = NAME_LIMIT) -> str | None:
    """Return the line that a piece of HTML shows; structured data often carries entities and tags.

    >>> parse_markup("Pots &amp; <b>pans</b>")
    'Pots & pans'
    >>> parse_markup("<br>") is None
    True
    """
    if text and "<" in text:
        text = _TAG.sub(" ", text[: 8 * limit])
    if text and "&" in text:
        text = html.unescape(text[: 8 * limit])
    return parse_line(text, limit)


def parse_paragraphs(text: str | None, limit: int) -> str | None:
    """Return the paragraphs that a text or a piece of HTML shows, separated by a line feed; None when there are none.

    >>> parse_paragraphs("Pots &amp; pans<br>for <b>all</b>\\n\\n of us ", 100)
    'Pots & pans\\nfor all\\nof us'
    >>> parse_paragraphs("<p></p>", 100) is None
    True
    """
    text = (text or "")[: 8 * limit]
    if "<" in text:
        text = _TAG.sub(" ", _BREAK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    lines = (parse_line(line, limit) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:limit].rstrip() or None


def _is_visible(sign: str) -> bool:
    return sign not in _INVISIBLE and unicodedata.category(sign) not in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp")
