"""What is read from a pricing page, rule by rule, on pages of a few lines."""

import json
from decimal import Decimal

import pytest

from crawler.page import Page
from crawler.reading.plan_services import MAX_OFFERS
from crawler.reading.plan_words import parse_billing, parse_per, parse_period, parse_trial, parse_unit
from crawler.reading.site import read_page
from crawler.records.offer import Offer
from crawler.records.plan import Plan

Short = tuple[str | None, str | None, str | None, str | None]


def plans(body: str, lang: str = "en", witness: str = "text") -> list[Plan]:
    html = f"<!doctype html><html lang={lang}><title>Pricing - Acme</title><h1>Pricing</h1>{body}"
    page = Page("https://acme.example/pricing", 200, {"content-type": "text/html; charset=utf-8"}, html.encode())
    words = read_page(page).words
    return [word.record for word in words if isinstance(word.record, Plan) and word.witness == witness]


def short(body: str, lang: str = "en") -> list[Short]:
    """Return name, period, price and what the price is for."""
    return [
        (one.name, one.period, format(one.price, "f") if one.price is not None else None, one.per)
        for one in plans(body, lang)
    ]


def cards(*bodies: str) -> str:
    return f"<div class=grid>{''.join(f'<div class=card>{body}<ul><li>One</ul></div>' for body in bodies)}</div>"


def pair(price: str) -> str:
    """Two cards, of which the first has this price."""
    return cards(f"<h3>Team</h3>{price}", "<h3>Free</h3><p>Free</p>")


def team(price: str, lang: str = "en") -> Plan:
    return plans(pair(price), lang)[0]


@pytest.mark.parametrize(
    ("text", "period", "per", "billing", "unit"),
    [
        ("/mo", "month", "month", None, None),
        ("per seat / month, billed yearly", None, "month", "year", "seat"),
        ("/user/mo", "month", "month", None, "user"),
        ("per month paid annually", None, "month", "year", None),
        ("billed annually", "year", None, "year", None),
        ("a year", "year", "year", None, None),
        ("every 3 months", None, None, None, None),
        ("/3mo", None, None, None, None),
        ("one-time payment", "once", None, "once", None),
        ("в месяц при оплате за год", None, "month", "year", None),
        ("₽/мес. за пользователя", "month", "month", None, "user"),
        ("ежегодно", "year", "year", None, None),
        ("mēnesī par lietotāju", "month", "month", None, "user"),
        ("gadā", "year", "year", None, None),
        ("айына", "month", "month", None, None),
        ("per bulan per pengguna", "month", "month", None, "user"),
        ("/tahun", "year", "year", None, None),
        ("pro Nutzer und Monat, jährliche Zahlung", None, None, "year", "user"),
        ("/Monat bei jährlicher Abrechnung", None, "month", "year", None),
        ("par mois, facturé annuellement", None, "month", "year", None),
        ("al mes por usuario", "month", "month", None, "user"),
        ("plus VAT", None, None, None, None),
        ("/Platz / Mon.", "month", "month", None, "seat"),
        ("/час", None, None, None, "hour"),
        ("pro Stunde", None, None, None, "hour"),
        ("an hour", None, None, None, "hour"),
        ("mensual por estudiante activo", "month", "month", None, "student"),
        ("/ blog", None, None, None, "blog"),
        ("About 20% less than the monthly plan", "month", "month", None, None),
    ],
)
def test_periods_and_units_are_told_by_words(
    text: str, period: str | None, per: str | None, billing: str | None, unit: str | None
) -> None:
    assert (parse_period(text), parse_per(text), parse_billing(text), parse_unit(text)) == (period, per, billing, unit)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Start 14-day free trial", 14),
        ("Free for 30 days", 30),
        ("14 дней бесплатно", 14),
        ("Пробный период 7 дней", 7),
        ("Izmēģini bez maksas 30 dienas", 30),
        ("Coba gratis 14 hari", 14),
        ("30 Tage kostenlos testen", 30),
        ("30-day money-back guarantee", None),
        ("Free delivery within 3 days", None),
    ],
)
def test_days_of_trial_are_told_by_words(text: str, days: int | None) -> None:
    assert parse_trial(text) == days


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        ("<p>€24 per seat / month, billed yearly</p>", ("year", "24.00", "month")),
        ("<p>€24</p><p>per seat / month</p><p>billed annually</p>", ("year", "24.00", "month")),
        ("<p><b>€</b><span>24</span><sup>50</sup> <small>/mo</small></p>", ("month", "24.50", "month")),
        ("<div>€</div><div>24</div><div>/ month</div>", ("month", "24.00", "month")),
        ("<div>€</div><div>24.</div><div>50</div><div>/ month</div>", ("month", "24.50", "month")),
        ("<p>€<b>24</b><i>.50</i> / month</p>", ("month", "24.50", "month")),
        ("<p><b>24,</b><i>50</i> € / month</p>", ("month", "24.50", "month")),
        ("<p><s>€30</s> €24 a month</p>", ("month", "24.00", "month")),
        ("<p>Save €6</p><p>€24 a month</p>", ("month", "24.00", "month")),
        ("<p>€24 / month</p><p>€288 billed yearly</p>", ("year", "24.00", "month")),
        ("<p>€240 / year</p>", ("year", "240.00", "year")),
        ("<p>€99 one-time</p>", ("once", "99.00", None)),
        ("<p>€24</p>", (None, "24.00", None)),
        ("<p>€24 / month</p><ul><li>€5 per extra seat</ul>", ("month", "24.00", "month")),
        ("<p>One time payment</p><p>€99</p>", ("once", "99.00", None)),
        ("<p>A whole month of work at once</p><p>€99</p>", (None, "99.00", None)),
        ("<p>€24 per session</p><p>For those who need but one without a yearly plan.</p>", (None, "24.00", None)),
        ("<p>€39 /year</p><p>About 20% less than the monthly plan</p>", ("year", "39.00", "year")),
    ],
)
def test_a_card_has_one_price_with_its_period(price: str, expected: tuple[str | None, str, str | None]) -> None:
    found = short(pair(price))
    assert found == [("Team", *expected), ("Free", None, "0.00", None)]


