"""The demo market: five companies, day by day, all of it a function of the seed and the size."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from random import Random
from threading import Lock

from rivals.demo import ads, crowd, software, truth
from rivals.demo.acts import Night, chance, leave, pass_night
from rivals.demo.catalogue import Thing, make_thing, nice_price, slugify
from rivals.demo.companies import MOVED, SHOPS
from rivals.demo.company import Company
from rivals.demo.events import ACCIDENTS, ARRIVALS, CASES, NEW_LAYOUT, POSTS, SCRIPTED_DAYS, TITLE_MENDED, Case
from rivals.demo.faces import FACES, turn
from rivals.demo.russian import in_russian
from rivals.demo.shop import Product, Shelf, ShopDay, SiteState, start_of
from rivals.demo.writing import Post, titles, write_post

LEAST_PRODUCTS, MOST_PRODUCTS = 30, 5000
ADS = "ads"
"""What addresses call the library of ads, which belongs to no company."""

_NO_CASE = Case(name="", acts={})


@dataclass
class _Books:
    """What one company remembers between days."""

    titles: Iterator[str]
    days: list[ShopDay] = field(default_factory=list)


class Market:
    """Our company, three other shops, a software company, and a library with the ads of all five.

    ``products`` is the size of our shop; the others have their share of it. A share of 0.45 of it is sold by ours,
    dubrava and tool-barn, with the same identifiers, and some of these by nordkit too. The same seed and size give the
    same market.
    """

    def __init__(self, seed: int = 1, products: int = 150) -> None:
        if not LEAST_PRODUCTS <= products <= MOST_PRODUCTS:
            raise ValueError(f"products must be from {LEAST_PRODUCTS} to {MOST_PRODUCTS}, not {products}")
        self.seed = f"{seed}/{products}"
        self.products = products
        self.shops = SHOPS
        self.companies = (*SHOPS[:-1], software.COMPANY, SHOPS[-1])
        self._lock = Lock()
        self._books = {
            company.key: _Books(titles=titles(Random(f"{self.seed}/titles/{company.key}"), company.language))
            for company in SHOPS
        }
        assortments = _deal({c.key: _size(c, products) for c in SHOPS}, round(products * 0.45), self.seed)
        for company in SHOPS:
            self._books[company.key].days.append(self._open(company, assortments[company.key]))

    def shop(self, company: str, day: int) -> ShopDay:
        """Return one company's shop on a day, from day 1."""
        if day < 1:
            raise ValueError(f"the market opens on day 1, not {day}")
        books = self._books[company]
        with self._lock:
            while len(books.days) < day:
                books.days.append(self._next_day(books.days[-1]))
        return books.days[day - 1]

    def truth(self, day: int, addresses: Mapping[str, str] | None = None) -> list[dict[str, object]]:
        """Return all facts of a day; ``url`` is a path, or whole where ``addresses`` knows the company."""
        known = addresses or {}
        facts: list[dict[str, object]] = []
        for company in self.companies:
            origin = known.get(company.key, "")
            if company.key in self._books:
                facts += truth.facts(self.shop(company.key, day), origin)
            else:
                facts += software.facts(self.seed, day, origin)
        return [*facts, *ads.AdLibrary(self.seed, known).facts(day, known.get(ADS, ""))]

    def changes(self, day: int, addresses: Mapping[str, str] | None = None) -> list[dict[str, object]]:
        """Return what is really different from the day before; nothing on day 1."""
        if day == 1:
            return []
        known = addresses or {}
        changes: list[dict[str, object]] = []
        for company in self.companies:
            origin = known.get(company.key, "")
            if company.key in self._books:
                changes += truth.differences(self.shop(company.key, day - 1), self.shop(company.key, day), origin)
            else:
                changes += software.differences(self.seed, day, origin)
        return [*changes, *ads.AdLibrary(self.seed, known).differences(day, known.get(ADS, ""))]

    def cases(self) -> dict[tuple[str, str], str]:
        """Return which product lives through which case: (company, case) → id."""
        shelves = [shelf for company in self.shops for shelf in self.shop(company.key, 1).shelves]
        return {(s.product.company, s.product.case): s.product.id for s in shelves if s.product.case}

    def _open(self, company: Company, things: list[Thing]) -> ShopDay:
        """Return day 1. The cases go to the products at the end, which fewer others sell."""
        cases = dict(zip(range(len(things) - 1, -1, -1), CASES[company.key], strict=False))
        shelves = [
            self._stock(company, thing, 10_001 + place * 3, cases.get(place, _NO_CASE))
            for place, thing in enumerate(things)
        ]
        random = Random(f"{self.seed}/blog/{company.key}")
        ages = sorted(random.sample(range(1, 90), 11 + len(company.label) % 4), reverse=True)
        posts: tuple[Post, ...] = ()
        for age in ages:
            posts = (*posts, self._write(company, posts, 1, age))
        return ShopDay(
            company=company,
            day=1,
            state="ok",
            layout=1,
            shelves=tuple(shelves),
            posts=posts,
            reviews=crowd.first_reviews(Random(f"{self.seed}/reviews/{company.key}"), company, shelves),
            face=FACES[company.key],
        )

    def _stock(self, company: Company, thing: Thing, number: int, case: Case = _NO_CASE) -> Shelf:
        """Put a thing into the books and on the shelf."""
        random = Random(f"{self.seed}/price/{company.key}/{number}")
        thing = in_russian(thing) if company.language == "ru" else thing
        product = Product(
            number=number,
            company=company.key,
            thing=thing,
            case=case.name or None,
            structured=bool(case.name) or random.random() < 0.85,
        )
        name = company.name_pattern.format(noun=thing.noun, spec=thing.spec, brand=thing.brand, model=thing.model)
        level = Decimal(str(round(company.level * random.uniform(0.94, 1.06), 3)))
        price = nice_price(thing.worth * level * company.rate, random, company.currency)
        return Shelf(
            product=product,
            name=name,
            category=thing.category,
            slug=slugify(name),
            price=price,
            usual=price,
            availability=case.availability,
        )

    def _next_day(self, last: ShopDay) -> ShopDay:
        """Return the day after; on a day on which the site refuses nothing else happens."""
        company, day = last.company, last.day + 1
        layout = 2 if NEW_LAYOUT.get(company.key, day + 1) <= day else 1
        shelves = tuple(pass_night(shelf) for shelf in last.shelves)
        state = self._state(last, day)
        if state != "ok":
            return replace(last, day=day, state=state, layout=layout, shelves=shelves)
        random = Random(f"{self.seed}/day/{company.key}/{day}")
        night = Night(random=random, company=company)
        shelves = tuple(_happen(shelf, day, night) for shelf in shelves)
        moved = MOVED.get(company.key)
        if moved is not None and moved.moved_on == day:
            shelves = tuple(leave(shelf, company) for shelf in shelves)
            company = moved
        count = (day in ARRIVALS[company.key]) + int(self.products / 600 * company.share + random.random())
        shelves += tuple(self._arrival(company, len(shelves) + place) for place in range(count))
        posts = last.posts
        if TITLE_MENDED.get(company.key) == day:
            mended = "обновлено" if company.language == "ru" else "updated"
            posts = (*posts[:-1], replace(posts[-1], title=f"{posts[-1].title} ({mended})"))
        if day in POSTS[company.key] or (day > SCRIPTED_DAYS and random.random() < 0.3):
            posts = (*posts, self._write(company, posts, day, 0))
        return ShopDay(
            company=company,
            day=day,
            state="ok",
            layout=layout,
            shelves=shelves,
            posts=posts,
            reviews=crowd.next_reviews(Random(f"{self.seed}/reviews/{company.key}/{day}"), last, shelves),
            face=turn(company.key, last.face, day),
        )

    def _state(self, last: ShopDay, day: int) -> SiteState:
        """Return how a site answers; after the scripted days a rival fails one day in thirty, never two in a row."""
        company = last.company
        if day > SCRIPTED_DAYS and company.kind != "self" and last.state == "ok":
            random = Random(f"{self.seed}/accident/{company.key}/{day}")
            if random.random() < 1 / 30:
                return random.choice(("503", "403"))
        return ACCIDENTS.get(company.key, {}).get(day, "ok")

    def _arrival(self, company: Company, place: int) -> Shelf:
        """Return a new product; ``place`` is how many the company had before."""
        keys = [shop.key for shop in self.shops]
        serial = 20_000 * (keys.index(company.key) + 1) + place
        return self._stock(company, make_thing(self.seed, serial), 10_001 + place * 3)

    def _write(self, company: Company, before: tuple[Post, ...], day: int, age: int) -> Post:
        """Write the next post: published ``age`` days before day 1, or on the day before ``day``."""
        number = len(before) + 1
        random = Random(f"{self.seed}/post/{company.key}/{number}")
        title = next(self._books[company.key].titles)
        minute = random.randrange(7 * 60, 15 * 60)
        midnight = start_of(day - 1 - age).replace(hour=0)
        return write_post(
            random,
            number=number,
            slug=slugify(title),
            title=title,
            author=random.choice(company.authors),
            published=midnight + timedelta(minutes=minute),
            first_day=day,
            language=company.language,
        )


