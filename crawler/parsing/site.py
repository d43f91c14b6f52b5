"""Address → the site it belongs to: what one company answers for, and what one job visits."""

import ipaddress
from functools import cache, lru_cache
from urllib.parse import urlsplit

import tldextract

DEFAULT_PORT = {"http": "80", "https": "443"}


def parse_site(address: str) -> str | None:
    """Return the registrable domain of an http(s) address, private suffixes included.

    An IP address, a name without a dot and a public suffix are a site by themselves on each port. None: it has no host.

    >>> parse_site("https://www.shop.example.co.uk/a")
    'example.co.uk'
    >>> parse_site("http://blog.acme.example:8080/")
    'acme.example'
    >>> parse_site("https://acme.github.io/blog/")
    'acme.github.io'
    >>> parse_site("http://127.0.0.1:8001/")
    '127.0.0.1:8001'
    >>> parse_site("mailto:a@b.example") is None
    True
    """
    return _site_of_origin(address[: len(address) - len(_behind_origin(address))])


def parse_host_port(address: str) -> str:
    """Return ``host:port`` of an http(s) address in our spelling: what robots.txt and politeness belong to.

    >>> parse_host_port("https://shop.example/a")
    'shop.example:443'
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = parts.port or DEFAULT_PORT[parts.scheme]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _behind_origin(address: str) -> str:
    slash = address.find("/", address.find("://") + 3)
    return address[slash:] if slash >= 0 else ""


@lru_cache(maxsize=4096)
def _site_of_origin(origin: str) -> str | None:
    if not origin.startswith(("http://", "https://")):
        return None
    host_port = parse_host_port(origin)
    host = host_port.rpartition(":")[0].strip("[]")
    if not host:
        return None
    if _is_ip_address(host):
        return host_port
    found = _suffixes().extract_str(host)
    if not found.suffix and "." in host:
        return ".".join(host.split(".")[-2:])  # publicsuffix.org: without a rule the last label is the suffix
    return found.top_domain_under_public_suffix or host_port


def _is_ip_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _suffixes() -> tldextract.TLDExtract:
    """The list of public suffixes that comes with the library: nothing is fetched, nothing is written."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
