"""The customers of the demo market: who writes a review on which day, and when the company answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from rivals.demo.company import Company
from rivals.demo.events import REPLIES, REVIEWS
from rivals.demo.reviews import Review, answer_now, newest_first, write_review
from rivals.demo.shop import Shelf, ShopDay, start_of


def first_reviews(random: Random, company: Company, shelves: Sequence[Shelf]) -> tuple[Review, ...]:
    """Return the reviews of day 1: 8 to 12 of the company, and 1 to 4 each of a third of its products."""
    subjects: list[int | None] = [None] * random.randint(8, 12)
    for shelf in shelves:
        if random.random() < 1 / 3:
            subjects += [shelf.product.number] * random.randint(1, 4)
    lists: dict[int | None, list[Review]] = {}
    reviews: list[Review] = []
    for number, subject in enumerate(subjects, 1):
        age = random.randint(1, 400)
        beside = lists.setdefault(subject, [])
        review = _write(random, company, number, subject, beside, published=_day_before(1) - timedelta(days=age), day=1)
        if age > 5 and review.answer:
            review = replace(review, reply=review.answer)
        beside.append(review)
        reviews.append(review)
    return tuple(reviews)


def next_reviews(random: Random, last: ShopDay, shelves: Sequence[Shelf]) -> tuple[Review, ...]:
    """Return the reviews of the day after ``last``, on which these are the shelves.

    Nobody writes of a product, and nobody is answered there, while its page is not to be seen.
    """
    company, day = last.company, last.day + 1
    seen = {shelf.product.number for shelf in shelves if shelf.shown}
    reviews = [
        _answered(review, day) if review.product is None or review.product in seen else review
        for review in last.reviews
    ]
    if day in REPLIES[company.key]:
        reviews = _reply_to_newest(random, company, reviews)
    for subject in _subjects(random, company, day, [shelf for shelf in shelves if shelf.sold and shelf.shown]):
        beside = [review for review in reviews if review.product == subject]
        number = len(reviews) + 1
        reviews.append(_write(random, company, number, subject, beside, published=_day_before(day), day=day))
    return tuple(reviews)


def _subjects(random: Random, company: Company, day: int, shelves: Sequence[Shelf]) -> list[int | None]:
    """Return what is reviewed on a day: the company (None) or products, by the script and by chance."""
    subjects: list[int | None] = []
    script = REVIEWS[company.key].get(day, ())
    if "company" in script or random.random() < 0.15:
        subjects.append(None)
    count = ("product" in script) + int(len(shelves) / 300 + random.random())
    subjects += [shelf.product.number for shelf in random.sample(shelves, min(count, len(shelves)))]
    return subjects


def _write(
    random: Random,
    company: Company,
    number: int,
    subject: int | None,
    beside: Sequence[Review],
    *,
    published: date,
    day: int,
) -> Review:
    return write_review(
        random,
        number=number,
        product=subject,
        authors=company.reviewers,
        published=published,
        day=day,
        language=company.language,
        beside=beside,
    )


def _answered(review: Review, day: int) -> Review:
    """Return the review with its answer, when the day for it has come."""
    due = review.reply is None and review.answer_day is not None and review.answer_day <= day
    return replace(review, reply=review.answer) if due else review


def _reply_to_newest(random: Random, company: Company, reviews: list[Review]) -> list[Review]:
    """Return the reviews with a reply to the newest of the company that had none."""
    waiting = newest_first(review for review in reviews if review.product is None and review.reply is None)
    return [
        replace(review, reply=answer_now(review, random, company.language)) if review in waiting[:1] else review
        for review in reviews
    ]


def _day_before(day: int) -> date:
    return (start_of(day) - timedelta(days=1)).date()
