"""Stars on a page → ratings, however they are drawn: words, attributes, widths, signs, rows of icons."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.line import parse_line
from crawler.parsing.rating import parse_rating, parse_rating_number
from crawler.reading.nodes import chain, class_words, is_large, own_text
from crawler.reading.sight import Mark

MAX_STARS = 2000
"""Elements that are looked at for stars."""

_SAID = ("aria-label", "title", "alt")
_NUMBERS = ("data-rating", "data-score", "data-stars", "data-rate", "data-average-rating", "data-rating-value")
_BEST = ("data-max", "data-rating-max", "data-max-rating", "aria-valuemax", "max")
_TOLD = ", ".join(f"[{name}]" for name in _SAID)
_DRAWN = "[aria-valuenow], meter, [style*='width'], [style*='--'], [itemprop='ratingValue'], " + ", ".join(
    f"[{name}]" for name in _NUMBERS
)
_ICONS = r"[class*='star' i], img[src*='star' i], use[href*='star' i], use[xlink\:href*='star' i]"
_WIDTH = re.compile(r"(?:^|[;\s])width\s*:\s*(\d{1,3}(?:\.\d{1,4})?)%")
_CUSTOM = re.compile(r"--[\w-]*(?:rating|stars?|score)[\w-]*\s*:\s*[\"']?(\d{1,3}(?:\.\d{1,4})?)(%?)", re.I)
_CALLED = re.compile(
    r"(?<![a-z])(?:stars?|rat(?:e|ed|ing|ings)|score|rateit|bewertung|оценка)(?![a-z])|stars|rating", re.I
)
_STAR = re.compile(r"(?<![a-z])stars?(?![a-z])|star[-_]|[-_]star|stars", re.I)
_EMPTY = re.compile(
    r"empty|off(?![a-z])|outline|star-?o(?![a-z])|gr[ae]y|inactive|disabled|blank|muted|unfilled|regular|none"
)
_FULL = re.compile(r"full|fill|solid|active|(?<![a-z])on(?![a-z])|checked|selected|yellow|gold|(?<![a-z])fas(?![a-z])")
_HALF = re.compile(r"half")
_SAYS_STARS = re.compile(
    r"\d\D{0,20}(?:star|5|10|зв[её]зд|zvaigzn|жұлдыз|bintang|stern|étoile|estrella)|[★⭐]|"
    r"(?:[Rr]at(?:ed|ing)|[Ss]core|цен|ейтинг|ērtēj|баға|enilaian|ewert|[Nn]ote)\D{0,20}\d"
)
"""What a text for those who cannot see has when it tells stars; a search of few steps."""
_COUNTS = re.compile(r"[\d★⭐]")
_SMALL = 60
"""Characters of a text that is about stars only."""


@dataclass(frozen=True)
class Star:
    """A rating at its element."""

    node: LexborNode
    value: Decimal
    best: Decimal | None
    text: str
    """As the page wrote it."""
    rank: int
    """How it was drawn: 0 words, 1 a number for scripts, 2 a width, 3 signs or icons."""
    is_sure: bool = True
    """False: a width that nothing calls stars; a row of icons all alike, which a style sheet may colour."""


def find_stars(page: Page, marks: list[Mark]) -> dict[int, Star]:
    """Return the stars of a page by the ``mem_id`` of their element; ``marks`` are the texts that may give a rating."""
    found: dict[int, Star] = {}
    candidates = (*_written(marks), *_drawn(page), *_rows(page))
    for star in candidates:
        known = found.get(star.node.mem_id)
        if known is None or star.rank < known.rank:
            found[star.node.mem_id] = star
    return found


def _written(marks: list[Mark]) -> Iterator[Star]:
    for mark in marks[:MAX_STARS]:
        if star := next(_of_text(mark.text, mark.node), None):
            yield star


def _of_text(text: str, element: LexborNode) -> Iterator[Star]:
    """Yield what a text, or a small element around it, tells: "4,6" and "of 5" may stand in elements of their own."""
    for node in (element, *chain(element, 3)):
        if len(text) > _SMALL:
            return
        if rating := parse_rating(text):
            yield Star(node, *rating, text, 3 if "★" in text and not re.search(r"\d", text) else 0)
        if is_large(node):
            return
        text = own_text(node)


def _drawn(page: Page) -> Iterator[Star]:
    for node in page.tree.css(_TOLD)[:MAX_STARS]:
        attributes = node.attributes
        for name in _SAID:
            said = attributes.get(name)
            if said and len(said) <= 120 and _says_rating(said) and (rating := parse_rating(said)):
                yield Star(node, *rating, parse_line(said, 100) or "", 0)
                break
    for node in page.tree.css(_DRAWN)[:MAX_STARS]:
        plain = node.attributes
        if plain.get("itemprop") == "ratingValue" and node.parent is not None and not plain.get("content"):
            yield from islice(_of_text(own_text(node.parent), node.parent), 1)
        elif star := _of_number(node, plain) or _of_style(node, plain.get("style") or ""):
            yield star


@lru_cache(maxsize=4096)
def _says_rating(text: str) -> bool:
    return _COUNTS.search(text) is not None and _SAYS_STARS.search(text) is not None


def _of_number(node: LexborNode, attributes: dict[str, str | None]) -> Star | None:
    """Return what an attribute for scripts, a ``<meter>`` or a slider role says."""
    if node.tag in ("a", "button", "input", "label", "option"):
        return None  # to give a rating, not to tell one
    written = next((value for name in _NUMBERS if (value := attributes.get(name))), None)
    if not written and node.tag == "meter":
        written = attributes.get("value")
    if not written and attributes.get("itemprop") == "ratingValue":
        written = attributes.get("content")
    if not written and "aria-valuenow" in attributes and _is_called(node):
        written = attributes.get("aria-valuenow")
    if not written:
        return None
    scales = (parse_rating_number(attributes.get(name), Decimal(100)) for name in _BEST)
    best = next(filter(None, scales), None)
    number = parse_rating_number(written, best)
    return Star(node, number, best, written.strip(), 1) if number else None


def _of_style(node: LexborNode, style: str) -> Star | None:
    """Return what the width of a coloured layer, or a custom property, says: 80% are four of five."""
    if not style:
        return None
    if found := _CUSTOM.search(style):
        number = Decimal(found[1])
        value = number / 20 if found[2] or number > 5 else number
        return Star(node, _trimmed(value), Decimal(5), found[1] + found[2], 2) if 0 < value <= 5 else None
    found = _WIDTH.search(style)
    if found is None or node.tag in ("img", "table", "td", "th", "col", "iframe", "svg", "video", "input"):
        return None
    share, is_called = Decimal(found[1]), _is_called(node)
    if not 0 < share <= 100 or (share % 10 and not is_called) or not _is_small(node):
        return None
    text = own_text(node)
    if not is_called and any(map(str.isalpha, text)):
        return None
    return Star(node, _trimmed(share / 20), Decimal(5), f"{found[1]}%", 2, is_called or "★" in text)


def _is_small(node: LexborNode, nodes: int = 50) -> bool:
    """Tell whether an element holds no more than a row of stars may; of one star: 8 nodes."""
    return len(list(islice(node.traverse(include_text=True), nodes))) < nodes


def _trimmed(value: Decimal) -> Decimal:
    return Decimal(format(value.quantize(Decimal("0.01")), "f").rstrip("0").rstrip("."))


def _is_called(node: LexborNode) -> bool:
    return any(_says_stars(class_words(one)[:200]) for one in chain(node, 3))


@lru_cache(maxsize=4096)
def _says_stars(words: str) -> bool:
    """Tell whether class names are of stars; the same few stand on every page of a site."""
    return _CALLED.search(words) is not None


def _rows_of_cells(rows: dict[int, tuple[LexborNode, list[str]]]) -> Iterator[tuple[LexborNode, list[str]]]:
    """Yield rows whose stars stand in an element each, with what is said of the best icon there: a filled one may lie
    on an outline."""
    cells: dict[int, tuple[LexborNode, list[str]]] = {}
    for node, icons in rows.values():
        if node.parent is not None and _is_cell(node, rows):
            best = min(icons, key=lambda words: 2 * bool(_EMPTY.search(words)) + bool(_HALF.search(words)))
            cells.setdefault(node.parent.mem_id, (node.parent, []))[1].append(best)
    return iter(cells.values())


def _is_cell(node: LexborNode, rows: dict[int, tuple[LexborNode, list[str]]]) -> bool:
    """Tell whether an element holds one star, perhaps of several icons, and others of its make beside it do too."""
    if node.parent is None or node.tag in ("label", "button", "a") or not _is_one_star(node):
        return False
    alike = [one for one in islice(node.parent.iter(), 20) if one.mem_id in rows and one.tag == node.tag]
    return len(alike) > 1 and all(map(_is_one_star, alike))


def _is_one_star(node: LexborNode) -> bool:
    return not own_text(node) and len(list(islice(node.iter(), 4))) <= 3 and _is_small(node, 12)


@lru_cache(maxsize=4096)
def _draws_star(words: str) -> bool:
    """Tell whether class names, or the address of a picture, are of a star."""
    return _STAR.search(words) is not None


def _rows(page: Page) -> Iterator[Star]:
    """Yield rows of two to ten star icons: how many are not empty, a half one as a half."""
    rows: dict[int, tuple[LexborNode, list[str]]] = {}
    for node in page.tree.css(_ICONS)[: 5 * MAX_STARS]:
        words = class_words(node)
        if node.tag in ("img", "use"):
            attributes = node.attributes
            source = attributes.get("src") or attributes.get("href") or attributes.get("xlink:href") or ""
            words = f"{words} {source}".lower()
        if node.tag == "use":
            node = node.parent or node
            words = f"{words} {class_words(node)}"
        words = words[:500]
        if node.parent is not None and _draws_star(words) and _is_small(node, 8) and not own_text(node):
            rows.setdefault(node.parent.mem_id, (node.parent, []))[1].append(words)
    for parent, icons in (*rows.values(), *_rows_of_cells(rows)):
        if parent.tag in ("label", "form", "fieldset") or not 1 < len(icons) <= 10 or _is_cell(parent, rows):
            continue
        halves = sum(bool(_HALF.search(words)) for words in icons)
        full = sum(not _EMPTY.search(words) and not _HALF.search(words) for words in icons)
        best = Decimal(len(icons)) if len(icons) in (5, 10) else None
        value = full + Decimal("0.5") * halves
        if 0 < value <= 5 and (best or not halves):
            is_sure = full < len(icons) or any(_FULL.search(words) for words in icons)
            yield Star(parent, _trimmed(value), best, f"{_trimmed(value)} ★", 3, is_sure)
