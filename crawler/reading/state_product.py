"""Objects of a page's state → those that are its own product.

An object is a product when it has a name, and a price or a word of stock; it is the page's own when its name resembles
the heading and its address, handle or article number is in the page's address, or, failing that, when its name *is* the
heading. Data that vendors give without a name (WooCommerce's variations, Magento's price box, BigCommerce's attributes)
is the page's own by its nature.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from crawler.page import Page
from crawler.parsing.identifier import letters_of
from crawler.parsing.js_text import parse_js
from crawler.parsing.json_text import Json
from crawler.parsing.price import Hints
from crawler.reading.state_frames import named, resolved
from crawler.reading.state_keys import Thing, first_of, items_of, plain, said, spellings
from crawler.reading.state_platforms import SIGNS, adapt, adapt_list
from crawler.reading.state_price import price_of
from crawler.reading.state_scripts import Found
from crawler.reading.state_stock import stock_of

NAMES = "productname producttitle itemname name title displayname label".split()
CODES = "sku article articlenumber productcode itemnumber partnumber code id productid itemid productreference".split()
BRANDS = "brand brandname manufacturer manufacturername vendor maker itembrand productbrand productbrandname".split()
VARIANTS = (
    "variants skus variations children childproducts offers options editions productitems variantproducts simples "
    "productvariants productvariations sizes"
).split()
_SPELLED = spellings("name,title,product name,product title,display name,label,item name,product name en".split(","))
_PLACES = "url slug handle path href permalink canonicalurl producturl link urlkey urlpart urlpath linktext".split()
_INNER = (
    "selectedvariant mastervariant defaultvariant firstavailablevariant currentvariant variant sku defaultsku "
    "currentsku selectedsku offer buybox defaultoffer selectedproduct masterdata priceinfo product commerce "
    "availability"
).split()
_CODE_LABELS = frozenset(
    "code sku art article item model ref réf référence артикул арт код модель kods preces artikuls kode nr no art.nr "
    "artnr artikelnummer bestellnummer ean upc".split()
)
"""Words that announce an article number within a heading."""
_MEASURES = re.compile(
    r"datalayer|gtag|gtm|utag|tc_vars|tc_json|digitaldata|fbq|_learnq|klaviyo|track|analytic|ecommerce|_satellite|ga4|"
    r"criteo|pixel|mixpanel|trekkie|segment|ttq|pintrk|snaptr|yacounter|ym$|_tmr|rrapi|dl$",
    re.I,
)
_MAX_OBJECTS = 8_000
_MAX_RESOLVED = 6_000
_NAMED_COSTS = 40
"""A product that is read costs as much as so many objects that are passed."""
_MAX_BEHIND = 3_000
_MAX_DEPTH = 14
_SHORT = 60
"""Characters of a string that holds no JSON worth a look."""
_WORD = re.compile(r"\w+")
_ELSEWHERE = spellings(
    "translations,messages,i18n,locales,images,media,gallery,reviews,navigation,menu,header,footer,feature flags,flags,"
    "experiments,recommendations,recommended products,related products,related,upsells,upsell products,cross sells,"
    "cross sell products,recently viewed,similar products,cart,basket,mini cart,wishlist,breadcrumbs,facets,filters,"
    "accessories,bundles,css,theme,styles,seo,faq".split(",")
)
"""Keys of other things than the page's own product."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An object that may be the page's product."""

    thing: Thing
    around: tuple[Thing, ...] = ()
    """The objects around it, the nearest last."""
    rank: int = 1
    """0: a vendor's documented shape; 1: by general habits; 2: what is told to measuring services, often net of tax
    or without no discounts."""
    is_detail: bool = False
    """Told as the one product that the page shows in detail."""
    is_own: bool = False
    """Of the page's product by its nature, whatever its name."""


def find_products(found: Iterable[Found], heading: str | None, hints: Hints) -> Iterator[Candidate]:
    """Yield the products with a name that resembles the heading, and those that need none."""
    spent, called = 0, _Heading(heading)
    for one in found:
        is_measured = _MEASURES.search(one.place) is not None
        left = [_MAX_OBJECTS - spent, 0]
        for candidate in _walk(one.place, one.value, called, hints, left):
            if candidate.is_own and heading:
                candidate.thing.setdefault("name", heading)
            if is_measured or any("ecommerce" in around for around in candidate.around[-3:]):
                yield replace(candidate, rank=2, is_detail=_is_detail(candidate.around))
            else:
                yield candidate
        spent += left[1]


