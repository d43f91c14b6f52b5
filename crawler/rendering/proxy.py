"""The one way out of the browser: a proxy for each page, which asks the egress guard."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from crawler.egress import Resolve, admit, parse_literal
from crawler.errors import EgressDenied

_HEAD_BYTES = 65_536
_HEAD_S = 30.0
_CONNECT_S = 10.0
_IDLE_S = 60.0
_ADDRESSES = 3
"""Addresses of one name that are tried."""
_LOOKUPS_AT_ONCE = 4
_CONNECTIONS = 128
"""Connections of one page at once."""
_NAMED = 20
_PIECE = 65_536
_HOP = (b"connection:", b"proxy-connection:", b"proxy-authorization:", b"keep-alive:", b"te:")


class PageProxy:
    """An HTTP proxy on a port of its own for as long as one page is rendered."""

    def __init__(
        self,
        allow_private: frozenset[str] = frozenset(),
        resolve: Resolve | None = None,
        most_bytes: int = 20_000_000,
    ) -> None:
        self.bytes = 0
        """What servers have sent."""
        self.denied: dict[str, str] = {}
        """``host:port`` → why the guard refused it; the first few."""
        self.unreachable: dict[str, str] = {}
        """``host:port`` → why it could not be connected to; the first few."""
        self.port = 0
        self.on_full: Callable[[], None] = lambda: None
        """Called when servers have sent more than ``most_bytes``, after which nothing more is let through."""
        self._allow_private = allow_private
        self._resolve = resolve
        self._most_bytes = most_bytes
        self._connections: set[asyncio.Task[None]] = set()
        self._lookups = ThreadPoolExecutor(_LOOKUPS_AT_ONCE, "lookup")

    async def __aenter__(self) -> "PageProxy":
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0, limit=_HEAD_BYTES)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *raised: object) -> None:
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        self._lookups.shutdown(wait=False, cancel_futures=True)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)
        try:
            if len(self._connections) <= _CONNECTIONS:
                await self._serve(reader, writer)
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError):
            pass  # either end went away, was too slow, or spoke no HTTP: the browser sees a closed connection
        except asyncio.CancelledError:
            pass  # the page has ended
        finally:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_HEAD_S):
            head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.partition(b"\r\n")[0].decode("latin-1").split(" ")
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        if method != "CONNECT" and parts.scheme != "http":
            return
        upstream = await self._connect(parts.hostname or "", parts.port or 80)
        if upstream is None:
            if method == "CONNECT":
                writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
            return
        try:
            if method == "CONNECT":
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                upstream[1].write(_request_head(head, method, parts.path or "/", parts.query))
            await self._join((reader, writer), upstream, is_tunnel=method == "CONNECT")
        finally:
            upstream[1].close()

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """Connect to the very addresses that the guard admitted; None when it refused, or none of them answers."""
        named = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        try:
            for address in (await self._admit(host, port))[:_ADDRESSES]:
                try:
                    async with asyncio.timeout(_CONNECT_S):
                        return await asyncio.open_connection(address, port, limit=_HEAD_BYTES)
                except OSError as error:
                    fault = error
            raise fault
        except EgressDenied as denial:
            _note(self.denied, named, str(denial))
        except OSError as error:
            _note(self.unreachable, named, str(error) or type(error).__name__)
        return None

    async def _admit(self, host: str, port: int) -> tuple[str, ...]:
        if parse_literal(host):
            return admit(host, port, self._allow_private, self._resolve)
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(_CONNECT_S):
            return await loop.run_in_executor(self._lookups, admit, host, port, self._allow_private, self._resolve)

    async def _join(
        self,
        browser: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        server: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        *,
        is_tunnel: bool,
    ) -> None:
        """Carry bytes both ways until either end has none left."""

        async def answer() -> None:
            if not is_tunnel:
                browser[1].write(await _answer_head(server[0]))
            await _carry(server[0], browser[1], self._count)

        up = asyncio.ensure_future(_carry(browser[0], server[1], lambda _: True))
        down = asyncio.ensure_future(answer())
        try:
            await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
            if not down.done() and up.exception():  # a server may answer without having read all that was sent
                await asyncio.wait({down})
        finally:
            for way in (up, down):
                way.cancel()
            await asyncio.gather(up, down, return_exceptions=True)

    def _count(self, size: int) -> bool:
        self.bytes += size
        if self.bytes > self._most_bytes:
            self.on_full()
        return self.bytes <= self._most_bytes


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, may: Callable[[int], bool]) -> None:
    while True:
        async with asyncio.timeout(_IDLE_S):
            piece = await reader.read(_PIECE)
            if not piece or not may(len(piece)):
                return
            writer.write(piece)
            await writer.drain()


def _request_head(head: bytes, method: str, path: str, query: str) -> bytes:
    """Return the head as an origin server gets it, of the last request on its connection."""
    target = f"{path}?{query}" if query else path
    return f"{method} {target} HTTP/1.1\r\n".encode("latin-1") + _last(head)


async def _answer_head(reader: asyncio.StreamReader) -> bytes:
    """Return the answer's head, saying that the connection ends with it; what comes before it (1xx) is left out."""
    while True:
        async with asyncio.timeout(_IDLE_S):
            head = await reader.readuntil(b"\r\n\r\n")
        line = head.partition(b"\r\n")[0]
        if not line.startswith(b"HTTP/1."):
            raise ValueError("no HTTP")
        if not line[8:].lstrip().startswith(b"1"):
            return line + b"\r\n" + _last(head)


def _last(head: bytes) -> bytes:
    """Return the lines behind the first one, saying that the connection is closed after this message."""
    lines = head.split(b"\r\n")[1:-2]
    kept = [line for line in lines if not line.lower().startswith(_HOP)]
    return b"\r\n".join([*kept, b"Connection: close", b"", b""])


def _note(notes: dict[str, str], named: str, why: str) -> None:
    if len(notes) < _NAMED:
        notes.setdefault(named, why)
