"""The main heading of a page, as a finding."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.parsing.line import parse_line
from crawler.reading.nodes import chain, class_words, own_text
from crawler.reading.site_name import plain, site_names
from crawler.reading.view import View
from crawler.records.finding import Finding

_LIMIT = 200
_LOGO = re.compile(r"(?:^|[\s_-])(?:logo|brand|site-title|site-name)(?:$|[\s_-])")
_HERO = re.compile(r"(?:^|[\s_-])(?:hero|jumbotron|masthead|banner|intro|lead|cover|splash)(?:$|[\s_-])")
_MOVING = re.compile(r"carousel|slider|slide(?:$|[\s_-])|swiper|cookie|consent|promo|modal|popup")


def read_headline(view: View) -> Iterator[Finding]:
    """Yield the page's main heading: its ``<h1>``, else the heading of its first large block;
    nothing where that is only the site's name."""
    if found := _headline(view, site_names(view)):
        yield Finding(url=view.page.url, what="headline", value=found)


def _headline(view: View, names: frozenset[str]) -> str | None:
    sight = view.sight
    for mark in [mark for mark in sight.headings if not sight.is_beside(mark.node)] or sight.headings:
        line = parse_line(mark.text, _LIMIT)
        if line and plain(line) not in names and not _is_logo(mark.node):
            return line
    for node in view.page.tree.css("h2")[:5]:
        line = parse_line(own_text(node), _LIMIT)
        if line and _is_hero(node) and plain(line) not in names:
            return line
    return None


def _is_logo(node: LexborNode) -> bool:
    return any(_LOGO.search(class_words(one)) for one in chain(node, 2))


def _is_hero(node: LexborNode) -> bool:
    """Tell whether a heading stands in a block classed as the page's opening, and not in one whose pictures change."""
    words = [class_words(one) for one in chain(node, 6) if one.tag not in ("body", "html")]
    return any(_HERO.search(one) for one in words) and not any(_MOVING.search(one) for one in words)
