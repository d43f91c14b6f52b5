"""The metrics, in the order of the pivot's rows."""

from dataclasses import dataclass
from typing import Literal

Aggregate = Literal["share", "sum", "median", "index"]
"""How the rows that are counted become one value:
share: per cent of the rows whose part is 1 · sum: of the parts · median: of the parts · index: 100 × geometric mean."""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One row of the pivot; ``metrics/<id>.sql`` selects the rows that are counted."""

    id: str
    number: int | None
    """Its number in the checklist of metrics; None: a part of one there."""
    group: str
    label: str
    unit: str
    better: Literal["higher", "lower"] | None
    """What makes that company the stronger rival; None: it describes, and is not ranked."""
    window: Literal["7 days", "30 days"]
    """Days of sightings, or of events, that it looks at."""
    least_n: int
    """Under this n it is grey and unranked."""
    aggregate: Aggregate
    kind: str
    """The kind of records it is made of: their coverage tells why it is missing."""
    text: str
    """Its definition, in one line."""
    fill: str
    """What would fill it where it is missing though its records were seen."""
    decimals: int = 0
    base: str | None = None
    """What our own column shows when the metric is relative to us."""
    symbol: str = ""
    """What follows the figure where it stands alone."""


METRICS = (
    Metric(
        id="price_index",
        number=2,
        group="Price",
        label="Price index",
        unit="us = 100",
        better="lower",
        window="7 days",
        least_n=30,
        aggregate="index",
        kind="offer",
        base="100",
        decimals=1,
        text="geometric mean of their price ÷ ours over all products matched by GTIN, or by brand and part number; "
        "exact prices of the same currency, VAT basis, region, condition and quantity, each seen within 7 days",
        fill="needs products matched by GTIN or part number, in our currency and VAT basis "
        "(set vat where pages do not say)",
    ),
    Metric(
        id="repriced",
        number=7,
        group="Price",
        label="Products repriced",
        unit="% in 30 days",
        better=None,
        window="30 days",
        least_n=30,
        aggregate="share",
        kind="offer",
        symbol="%",
        text="products with at least one price change of 1 % or more ÷ products seen on two days or more, in 30 days",
        fill="needs products seen on two days",
    ),
    Metric(
        id="on_sale",
        number=10,
        group="Price",
        label="On sale",
        unit="%",
        better=None,
        window="7 days",
        least_n=30,
        aggregate="share",
        kind="offer",
        symbol="%",
        text="offers with a list price at least 1 % above the price ÷ active offers with a price",
        fill="needs offers in stock with a price, seen within 7 days",
    ),
    Metric(
        id="active_products",
        number=15,
        group="Range",
        label="Active products",
        unit="count",
        better="higher",
        window="7 days",
        least_n=0,
        aggregate="sum",
        kind="offer",
        text="products, variants folded, seen orderable within 7 days: a price or an availability, "
        "and not out of stock",
        fill="needs offers seen within 7 days",
    ),
    Metric(
        id="posts",
        number=50,
        group="Content",
        label="Posts",
        unit="in 30 days",
        better=None,
        window="30 days",
        least_n=0,
        aggregate="sum",
        kind="article",
        text="articles published in the 30 days, on sites whose posts were looked at within 7 days",
        fill="needs posts with a date",
    ),
    Metric(
        id="median_views",
        number=None,
        group="Content",
        label="Median views of posts",
        unit="views",
        better="higher",
        window="30 days",
        least_n=5,
        aggregate="median",
        kind="popularity",
        text="median of the newest count of views over posts aged 2 to 30 days",
        fill="needs posts aged 2 to 30 days that show a count of views",
    ),
)

BY_ID = {metric.id: metric for metric in METRICS}
