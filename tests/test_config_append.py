"""One more competitor in files that people wrote in many styles: all else stays byte for byte."""

import pytest

from crawler.configuration.append import add_competitor
from crawler.configuration.nodes import Faults, load_nodes
from crawler.errors import UsageError

ENTRY = ["# seen: 12 pages", "delta:", '  name: "Δelta: tools # 1"', "  site: https://delta.example/"]
NEW = '  # seen: 12 pages\n  delta:\n    name: "Δelta: tools # 1"\n    site: https://delta.example/\n'


def added(text: str) -> str:
    return add_competitor(text, "delta", ENTRY)


def test_the_entry_stands_after_the_last_one_with_its_indent() -> None:
    before = "contact: a@b.example\ncompetitors:\n  acme:\n    site: https://acme.example # theirs\n"
    assert added(before) == before + "\n" + NEW


def test_comments_and_keys_that_follow_stay_where_they_are() -> None:
    head = "# ours\ncontact: a@b.example\ncompetitors:\n  acme: {site: https://acme.example}\n  # still acme\n"
    tail = "\n# the market\nmarket:   {targets: []}\n\n\n# end"
    assert added(head + tail) == head + "\n" + NEW + tail


@pytest.mark.parametrize(
    "text",
    [
        "contact: a@b.example\ncompetitors:\n  acme:\n    site: https://acme.example",  # no line feed at the end
        "contact: a@b.example\r\ncompetitors:\r\n  acme:\r\n    site: https://acme.example\r\nalerts:\r\n",
        "competitors:\n        acme:\n            site: https://acme.example\ncontact: a@b.example\n",
        "competitors:\n acme:\n  site:\n  - https://acme.example\n  - https://acme.example/ee\ncontact: a@b.example\n",
        "---\ncompetitors:\n  acme: {site: https://acme.example}\n...\n",
        '"competitors" :\n  "acme" :\n    "site" : "https://acme.example"\n\n\ncontact: a@b.example\n',
        "competitors: {acme: {site: https://acme.example}}\ncontact: a@b.example\n",
        "contact: a@b.example\ncompetitors: {\n  acme: {site: https://acme.example},\n  # the last\n  }\n",
        "{contact: a@b.example, competitors: {acme: {site: https://acme.example}}, alerts: []}",
        "competitors:\n  acme:\n    name: >-\n      a\n\n      b\n    site: https://acme.example\ncontact: a@b\n",
        "competitors:\n  acme:\n    site: https://acme.example\n    name: |\n      # no comment\ncontact: a@b\n",
        "competitors:\n  competitors:\n    site: https://acme.example\ncontact: a@b.example\n",
        "market:\n  targets:\n    - feed: https://news.example/competitors\ncompetitors:\n  acme: {site: https://a.example}\n",
    ],
)
def test_every_style_takes_one_more(text: str) -> None:
    after = added(text)
    value = load_nodes(after, Faults())
    assert value is not None
    assert isinstance(value.value, dict)
    competitors = value.value["competitors"].value
    assert isinstance(competitors, dict)
    delta = competitors["delta"].value
    assert isinstance(delta, dict)
    assert (delta["name"].value, delta["site"].value) == ("Δelta: tools # 1", "https://delta.example/")
    kept = [line for line in text.splitlines() if line.strip() and "acme: {" not in line]
    assert [line for line in after.splitlines() if line in kept] == kept


@pytest.mark.parametrize("text", ["contact: a@b.example\n", "competitors: []\n", "competitors:\n", "- competitors\n"])
def test_a_file_without_competitors_is_left_to_people_and_the_entry_is_shown(text: str) -> None:
    with pytest.raises(UsageError, match="write this there yourself:\n# seen: 12 pages\ndelta:"):
        added(text)
