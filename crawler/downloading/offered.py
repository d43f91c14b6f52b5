"""Which of the places at which a site offers its catalogue a visit asks, and how much of its budget they may have.

One place for each host: two feeds of one shop may differ in prices (net and gross, of two regions), and a thing whose
price is told here on one day and there on the next would seem to change. The first that was ever read stays the one.
"""

from crawler.batch import Ask, VisitJob
from crawler.downloading.shape import is_product_feed
from crawler.parsing.endpoint import CATALOGUES, endpoint_of
from crawler.parsing.site import parse_host_port

_SHARE = 5
"""One page in so many of a visit may be an endpoint's."""


class Offered:
    """The endpoints of one visit that wait, and the catalogue of each of its hosts."""

    def __init__(self, job: VisitJob) -> None:
        self._on = job.endpoints
        self._left = max(1, job.pages // _SHARE)
        self._waiting: dict[str, list[Ask]] = {}
        self._catalogues: dict[str, str] = {}
        for ask in job.asks:
            if ask.why == "feed":
                self.admits(ask.url)

    def admits(self, url: str) -> bool:
        """May this address be asked? Of a host's catalogues only the first that was named."""
        catalogue = _catalogue(url)
        if endpoint_of(url) and not self._on:
            return False
        return catalogue is None or self._catalogues.setdefault(parse_host_port(url), catalogue) == catalogue

    def push(self, ask: Ask) -> None:
        """Let a page of an endpoint wait, unless it was read before and cannot change: older posts do not."""
        endpoint = endpoint_of(ask.url)
        if endpoint is not None and (ask.why != "feed" or endpoint.platform in CATALOGUES or endpoint.page == 1):
            self._waiting.setdefault(parse_host_port(ask.url), []).append(ask)

    def take(self, host: str) -> Ask | None:
        """Return the next page of an endpoint to ask this host for."""
        waiting = self._waiting.get(host)
        if not waiting or self._left <= 0:
            return None
        self._left -= 1
        first = min(waiting, key=_order)
        waiting.remove(first)
        return first

    def waits(self, host: str) -> bool:
        """Is there anything left to ask this host for?"""
        return self._left > 0 and bool(self._waiting.get(host))

    def give_up(self, ask: Ask) -> None:
        """Ask this catalogue no more in this visit; where it was never read, let another one take its place."""
        host = parse_host_port(ask.url)
        if (endpoint := endpoint_of(ask.url)) and host in self._waiting:
            self._waiting[host] = [one for one in self._waiting[host] if _series(one.url) != endpoint.series]
        if ask.why != "feed" and (catalogue := _catalogue(ask.url)) and self._catalogues.get(host) == catalogue:
            del self._catalogues[host]


def _order(ask: Ask) -> tuple[bool, bool, bool]:
    """Those that were asked and had nothing to offer are last; a catalogue goes before posts; a page never read before
    one that was, so that an endpoint with more pages than the budget allows is read whole in the end."""
    endpoint = endpoint_of(ask.url)
    is_catalogue = endpoint is not None and endpoint.platform in CATALOGUES
    return ask.why == "due", not is_catalogue, ask.why == "feed"


def _series(url: str) -> str | None:
    endpoint = endpoint_of(url)
    return endpoint.series if endpoint else None


def _catalogue(url: str) -> str | None:
    """Return the name of the catalogue that an address is a page of; None: it is of none."""
    if endpoint := endpoint_of(url):
        return endpoint.series if endpoint.platform in CATALOGUES else None
    return url if is_product_feed(url) else None
