"""The examples in the docstrings hold, and each part is where the conventions want it."""

import doctest
import importlib
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import dossier
from dossier.facts import VERBS
from dossier.metrics.table import METRICS
from dossier.sections.changed import DECISIONS
from dossier.sections.table import SECTIONS
from dossier.severity import WHATS
from dossier.words import Clock, parse_utc

ROOT = Path(dossier.__file__).parent
CLOCK = Clock(zone=ZoneInfo("Europe/Riga"), now=parse_utc("2026-03-18T04:00:00Z"))


@pytest.mark.parametrize("module", ["words", "severity", "cells"])
def test_the_examples_hold(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"dossier.{module}"))
    assert (result.failed, result.attempted > 0) == (0, True)


@pytest.mark.parametrize(
    ("since", "at", "words"),
    [
        ("2026-03-02T04:00:00Z", "2026-03-03T04:00:00Z", "between 2 and 3 Mar"),
        ("2026-02-28T04:00:00Z", "2026-03-03T04:00:00Z", "between 28 Feb and 3 Mar"),
        ("2025-12-31T04:00:00Z", "2026-01-01T04:00:00Z", "between 31 Dec 2025 and 1 Jan"),
        ("2026-03-03T04:00:00Z", "2026-03-03T22:00:00Z", "between 3 and 4 Mar"),  # 22:00 UTC is midnight in Riga
        ("2026-03-03T04:00:00Z", "2026-03-03T21:59:59Z", "on 3 Mar"),
        (None, "2026-03-03T04:00:00Z", "3 Mar"),
    ],
)
def test_when_something_happened_is_told_as_narrowly_as_it_was_seen(since: str | None, at: str, words: str) -> None:
    assert CLOCK.between(since, at) == words


@pytest.mark.parametrize(
    ("at", "age"),
    [
        ("2026-03-18T03:20:00Z", "40\u202fmin"),
        ("2026-03-17T04:00:00Z", "24\u202fh"),
        ("2026-03-09T04:00:00Z", "9\u202fd"),
        ("2026-03-18T05:00:00Z", "0\u202fmin"),
    ],
)
def test_age(at: str, age: str) -> None:
    assert CLOCK.age(at) == age


def test_every_metric_has_its_select_and_every_section_its_template() -> None:
    selects = {path.stem for path in (ROOT / "metrics").glob("*.sql")} - {"prelude"}
    assert selects == {metric.id for metric in METRICS}
    templates = {path.name.split(".")[0] for path in (ROOT / "templates/sections").iterdir()}
    assert templates == {section.id for section in SECTIONS}


def test_the_documents_name_every_section_in_its_order() -> None:
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \|", (ROOT.parent / "docs/dossier.md").read_text(encoding="utf-8"), re.M)
    assert [(int(number), title) for number, title in rows] == list(enumerate((s.title for s in SECTIONS), start=1))


def test_every_happening_has_its_words_and_bears_on_one_decision() -> None:
    assert set(VERBS) == set(WHATS)
    decided = [what for whats in DECISIONS.values() for what in whats]
    assert sorted(decided) == sorted(WHATS)


def test_every_query_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py"))
    used = set(re.findall(r'select\(\s*[\w.]*db, "(\w+)"', code))
    assert used == {path.stem for path in (ROOT / "queries").glob("*.sql")}


def test_templates_trust_nothing_and_compute_nothing() -> None:
    for path in (ROOT / "templates").rglob("*.j2"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|Markup|<script|style=", text), path
        assert not re.search(r"\{[{%][^}]*[\w)] [*/] [\w(]", text), path
