"""Visits to a simulated shop within a budget, and what fold makes of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.batch import Settings, capture_id
from crawler.fold.fold import Result, captures_to_reread, fold
from crawler.fold.state import State
from crawler.fold.unit import Answer, Change, Unit, Visit
from tests.simulation.shop import DAYS, Shop
from tests.simulation.site import BESTSELLERS, BLOG, FEED, HOME, LISTING, SITEMAP, Site


@dataclass(frozen=True, kw_only=True)
class Told:
    """A change, and the day of the run that announced it."""

    day: int
    change: Change


@dataclass(kw_only=True)
class Log:
    """What was asked and what was told over all days."""

    asked: dict[int, dict[str, Answer]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    states: list[State] = field(default_factory=list)


def day_time(day: int, second: int = 0) -> str:
    """Return a time of a day, counted from 1."""
    month, rest = divmod(day - 1, 28)
    return f"2026-{month + 3:02}-{rest + 1:02}T06:{second // 60:02}:{second % 60:02}Z"


class Crawler:
    """Visits one shop day by day, as the planner of the design does: listings, due now, oldest first, discovery."""

    def __init__(self, shop: Shop) -> None:
        self.site = Site(shop)
        self.state = State()
        self.log = Log()
        self.last_asked: dict[str, int] = dict.fromkeys((HOME, *([LISTING] if shop.traits.listings else [])), 0)
        self.due: list[str] = []
        self._where: dict[int, tuple[str, int]] = {}
        self.budget = 0

    def run(self, days: int = DAYS) -> Log:
        """Visit and fold every day."""
        for day in range(1, days + 1):
            unit = self.unit(day)
            self.take(day, fold(self.state, unit))
        return self.log

    def take(self, day: int, result: Result) -> None:
        """Go on from what fold yielded."""
        self.state = result.state
        self.due = [due.url for due in result.due]
        self.log.told += [Told(day=day, change=change) for change in result.changes]

    def unit(self, day: int) -> Unit:
        """Visit the shop on a day."""
        answers: list[Answer] = []
        asked: set[str] = set()
        size = len(self.site.pages(day)) + 20
        self.budget = int(size * self.site.traits.budget)
        for share, addresses in self._plan():
            end = min(self.budget, len(answers) + int(self.budget * share))
            for url in addresses:
                while url not in asked and len(answers) < end:
                    asked.add(url)
                    answers.append(self._ask(url, day, len(answers) + 1))
                    if answers[-1].outcome == "moved":
                        url = answers[-1].final_url
        self.log.asked[day] = {answer.url: answer for answer in answers}
        reader = self.site.reader(day)
        return Unit(
            competitor="shop",
            run=day,
            at=day_time(day),
            reader=reader,
            visits=tuple(_visits(day, answers)),
            reread={
                capture: self.site.read(*self._where[capture], reader)
                for capture in captures_to_reread(self.state, reader)
            },
        )

    def _plan(self) -> Iterable[tuple[float, list[str]]]:
        named = {url for page in self.state.pages.values() for url in page.named}
        yield 1.0, [HOME, SITEMAP, FEED, BLOG, BESTSELLERS]
        yield 1.0, self._oldest(url for url in self.last_asked if url.startswith(LISTING))
        yield 0.2, self.due
        yield 0.1, self._oldest(url for url in self.last_asked if url not in named)
        yield 1.0, self._oldest(self.last_asked)

    def _oldest(self, urls: Iterable[str]) -> list[str]:
        return sorted(urls, key=lambda url: (self.last_asked[url], url))

    def _ask(self, url: str, day: int, number: int) -> Answer:
        outcome, final_url = self.site.answer(url, day)
        self.last_asked[url] = day
        capture = capture_id(day, number)
        self._where[capture] = url, day
        reading = self.site.read(url, day, self.site.reader(day)) if outcome == "ok" else None
        if reading is not None:
            links = [*reading.about.named, *reading.about.series_pages, *(word.record.url for word in reading.words)]
            for link in links:
                self.last_asked.setdefault(link, 0)
        return Answer(
            capture=capture, url=url, at=day_time(day, number), outcome=outcome, final_url=final_url, reading=reading
        )


def _visits(day: int, answers: list[Answer]) -> Iterable[Visit]:
    """One visit to the site, and one to its feed as a target of its own."""
    for number, (source, address) in enumerate((("site", HOME), ("feed", FEED))):
        yield Visit(
            id=day * 2 + number,
            source=source,
            address=address,
            settings=Settings(currency="EUR"),
            started_at=day_time(day),
            outcome="complete",
            answers=tuple(answer for answer in answers if (answer.url == FEED) == (source == "feed")),
        )
