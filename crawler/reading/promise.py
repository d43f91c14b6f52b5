"""Home, pricing and terms pages → what the company promises there: one finding for each promise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.parsing.line import parse_line
from crawler.reading.nodes import chain, class_words
from crawler.reading.page_words import type_of_path
from crawler.reading.plan_cards import find_cards
from crawler.reading.promise_sentence import Promised, find_promises, is_rule
from crawler.reading.sheet import Line, Sheet
from crawler.reading.view import View
from crawler.records.finding import Finding

_MAX_SENTENCES = 3000
_DETAIL_LIMIT = 300
_HEADING_LIMIT = 60
_MAX_CELLS = 8
_ROW_LIMIT = 300
_UNDER_HEADING = 3
"""Sentences below a heading that it may say the matter of."""
_TAGS = frozenset(("nav", "blockquote", "form", "figure", "address", "dialog"))
_OTHERS = re.compile(
    r"review|testimonial|quote|comment|feedback|product-?(?:card|item|tile)|card-?product|teaser|(?:^|[\s_-])(?:post|"
    r"blog|article|news|story|case-stud\w+|job|vacanc\w+)(?:$|[\s_-]|s\b)"
)
_SENTENCES = re.compile(r"(?<=[.!?…])\s+(?=[^\s\da-zа-я])|\s[•·|]\s|;\s")


@dataclass(frozen=True)
class _Said:
    promised: Promised
    sentence: str


def read_promises(view: View) -> Iterator[Finding]:
    """Yield one finding for each promise of a page: with its number where the page gives one,
    with "" where it gives several and none of them is stated as the rule."""
    said: dict[str, list[_Said]] = {}
    for sentence, topic in _sentences(view, Sheet(view.page)):
        for promised in find_promises(sentence, topic, view.hints):
            said.setdefault(promised.name, []).append(_Said(promised, sentence))
    for name, those in said.items():
        chosen = choose(those)
        value, unit = (chosen.promised.value, chosen.promised.unit) if chosen else ("", None)
        detail = parse_line((chosen or those[0]).sentence, _DETAIL_LIMIT)
        yield Finding(url=view.page.url, what="promise", name=name, value=value, unit=unit, detail=detail)


def choose(those: list[_Said]) -> _Said | None:
    """Return the saying of a promise that holds: the only number that is given, else the only one that is stated as
    the rule, else, where there is no number at all, the first; None when several numbers stand beside each other."""
    numbered = [one for one in those if one.promised.value]
    if len({_number(one) for one in numbered}) > 1:
        numbered = [one for one in numbered if is_rule(one.sentence)]
        if len({_number(one) for one in numbered}) != 1:
            return None
    return numbered[0] if numbered else those[0]


def _number(one: _Said) -> tuple[str, str | None]:
    value, unit = one.promised.value, one.promised.unit
    return (str(12 * int(value)), "months") if unit == "years" else (value, unit)


def _sentences(view: View, sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield the sentences of a page with the heading above them, without those of cards, reviews and menus."""
    others = {card.node.mem_id for card in (*view.offer_cards, *view.article_cards)}
    if type_of_path(view.page.url) == "pricing":  # elsewhere plans are few, and to look for them is dear
        others |= {card.mem_id for cards in find_cards(sheet) for card in cards}
    verdicts: dict[int, bool] = {}
    heading, since, left = "", 0, _MAX_SENTENCES
    for line in _rows(sheet):
        if _is_apart(line.block, others, verdicts):
            continue
        if line.heading:
            heading, since = line.text if len(line.text) <= _HEADING_LIMIT else "", 0
        for sentence in _SENTENCES.split(line.text):
            since += 1
            left -= 1
            if left < 0:
                return
            yield sentence.strip(), heading if not line.heading and since <= _UNDER_HEADING + 1 else ""


def _rows(sheet: Sheet) -> Iterator[Line]:
    """Yield the lines of a page, those of a short row of a table as one."""
    done: set[int] = set()
    for line in sheet.lines:
        row = next((one for one in chain(line.block, 4) if one.tag in ("tr", "table")), None)
        held = sheet.lines_in(row) if row is not None and row.tag == "tr" else []
        if row is None or not held or len(held) > _MAX_CELLS or sum(len(one.text) for one in held) > _ROW_LIMIT:
            yield line  # in a row that holds a whole page too
        elif row.mem_id not in done:
            done.add(row.mem_id)
            yield Line(row, tuple(piece for one in held for piece in one.pieces))


def _is_apart(node: LexborNode, others: set[int], verdicts: dict[int, bool]) -> bool:
    """Tell whether a block is of a menu, a form, a card, or of what somebody else says."""
    path: list[int] = []
    verdict = False
    for one in chain(node):
        if (known := verdicts.get(one.mem_id)) is not None:
            verdict = known
            break
        path.append(one.mem_id)
        if one.tag in ("body", "html", "main"):
            break
        if one.tag in _TAGS or one.mem_id in others or _OTHERS.search(class_words(one)):
            verdict = True
            break
    verdicts.update(dict.fromkeys(path, verdict))
    return verdict
