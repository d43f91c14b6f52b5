"""One block of a visible list → what it says of one review: who, when, how many stars, which words, which answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.parsing.line import parse_line
from crawler.parsing.price import PRICE
from crawler.parsing.rating import parse_rating
from crawler.parsing.time import find_day, is_relative, parse_time
from crawler.reading.nodes import chain, class_words
from crawler.reading.review_lines import MAX_LEVELS, MAX_NODES, MAX_TEXT, Line, read_lines
from crawler.reading.review_words import (
    BY,
    CUSTOMER,
    EMPLOYEE,
    NOISE,
    OF_COMPANY,
    REPLIED,
    REPLY_CLASS,
    UNVERIFIED,
    VERIFIED,
    is_name,
)
from crawler.reading.stars import Star

_SHORT = 60
"""Characters of a line that may hold a date, a name or a mark."""
_AROUND_DATE = re.compile(r"^[\s,|·•–—()/-]+|(?:\s(?:on|from|am|le|el|pada|в))?[\s,|·•–—()/-]*$", re.I)
_PARTS = re.compile(
    r"\s*[,|·•(]\s*|\s[–—-]\s|:$|\s(?:says|said|wrote|writes|reviewed|posted|commented|пишет|написал[аи]?|raksta|rakstīja|"
    r"жазды|menulis|schreibt|schrieb|a écrit|escribió|escribe)\b.*"
)


@dataclass
class Draft:
    """What a block says, as the page shows it."""

    node: LexborNode
    star: Star | None = None
    title: str | None = None
    text: str | None = None
    author: str | None = None
    is_author_sure: bool = False
    """Does the markup, a word such as "by" or a date beside it say that it is the author?"""
    published: str | None = None
    published_text: str | None = None
    role: str | None = None
    verified: bool | None = None
    reply: str | None = None
    replied: str | None = None
    lines: int = 0
    is_priced: bool = False
    """Does it show a price? Then it is a thing for sale."""


def read_block(block: LexborNode, stars: dict[int, Star]) -> Draft | None:
    """Return what a block says; None when it is too large for a review."""
    lines, star = read_lines(block, stars)
    if len(lines) > MAX_NODES // 4:
        return None
    draft = Draft(block, star, lines=len(lines))
    own, answer = _apart(lines)
    draft.reply, draft.replied = _read_reply(answer)
    _read_own(draft, own)
    if (block.attributes.get("data-verified-buyer") or "").lower() == "true":
        draft.verified = True
    return draft


def read_answer(block: LexborNode) -> tuple[str | None, str | None]:
    """Return an answer that stands in a block of its own behind the review, with its time; None, None: it is none."""
    lines, _ = read_lines(block, {})
    own, answer = _apart(lines)
    return (None, None) if own else _read_reply(answer)


def _apart(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part a block's lines into the review and what was answered: what stands below a label, or markup calls so."""
    for number, line in enumerate(lines):
        label = REPLIED.match(line.text)
        if label and label.end() <= 80 and (label["colon"] or label.end() == len(line.text)):
            rest = parse_line(line.text[label.end() :], MAX_TEXT)
            answer = _below(lines, number) or ([] if rest else lines[number + 1 :])
            gone = {id(other) for other in (line, *answer)}
            first = [Line(line.node, [(rest, "body")])] if rest else []
            when = [Line(line.node, [(line.moment or find_day(line.text) or "", "date")], line.moment)]
            return [other for other in lines if id(other) not in gone], when + first + answer
    marked = [line for line in lines if line.answer]
    return [line for line in lines if not line.answer], marked if _is_of_company(marked) else []


def _is_of_company(lines: list[Line]) -> bool:
    """Tell whether marked lines are an answer of the company: in what is called a reply, or signed by its people;
    a thread may hold what other customers say."""
    if sum(len(line.text) for line in lines) <= 15:
        return False  # a button
    first = lines[0]
    if REPLY_CLASS.search(first.answer):
        return True
    around = " ".join(class_words(one) for one in chain(first.node, 4))
    return any(OF_COMPANY.search(text) for text in (around, *(line.text[:_SHORT] for line in lines[:3])))


def _below(lines: list[Line], number: int) -> list[Line]:
    """Return the lines behind a label in the largest element that begins with it."""
    before = {one.mem_id for line in lines[:number] for one in chain(line.node, MAX_LEVELS)}
    inside = {one.mem_id for one in chain(lines[number].node, MAX_LEVELS)} - before
    return [line for line in lines[number + 1 :] if any(one.mem_id in inside for one in chain(line.node, MAX_LEVELS))]


def _read_reply(lines: list[Line]) -> tuple[str | None, str | None]:
    words: list[str] = []
    replied = None
    for line in lines:
        text = line.text
        if text and len(text) <= _SHORT and (day := _day_of(line, text)):
            replied = replied or parse_time(line.moment) or parse_time(day)
        elif text and not NOISE.fullmatch(text) and not REPLIED.fullmatch(text):
            words.append(text)
    if len(words) > 1 and (is_name(words[0]) or (len(words[0]) <= _SHORT and OF_COMPANY.search(words[0]))):
        del words[0]  # who answered
    return "\n".join(words)[:MAX_TEXT].rstrip() or None, replied


