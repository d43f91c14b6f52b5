"""A page → the blocks of its visible reviews: repeated elements that hold stars, and are read as reviews."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from selectolax.lexbor import LexborNode

from crawler.reading.nodes import chain, class_words
from crawler.reading.review_block import Draft, read_answer, read_block
from crawler.reading.review_lines import MAX_LEVELS
from crawler.reading.review_words import is_name, says_reviews
from crawler.reading.stars import Star

MAX_REVIEWS = 200
_MAX_ANCHORS = 5 * MAX_REVIEWS
_MAX_READ = 4 * MAX_REVIEWS
"""Blocks that are tried before a page is given up."""
_MAX_LINES = 20
"""Lines of a review that no other stands beside."""
_WHOLE = frozenset(("body", "main", "html", "section", "ul", "ol", "table"))
"""Elements that hold lists, or the page."""
_LEAST, _MOST = 12, 12_000
"""Characters of a block that may be a review."""
_SAYS_WHEN = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|\bago\b|назад|вчера|сегодня|pirms|vakar|šodien|бұрын|lalu|\bvor\b|il y a|hace"
)
_SAYS_WHO = "time, cite, [rel=author], [itemprop], " + ", ".join(
    f"[class*={word} i]"
    for word in ("author", "user", "customer", "review", "comment", "testimonial", "opinion", "date")
)
_DIGITS = re.compile("[0-9]+")
_MAX_STARS = 12
"""Stars of one review: one, and some of its parts."""


@dataclass
class _Blocks:
    """What is known of a page's elements while its reviews are looked for."""

    stars: dict[int, Star]
    needs_star: bool
    is_called: bool
    """Does the page itself say that it is about reviews?"""
    held: Counter[int] = field(default_factory=Counter)
    """How many stars an element holds, by ``mem_id``."""
    drafts: dict[int, Draft | None] = field(default_factory=dict)
    too_large: set[int] = field(default_factory=set)
    """Elements with more text than a review has, as all around them have."""

    def draft(self, node: LexborNode, *, needs_star: bool) -> Draft | None:
        """Return the review that an element is; None when it is none."""
        if node.mem_id not in self.drafts:
            if len(self.drafts) >= _MAX_READ:
                return None
            text = node.text()
            if len(text) > _MOST:
                self.too_large.add(node.mem_id)
            self.drafts[node.mem_id] = read_block(node, self.stars) if _may_be_one(node, text) else None
        draft = self.drafts[node.mem_id]
        return draft if draft and self._is_review(draft, needs_star=needs_star) else None

    def _is_review(self, draft: Draft, *, needs_star: bool) -> bool:
        if draft.is_priced or (needs_star and draft.star is None):
            return False
        if draft.star is not None and _is_mean(draft.star):
            return False
        if draft.star is None:
            return bool(draft.text and draft.author and draft.published_text)
        if not (draft.text or draft.title):
            return bool(draft.author and draft.published_text)
        if draft.published_text:
            return True
        if draft.author is None or not is_name(draft.author):
            return False
        return draft.is_author_sure or (" " in draft.author and (self.is_called or is_called(draft.node)))


def find_reviews(stars: dict[int, Star], dates: list[LexborNode], *, is_about: bool) -> list[Draft]:
    """Return a page's visible reviews in page order; ``dates`` lead to those without stars
    where the page is about reviews (``is_about``)."""
    known = _Blocks(stars, needs_star=True, is_called=is_about)
    drafts = _in_lists(known, [star.node for star in stars.values()]) or _alone(known)
    if not drafts and is_about:
        drafts = _in_lists(_Blocks(stars, needs_star=False, is_called=True), dates)
    if len({draft.star.value for draft in drafts if draft.star}) < 2:  # what is the same in each block may be anything
        drafts = [draft for draft in drafts if is_about or _is_sure(draft)]
        for draft in drafts:
            draft.star = draft.star if draft.star and draft.star.is_sure else None
    for draft in drafts:
        if draft.reply is None and (behind := _behind(draft.node)) and behind.mem_id not in known.drafts:
            draft.reply, draft.replied = read_answer(behind)
    return drafts[:MAX_REVIEWS]


def _is_mean(star: Star) -> bool:
    """Tell whether stars are those of several reviews: nobody gives 4.06."""
    return star.value * 2 % 1 != 0


