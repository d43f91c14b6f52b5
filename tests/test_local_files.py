"""Targets that are files."""

from pathlib import Path

from crawler.batch import Limits
from crawler.local_files import is_file, visit_file

AT = "2026-03-02T06:00:00Z"


def test_a_file_beside_the_configuration_is_one_capture(tmp_path: Path) -> None:
    (tmp_path / "ads.json").write_bytes(b"{}")
    batch = visit_file(7, "file:ads.json", tmp_path, AT)
    (capture,), (end,) = batch.captures, batch.ends
    assert (capture.visit, capture.number, capture.url, capture.at) == (7, 1, "file:ads.json", AT)
    assert (capture.outcome, capture.status, capture.body) == ("ok", 200, b"{}")
    assert (end.outcome, end.ok, end.captures, end.reason) == ("complete", 1, 1, None)


def test_a_missing_file_is_an_error_and_not_a_page_that_is_gone(tmp_path: Path) -> None:
    batch = visit_file(7, "file:ads.json", tmp_path, AT)
    assert (batch.captures[0].outcome, batch.ends[0].outcome, batch.ends[0].ok) == ("error", "failed", 0)
    assert batch.ends[0].reason == f"{tmp_path}/ads.json: No such file or directory"


def test_a_file_has_a_size_limit(tmp_path: Path) -> None:
    (tmp_path / "ads.json").write_bytes(b"x" * 11)
    capture = visit_file(7, "file:ads.json", tmp_path, AT, Limits(body_bytes=10)).captures[0]
    assert (capture.outcome, capture.body) == ("too_large", b"")


def test_addresses_tell_files_from_pages() -> None:
    assert is_file("file:ads.json")
    assert not is_file("https://files.example/file:ads.json")
