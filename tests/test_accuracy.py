"""The labelled corpus is sound, the scoring is right, and docs/accuracy.md shows what this version reaches."""

from __future__ import annotations

import struct
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy import PAGE, diagnose, section, with_sections
from benchmarks.accuracy_peers import ENTITY_CATEGORY, PROPERTY_CATEGORY
from benchmarks.accuracy_recordings import device_day, measure
from benchmarks.accuracy_score import (
    UNSEEN,
    Found,
    by_kind,
    cases_below,
    cases_by_kind,
    judge,
    judge_all,
    same_value,
)
from benchmarks.accuracy_tables import corpus_table, recordings_table
from tests.corpus.reading import CORPUS, Case, load_case, load_cases, parse_expected
from tests.corpus.recipes import evaluate

# The categories of the design: kinds, and their parts where it names them all.
PARTS = {
    "sensor": {"motion", "ambient_light", "environment", "proximity"},
    "audio": {"recording", "stream"},
    "location": {"precise", "coarse", "radio_scan", "address", "track"},
    "photo": {"image", "video"},
    "identifier": {"advertising", "device", "installation", "push", "account", "email", "phone", "hashed"},
}
KINDS = frozenset({
    *PARTS, "health", "fitness", "contact", "message", "app_list", "usage", "browsing", "profile", "device_state",
    "network_address", "diagnostics", "finance", "consent_state", "credential", "opaque",
})  # fmt: skip


# -- the corpus -------------------------------------------------------------------------------------------------------


def test_the_corpus_is_large_enough_and_half_of_it_holds_nothing() -> None:
    cases = load_cases()
    negatives = sum(case.negative for case in cases)
    assert len(cases) >= 600
    assert negatives * 2 >= len(cases)


def test_every_kind_has_enough_cases() -> None:
    counts = cases_by_kind(load_cases())
    wanted = {kind: 25 if kind in PARTS else 10 for kind in KINDS}
    assert {kind: counts[kind] for kind in KINDS if counts[kind] < wanted[kind]} == {}


def test_every_identifier_of_the_design_and_every_sensor_has_cases() -> None:
    expected = Counter(item.category for case in load_cases() for item in case.expect)
    missing = [
        f"{kind}.{part}" for kind, parts in PARTS.items() for part in parts if not expected[f"{kind}.{part}"]
    ]
    assert missing in ([], ["audio.stream"])  # cases of headerless streams expect audio, whichever part it is


def test_every_category_of_a_case_is_one_of_the_design() -> None:
    found = [
        f"{case.id}: {category}"
        for case in load_cases()
        for category in [*(item.category for item in case.expect), *case.also]
        if not is_designed(category)
    ]
    assert found == []


def is_designed(category: str) -> bool:
    kind, _, part = category.partition(".")
    return kind in KINDS and (not part or kind not in PARTS or part in PARTS[kind])


def test_a_case_lies_in_the_folder_of_a_kind_that_it_expects() -> None:
    wrong = [
        case.id
        for case in load_cases()
        if case.id.partition("/")[0] not in ({item.kind for item in case.expect} or {"negative"})
    ]
    assert wrong == []


def test_the_properties_that_cases_name_are_those_of_trackhar() -> None:
    named = {item.prop for case in load_cases() for item in case.expect if item.prop}
    assert named - PROPERTY_CATEGORY.keys() == set()


def test_every_case_names_its_source_and_files_of_others_their_licence() -> None:
    cases = load_cases()
    assert [case.id for case in cases if len(case.file.source) < 8] == []
    assert [case.id for case in cases if uses_file(case.file.body) and not case.file.licence] == []


def uses_file(value: Any) -> bool:
    if isinstance(value, dict):
        return "file" in value.get("as", []) or any(map(uses_file, value.values()))
    return isinstance(value, list) and any(map(uses_file, value))


def test_no_two_cases_differ_in_their_numbers_only() -> None:
    shapes: dict[object, list[str]] = {}
    for case in load_cases():
        sent = case.transmission
        parameters = tuple(pair.partition("=")[0] for pair in sent.query.split("&"))
        shape = (sent.host, sent.path, parameters, tuple(sorted(case.file.headers)), shape_of(case.file.body))
        shapes.setdefault(shape, []).append(case.id)
    assert [names for names in shapes.values() if len(names) > 1] == []


def shape_of(value: Any) -> object:
    """A body without its values: names, nesting and encodings."""
    if isinstance(value, dict):
        steps = tuple(value["as"]) if value.keys() == {"as", "of"} else ()
        return (steps, tuple((key, shape_of(item)) for key, item in sorted(value.items()) if key != "as"))
    if isinstance(value, list):
        return tuple(dict.fromkeys(shape_of(item) for item in value))
    return type(value).__name__


