"""Gets a Chromium where there is none: ``python -m crawler.rendering.install``, a part of ``make run``."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

from crawler.rendering.find import find_chromium

_DOWNLOAD_S = 120
_APT_S = 300
_PACKAGES = ("chromium-headless-shell", "chromium")
"""Of Debian; older releases have only the second."""


def main() -> int:
    """Look for a browser, try to get one, say what came of it; never a fault: plain pages go on without."""
    for get in (None, _by_playwright, _by_apt):
        if get is not None:
            get()
        if found := find_chromium():
            sys.stdout.write(f"pages that need a browser are shown by {found}\n")
            return 0
        if os.environ.get("CHROMIUM_PATH"):
            sys.stdout.write(f"CHROMIUM_PATH is {os.environ['CHROMIUM_PATH']}, and there is no such program\n")
            return 0
    sys.stdout.write(
        "there is no Chromium here and none could be installed: pages that exist only in a browser stay unread. "
        "Get one by `.venv/bin/playwright install --only-shell chromium`, by your system's packages, or set "
        "CHROMIUM_PATH\n"
    )
    return 0


def _by_playwright() -> None:
    sys.stdout.write("there is no Chromium yet: downloading Playwright's\n")
    sys.stdout.flush()
    _ran((sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"), _DOWNLOAD_S)


def _by_apt() -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    sys.stdout.write("that was not possible: installing Debian's\n")
    sys.stdout.flush()
    _ran(("apt-get", "update", "-qq"), _APT_S)
    for package in _PACKAGES:
        if _ran(("apt-get", "install", "-qq", "-y", "--no-install-recommends", package), _APT_S):
            return


def _ran(command: Sequence[str], timeout_s: float) -> bool:
    """Run a command without a word of its own; tell whether it succeeded in time."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    none = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command, env=environment, stdin=none, stdout=none, stderr=none, start_new_session=True
        )
    except OSError:
        return False
    try:
        return process.wait(timeout_s) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        with suppress(ProcessLookupError):  # what it started goes with it
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
