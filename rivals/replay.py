"""``replay``: read stored captures again with today's readers, and say what that changes."""

import json
from collections import Counter

from crawler.errors import UsageError
from crawler.records.kinds import KINDS
from crawler.store import derived
from crawler.store.connections import Connection, rehearsal, transaction
from crawler.store.health import MARKET
from crawler.store.readings import forget_readings
from rivals.digest import open_digest
from rivals.options import Options
from rivals.progress import Progress

Rows = dict[str, set[tuple[object, ...]]]


def replay(options: Options) -> int:
    """Replace what was derived of each competitor by what today's readers and rules make of the same captures."""
    with open_digest(options) as digest:
        for competitor in _competitors(digest.db, options.source):
            before = _rows(digest.db, competitor)
            with rehearsal(digest.db) if options.dry_run else transaction(digest.db):
                forget_readings(digest.db, competitor)
                derived.replace_competitor(digest.db, competitor, digest.again(competitor))
                after = _rows(digest.db, competitor)
            _tell(competitor, before, after, options, digest.progress)
    return 0


def _competitors(db: Connection, source: str | None) -> list[str]:
    rows = db.execute("SELECT DISTINCT competitor, source FROM visit ORDER BY competitor, source").fetchall()
    known = sorted({row["source"] for row in rows})
    if source is not None and source not in known:
        raise UsageError(f"no captures of source {source!r}; there are {', '.join(known) or 'none'}")
    return list(dict.fromkeys(row["competitor"] for row in rows if source in (None, row["source"])))


def _rows(db: Connection, competitor: str) -> Rows:
    """Return all rows of a competitor's records and changes, to be compared."""
    return {
        kind: {tuple(row) for row in db.execute(f"SELECT * FROM {kind} WHERE competitor = ?", (competitor,))}  # noqa: S608
        for kind in (*KINDS, "change")
    }


def _tell(competitor: str, before: Rows, after: Rows, options: Options, progress: Progress) -> None:
    counts = Counter({(kind, "removed"): len(before[kind] - after[kind]) for kind in before})
    counts.update({(kind, "added"): len(after[kind] - before[kind]) for kind in before})
    if options.json:
        line = {"schema": 1, "kind": "replay", "competitor": competitor or None, "stored": not options.dry_run}
        print(json.dumps(line | {f"{kind}_{what}": count for (kind, what), count in counts.items()}))
        return
    differing = ", ".join(
        f"{kind} −{counts[kind, 'removed']} +{counts[kind, 'added']}" for kind in before if before[kind] != after[kind]
    )
    progress.say(f"{competitor or MARKET}: {differing or 'the same rows'}{' (not stored)' if options.dry_run else ''}")
