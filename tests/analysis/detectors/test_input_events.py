"""Keys of a remote control are found by Linux' names of them; keys of objects and of music are none."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from analysis.detectors.input_events import DETECTOR
from analysis.records import Observation

See = Callable[..., list[Observation]]


@pytest.mark.parametrize(
    "body",
    [
        {"key": "KEY"},
        {"key": "key_volup"},
        {"note": "KEY_VOLUP"},
        {"key": "KEY_VOLUP and more"},
        {"key": 7},
        {"k": "KEY_A"},
    ],
)
def test_finds_nothing_in(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_finds_what_was_pressed(see: See) -> None:
    seen = see(DETECTOR, {"keys": [{"key": "KEY_VOLUP"}, {"keyCode": "KEY_NETFLIX"}]})
    assert sorted(item.value for item in seen) == ["KEY_NETFLIX", "KEY_VOLUP"]
    assert {item.category for item in seen} == {"usage.interaction"}


@pytest.mark.parametrize(
    "body",
    [
        {"mouse": {"x": 1, "y": 2}},
        {"touch_points": [{"x": 1, "y": 2}]},
        {"points": [{"x": 1, "y": 2, "t": 3}]},
        {"clicks": [{"count": 3, "time": 1}]},
        {"mouse": [{"model": "M1", "price": 12}]},
    ],
)
def test_points_of_something_else(see: See, body: object) -> None:
    assert see(DETECTOR, body) == []


def test_finds_clicks_and_scrolls_once_for_each_list(see: See) -> None:
    clicks = [{"time": at, "x": 210, "y": 881, "selector": "a.cancel"} for at in (1, 2)]
    seen = see(DETECTOR, {"mouse_click": clicks, "scroll": [{"time": 9, "y": 420}]})
    assert sorted(item.value for item in seen) == ["420", "a.cancel"]


PATH = [[410 + 7 * step, 304 - step, 1779146000120 + 16 * step] for step in range(12)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"prices": PATH}, False),
        ({"mouse": [[x, y, n] for n, (x, y, _) in enumerate(PATH)]}, False),
        ({"mouse": PATH[:5]}, False),
        ({"mouse": [[x + 0.5, y, t] for x, y, t in PATH]}, False),
        ({"mouse": [[x, y, t + 60_000 * n] for n, (x, y, t) in enumerate(PATH)]}, False),
        ({"mouse": [[1, 2, t] for _, _, t in PATH]}, False),
        ({"motionData": {"mm": PATH}}, True),
        ({"motionData": json.dumps({"mm": PATH})}, True),
        ({"pointer": PATH}, True),
    ],
)
def test_the_path_of_a_pointer(see: See, body: object, *, found: bool) -> None:
    seen = see(DETECTOR, body)
    assert [item.value for item in seen] == ["12 points of a pointer's path"] * found
