"""Every connection of the reactor goes through ``egress.admit``: the resolver that hands out only checked addresses."""

from typing import Any

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from twisted.internet.threads import deferToThread
from twisted.python.failure import Failure
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.egress import admit, parse_literal
from crawler.errors import EgressDenied


@implementer(IHostResolution)
class _Resolution:
    """One look-up under way."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Do nothing: a look-up in a thread cannot be stopped; what it finds is dropped."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolve a host for a port to the addresses that ``admit`` hands out.

    Twisted's endpoints ask their reactor's resolver for each new connection, also when the host is a literal address,
    and connect to what it says; TLS still verifies the name.
    """

    def __init__(self, allow_private: frozenset[str]) -> None:
        self._allow_private = allow_private
        self.denied: dict[str, str] = {}
        """``host:port`` → why it was refused."""

    def resolveHostName(  # Twisted's name and parameters
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: object = None,  # noqa: ARG002
        transportSemantics: str = "TCP",  # noqa: ARG002
    ) -> _Resolution:
        """Tell the receiver each address; none when the host has none or may not be connected to."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        def tell(found: tuple[str, ...]) -> None:
            for address in found:
                kind = IPv6Address if ":" in address else IPv4Address
                resolutionReceiver.addressResolved(kind("TCP", address, portNumber))
            resolutionReceiver.resolutionComplete()

        if parse_literal(hostName):
            tell(self._admit(hostName, portNumber))
        else:
            deferToThread(self._admit, hostName, portNumber).addErrback(_nothing).addCallback(tell)
        return resolution

    def _admit(self, host: str, port: int) -> tuple[str, ...]:
        try:
            return admit(host, port, self._allow_private)
        except EgressDenied as denial:
            spelt = f"[{host}]" if ":" in host else host
            self.denied[f"{spelt}:{port}"] = str(denial)
            return ()


def _nothing(failure: Failure) -> tuple[str, ...]:
    """A name that does not resolve has no address; anything else is a fault of ours."""
    failure.trap(OSError)  # type: ignore[no-untyped-call]
    return ()
