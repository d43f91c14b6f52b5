"""What one visit asks next, and how far its budgets reach. Knows no network and no clock."""

from collections import Counter, OrderedDict, defaultdict, deque

from crawler.batch import Ask, Discovered, Limits, VisitJob
from crawler.downloading.documents import Documents, is_document, looks_ours
from crawler.downloading.links import Found, Link
from crawler.downloading.offered import Offered
from crawler.downloading.shape import is_listing, is_page, is_paging, is_product_feed, is_sitemap, shape, view_of
from crawler.parsing.address import parse_address
from crawler.parsing.endpoint import endpoint_of
from crawler.parsing.goods import is_goods
from crawler.parsing.site import parse_host_port, parse_site

_FIRST, _NOW, _GOODS, _NEW, _DUE = range(5)
_RANK = {
    "seed": _FIRST,
    "endpoint": _FIRST,
    "sitemap": _FIRST,
    "feed": _FIRST,
    "listing": _FIRST,
    "now": _NOW,
    "document": _GOODS,
    "new": _NEW,
    "due": _DUE,
}
_UNNAMED_SHARE = 10
"""One page in so many belongs to addresses that nothing names."""
_OTHERS_TURN = 8
"""Of so many pages that nothing names, one is neither a listing nor looks like goods, while there are such."""
_LEAST_PER_SHAPE = 100
_VIEWS = "?"
"""The shape of all views: addresses that filter, order or search a page that is known without its query. A shop whose
filters combine has millions, and they list nothing that their page does not; so all together have a tenth."""
_FEEDS = 10
"""Feeds found in one visit that are asked first; a blog may have one for each post's comments."""


