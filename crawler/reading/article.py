"""Article pages → Article and its Popularity, one word per witness."""

import re
from collections.abc import Iterator
from functools import cache

from crawler.page import Page
from crawler.parsing.line import parse_line
from crawler.parsing.time import parse_time
from crawler.reading.main_text import read_main_text
from crawler.reading.nodes import chain, class_words, own_text
from crawler.reading.place import same_page
from crawler.reading.popularity import read_counts, read_statistics
from crawler.reading.schema import Thing, address_of, main_things, name_of, parts, resemble, text
from crawler.reading.sight import Mark, Sight, block_text, date_text
from crawler.records.article import Article
from crawler.records.kinds import Record

ARTICLE = frozenset(
    "Article BlogPosting NewsArticle TechArticle Report ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle "
    "LiveBlogPosting SocialMediaPosting ScholarlyArticle AdvertiserContentArticle Recipe HowTo".split()
)
_META_PUBLISHED = (
    "article:published_time og:article:published_time datepublished publication_date pubdate date dc.date "
    "dc.date.issued dcterms.created parsely-pub-date sailthru.date publish-date citation_publication_date".split()
)
_META_AUTHOR = "author article:author dc.creator parsely-author sailthru.author citation_author".split()
_MAX_AUTHORS = 10
_BY = re.compile(r"\s*(?:(?:written|posted|published|reviewed|words)\s+)?by:?\s+", re.I)
_BYLINE = re.compile(r"author|byline|writer", re.I)
_BEHIND_NAME = re.compile(
    r"\s*(?:[|•·–—]|\bon\b|,? (?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.? \d)|"
    r"\bupdated\b|\bpublished\b|\bposted\b|\bin\b).*",
    re.I | re.S,
)
_NOT_PUBLISHED = re.compile(r"updated|modified|copyright|©", re.I)
_DATED = re.compile(r"date|time|publish|posted|meta", re.I)


def own_article(page: Page, known: list[tuple[str, Thing]], heading: str | None) -> list[tuple[str, Thing]]:
    """Return the structured articles that the page is, not those it lists:
    the address is this page's, or the headline its heading."""
    found = [(witness, thing, address_of(thing, page)) for witness, thing in main_things(known, ARTICLE)]
    own = [(witness, thing) for witness, thing, address in found if address and same_page(address, page)]
    near = [(witness, thing) for witness, thing, _ in found if resemble(headline(thing), heading)]
    alone = [(witness, thing) for witness, thing, address in found if len(found) == 1 and address is None]
    return own or (near if len(near) == 1 or len(found) <= 2 else []) or alone


def headline(thing: Thing) -> str | None:
    """Return what a structured article is called."""
    return text(thing.get("headline")) or text(thing.get("name"))


def read_article(
    page: Page, sight: Sight, own: list[tuple[str, Thing]], language: str | None
) -> Iterator[tuple[str, Record]]:
    """Yield the words of an article page: structured data, meta tags, visible text, and their counts."""
    for witness in dict.fromkeys(witness for witness, _ in own):
        thing = next(thing for by, thing in own if by == witness)
        written = text(thing.get("datePublished"), 100) or text(thing.get("dateCreated"), 100)
        yield (
            witness,
            Article(
                url=page.url,
                title=headline(thing),
                author=_authors(thing),
                published=parse_time(written),
                published_text=written,
            ),
        )
        yield from ((witness, count) for count in read_statistics(page.url, thing))
    if meta := _read_meta(page):
        yield "opengraph", meta
    visible = _read_visible(page, sight, language)
    if own or visible.text or visible.published_text:  # else no more than the address speaks for an article
        yield "text", visible
    heading = sight.heading
    start = heading.at - 60 if heading else 0
    yield from (
        ("text", count)
        for count in read_counts(page.url, [m for m in sight.counts if m.at >= start and not sight.is_beside(m.node)])
    )


def _authors(thing: Thing) -> str | None:
    names = [name for author in parts(thing.get("author"))[:_MAX_AUTHORS] if (name := name_of(author))]
    return ", ".join(dict.fromkeys(names)) or None


def _read_meta(page: Page) -> Article | None:
    meta = page.structured
    written = parse_line(meta.first(*_META_PUBLISHED), 100)
    author = parse_line(meta.first(*_META_AUTHOR), 200)
    if author and re.match(r"https?:|/|@", author):
        author = None
    article = Article(
        url=page.url, title=page_title(page), author=author, published=parse_time(written), published_text=written
    )
    return article if article != Article(url=page.url) else None