def test_a_second_price_in_a_card_is_that_of_the_other_period() -> None:
    assert short(pair("<p>€24 per month</p><p>or €240 per year</p>"))[:2] == [
        ("Team", "month", "24.00", "month"),
        ("Team", "year", "240.00", "year"),
    ]


@pytest.mark.parametrize(
    "price",
    [
        "<p class=price-monthly>€29 / month</p><p class=price-yearly hidden>€24 / month, billed yearly</p>",
        "<p data-billing=monthly>€29 / month</p><p data-billing=yearly style='display:none'>€24 / month</p>",
        "<p><b data-monthly=29 data-yearly=24>€29</b> / month</p>",
        "<p><b data-price-monthly='€29' data-price-annual='€24'>€29</b> / month</p>",
        "<p x-show='!yearly'>€29 / month</p><p x-show='yearly'>€24 / month</p>",
        "<p>€29 / month</p><p class=hidden>€24 / month</p>",
    ],
)
def test_a_switch_keeps_both_prices_in_the_page(price: str) -> None:
    switch = "<p><button aria-pressed=true>Monthly</button><button aria-pressed=false>Yearly</button></p>"
    assert short(switch + pair(price))[:2] == [("Team", "month", "29.00", "month"), ("Team", "year", "24.00", "month")]


def test_two_blocks_are_told_apart_by_the_tabs_that_open_them() -> None:
    def block(identity: str, team_price: str, more: str = "") -> str:
        return f"<div id={identity} role=tabpanel {more}>{pair(f'<p>{team_price} / month</p>')}</div>"

    tabs = "<a role=tab href='#a' aria-selected=true>Monthly</a><a role=tab href='#b'>Annual (-20%)</a>"
    found = short(tabs + block("a", "€29") + block("b", "€24", "hidden"))
    assert found == [
        ("Team", "month", "29.00", "month"),
        ("Free", None, "0.00", None),
        ("Team", "year", "24.00", "month"),
    ]


def test_headings_tell_two_blocks_apart() -> None:
    found = short(
        f"<section><h2>Monthly plans</h2>{pair('<p>€29</p>')}</section><section><h2>Annual "
        f"plans</h2>{pair('<p>€290</p>')}</section>"
    )
    assert [one for one in found if one[0] == "Team"] == [
        ("Team", "month", "29.00", None),
        ("Team", "year", "290.00", None),
    ]


