"""Page: what the bytes are, in which letters, and where its links lead."""

import gzip

import pytest

from crawler.page import MAX_BYTES, Page


def page(body: bytes, content_type: str = "", url: str = "https://shop.example/a/b") -> Page:
    return Page(url, 200, {"content-type": content_type} if content_type else {}, body)


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Čaj – 5 €".encode(), "text/html; charset=utf-8", "Čaj – 5 €"),
        ("Čaj – 5 €".encode(), "", "Čaj – 5 €"),
        ("5 € – now".encode("cp1252"), "text/html; charset=iso-8859-1", "5 € – now"),  # browsers read latin-1 so
        (b'<meta charset="windows-1251"><p>' + "Чайник".encode("cp1251"), "", "Чайник"),
        ("\ufeffČaj".encode("utf-16"), "text/html", "Čaj"),
        ("Чай чёрный крупнолистовой, сто грамм".encode("cp1251"), "", "Чай чёрный крупнолистовой, сто грамм"),
        (b"<p>a\x00b\xff", "text/html; charset=utf-8", "ab\ufffd"),
    ],
)
def test_the_letters_are_those_that_a_browser_would_show(body: bytes, content_type: str, text: str) -> None:
    assert page(body, content_type).text.endswith(text)


@pytest.mark.parametrize(
    ("body", "content_type", "form"),
    [
        (b"<!doctype html><p>a", "", "html"),
        (b"  \n<!-- x --><html>", "text/plain", "html"),
        (b"just words", "text/html", "html"),
        (b"%PDF-1.7", "application/pdf", "pdf"),
        (b'{"a": 1}', "application/json", "json"),
        (b'<?xml version="1.0"?><rss version="2.0"></rss>', "text/html", "feed"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x --><feed xmlns="http://www.w3.org/2005/Atom"></feed>', "", "feed"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss></rss>', "text/xml", "feed"),
        (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', "text/xml", "sitemap"),
        (gzip.compress(b"<sitemapindex></sitemapindex>", mtime=0), "application/x-gzip", "sitemap"),
        (b"<!doctype html><p>about &lt;rss&gt; and <urlset>", "text/html", "html"),
        (b"", "", "other"),
    ],
)
def test_the_form_is_told_by_the_content(body: bytes, content_type: str, form: str) -> None:
    assert page(body, content_type).form == form


def test_a_packed_body_unpacks_to_a_bounded_size() -> None:
    bomb = gzip.compress(b"<urlset>" + bytes(2 * MAX_BYTES))
    assert len(page(bomb).content) == MAX_BYTES


def test_a_broken_packed_body_stays_as_it_came() -> None:
    assert page(b"\x1f\x8bnot gzip").content == b"\x1f\x8bnot gzip"


def test_links_lead_where_a_browser_would_go() -> None:
    here = page(b'<base href="/shop/"><p>x')
    assert here.address("kettle?utm_source=x&b=1#top") == "https://shop.example/shop/kettle?b=1"
    assert here.address("/kettle-2.html") == "https://shop.example/kettle-2.html"
    assert here.address("//cdn.example/a") == "https://cdn.example/a"
    assert here.address("/a/../b") == "https://shop.example/b"
    assert here.address("#top") is None
    assert here.address("mailto:a@b.example") is None
    assert here.address(None) is None


def test_a_redirected_page_links_from_where_it_ended() -> None:
    moved = Page("https://shop.example/old", 200, {}, b"<p>x", "https://www.shop.example/new/")
    assert moved.address("a") == "https://www.shop.example/new/a"
    assert moved.is_own("https://blog.shop.example/post")
    assert not moved.is_own("https://shop.other.example/")


def test_text_leaves_out_scripts_styles_and_title() -> None:
    body = b"<title>T</title><style>p{}</style><p>One <b>two</b></p><script>var a</script><p>three"
    assert page(body).text == "One\ntwo\nthree"


def test_meta_tags_are_kept_by_property_and_name_all_of_them() -> None:
    body = b'<meta property="OG:Title" content="A"><meta name="author" content=""><meta name="author" content="Ann">'
    structured = page(body).structured
    assert structured.meta == {"og:title": ("A",), "author": ("", "Ann")}
    assert structured.first("twitter:title", "author") == "Ann"


def test_graphs_and_lists_are_taken_apart_and_depth_is_bounded() -> None:
    block = b'<script type="application/ld+json">%s</script>'
    nested = b'[{"@graph": [{"@type": "A"}, [{"@type": "B"}]]}, {"no": "type"}]'
    assert [one["@type"] for one in page(block % nested).structured.json_ld] == ["A", "B"]
    deep = b"[" * 50 + b'{"@type": "A"}' + b"]" * 50
    assert page(block % deep).structured.json_ld == ()