def _day_of(line: Line, text: str) -> str | None:
    """Return the part of a short line that says when."""
    if line.moment:
        return line.of("date") or text
    parts = (*_PARTS.split(text), *(part for part, _ in line.parts))
    return find_day(text) or next((part for part in parts if is_relative(part)), None)


def _read_own(draft: Draft, lines: list[Line]) -> None:
    """Sort the review's own lines: what explains itself first."""
    left: list[tuple[Line, str]] = []
    names: list[tuple[int, str]] = []
    for line in lines:
        text = line.text
        author = _AROUND_DATE.sub("", (found := line.of("author")).replace(find_day(found) or "\0", " "))
        if author and (name := _name_in(author) or _any_name(author)):
            names.append((5, name))
        if len(text) <= _SHORT or (line.of("date") and len(text) <= 3 * _SHORT):
            text = _without_mark(draft, text)
            _read_role(draft, line)
            if day := _day_of(line, text):
                if draft.published_text is None:
                    draft.published = parse_time(line.moment) or parse_time(day)
                    draft.published_text = parse_line(day, 100)
                if name := _name_in(_AROUND_DATE.sub("", text.replace(day, " ").strip())):
                    names.append((4, name))
                continue
        draft.is_priced = draft.is_priced or (len(text) <= 40 and PRICE.search(text) is not None)
        is_told = len(author) > 0.5 * len(text) or NOISE.fullmatch(text) or (len(text) <= 40 and parse_rating(text))
        if len(text) > 1 and any(map(str.isalnum, text)) and not is_told:  # one letter is a picture of somebody
            left.append((line, text))
    _choose_author(draft, left, names)
    _choose_words(
        draft,
        [
            (line, text)
            for line, text in left
            if draft.author is None or len(left) == 1 or _name_in(text) != draft.author
        ],
    )


def _without_mark(draft: Draft, text: str) -> str:
    """Take "Verified buyer" out of a short line."""
    if UNVERIFIED.search(text):
        draft.verified = False
        return ""
    if VERIFIED.search(text):
        draft.verified = True if draft.verified is None else draft.verified
        draft.role = draft.role or "customer"
        return parse_line(VERIFIED.sub(" ", text)) or ""
    return text


def _read_role(draft: Draft, line: Line) -> None:
    """Take who the author is to the company, where a part of a short line says no more than that."""
    for text, _ in line.parts:
        if EMPLOYEE.fullmatch(text):
            draft.role = "employee"
        elif CUSTOMER.fullmatch(text):
            draft.role = draft.role or "customer"


def _name_in(text: str) -> str | None:
    """Return the name in a short text such as "by Ann B., Riga"; None when it is none."""
    by = BY.match(text)
    name = _PARTS.split(text[by.end() :] if by else text)[0].strip()
    return name if name and is_name(name) else None


def _any_name(text: str) -> str | None:
    """Return what markup calls the author, however it is written."""
    by = BY.match(text)
    return parse_line(text[by.end() :] if by else text, 80) if len(text) <= _SHORT else None


def _choose_author(draft: Draft, left: Iterable[tuple[Line, str]], names: list[tuple[int, str]]) -> None:
    """Choose the author: what markup calls so, beside a date, behind "by", else a short line that is like a name."""
    longest = max((len(text) for _, text in left), default=0)
    for line, text in left:
        name = _name_in(text)
        if name is None or len(text) > _SHORT or (len(text) == longest and longest > 25):
            continue
        is_full = " " in name or "." in name
        names.append((3 if BY.match(text) else 2 if is_full and line.role != "title" else is_full, name))
    rank, name = max(names, key=lambda one: one[0], default=(0, ""))
    if rank > 0 or (name and not any(line.role == "title" for line, text in left if _name_in(text) == name)):
        draft.author, draft.is_author_sure = name or None, rank > 2


def _choose_words(draft: Draft, left: list[tuple[Line, str]]) -> None:
    """Choose title and text among the lines that nothing else explains."""
    titled = next((number for number, (line, _) in enumerate(left) if line.role == "title"), None)
    if titled is not None and len(left[titled][1]) <= 200:
        draft.title = parse_line(left.pop(titled)[1])
    first = next((place for place, (line, _) in enumerate(left) if line.role == "body"), 0)
    bodies = [text for line, text in left if line.role == "body"]
    whole = [text for _, text in left]
    if draft.title is None and first == 1 and len(whole[0]) <= _SHORT:  # a line above the paragraphs
        draft.title = parse_line(whole[0])
        del whole[0]
    texts = bodies if sum(map(len, bodies)) >= 0.5 * sum(map(len, whole)) else whole
    draft.text = "\n".join(texts)[:MAX_TEXT].rstrip() or None
