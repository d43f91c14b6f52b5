"""What a browser showed of one page, and how that goes over a socket."""

import asyncio
import json
from dataclasses import asdict, dataclass, replace
from typing import Any

LONGEST_HEAD = 1_000_000
_PREFIX_BYTES = 8


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """One page after its scripts had run, or why there is none."""

    url: str
    """As asked."""
    final_url: str
    """Where it ended, after redirects and what its scripts wrote into the address. Where a script leads to another page
    of the site: that page's address, and ``body`` is empty, as the browser does not follow."""
    status: int | None = None
    """Of the main document; None when no answer came."""
    headers: tuple[tuple[str, str], ...] = ()
    """Of the main document: lower-case names, only those that matter (see ``Capture``); content-type says utf-8."""
    body: bytes = b""
    """The document as it stood then, HTML in UTF-8, and behind it the JSON that it fetched (see ``fetched``)."""
    error: str | None = None
    """One line whose first word is the kind: timeout, memory, crashed, denied, unreachable, download, not_html,
    too_large, left (a script leads to another site) or unavailable (no browser); None: it was rendered."""
    cut: str | None = None
    """Which limit ended the waiting, time, requests or bytes; None: the page stood still by itself."""
    denied: tuple[str, ...] = ()
    """What the egress guard refused to the page, a line for each host and port; the first few."""
    requests: int = 0
    bytes: int = 0
    """Loaded over the wire, by all its requests."""
    seconds: float = 0.0


def failed(url: str, error: str) -> Rendered:
    """Return that there is nothing to show of a page, and why."""
    return Rendered(url=url, final_url=url, error=" ".join(error.split())[:500])


def pack(head: dict[str, Any], body: bytes = b"") -> bytes:
    """Return one message: two lengths, a line of JSON, a body."""
    line = json.dumps(head).encode()
    return len(line).to_bytes(4, "big") + len(body).to_bytes(4, "big") + line + body


async def unpack(reader: asyncio.StreamReader, most_bytes: int) -> tuple[dict[str, Any], bytes]:
    """Return the next message; raises EOFError when there is none, ValueError when it is none of ours."""
    prefix = await reader.readexactly(_PREFIX_BYTES)
    line_bytes, body_bytes = int.from_bytes(prefix[:4], "big"), int.from_bytes(prefix[4:], "big")
    if line_bytes > LONGEST_HEAD or body_bytes > most_bytes:
        raise ValueError(f"a message of {line_bytes} and {body_bytes} bytes")
    head = json.loads(await reader.readexactly(line_bytes))
    if not isinstance(head, dict):
        raise ValueError("a message without names")
    return head, await reader.readexactly(body_bytes)


def pack_rendered(rendered: Rendered) -> bytes:
    """Return the message that carries a page."""
    return pack(asdict(replace(rendered, body=b"")) | {"body": None}, rendered.body)


def unpack_rendered(head: dict[str, Any], body: bytes) -> Rendered:
    """Return the page of a message."""
    headers = tuple((str(name), str(value)) for name, value in head["headers"])
    return Rendered(**head | {"headers": headers, "denied": tuple(head["denied"]), "body": body})
