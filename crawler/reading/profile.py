"""Links to the company's own profiles in social networks, as findings with their canonical address."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.parsing.json_text import Json
from crawler.reading.nodes import chain, class_words
from crawler.reading.schema import parts, types
from crawler.reading.site_name import ORGANISATION
from crawler.reading.view import View
from crawler.records.finding import Finding

_MAX_LINKS = 3000
_HOSTS = {
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "instagram.com": "instagram",
    "youtube.com": "youtube",
    "linkedin.com": "linkedin",
    "x.com": "x",
    "twitter.com": "x",
    "tiktok.com": "tiktok",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "vk.com": "vk",
    "vk.ru": "vk",
    "vkontakte.ru": "vk",
    "pinterest.com": "pinterest",
    "github.com": "github",
}
_CANONICAL = {
    "facebook": "https://www.facebook.com/{}",
    "instagram": "https://www.instagram.com/{}/",
    "youtube": "https://www.youtube.com/{}",
    "linkedin": "https://www.linkedin.com/{}",
    "x": "https://x.com/{}",
    "tiktok": "https://www.tiktok.com/{}",
    "telegram": "https://t.me/{}",
    "vk": "https://vk.com/{}",
    "pinterest": "https://www.pinterest.com/{}/",
    "github": "https://github.com/{}",
}
"""The form of address that each network itself redirects to."""

_NAME = r"[^/]+"
_PROFILES = {
    "facebook": re.compile(rf"(?:pages/{_NAME}/\d+|p/{_NAME}|groups/{_NAME}|{_NAME})"),
    "instagram": re.compile(_NAME),
    "youtube": re.compile(rf"(?:@{_NAME}|(?:channel|c|user)/{_NAME}|{_NAME})"),
    "linkedin": re.compile(rf"(?:company|school|showcase|in)/{_NAME}"),
    "x": re.compile(_NAME),
    "tiktok": re.compile(rf"@{_NAME}"),
    "telegram": re.compile(r"[A-Za-z]\w{3,}"),
    "vk": re.compile(_NAME),
    "pinterest": re.compile(_NAME),
    "github": re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*"),
}
_NO_PROFILE = re.compile(
    r"(?:sharer?(?:\.php)?|share_channel|intent|dialog|plugins|tr|login|signup|register|home|about|help|legal|"
    r"policies|policy|privacy|terms|settings|explore|search|hashtag|i|p|reel|reels|stories|tv|watch|shorts|embed|"
    r"playlist|results|feed|premium|shareArticle|pin|ideas|features|pricing|topics|marketplace|sponsors|apps|orgs|"
    r"joinchat|addstickers|s|c|iv|proxy|events|photo|photo\.php|permalink\.php|story\.php|media|hashtags|share\.php|"
    r"away\.php|wall.*|club_?share|video|videos|developers?|business|ads|download|app|status|messages|gaming|l\.php|"
    r"profile\.php|index\.php)",
    re.I,
)
_ORGANISATION = frozenset(
    "Organization Corporation LocalBusiness OnlineStore OnlineBusiness Store WebSite Brand".split()
)
_SHARES = re.compile(r"(?:^|[\s_-])(?:share|sharing|addtoany|addthis|ya-share2?)(?:$|[\s_-]|d)")


def read_profiles(view: View) -> Iterator[Finding]:
    """Yield one profile for each network: what the page's structured data names, else the first that it links."""
    found: dict[str, str] = {}
    for address in (*_same_as(view), *_links(view)):
        if (profile := parse_profile(address)) and profile[0] not in found:
            found[profile[0]] = profile[1]
    for network, address in found.items():
        yield Finding(url=view.page.url, what="profile", name=network, value=address)


def parse_profile(address: str) -> tuple[str, str] | None:
    """Return network and canonical address of a profile; None for share buttons, single posts and other sites.

    >>> parse_profile("http://m.facebook.com/acme/?ref=footer")
    ('facebook', 'https://www.facebook.com/acme')
    >>> parse_profile("https://twitter.com/intent/tweet?text=Kettle") is None
    True
    >>> parse_profile("https://www.instagram.com/p/Cxyz/") is None
    True
    """
    try:
        parts_of = urlsplit(address.strip() if "//" in address else "https://" + address.strip())
        host = (parts_of.hostname or "").lower()
    except ValueError:
        return None
    labels = host.split(".")
    network = _HOSTS.get(".".join(labels[-2:])) or (
        "pinterest" if "pinterest" in labels[:2] and len(labels) <= 4 else None
    )
    if (
        network is None
        or parts_of.scheme not in ("http", "https")
        or len(labels) > (4 if network == "pinterest" else 3)
    ):
        return None
    if network in ("vk", "github", "telegram") and labels[0] not in (
        "www",
        "m",
        "vk",
        "vkontakte",
        "github",
        "t",
        "telegram",
    ):
        return None  # docs.github.com, login.vk.com
    path = re.sub(r"/{2,}", "/", parts_of.path).strip("/")
    if network == "telegram" and path.startswith("s/"):
        path = path[2:]  # the channel as the web shows it
    if network == "facebook" and path.lower() == "profile.php":
        number = re.search(r"(?:^|&)id=(\d+)", parts_of.query)
        return (network, _CANONICAL[network].format(f"profile.php?id={number[1]}")) if number else None
    path = _without_tail(network, path)
    if not path or len(path) > 120 or not _PROFILES[network].fullmatch(path) or not _is_of_profile(network, path):
        return None
    return network, _CANONICAL[network].format(path)


def _without_tail(network: str, path: str) -> str:
    """Drop the tab of a profile that a link opens."""
    steps = path.split("/")
    tails = {
        "linkedin": ("about", "posts", "jobs", "people", "mycompany"),
        "youtube": ("videos", "featured", "about", "playlists"),
        "facebook": ("about", "reviews", "photos"),
    }
    return "/".join(steps[:-1]) if len(steps) > 1 and steps[-1].lower() in tails.get(network, ()) else path


def _is_of_profile(network: str, path: str) -> bool:
    first = path.split("/")[0]
    if "/" in path:
        return True  # its shape has a word of its own in front: company/…, channel/…, groups/…
    return _NO_PROFILE.fullmatch(first) is None and not (
        network == "vk" and re.match(r"(?:wall|photo|video|topic|album)-?\d", first)
    )


def _same_as(view: View) -> Iterator[str]:
    for _, thing in view.things:
        if types(thing) & ORGANISATION:
            yield from (value for value in _texts(thing.get("sameAs")))


def _texts(value: Json) -> Iterator[str]:
    yield from (part for part in parts(value)[:50] if isinstance(part, str))


def _links(view: View) -> Iterator[str]:
    """Yield the addresses of links to other sites, apart from share buttons and from what stands inside of texts."""
    for link in view.page.tree.css("a[href*='//']")[:_MAX_LINKS]:
        href = link.attributes.get("href") or ""
        if not _may_be(href):
            continue
        around = list(chain(link, 4))
        if any(_SHARES.search(class_words(one)) for one in around) or any(
            one.tag in ("article", "blockquote") for one in chain(link, 12)
        ):
            continue
        yield href


def _may_be(href: str) -> bool:
    lower = href[:200].lower()
    return any(host in lower for host in _HOSTS) or "pinterest." in lower
