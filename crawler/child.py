"""Child processes that end with their parent, however it ends."""

import os
import threading
from collections.abc import Callable
from multiprocessing import connection, current_process, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

_SPAWN = get_context("spawn")
_last_things: list[Callable[[], None]] = []


def start_child(target: Callable[..., None], *arguments: object) -> tuple[SpawnProcess, Connection]:
    """Start ``target(connection, *arguments)`` in a new process; return it and our end of the connection."""
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_main, args=(target, theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def at_parents_end(do: Callable[[], None]) -> None:
    """Have this done, in a thread of its own, when the parent of this child has ended and it ends too."""
    _last_things.append(do)


def _main(target: Callable[..., None], theirs: Connection, *arguments: object) -> None:
    current_process().daemon = False  # it may have children of its own, which end with it as it does with its parent
    threading.Thread(target=_end_with_parent, daemon=True).start()
    target(theirs, *arguments)


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    try:
        for do in _last_things:
            do()
    finally:
        os._exit(1)
