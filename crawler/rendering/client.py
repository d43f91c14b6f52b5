"""Asking the machine's one render service for a page; of no use of it can a crawl die."""

import asyncio

from crawler.rendering.rendered import Rendered, failed, pack, unpack, unpack_rendered

_SILENCE_S = 30.0
"""The service says every few seconds that a page is still waiting or being rendered; after so long without a word it
is taken for dead."""
_MOST_BYTES = 64_000_000


class Client:
    """The render service behind an address; each page has a connection of its own."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def render(self, url: str, timeout_s: float = 15.0) -> Rendered:
        """Return the page; whatever goes wrong is its ``error``.

        ``timeout_s`` counts from when the browser turns to this page, not while it waits for its turn. A caller that
        is cancelled takes its page out of the browser.
        """
        try:
            return await self._ask(url, timeout_s)
        except (OSError, EOFError, ValueError, KeyError, TypeError) as fault:
            detail = str(fault) or type(fault).__name__
            return failed(url, f"unavailable: the render service does not answer ({detail})")

    async def _ask(self, url: str, timeout_s: float) -> Rendered:
        reader, writer = await asyncio.open_unix_connection(self._address)
        try:
            writer.write(pack({"url": url, "timeout_s": timeout_s}))
            while True:
                async with asyncio.timeout(_SILENCE_S):
                    head, body = await unpack(reader, _MOST_BYTES)
                if "waiting" not in head:
                    return unpack_rendered(head, body)
        finally:
            writer.close()