def test_a_switch_that_stands_on_yearly_says_how_the_price_shown_is_billed() -> None:
    switch = "<p><button>Monthly</button><button class=is-active>Yearly</button></p>"
    assert short(switch + pair("<p>€24 / month</p>"))[0] == ("Team", "year", "24.00", "month")
    box = "<p><span>Monthly</span><input type=checkbox checked><span>Yearly</span></p>"
    assert short(box + pair("<p>€24 / month</p>"))[0] == ("Team", "year", "24.00", "month")


@pytest.mark.parametrize(
    "words", ["Contact us", "Custom", "По запросу", "Pēc pieprasījuma", "Auf Anfrage", "Hubungi kami", "Sur devis"]
)
def test_a_plan_on_request_has_no_price(words: str) -> None:
    plan = plans(cards(f"<h3>Big</h3><p>{words}</p>", "<h3>Small</h3><p>€5 / month</p>"))[0]
    assert (plan.name, plan.price, plan.price_type, plan.price_text, plan.period) == (
        "Big",
        None,
        "contact",
        words,
        None,
    )


@pytest.mark.parametrize("words", ["Free", "€0", "€0 / month", "Бесплатно", "Bezmaksas", "Gratis", "Kostenlos"])
def test_a_free_plan_costs_nothing_and_has_no_period(words: str) -> None:
    plan = plans(cards(f"<h3>Small</h3><p>{words}</p>", "<h3>Big</h3><p>€5 / month</p>"))[0]
    assert (plan.price, plan.price_type, plan.period, plan.per) == (Decimal("0.00"), "free", None, None)


def test_from_is_kept_beside_the_number() -> None:
    for price in (
        "<p>From €99 / month</p>",
        "<p>Starting at</p><p>€99 / month</p>",
        "<p>€99+ / month</p>",
        "<p>от €99 в месяц</p>",
    ):
        assert (team(price).price, team(price).price_type) == (Decimal("99.00"), "from")


def test_badges_prices_and_questions_are_no_names() -> None:
    body = cards("<span>Most popular</span><h2>€9 / month</h2><h4>Team</h4>", "<h2>€19 / month</h2><h4>Big</h4>")
    assert [plan.name for plan in plans(body)] == ["Team", "Big"]
    questions = "<div><h3>What does it cost?</h3><p>€9 / month</p></div>" * 2
    assert plans(f"<section>{questions}</section>") == []


def test_features_are_those_that_the_plan_has() -> None:
    items = "<ul><li>✓ Chat</li><li>✗ Phone</li><li class=disabled>Fax</li><li><s>Mail</s></li><li>5 seats</li></ul>"
    plan = plans(
        f"<div><div class=plan><h3>A</h3><p>€5 / month</p>{items}</div><div class=plan><h3>B</h3><p>€6 / "
        f"month</p></div></div>"
    )[0]
    assert plan.features == ("Chat", "5 seats")


def test_what_the_page_says_of_all_plans_holds_for_those_with_a_price() -> None:
    body = (
        pair("<p>€9 / month</p>") + "<p>All plans include a 14-day free trial.</p><p>Prices exclude VAT: excl. VAT.</p>"
    )
    first, second = plans(body)
    assert (first.trial_days, first.tax_included) == (14, False)
    assert second.trial_days is None


def test_a_dollar_is_that_of_the_country_or_of_what_the_page_says() -> None:
    assert team("<p>$9 / month</p>", "en-US").currency == "USD"
    assert team("<p>$9 / month</p>").currency is None
    assert plans(pair("<p>$9 / month</p>") + "<p>All prices are in CAD.</p>")[0].currency == "CAD"


def test_an_amount_that_is_not_clear_is_none_beside_its_text() -> None:
    plan = team("<p>€1.299 / month</p>")
    assert (plan.price, plan.price_type, plan.price_text) == (None, None, "€1.299 / month")


def test_extras_and_things_are_no_plans() -> None:
    extras = (
        "<section><h2>Add-ons</h2>"
        + cards("<h3>Storage</h3><p>€5 / month</p>", "<h3>Phone</h3><p>€9 / month</p>")
        + "</section>"
    )
    assert short(pair("<p>€9 / month</p>") + extras) == short(pair("<p>€9 / month</p>"))
    assert plans(cards("<h3>Haircut</h3><p>€25</p>", "<h3>Beard</h3><p>€12</p>")) == []
    assert plans("<p>Everything for €25 a month.</p>") == []


