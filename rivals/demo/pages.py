"""How a shop's site shows one day: every address → the answer it gives."""

from collections.abc import Callable
from dataclasses import replace

from rivals.demo.catalogue_pages import CataloguePages
from rivals.demo.company_pages import CompanyPages
from rivals.demo.render import Renderer, plain
from rivals.demo.scripted_pages import ScriptedPages
from rivals.demo.shop import ShopDay
from rivals.demo.views import Answer


class DaySite:
    """One site on one day: its routes and the pages rendered so far."""

    def __init__(self, shop: ShopDay, origin: str) -> None:
        self.shop = shop
        self._renderer = Renderer(shop, origin)
        scripted = ScriptedPages(self._renderer) if shop.company.structured == "state" else None
        catalogue = scripted or CataloguePages(self._renderer)
        self.routes: dict[str, Callable[[], Answer]] = {}
        for pages in (catalogue, CompanyPages(self._renderer)):
            self.routes |= dict(pages.routes())
        self._otherwise = scripted.otherwise if scripted else self._renderer.missing
        self._answers: dict[str, Answer] = {}

    def answer(self, path: str) -> Answer:
        """Return the answer to a path, rendered at its first request."""
        answer = self._answers.get(path)
        if answer is None:
            route = self.routes.get(path)
            if route is None:
                return self._otherwise(path)
            answer = self._answers[path] = route()
        return answer

    def remember(self, path: str, answer: Answer) -> None:
        """Keep a completed answer."""
        self._answers[path] = answer

    def refuse(self, path: str) -> Answer:
        """Return the answer of a day on which the site refuses."""
        if self.shop.state == "503":
            return replace(plain("unavailable.html", self.shop.company), status=503, retry_after_s=3600)
        if path == "/robots.txt":
            return self.answer(path)
        return replace(plain("blocked.html", self.shop.company), status=403)
