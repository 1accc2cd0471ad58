"""Fields of known endpoints: nothing for what is empty or elsewhere; all that TrackHAR reads in real requests."""

from __future__ import annotations

import base64
import json
import re
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attribution import attribute
from analysis.catalogue import load
from analysis.catalogue_fields import CatalogueField, Condition
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
        ("form:id", "body>form:id[x]"), ("protobuf:1.4", "body>protobuf:1.40"), ("protobuf:1.4", "body>protobuf:1.4.2"),
        ("protobuf:1.4", "body>protobuf:11.4"), ("json:$..a.id", "body>json:$.xa.id"), ("json:$..id", "body>form:id"),
        ("form:e>json:$[1]", "body>form:e>json:$[10]"), ("json:$.i.d", "body>json:$.ixd"),
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
        ("protobuf:1.4", "body>gzip>protobuf:1[3].4", "body"), ("protobuf:1.4", "body>protobuf:1.4[0]", "body"),
        ("json:$..device.id", "body>json:$.a[3].b.device.id", "body"),
        ("json:$..device.id", "body>json:$.device.id", "body"),
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


def _protobuf(fields: dict[int, Any]) -> bytes:
    """A message from numbers to values: texts and bytes, integers, floats (as doubles), messages, or a list of these."""
    out = b""
    for number, value in fields.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, int):
                out += _varint(number << 3) + _varint(item)
            elif isinstance(item, float):
                out += _varint(number << 3 | 1) + struct.pack("<d", item)
            else:
                data = (
                    _protobuf(item)
                    if isinstance(item, dict)
                    else item.encode()
                    if isinstance(item, str)
                    else item
                )
                out += _varint(number << 3 | 2) + _varint(len(data)) + data
    return out


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes((*out, value))


def _sent(host: str, path: str, body: bytes, media_type: str, query: str = "") -> set[tuple[str, str]]:
    """Property and value of what is found in a message that was sent there."""
    transmission = Transmission(
        id="t", flow_id="f", seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", method="POST", scheme="https",
        host=host, path=path, query=query, request_headers=(("content-type", media_type),), body=body or None,
    )  # fmt: skip
    payload = open_message(transmission, attribute(transmission, load()).endpoint)
    return {(found.property, found.value) for found in DETECTOR.detect(payload)}


PROTOBUF = "application/x-protobuf"


def test_two_bundles_of_app_measurement_are_read_by_their_numbers() -> None:
    bundle = {2: [{2: "screen_view"}, {2: "purchase"}], 8: "android", 9: "14", 10: "Pixel 7", 14: "org.example.app",
              16: "3.1", 19: "38400000-8cf0-11bd-b23e-10b96e40000d", 21: "0123456789abcdef0123456789abcdef"}  # fmt: skip
    both = _protobuf({1: [bundle, {8: "ios", 14: "org.example.other"}]})
    found = _sent("app-measurement.com", "/a", both, PROTOBUF)
    assert found == {
        ("userAction", "screen_view"), ("userAction", "purchase"), ("osName", "android"), ("osVersion", "14"),
        ("model", "Pixel 7"), ("appId", "org.example.app"), ("appVersion", "3.1"), ("osName", "ios"),
        ("advertisingId", "38400000-8cf0-11bd-b23e-10b96e40000d"), ("appId", "org.example.other"),
        ("installationId", "0123456789abcdef0123456789abcdef"),
    }  # fmt: skip
    assert _sent("app-measurement.com", "/config", both, PROTOBUF) == set()


def test_a_check_in_tells_an_account_from_its_token() -> None:
    body = _protobuf(
        {2: 0, 6: "de_DE", 9: "d850e6abcdef", 11: ["[ada@example.org]", "ya29.token"], 16: "07d90b18"}
    )
    assert _sent("android.clients.google.com", "/checkin", body, PROTOBUF) == {
        ("language", "de_DE"), ("macAddress", "d850e6abcdef"), ("x_email", "[ada@example.org]"),
        ("x_credential", "ya29.token"), ("x_serialNumber", "07d90b18"),
    }  # fmt: skip


def test_a_position_of_appmetrica_is_read() -> None:
    event = {1: 1, 2: 5, 3: 4, 4: "opened", 6: {1: 52.2352, 2: 10.564}}
    body = _protobuf(
        {
            3: {1: 9, 2: {2: "de_DE"}, 3: [event]},
            4: {2: "a1b2c3d4", 21: "38400000-8cf0-11bd-b23e-10b96e40000d"},
        }
    )
    found = _sent("report.appmetrica.yandex.net", "/report", body, PROTOBUF)
    assert {
        ("latitude", "52.2352"),
        ("longitude", "10.564"),
        ("userAction", "opened"),
        ("deviceId", "a1b2c3d4"),
    } <= found


