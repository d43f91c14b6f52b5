"""Text of competitors.yaml → value. Each raises ValueError with what is wrong; what exists."""

import re
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from crawler.configuration.countries import COUNTRIES
from crawler.configuration.shapes import near
from crawler.parsing.address import parse_address
from crawler.parsing.currency import CODES

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_NUMBER_FOR_HOST = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+)){0,2}", re.IGNORECASE | re.ASCII)


def parse_duration(text: str) -> float:
    """Return the seconds of a duration such as ``"24h"``, ``"30m"``, ``"7d"`` or ``"0.5s"``.

    >>> parse_duration("24h")
    86400.0
    >>> parse_duration("daily")
    Traceback (most recent call last):
    ValueError: 'daily' is no duration; write a number and s, m, h or d, such as 1s, 30m, 24h, 7d
    """
    found = re.fullmatch(r"([0-9]{1,9}(?:\.[0-9]{1,3})?)([smhd])", text, re.ASCII)
    if not found:
        raise ValueError(f"{text!r} is no duration; write a number and s, m, h or d, such as 1s, 30m, 24h, 7d")
    return float(found[1]) * _SECONDS[found[2]]


def parse_every(text: str) -> float:
    """Return the seconds between two visits.

    >>> parse_every("7d")
    604800.0
    """
    return _within(parse_duration(text), text, least="1s", most="366d")


def parse_delay(text: str) -> float:
    """Return the seconds between two requests.

    >>> parse_delay("0s")
    0.0
    """
    return _within(parse_duration(text), text, least="0s", most="1h")


def _within(seconds: float, text: str, *, least: str, most: str) -> float:
    if not parse_duration(least) <= seconds <= parse_duration(most):
        raise ValueError(f"{text} is out of range; from {least} to {most}")
    return seconds


def parse_web_address(text: str) -> str:
    """Return the address of a page, in the spelling of the store.

    >>> parse_web_address("HTTPS://Acme.example")
    'https://acme.example/'
    >>> parse_web_address("acme.example")
    Traceback (most recent call last):
    ValueError: 'acme.example' has no scheme; write https://acme.example
    """
    if not text.isprintable() or " " in text:
        raise ValueError(f"{text!r} is no address; it contains a space or an invisible character")
    scheme, separator, rest = text.partition("://")
    if not separator:
        raise ValueError(f"{text!r} has no scheme; write https://{rest or text.rpartition(':')[2].lstrip('/')}")
    if scheme.lower() not in ("http", "https"):
        raise ValueError(f"{scheme}:// cannot be visited; there are http and https")
    address = parse_address(text)
    if address is None:
        raise ValueError(f"{text!r} is no address; write it as https://acme.example/shop")
    if "@" in urlsplit(text).netloc:
        raise ValueError("carries a user name or password, which does not belong in this file; remove it up to the @")
    if _NUMBER_FOR_HOST.fullmatch(urlsplit(address).hostname or ""):
        raise ValueError(f"{text!r} has a number for its host; write the IP address in full")
    return address


def parse_target_address(text: str) -> str:
    """Return what a target other than a site visits: a web address, or ``file:`` and a path seen from the file itself.

    >>> parse_target_address("file:exports/ads.json")
    'file:exports/ads.json'
    >>> parse_target_address("https://Ads.example/library?access_token=x")
    Traceback (most recent call last):
    ValueError: carries an access_token, which does not belong in this file; remove it
    """
    if text.startswith("file:"):
        path = text.removeprefix("file:").strip()
        if not path or path.startswith("//") or not path.isprintable():
            raise ValueError(f"{text!r} is no file; write file: and its path, seen from this file's folder")
        return f"file:{path}"
    if "access_token=" in text.lower():
        raise ValueError("carries an access_token, which does not belong in this file; remove it")
    return parse_web_address(text)


def parse_report_url(text: str) -> str:
    """Return the address under which reports are published, with a closing slash.

    >>> parse_report_url("https://files.example/rivals")
    'https://files.example/rivals/'
    """
    return parse_web_address(text).rstrip("/") + "/"


def parse_contact(text: str) -> str:
    """Return a mail or web address for the owners of visited sites.

    >>> parse_contact("crawler@our-shop.example")
    'crawler@our-shop.example'
    """
    if re.fullmatch(r"[!-;=?A-~]+@[!-;=?A-~]+\.[!-;=?A-~]+", text) and "://" not in text:
        return text
    if text.startswith(("http://", "https://")):
        return parse_web_address(text)
    raise ValueError(f"{text!r} is no mail or web address; owners of the sites you visit must be able to reach you")


def parse_host_and_port(text: str) -> str:
    """Return host and port, in lower case.

    >>> parse_host_and_port("Localhost:8000")
    'localhost:8000'
    >>> parse_host_and_port("localhost")
    Traceback (most recent call last):
    ValueError: 'localhost' is no host and port; write it as 127.0.0.1:8000
    """
    found = re.fullmatch(r"([a-z0-9.-]+|\[[0-9a-f:.]+\]):([0-9]{1,5})", text, re.IGNORECASE | re.ASCII)
    if not found or not 0 < int(found[2]) < 65536:
        raise ValueError(f"{text!r} is no host and port; write it as 127.0.0.1:8000")
    return f"{found[1].lower()}:{int(found[2])}"


def parse_zone(text: str) -> str:
    """Return the name of a time zone.

    >>> parse_zone("Europe/Riga")
    'Europe/Riga'
    """
    zones = available_timezones()
    if text not in zones:
        raise ValueError(f"no time zone {text!r}; {near(text, zones, 'names such as Europe/Riga')}")
    return text


def parse_country(text: str) -> str:
    """Return an ISO 3166 code.

    >>> parse_country("Lv")
    Traceback (most recent call last):
    ValueError: no country 'Lv'; did you mean LV? there are those of ISO 3166, such as LV
    """
    if text not in COUNTRIES:
        raise ValueError(f"no country {text!r}; {near(text, COUNTRIES, 'those of ISO 3166, such as LV')}")
    return text


def parse_currency(text: str) -> str:
    """Return an ISO 4217 code.

    >>> parse_currency("EUR")
    'EUR'
    """
    if text not in CODES:
        raise ValueError(f"no currency {text!r}; {near(text, CODES, 'those of ISO 4217, such as EUR')}")
    return text


def parse_language(text: str) -> str:
    """Return a language that reports can be written in.

    >>> parse_language("ru")
    Traceback (most recent call last):
    ValueError: reports are not written in 'ru' yet; there is en
    """
    if text != "en":
        raise ValueError(f"reports are not written in {text!r} yet; there is en")
    return text


def parse_words(text: str) -> str:
    """Return text for people, in one line.

    >>> parse_words(" ACME Ltd ")
    'ACME Ltd'
    """
    words = text.strip()
    if not words or not words.isprintable():
        raise ValueError(f"{text!r} is no name; write it in one line")
    return words
