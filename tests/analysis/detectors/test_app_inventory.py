"""Lists of apps are found by what they say they are; shops, settings and services of a company are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.app_inventory import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


def rows(*names: str, **more: object) -> list[dict[str, object]]:
    return [{"name": name, **more} for name in names]


@pytest.mark.parametrize(
    "body",
    [
        {"apps": rows("Chess", "Maps", "Radio")},
        {"apps": rows("Chess", "Maps", "Radio", price=1, version="1")},
        {"apps": rows("Payroll", "Wiki", "Mail", version="1", redirectUris="x")},
        {"installedApps": rows("Chess", "Maps")},
        {"installedApps": rows("", "", "")},
        {"installedApps": rows("Chess", "Chess", "Chess", "Chess", "Chess")},
        {"programs": rows("web", "worker", "cron", replicas=2, version="1")},
        {"books": rows("Chess", "Maps", "Radio", version="1")},
        {"installed_apps": ["a", "b"]},
        {"installed_apps": [1, 2, 3]},
        {"apps": ["Chess", "Maps", "Radio"]},
        {"installed_apps": ["com.a.b", "com.c.d", "com.e.f"]},
        {"channels": rows("news", "sport", "kids", topic="x", version="2")},
        {"list": [{"installedApps": "Chess"}, {"installedApps": "Maps"}, {"installedApps": "Go"}]},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    "body",
    [
        {"installedApps": rows("Chess", "Prayer Hub", "DAZN")},
        {"installedApps": [{"appName": "Chess"}, {"appName": "Maps"}, {"appName": "Radio"}]},
        {"apps": rows("Chess", "Maps", "Radio", version="1.2")},
        {
            "software_inventory": [
                {"DisplayName": name, "Publisher": "x"} for name in ("Steam", "KeePass", "Git")
            ]
        },
        {"device": {"recentApps": ["Chess", "Maps", "Radio", "Go"]}},
        {"apps": {"app": [{"#text": name, "@version": "1"} for name in ("Netflix", "Hulu", "Plex")]}},
    ],
)
def test_finds_one_list(see: See, body: object) -> None:
    (seen,) = see(DETECTOR, body)
    assert seen.category == "app_list.installed"
    assert seen.measures is not None
    assert seen.measures.n in (3, 4)


def test_rows_that_say_that_an_app_is_there(see: See) -> None:
    rows = [{"id": "netflix", "installed": True}, {"id": "youtube.leanback.v4", "installed": True},
            {"id": "amazon", "installed": True}, {"id": "absent", "installed": False}]  # fmt: skip
    (found,) = see(DETECTOR, {"launchPoints": rows})
    assert found.value == "3 apps\nnetflix\nyoutube.leanback.v4\namazon"


@pytest.mark.parametrize(
    "body",
    [
        {"launchPoints": [{"name": "Kourou"}, {"name": "Baikonur"}, {"name": "Vandenberg"}]},
        {
            "apps": [
                {"id": "a1", "installed": False},
                {"id": "b2", "installed": False},
                {"id": "c3", "installed": False},
            ]
        },
    ],
)
def test_places_and_absent_apps(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_launch_points_of_a_television(see: See) -> None:
    names = ("Netflix", "YouTube", "ORF ON")
    points = [{"id": name.lower(), "title": name, "systemApp": False} for name in names]
    (seen,) = see(DETECTOR, {"launchPoints": points})
    assert seen.value.startswith("3 apps\nNetflix")
    assert see(DETECTOR, {"launchPoints": [{"id": name, "title": name} for name in names]}) == []
