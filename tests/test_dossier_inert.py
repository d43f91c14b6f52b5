"""Saved pages: nothing in them can run, load or lead anywhere."""

import re

import pytest

from dossier.inert import read_text, render_inert

HOSTILE = """<!DOCTYPE html><html><head><title>T</title><meta http-equiv=refresh content="0;url=https://evil.example">
<base href="https://evil.example/"><link rel=stylesheet href=//evil.example/a.css><style>@import "x";
 p{background:url(//evil.example/y)}</style>
</head>
<body onload=alert(1) style="background:url(//evil.example/z)" background="//evil.example/q">
<script>alert("in")</script>
<p onclick=alert(2) class=x id=y>Price <s>119,90</s> <b>84,90 €</b></p>
<a href="javascript:alert(3)" ping=//evil.example>go</a>
<img src=//evil.example/i.png onerror=alert(4) alt="A <b>drill</b>">
<svg><script>alert(5)</script><a xlink:href="javascript:alert(6)">s</a></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(7)&gt;">
</mtext></math><form action=https://evil.example><input type=password value=secret>
<input value="Search"><button formaction=//evil.example>Buy</button></form>
<iframe srcdoc="<script>alert(8)</script>"></iframe>
<object data=//evil.example></object><template><script>alert(9)</script></template>
<noscript><p title="</noscript><img src=x onerror=alert(10)>">n</p></noscript>
<video src=//evil.example/v poster=//evil.example/w></video>
<table><tr><td colspan=2 onmouseover=alert(11)>cell</table><x-foo href=//evil.example>custom</x-foo>
<textarea></textarea><script>alert(12)</script>
<xmp><script>alert(13)</script></xmp><p dir="rtl">end\x00\x08</p></body></html>"""

ALLOWED = re.compile(r"</?[a-z][a-z0-9]*(?: (?:colspan|rowspan|dir|lang|datetime|scope)=\"[^\"<>]*\")*>")


def body_of(page: str) -> str:
    return page.split("<hr>", 1)[1].removesuffix("</body></html>\n")


def test_a_hostile_page_keeps_its_text_and_loses_everything_else() -> None:
    shown = body_of(render_inert(HOSTILE, "name"))
    assert "Price <s>119,90</s> <b>84,90 €</b>" in shown
    assert "[A &lt;b&gt;drill&lt;/b&gt;]" in shown
    assert '<td colspan="2">cell' in shown
    assert "[Search]" in shown
    for word in ("alert", "evil.example", "secret", "javascript", "style", "onclick", "@import"):
        assert word not in shown.replace("&lt;img src=1 onerror=alert(7)&gt;", "").replace("onerror=alert(10)", "")
    assert [tag for tag in re.findall(r"<[^>]*>?", shown) if not ALLOWED.fullmatch(tag)] == []


@pytest.mark.parametrize("tag", re.findall(r"<([a-z]+)", HOSTILE))
def test_no_element_that_acts_is_written(tag: str) -> None:
    acting = {
        "script",
        "style",
        "meta",
        "base",
        "link",
        "img",
        "svg",
        "math",
        "form",
        "input",
        "button",
        "iframe",
        "object",
        "template",
        "video",
    }
    if tag in acting:
        assert f"<{tag}" not in body_of(render_inert(HOSTILE, "name"))


def test_a_page_that_is_no_html_is_shown_as_its_source() -> None:
    assert "<pre>{&#34;price&#34;: &#34;&lt;script&gt;&#34;}</pre>" in render_inert('{"price": "<script>"}', "n")
    feed = '<?xml version="1.0"?><rss><channel><title>T</title></channel></rss>'
    assert "&lt;rss&gt;" in render_inert(feed, "n")


def test_deep_nesting_costs_nothing() -> None:
    page = "<html><body>" + "<div>" * 100_000 + "x"
    assert render_inert(page, "n").endswith("</body></html>\n")


def test_the_text_is_decoded_as_the_page_says_and_without_control_characters() -> None:
    assert read_text("цена\x00 1\u202e".encode("cp1251", "ignore"), "text/html; charset=windows-1251") == "цена 1"
    assert read_text(b"<meta charset=iso-8859-1><p>caf\xe9", None).endswith("café")


def test_an_empty_page_is_still_a_page() -> None:
    assert render_inert("", "n").endswith("<pre></pre></body></html>\n")
    assert render_inert("<html></html>", "n").endswith("</body></html>\n")
