"""Headlines, slogans, technologies and profiles, rule by rule, on pages of a few lines."""

import pytest

from crawler.page import Page
from crawler.reading.profile import parse_profile
from crawler.reading.site import read_page
from crawler.reading.technology_rules import RULES
from crawler.records.finding import Finding


def findings(body: str, path: str = "/", title: str = "Acme", headers: dict[str, str] | None = None) -> list[Finding]:
    html = f"<!doctype html><html lang=en><title>{title}</title>{body}"
    told = {"content-type": "text/html; charset=utf-8", **(headers or {})}
    page = Page(f"https://www.acme.example{path}", 200, told, html.encode())
    return [word.record for word in read_page(page).words if isinstance(word.record, Finding)]


def value(what: str, body: str, path: str = "/", title: str = "Acme") -> str | None:
    found = [one.value for one in findings(body, path, title) if one.what == what]
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(
    ("body", "headline"),
    [
        ("<h1>Kettles that <em>sing</em></h1>", "Kettles that sing"),
        ("<header><h1 class=logo>Acme</h1></header><h1>Kettles that sing</h1>", "Kettles that sing"),
        (
            "<header><h1><a href=/>ACME</a></h1></header><section class=hero><h2>Kettles that sing</h2></section>",
            "Kettles that sing",
        ),
        ("<h1>Acme</h1><h2>Featured products</h2>", None),
        ("<div class='hero carousel'><h2>Sale today</h2></div>", None),
        ("<p>Kettles that sing</p>", None),
    ],
)
def test_the_headline_is_the_main_heading_and_never_the_name_of_the_site(body: str, headline: str | None) -> None:
    assert value("headline", body) == headline


def test_headlines_stand_on_home_pricing_and_about() -> None:
    paths = ("/", "/pricing", "/about", "/contact", "/delivery", "/p/kettle")
    assert [value("headline", "<h1>Kettles that sing</h1>", path) for path in paths] == ["Kettles that sing"] * 3 + [
        None
    ] * 3


LOGO = "<header><a class=logo href=/>Acme</a>{}</header>"


@pytest.mark.parametrize(
    ("body", "title", "tagline"),
    [
        ("<p class=site-description>Kettles since 1987</p>", "Acme", "Kettles since 1987"),
        (LOGO.format("<span>Kettles that sing</span>"), "Acme", "Kettles that sing"),
        (LOGO.format("<a href=/kettles>Kettles that sing</a>"), "Acme", None),
        (
            "<header><a class=brand href=/><img alt=Acme src=l.svg></a><small>Kettles that sing</small></header>",
            "Acme",
            "Kettles that sing",
        ),
        ("", "Acme | Kettles that sing", "Kettles that sing"),
        ("", "Kettles that sing — Acme", "Kettles that sing"),
        ("", "Home | Acme", None),
        ("", "Buy kettles online | Acme", None),
        ("", "Kettles | Pots | Acme", None),
        ("", "Acme", None),
        ("<meta property=og:description content='Kettles that sing'>", "Acme", None),
        (
            '<script type=application/ld+json>{"@type":"Brand","name":"Acme","slogan":"Kettles that sing"}</script>',
            "Acme",
            "Kettles that sing",
        ),
        ("<p class=tagline>Call us: 555 123 456</p>", "Acme", None),
    ],
)
def test_the_tagline_is_what_the_site_sets_as_one(body: str, title: str, tagline: str | None) -> None:
    assert value("tagline", body, title=title) == tagline


def test_what_is_marked_comes_before_the_title_and_only_on_the_home_page() -> None:
    body = "<p class=tagline>Kettles since 1987</p>"
    assert value("tagline", body, title="Acme | Kettles that sing") == "Kettles since 1987"
    assert value("tagline", body, "/about", "Acme | Kettles that sing") is None


def technologies(body: str, headers: dict[str, str] | None = None) -> dict[str, str]:
    return {one.name or "": one.value or "" for one in findings(body, headers=headers) if one.what == "technology"}


@pytest.mark.parametrize(
    ("body", "name", "identity"),
    [
        (
            "<script async src='https://www.googletagmanager.com/gtag/js?id=G-AB12CD34EF'></script>",
            "Google Analytics",
            "G-AB12CD34EF",
        ),
        ("<script>gtag('config', 'G-AB12CD34EF');</script>", "Google Analytics", "G-AB12CD34EF"),
        ("<script>ga('create','UA-1234567-1','auto')</script>", "Google Analytics", "UA-1234567-1"),
        (
            "<noscript><iframe src='https://www.googletagmanager.com/ns.html?id=GTM-ABC123'></iframe></noscript>",
            "Google Tag Manager",
            "GTM-ABC123",
        ),
        ('<script>ym(12345678, "init", {clickmap:true});</script>', "Yandex Metrica", "12345678"),
        ("<script>_paq.push(['setSiteId', '7']);</script>", "Matomo", "7"),
        ("<script>fbq('init', '123456789012345');</script>", "Meta Pixel", "123456789012345"),
        ("<script>ttq.load('C4ABCDEFGHIJ12345678');</script>", "TikTok Pixel", "C4ABCDEFGHIJ12345678"),
        ('<script>_linkedin_partner_id = "4455667";</script>', "LinkedIn Insight Tag", "4455667"),
        ("<script>h._hjSettings={hjid:1234567,hjsv:6};</script>", "Hotjar", "1234567"),
        ("<script src=https://js-eu1.hs-scripts.com/25123456.js></script>", "HubSpot", "25123456"),
        ('<script>window.intercomSettings = {app_id: "ab12cd34"};</script>', "Intercom", "ab12cd34"),
        (
            "<script>var s1;s1.src='https://embed.tawk.to/5f1a2b3c4d5e6f7a8b9c0d1e/default';</script>",
            "Tawk.to",
            "5f1a2b3c4d5e6f7a8b9c0d1e",
        ),
        (
            "<script src=https://consent.cookiebot.com/uc.js data-cbid=12345678-1234-1234-1234-123456789012></script>",
            "Cookiebot",
            "12345678-1234-1234-1234-123456789012",
        ),
        ("<link rel=stylesheet href=//cdn.shopify.com/s/files/1/theme.css>", "Shopify", ""),
        ("<script src=/bitrix/js/main/core.js></script>", "1C-Bitrix", ""),
        ("<link href=/catalog/view/theme/default/style.css rel=stylesheet>", "OpenCart", ""),
        ("<script src=https://static.tildacdn.com/js/tilda.js></script>", "Tilda", ""),
        ("<meta name=generator content='WordPress 6.8.2'>", "WordPress", "6.8.2"),
        ("<body class='home woocommerce-no-js'>", "WooCommerce", ""),
    ],
)
def test_a_technology_is_told_by_its_vendors_snippet(body: str, name: str, identity: str) -> None:
    assert technologies(body) == {name: identity}


