"""A simulated shop: what is true of it on each day."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random

DAYS = 60


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What kind of shop it is, and what befalls it."""

    products: int
    budget: float
    """Pages a visit may ask, as a share of the shop's pages."""
    sitemap: bool
    listings: bool
    feed: bool
    blog: bool
    identifiers: bool
    structured: bool
    """Do its pages carry JSON-LD beside the visible text?"""
    structured_net: bool
    """Does the JSON-LD say the price without VAT?"""
    cards_net: bool
    canonical_home: bool
    stale_sitemap: bool
    """Does the sitemap still name what is gone or has moved?"""
    bestsellers: bool
    variants: float
    unclear: bool
    """Does it write thousands as ``1.299``?"""
    gone_as: str
    """missing, home (a redirect) or empty (a page without an offer)."""
    maintenance: tuple[int, int] | None
    maintenance_as: str
    """page (status 200), moved, unavailable, blocked, or products (only their pages, with status 200)."""
    hidden_days: frozenset[int]
    """Days on which a layout hides the visible price."""
    broken: tuple[int, int] | None
    """Days on which the readers find nothing on product pages, or the wrong price."""
    broken_as: str
    new_scheme: int | None
    """Day on which all addresses change."""
    scheme_redirects: bool
    hidden_from: int | None
    """Day from which a new layout hides the visible price for good."""
    mass_removal: int | None
    mass_share: float
    slips: float
    """Share of the looks at product pages that show a price a hundred times too high, or in another currency."""
    jumps: float
    """Share of products and days on which the price truly becomes twelve times what it was."""
    outage: tuple[int, int] | None
    """Days on which most product pages answer missing and no listing names them, though nothing was taken away."""

    def hides(self, day: int) -> bool:
        """Does the layout of this day hide the visible price?"""
        return day in self.hidden_days or (self.hidden_from is not None and day >= self.hidden_from)


def draw_traits(seed: int, faults: bool = False) -> Traits:
    """Return the shop of this seed; ``faults``: what it shows may for a day or two be far from what is true."""
    random = Random(f"traits {seed}")

    def chance(share: float) -> bool:
        return random.random() < share

    start = random.randint(12, 45)
    broken = random.randint(10, 45)
    listings = chance(0.85)
    fault = Random(f"faults {seed}")
    outage = fault.randint(12, 50)
    return Traits(
        products=random.randint(80, 240),
        budget=random.choice((0.34, 0.5, 0.8, 1.2, 3.0)),
        listings=listings,
        sitemap=chance(0.5),
        feed=chance(0.7),
        blog=chance(0.7),
        identifiers=chance(0.8),
        structured=chance(0.7),
        structured_net=chance(0.2),
        cards_net=chance(0.4),
        canonical_home=chance(0.25),
        stale_sitemap=chance(0.3),
        bestsellers=chance(0.4),
        variants=random.choice((0.0, 0.0, 0.15)),
        unclear=chance(0.25),
        gone_as=random.choice(("missing", "missing", "home", "empty")),
        maintenance=(start, start + random.randint(0, 3)) if chance(0.6) else None,
        maintenance_as=random.choice(("page", "page", "moved", "unavailable", "blocked", "products")),
        hidden_days=frozenset(random.sample(range(5, DAYS), random.choice((0, 1, 3)))),
        broken=(broken, broken + random.randint(1, 5)) if chance(0.3) else None,
        broken_as=random.choice(("nothing", "wrong")),
        new_scheme=random.randint(15, 45) if chance(0.2) else None,
        scheme_redirects=chance(0.5),
        mass_removal=random.randint(15, 50) if chance(0.2) else None,
        mass_share=random.uniform(0.2, 0.5),
        hidden_from=random.randint(15, 45) if chance(0.2) else None,
        slips=fault.choice((0.0, 0.002, 0.005, 0.02)) if faults else 0.0,
        jumps=fault.choice((0.0, 0.0005)) if faults else 0.0,
        outage=(outage, outage + 1) if faults and fault.random() < 0.3 else None,
    )


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is true of one product on one day."""

    url: str
    alive: bool = True
    listed: bool = True
    price: Decimal = Decimal(0)
    list_price: Decimal | None = None
    availability: str = "InStock"


@dataclass(kw_only=True)
class Product:
    """One thing for sale, with its whole history."""

    number: int
    variant: str | None
    name: str
    sku: str | None
    born: int
    """Day on which it appeared."""
    days: dict[int, Facts] = field(default_factory=dict)
    moved_from: dict[str, bool] = field(default_factory=dict)
    """Addresses it had, and whether they lead on to the new one."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """One post of the shop's blog."""

    number: int
    born: int

    @property
    def url(self) -> str:
        return f"https://shop.example/blog/{self.number}"

    def views(self, day: int) -> int:
        """Return its views, which grow every day."""
        return 10 + 7 * (day - self.born) * (1 + self.number % 5)


