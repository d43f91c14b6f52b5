"""Reviews and ratings, rule by rule, on pages of a few lines."""

from decimal import Decimal

import pytest

from crawler.page import Page
from crawler.reading.review_id import settled
from crawler.reading.site import read_page
from crawler.records.rating import Rating
from crawler.records.reading import Reading
from crawler.records.review import Review

PRODUCT = "https://shop.example/p/kettle"
REVIEWS = "https://shop.example/reviews"
SELLS = "<h1>Copper Kettle</h1><p>£15.00</p><button>Add to cart</button>"


def read(body: str, url: str = PRODUCT, lang: str = "en") -> Reading:
    html = f"<!doctype html><html lang={lang}><title>Copper Kettle - Shop</title>{body}"
    return read_page(Page(url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode()))


def reviews(body: str, url: str = PRODUCT, lang: str = "en") -> list[tuple[str, Review]]:
    words = read(body, url, lang).words
    return [(word.witness, word.record) for word in words if isinstance(word.record, Review)]


def ratings(body: str, url: str = PRODUCT) -> list[tuple[str, Rating]]:
    return [(word.witness, word.record) for word in read(body, url).words if isinstance(word.record, Rating)]


def json_ld(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def product(more: str) -> str:
    return json_ld(f'{{"@type": "Product", "name": "Copper Kettle", "offers": {{"price": "15"}}, {more}}}')


def block(stars: str, name: str, text: str, more: str = "", day: str = "2 March 2026") -> str:
    return f"<div class=one>{stars}<b>{name}</b> <i>{day}</i><div>{text}</div>{more}</div>"


def shown(first: str, second: str, url: str = PRODUCT, lang: str = "en") -> list[Review]:
    return [review for _, review in reviews(f"{SELLS}<h2>Reviews</h2><div>{first}{second}</div>", url, lang)]


@pytest.mark.parametrize(
    ("full", "low", "value"),
    [
        ("<p>4/5</p>", "<p>2/5</p>", "4"),
        ("<p>4 out of 5</p>", "<p>2 out of 5</p>", "4"),
        ("<p>4 из 5</p>", "<p>2 из 5</p>", "4"),
        ("<p>★★★★☆</p>", "<p>★★☆☆☆</p>", "4"),
        ("<p aria-label='4 out of 5 stars'></p>", "<p aria-label='2 out of 5 stars'></p>", "4"),
        ("<p title='Rated 4 of 5'></p>", "<p title='Rated 2 of 5'></p>", "4"),
        ("<p data-rating=4></p>", "<p data-rating=2></p>", "4"),
        ("<p data-score='4.5'></p>", "<p data-score='2'></p>", "4.5"),
        ("<p><span style='width: 80%'></span></p>", "<p><span style='width:40%'></span></p>", "4"),
        ("<p style='--rating: 4;'></p>", "<p style='--rating: 2;'></p>", "4"),
        ("<meter value=4 max=5></meter>", "<meter value=2 max=5></meter>", "4"),
        ("<p>" + "<i class=star></i>" * 4 + "<i class=star-o></i></p>", "<p>" + "<i class=star></i>" * 2 + "</p>", "4"),
        ("<p><img alt='4 stars' src=x.png></p>", "<p><img alt='2 stars' src=x.png></p>", "4"),
    ],
)
def test_stars_are_read_however_they_are_drawn(full: str, low: str, value: str) -> None:
    found = shown(block(full, "Ann Bell", "Pours without a drop."), block(low, "Tom Reed", "The handle gets hot."))
    assert [review.rating for review in found] == [Decimal(value), Decimal(2)]
    assert [(review.author, review.published, review.text) for review in found] == [
        ("Ann Bell", "2026-03-02", "Pours without a drop."),
        ("Tom Reed", "2026-03-02", "The handle gets hot."),
    ]


@pytest.mark.parametrize(
    ("label", "lang"),
    [
        ("Response from the owner", "en"),
        ("Reply from Copper & Co", "en"),
        ("Ответ магазина", "ru"),
        ("Официальный ответ", "ru"),
        ("Veikala atbilde", "lv"),
        ("Дүкеннің жауабы", "kk"),
        ("Balasan penjual", "id"),
        ("Antwort vom Händler", "de"),
        ("Réponse de Copper", "fr"),
        ("Respuesta del vendedor", "es"),
    ],
)
@pytest.mark.parametrize("markup", ["<div><p>{}</p><p>We are sorry.</p></div>", "<p><b>{}:</b> We are sorry.</p>"])
def test_what_the_company_answered_is_the_reply_and_not_the_text(label: str, lang: str, markup: str) -> None:
    found = shown(
        block("<p>2/5</p>", "Tom Reed", "The handle gets hot.", markup.format(label)),
        block("<p>5/5</p>", "Ann Bell", "Pours without a drop."),
        lang=lang,
    )
    assert [(review.text, review.reply) for review in found] == [
        ("The handle gets hot.", "We are sorry."),
        ("Pours without a drop.", None),
    ]


def test_an_answer_may_stand_behind_the_block_or_in_a_thread_signed_by_the_shop() -> None:
    first, second = (
        block("<p>2/5</p>", "Tom Reed", "The handle gets hot."),
        block("<p>5/5</p>", "Ann Bell", "Fine kettle."),
    )
    behind = "<p>Response from the shop: We are sorry.</p>"
    assert [review.reply for review in shown(first + behind, second)] == ["We are sorry.", None]
    thread = "<ul class=children><li><b>Copper</b> (shop manager)<p>We are sorry to hear that.</p></ul>"
    other = "<ul class=children><li><b>Jim</b><p>Mine gets hot as well, all the time.</p></ul>"
    found = shown(
        block("<p>2/5</p>", "Tom Reed", "The handle gets hot.", thread),
        block("<p>3/5</p>", "Ann Bell", "Fine kettle.", other),
    )
    assert [(review.text, review.reply) for review in found] == [
        ("The handle gets hot.", "We are sorry to hear that."),
        ("Fine kettle.", None),
    ]


@pytest.mark.parametrize(
    ("mark", "verified"),
    [
        ("Verified purchase", True),
        ("Проверенная покупка", True),
        ("Apstiprināts pirkums", True),
        ("Verifizierter Kauf", True),
        ("Achat vérifié", True),
        ("Compra verificada", True),
        ("Pembelian terverifikasi", True),
        ("Unverified", False),
        ("Helpful (3)", None),
    ],
)
def test_whether_the_author_bought_is_what_the_page_says(mark: str, verified: bool | None) -> None:
    found = shown(
        block("<p>5/5</p>", "Ann Bell", "Pours without a drop.", f"<p>{mark}</p>"),
        block("<p>2/5</p>", "Tom Reed", "The handle gets hot."),
    )
    assert [(review.verified, review.text) for review in found] == [
        (verified, "Pours without a drop."),
        (None, "The handle gets hot."),
    ]


def test_all_witnesses_of_a_review_share_its_id() -> None:
    told = product(
        '"review": [{"@type": "Review", "author": "Ann Bell", "reviewBody": "Pours &ndash; without a DROP!"},'
        ' {"@type": "Review", "@id": "#review-77", "author": {"name": "Tom Reed"},'
        ' "reviewBody": "The handle gets hot."}]'
    )
    blocks = block("<p>5/5</p>", "Ann Bell", "Pours without a drop") + block(
        "<p>2/5</p>", "Tom Reed", "The handle gets hot."
    )
    found = reviews(f"{told}{SELLS}<div>{blocks}</div>")
    by_witness = {witness: [review.id for by, review in found if by == witness] for witness, _ in found}
    assert by_witness["json-ld"] == by_witness["text"]
    assert len(set(by_witness["text"])) == 2
    (alone,) = reviews(product('"review": {"reviewBody": "pours without a drop"}') + SELLS)
    assert alone[1].id == by_witness["text"][0]


def test_a_review_keeps_its_id_whatever_its_element_is_called_and_wherever_it_stands() -> None:
    def ids(*attributes: str) -> list[str | None]:
        blocks = "".join(
            f"<li {own}><p>{n}/5</p><b>Ann Bell</b> <i>2 March 2026</i><p>Review number {n} of them all.</p></li>"
            for n, own in enumerate(attributes, 1)
        )
        return [review.id for _, review in reviews(f"{SELLS}<ul>{blocks}</ul>")]

    hashes = ids("", "")
    assert all(one and len(one) == 16 for one in hashes)
    assert ids("id=review-91", "id=review-87") == hashes
    assert ids("id=review-1", "id=review-2") == hashes
    assert ids("data-product-id=91", "data-product-id=87") == hashes
    assert ids("id=review-91") == hashes[:1]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["55", "54"], ["55", "54"]),
        (["r1", "r2"], [None, None]),
        (["r11", "r12", "r13"], ["r11", "r12", "r13"]),
        (["r4", "r5", "r6"], [None, None, None]),  # the second page of three
        (["1"], [None]),
        (["9", "9", "7"], [None, None, "7"]),
        ([], []),
    ],
)
def test_ids_that_only_number_places_are_none(given: list[str | None], kept: list[str | None]) -> None:
    assert settled(given) == kept


