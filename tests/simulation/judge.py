"""What fold announced of a simulated shop against what the visits could see of its truth."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from crawler.fold.unit import Answer, Change
from tests.simulation.crawl import Crawler, Told
from tests.simulation.shop import DAYS, Facts, Product
from tests.simulation.site import BESTSELLERS, LISTING, NET, SITEMAP, Site

WAIT_DAYS = 14
"""How much later a change may be told of what had moved: fold first makes sure that it is not new."""
FIELDS = ("price", "list_price", "availability")


@dataclass(kw_only=True)
class Verdict:
    """Figures of one shop."""

    announced: int = 0
    visible: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def judge(crawler: Crawler) -> Verdict:
    """Compare what was told with what was true, and what could be seen with what was told."""
    return _Judge(crawler).verdict()


class _Judge:
    def __init__(self, crawler: Crawler) -> None:
        self.site: Site = crawler.site
        self.log = crawler.log
        self.products: dict[tuple[str, str | None], Product] = {}
        for product in self.site.shop.products:
            for url in self._addresses(product):
                self.products[url, product.variant] = product
        self.told: dict[tuple[int, str | None], list[Told]] = {}
        self.posts = {post.url: post for post in self.site.shop.posts}

    def verdict(self) -> Verdict:
        verdict = Verdict(announced=len(self.log.told))
        seen: set[tuple[object, ...]] = set()
        for told in self.log.told:
            change = told.change
            product = self._product(change)
            if product is not None:
                self.told.setdefault((product.number, product.variant), []).append(told)
            if not (self._post_is_new(told) if product is None else self._is_true(told, product, seen)):
                verdict.false.append(
                    f"day {told.day} {change.field} {change.old} → {change.new} since {change.since} {change.key}"
                )
        for product in self.site.shop.products:
            mine = self.told.get((product.number, product.variant), [])
            for visible, found in (*self._values(product, mine), *self._life(product, mine)):
                verdict.visible += 1
                if not found:
                    verdict.missed.append(f"{product.name} {product.variant}: {visible}")
        for post in self.posts.values():
            if post.born > 3 and any(post.url in day and day[post.url].reading for day in self.log.asked.values()):
                verdict.visible += 1
                if not any(told.change.url == post.url for told in self.log.told):
                    verdict.missed.append(f"post {post.number} of day {post.born}")
        return verdict

    def _product(self, change: Change) -> Product | None:
        url, variant = str(change.key[0]), change.key[1] if len(change.key) > 1 else None
        return self.products.get((url, variant if variant is None else str(variant))) or self.products.get((url, "red"))

    def _post_is_new(self, told: Told) -> bool:
        post = self.posts.get(told.change.url)
        return post is not None and told.change.new == "new" and 1 < post.born <= told.day

    def _is_true(self, told: Told, product: Product, seen: set[tuple[object, ...]]) -> bool:
        change, since = told.change, _day(told.change.since)
        if change.new == "new":
            once = (product.number, product.variant, "new") not in seen
            seen.add((product.number, product.variant, "new"))
            known = any(self._was_known(url, since) for url in self._addresses(product))
            return once and (product.born > self._baseline() or not known)
        if change.new == "returned":
            return self._alive(product, told.day) and not all(
                self._could_be_found(product, day) for day in range(since, told.day + 1)
            )
        if change.old == "gone":
            return not self._could_be_found(product, told.day) and self._alive(product, since)
        again = (product.number, product.variant, change.field, change.old, change.new, change.since)
        if again in seen:
            return False
        seen.add(again)
        return change.field in FIELDS and any(
            self._could_say(product, since, change.field, factor, change.old)
            and self._could_say(product, _day(change.at), change.field, factor, change.new)
            for factor in (Decimal(1), NET)
        )

    def _could_say(self, product: Product, day: int, name: str, factor: Decimal, value: str | None) -> bool:
        """Was this true of the product, or of another variant of its page, which a card does not tell from it?"""
        variants = (p for p in self.site.shop.products if p.number == product.number)
        return any(_same(_told_value(p.days.get(day), name, factor), value) for p in variants)

    def _values(self, product: Product, told: list[Told]) -> Iterator[tuple[str, bool]]:
        """Yield what differs between one clear look at the own page and the next, and whether it was told."""
        last: int | None = None
        for day in range(1, DAYS + 1):
            if not self._alive(product, day):
                last = None
            elif self._clear_look(product, day):
                if last is not None and self.site.reader(last) == self.site.reader(day):
                    yield from self._differences(product, told, last, day)
                last = day

    def _differences(self, product: Product, told: list[Told], last: int, day: int) -> Iterator[tuple[str, bool]]:
        moved = product.days[last].url != product.days[day].url
        latest = day + WAIT_DAYS if moved else day
        if self._data_only(last) != self._data_only(day):
            return
        factor = NET if self._data_only(day) and self.site.traits.structured_net else Decimal(1)
        for name in FIELDS if not self._data_only(day) else ("price", "availability"):
            before, now = (_told_value(product.days[d], name, factor) for d in (last, day))
            if before != now:
                jumped = name == "price" and _is_far(before, now)
                by = max(latest, self._next_look(product, day)) if jumped else latest
                found = any(
                    t.change.field == name
                    and last < t.day <= by
                    and (_same(t.change.new, now) or (jumped and _same(t.change.old, before)))
                    for t in told
                )
                yield f"{name} {before} → {now} between day {last} and {day}", found

    def _life(self, product: Product, told: list[Told]) -> Iterator[tuple[str, bool]]:
        """Yield going, coming back and being new, as far as the visits could see it."""
        day = product.born
        seen = self._first_look(product) if product.born > self._baseline() else None
        if seen is not None and any(self._named(product, d) for d in range(product.born, seen + 1)):
            yield f"new on day {product.born}", any(t.change.new == "new" for t in told)
        known = False
        while day <= DAYS:
            if self._alive(product, day):
                known = known or self._clear_look(product, day)
                day += 1
                continue
            end = next((d for d in range(day, DAYS + 1) if self._alive(product, d)), DAYS + 1)
            looks = [d for d in range(day, end) if self._telling(self._asked(product, d))]
            if known and len(looks) >= 3:
                going = [t for t in told if t.change.old == "gone" and day <= t.day < end]
                yield f"gone on day {day}", bool(going)
                back = next((d for d in range(end, DAYS + 1) if self._clear_look(product, d)), None)
                if going and back is not None and all(self._alive(product, d) for d in range(end, back + 1)):
                    yield (
                        f"returned on day {end}",
                        any(t.change.new == "returned" and end <= t.day <= back for t in told),
                    )
            day, known = end, False

    def _alive(self, product: Product, day: int) -> bool:
        facts = product.days.get(day)
        return facts is not None and facts.alive

    def _addresses(self, product: Product) -> set[str]:
        return {*product.moved_from, *(facts.url for facts in product.days.values())}

    def _could_be_found(self, product: Product, day: int) -> bool:
        return self._alive(product, day) and self._was_known(product.days[day].url, day)

    def _was_known(self, url: str, day: int) -> bool:
        """Could the visits up to this day know of an address?"""
        return any(
            answer.reading is not None
            and (url in answer.reading.about.named or any(word.record.url == url for word in answer.reading.words))
            for d in range(1, day + 1)
            for answer in self.log.asked[d].values()
        )

    def _asked(self, product: Product, day: int) -> Answer | None:
        facts = product.days.get(day)
        return self.log.asked.get(day, {}).get(facts.url) if facts is not None else None

    def _telling(self, answer: Answer | None) -> bool:
        telling = answer is not None and answer.outcome in ("ok", "missing", "moved")
        return answer is not None and telling and not self.site.down(_day(answer.at))

    def _clear_look(self, product: Product, day: int) -> bool:
        """Was its own page read on a day, by sound readers, with all that is to be seen on it?

        Where a layout hides the visible price for good, data beside it counts when it says the same.
        """
        answer, traits = self._asked(product, day), self.site.traits
        legible = day not in traits.hidden_days and (not traits.hides(day) or self._data_only(day))
        return (
            answer is not None
            and answer.reading is not None
            and legible
            and not self.site.down(day)
            and self.site.reader(day) != "broken"
            and not self.site.slips(answer.url, day)
        )

    def _next_look(self, product: Product, day: int) -> int:
        """Return the day of the second look that a price so far off waits for."""
        return next((d for d in range(day + 1, DAYS + 1) if self._clear_look(product, d)), day)

    def _data_only(self, day: int) -> bool:
        traits = self.site.traits
        return traits.structured and traits.hidden_from is not None and day > traits.hidden_from

    def _first_look(self, product: Product) -> int | None:
        return next(
            (d for d in range(product.born, DAYS + 1) if self._alive(product, d) and self._clear_look(product, d)), None
        )

    def _baseline(self) -> int:
        """Return the first day by which every page of every listing was read."""
        for day in range(1, DAYS + 1):
            if not self.site.down(day) and all(
                any(url in self.log.asked[d] for d in range(1, day + 1)) for url in self.site._listing_urls(1)
            ):
                return day
        return DAYS

    def _named(self, product: Product, day: int) -> bool:
        asked, facts = self.log.asked.get(day, {}), product.days.get(day)
        return (
            facts is not None
            and not self.site.down(day)
            and any(
                facts.url in answer.reading.about.named
                for url, answer in asked.items()
                if answer.reading is not None and (url in (SITEMAP, BESTSELLERS) or url.startswith(LISTING))
            )
        )


def _told_value(facts: Facts | None, name: str, factor: Decimal = Decimal(1)) -> str | None:
    value = getattr(facts, name, None)
    if isinstance(value, Decimal):
        return format((value * factor).quantize(Decimal("0.01")), "f")
    return value


def _is_far(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and not Decimal("0.1") < Decimal(one) / Decimal(other) < 10


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one.isalpha():
        return one == other
    return Decimal(one) == Decimal(other)


def _day(at: str | None) -> int:
    if at is None:
        return 0
    return (int(at[5:7]) - 3) * 28 + int(at[8:10])
