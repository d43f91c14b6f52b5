"""What is read from a page, rule by rule, on pages of a few lines."""

from decimal import Decimal

import pytest

from crawler.errors import ReadError
from crawler.page import Page
from crawler.reading.breadcrumbs import visible_category
from crawler.reading.page_address import type_of_address
from crawler.reading.series import series_of
from crawler.reading.site import read_page
from crawler.reading.version import LIBRARIES, reader_version
from crawler.records.article import Article
from crawler.records.offer import Offer
from crawler.records.popularity import Popularity
from crawler.records.reading import Reading
from crawler.sources import feed

URL = "https://shop.example/p/kettle"
BUY = "<button>Add to cart</button>"


def read(body: str, url: str = URL, lang: str = "en-GB") -> Reading:
    html = f"<!doctype html><html lang={lang}><title>Kettle - Shop</title>{body}"
    return read_page(Page(url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode()))


def offers(body: str, url: str = URL, lang: str = "en-GB") -> dict[str, Offer]:
    """Return the page's own offers by witness."""
    words = read(body, url, lang).words
    return {word.witness: word.record for word in words if isinstance(word.record, Offer) and word.record.url == url}


def shown(body: str, lang: str = "en-GB") -> Offer:
    return offers(f"<h1>Kettle</h1>{body}", lang=lang)["text"]