def test_reviews_of_a_few_words_are_told_apart_by_author_and_day() -> None:
    found = shown(block("<p>5/5</p>", "Ann Bell", "Good"), block("<p>4/5</p>", "Tom Reed", "Good"))
    assert len({review.id for review in found}) == 2


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        (
            '{"@type": "Review", "author": {"name": "Ann"}, "reviewRating": {"ratingValue": "4,5", "bestRating": 10}}',
            ("Ann", "4.5", "10", None),
        ),
        (
            '{"@type": "Review", "author": ["Ann", "Tom"], "reviewRating": 4, "datePublished": "2026-03-02"}',
            ("Ann", "4", None, "2026-03-02"),
        ),
        (
            '{"@type": ["UserReview"], "author": [{"name": "Ann"}], "reviewRating": {"ratingValue": 0}}',
            ("Ann", None, None, None),
        ),
    ],
)
def test_structured_reviews_are_read_in_every_shape(
    review: str, expected: tuple[str, str | None, str | None, str | None]
) -> None:
    body = review[:-1] + ', "reviewBody": "Pours &amp; pours<br>and boils."}'
    for data in (product(f'"review": {body}'), product(f'"reviews": [{body}]'), json_ld(f'{{"@graph": [{body}]}}')):
        (found,) = (review for by, review in reviews(data + SELLS) if by == "json-ld")
        numbers = [str(one) if one is not None else None for one in (found.rating, found.best_rating)]
        assert (found.author, *numbers, found.published) == expected
        assert found.text == "Pours & pours\nand boils."
        assert found.subject == "Copper Kettle"


