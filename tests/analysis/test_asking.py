"""A detector that is not asked about a message would have found nothing in it."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlencode

import msgspec
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
from analysis.payload import EndpointRule, FieldRule, Payload
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
        (Needs(holds=(lambda payload: len(payload.layers) > 1,)), message({"a": '{"b": 1}'}), message({"a": 1})),
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


def test_every_detector_of_this_package_says_what_it_needs() -> None:
    assert [one.name for one in registry.detectors() if one.needs is None] == []


_AMR = b"#!AMR\n" + (b"\x3c" + bytes(31)) * 20
_PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00\x00\x00\x02\x00\x08\x02\x00\x00\x00{\x1aC\xad\x00\x00\x00\x11"
    b"IDATx\x9cc`\x18\x05\xa3`\x14\x0c$\x00\x00\x03\x84\x00\x01\xe0V\x12(\x00\x00\x00\x00IEND\xaeB`\x82"
)
_jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1LTQyIn0.c2lnbmF0dXJlLW9mLXRlc3Q"
_sealed = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..YWJjZGVmZ2hpamts.c2VhbGVkIHRleHQ.MDEyMzQ1Njc4OTAxMjM0NQ"
_iv = base64.b64encode(bytes(range(200, 216))).decode()
_consent = "CPc7TgAPc7TgAAGABCENBwCsAP_AAAAAAAAAAAAAAAAA"  # version 2, of a day in 2022
# What the detectors look for that once were asked of every message, near misses among them; by detector.
_near: dict[str, tuple[tuple[str, ...], tuple[object, ...]]] = {
    "audio": (
        ("audio", "payload", "chunks", "opus", "data", "encoding", "picture"),
        ("/3NkYWZhc2RmYXNkZg==", "AAAA" * 60, "-AAA" * 60, "fPv7" * 3, "c2hvcnQ",
         base64.b64encode(bytes(range(250))).decode(), base64.b64encode(_AMR).decode(),
         "data:audio/ogg;base64,T2dnUwACAAAAAAAAAAB=", "opus", 16_000),
    ),
    "medical": (
        ("medication", "condition", "diagnosis", "name", "display", "value", "test", "", "mood", "insulin", "patient",
         "medication[name]", "diagnoses[0][code]", "basal", "sens", "dia", "target_low", "carbratio", "exposureKeys",
         "temporaryExposureKeys", "rollingStartNumber", "health"),
        ("Metformin", "F32.1", "HbA1c", 6.1, 7, True, "none", "migraine", "sad"),
    ),
    "credential": (
        ("password", "token", "pin", "x-api-key", "auth", "session", "key", "secret", "label", "id_token"),
        (_jwt, f"Bearer {_jwt}", "hunter2-is-no-word", "4711", "AKIAIOSFODNN7EXAMPLQ", "[redacted]", "eyes only",
         "-----BEGIN PRIVATE KEY-----", "ghp_" + "aB3" * 12, json.dumps({"access_token": "a1B2c3D4e5F6g7H8"})),
    ),
    "consent_state": (
        ("consent", "gdpr", "us_privacy", "gpp", "marketing", "tcString", "npa", "optIn", "gcs", "x"),
        (_consent, f"{_consent}.YAAAAAAAAAAA", f" {_consent}", _consent + "A" * 1200, "1YNN", "DBABMA~CPXxRfA", "DBAA", 1,
         True, "granted", "G111", "LDU", "Cookie", "C" * 2000),
    ),
    "photo": (
        ("picture", "image", "x"),
        ("data:image/png;base64,iVBORw0KGgo=", base64.b64encode(_PNG).decode(), "/9j/4AAQSkZJRg=="),
    ),
    "sealed_text": (
        ("ciphertext", "iv", "data", "enc", "ct", "salt", "algorithm", "type", "body", "token", "encryptedData", "x"),
        (_sealed, _jwt, f"2.{_iv}|{_iv}|{_iv}", f"0.{_iv}|{_iv * 3}", base64.b64encode(bytes(range(130, 230))).decode(), _iv,
         "-----BEGIN PGP MESSAGE-----\n\n" + "aB3d" * 16 + "\n", "-----BEGIN PGP MESSAGE-----", "m.megolm.v1.aes-sha2", 0,
         "U2FsdGVkX19" + "aB3d" * 12, "ey.a.b.c.d", "004:" + "0a" * 24 + ":" + "aB3d" * 9 + ":"),
    ),
    "unnamed_device": (("model", "", "1"), ("SM-G991B", "iPhone14,3", "samsung", "Pixel 7", 352099001761481)),
}  # fmt: skip
_bodies: dict[str, tuple[bytes, ...]] = {
    "audio": (_AMR, b"x" * 300 + _AMR, b"\x00\xff" * 300),
    "photo": (_PNG, _PNG[:12] + bytes(40), b"\xff\xd8\xff\xe0" + b"\x91" * 600, b"\x07" * 300 + _PNG + b"\x80" * 300),
    "unnamed_device": (
        b"\x0a\x08SM-G991B\x12\x07samsung\x1a\x05de-DE", b"\x0a\x08SM-X\x12\x07samsung\x1a\x05de-DE\x20\x05",
    ),
    "credential": (_jwt.encode(), b'{"t":"' + _jwt.encode() + b'"}', b"eyes"),
    "consent_state": (_consent.encode(), b"C" * 1200),
}  # fmt: skip


def _near_messages(name: str) -> st.SearchStrategy[Payload]:
    names, values = _near[name]
    tree = st.recursive(
        st.sampled_from(values) | _values,
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(names) | _names, inner, max_size=6)
        ),
        max_leaves=16,
    )
    pairs = st.lists(st.tuples(st.sampled_from(names), st.sampled_from(values).map(str)), max_size=5)
    bodies = st.one_of(
        tree, tree.map(lambda inner: json.dumps({"x": json.dumps(inner)}).encode()),
        pairs.map(lambda held: urlencode(held).encode()), st.sampled_from(_bodies.get(name, (b"",))),
        st.binary(max_size=400),
    )  # fmt: skip
    heads = st.lists(
        st.tuples(st.sampled_from(["Cookie", "Authorization", "X-Api-Key", "X-A"]), st.sampled_from(values).map(str)),
        max_size=3,
    )  # fmt: skip
    paths = st.sampled_from(["/", "/deletion-request/1", "/opt-out", "/v1/speech:recognize", "/health/log"])
    protocols = st.sampled_from(["http/1.1", "websocket", "mqtt"])
    return st.builds(
        lambda body, path, protocol, held: message(body, path, protocol, tuple(held)),
        bodies, paths, protocols, heads,
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(_near))
def test_who_is_not_asked_finds_nothing_in_what_is_like_what_it_looks_for(name: str) -> None:
    one = next(found for found in registry.detectors() if found.name == name)
    asking = Asking([one])
    found = set[bool]()

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(payload=_near_messages(name))
    def look(payload: Payload) -> None:
        if asking.about(payload):
            found.add(bool(list(one.detect(payload))))
        else:
            found.add(False)
            assert list(one.detect(payload)) == []

    look()
    assert found == {True, False}


def test_fields_of_an_endpoint_are_sought_where_the_catalogue_knows_some() -> None:
    one = next(found for found in registry.detectors() if found.name == "endpoint_fields")
    field = FieldRule(
        path="json:$.colour",
        context="body",
        category="device_state.hardware",
        property="x",
        reasoning="a colour",
    )
    sent = message({"colour": "red"})
    for endpoint, asked in (
        (None, False),
        (EndpointRule(id="a", tracker="t", fields=()), False),
        (EndpointRule(id="b", tracker="t", fields=(field,)), True),
    ):
        payload = msgspec.structs.replace(sent, endpoint=endpoint)
        assert bool(Asking([one]).about(payload)) is asked
        assert bool(list(one.detect(payload))) is asked
