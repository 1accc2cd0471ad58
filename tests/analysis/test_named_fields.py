"""Names are matched in whole words, and every detector of named fields survives whatever is sent."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.decoding import open_message
from analysis.detectors import (
    account_id,
    advertising_id,
    app_usage,
    browsing_page,
    contact_address,
    credential,
    device_id,
    device_profile,
    hashed_identifier,
    installation_id,
    network_address,
    push_token,
)
from analysis.masking import LIMIT, mask
from analysis.named_fields import FieldTable, named, named_in, observe
from analysis.payload import Leaf, Payload
from analysis.records import Confidence, Transmission

DETECTORS = [
    module.DETECTOR
    for module in (account_id, advertising_id, app_usage, browsing_page, contact_address, credential, device_id,
                   device_profile, hashed_identifier, installation_id, network_address, push_token)
]  # fmt: skip
TABLE = FieldTable(
    {"advertising id": "a", "=ph": "p", "device.id": "d", "id token": "t", "device.token": "o", "token": "k"}
)


def opened(body: object, query: str = "") -> Payload:
    data = json.dumps(body).encode("utf-8", "surrogatepass")
    message = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", host="h.example",
        query=query, request_headers=(("Content-Type", "application/json"),), body=data, body_size=len(data),
    )  # fmt: skip
    return open_message(message)


@pytest.mark.parametrize(
    ("names", "entry"),
    [
        (("advertisingId",), "a"),
        (("google_advertising_id",), "a"),
        (("x", "ADVERTISING-ID"), "a"),
        (("advertisingid",), "a"),
        (("ph",), "p"),
        (("my_ph",), None),
        (("graph",), None),
        (("device", "id"), "d"),
        (("user_device", "id"), "d"),
        (("deviceId",), None),
        (("device", "my_id"), None),
        (("device", "x", "id"), None),
        (("id_token",), "t"),
        (("void_token",), "k"),
        (("device", "token"), "o"),
        (("advertising_id_enabled",), None),
        ((), None),
        (("",), None),
    ],
)
def test_a_phrase_is_matched_in_whole_words_at_the_end_of_a_name(
    names: tuple[str, ...], entry: str | None
) -> None:
    assert TABLE.find(names) == entry


def test_tells_the_words_before_a_phrase() -> None:
    assert TABLE.find_with_rest(("min_google_advertising_id",)) == ("a", ("min", "google"))


def texts(payload: Payload, *, booleans: bool = False) -> list[str]:
    return [value for leaf, _, value in named(payload, booleans=booleans) if leaf.context == "body"]


def test_a_value_is_named_by_what_its_row_calls_itself() -> None:
    payload = opened({"fields": [{"name": "idfa", "value": "x"}, {"name": "os", "value": " y "}]})
    found = [(names[-1], value) for leaf, names, value in named(payload) if leaf.context == "body"]
    assert found == [("name", "idfa"), ("idfa", "x"), ("name", "os"), ("os", "y")]


def test_booleans_come_only_where_asked_for_and_nothing_of_another_message() -> None:
    first, second = opened({"a": True, "b": 1}), opened({"c": 2, "d": None, "e": ""})
    assert texts(first) == ["1"]
    assert texts(first, booleans=True) == ["true", "1"]
    assert texts(second) == ["2"]


_names = st.sampled_from([
    "advertising_id", "idfa", "ad_id", "oaid", "device", "device_id", "android_id", "imei", "serial_number", "mac", "idfv",
    "user", "id", "name", "email", "em", "ph", "phone", "mobile", "user_id", "username", "first_name", "token", "password",
    "pin", "otp", "authorization", "access_token", "ip", "local_ip", "app", "version", "bundle_id", "session_id", "os",
    "model", "locale", "screen", "resolution", "width", "carrier", "ua", "fid", "uid", "fbp", "push_token", "dl", "key",
    "value", "device_name", "page_url", "volume", "connection_type", "", "\ud800", "x" * 300,
])  # fmt: skip
_values = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**80), 2**80), st.floats(), st.text(max_size=80), st.emails(),
    st.uuids().map(str), st.ip_addresses().map(str),
    st.from_regex(r"\+?[0-9 ()./-]{5,30}", fullmatch=True),
    st.from_regex(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}|[0-9a-f]{14,17}|[0-9a-f]{64}", fullmatch=True),
    st.sampled_from(["https://[x/", "http://a@b@c", "a@b.co", "null", "1e999", "٣٤٥٦٧٨٩٠", "²" * 8, "Ⅷ" * 15,
                     "१२३४५६७८९०१२३४५"]),
)  # fmt: skip
_trees = st.recursive(
    _values,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_names, inner, max_size=6),
    max_leaves=24,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tree=_trees, query=st.text(max_size=60))
def test_no_detector_raises_and_every_value_can_be_masked(tree: object, query: str) -> None:
    payload = opened(tree, query)
    for detector in DETECTORS:
        for seen in detector.detect(payload):
            assert seen.category in detector.categories
            assert seen.rule in detector.rules
            assert seen.value
            assert len(mask(seen)) <= LIMIT


@pytest.mark.parametrize(
    ("body", "called"),
    [
        ({"type": "ios_idfa", "id": "12345678"}, "idfa"),
        ({"idType": "android_id", "id": "12345678"}, "android id"),
        ({"identity_type": "customer_id", "identity": "12345678"}, "customer id"),
        ({"type": "article", "id": "12345678"}, "id"),
        ({"type": "idfa", "id": "1234"}, "id"),
        ({"type": "idfa", "count": "12345678"}, "count"),
        ({"id": "12345678"}, "id"),
        ({"event": "tap", "type": "track"}, "event"),
        ({"kind": "IDFV", "identifier": "12345678"}, "idfv"),
    ],
)
def test_what_identifies_is_called_by_its_type(body: dict[str, str], called: str) -> None:
    sent = Transmission(
        id="0" * 26,
        flow_id="0" * 26,
        seen_at=datetime(2026, 1, 1, tzinfo=UTC),
        writer="test",
        body=json.dumps(body).encode(),
        request_headers=(("Content-Type", "application/json"),),
    )
    wanted = {"id", "identity", "identifier", "count", "event"}
    found = [
        names[-1]
        for leaf, names, _ in named(open_message(sent))
        if leaf.context == "body" and leaf.name in wanted
    ]
    assert found == [called]


def test_a_reasoning_quotes_no_name_that_may_be_a_datum() -> None:
    leaf = Leaf(path="x", context="body", name="anna@home.example", names=("anna@home.example",), value="1")
    seen = observe(
        leaf, category="a.b", name="x", rule="r", reasoning="because", confidence=Confidence.LIKELY
    )
    assert seen.reasoning == "because"


def test_a_table_made_after_a_message_knows_the_fields_of_the_next() -> None:
    assert list(named_in(opened({"jabberwock": "Callooh"}), FieldTable({"tulgey wood": 1}))) == []
    found = list(named_in(opened({"jabberwock": "Callooh"}), FieldTable({"jabberwock": 1})))
    assert [(names, value) for _, names, value in found] == [(("jabberwock",), "Callooh")]


def test_an_element_with_attributes_is_named_as_one_without() -> None:
    body = (
        b'<user><interests><interest score="0.9">poker</interest><interest>cars</interest></interests></user>'
    )
    message = Transmission(
        id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", host="h.example",
        request_headers=(("Content-Type", "text/xml"),), body=body, body_size=len(body),
    )  # fmt: skip
    told = {
        value: names[-2:] for _, names, value in named(open_message(message)) if value in ("poker", "cars")
    }
    assert told == {"poker": ("interests", "interest"), "cars": ("interests", "interest")}
