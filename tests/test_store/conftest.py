"""A fresh store for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.store.connections import Connection, open_store


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with open_store(tmp_path / "rivals.db") as db:
        yield db