def json_ld(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def product(offer: str, more: str = "") -> str:
    return json_ld(f'{{"@type": "Product", "name": "Kettle", "offers": {offer} {more}}}')


def told(data: str) -> Offer:
    return offers(f"{data}<h1>Kettle</h1>")["json-ld"]


def test_the_price_is_the_one_beside_heading_and_button() -> None:
    body = f"<p>Basket: £99.00</p><h1>Kettle</h1><p>£15.00</p>{BUY}<p>Our plates start at a fair £3.00</p>"
    assert offers(body)["text"].price == Decimal("15.00")


@pytest.mark.parametrize(
    "other",
    [
        "<p>Free delivery over £50</p>",
        "<p>Delivery £4.90</p>",
        "<p>You save £5.00</p>",
        "<p>or 3 payments of £5.00 with PayLater</p>",
        "<p>Subtotal <b>£0.00</b></p>",
        "<p><b>£5</b> off your first order</p>",
        "<div class='minicart'>£7.00</div>",
        "<div style='display: none'>£7.00</div>",
        "<aside>£7.00</aside>",
        "<nav>from £7.00</nav>",
        "<section><h2>You may also like</h2><a href=/p/pot>Pot</a> £7.00</section>",
        "<div><h2>Customers also bought</h2><ul><li><a href=/p/pot>Pot</a> £7.00</ul></div>",
        "<section aria-label='Recommended for you'><a href=/p/pot>Pot</a> £7.00</section>",
    ],
)
def test_what_is_no_price_of_this_thing_is_not_read_as_one(other: str) -> None:
    assert shown(f"{other}<p class=x>£15.00</p>{BUY}{other}").price == Decimal("15.00")
    assert "text" not in offers(f"<h1>Kettle</h1>{other}")


@pytest.mark.parametrize(
    "prices",
    [
        "<p><s>£20.00</s> £15.00</p>",
        "<p><del>£20.00</del> <ins>£15.00</ins></p>",
        "<p>£15.00 <strike>£20.00</strike></p>",
        "<p><span class=was>£20.00</span> <span class=now>£15.00</span></p>",
        "<div><span class=old-price>£20.00</span><span class=special-price>£15.00</span></div>",
        "<p><span>RRP £20.00</span></p><p><span>£15.00</span></p>",
        "<p><span style='text-decoration: line-through'>£20.00</span> <b>£15.00</b></p>",
    ],
)
def test_a_crossed_out_price_is_the_list_price(prices: str) -> None:
    offer = shown(prices + BUY)
    assert (offer.price, offer.list_price) == (Decimal("15.00"), Decimal("20.00"))
    assert (offer.price_text, offer.list_price_text) == ("£15.00", "£20.00")


def test_a_list_price_below_the_price_is_none() -> None:
    assert shown(f"<p><s>£10.00</s> £15.00</p>{BUY}").list_price is None


@pytest.mark.parametrize(
    ("body", "text", "price", "kind"),
    [
        ("<p>From £15.00</p>", "£15.00", "15.00", "from"),
        ("<p><b>£15.00</b> – <b>£25.00</b></p>", "£15.00 – £25.00", "15.00", "range"),
        ("<p><b>£15.00</b> per month</p>", "£15.00", "15.00", "subscription"),
        ("<p><b>£15.00</b> <small>/ kg</small></p>", "£15.00", "15.00", "unit"),
        ("<p class=price><span>£</span><b>15</b><sup>99</sup></p>", "£ 15.99", "15.99", "exact"),
        ("<p class=price>15.99</p>", "15.99", "15.99", "exact"),
    ],
)
def test_the_kind_of_price_is_told_by_what_stands_with_it(body: str, text: str, price: str, kind: str) -> None:
    offer = shown(body + BUY)
    assert (offer.price_text, offer.price, offer.price_type) == (text, Decimal(price), kind)


@pytest.mark.parametrize(
    ("body", "availability"),
    [
        (f"<p>£15.00</p>{BUY}", "InStock"),
        ("<p>£15.00</p><button disabled>Add to cart</button>", "OutOfStock"),
        (f"<p>£15.00</p><p>Sold out</p>{BUY}", "OutOfStock"),
        ("<p>£15.00</p><p>Pre-order now</p>", "PreOrder"),
        ("<p>Out of stock</p>", "OutOfStock"),
        ("<p>£15.00</p><input type=submit value='Add to basket'>", "InStock"),
    ],
)
def test_availability_is_what_the_page_says_or_the_button_allows(body: str, availability: str) -> None:
    assert shown(body).availability == availability


def test_a_page_without_price_and_availability_has_no_offer_and_was_looked_at() -> None:
    for body in ("<p>This product is no longer available.</p>", product("[]"), product("{}")):
        reading = read(f"<h1>Kettle</h1>{body}")
        assert (reading.about.type, reading.about.looked_for[0], reading.words) == ("product", "offer", ())


def test_tax_is_said_beside_the_price() -> None:
    assert shown(f"<p>£15.00 incl. VAT</p>{BUY}").tax_included is True
    assert shown(f"<p>£15.00 ex. VAT</p><p>£15.00 excluding VAT</p>{BUY}").tax_included is not True
    assert shown(f"<p>£15.00</p>{BUY}").tax_included is None


@pytest.mark.parametrize(
    ("sentence", "included"),
    [
        ("All prices include VAT.", True),
        ("Prices are inclusive of GST", True),
        ("Our prices exclude VAT", False),
        ("Prices start low. VAT is a tax.", None),
    ],
)
def test_a_page_may_say_of_all_its_prices_whether_they_include_tax(sentence: str, included: bool | None) -> None:
    assert read(f"<h1>Kettle</h1><p>£15.00</p>{BUY}<footer>{sentence}</footer>").about.tax_included is included


def test_an_unclear_price_is_settled_by_the_page_or_kept_with_its_readings() -> None:
    unclear = shown(f"<p>1.299 €</p>{BUY}", lang="xx")
    assert (unclear.price, unclear.price_text) == (None, "1.299 €")
    assert unclear.price_candidates == (Decimal("1299.00"), Decimal("1.299"))
    assert unclear.price_type is None
    assert shown(f"<p>1.299 €</p>{BUY}", lang="de").price == Decimal("1299.00")
    assert shown(f"<p>1.299 €</p>{BUY}<p>Delivery 4,90 €</p>", lang="xx").price == Decimal("1299.00")


@pytest.mark.parametrize(
    ("offer", "price", "list_price", "kind"),
    [
        ('{"@type": "Offer", "price": "15.00", "priceCurrency": "GBP"}', "15.00", None, "exact"),
        ('{"@type": "Offer", "price": 15, "priceCurrency": "GBP"}', "15.00", None, "exact"),
        ('[{"@type": "Offer", "price": "£1,015.00"}]', "1015.00", None, "exact"),
        ('{"@type": "AggregateOffer", "lowPrice": 9, "highPrice": 12}', "9.00", None, "range"),
        ('{"@type": "AggregateOffer", "lowPrice": "9.00"}', "9.00", None, "from"),
        ('{"priceSpecification": {"price": "15.00", "priceCurrency": "GBP"}}', "15.00", None, "exact"),
        (
            '{"price": "15", "priceSpecification": [{"price": 20, "priceType": "https://schema.org/ListPrice"}]}',
            "15.00",
            "20.00",
            "exact",
        ),
        (
            '{"priceSpecification": [{"price": 20, "priceType": "StrikethroughPrice"}, {"price": 15}]}',
            "15.00",
            "20.00",
            "exact",
        ),
        ('{"priceSpecification": {"price": 15, "billingDuration": 1}}', "15.00", None, "subscription"),
    ],
)
def test_json_ld_offers_are_read_in_every_shape(offer: str, price: str, list_price: str | None, kind: str) -> None:
    found = told(product(offer))
    assert (found.price, found.list_price) == (Decimal(price), Decimal(list_price) if list_price else None)
    assert found.price_type == kind


def test_a_price_of_zero_in_structured_data_is_not_known() -> None:
    assert told(product('{"price": "0.00", "availability": "OutOfStock"}')).price is None


def test_each_witness_says_only_its_own() -> None:
    found = offers(
        '<meta property="product:price:amount" content="14.00"><meta property="product:price:currency" content="GBP">'
        + product('{"price": "16.00", "priceCurrency": "EUR"}', ', "sku": "K-1"')
        + f"<h1>The Kettle</h1><p>£15.00</p>{BUY}"
    )
    assert {witness: (offer.name, offer.price, offer.currency, offer.sku) for witness, offer in found.items()} == {
        "json-ld": ("Kettle", Decimal("16.00"), "EUR", "K-1"),
        "text": ("The Kettle", Decimal("15.00"), "GBP", None),
        "opengraph": (None, Decimal("14.00"), "GBP", None),
    }


def test_all_witnesses_of_a_page_speak_of_one_record() -> None:
    body = product('{"price": "15.00", "itemCondition": "UsedCondition", "seller": {"name": "Ann"}}')
    found = offers(f"{body}<h1>Kettle</h1><p>£15.00</p>{BUY}")
    assert {(offer.condition, offer.seller) for offer in found.values()} == {("UsedCondition", "Ann")}
    assert set(found) == {"json-ld", "text"}


def test_the_sites_own_name_is_no_seller() -> None:
    body = '<meta property="og:site_name" content="Copper &amp; Co">'
    assert told(body + product('{"price": "15.00", "seller": {"name": "Copper & Co"}}')).seller is None
    assert told(body + product('{"price": "15.00", "seller": {"name": "Ann"}}')).seller == "Ann"


def test_variants_are_told_apart_and_text_speaks_of_the_one_it_names() -> None:
    two = '[{"price": "15.00", "sku": "K-1"}, {"price": "18.00", "sku": "K-2"}]'
    words = read(f"{product(two)}<h1>Kettle</h1><p>£15.00</p><p>SKU: K-1</p>{BUY}").words
    assert [(word.witness, getattr(word.record, "variant", None)) for word in words] == [
        ("json-ld", "K-1"),
        ("json-ld", "K-2"),
        ("text", "K-1"),
    ]
    assert [word.witness for word in read(f"{product(two)}<h1>Kettle</h1><p>£15.00</p>{BUY}").words] == ["json-ld"] * 2


def test_offers_that_nothing_tells_apart_are_one_from_the_cheapest() -> None:
    offer = told(product('[{"price": "18.00"}, {"price": "15.00", "availability": "InStock"}]'))
    assert (offer.price, offer.price_type, offer.variant) == (Decimal("15.00"), "from", None)


def test_related_products_in_structured_data_are_not_this_pages() -> None:
    related = json_ld('{"@type": "Product", "name": "Pot", "url": "/p/pot", "offers": {"price": "7.00"}}')
    inside = ', "isRelatedTo": {"@type": "Product", "name": "Pan", "offers": {"price": "8.00"}}'
    for body in (related + product('{"price": "15.00"}', inside), product('{"price": "15.00"}', inside) + related):
        words = read(f"{body}<h1>Kettle</h1>").words
        assert [(word.record.url, getattr(word.record, "price", None)) for word in words] == [(URL, Decimal("15.00"))]


def test_the_record_keeps_the_address_that_was_asked_whatever_the_page_claims() -> None:
    body = '<link rel=canonical href="https://shop.example/">'
    body += product('{"price": "15.00", "url": "https://shop.example/other"}', ', "url": "https://shop.example/other"')
    reading = read(f"{body}<h1>Kettle</h1>")
    assert reading.about.canonical == "https://shop.example/"
    assert [word.record.url for word in reading.words] == [URL]


def card(name: str, price: str, more: str = "") -> str:
    return f'<li class=card><a href="/p/{name.lower()}"><img alt="">{name}</a> <b>{price}</b>{more}</li>'


def test_cards_of_a_listing_name_things_at_their_own_addresses() -> None:
    grid = f"<ul>{card('Pot', '£7.00')}{card('Pan', '£8.00', ' <s>£10.00</s>')}{card('Lid', 'call us')}</ul>"
    reading = read(f"<h1>Pots</h1>{grid}<a href='?page=2'>2</a>", "https://shop.example/c/pots")
    base = "https://shop.example/p/"
    assert reading.about.type == "listing"
    assert reading.about.named == (f"{base}pot", f"{base}pan", f"{base}lid")
    assert reading.about.series_pages == ("https://shop.example/c/pots?page=2",)
    said = [(w.witness, w.record.url, getattr(w.record, "price", 0)) for w in reading.words]
    assert said == [
        ("card", f"{base}pot", Decimal("7.00")),
        ("card", f"{base}pan", Decimal("8.00")),
        ("card", f"{base}lid", None),
    ]
    assert getattr(reading.words[1].record, "list_price", None) == Decimal("10.00")


def test_recommendations_name_nothing() -> None:
    grid = f"<ul>{card('Pot', '£7.00')}{card('Pan', '£8.00')}</ul>"
    for body in (
        f"<h1>About us</h1><p>We sell.</p><section><h2>Recommended for you</h2>{grid}</section>",
        f"<h1>Kettle</h1><p>£15.00</p>{BUY}<h2>Related products</h2>{grid}",
        f"<h1>Kettle</h1><p>No longer available.</p><h2>Similar products</h2>{grid}",
    ):
        assert read(body, "https://shop.example/x").about.named == ()


def test_links_to_other_sites_name_nothing() -> None:
    grid = "".join(f"<li><a href='https://other.example/{n}'>Thing {n}</a> £{n}.00</li>" for n in (1, 2, 3))
    assert read(f"<h1>Best of</h1><ul>{grid}</ul>", "https://shop.example/c/best").about.named == ()


def test_structured_data_adds_to_the_cards_of_a_listing() -> None:
    items = ",".join(
        f'{{"@type": "ListItem", "item": {{"@type": "Product", "name": "{name}", "url": "/p/{name.lower()}", '
        f'"sku": "{name}-1", "offers": {{"price": 9}}}}}}'
        for name in ("Pot", "Pan")
    )
    grid = f"<ul>{card('Pot', '£7.00')}{card('Pan', '')}{card('Lid', '£2.00')}</ul>"
    data = json_ld(f'{{"@type": "ItemList", "itemListElement": [{items}]}}')
    words = read(f"{data}<h1>Pots</h1>{grid}", "https://shop.example/c/pots").words
    found = [(getattr(w.record, "sku", None), getattr(w.record, "price", None)) for w in words]
    assert found == [("Pot-1", Decimal("7.00")), ("Pan-1", Decimal("9.00")), (None, Decimal("2.00"))]


def test_a_number_of_pages_belongs_to_one_series() -> None:
    assert series_of("https://a.example/c?page=2&sort=x") == "https://a.example/c?sort=x"
    assert series_of("https://a.example/c/page/12/") == series_of("https://a.example/c/") == "https://a.example/c"
    assert series_of("https://a.example/catalogue/page-2.html") == "https://a.example/catalogue.html"
    assert series_of("https://a.example/?p=12") == "https://a.example/?p=12"
    assert series_of("https://a.example/c?page=all") == "https://a.example/c?page=all"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/products/kettle", "product"),
        ("/collections/pots/products/kettle", "product"),
        ("/product-category/pots/", "listing"),
        ("/products", "listing"),
        ("/catalogue/", "listing"),
        ("/catalogue/category/pots_3/", "listing"),
        ("/catalogue/copper-kettle_14/", "other"),
        ("/c/pots?page=2", "listing"),
        ("/search?q=pot", "listing"),
        ("/blog", "listing"),
        ("/blog/page/2/", "listing"),
        ("/blog/category/news/", "listing"),
        ("/blog/how-to-brew", "article"),
        ("/2026/02/03/how-to-brew/", "article"),
        ("/news/2026/02/how-to-brew.html", "article"),
        ("/about-us", "other"),
        ("/contact", "other"),
    ],
)
def test_an_address_suggests_a_type(path: str, kind: str) -> None:
    assert type_of_address(f"https://shop.example{path}") == kind


