"""What feeds call an article and its own page sells: an offer, and no article."""

from crawler.fold.draft import Draft
from crawler.fold.gather import Talk
from crawler.fold.state import Shelf


def drop_sold_articles(draft: Draft, talks: dict[Shelf, Talk]) -> None:
    """Forget articles that only feeds speak of where the page itself has an offer: shop programs give their goods as
    RSS too, with title and date, and nothing in an item says what it is."""
    said = [shelf for shelf, talk in talks.items() if shelf[0] == "article" and talk.own is None]
    sold = [("article", shelf[1]) for shelf, talk in talks.items() if shelf[0] == "offer" and talk.own is not None]
    for shelf in dict.fromkeys((*said, *(shelf for shelf in sold if shelf not in talks))):
        records = draft.shelves.get(shelf, ())
        if any(record.own for record in records) or not _is_sold(draft, talks, shelf[1]):
            continue
        talks.pop(shelf, None)
        for record in draft.take(shelf):
            draft.end(record, "merged")
        draft.put(shelf, ())


def _is_sold(draft: Draft, talks: dict[Shelf, Talk], address: str) -> bool:
    """Has the page at an address ever held an offer?"""
    talk = talks.get(("offer", address))
    known = draft.shelves.get(("offer", address), ())
    return (talk is not None and talk.own is not None) or any(record.own for record in known)
