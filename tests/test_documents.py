"""The documents name every command, option, key, kind and metric, and nothing that is not there (`make check`)."""

import argparse
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from crawler.configuration.competitors import schema
from crawler.configuration.reading import known_sources
from crawler.store.export import EXPORTS
from dossier.metrics.table import METRICS
from rivals import cli

REPOSITORY = Path(__file__).parent.parent


@cache
def read(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


@cache
def documents() -> str:
    return "\n".join(read(f"{path.relative_to(REPOSITORY)}") for path in DOCUMENTS)


DOCUMENTS = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]


def table(after: str) -> list[list[str]]:
    """Return the rows of the README's first table after a line, without its head."""
    lines = read("README.md").split(f"\n{after}\n", 1)[1].splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("|"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return rows


def commands() -> dict[str, argparse.ArgumentParser]:
    (choices,) = (action.choices for action in cli._parser()._actions if isinstance(action.choices, dict))
    return choices


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    return {option for action in parser._actions for option in action.option_strings if option not in ("-h", "--help")}


def common() -> set[str]:
    return set.intersection(*map(options_of, commands().values()))


DESCRIBED = {row[0].split()[1].strip("`"): row[0] for row in table("## Commands")}
"""By command, how the README spells it."""


def test_the_table_of_commands_has_each_command_once_and_no_other() -> None:
    assert sorted(row[0].split()[1].strip("`") for row in table("## Commands")) == sorted(commands())


@pytest.mark.parametrize("command", sorted(commands()))
def test_a_command_is_described_with_all_its_options_and_no_other(command: str) -> None:
    described = set(re.findall(r"--[a-z][a-z-]*", DESCRIBED[command]))
    assert described == options_of(commands()[command]) - common()


def test_the_table_of_common_options_is_whole() -> None:
    rows = table("Options of all commands:")
    assert {option for row in rows for option in re.findall(r"--[a-z][a-z-]*", row[0])} == common()


def test_no_document_speaks_of_a_command_that_does_not_exist() -> None:
    spoken = set(re.findall(r"(?:`|bin/)rivals ([a-z]+)", documents()))
    assert spoken - commands().keys() == set()


def test_no_document_speaks_of_an_option_that_does_not_exist() -> None:
    known = set().union(*map(options_of, commands().values()))
    lines = [line for line in documents().splitlines() if re.search(r"(?:`|bin/)rivals [a-z]+ ", line)]
    spoken = {(option, line) for line in lines for option in re.findall(r"(?<=[ \[`])--[a-z][a-z-]*", line)}
    assert {(option, line) for option, line in spoken if option not in known and "sqlite-utils" not in line} == set()


def test_the_table_of_exit_statuses_is_that_of_the_program() -> None:
    there = {cli.OK, cli.USAGE, cli.SOME_FAILED, cli.NOTHING, cli.LOCKED, cli.STORAGE, cli.INTERRUPTED}
    rows = re.findall(r"^\| (\d+) \|", read("README.md"), re.MULTILINE)
    assert sorted(map(int, rows)) == sorted(there)


def test_export_is_described_with_every_kind_and_no_other() -> None:
    (row,) = (row for row in table("## Commands") if row[0].startswith("`rivals export"))
    kinds = row[1].split(":", 1)[1]
    assert sorted(kind.strip() for kind in kinds.split(",")) == sorted(EXPORTS)


def keys_of(described: object) -> Iterator[str]:
    """Yield every key that a JSON Schema names."""
    if isinstance(described, dict):
        yield from described.get("properties", {})
        for child in described.values():
            yield from keys_of(child)
    elif isinstance(described, list):
        for child in described:
            yield from keys_of(child)


def test_the_table_of_configuration_keys_has_each_key_and_no_other() -> None:
    described = {key for row in table("## Configuration") for key in re.findall(r"`([a-z_]+)`", row[0])}
    inside = {key for row in table("## Configuration") for key in re.findall(r"`([a-z_]+)`", row[1])}
    there = set(keys_of(schema()))
    assert there - described - inside == set(), "not described"
    assert described - there == set(), "described, but not there"


@pytest.mark.parametrize("source", known_sources())
def test_every_source_is_in_the_documents(source: str) -> None:
    assert f"`{source}`" in read("README.md") or f"`{source}:" in read("README.md")


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.id)
def test_every_metric_is_in_the_documents(metric: object) -> None:
    assert getattr(metric, "label").lower() in documents().lower()  # noqa: B009


def test_the_readme_names_no_metric_that_is_not_there() -> None:
    labels = {metric.label for metric in METRICS}
    assert {row[0] for row in table("## What the reports say")} - labels == set()


def test_links_between_documents_lead_somewhere() -> None:
    for path in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#\s]+)\)", path.read_text(encoding="utf-8")):
            assert target.startswith(("http://", "https://")) or (path.parent / target).exists(), f"{path}: {target}"
    for name in re.findall(r"`((?:docs|config|benchmarks|crawler|tests)/[\w./-]+\.\w+)`", documents()):
        assert (REPOSITORY / name).exists(), name
