"""The posts of Crewplan's blog: titles, texts and how their counts grow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random

from rivals.demo.catalogue import slugify
from rivals.demo.shop import FEED_LENGTH, start_of

POST_DAYS = frozenset({3, 6, 9})
"""Days on which a new post is online for certain."""

AUTHORS = ("Aoife Brennan", "Tomasz Lis", "Maeve O’Connor")

_LAST_SCRIPTED_DAY = 10
_TOPICS = ("Planning", "Labour law", "Product", "People")
_TITLES = (
    "How to write a rota nobody argues with",
    "Split shifts: when they help and when they cost you people",
    "What eleven bakeries taught us about early mornings",
    "The real price of a no-show",
    "Open shifts, explained in four minutes",
    "Working-time rules for small shops in plain words",
    "Why we show the labour cost before the rota is published",
    "Holiday requests without the December drama",
    "Seasonal staff: from first call to first shift in two days",
    "A fair weekend: three patterns that work",
    "Paper, spreadsheet, app: an honest comparison",
    "On-call duty for trades with vans",
    "Onboarding a new colleague in one shift",
    "The group chat is not a planning tool",
    "Planning around school holidays",
    "How much overtime is too much",
    "Five questions to ask before you buy any scheduling software",
    "Payroll day without the headache",
    "Forecasting footfall with what you already have",
    "When two people want the same day off",
    "Night shifts and the people who like them",
    "Moving from one shop to three",
)
_SENTENCES = (
    "Publish the rota two weeks ahead and half of your swaps disappear.",
    "Most conflicts are not about hours but about finding out too late.",
    "We asked forty managers how long they plan each week, and the median said three hours.",
    "Start with the shifts that are hardest to fill and work backwards.",
    "A rule that everybody knows is cheaper than a rule that is merely fair.",
    "Write down who may approve a swap before the first one happens.",
    "The person who plans should work at least one of the shifts they plan.",
    "Leave one hour of overlap at the handover and watch the phone calls stop.",
    "If a shift stays open for a day, raise its priority rather than its pay.",
    "In our data a reminder on the evening before halves the number of no-shows.",
    "Part-time staff read the rota on their phones, usually on a bus.",
    "Never plan a closing shift before an opening shift for the same person.",
    "Ask for availability once a month, not once a week.",
    "Labour cost is easiest to change before the plan is public.",
    "A spreadsheet works well until the day two people edit it.",
    "Count the absences by weekday and the pattern is often embarrassing.",
    "The law wants eleven hours of rest, and so do your colleagues.",
    "Small teams do not need more rules; they need fewer surprises.",
    "Let people see the weekends of the whole quarter at a glance.",
    "Somebody will always want to work on the first of January.",
    "Training is a shift as well, so put it on the rota.",
    "What is not written down will be remembered differently by everyone.",
    "One of our customers prints the plan anyway and pins it beside the coffee machine.",
    "Plan the deliveries first and the people around them.",
    "When in doubt, ask the colleague who has been there the longest.",
    "An honest forecast with an error of a tenth is better than none.",
    "Keep a short list of people who like to be called at short notice.",
    "Review the month on one page: hours planned, hours worked, hours paid.",
)
_HEADINGS = ("What the numbers say", "How to begin", "What can go wrong", "A pattern to copy", "What we changed")


@dataclass(frozen=True, kw_only=True)
class SoftwarePost:
    """One post of the blog."""

    number: int
    slug: str
    title: str
    topic: str
    author: str
    published: datetime
    """UTC."""
    first_day: int
    """Day of the market on which it is first online."""
    summary: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    """Heading and paragraphs; the first section has no heading: ""."""
    first_likes: int
    likes_a_day: int
    first_comments: int
    days_a_comment: int

    @property
    def path(self) -> str:
        """Path of its page."""
        return f"/blog/{self.slug}"

    @property
    def words(self) -> int:
        """Number of words of the main text, its headings included."""
        return sum(len(" ".join((heading, *paragraphs)).split()) for heading, paragraphs in self.sections)

    @property
    def minutes(self) -> int:
        """How long one reads."""
        return max(1, round(self.words / 200))

    def counts(self, day: int) -> dict[str, int]:
        """Return measure → count on a day."""
        age = day - self.first_day
        return {
            "likes": self.first_likes + self.likes_a_day * age,
            "comments": self.first_comments + age // self.days_a_comment,
        }


def count_text(measure: str, value: int) -> str:
    """Write a count as the blog does: ``1,204 likes``, ``1 comment``."""
    return f"{value:,} {measure if value != 1 else measure[:-1]}"


def posts(seed: str, day: int) -> tuple[SoftwarePost, ...]:
    """Return the posts online on a day, oldest first."""
    random = Random(f"{seed}/crewplan/blog")
    titles = _titles(random)
    ages = sorted(random.sample(range(1, 110), 11), reverse=True)
    births = [(1, age) for age in ages] + [(new, 0) for new in range(2, day + 1) if _is_post_day(seed, new)]
    return tuple(
        _write(seed, number, next(titles), first_day, age) for number, (first_day, age) in enumerate(births, 1)
    )


def in_feed(online: tuple[SoftwarePost, ...]) -> tuple[SoftwarePost, ...]:
    """Return the posts of the feed, newest first."""
    return online[: -FEED_LENGTH - 1 : -1]


def _is_post_day(seed: str, day: int) -> bool:
    if day <= _LAST_SCRIPTED_DAY:
        return day in POST_DAYS
    return Random(f"{seed}/crewplan/blog/{day}").random() < 0.25


def _titles(random: Random) -> Iterator[str]:
    """Yield titles without end, none twice."""
    for part in count(1):
        for title in random.sample(_TITLES, len(_TITLES)):
            yield title if part == 1 else f"{title}, part {part}"


def _write(seed: str, number: int, title: str, first_day: int, age: int) -> SoftwarePost:
    """Write one post: published ``age`` days before day 1, or on the day before ``first_day``."""
    random = Random(f"{seed}/crewplan/post/{number}")
    sentences = iter(random.sample(_SENTENCES, len(_SENTENCES)))
    headings = ("", *random.sample(_HEADINGS, random.randint(1, 3)))
    sections = tuple(
        (
            heading,
            tuple(" ".join(next(sentences) for _ in range(random.randint(2, 3))) for _ in range(random.randint(1, 2))),
        )
        for heading in headings
    )
    midnight = start_of(first_day - 1 - age).replace(hour=0)
    return SoftwarePost(
        number=number,
        slug=slugify(title),
        title=title,
        topic=random.choice(_TOPICS),
        author=random.choice(AUTHORS),
        published=midnight + timedelta(minutes=random.randrange(8 * 60, 17 * 60)),
        first_day=first_day,
        summary=sections[0][1][0].split(". ")[0].rstrip(".") + ".",
        sections=sections,
        first_likes=random.randint(3, 20) * (2 if first_day > 1 else 30),
        likes_a_day=random.randint(1, 14),
        first_comments=random.randint(1, 3 if first_day > 1 else 18),
        days_a_comment=random.randint(1, 6),
    )
