"""May this host and port be connected to? The only place that decides."""

import ipaddress
import socket
from collections.abc import Callable, Iterable

from crawler.errors import EgressDenied

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Iterable[str]]
"""Host and port → every address the name has; raises OSError when it has none."""

_NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "::/96",  # IPv4-compatible (RFC 4291 2.5.5.1)
        "64:ff9b:1::/48",  # local NAT64 (RFC 8215)
        "2001::/23",  # protocol assignments, Teredo among them (RFC 6890)
        "2002::/16",  # 6to4: leads to any IPv4 address (RFC 7526)
        "3fff::/20",  # documentation (RFC 9637)
        "5f00::/16",  # segment routing (RFC 9602)
        "fec0::/10",  # site-local (RFC 3879)
    )
)
"""Not public though some versions of ``ipaddress`` call them global."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def admit(
    host: str, port: int, allow_private: frozenset[str] = frozenset(), resolve: Resolve | None = None
) -> tuple[str, ...]:
    """Return the addresses to connect to instead of ``host``, all of them checked: DNS may answer otherwise next time.

    Every address of the name must be public, unless ``allow_private`` names this very ``host:port``.
    Raises EgressDenied, or OSError when the name does not resolve.
    """
    host = host.strip("[]").rstrip(".").lower()
    if not 0 < port < 65536 or not host:
        raise EgressDenied(f"{host}:{port} is no host and port")
    literal = parse_literal(host)
    addresses = (literal,) if literal else tuple(_parse(text) for text in (resolve or _ask_dns)(host, port))
    if not addresses:
        raise OSError(f"{host} has no address")
    if not {f"{host}:{port}", f"[{host}]:{port}", f"{literal}:{port}", f"[{literal}]:{port}"} & allow_private:
        for address in addresses:
            if not is_public(address):
                raise EgressDenied(f"{host}:{port} leads to {address}, which is not public")
    return tuple(dict.fromkeys(map(str, addresses)))


def is_public(address: IPAddress) -> bool:
    """Is the address, and any IPv4 address hidden in it, one that anybody on the internet may be asked at?"""
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id:
            return False
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast and not any(address in network for network in _NEVER)


def parse_literal(host: str) -> IPAddress | None:
    """Return the address that the host spells out, in any spelling that a connect call takes; None: it is a name.

    >>> parse_literal("0x7f.1"), parse_literal("2130706433"), parse_literal("::1"), parse_literal("shop.example")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), IPv6Address('::1'), None)
    """
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if not host[-1:].isalnum() or not host.isascii() or any(character.isspace() for character in host):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))  # hexadecimal, octal, fewer than four parts
    except OSError:
        return None


def _parse(text: str) -> IPAddress:
    return ipaddress.ip_address(text)


def _ask_dns(host: str, port: int) -> Iterable[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label of over 63 characters
        raise OSError(f"{host}: {error}") from error
    return [str(sockaddr[0]) for *_, sockaddr in found]