class Frontier:
    """The addresses of one visit: which were seen, which wait, and which of a host's is next.

    Order: redirect targets; the seed and sitemaps; endpoints; feeds and listings; what fold wants now; named pages
    never asked, first those that look like goods or prices; named pages, oldest first. One page in ten, and whatever is
    left, belongs to pages that nothing names: listings and goods take turns there, and each URL shape has its turn and
    a budget: a calendar or filters without end cost their own budget, never the good pages.
    """

    def __init__(self, job: VisitJob, limits: Limits) -> None:
        self.taken = 0
        self._job = job
        self._limits = limits
        self._site = parse_site(job.address)
        self._named = set(job.named)
        self._seen = {ask.url for ask in job.asks} | job.known
        self._done: set[str] = set()
        self._hosts: dict[str, _Waiting] = {}
        self._taken_unnamed = 0
        self._taken_of_shape: Counter[str] = Counter()
        self._per_shape = min(limits.pages_per_shape, max(_LEAST_PER_SHAPE, job.pages // 2))
        self._reported = 0
        self._reported_of_shape: Counter[str] = Counter({_VIEWS: sum(map(self._is_view, self._seen))})
        self._feeds = 0
        self._sitemaps = 0
        self._offered = Offered(job)
        self._documents = Documents(self._seen)
        for ask in job.asks:
            self._push(ask)

    def hosts(self) -> tuple[str, ...]:
        """Return the ``host:port`` that have something waiting; none when the budget is spent."""
        if self.taken >= self._job.pages:
            return ()
        return tuple(host for host, waiting in self._hosts.items() if waiting or self._offered.waits(host))

    def take(self, host: str, endpoints: bool = True) -> Ask | None:
        """Return what to ask this host next; None: nothing waits there, or the budget is spent.

        ``endpoints``: may it be a page of an endpoint? These have a pace of their own.
        """
        waiting = self._hosts.get(host)
        if waiting is None:
            return None
        while self.taken < self._job.pages and (ask := self._next(waiting, host if endpoints else None)):
            if ask.url not in self._done:
                self._done.add(ask.url)
                self.taken += 1
                return ask
        return None

    def again(self, ask: Ask) -> None:
        """Ask once more, when all else has been asked; it costs the budget nothing."""
        self._done.discard(ask.url)
        self.refund()
        self._waiting(ask.url).last.append(ask)

    def refund(self) -> None:
        """Give back to the budget what was taken but not asked."""
        self.taken -= 1

    def follow(self, ask: Ask, target: str) -> Discovered | None:
        """Ask a redirect's target at once if it is on the site and was not asked yet; return it when it is new."""
        may_ask = is_page(target) or is_document(target)
        if self._on_site(target) and target not in self._done and may_ask and self._has_room_for(target):
            self._waiting(target).at_once.append(
                Ask(url=target, why="redirect", depth=ask.depth, chain=(*ask.chain, ask.url))
            )
        return self._report(target, ask, "redirect", ask.depth) if self._on_site(target) else None

    def follow_source(self, url: str, ask: Ask) -> None:
        """Ask what a source that is no site says to ask next, if it is on the target's host and was not asked yet."""
        address = parse_address(url)
        if not address or address in self._seen or "access_token=" in address:  # of use only with the token itself
            return
        if parse_host_port(address) == parse_host_port(self._job.address):
            self._seen.add(address)
            self._waiting(address).at_once.append(Ask(url=address, why="link", depth=ask.depth + 1))

    def found(self, found: Found, ask: Ask) -> list[Discovered]:
        """Take up what the answer to ``ask`` leads to, if the target is a site; return the addresses that are new."""
        if self._job.source != "site":
            return []
        return [new for link in found.links if (new := self._found(link, ask, found.kind == "page"))]

    def scheme(self, host: str) -> str | None:
        """Return http or https, as the addresses of this host begin; None: the visit has none there."""
        waiting = self._hosts.get(host)
        return waiting.scheme if waiting else None

    def seed(self, url: str, how: str) -> Discovered | None:
        """Take up an address that no page links: the target's own, or a sitemap that robots.txt names."""
        if how != "seed" and (url in self._seen or not self._on_site(url) or not self._offered.admits(url)):
            return None
        if how != "seed":
            self._push(Ask(url=url, why="sitemap"))
        return self._report(url, Ask(url=self._job.address), how, 0)

    def offer(self, url: str, ask: Ask) -> Discovered | None:
        """Take up a page of an endpoint that the answer to ``ask`` shows there to be; return it when it is new."""
        if url in self._seen or not self._on_site(url) or not self._has_room_for(url) or not self._offered.admits(url):
            return None
        self._push(Ask(url=url, why="endpoint", depth=ask.depth))
        return self._report(url, ask, "feed", ask.depth)

    def give_up(self, ask: Ask) -> None:
        """Ask an endpoint or a product feed no more in this visit."""
        self._offered.give_up(ask)

    def _found(self, link: Link, ask: Ask, in_page: bool) -> Discovered | None:
        url = link.url
        names = link.how != "link" and not in_page
        if url in self._seen:
            if names and url not in self._named and url not in self._job.known:
                self._named.add(url)  # a sitemap names what a page had linked before
                self._push(Ask(url=url, why="new", depth=ask.depth + 1))
            return None
        if is_document(url):
            return self._found_document(link, ask)
        if not self._on_site(url) or not is_page(url) or endpoint_of(url) or not self._offered.admits(url):
            return None
        deeper = 0 if is_paging(url) and shape(url).rstrip("?/") == shape(ask.url).rstrip("?/") else 1
        depth = ask.depth + deeper
        if depth > self._limits.depth or not self._has_room_for(url):
            return None
        why = self._why(url, link, ask, in_page)
        if why is None:
            return None
        if names:
            self._named.add(url)
        elif why == "link" and self._reported_of_shape[self._shape(url)] >= self._budget_of(self._shape(url)):
            return None
        self._push(Ask(url=url, why=why, depth=depth))
        return self._report(url, ask, link.how, depth)

    def _found_document(self, link: Link, ask: Ask) -> Discovered | None:
        """Take up a linked file if something says that it is a price list or a data sheet."""
        kind = looks_ours(link.url, link.how, ask.url)
        depth = ask.depth + 1
        if kind is None or not self._on_site(link.url) or depth > self._limits.depth:
            return None
        if not self._has_room_for(link.url) or not self._documents.take(kind):
            return None
        self._named.add(link.url)  # its page names it
        self._push(Ask(url=link.url, why="document", depth=depth))
        return self._report(link.url, ask, "link", depth)

    def _why(self, url: str, link: Link, ask: Ask, in_page: bool) -> str | None:
        if is_product_feed(url):
            return "endpoint"
        if link.how == "feed" and in_page:
            self._feeds += is_listing(ask.url)
            return "feed" if is_listing(ask.url) and self._feeds <= _FEEDS else None
        if is_sitemap(url):
            self._sitemaps += 1
            return "sitemap" if self._sitemaps <= max(_FEEDS, self._job.pages // 5) else None
        return "link" if in_page else "new"

    def _report(self, url: str, via: Ask, how: str, depth: int) -> Discovered | None:
        known = url in self._seen and how != "seed"
        self._seen.add(url)
        if known or self._reported >= self._limits.addresses:
            return None
        self._reported += 1
        if how == "link":
            self._reported_of_shape[self._shape(url)] += 1
        return Discovered(visit=self._job.visit, url=url, via=via.url, how=how, depth=depth)

    def _shape(self, url: str) -> str:
        return _VIEWS if self._is_view(url) else shape(url)

    def _is_view(self, url: str) -> bool:
        return view_of(url) in self._seen

    def _budget_of(self, key: str) -> int:
        return max(_LEAST_PER_SHAPE, self._job.pages // 10) if key == _VIEWS else self._per_shape

    def _on_site(self, url: str) -> bool:
        return parse_site(url) == self._site

    def _has_room_for(self, url: str) -> bool:
        return parse_host_port(url) in self._hosts or len(self._hosts) < self._limits.hosts

    def _waiting(self, url: str) -> "_Waiting":
        return self._hosts.setdefault(parse_host_port(url), _Waiting(url.partition(":")[0]))

    def _push(self, ask: Ask) -> None:
        if self._job.source == "site" and not self._offered.admits(ask.url):
            return
        waiting = self._waiting(ask.url)
        if self._job.source == "site" and endpoint_of(ask.url):
            self._offered.push(ask)
            return
        rank = _RANK.get(ask.why, _DUE)
        is_led_to = rank <= _NOW and not (ask.why == "listing" and self._is_view(ask.url))
        if is_led_to or ask.url in self._named:
            waiting.ranks[_GOODS if rank == _NEW and is_goods(ask.url) else rank].append(ask)
        else:
            is_thing = is_goods(ask.url) and not self._is_view(ask.url)
            rings = waiting.listings if is_listing(ask.url) else waiting.goods if is_thing else waiting.others
            rings.setdefault(self._shape(ask.url), deque()).append(ask)

    def _next(self, waiting: "_Waiting", endpoints_of: str | None) -> Ask | None:
        if waiting.at_once:
            return waiting.at_once.popleft()
        first = waiting.ranks[_FIRST]
        if (
            endpoints_of
            and not (first and first[0].why in ("seed", "sitemap"))
            and (ask := self._offered.take(endpoints_of))
        ):
            return ask
        if self._taken_unnamed * _UNNAMED_SHARE < self.taken and (ask := self._next_unnamed(waiting)):
            return ask
        for rank in (_FIRST, _NOW, _GOODS, _NEW, _DUE):
            if waiting.ranks[rank]:
                return waiting.ranks[rank].popleft()
        if ask := self._next_unnamed(waiting):
            return ask
        return waiting.last.popleft() if waiting.last else None

    def _next_unnamed(self, waiting: "_Waiting") -> Ask | None:
        """Listings and the others take turns, of these mostly what looks like goods; in each the shapes take turns."""
        turn = self._taken_unnamed % _OTHERS_TURN
        order = [waiting.goods, waiting.others] if turn < _OTHERS_TURN - 1 else [waiting.others, waiting.goods]
        order.insert(2 if turn % 2 else 0, waiting.listings)
        for rings in order:
            while rings:
                key, ring = rings.popitem(last=False)
                if self._taken_of_shape[key] >= self._budget_of(key):
                    continue  # the shape has spent its budget: what else waits of it is dropped
                ask = ring.popleft()
                if ring:
                    rings[key] = ring
                if ask.url not in self._done:
                    self._taken_of_shape[key] += 1
                    self._taken_unnamed += 1
                    return ask
        return None


class _Waiting:
    """What waits for one host and port."""

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme
        self.at_once: deque[Ask] = deque()
        self.ranks: defaultdict[int, deque[Ask]] = defaultdict(deque)
        self.listings: OrderedDict[str, deque[Ask]] = OrderedDict()
        self.goods: OrderedDict[str, deque[Ask]] = OrderedDict()
        self.others: OrderedDict[str, deque[Ask]] = OrderedDict()
        self.last: deque[Ask] = deque()

    def __bool__(self) -> bool:
        return any((self.at_once, self.listings, self.goods, self.others, self.last, *self.ranks.values()))