def _is_detail(around: tuple[Thing, ...]) -> bool:
    """Tell whether a product is told as the only one of a detail view: ``ecommerce.detail.products`` (Google Analytics,
    *Enhanced ecommerce data layer*) or ``items`` of the event ``view_item`` (*GA4 ecommerce*)."""
    if not around:
        return False
    holder = around[-1].get("products") or around[-1].get("items")
    if isinstance(holder, list) and len(holder) != 1:
        return False
    return any(isinstance(one.get("detail"), dict) or one.get("event") == "view_item" for one in around[-3:])


def is_here(thing: Thing, page: Page) -> bool:
    """Tell whether an object gives this page's address, or a part of its path as its own."""
    steps = {letters_of(step) for step in re.split(r"[/=&?.]", unquote(page.url.partition("://")[2].partition("/")[2]))}
    steps |= {letters_of(step) for step in re.split(r"[/=&?]", unquote(page.url.partition("://")[2].partition("/")[2]))}
    for name in (*_PLACES, *CODES):
        if line := said(thing.get(name)):
            last = letters_of(urlsplit(line).path.rstrip("/").rpartition("/")[2] if name in _PLACES else line)
            is_code = name in CODES and len(last) > 3
            if last and (last in steps or (is_code and any(step.endswith(last) for step in steps))):
                return True
    return False


def is_heading(thing: Thing, heading: str | None) -> bool:
    """Tell whether an object is called what the heading says, with or without its brand and article number."""
    wanted, brand = letters_of(heading), letters_of(first_of(thing, BRANDS))
    names = {line for name in NAMES if (line := said(thing.get(name)))}
    plain_names = {letters_of(name) for name in names} - {""}
    if any(form == wanted for name in plain_names for form in (name, brand + name, name + brand)):
        return True
    if brand and any(form in plain_names for form in (brand + wanted, wanted + brand)):
        return True
    codes = "".join(letters_of(said(thing.get(name))) for name in (*CODES, "partnumber", "mpn", "model"))
    words = frozenset(_WORD.findall((heading or "").casefold()))
    for name in names:
        own = frozenset(_WORD.findall(name.casefold()))
        rest = words - own - frozenset(_WORD.findall((first_of(thing, BRANDS) or "").casefold()))
        if len(own) > 1 and own <= words and all(word in _CODE_LABELS or word in codes for word in rest):
            return True
    return False


def variants_of(thing: Thing) -> list[Thing]:
    """Return the objects of a thing's variants; [] when it has none that say a price, stock or article number."""
    for name in VARIANTS:
        if name in thing and (items := items_of(thing[name])):
            telling = [one for one in items if not one.keys().isdisjoint(_TELLING)]
            if len(telling) == len(items):
                return telling
    return []


_TELLING = frozenset("price sku prices stock available instock saleprice priceinfo isinstock currentprice".split())


class _Heading:
    """The page's heading, to compare names with."""

    def __init__(self, heading: str | None) -> None:
        self.text = heading
        self.budget = [_MAX_RESOLVED]
        self.words = frozenset(_WORD.findall((heading or "").casefold()))

    def resembles(self, value: Json) -> bool:
        """Tell as ``schema.resemble`` does whether a name is of the same thing."""
        line = said(value) if not isinstance(value, str) or "&" in value or "<" in value else value[:500]
        if not line or not self.words:
            return False
        folded = line.casefold()
        if not any(map(folded.__contains__, self.words)):
            return False  # most names
        words = frozenset(_WORD.findall(folded))
        return bool(words) and len(words & self.words) >= 0.75 * min(len(words), len(self.words))

    def names(self, thing: Thing) -> bool:
        """Tell whether one of an object's names resembles the heading."""
        return any(self.resembles(thing[name]) for name in NAMES if name in thing)


