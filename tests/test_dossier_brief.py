"""Changes told in lines: groups, plain words, what it means for us."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from crawler.records.ad import Ad
from crawler.records.article import Article
from crawler.records.finding import Finding
from crawler.records.kinds import Record
from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.records.review import Review
from crawler.store.connections import open_store
from dossier.told import load_told
from tests.dossier_store import Filler, make_competitor, make_config

NOW, BEFORE = "2026-03-18T04:00:00Z", "2026-03-16T04:00:00Z"
CONFIG = make_config(make_competitor("acme", label="Acme"), make_competitor("our", kind="self"))


@pytest.fixture
def filler(tmp_path: Path) -> Iterator[Filler]:
    """A store with an edition of the run before; what a test adds is of the second run."""
    db = open_store(tmp_path / "rivals.db")
    filler = Filler(db)
    first = filler.run(BEFORE)
    filler.edition(first, BEFORE, "2026-03-16T040000Z", {"values": [], "restated": [], "withdrawn": []}, [])
    filler.run(NOW)
    filler.visit(2, "acme", NOW)
    yield filler
    db.close()


def offer(
    name: str = "Drill", price: str = "90", host: str = "acme", category: str = "Drills", **other: object
) -> Offer:
    return replace(
        Offer(
            url=f"https://{host}.example/{name}", name=name, price=Decimal(price), currency="EUR", price_type="exact",
            availability="InStock", category=(category,),
        ),
        **other,  # type: ignore[arg-type]
    )  # fmt: skip


def add(
    filler: Filler, record: Offer, what: tuple[str | None, str | None, str | None], ours: str | None = None
) -> None:
    capture = filler.capture(1, record.url, NOW)
    filler.version("acme", record, NOW, NOW, (capture, capture))
    filler.change("acme", 2, record, what, at=NOW, since=BEFORE, capture_new=capture, capture_old=capture)
    if ours:
        own = offer(record.name or "", ours, "our")
        filler.version("our", own, NOW, NOW, (capture, capture))
        filler.product("our", own, capture, NOW)
        filler.product("acme", record, capture, NOW)
        filler.match("our", own.url, "acme", record.url)


def lines(filler: Filler, tmp_path: Path) -> list[str]:
    told = load_told(filler.db, tmp_path / "evidence", CONFIG, NOW)
    return [
        f"{line.who} {''.join(span.text for span in line.fact)} | {line.means} | {line.favour}" for line in told.lines
    ]


def test_one_cut_of_a_product_of_ours(filler: Filler, tmp_path: Path) -> None:
    add(filler, offer(price="84.90"), ("price", "99.00", "84.90"), ours="89.90")
    assert lines(filler, tmp_path) == [
        "Acme cut Drill 99.00 → 84.90 EUR (−14\u202f%, between 16 and 18 Mar) | "
        "ours 89.90: was below theirs, now above | them"
    ]


def test_many_cuts_are_one_line(filler: Filler, tmp_path: Path) -> None:
    for number in range(4):
        category = "Drills" if number else "Saws"
        add(
            filler,
            offer(f"P{number}", "90", category=category),
            ("price", "100", "90"),
            ours="95" if number < 2 else None,
        )
    assert lines(filler, tmp_path) == [
        "Acme cut 4 of 4 prices since 16 Mar 06:00 (median −10\u202f%, mostly Drills) | "
        "cheaper than us on 2 of the 2 products we sell too, was 0 | them"
    ]


def test_sold_out_there_and_in_stock_here(filler: Filler, tmp_path: Path) -> None:
    add(filler, offer(availability="OutOfStock"), ("availability", "InStock", "OutOfStock"), ours="1289.90")
    assert lines(filler, tmp_path) == [
        "Acme sold out of Drill (between 16 and 18 Mar) | ours in stock at 1,289.90 EUR | us"
    ]


def test_a_sale_says_what_it_claims(filler: Filler, tmp_path: Path) -> None:
    add(filler, offer(price="70", list_price=Decimal(100)), ("list_price", None, "100"))
    assert lines(filler, tmp_path) == [
        "Acme put Drill on sale: list price 100.00 EUR, claims −30\u202f% (between 16 and 18 Mar) |  | "
    ]


def test_a_price_that_falls_as_a_sale_begins_is_told_with_the_sale(filler: Filler, tmp_path: Path) -> None:
    on_sale = offer(price="70", list_price=Decimal(100))
    add(filler, on_sale, ("price", "100", "70"), ours="89.90")
    filler.change("acme", 2, on_sale, ("list_price", None, "100"), at=NOW, since=BEFORE)
    assert lines(filler, tmp_path) == [
        "Acme put Drill on sale 100.00 → 70.00 EUR (−30\u202f%, between 16 and 18 Mar) | "
        "ours 89.90: was below theirs, now above | them"
    ]


def test_our_own_changes_come_last(filler: Filler, tmp_path: Path) -> None:
    filler.change("our", 2, offer("Saw", host="our"), ("price", "100", "50"), at=NOW, since=BEFORE)
    filler.change("acme", 2, offer("Drill"), ("price", "100", "99"), at=NOW, since=BEFORE)
    assert [line.split(" cut ")[0] for line in lines(filler, tmp_path)] == ["Acme", "Our (us)"]


def test_gone_new_and_post(filler: Filler, tmp_path: Path) -> None:
    add(filler, offer("Old saw"), (None, "Old saw", None))
    add(filler, offer("New saw"), (None, None, "New saw"))
    post = Article(url="https://acme.example/blog/1", title="How to saw", published="2026-03-17")
    filler.version("acme", post, NOW, NOW, (1, 1))
    filler.change("acme", 2, post, (None, None, "How to saw"), at=NOW, capture_new=1)
    assert lines(filler, tmp_path) == [
        "Acme lists New saw, new (between 16 and 18 Mar) |  | ",
        "Acme no longer has Old saw (seen on 16 Mar, not seen on 18 Mar) |  | ",
        "Acme published “How to saw” (17 Mar) |  | ",
    ]


def test_what_is_suspect_or_of_the_edition_before_is_not_told(filler: Filler, tmp_path: Path) -> None:
    add(filler, offer("A"), ("price", "100", "90"))
    filler.db.execute("UPDATE change SET suspect = 1")
    filler.change("acme", 1, offer("B"), ("price", "100", "90"), at=BEFORE)
    assert lines(filler, tmp_path) == []


def test_two_prices_of_other_basis_are_not_compared(filler: Filler, tmp_path: Path) -> None:
    add(filler, offer(price="84.90", tax_included=False), ("price", "99.00", "84.90"), ours="89.90")
    assert lines(filler, tmp_path)[0].endswith("|  | ")


def plan(price: str | None, name: str = "Pro", host: str = "acme", **other: object) -> Plan:
    return replace(
        Plan(
            url=f"https://{host}.example/pricing", name=name, period="month", per="month", unit="seat", currency="EUR",
            price=Decimal(price) if price else None, price_type="exact" if price else "contact",
        ),
        **other,  # type: ignore[arg-type]
    )  # fmt: skip


def found(
    what: str, name: str | None = None, value: str = "", page: str = "", host: str = "acme", **other: str
) -> Finding:
    return Finding(url=f"https://{host}.example/{page}", what=what, name=name, value=value, **other)


def held(filler: Filler, *records: Record, competitor: str = "our") -> None:
    """Add records that stand there, without any change."""
    for record in records:
        filler.version(competitor, record, BEFORE, NOW, (1, 1))


def tell(
    filler: Filler, record: Record, what: tuple[str | None, str | None, str | None], before: Record | None = None
) -> None:
    """Add a change of a record, which stood as ``before`` since the run before."""
    if before is not None:
        filler.version("acme", before, "2026-02-02T04:00:00Z", BEFORE, (1, 1), "changed")
    gone = what[0] is None and what[2] is None
    filler.version("acme", record, BEFORE if gone else NOW, BEFORE if gone else NOW, (2, 2), "gone" if gone else None)
    filler.change(
        "acme", 2, record, what, at=NOW, since=BEFORE, capture_old=1 if gone or before else None, capture_new=2
    )


def test_a_dearer_plan_is_held_against_ours(filler: Filler, tmp_path: Path) -> None:
    held(filler, plan("50", "Team", "our"), plan("500", "Enterprise", "our"))
    tell(filler, plan("59"), ("price", "49", "59"), plan("49"))
    assert lines(filler, tmp_path) == [
        "Acme raised plan Pro 49.00 → 59.00 EUR per seat per month (+20\u202f%, between 16 and 18 Mar) | "
        "our Team (50.00 EUR) was 2\u202f% above, is 15\u202f% below | us"
    ]


def test_a_plan_billed_otherwise_is_not_held_against_ours(filler: Filler, tmp_path: Path) -> None:
    held(filler, plan("50", "Team", "our", unit="site"), plan("50", "Team", "our", currency="USD"))
    tell(filler, plan("59"), ("price", "49", "59"), plan("49"))
    assert lines(filler, tmp_path)[0].endswith("|  | ")


def test_several_plans_are_one_line_the_monthly_prices_first(filler: Filler, tmp_path: Path) -> None:
    for period in ("year", "month"):
        tell(filler, plan("59", period=period), ("price", "49", "59"), plan("49", period=period))
    assert lines(filler, tmp_path) == [
        "Acme raised the price of 2 of 2 plans since 16 Mar 06:00 (median +20\u202f%: "
        "Pro by the month 49.00 → 59.00 EUR, Pro by the year 49.00 → 59.00 EUR) |  | "
    ]


def test_plans_that_come_go_and_hide_their_price(filler: Filler, tmp_path: Path) -> None:
    tell(filler, plan("9", "Starter"), (None, None, "new"))
    tell(filler, plan("19", "Old"), (None, "gone", None))
    tell(filler, plan(None, "Big"), ("price", "99", None), plan("99", "Big"))
    tell(filler, plan("29", "Team", trial_days=30), ("trial_days", "14", "30"))
    assert lines(filler, tmp_path) == [
        "Acme no longer shows a price for plan Big (was 99.00 EUR; between 16 and 18 Mar) |  | ",
        "Acme lists a new plan, Starter: 9.00 EUR per seat per month (between 16 and 18 Mar) |  | ",
        "Acme no longer lists plan Old (seen on 16 Mar, not seen on 18 Mar) |  | ",
        "Acme changed trial days of plan Team from 14 to 30 (between 16 and 18 Mar) |  | ",
    ]


def test_a_headline_is_told_before_and_after(filler: Filler, tmp_path: Path) -> None:
    old = found("headline", value="Tools for professionals")
    tell(filler, replace(old, value="Rent any tool"), ("value", old.value, "Rent any tool"), old)
    assert lines(filler, tmp_path) == [
        "Acme changed the headline of the home page: “Tools for professionals” → “Rent any tool” "
        "(between 16 and 18 Mar, the old one seen since 2 Feb) |  | "
    ]


def test_a_tagline_and_the_headline_of_a_new_page(filler: Filler, tmp_path: Path) -> None:
    tell(filler, found("tagline", value="Sharp"), ("value", "Blunt", "Sharp"))
    tell(filler, found("headline", value="Leasing", page="leasing"), (None, None, "new"))
    assert lines(filler, tmp_path) == [
        "Acme changed the tagline: “Blunt” → “Sharp” (between 16 and 18 Mar) |  | ",
        "Acme shows a new headline of /leasing: “Leasing” (between 16 and 18 Mar) |  | ",
    ]


def test_a_promise_on_three_pages_is_told_once_and_held_against_ours(filler: Filler, tmp_path: Path) -> None:
    held(filler, found("promise", "free_delivery", "39", host="our", unit="EUR"))
    for page in ("", "delivery", "pricing"):
        old = found("promise", "free_delivery", "29", page, unit="EUR")
        tell(filler, replace(old, value="49"), ("value", "29", "49"), old)
    assert lines(filler, tmp_path) == [
        "Acme raised free delivery 29.00 → 49.00 EUR (between 16 and 18 Mar) | "
        "ours: free delivery from 39.00 EUR, was above theirs, now below | us"
    ]


def test_a_promise_in_years_is_held_against_ours_in_months(filler: Filler, tmp_path: Path) -> None:
    held(filler, found("promise", "warranty", "24", host="our", unit="months"))
    tell(filler, found("promise", "warranty", "3", unit="years"), (None, None, "new"))
    assert lines(filler, tmp_path) == [
        "Acme now promises warranty of 3 years (between 16 and 18 Mar) | "
        "ours: warranty of 24 months, below theirs | them"
    ]


def test_a_promise_that_is_made_no_more(filler: Filler, tmp_path: Path) -> None:
    tell(filler, found("promise", "price_match"), (None, "gone", None))
    assert lines(filler, tmp_path) == [
        "Acme no longer promises price match (seen on 16 Mar, not seen on 18 Mar) |  | "
    ]  # fmt: skip


def test_technologies_and_profiles(filler: Filler, tmp_path: Path) -> None:
    tell(filler, found("technology", "Matomo", detail="analytics, script"), (None, None, "new"))
    tell(filler, found("technology", "Hotjar"), (None, "gone", None))
    tell(filler, found("profile", "youtube", "https://youtube.example/acme"), (None, None, "new"))
    assert lines(filler, tmp_path) == [
        "Acme added Matomo: analytics, script (between 16 and 18 Mar) |  | ",
        "Acme no longer uses Hotjar (seen on 16 Mar, not seen on 18 Mar) |  | ",
        "Acme links a new profile on youtube: https://youtube.example/acme (between 16 and 18 Mar) |  | ",
    ]


def review(number: int, stars: str, text: str, **other: object) -> Review:
    return replace(
        Review(url="https://acme.example/reviews", id=str(number), rating=Decimal(stars), text=text),
        **other,  # type: ignore[arg-type]
    )


def test_new_reviews_are_one_line_that_quotes_the_lowest(filler: Filler, tmp_path: Path) -> None:
    tell(filler, review(1, "5", "Good."), (None, None, "new"))
    tell(filler, review(2, "2", "Плохо.", best_rating=Decimal(10)), (None, None, "new"))
    assert lines(filler, tmp_path) == [
        "Acme has 2 new reviews since 16 Mar 06:00 (mean 3.0 of 5, lowest 2 of 10: “Плохо.”) |  | "
    ]


def test_an_answered_review(filler: Filler, tmp_path: Path) -> None:
    tell(filler, review(1, "1", "Bad.", reply="We are sorry."), ("reply", None, "We are sorry."))
    assert lines(filler, tmp_path) == [
        "Acme answered a review of 1 of 5: “We are sorry.” (between 16 and 18 Mar) |  | "
    ]  # fmt: skip


def test_ads_of_the_market_are_told_of_the_company_they_are_about(filler: Filler, tmp_path: Path) -> None:
    library = "https://ads.example/library"
    for number in range(3):
        ad = Ad(url=library, id=str(number), headline=f"Sale {number}", landing_url="https://acme.example/leasing?a=1")
        filler.version("", ad, NOW, NOW, (2, 2))
        filler.change("", 2, ad, (None, None, "new"), at=NOW, capture_new=2)
        filler.about(ad, "acme")
    foreign = Ad(url=library, id="9", headline="Bread")
    filler.version("", foreign, NOW, NOW, (2, 2))
    filler.change("", 2, foreign, (None, None, "new"), at=NOW, capture_new=2)
    told = lines(filler, tmp_path)
    assert len(told) == 1
    assert told[0].startswith("Acme started 3 ads since 16 Mar 06:00, all leading to acme.example/leasing: “Sale ")


def test_an_ad_that_stopped_says_how_long_it_ran(filler: Filler, tmp_path: Path) -> None:
    ad = Ad(url="https://ads.example/", id="1", headline="Spring", started="2026-03-01", stopped="2026-03-15")
    tell(filler, ad, ("stopped", None, "2026-03-15"))
    assert lines(filler, tmp_path) == ["Acme stopped an ad that ran 15 days: “Spring” (between 16 and 18 Mar) |  | "]


def test_a_site_that_moved_is_one_line_and_not_hundreds(filler: Filler, tmp_path: Path) -> None:
    for number in range(30):
        add(filler, offer(f"Old {number}"), (None, "gone", None))
        add(filler, offer(f"New {number}"), (None, None, "new"))
    filler.db.execute(
        "INSERT INTO capture (id, visit, number, url, at, outcome, status, final_url, headers) "
        "VALUES (999999, 1, 9999, 'https://acme.example/', ?, 'moved', 301, 'https://acme.new.example/', '{}')",
        (NOW,),
    )
    assert lines(filler, tmp_path) == [
        "Acme has moved from acme.example to acme.new.example (since 18 Mar; "
        "30 products gone and 30 new are told with it) | name the new address in the configuration | "
    ]