def page_title(page: Page) -> str | None:
    """Return the page's title as its meta tags say it, without the site's name behind it."""
    title = parse_line(page.structured.first("og:title", "twitter:title"))
    site = parse_line(page.structured.first("og:site_name"))
    if title and site:
        title = re.sub(rf"\s+[|–—\-:·»]\s+{re.escape(site)}$", "", title) or title
    return title


def _read_visible(page: Page, sight: Sight, language: str | None) -> Article:
    date = _date(sight)
    title = sight.heading.text if sight.heading else None
    body = read_main_text(page, sight)
    return Article(
        url=page.url,
        title=title,
        author=_byline(page, sight),
        published=_published(date.text, language) if date else None,
        published_text=date_text(date) if date else None,
        text=body,
        words=len(body.split()) if body else None,
        language=language or (recognise(body) if body else None),
    )


def _date(sight: Sight) -> Mark | None:
    """Return the date nearest to the heading: a ``<time>``, or a short text that is no more than a date."""
    anchor = sight.heading.at if sight.heading else 0
    best: tuple[float, Mark] | None = None
    for mark in sight.dates:
        if sight.is_beside(mark.node) or not _is_dateline(mark):
            continue
        score = (
            abs(mark.at - anchor)
            + 30 * (mark.at < anchor)
            + 60 * bool(_NOT_PUBLISHED.search(block_text(mark.node, 80)))
        )
        if score < 250 and (best is None or score < best[0]):
            best = score, mark
    return best[1] if best else None


def _is_dateline(mark: Mark) -> bool:
    return (
        mark.node.tag == "time"
        or len(mark.text) <= 40
        or any(_DATED.search(class_words(one)) for one in chain(mark.node, 2))
    )


def _published(written: str | None, language: str | None) -> str | None:
    if not written:
        return None
    return parse_time(written) or (_parse_foreign(written, language) if language and language != "en" else None)


def _parse_foreign(written: str, language: str) -> str | None:
    """Read a day with the month's name in another language;
    all three parts must be there, so that nothing is filled in from today."""
    import dateparser
    from dateparser.data import languages_info

    if language not in languages_info.language_order or not re.search(r"[^\W\d]{3,}", written):
        return None
    moment = dateparser.parse(
        written,
        languages=[language],
        settings={"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]},
    )
    return moment.date().isoformat() if moment else None


def _byline(page: Page, sight: Sight) -> str | None:
    """Return the author that the page shows: a link that says so, an element classed so,
    or a line that begins with "by"."""
    nodes = page.tree.css('[rel~="author"], [itemprop="author"], [class*="author" i], [class*="byline" i]')[:20]
    written = [own_text(node) for node in nodes if not sight.is_beside(node)]
    start = sight.heading.at if sight.heading else 0
    written += [mark.text for mark in sight.bylines if abs(mark.at - start) < 60 and not sight.is_beside(mark.node)]
    named = (parse_author(text) for text in written)
    sure = page.tree.css('.author, .author-name, [rel~="author"], [itemprop="author"]')[:5]  # it holds just the name
    called = (parse_author(own_text(node), least_words=1) for node in sure if not sight.is_beside(node))
    return next(filter(None, (*named, *called)), None)


def parse_author(text: str, least_words: int = 2) -> str | None:
    """Return the name in a byline.

    >>> parse_author("By Ann Berzina on 5 March 2026")
    'Ann Berzina'
    >>> parse_author("About the author") is None
    True
    """
    name = _BEHIND_NAME.sub("", _BY.sub("", parse_line(text, 200) or "", count=1)).strip(" ,|·•–—-")
    is_name = least_words <= len(name.split()) <= 6 and len(name) <= 80
    return name if is_name and not re.search(r"\d|author|about|comments?", name, re.I) else None


@cache
def _identifier() -> object:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["en", "de", "fr", "es", "ru", "kk", "lv", "id", "lt", "et", "it", "pt", "nl", "pl", "uk"])
    return identifier


def recognise(body: str) -> str | None:
    """Return the language that a text is written in; None when it is too short to say."""
    if len(body) < 200:
        return None
    language, probability = _identifier().classify(body[:4000])  # type: ignore[attr-defined]
    return str(language) if probability > 0.9 else None
