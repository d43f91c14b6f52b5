"""What a price is asked for beside others of the same page: condition, least quantity, kind of customer."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from crawler.fold.state import PARTS, fits
from crawler.records.kinds import Record
from crawler.records.offer import Offer

T = TypeVar("T")
Parts = tuple[str | int | None, ...]
"""Key fields of a record besides its address."""
Basis = tuple[str | int | None, ...]

_CONDITION, _QUANTITY, _CUSTOMER = (
    PARTS["offer"].index(name) for name in ("condition", "min_quantity", "customer_type")
)


def basis_of(kind: str, parts: Parts) -> Basis:
    """Return what tells a record's price from others of its page, what is not said being the plain: new, one, anyone.

    >>> basis_of("offer", (None, None, None, None, None, "member")), basis_of("plan", ("Team", "month"))
    (('NewCondition', 1, 'member'), ())
    """
    if kind != "offer":
        return ()
    return parts[_CONDITION] or "NewCondition", parts[_QUANTITY] or 1, parts[_CUSTOMER]


def nearest(kind: str, parts: Parts, others: Iterable[T], parts_of: Callable[[T], Parts]) -> Sequence[T]:
    """Return those that key parts can be of; of several those on the same basis, if there are any.

    So a card, which says nothing of members, is of the offer to anyone.
    """
    fitting = [other for other in others if fits(parts, parts_of(other))]
    if len(fitting) < 2:
        return fitting
    basis = basis_of(kind, parts)
    return [other for other in fitting if basis_of(kind, parts_of(other)) == basis] or fitting


def is_side(record: Record) -> bool:
    """Is it an offer that not everyone takes, beside the plain one: for members, or from some quantity on?"""
    return isinstance(record, Offer) and (record.customer_type is not None or (record.min_quantity or 1) > 1)
