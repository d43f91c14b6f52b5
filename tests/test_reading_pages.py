"""Saved pages, invented in the manner of real ones, and what is read from each: the pair is the test.

A page names the address it was saved from in its first comment, as browsers do.
"""

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

from crawler.page import Page
from crawler.records.lines import dump_reading

FOLDER = Path(__file__).parent / "sources"
PAGES = sorted(path for path in FOLDER.glob("*/*") if not path.name.endswith(".expected.json"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_saved_page_is_read_as_expected(path: Path) -> None:
    expected = path.with_suffix(".expected.json")
    body = path.read_bytes()
    saved_from = re.search(rb"<!-- saved from url=(\S+) -->", body)
    assert saved_from, "the page does not say where it was saved from"
    if path.suffix == ".json" and body.startswith(b"<!--"):
        body = body.partition(b"\n")[2]  # JSON has no comments: the line stands before it
    source = import_module(f"crawler.sources.{path.parent.name}")
    page = Page(saved_from[1].decode(), 200, {}, body)
    lines = [json.loads(line) for line in dump_reading(source.read(page)).split("\n")]
    if not expected.exists():
        rows = ",\n".join(json.dumps(line, ensure_ascii=False, sort_keys=True) for line in lines)
        expected.write_text(f"[\n{rows}\n]\n", encoding="utf-8")
        pytest.fail(f"{expected.name} was missing; it is written: read it")
    assert lines == json.loads(expected.read_text(encoding="utf-8"))
