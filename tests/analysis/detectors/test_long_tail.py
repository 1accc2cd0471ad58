"""Forms of seldom senders: what each detector finds in them, and what looks alike and is nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors import (
    account_id,
    app_sessions,
    battery,
    crash_report,
    device_profile,
    health,
    health_events,
    installation_id,
    medical,
    message,
    page_visit,
    profile,
    push_token,
    sdk,
    search_query,
    vitals,
    workout,
)
from analysis.records import Observation
from analysis.units import Detector

See = Callable[..., list[Observation]]
UUID = "b1e6f1c2-0a4d-4c11-9e55-3d1f7a9b2c40"
TEXT = {"text": "Kannst du Lena heute abholen?"}


@pytest.mark.parametrize(
    ("detector", "body", "category", "value"),
    [
        (health.DETECTOR, {"oxygen": {"saturation": {"value": 97}}}, "health.spo2", "97"),
        (health.DETECTOR, {"sleepSpo2": {"0": 94}}, "health.spo2", "94"),
        (health.DETECTOR, {"temperatureC": 37.1, "bloodPressure": {"sys": 1}}, "health.temperature", "37.1"),
        (vitals.DETECTOR, {"stress": {"value": 384}, "bloodPressure": {"sys": 1}}, "health.stress", "384"),
        (vitals.DETECTOR, {"respiration": {"value": 12}, "bloodPressure": {"sys": 1}}, "health.respiration", "12"),
        (medical.DETECTOR, {"name": "Cholesterol", "value": 231, "unit": "mg/dL"}, "health.lab", "231"),
        (medical.DETECTOR, {"code": "4548-4", "value": 6.3, "unit": "%"}, "health.lab", "6.3"),
        (medical.DETECTOR, {"hivStatus": 2}, "health.condition", "2"),
        (medical.DETECTOR, {"gestationWeeks": 31}, "health.pregnancy", "31"),
        (profile.DETECTOR, {"profile": {"ethnicity": 5}}, "profile.sensitive", "5"),
        (profile.DETECTOR, {"email": "a@b.example", "name": "A", "tags": ["baby"]}, "profile.interest", "baby"),
        (search_query.DETECTOR, {"event_type": "search_query", "query": "rotes kleid"}, "browsing.search", "rotes kleid"),
        (search_query.DETECTOR, {"ref": "https://www.google.com/search?q=anwalt"}, "browsing.search", "anwalt"),
        (page_visit.DETECTOR, [{"client": "a", "q": "hilfe.example.org", "ty": "A"}], "browsing.page", "hilfe.example.org"),
        (installation_id.DETECTOR, {"pushToken": "a1" * 32, "uuid": UUID}, "identifier.installation", UUID),
        (push_token.DETECTOR, {"push_id": "dfA3x9QWRzq0:APA91bHxyzTokenValue"}, "identifier.push", "dfA3x9"),
        (account_id.DETECTOR, {"tankIDName": "Fuchs", "tankIDPass": "x"}, "identifier.account", "Fuchs"),
        (battery.DETECTOR, {"battery": {"power": "080"}}, "device_state.battery", "080"),
        (device_profile.DETECTOR, {"deviceName": "ONEPLUS A6003", "brand": "OnePlus"}, "device_state.hardware", "ONEPLUS"),
        (sdk.DETECTOR, {"service": "dd-sdk-android"}, "diagnostics.sdk", "dd-sdk-android"),
        (crash_report.DETECTOR,
         {"category": "error", "severity": "critical", "user_id": "7", "message": "nil value in level_07"},
         "diagnostics.crash", "nil value"),
        (workout.DETECTOR, {"type": "Run", "elapsed_time": 812, "distance": 2296.3}, "fitness.workout", "2296.3"),
        (app_sessions.DETECTOR, {"statetype": "app", "name": "Kinder-TV", "appId": "5"}, "usage.app", "Kinder-TV"),
        (message.DETECTOR, {"recipient": {"user_id": "41869213440"}, "message": TEXT}, "message.text", "Kannst"),
        (message.DETECTOR, {"receptor": "09125550148", "message": TEXT["text"]}, "message.text", "Kannst"),
    ],
)  # fmt: skip
def test_finds(see: See, detector: Detector, body: object, category: str, value: str) -> None:
    found = [seen for seen in see(detector, body) if seen.category == category]
    assert found
    assert value in found[0].value


@pytest.mark.parametrize(
    ("detector", "body"),
    [
        (health.DETECTOR, {"water": {"oxygen": {"saturation": {"value": 97}}}}),
        (vitals.DETECTOR, {"stress": {"value": 384}}),
        (medical.DETECTOR, {"name": "Cholesterol", "value": 215, "unit": "mg"}),
        (profile.DETECTOR, {"race": 4, "starters": 31}),
        (profile.DETECTOR, {"title": "Markt", "tags": ["lokales"]}),
        (search_query.DETECTOR, {"event": "db.query", "query": "rotes kleid"}),
        (search_query.DETECTOR, {"link": "https://www.google.com/search?q=anwalt"}),
        (page_visit.DETECTOR, [{"q": "www.verein.example", "ty": "A", "data": "203.0.113.9"}]),
        (installation_id.DETECTOR, {"push_key": "welcome", "uuid": UUID}),
        (account_id.DETECTOR, {"tankIDName": "Fuchs"}),
        (battery.DETECTOR, {"battery": {"power": 64}}),
        (device_profile.DETECTOR, {"deviceName": "ONEPLUS A6003"}),
        (sdk.DETECTOR, {"service": "checkout-api"}),
        (crash_report.DETECTOR, {"category": "audit", "severity": "critical", "user_id": "7", "message": "disk is full"}),
        (workout.DETECTOR, {"type": "Ride", "elapsed_time": 812, "distance": 4100, "fare": 14.2}),
        (app_sessions.DETECTOR, [{"type": "app", "name": "Kinder-TV", "appId": "5"}]),
        (message.DETECTOR, {"recipient": {"note": ""}, "message": TEXT}),
    ],
)  # fmt: skip
def test_finds_nothing_in(see: See, detector: Detector, body: object) -> None:
    assert see(detector, body) == []


def test_a_stage_of_sleep_is_one_where_sleep_is_told_of(see: See) -> None:
    (found,) = see(health_events.DETECTOR, {"event": "deep_sleep"}, path="/sleep/events")
    assert (found.category, found.value) == ("health.sleep", "deep_sleep")
    assert see(health_events.DETECTOR, {"event": "deep_sleep"}, path="/nodes/7") == []
    assert see(health_events.DETECTOR, {"event": "deep_sleep", "rssi": -70}, path="/sleep/events") == []


def test_a_text_with_its_type_is_a_message_where_messages_go(see: See) -> None:
    body = {"template_object": {"object_type": "text", **TEXT}}
    assert see(message.DETECTOR, body, path="/v2/api/talk/memo/send")[0].category == "message.text"
    assert see(message.DETECTOR, body, path="/v2/blocks/send") == []
