"""How long apps were used, in rows of any language; limits, rankings and builds tell of nobody's use."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.app_sessions import DETECTOR
from analysis.records import Observation
from analysis.screen_time import IS_LENGTH

See = Callable[..., list[Observation]]
A, B = "com.zhiliaoapp.musically", "org.telegram.messenger"


@pytest.mark.parametrize(
    "name", ["mins", "playedMinutes", "czas_min", "dauer_sek", "ms", "timeInForeground", "duree"]
)
def test_names_of_lengths(name: str) -> None:
    assert IS_LENGTH[name]


@pytest.mark.parametrize(
    "name", ["minVersion", "maxTime", "milestone", "secret", "timeout_ms", "minor", "mass", "cold_ms"]
)
def test_other_names(name: str) -> None:
    assert not IS_LENGTH[name]


@pytest.mark.parametrize(
    "body",
    [
        {"apps": [{"bundle": A, "mins": 60}, {"bundle": B, "mins": 30}]},
        {"limits": [{"bundle": A, "mins": 60}, {"bundle": B, "mins": 30}], "child": 4},
        {
            "day": "2026-11-26",
            "apps": [{"bundle": "com.acme.a", "mins": 9}, {"bundle": "com.acme.b", "mins": 7}],
        },
        {
            "day": "2026-11-26",
            "apps": [{"bundle": A, "mins": 9, "rank": 1}, {"bundle": B, "mins": 7, "rank": 2}],
        },
        {"child": 4, "apps": [{"bundle": A, "mins": True}, {"bundle": B, "mins": "many"}]},
        {"screen": {"w": 1080}, "apps": [[A, 312], [B, 45]]},
        {"child": 4, "apps": [[A, 1, 1790011223], [B, 1, 1780011223]]},
        {"child": 4, "films": [{"title": "Frozen", "minutes": 90}]},
    ],
    ids=str,
)
def test_finds_no_use_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


@pytest.mark.parametrize(
    ("body", "apps"),
    [
        ({"day": "2026-11-26", "apps": [{"bundle": A, "mins": 97}, {"bundle": B, "mins": 6}]}, [A, B]),
        ({"entsperrungen": 41, "apps": [{"paket": A, "minuten": 73}]}, [A]),
        ({"enfant": 2, "lignes": [[A, 4120], [B, 960]]}, [A, B]),
        ({"pickups": 61, "per_app_ms": {A: 1830000, B: 920000}}, [A, B]),
        ({"childId": 9, "packages": [A, B], "minutes": [97, 54]}, [A, B]),
        ({"screen": {"per_app": [{"package": A, "time": "00:41:12"}]}, "app_version": "3.2.1"}, [A]),
        ({"dziecko": 1, "aplikacje": [{"nazwa": "TikTok", "czas_min": 88}]}, ["TikTok"]),
        ({"kind": 3, "spiele": [{"name": "Minecraft", "dauer_min": 95}]}, ["Minecraft"]),
        ({"event": "app_launch", "app": "Netflix", "ts": 1795700100}, ["Netflix"]),
    ],
    ids=str,
)
def test_finds_the_apps_that_were_used(see: See, body: object, apps: list[str]) -> None:
    found = [each for each in see(DETECTOR, body, host="reports.example") if each.category == "usage.app"]
    assert [each.value for each in found] == apps


def test_many_rows_take_time_in_proportion(see: See) -> None:
    rows = [{"app": f"Game {at}", "playedMinutes": 5} for at in range(5_000)]
    assert len(see(DETECTOR, {"child": 1, "apps": rows})) == 5_000