def _is_sure(draft: Draft) -> bool:
    return draft.star is None or draft.star.is_sure or (draft.star.rank == 3 and is_called(draft.node))


def is_called(node: LexborNode) -> bool:
    """Tell whether an element, or one around it, is called reviews."""
    return any(says_reviews(class_words(one)[:200]) or "review" in _property(one) for one in chain(node, 6))


def _may_be_one(node: LexborNode, text: str) -> bool:
    """Tell whether a block is of a review's size and shows when it was written, or has markup for who wrote it."""
    if not _LEAST <= len(text) <= _MOST or not text.strip():
        return False
    return is_called(node) or node.css_first(_SAYS_WHO) is not None or _SAYS_WHEN.search(text) is not None


def _property(node: LexborNode) -> str:
    return (node.attributes.get("itemprop") or "").lower()


def _in_lists(known: _Blocks, anchors: list[LexborNode]) -> list[Draft]:
    """Return the reviews among repeated elements: for each anchor the smallest that is one."""
    kids: dict[int, dict[int, str]] = {}
    paths = [list(chain(node)) for node in anchors[:_MAX_ANCHORS]]
    for path in paths:
        known.held.update(one.mem_id for one in path)
        for kid, parent in pairwise(path):
            makes = kids.setdefault(parent.mem_id, {})
            if kid.mem_id in makes:
                break  # the rest of the way is known
            makes[kid.mem_id] = make_of(kid)
    counts = {parent: Counter(makes.values()) for parent, makes in kids.items()}
    lists: dict[int, LexborNode] = {}
    blocks: dict[int, Draft] = {}
    for path in paths:
        if any(one.mem_id in blocks for one in path):
            continue
        for kid, parent in list(pairwise(path))[: 2 * MAX_LEVELS]:
            if known.held[kid.mem_id] > _MAX_STARS or kid.tag in ("body", "html"):
                break
            if counts[parent.mem_id][kids[parent.mem_id][kid.mem_id]] < 2:
                continue
            if draft := known.draft(kid, needs_star=known.needs_star):
                blocks[kid.mem_id] = draft
                lists[parent.mem_id] = parent
                break
            if kid.mem_id in known.too_large:
                break
    return [draft for parent in lists.values() for draft in _of_list(known, parent, blocks)]


def _of_list(known: _Blocks, parent: LexborNode, blocks: dict[int, Draft]) -> Iterator[Draft]:
    """Yield the reviews of one list in page order, with those of the same make that have no stars."""
    children = list(parent.iter())[: 3 * MAX_REVIEWS]
    makes = {make_of(child) for child in children if child.mem_id in blocks}
    for child in children:
        draft = blocks.get(child.mem_id)
        if draft is None and make_of(child) in makes:
            draft = known.draft(child, needs_star=False)
        if draft:
            yield draft


def _alone(known: _Blocks) -> list[Draft]:
    """Return the only review of a page: around its stars, in an element that is called so; the largest such element,
    for an answer stands beside the words."""
    for star in list(known.stars.values())[:20]:
        found: Draft | None = None
        for one in list(chain(star.node, 8)):
            if one.tag in _WHOLE or known.held[one.mem_id] > 2 or one.css_first("h1") is not None:
                break
            if known.held[one.mem_id] == 1 and _is_mean(star):
                continue
            draft = known.draft(one, needs_star=True) if is_called(one) else None
            if not draft or not draft.text or draft.lines > _MAX_LINES:
                continue
            is_one = draft.published_text or any("review" in _property(other) for other in chain(one, 3))
            if is_one and (found is None or draft.text == found.text):
                found = draft
        if found:
            return [found]
    return []


def _behind(node: LexborNode) -> LexborNode | None:
    """Return the element behind a block that is not of its make."""
    behind = node.next
    while behind is not None and (behind.tag or "").startswith(("-", "_")):
        behind = behind.next
    return behind if behind is not None and make_of(behind) != make_of(node) else None


def make_of(node: LexborNode) -> str:
    """Return what repeated elements have in common: tag and first class, without numbers."""
    return f"{node.tag} {_DIGITS.sub('', (node.attributes.get('class') or '').split(' ')[0])}"
