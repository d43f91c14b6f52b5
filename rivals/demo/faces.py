"""How the shops of the demo market present themselves on day 1, and what they change of it later."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from rivals.demo.face import Face, Profile, Promise, Technology

_WORDPRESS = Technology(name="WordPress", value="6.9.1", category="cms")
_WOOCOMMERCE = Technology(name="WooCommerce", category="shop")

FACES: Mapping[str, Face] = {
    "our-shop": Face(
        tagline="Tools, garden and paint since 1987",
        headline="Good tools last longer than good intentions",
        about="About Harbour Tools",
        promises=(
            Promise(
                name="free_delivery",
                value=Decimal(75),
                unit="EUR",
                home="Free delivery over {}",
                terms="Delivery is free for orders over {}.",
            ),
            Promise(
                name="returns",
                value=Decimal(30),
                unit="days",
                home="{}-day returns",
                terms="You may return anything unused within {} days, and we refund the full price.",
            ),
            Promise(
                name="delivery_time",
                value=Decimal(2),
                unit="days",
                terms="Parcels within Latvia are delivered within {} working days.",
            ),
            Promise(
                name="warranty", value=Decimal(3), unit="years", terms="Every power tool comes with a {}-year warranty."
            ),
            Promise(
                name="price_match",
                terms="Price match: show us a lower price elsewhere in the Baltics and you pay the same here.",
            ),
        ),
        technologies=(Technology(name="Google Analytics", value="G-8Q4ZT1KX7M"),),
        profiles=(
            Profile(network="facebook", address="https://www.facebook.com/harbourtools.riga"),
            Profile(network="instagram", address="https://www.instagram.com/harbourtools.riga/"),
        ),
    ),
    "dubrava": Face(
        tagline="Всё для дома, двора и мастерской",
        headline="Добро пожаловать в «Дубраву»",
        about="О компании",
        promises=(
            Promise(
                name="free_delivery",
                value=Decimal(30000),
                unit="KZT",
                home="Бесплатная доставка от {}",
                terms="Доставка по Алматы бесплатная при заказе от {}.",
            ),
            Promise(
                name="delivery_time",
                value=Decimal(4),
                unit="days",
                home="Доставка по Казахстану за {} дня",
                terms="Срок доставки по Казахстану: {} дня.",
            ),
            Promise(
                name="returns",
                value=Decimal(14),
                unit="days",
                terms="Возврат товара в течение {} дней, если он вам не подошёл.",
            ),
            Promise(
                name="warranty",
                value=Decimal(12),
                unit="months",
                home="Гарантия {} месяцев",
                terms="На весь электроинструмент действует гарантия {} месяцев.",
            ),
            Promise(
                name="instalments",
                value=Decimal(6),
                unit="months",
                terms="Рассрочка на {} месяцев без переплаты.",
            ),
        ),
        technologies=(Technology(name="Yandex Metrica", value="97310482"),),
        profiles=(
            Profile(network="instagram", address="https://www.instagram.com/dubrava.almaty/"),
            Profile(network="telegram", address="https://t.me/dubrava_almaty"),
        ),
    ),
    "nordkit": Face(
        tagline="Equipment for small workshops",
        headline="Tools that earn their place",
        about="About Nordkit",
        promises=(
            Promise(
                name="free_delivery",
                value=Decimal(50),
                unit="EUR",
                home="Free delivery from {}",
                terms="Orders from {} get free delivery in Estonia, Latvia and Finland.",
            ),
            Promise(
                name="delivery_time",
                value=Decimal(2),
                unit="days",
                home="Delivered in {} days",
                terms="What is in stock is delivered in {} days.",
            ),
            Promise(
                name="returns",
                value=Decimal(60),
                unit="days",
                home="{} days to return",
                terms="You have {} days to return a product, used or not.",
            ),
        ),
        technologies=(Technology(name="Matomo", value="3"),),
        profiles=(Profile(network="instagram", address="https://www.instagram.com/nordkit.ee/"),),
    ),
    "tool-barn": Face(
        tagline="Honest tools at honest prices",
        headline="Roll up the barn door",
        about="Our story",
        promises=(
            Promise(
                name="free_delivery",
                value=Decimal(99),
                unit="EUR",
                home="Free shipping on orders over {}!",
                terms="Shipping is free on orders over {}.",
            ),
            Promise(
                name="price_match",
                home="We match any price in Latvia.",
                terms="Found it cheaper in Latvia? We will match the price.",
            ),
            Promise(
                name="returns",
                value=Decimal(14),
                unit="days",
                terms="Changed your mind? Return it within {} days of delivery.",
            ),
            Promise(name="warranty", value=Decimal(2), unit="years", terms="All our tools carry a {} year warranty."),
        ),
        technologies=(_WORDPRESS, _WOOCOMMERCE, Technology(name="Google Analytics", value="G-2HV0LRB93D")),
        profiles=(Profile(network="facebook", address="https://www.facebook.com/thetoolbarn.cesis"),),
    ),
}
"""Company → its face on day 1."""


def says(tagline: str) -> Callable[[Face], Face]:
    """Another slogan."""
    return lambda face: replace(face, tagline=tagline)


def promises(name: str, value: int) -> Callable[[Face], Face]:
    """Another number in the same promise."""
    return lambda face: replace(
        face, promises=tuple(replace(p, value=Decimal(value)) if p.name == name else p for p in face.promises)
    )


def drops(name: str) -> Callable[[Face], Face]:
    """A promise less."""
    return lambda face: replace(face, promises=tuple(p for p in face.promises if p.name != name))


def runs(name: str, value: str, category: str) -> Callable[[Face], Face]:
    """One more technology."""
    added = Technology(name=name, value=value, category=category)
    return lambda face: replace(face, technologies=(*face.technologies, added))


def joins(network: str, address: str) -> Callable[[Face], Face]:
    """One more profile."""
    return lambda face: replace(face, profiles=(*face.profiles, Profile(network=network, address=address)))


TURNS: Mapping[str, Mapping[int, Callable[[Face], Face]]] = {
    "our-shop": {
        2: promises("free_delivery", 59),
        7: lambda face: replace(face, about="Two brothers, one container, forty colleagues"),
    },
    "dubrava": {
        2: says("Инструмент, которому доверяют"),
        3: runs("Google Tag Manager", "GTM-K7WQ2NZ", "tag manager"),
        4: joins("youtube", "https://www.youtube.com/@dubrava-almaty"),
        6: promises("delivery_time", 3),
    },
    "nordkit": {
        3: lambda face: replace(face, headline="Fewer tools, better tools"),
        8: joins("linkedin", "https://www.linkedin.com/company/nordkit"),
    },
    "tool-barn": {
        3: drops("price_match"),
        8: says("Honest tools, sold and mended"),
        9: runs("Meta Pixel", "738201946650312", "advertising"),
    },
}
"""Company → day → what is new on its site from that day on."""


def turn(company: str, face: Face, day: int) -> Face:
    """Return the company's face on this day, given that of the day before."""
    happening = TURNS.get(company, {}).get(day)
    return happening(face) if happening else face
