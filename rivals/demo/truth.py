"""What is true of a shop on a day, and what is really different from the day before, as plain dicts."""

import json
from collections.abc import Iterable, Iterator

from rivals.demo.fact import Fact, make_change
from rivals.demo.shop import ShopDay
from rivals.demo.truth_face import finding_differences, findings
from rivals.demo.truth_offers import offer_differences, offers
from rivals.demo.truth_posts import post_differences, posts
from rivals.demo.truth_reviews import review_differences, reviews


def facts(shop: ShopDay, origin: str = "") -> Iterator[Fact]:
    """Yield the facts of one company's day: its site, its offers, posts and counts, reviews, and its face."""
    yield {"day": shop.day, "competitor": shop.company.key, "kind": "site", "state": shop.state, "layout": shop.layout}
    for kinds in (offers, posts, reviews, findings):
        yield from kinds(shop, origin)


def differences(before: ShopDay, now: ShopDay, origin: str = "") -> Iterator[Fact]:
    """Yield what changed between two days of one company. What only could not be seen that day is no change."""
    if before.state != now.state:
        yield make_change(now, "site", now.company.key, origin + "/", "state", before.state, now.state)
    for kinds in (offer_differences, post_differences, review_differences, finding_differences):
        yield from kinds(before, now, origin)


def to_lines(rows: Iterable[Fact]) -> str:
    """Return facts or changes as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
