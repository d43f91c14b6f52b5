"""The machine's one browser, kept at hand while a crawl lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypedDict

from crawler.config import Config


class AtHand(TypedDict, total=False):
    """What jobs are told of it."""

    renderer: str | None
    no_renderer: str


@contextmanager
def browser_at_hand(config: Config, *, wanted: bool = True) -> Iterator[AtHand]:
    """Yield what jobs are told of the browser; it starts with the first page that needs it, and ends with the block."""
    if not wanted:
        yield {}
        return
    from crawler.rendering.supervisor import start_renderer

    with start_renderer(allow_private=config.allow_private, user_agent=config.user_agent) as renderer:
        yield {"renderer": renderer.address, "no_renderer": renderer.reason or ""}
