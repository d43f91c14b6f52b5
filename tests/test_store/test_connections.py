"""Opening, transactions, aggregates, and every way in which a database file can be wrong."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from crawler.errors import StorageError
from crawler.store import migrations
from crawler.store.captures import save_batch
from crawler.store.connections import Connection, has_wal_reset_fault, open_store, read_store, rehearsal, transaction
from tests.test_store.rows import batch, begin, capture, rows

NOBODY = 65534


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """Root may read and write anything; so become nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, as pytest's own are not."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def make_store(path: Path) -> Path:
    with open_store(path) as db:
        begin(db)
    return path


@pytest.mark.parametrize(
    "name", ["with space.db", "what?mode=memory.db", "half#fragment.db", "100%41.db", "ž & 'quote'.db"]
)
def test_a_path_is_taken_as_it_is_written(tmp_path: Path, name: str) -> None:
    path = make_store(tmp_path / "new folder" / name)
    assert path.is_file()
    with read_store(path) as db:
        assert rows(db, "SELECT started_at FROM run") == [("2026-03-01T06:00:00Z",)]


def test_a_reader_sees_what_is_committed_while_the_writer_writes(tmp_path: Path) -> None:
    with open_store(tmp_path / "rivals.db") as db:
        begin(db)
        with transaction(db):
            db.execute("INSERT INTO run (started_at) VALUES ('later')")
            with read_store(tmp_path / "rivals.db") as reader:
                assert rows(reader, "SELECT count(*) FROM run") == [(1,)]


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    with read_store(make_store(tmp_path / "rivals.db")) as db, pytest.raises(StorageError, match="cannot be written"):
        db.execute("DELETE FROM run")


def test_a_transaction_is_all_or_nothing_and_an_inner_one_is_part_of_it(db: Connection) -> None:
    with suppress(ZeroDivisionError), transaction(db):
        db.execute("INSERT INTO run (started_at) VALUES ('one')")
        with transaction(db):
            db.execute("INSERT INTO run (started_at) VALUES ('two')")
        raise ZeroDivisionError
    assert rows(db, "SELECT * FROM run") == []


def test_a_rehearsal_leaves_nothing(db: Connection) -> None:
    with rehearsal(db):
        begin(db)
        assert rows(db, "SELECT count(*) FROM run") == [(1,)]
    assert rows(db, "SELECT count(*) FROM run") == [(0,)]


def test_a_killed_writer_loses_nothing_it_committed(tmp_path: Path) -> None:
    path = tmp_path / "rivals.db"
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from crawler.store.connections import open_store, transaction\n"
        "db = open_store(Path(sys.argv[1]))\n"
        "for n in range(100):\n"
        "    with transaction(db): db.execute('INSERT INTO run (started_at) VALUES (?)', (str(n),))\n"
        "db.execute('BEGIN IMMEDIATE'); db.execute('DELETE FROM run')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", code, path], check=False).returncode == -signal.SIGKILL
    with open_store(path) as db:
        assert rows(db, "SELECT count(*) FROM run") == [(100,)]
        assert rows(db, "PRAGMA integrity_check") == [("ok",)]


def test_leaving_the_connection_closes_it(tmp_path: Path) -> None:
    with open_store(tmp_path / "rivals.db") as db:
        begin(db)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rivals.db"]
    with pytest.raises(Exception, match="Cannot operate on a closed database"):
        begin(db)


def test_the_standard_library_serves_too_and_its_wal_fault_is_named(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pysqlite3'] = None; from pathlib import Path\n"
        "from crawler.errors import StorageError\n"
        "from crawler.store.connections import open_store, read_store, sqlite3\n"
        "with open_store(Path(sys.argv[1])): print(sqlite3.__name__)\n"
        "with read_store(Path(sys.argv[1])) as db:\n"
        "    for write in (db.execute, lambda sql: db.executemany(sql, [()])):\n"
        "        try: write('DELETE FROM run')\n"
        "        except StorageError: print('told')"
    )
    ran = subprocess.run([sys.executable, "-c", code, tmp_path / "a.db"], check=True, capture_output=True, text=True)
    assert ran.stdout.split() == ["sqlite3", "told", "told"]
    version = tuple(map(int, sqlite_version().split(".")))
    assert ("has the WAL-reset fault" in ran.stderr) == has_wal_reset_fault(version)


