"""The one pass over a body that finds where it leads."""

import gzip
import time

import pytest

from crawler.downloading.links import read_links
from crawler.downloading.shape import is_listing, is_page, shape

PAGE = "https://shop.example/dir/page?x=1"


def urls(body: str, base: str = PAGE) -> list[str]:
    return [link.url.removeprefix("https://shop.example") for link in read_links(body.encode(), base, 5000).links]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<a href="/a">', ["/a"]),
        ("<a href='/a'>", ["/a"]),
        ("<a href=/a>", ["/a"]),
        ("<a href=/a/>", ["/a/"]),
        ('<A CLASS=x HREF = "/a" >', ["/a"]),
        ('<a\nclass="b"\n href\n=\n"/a\n">', ["/a"]),
        ('<a title="1 > 0" href="/a">', ["/a"]),
        ('<a href="b">', ["/dir/b"]),
        ('<a href="../b">', ["/b"]),
        ('<a href="?p=2">', ["/dir/page?p=2"]),
        ('<a href="//shop.example/a">', ["/a"]),
        ('<a href="https://SHOP.example:443/a#top">', ["/a"]),
        ('<a href="/a?b=1&amp;c=2">', ["/a?b=1&c=2"]),
        ('<a href="/a?b=1&copy=2">', ["/a?b=1&copy=2"]),
        ('<a href="/&#97;&#x62;">', ["/ab"]),
        ('<a href="/a"><a href="/a"><a href="/a#x">', ["/a"]),
        ('<a href="/ā">', ["/%C4%81"]),
        ('<a href="#top"><a href=""><a href="javascript:void(0)"><a href="mailto:a@b.example"><a href="tel:1">', []),
        ('<a data-href="/a" xhref="/b">', []),
        ('<base href="/base/"><a href="x">', ["/base/x"]),
        ('<BASE target=_top HREF="https://shop.example/Base/"><a href="x">', ["/Base/x"]),
        ('<base target=_top><a href="x">', ["/dir/x"]),
        ('<area href="/a"><div href="/b">', ["/a", "/b"]),
        ('<link rel="stylesheet" href="/a"><link rel="shortlink" href="/?p=1"><use href="/i.svg#x">', []),
        ('<link rel="alternate" type="application/rss+xml" href="/feed">', ["/feed"]),
        ('<link rel="alternate" href="/feed" type="application/atom+xml">', ["/feed"]),
        ('<!-- <a href="/a"> --><a href="/b">', ["/b"]),
        ('<script>x = \'<a href="/a">\'</script><a href="/b"><style>a[href="/c"] {}</style>', ["/b"]),
        ('<!-- never closed <a href="/a">', ["/a"]),
        ('<script>never closed <a href="/a">', ["/a"]),
        ('<a href="/a', []),
        ('<a href="/a" <a href="/b"', ["/a", "/b"]),
    ],
)
def test_hrefs_are_found_in_any_markup(html: str, found: list[str]) -> None:
    assert urls(html) == found


def test_sitemaps_and_feeds_are_told_by_their_content() -> None:
    urlset = '<?xml version="1.0"?>\n<urlset><url><loc>https://shop.example/a?b=1&amp;c=2</loc></url></urlset>'
    entry = '<entry><link href="/post"/><content>&lt;a href="/in"</content></entry>'
    atom = f'<feed><link rel="self" href="/feed"/>{entry}</feed>'
    assert urls(urlset) == ["/a?b=1&c=2"]
    assert urls(atom) == ["/feed", "/post"]
    packed = read_links(gzip.compress(urlset.encode()), PAGE, 10)
    assert (packed.kind, [link.how for link in packed.links]) == ("sitemap", ["sitemap"])
    assert read_links(b"<!doctype html><p>&lt;urlset> <urlset ><loc>x</loc>", PAGE, 10).kind == "page"


def test_no_more_links_than_the_limit() -> None:
    body = "".join(f'<a href="/{n}">' for n in range(100)).encode()
    assert len(read_links(body, PAGE, 10).links) == 10


