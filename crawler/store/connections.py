"""The SQLite library, every connection and transaction, and what a person is told when one fails.

No other module imports ``sqlite3`` or ``pysqlite3``: two SQLite libraries in one process break each other's locks.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from crawler.errors import StorageError
from crawler.store import aggregates, migrations, tables

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:
        import sqlite3

P = ParamSpec("P")
T = TypeVar("T")
CursorT = TypeVar("CursorT", bound=sqlite3.Cursor)

Parameters = Sequence[Any] | Mapping[str, Any]
"""Values of a statement's placeholders, by position or by name."""

Row = sqlite3.Row
"""A row: by name or position; ``dict(row)`` works."""

BUSY_TIMEOUT_S = 10.0
"""How long to wait for another connection; the lock file keeps a second writer out, so that it is short."""

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    # kill -9 loses nothing committed: the kernel has the pages. A power cut may lose the last commits, never the
    # database's consistency; what was lost is asked again by the next run.
    "PRAGMA synchronous = NORMAL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 67108864",
)

_IO_ERROR, _CANNOT_OPEN = 10, 14
_FAULTS = {
    3: "may not be used; check the owner and mode of the file and its folder",
    5: "is locked by another program; close that one and run again",
    6: "is locked by another program; close that one and run again",
    8: "cannot be written; check the owner and mode of the file and its folder",
    _IO_ERROR: "cannot be read or written; check the disk and the room on it",
    11: "is damaged; put a backup in its place",
    13: "the disk is full; nothing was lost: make room and run again",
    _CANNOT_OPEN: "cannot be opened; check the owner and mode of the file and its folder",
    26: "is not a database; give the path of one, or put a backup in its place",
}
"""Primary result codes of SQLite (https://sqlite.org/rescode.html) that people can mend, with the remedy."""


def _told(method: Callable[Concatenate[CursorT, P], T]) -> Callable[Concatenate[CursorT, P], T]:
    def told(cursor: CursorT, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return method(cursor, *args, **kwargs)
        except sqlite3.Error as error:
            raise _storage_error(error, cursor.connection.path) or error from error  # type: ignore[attr-defined]

    return told


class Cursor(sqlite3.Cursor):
    """A cursor whose errors are ours where a person can mend them."""

    execute = _told(sqlite3.Cursor.execute)
    executemany = _told(sqlite3.Cursor.executemany)
    fetchone = _told(sqlite3.Cursor.fetchone)
    fetchall = _told(sqlite3.Cursor.fetchall)
    __next__ = _told(sqlite3.Cursor.__next__)


class Connection(sqlite3.Connection):
    """A connection to one store; rows come as ``Row``; leaving its ``with`` closes it."""

    path: Path

    def execute(self, sql: str, parameters: Parameters = (), /) -> Cursor:  # type: ignore[override]
        """Execute on a cursor of ours; the standard library's own way round would take one of its own."""
        return self.cursor(Cursor).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Parameters], /) -> Cursor:  # type: ignore[override]
        """Execute for each of the parameters, on a cursor of ours."""
        return self.cursor(Cursor).executemany(sql, parameters)

    def __exit__(self, *_: object) -> None:  # type: ignore[override]
        self.close()


def open_store(path: Path, *, create: bool = True) -> Connection:
    """Open the store to write, brought up to date as needed; a missing one is made or, without ``create``, an error.

    Derived tables whose definition differs are rebuilt empty, so that everything counts as unfolded.
    """
    if create:
        _make_folder(path)
    else:
        _expect(path)
    if has_wal_reset_fault(sqlite3.sqlite_version_info):
        logging.getLogger(__name__).warning(
            "SQLite %s has the WAL-reset fault (https://sqlite.org/wal.html#walresetbug): "
            "install pysqlite3 0.6.1 or later, or SQLite 3.51.3 or later",
            sqlite3.sqlite_version,
        )
    db = _connect(path, "mode=rwc")
    with _closed_on_error(db):
        db.execute("PRAGMA journal_mode = WAL")
        with transaction(db):
            migrations.migrate(db)
            tables.ensure_derived(db)
    return db


def read_store(path: Path) -> Connection:
    """Open the store to read only."""
    _expect(path)
    db = _connect(path, "mode=ro&immutable=1" if _stands_still(path) else "mode=ro")
    with _closed_on_error(db):
        migrations.check(db)
        if tables.outdated(db):
            raise StorageError(f"{path}: was derived by another version of rivals; `rivals run` derives it anew")
    return db


@contextmanager
def transaction(db: Connection) -> Iterator[None]:
    """Do all that is done inside, or nothing of it; inside another transaction it is a part of that one."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    finally:
        _roll_back(db)


@contextmanager
def rehearsal(db: Connection) -> Iterator[None]:
    """Show what a change would do: all that is done inside is undone at the end."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        _roll_back(db)


def has_wal_reset_fault(version: tuple[int, ...]) -> bool:
    """Tell whether this SQLite can, rarely, damage a database when two connections checkpoint at once.

    >>> [has_wal_reset_fault(version) for version in ((3, 40, 1), (3, 44, 6), (3, 50, 6), (3, 51, 3))]
    [True, False, True, False]
    """
    mended_in = {(3, 44): (3, 44, 6), (3, 50): (3, 50, 7)}
    return (3, 7, 0) <= version < mended_in.get((version[0], version[1]), (3, 51, 3))


def _roll_back(db: Connection) -> None:
    """Undo what is not committed; a full disk has undone it already."""
    if db.in_transaction:
        db.execute("ROLLBACK")


def _connect(path: Path, query: str) -> Connection:
    try:
        uri = f"{path.absolute().as_uri()}?{query}"
        db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S, factory=Connection)
    except sqlite3.Error as error:
        raise _storage_error(error, path) or error from error
    db.path = path
    db.row_factory = Row
    for name, aggregate in aggregates.BY_NAME.items():
        db.create_aggregate(name, 1, aggregate)  # type: ignore[arg-type]
    with _closed_on_error(db):
        for setting in _SETTINGS:
            db.execute(setting)
        db.execute("SELECT name FROM sqlite_master").fetchone()  # the first look into the file: is it a database?
    return db


@contextmanager
def _closed_on_error(db: Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        db.close()
        raise


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{path}: its folder cannot be made ({error.strerror}); choose another with --db") from error


def _expect(path: Path) -> None:
    if not _may(os.F_OK, path):
        raise StorageError(f"{path}: there is no database, or its folder may not be entered; `rivals run` makes one")


def _stands_still(path: Path) -> bool:
    """A reader of a WAL database makes files beside it; where it may not, and no writer has any, nothing moves."""
    return not _may(os.W_OK, path.parent) and not _may(os.F_OK, path.with_name(f"{path.name}-wal"))


def _may(mode: int, path: Path) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _storage_error(error: sqlite3.Error, path: Path) -> StorageError | None:
    """Return what to tell a person; None of an error that is a fault of our code."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code not in _FAULTS:
        return None
    if code in (_IO_ERROR, _CANNOT_OPEN) and _may(os.X_OK, path.parent) and path.is_dir():
        return StorageError(f"{path}: is a folder; give the path of a file")
    return StorageError(f"{path}: {_FAULTS[code]} (SQLite: {error})")
