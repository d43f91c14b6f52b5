"""Listings: what their cards say in the ways in which shops write them, and what only looks like a card."""

from decimal import Decimal
from typing import Any

import pytest

from crawler.page import Page
from crawler.parsing.paging import is_numbered, loaded_pages, without_page_number
from crawler.reading.site import read_page
from crawler.records.offer import Offer
from crawler.records.reading import Reading

URL = "https://shop.example/c/pots"


def read(body: str, url: str = URL, lang: str = "en-GB") -> Reading:
    html = f"<!doctype html><html lang={lang}><title>Pots | Shop</title><body>{body}"
    return read_page(Page(url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode()))


def cards(body: str, *names: str, url: str = URL) -> list[tuple[Any, ...]]:
    offers = [word.record for word in read(body, url).words if isinstance(word.record, Offer)]
    return [tuple(getattr(offer, name) for name in names or ("name", "price")) for offer in offers]


def grid(*blocks: str) -> str:
    return f"<h1>Pots</h1><div class=grid>{''.join(blocks)}</div>"


POT, PAN = ("Pot", Decimal("7.00")), ("Pan", Decimal("8.50"))


@pytest.mark.parametrize(
    "block",
    [
        # a list item with picture, name and "quick view" as links of their own
        '<li class=item><a href="/p/{slug}"><img src=x alt="{name}"></a><a class=quick href="/quickview/{slug}">'
        'Quick view</a><h3><a href="/p/{slug}">{name}</a></h3><span class=price>£{price}</span></li>',
        # all of the card is one link
        '<a class=card href="/p/{slug}"><img src=x><div>{name}</div><div class=price>£{price}</div></a>',
        # no heading, but a class; the picture is linked, the name is not
        '<div class=card><a href="/p/{slug}"><img src=x></a><p class=product-name>{name}</p><b>£{price}</b></div>',
        # the price is split over elements
        '<div class=card><a href="/p/{slug}">{name}</a><div class=price><span>£</span><b>{whole}</b><sup>{cents}</sup>'
        "</div></div>",
        # the button's words come first
        '<div class=card><a class=hover href="/p/{slug}"><h4>View details</h4><h3>{name}</h3><i>£{price}</i></a></div>',
        # colours are links to variants
        '<div class=card><a href="/p/{slug}?c=1" aria-label="{name}, red"></a><a href="/p/{slug}?c=2"></a>'
        '<h3><a href="/p/{slug}">{name}</a></h3><b>£{price}</b></div>',
    ],
)
def test_a_card_gives_name_price_and_link_however_it_is_built(block: str) -> None:
    things = (("Pot", "7.00"), ("Pan", "8.50"), ("Lid", "2.25"), ("Ladle", "4.10"))
    blocks = [
        block.format(name=n, slug=n.lower(), price=p, whole=p.split(".")[0], cents=p.split(".")[1]) for n, p in things
    ]
    found = cards(grid(*blocks), "name", "price", "url")
    assert [(name, price) for name, price, _ in found] == [(n, Decimal(p)) for n, p in things]
    assert [url.partition("?")[0] for _, _, url in found] == [f"https://shop.example/p/{n.lower()}" for n, _ in things]


def test_rows_of_a_table_are_cards() -> None:
    rows = "".join(
        f'<tr><td><img src=x></td><td><a href="/p/{n}">{n}</a></td><td>{p}</td><td><button>Buy</button></td></tr>'
        for n, p in (("Pot", "£7.00"), ("Pan", "£8.50"))
    )
    assert cards(f"<h1>Pots</h1><table><tr><th></th><th>Name</th><th>Price</th></tr>{rows}</table>") == [POT, PAN]


def card(name: str, more: str) -> str:
    return f'<li class=c><a href="/p/{name.lower()}"><img src=x alt=""><h3>{name}</h3></a>{more}</li>'


def test_old_member_and_unit_prices_are_not_the_price() -> None:
    found = cards(
        grid(
            card("Pot", "<del>£9.00</del> <ins>£7.00</ins>"),
            card("Pan", "<div>Member price £8.00</div><div>£8.50</div>"),
            card("Oil", "<small>£12.00 / l</small><div>£6.00</div>"),
            card("Lid", "<span>from £2.00</span>"),
        ),
        "name",
        "price",
        "list_price",
        "price_type",
    )
    assert found == [
        ("Pot", Decimal("7.00"), Decimal("9.00"), "exact"),
        ("Pan", Decimal("8.50"), None, "exact"),
        ("Oil", Decimal("6.00"), None, "exact"),
        ("Lid", Decimal("2.00"), None, "from"),
    ]


