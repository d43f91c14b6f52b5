"""What a page is, told by its address, its heading and what it holds."""

import pytest

from crawler.page import Page
from crawler.reading.page_address import type_of_address
from crawler.reading.page_type import LOOKED_FOR
from crawler.reading.page_words import type_of_path, type_of_phrase
from crawler.reading.site import read_page
from crawler.records.kinds import TOLD

BUY = "<p>€15.00</p><button>Add to cart</button>"
CARDS = "".join(f"<li class=c><a href=/p/{n}><img src=x><h3>Pot {n}</h3></a><b>€{n}.00</b></li>" for n in range(1, 6))
TEASERS = "".join(
    f"<div class=t><a href=/reviews/kettle-{n}><h3>Kettle {n}</h3></a><time datetime=2025-03-0{n}></time></div>"
    for n in range(1, 6)
)


def told(body: str, path: str, title: str = "Shop") -> str:
    html = f"<!doctype html><html lang=en><title>{title}</title>{body}"
    page = Page(f"https://shop.example{path}", 200, {"content-type": "text/html; charset=utf-8"}, html.encode())
    return read_page(page).about.type


@pytest.mark.parametrize(
    ("kind", "paths"),
    [
        (
            "pricing",
            "/pricing /pricing/ /en/pricing.html /plans-and-pricing /tarify /ceny /cenas /harga /preise /precios",
        ),
        ("reviews", "/reviews /otzyvy /atsauksmes /ulasan /bewertungen /avis-clients /opiniones /testimonials"),
        (
            "about",
            "/about /about-us /company /o-nas /o-kompanii/ /lv/par-mums /tentang-kami /ueber-uns /a-propos",
        ),
        (
            "contact",
            "/contact /contacts /pages/contact-us /kontakty /kontakti /hubungi-kami /kontakt /nous-contacter /contacto",
        ),
        ("careers", "/careers /jobs /vakansii /vakances /lowongan-kerja /karriere /recrutement /empleo"),
        (
            "terms",
            "/terms /delivery /shipping-policy /policies/refund-policy /returns /warranty /dostavka /oplata-i-dostavka "
            "/garantiya /piegade /garantija /pengiriman /versand /agb /livraison /envios /legal/privacy",
        ),
    ],
)
def test_an_address_names_pages_of_the_company_in_our_languages(kind: str, paths: str) -> None:
    assert {path: type_of_path(f"https://shop.example{path}") for path in paths.split()} == dict.fromkeys(
        paths.split(), kind
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Plans & Pricing", "pricing"),
        ("Тарифы и цены", "pricing"),
        ("Отзывы покупателей", "reviews"),
        ("О компании", "about"),
        ("Біз туралы", "about"),
        ("Über uns", "about"),
        ("Kontakti", "contact"),
        ("Вакансии", "careers"),
        ("Доставка и оплата", "terms"),
        ("Жеткізу және төлем", "terms"),
        ("Piegāde un apmaksa", "terms"),
        ("Syarat dan Ketentuan", "terms"),
        ("Envíos y devoluciones", "terms"),
        ("How we price our kettles", None),
        ("About time: a new kettle", None),
        ("", None),
    ],
)
def test_a_heading_names_a_type_only_when_it_is_all_of_it(text: str, kind: str | None) -> None:
    assert type_of_phrase(text) == kind


def test_addresses_beyond_ascii_are_read_too() -> None:
    assert type_of_path("https://shop.example/%D0%BE-%D0%BA%D0%BE%D0%BC%D0%BF%D0%B0%D0%BD%D0%B8%D0%B8") == "about"
    assert type_of_address("https://shop.example/%D0%BA%D0%B0%D1%82%D0%B0%D0%BB%D0%BE%D0%B3") == "listing"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/tovar/chajnik", "product"),
        ("/katalog", "listing"),
        ("/kategorija/katli/", "listing"),
        ("/katalog/chajniki", "other"),
        ("/produk/ketel", "other"),
        ("/preces", "listing"),
        ("/novosti/novyj-chajnik", "article"),
        ("/jaunumi/", "listing"),
    ],
)
def test_what_an_address_suggests_in_other_languages(path: str, kind: str) -> None:
    assert type_of_address(f"https://shop.example{path}") == kind


def test_a_page_below_a_catalogue_is_what_it_holds() -> None:
    assert told(f"<h1>Kettle</h1>{BUY}", "/produk/ketel") == "product"
    assert told(f"<h1>Kettles</h1><ul>{CARDS}</ul>", "/katalog/chajniki") == "listing"
    assert told("<h1>Katalogs</h1><p>Drīzumā", "/katalog/chajniki") == "other"


def test_the_front_page_is_home() -> None:
    for path in ("/", "/en/", "/index.php", "/lv/index.html"):
        assert told("<h1>Welcome</h1>", path) == "home"


def test_a_product_stays_one_whatever_it_is_called() -> None:
    assert told(f"<h1>Delivery</h1>{BUY}", "/delivery") == "product"
    assert told(f"<h1>Kettle</h1>{BUY}<section><h2>Reviews</h2></section>", "/p/kettle") == "product"


def test_a_post_about_prices_is_an_article_and_a_list_of_tests_a_listing() -> None:
    assert told("<h1>Pricing</h1>", "/blog/pricing") == "article"
    assert told(f"<h1>Reviews</h1>{TEASERS}", "/reviews") == "listing"
    assert told("<h1>Reviews</h1><blockquote>Good</blockquote>", "/reviews") == "reviews"


