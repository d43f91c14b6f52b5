"""Sites that now answer from another host: told once, and not as hundreds of pages that came and went."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dossier.select import select
from dossier.words import Clock

if TYPE_CHECKING:
    from crawler.store.connections import Connection


@dataclass(frozen=True, kw_only=True)
class Move:
    """One site whose own address leads elsewhere."""

    address: str
    old: str
    new: str
    """Host that it leads to."""
    first_at: str
    when: str
    """``since 9 Mar``."""


def load_moves(db: "Connection", clock: Clock) -> dict[str, list[Move]]:
    """Return the sites that have moved, by company."""
    moves: dict[str, list[Move]] = {}
    for row in select(db, "moved"):
        old, new = host_of(row["address"]), host_of(row["final_url"])
        if new and new != old:
            moves.setdefault(row["competitor"], []).append(
                Move(
                    address=row["address"],
                    old=old,
                    new=new,
                    first_at=row["first_at"],
                    when=f"since {clock.day(row['first_at'])}",
                )
            )
    return moves


def host_of(address: str) -> str:
    """Return the host of an address without ``www.``, with its port if it names one.

    >>> host_of("https://www.acme.example/shop"), host_of("http://127.0.0.1:8001/")
    ('acme.example', '127.0.0.1:8001')
    """
    return urlsplit(address).netloc.lower().removeprefix("www.")
