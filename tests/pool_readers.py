"""Readers for the tests of the pool that do what no page of ours can be made to do for sure."""

import ctypes
import os
import time
from pathlib import Path

from crawler.pool import ReadItem


def read_as_told(item: ReadItem) -> str:
    """Do what the page's body says, then answer with it and the process's number."""
    verb, _, argument = item.body.decode().partition(" ")
    if verb == "sleep":
        time.sleep(float(argument))
    elif verb == "sleep-once":  # too long the first time only
        mark = Path(argument)
        if not mark.exists():
            mark.touch()
            time.sleep(60)
    elif verb == "spin":
        while True:
            pass
    elif verb == "spin-in-c":
        pow(10**6, 10**8)
    elif verb == "eat":
        bytearray(int(argument))
    elif verb == "eat-slowly":
        hoard = []
        while True:
            hoard.append(bytearray(1_000_000))
    elif verb == "recurse":
        read_as_told(item)
    elif verb == "crash":
        ctypes.string_at(0)
    elif verb == "exit":
        os._exit(int(argument))
    elif verb == "raise":
        raise LookupError(argument)
    return f"{item.body.decode()} {os.getpid()}"
