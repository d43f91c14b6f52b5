"""What customers write about Crewplan on its own page, and what it answers."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from rivals.demo.shop import start_of

REVIEW_DAYS = {2: 5, 5: 2, 8: 3}
"""Day on which a new review is online → its stars."""

WORST_UNANSWERED = 4
"""From so many stars on nobody answers."""

_LAST_SCRIPTED_DAY = 10
_STARS = (5, 4, 5, 3, 5, 4, 5, 5, 2, 4, 5, 4, 5, 3)
_FIRST = ("Niamh", "Piotr", "Elsa", "Conor", "Marta", "Jonas", "Orla", "Henk", "Lucia", "Darragh", "Ines", "Karel")
_LAST = ("Byrne", "Novak", "Lindqvist", "Walsh", "Costa", "de Boer", "Kelly", "Fischer", "Moreau", "Nolan", "Ricci")
_JOBS = ("Shop manager", "Owner", "Operations lead", "Shift lead", "Head of stores", "Site foreman", "HR manager")
_PLACES = ("Brick & Bean", "Quayside Bakery", "Hallam Roofing", "Petit Marché", "Green Spade", "Tilers United")
_TITLES = {
    5: ("Sunday evenings are mine again", "Best decision of the year", "It simply works", "My team asked to keep it"),
    4: ("Very good, with small edges", "Nearly everything we need", "Solid tool for shops", "Good value for us"),
    3: ("Fine, but the app is slow", "Does the job", "Good idea, half finished"),
    2: ("Not for trades with vans", "Too many clicks", "Support was friendly, the fix took weeks"),
}
_SENTENCES = {
    5: (
        "Planning a week used to take me an evening and now it takes twenty minutes.",
        "Swaps are settled between people before I even hear of them.",
        "The forecast of labour cost alone pays for the licence.",
        "New colleagues understand the app without any training.",
        "Support answered within minutes and knew what a bakery is.",
        "Nobody has missed a shift since we started.",
    ),
    4: (
        "The rota is clear and the templates save a lot of time.",
        "I would like to see the whole month on one screen.",
        "Export to our payroll works after a bit of set-up.",
        "The mobile app is good, the web version is better.",
        "Holiday requests are finally in one place.",
        "Reports could be more flexible.",
    ),
    3: (
        "The calendar takes several seconds to load on older phones.",
        "It covers the basics and not much more.",
        "We had to call twice until the rounding of hours was right.",
        "Notifications arrive late on some days.",
        "The price went up faster than the features did.",
    ),
    2: (
        "Our people change sites three times a day, and the app cannot show that.",
        "Copying a week lost all comments.",
        "We waited eleven days for an answer that was a link to the manual.",
        "The time clock logged people out in the cellar.",
    ),
}
_REPLIES = (
    "Thank you for being frank, {name}. This is not how it should be, and a colleague will call you this week.",
    "Sorry about that, {name}. The fix is on its way with the next release, and we have credited one month.",
    "We hear you, {name}. Please write to us with the name of your phone so that we can look at it.",
)


@dataclass(frozen=True, kw_only=True)
class SoftwareReview:
    """One review on one day."""

    number: int
    author: str
    job: str
    """Position and company of the author."""
    verified: bool
    """Does the page call the author a verified customer?"""
    stars: int
    title: str | None
    paragraphs: tuple[str, ...]
    published: date
    reply: str | None
    replied: date | None


def reviews(seed: str, day: int) -> tuple[SoftwareReview, ...]:
    """Return the reviews online on a day, oldest first."""
    ages = sorted(Random(f"{seed}/crewplan/reviews").sample(range(4, 260), len(_STARS)), reverse=True)
    births = [(1, age, stars) for age, stars in zip(ages, _STARS, strict=True)]
    births += [(new, 0, stars) for new in range(2, day + 1) if (stars := _new_stars(seed, new))]
    return tuple(_write(seed, number, *birth, day) for number, birth in enumerate(births, 1))


def mean_stars(shown: tuple[SoftwareReview, ...]) -> Decimal:
    """Return the mean of the stars, with one decimal."""
    return (Decimal(sum(r.stars for r in shown)) / len(shown)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _new_stars(seed: str, day: int) -> int | None:
    """Return the stars of a day's new review; None: there is none."""
    if day <= _LAST_SCRIPTED_DAY:
        return REVIEW_DAYS.get(day)
    random = Random(f"{seed}/crewplan/reviews/{day}")
    return random.choice(_STARS) if random.random() < 0.3 else None


def _write(seed: str, number: int, first_day: int, age: int, stars: int, day: int) -> SoftwareReview:
    """Write a review, published ``age`` days before day 1, or on the day before ``first_day``, as it is on ``day``."""
    random = Random(f"{seed}/crewplan/review/{number}")
    first, place = random.choice(_FIRST), random.choice(_PLACES)
    sentences = random.sample(_SENTENCES[stars], random.randint(2, 4))
    half = 2 if len(sentences) > 3 else len(sentences)
    sentences[0] = f"{sentences[0]} We plan {7 + number * 3} people with it."
    published = (start_of(first_day - 1) - timedelta(days=age)).date()
    title = random.choice(_TITLES[stars]) if number % 5 else None
    reply = random.choice(_REPLIES).format(name=first)
    answered = stars < WORST_UNANSWERED and day > first_day - age
    return SoftwareReview(
        number=number,
        author=f"{first} {random.choice(_LAST)}",
        job=f"{random.choice(_JOBS)}, {place}",
        verified=random.random() < 0.6,
        stars=stars,
        title=title,
        paragraphs=tuple(" ".join(part) for part in (sentences[:half], sentences[half:]) if part),
        published=published,
        reply=reply if answered else None,
        replied=published + timedelta(days=1) if answered else None,
    )
