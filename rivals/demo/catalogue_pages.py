"""The front page, the listings and the products of a shop that answers in plain HTML."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from random import Random

from markupsafe import Markup

from rivals.demo.render import Renderer, card_picture, freeze, page_paths, picture
from rivals.demo.shop import Shelf
from rivals.demo.structured import product_data
from rivals.demo.views import Answer, Pager


class CataloguePages:
    """What a shop sells, page by page."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._shop = renderer.shop
        self._company = renderer.company

    def routes(self) -> Iterator[tuple[str, Callable[[], Answer]]]:
        """Yield every path and how it is answered."""
        yield "/", self._home
        for main, sub in self._company.listings():
            yield from self._listing_routes(main, sub)
        for shelf in self._shop.shelves:
            yield self._shop.path(shelf), partial(self._product, shelf)
            for former in shelf.former:
                yield former.path, partial(self._former, shelf, former.page)
        for name in {card_picture(shelf) for shelf in self._shop.shelves}:
            yield name, partial(picture, name)

    def _listing_routes(self, main: str | None, sub: str | None) -> Iterator[tuple[str, Callable[[], Answer]]]:
        """Yield the pages of one listing and, after the site has moved, what became of those at the old address."""
        company = self._company
        wares, size = self._shop.listing(main, sub), company.per_page
        paths = page_paths(company, company.path_of_listing(main, sub), len(wares), size)
        for number, path in enumerate(paths, 1):
            shown = wares[(number - 1) * size : number * size]
            yield path, partial(self._listing, path, (main, sub), shown, len(wares), Pager(number=number, paths=paths))
        if company.former is not None:
            left = page_paths(company.former, company.former.path_of_listing(main, sub), len(wares), size)
            for old, new in zip(left, paths, strict=True):
                yield old, partial(Answer, status=301, location=new)

    def _home(self) -> Answer:
        renderer, shop = self._renderer, self._shop
        random = Random(f"home/{self._company.key}/{shop.day}")
        shown = random.sample(renderer.wares, min(8, len(renderer.wares)))
        posts = renderer.post_cards(shop.posts[:-4:-1])
        return renderer.page("home.html", "/", cards=renderer.cards(shown), posts=posts)

    def _listing(
        self, path: str, category: tuple[str | None, str | None], shown: Sequence[Shelf], total: int, pager: Pager
    ) -> Answer:
        (main, sub), company = category, self._company
        key = sub or main
        return self._renderer.page(
            "listing.html",
            path,
            title=company.categories[key] if key else company.all_products,
            trail=[(company.categories[main], company.listing_path(main))] if main and sub else [],
            children=self._renderer.children(main) if main and not sub else [],
            cards=self._renderer.cards(shown),
            total=total,
            pager=pager,
        )

    def _product(self, shelf: Shelf) -> Answer:
        renderer, company, path = self._renderer, self._company, self._shop.path(shelf)
        if shelf.page in ("missing", "gone_410"):
            return renderer.missing(path, gone=shelf.page == "gone_410")
        if shelf.page == "redirect":
            return Answer(status=301, location=company.listing_path(*shelf.category))
        if shelf.page == "error":
            return renderer.error()
        main, sub = shelf.category
        names = company.category_names(shelf.category)
        frozen = company.cached and shelf.product.number % 2 == 0
        answer = renderer.page(
            "product.html",
            path,
            encoding=self._encoding(shelf),
            recommended=renderer.recommended(path, beside=shelf, fixed=frozen),
            shelf=shelf,
            card=renderer.card(shelf),
            sold=shelf.sold,
            instalment=company.money((shelf.price / 3).quantize(shelf.price)),
            saving=company.money(shelf.list_price - shelf.price) if shelf.list_price else None,
            per_cent=int(100 - 100 * shelf.price / shelf.list_price) if shelf.list_price else None,
            reviews=self._shop.reviews_of(shelf.product.number),
            rating=self._shop.rating_of(shelf.product.number),
            crumbs=[(names[0], company.listing_path(main)), (names[1], company.listing_path(main, sub))],
            data=Markup(product_data(self._shop, shelf, renderer.origin)),
        )
        return freeze(answer, "modified") if frozen else answer

    def _former(self, shelf: Shelf, page: str) -> Answer:
        if page == "redirect":
            return Answer(status=301, location=self._shop.path(shelf))
        return self._renderer.missing()

    def _encoding(self, shelf: Shelf) -> str:
        """Return the encoding of a product's page: makers whose names are not plain have the oldest pages."""
        old = self._company.old_encoding
        return old if old and not shelf.product.thing.brand.isascii() else "utf-8"
