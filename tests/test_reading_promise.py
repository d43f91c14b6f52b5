"""What sentences promise in our languages, and which of a page's sayings holds."""

import pytest

from crawler.page import Page
from crawler.parsing.price import Hints
from crawler.reading.promise_sentence import find_promises
from crawler.reading.site import read_page
from crawler.records.finding import Finding

Told = tuple[str, str, str | None]


def promises(body: str, path: str = "/delivery", lang: str = "en") -> dict[str, Finding]:
    html = f"<!doctype html><html lang={lang}><title>Delivery - Shop</title><h1>Delivery</h1>{body}"
    page = Page(f"https://shop.example{path}", 200, {"content-type": "text/html; charset=utf-8"}, html.encode())
    records = [word.record for word in read_page(page).words]
    return {one.name or "": one for one in records if isinstance(one, Finding) and one.what == "promise"}


def values(body: str, path: str = "/delivery") -> dict[str, tuple[str | None, str | None]]:
    return {name: (one.value, one.unit) for name, one in promises(body, path).items()}


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Free delivery on all orders over €50", ("free_delivery", "50", "EUR")),
        ("Free shipping when you spend £30 or more", ("free_delivery", "30", "GBP")),
        ("Delivery is free for orders over €75.", ("free_delivery", "75", "EUR")),
        ("Free delivery", ("free_delivery", "", None)),
        ("Бесплатная доставка при заказе от 15 000 ₸", ("free_delivery", "15000", "KZT")),
        ("Доставка по Алматы — бесплатно от 20 000 тг", ("free_delivery", "20000", "KZT")),
        ("Bezmaksas piegāde pasūtījumiem virs 49 €", ("free_delivery", "49", "EUR")),
        ("15 000 ₸ бастап тегін жеткізу", ("free_delivery", "15000", "KZT")),
        ("Gratis ongkir mulai Rp 150.000", ("free_delivery", "150000", "IDR")),
        ("Kostenloser Versand ab 39 €", ("free_delivery", "39", "EUR")),
        ("Livraison gratuite dès 60 €", ("free_delivery", "60", "EUR")),
        ("Envío gratis a partir de 45 €", ("free_delivery", "45", "EUR")),
        ("We deliver within 2–4 working days", ("delivery_time", "4", "days")),
        ("Next-day delivery on orders before 2pm", ("delivery_time", "1", "days")),
        ("Dispatched within 48 hours", ("delivery_time", "2", "days")),
        ("Доставка 1-3 рабочих дня", ("delivery_time", "3", "days")),
        ("Piegāde 2 darba dienu laikā", ("delivery_time", "2", "days")),
        ("Жеткізу мерзімі 3 күн", ("delivery_time", "3", "days")),
        ("Pengiriman 2-3 hari kerja", ("delivery_time", "3", "days")),
        ("Lieferzeit: 3-5 Werktage", ("delivery_time", "5", "days")),
        ("Livraison en 2 semaines", ("delivery_time", "14", "days")),
        ("Entrega en 24 horas", ("delivery_time", "1", "days")),
        ("30-day returns, no questions asked", ("returns", "30", "days")),
        ("You can return anything within 60 days of delivery", ("returns", "60", "days")),
        ("30-day money-back guarantee", ("returns", "30", "days")),
        ("Возврат в течение 14 дней", ("returns", "14", "days")),
        ("Preču atgriešana 14 dienu laikā", ("returns", "14", "days")),
        ("14 күн ішінде қайтару", ("returns", "14", "days")),
        ("Pengembalian dalam 7 hari", ("returns", "7", "days")),
        ("30 Tage Rückgaberecht", ("returns", "30", "days")),
        ("Retours sous 30 jours", ("returns", "30", "days")),
        ("Devoluciones en 30 días", ("returns", "30", "days")),
        ("Free returns", ("returns", "", None)),
        ("2-year warranty on all power tools", ("warranty", "2", "years")),
        ("Lifetime warranty", ("warranty", "", None)),
        ("Two years of guarantee", ("warranty", "2", "years")),
        ("Гарантия 24 месяца", ("warranty", "24", "months")),
        ("Garantija 2 gadi", ("warranty", "2", "years")),
        ("Кепілдік 12 ай", ("warranty", "12", "months")),
        ("Garansi 1 tahun", ("warranty", "1", "years")),
        ("5 Jahre Garantie", ("warranty", "5", "years")),
        ("Price match promise", ("price_match", "", None)),
        ("Нашли дешевле? Снизим цену!", ("price_match", "", None)),
        ("Zemākās cenas garantija", ("price_match", "", None)),
        ("Jaminan harga termurah", ("price_match", "", None)),
        ("Tiefpreisgarantie", ("price_match", "", None)),
        ("Рассрочка 0-0-12 на 12 месяцев", ("instalments", "12", "months")),
        ("Pay in 3 interest-free instalments", ("instalments", "3", None)),
        ("Nomaksa līdz 24 mēnešiem", ("instalments", "24", "months")),
        ("Бөліп төлеу 6 ай", ("instalments", "6", "months")),
        ("Cicilan 0% hingga 12 bulan", ("instalments", "12", "months")),
        ("24/7 customer support", ("support", "", None)),
        ("We answer within 24 hours", ("support", "1", "days")),
        ("Круглосуточная поддержка", ("support", "", None)),
        ("Klientu atbalsts pa tālruni", ("support", "", None)),
        ("Try every feature free for 14 days", ("free_trial", "14", "days")),
        ("Start your free trial", ("free_trial", "", None)),
        ("Первые 14 дней бесплатно", ("free_trial", "14", "days")),
        ("30 Tage kostenlos testen", ("free_trial", "30", "days")),
        ("Coba gratis 14 hari", ("free_trial", "14", "days")),
    ],
)
def test_a_sentence_promises_one_thing(sentence: str, told: Told) -> None:
    assert [(one.name, one.value, one.unit) for one in find_promises(sentence)] == [told]