def test_a_badge_says_what_is_sold_out_unless_all_cards_bear_it_or_can_be_bought() -> None:
    sold, buy = "<span>Sold out</span>", "<button>Add to cart</button>"
    some = grid(card("Pot", f"£7.00{sold}"), card("Pan", f"£8.50{buy}"))
    assert cards(some, "name", "availability") == [("Pot", "OutOfStock"), ("Pan", None)]
    every = grid(*(card(name, f"<b>£7.00</b>{sold}") for name in ("Pot", "Pan", "Lid", "Ladle")))
    assert {said for (said,) in cards(every, "availability")} == {None}
    both = grid(card("Pot", f"<b>£7.00</b>{sold}{buy}"), card("Pan", f"<b>£8.50</b>{buy}"))
    assert {said for (said,) in cards(both, "availability")} == {None}
    hidden = grid(card("Pot", "<b>£7.00</b><i hidden>Unavailable</i>"), card("Pan", "<b>£8.50</b>"))
    assert {said for (said,) in cards(hidden, "availability")} == {None}


def test_what_looks_like_money_in_a_name_is_no_price() -> None:
    found = cards(grid(card("Camera R100 with lens", "<b>£679.00</b>"), card("Camera R50", "<b>£719.00</b>")))
    assert [price for _, price in found] == [Decimal("679.00"), Decimal("719.00")]


def test_stories_with_sums_of_money_are_no_things_for_sale() -> None:
    stories = (
        f'<div class=c><a href="/cases/{n}">Read the story</a><h3>How company {n} saved $5 million in a year</h3></div>'
        for n in ("A", "B", "C", "D")
    )
    assert read(f"<h1>Security</h1>{''.join(stories)}", "https://soft.example/security").words == ()


def test_a_name_cut_short_is_taken_whole_from_the_link() -> None:
    blocks = (
        f'<li class=c><a href="/p/{n}" title="{n} of copper with a lid"><h3>{n} of cop…</h3></a><b>£{p}</b></li>'
        for n, p in (("Pot", "7.00"), ("Pan", "8.50"))
    )
    assert [name for name, _ in cards(grid(*blocks))] == ["Pot of copper with a lid", "Pan of copper with a lid"]


BLOCKS = (card("Pot", "<b>£7.00</b>"), card("Pan", "<b>£8.50</b>"), card("Lid", "<b>£2.00</b>"))
THREE = ["Pot", "Pan", "Lid"]


