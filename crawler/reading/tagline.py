"""The slogan of a site, as a finding of its home page."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.parsing.line import parse_line
from crawler.reading.nodes import class_words, own_text
from crawler.reading.schema import text, types
from crawler.reading.site_name import LOGO, ORGANISATION, SEPARATOR, plain, site_names
from crawler.reading.view import View
from crawler.records.finding import Finding

_LIMIT = 120
_MARKED = (
    '[itemprop="slogan"], [class*="tagline"], [class*="slogan"], [class*="site-description"], [class*="strapline"], '
    '[class*="motto"], [id*="tagline"], [id*="slogan"]'
)
_TAGLINE = re.compile(r"(?:^|[\s_-])(?:tagline|slogan|site-description|strapline|motto)(?:$|[\s_-])")
_LOGO = re.compile(r"(?:^|[\s_-])(?:logo|brand|site-title)(?:$|[\s_-])")
_NONE = re.compile(
    r"\d{3}[ -]\d|\d{5}|P\. ?O\. Box|[@€$₽₸£]|https?:|\b(?:home(?: ?page)?|welcome|official (?:site|website)|online "
    r"(?:shop|store)|log ?in|sign|cart|basket|menu|search|call us|open|free delivery|shop online|buy)\b|"
    r"(?<!\w)(?:главная|официальный сайт|интернет-магазин|купить|войти|корзина|sākums|sākumlapa|interneta veikals|"
    r"pirkt|басты бет|beranda|toko online|startseite|onlineshop|accueil|inicio|tienda online|kaufen|acheter|"
    r"comprar)(?!\w)",
    re.I,
)


def read_tagline(view: View) -> Iterator[Finding]:
    """Yield the site's slogan: what is marked as one, else what stands with the logo, else beside the site's name in
    the title, else what structured data calls so. This order is fixed, so that the same page gives the same one."""
    names = site_names(view)
    for line in _lines(view, names):
        if _is_tagline(line, names):
            yield Finding(url=view.page.url, what="tagline", value=line)
            return


def _lines(view: View, names: frozenset[str]) -> Iterator[str]:
    tree = view.page.tree
    for node in tree.css(_MARKED)[:20]:
        if node.attributes.get("itemprop") == "slogan" or _TAGLINE.search(class_words(node)):
            yield from _line(node.attributes.get("content") or own_text(node))
    for node in tree.css(LOGO)[:10]:
        if _is_name(node, names) and (follower := _follower(node)) is not None:
            yield from _line(own_text(follower))
    yield from _in_title(view.sight.title, names)
    for _, thing in view.things:
        if types(thing) & ORGANISATION:
            yield from _line(text(thing.get("slogan"), _LIMIT))


def _line(written: str | None) -> Iterator[str]:
    if line := parse_line(written, 2 * _LIMIT):
        yield line


def _is_name(node: LexborNode, names: frozenset[str]) -> bool:
    """Tell whether an element is the site's logo or name."""
    if plain(own_text(node)) in names:
        return True
    return not own_text(node) and bool(_LOGO.search(class_words(node))) and node.css_first("img, svg") is not None


def _follower(node: LexborNode) -> LexborNode | None:
    """Return the short text that stands just behind a logo."""
    one = node.next
    while one is not None and one.tag in ("-text", "-comment", "br") and not (one.text() or "").strip():
        one = one.next
    if one is None or one.tag not in ("p", "span", "small", "em", "div"):
        return None
    return None if one.css_first("a, ul, form, button, input, nav, img") else one


def _in_title(title: str, names: frozenset[str]) -> Iterator[str]:
    """Yield what stands beside the site's name in the title, where the two are all of it."""
    parts = [line for part in SEPARATOR.split(title[:300]) if (line := parse_line(part, _LIMIT))]
    others = [part for part in parts if plain(part) not in names]
    if len(parts) == 2 and len(others) == 1 and len(others[0].split()) > 2:
        yield others[0]


def _is_tagline(line: str, names: frozenset[str]) -> bool:
    if not 2 <= len(line.split()) <= 14 or len(line) > _LIMIT or plain(line) in names:
        return False
    return _NONE.search(line) is None
