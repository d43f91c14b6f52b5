"""Breadcrumbs → category: the names from the root down, without the site's front page and the thing itself."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.page import Page
from crawler.parsing.address import parse_address
from crawler.parsing.line import parse_line
from crawler.reading.schema import Thing, text, things, types

_ROOT = re.compile(
    r"(?:home(?:page)?|start(?: page)?|front page|main|shop|store|all(?: products)?|products?|catalogue?|"
    r"главная|beranda|sākums|басты бет|startseite|accueil|inicio)",
    re.I,
)
_CALLED_SO = '[class*="crumb" i], [id*="crumb" i], [aria-label*="crumb" i]'
_STEPS_DOWN = re.compile(r"\s*[›»>→≫]")
"""What stands between the steps of a trail; strokes and dots stand in menus too."""
_MAX_STEPS = 10


def structured_category(known: list[tuple[str, Thing]], name: str | None) -> tuple[str, ...]:
    """Return the category of the page's BreadcrumbList; () without one."""
    for _, thing in known:
        for crumbs in (thing, *things(thing.get("breadcrumb"))):
            if "BreadcrumbList" in types(crumbs):
                elements = sorted(things(crumbs.get("itemListElement")), key=_position)
                return _category([text(one.get("name")) or text(one.get("item")) for one in elements], name)
    return ()


def visible_category(page: Page, name: str | None) -> tuple[str, ...]:
    """Return the category of the first breadcrumbs that the page shows; a link to the front page names none."""
    trails = ([link for link in nav.css("a") if not _is_front(page, link)] for nav in _trails(page))
    categories = (_category([parse_line(link.text(separator=" "), 100) for link in links], name) for links in trails)
    return next(filter(None, categories), ())


def _trails(page: Page) -> Iterator[LexborNode]:
    """Yield what is called breadcrumbs, then what looks like them: from the front page a sign leads further down."""
    yield from page.tree.css(_CALLED_SO)
    for link in page.tree.css("a"):
        behind, around = link.next, link.parent
        leads_down = behind is not None and behind.tag == "-text" and _STEPS_DOWN.match(behind.text())
        if leads_down and around is not None and _is_front(page, link):
            yield around


def _is_front(page: Page, link: LexborNode) -> bool:
    address = parse_address(link.attributes.get("href") or "", page.url)
    return address is not None and urlsplit(address)[2:4] == ("/", "")


def _position(element: Thing) -> float:
    position = text(element.get("position"), 10)
    return float(position) if position and re.fullmatch(r"\d+(?:\.\d+)?", position) else 0


def _category(names: Iterable[str | None], name: str | None) -> tuple[str, ...]:
    steps = [step for step in names if step and "://" not in step][: _MAX_STEPS + 2]
    if steps and name and steps[-1].casefold() in name.casefold() and len(steps[-1]) > 0.6 * len(name):
        steps.pop()
    while steps and _ROOT.fullmatch(steps[0]):
        steps.pop(0)
    return tuple(steps[:_MAX_STEPS])
