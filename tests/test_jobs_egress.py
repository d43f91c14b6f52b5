"""No connection of the crawl passes by the egress guard, whatever leads there."""

import ssl
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.downloading.resolver import GuardedResolver
from tests.loopback import crawl, job, moved, page, serving, visit


def test_nothing_private_is_reached_that_is_not_listed() -> None:
    with serving({"/": page()}) as (secret,):
        port = secret.key.partition(":")[2]
        spellings = [
            f"http://{host}:{port}/" for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "0")
        ]
        crawled = crawl(*(job(visit(url, number=n), allow_private=()) for n, url in enumerate(spellings, 1)))
    assert secret.requests == []
    assert [one.end.outcome for one in crawled.values()] == ["blocked"] * len(spellings)
    assert all([capture.outcome for capture in one.captures] == ["denied"] for one in crawled.values())
    assert all("not public" in (one.end.reason or "") for one in crawled.values())


def test_a_listed_site_leads_nowhere_private() -> None:
    with serving({"/": page()}) as (secret,):
        routes = {
            "/": page(secret.url, secret.url.replace("127.0.0.1", "127.1"), "/go", "//0x7f000001/"),
            "/go": moved(secret.url),
            "/robots.txt": moved(secret.url + "robots.txt"),
        }
        with serving(routes, {**routes, "/robots.txt": page()}) as (cautious, curious):
            jobs = [job(visit(site.url, number=n)) for n, site in enumerate((cautious, curious), 1)]
            crawled = crawl(*jobs)
    assert secret.requests == []
    assert crawled[1].end.outcome == "blocked"
    assert crawled[2].outcomes["/go"] == "moved"


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing() -> None:
    """DNS rebinding: what was checked is what is connected to, and the name is looked up once a connection."""
    looked_up: list[str] = []

    class Rebinding(GuardedResolver):
        def _admit(self, host: str, port: int) -> tuple[str, ...]:
            looked_up.append(host)
            return super()._admit(host, port)

    told: list[str] = []

    class Receiver:
        def resolutionBegan(self, resolution: object) -> None:
            """The look-up has begun."""

        def addressResolved(self, address: object) -> None:
            told.append(address.host)  # type: ignore[attr-defined]

        def resolutionComplete(self) -> None:
            told.append("complete")

    resolver = Rebinding(frozenset())
    resolver.resolveHostName(Receiver(), "1.1.1.1", 80)
    resolver.resolveHostName(Receiver(), "127.0.0.1", 80)
    assert told == ["1.1.1.1", "complete", "complete"]
    assert looked_up == ["1.1.1.1", "127.0.0.1"]
    assert list(resolver.denied) == ["127.0.0.1:80"]


def test_a_certificate_that_nobody_signed_is_refused(tmp_path: Path) -> None:
    with serving({"/": page()}) as (site,):
        site.encrypt(self_signed(tmp_path, "127.0.0.1"))
        url = site.url.replace("http:", "https:")
        crawled = crawl(job(visit(url)))
    assert site.requests == []
    assert crawled[1].outcomes == {"/": "unavailable"}
    assert "certificate verify failed" in (crawled[1].end.reason or "")


def self_signed(folder: Path, host: str) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "site.pem"
    plain = serialization.NoEncryption()
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context
