"""What is known of one company beside its offers and posts: plans, findings, reviews, ratings, ads."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from crawler.records.ad import Ad
from crawler.records.finding import Finding
from crawler.records.plan import Plan
from crawler.records.rating import Rating
from crawler.records.review import Review
from dossier.histories import History, histories
from dossier.select import select

if TYPE_CHECKING:
    from crawler.store.connections import Connection


@dataclass(frozen=True)
class Known:
    """The records of one company, loaded when a section first asks for them."""

    db: "Connection"
    competitor: str

    @cached_property
    def plans(self) -> Sequence[History[Plan]]:
        """Return its plans over time."""
        return histories(Plan, select(self.db, "plans", competitor=self.competitor))

    @cached_property
    def findings(self) -> Sequence[History[Finding]]:
        """Return what was found on its pages, over time."""
        return histories(Finding, select(self.db, "findings", competitor=self.competitor))

    @cached_property
    def reviews(self) -> Sequence[History[Review]]:
        """Return its reviews as last held, newest first."""
        return histories(Review, select(self.db, "reviews", competitor=self.competitor))

    @cached_property
    def ratings(self) -> Sequence[History[Rating]]:
        """Return the ratings that its pages claim now, that of the most votes first."""
        return histories(Rating, select(self.db, "ratings", competitor=self.competitor))

    @cached_property
    def ads(self) -> Sequence[History[Ad]]:
        """Return its ads, its own and those of the market about it, over time."""
        return histories(Ad, select(self.db, "ads", competitor=self.competitor))

    def of(self, what: str) -> list[History[Finding]]:
        """Return the findings of one sort that are there now, those of the shortest address first."""
        found = [history for history in self.findings if history.record.what == what and history.open]
        return sorted(found, key=lambda history: (len(history.record.url), history.record.url, history.key))

    def gone(self, what: str) -> list[History[Finding]]:
        """Return the findings of one sort that are there no more, the newest loss first."""
        found = [history for history in self.findings if history.record.what == what and history.now.ended == "gone"]
        return sorted(found, key=lambda history: history.now.last_seen, reverse=True)
