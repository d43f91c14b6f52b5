"""Posts: how many a week, the newest, the most viewed."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dossier.cells import render_csv
from dossier.pictures.weeks import WeekChart, draw_weeks
from dossier.select import select
from dossier.view import Post, View
from dossier.words import Clock

if TYPE_CHECKING:
    from crawler.store.connections import Connection

WEEKS = 12
LISTED = 4


@dataclass(frozen=True, kw_only=True)
class Posts:
    """The section's data."""

    total: int
    chart: WeekChart | None
    newest: tuple["Shown", ...]
    most_viewed: tuple["Shown", ...]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A post with the place of its witness card."""

    post: Post
    anchor: str


def load_post_rows(db: "Connection", competitor: str) -> list[Post]:
    """Return a competitor's dated posts, newest first."""
    posts = {
        row["url"]: Post(
            url=row["url"],
            title=row["title"] or row["url"],
            author=row["author"],
            language=row["language"],
            published=row["published"],
            published_text=row["published_text"],
            capture=row["capture"],
            views=row["views"],
            views_text=row["views_text"],
            views_capture=row["views_capture"],
            views_witness=json.loads(row["views_witnesses"]).get("value") if row["views_witnesses"] else None,
            comments=row["comments"],
        )
        for row in select(db, "posts", competitor=competitor)
    }
    return list(posts.values())


def load_posts(view: View) -> Posts:
    """Return posts per week beside ours, the newest and the most viewed."""
    cards = {shown.post.url: shown for shown in shown_posts(view)}
    return Posts(
        total=len(view.posts),
        chart=draw_weeks(_weeks(view), view.company.label, "us" if view.company.ours else "them")
        if view.posts
        else None,
        newest=tuple(cards[post.url] for post in _newest(view)),
        most_viewed=tuple(cards[post.url] for post in _most_viewed(view)),
    )


def shown_posts(view: View) -> list[Shown]:
    """Return the posts that the section shows, each once, with a place for its witness card."""
    posts = {post.url: post for post in (*_newest(view), *_most_viewed(view))}
    return [Shown(post=post, anchor=f"p-{place}") for place, post in enumerate(posts.values())]


def _newest(view: View) -> Sequence[Post]:
    return view.posts[:LISTED]


def _most_viewed(view: View) -> Sequence[Post]:
    return sorted((post for post in view.posts if post.views), key=lambda post: (-(post.views or 0), post.url))[:LISTED]


def render_posts_csv(posts: Iterable[Post]) -> str:
    """Return every dated post."""
    return render_csv(
        ("published", "title", "author", "views", "views_text", "comments", "url", "capture"),
        ((p.published, p.title, p.author, p.views, p.views_text, p.comments, p.url, p.capture) for p in posts),
    )


def _weeks(view: View) -> list[tuple[date, int, int]]:
    today = view.clock.now.astimezone(view.clock.zone).date()
    this_monday = today - timedelta(days=today.weekday())
    theirs, ours = _per_week(view.posts, view.clock), _per_week([] if view.company.ours else view.our_posts, view.clock)
    mondays = [this_monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return [(monday, theirs[monday], ours[monday]) for monday in mondays]


def _per_week(posts: Sequence[Post], clock: Clock) -> Counter[date]:
    days = (
        date.fromisoformat(p.published) if len(p.published) == 10 else clock.local(p.published).date() for p in posts
    )
    return Counter(day - timedelta(days=day.weekday()) for day in days)
