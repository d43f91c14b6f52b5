"""What a simulated shop answers, and what readers find in it."""

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from random import Random

from crawler.batch import Outcome
from crawler.records.article import Article
from crawler.records.offer import Offer
from crawler.records.popularity import Popularity
from crawler.records.reading import About, Reading, Word
from tests.simulation.shop import Facts, Post, Product, Shop

HOME = "https://shop.example/"
SITEMAP = HOME + "sitemap.xml"
FEED = HOME + "blog/feed"
BLOG = HOME + "blog"
BESTSELLERS = HOME + "bestsellers"
LISTING = HOME + "shop"
PAGE_SIZE = 24
NET = Decimal("0.8")
OUTAGE_SHARE = 0.8


class Site:
    """Answers and readings of a shop on each day."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.traits = shop.traits
        self._pages: dict[int, dict[str, list[tuple[Product, Facts]]]] = {}

    def reader(self, day: int) -> str:
        """Return the version of the readers in use on a day."""
        if self.traits.broken is None or day < self.traits.broken[0]:
            return "first"
        return "broken" if day <= self.traits.broken[1] else "mended"

    def down(self, day: int) -> bool:
        """Is the shop under maintenance?"""
        return self.traits.maintenance is not None and self.traits.maintenance[0] <= day <= self.traits.maintenance[1]

    def out(self, url: str, day: int) -> bool:
        """Is a product's page missing on this day by a fault of the shop?"""
        outage = self.traits.outage
        return (
            outage is not None
            and outage[0] <= day <= outage[1]
            and Random(f"out {url} {outage}").random() < OUTAGE_SHARE
        )

    def slips(self, url: str, day: int) -> bool:
        """Does a product's page show a wrong price on this day?"""
        return bool(self.traits.slips) and Random(f"slip {url} {day}").random() < self.traits.slips

    def pages(self, day: int) -> dict[str, list[tuple[Product, Facts]]]:
        """Return what is for sale on a day, by address."""
        if day not in self._pages:
            pages: dict[str, list[tuple[Product, Facts]]] = {}
            for product, facts in self.shop.on(day):
                pages.setdefault(facts.url, []).append((product, facts))
            self._pages[day] = pages
        return self._pages[day]

    def answer(self, url: str, day: int) -> tuple[Outcome, str]:
        """Return outcome and final address of an address asked on a day."""
        if self.down(day) and self.traits.maintenance_as != "products":
            if self.traits.maintenance_as == "moved" and url != HOME + "maintenance":
                return "moved", HOME + "maintenance"
            if self.traits.maintenance_as in ("unavailable", "blocked"):
                return ("unavailable" if self.traits.maintenance_as == "unavailable" else "blocked"), url
            return "ok", url
        if url in self.pages(day) and self.out(url, day):
            return "missing", url
        if url in self.pages(day) or url in self._fixed(day):
            return "ok", url
        if (leads_to := self._led.get(url)) is not None:
            product, redirects = leads_to
            facts = product.days[day]
            if redirects and facts.alive and facts.url != url:
                return "moved", facts.url
            if redirects or facts.url != url:
                return "missing", url
        if url in self._sold_once:
            if self.traits.gone_as == "home":
                return "moved", HOME
            return ("ok" if self.traits.gone_as == "empty" else "missing"), url
        return "missing", url

    def read(self, url: str, day: int, reader: str) -> Reading:
        """Return what a version of the readers finds on an address that answered on a day."""
        if self.down(day) and (self.traits.maintenance_as != "products" or url in self._sold_once):
            return Reading(about=About(type="other", title="Back soon"))
        if url == HOME:
            return self._home(day)
        if url == SITEMAP:
            return Reading(about=About(type="sitemap", named=self._in_sitemap(day)))
        if url in (FEED, BLOG):
            return self._blog(url, day)
        if url == BESTSELLERS:
            return self._listing(day, url, (), self._bestsellers(day))
        if url.startswith(LISTING):
            return self._listing(day, LISTING, self._listing_urls(day), self._on_listing(url, day))
        if url.startswith(BLOG + "/"):
            return self._post(url, day)
        return self._product_page(url, day, reader)

    def _fixed(self, day: int) -> set[str]:
        fixed = {HOME, *self._listing_urls(day), *(post.url for post in self.shop.posts if post.born <= day)}
        fixed |= {FEED} if self.traits.feed else set()
        fixed |= {BLOG} if self.traits.blog else set()
        fixed |= {SITEMAP} if self.traits.sitemap else set()
        return fixed | ({BESTSELLERS} if self.traits.bestsellers else set())

    @cached_property
    def _led(self) -> dict[str, tuple[Product, bool]]:
        return {url: (p, redirects) for p in self.shop.products for url, redirects in p.moved_from.items()}

    @cached_property
    def _sold_once(self) -> set[str]:
        return {facts.url for product in self.shop.products for facts in product.days.values()}

    def _listed(self, day: int) -> list[str]:
        pages = self.pages(day)
        listed = [url for url, things in pages.items() if any(facts.listed for _, facts in things)]
        return [url for url in listed if not self.out(url, day)]

    def _listing_urls(self, day: int) -> tuple[str, ...]:
        if not self.traits.listings:
            return ()
        count = max(1, -(-len(self._listed(day)) // PAGE_SIZE))
        return (LISTING, *(f"{LISTING}?page={n}" for n in range(2, count + 1)))

    def _on_listing(self, url: str, day: int) -> list[str]:
        number = int(url.rpartition("=")[2]) if "=" in url else 1
        newest_first = self._listed(day)[::-1]
        return newest_first[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]

    def _in_sitemap(self, day: int) -> tuple[str, ...]:
        days = range(1, day + 1) if self.traits.stale_sitemap else (day,)
        return tuple(dict.fromkeys(url for d in days for url in self._listed(d)))

    def _bestsellers(self, day: int) -> list[str]:
        listed = self._listed(day)
        return Random(f"best {day}").sample(listed, min(10, len(listed)))

    def _home(self, day: int) -> Reading:
        teased = Random(f"home {day}").sample(sorted(self.pages(day)), min(8, len(self.pages(day))))
        return Reading(about=About(type="home"), words=tuple(self._card(url, day) for url in teased))

    def _listing(self, day: int, series: str, pages: tuple[str, ...], shown: list[str]) -> Reading:
        about = About(
            type="listing",
            series=series,
            series_pages=pages,
            named=tuple(shown),
            looked_for=("offer",),
            canonical=HOME if self.traits.canonical_home else None,
        )
        return Reading(about=about, words=tuple(self._card(thing, day) for thing in shown))

    def _card(self, url: str, day: int) -> Word:
        product, facts = self.pages(day)[url][0]
        price = facts.price * NET if self.traits.cards_net else facts.price
        card = Offer(url=url, name=product.name)
        return Word(witness="card", record=self._priced(card, price.quantize(Decimal("0.01"))))

    def _priced(self, offer: Offer, price: Decimal) -> Offer:
        """Give an offer its price as the page writes it, unclear when it has thousands and no cents."""
        text = f"{price:,.2f}"
        if not self.traits.unclear:
            return replace(offer, price=price, price_text=f"{text} €", currency="EUR")
        whole, cents = text.replace(",", "_").replace(".", ",").replace("_", ".").split(",")
        if cents != "00" or "." not in whole:
            return replace(offer, price=price, price_text=f"{whole},{cents} €", currency="EUR")
        both = (Decimal(whole), Decimal(whole.replace(".", "")))
        return replace(offer, price=None, price_text=f"{whole} €", currency="EUR", price_candidates=both)

    def _product_page(self, url: str, day: int, reader: str) -> Reading:
        about = About(type="product", looked_for=("offer",), canonical=HOME if self.traits.canonical_home else url)
        things = self.pages(day).get(url, [])
        if reader == "broken" and self.traits.broken_as == "nothing":
            return Reading(about=About(type="other"))
        words = [word for product, facts in things for word in self._words(product, facts, day, reader)]
        if self.slips(url, day):
            words = [_slipped(word, url) for word in words]
        return Reading(about=about, words=tuple(words))

    def _words(self, product: Product, facts: Facts, day: int, reader: str) -> list[Word]:
        bare = Offer(url=facts.url, name=product.name, variant=product.variant)
        visible = replace(bare, availability=facts.availability, availability_text=facts.availability)
        if not self.traits.hides(day):
            visible = replace(self._priced(visible, facts.price), list_price=facts.list_price)
            if reader == "broken":
                visible = replace(visible, price=Decimal("4.99"), price_text="4.99 €", price_candidates=())
        if not self.traits.structured:
            marked = replace(bare, sku=product.sku)
            return [Word(witness="text", record=visible), Word(witness="microdata", record=marked)]
        price = (facts.price * NET if self.traits.structured_net else facts.price).quantize(Decimal("0.01"))
        data = replace(
            bare,
            sku=product.sku,
            brand="Maker",
            price=price,
            price_text=str(price),
            currency="EUR",
            availability=facts.availability,
            condition="NewCondition",
        )
        return [Word(witness="text", record=visible), Word(witness="json-ld", record=data)]

    def _blog(self, url: str, day: int) -> Reading:
        posts = [post for post in self.shop.posts if post.born <= day][::-1][:10]
        feed = url == FEED
        witness = "feed" if feed else "card"
        words = [
            Word(witness=witness, record=Article(url=p.url, title=self._title(p) + (" | Shop" if feed else "")))
            for p in posts
        ]
        about = About(
            type="feed" if feed else "listing", named=tuple(p.url for p in posts), looked_for=("article", "popularity")
        )
        return Reading(about=about, words=tuple(words))

    def _post(self, url: str, day: int) -> Reading:
        post = next(post for post in self.shop.posts if post.url == url)
        article = Article(url=url, title=self._title(post), text="Words.", words=1)
        views = Popularity(url=url, measure="views", value=post.views(day))
        about = About(type="article", looked_for=("article", "popularity"))
        return Reading(about=about, words=(Word(witness="text", record=article), Word(witness="text", record=views)))

    def _title(self, post: Post) -> str:
        return f"Post {post.number}"


def _slipped(word: Word, url: str) -> Word:
    """Return a word with the decimal sign of its price lost or, on every other page, in another currency."""
    offer = word.record
    if not isinstance(offer, Offer) or offer.price is None:
        return word
    if len(url) % 2:
        return Word(witness=word.witness, record=replace(offer, currency="USD"))
    return Word(
        witness=word.witness, record=replace(offer, price=100 * offer.price, price_text=f"{100 * offer.price} €")
    )
