"""What lies beside a page's own matter: menus, footers, the basket, hidden things,
recommendations that change with every look."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.reading.nodes import chain, is_large, own_text

SECTION_HEADINGS = ("h2", "h3", "h4", "h5", "h6")

_MOST_NODES = 100
"""Of an element that says no more than the heading in it."""
_ROOTS = frozenset(("body", "html", "main"))
_TAGS = frozenset(("nav", "footer", "aside", "dialog"))
_WORDS = re.compile(
    r"related|recommend|(?:^|[\s_-])reco(?:$|[\s_-])|upsell|up-sell|cross-?sell|similar|recently|also-(?:bought|like|"
    r"view)|you-(?:may|might)|"
    r"alternativ|accessor|mini-?cart|cart-(?:drawer|total|summary|popup|sidebar|items|count)|(?:^|"
    r"[\s_-])(?:site-)?footer|sidebar|"
    r"breadcrumb|cookie|consent|announcement|promo-?bar|newsletter|frequently|bought-together|"
    r"comments?-?(?:list|body|content|item)|(?:^|\s)comment(?:$|\s)|reviews?-list"
)
_SAID = re.compile(
    r"\b(?:recommend|related (?:products?|items?|posts?|articles?)|you (?:may|might|"
    r"could)(?: also)? (?:like|love|need)|also (?:like|bought|view|look)|"
    r"(?:other )?(?:customers|people|shoppers|visitors) (?:who|also|looked|bought|viewed|like)|"
    r"similar (?:products?|items?)|recently viewed|"
    r"(?:tip|deal|product|pick|offer) of the (?:day|week|month)|picked for you|(?:just )?for you\b|"
    r"frequently bought|complete the (?:look|set)|"
    r"goes (?:well )?with|pairs? (?:well )?with|trending|more from|more like this|don't miss|"
    r"you'll (?:also )?love|accessories for|"
    r"(?:товар|предложение|скидка) (?:дня|недели|месяца)|(?:dienas|nedēļas|mēneša) (?:prece|piedāvājums)|"
    r"(?:angebot|produkt|artikel) de[sr] (?:tages|woche|monats)|(?:produit|offre) du (?:jour|mois)|"
    r"(?:producto|oferta) del (?:día|mes)|produk (?:hari|minggu) ini|"
    r"рекоменд|советуем|похожие|вам (?:может|могут|также)|с этим товаром|вместе с|(?:также|ещё|еще) покуп|"
    r"(?:недавно|вы) (?:просм|смотрели)|сопутствующие|аналоги|"
    r"iesakām|ieteic|līdzīg[ai]|jums (?:var|varētu)|saistīt[aoāi]|nesen skatīt|citi (?:pircēji|skatījās|pirka)|"
    r"ұсынамыз|ұқсас|сізге (?:де )?ұнауы|бірге алады|жақында қаралған|"
    r"rekomendasi|(?:produk|barang|artikel) (?:terkait|serupa|lainnya)|mungkin (?:anda|kamu)|(?:baru|terakhir) dilihat|"
    r"empf[eo]hl|ähnliche|(?:ihnen|dir) (?:auch )?gefallen|kunden (?:kauften|kaufen|interessier)|zuletzt angesehen|"
    r"passend dazu|recommand|(?:produits|articles) (?:similaires|associés|complémentaires)|vous aimer(?:ez|iez)|"
    r"(?:récemment|déjà) (?:vus|consultés)|recomenda|(?:productos|artículos) (?:relacionados|similares)|"
    r"te puede (?:gustar|interesar)|quizás te|vistos recientemente)",
)
_SELLS = ", ".join(
    (
        *(f'[class*="{word}" i]' for word in ("add-to-cart", "addtocart", "add-to-ba", "buy-button", "basket-button")),
        *(f'form[action*="{word}"]' for word in ("cart", "basket", "trolley", "warenkorb", "panier", "carrito")),
        *(f'[{name}*="add-to-"]' for name in ("id", "data-test", "data-testid", "href")),
        '[itemprop="offers"]',
        '[itemprop="price"]',
        '[id*="addtocart" i]',
    )
)
_MOST_SOLD = 4
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden")


@dataclass
class Beside:
    """Verdicts on elements, each reached once."""

    verdicts: dict[int, bool] = field(default_factory=dict)
    """By ``mem_id``."""
    named: dict[int, bool] = field(default_factory=dict)
    """Which elements are known to hold an ``<h1>`` or none."""

    def holds(self, node: LexborNode) -> bool:
        """Tell whether an element lies beside the page's own matter."""
        verdicts = self.verdicts
        if (known := verdicts.get(node.mem_id)) is not None:
            return known
        path: list[int] = []
        verdict = False
        for one in chain(node):
            place = one.mem_id
            if (known := verdicts.get(place)) is not None:
                verdict = known
                break
            path.append(place)
            if one.tag in _ROOTS:
                break
            if _is_aside(one):
                verdict = True
                break
        verdicts.update(dict.fromkeys(path, verdict))
        return verdict

    def see_heading(self, node: LexborNode) -> None:
        """Put the section below a heading such as "You may also like" beside."""
        if not _says_beside(own_text(node)[:100].lower()):
            return
        heading, said = node, own_text(node)
        while (parent := heading.parent) is not None and not is_large(parent, _MOST_NODES) and own_text(parent) == said:
            heading = parent
        if parent is not None and parent.tag not in _ROOTS and not self._names(parent):
            self.verdicts[parent.mem_id] = True
            return
        follower = heading.next
        while follower is not None and follower.tag not in (
            "h1",
            *SECTION_HEADINGS[: SECTION_HEADINGS.index(node.tag or "h2") + 1],
        ):
            self.verdicts[follower.mem_id] = True
            follower = follower.next

    def _names(self, node: LexborNode) -> bool:
        """Tell whether an element holds the page's heading."""
        if (known := self.named.get(node.mem_id)) is None:
            known = self.named[node.mem_id] = node.css_first("h1") is not None
        return known


