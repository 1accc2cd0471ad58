"""Fields of known endpoints: nothing for what is empty or elsewhere; all that TrackHAR reads in real requests."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attribution import attribute
from analysis.catalogue import load
from analysis.decoding import open_message
from analysis.detectors.endpoint_fields import DETECTOR
from analysis.importers.har import IMPORTER
from analysis.payload import Context, EndpointRule, FieldRule, Leaf, Payload, Scalar
from analysis.records import Confidence, Observation, Transmission

ZERO = "00000000-0000-0000-0000-000000000000"


def _rule(path: str, category: str = "usage.app", context: Context = "body") -> FieldRule:
    return FieldRule(path=path, context=context, category=category, property="appId", reasoning="named so")


def _found(
    rule: FieldRule,
    path: str,
    value: Scalar = "x",
    context: Context | None = None,
    with_endpoint: bool = True,
) -> list[Observation]:
    sent = Transmission(id="t", flow_id="f", seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test")
    leaf = Leaf(path=path, context=context or rule.context, name="", names=(), value=value)
    endpoint = EndpointRule(id="acme/v1", tracker="acme", fields=(rule,)) if with_endpoint else None
    return list(DETECTOR.detect(Payload(transmission=sent, leaves=(leaf,), endpoint=endpoint)))


# -- nothing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("json:$.id", "body>json:$.grid"), ("json:$.id", "body>json:$.user.id"), ("json:$.id", "body>json:$.id.raw"),
        ("json:$.id", "body>json:$.id[0]"), ("json:$.id", "body>ndjson:$[0].id"), ("json:$.id", "body>xjson:$.id"),
        ("json:$[*].id", "body>json:$[a].id"), ("json:$.a[*].id", "body>json:$.a.b.id"), ("form:id", "body>form:uid"),
        ("form:id", "body>form:id[x]"), ("form:e>json:$[1]", "body>form:e>json:$[10]"), ("json:$.i.d", "body>json:$.ixd"),
    ],
)  # fmt: skip
def test_another_place_is_not_the_field(rule: str, path: str) -> None:
    assert _found(_rule(rule), path) == []


@pytest.mark.parametrize("value", [None, "", "  ", "null", "(null)", "NULL", "undefined", "nil"])
def test_an_empty_value_is_no_finding(value: Scalar) -> None:
    assert _found(_rule("json:$.id"), "body>json:$.id", value) == []


@pytest.mark.parametrize(
    "value", [ZERO, ZERO.replace("-", ""), 0, "0", "02:00:00:00:00:00", "00:00:00:00:00:00"]
)
def test_an_identifier_of_zeros_identifies_nobody(value: Scalar) -> None:
    assert _found(_rule("json:$.id", "identifier.advertising"), "body>json:$.id", value) == []
    assert _found(_rule("json:$.id", "usage.session"), "body>json:$.id", value) != []


def test_no_endpoint_or_another_context_gives_nothing() -> None:
    assert _found(_rule("json:$.id"), "body>json:$.id", with_endpoint=False) == []
    assert _found(_rule("query:id", context="query"), "query:id", context="body") == []


# -- something --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "path", "context"),
    [
        ("json:$.id", "body>json:$.id", "body"), ("json:$.id", "body>gzip>json:$.id", "body"),
        ("json:$.a[*].id", "body>json:$.a[12].id", "body"), ("json:$.abi[*]", "body>json:$.abi[0]", "body"),
        ("form:id", "body>form:id", "body"), ("form:id", "body>form:id[1]", "body"), ("query:id", "query:id", "query"),
        ("query:id", "query:id[0]", "query"), ("query:ud[em]", "query:ud[em]", "query"),
        ("form:e>json:$[1]", "body>form:e>json:$[1]", "body"), ("header:Referer", "header:referer", "header"),
        ("header:referer", "header:REFERER", "header"), ('json:$["odd key"]', 'body>json:$["odd key"]', "body"),
    ],
)  # fmt: skip
def test_the_place_is_found_in_every_layer(rule: str, path: str, context: Context) -> None:
    (found,) = _found(_rule(rule, context=context), path)
    assert found.path == path
    assert found.rule in DETECTOR.rules
    assert found.confidence is Confidence.CERTAIN
    assert "acme/v1" in found.reasoning


@pytest.mark.parametrize(
    ("value", "text"), [(False, "false"), (True, "true"), (1.0, "1.0"), (7, "7"), ("a", "a")]
)
def test_values_are_text_as_they_stood(value: Scalar, text: str) -> None:
    (found,) = _found(_rule("json:$.x"), "body>json:$.x", value)
    assert found.value == text


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_path_breaks_the_match(rule: str, path: str) -> None:
    for found in _found(_rule(rule or "x"), path):
        assert found.path == path


# -- real requests ----------------------------------------------------------------------------------------------------

ADAPTERS = (
    "branch-io/",
    "facebook/",
    "google/google-analytics",
    "google/googletagmanager",
    "infonline/",
    "smartbear/",
)

# (adapter, property, path): what TrackHAR reads and this detector does not, and why.
EXCEPTIONS = {
    (
        "infonline/ioam-tx-query",
        "deviceId",
        "i00",
    ): "cookies are redacted before anything sees them; their names stay",
}


def _same(expected: object, found: str) -> bool:
    if isinstance(expected, bool):
        return found == str(expected).lower()
    if isinstance(expected, int | float):
        return found.replace(".", "", 1).lstrip("-").isdigit() and float(found) == float(expected)
    text = str(expected)
    return found == text or (len(text) >= 120 and found.startswith(text))  # the truth holds 120 characters


def _missing(entry: dict[str, Any], found: list[Observation]) -> list[tuple[str, str, str, object]]:
    missing = []
    for datum in entry["props"]:
        if not datum["adapter"].startswith(ADAPTERS):
            continue
        values = datum["value"] if isinstance(datum["value"], list) else [datum["value"]]
        for value in values:
            if not any(seen.property == datum["property"] and _same(value, seen.value) for seen in found):
                missing.append((datum["adapter"], datum["property"], datum["path"], value))
    return [gap for gap in missing if gap[:3] not in EXCEPTIONS]


def _gaps(path: Path, entries: list[dict[str, Any]]) -> list[tuple[str, str, str, object]]:
    """What of a recording's truth is not found."""
    catalogue = load()
    sent = {
        record.source.message: record
        for record in IMPORTER.read(path, "test", "")
        if isinstance(record, Transmission) and record.source is not None and record.source.part is None
    }
    missing = []
    for entry in entries:
        transmission = sent[entry["i"]]
        payload = open_message(transmission, attribute(transmission, catalogue).endpoint)
        found = list(DETECTOR.detect(payload))
        assert {seen.category for seen in found} <= set(DETECTOR.categories)
        missing += _missing(entry, found)
    return missing


def test_real_requests_hold_all_that_trackhar_reads_in_them(shared_data: Path) -> None:
    truth = json.loads((shared_data / "EXPECTED_trackhar.json").read_text(encoding="utf-8"))
    assert len(truth) > 10
    missing = {name: _gaps(shared_data / name, entries) for name, entries in truth.items()}
    assert {name: gaps for name, gaps in missing.items() if gaps} == {}