def test_reviews_of_other_things_are_not_this_pages() -> None:
    other = json_ld(
        '{"@type": "Review", "reviewBody": "Fine.", "itemReviewed": {"@type": "Product", "name": "Tin Pan"}}'
    )
    related = '"isRelatedTo": {"@type": "Product", "name": "Pan", "review": {"@type": "Review", "reviewBody": "Fine."}}'
    assert reviews(other + product(related) + SELLS) == []


def test_a_company_is_named_by_no_subject_and_a_thing_by_its_name() -> None:
    body = '"reviewBody": "Quick, and friendly on the phone."}'
    shop = f'{{"@type": "HardwareStore", "name": "Copper & Co", "review": {{"@type": "Review", {body}}}'
    thing = f'{{"@type": "Review", "itemReviewed": {{"@type": "Product", "name": "Tin Pan"}}, {body}'
    assert [review.subject for _, review in reviews(json_ld(shop) + "<h1>Reviews</h1>", REVIEWS)] == [None]
    assert [review.subject for _, review in reviews(json_ld(thing) + "<h1>Reviews</h1>", REVIEWS)] == ["Tin Pan"]


def test_a_list_of_reviews_is_one_series_whatever_page_of_it() -> None:
    body = "<h1>Reviews</h1><div>{}{}</div><a href='?page=3'>3</a>".format(
        block("<p>5/5</p>", "Ann Bell", "Quick, and friendly."), block("<p>2/5</p>", "Tom Reed", "A day late.")
    )
    reading = read(body, f"{REVIEWS}?page=2")
    assert (reading.about.type, reading.about.looked_for) == ("reviews", ("review", "rating"))
    assert (reading.about.series, reading.about.series_pages) == (REVIEWS, (f"{REVIEWS}?page=3",))
    assert {word.record.url for word in reading.words} == {REVIEWS}


