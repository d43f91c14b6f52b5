"""The exceptions of the project.

::

    RivalsError
    ├── ConfigError      competitors.yaml is wrong: every fault with its place        (exit 1)
    ├── UsageError       the command line names what does not exist                   (exit 1)
    ├── LockedError      another run holds the lock; says which process               (exit 5)
    ├── StorageError     database or report folder: missing, damaged, newer, full     (exit 6)
    ├── EgressDenied     this host and port may not be connected to
    └── ReadError        one page could not be read; ``name`` is the error's name
"""


class RivalsError(Exception):
    """Anything we tell a person in one line, without a traceback."""


class ConfigError(RivalsError):
    """Faults of a configuration file, each ``file:line:column: where: what is wrong; what exists``."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class UsageError(RivalsError):
    """A name or value on the command line that does not exist; the message says what does."""


class LockedError(RivalsError):
    """Another process is writing the store."""


class StorageError(RivalsError):
    """The store or the report folder cannot be used; nothing was lost."""


class EgressDenied(RivalsError):
    """A connection that the egress guard refuses."""


class ReadError(RivalsError):
    """A page that could not be read: ``name`` is one of timeout, memory, crashed, or the exception's class name."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(f"{name}: {detail}" if detail else name)
        self.name = name
        self.detail = detail
