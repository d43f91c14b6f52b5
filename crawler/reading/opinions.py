"""Product pages and pages of reviews → reviews and the mean of them."""

from collections.abc import Iterator

from crawler.reading.nodes import chain
from crawler.reading.rating import read_ratings
from crawler.reading.review import read_reviews
from crawler.reading.review_list import find_reviews
from crawler.reading.series import series_of
from crawler.reading.stars import find_stars
from crawler.reading.view import View
from crawler.records.rating import Rating
from crawler.records.review import Review

_HINTS = tuple(
    hint.replace("_", " ")
    for hint in (
        "eview ating ★ ⭐ тзыв ценк ейтинг tsauksm ērtēj ікір ewertung ezension avis Avis évaluation eseña piniones "
        "aloraci lasan enilaian /5 of_5 из_5 no_5 stars -score <meter"
    ).split()
)
"""Parts of words without which no page speaks of reviews."""


def read_opinions(view: View, kind: str) -> Iterator[tuple[str, Review | Rating]]:
    """Yield the page's reviews and ratings, each witness apart; nothing is looked for where no word hints at them."""
    if not any(hint in view.page.html for hint in _HINTS):
        return
    stars = find_stars(view.page, view.sight.stars)
    cards = {card.node.mem_id for card in view.offer_cards}
    own = {mem_id: star for mem_id, star in stars.items() if not any(one.mem_id in cards for one in chain(star.node))}
    drafts = find_reviews(own, [mark.node for mark in view.sight.dates], is_about=kind == "reviews")
    yield from read_reviews(view, kind, drafts)
    if kind == "reviews" and series_of(view.page.url) != view.page.url.rstrip("/"):
        return  # what the first page of the list says, the others say again
    yield from read_ratings(view, kind, own, frozenset(draft.node.mem_id for draft in drafts))
