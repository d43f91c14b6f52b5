"""What is true of the reviews on a shop's site, and of the ratings that they come to."""

from collections.abc import Iterator

from rivals.demo.fact import Fact, make_change, make_fact
from rivals.demo.reviews import BEST, Rating, Review
from rivals.demo.shop import Shelf, ShopDay


def reviews(shop: ShopDay, origin: str) -> Iterator[Fact]:
    """Yield the reviews and ratings that pages show today: the company's, then those of products."""
    for shelf in _subjects(shop):
        for review in _list(shop, shelf):
            yield _review(shop, shelf, review, origin)
        mean = shop.rating_of(_number(shelf))
        if mean is not None:
            yield _rating(shop, shelf, mean, origin)


def review_differences(before: ShopDay, now: ShopDay, origin: str) -> Iterator[Fact]:
    """Yield new reviews, new replies, and ratings that are others than the day before."""
    past = {review.number: review for review in before.reviews}
    for shelf in _subjects(now):
        url = origin + _path(now, shelf)
        for review in _list(now, shelf):
            key, old = _id(now, review), past.get(review.number)
            if old is None:
                yield make_change(now, "review", key, url, None, None, review.text)
            elif old.reply != review.reply:
                yield make_change(now, "review", key, url, "reply", old.reply, review.reply)
        yield from _rating_differences(before, now, shelf, origin)


def _rating_differences(before: ShopDay, now: ShopDay, shelf: Shelf | None, origin: str) -> Iterator[Fact]:
    old, new = before.rating_of(_number(shelf)), now.rating_of(_number(shelf))
    if new is None or old == new:
        return
    fact = _rating(now, shelf, new, origin)
    key, url = str(fact["id"]), str(fact["url"])
    if old is None:
        yield make_change(now, "rating", key, url, None, None, fact["subject"])
        return
    for field, was, value in (("rating", str(old.mean), str(new.mean)), ("rating_count", old.count, new.count)):
        if was != value:
            yield make_change(now, "rating", key, url, field, was, value)


def _subjects(shop: ShopDay) -> tuple[Shelf | None, ...]:
    """Return what reviews are shown of today: the company (None), and products."""
    return None, *(shelf for shelf in shop.shelves if shelf.shown)


def _list(shop: ShopDay, shelf: Shelf | None) -> list[Review]:
    return shop.reviews_of(_number(shelf))


def _number(shelf: Shelf | None) -> int | None:
    return shelf.product.number if shelf else None


def _path(shop: ShopDay, shelf: Shelf | None) -> str:
    """Return the path of the first page of the list."""
    return shop.path(shelf) if shelf else shop.company.reviews_path


def _review(shop: ShopDay, shelf: Shelf | None, review: Review, origin: str) -> Fact:
    return make_fact(
        shop,
        "review",
        _id(shop, review),
        origin + _path(shop, shelf),
        subject=shelf.name if shelf else None,
        rating=str(review.stars),
        best_rating=str(BEST),
        title=review.title,
        text=review.text,
        published_on=review.published.isoformat(),
        author=review.author,
        reply=review.reply,
        role=None,
    )


def _rating(shop: ShopDay, shelf: Shelf | None, mean: Rating, origin: str) -> Fact:
    return make_fact(
        shop,
        "rating",
        f"{shelf.product.id if shelf else shop.company.key}/rating",
        origin + _path(shop, shelf),
        subject=shelf.name if shelf else shop.company.label,
        rating=str(mean.mean),
        rating_count=mean.count,
        best_rating=str(BEST),
    )


def _id(shop: ShopDay, review: Review) -> str:
    return f"{shop.company.key}/review/{review.number}"
