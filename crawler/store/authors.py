"""Authors of reviews: their names become hashes before anything is stored, salted per installation."""

import hmac
import json
import secrets
from hashlib import sha256

from crawler.store.connections import Connection


def salt_of(db: Connection) -> bytes:
    """Return what this store hashes authors' names with."""
    return bytes(db.execute("SELECT value FROM salt").fetchone()["value"])


def random_salt() -> bytes:
    """Return a salt for where there is no store."""
    return secrets.token_bytes(32)


def hash_author(name: str, salt: bytes) -> str:
    """Return 16 hex digits that stand for a name, whatever its spaces and capitals.

    >>> hash_author("Anna  Liepa", b"salt") == hash_author("anna liepa", b"salt") != hash_author("Anna Liepa", b"other")
    True
    """
    return hmac.new(salt, " ".join(name.casefold().split()).encode(), sha256).hexdigest()[:16]


def without_authors(lines: str, salt: bytes) -> str:
    """Return a reading's JSON lines with a hash in place of the name of each review's author."""
    if "review" not in lines:
        return lines
    return "\n".join(_without_author(line, salt) if "author" in line else line for line in lines.split("\n"))


def _without_author(text: str, salt: bytes) -> str:
    line = json.loads(text)
    if line.get("kind") != "review" or "author" not in line:
        return text
    if (name := line.pop("author", None)) is not None:
        line["author_hash"] = hash_author(name, salt)
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