def sqlite_version() -> str:
    """Of the standard library, asked in another process: two SQLite libraries in one break each other's locks."""
    code = "import sqlite3; print(sqlite3.sqlite_version)"
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize(
    ("version", "faulty"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_versions_with_the_wal_reset_fault(version: tuple[int, ...], faulty: bool) -> None:
    assert has_wal_reset_fault(version) == faulty


def test_aggregates(db: Connection) -> None:
    sql = "SELECT median(value), geometric_mean(value) FROM json_each(?)"
    assert rows(db, sql, "[1, 100, null, 10]") == [(10.0, pytest.approx(10.0))]
    assert rows(db, sql, "[1, 2]") == [(1.5, pytest.approx(2**0.5))]
    assert rows(db, sql, "[1, 0]") == [(0.5, None)]
    assert rows(db, sql, "[]") == [(None, None)]


def test_a_missing_database(tmp_path: Path) -> None:
    for open_it in (read_store, lambda path: open_store(path, create=False)):
        with pytest.raises(StorageError, match=r"none\.db: there is no database.*`rivals run` makes one"):
            open_it(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_folder_in_place_of_a_database(tmp_path: Path) -> None:
    for open_it in (read_store, open_store):
        with pytest.raises(StorageError, match="is a folder; give the path of a file"):
            open_it(tmp_path)


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(StorageError, match="its folder cannot be made"):
        open_store(tmp_path / "data" / "rivals.db")


def test_a_database_that_may_not_be_read(open_folder: Path) -> None:
    path = make_store(open_folder / "rivals.db")
    path.chmod(0)
    for open_it in (read_store, open_store):
        with as_an_ordinary_user(), pytest.raises(StorageError, match=r"rivals\.db: cannot be opened; check the owner"):
            open_it(path)


def test_a_database_that_may_not_be_written(open_folder: Path) -> None:
    path = make_store(open_folder / "rivals.db")
    path.chmod(0o444)
    open_folder.chmod(0o555)
    with as_an_ordinary_user(), pytest.raises(StorageError, match="check the owner and mode"):
        open_store(path)


def test_a_store_in_a_folder_that_may_not_be_written_can_be_read(open_folder: Path) -> None:
    path = make_store(open_folder / "rivals.db")
    open_folder.chmod(0o555)
    with as_an_ordinary_user(), read_store(path) as db:
        assert rows(db, "SELECT count(*) FROM run") == [(1,)]


def test_a_folder_that_may_not_be_entered(open_folder: Path) -> None:
    path = make_store(open_folder / "data" / "rivals.db")
    path.parent.chmod(0)
    for open_it in (read_store, open_store):
        with as_an_ordinary_user(), pytest.raises(StorageError, match="folder"):
            open_it(path)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database, but long enough to have a header" * 40)
    for open_it in (read_store, open_store):
        with pytest.raises(StorageError, match=r"notes\.txt: is not a database"):
            open_it(tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_text().startswith("not a database")


def test_an_empty_file_becomes_a_store_only_when_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(StorageError, match="is empty or of an older version"):
        read_store(tmp_path / "empty.db")
    with open_store(tmp_path / "empty.db") as db:
        begin(db)


def test_a_damaged_database_says_so_whenever_it_is_found(tmp_path: Path) -> None:
    path = make_store(tmp_path / "rivals.db")
    with open_store(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = rows(db, "SELECT rootpage FROM sqlite_master WHERE name = 'run'")[0][0]
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with (
        read_store(path) as db,
        pytest.raises(StorageError, match=r"rivals\.db: is damaged; put a backup in its place"),
    ):
        rows(db, "SELECT * FROM run")


def test_damage_further_on_says_so_too(tmp_path: Path) -> None:
    path = tmp_path / "rivals.db"
    with open_store(path) as db:
        db.executemany("INSERT INTO run (started_at) VALUES (?)", [("x" * 90,)] * 999)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = rows(db, "PRAGMA page_count")[0][0]
    with path.open("r+b") as file:
        file.seek((pages - 1) * 4096)
        file.write(b"\xff" * 4096)
    with read_store(path) as db:
        for take in (lambda cursor: cursor.fetchall(), list):
            with pytest.raises(StorageError, match=r"rivals\.db: is damaged; put a backup in its place"):
                take(db.execute("SELECT * FROM run"))


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = make_store(tmp_path / "other.db")
    with open_store(path) as db:
        db.execute("PRAGMA application_id = 7")
    before = path.read_bytes()
    for open_it in (read_store, open_store):
        with pytest.raises(StorageError, match="is the database of another program"):
            open_it(path)
    assert path.read_bytes() == before


def test_a_newer_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = make_store(tmp_path / "rivals.db")
    with open_store(path) as db:
        db.execute("PRAGMA user_version = 99")
    for open_it in (read_store, open_store):
        with pytest.raises(StorageError, match=r"newer rivals \(schema 99, this one knows 2\); update rivals"):
            open_it(path)


def test_a_migration_keeps_the_rows_and_happens_whole_or_not_at_all(db: Connection) -> None:
    begin(db)
    with transaction(db):
        migrations.migrate(db, (*migrations.MIGRATIONS, ("ALTER TABLE run ADD COLUMN note TEXT",)))
    assert rows(db, "SELECT started_at, note FROM run") == [("2026-03-01T06:00:00Z", None)]
    assert rows(db, "PRAGMA user_version") == [(len(migrations.MIGRATIONS) + 1,)]
    broken = (*migrations.MIGRATIONS, (), ("DROP TABLE page", "SELECT missing FROM run"))
    with pytest.raises(Exception, match="no such column"), transaction(db):
        migrations.migrate(db, broken)
    assert rows(db, "SELECT count(*) FROM page") == [(0,)]
    assert rows(db, "PRAGMA user_version") == [(len(migrations.MIGRATIONS) + 1,)]


def test_a_full_disk_loses_nothing(db: Connection) -> None:
    _, visit = begin(db)
    save_batch(db, batch(capture(visit, 1)))
    pages = rows(db, "PRAGMA page_count")[0][0]
    db.execute(f"PRAGMA max_page_count = {pages + 2}")
    noise = os.urandom(1 << 16)
    with pytest.raises(StorageError, match=r"rivals\.db: the disk is full; nothing was lost"):
        save_batch(db, batch(capture(visit, 2), capture(visit, 3, body=noise)))
    assert rows(db, "SELECT number FROM capture") == [(1,)]
    db.execute("PRAGMA max_page_count = 100000")
    save_batch(db, batch(capture(visit, 2), capture(visit, 3, body=noise)))
    assert rows(db, "SELECT number FROM capture") == [(1,), (2,), (3,)]


def test_a_database_that_another_program_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_store(tmp_path / "rivals.db")
    monkeypatch.setattr("crawler.store.connections.BUSY_TIMEOUT_S", 0.01)
    with (
        open_store(path) as one,
        open_store(path) as other,
        transaction(one),
        pytest.raises(StorageError, match="is locked by another program"),
    ):
        begin(other)


def test_a_fault_of_our_own_is_no_storage_error(db: Connection) -> None:
    with pytest.raises(Exception, match="no such table: missing") as error:
        db.execute("SELECT * FROM missing")
    assert not isinstance(error.value, StorageError)