HOSTILE = {
    "open tags": b"<div>" * 100_000 + b"<a " * 3_000_000,
    "one line": b"<p>" + b"x" * 10_000_000,
    "open quotes": b'<a href="' * 1_000_000,
    "open single quotes": b"<a href='" * 1_000_000,
    "quotes apart": (b"<a href='" + b"x" * 3100) * 3000,
    "bare hrefs": b"href=a " * 1_400_000,
    "white space": b"href" + b" " * 10_000_000,
    "much white space": (b"href" + b" " * 21) * 400_000,
    "open comments": b"<!--" * 2_500_000,
    "open scripts": b"<script>" * 1_200_000,
    "open locs": b"<urlset>" + b"<loc>" * 2_000_000,
    "loc and space": b"<urlset>" + (b"<loc>" + b" " * 49) * 180_000,
    "open feed": b"<rss>" + b"<link " * 1_600_000,
    "ampersands": b'<a href="' + b"&" * 2_900 + b'">' + b'<a href="&amp' * 700_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_costs_no_more_than_its_length(body: bytes) -> None:
    """A quadratic pass over 10 MB would take hours, not seconds: the bound is far from both."""
    before_s = time.process_time()
    read_links(body, PAGE, 5000)
    assert time.process_time() - before_s < 10


@pytest.mark.parametrize(
    "path",
    [
        "/cart",
        "/en/cart/",
        "/checkout/onepage",
        "/logout.php",
        "/customer/account/login/",
        "/my-account/orders",
        "/wishlist/index/add/product/5/",
        "/?add-to-cart=12",
        "/shop/?add_to_wishlist=12",
        "/product/x?action=yith-woocompare-add-product&id=1",
        "/index.php?route=checkout/cart",
        "/index.php?route=account/login",
        "/newsletter/unsubscribe?u=1",
        "/article/12/print",
        "/article/12?print=1",
        "/post/?replytocom=5",
        "/add-to-cart/55",
        "/wp-login.php?redirect_to=/x",
        "/catalog/product_compare/add/product/1/" + "x" * 2000,
        "/photo.JPEG",
        "/price-list.pdf",
        "/корзина/",
        "/a/b/a/b/a/b/a/b/a/b",
    ],
)
def test_addresses_that_do_something_or_are_no_pages(path: str) -> None:
    assert not is_page("https://shop.example" + path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/golf-cart-covers",
        "/print/posters",
        "/blog/how-to-compare-prices",
        "/product/login-lock?color=red",
        "/address-labels",
        "/index.php?route=product/product&product_id=40",
        "/item.html",
        "/v1.2/page",
        "/sitemap.xml",
        "/sitemap.xml.gz",
        "/feed.rss",
        "/shop/?orderby=price&page=2",
    ],
)
def test_pages_stay_pages(path: str) -> None:
    assert is_page("https://shop.example" + path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "/"),
        ("/about", "/about"),
        ("/shoes?page=2", "/shoes?"),
        ("/product/red-shoe-42", "/product/*"),
        ("/product/blue", "/product/*"),
        ("/product/1234", "/product/#"),
        ("/calendar/2026/11/02", "/calendar/#/#/#"),
        ("/calendar/2026-11-02", "/calendar/#"),
        ("/a1b2c3d4e5f6/x", "/#/*"),
    ],
)
def test_a_family_of_pages_has_one_shape(path: str, expected: str) -> None:
    assert shape("https://shop.example" + path) == "shop.example" + expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", True),
        ("/shoes", True),
        ("/shoes?page=3", True),
        ("/blog/page/2/", True),
        ("/category/winter-shoes", True),
        ("/product/red-shoe-42", False),
        ("/red-winter-shoe-for-men", False),
        ("/2026/03/01/some-post", False),
    ],
)
def test_what_lists_is_told_by_its_address(path: str, expected: bool) -> None:
    assert is_listing("https://shop.example" + path) is expected
