"""The only place that decides what may be connected to."""

from collections.abc import Iterable

import pytest

from crawler.egress import admit
from crawler.errors import EgressDenied

PRIVATE = """
127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 017700000001 127.0.0.1. [::1] ::1 0.0.0.0 0 [::]
10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 192.168.257 169.254.169.254 100.64.0.1 100.127.255.255
192.0.0.1 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1
224.0.0.1 239.255.255.250 240.0.0.1
255.255.255.255
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:7f00:1 ::127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::1
2002:7f00:1:: 2002:a00:1::1
2001::1 fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 fec0::1 ff02::1 2001:db8::1 3fff::1 5f00::1
""".split()
PUBLIC = "1.1.1.1 93.184.215.14 0x01010101 16843009 2606:4700:4700::1111 ::ffff:1.1.1.1 64:ff9b::101:101".split()


def never(host: str, port: int) -> Iterable[str]:
    raise AssertionError(f"{host}:{port} was looked up")


@pytest.mark.parametrize("host", PRIVATE)
def test_what_is_not_public_is_denied_however_it_is_spelt(host: str) -> None:
    with pytest.raises(EgressDenied, match="not public"):
        admit(host, 80, resolve=never)


@pytest.mark.parametrize("host", PRIVATE)
def test_a_name_that_leads_to_what_is_not_public_is_denied(host: str) -> None:
    try:
        answers = admit(host, 80, frozenset({f"{host.strip('[]').rstrip('.')}:80"}), resolve=never)
    except EgressDenied:
        pytest.fail("listed, and denied")
    with pytest.raises(EgressDenied):
        admit("shop.example", 80, resolve=lambda *_: ["1.1.1.1", *answers])


@pytest.mark.parametrize("host", PUBLIC)
def test_public_addresses_are_admitted(host: str) -> None:
    assert len(admit(host, 443, resolve=never)) == 1


def test_the_checked_addresses_are_what_is_connected_to() -> None:
    answers = iter([["1.1.1.1", "2606:4700:4700::1111", "1.1.1.1"], ["127.0.0.1"]])
    assert admit("shop.example", 80, resolve=lambda *_: next(answers)) == ("1.1.1.1", "2606:4700:4700::1111")


def test_only_the_listed_host_and_port_may_be_private() -> None:
    listed = frozenset({"127.0.0.1:8000", "intranet.example:80"})
    assert admit("127.0.0.1", 8000, listed) == ("127.0.0.1",)
    assert admit("127.1", 8000, listed) == ("127.0.0.1",)
    assert admit("Intranet.Example.", 80, listed, resolve=lambda *_: ["10.0.0.7"]) == ("10.0.0.7",)
    for host, port in (("127.0.0.1", 8001), ("127.0.0.2", 8000), ("intranet.example", 81), ("evil.example", 8000)):
        with pytest.raises(EgressDenied):
            admit(host, port, listed, resolve=lambda *_: ["127.0.0.1"])


def test_a_name_without_an_address_is_no_denial() -> None:
    with pytest.raises(OSError, match="no address"):
        admit("shop.example", 80, resolve=lambda *_: [])


@pytest.mark.parametrize(("host", "port"), [("", 80), (".", 80), ("1.1.1.1", 0), ("1.1.1.1", 65536)])
def test_what_is_no_host_and_port_is_denied(host: str, port: int) -> None:
    with pytest.raises(EgressDenied):
        admit(host, port, resolve=never)
