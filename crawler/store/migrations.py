"""The kept tables: what was seen, never derivable. Migrations are appended and never changed once released.

Plain ``PRAGMA user_version`` instead of sqlite-utils' Migrations: importing sqlite_utils costs each command up to two
CPU seconds (it brings pandas where that is installed), and this is all we would use of it.
"""

from typing import TYPE_CHECKING

from crawler.errors import StorageError

if TYPE_CHECKING:
    from crawler.store.connections import Connection

APPLICATION_ID = 0x52495653
"""``RIVS`` in the file's header: tells our stores from other programs' databases."""

_FIRST = (
    """
    CREATE TABLE run (
        id INTEGER PRIMARY KEY,
        started_at TEXT NOT NULL,
        ended_at TEXT  -- NULL: still going, or cut off
    ) STRICT
    """,
    """
    CREATE TABLE visit (
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES run,
        competitor TEXT NOT NULL,
        source TEXT NOT NULL,
        address TEXT NOT NULL,
        settings TEXT NOT NULL,  -- JSON object, as they were in force
        started_at TEXT NOT NULL,
        ended_at TEXT,  -- time of the last capture; NULL: open, captures may still arrive
        outcome TEXT,  -- complete, partial, blocked or failed; NULL: not told yet
        reason TEXT,
        asked INTEGER,
        ok INTEGER,
        captures INTEGER  -- how many its job sent; an ended visit has them all, or NULL: its job broke off
    ) STRICT
    """,
    "CREATE INDEX visit_run ON visit (run, competitor)",
    "CREATE INDEX visit_target ON visit (competitor, source, address)",
    """
    CREATE TABLE page (
        id INTEGER PRIMARY KEY,
        competitor TEXT NOT NULL,
        source TEXT NOT NULL,
        address TEXT NOT NULL,  -- of the target
        url TEXT NOT NULL,
        how TEXT NOT NULL,  -- seed, link, sitemap, feed, redirect; asked: nothing is known to name it
        via TEXT,  -- the page that named it
        depth INTEGER NOT NULL,
        discovered_at TEXT NOT NULL,  -- start of the first visit that met it
        UNIQUE (competitor, source, address, url)
    ) STRICT
    """,
    """
    CREATE TABLE body (
        sha256 BLOB PRIMARY KEY,
        bytes INTEGER NOT NULL,
        zstd BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE capture (
        id INTEGER PRIMARY KEY,  -- batch.capture_id(visit, number)
        visit INTEGER NOT NULL REFERENCES visit,
        number INTEGER NOT NULL,
        url TEXT NOT NULL,
        at TEXT NOT NULL,
        outcome TEXT NOT NULL,
        status INTEGER,
        final_url TEXT NOT NULL,
        headers TEXT NOT NULL,  -- JSON object
        body BLOB REFERENCES body,
        confirms INTEGER,  -- of a not-modified answer: the ok capture whose body it says is still the page's
        error TEXT,
        origin TEXT NOT NULL DEFAULT 'crawl',
        rendered INTEGER NOT NULL DEFAULT 0,
        depth INTEGER,
        UNIQUE (visit, number)
    ) STRICT
    """,
    "CREATE INDEX capture_url ON capture (url, visit)",
    """
    CREATE VIEW answer AS  -- every capture that shows a page, with the response it shows: its own or the confirmed one
    SELECT asked.id, asked.visit, asked.number, asked.url, asked.at, asked.outcome, asked.origin,
           held.id AS held, held.status, held.final_url, held.headers, held.body
    FROM capture AS asked JOIN capture AS held ON held.id = coalesce(asked.confirms, asked.id)
    WHERE held.outcome = 'ok'
    """,
    """
    CREATE TABLE edition (
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES run,
        at TEXT NOT NULL,
        path TEXT NOT NULL,  -- folder name in reports/
        metrics TEXT NOT NULL,  -- JSON: the values it published
        changes TEXT NOT NULL  -- JSON list of the ids of the changes it showed
    ) STRICT
    """,
)

_RENDERING = (
    "ALTER TABLE visit ADD COLUMN rendered INTEGER",  # pages rendered in a browser; NULL: not told
    """
    CREATE TABLE rendering (
        host TEXT NOT NULL,  -- host and port
        pattern TEXT NOT NULL,  -- shape of the path
        renders INTEGER NOT NULL,  -- 1: plain HTTP shows an empty shell there
        evidence TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (host, pattern)
    ) STRICT
    """,
    """
    CREATE TABLE salt (  -- one row, made at random with the store: what authors' names are hashed with
        value BLOB NOT NULL
    ) STRICT
    """,
    "INSERT INTO salt (value) VALUES (randomblob(32))",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _RENDERING)
"""Statements that lead from each schema version to the next."""


def migrate(db: "Connection", steps: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Bring the kept tables up to date, in the caller's transaction; a store of a newer rivals is refused."""
    version = _version(db, steps)
    for statements in steps[version:]:
        for statement in statements:
            db.execute(statement)
    if version < len(steps):
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {len(steps)}")


def check(db: "Connection", steps: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Make sure that a reader finds the tables it knows."""
    if _version(db, steps) < len(steps):
        raise StorageError(f"{db.path}: is empty or of an older version of rivals; `rivals run` brings it up to date")


def _version(db: "Connection", steps: tuple[tuple[str, ...], ...]) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    application = db.execute("PRAGMA application_id").fetchone()[0]
    has_tables = db.execute("SELECT EXISTS (SELECT 1 FROM sqlite_master)").fetchone()[0]
    if has_tables and application != APPLICATION_ID:
        raise StorageError(f"{db.path}: is the database of another program; choose another path with --db")
    if version > len(steps):
        raise StorageError(
            f"{db.path}: was written by a newer rivals (schema {version}, this one knows {len(steps)}); update rivals"
        )
    return version
