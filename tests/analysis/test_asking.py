"""A detector that is not asked about a message would have found nothing in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import registry
from analysis.asking import Asking
from analysis.catalogue import load
from analysis.decoding import open_message
from analysis.field_tables import FieldTable
from analysis.name_tables import picking
from analysis.needs import Needs
from analysis.payload import Payload
from analysis.records import Transmission
from analysis.remembered import Remembered
from analysis.texts import TextShape
from analysis.units import Detector
from tests.corpus.reading import load_cases

TABLE = FieldTable({"colour": 1, "car.make": 2})
LONE = FieldTable({"shoe size": 1})
SHAPE = TextShape(lambda text: text.startswith("zq:"))
BODIES = TextShape(lambda text: text == "zq-body", headers=False)


def message(
    body: object = None,
    path: str = "/",
    protocol: str = "http/1.1",
    headers: tuple[tuple[str, str], ...] = (),
) -> Payload:
    data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    return open_message(
        Transmission(
            id="0" * 26, flow_id="0" * 26, seen_at=datetime(2026, 11, 22, tzinfo=UTC), writer="test", host="h.example",
            path=path, protocol=protocol, request_headers=headers, body=data, body_size=len(data),
        )
    )  # fmt: skip


def detector(needs: Needs | None, name: str = "one") -> Detector:
    return Detector(name=name, version=1, categories={}, rules={}, detect=lambda _: (), needs=needs)


def is_asked(needs: Needs | None, payload: Payload) -> bool:
    others = [detector(Needs(), "none"), detector(None, "always")]
    asked = Asking([others[0], detector(needs), others[1]]).about(payload)
    assert asked[-1].name == "always"
    assert asked[0].name != "none"
    return len(asked) == 2


def test_one_without_needs_is_always_asked_and_one_with_none_of_them_never() -> None:
    assert is_asked(None, message())
    assert not is_asked(Needs(), message({"colour": "red"}))


@pytest.mark.parametrize(
    ("needs", "there", "absent"),
    [
        (Needs(fields=(TABLE,)), message({"hair_colour": "red"}), message({"colours": "red"})),
        (Needs(fields=(TABLE,)), message({"car": {"make": "x"}}), message({"make": "x"})),
        (Needs(fields=(LONE, TABLE)), message({"name": "colour", "value": "red"}), message({"name": "x", "value": "red"})),
        (Needs(names=(picking(lambda name: name == "a"),)), message({"b": {"a": 1}}), message({"b": "a"})),
        (Needs(called=(picking(lambda name: name == "light"),)), message({"sensor": "light", "value": 3}),
         message({"light": 3})),
        (Needs(objects=(Remembered[tuple[str, ...], bool](lambda names: {"a", "b"} <= {*names}),)),
         message({"x": {"a": 1, "b": 2}}), message({"x": {"a": 1}, "b": 2})),
        (Needs(object_names=(Remembered[str, bool](lambda name: name == "x"),)), message({"x": {"a": 1}}),
         message({"x": 1})),
        (Needs(texts=(SHAPE,)), message({"a": ["zq:1"]}), message({"zq:1": "a"})),
        (Needs(texts=(SHAPE,)), message(headers=(("X-A", "zq:"),)), message(headers=(("zq:", "a"),))),
        (Needs(texts=(BODIES,)), message({"a": "zq-body"}), message(headers=(("X-A", "zq-body"),))),
        (Needs(lists=True), message({"a": [{"b": 1}]}), message({"a": {"b": 1}})),
        (Needs(series=True), message({"a": [1, 2]}), message({"a": [1]})),
        (Needs(blobs=True), message(b"\x00\xff" * 40), message({"a": 1})),
        (Needs(addresses=(Remembered[str, bool](lambda name: name == "gyroscope"),)), message({"a": 1}, "/v1/gyroscope"),
         message({"gyroscope": 1}, "/v1/thing")),
        (Needs(protocols=frozenset({"mqtt"})), message(protocol="mqtt"), message()),
        (Needs(sent=(lambda sent: sent.path == "/like",)), message(path="/like"), message(path="/likes")),
    ],
)  # fmt: skip
def test_one_of_its_needs_is_enough(needs: Needs, there: Payload, absent: Payload) -> None:
    assert is_asked(needs, there)
    assert not is_asked(needs, absent)
    assert is_asked(Needs(texts=(SHAPE,)).or_else(needs), there)
    assert is_asked(needs.or_else(Needs(blobs=True)), there)


def test_what_is_needed_by_two_is_asked_of_both_in_their_order() -> None:
    both = [detector(Needs(fields=(TABLE,)), "b"), detector(Needs(series=True), "a")]
    asking = Asking(both)
    assert [one.name for one in asking.about(message({"colour": [1, 2]}))] == ["b", "a"]
    assert [one.name for one in asking.about(message({"colour": 1}))] == ["b"]
    assert asking.about(message()) == ()


@cache
def every_detector() -> Asking:
    return Asking(registry.detectors())


def assert_the_others_find_nothing(payload: Payload) -> None:
    asked = {one.name for one in every_detector().about(payload)}
    for one in registry.detectors():
        if one.name not in asked:
            assert list(one.detect(payload)) == [], one.name


def test_who_is_not_asked_finds_nothing_in_any_case_of_the_corpus() -> None:
    catalogue = load()
    for case in load_cases():
        sent = case.transmission
        endpoint = catalogue.endpoint_for(sent.host, sent.path, sent.method)
        assert_the_others_find_nothing(open_message(sent, endpoint.rule if endpoint else None))


_names = st.sampled_from([
    "id", "value", "name", "type", "device", "lat", "lon", "x", "y", "z", "unit", "steps", "heartRate", "temperature",
    "event", "start", "end", "email", "phone", "apps", "contacts", "bssid", "ssid", "token", "ip", "text", "to", "amount",
    "currency", "consent", "battery", "level", "url", "query", "state", "attributes", "bbox", "mac", "code", "",
])  # fmt: skip
_values = st.one_of(
    st.none(), st.booleans(), st.integers(-200, 10**12), st.floats(allow_nan=False), st.text(max_size=20), st.emails(),
    st.uuids().map(str), st.ip_addresses().map(str),
    st.sampled_from(["52.2297,21.0122", "idfa", "light", "+4915112345678", "com.example.app", "Europe/Berlin", "walking",
                     "a4:c3:f0:11:22:33", "3 A wifi_a4:c3:f0:11:22:33@x", "9.81", "120/80", "GPA.1234-5678-9012-34567"]),
)  # fmt: skip
_trees = st.recursive(
    _values,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_names, inner, max_size=6),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    tree=_trees,
    path=st.sampled_from(["/", "/v1/gyroscope", "/like/12345678", "/8/134/83.png", "/52.5200/13.4050"]),
)
def test_who_is_not_asked_finds_nothing_in_odd_messages(tree: object, path: str) -> None:
    assert_the_others_find_nothing(message(tree, path, protocol="websocket" if path == "/" else "http/1.1"))
