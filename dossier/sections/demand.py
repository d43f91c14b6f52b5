"""How they win demand: ads and content; mailings and search are not read yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dossier.cards import Card
from dossier.holes import Hole, holes_of, together, unbuilt
from dossier.sections.ads import Ads, load_ads
from dossier.sections.posts import Posts, load_posts
from dossier.view import View
from dossier.words import count


@dataclass(frozen=True, kw_only=True)
class Demand:
    """The section's data."""

    ads: Ads
    posts: Posts
    holes: tuple[Hole, ...]


def load_demand(view: View) -> Demand:
    """Return ads and content."""
    return Demand(ads=load_ads(view), posts=load_posts(view), holes=together(_holes(view)))


def _holes(view: View) -> Iterable[Hole]:
    yield from holes_of(view.company, [("ad", "ads", bool(view.known.ads))], view.clock)
    if not view.posts and view.company.holding("article").state == "observed":
        yield Hole(about="content", state="not known", note="posts were seen, none of them with a date")
    else:
        yield from holes_of(view.company, [("article", "content", bool(view.posts))], view.clock)
    yield unbuilt("mailings", "a mailbox that subscribes to them would fill it")
    yield unbuilt("search", "exports of search tools would fill it")


def cards(demand: Demand) -> Sequence[Card]:
    """Return the witness cards of the ads; those of the posts have a form of their own."""
    return demand.ads.cards


def describe(demand: Demand) -> str:
    """Return what the list of sections says beside this one."""
    parts = [count(demand.ads.running, "ad")] if demand.ads.running else []
    parts += [count(demand.posts.total, "post")] if demand.posts.total else []
    return ", ".join(parts)
