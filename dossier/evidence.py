"""What a number or a change rests on: the capture, and the page as it was saved."""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.store.captures import body
from crawler.store.packing import first_line
from dossier.inert import read_text, render_inert
from dossier.select import select

if TYPE_CHECKING:
    from crawler.store.connections import Connection, Row

_LANGUAGE = re.compile("[a-z]{2,3}")
FOLDER = "evidence"
"""Beside the editions: shared by all of them, one pair of files for each body, never rewritten."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One capture, as a witness card tells it."""

    capture: int
    url: str
    at: str
    answer: str
    """``200``, ``404``, ``304, as before`` or what went wrong."""
    sha256: str | None
    """Of the body it showed; None: it had none."""
    content_type: str | None
    saved: bool
    """Is the page in the folder of evidence?"""


class Evidence:
    """The captures that an edition names, and the saved pages of those that prove a change."""

    def __init__(
        self, db: "Connection", captures: Iterable[int | None], proving: Iterable[int | None], folder: Path
    ) -> None:
        """Load the captures, and write the pages of those in ``proving`` that are not in ``folder`` yet."""
        proving = {capture for capture in proving if capture is not None}
        ids = {capture for capture in captures if capture is not None} | proving
        rows = select(db, "captures", ids=json.dumps(sorted(ids)))
        folder.mkdir(exist_ok=True)
        there = {path.stem for path in folder.iterdir() if path.suffix == ".html"}
        for row in rows:
            digest = row["body"]
            if digest is not None and row["id"] in proving and digest.hex() not in there:
                save_page(folder, digest.hex(), body(db, digest), _content_type(row["headers"]))
                there.add(digest.hex())
        self._db, self._there = db, there
        self._proofs: dict[int, Proof | None] = {row["id"]: self._proof(row) for row in rows}
        self._languages: dict[int, str | None] = {}

    def get(self, capture: int | None) -> Proof | None:
        """Return the proof of a capture; None for None, or for one that the store does not hold."""
        if capture is None:
            return None
        if capture not in self._proofs:  # one of the few that a section shows: it is looked up when it is
            rows = select(self._db, "captures", ids=json.dumps([capture]))
            self._proofs[capture] = self._proof(rows[0]) if rows else None
        return self._proofs[capture]

    def language(self, capture: int | None) -> str | None:
        """Return the language of a capture's page, ISO 639-1, as its readers told it; None: not known."""
        if capture is None:
            return None
        if capture not in self._languages:
            rows = select(self._db, "languages", ids=json.dumps([capture]))
            language = first_line(rows[-1]["lines"]).get("language") if rows else None
            self._languages[capture] = language if language and _LANGUAGE.fullmatch(language) else None
        return self._languages[capture]

    def _proof(self, row: "Row") -> Proof:
        return Proof(
            capture=row["id"],
            url=row["url"],
            at=row["at"],
            answer=_answer(row["outcome"], row["status"]),
            sha256=row["body"].hex() if row["body"] is not None else None,
            content_type=_content_type(row["headers"]),
            saved=row["body"] is not None and row["body"].hex() in self._there,
        )


def save_page(folder: Path, digest: str, page: bytes, content_type: str | None) -> None:
    """Write the page as text and as an inert view; the view last, so that where it is, both are."""
    source = read_text(page, content_type)
    _write_once(folder / f"{digest}.txt", "\ufeff" + source)  # a browser takes a local text file without it for Latin-1
    _write_once(folder / f"{digest}.html", render_inert(source, digest))


def _write_once(path: Path, text: str) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}")
    with new.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _answer(outcome: str, status: int | None) -> str:
    if outcome == "not_modified":
        return "304, not modified: the page as before"
    return f"{status}, {outcome.replace('_', ' ')}" if status is not None else outcome.replace("_", " ")


def _content_type(headers: str) -> str | None:
    value: str | None = json.loads(headers).get("content-type")
    return value
