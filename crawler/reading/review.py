"""Product pages and pages of reviews → reviews, one word per witness; those of one review share its id."""

from collections.abc import Iterator
from dataclasses import replace

from crawler.parsing.identifier import letters_of
from crawler.reading.review_block import Draft
from crawler.reading.review_id import id_of_thing, own_ids, settled, text_id
from crawler.reading.review_schema import MAX_REVIEWS, own_reviews, read_review
from crawler.reading.series import series_of
from crawler.reading.view import View
from crawler.records.review import Review

_FEW = 40
"""Letters of a text that more than one may have written."""
_SAME_START = 80
"""Letters after which two texts are of one review though one of them is cut off."""


def read_reviews(view: View, kind: str, drafts: list[Draft]) -> Iterator[tuple[str, Review]]:
    """Yield what structured data says of each review, then what the page shows of each."""
    is_product = kind == "product"
    url = view.page.url if is_product else series_of(view.page.url)
    told = list(_structured(view, url, is_product))
    shown = [_shown(draft, url, view.heading if is_product else None) for draft in drafts]
    carried = own_ids([draft.node for draft in drafts])
    ids: dict[tuple[str, ...], str] = {}
    for review in (*shown, *(review for *_, review in told)):
        _agree(ids, review, text_id(review.text, review.title, review.published, review.rating))
    for review, known in zip(shown, carried, strict=True):
        _agree(ids, review, known)
    for _, named, review in told:
        _agree(ids, review, named)
    words = [(witness, review) for witness, _, review in told] + [("text", review) for review in shown]
    for witness, review in words:
        if known := next((ids[name] for name in _names(review) if name in ids), None):
            yield witness, replace(review, id=known)


def _agree(ids: dict[tuple[str, ...], str], review: Review, known: str | None) -> None:
    """Give a review an id, and with it all that is known again as the same, unless it has one."""
    names = list(_names(review))
    known = next((ids[name] for name in names if name in ids), known)
    if known:
        for name in names:
            ids.setdefault(name, known)


def _structured(view: View, url: str, is_product: bool) -> Iterator[tuple[str, str | None, Review]]:
    """Yield witness, the platform's own id and the review."""
    own = list(view.products.own) if is_product else None
    found = list(own_reviews(view.things, own, view.heading))[:MAX_REVIEWS]
    for witness in dict.fromkeys(witness for witness, *_ in found):
        of_witness = [(thing, subject) for by, thing, subject in found if by == witness]
        ids = settled([id_of_thing(thing) for thing, _ in of_witness])
        for (thing, subject), known in zip(of_witness, ids, strict=True):
            yield witness, known, read_review(view.page, thing, url, subject)


def _shown(draft: Draft, url: str, subject: str | None) -> Review:
    star = draft.star
    return Review(
        url=url,
        subject=subject,
        rating=star.value if star else None,
        best_rating=star.best if star else None,
        rating_text=star.text if star else None,
        title=draft.title,
        text=draft.text,
        published=draft.published,
        published_text=draft.published_text,
        author=draft.author,
        role=draft.role,
        verified=draft.verified,
        reply=draft.reply,
        replied=draft.replied,
    )


def _names(review: Review) -> Iterator[tuple[str, ...]]:
    """Yield by what a review is known again, surest first."""
    letters, author, day = letters_of(review.text), letters_of(review.author), (review.published or "")[:10]
    if not letters:
        letters = letters_of(review.title)
    if letters:
        yield ("text", letters, author if len(letters) < _FEW else "")
    if len(letters) >= _SAME_START:
        yield ("start", letters[:_SAME_START], author)
    if not letters and author and day:
        yield ("author", author, day)
