"""Text → the address of a page, in the one spelling that the whole project uses."""

from collections.abc import Collection
from urllib.parse import parse_qsl, quote, unquote_plus, urlencode, urljoin, urlsplit, urlunsplit

TRACKING = frozenset(
    "gclid dclid gbraid wbraid fbclid yclid ymclid msclkid twclid ttclid igshid mc_cid mc_eid _openstat "
    "_ga _gl phpsessid jsessionid srsltid vero_id mkt_tok".split()
)
"""Query parameters that never select content: click ids of advertising networks and session ids."""

SECRET = frozenset(
    "access_token accesstoken token auth_token authtoken bearer_token oauth_token id_token api_key apikey key "
    "api_token apitoken app_key client_secret secret appsecret_proof sig signature auth authorization session "
    "sessionid sid password pwd".split()
)
"""Query parameters that let somebody in: no stored address may carry them."""

_DEFAULT_PORT = {"http": 80, "https": 443}


def parse_address(text: str, base: str | None = None) -> str | None:
    """Return the address of the page that ``text`` leads to; None when it is no http(s) address.

    Host in lower case, no fragment, no default port, no tracking parameters; path and other parameters as they stand.

    >>> parse_address("HTTPS://Shop.Example:443/a?utm_source=x&b=1#top")
    'https://shop.example/a?b=1'
    >>> parse_address("../b", "https://shop.example/a/c")
    'https://shop.example/b'
    >>> parse_address("mailto:a@b.example") is None
    True
    """
    text = text.strip()
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in _DEFAULT_PORT or not host:
        return None
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _DEFAULT_PORT[parts.scheme]:
        host = f"{host}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit((parts.scheme, host, path, _without_tracking(parts.query), ""))


def without_parameters(address: str, names: Collection[str]) -> str:
    """Return the address without the query parameters of these names (lower case); all else as it stands.

    >>> without_parameters("https://ads.example/list?q=a+b&Access_Token=x&after=y", SECRET)
    'https://ads.example/list?q=a+b&after=y'
    """
    path, mark, query = address.partition("?")
    query, sign, fragment = query.partition("#")
    kept = [pair for pair in query.split("&") if pair and parameter_name(pair) not in names]
    return path + ("?" + "&".join(kept) if mark and kept else "") + sign + fragment


def parameter_name(pair: str) -> str:
    """Return the name of ``name=value`` as a query writes it, decoded, in lower case."""
    return unquote_plus(pair.partition("=")[0]).strip().lower()


def _without_tracking(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _is_tracking(name)]
    if len(kept) == len(pairs):
        return quote(query, safe="/%:@!$&'()*+,;=~-._?")
    return urlencode(kept)


def _is_tracking(name: str) -> bool:
    name = name.lower()
    return name.startswith("utm_") or name in TRACKING