@pytest.mark.parametrize(
    "beside",
    [
        # a filter by price
        "<div class=filter><ul><li class=f><a href='/c/pots?price=1'>Under £20</a></li><li class=f>"
        "<a href='/c/pots?price=2'>Over £20</a></li></ul></div>",
        # promises in a menu
        "<div class=mega><a class=m href='/sale/a'>Pots from £5</a><a class=m href='/sale/b'>Pans from £9</a></div>",
        # the basket
        "<div class=mini-cart><ul><li class=c><a href='/p/spoon'><h3>Spoon</h3></a>£1.00</li>"
        "<li class=c><a href='/p/fork'><h3>Fork</h3></a>£1.10</li></ul></div>",
        "<footer><ul><li><a href='/gift-10'>Card</a> £10</li><li><a href='/gift-20'>Gift</a> £20</li></ul></footer>",
        "<section><h2>Recently viewed</h2><ul><li class=v><a href='/p/spoon'>Spoon</a> £1.00</li>"
        "<li class=v><a href='/p/fork'>Fork</a> £1.10</li></ul></section>",
        # one lonely box with a price
        "<div class=banner><a href='/delivery'>Free delivery</a> over £50.00</div>",
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_filters_menus_baskets_and_banners_are_no_cards(beside: str, is_first: bool) -> None:
    body = beside + grid(*BLOCKS) if is_first else grid(*BLOCKS) + beside
    assert [name for name, _ in cards(body)] == THREE


def test_a_banner_between_cards_that_leads_elsewhere_is_no_thing() -> None:
    banner = (
        '<li class=c><a href="/content/how-to-choose"><img src=x alt=""><h3>The best pots of the year</h3></a></li>'
    )
    request = card("Kettle", "Price on request")
    assert [name for name, _ in cards(grid(*BLOCKS[:2], banner, request))] == ["Pot", "Pan", "Kettle"]


def test_the_page_s_own_block_is_no_card() -> None:
    main = '<div class=b><h1>Pots</h1><a href="/offers">See offers</a> <b>£99.00</b></div>'
    blocks = "".join(
        f'<div class=b><a href="/p/{n}"><h3>{n}</h3></a><b>£{p}.00</b></div>' for n, p in (("a", 1), ("b", 2))
    )
    assert [name for name, _ in cards(f"<div>{main}{blocks}</div>")] == ["a", "b"]


@pytest.mark.parametrize(
    ("address", "series"),
    [
        ("/c?page=2", "/c"),
        ("/c?p=3&q=pot", "/c?q=pot"),
        ("/c/?PAGEN_1=2&SIZEN_1=24", "/c"),
        ("/c?start=24&sz=12", "/c"),
        ("/c?offset=40&limit=20", "/c"),
        ("/index.php?route=product/category&path=20&page=2", "/index.php?route=product/category&path=20"),
        ("/c?page%5Bnumber%5D=2", "/c"),
        ("/c/page/2/", "/c"),
        ("/c/strana-2", "/c"),
        ("/c/seite-3/", "/c"),
        ("/c/lapa/4", "/c"),
        ("/c/page-2.html", "/c.html"),
        ("/c;page=2", "/c"),
        ("/c/p2", "/c"),
        ("/c?product-page=2", "/c"),
        ("/c?halaman=2", "/c"),
    ],
)
def test_numbered_pages_share_a_series(address: str, series: str) -> None:
    assert without_page_number(f"https://a.example{address}") == f"https://a.example{series}"
    assert is_numbered(f"https://a.example{address}")


@pytest.mark.parametrize(
    "address", ["/p/48213", "/?p=12", "/c?page=all", "/?page_id=7", "/c/pots", "/c?limit=60", "//[?page=2"]
)
def test_other_numbers_are_no_page_s(address: str) -> None:
    assert not is_numbered(f"https://a.example{address}" if not address.startswith("//") else address)


def test_a_button_that_loads_more_leads_on() -> None:
    assert list(
        loaded_pages(b"<button data-next-url='/c?page=2'>More</button><i data-url='/ajax/2' data-href='?x=1'>")
    ) == [b"/c?page=2"]
    about = read(grid(*BLOCKS) + '<button class=load-more data-url="/c/pots?page=2&amp;sort=new">More</button>').about
    assert about.series_pages == ()  # another order is another series
    about = read(grid(*BLOCKS) + '<button class=load-more data-url="/c/pots?page=2">More</button>').about
    assert about.series_pages == (f"{URL}?page=2",)


def test_a_habit_of_numbering_is_learned_from_the_pager() -> None:
    pager = '<div class=pagination><a href="/c/pots?blatt=1">1</a> <a href="/c/pots?blatt=3">3</a></div>'
    second = read(grid(*BLOCKS) + pager, f"{URL}?blatt=2").about
    assert (second.series, second.series_pages) == (URL, (f"{URL}?blatt=1", f"{URL}?blatt=3"))
    first = read(f"<link rel=next href='{URL}/2'>" + grid(*BLOCKS)).about
    assert (first.series, first.series_pages) == (URL, (f"{URL}/2",))
    third = read(f"<link rel=prev href='{URL}/2'>" + grid(*BLOCKS), f"{URL}/3").about
    assert third.series == URL


@pytest.mark.parametrize(
    ("address", "canonical", "category"),
    [
        ("/mugs/pot", None, ("Kitchen", "Mugs")),
        ("/mugs/pot", "/mugs/pot", ("Kitchen", "Mugs")),
        ("/pot?utm_source=x", "/pot", ("Kitchen", "Mugs")),
        ("/mugs/pot", "/", ("Kitchen", "Mugs")),
        ("/mugs/pot", "/pot", ()),
        ("/collections/mugs/products/pot", "/products/pot", ()),
        ("/index.php?route=product&path=20_27&product_id=41", "/index.php?route=product&product_id=41", ()),
    ],
)
def test_a_trail_that_depends_on_the_way_to_a_page_tells_no_category(
    address: str, canonical: str | None, category: tuple[str, ...]
) -> None:
    link = f'<link rel=canonical href="https://shop.example{canonical}">' if canonical else ""
    trail = '<div class=breadcrumb><a href="/">Home</a><a href="/k">Kitchen</a><a href="/k/mugs">Mugs</a></div>'
    page = f"{link}{trail}<h1>Pot</h1><p>£7.00</p><button>Add to cart</button>"
    assert cards(page, "category", url=f"https://shop.example{address}") == [(category,)]