@lru_cache(maxsize=4096)
def _says_beside(text: str) -> bool:
    """Tell whether a heading or label, in lower case, is of recommendations; the same few stand on every page of a
    site."""
    return _SAID.search(text) is not None


@lru_cache(maxsize=4096)
def _is_called_beside(words: str) -> bool:
    """Tell whether class names are of what lies beside."""
    return _WORDS.search(words.lower()) is not None


def without_beside(html: str) -> str:
    """Return a piece of markup without the parts of it that lie beside."""
    tree = LexborHTMLParser(html)
    beside = Beside()
    for heading in tree.css(", ".join(SECTION_HEADINGS)):
        beside.see_heading(heading)
    parts = tree.css("nav, footer, aside, dialog, header, section, div, ul, ol, form, table, p")
    gone = {part.mem_id: part for part in parts if beside.verdicts.get(part.mem_id) or _is_aside(part)}
    outermost = [part for part in gone.values() if not any(one.mem_id in gone for one in list(chain(part))[1:])]
    for part in outermost:  # with a part go those inside of it
        part.decompose()
    return tree.html or ""


def _is_aside(node: LexborNode) -> bool:
    tag = node.tag
    own_footer = tag == "footer" and any(one.tag == "article" for one in chain(node))  # a post's day and author
    if tag == "aside" and _sells(node):
        return False
    if tag in _TAGS and not own_footer:
        return True
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("role") in ("dialog", "navigation"):
        return True
    if (style := attributes.get("style")) and _HIDDEN.search(style.lower()):
        return True
    if (label := attributes.get("aria-label")) and _says_beside(label[:100].lower()):
        return True
    words = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip()
    words = words.lower().replace("footer", "") if own_footer else words
    if (words and _is_called_beside(words[:300])) or (tag == "header" and node.css_first("nav") is not None):
        # "content-sidebar-wrap" holds the page's own matter too, a product's sidebar its price and button
        return node.css_first("h1") is None and not ("sidebar" in words.lower() and _sells(node))
    return False


def _sells(node: LexborNode) -> bool:
    """Tell whether a column at the side is where the page's own thing is bought: it has one such place, or few."""
    return 0 < len(node.css(_SELLS)) <= _MOST_SOLD
