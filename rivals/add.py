"""``add``: look at a site and append it to the configuration, with what was seen there as comments."""

import json
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from crawler.batch import Ask, Batch, Capture, Job, VisitJob
from crawler.config import Config
from crawler.configuration.append import add_competitor
from crawler.configuration.reading import load_config
from crawler.errors import UsageError
from crawler.fold.fold import merge_one
from crawler.page import Page
from crawler.parsing.address import parse_address
from crawler.parsing.site import parse_host_port, parse_site
from crawler.pool import Pool, ReadItem
from crawler.reading.introduction import introduce_as_json
from crawler.records.finding import Finding
from crawler.records.kinds import Record
from crawler.records.lines import load_reading
from crawler.records.offer import Offer
from crawler.records.plan import Plan
from crawler.store.captures import headers_of
from crawler.workers import run_in_children
from rivals.browser import browser_at_hand
from rivals.options import Options
from rivals.progress import Progress

PAGES = 15
"""Pages looked at: the front page and what it leads to."""
_PLAIN = re.compile(r"[^\W\d_][\w.&' -]*[\w.]")
_WORDS = re.compile(r"(?i:true|false|null|yes|no|on|off|y|n)")


@dataclass(frozen=True, kw_only=True)
class Look:
    """What was seen of a site."""

    address: str
    """Of its front page, where redirects led."""
    pages: int
    name: str | None
    name_from: str | None
    feeds: tuple[str, ...]
    language: str | None
    country: str | None
    records: tuple[Record, ...]
    missed: str | None
    """Why pages could not be rendered; None: none was missed."""

    def findings(self, what: str) -> list[Finding]:
        """Return the findings of one sort, each name once."""
        return list({r.name: r for r in self.records if isinstance(r, Finding) and r.what == what}.values())

    def currencies(self) -> Counter[str]:
        """Return how many prices are in each currency."""
        priced = (r for r in self.records if isinstance(r, Offer | Plan) and r.price is not None and r.currency)
        return Counter(record.currency for record in priced if record.currency)


def add(options: Options) -> int:
    """Look at the site, append its entry, and say what was written."""
    config = load_config(options.config)
    url = parse_address(options.page if "://" in options.page else f"https://{options.page}")
    if url is None:
        raise UsageError(f"{options.page!r} is no address; write it as https://acme.example")
    _refuse_known(config, url)
    with Progress(quiet=options.quiet, verbose=options.verbose) as progress:
        look = look_at(config, url, options.now, progress)
    _refuse_known(config, look.address)
    name = _key(config, look.address)
    lines = list(describe(look, name, options.now[:10]))
    if not options.dry_run:
        _write(options.config, name, lines)
    if options.dry_run or not options.quiet:
        print("\n".join(lines))
    if not options.dry_run and not options.quiet:
        print(f"\nadded to {options.config}; mend there what is not right, then: rivals run {name}")
    return 0


def look_at(config: Config, url: str, now: str, progress: Progress) -> Look:
    """Visit a few pages of a site as a run would, and read them. Raises UsageError when there is no front page."""
    captures, missed = _crawl(config, url, now, progress)
    home = _home(captures, url)
    items = [_item(capture, place) for place, capture in enumerate(captures) if capture.outcome == "ok"]
    with Pool() as pool:
        readings = {r.capture: load_reading(r.lines) for r in pool.read_all(items) if r.lines}
    with Pool(processes=1, read=introduce_item) as pool:
        said: dict[str, Any] = next((json.loads(r.lines) for r in pool.read_all([_item(home, 0)]) if r.lines), {})
    about = next(
        (readings[item.capture].about for item in items if item.url == home.url and item.capture in readings), None
    )
    urls = {item.capture: item.url for item in items}
    return Look(
        address=home.url,
        pages=len(items),
        name=said.get("name"),
        name_from=said.get("name_from"),
        feeds=tuple(said.get("feeds", ())),
        language=about.language if about else None,
        country=about.country if about else None,
        records=tuple(record for place, reading in readings.items() for record in merge_one(urls[place], reading)),
        missed=missed,
    )


def introduce_item(item: ReadItem) -> str:
    """Return what a front page says of its site, as JSON."""
    return introduce_as_json(Page(item.url, item.status, item.headers, item.body, item.final_url))


