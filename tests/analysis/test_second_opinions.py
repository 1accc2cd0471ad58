"""Lists of other projects: read by their formats, refused in other versions, asked under their own names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.list_formats import Entry, UnreadableList, read_list
from analysis.second_opinions import import_lists, load_opinions

DISCONNECT = {
    "license": "GPL 3",
    "categories": {
        "Advertising": [
            {"Acme Ads": {"http://acme.example/": ["ads.acme.example", "not a host"], "dnt": "eff"}}
        ],
        "Analytics": [{"Zeta": {"http://zeta.example/": ["zeta.example"], "performance": "true"}}],
    },
}
GHOSTERY = {
    "categories": {"advertising": {"name": "Advertising"}},
    "organizations": {"acme": {"name": "Acme", "country": "US"}},
    "patterns": {
        "acme_ads": {"name": "Acme Ads", "category": "advertising", "organization": "acme", "domains": ["acme.example"]},
        "orphan": {"name": "Orphan", "category": "advertising", "organization": None, "domains": ["orphan.example"]},
    },
    "domains": {}, "filters": {},
}  # fmt: skip
RADAR_ENTITIES = {"Acme, Inc.": {"aliases": ["Acme"], "properties": ["acme.example"], "displayName": "Acme"}}
RADAR_DOMAINS = {"acme.example": {"entityName": "Acme, Inc.", "aliases": [], "displayName": "Acme"}}
RADAR_ENTITY = {"name": "Acme, Inc.", "displayName": "Acme", "properties": ["acme.example"], "prevalence": {}}
RADAR_DOMAIN = {
    "domain": "acme.example",
    "owner": {"name": "Acme, Inc.", "displayName": "Acme"},
    "categories": ["Ads"],
}
EXODUS = {
    "trackers": {
        "1": {
            "name": "Acme", "network_signature": "\\.acme\\.example|a-cme\\.example|100\\.69\\.1\\.2|x.*y",
            "categories": ["Ads"],
        },
        "2": {"name": "None", "network_signature": "", "categories": []},
    }
}  # fmt: skip
ADGUARD = {
    "trackers": {"acme_ads": {"name": "Acme Ads", "categoryId": 4, "companyId": "acme"}},
    "trackerDomains": {"acme.example": "acme_ads", "lost.example": "nowhere"},
}
ADBLOCK = """\
[Adblock Plus 2.0]
! Title: My List
! Licence: CC0
||acme.example^
||third.example^$third-party
||narrow.example^$domain=shop.example
||wild*.example^
||path.example/ads^
@@||good.example^
/banner/*
shop.example##.ad
"""
HOSTS = """\
# Title: My Hosts
127.0.0.1 localhost
0.0.0.0 acme.example other.example # two
::1 six.example
10.0.0.1 router.lan
alone.example
"""


def _read(name: str, content: object) -> dict[str, Entry]:
    text = content if isinstance(content, str) else json.dumps(content)
    return read_list(name, text.encode()).hosts


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n\n", b"{", b"{}", b"[]", b'{"trackers": {}}', b'{"trackers": [], "entities": {}, "domains": {}}',
        b"\x00\x01\x02",
        b'{"categories": {"Advertising": {"Acme": "acme.example"}}}', b'{"categories": []}',
        b"<html><body>404</body></html>",
        b'{"organizations": {}, "patterns": {"a": []}}', b'{"a": {"properties": "acme.example"}}', b"{" + b'"a":{' * 100_000,
        b'{"trackers": {"1": {"network_signature": 7}}}', b'{"trackerDomains": {}, "trackers": {}}', b"||\n" * 1_000,
        b'{"domain": 7, "owner": null}', b'{"license": "x", "version": 99}', b"x" * 5_000_000, b"\xff\xfe\x00\x00",
    ],
)  # fmt: skip
def test_what_is_no_list_or_another_version_is_one_line(content: bytes) -> None:
    with pytest.raises(UnreadableList) as caught:
        read_list("some.file", content)
    assert str(caught.value).startswith("some.file: ")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_format_gives_hosts_owners_and_categories() -> None:
    assert _read("services.json", DISCONNECT) == {
        "ads.acme.example": Entry("Acme Ads", "Advertising"), "zeta.example": Entry("Zeta", "Analytics"),
    }  # fmt: skip
    assert _read("trackerdb.json", GHOSTERY) == {
        "acme.example": Entry("Acme", "advertising"), "orphan.example": Entry("Orphan", "advertising"),
    }  # fmt: skip
    for radar in (RADAR_ENTITIES, RADAR_DOMAINS, RADAR_ENTITY):
        assert _read("map.json", radar) == {"acme.example": Entry("Acme")}
    assert _read("acme.example.json", RADAR_DOMAIN) == {"acme.example": Entry("Acme", "Ads")}
    assert _read("trackers.json", EXODUS) == {
        "acme.example": Entry("Acme", "Ads"),
        "a-cme.example": Entry("Acme", "Ads"),
    }
    assert _read("trackers.json", ADGUARD) == {
        "acme.example": Entry("acme"),
        "lost.example": Entry("nowhere"),
    }
    assert read_list("services.json", json.dumps(DISCONNECT).encode()).skipped == 1


def test_an_adblock_list_counts_only_for_whole_hosts() -> None:
    found = read_list("list.txt", ADBLOCK.encode())
    assert set(found.hosts) == {"acme.example", "third.example"}
    assert (found.name, found.licence, found.skipped) == ("My List", "CC0", 6)


def test_a_hosts_file_is_exact() -> None:
    found = read_list("hosts", HOSTS.encode())
    assert set(found.hosts) == {"acme.example", "other.example", "six.example", "alone.example"}
    assert all(entry.exact for entry in found.hosts.values())
    assert found.name == "My Hosts"


def test_names_of_a_list_cannot_write_to_a_terminal() -> None:
    evil = json.dumps(
        {"A\u001b[31m\nB": {"properties": ["acme.example"]}, "x" * 5_000: {"properties": ["b.example"]}}
    )
    entries = _read("map.json", evil)
    assert entries["acme.example"].owner == "A[31m B"
    assert len(entries["b.example"].owner) == 200
    assert read_list("x", b"! Title: \x1b]0;evil\x07\n||acme.example^").name == "]0;evil"


def test_imported_lists_are_asked_by_their_names(tmp_path: Path) -> None:
    files = []
    for name, content in (("services.json", DISCONNECT), ("map.json", RADAR_ENTITIES)):
        files.append(tmp_path / name)
        files[-1].write_text(json.dumps(content))
    files.append(tmp_path / "hosts")
    files[-1].write_text(HOSTS)
    home = tmp_path / "home"
    home.mkdir()
    kept = import_lists(home, files, "2026-11-25")
    assert [(one.name, len(one.hosts)) for one in kept] == [
        ("Disconnect", 2), ("DuckDuckGo Tracker Radar", 1), ("My Hosts", 4),
    ]  # fmt: skip
    assert "NC" in kept[1].licence
    assert {path.stat().st_mode & 0o777 for path in (home / "lists").iterdir()} == {0o600}
    opinions = load_opinions(home)
    assert [(one.list, one.owner, one.matched) for one in opinions.of("ACME.example.")] == [
        ("DuckDuckGo Tracker Radar", "Acme", "acme.example"), ("My Hosts", "", "acme.example"),
    ]  # fmt: skip
    assert [one.list for one in opinions.of("x.acme.example")] == [
        "DuckDuckGo Tracker Radar"
    ]  # a hosts file is exact
    for stranger in ("notacme.example", "acme.example.evil", "1.2.3.4", ""):
        assert opinions.of(stranger) == ()


def test_importing_again_replaces_and_a_bad_file_changes_nothing(tmp_path: Path) -> None:
    home, good, bad = tmp_path / "home", tmp_path / "list.txt", tmp_path / "bad.json"
    home.mkdir()
    good.write_text("! Title: Mine\n||acme.example^\n")
    import_lists(home, [good], "2026-11-24")
    good.write_text("! Title: Mine\n||zeta.example^\n")
    bad.write_text("{}")
    with pytest.raises(UnreadableList):
        import_lists(home, [good, bad], "2026-11-25")
    assert set(load_opinions(home).lists[0].hosts) == {"acme.example"}
    import_lists(home, [good], "2026-11-25")
    (one,) = load_opinions(home).lists
    assert (set(one.hosts), one.imported) == ({"zeta.example"}, "2026-11-25")


def test_a_folder_of_tracker_radar_is_one_list(tmp_path: Path) -> None:
    folder = tmp_path / "entities"
    folder.mkdir()
    (folder / "Acme.json").write_text(json.dumps(RADAR_ENTITY))
    (folder / "Zeta.json").write_text(
        json.dumps({**RADAR_ENTITY, "displayName": "Zeta", "properties": ["zeta.example"]})
    )
    (one,) = import_lists(tmp_path, [folder], "2026-11-25")
    assert {host: entry.owner for host, entry in one.hosts.items()} == {
        "acme.example": "Acme",
        "zeta.example": "Zeta",
    }
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableList, match="no JSON file"):
        import_lists(tmp_path, [tmp_path / "empty"], "2026-11-25")


def test_a_damaged_or_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableList, match="No such file"):
        import_lists(tmp_path, [tmp_path / "nowhere"], "2026-11-25")
    with pytest.raises(UnreadableList, match="more than 64 MiB"):
        import_lists(tmp_path, [Path("/dev/zero")], "2026-11-25")
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "x.list").write_bytes(b"\xc1")
    with pytest.raises(UnreadableList, match="damaged"):
        load_opinions(tmp_path)
