"""A market of every kind of record: a shop with everything, a service, a Russian shop, a blocked one, an empty one."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from crawler.batch import Settings
from crawler.config import Config, Target
from crawler.records.ad import Ad
from crawler.records.article import Article
from crawler.records.finding import Finding
from crawler.records.kinds import TOLD, Record
from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.records.rating import Rating
from crawler.records.review import Review
from crawler.store.connections import open_store, transaction
from crawler.store.packing import pack
from tests.dossier_store import Filler, make_competitor, make_config

DAYS = tuple((date(2026, 2, 10) + timedelta(days=step)).isoformat() for step in range(37))
"""10 Feb to 18 Mar 2026, one run a day."""
LIBRARY = "https://ads.example/library"
AT = {day: f"{day}T04:00:00Z" for day in DAYS}
LAST, BEFORE = AT[DAYS[-1]], AT[DAYS[-2]]


class RichFiller(Filler):
    """A filler that gives each record a page in a language, and tells its changes."""

    def page(self, visit: int, url: str, at: str, language: str | None = None, text: str = "page") -> int:
        """Add a capture with a reading that knows its language."""
        capture = self.capture(visit, url, at, f"<html><body>{text}</body></html>".encode())
        lines = json.dumps({"type": "other", "language": language})
        reading = self._insert(
            "reading",
            url=url,
            reader="1",
            digest=capture.to_bytes(8),
            type="other",
            names=0,
            lines=pack(lines.encode()),
        )
        self._insert("read_as", capture=capture, run=1, reading=reading)
        return capture

    def told(
        self,
        competitor: str,
        record: Record,
        first: int = 0,
        last: int = -1,
        language: str | None = None,
        new: bool = False,
        gone: bool = False,
    ) -> int:
        """Add a record that stood from one day to another (numbers in ``DAYS``), and that it came or went."""
        days = DAYS[first:] if last == -1 else DAYS[first : last + 1]
        captures = [
            self.page(self.visits[competitor, day], record.url, AT[day], language) for day in (days[0], days[-1])
        ]
        self.version(
            competitor, record, AT[days[0]], AT[days[-1]], (captures[0], captures[1]), "gone" if gone else None
        )
        run = DAYS.index(days[0]) + 1
        if new:
            self.change(competitor, run, record, (None, None, "new"), at=AT[days[0]], capture_new=captures[0],
                        since=AT[DAYS[max(0, first - 1)]])  # fmt: skip
        if gone:
            missed = DAYS[DAYS.index(days[-1]) + 2]
            self.change(competitor, DAYS.index(missed) + 1, record, (None, "gone", None), at=AT[missed],
                        since=AT[days[-1]], capture_old=captures[1],
                        capture_new=self.page(self.visits[competitor, missed], record.url, AT[missed]))  # fmt: skip
        return captures[1]

    def moved(
        self, competitor: str, old: Record, new: Record, day: int, field: str, values: tuple[Any, Any],
        language: str | None = None,
    ) -> None:  # fmt: skip
        """Add a record that changed on a day."""
        before = self.page(self.visits[competitor, DAYS[day - 1]], old.url, AT[DAYS[day - 1]], language, "before")
        after = self.page(self.visits[competitor, DAYS[day]], new.url, AT[DAYS[day]], language, "after")
        last = self.page(self.visits[competitor, DAYS[-1]], new.url, LAST, language, "after") if day < 36 else after
        self.version(competitor, old, AT[DAYS[0]], AT[DAYS[day - 1]], (before, before), "changed")
        self.version(competitor, new, AT[DAYS[day]], LAST, (after, last))
        before_text, after_text = (None if value is None else str(value) for value in values)
        what = (field, before_text, after_text)
        self.change(competitor, day + 1, new, what, at=AT[DAYS[day]], since=AT[DAYS[day - 1]],
                    capture_old=before, capture_new=after)  # fmt: skip

    visits: dict[tuple[str, str], int]


def fill_rich(path: Path) -> Config:
    """Fill a store with five weeks of six companies and an ad library; return their configuration.

    our: us · acme: a shop with everything · crew: a service with plans · dubrava: a shop in Russian · epsilon: blocked
    for nine days · zeta: never visited.
    """
    config = make_config(
        make_competitor("our", kind="self", label="Harbour Tools"), make_competitor("acme", label="Acme"),
        make_competitor("crew", kind="indirect", label="Crewplan"),
        replace(make_competitor("dubrava", kind="foreign", label="Дубрава"), country="KZ"),
        make_competitor("epsilon", label="Epsilon"), make_competitor("zeta", kind="foreign", label="Zeta"),
    )  # fmt: skip
    library = Target(competitor=None, source="ad_library", address=LIBRARY, every_s=86400, pages=20, delay_s=1,
                     settings=Settings())  # fmt: skip
    config = replace(config, market=(library,))
    db = open_store(path)
    filler = RichFiller(db)
    filler.visits = {}
    with transaction(db):
        for day in DAYS:
            _visit(filler, day)
        for host in ("our", "acme", "dubrava"):
            _offers(filler, host)
            _posts(filler, host)
        for host in ("our", "acme", "crew", "dubrava"):
            _message(filler, host)
            _reviews(filler, host)
        _plans(filler)
        _ads(filler)
        filler.rendering("acme.example", "/p/#", True, "HTTP showed 41 letters, the browser 2,310: /p/3", AT[DAYS[2]])
        filler.rendering("acme.example", "/blog/#", False, "HTTP showed all: /blog/1", AT[DAYS[2]])
    db.close()
    return config


def _visit(filler: RichFiller, day: str) -> None:
    run = filler.run(AT[day])
    kinds = {
        "our": {*TOLD} - {"plan"},
        "acme": {*TOLD} - {"plan", "ad"},
        "crew": {"plan", "headline", "tagline", "promise", "technology", "profile", "review"},
        "dubrava": {"offer", "article", "headline", "tagline", "promise", "review", "rating", "profile"},
    }
    for host, seen in kinds.items():
        reason = "3 pages not rendered: there is no browser" if host == "dubrava" else None
        visit = filler.visits[host, day] = filler.visit(run, host, AT[day], "partial" if reason else "complete", reason)
        filler.coverage(visit, **{kind: "observed" if kind in seen else "not checked" for kind in TOLD})
    refused = DAYS.index(day) >= len(DAYS) - 9
    reason = "https://epsilon.example/: answered 403" if refused else None
    visit = filler.visit(run, "epsilon", AT[day], "blocked" if refused else "complete", reason)
    filler.coverage(visit, **dict.fromkeys(TOLD, "blocked" if refused else "absent"))
    visit = filler.visits["", day] = filler.visit(run, "", AT[day], target=("ad_library", LIBRARY))
    filler.coverage(visit, **{kind: "observed" if kind == "ad" else "not checked" for kind in TOLD})


NAMES = {
    "our": ("Impact drill 18 V", "Circular saw 1400 W", "Hedge trimmer 60 cm", "Work light 30 W"),
    "acme": ("Impact drill 18 V", "Circular saw 1400 W", "Hedge trimmer 60 cm", "Work light 30 W"),
    "dubrava": ("Дрель ударная аккумуляторная 18 В", "Пила циркулярная 1400 Вт", "Кусторез электрический 60 см",
                "Светильник строительный переносной 30 Вт"),
}  # fmt: skip


def _offers(filler: RichFiller, host: str) -> None:
    for number in range(36):
        price = Decimal(40 + 7 * number) * {"our": 100, "acme": 94, "dubrava": 52000}[host] / 100
        offer = Offer(
            url=f"https://{host}.example/p/{number}", name=f"{NAMES[host][number % 4]} {number}",
            category=("Tools", ("Drills", "Saws", "Garden", "Lighting")[number % 4]),
            gtin=f"40000000{number:05d}", price=price, price_text=f"{price} {'₸' if host == 'dubrava' else '€'}",
            currency="KZT" if host == "dubrava" else "EUR", price_type="exact", tax_included=True,
            availability="OutOfStock" if host == "acme" and number in (5, 9, 13) else "InStock",
        )  # fmt: skip
        if host == "acme" and number < 9:
            old = (price * Decimal("1.08")).quantize(Decimal("0.01"))
            new = replace(offer, list_price=old if number < 3 else None)
            filler.moved(host, replace(offer, price=old), new, 36 if number < 6 else 20 + number, "price", (old, price))
            capture = 0
        else:
            capture = filler.told(host, offer, first=0 if number < 33 else 30, new=number >= 33)
        filler.product(host, offer, capture or 1, LAST)
        if host != "our":
            filler.match("our", f"https://our.example/p/{number}", host, offer.url)
    gone = Offer(url=f"https://{host}.example/p/old", name="Old bench grinder", price=Decimal(99), currency="EUR")
    filler.told(host, gone, last=20, gone=True)


def _posts(filler: RichFiller, host: str) -> None:
    for number in range(9 if host != "our" else 5):
        title = (
            "Как выбрать дрель для ремонта квартиры" if host == "dubrava" else "How to choose a drill"
        ) + f" {number}"
        post = Article(
            url=f"https://{host}.example/blog/{number}", title=title, published=DAYS[4 * number], published_text="date",
            language="ru" if host == "dubrava" else "en",
        )  # fmt: skip
        filler.told(host, post, first=4 * number, new=number > 0)


SAID: dict[str, tuple[str, str, str | None]] = {
    "our": ("Tools that reach you by boat", "Sharp since 1987", "en"),
    "acme": ("Rent any tool by the hour", "Tools for professionals and everybody who would like to be one", "en"),
    "crew": ("Plan every shift in minutes", "The rota that fills itself", "en"),
    "dubrava": ("Инструменты и материалы для строительства и ремонта с доставкой по всему Казахстану",
                "Дом начинается с дуба", "ru"),
}  # fmt: skip


def _finding(host: str, what: str, page: str = "", **other: Any) -> Finding:
    return Finding(url=f"https://{host}.example/{page}", what=what, **other)


def _message(filler: RichFiller, host: str) -> None:
    headline, tagline, language = SAID[host]
    new = _finding(host, "headline", value=headline)
    if host in ("acme", "dubrava"):
        old = replace(new, value="Всё для ремонта" if host == "dubrava" else "Tools for professionals")
        filler.moved(host, old, new, 36, "value", (old.value, new.value), language)
    else:
        filler.told(host, new, language=language)
    filler.told(host, _finding(host, "headline", "about", value="О компании" if host == "dubrava" else "About us"),
                language=language)  # fmt: skip
    filler.told(host, _finding(host, "tagline", value=tagline), language=language)
    unit = "KZT" if host == "dubrava" else "EUR"
    delivery = _finding(host, "promise", "delivery", name="free_delivery", value="39", unit=unit,
                        detail="Free delivery from 39 €")  # fmt: skip
    if host == "acme":
        filler.moved(
            host, replace(delivery, value="29"), replace(delivery, value="49"), 36, "value", ("29", "49"), "en"
        )
    elif host != "crew":
        russian = replace(delivery, value="25000", detail="Бесплатная доставка по городу при заказе от 25 000 ₸")
        filler.told(host, russian if host == "dubrava" else delivery, language=language)
    days, words = ("30", "Send it back within 30 days") if host == "acme" else ("14", "Возврат в течение 14 дней")
    returns = _finding(host, "promise", "returns", name="returns", value=days, unit="days", detail=words)
    filler.told(host, returns, language=language)
    if host in ("our", "acme"):
        filler.told(host, _finding(host, "promise", name="warranty", value="3", unit="years",
                                   detail="3-year warranty on everything"), language="en")  # fmt: skip
    if host == "acme":
        filler.told(host, _finding(host, "promise", "price", name="price_match", value="", detail="We match any price"),
                    last=34, gone=True)  # fmt: skip
    if host == "crew":
        filler.told(host, _finding(host, "promise", "pricing", name="free_trial", value="14", unit="days",
                                   detail="Try it free for 14 days"), language="en")  # fmt: skip
    for name, kind, first in (
        ("Google Analytics", "analytics", 0), ("Matomo", "analytics", 36), ("Meta Pixel", "ads", 36),
        ("Hotjar", "analytics", 0), ("WooCommerce", "shop", 0),
    ) if host in ("acme", "crew", "our") else ():  # fmt: skip
        late = host == "acme" and first
        gone = host == "acme" and name == "Hotjar"
        found = _finding(host, "technology", name=name, value="G-1A2B3C" if name.startswith("Google") else "",
                         detail=f"{kind}, script on the home page")  # fmt: skip
        filler.told(host, found, first=36 if late else 0, last=34 if gone else -1, new=bool(late), gone=gone)
    for network in ("facebook", "youtube") if host != "our" else ("facebook", "linkedin"):
        filler.told(host, _finding(host, "profile", name=network, value=f"https://{network}.example/{host}"))


REVIEWS = {
    "en": ("Arrived two days late and nobody answered the phone. The box was open.", "Works as described.",
           "Good saw, sharp blade, the case could be better.", "Would buy again."),
    "ru": ("Доставили на два дня позже, телефон поддержки не отвечал, коробка была вскрыта. Очень разочарован.",
           "Работает как описано, спасибо!", "Хорошая пила, но кейс мог бы быть получше.", "Куплю ещё."),
}  # fmt: skip


def _reviews(filler: RichFiller, host: str) -> None:
    language = SAID[host][2] or "en"
    shown: Sequence[int] = range(26 if host != "crew" else 3)
    for number in shown:
        stars = ((1, 5, 4, 5, 3) if host != "our" else (4, 5, 4, 5, 5))[number % 5]
        published = (date(2026, 3, 18) - timedelta(days=13 * (25 - number))).isoformat()
        answered = number % 10 == 0
        review = Review(
            url=f"https://{host}.example/reviews", id=str(number), rating=Decimal(stars), best_rating=Decimal(5),
            rating_text="★" * stars, title=None if number % 3 else ("Долго" if language == "ru" else "Slow"),
            text=REVIEWS[language][0 if stars == 1 else number % 3 + 1], published=published, published_text=published,
            subject=NAMES[host][number % 4] if host in NAMES and number % 2 else None,
            reply={"ru": "Извините, пожалуйста.", "en": "We are sorry."}[language] if answered else None,
        )  # fmt: skip
        filler.told(host, review, first=36 if number >= 22 else 0, language=language, new=number >= 22)
    if host in ("our", "acme", "dubrava"):
        rating = Rating(url=f"https://{host}.example/reviews", rating=Decimal("4.6" if host == "acme" else "4.4"),
                        rating_text="4,6", rating_count=1204 if host == "acme" else 311)  # fmt: skip
        filler.told(host, rating)


def _plans(filler: RichFiller) -> None:
    page = {"crew": "https://crew.example/pricing", "our": "https://our.example/plans"}
    for host, tiers in (("crew", (("Solo", 19), ("Team", 59), ("Business", 119))), ("our", (("Team", 50),))):
        for name, price in tiers:
            for period, factor in (("month", 1), ("year", Decimal("0.8"))):
                plan = Plan(
                    url=page[host], name=name, period=period, per="month", unit="seat", price=price * Decimal(factor),
                    currency="EUR", price_text=f"€{price * factor} per seat", price_type="exact", trial_days=14,
                    features=("Shifts", "Time clock", "Reports"), tax_included=False,
                )  # fmt: skip
                if host == "crew" and name == "Team":
                    old = replace(plan, price=49 * Decimal(factor))
                    filler.moved(host, old, plan, 36, "price", (old.price, plan.price), "en")
                elif host == "crew" and name == "Business":
                    old = replace(plan, price=99 * Decimal(factor))
                    filler.moved(host, old, plan, 22, "price", (old.price, plan.price), "en")
                else:
                    filler.told(host, plan, language="en")
    free = Plan(url=page["crew"], name="Free", price=Decimal(0), currency="EUR", price_text="Free", price_type="free")
    contact = Plan(url=page["crew"], name="Enterprise", price_text="Contact us", price_type="contact")
    for plan in (free, contact):
        filler.told("crew", plan, language="en")
    filler.told(
        "crew",
        replace(contact, name="Starter", price=Decimal(9), price_type="exact", currency="EUR"),
        last=34,
        gone=True,
    )


def _ads(filler: RichFiller) -> None:
    texts = ("Rent a drill by the hour", "Spring sale on saws", "Leasing for firms from the first day", "Garden week",
             "Аренда инструмента без залога и предоплаты", "New: cordless everything")  # fmt: skip
    for number, text in enumerate(texts * 2):
        late = number >= 8
        ad = Ad(
            url=LIBRARY, id=str(number), advertiser="Acme Tools", networks=("facebook", "instagram")[: 1 + number % 2],
            headline=text, text=f"{text}. Order today, pay later.", landing_url="https://acme.example/leasing?utm_source=fb",
            started=DAYS[36] if late else DAYS[3 * number], stopped=DAYS[34] if number in (2, 5) else None,
            languages=("ru",) if number % 6 == 4 else ("en",), countries=("LV",),
        )  # fmt: skip
        first, last = (36, -1) if late else (3 * number, 34 if number in (2, 5) else -1)
        filler.told("", ad, first=first, last=last, new=late, gone=number in (2, 5))
        filler.about(ad, "acme")
    own = Ad(
        url=LIBRARY, id="own", advertiser="Harbour Tools", headline="By boat", networks=("facebook",), started=DAYS[5]
    )
    filler.told("", own)
    filler.about(own, "our")
