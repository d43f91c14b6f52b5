"""A shop that exists only after JavaScript ran, through the real command line; and the same without a Chromium."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.rendering.find import find_chromium
from crawler.store.connections import read_store
from tests.endtoend.shops import install
from tests.loopback import Reply, Site, serving

APP = b"""
const root = document.getElementById('app');
const link = p => `<li><a href="/item/${p.id}">${p.name}</a> <span class="cost">${p.price} \xe2\x82\xac</span></li>`;
const show = p => `<h1>${p.name}</h1><p class="cost">${p.price} \xe2\x82\xac</p><p>In stock</p>
  <button>Add to cart</button>
  <p>${'A sound tool for every workshop and every day of the week. '.repeat(5)}</p>`;
async function start() {
  const id = location.pathname.split('/')[2];
  const answer = await fetch(id ? `/api/items/${id}` : '/api/items');
  if (!answer.ok) { root.innerHTML = '<h1>Not found</h1>'; return; }
  const data = await answer.json();
  document.title = id ? data.name : 'All tools';
  root.innerHTML = id ? show(data) : `<h1>All tools</h1><ul>${data.map(link).join('')}</ul>`;
}
start();
"""
SHELL = b'<!doctype html><html lang="en"><head><title>Shop</title></head><body><div id="app"></div>'
SHELL += b'<script src="/app.js"></script></body></html>'
ABOUT = b'<!doctype html><html lang="en"><title>About</title><h1>About us</h1><p>' + b"We sell tools. " * 60 + b"</p>"
ITEMS = {"drill-7": ("Drill 7", "89.00"), "saw-2": ("Saw 2", "24.50"), "plane-1": ("Plane 1", "41.90")}

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        find_chromium() is None and not os.environ.get("RIVALS_NEED_CHROMIUM"), reason="there is no Chromium here"
    ),
]


def as_json(data: object) -> Reply:
    return Reply(json.dumps(data).encode(), headers={"Content-Type": "application/json"})


def app_shop() -> dict[str, Reply]:
    items = {key: {"id": key, "name": name, "price": price} for key, (name, price) in ITEMS.items()}
    shell = Reply(SHELL)
    return {
        "/": shell,
        "/app.js": Reply(APP, headers={"Content-Type": "text/javascript; charset=utf-8"}),
        "/about": Reply(ABOUT),
        "/api/items": as_json(list(items.values())),
        **{f"/api/items/{key}": as_json(item) for key, item in items.items()},
        **{f"/item/{key}": shell for key in items},
    }


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(app_shop()) as (shop,):
        yield shop


def test_what_only_a_browser_shows_is_found_and_the_reason_kept(tmp_path: Path, site: Site) -> None:
    here = install(tmp_path, app=site)
    first = here.rivals("crawl", "--now", "2026-03-02T06:00:00Z")
    assert first.returncode == 0, first.stdout + first.stderr
    offers = {line["name"]: line["price"] for line in here.lines("export", "offer")}
    assert offers == dict(ITEMS.values())
    with read_store(here.db) as db:
        rendered = {row["url"] for row in db.execute("SELECT url FROM capture WHERE rendered = 1")}
        verdicts = db.execute("SELECT pattern, renders, evidence FROM rendering ORDER BY pattern").fetchall()
        (count,) = db.execute("SELECT rendered FROM visit").fetchone()
    assert rendered == {site.url, *(f"{site.url}item/{key}" for key in ITEMS)}
    assert count == 4
    assert [(row["pattern"], row["renders"]) for row in verdicts] == [("/", 1), ("/item/*", 1)]
    assert "words" in verdicts[1]["evidence"]


def test_a_price_that_changes_behind_an_unchanged_shell_is_seen(tmp_path: Path, site: Site) -> None:
    here = install(tmp_path, app=site)
    here.rivals("crawl", "--now", "2026-03-02T06:00:00Z")
    site.routes["/api/items/saw-2"] = as_json({"id": "saw-2", "name": "Saw 2", "price": "19.90"})
    here.rivals("crawl", "--now", "2026-03-03T06:00:00Z")
    changes = [(line["field"], line["old"], line["new"]) for line in here.lines("export", "change")]
    assert changes == [("price", "24.50", "19.90")]


def test_without_a_chromium_plain_pages_go_on_and_the_target_says_why(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = install(tmp_path, app=site)
    here.rivals("crawl", "--now", "2026-03-02T06:00:00Z")
    before = [(line["name"], line["price"]) for line in here.lines("export", "offer")]
    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "nothing"))
    site.routes["/"] = Reply(ABOUT.replace(b"</p>", b'</p><a href="/about">About</a><a href="/item/saw-2">Saw</a>'))
    for day in (3, 4, 5):
        done = here.rivals("crawl", "--now", f"2026-03-0{day}T06:00:00Z")
        assert done.returncode == 3
        assert "could not be rendered" in done.stdout
        assert str(tmp_path / "nothing") in done.stdout
    assert [(line["name"], line["price"]) for line in here.lines("export", "offer")] == before
    assert [line for line in here.lines("export", "change") if line["kind"] == "offer"] == []
    with read_store(here.db) as db:
        plain = db.execute(
            "SELECT count(*) FROM capture WHERE outcome = 'ok' AND rendered = 0 AND visit > 1"
        ).fetchone()
    assert plain[0] > 0


def test_rendering_can_be_switched_off(tmp_path: Path, site: Site) -> None:
    here = install(tmp_path, app=site)
    text = here.config.read_text(encoding="utf-8").replace("delay: 0s", "delay: 0s, render: off")
    here.config.write_text(text, encoding="utf-8")
    done = here.rivals("crawl", "--now", "2026-03-02T06:00:00Z")
    assert "rendering is off for this target" in done.stdout
    assert site.paths.count("/") == 1, "a shell is not asked again, nor held against its host"
    assert "/app.js" not in site.paths