def describe(look: Look, name: str, day: str) -> Iterator[str]:
    """Yield the entry's lines, not indented: YAML, and what was seen as comments."""
    yield f"# {day}, rivals add: {look.pages} pages read" + (f"; {look.missed}" if look.missed else "")
    yield f"{name}:"
    if look.name:
        yield f"  name: {_quoted(look.name)}  # from {look.name_from}"
    yield "  kind: direct  # self, direct, indirect or foreign"
    if look.country:
        yield f"  country: {look.country}"
    if look.name:
        name_in_texts = json.dumps(look.name, ensure_ascii=False)
        yield f"  brand: {{names: [{name_in_texts}]}}  # how texts call it; add other spellings"
    yield "  site:"
    yield f"    - address: {look.address}"
    for currency, prices in look.currencies().most_common(1):
        yield f"      currency: {currency}  # of {prices} of {look.currencies().total()} prices seen"
        yield "      # vat: included  # or excluded; say it where pages do not"
    if look.feeds:
        yield "  targets:"
    for feed in look.feeds:
        yield f"    - feed: {feed}"
    if look.language:
        yield f"  # language: {look.language}"
    for technology in look.findings("technology"):
        yield _comment(
            f"runs {technology.name} {technology.value or ''} ({technology.detail or 'seen on its front page'})"
        )
    for profile in look.findings("profile"):
        yield _comment(f"{profile.name}: {profile.value}")


def _crawl(config: Config, url: str, now: str, progress: Progress) -> tuple[list[Capture], str | None]:
    visit = VisitJob(visit=1, source="site", address=url, asks=(Ask(url=url, why="seed"),), pages=PAGES, delay_s=0.5)
    job = Job(
        name=parse_site(url) or url,
        visits=(visit,),
        user_agent=config.user_agent,
        allow_private=config.allow_private,
        started_at=now,
        started_monotonic_s=time.monotonic(),
    )
    captures: list[Capture] = []
    reason = None
    with browser_at_hand(config) as browser:
        for message in run_in_children([replace(job, **browser)], processes=1):
            if isinstance(message, Batch):
                captures += message.captures
                progress.step("pages", len(message.captures))
                reason = next((end.reason for end in message.ends if "not be rendered" in (end.reason or "")), reason)
    return captures, reason


def _home(captures: Sequence[Capture], url: str) -> Capture:
    """Return the front page's capture: of the address given, or of where it leads."""
    by_url = {capture.url: capture for capture in captures}
    for _ in captures:
        capture = by_url.get(url)
        if capture is None:
            raise UsageError(f"it leads to {url}, which is another site; add that one")
        if capture.outcome == "ok":
            return capture
        if capture.outcome != "moved":
            raise UsageError(f"{url}: {capture.error or capture.status or capture.outcome}; nothing was added")
        url = capture.final_url
    raise UsageError(f"{url}: no answer; nothing was added")


def _item(capture: Capture, place: int) -> ReadItem:
    return ReadItem(
        capture=place,
        source="site",
        url=capture.url,
        final_url=capture.final_url,
        status=capture.status or 200,
        headers=headers_of(capture.headers),
        body=capture.body,
    )


def _refuse_known(config: Config, url: str) -> None:
    for target in config.targets:
        if target.source == "site" and parse_site(target.address) == parse_site(url):
            raise UsageError(f"{config.path}: {url} is on the site of {target.competitor}, which is watched already")


def _key(config: Config, url: str) -> str:
    """Return a short name that is free: the domain's own word, or host and port."""
    site = parse_site(url) or url
    word = site.partition(".")[0] if not site.replace(".", "").replace(":", "").isdigit() else parse_host_port(url)
    base = re.sub(r"[^A-Za-z0-9_-]+", "-", word).strip("-_")[:60] or "site"
    taken = {competitor.name.casefold() for competitor in config.competitors}
    names = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.casefold() not in taken)


def _quoted(text: str) -> str:
    """Return text as a YAML scalar: plain where that is safe, else in the quotes of JSON, which YAML reads too."""
    safe = _PLAIN.fullmatch(text) and not _WORDS.fullmatch(text)
    return text if safe else json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return f"  # {line[:110]}"


def _write(path: Path, name: str, lines: Sequence[str]) -> None:
    """Put the new text in place of the file in one step; a file that would not load any more is left as it was."""
    content = path.read_bytes()
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    try:
        text = add_competitor(content.decode("utf-8-sig"), name, lines)
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from None
    target = path.resolve()  # a link stays one
    with NamedTemporaryFile("wb", dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        file.write(mark + text.encode())
    try:
        load_config(Path(file.name))
        shutil.copymode(target, file.name)
        Path(file.name).replace(target)
    finally:
        Path(file.name).unlink(missing_ok=True)
