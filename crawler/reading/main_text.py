"""Article pages → main text, by trafilatura; what ticks on the page is left out of it."""

import re
from collections import Counter

from crawler.page import Page
from crawler.parsing.line import parse_line
from crawler.reading.beside import without_beside
from crawler.reading.nodes import chain
from crawler.reading.sight import Sight

MAX_CHARACTERS = 200_000
_PARTS = re.compile(r"\s*[|·•]\s*")
MAX_HTML = 2_000_000
_MOST, _LEAST = 0.7, 0.4
_TICKING = re.compile(
    r"\W*(?:[\d.,]+\s?[km]?\+?\s*(?:views?|reads?|likes?|comments?|shares?|claps?|repl(?:y|ies)|"
    r"responses?|min(?:ute)?s?(?: read)?)|no comments(?: yet)?|"
    r"(?:posted |updated |published )?(?:an?|\d+) (?:second|minute|hour|day|week|month|year)s? ago|"
    r"share(?: this)?|comments?)\W*", re.I,
)  # fmt: skip


def read_main_text(page: Page, sight: Sight) -> str | None:
    """Return the article's own text without its title, paragraphs parted by a line feed; None when there is none."""
    least = _LEAST * sum(len(mark.text) for mark in sight.paragraphs)
    text = _extract(_main_html(sight), sight)
    if len(text) < least:  # the heading led astray
        text = max(text, _extract(without_beside(page.html[:MAX_HTML]), sight), key=len)
    if len(text) < least:  # so did the verdicts: the library alone
        text = max(text, _extract(page.html[:MAX_HTML], sight), key=len)
    return text[:MAX_CHARACTERS] or None


def _extract(html: str, sight: Sight) -> str:
    from trafilatura import extract  # half a second of start-up, for the first article only

    text = extract(html, fast=True, include_comments=False, include_tables=True, with_metadata=False) if html else None
    lines = [line for part in (text or "").splitlines() if (line := parse_line(part, 20_000)) and not _ticks(line)]
    if lines and sight.heading and lines[0].casefold() == sight.heading.text.casefold():
        del lines[0]
    return "\n".join(lines)


def _ticks(line: str) -> bool:
    """Tell whether a line is, or with others in it holds, a count or a relative time."""
    return len(line) <= 200 and any(_TICKING.fullmatch(part) for part in _PARTS.split(line) if part)


def _main_html(sight: Sight) -> str:
    """Return the markup of the element that holds heading and most of the text, without what lies beside them:
    on a page laid out with tables the library would take menus,
    and everywhere recommendations change with every look."""
    own = [mark for mark in sight.paragraphs if not sight.is_beside(mark.node)]
    if not own:
        return ""
    weight: Counter[int] = Counter()
    for mark in own:
        for one in chain(mark.node):
            weight[one.mem_id] += len(mark.text)
    whole = sum(len(mark.text) for mark in own)
    start = sight.heading.node if sight.heading else own[0].node
    main = next((one for one in chain(start) if weight[one.mem_id] >= _MOST * whole), None)
    return without_beside(main.html or "") if main is not None else ""