LONG = (
    "<p>We boiled it, we let it cool, and we wrote down what we had seen on the way from the well to the table.</p>"
    "<p>Nobody had told us that the lid matters more than the leaves, so we found it out with eleven kettles.</p>"
    "<p>In the end the plain one won: it pours without dripping, and its handle stays cool for a whole quarter.</p>"
)


def test_an_article_is_read_with_author_day_and_counts() -> None:
    body = f"<article><h1>How to brew</h1><p>By Ann Bell, 5 March 2026 | 1.2k views | 3 comments</p>{LONG}</article>"
    reading = read(body, "https://shop.example/blog/how-to-brew")
    assert (reading.about.type, reading.about.looked_for) == ("article", ("article", "popularity"))
    article = reading.words[0].record
    assert isinstance(article, Article)
    assert (article.title, article.author) == ("How to brew", "Ann Bell")
    assert (article.published, article.published_text) == ("2026-03-05", "5 March 2026")
    assert article.text is not None
    assert "views" not in article.text
    assert article.words == len(article.text.split())
    counts = [word.record for word in reading.words if isinstance(word.record, Popularity)]
    assert [(count.measure, count.value, count.value_text) for count in counts] == [
        ("views", 1200, "1.2k views"),
        ("comments", 3, "3 comments"),
    ]


