"""Apps in the foreground and rows of use are found; services, steps of a build and plans are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.detectors.app_sessions import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"rollouts": [{"app": "billing", "start": 1788901200, "end": 1788901260, "namespace": "prod"}]},
        {
            "steps": [
                {"package": "com.example.core", "type": "compile"},
                {"package": "com.example.ui", "type": "test"},
            ]
        },
        {"rows": [{"app": "netflix", "start": 9, "end": 12}]},
        {"rows": [{"app": "netflix", "start": 1788908400, "end": 1788901200}]},
        {"rows": [{"app": "netflix", "start": 1788901200}]},
        {"app": "netflix", "start": 1788901200, "end": 1788908400},
        {"rows": [{"app": 4, "type": "foreground"}]},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_finds_what_came_to_the_foreground(see: See) -> None:
    rows = [
        {"pkg": "com.instagram.android", "t": "MOVE_TO_FOREGROUND", "ts": 1788901200101},
        {"pkg": "com.instagram.android", "t": "MOVE_TO_BACKGROUND", "ts": 1788901511301},
        {"pkg": "com.bumble.app", "t": "MOVE_TO_FOREGROUND", "ts": 1788901520000},
    ]
    *uses, apps = see(DETECTOR, rows)
    assert [use.category for use in uses] == ["usage.app"] * 3
    assert (apps.category, apps.value) == (
        "app_list.installed",
        "2 apps\ncom.instagram.android\ncom.bumble.app",
    )


def test_finds_an_app_with_its_start_and_end(see: See) -> None:
    (found,) = see(DETECTOR, {"events": [{"app": "netflix", "start": 1788901200, "end": 1788908400}]})
    assert (found.category, found.value) == ("usage.app", "netflix")


@pytest.mark.parametrize(
    "row",
    [
        {"e": "swipe", "app": "org.example.mail"},
        {"e": "swipe", "app": "Mail", "ts": 1795600000},
        {"e": "update", "app": "org.example.mail", "ts": 1795600000},
        {"type": "tap", "app": "org.example.mail", "ts": 1795600000, "result": "passed"},
        {"suite": "a", "type": "tap", "app": "org.example.mail", "ts": 1795600000},
        {
            "e": "swipe right to go to the next of all of the items",
            "app": "org.example.mail",
            "ts": 1795600000,
        },
    ],
)
def test_no_gesture_of_somebody(see: See, row: dict[str, object]) -> None:
    assert see(DETECTOR, {"rows": [row]}) == []


@pytest.mark.parametrize("done", ["swipe_right", "geste", "double tap", "svep höger", "дотик", "napautus"])
def test_a_gesture_in_an_app_at_a_moment(see: See, done: str) -> None:
    (found,) = see(DETECTOR, {"rows": [{"e": done, "app": "org.example.mail", "ts": 1795600000}]})
    assert (found.category, found.value) == ("usage.app", "org.example.mail")


@pytest.mark.parametrize("length", ["minuter", "minuutit", "хвилини", "λεπτά", "phut", "دقائق"])
def test_how_long_apps_were_used_in_other_languages(see: See, length: str) -> None:
    rows = [{"p": "com.example.chess", length: 41}, {"p": "org.sample.bus", length: 6}]
    assert {seen.value for seen in see(DETECTOR, {"barn": "A", "dag": "2026-11-20", "r": rows})} == {
        row["p"] for row in rows
    }
    assert see(DETECTOR, {"limits": rows}) == []
