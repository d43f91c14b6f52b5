"""The pivot as a workbook: the pivot, what changed, the holes, and the offers while they are few."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from dossier.changes import Event
from dossier.companies import Company
from dossier.exports.workbook import Cell, Column, GreyBelow, Sheet, Styled, Value, render_workbook
from dossier.metrics.planned import PLANNED
from dossier.metrics.table import Metric
from dossier.offers import Item
from dossier.pivot import STATES, PivotGroup, PivotRow
from dossier.pivot import Cell as PivotCell
from dossier.sides import basis_of, flat
from dossier.told import Told
from dossier.words import Clock, availability, decimal_or_none

MOST_OFFERS = 20_000
"""More are only in the CSV of each company: the workbook would take longer to write than the whole report."""
_MONEY = "#,##0.00"
_TIME = "yyyy-mm-dd hh:mm"
_PRICES = ("price", "list_price", "shipping")


def render_pivot_workbook(told: Told, edition: str) -> bytes:
    """Return the workbook of an edition; ``edition``: the name of its folder.

    Its links lead to where reports are published, else to the files beside it.
    """
    base = f"{told.config.report_url}{edition}/" if told.config.report_url else ""
    return render_workbook(pivot_sheets(told, base), told.clock.now, "Pivot")


def pivot_sheets(told: Told, base: str) -> Iterator[Sheet]:
    """Yield the sheets; ``base`` stands before every link."""
    yield _pivot(told, base)
    yield _changes(told, base)
    yield _holes(told)
    if sum(map(len, told.items.values())) <= MOST_OFFERS:
        yield _offers(told)


def number_format(metric: Metric) -> str:
    """Return Excel's number format of a metric's values; per cents are kept as shares."""
    decimals = "." + "0" * metric.decimals if metric.decimals else ""
    if metric.symbol == "%":
        return f"0{decimals}%"
    return f"#,##0{decimals}" + (' "d"' if metric.unit == "days" else "")


def _pivot(told: Told, base: str) -> Sheet:
    fixed = [
        Column(header="Group", width=11),
        Column(header="Metric", width=24),
        Column(header="Unit", width=15),
        Column(header="Stronger", width=8),
    ]
    own = [
        column
        for company in told.companies
        for column in (
            Column(header=f"{company.label} (us)" if company.ours else company.label, width=16,
                   look="wash" if company.ours else ""),
            Column(header="n", width=6, format="#,##0", look="thin"),
        )
    ]  # fmt: skip
    rest = [
        Column(header="Median of all", width=10),
        Column(header="Least n", width=7, format="#,##0"),
        Column(header="Definition", width=60, wrap=True),
    ]
    least = len(fixed) + len(own) + 1
    places = range(len(fixed), len(fixed) + len(own), 2)
    return Sheet(
        name="Pivot",
        columns=[*fixed, *own, *rest],
        rows=(_pivot_row(group, row, base) for group in told.pivot for row in group.rows),
        frozen=2,
        grey=[GreyBelow(column=place, n_column=place + 1, least_column=least) for place in places],
    )


def _pivot_row(group: PivotGroup, row: PivotRow, base: str) -> list[Cell]:
    metric = row.metric
    cells = [part for cell in row.cells for part in (_value(metric, cell, base), cell.trend.n if cell.trend else None)]
    market = Styled(value=_scaled(metric, row.market_value), format=number_format(metric))
    return [group.name, metric.label, row.unit, metric.better, *cells, market, metric.least_n, metric.text]


def _value(metric: Metric, cell: PivotCell, base: str) -> Styled:
    href = f"{base}{cell.href}" if cell.href else None
    if cell.trend is not None:
        return Styled(
            value=_scaled(metric, cell.trend.value),
            look=cell.favour,
            format=number_format(metric),
            href=href,
            tip=" · ".join(part for part in (cell.note, cell.gap, cell.basis) if part),
        )
    if cell.look == "base":
        return Styled(value=int(cell.text) if cell.text.isdigit() else cell.text)
    return Styled(value=f"{cell.text}: {cell.small}" if cell.small else cell.text, look="hole", href=href)


def _scaled(metric: Metric, value: float | None) -> float | None:
    return None if value is None else round(value / 100, 8) if metric.symbol == "%" else value


def _changes(told: Told, base: str) -> Sheet:
    columns = [
        Column(header="Seen", width=15, format=_TIME),
        Column(header="Company", width=18),
        Column(header="Kind", width=11),
        Column(header="What", width=16),
        Column(header="Name", width=40),
        Column(header="Field", width=12),
        Column(header="Old", width=16, format=_MONEY),
        Column(header="New", width=16, format=_MONEY),
        Column(header="Currency", width=8),
        Column(header="Move", width=8, format="+0.0%;-0.0%"),
        Column(header="As before last seen", width=15, format=_TIME),
        Column(header="Severity", width=8, format="0"),
        Column(header="Page", width=10),
        Column(header="Address", width=40),
    ]
    labels = {company.name: company.label for company in told.companies}
    shown = {event.id for event in told.shown}
    return Sheet(
        name="Changes",
        columns=columns,
        rows=(_change(e, labels, shown, told.clock, base) for e in told.events),
        frozen=2,
    )


def _change(event: Event, labels: Mapping[str, str], shown: set[str], clock: Clock, base: str) -> list[Cell]:
    page = Styled(value="evidence", href=f"{base}changes.html#c-{event.id}") if event.id in shown else None
    return [
        _time(event.at, clock), labels.get(event.competitor, event.competitor), event.kind, event.what, event.name,
        event.field, _side(event, event.old), _side(event, event.new), event.currency,
        None if event.size is None else round(event.size, 4), _time(event.since, clock), int(event.severity), page,
        event.url,
    ]  # fmt: skip


def _side(event: Event, value: str | None) -> Value:
    return decimal_or_none(value) if event.field in _PRICES else value


def _holes(told: Told) -> Sheet:
    columns = [
        Column(header="Company", width=18),
        Column(header="Metric", width=28),
        Column(header="Unit", width=16),
        Column(header="State", width=12),
        Column(header="Instead", width=16),
        Column(header="What would fill it", width=80, wrap=True),
    ]
    return Sheet(name="Holes", columns=columns, rows=_hole_rows(told), frozen=2)


def _hole_rows(told: Told) -> Iterable[list[Cell]]:
    for company in told.companies:
        for group in told.pivot:
            for row in group.rows:
                for cell in row.cells:
                    if cell.company.name == company.name and cell.look in ("hole", "blocked", "absent"):
                        state = STATES.get(cell.look, cell.look)
                        yield [company.label, row.metric.label, row.unit, state, cell.text, cell.small]
    for planned in PLANNED:
        unit = planned.unit.replace("money", told.config.currency)
        yield ["all", planned.label, unit, "not measured", None, planned.fill]


def _offers(told: Told) -> Sheet:
    columns = [
        Column(header="Company", width=18),
        Column(header="Name", width=40),
        Column(header="Variant", width=12),
        Column(header="Identifier", width=20),
        Column(header="Category", width=24),
        Column(header="Price", width=11, format=_MONEY),
        Column(header="List price", width=11, format=_MONEY),
        Column(header="Currency", width=8),
        Column(header="VAT", width=9),
        Column(header="Availability", width=13),
        Column(header="Ours", width=11, format=_MONEY),
        Column(header="Gap", width=8, format="+0.0%;-0.0%"),
        Column(header="Not compared", width=18),
        Column(header="First seen", width=15, format=_TIME),
        Column(header="Last seen", width=15, format=_TIME),
        Column(header="Address", width=50),
        Column(header="Asked", width=22),
        Column(header="Unit price", width=11, format=_MONEY),
        Column(header="Per", width=8),
        Column(header="Suspect", width=11, format=_MONEY),
    ]
    rows = (_offer(c, item, told.clock) for c in told.companies for item in flat(told.items.get(c.name, ())))
    return Sheet(name="Offers", columns=columns, rows=rows, frozen=2)


def _offer(company: Company, item: Item, clock: Clock) -> list[Cell]:
    vat = {True: "with", False: "without", None: "not said"}[item.tax_included]
    return [
        company.label, item.name, item.variant, item.identifier, " > ".join(item.category), decimal_or_none(item.price),
        decimal_or_none(item.list_price), item.currency, vat, availability(item.availability),
        decimal_or_none(item.ours_price), None if item.gap is None else round(item.gap, 4), item.incomparable or None,
        _time(item.first_seen, clock), _time(item.last_seen, clock), item.url, basis_of(item) or "of everyone",
        decimal_or_none(item.unit_price), item.unit_price_unit,
        decimal_or_none(item.doubted.price) if item.doubted else None,
    ]  # fmt: skip


def _time(at: str | None, clock: Clock) -> datetime | None:
    return clock.local(at).replace(tzinfo=None) if at else None