@dataclass(kw_only=True)
class Shop:
    """All that is true of a shop over all days."""

    traits: Traits
    products: list[Product]
    posts: list[Post]

    def on(self, day: int) -> list[tuple[Product, Facts]]:
        """Return the products that are for sale on a day."""
        return [(p, facts) for p in self.products if (facts := p.days.get(day)) is not None and facts.alive]


def make_shop(seed: int, faults: bool = False) -> Shop:
    """Live through all days of the shop of this seed."""
    traits, random = draw_traits(seed, faults), Random(f"shop {seed}")
    shop = Shop(traits=traits, products=[], posts=[])
    while len(shop.products) < traits.products:
        _appear(shop, random, 1)
    for number in range(12):
        shop.posts.append(Post(number=number, born=1))
    for day in range(2, DAYS + 1):
        for product in shop.products:
            product.days[day] = _next_day(product, product.days[day - 1], day, traits, random)
            if traits.jumps and Random(f"jump {seed} {product.number} {day}").random() < traits.jumps:
                facts = product.days[day]
                product.days[day] = replace(facts, price=12 * facts.price, list_price=None)
        for _ in range(2):
            if random.random() < 0.3:
                _appear(shop, random, day)
        if random.random() < 0.2:
            shop.posts.append(Post(number=len(shop.posts), born=day))
    return shop


def _appear(shop: Shop, random: Random, day: int) -> None:
    number = len(shop.products)
    has_variants = random.random() < shop.traits.variants
    price = (Decimal(random.randint(500, 250000)) / 100).quantize(Decimal("0.01"))
    scheme = "/item/{}-new" if shop.traits.new_scheme is not None and day >= shop.traits.new_scheme else "/p/{}"
    url = "https://shop.example" + scheme.format(number)
    for variant in ("red", "blue") if has_variants else (None,):
        sku = f"SKU-{number}{'-' + variant if variant else ''}" if shop.traits.identifiers else None
        product = Product(number=number, variant=variant, name=f"Thing {number}", sku=sku, born=day)
        listed = random.random() < 0.95
        product.days[day] = Facts(url=url, price=price + (5 if variant == "red" else 0), listed=listed)
        shop.products.append(product)


def _next_day(product: Product, last: Facts, day: int, traits: Traits, random: Random) -> Facts:
    new, luck = dict(vars(last)), random.random()
    if traits.mass_removal == day and last.alive and random.random() < traits.mass_share:
        new["alive"] = False
    elif not last.alive:
        new["alive"] = luck < 0.02
    elif luck < 0.004:
        new["alive"] = False
    elif luck < 0.006:
        new["listed"] = not last.listed
    elif luck > 0.95 and not last.listed:
        new["listed"] = True
    elif luck < 0.008 and product.variant is None and "moved" not in last.url:
        new["url"] = last.url + "-moved"
        product.moved_from[last.url] = random.random() < 0.5
    elif luck < 0.02:
        new["availability"] = "OutOfStock" if last.availability == "InStock" else "InStock"
    elif luck < 0.05:
        new["price"] = _other_price(last, random)
    elif luck < 0.06:
        new |= _sale(last)
    if traits.new_scheme == day:
        product.moved_from[new["url"]] = traits.scheme_redirects
        new["url"] = new["url"].replace("/p/", "/item/") + "-new"
    return Facts(**new)


def _other_price(last: Facts, random: Random) -> Decimal:
    price = (last.price * random.choice((80, 90, 95, 105, 110, 125)) / 100).quantize(Decimal("0.01"))
    if last.list_price is not None and price >= last.list_price:
        return last.price - Decimal("0.50")
    return price


def _sale(last: Facts) -> dict[str, Decimal | None]:
    if last.list_price is not None:
        return {"price": last.list_price, "list_price": None}
    return {"price": (last.price * 7 / 10).quantize(Decimal("0.01")), "list_price": last.price}
