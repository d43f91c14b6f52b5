"""competitors.yaml → Config, or every fault with its place."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.batch import Settings
from crawler.config import Brand, Config, Target
from crawler.configuration.competitors import schema
from crawler.configuration.reading import known_sources, load_config
from crawler.errors import ConfigError, UsageError

REPOSITORY = Path(__file__).parent.parent
SOURCES = ("feed", "site")


def load(folder: Path, text: str) -> Config:
    path = folder / "competitors.yaml"
    path.write_text(dedent(text), encoding="utf-8")
    return load_config(path, SOURCES)


def faults(folder: Path, text: str) -> list[str]:
    """Return the faults of a file, without its path."""
    with pytest.raises(ConfigError) as caught:
        load(folder, text)
    return [fault.removeprefix(f"{folder}/competitors.yaml:") for fault in caught.value.faults]


def fault_of(folder: Path, entry: str) -> str:
    """Return the only fault of a file that is right but for one top entry; its place is taken off."""
    known = {"contact": "contact: a@b.example", "competitors": "competitors: {acme: {site: https://acme.example}}"}
    kept = [line for key, line in known.items() if not entry.startswith(f"{key}:")]
    (fault,) = faults(folder, "\n".join([*kept, entry]))
    return fault.split(": ", 1)[1]


def test_every_key_of_the_design_is_understood(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        """
        contact: crawler@our-shop.example
        timezone: Europe/Riga
        currency: USD
        report_url: https://files.example/rivals
        languages: [en]
        allow_private: ["127.0.0.1:8000"]
        defaults: {every: 12h, pages: 50, render: off, delay: 2s}
        competitors:
          our-shop: {kind: self, site: http://127.0.0.1:8000}
          acme:
            name: ACME Ltd
            kind: indirect
            country: LV
            brand: {names: [ACME, Акме], not: [acme corporation]}
            every: 1d
            delay: 0s
            site:
              - https://acme.example
              - {address: https://acme.example/ee/, country: EE, region: Tartu, currency: EUR, vat: excluded, pages: 9}
            targets:
              - feed: https://Acme.example/blog/rss#top
                every: 30m
                delay: 0.5s
        market:
          targets:
            - feed: https://news.example/tools.xml
              render: auto
            - feed: file:exports/mentions.xml
        alerts: []
        """,
    )
    assert (config.contact, config.timezone, config.currency) == ("crawler@our-shop.example", "Europe/Riga", "USD")
    assert (config.report_url, config.languages) == ("https://files.example/rivals/", ("en",))
    assert config.allow_private == frozenset({"127.0.0.1:8000"})
    ours, acme = config.competitors
    assert (ours.name, ours.label, ours.kind, ours.country, ours.brand) == (
        "our-shop",
        "our-shop",
        "self",
        None,
        Brand(),
    )
    assert (acme.label, acme.kind, acme.country) == ("ACME Ltd", "indirect", "LV")
    assert acme.brand == Brand(names=("ACME", "Акме"), not_names=("acme corporation",))
    named = Settings(country="LV", brand_names=("ACME", "Акме"), brand_not=("acme corporation",))
    assert config.targets == (
        Target(
            competitor="our-shop",
            source="site",
            address="http://127.0.0.1:8000/",
            every_s=43200,
            pages=50,
            delay_s=2.0,
            render=False,
            settings=Settings(),
        ),
        Target(
            competitor="acme",
            source="site",
            address="https://acme.example/",
            every_s=86400,
            pages=50,
            delay_s=0.0,
            render=False,
            settings=named,
        ),
        Target(
            competitor="acme",
            source="site",
            address="https://acme.example/ee/",
            every_s=86400,
            pages=9,
            delay_s=0.0,
            render=False,
            settings=replace(named, country="EE", region="Tartu", currency="EUR", tax_included=False),
        ),
        Target(
            competitor="acme",
            source="feed",
            address="https://acme.example/blog/rss",
            every_s=1800,
            pages=50,
            delay_s=0.5,
            render=False,
            settings=named,
        ),
        Target(
            competitor=None,
            source="feed",
            address="https://news.example/tools.xml",
            every_s=43200,
            pages=50,
            delay_s=2.0,
            settings=Settings(),
        ),
        Target(
            competitor=None,
            source="feed",
            address="file:exports/mentions.xml",
            every_s=43200,
            pages=50,
            delay_s=2.0,
            render=False,
            settings=Settings(),
        ),
    )


def test_a_contact_and_one_address_are_enough(tmp_path: Path) -> None:
    config = load(tmp_path, "contact: https://our-shop.example/bot\ncompetitors: {acme: {site: https://acme.example}}")
    assert (config.timezone, config.currency, config.report_url, config.languages) == ("UTC", "EUR", None, ("en",))
    (target,) = config.targets
    assert (target.every_s, target.pages, target.delay_s, target.settings) == (86400, 2000, 1.0, Settings())
    assert config.competitors[0].kind == "direct"


def test_empty_lists_may_stand_without_their_brackets(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        """
        contact: a@b.example
        allow_private:
        market:
        alerts:
        competitors:
          acme:
            site: https://acme.example
            targets:
        """,
    )
    assert len(config.targets) == 1


def test_words_of_older_yaml_are_text(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        "contact: a@b.example\ndefaults: {render: off}\ncompetitors: {no: {country: NO, site: https://a.example}}",
    )
    assert (config.competitors[0].name, config.competitors[0].country) == ("no", "NO")


def test_every_fault_is_named_at_once_with_its_place_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        """\
        contact: me
        timezone: Europe/Rigga
        wath: 1
        defaults: {every: daily, pages: many}
        competitors:
          our-shop: {kind: self, site: our-shop.example}
          acme:
            kind: self
            contry: LV
            site: [https://acme.example, {country: LV}]
            targets:
              - telegramm: acme_news
              - feed: https://acme.example/rss
              - feed: https://acme.example/rss#top
          acme: {}
        """,
    )
    keys = "alerts, allow_private, competitors, contact, currency, defaults, languages, market, report_url, timezone"
    of_competitor = "brand, country, delay, endpoints, every, kind, name, pages, render, site, targets"
    assert found == [
        "1:10: contact: 'me' is no mail or web address; owners of the sites you visit must be able to reach you",
        "2:11: timezone: no time zone 'Europe/Rigga'; did you mean Europe/Riga? there are names such as Europe/Riga",
        f"3:1: file: no key 'wath'; there are {keys}",
        "4:19: defaults.every: 'daily' is no duration; write a number and s, m, h or d, such as 1s, 30m, 24h, 7d",
        "4:33: defaults.pages: is the text 'many'; it must be a whole number from 1 to 1048575",
        "6:32: our-shop.site: 'our-shop.example' has no scheme; write https://our-shop.example",
        "8:5: acme.kind: a second competitor of kind self; the first is our-shop",
        f"9:5: acme: no key 'contry'; did you mean country? there are {of_competitor}",
        "10:34: acme.site: lacks address",
        "12:9: acme.targets: no source 'telegramm'; there are feed, site",
        "14:9: acme.targets.feed: https://acme.example/rss is already visited, by line 13",
        "15:3: acme: is here a second time; the first is in line 7",
    ]


def test_what_is_missing_is_named_beside_what_is_unknown(tmp_path: Path) -> None:
    missing, unknown = faults(tmp_path, "contacts: a@b.example\n")
    assert missing == "1:1: file: lacks contact and competitors"
    assert unknown.startswith("1:1: file: no key 'contacts'; did you mean contact? there are alerts, ")


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("currency: eur", "no currency 'eur'; did you mean EUR? there are those of ISO 4217, such as EUR"),
        ("currency: 5", "is the number 5; it must be text such as 'EUR'"),
        ("timezone: [UTC]", "is a list; it must be text such as 'Europe/Riga'"),
        ("report_url:", "is empty; it must be text such as 'https://files.example/'"),
        ("languages: en", "is the text 'en'; it must be a list"),
        ("languages: [ru]", "reports are not written in 'ru' yet; there is en"),
        ("allow_private: [127.0.0.1]", "'127.0.0.1' is no host and port; write it as 127.0.0.1:8000"),
        ("allow_private: ['a:99999']", "'a:99999' is no host and port; write it as 127.0.0.1:8000"),
        ("defaults: 5", "is the number 5; it must be a mapping with the keys delay, endpoints, every, pages, render"),
        ("defaults: {delay: 1}", "is the number 1; it must be text such as '1s'"),
        ("defaults: {delay: -1s}", "'-1s' is no duration; write a number and s, m, h or d, such as 1s, 30m, 24h, 7d"),
        ("defaults: {delay: 2h}", "2h is out of range; from 0s to 1h"),
        ("defaults: {every: 0s}", "0s is out of range; from 1s to 366d"),
        ("defaults: {pages: 0}", "is the number 0; it must be a whole number from 1 to 1048575"),
        ("defaults: {pages: 1.5}", "is the number 1.5; it must be a whole number from 1 to 1048575"),
        ("defaults: {pages: true}", "is true; it must be a whole number from 1 to 1048575"),
        ("defaults: {render: always}", "is not 'always'; there are auto, off"),
        ("market: {targets: [news]}", "is the text 'news'; write a source and its address, as in feed: https:…"),
        ("market: {targets: [{feed: 'file:'}]}",
         "'file:' is no file; write file: and its path, seen from this file's folder"),
        ("market: {targets: [{feed: 'https://a.example/?access_token=x'}]}",
         "carries an access_token, which does not belong in this file; remove it"),
        ("alerts: [mailto:a@b.example]", "alerts cannot be served yet; leave the list empty"),
        ("currency: *euro", "*euro repeats another value; write the value itself"),
        ("currency: !money EUR", "the tag !money has no meaning here; remove it"),
        ("contact: a b@c.example", "'a b@c.example' is no mail or web address; "
         "owners of the sites you visit must be able to reach you"),
        ("competitors: []", "is empty; it must be a mapping of names"),
        ("competitors: {a b: {}}", "'a b' is no name; write letters, digits, - and _, 64 at the most"),
        ("competitors: {acme: {}}", "has nothing to visit; give it a site or targets"),
        ("competitors: {acme: }", "has nothing to visit; give it a site or targets"),
        ("competitors: {acme: {site: https://a.example, kind: rival}}",
         "is not 'rival'; there are direct, foreign, indirect, self"),
        ("competitors: {acme: {site: https://a.example, country: UK}}",
         "no country 'UK'; there are those of ISO 3166, such as LV"),
        ("competitors: {acme: {site: https://a.example, brand: {names: ACME}}}",
         "is the text 'ACME'; it must be a list"),
        ("competitors: {acme: {site: {address: https://a.example, vat: 21}}}",
         "is the number 21; it must be text such as 'included'"),
        ("competitors: {a: {site: https://a.example}, A: {site: https://b.example}}",
         "differs only in capital letters from line 2; give it another name"),
        ("competitors: {a: {name: X, site: https://a.example}, b: {name: x, site: https://b.example}}",
         "is called x, as in line 2; give it another name"),
        ("competitors: {a: {site: https://a.example}, b: {site: https://a.example/#b}}",
         "https://a.example/ is already visited, by line 2"),
        ("competitors: {acme: {targets: [https://a.example]}}",
         "is the text 'https://a.example'; write a source and its address, as in feed: https:…"),
        ("competitors: {acme: {targets: [{every: 7d}]}}", "names no source; there are feed, site"),
        ("competitors: {acme: {targets: [{feed: https://a.example, site: https://b.example}]}}",
         "names feed and site; each source is an entry of its own"),
        ("competitors: {acme: {targets: [{fed: https://a.example}]}}",
         "no source 'fed'; did you mean feed? there are feed, site"),
        ("competitors: {acme: {targets: [{feed: {a: 1}}]}}",
         "is a mapping; it must be text such as 'https://acme.example'"),
    ],
)  # fmt: skip
def test_a_fault_says_what_is_wrong_and_what_exists(tmp_path: Path, entry: str, fault: str) -> None:
    assert fault_of(tmp_path, entry).partition(": ")[2] == fault


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("acme.example", "'acme.example' has no scheme; write https://acme.example"),
        ("//acme.example", "'//acme.example' has no scheme; write https://acme.example"),
        ("ftp://acme.example", "ftp:// cannot be visited; there are http and https"),
        ("file:///etc/passwd", "file:// cannot be visited; there are http and https"),
        ("https://", "'https://' is no address; write it as https://acme.example/shop"),
        ("https://acme.example:99999", "'https://acme.example:99999' is no address; write it as https://acme.example/shop"),
        ("https://user:secret@acme.example",
         "carries a user name or password, which does not belong in this file; remove it up to the @"),
        ("https://acme .example",
         "'https://acme .example' is no address; it contains a space or an invisible character"),
        ("http://127.0.0.1", "127.0.0.1:80 is not a public address; allow_private must name it"),
        ("https://localhost/a", "localhost:443 is not a public address; allow_private must name it"),
        ("http://10.1.2.3:8080/", "10.1.2.3:8080 is not a public address; allow_private must name it"),
        ("http://[::1]:8000", "[::1]:8000 is not a public address; allow_private must name it"),
        ("http://[::ffff:127.0.0.1]:8000",
         "[::ffff:127.0.0.1]:8000 is not a public address; allow_private must name it"),
        ("http://2130706433/", "'http://2130706433/' has a number for its host; write the IP address in full"),
        ("http://0x7f.1/", "'http://0x7f.1/' has a number for its host; write the IP address in full"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_visited_is_a_fault(tmp_path: Path, address: str, fault: str) -> None:
    entry = f'competitors: {{acme: {{site: "{address}"}}}}'
    assert fault_of(tmp_path, entry) == f"acme.site: {fault}"


def test_a_password_is_not_repeated_in_the_message(tmp_path: Path) -> None:
    assert "secret" not in str(faults(tmp_path, "competitors: {a: {site: 'https://user:secret@acme.example'}}"))


def test_a_named_private_address_may_be_visited(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        """
        contact: a@b.example
        allow_private: ["localhost:80", "[::1]:8000"]
        competitors: {a: {site: [http://LOCALHOST/, "http://[::1]:8000/"]}}
        """,
    )
    assert [target.address for target in config.targets] == ["http://localhost/", "http://[::1]:8000/"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1:1: file: is empty; it must have contact and competitors"),
        ("# nothing yet\n", "1:1: file: is empty; it must have contact and competitors"),
        ("contact: a: b", "1:11: YAML: mapping values are not allowed here"),
        ("contact: [a\n", "2:1: YAML: expected ',' or ']', but got '<stream end>'"),
        ("contact:\n\tb: 1", "2:1: YAML: found character '\\t' that cannot start any token"),
        ("contact: a\nb: \x01\n", "2:4: YAML: the invisible character U+0001 cannot stand here"),
        ('contact: a\nb: "\\U00110000"', "2:5: YAML: \\U00110000 is no character"),
        ("a: " + "[" * 10_000, "1:20: a: is nested deeper than 16 levels"),
    ],
)
def test_text_that_is_no_yaml_is_one_fault_with_its_place(tmp_path: Path, text: str, fault: str) -> None:
    assert faults(tmp_path, text) == [fault]


@given(
    place=st.floats(0, 1),
    removed=st.integers(0, 40),
    put=st.text(max_size=8) | st.sampled_from(["{", "]", "*a", "&a ", "!x ", "? ", "---\n", '"\\ud800"', "<<: ", "\t"]),
)
def test_a_spoilt_file_is_faults_in_single_lines_or_a_configuration(place: float, removed: int, put: str) -> None:
    text = (REPOSITORY / "config" / "competitors.yaml").read_text(encoding="utf-8")
    start = int(place * len(text))
    with TemporaryDirectory() as folder:
        path = Path(folder, "competitors.yaml")
        path.write_text(text[:start] + put + text[start + removed :], encoding="utf-8")
        try:
            found: tuple[str, ...] = () if load_config(path, SOURCES).targets else ("no target, and no fault",)
        except ConfigError as error:
            found = error.faults
    assert [fault for fault in found if not fault.isprintable() or ":" not in fault] == []


def test_a_second_document_is_a_fault(tmp_path: Path) -> None:
    assert "2:1: YAML: a second document begins here; only one is read" in faults(tmp_path, "--- a\n--- b\n")


def test_values_that_repeat_each_other_are_never_expanded(tmp_path: Path) -> None:
    levels = [f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 9)}]" for n in range(1, 60)]
    found = faults(tmp_path, "\n".join(["b0: &b0 [x]", *levels]))
    assert sum("repeats another value" in fault for fault in found) == 59 * 9


def test_a_file_that_is_missing_or_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.yaml: there is no such file; --config names another$"):
        load_config(tmp_path / "none.yaml")
    with pytest.raises(ConfigError, match=r"cannot be read: Is a directory$"):
        load_config(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "locked.yaml").touch(mode=0o000)
    with pytest.raises(ConfigError, match=r"locked\.yaml: cannot be read: Permission denied$"):
        load_config(tmp_path / "locked.yaml")


def test_a_file_of_another_encoding_is_named_with_the_place(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("contact: a@b.example\nnäme: x\n".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"latin\.yaml:2:2: file: is not UTF-8"):
        load_config(path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert (
        load(tmp_path, "\ufeffcontact: a@b.example\ncompetitors: {a: {site: https://a.example}}").contact
        == "a@b.example"
    )


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(ConfigError, match="is larger than 1,000,000 bytes"):
        load_config(path)


def test_an_unknown_competitor_names_those_that_exist(tmp_path: Path) -> None:
    config = load(
        tmp_path, "contact: a@b.example\ncompetitors: {a: {site: https://a.example}, b: {site: https://b.example}}"
    )
    assert config.competitor("b").name == "b"
    with pytest.raises(UsageError, match=r"no competitor 'c' in .*competitors\.yaml; there are a, b$"):
        config.competitor("c")


def test_sources_are_the_modules_of_the_folder() -> None:
    files = (REPOSITORY / "crawler" / "sources").glob("*.py")
    assert list(known_sources()) == sorted(file.stem for file in files if file.stem != "__init__")


def test_the_shipped_file_has_no_fault_and_describes_the_demo_market() -> None:
    config = load_config(REPOSITORY / "config" / "competitors.yaml")
    names = ["our-shop", "dubrava", "nordkit", "crewplan", "tool-barn"]
    assert [competitor.name for competitor in config.competitors] == names
    assert {target.address.split("/")[2] for target in config.targets} == config.allow_private


def test_the_schema_for_editors_is_up_to_date() -> None:
    kept = json.loads((REPOSITORY / "docs" / "competitors.schema.json").read_text(encoding="utf-8"))
    assert kept == schema(), "write it anew: make schema"


def test_workers_load_the_dataclasses_without_yaml_or_pydantic() -> None:
    code = "import sys, crawler.config; print({'ruamel.yaml', 'pydantic', 'crawler.configuration'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
