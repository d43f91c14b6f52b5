"""The house's conventions, held by tests."""

import ast
import doctest
import importlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from crawler.configuration.reading import known_sources

REPOSITORY = Path(__file__).parent.parent
MODULES = sorted(path for name in ("crawler", "dossier", "rivals") for path in (REPOSITORY / name).rglob("*.py"))
CODE = [path for path in MODULES if path.name != "__init__.py"]
SQLITE = {"sqlite3", "pysqlite3"}
CLOCKED = {"crawler/page.py", "crawler/due.py", "crawler/matching.py"}
CLOCKLESS_FOLDERS = ("crawler/fold", "crawler/parsing", "crawler/reading", "crawler/records", "crawler/sources")


def named(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Yield the first part of every name that a module imports, wherever in it."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
            "import_module",
            "__import__",
        ):
            yield from (str(word.value) for word in node.args if isinstance(word, ast.Constant))


def test_only_one_module_imports_a_sqlite_library() -> None:
    assert [named(path) for path in MODULES if SQLITE & set(imported(path))] == ["crawler/store/connections.py"]


def catches_everything(handler: ast.ExceptHandler) -> bool:
    """Tell a handler that swallows whatever comes from one that cleans up and raises it again."""
    last = handler.body[-1]
    if isinstance(last, ast.Raise) and last.exc is None:
        return False
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or getattr(kind, "id", "") in ("Exception", "BaseException") for kind in kinds)


def test_only_the_border_of_the_pool_catches_everything() -> None:
    handlers = [
        (path, node) for path in MODULES for node in ast.walk(tree_of(path)) if isinstance(node, ast.ExceptHandler)
    ]
    assert {named(path) for path, handler in handlers if catches_everything(handler)} == {"crawler/pool.py"}


@pytest.mark.parametrize("path", CODE, ids=named)
def test_a_module_says_in_one_line_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(tree_of(path)) or ""
    assert docstring.partition("\n")[0].rstrip(".?!:"), f"{named(path)} has no docstring"


def test_there_is_no_code_in_the_init_of_a_package() -> None:
    packages = [path for path in MODULES if path.name == "__init__.py"]
    with_code = [path for path in packages if [node for node in tree_of(path).body if not isinstance(node, ast.Expr)]]
    assert not with_code


def test_readers_parsers_and_fold_never_look_at_a_clock() -> None:
    pure = [path for path in CODE if named(path) in CLOCKED or named(path).startswith(CLOCKLESS_FOLDERS)]
    calls = [(path, node.func) for path in pure for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    looks = {"now", "utcnow", "today", "monotonic", "perf_counter"}
    assert [named(path) for path, called in calls if getattr(called, "attr", "") in looks] == []


def fields_without_meaning(record: ast.ClassDef) -> Iterator[str]:
    for field, following in zip(record.body, [*record.body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign) and "ClassVar" not in ast.unparse(field.annotation):
            said = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
            if not said and isinstance(field.target, ast.Name):
                yield f"{record.name}.{field.target.id}"


def test_every_field_of_a_record_says_what_it_means() -> None:
    records = (REPOSITORY / "crawler" / "records").glob("*.py")
    classes = [node for path in records for node in tree_of(path).body if isinstance(node, ast.ClassDef)]
    assert [field for record in classes for field in fields_without_meaning(record)] == []


def test_every_parser_of_text_shows_an_example() -> None:
    functions = [
        (path, node)
        for path in CODE
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("parse_")
    ]
    without = [
        f"{named(path)}: {node.name}" for path, node in functions if ">>>" not in (ast.get_docstring(node) or "")
    ]
    assert functions
    assert without == []


@pytest.mark.parametrize("path", [path for path in CODE if ">>> " in path.read_text(encoding="utf-8")], ids=named)
def test_the_examples_in_docstrings_are_true(path: Path) -> None:
    module = importlib.import_module(".".join(path.relative_to(REPOSITORY).with_suffix("").parts))
    result = doctest.testmod(module, optionflags=doctest.IGNORE_EXCEPTION_DETAIL | doctest.ELLIPSIS)
    assert (result.failed, result.attempted > 0) == (0, True)


@pytest.mark.parametrize("source", known_sources())
def test_every_source_has_a_saved_page_and_what_is_read_from_it(source: str) -> None:
    folder = REPOSITORY / "tests" / "sources" / source
    expected = {path.name.removesuffix(".expected.json") for path in folder.glob("*.expected.json")}
    pages = {path.stem: path for path in folder.iterdir() if not path.name.endswith(".expected.json")}
    assert expected, f"tests/sources/{source} has no pair"
    assert expected == set(pages)
    assert [named(page) for page in pages.values() if page.stat().st_size > 50_000] == []


# What the command line loads before it knows the command.


def test_help_loads_no_dear_library() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "rivals", "--help"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    dear = {
        "bs4", "crawler.configuration", "dateparser", "jinja2", "lxml", "pandas", "playwright", "pydantic", "pysqlite3",
        "rich", "ruamel", "scrapy", "selectolax", "sqlite3", "sqlite_utils", "tldextract", "trafilatura", "twisted",
        "typer",
    }  # fmt: skip
    assert "rivals.cli" in loaded
    assert sorted(name for name in loaded if name.split(".")[0] in dear or name in dear) == []


@cache
def project() -> dict[str, dict[str, dict[str, object]]]:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_picture_of_the_architecture_is_what_the_import_contracts_hold() -> None:
    """Each layer stands in a line of its own, in the order of the contract, in the picture's code block."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    assert isinstance(contracts, list)
    picture = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8").split("```")[1::2]
    for contract in contracts:
        if contract["type"] == "layers":
            lines = [f"  {layer}" for layer in contract["layers"]]
            assert any("\n".join(lines) in block for block in picture), "the picture lacks\n" + "\n".join(lines)


# The lock.


def locked() -> dict[str, str]:
    """Return what is locked: each package with its hashes."""
    text = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    return {entry.partition("==")[0]: entry for entry in re.split(r"\n(?=\S)", text.strip())}


def test_every_package_that_we_ask_for_is_locked_with_hashes() -> None:
    asked = [*project()["project"]["dependencies"], *project()["dependency-groups"]["dev"]]
    names = {re.split(r"[^A-Za-z0-9.-]", str(entry))[0].replace(".", "-") for entry in asked}
    assert names - locked().keys() == set()
    assert [name for name, entry in locked().items() if "--hash=sha256:" not in entry] == []


# What must not be in any file.

FOREIGN = re.compile(
    r"py[p]i\.org|python[h]osted\.org|np[m]js\.|yarn[p]kg\.|crates\.i[o]\b|proxy\.gol[a]ng"
    r"|/work[/]|(?<![\w.])/root[/]|C:\\User[s]"
)


def tracked_files() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    return [REPOSITORY / name for name in listed.split("\0") if name and (REPOSITORY / name).is_file()]


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    files = tracked_files()
    assert REPOSITORY / "requirements.lock" in files
    found = [
        f"{named(path)}:{number}"
        for path in files
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), start=1)
        if FOREIGN.search(line)
    ]
    assert found == []
