"""Where Chromium is, told without starting anything."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

NAMES = (
    "chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable", "chrome", "microsoft-edge",
)  # fmt: skip
"""Programs on PATH, cheapest first."""
_PLAYWRIGHTS = (
    ("chromium-headless-shell", ("chrome-headless-shell", "headless_shell")),
    ("chromium", ("chrome", "Chromium")),
)
"""What Playwright's list calls a browser, and how its program is called."""
HOW_TO_GET_ONE = "there is no Chromium: `python -m crawler.rendering.install` gets one, or set CHROMIUM_PATH"


def find_chromium() -> Path | None:
    """Return the browser to use: CHROMIUM_PATH, else Playwright's own, else one on PATH; None: there is none.

    CHROMIUM_PATH decides alone where it is set: a path that leads nowhere means that there is no browser.
    """
    if named := os.environ.get("CHROMIUM_PATH"):
        found = shutil.which(named)
        return Path(found) if found else None
    return next(_installed_by_playwright(), None) or next(_on_path(), None)


def _on_path() -> Iterator[Path]:
    for name in NAMES:
        if found := shutil.which(name):
            yield Path(found)


def _installed_by_playwright() -> Iterator[Path]:
    """Yield the programs of the very revisions that the installed Playwright was made for."""
    spec = find_spec("playwright")
    if spec is None or spec.origin is None:
        return
    package = Path(spec.origin).parent / "driver" / "package"
    folder = _browsers_folder(package)
    try:
        listed = json.loads((package / "browsers.json").read_bytes())["browsers"]
    except (OSError, ValueError, KeyError):
        return
    revisions = {browser["name"]: browser["revision"] for browser in listed}
    for browser, programs in _PLAYWRIGHTS:
        home = folder / f"{browser.replace('-', '_')}-{revisions.get(browser)}"
        if (home / "INSTALLATION_COMPLETE").exists():
            found = (path for name in programs for path in sorted(home.rglob(name)) if path.is_file())
            yield from (path for path in found if os.access(path, os.X_OK))


def _browsers_folder(package: Path) -> Path:
    """Return where Playwright keeps browsers (playwright.dev/python/docs/browsers, "Managing browser binaries")."""
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if named == "0":
        return package / ".local-browsers"
    if named:
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ms-playwright"
