"""``leakledger catalogue``: a stable line for each host asked, in order; mistakes are one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.analysis.catalogue_text_minimal import MINIMAL

NAMES = ["host", "tracker", "company", "parent", "country", "purposes", "matched", "certainty"]


def _asked(leakledger, *words: str, **more: object) -> list[dict[str, object]]:  # type: ignore[no-untyped-def]
    done = leakledger("catalogue", "lookup", "--format", "ndjson", *words, **more)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_strangers_are_null_one_line_each_in_order(leakledger) -> None:  # type: ignore[no-untyped-def]
    hosts = [
        "evil-facebook.com", "facebook.com.evil.example", "1.2.3.4", "[::1]", "a..b", "x" * 5_000, "münchen.example",
        "graph.facebook.com:443", "https://graph.facebook.com/", "evil-facebook.com",
    ]  # fmt: skip
    rows = _asked(leakledger, *hosts)
    assert [row["host"] for row in rows] == hosts
    for row in rows:
        assert list(row) == NAMES
        assert all(row[name] is None for name in NAMES[1:])


def test_a_known_host_has_owner_parent_and_the_suffix_that_decided(leakledger) -> None:  # type: ignore[no-untyped-def]
    (row,) = _asked(leakledger, "STATS.G.DoubleClick.net.")
    assert row == {
        "host": "STATS.G.DoubleClick.net.", "tracker": "google-analytics", "company": "google", "parent": "alphabet",
        "country": "US", "purposes": ["analytics", "advertising"], "matched": "stats.g.doubleclick.net",
        "certainty": "certain",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "hint"),
    [
        (["https://app.adjust.com/x?y", "adjust.com:443"], "'https://app.adjust.com/x?y' is no host: give app.adjust.com"),
        (["a..b", "app.adjust.com:443"], "'app.adjust.com:443' is no host: give app.adjust.com"),
        (["app.adjust.com/path"], "'app.adjust.com/path' is no host: give app.adjust.com"),
        (["me:secret@adjust.com:1/"], "give adjust.com"), (["//adjust.com"], "give adjust.com"),
        (["https://adjust.com."], "give adjust.com"), (["https://[2001:db8::1]:443/"], "give 2001:db8::1"),
        (["192.0.2.1:53"], "give 192.0.2.1"), (["\x1b[31madjust.com/x", "https://adjust.com"], "'https://adjust.com' is"),
    ],
)  # fmt: skip
def test_one_line_says_what_to_give_instead_of_an_address(leakledger, texts: list[str], hint: str) -> None:  # type: ignore[no-untyped-def]
    done = leakledger("catalogue", "lookup", "--format", "ndjson", *texts)
    assert hint in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("leakledger: ")
    assert "secret" not in done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["host"] for row in rows] == texts
    assert all(row["company"] is None for row in rows)


def test_the_table_has_that_line_too(leakledger) -> None:  # type: ignore[no-untyped-def]
    done = leakledger("catalogue", "lookup", "adjust.com:443", "adjust.com:80", "adjust.com")
    assert done.stderr == "leakledger: 'adjust.com:443' is no host: give adjust.com\n"


@pytest.mark.parametrize(
    "text", ["adjust.com", "stranger.example", "a..b", "", "::1", "[::1]", "/", "a b/c", "mailto:x", "x" * 5_000]
)  # fmt: skip
def test_what_is_a_host_or_nothing_like_one_has_no_such_line(leakledger, text: str) -> None:  # type: ignore[no-untyped-def]
    assert leakledger("catalogue", "lookup", "--format", "ndjson", "--", text).stderr == ""


def test_an_address_is_answered_by_the_networks(leakledger) -> None:  # type: ignore[no-untyped-def]
    own, same, shared, nobody = _asked(
        leakledger, "17.253.144.10", "[::ffff:17.253.144.10]", "34.64.1.1", "192.0.2.1"
    )
    assert own == {
        "host": "17.253.144.10", "tracker": None, "company": "apple", "parent": None, "country": "US", "purposes": None,
        "matched": "17.0.0.0/8", "certainty": "certain",
    }  # fmt: skip
    assert {**same, "host": own["host"]} == own
    assert (shared["tracker"], shared["company"], shared["purposes"], shared["certainty"]) == (
        None, "google", None, "uncertain",
    )  # fmt: skip
    assert (shared["parent"], shared["matched"]) == ("alphabet", "34.64.0.0/10")
    assert all(nobody[name] is None for name in NAMES[1:])
    shown = leakledger("catalogue", "lookup", "17.253.144.10").stdout
    assert shown.splitlines()[1].split() == [
        "17.253.144.10",
        "–",
        "apple",
        "–",
        "US",
        "–",
        "17.0.0.0/8",
        "certain",
    ]


def test_standard_input_has_one_host_a_line(leakledger, monkeypatch, capfd) -> None:  # type: ignore[no-untyped-def]
    import io
    import sys

    from analysis.catalogue_command import lines_of, lookup

    lines = b"signal.org\r\n\nbad\xff.example\n" + b"y" * 100_000 + b"\nsignal.org"
    assert [len(line) for line in lines_of(io.BytesIO(lines))] == [10, 0, 12, 4_096, 10]
    assert list(lines_of(io.BytesIO(b""))) == []
    mark = b"\xef\xbb\xbf"
    assert list(lines_of(io.BytesIO(mark + b"adjust.com\n" + mark + b"x"))) == ["adjust.com", "\ufeffx"]
    assert list(lines_of(io.BytesIO(mark))) == [""]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    lookup(("graph.facebook.com", "-", "last.example"), "ndjson", None, False)
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [row["tracker"] for row in rows] == [
        "facebook-graph-activities", "signal", None, None, None, "signal", None,
    ]  # fmt: skip


def test_a_table_is_safe_for_a_terminal(leakledger) -> None:  # type: ignore[no-untyped-def]
    shown = leakledger("catalogue", "lookup", "signal.org", "\x1b[31mevil\u202e.example").stdout
    assert shown.splitlines()[0].split()[:3] == ["host", "tracker", "company"]
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_file_is_checked(leakledger, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "mine.yaml"
    file.write_text(MINIMAL)
    said = leakledger("catalogue", "check", str(file)).stdout
    assert said.startswith("mine.yaml 2026-11-25+")
    assert (
        "2 companies, 2 trackers, 3 hosts, 1 endpoint, 2 fields, 1 data set, 1 model, 0 claims, 0 edges"
        in said
    )
    file.write_text(MINIMAL.replace("country: DE", "country: XX"))
    done = leakledger("catalogue", "check", str(file), check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "mine.yaml:10: companies[1].country: expected an ISO 3166-1" in done.stderr
    gone = leakledger("catalogue", "check", str(tmp_path / "gone.yaml"), check=False)
    assert (gone.returncode, gone.stderr.count("\n")) == (2, 1)


def test_the_schema_is_one(leakledger) -> None:  # type: ignore[no-untyped-def]
    import jsonschema

    schema = json.loads(leakledger("catalogue", "schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert {"companies", "trackers", "datasets", "models"} <= set(schema["properties"])


def test_a_company_is_shown_and_a_wrong_name_is_one_line(leakledger) -> None:  # type: ignore[no-untyped-def]
    assert "Fitbit is owned by Google (US) since 2021-01" in leakledger("catalogue", "show", "Fitbit").stdout
    told = json.loads(leakledger("catalogue", "show", "fitbit", "--format", "ndjson").stdout)
    assert [owner["id"] for owner in told["owners"]] == ["google", "alphabet"]
    done = leakledger("catalogue", "show", "fitbitt", check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "perhaps fitbit" in done.stderr


def test_lists_are_imported_with_their_licence_and_asked_on_demand(leakledger, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "map.json").write_text(
        json.dumps({"Acme, Inc.": {"properties": ["acme-stranger.example"], "displayName": "Acme"}})
    )
    said = leakledger("catalogue", "import", str(tmp_path / "map.json")).stdout
    assert "DuckDuckGo Tracker Radar: 1 host. Licence: CC BY-NC-SA 4.0" in said
    (plain,) = _asked(leakledger, "acme-stranger.example")
    assert list(plain) == NAMES
    (row,) = _asked(leakledger, "x.acme-stranger.example", "--lists")
    assert list(row) == [*NAMES, "lists"]
    assert row["company"] is None
    assert row["lists"] == [
        {
            "list": "DuckDuckGo Tracker Radar",
            "owner": "Acme",
            "category": "",
            "matched": "acme-stranger.example",
        }
    ]
    assert (
        "DuckDuckGo Tracker Radar: Acme" in leakledger("catalogue", "lookup", "acme-stranger.example").stdout
    )


def test_parts_of_a_list_join_and_what_is_replaced_is_said(leakledger, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    entities, domains = tmp_path / "entity_map.json", tmp_path / "domain_map.json"
    entities.write_text(json.dumps({"Acme, Inc.": {"properties": ["acme.example"], "displayName": "Acme"}}))
    domains.write_text(json.dumps({"zeta.example": {"entityName": "Zeta", "displayName": "Zeta"}}))
    first = leakledger("catalogue", "import", str(entities)).stdout
    assert "joined" not in first
    assert "replaced" not in first
    then = leakledger("catalogue", "import", str(domains)).stdout
    assert "DuckDuckGo Tracker Radar: 2 hosts." in then
    assert "joined with entity_map.json" in then
    rows = _asked(leakledger, "acme.example", "zeta.example", "--lists")
    assert [row["lists"][0]["owner"] for row in rows] == ["Acme", "Zeta"]  # type: ignore[index]
    again = leakledger("catalogue", "import", str(domains)).stdout
    assert "DuckDuckGo Tracker Radar: 1 host." in again
    assert "replaced what was imported" in again
    assert "entity_map.json, domain_map.json; 2 hosts" in again


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("lookup",), "Missing argument"),
        (("lookup", "--format", "xml", "a.example"), "is not one of"),
        (("import", "/nowhere.json"), "No such file"),
        (("import", "/proc/version"), "no list that can be imported"),
        (("lookup", "--lists", "--home", "/nowhere/at/all", "a.example"), "there is no leakledger home here"),
    ],
)
def test_mistakes_are_one_line_and_exit_2(leakledger, words: tuple[str, ...], expected: str) -> None:  # type: ignore[no-untyped-def]
    done = leakledger("catalogue", *words, check=False)
    assert done.returncode == 2
    assert expected in done.stderr
    assert done.stderr.count("\n") == 1
