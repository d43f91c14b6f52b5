"""What is true of the posts of a shop's blog, and of their counts."""

from collections.abc import Iterator

from rivals.demo.fact import Fact, make_change, make_fact
from rivals.demo.shop import ShopDay
from rivals.demo.writing import Post


def posts(shop: ShopDay, origin: str) -> Iterator[Fact]:
    """Yield the posts, then their counts."""
    for post in shop.posts:
        yield _article(shop, post, origin)
    for post in shop.posts:
        yield from _popularities(shop, post, origin)


def post_differences(before: ShopDay, now: ShopDay, origin: str) -> Iterator[Fact]:
    """Yield what changed of posts and counts; the field of a count is its measure."""
    old_posts = {post.number: post for post in before.posts}
    for post in now.posts:
        key, url = _id(now, post), origin + now.post_path(post)
        old = old_posts.get(post.number)
        if old is None:
            yield make_change(now, "article", key, url, None, None, post.title)
        else:
            left = origin + before.post_path(old)
            if left != url:
                yield make_change(now, "article", key, url, "moved", left, url)
            if old.title != post.title:
                yield make_change(now, "article", key, url, "title", old.title, post.title)
        values = {count.measure: count.value for count in before.counts(old)} if old else {}
        for count in now.counts(post):
            if values.get(count.measure) != count.value:
                yield make_change(now, "popularity", key, url, count.measure, values.get(count.measure), count.value)


def _article(shop: ShopDay, post: Post, origin: str) -> Fact:
    left = shop.former_post_path(post)
    return make_fact(
        shop,
        "article",
        _id(shop, post),
        origin + shop.post_path(post),
        title=post.title,
        author=post.author,
        published=f"{post.published:%Y-%m-%dT%H:%M:%SZ}",
        published_on=f"{post.published:%Y-%m-%d}",
        words=post.words,
        in_feed=post in shop.in_feed(),
        former=[{"url": origin + left, "page": "redirect"}] if left else [],
    )


def _popularities(shop: ShopDay, post: Post, origin: str) -> Iterator[Fact]:
    company = shop.company
    for count in shop.counts(post):
        seen = ["text"]
        seen += ["feed"] if count.measure in company.counts_in_feed and post in shop.in_feed() else []
        seen += ["card"] if count.measure in company.counts_on_cards else []
        yield make_fact(
            shop,
            "popularity",
            _id(shop, post),
            origin + shop.post_path(post),
            measure=count.measure,
            value=count.value,
            value_text=count.text,
            seen_in=seen if shop.state == "ok" else [],
        )


def _id(shop: ShopDay, post: Post) -> str:
    return f"{shop.company.key}/post/{post.number}"