def test_a_page_of_reviews_may_have_none_with_stars() -> None:
    blocks = block("", "by Ann Bell", "Quick, and friendly on the phone.") + block(
        "", "by Tom Reed", "A day late, twice."
    )
    found = reviews(f"<h1>Reviews</h1><div>{blocks}</div>", REVIEWS)
    assert [(review.author, review.rating) for _, review in found] == [("Ann Bell", None), ("Tom Reed", None)]


def test_name_day_and_stars_may_stand_in_one_line() -> None:
    one = "<div class=one><p><b>{}</b> wrote on {}: {}/5 stars</p><p>{}</p></div>"
    found = shown(
        one.format("Mike from Riga", "5 October 2025", 5, "Pours without a drop."),
        one.format("Liga V.", "8 August 2025", 3, "The handle gets hot."),
    )
    assert [(review.author, review.published, review.rating, review.text) for review in found] == [
        ("Mike from Riga", "2025-10-05", Decimal(5), "Pours without a drop."),
        ("Liga V.", "2025-08-08", Decimal(3), "The handle gets hot."),
    ]


NOT_REVIEWS = {
    "questions": block("", "Ann Bell", "Does it whistle?") + block("", "Tom Reed", "Does it fit induction?"),
    "cards": "".join(
        f"<li><a href=/p/{n}><img src=x.png alt=''>Pot {n}</a><p>4/5</p><p>2 March 2026</p><b>£{n}.00</b></li>"
        for n in (1, 2, 3)
    ),
    "histogram": "".join(f"<li>{n} stars <div style='width:{n * 10}%'></div> {n * 7}</li>" for n in (5, 4, 3, 2, 1)),
    "form": "<form><p>Your rating</p><label data-rating=1></label><label data-rating=2></label></form>",
    "testimonial": "<blockquote>They are great.</blockquote><cite>Ann Bell</cite>",
}


@pytest.mark.parametrize("body", NOT_REVIEWS.values(), ids=NOT_REVIEWS.keys())
def test_what_is_no_review_is_not_read_as_one(body: str) -> None:
    assert reviews(f"{SELLS}<ul>{body}</ul>") == []
    home = block("<p>5/5</p>", "Ann Bell", "Fine.") + block("<p>4/5</p>", "Tom Reed", "Fine, too.")
    assert reviews(f"<h1>Copper & Co</h1><div>{home}</div>", "https://shop.example/") == []


@pytest.mark.parametrize(
    ("body", "rating", "best", "count"),
    [
        ("<p>4.6 of 5 · 128 reviews</p>", "4.6", "5", 128),
        ("<p>4,6 из 5 (128 отзывов)</p>", "4.6", "5", 128),
        ("<p>Средняя оценка: <b>4,6</b> из 5 (отзывов: 128)</p>", "4.6", "5", 128),
        ("<p>Rated 4.6 out of 5 by 128 customers</p>", "4.6", "5", 128),
        ("<div><span aria-label='4.5 out of 5 stars'></span> 4.6 <a href='#r'>(1,204)</a></div>", "4.6", "5", 1204),
        ("<div><span>★★★★☆</span> 4.3 (128 ratings)</div>", "4.3", "5", 128),
        ("<div>4,6 no 5</div>", "4.6", "5", None),
    ],
)
def test_a_mean_is_read_beside_the_heading(body: str, rating: str, best: str, count: int | None) -> None:
    (found,) = ratings(SELLS + body)
    assert (found[0], found[1].rating, found[1].best_rating, found[1].rating_count) == (
        "text",
        Decimal(rating),
        Decimal(best),
        count,
    )