def _walk(place: str, value: Json, heading: _Heading, hints: Hints, left: list[int]) -> Iterator[Candidate]:
    """Yield the candidates in a value, those near its root first: where a bound ends the search, the page's own
    product, which stands near the root as a rule, has been seen. ``left``: how many more to look at, and how many
    were."""
    waiting: deque[tuple[Json, tuple[Thing, ...], int]] = deque([(value, (), 0)])
    while waiting and left[0] > 0:
        left[0], left[1] = left[0] - 1, left[1] + 1
        one, around, depth = waiting.popleft()
        if isinstance(one, dict):
            if not SIGNS.isdisjoint(one) and (made := adapt(place, one)) is not None:
                thing, is_own = made
                left[0], left[1] = left[0] - _NAMED_COSTS, left[1] + _NAMED_COSTS
                if is_own or heading.names(plain(thing)):
                    yield Candidate(thing=plain(thing), around=(), rank=0, is_own=is_own)
                continue  # what lies inside is counted in the vendor's way too
            if not _SPELLED.isdisjoint(one) and (candidate := _candidate(one, around, heading, hints, left)):
                yield candidate
                if is_heading(candidate.thing, heading.text):
                    left[0] = min(left[0], _MAX_BEHIND)  # what may contradict it stands near it
            inner = [
                part
                for key, part in one.items()
                if not (isinstance(part, str) and len(part) <= _SHORT) and _may_hold(part) and key not in _ELSEWHERE
            ]
            around = (*around[-8:], one) if inner else around
        elif isinstance(one, list):
            if depth < 2 and (listed := adapt_list(place, one)) is not None:
                yield Candidate(thing=listed, rank=0, is_own=True)
                continue
            inner = [part for part in one if _may_hold(part)]
        else:
            inner = _parsed(one) if isinstance(one, str) else []
        if inner and depth <= _MAX_DEPTH:
            waiting.extend([(part, around, depth + 1) for part in inner[: left[0]]])


def _may_hold(part: Json) -> bool:
    """Tell whether objects may lie in a value: in an object, a list of more than plain values, JSON in a string."""
    kind = type(part)
    if kind is dict:
        return bool(part)
    if isinstance(part, list):
        return bool(part) and (isinstance(part[-1], (dict, list)) or isinstance(part[0], (dict, list)))
    return isinstance(part, str) and len(part) > _SHORT and part[0] in "{["


def _parsed(text: str) -> list[Json]:
    """Return the value of JSON that stands in a string of JSON."""
    if text[1:2] not in ('"', "{", "[") or "rice" not in text:
        return []
    found = parse_js(text[:300_000])
    return [found[0]] if found else []


def _candidate(
    raw: Thing, around: tuple[Thing, ...], heading: _Heading, hints: Hints, left: list[int]
) -> Candidate | None:
    """Return an object as a candidate when it is called as the page is, and says something of buying; what it names in
    tables around it, and the parts that hold its price or stand around it, are laid together."""
    if not any(heading.resembles(value) for key, value in raw.items() if key in _SPELLED):
        return None
    left[0], left[1] = left[0] - _NAMED_COSTS, left[1] + _NAMED_COSTS
    thing = plain(raw)
    if _refers(raw):
        whole = resolved(raw, around, heading.budget)
        thing = plain(whole) if isinstance(whole, dict) else thing
    outer = tuple(plain(one) for one in around[-4:])
    for merged in _merged(thing, raw, around):
        if price_of(merged, outer, hints) or stock_of(merged) or variants_of(merged):
            return Candidate(thing=merged, around=outer)
    return None


def _merged(thing: Thing, raw: Thing, around: tuple[Thing, ...]) -> Iterator[Thing]:
    yield thing
    inner: Thing = {}
    for name in _INNER:
        held = thing.get(name)
        if isinstance(held, list) and len(held) == 1:
            held = held[0]
        if isinstance(held, dict):
            inner = {**plain(held), **inner}
    if inner:
        yield {**inner, **thing}
    if around:
        siblings = [one for one in around[-1].values() if isinstance(one, dict) and not _SPELLED.isdisjoint(one)]
        if len(siblings) == 1 and siblings[0] is raw and _SPELLED.isdisjoint(around[-1]):
            yield {**plain(around[-1]), **inner, **thing}


def _refers(thing: Thing) -> bool:
    """Tell whether an object names others in a table (Apollo, VTEX)."""
    for value in list(thing.values())[:100]:
        one = value[0] if isinstance(value, list) and value else value
        if isinstance(one, dict) and named(one) is not None:
            return True
    return False