def test_a_technology_is_told_by_a_header() -> None:
    assert technologies("", {"server": "cloudflare"}) == {"Cloudflare": ""}


def test_what_a_page_only_speaks_of_does_not_run_there() -> None:
    assert (
        technologies(
            "<p>We compared Google Analytics G-AB12CD34EF, Hotjar and Shopify.</p><a href=https://www.shopify.com/>S</a>"
        )
        == {}
    )


def test_each_technology_has_one_rule() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert all(rule.words for rule in RULES if rule.script)


@pytest.mark.parametrize(
    ("address", "profile"),
    [
        ("https://www.facebook.com/acme/", ("facebook", "https://www.facebook.com/acme")),
        ("http://m.facebook.com/acme?ref=x", ("facebook", "https://www.facebook.com/acme")),
        ("mailto:acme@facebook.com", None),
        ("http://fb.com/acme", ("facebook", "https://www.facebook.com/acme")),
        ("https://www.facebook.com/profile.php?id=1234", ("facebook", "https://www.facebook.com/profile.php?id=1234")),
        ("https://www.facebook.com/sharer/sharer.php?u=x", None),
        ("https://www.facebook.com/acme/posts/123", None),
        ("https://instagram.com/acme?igshid=1", ("instagram", "https://www.instagram.com/acme/")),
        ("https://www.instagram.com/p/Cx/", None),
        ("https://www.youtube.com/@acme/videos", ("youtube", "https://www.youtube.com/@acme")),
        ("https://www.youtube.com/watch?v=1", None),
        ("https://youtu.be/abc", None),
        ("https://lv.linkedin.com/company/acme/about/", ("linkedin", "https://www.linkedin.com/company/acme")),
        ("https://www.linkedin.com/shareArticle?url=x", None),
        ("https://twitter.com/acme", ("x", "https://x.com/acme")),
        ("https://x.com/acme/status/1", None),
        ("https://twitter.com/intent/tweet?text=x", None),
        ("https://www.tiktok.com/@acme", ("tiktok", "https://www.tiktok.com/@acme")),
        ("https://www.tiktok.com/@acme/video/1", None),
        ("https://t.me/s/acme_news", ("telegram", "https://t.me/acme_news")),
        ("https://t.me/acme_news/17", None),
        ("https://t.me/share/url?url=x", None),
        ("https://vk.com/acme", ("vk", "https://vk.com/acme")),
        ("https://vk.com/wall-1_2", None),
        ("https://github.com/acme", ("github", "https://github.com/acme")),
        ("https://github.com/acme/kettle", None),
        ("https://www.pinterest.co.uk/acme/", ("pinterest", "https://www.pinterest.com/acme/")),
        ("https://wa.me/37120000000", None),
        ("https://notfacebook.com/acme", None),
        ("https://[broken", None),
    ],
)
def test_an_address_is_a_profile_or_none(address: str, profile: tuple[str, str] | None) -> None:
    assert parse_profile(address) == profile


def test_structured_data_names_profiles_before_links_and_share_buttons_name_none() -> None:
    body = (
        '<script type=application/ld+json>{"@type":"Organization","sameAs":"https://www.facebook.com/acme"}</script>'
        "<a href=https://www.facebook.com/somebody>f</a><div class=share-links><a href=https://x.com/other>x</a></div>"
        "<article><a href=https://www.instagram.com/guest>guest</a></article><footer><a href=https://vk.com/acme>vk</a></footer>"
    )
    found = {one.name: one.value for one in findings(body) if one.what == "profile"}
    assert found == {"facebook": "https://www.facebook.com/acme", "vk": "https://vk.com/acme"}


def test_hostile_pages_are_read_in_bounds() -> None:
    assert technologies("<script>gtag('config','G-AAAAAAAA')</script>" * 50_000) == {"Google Analytics": "G-AAAAAAAA"}
    links = "".join(f"<a href=https://facebook.com/acme{n}>f</a>" for n in range(50_000))
    assert [one.value for one in findings(links) if one.what == "profile"] == ["https://www.facebook.com/acme0"]
    assert value("headline", f"<h1>{'long ' * 1_000_000}</h1>") == ("long " * 40).strip()
