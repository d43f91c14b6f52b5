"""The monthly / yearly switch of a pricing page: which of its states an element belongs to."""

import re
from functools import cached_property

from selectolax.lexbor import LexborNode

from crawler.reading.nodes import chain, class_words
from crawler.reading.plan_words import is_badge, is_contact, is_free, parse_period, period_of_token
from crawler.reading.sheet import HEADINGS, Sheet

_MAX_LABELS = 40
_MAX_CONTROLS = 500
_CONTROLS = "[aria-controls], [data-target], [data-bs-target], [data-tab-target], a[href^='#'], [role=tab][id]"
_TARGETS = ("aria-controls", "data-bs-target", "data-target", "data-tab-target", "href")
_ACTIVE = re.compile(r"(?:^|[\s_-])(?:active|selected|current|checked|on)(?:$|\s)")
_HIDDEN = re.compile(r"(?:^|\s)(?:is-)?(?:hidden|hide|d-none|invisible|collapsed?|u-hidden|visually-hidden)(?:$|\s)")
_SHOWN_WIDE = re.compile(r":(?:block|flex|grid|inline|table|contents)")  # "hidden md:block": hidden on phones only
_NOT_SHOWN = re.compile(r"display:\s*none|visibility:\s*hidden")
_SAYING = re.compile(
    r"^(?:class|id|x-show|v-if|v-show|ng-if|ng-show|x-if|data-(?!price|amount|value|target)[\w-]*(?:period|billing|"
    r"cycle|interval|frequency|term|tab|pane|plan|mode|type|show|duration|toggle|content|view))$"
)
_AMOUNT = re.compile(
    r"[^\w_/]{0,3}(?:[A-Z]{2,3}\$?\s?)?\d[\d.,' \u00a0]{0,14}\s?(?:[^\W\d_]{2,4}\.?|[^\w\s])?(?:\s?/\s?\w{2,10})?"
)
_NOT = re.compile(r"^\s*!|!=|\bnot\b")
_OTHER = {"month": "year", "year": "month"}
_LABEL_TAGS = frozenset("label a button span div li p b strong".split())


class Switch:
    """Which billing period the elements of a page are for, besides what their text says."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._own: dict[int, str | None] = {}

    @cached_property
    def labels(self) -> dict[str, LexborNode]:
        """The labels of the switch, by period, in page order: short texts that say a period and nothing else."""
        found: dict[str, LexborNode] = {}
        for line in self._sheet.lines:
            for text in (line.text, *(piece.text for piece in line.pieces[:4])) if len(line.text) < 60 else ():
                period = _label(text)
                if period and period not in found and line.block.tag in _LABEL_TAGS and not line.heading:
                    piece = next((one for one in line.pieces if _label(one.text) == period), line.pieces[0])
                    found[period] = piece.node
        return found if len(found) > 1 else {}

    @cached_property
    def active(self) -> str | None:
        """The period whose prices the page shows first; None: it has no switch, or does not say."""
        marked = [period for period, node in self.labels.items() if _is_active(node)]
        if len(marked) == 1:
            return marked[0]
        if not self.labels or marked:
            return None
        box = self._box()
        if box is None:
            return None
        attributes = box.attributes
        is_on = "checked" in attributes or attributes.get("aria-checked") == "true"
        return list(self.labels)[1 if is_on else 0]

    @cached_property
    def other(self) -> str | None:
        """The period whose prices are hidden at first; None: not known."""
        return _OTHER.get(self.active or "") if len(self.labels) == 2 else None

    def own(self, node: LexborNode) -> str | None:
        """Return the period that an element's own attributes, or the tab that opens it, name."""
        if node.mem_id not in self._own:
            self._own[node.mem_id] = self._tabs.get(node.attributes.get("id") or "") or _said(node)
        return self._own[node.mem_id]

    def around(self, node: LexborNode) -> str | None:
        """Return the period that an element around this one names, in its attributes or in a heading at its start;
        of hidden parts, the one whose prices are not shown first."""
        child: LexborNode | None = None
        is_hidden = False
        for one in chain(node):
            if one.tag in ("body", "html"):
                break
            if found := self.own(one) or (self._heading(one, child) if child is not None else None):
                return found
            is_hidden = is_hidden or hides(one)
            child = one
        return self.other if is_hidden else None

    @cached_property
    def _tabs(self) -> dict[str, str]:
        """Ids of the elements that labels of a period open."""
        found: dict[str, str] = {}
        for control in self._sheet.page.tree.css(_CONTROLS)[:_MAX_CONTROLS]:
            period = _label(" ".join(control.text(separator=" ").split())[:60])
            for name in _TARGETS if period else ():
                if identity := (control.attributes.get(name) or "").lstrip("#"):
                    found.setdefault(identity, period or "")
        return found

    def _heading(self, node: LexborNode, child: LexborNode) -> str | None:
        """Return the period in a heading that stands above a child of an element."""
        for kid in list(self._sheet.kids.get(node.mem_id, {}).values())[:6]:
            if kid.mem_id == child.mem_id:
                return None
            if kid.tag in HEADINGS:
                text = " ".join(kid.text(separator=" ").split())
                return parse_period(text) if len(text) < 40 and not text.endswith("?") else None
        return None

    def _box(self) -> LexborNode | None:
        """Return the check box or switch between the labels."""
        first = next(iter(self.labels.values()))
        for one in list(chain(first, 4))[1:]:
            boxes = one.css("input[type=checkbox], [role=switch]")[:3]
            if boxes:
                return boxes[0] if len(boxes) == 1 else None
        return None