def test_a_day_that_may_be_two_is_kept_as_text() -> None:
    body = f"<h1>How to brew</h1><time>03/04/2026</time>{LONG}"
    article = read(body, "https://shop.example/blog/how-to-brew").words[0].record
    assert isinstance(article, Article)
    assert (article.published, article.published_text) == (None, "03/04/2026")


def test_a_day_in_another_language_is_read_with_its_months() -> None:
    body = f"<h1>Wie man kocht</h1><time>5. Dezember 2025</time>{LONG}"
    article = read(body, "https://shop.example/blog/wie-man-kocht", "de").words[0].record
    assert isinstance(article, Article)
    assert article.published == "2025-12-05"


def test_the_main_text_holds_no_menus_and_no_recommendations() -> None:
    body = (
        "<table><tr><td><a href=/a>Menu one</a> <b>Basket: 0 items</b></td>"
        f"<td><h1>How to brew</h1>{LONG}<h2>You may also like</h2><ul><li>Today only: a pot for less than you think, "
        "with a lid that fits and a handle that stays on for once</ul></td></tr></table>"
        "<p>Visitors since 2004: 183021</p>"
    )
    article = read(body, "https://shop.example/blog/how-to-brew").words[0].record
    assert isinstance(article, Article)
    assert article.text is not None
    assert "We boiled it" in article.text
    for other in ("Menu", "Basket", "Today only", "Visitors"):
        assert other not in article.text


