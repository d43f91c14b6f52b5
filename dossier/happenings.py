"""One change of the store → what happened, in the words of the reports, and how large it is."""

from collections.abc import Mapping
from decimal import Decimal

from dossier.offers import NOT_ORDERABLE
from dossier.severity import What
from dossier.words import decimal_or_none

Happening = tuple[What, float | None]

_SIGHTINGS: Mapping[str, tuple[What, What]] = {
    "article": ("post", "gone"),
    "plan": ("new plan", "plan dropped"),
    "review": ("new review", "gone"),
    "ad": ("ad started", "ad stopped"),
    "headline": ("new headline", "headline gone"),
    "tagline": ("tagline changed", "tagline changed"),
    "promise": ("new promise", "promise dropped"),
    "technology": ("technology added", "technology dropped"),
    "profile": ("profile added", "profile dropped"),
}
"""What a first sighting is, and what it is when it is gone; all else is new, gone or returned."""

_EDITS: Mapping[str, What] = {
    "plan": "plan edited",
    "review": "review edited",
    "ad": "ad changed",
    "headline": "headline changed",
    "tagline": "tagline changed",
    "promise": "promise changed",
    "technology": "technology changed",
    "profile": "profile changed",
}


def what_happened(kind: str, field: str | None, old: str | None, new: str | None) -> Happening:
    """Return what a change is, and the relative move of a price.

    >>> what_happened("offer", "price", "100", "93"), what_happened("promise", None, "gone", None)
    (('price cut', -0.07), ('promise dropped', None))
    """
    if field is None:
        return _sighting(kind, new), None
    if kind == "offer":
        return _of_offer(field, old, new)
    if kind == "plan" and field == "price":
        return _price(old, new, ("plan cheaper", "plan dearer", "plan repriced", "plan repriced"))
    if kind == "review" and field == "reply" and old is None:
        return "review answered", None
    if kind == "ad" and field == "stopped":
        return "ad started" if new is None else "ad stopped", None
    return _EDITS.get(kind, "edited"), None


def move(old: str | None, new: str | None) -> float | None:
    """Return how far a price moved, as a share of what it was."""
    before, after = decimal_or_none(old), decimal_or_none(new)
    return float(after / before - 1) if before and after is not None else None


def stars_share(rating: Decimal | None, best: Decimal | None) -> float | None:
    """Return a rating as a share of its scale's best, which is 5 when not said; None without stars, or off the scale.

    >>> stars_share(Decimal(8), Decimal(10)), stars_share(Decimal(4), None), stars_share(None, None)
    (0.8, 0.8, None)
    """
    if rating is None:
        return None
    scale = best or Decimal(5)
    return float(rating / scale) if 0 <= rating <= scale else None


def _sighting(kind: str, new: str | None) -> What:
    came, went = _SIGHTINGS.get(kind, ("new", "gone"))
    if new is None:
        return went
    return "returned" if new == "returned" and kind not in _SIGHTINGS else came


def _of_offer(field: str, old: str | None, new: str | None) -> Happening:
    if field == "price":
        return _price(old, new, ("price cut", "price raised", "price hidden", "price shown"))
    if field == "list_price":
        return "sale started" if old is None else "sale ended" if new is None else "list price changed", None
    return (_stock(old, new) if field == "availability" else "edited"), None


def _price(old: str | None, new: str | None, words: tuple[What, What, What, What]) -> Happening:
    cut, raised, hidden, shown = words
    before, after = decimal_or_none(old), decimal_or_none(new)
    if after is None:
        return hidden, None
    if before is None:
        return shown, None
    return cut if after < before else raised, move(old, new)


def _stock(old: str | None, new: str | None) -> What:
    if new in NOT_ORDERABLE and old not in NOT_ORDERABLE:
        return "sold out"
    return "back in stock" if old in NOT_ORDERABLE and new is not None and new not in NOT_ORDERABLE else "availability"