def test_prices_of_things_are_a_listing_and_plans_are_pricing() -> None:
    assert told(f"<h1>Prices</h1><ul>{CARDS}</ul>", "/prices") == "listing"
    plans = "<div class=p><h3>Solo</h3><p>€5 / month</p></div><div class=p><h3>Team</h3><p>€9 / month</p></div>"
    assert told(f"<h1>Pricing</h1><div>{plans}</div>", "/prices") == "pricing"
    assert told(f"<h1>Pricing</h1><div>{plans}</div>", "/what-it-costs") == "pricing"
    assert told("<h1>Pricing</h1><p>It depends.</p>", "/what-it-costs") == "other"


def test_heading_title_or_place_tell_where_the_address_does_not() -> None:
    assert told("<h1>О компании</h1>", "/info.php") == "about"
    assert told("<h1>Who pays the courier?</h1>", "/info.php", "Доставка и оплата | Дом") == "terms"
    assert told("<h1>How we use cookies</h1>", "/legal/cookies-in-detail") == "terms"
    assert told("<h1>Product designer</h1>", "/careers/product-designer") == "careers"
    assert told("<h1>Kettles at work</h1>", "/customers") == "other"


def test_what_is_looked_for_is_told_by_its_own_words() -> None:
    assert {kind for kinds in LOOKED_FOR.values() for kind in kinds} <= set(TOLD)


PROSE = "<div>" + "<p>" + "Water should be poured slowly, for the leaves open one by one. " * 5 + "</p>"
ESSAY = "<article>" + PROSE.removeprefix("<div>") * 9 + "</article>"
HEAD = '<a href="/cart">Cart</a>'
TILES = "".join(f'<div class=tile><a href="/pots/{n}"><img src={n}.jpg alt="Pot {n}"></a></div>' for n in range(1, 8))


def stars(more: str = "") -> str:
    return (
        '<script type="application/ld+json">{"@type": "Product", "name": "Advice", "brand": "Acme", '
        f'"aggregateRating": {{"ratingValue": 5, "reviewCount": 7}}{more}}}</script>'
    )


@pytest.mark.parametrize(
    ("kind", "path", "body"),
    [
        # structured data
        ("other", "/services/advice", f"{stars()}<h1>Advice</h1><p>We advise."),
        ("product", "/services/advice", f'{stars(""", "offers": {"price": 9}""")}<h1>Advice</h1>'),
        ("product", "/product/advice", f"{stars()}<h1>Advice</h1>"),
        ("other", "/how-do-i", '<script type="application/ld+json">{"@type": "QAPage"}</script><h1>How?</h1>' + ESSAY),
        ("listing", "/pots", '<script type="application/ld+json">{"@type": "CollectionPage"}</script><h1>Pots</h1>'),
        # the address alone is not enough
        ("other", "/products/analytics", "<h1>Analytics for teams</h1><p>See what matters."),
        ("product", "/products/kettle", f"{HEAD}<h1>Kettle</h1><p>Of copper."),
        ("other", "/product-roadmap-in-detail", f"<h1>Roadmap</h1>{PROSE}"),
        ("listing", "/buy/pots/", f"<h1>Pots</h1><div>In stock</div><ul>{CARDS}{CARDS.replace('/p/', '/q/')}</ul>"),
        # documentation and forums
        ("other", "/docs/install", f"<h1>Install</h1>{ESSAY}"),
        ("other", "/forum/viewtopic.php?t=7", f"<h1>My kettle leaks</h1>{ESSAY}"),
        ("other", "/t/my-kettle-leaks/731", f"<h1>My kettle leaks</h1>{ESSAY}"),
        ("product", "/t/kettle", f"<h1>Kettle</h1>{BUY}"),
        ("product", "/help/kettle", f"<h1>Kettle</h1>{BUY}"),
        # looks
        ("article", "/how-to-pour", f"<h1>How to pour</h1>{ESSAY}"),
        ("other", "/what-we-do", f"<h1>What we do</h1>{(PROSE + '</div>') * 9}"),
        ("listing", "/our-pots", f"<h1>Our pots</h1><div>{TILES}</div>"),
        ("other", "/our-work", f"<h1>Our work</h1>{(PROSE + '</div>') * 9}<div>{TILES}</div>"),
        ("listing", "/events", "<h1>Events</h1><p>Many.</p><a href='?page=2'>2</a><a href='?page=3'>3</a>"),
        # a place to buy, in a language that we do not know
        (
            "product",
            "/kuvert",
            f"{HEAD}<h1>Kuvert</h1><p>€15.00</p><form action=/cart/add><button>Lägg i</button></form>",
        ),
        ("article", "/guide-1", f"<h1>A budget</h1>{ESSAY}<p>Bands: €900</p><p>Order the bands early</p>"),
        # a few prices among much text
        (
            "other",
            "/protection",
            f"<h1>Protection</h1>{(PROSE + '</div>') * 9}<div><div class=c><a href=/go/1>Start now</a> €9.00</div>"
            "<div class=c><a href=/go/2>Start now</a> €12.00</div></div>",
        ),
    ],
)
def test_what_a_page_holds_tells_what_it_is(kind: str, path: str, body: str) -> None:
    assert told(body, path) == kind


@pytest.mark.parametrize(
    ("kind", "meta"),
    [
        ("article", "<meta property=article:published_time content=2026-02-03>"),
        ("other", ""),
    ],
)
def test_a_page_that_calls_itself_an_article_is_one_when_it_was_published(kind: str, meta: str) -> None:
    page = f"<meta property=og:type content=article>{meta}<h1>Recruiting</h1>{(PROSE + '</div>') * 4}"
    assert told(page, "/recruiting") == kind