def hides(node: LexborNode) -> bool:
    """Tell whether an element is hidden when the page is first shown, by its attributes."""
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or _NOT_SHOWN.search((attributes.get("style") or "").lower()):
        return True
    words = (attributes.get("class") or "").lower()
    return _HIDDEN.search(words) is not None and _SHOWN_WIDE.search(words) is None


def texts_by_period(node: LexborNode) -> dict[str, str]:
    """Return the texts that an element keeps for each period in its attributes, as ``data-yearly="24"``."""
    found: dict[str, str] = {}
    for name, value in list(node.attributes.items())[:40]:
        if not value or not name.startswith("data-") or len(value) > 60:
            continue
        period = period_of_token(name[5:])
        if period and (_AMOUNT.fullmatch(value.strip()) or parse_period(value) or is_free(value) or is_contact(value)):
            found.setdefault(period, value.strip())
    return found if len(found) > 1 else {}


def _said(node: LexborNode) -> str | None:
    found = set()
    for name, value in list(node.attributes.items())[:40]:
        if not value or not _SAYING.match(name):
            continue
        for word in value.split()[:20] if name in ("class", "id") else (value,):
            if period := period_of_token(word):
                found.add(_OTHER.get(period, period) if name[0] in "xvn" and _NOT.search(value) else period)
    return found.pop() if len(found) == 1 else None


def _label(text: str) -> str | None:
    """Return the period that a text names and does nothing else, but for a saving."""
    text = re.split(r"[(•·|]|\s[-–—+]\s|(?i:\bsave\b|эконом|скидк|ietaup|hemat|sparen)|[-–—]?\d+\s?%", text)[0].strip(
        " :!,*"
    )
    if not text or len(text) > 30 or len(text.split()) > 3 or is_badge(text) or re.search(r"\d|[$€£₸₽]", text):
        return None
    return parse_period(text)


def _is_active(node: LexborNode) -> bool:
    for one in chain(node, 3):
        attributes = one.attributes
        if any(attributes.get(name) == "true" for name in ("aria-selected", "aria-pressed", "aria-checked")):
            return True
        if _ACTIVE.search(class_words(one)) or attributes.get("data-state") in ("active", "on", "checked"):
            return True
        inputs = one.css("input[type=radio]")[:2] if one.tag in ("label", "div", "li") else []
        if len(inputs) == 1:
            return "checked" in inputs[0].attributes
        if one.tag == "label" and (identity := attributes.get("for")) and one.parent is not None:
            radios = [box for box in one.parent.css("input[type=radio]")[:12] if box.attributes.get("id") == identity]
            if radios:
                return "checked" in radios[0].attributes
    return False
