"""An edition's folder: built aside, checked, put in place in one step."""

import html
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.errors import StorageError

BUILDING, LATEST = ".building-", "latest"
_HREF = re.compile(r'\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')


@contextmanager
def storage_faults(reports: Path) -> Iterator[None]:
    """Tell an error of the file system in one line: the path and what to do."""
    try:
        yield
    except OSError as error:
        place = error.filename or reports
        raise StorageError(
            f"{place}: the report cannot be written ({error.strerror or error}); nothing was lost: "
            "make room or choose another folder with --reports, then `rivals report`"
        ) from error


class Building:
    """The folder of an edition in the making; until ``publish`` nobody sees it."""

    def __init__(self, reports: Path, run_at: str) -> None:
        """Make the folder, and remove what builds that were killed left behind."""
        self.reports = reports
        reports.mkdir(parents=True, exist_ok=True)
        for left in reports.glob(f"{BUILDING}*"):
            shutil.rmtree(left)
        for left in reports.glob(f".{LATEST}-*"):
            left.unlink()
        self.name = _free_name(reports, run_at)
        self.folder = reports / f"{BUILDING}{self.name}"
        self.folder.mkdir()

    def write(self, name: str, content: str | bytes) -> None:
        """Write one file of the edition to the disk."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())

    def publish(self) -> Path:
        """Check the edition, put it in its place and let ``latest`` lead to it; return its folder."""
        faults = list(check_edition(self.folder))
        if faults:
            raise StorageError(
                f"{self.folder}: the edition is not whole and was not published: {'; '.join(faults[:5])}"
            )
        for folder in {self.folder, *(path.parent for path in self.folder.rglob("*"))}:
            _sync(folder)
        target = self.reports / self.name
        self.folder.rename(target)
        _sync(self.reports)
        self._switch()
        return target

    def _switch(self) -> None:
        link = self.reports / f".{LATEST}-{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(self.name)
        link.replace(self.reports / LATEST)
        _sync(self.reports)


def check_edition(folder: Path) -> Iterator[str]:
    """Yield what is wrong with an edition's files: pages cut short, and links that lead nowhere."""
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))}
    ids = {path: set(map(html.unescape, _ID.findall(text))) for path, text in pages.items()}
    for path, text in pages.items():
        if not text.rstrip().endswith("</html>"):
            yield f"{path.relative_to(folder)} is cut short"
        for link in sorted({html.unescape(link) for link in _HREF.findall(text)}):
            if not link.startswith(("http://", "https://")) and not _leads_somewhere(path, link, ids):
                yield f"{path.relative_to(folder)} links {link}"


def _leads_somewhere(page: Path, link: str, ids: dict[Path, set[str]]) -> bool:
    file, _, anchor = link.partition("#")
    target = Path(os.path.normpath(page.parent / file)) if file else page
    return target.is_file() and (not anchor or target not in ids or anchor in ids[target])


def _free_name(reports: Path, run_at: str) -> str:
    """Return the run's time as a folder name; a second edition of the same second gets a number."""
    name = run_at.replace(":", "")
    number = 1
    while (reports / (free := name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return free


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
