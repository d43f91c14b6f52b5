"""The table of metrics → ``docs/metrics.md``; ``python -m dossier.metrics.document`` prints it."""

from collections.abc import Iterable, Sequence

from dossier.metrics.planned import PLANNED
from dossier.metrics.table import METRICS, Metric

_HEAD = """# Metrics

Written by `make metrics` from `dossier/metrics/table.py` and `planned.py`; a test keeps it up to date.

Each metric is one SELECT, `dossier/metrics/<id>.sql`, of the rows that are counted; they stand behind the number in
the report. *Stronger* is what makes that company the stronger rival; "–" describes and is not ranked. Under its *least
n* a value is grey and not ranked. *Now* is as last seen: offers and ads within 7 days, plans, promises and ratings
within 30. Amounts are in the `currency` of the configuration; one in another currency is shown, and not compared.
Prices are compared with ours where they are exact, of the same currency, VAT basis, region, condition, quantity and
kind of customer, each seen within 7 days; what is asked of members, businesses or from a quantity on stands aside, and
a value that is suspect (`docs/dossier.md`) is in no figure.
"""


def render_document() -> str:
    """Return the page."""
    measured = _table(
        ("no.", "id", "metric", "unit", "stronger", "window", "least n", "definition", "what fills it"),
        (_line(metric) for metric in METRICS),
    )
    planned = _table(
        ("no.", "metric", "unit", "stronger", "window", "least n", "definition", "what would fill it"),
        (
            (p.number, p.label, p.unit, p.better or "–", p.window, p.least_n, p.text, p.fill)
            for p in sorted(PLANNED, key=lambda planned: planned.number)
        ),
    )
    return f"{_HEAD}\n## Measured: {len(METRICS)}\n\n{measured}\n## Not measured yet: {len(PLANNED)}\n\n{planned}"


def _line(metric: Metric) -> tuple[str | int, ...]:
    return (
        metric.number or "–", f"`{metric.id}`", metric.label, metric.unit, metric.better or "–", metric.window,
        metric.least_n, metric.text, f"{', '.join(metric.kinds)}; {metric.fill}",
    )  # fmt: skip


def _table(head: Sequence[str], lines: Iterable[Sequence[str | int]]) -> str:
    rows = [head, ["-" for _ in head], *lines]
    return "".join(f"|{'|'.join(str(cell).replace('|', '/') for cell in row)}|\n" for row in rows)


if __name__ == "__main__":
    print(render_document(), end="")  # noqa: T201
