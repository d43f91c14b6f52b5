"""What is not known, in one line that says what would fill it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from dossier.companies import Company
from dossier.words import Clock, count

FILL: Mapping[str, str] = {
    "offer": "a site with product pages",
    "plan": "a site with a pricing page",
    "article": "a blog or a feed",
    "popularity": "posts that show their views",
    "review": "a site with reviews on its product pages or a page of reviews",
    "rating": "a site that shows its rating",
    "ad": "a library of ads: a target ad_library, of the company or of the market",
    "headline": "a site whose home page can be read",
    "tagline": "a site whose home page can be read",
    "promise": "a site with pages on delivery, returns or warranty",
    "technology": "a site whose home page can be read",
    "profile": "a site whose home page can be read",
}
"""What would fill each kind where nothing was looked at."""


@dataclass(frozen=True, kw_only=True)
class Hole:
    """Something that is not known."""

    about: str
    """What it is: ``reviews``."""
    state: Literal["none", "not checked", "blocked", "not known"]
    note: str


def holes_of(company: Company, kinds: Iterable[tuple[str, str, bool]], clock: Clock) -> Iterator[Hole]:
    """Yield why nothing is shown of kinds (kind, what it is, is something shown?), and that what is shown is old."""
    for kind, about, shown in kinds:
        if not shown:
            yield hole(company, kind, about, clock)
        elif company.holding(kind).state == "blocked":
            yield Hole(about=about, state="blocked", note=f"{_since(company, kind, clock)}what stands here is older")


def hole(company: Company, kind: str, about: str, clock: Clock) -> Hole:
    """Return why nothing of a kind is shown."""
    held = company.holding(kind)
    if held.state == "blocked":
        return Hole(about=about, state="blocked", note=f"{_since(company, kind, clock)}visit by hand")
    if held.state == "absent":
        pages = f"looked for on {count(held.pages_read, 'page')}, not there" if held.pages_read else ""
        return Hole(about=about, state="none", note=pages or "looked for, not there")
    if held.state == "observed":
        return Hole(about=about, state="none", note="seen before, not there now")
    return Hole(about=about, state="not checked", note=f"{FILL[kind]} would fill it")


def _since(company: Company, kind: str, clock: Clock) -> str:
    since = company.holding(kind).since
    return f"since {clock.day(since)}: " if since else ""


def together(holes: Iterable[Hole]) -> tuple[Hole, ...]:
    """Return the holes, those of one state for one reason in one line."""
    groups: dict[tuple[str, str], list[Hole]] = {}
    for each in holes:
        groups.setdefault((each.state, each.note), []).append(each)
    return tuple(replace(own[0], about=", ".join(each.about for each in own)) for own in groups.values())


def unbuilt(about: str, fill: str) -> Hole:
    """Return a hole of records that no reader yields yet."""
    return Hole(about=about, state="not checked", note=fill)
