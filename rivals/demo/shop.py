"""The types of the demo market: a company, what lies on its shelves, and one day of its shop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Literal

from rivals.demo.catalogue import Category, Thing, slugify
from rivals.demo.writing import Post

PageState = Literal["ok", "missing", "gone_410", "redirect", "no_offer", "error"]
SiteState = Literal["ok", "503", "403"]
Notation = Literal["sign-first", "comma", "code-first"]
Rounding = Literal["exact", "thousands"]

FEED_LENGTH = 10
"""How many posts a feed holds."""

ENDED: frozenset[PageState] = frozenset({"missing", "gone_410", "redirect", "no_offer"})
"""Answers of a product page that mean: not sold any more."""


@dataclass(frozen=True, kw_only=True)
class Company:
    """One company of the market and the manner of its shop."""

    key: str
    """Its name in competitors.yaml and of its folder of templates."""
    label: str
    kind: str
    """self or direct."""
    tagline: str
    share: float
    """How many products it has, against ``Market.products``."""
    level: float
    """Its prices against the average."""
    notation: Notation
    name_pattern: str
    """How it composes the name of a product from noun, spec, brand and model."""
    availability: Mapping[str, str]
    """schema.org's name → its words for it."""
    witnesses: tuple[str, ...]
    """Who says the price on its pages, where the product has structured data."""
    product_path: str
    category_path: str
    shop_path: str
    page_suffix: str
    """What the address of a listing gets for its further pages."""
    blog_path: str
    post_path: str
    feed_path: str
    about_path: str
    contact_path: str
    sitemap_paths: tuple[str, ...]
    """The sitemap, or the index and its children; () for a shop without."""
    sitemap_skips: int | None
    """Every so-manieth product is forgotten in the sitemap; None: none is."""
    per_page: int
    posts_per_page: int
    sorting: Literal["newest", "name", "number"]
    categories: Mapping[str, str]
    """Key of a main category, or of a category in it → its name here."""
    authors: tuple[str, ...]
    measures: Mapping[str, Rounding]
    """What its blog counts: views, comments."""
    counts_on_cards: tuple[str, ...]
    counts_in_feed: tuple[str, ...]
    address: str
    phone: str

    def money(self, amount: Decimal) -> str:
        """Write an amount the way the shop does, with no-break spaces."""
        if self.notation == "sign-first":
            return f"€{amount:,.2f}"
        if self.notation == "comma":
            return f"{amount:,.2f}\N{NO-BREAK SPACE}€".translate(str.maketrans(",.", ".,"))
        return f"EUR\N{NO-BREAK SPACE}{amount:.2f}"

    def category_names(self, category: Category) -> tuple[str, str]:
        """Return the names of main category and category."""
        return self.categories[category[0]], self.categories[category[1]]

    def listing_path(self, main: str, sub: str | None = None) -> str:
        """Return the path of a category's listing."""
        return self.category_path.format(path="/".join(slugify(self.categories[key]) for key in (main, sub) if key))

    def numbered(self, path: str, page: int) -> str:
        """Return the path of one page of a listing."""
        return path if page == 1 else path + self.page_suffix.format(page=page)


@dataclass(frozen=True, kw_only=True)
class Product:
    """A thing in one company's books: it keeps its number for ever."""

    number: int
    company: str
    thing: Thing
    case: str | None
    """The scripted case that this product lives through."""
    structured: bool
    """Do its pages carry structured data?"""

    @property
    def id(self) -> str:
        """Identity over names, addresses and days."""
        return f"{self.company}/{self.number}"

    @property
    def sku(self) -> str:
        """The shop's own article number."""
        return f"{self.company[0].upper()}{self.company[-1].upper()}-{self.number}"


@dataclass(frozen=True, kw_only=True)
class Former:
    """An address that a product has left."""

    path: str
    page: Literal["missing", "redirect"]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """How one product is offered on one day."""

    product: Product
    name: str
    category: Category
    slug: str
    price: Decimal
    usual: Decimal
    """The price to go back to after a sale or a passing rise."""
    list_price: Decimal | None = None
    availability: str = "InStock"
    page: PageState = "ok"
    """What the product's own address answers."""
    listed: bool = True
    price_hidden: bool = False
    """Only structured data say the price today."""
    former: tuple[Former, ...] = ()

    @property
    def sold(self) -> bool:
        """Is it still offered, be its page readable today or not?"""
        return self.page not in ENDED

    @property
    def on_listings(self) -> bool:
        """Do listings show it?"""
        return self.listed and self.sold


@dataclass(frozen=True, kw_only=True)
class Count:
    """One count beside a post, as the site writes it."""

    measure: str
    value: int
    """What the text says, so rounded where it is."""
    text: str


@dataclass(frozen=True, kw_only=True)
class ShopDay:
    """One company's shop and blog on one day."""

    company: Company
    day: int
    state: SiteState
    layout: int
    """1, or 2 once the templates were renewed."""
    shelves: tuple[Shelf, ...]
    posts: tuple[Post, ...]
    """Oldest first."""

    def path(self, shelf: Shelf) -> str:
        """Return the path of the product's own page."""
        return product_path(self.company, shelf)

    def post_path(self, post: Post) -> str:
        """Return the path of the post's own page."""
        return self.company.post_path.format(slug=post.slug, year=post.published.year, month=f"{post.published:%m}")

    def listing(self, main: str | None = None, sub: str | None = None) -> list[Shelf]:
        """Return what a listing shows, in the shop's order; without arguments that of the whole shop."""
        return [s for s in self._in_order if main in (None, s.category[0]) and sub in (None, s.category[1])]

    @cached_property
    def _in_order(self) -> list[Shelf]:
        shown = [shelf for shelf in self.shelves if shelf.on_listings]
        if self.company.sorting == "name":
            return sorted(shown, key=lambda shelf: (shelf.name, shelf.product.number))
        return sorted(shown, key=lambda shelf: shelf.product.number, reverse=self.company.sorting == "newest")

    def sitemap_names(self, shelf: Shelf) -> bool:
        """Does the sitemap name this product?"""
        skips = self.company.sitemap_skips
        forgotten = skips is not None and shelf.product.number % skips == 0
        return bool(self.company.sitemap_paths) and shelf.on_listings and not forgotten

    def in_feed(self) -> tuple[Post, ...]:
        """Return the posts of the feed, newest first."""
        return self.posts[: -FEED_LENGTH - 1 : -1]

    def counts(self, post: Post) -> tuple[Count, ...]:
        """Return what the site counts beside a post."""
        values = {"views": post.views(self.day), "comments": post.comments(self.day)}
        return tuple(_count(m, values[m], rounding) for m, rounding in self.company.measures.items())


def _count(measure: str, value: int, rounding: Rounding) -> Count:
    if rounding == "thousands" and value >= 1000:
        value = value // 100 * 100
        return Count(measure=measure, value=value, text=f"{value / 1000:g}k {measure}")
    return Count(measure=measure, value=value, text=f"{value:,} {measure if value != 1 else measure[:-1]}")


def product_path(company: Company, shelf: Shelf) -> str:
    """Return the path of the product's own page."""
    return company.product_path.format(slug=shelf.slug, number=shelf.product.number)


def start_of(day: int) -> datetime:
    """Return the time of a day's visit: 06:00 UTC; day 1 is Monday, 2026-03-02."""
    return datetime(2026, 3, 1, 6, tzinfo=UTC) + timedelta(days=day)
