"""Which readers these are: a name that differs as soon as they could read anything differently."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

LIBRARIES = (
    "beautifulsoup4",
    "charset-normalizer",
    "dateparser",
    "feedparser",
    "lxml",
    "orjson",
    "py3langid",
    "pypdfium2",
    "selectolax",
    "tldextract",
    "trafilatura",
    "w3lib",
    "xlrd",
)
"""What readers and parsers import (a test holds the list against the imports)."""

_FOLDERS = ("records", "parsing", "reading", "sources")


@cache
def reader_version() -> str:
    """Return the hash of page.py, the files of records, parsing, reading and sources, and their libraries' versions."""
    root = Path(__file__).parents[1]
    files = [root / "page.py", *(file for folder in _FOLDERS for file in (root / folder).rglob("*.py"))]
    digest = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(root).as_posix()}\n{len(content)}\n".encode() + content)
    names = [f"{name} {version(name)}" for name in LIBRARIES] + [f"python {platform.python_version()}"]
    digest.update("\n".join(names).encode())
    return digest.hexdigest()[:16]