@pytest.mark.parametrize(
    "sentence",
    [
        "Do you offer free delivery?",
        "We do not offer free delivery",
        "Delivery is not free",
        "Доставка не бесплатная",
        "Refunds are paid within 5 working days",
        "Founded 30 years ago",
        "Terms of delivery",
        "Warranty card",
        "Support",
        "Our kettles boil in 2 minutes",
        "Without a free trial",
        "",
    ],
)
def test_questions_denials_and_bare_words_promise_nothing(sentence: str) -> None:
    assert list(find_promises(sentence)) == []


def test_a_dollar_needs_a_country() -> None:
    assert [one.unit for one in find_promises("Free delivery over $50")] == [None]
    assert [one.unit for one in find_promises("Free delivery over $50", hints=Hints(country="CA"))] == ["CAD"]


def test_a_heading_says_what_a_number_below_it_is_of() -> None:
    body = "<h2>Returns</h2><p>Within 30 days, no questions.</p><h2>Our story</h2><p>Within 10 days we had a shop.</p>"
    assert values(body) == {"returns": ("30", "days")}


def test_the_row_of_a_table_is_one_sentence() -> None:
    assert values("<table><tr><th>Delivery time<td>2 days<tr><th>Weight<td>5 kg</table>") == {
        "delivery_time": ("2", "days")
    }


def test_the_same_number_twice_is_one_promise_with_its_first_sentence() -> None:
    found = promises("<p>Free delivery.</p><p>Free delivery over €50.</p><p>Remember: free delivery over €50.</p>")
    assert found["free_delivery"].value == "50"
    assert found["free_delivery"].detail == "Free delivery over €50."


def test_of_two_numbers_the_rule_holds_else_none() -> None:
    assert values("<p>Standard delivery takes 4 days.</p><p>Express delivery takes 1 day.</p>") == {
        "delivery_time": ("4", "days")
    }
    assert values("<p>Delivery to Riga: 1 day.</p><p>Delivery to Liepāja: 3 days.</p>") == {"delivery_time": ("", None)}
    assert values("<p>2-year warranty.</p><p>Warranty: 24 months.</p>") == {"warranty": ("2", "years")}


@pytest.mark.parametrize(
    "other",
    [
        "<nav>Free delivery over €50</nav>",
        "<blockquote>Delivered in 2 days!</blockquote>",
        "<div class=review>They gave me a 5-year warranty</div>",
        "<div class=testimonials><p>Free delivery, great</div>",
        "<article class=post><h3>News</h3><p>Free delivery over €50</article>",
        "<form>Free trial of 14 days</form>",
        "<script>'Free delivery over €50'</script>",
    ],
)
def test_what_others_say_and_menus_promise_nothing(other: str) -> None:
    assert promises(other) == {}


def test_cards_of_products_promise_nothing_for_the_company() -> None:
    card = "<li class=c><a href=/p/{0}><img src=x><h3>Saw {0}</h3></a><b>€{0}.00</b><p>{0}-year warranty</p></li>"
    body = f"<p>30-day returns</p><ul>{''.join(card.format(n) for n in (2, 3, 4))}</ul>"
    assert values(body, "/") == {"returns": ("30", "days")}


def test_promises_are_looked_for_on_home_pricing_and_terms_only() -> None:
    body = "<p>30-day returns</p>"
    assert [bool(promises(body, path)) for path in ("/", "/pricing", "/delivery", "/about", "/contact", "/blog/a")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_hostile_pages_are_read_in_bounds() -> None:
    assert values("<p>Free delivery over €50.</p>" * 100_000)["free_delivery"] == ("50", "EUR")
    assert promises(f"<p>{'free delivery over ' * 500_000}</p>")["free_delivery"].value == ""
    assert values("<div>" * 5000 + "<p>30-day returns</p>") == {"returns": ("30", "days")}
