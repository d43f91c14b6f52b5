"""How a site shows one day: every address of the shop → the answer it gives."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from random import Random

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from rivals.demo.catalogue import LINES, slugify
from rivals.demo.shop import Company, Shelf, ShopDay, start_of
from rivals.demo.structured import post_data, product_data, rating
from rivals.demo.views import Answer, Card, Pager, PostCard, Validation
from rivals.demo.writing import Post

TOKEN, VISITS = "%%TOKEN%%", "%%VISITS%%"
"""Stand in a page for what differs at every request: a token, and the counter of visitors."""

_OLD_HTML = "text/html; charset=iso-8859-1"


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


class DaySite:
    """One site on one day: its routes and the pages rendered so far."""

    def __init__(self, shop: ShopDay, origin: str) -> None:
        self.shop = shop
        self.company = shop.company
        self.origin = origin
        self.routes: dict[str, Callable[[], Answer]] = {}
        self._answers: dict[str, Answer] = {}
        self._wares = shop.listing()
        self._menu = [
            (self.company.categories[main], self.company.listing_path(main), self._children(main))
            for main in dict.fromkeys(main for main, _ in LINES)
        ]
        self._add_routes()

    def answer(self, path: str) -> Answer:
        """Return the answer to a path, rendered at its first request."""
        answer = self._answers.get(path)
        if answer is None:
            route = self.routes.get(path)
            if route is None:
                return self._info("missing.html", status=404, gone=False, path=path)
            answer = self._answers[path] = route()
        return answer

    def remember(self, path: str, answer: Answer) -> None:
        """Keep a completed answer."""
        self._answers[path] = answer

    def refuse(self, path: str) -> Answer:
        """Return the answer of a day on which the site refuses."""
        if self.shop.state == "503":
            return replace(self._plain("unavailable.html"), status=503, retry_after_s=3600)
        if path == "/robots.txt":
            return self.answer(path)
        return replace(self._plain("blocked.html"), status=403)

    def _add_routes(self) -> None:
        company, shop, add = self.company, self.shop, self.routes.__setitem__
        add("/", self._home)
        self._add_listing(company.shop_path, "All products", (None, None))
        for main, sub in LINES:
            if company.listing_path(main) not in self.routes:
                self._add_listing(company.listing_path(main), company.categories[main], (main, None))
            self._add_listing(company.listing_path(main, sub), company.categories[sub], (main, sub))
        for shelf in shop.shelves:
            add(shop.path(shelf), partial(self._product, shelf))
            for former in shelf.former:
                add(former.path, partial(self._former, shelf, former.page))
        posts = shop.posts[::-1]
        paths = _page_paths(company, company.blog_path, len(posts), company.posts_per_page)
        for number, path in enumerate(paths, 1):
            shown = posts[(number - 1) * company.posts_per_page : number * company.posts_per_page]
            add(path, partial(self._blog, path, shown, Pager(number=number, paths=paths)))
        for post in posts:
            add(shop.post_path(post), partial(self._post, post))
        add(company.feed_path, self._feed)
        add(company.about_path, partial(self._info, "about.html", path=company.about_path))
        add(company.contact_path, partial(self._info, "contact.html", path=company.contact_path))
        add("/robots.txt", partial(self._text, f"{company.key}/robots.txt", "text/plain"))
        for path in company.sitemap_paths:
            add(path, partial(self._text, f"{company.key}{path}", "application/xml"))
        for path in ("/cart", "/cart/", "/login", "/my-account/", "/basket/", "/account/", "/search"):
            add(path, partial(self._info, "account.html", path=path))
        add("/logout", lambda: Answer(status=302, location="/"))
        add("/style.css", partial(self._text, f"{company.key}/style.css", "text/css"))
        for name in {card_picture(shelf) for shelf in shop.shelves}:
            add(name, partial(self._picture, name))

    def _add_listing(self, path: str, title: str, category: tuple[str | None, str | None]) -> None:
        wares = self.shop.listing(*category)
        paths = _page_paths(self.company, path, len(wares), self.company.per_page)
        size = self.company.per_page
        for number, page_path in enumerate(paths, 1):
            shown = wares[(number - 1) * size : number * size]
            pager = Pager(number=number, paths=paths)
            self.routes[page_path] = partial(self._listing, page_path, title, category, shown, len(wares), pager)

    def _children(self, main: str) -> list[tuple[str, str]]:
        """Return name and path of the categories of a main category."""
        company = self.company
        return [(company.categories[sub], company.listing_path(main, sub)) for key, sub in LINES if key == main]

    def _home(self) -> Answer:
        random = Random(f"home/{self.company.key}/{self.shop.day}")
        shown = random.sample(self._wares, min(8, len(self._wares)))
        return self._page("home.html", "/", cards=self._cards(shown), posts=self._post_cards(self.shop.posts[:-4:-1]))

    def _listing(
        self,
        path: str,
        title: str,
        category: tuple[str | None, str | None],
        shown: Sequence[Shelf],
        total: int,
        pager: Pager,
    ) -> Answer:
        main, sub = category
        trail = [(self.company.categories[main], self.company.listing_path(main))] if main and sub else []
        return self._page(
            "listing.html",
            path,
            title=title,
            trail=trail,
            children=self._children(main) if main and not sub else [],
            cards=self._cards(shown),
            total=total,
            pager=pager,
        )

    def _product(self, shelf: Shelf) -> Answer:
        path, (main, sub) = self.shop.path(shelf), shelf.category
        if shelf.page == "missing":
            return self._info("missing.html", status=404, gone=False, path=path)
        if shelf.page == "gone_410":
            return self._info("missing.html", status=410, gone=True, path=path)
        if shelf.page == "redirect":
            return Answer(status=301, location=self.company.listing_path(main, sub))
        if shelf.page == "error":
            return replace(self._plain("error.html"), status=500)
        frozen = self.company.key == "tool-barn" and shelf.product.number % 2 == 0
        names = self.company.category_names(shelf.category)
        answer = self._page(
            "product.html",
            path,
            recommended=self._recommended(path, beside=shelf, fixed=frozen),
            shelf=shelf,
            card=self._card(shelf),
            sold=shelf.sold,
            instalment=self.company.money((shelf.price / 3).quantize(shelf.price)),
            saving=self.company.money(shelf.list_price - shelf.price) if shelf.list_price else None,
            per_cent=int(100 - 100 * shelf.price / shelf.list_price) if shelf.list_price else None,
            rating=rating(shelf),
            crumbs=[
                (names[0], self.company.listing_path(main)),
                (names[1], self.company.listing_path(main, sub)),
            ],
            data=Markup(product_data(self.shop, shelf, self.origin)),
            charset="iso-8859-1" if self._is_old(shelf) else "utf-8",
        )
        return _freeze(answer, "modified") if frozen else answer

    def _former(self, shelf: Shelf, page: str) -> Answer:
        if page == "redirect":
            return Answer(status=301, location=self.shop.path(shelf))
        return self._info("missing.html", status=404, gone=False, path="")

    def _blog(self, path: str, shown: Sequence[Post], pager: Pager) -> Answer:
        return self._page("blog.html", path, posts=self._post_cards(shown), pager=pager)

    def _post(self, post: Post) -> Answer:
        path = self.shop.post_path(post)
        return self._page(
            "post.html",
            path,
            post=post,
            date=self._date(post),
            counts={count.measure: count.text for count in self.shop.counts(post)},
            data=Markup(post_data(self.shop, post, self.origin)),
        )

    def _feed(self) -> Answer:
        posts = [(post, {c.measure: c.value for c in self.shop.counts(post)}) for post in self.shop.in_feed()]
        manner = "atom" if "atom" in self.company.feed_path else "rss"
        body = self._render("feed.xml", posts=posts, summary=_summary)
        answer = Answer(content_type=f"application/{manner}+xml; charset=utf-8", body=body.encode())
        return _freeze(answer, "no-cache") if self.company.key == "tool-barn" else answer

    def _info(self, template: str, *, path: str, status: int = 200, gone: bool = False) -> Answer:
        old = self.company.key == "oakfield" and template == "contact.html"
        page = self._page(template, path, charset="iso-8859-1" if old else "utf-8", gone=gone)
        answer = replace(page, status=status)
        frozen = self.company.key == "tool-barn" and template in ("about.html", "contact.html")
        return _freeze(answer, "no-cache") if frozen else answer

    def _plain(self, template: str) -> Answer:
        return Answer(body=_templates().get_template(template).render(company=self.company, TOKEN=TOKEN).encode())

    def _text(self, template: str, content_type: str) -> Answer:
        body = (
            _templates()
            .get_template(template)
            .render(
                origin=self.origin,
                shop=self.shop,
                company=self.company,
                listings=[path for path, route in self.routes.items() if getattr(route, "func", None) == self._listing],
                start_of=start_of,
            )
        )
        return Answer(content_type=content_type, body=body.encode())

    def _picture(self, path: str) -> Answer:
        hue = int(hashlib.sha256(path.encode()).hexdigest()[:4], 16) % 360
        kind, _, label = path.removeprefix("/media/").removesuffix(".svg").partition("/")
        body = _templates().get_template("picture.svg").render(hue=hue, kind=kind, label=label.replace("-", " "))
        return Answer(content_type="image/svg+xml", body=body.encode())

    def _page(self, template: str, path: str, *, charset: str = "utf-8", **values: object) -> Answer:
        values.setdefault("recommended", self._recommended(path))
        text = self._render(template, path=path, charset=charset, **values)
        if charset == "utf-8":
            return Answer(body=text.encode())
        return Answer(content_type=_OLD_HTML, body=text.encode("iso-8859-1", "xmlcharrefreplace"))

    def _render(self, template: str, **values: object) -> str:
        company = self.company
        if self.shop.layout == 2 and template in ("product.html", "listing.html"):
            template = template.replace(".html", "-2.html")
        return (
            _templates()
            .get_template(f"{company.key}/{template}")
            .render(
                shop=self.shop,
                company=company,
                origin=self.origin,
                menu=self._menu,
                money=company.money,
                day=start_of(self.shop.day),
                TOKEN=TOKEN,
                VISITS=VISITS,
                **values,
            )
        )

    def _recommended(self, path: str, *, beside: Shelf | None = None, fixed: bool = False) -> list[Card]:
        """Return four products: others every day, or on ``fixed`` pages the next of the same category."""
        others = [shelf for shelf in self._wares if shelf is not beside]
        if fixed and beside is not None:
            return self._cards(sorted(others, key=lambda shelf: shelf.category != beside.category)[:4])
        random = Random(f"recommended/{self.company.key}/{self.shop.day}/{path}")
        return self._cards(random.sample(others, min(4, len(others))))

    def _cards(self, shelves: Sequence[Shelf]) -> list[Card]:
        return [self._card(shelf) for shelf in shelves]

    def _card(self, shelf: Shelf) -> Card:
        money = self.company.money
        return Card(
            name=shelf.name,
            href=self.shop.path(shelf),
            price=None if shelf.price_hidden else money(shelf.price),
            list_price=money(shelf.list_price) if shelf.list_price and not shelf.price_hidden else None,
            stock=self.company.availability[shelf.availability],
            orderable=shelf.availability != "OutOfStock",
            sku=shelf.product.sku,
            number=shelf.product.number,
            picture=card_picture(shelf),
        )

    def _post_cards(self, posts: Sequence[Post]) -> list[PostCard]:
        on_cards = self.company.counts_on_cards
        return [
            PostCard(
                title=post.title,
                href=self.shop.post_path(post),
                author=post.author,
                date=self._date(post),
                published=post.published,
                summary=_summary(post),
                counts=tuple(count.text for count in self.shop.counts(post) if count.measure in on_cards),
            )
            for post in posts
        ]

    def _date(self, post: Post) -> str:
        """Return the day of publication in the manner of the site."""
        published, age = post.published, (start_of(self.shop.day).date() - post.published.date()).days
        if self.company.key == "our-shop":
            if age < 7:
                return "yesterday" if age == 1 else f"{age} days ago"
            return f"{published.day} {published:%b %Y}"
        if self.company.key == "oakfield":
            return f"{published:%d.%m.%Y}"
        return f"{published:%B} {published.day}, {published.year}"

    def _is_old(self, shelf: Shelf) -> bool:
        """Is this one of the pages that were never taken from Latin-1 to UTF-8?"""
        return self.company.key == "oakfield" and not shelf.product.thing.brand.isascii()


def card_picture(shelf: Shelf) -> str:
    """Return the path of a product's picture: one for each kind of thing."""
    return f"/media/{shelf.product.thing.category[0]}/{slugify(shelf.product.thing.noun)}.svg"


def _summary(post: Post) -> str:
    return post.paragraphs[0].split(". ")[0].rstrip(".") + " …"


def _page_paths(company: Company, path: str, count: int, size: int) -> tuple[str, ...]:
    return tuple(company.numbered(path, page) for page in range(1, max(1, -(-count // size)) + 1))


def _freeze(answer: Answer, validation: Validation) -> Answer:
    """Return the answer as a page cache keeps it: its tokens stay as long as the rest of it stays."""
    digest = hashlib.sha256(answer.body).hexdigest()
    body = answer.body.replace(TOKEN.encode(), digest[:16].encode()).replace(VISITS.encode(), b"48,213")
    return replace(answer, body=body, validation=validation, etag=f'"{digest[16:40]}"')
