"""Pictures: steps and gaps, names at the ends of lines, bars of ads, months without reviews."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from dossier.charts import BOTTOM, apart, round_ticks
from dossier.pictures.ads import Run, draw_ads
from dossier.pictures.prices import PriceLine, Span, draw_prices
from dossier.pictures.ratings import Month, RatingLine, draw_ratings
from dossier.pictures.weeks import draw_weeks
from dossier.words import Clock, parse_utc

CLOCK = Clock(zone=ZoneInfo("Europe/Riga"), now=parse_utc("2026-03-18T04:00:00Z"))


def span(first: int, last: int, price: str, meets_next: bool = True, list_price: str | None = None) -> Span:
    return Span(
        since=f"2026-03-{first:02}T04:00:00Z", until=f"2026-03-{last:02}T04:00:00Z", price=Decimal(price),
        list_price=Decimal(list_price) if list_price else None, meets_next=meets_next,
    )  # fmt: skip


def test_a_price_does_not_slope() -> None:
    chart = draw_prices(
        "Drill", "EUR", [PriceLine(look="them", name="Acme", spans=(span(1, 5, "90"), span(6, 18, "80")))], CLOCK
    )
    path = chart.lines[0].path
    assert re.fullmatch(r"M[\d.]+ [\d.]+H[\d.]+V[\d.]+H[\d.]+", path)
    assert (chart.lines[0].end.name, chart.lines[0].end.value) == ("Acme", "80.00")
    assert chart.gaps == ()


def test_a_gap_in_observation_is_a_gap_in_the_line() -> None:
    spans = (span(1, 4, "90", meets_next=False), span(12, 18, "90", meets_next=False))
    chart = draw_prices("Drill", "EUR", [PriceLine(look="them", name="Acme", spans=spans)], CLOCK)
    assert chart.lines[0].path.count("M") == 2
    assert [gap.text for gap in chart.gaps] == ["not seen"]


def test_a_sale_is_a_band_with_what_it_claims() -> None:
    spans = (span(1, 9, "100"), span(10, 18, "70", list_price="100"))
    chart = draw_prices("Drill", "EUR", [PriceLine(look="them", name="Acme", spans=spans)], CLOCK)
    assert [band.text for band in chart.bands] == ["claims −30 % off 100.00"]
    assert chart.table.rows == (
        ("Acme", "100.00", "", "1 Mar", "9 Mar"),
        ("Acme", "70.00", "100.00", "10 Mar", "18 Mar"),
    )


def test_two_tiers_are_two_lines_and_no_gap_lies_between_them() -> None:
    lines = [
        PriceLine(look="them", name=name, spans=(span(1, 18, price, False),))
        for name, price in (("A", "9"), ("B", "9"))
    ]
    chart = draw_prices("Plans", "EUR", lines, CLOCK)
    assert chart.gaps == ()
    assert abs(float(chart.lines[0].end.y) - float(chart.lines[1].end.y)) >= 30


def test_names_at_the_ends_never_touch_nor_leave_the_picture() -> None:
    places = apart([170, 168, 171, 20, 21])
    assert all(after - before >= 30 for before, after in pairwise(sorted(places)))
    assert max(places) <= BOTTOM


def test_ticks_are_round_and_hold_all_values() -> None:
    assert round_ticks(47, 59) == [45, 50, 55, 60]
    assert round_ticks(0, 0)[-1] > 0


def test_months_without_reviews_are_gaps() -> None:
    months = tuple(
        Month(label=f"{name} 2026", mean=mean, n=int(mean or 0))
        for name, mean in (("Jan", 4.0), ("Feb", None), ("Mar", 3.0))
    )
    chart = draw_ratings([RatingLine(look="us", name="Us", months=months)])
    assert chart.lines[0].path.count("M") == 2
    assert len(chart.dots) == 2
    assert chart.table.rows[1] == ("Feb 2026", "none", "0")


def test_an_ad_that_stopped_says_so() -> None:
    runs = [Run(name="Sale", since="2026-03-01", until="2026-03-18", running=True, days=18),
            Run(name="Old", since="2026-03-01", until="2026-03-03", running=False, days=3)]  # fmt: skip
    chart = draw_ads(runs, "them", CLOCK)
    assert [bar.days.text for bar in chart.bars] == ["18 d", "3 d, stopped"]
    assert float(chart.bars[0].width) > float(chart.bars[1].width)
    assert chart.table.rows[0][2] == "still running"


def test_posts_per_week_name_both_lines() -> None:
    weeks = [(date(2026, 3, 2), 2, 1), (date(2026, 3, 9), 3, 0), (date(2026, 3, 16), 0, 0)]
    chart = draw_weeks(weeks, "Acme", "them")
    assert [(end.name, end.value) for end in chart.ends] == [("Acme", "3 last week"), ("Us, the line", "0 last week")]
    assert draw_weeks([(monday, theirs, 0) for monday, theirs, _ in weeks], "Acme", "them").ours == ""
