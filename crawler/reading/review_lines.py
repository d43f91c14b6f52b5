"""A block of markup → its lines, each part with the role that the markup gives it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from selectolax.lexbor import LexborNode

from crawler.parsing.line import parse_line
from crawler.parsing.time import find_day
from crawler.reading.nodes import chain, class_words
from crawler.reading.review_words import REPLY_CLASS, THREAD_CLASS
from crawler.reading.sight import INLINE, SKIPPED
from crawler.reading.stars import Star

MAX_TEXT = 5000
"""Characters of a review that are kept."""
MAX_NODES = 400
"""Nodes of a block that are looked at; a larger one is no review."""
MAX_LEVELS = 12

_INLINE = INLINE | {"a", "time", "cite", "q", "code"}
_ROLES = (
    ("date", re.compile(r"(?<![a-z])(?:date|time|posted|published|created|datum|fecha|дата)(?![a-z])|timestamp")),
    (
        "author",
        re.compile(
            r"author|reviewer|nick(?:name)?(?![a-z])|customer|byline|"
            r"(?<![a-z])user(?:name)?(?![a-z])|(?<![a-z])name(?![a-z])"
        ),
    ),
    ("title", re.compile(r"title|head(?:line|ing)|(?<![a-z])(?:summary|subject)(?![a-z])")),
    (
        "body",
        re.compile(r"body|(?<![a-z])(?:text(?!-)|message|desc(?:ription)?|comment|content(?!-)|copy|quote)(?![a-z])"),
    ),
)
"""What class names generally say, the narrower first."""
_OF_PROPERTY = {
    "author": "author",
    "datePublished": "date",
    "dateCreated": "date",
    "reviewBody": "body",
    "description": "body",
    "headline": "title",
    "name": "title",
    "reviewRating": "stars",
}
_OF_TAG = {
    "time": "date",
    "cite": "author",
    "p": "body",
    "blockquote": "body",
    "button": "skip",
    "form": "skip",
    "label": "skip",
} | dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "title")
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden")


@dataclass
class Line:
    """One line of a block."""

    node: LexborNode
    """The block-level element around it."""
    parts: list[tuple[str, str]] = field(default_factory=list)
    """Text and role: date, author, title, body, or "" where markup says nothing."""
    moment: str | None = None
    """What a ``<time>`` in it says for machines."""
    answer: str = ""
    """The class names of the element around it that holds an answer; "" when it is the review's own."""

    @cached_property
    def text(self) -> str:
        """The whole line."""
        return parse_line(" ".join(text for text, _ in self.parts), MAX_TEXT) or ""

    def of(self, role: str) -> str:
        """Return the parts that have this role."""
        return parse_line(" ".join(text for text, known in self.parts if known == role), MAX_TEXT) or ""

    @property
    def role(self) -> str:
        """The role of most of its letters."""
        weight: dict[str, int] = {}
        for text, role in self.parts:
            weight[role] = weight.get(role, 0) + len(text)
        return max(weight, key=lambda role: weight[role]) if weight else ""


def read_lines(block: LexborNode, stars: dict[int, Star]) -> tuple[list[Line], Star | None]:
    """Return the lines of a block, without what is hidden or pressed, and its stars: the first that it shows."""
    lines: list[Line] = []
    first: Star | None = None
    roles: dict[int, str] = {block.mem_id: ""}  # what holds all of a review says nothing of its parts
    answers: dict[int, str] = {block.mem_id: ""}
    is_broken = True
    for node in _nodes(block):
        if node.tag != "-text":
            is_broken = is_broken or node.tag == "br"
            star = stars.get(node.mem_id)
            if star is not None and (first is None or _says_plainer(star, first)):
                first = star
            continue
        text = " ".join((node.text_content or "").split())
        if (parent := node.parent) is None or not text or (role := _role(parent, roles, stars)) in ("skip", "stars"):
            continue
        holder = next((one for one in chain(parent, MAX_LEVELS) if one.tag not in _INLINE), parent)
        if is_broken or lines[-1].node.mem_id != holder.mem_id:
            lines.append(Line(holder, answer=_answer(holder, answers)))
            is_broken = False
        lines[-1].parts.append((text[: 2 * MAX_TEXT], role))
        if role == "date" and lines[-1].moment is None:
            times = (one.attributes.get("datetime") for one in chain(parent, 2) if one.tag == "time")
            lines[-1].moment = next(filter(None, times), None)
    return lines, first


def _nodes(block: LexborNode) -> Iterator[LexborNode]:
    for count, node in enumerate(block.traverse(include_text=True, skip_empty=True)):
        if count > MAX_NODES:
            return
        yield node


def _says_plainer(star: Star, first: Star) -> bool:
    """Tell whether stars beside, or in, the first ones say the same more plainly."""
    around = first.node.parent
    is_near = around is not None and any(one.mem_id == around.mem_id for one in chain(star.node, 4))
    return is_near and (star.is_sure, -star.rank) > (first.is_sure, -first.rank)


def _role(node: LexborNode, roles: dict[int, str], stars: dict[int, Star]) -> str:
    """Return what the nearest markup around a text calls it."""
    path: list[int] = []
    role = ""
    for one in chain(node, MAX_LEVELS):
        if (known := roles.get(one.mem_id)) is not None:
            role = known
            break
        path.append(one.mem_id)
        if role := _own_role(one, stars):
            break
    roles.update(dict.fromkeys(path, role))
    return role


def _answer(node: LexborNode, answers: dict[int, str]) -> str:
    """Return the class names of the outermost element of a block that holds an answer and this element; ``answers``
    has what is known, the block itself at least."""
    path: list[int] = []
    found = ""
    for one in chain(node, MAX_LEVELS):
        if (known := answers.get(one.mem_id)) is not None:
            found = known or found
            break
        path.append(one.mem_id)
        words = class_words(one)[:200]
        found = words if one.tag not in ("a", "button") and _holds_answer(words) else found
    answers.update(dict.fromkeys(path, found))
    return found


@lru_cache(maxsize=4096)
def _holds_answer(words: str) -> bool:
    return REPLY_CLASS.search(words) is not None or THREAD_CLASS.search(words) is not None


def _own_role(node: LexborNode, stars: dict[int, Star]) -> str:
    tag, attributes = node.tag or "", node.attributes
    if tag in SKIPPED or "hidden" in attributes or _HIDDEN.search((attributes.get("style") or "").lower()):
        return "skip"
    star = stars.get(node.mem_id)
    if star is not None and star.is_sure and len(said := node.text().strip()) <= 60 and find_day(said) is None:
        return "stars"  # who wrote it, and when, may stand in one line with them
    for name in (attributes.get("itemprop") or "").split():
        if name in _OF_PROPERTY:
            return _OF_PROPERTY[name]
    if attributes.get("rel") == "author":
        return "author"
    return _role_of_words(class_words(node)[:200]) or _OF_TAG.get(tag, "")


@lru_cache(maxsize=4096)
def _role_of_words(words: str) -> str:
    """Return what class names say; the same few stand on every page of a site."""
    return next((name for name, pattern in _ROLES if pattern.search(words)), "")