def test_the_language_is_recognised_where_none_is_declared() -> None:
    article = read(f"<h1>How to brew</h1>{LONG}", "https://shop.example/blog/how-to-brew", "").words[0].record
    assert isinstance(article, Article)
    assert article.language == "en"


def test_rotating_tokens_and_counters_change_nothing_that_is_read() -> None:
    template = (
        "<meta name=csrf-token content={n}><script>var session='{n}'</script><p>You are visitor no. {n}</p>"
        f"<h1>Kettle</h1><p>£15.00</p><form><input type=hidden name=token value={{n}}>{BUY}</form>"
        "<section><h2>You may also like</h2><a href=/p/{n}>Pot {n}</a> £{n}.00</section>"
    )
    assert read(template.replace("{n}", "1041")) == read(template.replace("{n}", "2087"))


def test_a_feed_target_without_a_feed_is_an_error() -> None:
    with pytest.raises(ReadError, match="no_feed"):
        feed.read(Page("https://shop.example/rss", 200, {}, b"<!doctype html><p>gone"))


def test_a_site_also_reads_feeds_and_sitemaps() -> None:
    rss = b"<rss><channel><item><title>A</title><link>https://shop.example/a</link></item></channel></rss>"
    assert read_page(Page("https://shop.example/rss", 200, {}, rss)).about.type == "feed"
    index = b"<sitemapindex><sitemap><loc>https://shop.example/s1.xml</loc></sitemap></sitemapindex>"
    about = read_page(Page("https://shop.example/sitemap.xml", 200, {}, index)).about
    assert (about.type, about.named, about.series) == ("sitemap", (), None)


