"""What all tests share."""

import os

import pytest
from hypothesis import settings

from crawler.rendering.find import find_chromium

# Two workers on two cores make single examples slow now and then; a slow example is no fault.
settings.register_profile("rivals", deadline=None, database=None)
settings.load_profile("rivals")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path. Without one the test is skipped; where RIVALS_NEED_CHROMIUM is set, it fails."""
    path = find_chromium()
    if path is None and os.environ.get("RIVALS_NEED_CHROMIUM"):
        pytest.fail("RIVALS_NEED_CHROMIUM is set, and there is no Chromium")
    if path is None:
        pytest.skip("there is no Chromium")
    return str(path)
