"""``add`` looks at a site and appends it; ``schedule`` prints what makes rivals run by itself."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.configuration.reading import load_config
from tests.endtoend.installation import Installation
from tests.endtoend.shops import product
from tests.loopback import Reply, Site, serving

HOME = """<!doctype html><html lang="lv"><head><title>Darbarīki – Zaļā āmura veikals</title>
<meta property="og:site_name" content="Zaļais āmurs: rīki #1">
<link rel="alternate" type="application/rss+xml" title="Jaunumi" href="/blogs/feed">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/blogs/comments/feed"></head>
<body><h1>Rīki</h1><p>Viss mājai un darbnīcai, ko var nopirkt vienā vietā</p>
<a href="/p/drill">Urbjmašīna</a> <a href="/p/saw">Zāģis</a>
<footer><a href="https://www.facebook.com/zalaisamurs">Facebook</a></footer></body></html>"""
STYLE = """# Whom we watch
contact:   crawler@our-shop.example   # us
allow_private: ["{host}"]
competitors:
    ours: {{kind: self, site: "https://our-shop.example"}}   # we
    # nobody else yet

market: {{targets: []}}
# end of file"""


@pytest.fixture
def site() -> Iterator[Site]:
    routes = {
        "/": Reply(HOME.encode(), headers={"Content-Type": "text/html; charset=utf-8"}),
        "/p/drill": product("Drill", "89.00"),
        "/p/saw": product("Saw", "24.50"),
    }
    with serving(routes) as (shop,):
        yield shop


@pytest.fixture
def here(tmp_path: Path, site: Site) -> Installation:
    installation = Installation(tmp_path)
    installation.config.write_text(STYLE.format(host=site.key), encoding="utf-8")
    return installation


def test_what_was_seen_is_appended_and_all_else_stays(here: Installation, site: Site) -> None:
    before = here.config.read_text(encoding="utf-8")
    done = here.rivals("add", site.url, "--now", "2026-03-02T06:00:00Z")
    assert done.returncode == 0, done.stderr
    after = here.config.read_text(encoding="utf-8")
    head, tail = before.split("\nmarket:")
    assert after.startswith(head.rstrip("\n") + "\n")
    assert after.endswith("\nmarket:" + tail)
    name = f"127-0-0-1-{site.url.split(':')[2].strip('/')}"
    added = load_config(here.config).competitor(name)
    assert added.label == "Zaļais āmurs: rīki #1"
    assert added.brand.names == ("Zaļais āmurs: rīki #1",)
    assert [(target.source, target.address) for target in added.targets] == [
        ("site", site.url),
        ("feed", f"{site.url}blogs/feed"),
    ]
    assert added.targets[0].settings.currency == "EUR"
    entry = after[len(head) : -len(tail)]
    assert "# 2026-03-02, rivals add: 3 pages read" in entry
    assert "# language: lv" in entry
    assert "currency: EUR  # of 2 of 2 prices seen" in entry
    assert f"rivals run {name}" in done.stdout


def test_a_site_that_is_watched_already_is_not_added_again(here: Installation, site: Site) -> None:
    assert here.rivals("add", site.url).returncode == 0
    before = here.config.read_bytes()
    done = here.rivals("add", site.url + "p/saw")
    assert done.returncode == 1
    assert "is watched already" in done.stderr
    assert here.config.read_bytes() == before


def test_a_dry_run_prints_the_entry_and_writes_nothing(here: Installation, site: Site) -> None:
    before = here.config.read_bytes()
    done = here.rivals("add", site.url, "--dry-run")
    assert done.returncode == 0
    assert f"    - address: {site.url}" in done.stdout
    assert here.config.read_bytes() == before


@pytest.mark.parametrize("reply", [Reply(b"no", 403), Reply(b"gone", 404), Reply(b"", 500)])
def test_a_site_that_does_not_answer_is_not_added(here: Installation, site: Site, reply: Reply) -> None:
    site.routes["/"] = reply
    before = here.config.read_bytes()
    done = here.rivals("add", site.url)
    assert done.returncode == 1
    assert "nothing was added" in done.stderr
    assert str(reply.status) in done.stderr
    assert here.config.read_bytes() == before


def test_an_address_inside_our_network_is_not_asked_unless_it_is_allowed(here: Installation, site: Site) -> None:
    text = here.config.read_text(encoding="utf-8")
    here.config.write_text(text.replace(site.key, "127.0.0.1:1"), encoding="utf-8")
    done = here.rivals("add", site.url)
    assert done.returncode == 1
    assert "not public" in done.stderr
    assert site.requests == []


def test_a_file_whose_style_takes_no_entry_is_left_alone_and_the_entry_shown(here: Installation, site: Site) -> None:
    text = here.config.read_text(encoding="utf-8").replace(
        "# nobody else yet", "? second\n    : site: https://b.example"
    )
    here.config.write_text(text, encoding="utf-8")
    done = here.rivals("add", site.url)
    after = here.config.read_text(encoding="utf-8")
    assert (done.returncode == 0) == (after != text)
    assert load_config(here.config).competitor("second").name == "second"


def test_the_crontab_line_runs_what_it_was_printed_for(here: Installation) -> None:
    done = here.rivals("schedule")
    assert done.returncode == 0
    line = done.stdout.splitlines()[-1]
    minute, hour, *_ = line.split()
    assert (0 <= int(minute) < 60, hour) == (True, "5")
    words = shlex.split(line.replace(r"\%", "%"))[5:]
    assert words[words.index("--config") + 1] == str(here.config)
    assert words[words.index("--db") + 1] == str(here.db)
    assert "run" in words


def test_targets_that_are_due_sooner_make_it_hourly_and_odd_paths_are_quoted(tmp_path: Path) -> None:
    odd = tmp_path / "a b %"
    odd.mkdir()
    here = Installation(odd)
    here.config.write_text(
        "contact: a@b.example\ncompetitors: {acme: {site: https://a.example, every: 2h}}", encoding="utf-8"
    )
    line = here.rivals("schedule").stdout.splitlines()[-1]
    assert line.split()[1] == "*"
    assert r"a b \%" in line
    units = here.rivals("schedule", "--systemd").stdout
    assert "OnCalendar=*-*-* *:" in units
    assert 'a b %%/competitors.yaml"' in units