def test_the_cases_use_many_encodings() -> None:
    used = Counter(step for case in load_cases() for step in steps_of(case.file.body))
    for step in (
        "json",
        "form",
        "gzip",
        "base64",
        "multipart",
        "protobuf",
        "msgpack",
        "plist",
        "bplist",
        "mqtt",
    ):
        assert used[step] >= 3, step
    assert sum(case.file.protocol == "websocket" for case in load_cases()) >= 20


def steps_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = list(value["as"]) if value.keys() == {"as", "of"} else []
        return own + [step for item in value.values() for step in steps_of(item)]
    return [step for item in value for step in steps_of(item)] if isinstance(value, list) else []


def test_a_case_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "send: GET https://a.example/\nsource: none at all\nexpects: [sensor.motion]\n"
    )
    with pytest.raises(Exception, match="expects"):
        load_case(tmp_path / "x.yaml")


def test_scalars_of_a_case_are_those_of_json(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "send: POST https://a.example/\nsource: written here\n"
        "body: {as: [json], of: [no, on, 12:30:45, 2026-01-05, 00123, 1.50, 1e3, -7, true, null]}\n"
    )
    body = load_case(tmp_path / "x.yaml").transmission.body
    assert body == b'["no","on","12:30:45","2026-01-05","00123",1.5,1000.0,-7,true,null]'


def test_recipes_write_what_the_formats_say() -> None:
    assert evaluate({"as": ["protobuf"], "of": [[1, 150]]}) == bytes.fromhex("089601")
    assert evaluate({"as": ["protobuf"], "of": [[2, "testing"], [3, [[1, 150]]]]}) == bytes.fromhex(
        "120774657374696e671a03089601"
    )
    assert evaluate({"as": ["protobuf"], "of": [[1, 2.5]]}) == b"\x09" + struct.pack("<d", 2.5)
    assert evaluate({"as": ["mqtt"], "of": {"topic": "a/b", "payload": "hi"}}) == b"\x30\x07\x00\x03a/bhi"
    assert evaluate({"as": ["json", "base64"], "of": {"a": 1}}) == "eyJhIjoxfQ=="
    nested = {"as": ["json"], "of": {"p": {"as": ["json", "hex"], "of": [1]}}}
    assert evaluate(nested) == '{"p":"5b315d"}'
    assert evaluate({"as": ["wav"], "of": {"seconds": 0.1}})[:4] == b"RIFF"
    assert evaluate({"as": ["jpeg"], "of": {"size": [32, 32], "gps": [1.5, -2.5]}})[:2] == b"\xff\xd8"


# -- the scoring ------------------------------------------------------------------------------------------------------


def case_with(expect: list[str], also: list[str] | None = None) -> Case:
    example = load_case(CORPUS / "location" / "geohash.yaml")
    return Case(
        id="made/up",
        file=example.file,
        transmission=example.transmission,
        expect=tuple(map(parse_expected, expect)),
        also=frozenset(also or ()),
    )


def test_each_expectation_takes_one_finding() -> None:
    outcome = judge(case_with(["location.precise", "location.precise"]), [Found(category="location.precise")])
    assert (len(outcome.taken), len(outcome.missed)) == (1, 1)


def test_a_finding_of_another_category_is_false_and_a_further_one_of_a_named_category_is_not() -> None:
    findings = [
        Found(category="location.precise", value="52.5"),
        Found(category="location.precise", value="13.4"),
        Found(category="location.coarse", value="DE"),
        Found(category="usage.app", value="x"),
    ]
    outcome = judge(case_with(["location.precise = 52.5"], also=["usage"]), findings)
    assert [item.category for item in outcome.false] == ["location.coarse"]
    assert [item.value for item in outcome.extra] == ["13.4", "x"]
    score = by_kind([outcome])["location"]
    assert (score.expected, score.met, score.false) == (1, 1, 1)
    assert (score.recall, score.precision) == (1.0, 0.5)


def test_a_wrong_value_or_property_does_not_count() -> None:
    found = [Found(category="identifier.device", prop="deviceId", value="abc")]
    assert judge(case_with(["identifier.device = abd"]), found).missed
    assert judge(case_with(["identifier.device (macAddress)"]), found).missed
    assert not judge(case_with(["identifier.device (deviceId) = ABC"]), found).missed


def test_a_place_that_the_case_gives_must_be_in_the_path() -> None:
    found = [Found(category="photo.image", path="body>json:$.photos[0]>base64")]
    assert not judge(case_with(["photo.image at photos[0]"]), found).missed
    assert judge(case_with(["photo.image at photos[1]"]), found).missed


def test_the_particular_expectation_chooses_first() -> None:
    found = [Found(category="finance.card", value="1"), Found(category="finance.card", value="2")]
    outcome = judge(case_with(["finance", "finance = 1"]), found)
    assert outcome.missed == ()


def test_a_kind_alone_is_met_by_any_of_its_parts() -> None:
    assert not judge(case_with(["audio"]), [Found(category="audio.stream")]).missed
    assert judge(case_with(["audio.recording"]), [Found(category="audio.stream")]).missed
    assert not judge(case_with(["audio.recording"]), [Found(category="audio")]).missed


