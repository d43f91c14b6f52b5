"""The sections of a dossier, in their order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dossier.sections import blind, changed, health, posts, prices
from dossier.view import View


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of a dossier: ``templates/sections/<id>.html.j2`` shows what ``load`` returns."""

    id: str
    title: str
    load: Callable[[View], Any]
    describe: Callable[[Any], str]
    """A few words for the list of sections."""


SECTIONS = (
    Section(id="changed", title="Changes", load=changed.load_changed, describe=changed.describe),
    Section(id="prices", title="Prices and promotions", load=prices.load_prices, describe=prices.describe),
    Section(id="posts", title="Content", load=posts.load_posts, describe=posts.describe),
    Section(id="blind", title="What we cannot see", load=blind.load_blind, describe=blind.describe),
    Section(id="health", title="Evidence and source health", load=health.load_health, describe=health.describe),
)
