"""``check``: how well each target can be seen, and whether what is known can be trusted."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta

from crawler.config import Config, Target
from crawler.configuration.reading import load_config
from crawler.store.connections import read_store
from crawler.store.health import MARKET, TargetHealth, target_health
from rivals.options import Options

OK, SOME_FAILED, NOTHING = 0, 3, 4
OVERDUE = 2
"""Intervals without a complete visit after which a target counts as stale."""


def print_health(options: Options) -> int:
    """Print how each configured target stands; the exit status says whether the data can be trusted."""
    config = load_config(options.config)
    with read_store(options.db) as db:
        known = {(health.competitor, health.source, health.address): health for health in target_health(db)}
    bad = 0
    for target in config.targets:
        health = known.get((target.competitor, target.source, target.address))
        fault = _fault(target, health, options.now)
        bad += fault is not None
        _print(target, health, fault, options)
    _print_dropped(config, known, options)
    if not bad:
        return OK
    return NOTHING if bad == len(config.targets) else SOME_FAILED


def _fault(target: Target, health: TargetHealth | None, now: str) -> str | None:
    """Say why a target's data cannot be trusted; None when they can."""
    if health is None:
        return "never visited"
    last = health.last
    if health.failing_since is not None and not last.fresh:
        visits = f"{health.failing_visits} visit{'s' if health.failing_visits > 1 else ''}"
        return f"{last.outcome} since {health.failing_since} ({visits}): {last.reason or 'no reason given'}"
    if last.unread:
        return f"{last.unread} pages could not be read"
    age = datetime.fromisoformat(now) - datetime.fromisoformat(last.started_at)
    if age > timedelta(seconds=OVERDUE * target.every_s):
        return f"not visited since {last.started_at}"
    return None


def _print(target: Target, health: TargetHealth | None, fault: str | None, options: Options) -> None:
    if options.json:
        who = {"competitor": target.competitor, "source": target.source, "address": target.address}
        line = {"schema": 1, "kind": "health"} | who | {"ok": fault is None, "fault": fault}
        print(json.dumps(line | (asdict(health) if health else {}), ensure_ascii=False))
    elif fault or not options.quiet:
        what = [fault] if fault else []
        if health:
            what.append(f"{health.pages_read} of {health.pages} pages read, newest {health.newest_ok_at or 'never'}")
            if health.suspects:
                what.append(f"{health.suspects} suspect value{'s' * (health.suspects > 1)} waiting for a second look")
        verdict = "BAD" if fault else "ok "
        print(f"{verdict}  {target.competitor or MARKET}: {target.source} {target.address}: {'; '.join(what)}")


def _print_dropped(config: Config, known: dict[tuple[str | None, str, str], TargetHealth], options: Options) -> None:
    """Name the targets whose past is kept though the configuration names them no more."""
    if options.json or options.quiet:
        return
    configured = {(target.competitor, target.source, target.address) for target in config.targets}
    for (competitor, source, address), health in known.items():
        if (competitor, source, address) not in configured:
            past = f"its past is kept, last visit {health.last.started_at}"
            print(f"--   {competitor or MARKET}: {source} {address}: not in {config.path}; {past}")
