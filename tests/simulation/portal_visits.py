"""Visits to a simulated portal within a budget: what it answers, what readers find, and what fold makes of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from crawler.batch import Outcome, Settings, capture_id
from crawler.fold.fold import Result, captures_to_reread, fold
from crawler.fold.state import State
from crawler.fold.unit import Answer, Change, Unit, Visit
from crawler.records.kinds import Record
from crawler.records.reading import About, Reading, Word
from tests.simulation.crawl import day_time
from tests.simulation.portal import DAYS, HOME, LIBRARY, PRODUCTS, REVIEWS, Portal

LISTING = HOME + "all"
PLACES = ("home", "about", "pricing", "terms 1", "terms 2", REVIEWS, *(f"product {n}" for n in range(PRODUCTS)))
TYPES = {
    "home": ("home", ("headline", "tagline", "promise", "technology", "profile")),
    "about": ("about", ("headline",)),
    "pricing": ("pricing", ("plan", "headline", "promise")),
    "terms": ("terms", ("promise",)),
    "product": ("product", ("offer", "review", "rating")),
    "reviews": ("reviews", ("review", "rating")),
}


@dataclass(kw_only=True)
class PortalVisits:
    """Visits one portal day by day."""

    portal: Portal
    state: State = field(default_factory=State)
    answered: dict[int, dict[str, Answer]] = field(default_factory=dict)
    told: list[tuple[int, Change]] = field(default_factory=list)
    last_asked: dict[str, int] = field(default_factory=lambda: {HOME: 0, LISTING: 0})
    due: tuple[str, ...] = ()
    where: dict[int, tuple[str, int]] = field(default_factory=dict)

    def run(self) -> None:
        """Visit and fold every day."""
        for day in range(1, DAYS + 1):
            self.take(day, fold(self.state, self.unit(day)))

    def take(self, day: int, result: Result) -> None:
        """Go on from what fold yielded."""
        self.state, self.due = result.state, tuple(due.url for due in result.due if due.url.startswith(HOME))
        self.told += [(day, change) for change in result.changes]

    def unit(self, day: int) -> Unit:
        """Visit the site and the library on a day."""
        site, library = list(self._ask_site(day)), list(self._ask_library(day))
        self.answered[day] = {answer.url: answer for answer in (*site, *library)}
        reader = self.reader(day)
        return Unit(
            competitor="portal",
            run=day,
            at=day_time(day),
            reader=reader,
            visits=(_visit(day * 2, "site", HOME, site, day), _visit(day * 2 + 1, "ad_library", LIBRARY, library, day)),
            reread={
                capture: reading
                for capture in captures_to_reread(self.state, reader)
                for reading in (self._read(*self.where[capture], broken=reader == "broken"),)
            },
        )

    def reader(self, day: int) -> str:
        """Return the version of the readers in use on a day."""
        broken = self.portal.traits.broken
        return "first" if broken is None or day < broken[0] else "broken" if day <= broken[1] else "mended"

    def pages(self, place: str, day: int) -> list[str]:
        """Return the addresses of a place on a day, the first one first."""
        traits, first = self.portal.traits, self.portal.address(place, day)
        if place == "library":
            more, size = [f"{LIBRARY}?after={day * traits.cursors}-{n}" for n in range(2, 20)], traits.page_size
        else:
            size = traits.page_size if place == REVIEWS else 1000
            more = [f"{first}page/{n}/" if traits.slashes else f"{first}?page={n}" for n in range(2, 40)]
        return [first, *more][: max(1, -(-len(self.portal.on(place, day)) // size))]

    def is_down(self, day: int) -> bool:
        """Is the site under maintenance?"""
        down = self.portal.traits.maintenance
        return down is not None and down[0] <= day <= down[1]

    def _ask_site(self, day: int) -> Iterator[Answer]:
        budget = int((len(PLACES) + 10) * self.portal.traits.budget)
        asked: set[str] = set()
        oldest = sorted(self.last_asked, key=lambda url: (self.last_asked[url], url))
        queue = [HOME, LISTING, *self.due[: budget // 3], *oldest]
        for url in queue:
            while url not in asked and len(asked) < budget:
                asked.add(url)
                answer = self._answer(url, day, len(asked))
                self.last_asked[url] = day
                yield answer
                if answer.reading is not None:
                    links = (*answer.reading.about.series_pages, *answer.reading.about.named)
                    for link in (*links, *(self.portal.address(p, day) for p in PLACES if url == HOME)):
                        self.last_asked.setdefault(link, 0)
                        queue.append(link)
                url = answer.final_url

    def _ask_library(self, day: int) -> Iterator[Answer]:
        for number, url in enumerate(self.pages("library", day), 1):
            yield self._answer(url, day, number + 1000)
            if number > 1 and day in self.portal.traits.library_fails:
                return

    def _answer(self, url: str, day: int, number: int) -> Answer:
        outcome, final_url = self._outcome(url, day)
        capture = capture_id(day, number)
        self.where[capture] = url, day
        reading = self._read(url, day, broken=self.reader(day) == "broken") if outcome == "ok" else None
        return Answer(
            capture=capture,
            url=url,
            at=day_time(day, number % 600),
            outcome=outcome,
            final_url=final_url,
            reading=reading,
        )

    def _outcome(self, url: str, day: int) -> tuple[Outcome, str]:
        traits = self.portal.traits
        if url.startswith(LIBRARY):
            return ("error" if url != LIBRARY and day in traits.library_fails else "ok"), url
        if self.is_down(day):
            if traits.maintenance_as == "home":
                return ("ok", url) if url == HOME else ("moved", HOME)
            return {"missing": "missing", "blocked": "blocked"}.get(traits.maintenance_as, "ok"), url  # type: ignore[return-value]
        if url in (HOME, LISTING) or self._place(url, day) is not None:
            return "ok", url
        former = self._place(url, 1)
        if former is not None and traits.redirects:
            return "moved", self.portal.address(former, day) + url.removeprefix(self.portal.address(former, 1))
        return "missing", url

    def _place(self, url: str, day: int) -> str | None:
        return next((place for place in (*PLACES, "library") if url in self.pages(place, day)), None)

    def _read(self, url: str, day: int, broken: bool) -> Reading:
        if url == LISTING:
            return self._listing(day)
        place = self._place(url, day)
        if place is None or (self.is_down(day) and self.portal.traits.maintenance_as == "other" and place != "library"):
            return Reading(about=About(type="other"))
        pages = self.pages(place, day)
        kind, looked_for = TYPES.get(place.partition(" ")[0], ("feed", ("ad",)))
        empty = place != "library" and (self.is_down(day) or broken)
        records = [] if empty else list(self._records(place, url, pages, day))
        paged = (len(pages) > 1 or place == "library") and not empty
        about = About(
            type=kind,
            looked_for=looked_for,
            series=pages[0].rstrip("/") if paged else None,
            series_pages=tuple(self._links(url, pages)) if paged else (),
        )
        witness = "feed" if place == "library" else "text"
        return Reading(about=about, words=tuple(Word(witness=witness, record=record) for record in records))

    def _links(self, url: str, pages: list[str]) -> Iterable[str]:
        """The library links the next page, the list of reviews all others."""
        if url.startswith(LIBRARY):
            return pages[pages.index(url) + 1 :][:1]
        return [page for page in pages if page != url]

    def _records(self, place: str, url: str, pages: list[str], day: int) -> Iterator[Record]:
        if place.startswith("product"):
            yield self.portal.offer(place, day)
        there = self.portal.on(place, day)
        if self.portal.traits.newest_first:
            there = there[::-1]
        if len(pages) > 1:
            size, number = self.portal.traits.page_size, pages.index(url)
            there = there[number * size : (number + 1) * size]
        for thing, facts in there:
            yield self.portal.record(thing, facts, day)

    def _listing(self, day: int) -> Reading:
        if self.is_down(day):
            return Reading(about=About(type="other"))
        named = tuple(self.portal.address(f"product {n}", day) for n in range(PRODUCTS))
        return Reading(about=About(type="listing", looked_for=("offer",), named=named))


def _visit(number: int, source: str, address: str, answers: list[Answer], day: int) -> Visit:
    return Visit(
        id=number,
        source=source,
        address=address,
        settings=Settings(currency="EUR"),
        started_at=day_time(day),
        outcome="complete",
        answers=tuple(answers),
    )
