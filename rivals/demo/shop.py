"""The types of the demo market: what lies on a company's shelves, and one day of its shop."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Literal

from rivals.demo.catalogue import Category, Thing
from rivals.demo.company import Company
from rivals.demo.counts import Count, write_count
from rivals.demo.face import Face
from rivals.demo.reviews import Rating, Review, newest_first, rating
from rivals.demo.writing import Post

PageState = Literal["ok", "missing", "gone_410", "redirect", "no_offer", "error"]
SiteState = Literal["ok", "503", "403"]

FEED_LENGTH = 10
"""How many posts a feed holds."""

ENDED: frozenset[PageState] = frozenset({"missing", "gone_410", "redirect", "no_offer"})
"""Answers of a product page that mean: not sold any more."""


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
    """Neither page nor card show the price today: only structured data say it, where there are any."""
    former: tuple[Former, ...] = ()

    @property
    def sold(self) -> bool:
        """Is it still offered, be its page readable today or not?"""
        return self.page not in ENDED

    @property
    def shown(self) -> bool:
        """Is its own page there today?"""
        return self.page in ("ok", "no_offer")

    @property
    def on_listings(self) -> bool:
        """Do listings show it?"""
        return self.listed and self.sold


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
    reviews: tuple[Review, ...]
    """Those of the company and of all its products, as they came."""
    face: Face

    def path(self, shelf: Shelf) -> str:
        """Return the path of the product's own page."""
        return product_path(self.company, shelf)

    def post_path(self, post: Post) -> str:
        """Return the path of the post's own page."""
        return self.company.path_of_post(post)

    def former_post_path(self, post: Post) -> str | None:
        """Return the path that the post's own page had before the site moved; None: it had none."""
        former, moved_on = self.company.former, self.company.moved_on
        return former.path_of_post(post) if former and moved_on and post.first_day < moved_on else None

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
        return tuple(write_count(measure, values[measure], self.company.language) for measure in self.company.measures)

    def reviews_of(self, product: int | None) -> list[Review]:
        """Return the reviews of a product, by its number, or of the company, newest first."""
        return self._reviews.get(product, [])

    def rating_of(self, product: int | None) -> Rating | None:
        """Return what they come to; None without any."""
        return rating(self.reviews_of(product))

    @cached_property
    def _reviews(self) -> dict[int | None, list[Review]]:
        lists: dict[int | None, list[Review]] = {}
        for review in newest_first(self.reviews):
            lists.setdefault(review.product, []).append(review)
        return lists


def product_path(company: Company, shelf: Shelf) -> str:
    """Return the path of the product's own page."""
    return company.product_path.format(slug=shelf.slug, number=shelf.product.number)


def start_of(day: int) -> datetime:
    """Return the time of a day's visit: 06:00 UTC; day 1 is Monday, 2026-03-02."""
    return datetime(2026, 3, 1, 6, tzinfo=UTC) + timedelta(days=day)