@pytest.mark.parametrize(
    ("source", "expected"), [("FIREPERF", {("appId", "org.example.app")}), ("OTHER", set())]
)
def test_what_a_log_event_holds_depends_on_its_source(source: str, expected: set[tuple[str, str]]) -> None:
    """The application id of performance logs is field 1.3.1 of what stands in base64, of that source only."""
    logged = base64.b64encode(
        _protobuf({1: {1: "1:23:android:45", 3: {1: "org.example.app"}, 5: 2}})
    ).decode()
    batch = [
        {"logSourceName": "NONE", "logEvent": [{}]},
        {"logSourceName": source, "logEvent": [{"sourceExtension": logged}]},
    ]
    leaves = [
        Leaf(
            path=f"body>json:$.logRequest[{at}].logSourceName",
            context="body",
            name="",
            names=(),
            value=one["logSourceName"],
        )
        for at, one in enumerate(batch)
    ]
    place = "body>json:$.logRequest[1].logEvent[0].sourceExtension>base64>protobuf:1.3.1"
    leaves.append(Leaf(path=place, context="body", name="", names=(), value="org.example.app"))
    endpoint = load().endpoint_for("firebaselogging-pa.googleapis.com", "/v1/firelog/legacy/batchlog")
    assert endpoint is not None
    sent = Transmission(id="t", flow_id="f", seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test")
    found = DETECTOR.detect(Payload(transmission=sent, leaves=tuple(leaves), endpoint=endpoint.rule))
    assert {(one.property, one.value) for one in found} == expected


def test_google_analytics_is_read_from_the_query_and_from_a_form() -> None:
    sent = {
        "tid": "G-ABCDEFG123",
        "cid": "1234567890.1700000000",
        "dl": "https://shop.example/",
        "uid": "nologin",
    }
    form = "application/x-www-form-urlencoded"
    expected = {("propertyId", sent["tid"]), ("browserId", sent["cid"]), ("viewedPage", sent["dl"])}
    assert _sent("www.google-analytics.com", "/collect", b"", form, urlencode(sent)) == expected
    assert _sent("www.google-analytics.com", "/collect", urlencode(sent).encode(), form) == expected


def test_a_value_that_was_encoded_twice_stands_at_its_place() -> None:
    (found,) = _found(_rule("query:ua", context="query"), "query:ua>percent", "Chrome 119")
    assert found.path == "query:ua>percent"


# -- conditions -------------------------------------------------------------------------------------------------------


def _conditional(path: str, leaves: dict[str, Scalar], **conditions: tuple[Condition, ...]) -> list[str]:
    rule = CatalogueField(
        path=path, context="body", category="usage.app", property="appId", reasoning="named so", **conditions
    )
    sent = Transmission(id="t", flow_id="f", seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test")
    endpoint = EndpointRule(id="acme/v1", tracker="acme", fields=(rule,))
    found = tuple(
        Leaf(path=place, context="body", name="", names=(), value=value) for place, value in leaves.items()
    )
    return [one.value for one in DETECTOR.detect(Payload(transmission=sent, leaves=found, endpoint=endpoint))]


@pytest.mark.parametrize("value", ["0", "00", "+49"])
def test_a_condition_on_the_value_itself(value: str) -> None:
    zeros = Condition(pattern=re.compile("^0{1,9}$"))
    leaves: dict[str, Scalar] = {"body>json:$.id": value}
    assert bool(_conditional("json:$.id", leaves, when=(zeros,))) == (value != "+49")
    assert bool(_conditional("json:$.id", leaves, unless=(zeros,))) == (value == "+49")


def test_a_condition_on_another_member_of_the_same_object() -> None:
    leaves: dict[str, Scalar] = {
        "body>json:$.s[0].type": "SMS", "body>json:$.s[0].token": "+491701234567", "body>json:$.s[1].type": "Push",
        "body>json:$.s[1].token": "abc", "body>json:$.s[2].token": "def",
    }  # fmt: skip
    sms = Condition(field="type", values=("SMS",))
    assert _conditional("json:$.s[*].token", leaves, when=(sms,)) == ["+491701234567"]
    assert _conditional("json:$.s[*].token", leaves, unless=(sms,)) == ["abc", "def"]
    assert _conditional("json:$.s[*].token", leaves, when=(Condition(field="type"),)) == [
        "+491701234567",
        "abc",
    ]


def test_the_indices_that_two_places_share_are_the_same() -> None:
    leaves: dict[str, Scalar] = {
        "body>protobuf:1[0].2": 462, "body>protobuf:1[0].3.6": "a", "body>protobuf:1[1].2": 137,
        "body>protobuf:1[1].3[0].6": "b", "body>protobuf:1[1].3[1].6": "c",
    }  # fmt: skip
    assert _conditional(
        "protobuf:1.3.6", leaves, when=(Condition(field="protobuf:1.2", values=("462",)),)
    ) == ["a"]
    assert _conditional(
        "protobuf:1.3.6", leaves, unless=(Condition(field="protobuf:1.2", values=("462",)),)
    ) == ["b", "c"]


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
    return found in (text, unquote(text)) or (
        len(text) >= 120 and found.startswith(text)
    )  # the truth holds 120 characters


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


def test_a_recorded_body_of_kochava_is_read(shared_data: Path) -> None:
    body = (shared_data / "http/ios-privacy-violations/3275-airbnb-kochava.json").read_bytes()
    found = _sent("control.kochava.com", "/track/json", body, "application/json")
    assert len(found) >= 25
    assert {
        ("volume", "0.125"),
        ("timezone", "Europe/Berlin"),
        ("batteryLevel", "100"),
        ("model", "iPhone10,4"),
    } <= found


def test_real_requests_hold_all_that_trackhar_reads_in_them(shared_data: Path) -> None:
    truth = json.loads((shared_data / "EXPECTED_trackhar.json").read_text(encoding="utf-8"))
    assert len(truth) > 10
    missing = {name: _gaps(shared_data / name, entries) for name, entries in truth.items()}
    assert {name: gaps for name, gaps in missing.items() if gaps} == {}
