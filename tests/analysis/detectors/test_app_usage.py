"""Apps and sessions by name and form; lists of libraries are not the app."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.app_usage import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"app_id": "newsbreak", "appid": 4711, "bundle": "main.js", "package": "index.html"},
        {"app_id": "www.example.com", "bundle_id": "vendor.min.js", "package": "example.org"},
        {"version": "1.2.3", "name": "Anna", "id": "org.example.app"},
        {"min_app_version": "1.2.3", "latest_app_version": "2.0", "app_version": "unknown"},
        {"app_name": "", "app_version": "twelve", "appVersion": None},
        {"session_id": "1", "session": {"id": 2}, "session_count": "many"},
        {"install_time": "yesterday", "first_launch": "maybe"},
        {"app": {"id": 12}},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_a_list_of_libraries_is_not_the_app(see: See) -> None:
    libraries = [{"load": {"bundle_id": f"org.example.library{number}"}} for number in "abcde"]
    assert see(DETECTOR, libraries) == []
    repeated = [{"app": {"id": "org.example.app"}} for _ in range(9)]
    assert len(see(DETECTOR, repeated)) == 9


@pytest.mark.parametrize(
    ("body", "category", "name"),
    [
        ({"bundle_id": "com.example.app"}, "usage.app", "appId"),
        ({"app": {"id": "tld.sample.app"}}, "usage.app", "appId"),
        ({"app": {"name": "Sample App!"}}, "usage.app", "appName"),
        ({"app_version": "23.13.1"}, "usage.app", "appVersion"),
        ({"app": {"versionCode": 26004526}}, "usage.app", "appVersion"),
        ({"app": {"version": "7.1 (1204)"}}, "usage.app", "appVersion"),
        ({"first_install_time": 1679326739158}, "usage.app", "installTime"),
        ({"app": {"inForeground": True}}, "usage.app", "isInForeground"),
        ({"is_first_launch": False}, "usage.app", "isFirstLaunch"),
        ({"session_id": "ea5d71aa-0ecc-4d81-ac29-e7dedf9d0a43"}, "usage.session", "sessionId"),
        ({"session": {"startedAt": "2023-03-20T16:35:24.304Z"}}, "usage.session", "startTime"),
        ({"session_count": 7}, "usage.session", "sessionCount"),
    ],
)
def test_finds(see: See, body: object, category: str, name: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.category, seen.property) == (category, name)


def test_a_web_view_names_its_app_in_a_header(see: See) -> None:
    (seen,) = see(DETECTOR, headers=(("X-Requested-With", "com.example.app"),))
    assert (seen.property, seen.path) == ("appId", "header:X-Requested-With")
    assert see(DETECTOR, headers=(("X-Requested-With", "XMLHttpRequest"),)) == []


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ({"_inBackground": "1"}, "false"),
        ({"_inBackground": 0}, "true"),
        ({"is_background": True}, "false"),
        ({"app": {"inBackground": False}}, "true"),
        ({"isInBackground": "no"}, "true"),
        ({"appInBackground": "yes"}, "false"),
        ({"in_foreground": True}, "true"),
        ({"app_state": "background"}, "background"),
    ],
)
def test_the_background_is_no_foreground(see: See, body: object, value: str) -> None:
    (seen,) = see(DETECTOR, body)
    assert (seen.property, seen.value) == ("isInForeground", value)


@pytest.mark.parametrize(
    "body",
    [
        {"version_name": "7.7.1"},
        {"version_name": "Tiramisu", "platform": "Android"},
        {"firmware": {"version_name": "1.2"}},
        {"version_code": "beta", "platform": "Android"},
        {"osVersionName": "13", "platform": "Android"},
        {"versionName": "1.0", "name": "Sprint"},
        {"background": "#fff"},
        {"in_background": "blue"},
        {"is_background": "image"},
        {"schema": {"versionName": "2.0"}},
    ],
)
def test_versions_and_backgrounds_of_other_things(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"version_name": "7.7.1", "platform": "Android"},
        {"versionName": "1.4", "packageName": "x"},
        {"versionCode": 451, "appName": ""},
        {"version_name": "3.0 (12)", "device_id": "a", "event_type": "b"},
    ],
)
def test_a_version_beside_an_app(see: See, body: object) -> None:
    assert [seen.property for seen in see(DETECTOR, body)] == ["appVersion"]


def test_names_and_versions_in_a_list_of_apps_are_not_of_this_app(see: See) -> None:
    rows = [
        {"appName": name, "appVersion": f"{number}.1"}
        for number, name in enumerate(("Chess", "Maps", "Radio", "Go"))
    ]
    assert see(DETECTOR, {"installed": rows}) == []
    assert {item.property for item in see(DETECTOR, {"appName": "Chess", "appVersion": "1.1"})} == {
        "appName",
        "appVersion",
    }


@pytest.mark.parametrize(
    "body",
    [
        [
            {"packageName": name, "versionCode": 3}
            for name in ("com.tinder", "de.dbnavigator", "org.mozilla.firefox")
        ],
        {"app": {"installerPackageName": "com.android.vending"}},
        {"packages": {"org.example.notes": {"versions": {"a1": {"versionName": "2.1", "versionCode": 21}}}}},
        [{"target": {"namespace": "android_app", "package_name": "at.example.bank"}}],
        {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgM", "session_id": "lYjeCRbQPEnYwTuyhEU"},
    ],
)
def test_apps_of_others_and_sessions_of_keys(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_an_app_and_its_parts_are_this_app(see: See) -> None:
    parts = [{"package_name": f"com.example.app.{part}"} for part in ("main", "widget", "wear")]
    assert len(see(DETECTOR, parts)) == 3
    assert see(DETECTOR, {"namespace": "prod", "package_name": "at.example.bank"})
    assert see(DETECTOR, {"session_id": "lYjeCRbQPEnYwTuyhEU", "platform": "android"})


IPA = "https://mdm.example/f/lager-4.1.0.ipa"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"apps": [{"bundle_id": "ch.firma.lager", "download_url": IPA}]}, False),
        ({"apps": [{"bundle_id": "ch.firma.lager", "url": IPA + "?sig=1"}]}, False),
        ({"items": [{"assets": [{"url": IPA}], "metadata": {"bundle-identifier": "ch.firma.lager"}}]}, False),
        ({"apps": [{"bundle_id": "ch.firma.lager", "url": "https://mdm.example/feed.json"}]}, True),
        ({"app": {"bundle_id": "ch.firma.lager", "url": IPA, "device_id": "9c1b7e44"}}, True),
        ({"items": [{"metadata": {"bundle-identifier": "ch.firma.lager"}}]}, True),
    ],
)
def test_an_app_that_is_handed_out(see, body, found) -> None:
    assert bool([item for item in see(DETECTOR, body) if item.property == "appId"]) is found
