"""One writer at a time: a lock file beside the database."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from crawler.errors import LockedError, StorageError


@contextmanager
def hold_lock(db: Path) -> Iterator[None]:
    """Hold ``<db>.lock`` while inside. Raises LockedError, which names the process that holds it.

    The kernel lets go of it when the process ends, however it ends; the file stays. It says who and, by its own time,
    since when.
    """
    path = db.with_name(f"{db.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}; choose another place with --db") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            since = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
            holder = file.read().strip() or "another process"
            raise LockedError(f"{db}: {holder} has been writing it since {since:%Y-%m-%dT%H:%M:%SZ}") from error
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        yield
