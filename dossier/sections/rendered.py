"""Which pages were shown by a browser and why, and why it could not be done."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from dossier.select import select
from dossier.view import View
from dossier.words import Clock, count, shorten

PATTERNS = 6


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """Pages of one shape."""

    place: str
    """Host and shape of the path."""
    evidence: str
    """What plain HTTP and the browser showed."""
    since: str


@dataclass(frozen=True, kw_only=True)
class Rendering:
    """What is known of rendering the company's sites."""

    pages: str
    """How many pages the last visits rendered, in words; "" when none was."""
    patterns: tuple[Pattern, ...]
    more: int
    plain: int
    """Shapes of pages that plain HTTP shows whole."""
    reasons: tuple[str, ...]
    """Why pages that seemed to need it were not rendered, as the last visits say."""


def load_rendering(view: View) -> Rendering:
    """Return the verdicts on the hosts of the company's sites, and what its last visits say of rendering."""
    hosts = {urlsplit(source.address).netloc for source in view.company.sources}
    verdicts = [row for row in select(view.db, "rendering") if _is_of(row["host"], hosts)]
    needed = [
        Pattern(
            place=shorten(f"{row['host']}{row['pattern']}", 60),
            evidence=shorten(row["evidence"], 160),
            since=_since(row["at"], view.clock),
        )
        for row in verdicts
        if row["renders"]
    ]
    visits = select(view.db, "rendered_visits", competitor=view.company.name)
    rendered = sum(row["rendered"] or 0 for row in visits)
    return Rendering(
        pages=f"{count(rendered, 'page')} of the last visits shown by a browser" if rendered else "",
        patterns=tuple(needed[:PATTERNS]),
        more=max(0, len(needed) - PATTERNS),
        plain=len(verdicts) - len(needed),
        reasons=tuple(shorten(row["reason"], 200) for row in visits if "render" in (row["reason"] or "").lower()),
    )


def _is_of(host: str, hosts: set[str]) -> bool:
    """Tell whether a host is one of the company's, or below one."""
    return any(host == own or host.endswith("." + own.removeprefix("www.")) for own in hosts)


def _since(at: str, clock: Clock) -> str:
    return f"known since {clock.day(at)}"
