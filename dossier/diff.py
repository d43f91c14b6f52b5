"""What changed between two instants → one page that stands alone, to be sent or saved."""

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from crawler.config import Config
from dossier.render import make_environment
from dossier.words import Clock, parse_utc


def render_diff(lines: Sequence[dict[str, Any]], *, since: str, until: str | None, config: Config) -> str:
    """Return a page of change lines, as ``export`` has them, by competitor and gravest first; it loads nothing."""
    newest = until or max((line["at"] for line in lines), default=since)
    clock = Clock(zone=ZoneInfo(config.timezone), now=parse_utc(newest))
    style = (Path(__file__).parent / "static" / "rivals.css").read_text(encoding="utf-8")
    by_weight = sorted(lines, key=lambda line: (line["competitor"], -line["severity"], line["at"], line["id"]))
    labels = {competitor.name: competitor.label for competitor in config.competitors}
    groups = [
        (labels.get(name, name), [SimpleNamespace(**change) for change in changes])
        for name, changes in groupby(by_weight, lambda line: line["competitor"])
    ]
    return (
        make_environment(clock)
        .get_template("diff.html.j2")
        .render(
            groups=groups,
            total=len(lines),
            since=since,
            until=until,
            zone=config.timezone,
            style=Markup(style),
            style_hash=f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}",
        )
    )