def test_one_plan_alone_is_read_where_its_block_is_called_one() -> None:
    body = "<section class=pricing-card><h2>Everything</h2><p>€25 / month</p><ul><li>All</ul></section>"
    assert short(body) == [("Everything", "month", "25.00", "month")]


def test_a_table_names_plans_by_column_or_by_row() -> None:
    columns = (
        "<table><tr><th><th>Solo<th>Team<tr><td>Price per "
        "month<td>€5<td>€9<tr><td>Seats<td>1<td>5<tr><td>API<td>-<td>✓</table>"
    )
    assert short(columns) == [("Solo", "month", "5.00", "month"), ("Team", "month", "9.00", "month")]
    assert [plan.features for plan in plans(columns)] == [("Seats: 1",), ("Seats: 5", "API")]
    rows = "<table><tr><th>Plan<th>Monthly<th>Yearly<tr><td>Solo<td>€5<td>€50<tr><td>Team<td>€9<td>€90</table>"
    assert short(rows) == [
        ("Solo", "month", "5.00", "month"),
        ("Solo", "year", "50.00", "year"),
        ("Team", "month", "9.00", "month"),
        ("Team", "year", "90.00", "year"),
    ]


def test_structured_offers_are_words_on_the_plans_shown() -> None:
    spec = {
        "@type": "UnitPriceSpecification",
        "price": 9,
        "priceCurrency": "EUR",
        "unitCode": "MON",
        "billingDuration": "P1Y",
    }
    data = {
        "@type": "Product",
        "name": "Acme",
        "offers": {
            "@type": "AggregateOffer",
            "offers": [
                {"@type": "Offer", "name": "Team plan", "priceSpecification": spec},
                {"@type": "Offer", "name": "Unknown", "price": "7", "priceCurrency": "EUR"},
                {"@type": "Offer", "price": "3", "priceCurrency": "EUR"},
            ],
        },
    }
    block = f"<script type=application/ld+json>{json.dumps(data)}</script>"
    shown = pair("<p>€9 / month, billed yearly</p>")
    found = plans(block + shown, witness="json-ld")
    assert [(one.name, one.period, one.price, one.per) for one in found] == [("Team", "year", Decimal("9.00"), "month")]
    alone = plans(block, witness="json-ld")
    assert [one.name for one in alone] == ["Team plan", "Unknown"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("<p>Rp.</p><p>2,5juta</p>", "2500000.00"),
        ("<p>Rp 800k</p>", "800000.00"),
        ("<p>Rp150 rb / bulan</p>", "150000.00"),
    ],
)
def test_thousands_and_millions_of_rupiah_are_prices(text: str, amount: str) -> None:
    assert format(team(text, "id").price or Decimal(0), "f") == amount


def test_the_lower_end_of_a_range_is_a_price_from() -> None:
    assert [(team(text).price, team(text).price_type) for text in ("<p>€25–55 / hr</p>", "<p>€25 - €55</p>")] == [
        (Decimal("25.00"), "from"),
        (Decimal("25.00"), "from"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<div><h3>Team — €9 / month</h3><p>One</p></div><div><h3>Home: from €5 / month</h3><p>Two</p></div>",
        "<ul class=pricing><li><h3>Team</h3><p>€9 / month</p><ul><li>One</ul><li><h3>Home</h3><p>€5 / month</p></ul>",
        "<div class=g><div class=plan><span>Team</span><h2>€9 / month</h2><h2>Features</h2></div>"
        "<div class=plan><span>Home</span><h2>€5 / month</h2><h2>Features</h2></div></div>",
        "<div class=g><div class=c><b class=badge>Best value</b><b class=name>Team</b><p>€9 / month</p></div>"
        "<div class=c><span class=name>Home</span><p>€5 / month</p></div></div>",
        "<div><h3>Team</h3><p>€9 / month</p></div><div><h3>Home</h3><p>€5 / month</p></div>",
    ],
)
def test_names_stand_in_many_places(body: str) -> None:
    assert short(body) == [("Team", "month", "9.00", "month"), ("Home", "month", "5.00", "month")]


def test_a_plan_may_be_called_free() -> None:
    free = "<div class=plan><p>Free</p><p>€0</p><p>then €0.02 / credit</p></div>"
    body = f"<div>{free}<div class=plan><p>Pro</p><p>€9 / month</p></div></div>"
    assert short(body) == [("Free", None, "0.00", None), ("Pro", "month", "9.00", "month")]


