"""A catalogue that exists only after JavaScript ran: one shell for all its addresses, and the JSON that fills it."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from rivals.demo import api
from rivals.demo.render import Renderer, card_picture, page_paths, picture
from rivals.demo.shop import Shelf
from rivals.demo.views import TOKEN, Answer

_JSON = "application/json; charset=utf-8"
_SHELLS = ("/item/", "/catalog")
"""How addresses begin that the script knows what to do with."""


class ScriptedPages:
    """What a shop sells, for a script to show."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._shop = renderer.shop
        self._company = renderer.company

    def routes(self) -> Iterator[tuple[str, Callable[[], Answer]]]:
        """Yield every path and how it is answered."""
        company, shop = self._company, self._shop
        yield "/", self._shell
        yield "/api/site", lambda: _answer(api.site(shop))
        yield "/api/home", lambda: _answer(api.home(self._renderer))
        for main, _ in company.listings():
            yield from self._listing_routes(main)
        for shelf in shop.shelves:
            for path in (shop.path(shelf), *(former.path for former in shelf.former if former.page == "missing")):
                yield path, self._shell
                yield f"/api{path}", partial(self._item, shelf if path == shop.path(shelf) else None)
            for former in shelf.former:
                if former.page == "redirect":
                    yield former.path, partial(Answer, status=301, location=shop.path(shelf))
            if shelf.page == "redirect":
                yield shop.path(shelf), partial(Answer, status=301, location=company.listing_path(shelf.category[0]))
        yield "/assets/app.js", partial(self._renderer.text, "app.js", "text/javascript; charset=utf-8")
        yield "/matomo/matomo.js", partial(self._renderer.text, "matomo.js", "text/javascript; charset=utf-8")
        yield "/matomo/matomo.php", partial(Answer, status=204)
        for name in {card_picture(shelf) for shelf in shop.shelves}:
            yield name, partial(picture, name)

    def otherwise(self, path: str) -> Answer:
        """Return the answer to an address that nothing is known of."""
        if path.startswith("/api/"):
            return _missing()
        return self._shell() if path.startswith(_SHELLS) else self._renderer.missing(path)

    def _listing_routes(self, main: str | None) -> Iterator[tuple[str, Callable[[], Answer]]]:
        company, size = self._company, self._company.per_page
        wares, base = self._shop.listing(main), company.path_of_listing(main, None)
        for number, path in enumerate(page_paths(company, base, len(wares), size), 1):
            shown = wares[(number - 1) * size : number * size]
            yield path, self._shell
            yield f"/api{path}", partial(self._listing, main, shown, number, len(wares))

    def _listing(self, main: str | None, shown: Sequence[Shelf], page: int, total: int) -> Answer:
        return _answer(api.listing(self._renderer, main, shown, page, total))

    def _item(self, shelf: Shelf | None) -> Answer:
        if shelf is None or shelf.page in ("missing", "redirect"):
            return _missing()
        if shelf.page == "gone_410":
            return replace(_answer({"error": {"code": "gone", "message": "No longer in the catalogue"}}), status=410)
        if shelf.page == "error":
            return replace(_answer({"error": {"code": "internal", "message": "Please try again"}}), status=500)
        return _answer(api.item(self._renderer, shelf))

    def _shell(self) -> Answer:
        return self._renderer.page("shell.html", "/", recommended=[])


def _missing() -> Answer:
    return replace(_answer({"error": {"code": "not_found", "message": "No such thing"}}), status=404)


def _answer(data: dict[str, object]) -> Answer:
    """Return the data as JSON, with an id of the request."""
    body = json.dumps({**data, "requestId": TOKEN}, ensure_ascii=False, separators=(",", ":"))
    return Answer(content_type=_JSON, body=body.encode())
