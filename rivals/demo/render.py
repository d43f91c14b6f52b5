"""From templates to answers: what all pages of one site share on one day."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rivals.demo.catalogue import LINES, slugify
from rivals.demo.company import Company
from rivals.demo.dates import write_age, write_day
from rivals.demo.shop import Shelf, ShopDay, start_of
from rivals.demo.tags import tags
from rivals.demo.views import TOKEN, VISITS, Answer, Card, PostCard, Validation
from rivals.demo.writing import Post

Routes = Mapping[str, Callable[[], Answer]]
"""Path → how its answer is made."""


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


class Renderer:
    """The templates of one company, filled with one of its days."""

    def __init__(self, shop: ShopDay, origin: str) -> None:
        self.shop = shop
        self.company = shop.company
        self.origin = origin
        self.wares = shop.listing()
        company, face = self.company, shop.face
        menu = [
            (company.categories[main], company.listing_path(main), self.children(main))
            for main in dict.fromkeys(main for main, _ in LINES)
        ]
        promises = {
            page: {p.name: sentence for p in face.promises if (sentence := p.sentence(page, company.money))}
            for page in ("home", "terms")
        }
        self._shared = {
            "shop": shop,
            "company": company,
            "face": face,
            "origin": origin,
            "menu": menu,
            "money": company.money,
            "promises": promises["home"],
            "terms": promises["terms"],
            "tags": tags(face.technologies),
            "day": start_of(shop.day),
            "write_day": self.write_day,
            "TOKEN": TOKEN,
            "VISITS": VISITS,
        }

    def page(self, template: str, path: str, *, encoding: str = "utf-8", **values: object) -> Answer:
        """Return a page of HTML."""
        if "recommended" not in values:
            values["recommended"] = self.recommended(path)
        text = self.render(template, path=path, charset=encoding, **values)
        body = text.encode(encoding, "xmlcharrefreplace")
        return Answer(content_type=f"text/html; charset={encoding}", body=body)

    def missing(self, path: str = "", *, gone: bool = False) -> Answer:
        """Return the page of an address that is not there, or not any more."""
        return replace(self.page("missing.html", path, gone=gone), status=410 if gone else 404)

    def error(self) -> Answer:
        """Return the page of an address that fails today."""
        return replace(plain("error.html", self.company), status=500)

    def text(self, template: str, content_type: str, **values: object) -> Answer:
        """Return a file that is not HTML."""
        return Answer(content_type=content_type, body=self.render(template, **values).encode())

    def render(self, template: str, **values: object) -> str:
        """Return one of the company's templates, filled."""
        if self.shop.layout == 2 and template in ("product.html", "listing.html"):
            template = template.replace(".html", "-2.html")
        return _templates().get_template(f"{self.company.key}/{template}").render(self._shared, **values)

    def children(self, main: str) -> list[tuple[str, str]]:
        """Return name and path of the categories of a main category."""
        if self.company.category_levels == 1:
            return []
        subs = [sub for key, sub in LINES if key == main]
        return [(self.company.categories[sub], self.company.listing_path(main, sub)) for sub in subs]

    def recommended(self, path: str, *, beside: Shelf | None = None, fixed: bool = False) -> list[Card]:
        """Return four products: others every day, or on ``fixed`` pages the next of the same category."""
        others = [shelf for shelf in self.wares if shelf is not beside]
        if fixed and beside is not None:
            return self.cards(sorted(others, key=lambda shelf: shelf.category != beside.category)[:4])
        random = Random(f"recommended/{self.company.key}/{self.shop.day}/{path}")
        return self.cards(random.sample(others, min(4, len(others))))

    def cards(self, shelves: Sequence[Shelf]) -> list[Card]:
        """Return products as a listing shows them."""
        return [self.card(shelf) for shelf in shelves]

    def card(self, shelf: Shelf) -> Card:
        """Return a product as a listing shows it."""
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

    def post_cards(self, posts: Sequence[Post]) -> list[PostCard]:
        """Return posts as the blog's index shows them."""
        on_cards = self.company.counts_on_cards
        return [
            PostCard(
                title=post.title,
                href=self.shop.post_path(post),
                author=post.author,
                date=self.date_of(post),
                published=post.published,
                summary=summary(post),
                counts=tuple(count.text for count in self.shop.counts(post) if count.measure in on_cards),
            )
            for post in posts
        ]

    def date_of(self, post: Post) -> str:
        """Return the day of a post's publication in the manner of the site."""
        published, manner = post.published.date(), self.company.dates
        if manner == "british":
            return write_age(published, start_of(self.shop.day).date(), manner)
        return write_day(published, manner)

    def write_day(self, day: date) -> str:
        """Return a day in the manner of the site."""
        return write_day(day, self.company.dates)


def plain(template: str, company: Company) -> Answer:
    """Return a page of the server that shows nothing of the site."""
    return Answer(body=_templates().get_template(template).render(company=company, TOKEN=TOKEN).encode())


def picture(path: str) -> Answer:
    """Return a drawing for a path that ``card_picture`` gave."""
    hue = int(hashlib.sha256(path.encode()).hexdigest()[:4], 16) % 360
    kind, _, label = path.removeprefix("/media/").removesuffix(".svg").partition("/")
    body = _templates().get_template("picture.svg").render(hue=hue, kind=kind, label=label.replace("-", " "))
    return Answer(content_type="image/svg+xml", body=body.encode())


def card_picture(shelf: Shelf) -> str:
    """Return the path of a product's picture: one for each kind of thing."""
    return f"/media/{shelf.product.thing.category[0]}/{slugify(shelf.product.thing.noun)}.svg"


def summary(post: Post) -> str:
    """Return how a post begins."""
    return post.paragraphs[0].split(". ")[0].rstrip(".") + " …"


def page_paths(company: Company, path: str, count: int, size: int) -> tuple[str, ...]:
    """Return the paths of the pages that ``count`` things take, ``size`` on each."""
    return tuple(company.numbered(path, page) for page in range(1, max(1, -(-count // size)) + 1))


def freeze(answer: Answer, validation: Validation) -> Answer:
    """Return the answer as a page cache keeps it: its tokens stay as long as the rest of it stays."""
    digest = hashlib.sha256(answer.body).hexdigest()
    body = answer.body.replace(TOKEN.encode(), digest[:16].encode()).replace(VISITS.encode(), b"48,213")
    return replace(answer, body=body, validation=validation, etag=f'"{digest[16:40]}"')
