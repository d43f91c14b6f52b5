"""One shop's web site over the days: which page a request asks for, and since when the page is as it is."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from rivals.demo.company import Company
from rivals.demo.market import Market
from rivals.demo.pages import DaySite
from rivals.demo.shop import start_of
from rivals.demo.views import Answer


class Site:
    """One shop's web site, at one origin such as ``http://127.0.0.1:8001``."""

    def __init__(self, market: Market, company: Company, origin: str) -> None:
        self.company = company
        self.origin = origin
        self._market = market
        self._day: DaySite | None = None
        self._since: dict[str, tuple[int, str, int]] = {}

    def answer(self, target: str, day: int) -> Answer:
        """Return what the site answers to a request's target (path and query) on this day."""
        day_site = self._on(day)
        if day_site.shop.state != "ok":
            return day_site.refuse(urlsplit(target).path)
        path = _path_with_page(target)
        answer = day_site.answer(path)
        if answer.validation == "modified" and answer.modified is None:
            answer = replace(answer, modified=start_of(self._first_day_like(path, answer, day) - 1))
            day_site.remember(path, answer)
        return answer

    def addresses(self, day: int) -> tuple[str, ...]:
        """Return every path that the site knows on this day."""
        return tuple(self._on(day).routes)

    def _on(self, day: int) -> DaySite:
        current = self._day
        if current is None or current.shop.day != day:
            current = self._day = DaySite(self._market.shop(self.company.key, day), self.origin)
        return current

    def _first_day_like(self, path: str, answer: Answer, day: int) -> int:
        """Return the first day from which on the page had just these bytes."""
        etag = answer.etag or ""
        known_day, known_etag, known_since = self._since.get(path, (0, "", 1))
        since = day
        while since > 1 and since - 1 != known_day:
            if DaySite(self._market.shop(self.company.key, since - 1), self.origin).answer(path).etag != etag:
                break
            since -= 1
        if since - 1 == known_day and known_etag == etag:
            since = known_since
        self._since[path] = (day, etag, since)
        return since


def _path_with_page(target: str) -> str:
    """Return the part of a request's target that selects a page: the path, and a page number from 2 on."""
    parts = urlsplit(target)
    page = parse_qs(parts.query).get("page", ["1"])[0]
    return parts.path if page == "1" else f"{parts.path}?page={page}"
