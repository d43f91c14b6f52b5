"""The way from the file competitors.yaml to a Config: all its faults, or all its defaults filled in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from pkgutil import iter_modules
from typing import TypeVar
from urllib.parse import urlsplit

from crawler.batch import Settings
from crawler.config import Competitor, Config, Target
from crawler.configuration.competitors import (
    KIND,
    LABEL,
    SITE,
    TARGETS,
    Pace,
    WrittenCompetitor,
    WrittenFile,
    WrittenTarget,
    file_table,
)
from crawler.configuration.nodes import Faults, Node, Place, load_nodes
from crawler.errors import ConfigError

LARGEST_BYTES = 1_000_000
T = TypeVar("T")

_EVERY_S, _PAGES, _DELAY_S = 86400.0, 2000, 1.0


def load_config(path: Path, sources: Collection[str] | None = None) -> Config:
    """Read competitors.yaml; ``sources`` are the names it may use, those of ``crawler/sources`` by default.

    Raises ConfigError with every fault of the file.
    """
    faults = Faults()
    written: WrittenFile | None = None
    root = load_nodes(_load_text(path), faults)
    if root is not None:
        written = file_table(known_sources() if sources is None else sources).read(root, "", faults)
    elif not faults.found:
        faults.add(Place(1, 1), "file", "is empty; it must have contact and competitors")
    if written:
        _compare(written, faults)
    if faults.found or written is None:
        raise ConfigError(tuple(_line(path, faults)))
    return _config(path, written)


def known_sources() -> tuple[str, ...]:
    """Return the names of all sources, without importing one."""
    folder = Path(__file__).parent.parent / "sources"
    return tuple(sorted(module.name for module in iter_modules([str(folder)])))


def _load_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise ConfigError((f"{path}: there is no such file; --config names another",)) from None
    except OSError as error:
        raise ConfigError((f"{path}: cannot be read: {error.strerror}",)) from None
    if len(content) > LARGEST_BYTES:
        raise ConfigError((f"{path}: is larger than {LARGEST_BYTES:,} bytes",))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        raise ConfigError((f"{path}:{line}:{column}: file: is not UTF-8; save it in that encoding",)) from None


def _line(path: Path, faults: Faults) -> list[str]:
    """Return one line per fault, in the order of the file; competitors are named without the key above them."""
    return [
        f"{path}:{place.line}:{place.column}: {where.removeprefix('competitors.') or 'file'}: {what}"
        for place, where, what in sorted(faults.found)
    ]


# What no single value can tell.


def _compare(written: WrittenFile, faults: Faults) -> None:
    _compare_names(written.competitors, faults)
    _compare_targets(written, faults)
    own = [competitor.entries for competitor in written.competitors if competitor.kind == "self"]
    for second in own[1:]:
        what = f"a second competitor of kind self; the first is {own[0].name}"
        faults.add(second.place(KIND), f"{second.where}.kind", what)


def _compare_targets(written: WrittenFile, faults: Faults) -> None:
    visited: dict[tuple[str, str], Place] = {}
    for competitor in written.competitors:
        entries = competitor.entries
        if not entries.has(SITE) and not entries.has(TARGETS):
            faults.add(entries.node.named, entries.where, "has nothing to visit; give it a site or targets")
    for target in (*(target for competitor in written.competitors for target in competitor.targets), *written.market):
        first = visited.setdefault((target.source, target.address), target.place)
        if first is not target.place:
            faults.add(target.place, target.where, f"{target.address} is already visited, by line {first.line}")
        if _is_private(target.address) and (at := _host_and_port(target.address)) not in written.allow_private:
            what = f"{at} is not a public address; allow_private must name it"
            faults.add(target.place, target.where, what)


def _compare_names(competitors: tuple[WrittenCompetitor, ...], faults: Faults) -> None:
    names: dict[str, Node] = {}
    labels: dict[str, Place] = {}
    for competitor in competitors:
        entries = competitor.entries
        first = names.setdefault(entries.name.casefold(), entries.node)
        if first is not entries.node:
            what = f"differs only in capital letters from line {first.named.line}; give it another name"
            faults.add(entries.node.named, entries.where, what)
            continue
        place = entries.place(LABEL) if competitor.label else entries.node.named
        label = competitor.label or entries.name
        if labels.setdefault(label.casefold(), place) is not place:
            what = f"is called {label}, as in line {labels[label.casefold()].line}; give it another name"
            faults.add(place, entries.where, what)


def _host_and_port(address: str) -> str:
    parts = urlsplit(address)
    return parts.netloc if parts.port else f"{parts.netloc}:{443 if parts.scheme == 'https' else 80}"


def _is_private(address: str) -> bool:
    """Tell what can be told without asking DNS; the egress guard checks every connection."""
    host = urlsplit(address).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _config(path: Path, written: WrittenFile) -> Config:
    return Config(
        path=path,
        contact=written.contact,
        timezone=written.timezone,
        currency=written.currency,
        report_url=written.report_url,
        languages=tuple(dict.fromkeys(written.languages)),
        allow_private=frozenset(written.allow_private),
        competitors=tuple(_competitor(competitor, written.pace) for competitor in written.competitors),
        market=tuple(_target(None, target, (target.pace, written.pace), target.settings) for target in written.market),
    )


def _competitor(written: WrittenCompetitor, defaults: Pace) -> Competitor:
    name = written.entries.name
    return Competitor(
        name=name,
        label=written.label or name,
        kind=written.kind,
        country=written.country,
        brand=written.brand,
        targets=tuple(
            _target(name, target, (target.pace, written.pace, defaults), _settings(written, target))
            for target in written.targets
        ),
    )


def _settings(competitor: WrittenCompetitor, target: WrittenTarget) -> Settings:
    return replace(
        target.settings,
        country=target.settings.country or competitor.country,
        brand_names=competitor.brand.names,
        brand_not=competitor.brand.not_names,
    )


def _target(competitor: str | None, written: WrittenTarget, paces: Sequence[Pace], settings: Settings) -> Target:
    return Target(
        competitor=competitor,
        source=written.source,
        address=written.address,
        every_s=int(_first((pace.every_s for pace in paces), _EVERY_S)),
        pages=_first((pace.pages for pace in paces), _PAGES),
        delay_s=_first((pace.delay_s for pace in paces), _DELAY_S),
        settings=settings,
        render=_first((pace.render for pace in paces), True),
        endpoints=_first((pace.endpoints for pace in paces), True),
    )


def _first(written: Iterable[T | None], default: T) -> T:
    return next((value for value in written if value is not None), default)