def _happen(shelf: Shelf, day: int, night: Night) -> Shelf:
    case = shelf.product.case
    if case is None or day > SCRIPTED_DAYS:
        return chance(shelf, night)
    acts = next(c.acts for c in CASES[shelf.product.company] if c.name == case)
    return acts[day](shelf, night) if day in acts else shelf


def _size(company: Company, products: int) -> int:
    """Return how many products a company begins with."""
    fewest, most = company.sizes
    return min(max(round(products * company.share), fewest), most)


def _deal(sizes: dict[str, int], common: int, seed: str) -> dict[str, list[Thing]]:
    """Deal things out until each company has its size: first those that all sell, then to one or two of them.

    A small shop takes only so many of the common things that they fill four fifths of it.
    """
    random = Random(f"{seed}/deal")
    things = (make_thing(seed, serial) for serial in range(1, 20_000))
    hands: dict[str, list[Thing]] = {key: [] for key in sizes}
    for number in range(common):
        thing = next(things)
        for key, hand in hands.items():
            if number < sizes[key] * 4 // 5:
                hand.append(thing)
    while open_hands := [key for key, hand in hands.items() if len(hand) < sizes[key]]:
        thing = next(things)
        for key in random.sample(open_hands, min(len(open_hands), random.choice((1, 1, 1, 2)))):
            hands[key].append(thing)
    return hands
