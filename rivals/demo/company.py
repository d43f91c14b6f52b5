"""A company of the demo market and the manner of its shop: how it names, prices and addresses things."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rivals.demo.catalogue import LINES, Category, slugify
from rivals.demo.dates import DateManner
from rivals.demo.writing import Post

Notation = Literal["sign-first", "tenge", "code-first", "sign-last"]
Structured = Literal["json-ld", "microdata", "state"]


@dataclass(frozen=True, kw_only=True)
class Company:
    """One company of the market and the manner of its shop."""

    key: str
    """Its name in competitors.yaml and of its folder of templates."""
    label: str
    kind: str
    """self, direct or foreign."""
    country: str = "LV"
    currency: str = "EUR"
    rate: Decimal = Decimal(1)
    """What one euro costs in its currency."""
    language: str = "en"
    names: tuple[str, ...]
    """What it is called in texts of others."""
    share: float
    """How many products it has, against ``Market.products``."""
    sizes: tuple[int, int] = (0, 9000)
    """Fewest and most products, whatever its share comes to."""
    level: float
    """Its prices against the average."""
    notation: Notation
    dates: DateManner
    name_pattern: str
    """How it composes the name of a product from noun, spec, brand and model."""
    availability: Mapping[str, str]
    """schema.org's name → its words for it."""
    structured: Structured | None
    """Who says on its product pages, where they have structured data, what the text says."""
    witnesses: tuple[str, ...]
    """Who says the price on its pages, where the product has structured data."""
    old_encoding: str | None = None
    """Encoding of the pages that were never taken to UTF-8; None: there are none."""
    cached: bool = False
    """Does it keep pages in a cache, with ETag and date?"""
    product_path: str
    category_path: str
    category_levels: Literal[1, 2] = 2
    shop_path: str
    page_suffix: str
    """What the address of a listing gets for its further pages."""
    blog_path: str
    post_path: str
    feed_path: str
    about_path: str
    contact_path: str
    terms_path: str
    """Delivery and returns."""
    reviews_path: str
    sitemap_paths: tuple[str, ...] = ()
    """The sitemap, or the index and its children; () for a shop without."""
    sitemap_skips: int | None = None
    """Every so-manieth product is forgotten in the sitemap; None: none is."""
    per_page: int
    posts_per_page: int
    sorting: Literal["newest", "name", "number"]
    categories: Mapping[str, str]
    """Key of a main category, or of a category in it → its name here."""
    all_products: str = "All products"
    """Title of the listing of the whole shop."""
    authors: tuple[str, ...]
    reviewers: tuple[str, ...]
    """Names under which its customers write."""
    measures: tuple[str, ...]
    """What its blog counts: views, comments."""
    counts_on_cards: tuple[str, ...] = ()
    counts_in_feed: tuple[str, ...] = ()
    address: str
    phone: str
    moved_on: int | None = None
    """Day from which it has the addresses above; None: it always had."""
    former: "Company | None" = None
    """Itself with the addresses before that day."""

    def money(self, amount: Decimal) -> str:
        """Write an amount the way the shop does, with no-break spaces."""
        if self.notation == "sign-first":
            return f"€{amount:,.2f}"
        if self.notation == "tenge":
            return f"{amount:,.0f}\N{NO-BREAK SPACE}₸".replace(",", "\N{NO-BREAK SPACE}")
        if self.notation == "sign-last":
            return f"{amount:.2f}\N{NO-BREAK SPACE}€"
        return f"EUR\N{NO-BREAK SPACE}{amount:.2f}"

    def category_names(self, category: Category) -> tuple[str, ...]:
        """Return the names of the categories that it puts a thing into, from the root down."""
        return tuple(self.categories[key] for key in category[: self.category_levels])

    def listing_path(self, main: str, sub: str | None = None) -> str:
        """Return the path of a category's listing."""
        return self.category_path.format(path="/".join(slugify(self.categories[key]) for key in (main, sub) if key))

    def numbered(self, path: str, page: int) -> str:
        """Return the path of one page of a listing."""
        return path if page == 1 else path + self.page_suffix.format(page=page)

    def listings(self) -> Iterator[tuple[str | None, str | None]]:
        """Yield what its listings show, as main category and category: the whole shop, then each of them."""
        yield None, None
        for main in dict.fromkeys(main for main, _ in LINES):
            yield main, None
            yield from ((main, sub) for key, sub in LINES if key == main and self.category_levels == 2)

    def path_of_listing(self, main: str | None, sub: str | None) -> str:
        """Return the path of one of ``listings``."""
        return self.listing_path(main, sub) if main else self.shop_path

    def path_of_post(self, post: Post) -> str:
        """Return the path of the post's own page."""
        return self.post_path.format(slug=post.slug, year=post.published.year, month=f"{post.published:%m}")
