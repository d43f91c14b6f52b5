"""The names of reviews' authors are nowhere in a store but in the bodies of pages."""

from pathlib import Path

from crawler.fold.fold import fold
from crawler.fold.state import State
from crawler.records.article import Article
from crawler.records.lines import dump_reading
from crawler.records.reading import About, Reading, Word
from crawler.records.review import Review
from crawler.store.authors import hash_author, salt_of, without_authors
from crawler.store.connections import Connection, open_store
from crawler.store.derived import Folded, save_fold
from crawler.store.packing import unpack
from crawler.store.readings import load_unit, save_readings
from tests.test_store.rows import SHOP, Result, rows, visit_day

NAME = "Anna Līdaka-Õunapuu"
POSTED = Article(url=SHOP + "blog/1", title="Hello", author="Jānis Zariņš")


def reviewed(author: str | None = NAME, reply: str | None = None) -> Reading:
    """Return a page that shows one review, and a post."""
    review = Review(url=SHOP, id="1", text="It broke.", author=author, reply=reply)
    words = (Word(witness="json-ld", record=review), Word(witness="text", record=POSTED))
    return Reading(about=About(type="reviews", title="A review", looked_for=("review",)), words=words)


def fold_day(db: Connection, day: int, state: State, reading: Reading) -> State:
    """Visit, read, fold and store the page of a day; its body has the author's name."""
    run, visit = visit_day(db, day, {"body": f"<p>{NAME}: It broke.</p><!-- {day} -->".encode()})
    save_readings(db, run, "r1", [Result(capture=(visit << 20) + 1, lines=dump_reading(reading))])
    result = fold(state, load_unit(db, run, "acme", "r1"))
    save_fold(db, "acme", state, Folded(run=run, reader="r1", result=result), "c1")
    return result.state


def everything(db: Connection) -> str:
    """Return all that any table but ``body`` holds, packed lines unpacked."""
    tables = [name for (name,) in rows(db, "SELECT name FROM sqlite_master WHERE type = 'table'") if name != "body"]
    cells = [cell for table in tables for row in rows(db, f"SELECT * FROM {table}") for cell in row]
    packed = [unpack(lines).decode() for (lines,) in rows(db, "SELECT lines FROM reading WHERE lines IS NOT NULL")]
    return "\n".join([*map(str, cells), *packed])


def test_no_table_but_that_of_bodies_holds_the_name_of_a_reviews_author(db: Connection) -> None:
    fold_day(db, 2, fold_day(db, 1, State(), reviewed()), reviewed(reply="Sorry!"))
    held = everything(db)
    assert not any(part in held for part in (*NAME.split(), NAME.casefold(), "u012b"))
    assert "It broke." in held
    assert "Jānis Zariņš" in held
    (hashed,) = set(rows(db, "SELECT author_hash FROM review"))
    assert hashed == (hash_author(NAME, salt_of(db)),)
    assert rows(db, "SELECT field, new FROM change") == [("reply", "Sorry!")]


def test_one_author_has_one_hash_in_a_store_and_another_in_another(db: Connection, tmp_path: Path) -> None:
    salt = salt_of(db)
    assert salt_of(db) == salt
    assert len(hash_author(NAME, salt)) == 16
    assert hash_author(f"  {NAME.upper()} ", salt) == hash_author(NAME, salt)
    with open_store(tmp_path / "other.db") as other:
        assert hash_author(NAME, salt_of(other)) != hash_author(NAME, salt)


def test_readings_that_differ_in_nothing_that_is_stored_are_one(db: Connection) -> None:
    state = State()
    for day, name in ((1, NAME), (2, NAME.lower()), (3, "Somebody Else")):
        state = fold_day(db, day, state, reviewed(name))
    assert rows(db, "SELECT count(*) FROM reading") == [(2,)]


def test_only_reviews_lose_their_author() -> None:
    lines = dump_reading(reviewed())
    assert without_authors(lines, b"salt") == dump_reading(reviewed(None)).replace(
        '"id":"1"', f'"author_hash":"{hash_author(NAME, b"salt")}","id":"1"'
    )
    plain = dump_reading(Reading(about=About(title="review"), words=(Word(witness="text", record=POSTED),)))
    assert without_authors(plain, b"salt") == plain
