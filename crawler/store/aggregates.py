"""Aggregates that our SQL may use beside SQLite's own: ``median(x)`` and ``geometric_mean(x)``."""

from math import exp, log
from statistics import median


class Median:
    """The middle of all values but NULL; NULL of none."""

    def __init__(self) -> None:
        self.values: list[float] = []

    def step(self, value: float | None) -> None:
        """Take one row."""
        if value is not None:
            self.values.append(value)

    def finalize(self) -> float | None:
        """Return the aggregate of the rows taken."""
        return median(self.values) if self.values else None


class GeometricMean:
    """The n-th root of the product of all values but NULL; NULL of none, or when one is not above zero."""

    def __init__(self) -> None:
        self.logs, self.count, self.defined = 0.0, 0, True

    def step(self, value: float | None) -> None:
        """Take one row."""
        if value is not None:
            self.defined = self.defined and value > 0
            self.logs += log(value) if self.defined else 0.0
            self.count += 1

    def finalize(self) -> float | None:
        """Return the aggregate of the rows taken."""
        return exp(self.logs / self.count) if self.count and self.defined else None


BY_NAME: dict[str, type[Median] | type[GeometricMean]] = {"median": Median, "geometric_mean": GeometricMean}
