"""CPU seconds of fold: 50,000 open offers, 2,000 pages and 50,000 cards a day. ``python -m benchmarks.fold``."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from crawler.batch import Settings, capture_id
from crawler.fold.fold import fold
from crawler.fold.rows import changed_rows, dump_state, load_state
from crawler.fold.state import State
from crawler.fold.unit import Answer, Unit, Visit
from crawler.records.offer import Offer
from crawler.records.reading import About, Reading, Word

OFFERS, PAGES, PER_LISTING = 50_000, 2_000, 500
SHOP = "https://shop.example/"


def main() -> None:
    """Print CPU seconds of each step."""
    state = fold(State(), _unit(1, range(OFFERS), True)).state
    rows = list(dump_state(state))
    _say(f"{len(rows):,} rows, {sum(len(value) for _, _, value in rows) / 1e6:.0f} MB of state")
    with _timed("load the state"):
        state = load_state(rows)
    for name, cards in (("2,000 pages, 50,000 cards", True), ("2,000 pages, 100 listings of links only", False)):
        unit = _unit(2, range(PAGES), cards)
        with _timed(f"fold {name}"):
            result = fold(state, unit)
        with _timed("  its rows that changed"):
            changed = sum(1 for _ in changed_rows(state, result.state))
        _say(f"  {len(result.versions):,} versions, {len(result.changes)} changes, {changed:,} rows")


def _unit(day: int, pages: range, cards: bool) -> Unit:
    answers = [_listing(day, n, cards) for n in range(OFFERS // PER_LISTING)] + [_page(day, n) for n in pages]
    visit = Visit(
        id=day,
        source="site",
        address=SHOP,
        settings=Settings(currency="EUR"),
        started_at=_at(day),
        outcome="complete",
        answers=tuple(answers),
    )
    return Unit(competitor="shop", run=day, at=_at(day), reader="r", visits=(visit,))


def _listing(day: int, number: int, cards: bool) -> Answer:
    things = range(number * PER_LISTING, (number + 1) * PER_LISTING)
    url = f"{SHOP}all?page={number}"
    about = About(type="listing", series=f"{SHOP}all", named=tuple(f"{SHOP}p/{n}" for n in things))
    words = tuple(Word(witness="card", record=_offer(n, day)) for n in things) if cards else ()
    return _answer(day, number + 1, url, Reading(about=about, words=words))


def _page(day: int, number: int) -> Answer:
    offer = _offer(number, day)
    words = tuple(Word(witness=witness, record=offer) for witness in ("text", "json-ld"))
    about = About(type="product", looked_for=("offer",))
    return _answer(day, 1000 + number, offer.url, Reading(about=about, words=words))


def _offer(number: int, day: int) -> Offer:
    price = Decimal(1000 + number + (day if number % 50 == 0 else 0)) / 100
    return Offer(
        url=f"{SHOP}p/{number}",
        name=f"Thing {number}",
        price=price,
        price_text=f"{price} €",
        currency="EUR",
        sku=str(number),
        category=("Tools", "Saws"),
        availability="InStock",
    )


def _answer(day: int, number: int, url: str, reading: Reading) -> Answer:
    return Answer(capture=capture_id(day, number), url=url, at=_at(day), outcome="ok", final_url=url, reading=reading)


def _at(day: int) -> str:
    return f"2026-03-{day:02}T06:00:00Z"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


@contextmanager
def _timed(what: str) -> Iterator[None]:
    start = time.process_time()
    yield
    _say(f"{what}: {time.process_time() - start:.2f} CPU-s")


if __name__ == "__main__":
    main()
