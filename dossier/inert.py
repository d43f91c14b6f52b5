"""A page that somebody else wrote → the same page as text, and as HTML in which nothing can run or load.

Built anew from an allowlist: only the elements and attributes named here are written, and everything else only as
text, so that what a parser of tomorrow makes of the output has no markup of theirs in it.
"""

from collections.abc import Iterator

from lxml import etree, html
from markupsafe import escape
from w3lib.encoding import html_to_unicode

from dossier.words import clean

_KEPT = frozenset(
    "a abbr article aside b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol p pre q s samp section small span strike "
    "strong sub summary sup table tbody td tfoot th thead time tr u ul var".split()
)
_DROPPED = frozenset("script style template iframe noframes noembed applet head xmp plaintext".split())
"""Elements that go with all they hold; of those that are named nowhere here, what they hold stays."""
_AS_TEXT = {"img": "alt", "input": "value"}
"""Elements that are told by one attribute."""
_BLOCKS = frozenset({"form", "fieldset", "select", "option", "button", "textarea", "body", "html", "legend", "center"})
"""Elements that become a plain division."""
_ATTRIBUTES = frozenset({"colspan", "rowspan", "dir", "lang", "datetime", "scope"})
_VOID = frozenset({"br", "hr", "col"})
_HIDDEN_INPUTS = frozenset({"hidden", "password", "file"})
_MARKUP = ("<!doctype html", "<html", "<head", "<body")

LONGEST = 4_000_000
"""Characters of a page that are shown; the whole body stays in the store."""

_HEAD = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'\">"
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
    '<meta name="referrer" content="no-referrer">'
)


def read_text(body: bytes, content_type: str | None) -> str:
    """Return the page's source as text, without control characters."""
    return clean(html_to_unicode(content_type, body)[1][:LONGEST])


def render_inert(source: str, name: str) -> str:
    """Return a page that shows ``source`` (as ``read_text`` gave it) and can do nothing; ``name`` tells what it is."""
    note = f"<p><small>Saved page {escape(name)} without scripts, styles, pictures, forms and links.</small></p><hr>"
    head = f"{_HEAD}<title>{escape(name)}</title></head><body>{note}"
    tree = _tree(source)
    content = f"<pre>{escape(source)}</pre>" if tree is None else "".join(_written(tree))
    return f"{head}{content}</body></html>\n"


def _tree(source: str) -> html.HtmlElement | None:
    """Return the tree of an HTML page; None when the source is none (a feed, JSON, text) or has no element."""
    if not any(mark in source[:5000].lower() for mark in _MARKUP):
        return None
    # Without huge_tree lxml stops at 256 levels: deep nesting costs nothing, and this walk keeps a stack of its own.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(source.encode(), parser=parser)
    except etree.ParserError:
        return None


def _written(root: html.HtmlElement) -> Iterator[str]:
    skipping = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        kept = _element(tag)
        if event == "start":
            skipping += tag in _DROPPED or not tag
            if not skipping:
                yield _start(element, kept)
                yield str(escape(element.text or ""))
        else:
            if not skipping and kept and kept not in _VOID:
                yield f"</{kept}>"
            skipping -= tag in _DROPPED or not tag
            if not skipping:
                yield str(escape(element.tail or ""))


def _element(tag: str) -> str | None:
    """Return what the element is written as; None: only what it holds is."""
    return tag if tag in _KEPT else "div" if tag in _BLOCKS else None


def _start(element: html.HtmlElement, kept: str | None) -> str:
    attribute = _AS_TEXT.get(element.tag)
    if attribute and element.get("type", "").lower() not in _HIDDEN_INPUTS:
        text = element.get(attribute, "").strip()
        return f"<span>[{escape(text)}]</span>" if text else ""
    if not kept:
        return ""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items() if name in _ATTRIBUTES)
    return f"<{kept}{attributes}>"
