"""The machine's Chromium, for tests that look at pages; without one they are skipped, unless the run needs one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from crawler.rendering.find import find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@contextmanager
def open_browser() -> Iterator["Browser"]:
    """Start Chromium and close it at the end."""
    path = find_chromium()
    if path is None:
        if os.environ.get("RIVALS_NEED_CHROMIUM") == "1":
            pytest.fail("there is no Chromium, and RIVALS_NEED_CHROMIUM=1 asks for one")
        pytest.skip("there is no Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        started = playwright.chromium.launch(executable_path=str(path), args=arguments)
        yield started
        started.close()