def test_what_runs_along_the_edge_and_calculators_are_no_plans() -> None:
    line = "<div class=price><b class=title>Live</b><p>plans from €9/mo</p></div>"
    told = "<div class=price><h3>Cost calculator</h3><p>€9 / month</p></div>"
    assert short(f"<div>{line * 2}</div><div>{told}</div>") == []


def test_a_row_of_what_is_charged_besides_gives_no_plan_its_price() -> None:
    rows = "<tr><td>Price per extra credit<td>€0.02<td>€0.01<tr><td>Seats<td>1<td>9"
    assert short(f"<table><tr><th><th>Home<th>Team{rows}</table>") == []


def test_a_comparison_with_others_is_no_table_of_plans() -> None:
    rows = "<tr><td>Cost<td>€0 until it breaks, and then a big bill<td>From €9/mo, no contract"
    assert short(f"<table><tr><th><th>Pay per repair<th>Acme{rows}</table>") == []


def offers(body: str, lang: str = "en") -> list[tuple[str | None, str | None, str | None, str | None, tuple[str, ...]]]:
    """Return name, price, kind, unit and category of the rows of price lists."""
    html = f"<!doctype html><html lang={lang}><title>Prices - Acme</title><h1>Prices</h1>{body}"
    page = Page("https://acme.example/prices", 200, {"content-type": "text/html; charset=utf-8"}, html.encode())
    found = [word.record for word in read_page(page).words if isinstance(word.record, Offer)]
    return [
        (one.name, format(one.price, "f") if one.price is not None else None, one.price_type, one.unit, one.category)
        for one in found
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><th>Service<th>Price<tr><td>Haircut<td>€25<tr><td>Beard<td>from €12</table>",
        "<dl><dt>Haircut<dd>€25<dt>Beard<dd>from €12</dl>",
        "<ul><li>Haircut … €25<li>Beard – from €12</ul>",
        "<ul><li><span>Haircut</span> <b>€25</b><li><span>Beard</span> <b>from €12</b></ul>",
        "<p>Haircut: €25<br>Beard: from €12</p>",
        "<div><div class=row><div>Haircut</div><div>Washed and dried</div><div>€25</div></div>"
        "<div class=row><div>Beard</div><div>Trimmed</div><div>from €12</div></div></div>",
        "<div><div><h3>Haircut</h3><p>€25</p></div><div><h3>Beard</h3><p>from €12</p></div></div>",
    ],
)
def test_rows_of_a_price_list_are_offers(body: str) -> None:
    assert offers(body) == [("Haircut", "25.00", "exact", None, ()), ("Beard", "12.00", "from", None, ())]


def test_rows_tell_what_they_are_counted_by_and_stand_under_a_heading() -> None:
    body = "<h2>Lessons</h2><ul><li>Guitar €25 per hour<li>Singing from €30/hr<li>Choir €40 / month</ul>"
    assert offers(body) == [
        ("Guitar", "25.00", "exact", "hour", ("Lessons",)),
        ("Singing", "30.00", "from", "hour", ("Lessons",)),
        ("Choir", "40.00", "subscription", "month", ("Lessons",)),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<p>Haircut €25</p>",
        "<div class=faq><p>What is a haircut? €25</p><p>What is a beard? €12</p></div>",
        "<ul><li>You save €25<li>Delivery €12</ul>",
        "<nav><ul><li>Haircut €25<li>Beard €12</ul></nav>",
        f"{pair('<p>€9 / month</p>')}<ul><li>Extra seat €25<li>Extra site €12</ul>",
    ],
)
def test_other_prices_are_no_price_list(body: str) -> None:
    assert offers(body) == []


def test_hostile_pages_are_read_in_bounds() -> None:
    many = "<div>" + "<div class=plan><h3>A</h3><p>€5 / month</p></div>" * 100_000 + "</div>"
    assert len(plans(many)) <= 1
    deep = "<table><tr><td>" * 3000 + "<h3>A</h3><p>€5 / month</p>"
    assert plans(deep) == []
    wide = "<table><tr>" + "<td colspan=9999>€5 a month" * 2000 + "</table>"
    assert plans(wide) == []
    long = "<p>" + "per month billed " * 600_000 + "</p>"
    assert plans(long) == []
    rows = "<ul>" + "<li>Haircut €25" * 50_000 + "</ul>"
    assert len(offers(rows)) <= MAX_OFFERS
