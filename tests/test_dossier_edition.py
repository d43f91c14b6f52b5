"""An edition is built aside, checked and switched to in one step."""

import os
import stat
from pathlib import Path

import pytest

from crawler.errors import StorageError
from dossier.edition import Building, check_edition, storage_faults

AT = "2026-03-18T04:00:00Z"


def page(body: str) -> str:
    return f"<!doctype html><html><body>{body}</body></html>\n"


def test_latest_leads_to_the_new_edition_and_the_old_one_stays(tmp_path: Path) -> None:
    for at in (AT, "2026-03-19T04:00:00Z"):
        building = Building(tmp_path, at)
        building.write("index.html", page(at))
        assert not (tmp_path / building.name).exists()
        building.publish()
    assert (tmp_path / "latest").readlink() == Path("2026-03-19T040000Z")
    assert (tmp_path / "2026-03-18T040000Z/index.html").read_text() == page(AT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-03-18T040000Z", "2026-03-19T040000Z", "latest"]


def test_two_editions_of_one_second_get_two_names(tmp_path: Path) -> None:
    assert [Building(tmp_path, AT).publish().name for _ in range(3)] == [
        "2026-03-18T040000Z",
        "2026-03-18T040000Z-2",
        "2026-03-18T040000Z-3",
    ]


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".building-2026-03-17T040000Z/acme"
    left.mkdir(parents=True)
    (left / "index.html").write_text("<html>")
    (tmp_path / ".latest-123").symlink_to("nowhere")
    Building(tmp_path, AT).publish()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-03-18T040000Z", "latest"]


def test_an_edition_with_a_dead_link_or_a_page_cut_short_is_not_published(tmp_path: Path) -> None:
    building = Building(tmp_path, AT)
    building.write(
        "index.html", page('<p id="a&amp;b">x</p><a href="#a&amp;b">ok</a><a href="https://x.example/">ok</a>')
    )
    assert list(check_edition(building.folder)) == []
    building.write("acme/index.html", page('<a href="../index.html#c">no anchor</a><a href="gone.html">no file</a>'))
    building.write("cut.html", "<html><body>")
    assert list(check_edition(building.folder)) == [
        "acme/index.html links ../index.html#c",
        "acme/index.html links gone.html",
        "cut.html is cut short",
    ]
    with pytest.raises(StorageError, match="was not published"):
        building.publish()
    assert not (tmp_path / "latest").exists()


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file")
    with (
        pytest.raises(StorageError, match=r"reports: the report cannot be written"),
        storage_faults(tmp_path / "reports"),
    ):
        Building(tmp_path / "reports", AT)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(StorageError, match="Permission denied"), storage_faults(tmp_path):
        Building(tmp_path, AT)


def test_a_full_disk_is_told_and_latest_stays() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs /dev/full")
    with pytest.raises(StorageError, match="No space left"), storage_faults(Path("reports")), full.open("w") as file:
        file.write("x" * 100_000)
