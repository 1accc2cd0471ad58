"""The library that sends is told by its own name and version; versions of systems, apps and builds are not it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.sdk import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {
            "sdk_version": 33,
            "android": {"sdkVersion": "34"},
            "sdkInt": 30,
        },  # the level of Android's interfaces
        {
            "os_sdk_version": "13.1",
            "targetSdkVersion": "13.1",
            "minSdkVersion": "2.1.0",
            "compileSdkVersion": "34.0",
        },
        {"requiredSdkVersion": "2.1.0", "latest_sdk_version": "2.1.0", "android_sdk_version": "12.0"},
        {"photo_library_version": "2.1", "music_library": {"name": 3}},
        {"version": "2.1.0", "app_version": "2.1.0", "os_version": "17.2.1"},
        {"sdk": "android", "sdk_version": "unknown", "sdkName": ""},
        {"library": "city library of Berlin", "sdk_id": "3f2b8c1d-0a1b-4c2d-8e3f-000000000000"},
        {"public_library_name": "City library", "lib": 3},
        {"unity_sdk_version": "2022.3.1f1", "flutter_sdk_version": "3.4.0"},
        {"sdk_key": "ca-app-pub-1", "sdk_versions": 2},
        {"lignes": [{"ean": "3017620422003", "lib": "chocolat", "px": 3.45}]},
        {"lib": "voie publique"},
        {"plats": [{"jour": "lundi", "lib": "gratin"}]},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ({"sdk": {"name": "sentry.java.android", "version": "6.1.0"}}, ["sentry.java.android", "6.1.0"]),
        ({"context": {"library": {"name": "analytics.js", "version": "2.1.0"}}}, ["analytics.js", "2.1.0"]),
        ({"$lib": "web", "$lib_version": "1.57.2"}, ["web", "1.57.2"]),
        (
            {"notifier": {"name": "Android Bugsnag Notifier", "version": "5.28.4"}},
            ["Android Bugsnag Notifier", "5.28.4"],
        ),
        ({"sdkVersion": "4.7.1", "sdk_name": "example-android"}, ["4.7.1", "example-android"]),
        (
            {"telemetry.sdk.name": "opentelemetry", "telemetry.sdk.version": "1.9.0"},
            ["opentelemetry", "1.9.0"],
        ),
        ({"trackerVersion": "andr-1.7.0"}, ["andr-1.7.0"]),
        ({"tracker_version": "2.14.0"}, ["2.14.0"]),
        ({"mp_lib": "android", "sdk_ver": "6.5.2-beta.1"}, ["android", "6.5.2-beta.1"]),
        ({"sdkv": "v3.2.1"}, ["v3.2.1"]),
        ({"library": "analytics-ios", "library_version": "4.1"}, ["4.1"]),
        ({"agentName": "AndroidAgent", "agentVersion": "6.5.1"}, ["AndroidAgent", "6.5.1"]),
    ],
)
def test_finds(see: See, body: object, values: list[str]) -> None:
    found = see(DETECTOR, body)
    assert [seen.value for seen in found] == values
    assert {seen.category for seen in found} <= {"diagnostics.sdk"}


def test_a_query_and_no_header(see: See) -> None:
    (seen,) = see(DETECTOR, query="sdk_version=14.1.1&x=1", headers=(("X-Sdk-Version", "1.2.3"),))
    assert (seen.property, seen.value) == ("trackerSdkVersion", "14.1.1")


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (
            {"sdk": {"n": "adkit-ios"}, "m": {"evt_dropped": 2, "flush_fail": 1}},
            "evt_dropped 2, flush_fail 1",
        ),
        ({"lib_ver": "2.8", "queue_dropped": 3, "init_ms": 212, "size": 9}, "queue_dropped 3, init_ms 212"),
    ],
)
def test_finds_what_a_library_counts_of_itself(see: See, body: object, value: str) -> None:
    found = [seen for seen in see(DETECTOR, body) if seen.rule == "sdk.counters"]
    assert [seen.value for seen in found] == [value]


@pytest.mark.parametrize(
    "body",
    [
        {"node": "db-4", "sdk": "x", "counters": {"queue_dropped": 3, "http_retry": 1}},
        {"counters": {"queue_dropped": 3, "http_retry": 1}},
        {"sdk": {"events_sent": 3}},
        {"sdk": {"events_sent": "many", "http_retry": "few"}},
    ],
)
def test_counters_of_something_else(see: See, body: object) -> None:
    assert [seen for seen in see(DETECTOR, body) if seen.rule == "sdk.counters"] == []