@pytest.mark.parametrize(
    "body",
    [
        "<p>No reviews yet</p>",
        "<ul><li><a href=/p/1><img src=x alt=''>Pot</a> 4 of 5 (3 reviews) £1.00</li>"
        "<li><a href=/p/2><img src=x alt=''>Pan</a> 4 of 5 (3 reviews) £2.00</li></ul>",
        "<form>Your rating: <span>4 of 5</span></form>",
        "<aside>4.6 of 5 (12 reviews)</aside>",
    ],
)
def test_the_mean_of_something_else_is_not_read(body: str) -> None:
    assert ratings(SELLS + body) == []


def test_a_structured_mean_is_read_and_stars_alone_do_not_round_it() -> None:
    told = product('"aggregateRating": {"ratingValue": "4,67", "reviewCount": "1 204"}')
    found = ratings(f"{told}{SELLS}<p aria-label='4.5 out of 5 stars'></p>")
    assert [(by, rating.rating, rating.rating_count, rating.best_rating) for by, rating in found] == [
        ("json-ld", Decimal("4.67"), 1204, None)
    ]
    assert ratings(product('"aggregateRating": {"ratingValue": 0, "reviewCount": 0}') + SELLS) == []


def test_a_widget_says_whose_mean_it_is() -> None:
    body = "<h1>Reviews</h1><a href='https://www.trustpilot.com/review/shop.example'>4.6 of 5, 128 reviews</a>"
    (found,) = ratings(body, REVIEWS)
    assert found[1].platform == "trustpilot.com"


MANY = "".join(
    f"<li><p>{n % 5 + 1}/5</p><b>Ann Bell</b> <i>2 March 2026</i><p>Review {n}</p></li>" for n in range(20_000)
)
HOSTILE = {
    "many reviews": f"<ul>{MANY}</ul>",
    "many structured reviews": product(
        '"review": [' + ",".join(f'{{"@type": "Review", "reviewBody": "Review {n}"}}' for n in range(100_000)) + "]"
    ),
    "deep json": json_ld('{"@type": "Product", "review": ' + '{"review": ' * 5000 + "1" + "}" * 5001),
    "broken json": json_ld('{"@type": "Product", "review": [{"@type": "Review", "reviewBody": "a'),
    "wrong types": product(
        '"review": [null, 5, "x", {"@type": "Review"}, {"@type": "Review", "author": {"name": [[]]},'
        ' "reviewRating": [[5]],'
        ' "reviewBody": {"a": 1}, "@id": 7, "datePublished": []}], "aggregateRating": [5, {"ratingValue": []}, null]'
    ),
    "nesting": "<ul>" + "<li><p>4/5</p>" * 2000,
    "long text": f"<ul>{(block('<p>5/5</p>', 'Ann Bell', 'x' * 200_000)) * 3}</ul>",
    "many stars": "<div>" + "<i class=star></i>" * 50_000 + "</div>",
    "many widths": "<div style='width: 80%'>" * 3000,
    "wide rows": "<ul>" + "<li title='4 out of 5 stars'>Ann, 2 March 2026</li>" * 5000 + "</ul>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("url", [PRODUCT, REVIEWS])
def test_hostile_pages_are_read_within_bounds(body: str, url: str) -> None:
    words = read(SELLS + body, url).words
    assert sum(isinstance(word.record, Review) for word in words) <= 400
    for word in words:
        if isinstance(word.record, Review):
            assert word.record.id
            assert len(word.record.text or "") <= 5000
