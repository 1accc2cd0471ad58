"""All detectors run, their findings merge, and a failing one costs nothing but itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec
import pytest

from analysis import catalogue, registry
from analysis.asking import Asking
from analysis.payload import Payload
from analysis.pipeline import ENDPOINT_RULE, KNOWN_VALUE, Analyser, merge, rules_version
from analysis.records import Confidence, Observation, Transmission
from analysis.units import Detector

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def seen(
    path: str, name: str, rule: str, confidence: Confidence, category: str = "identifier.device"
) -> Observation:
    return Observation(
        category=category,
        property=name,
        path=path,
        value="v",
        reasoning=f"by {rule}",
        rule=rule,
        confidence=confidence,
    )


def sent(body: object) -> Transmission:
    data = json.dumps(body).encode()
    return Transmission(
        id="t", flow_id="f", seen_at=NOON, writer="w", method="POST", scheme="https", host="graph.facebook.com",
        port=443, path="/x", body=data, body_size=len(data), request_headers=(("Content-Type", "application/json"),),
    )  # fmt: skip


def test_the_same_datum_is_one_finding_with_all_its_rules_and_the_highest_confidence() -> None:
    merged = merge(
        [
            seen("body>json:$.id", "deviceId", "by_shape", Confidence.POSSIBLE),
            seen("body>json:$.id", "deviceId", "by_name", Confidence.LIKELY),
        ]
    )
    assert [[item.rule for item in group] for group in merged] == [["by_name", "by_shape"]]


@pytest.mark.parametrize("sure", [Confidence.CERTAIN, Confidence.LIKELY])
def test_a_known_value_and_what_a_detector_calls_it_are_one_finding(sure: Confidence) -> None:
    merged = merge([
        seen("body>json:$.u", "x_username", "account_id.username", sure, "identifier.account"),
        seen("body>json:$.u", "userId", KNOWN_VALUE, Confidence.CERTAIN, "identifier.account"),
    ])  # fmt: skip
    assert [sorted(item.rule for item in group) for group in merged] == [["account_id.username", KNOWN_VALUE]]
    assert merged[0][0].confidence is Confidence.CERTAIN


def test_a_known_value_and_another_datum_at_the_same_place_stay_two() -> None:
    known = seen("body", "latitude", KNOWN_VALUE, Confidence.CERTAIN, "location.precise")
    other = msgspec.structs.replace(
        seen("body", "longitude", "c", Confidence.CERTAIN, "location.precise"), value="w"
    )
    scan = seen("body", "x_wifiScan", "wifi", Confidence.CERTAIN, "location.radio_scan")
    assert len(merge([known, other, scan])) == 3


def test_an_endpoint_description_decides_what_a_field_of_its_kind_is() -> None:
    merged = merge(
        [
            seen("body>json:$.id", "deviceId", "by_name", Confidence.CERTAIN),
            seen(
                "body>json:$.id",
                "installationId",
                ENDPOINT_RULE,
                Confidence.CERTAIN,
                "identifier.installation",
            ),
        ]
    )
    assert [[item.property for item in group] for group in merged] == [["installationId", "deviceId"]]


def test_two_things_in_one_place_stay_two() -> None:
    merged = merge(
        [
            seen("query:ll", "latitude", "pair", Confidence.LIKELY, "location.precise"),
            seen("query:ll", "longitude", "pair", Confidence.LIKELY, "location.precise"),
            seen("query:ll", "userId", ENDPOINT_RULE, Confidence.CERTAIN, "identifier.account"),
        ]
    )
    assert sorted(group[0].property for group in merged) == ["latitude", "longitude", "userId"]


def test_bytes_are_opaque_only_where_nothing_was_recognised_in_them() -> None:
    opaque = [
        seen(path, "x_opaque", "opaque", Confidence.CERTAIN, "opaque.bytes") for path in ("body>a", "body>b")
    ]
    photo = seen("body>a", "x_photo", "photo", Confidence.POSSIBLE, "photo.image")
    merged = merge([*opaque, photo])
    assert [(group[0].path, group[0].category) for group in merged] == [
        ("body>a", "photo.image"),
        ("body>b", "opaque.bytes"),
    ]


def test_the_same_input_gives_the_same_bytes() -> None:
    transmission = sent({"latitude": 52.2352, "longitude": 10.564, "steps": 1893, "step_goal": 10000})
    known = catalogue.load()
    first, second = (Analyser(known, b"k" * 32).analyse(transmission) for _ in range(2))
    assert msgspec.json.encode(first.event) == msgspec.json.encode(second.event)
    assert {finding.property for finding in first.event.findings} >= {"latitude", "longitude"}
    assert first.event.company == "meta-platforms"
    assert first.event.transmission.body is None
    assert len(first.revealed) == len(first.event.findings)
    assert "52.2352" in first.revealed
    assert first.event.rules_version == rules_version()


def test_digests_depend_on_the_home() -> None:
    transmission = sent({"latitude": 52.2352, "longitude": 10.564})
    known = catalogue.load()
    digests = {
        Analyser(known, key * 32).analyse(transmission).event.findings[0].value_digest for key in (b"a", b"b")
    }
    assert len(digests) == 2


def test_a_failing_detector_is_a_warning_and_the_others_still_speak() -> None:
    def fail(payload: Payload) -> Iterable[Observation]:
        raise ZeroDivisionError

    analyser = Analyser(catalogue.load())
    broken = Detector(name="broken", version=1, categories={}, rules={}, detect=fail)
    analyser._asking = Asking((broken, *registry.detectors()))
    event = analyser.analyse(sent({"latitude": 52.2352, "longitude": 10.564})).event
    assert any("detector broken failed (ZeroDivisionError" in warning for warning in event.warnings)
    assert event.findings


def test_secrets_are_named_and_never_valued() -> None:
    analysis = Analyser(catalogue.load()).analyse(sent({"password": "hunter2-hunter2"}))
    assert analysis.has_secret
    assert "hunter2" not in msgspec.json.encode(analysis.event).decode()
    assert "hunter2" not in "".join(analysis.revealed)


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ({"body": "here: otpauth://totp/x:mi?secret=JBSWY3DPEHPK3PXP now"}, "JBSWY3DPEHPK3PXP"),
        ({"body": "it is -----BEGIN RSA PRIVATE KEY----- MIIEowIBAAKC"}, "MIIEowIBAAKC"),
        ({"interests": ["golf", "-----BEGIN RSA PRIVATE KEY----- MIIEowIBAAKC"]}, "MIIEowIBAAKC"),
        ({"exception": {"type": "java.lang.IllegalStateException", "message": "-----BEGIN PRIVATE KEY----- MIIEowIBAAKC",
                        "stacktrace": "at a.b.C.d(C.java:1)\n at a.b.C.d(C.java:1)\n at a.b.C.d(C.java:1)\n"}},
         "MIIEowIBAAKC"),
        (
            {"page_url": "https://x.example/?t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_X"},
            "dozjgNryP4J3jVmNHl0w5N_X",
        ),
    ],
)  # fmt: skip
def test_a_secret_is_in_no_value_of_another_finding(said: dict[str, object], secret: str) -> None:
    analysis = Analyser(catalogue.load()).analyse(sent({"to": "+436641234567", **said}))
    assert analysis.has_secret
    assert len(analysis.revealed) == len(analysis.event.findings) > 1
    assert secret not in "".join(analysis.revealed)
    assert secret not in msgspec.json.encode(analysis.event).decode()
    assert "+436641234567" in analysis.revealed  # what stands elsewhere is kept


def test_a_message_that_takes_too_long_is_kept_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.decoding.MAX_SECONDS", -1.0)
    monkeypatch.setattr("analysis.pipeline.MAX_SECONDS", -1.0)
    event = Analyser(catalogue.load()).analyse(sent({"latitude": 52.2352})).event
    assert event.findings == ()
    assert any(text.startswith("opening it took more than") for text in event.warnings)
    assert any("did not look" in text for text in event.warnings)