HOSTILE = {
    "empty": "",
    "no body": "<frameset>",
    "many cards": "<ul>" + "".join(card(f"N{n}", "£1.00") for n in range(3000)) + "</ul>",
    "many blocks": json_ld('{"@type":"Product","name":"x","offers":{"price":"1"}}') * 500,
    "many offers": product("[" + ",".join(f'{{"price": "1", "sku": "{n}"}}' for n in range(5000)) + "]"),
    "wrong types": json_ld(
        '{"@type": [1, null, "Product"], "name": [[]], "offers": ["x", 5, {"price": {"a": []}, "url": 7}],'
        ' "brand": 3, "sku": true, "hasVariant": "no", "category": {"x": 1}, "gtin": [null]}'
    ),
    "wrong lists": json_ld('{"@type": "ItemList", "itemListElement": [null, [], {"item": [5]}, {"url": ["x"]}]}'),
    "wrong microdata": "<div itemscope itemtype='https://schema.org/Product'><p itemprop='offers'>x<b itemscope>",
    "huge name": f"<h1>{'x' * 100_000}</h1><p>£1.00</p>{BUY}",
    "huge price": f"<h1>Kettle</h1><p>£{'9' * 500}</p>{BUY}",
    "bad address": "<base href='http://[::1'><ul>"
    "<li><a href='http://[x'>a</a> £1</li><li><a href='//'>b</a> £2</li></ul>",
    "nesting": "<div>" * 2000 + "£1.00",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("url", [URL, "https://shop.example/c/pots", "https://shop.example/blog/how-to-brew"])
def test_hostile_pages_are_read_within_bounds(body: str, url: str) -> None:
    reading = read(body, url)
    assert len(reading.words) <= 1000
    assert len(reading.about.named) <= 2000
    for word in reading.words:
        name = getattr(word.record, "name", None) or getattr(word.record, "title", None) or ""
        assert len(name) <= 500


def test_the_version_of_the_readers_counts_their_libraries() -> None:
    assert len(reader_version()) == 16
    assert {"selectolax", "trafilatura", "feedparser", "dateparser"} <= set(LIBRARIES)


@pytest.mark.parametrize(
    ("markup", "category"),
    [
        (
            '<p><a href="/">Anvil</a> &rsaquo; <a href="/c/saws">Saws</a> &rsaquo; <a href="/c/jig">Jig</a></p>',
            ("Saws", "Jig"),
        ),
        ('<div><a href="/">Start</a> &raquo; <a href="/c/saws">Saws</a> &raquo; Jigsaw X</div>', ("Saws",)),
        ('<div class=crumbs><a href="/">Start</a> / <a href="/c/saws">Saws</a></div>', ("Saws",)),
        ('<div><a href="/">Start</a> | <a href="/about">About</a> | <a href="/blog">Blog</a></div>', ()),
        ('<div><a href="/c/new">New</a> &raquo; <a href="/c/saws">Saws</a></div>', ()),
    ],
)
def test_a_trail_is_told_by_its_steps_down_from_the_front_page(markup: str, category: tuple[str, ...]) -> None:
    page = Page(
        "https://shop.example/p/1", 200, {"content-type": "text/html"}, f"<html><body>{markup}<h1>Jigsaw X".encode()
    )
    assert visible_category(page, "Jigsaw X") == category
