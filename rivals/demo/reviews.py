"""What customers say on the sites of the demo market: who writes when, and what the company answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from rivals.demo.opinions import OPINIONS

BEST = 5
"""Of how many stars all of them are."""

_STARS, _WEIGHTS = (5, 4, 3, 2, 1), (40, 27, 15, 10, 8)


@dataclass(frozen=True, kw_only=True)
class Review:
    """One customer's opinion."""

    number: int
    product: int | None
    """Number of the product it is about; None: it is about the company."""
    stars: int
    title: str | None
    text: str
    """Paragraphs separated by a line feed; no two alike in one list."""
    author: str
    published: date
    reply: str | None = None
    """What the company answered so far."""
    answer: str | None = None
    """What the company will have answered ..."""
    answer_day: int | None = None
    """... from this day of the market on."""

    @property
    def paragraphs(self) -> list[str]:
        """The text as its page shows it."""
        return self.text.split("\n")


@dataclass(frozen=True, kw_only=True)
class Rating:
    """What a list of reviews comes to."""

    mean: Decimal
    """With one decimal, as every page writes it."""
    count: int


def write_review(
    random: Random,
    *,
    number: int,
    product: int | None,
    authors: Sequence[str],
    published: date,
    day: int,
    language: str,
    beside: Iterable[Review] = (),
) -> Review:
    """Write a review that is first online on ``day``; ``beside``: those of its list, which it never repeats."""
    stars = random.choices(_STARS, _WEIGHTS)[0]
    moods = OPINIONS[language]
    mood = moods.pleased if stars > 3 else moods.cross
    told = (moods.pleased, moods.cross) if stars == 3 else (mood,)
    stock = [sentence for one in told for sentence in (one.company if product is None else one.product)]
    taken = {review.text for review in beside}
    while (text := _compose(random, stock)) in taken:
        pass
    answered = random.random() < (0.25 if stars > 3 else 0.5)
    return Review(
        number=number,
        product=product,
        stars=stars,
        title=random.choice(mood.titles) if random.random() < 0.55 else None,
        text=text,
        author=random.choice(authors),
        published=published,
        answer=random.choice(mood.replies) if answered else None,
        answer_day=day + random.randint(1, 4) if answered else None,
    )


def answer_now(review: Review, random: Random, language: str) -> str:
    """Return what the company answers to a review that it had not meant to answer."""
    moods = OPINIONS[language]
    return review.answer or random.choice((moods.pleased if review.stars > 3 else moods.cross).replies)


def rating(reviews: Sequence[Review]) -> Rating | None:
    """Return the mean and number of these reviews; None without any."""
    if not reviews:
        return None
    mean = Decimal(sum(review.stars for review in reviews)) / len(reviews)
    return Rating(mean=mean.quantize(Decimal("0.1"), ROUND_HALF_UP), count=len(reviews))


def newest_first(reviews: Iterable[Review]) -> list[Review]:
    """Return reviews in the order of every list."""
    return sorted(reviews, key=lambda review: (review.published, review.number), reverse=True)


def _compose(random: Random, stock: Sequence[str]) -> str:
    """Return two or three sentences; now and then the last one is a paragraph of its own."""
    sentences = random.sample(stock, random.choice((2, 2, 3)))
    gap = "\n" if len(sentences) == 3 and random.random() < 0.4 else " "
    return " ".join(sentences[:-1]) + gap + sentences[-1]
