"""What editors are told of ``trackers.yaml``, single names and patterns of names, and lines of what is no YAML."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from analysis.catalogue import Catalogue, CatalogueError, json_schema, load, shipped
from analysis.catalogue_cache import read_content, through_cache
from analysis.catalogue_text import SourceText
from tests.analysis.test_catalogue import MINIMAL

AT_TWO = "    company: zeta\n"
PATTERN = "    patterns: [{below: one.example, matches: '^[a-z]{1,9}-two$', reason: a number is in it}]\n"


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[str], Catalogue]:
    def load_text(text: str) -> Catalogue:
        path = tmp_path / "trackers.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path)

    return load_text


def _plain(text: bytes) -> Any:
    return SourceText("trackers.yaml").plain(text)


def _complaints(text: str) -> list[str]:
    found = jsonschema.Draft202012Validator(json_schema()).iter_errors(_plain(text.encode()))
    return [".".join(map(str, one.absolute_path)) for one in found]


# -- the schema for editors -------------------------------------------------------------------------------------------


def test_the_schema_accepts_the_catalogue_that_is_shipped() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    complaints = jsonschema.Draft202012Validator(schema).iter_errors(_plain(shipped().read_bytes()))
    assert [(list(one.absolute_path), one.message) for one in complaints] == []


def test_the_schema_accepts_one_value_in_the_place_of_a_list_and_a_year_without_quotes() -> None:
    assert _complaints(MINIMAL) == []
    assert _complaints(MINIMAL.replace('since: "2020"', "since: 2020")) == []
    assert _complaints(MINIMAL.replace("{path:", "{when: {field: 'json:$.b', equals: x}, path:")) == []


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("purposes: [crash]", "purposes: [spying]", "trackers.1.purposes.0"),
        ("country: DE", "country: XX", "companies.1.country"),
        ("hosts: [two.example]", "hosts: ['HTTP://X']", "trackers.1.hosts.0"),
        ("[identifier.advertising]", "[rubbish]", "trackers.0.data_expected.0"),
        ("path: ^/v[0-9]{1,3}$", "path: v1", "trackers.0.endpoints.0.path"),
        ("source: github.com/acme/docs hosts.md", "source: everybody", "trackers.0.source"),
        ('since: "2020"', "since: 20200", "companies.1.parent"),
        ("    name: Two\n", "    name: Two\n    nmae: Two\n", "trackers.1"),
    ],
)
def test_the_schema_refuses_nonsense(before: str, after: str, where: str) -> None:
    assert before in MINIMAL
    found = _complaints(MINIMAL.replace(before, after))
    assert len(found) == 1
    assert found[0].startswith(where)


# -- single names, and patterns of names ------------------------------------------------------------------------------


def test_a_single_name_is_owned_without_those_below_it(loaded: Callable[[str], Catalogue]) -> None:
    one = "    exact: [{host: cdn.one.example, reason: rented by Two}]\n"
    found = loaded(MINIMAL.replace(AT_TWO, AT_TWO + one))
    assert [
        (answer.tracker and answer.tracker.id, answer.matched, answer.certainty)
        for host in ("cdn.one.example", "a.cdn.one.example", "one.example", "CDN.one.example.")
        for answer in [found.resolve(host)]
    ] == [
        ("two", "cdn.one.example", "certain"), ("one", "one.example", "certain"),
        ("one", "one.example", "certain"), ("two", "cdn.one.example", "certain"),
    ]  # fmt: skip


def test_a_pattern_holds_for_the_whole_of_what_stands_before_the_suffix(
    loaded: Callable[[str], Catalogue],
) -> None:
    found = loaded(MINIMAL.replace(AT_TWO, AT_TWO + PATTERN))
    owners = {
        host: answer.tracker and answer.tracker.id
        for host in ("ab-two.one.example", "ab-two.x.one.example", "x.ab-two.one.example", "one.example",
                     "ab-two.two.example", "ab-two.one.example.net", "ab2-two.one.example")
        for answer in [found.resolve(host)]
    }  # fmt: skip
    assert owners == {
        "ab-two.one.example": "two", "ab-two.x.one.example": "one", "x.ab-two.one.example": "one",
        "one.example": "one", "ab-two.two.example": "two", "ab-two.one.example.net": None,
        "ab2-two.one.example": "one",
    }  # fmt: skip
    assert found.resolve("ab-two.one.example").matched == "ab-two.one.example"


def test_a_name_below_a_rented_suffix_may_be_described(loaded: Callable[[str], Catalogue]) -> None:
    pattern = PATTERN.replace("one.example", "akamaihd.net")
    found = loaded(MINIMAL.replace(AT_TWO, AT_TWO + pattern))
    assert found.resolve("ab-two.akamaihd.net").certainty == "certain"
    assert found.resolve("ab-three.akamaihd.net").tracker is None


def test_both_and_the_references_come_back_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    more = "    exact: [{host: cdn.one.example, reason: rented}]\n    references: [github.com/two/docs more.md]\n"
    path = tmp_path / "trackers.yaml"
    path.write_text(MINIMAL.replace(AT_TWO, AT_TWO + PATTERN + more))
    first, again = through_cache(path), through_cache(path)
    assert list((tmp_path / "cache" / "leakledger").iterdir())
    for found in (first, again):
        for host in ("ab-two.one.example", "cdn.one.example"):
            owner = found.resolve(host).tracker
            assert owner is not None
            assert (owner.id, owner.references) == ("two", ("github.com/two/docs more.md",))


BROKEN = [
    ("exact: [{host: x.example, reason: a}, {host: x.example, reason: b}]", "exact[1]: expected a name that nobody owns"),
    ("exact: [{host: x.example}]", "expected a key 'reason', got none"),
    ("exact: [{host: X.example, reason: a}]", "expected a host name in lower case"),
    ("patterns: [{below: one.example, matches: '^a', reason: b}]", "expected a regular expression that ends with $"),
    ("patterns: [{below: one.example, matches: 'a$', reason: b}]", "begins with ^"),
    ("patterns: [{below: one.example, matches: '^a*$', reason: b}]", "expected bounded quantifiers"),
    ("patterns: [{below: one.example, matches: '^a$'}]", "expected a key 'reason', got none"),
    ("references: [everybody]", "references[0]: expected a page's https:// address"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "complaint"), BROKEN)
def test_a_broken_one_is_told_with_its_line(
    loaded: Callable[[str], Catalogue], line: str, complaint: str
) -> None:
    with pytest.raises(CatalogueError) as raised:
        loaded(MINIMAL.replace(AT_TWO, f"{AT_TWO}    {line}\n"))
    assert str(raised.value).startswith("trackers.yaml:35: trackers[1].")
    assert complaint in str(raised.value)


# -- what is no YAML --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [b"\0", b"\x07", b"\xff\xfe", b"\xfc"])
def test_bytes_that_are_no_text_are_told_with_their_line(wrong: bytes) -> None:
    before = 'version: "2026-11-22"\n# ä ö ü 日本\n# more\n'.encode()
    with pytest.raises(CatalogueError, match=r"^trackers\.yaml:4: expected YAML in UTF-8"):
        _plain(before + b"name: a" + wrong + b"\nother: b\n")


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a list\n", "a word\n", "3\n"])
def test_a_file_that_is_no_mapping_is_told_so_in_words(loaded: Callable[[str], Catalogue], text: str) -> None:
    with pytest.raises(CatalogueError) as raised:
        loaded(text)
    assert "expected keys with values, such as" in str(raised.value)
    assert "Shape" not in str(raised.value)


def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(CatalogueError, match="is no file"):
        read_content(pipe)
