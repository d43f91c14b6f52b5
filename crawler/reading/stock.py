"""Whether a page's text says that its thing can be had: phrases near the price, and what its buttons do."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.availability import parse_availability
from crawler.parsing.line import parse_line
from crawler.reading.nodes import chain, class_words
from crawler.reading.sight import Mark, Sight

_BEFORE, _NEAR, _FAR = 40, 300, 600
_DENIED = frozenset(("OutOfStock", "SoldOut", "Discontinued"))
_ELSEWHERE = re.compile(
    r"\b(?:collect(?:ion)?|pick-? ?up|in[ -]?stores?|your store|branch|showroom|same[ -]day|express|"
    r"filial\w*|abholung|im markt|vor ort|самовывоз\w*|в магазин\w*|пункт\w* выдачи|veikal\w*|дүкен\w*|di toko|"
    r"en magasin|retrait|en tienda|recogida|in negozio|w sklepie|em loja)\b",
    re.I,
)
"""What cannot be had there can be had all the same."""
_OPTION = re.compile(
    r"swatch|variant|(?:^|[\s_-])(?:options?|sizes?|colou?rs?)(?:$|[\s_-])|size-?(?:picker|list|select)"
)
_LABEL = re.compile(
    r"(?:(?:product |item )?availability|availability status|stock(?: status| level)?|in stock|наличие|доступность|"
    r"есть в наличии|pieejamība|noliktavā|қолжетімділі\w+|қоймада|ketersediaan|status stok|stok|verfügbarkeit|"
    r"lagerstatus|lagerbestand|disponibilité|stocks?|disponibilidad|existencias)\s?:",
    re.I,
)
"""What stands before a state of stock that is the thing's own."""
_STOCK_CLASS = re.compile(r"stock|avail|lager|nalich|sold-?out|inventory|dispo|verf|nali[ck]")
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:(?:is-|js-|u-|ng-)?hid(?:e|den)|d-none|visually-?hidden|sr-only|invisible|none|dn)(?:\s|$)"
)
_SHOWN_AGAIN = re.compile(r"(?:sm|md|lg|xl)[:-](?:block|flex|inline|grid)|d-(?:sm|md|lg|xl)-")
_CONTROL_NAMES = (
    "add-to-cart addtocart add_to_cart AddToCart btn-cart btn-buy buy-button buy-now add-to-ba to-basket add-to-tro"
).split()
_CONTROLS = ", ".join(
    [f'[{place}*="{name}"]' for name in _CONTROL_NAMES for place in ("class", "id")]
    + ['[data-test*="add-to-"]', '[data-testid*="add-to-"]', '[data-testid*="addTo"]', '[data-action="add-to-cart"]']
    + [f'form[action*="{word}"]' for word in ("cart", "basket", "warenkorb", "panier", "checkout")]
)


@dataclass(frozen=True, kw_only=True)
class Stock:
    """What was found out, and the text that says it."""

    availability: str
    text: str


def read_stock(page: Page, sight: Sight, main: Mark | None, blocks: frozenset[int]) -> Stock | None:
    """Return whether the product can be had: an affirming phrase near the price, else a button that buys and whether
    it can be pressed, else a denying phrase; None when nothing is said. ``blocks`` are the cards of other things."""
    heading = sight.heading
    start = min((mark.at for mark in (heading, main) if mark), default=0)
    near = main.at if main else start
    own = _Own(sight, blocks, start)
    phrases = [mark for mark in sight.stock if abs(mark.at - near) < _NEAR and own.holds(mark) and own.is_shown(mark)]
    said = [(mark, name) for mark in phrases if (name := parse_availability(mark.text))]
    said = [(mark, name) for mark, name in said if not (name in _DENIED and _ELSEWHERE.search(mark.text))]
    if main is None:
        said = [(mark, name) for mark, name in said if name != "Discontinued"]
    far = _FAR if main else 3 * _FAR
    buttons = [mark for mark in sight.buttons if mark.at >= start and mark.at - near < far and own.holds(mark)]
    pressed = next((mark for mark in buttons if not is_disabled(mark.node)), None)
    if main is not None and pressed is not None:
        said = [(mark, name) for mark, name in said if name not in _DENIED or _outweighs(mark, main, start, pressed)]
    if said:
        mark, name = min(said, key=lambda one: (one[0].at < start, abs(one[0].at - near) // 60, one[0].at))
        return _took(page, mark, name)
    if buttons and (main is not None or pressed is not None):
        return _took(page, pressed or buttons[0], "InStock" if pressed else "OutOfStock")
    if main is None:
        return None
    control = _control(page, sight, blocks)
    return _took(page, Mark(near, control, ""), "InStock") if control is not None else None


def _took(page: Page, mark: Mark, name: str) -> Stock:
    if page.trace:
        page.trace.took("availability", mark.node, mark.text)
    return Stock(availability=name, text=parse_line(mark.text, 100) or "")


def _outweighs(mark: Mark, main: Mark, start: int, button: Mark) -> bool:
    """Tell whether a denying phrase counts more than a button that can be pressed: many pages carry such phrases for
    sizes and for scripts; a short one between price and button, one that stands behind its label, or one by the price
    that is called so, is meant."""
    if len(mark.text) > 40 or mark.at < start or abs(mark.at - main.at) > 60:
        return False
    if mark.at < button.at and _LABEL.match(mark.text):
        return True
    words = [class_words(one) for one in chain(mark.node, 3)]
    if any(_OPTION.search(one) for one in words):
        return False
    return main.at < mark.at < button.at or any(_STOCK_CLASS.search(one) for one in words)


@dataclass(frozen=True)
class _Own:
    """Tells what belongs to the page's own thing."""

    sight: Sight
    blocks: frozenset[int]
    start: int

    def holds(self, mark: Mark) -> bool:
        return (
            mark.at >= self.start - _BEFORE
            and not self.sight.is_beside(mark.node)
            and not any(one.mem_id in self.blocks for one in chain(mark.node, 20))
        )

    def is_shown(self, mark: Mark) -> bool:
        """Tell whether no class hides a phrase, as templates for scripts are hidden; and no size or colour is meant."""
        words = [class_words(one) for one in chain(mark.node, 4)]
        is_hidden = any(_HIDDEN_CLASS.search(one) and not _SHOWN_AGAIN.search(one) for one in words)
        return not is_hidden and not any(one.tag in ("option", "label") for one in chain(mark.node, 3))


def is_disabled(node: LexborNode) -> bool:
    """Tell whether a button cannot be pressed."""
    for one in chain(node, 3):
        attributes = one.attributes
        if one.tag in ("button", "input") and "disabled" in attributes:
            return True
        if attributes.get("aria-disabled") == "true" or "disabled" in (attributes.get("class") or "").lower().split():
            return True
    return False


def _control(page: Page, sight: Sight, blocks: frozenset[int]) -> LexborNode | None:
    """Return an element that the markup names a button to buy, whatever its label says."""
    for node in page.tree.css(_CONTROLS)[:50]:
        if node.tag in ("body", "html", "script", "link", "svg", "img") or sight.is_beside(node) or is_disabled(node):
            continue
        if not any(one.mem_id in blocks for one in chain(node, 20)):
            return node
    return None
