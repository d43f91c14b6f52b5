"""Rows that stand over spans of days → one value a day; pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log
from statistics import median
from typing import Literal, NamedTuple

Aggregate = Literal["share", "sum", "rate", "mean", "median", "index", "lowest", "highest"]
"""How the rows that are counted become one value:

======= ====================================================== =======================
share   per cent of the rows whose part is 1                   n: rows
sum     of the parts                                           n: the sum
rate    parts per hundred of weight                            n: the weight
mean    of the parts, weighted                                 n: the weight
median  of the parts                                           n: rows
index   100 × geometric mean of the parts                      n: rows
lowest  the least part; its row is the value                   n: rows
highest the greatest part; its row is the value                n: rows
======= ====================================================== =======================
"""

Days = tuple[int, int]
"""First and last day that values are wanted of; a day is ``date.toordinal()``."""


class Part(NamedTuple):
    """What one row adds, from its first to its last day."""

    competitor: str
    first_day: int
    last_day: int
    part: float
    weight: float
    """1 but for a rate or a mean."""
    capture: int | None


@dataclass(frozen=True, slots=True)
class Daily:
    """One value of one competitor on one day."""

    competitor: str
    day: int
    value: float
    n: int
    capture: int | None = None
    """Where one row *is* the value."""


def aggregate(how: Aggregate, parts: Iterable[Part], days: Days) -> Iterator[Daily]:
    """Yield a value for each competitor and day on which it has a row."""
    by_competitor: Mapping[str, list[Part]] = defaultdict(list)
    for part in parts:
        if part.first_day <= days[1] and part.last_day >= days[0] and part.first_day <= part.last_day:
            by_competitor[part.competitor].append(part)
    for competitor, own in sorted(by_competitor.items()):
        values = _each(how, own, days) if how in ("median", "lowest", "highest") else _summed(how, own, days)
        for day, value, n, capture in values:
            yield Daily(competitor, day, round(value, 6) + 0.0, n, capture)


def _summed(how: Aggregate, parts: Iterable[Part], days: Days) -> Iterator[tuple[int, float, int, None]]:
    """Yield what follows from sums alone: each row is added on its first day and taken away after its last."""
    length = days[1] - days[0] + 2
    rows, sums, weights = [0] * length, [0.0] * length, [0.0] * length
    for part in parts:
        first, last = max(part.first_day, days[0]) - days[0], min(part.last_day, days[1]) - days[0] + 1
        added = log(part.part) if how == "index" else part.part * part.weight if how == "mean" else part.part
        rows[first] += 1
        rows[last] -= 1
        sums[first] += added
        sums[last] -= added
        weights[first] += part.weight
        weights[last] -= part.weight
    running = zip(accumulate(rows), accumulate(sums), accumulate(weights), strict=True)
    for day, (count, total, weight) in enumerate(running, days[0]):
        if count and day <= days[1]:
            if how == "sum":
                yield day, round(total, 6), round(total), None
            elif how == "share":
                yield day, 100 * total / count, count, None
            elif how == "index":
                yield day, 100 * exp(total / count), count, None
            elif round(weight, 6) > 0:
                yield day, (100 if how == "rate" else 1) * total / weight, round(weight), None


def _each(how: Aggregate, parts: Iterable[Part], days: Days) -> Iterator[tuple[int, float, int, int | None]]:
    """Yield what needs every part of the day."""
    held: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for part in parts:
        entry = (part.part, part.capture or 0)
        for day in range(max(part.first_day, days[0]), min(part.last_day, days[1]) + 1):
            held[day].append(entry)
    for day, entries in sorted(held.items()):
        if how == "median":
            yield day, median(value for value, _ in entries), len(entries), None
        else:
            value, capture = min(entries) if how == "lowest" else max(entries)
            yield day, value, len(entries), capture or None
