"""Child processes that end with their parent, however it ends."""

import os
import threading
from collections.abc import Callable
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

_SPAWN = get_context("spawn")


def start_child(target: Callable[..., None], *arguments: object) -> tuple[SpawnProcess, Connection]:
    """Start ``target(connection, *arguments)`` in a new process; return it and our end of the connection."""
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_main, args=(target, theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _main(target: Callable[..., None], theirs: Connection, *arguments: object) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    target(theirs, *arguments)


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)