@pytest.mark.parametrize(
    ("expected", "found", "same"),
    [
        ("52.50", "52.5", True),
        ("72", "72 bpm", True),
        ("72", "172", False),
        ("72", "72.5", False),
        ("anna@example.org", "Anna <anna@example.org>", True),
        ("1.2", "1.2.3", False),
        ("13", "Android 13", True),
        ("Keller", "keller", True),
        ("", "anything", False),
    ],
)
def test_values_are_the_same_as_texts_numbers_or_whole_words(expected: str, found: str, same: bool) -> None:
    assert same_value(expected, found) is same


def test_a_miss_is_laid_to_the_part_that_failed() -> None:
    case = load_case(CORPUS / "location" / "geohash.yaml")
    read, reached = parse_expected("usage = u33dc0cpke7x"), parse_expected("usage = nowhere-at-all")
    assert diagnose(case, read, [])[0] == "read, not recognised"
    assert diagnose(case, reached, [])[0] == "not reached by a decoder"
    other = [Found(category="location.precise", value="u33dc0cpke7x")]
    assert diagnose(case, read, other)[0] == "found as something else"


def test_the_words_of_the_peers_are_mapped_to_categories_of_the_design() -> None:
    assert len(PROPERTY_CATEGORY) == 104  # all that TrackHAR has
    assert [
        name for name in {*PROPERTY_CATEGORY.values(), *ENTITY_CATEGORY.values()} if not is_designed(name)
    ] == []


# -- the page ---------------------------------------------------------------------------------------------------------

STALE = "docs/accuracy.md is stale: run benchmarks/accuracy.py --write, look at what changed, and commit it"


def test_the_page_shows_what_this_version_reaches_on_the_corpus() -> None:
    assert section(PAGE.read_text(encoding="utf-8"), "corpus") == corpus_table(judge_all()), STALE


@pytest.mark.parametrize("name", UNSEEN)
def test_the_page_shows_what_this_version_reaches_on_an_unseen_set(name: str) -> None:
    table = corpus_table(judge_all(cases_below(UNSEEN[name])))
    assert section(PAGE.read_text(encoding="utf-8"), name) == table, STALE


@pytest.mark.parametrize(
    ("name", "least", "negatives"),
    [
        ("unseen", 120, 1 / 3),
        ("unseen_2", 180, 0.4),
        ("unseen_3", 180, 0.4),
        ("unseen_4", 180, 0.4),
        ("unseen_5", 180, 0.4),
        ("unseen_6", 145, 0.4),
        ("unseen_7", 171, 1 / 3),
        ("unseen_8", 170, 0.4),
        ("unseen_9", 160, 0.5),
        ("unseen_10", 169, 0.4),
        ("unseen_11", 173, 0.4),
        ("unseen_12", 175, 0.4),
        ("unseen_13", 170, 0.4),
        ("unseen_14", 170, 0.4),
    ],
)
def test_an_unseen_set_is_sound(name: str, least: int, negatives: float) -> None:
    cases = cases_below(UNSEEN[name])
    named = [
        (case.id, name) for case in cases for name in [*(item.category for item in case.expect), *case.also]
    ]
    kinds = {case.id: {item.kind for item in case.expect} or {"negative"} for case in cases}
    assert len(cases) >= least
    assert sum(case.negative for case in cases) >= negatives * len(cases)
    assert [pair for pair in named if not is_designed(pair[1])] == []
    assert [name for name, expected in kinds.items() if name.partition("/")[0] not in expected] == []
    assert [case.id for case in cases if uses_file(case.file.body) and not case.file.licence] == []
    assert [case.id for case in cases if not case.file.source.strip()] == []


def test_the_second_unseen_set_is_seldom_from_memory() -> None:
    cases = cases_below(UNSEEN["unseen_2"])
    assert sum(case.file.source.startswith("from memory:") for case in cases) <= 0.15 * len(cases)


def test_the_page_shows_what_this_version_reaches_on_the_recordings(shared_data: Path) -> None:
    table = recordings_table(measure(shared_data), device_day(shared_data))
    assert section(PAGE.read_text(encoding="utf-8"), "recordings") == table, STALE


def test_the_page_compares_with_both_peers() -> None:
    table = section(PAGE.read_text(encoding="utf-8"), "peers") or ""
    assert "TrackHAR" in table
    assert "Presidio" in table


def test_writing_a_section_leaves_the_rest_of_the_page_alone() -> None:
    page = "a\n<!-- x -->\nold\n<!-- /x -->\nb\n"
    assert with_sections(page, {"x": "new \\1"}) == "a\n<!-- x -->\nnew \\1\n<!-- /x -->\nb\n"
    with pytest.raises(SystemExit):
        with_sections(page, {"y": "new"})
